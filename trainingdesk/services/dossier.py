"""The papers that a session needs, and how far each one is."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Client
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import short_date
from trainingdesk.services import publishing
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Subject, reader
from trainingdesk.services.publishing import Prepared
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import bargains, parties, sales
from trainingdesk.storage.papers import IssuedPaper, data_of, signed_since


class PaperState(StrEnum):
    """How far a paper is, in the words of the screen."""

    TO_DO = "à faire"
    BLOCKED = "bloqué"
    READY = "prêt"
    ISSUED = "édité"
    SIGNED = "signé"
    OUTDATED = "à rééditer"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededPaper:
    """A paper of a session: which one, for whom, how far, and why not further.

    `subject` is `None` while what it is about (an agreement, an invoice) does not exist yet;
    `client_id` then says for whom to make it.
    """

    key: str
    name: str
    whom: str
    state: PaperState
    why: str = ""
    subject: Subject | None = None
    client_id: int | None = None
    paper_id: int | None = None


def needed_papers(office: Office, session_id: int) -> list[NeededPaper]:
    """Return every paper that a session needs, by kind and then by whom it is for."""
    files = reader(office)
    file = files(session_id)
    return [
        *_agreements(office, file, files),
        *_acknowledgements(office, file, files),
        *_for_people(office, file, files, "joining_letter"),
        *_for_people(office, file, files, "handed_over", only_individuals=True),
        one_paper(
            office,
            files,
            "attendance_sheet",
            file.trainer_names,
            Subject(session_id=session_id),
        ),
        *_for_people(office, file, files, "completion_certificate"),
        *_for_people(office, file, files, "training_attestation"),
        *_invoices(office, file, files),
    ]


def _clients(file: SessionFile) -> dict[int, Client]:
    return {person.client.id: person.client for person in file.seated if person.client.id}


def _agreements(office: Office, file: SessionFile, files: Files) -> Iterator[NeededPaper]:
    known = _bargains(office, file)
    wanted = {
        agreement.client_id: parties.CLIENTS.get(office.db, agreement.client_id)
        for agreement in known.values()
    }
    # A trainee who pays a part himself has a contract and no seat of his own.
    for client_id, client in (_clients(file) | wanted).items():
        agreement = known.get(client_id)
        kind = agreement.kind if agreement else file.agreement_kind(client)
        if not kind.is_printed:
            continue
        if agreement is not None:
            subject = Subject(agreement_id=agreement.id)
            yield one_paper(office, files, kind, client.display_name, subject)
        else:
            noun = "Convention" if kind is AgreementKind.CONVENTION else "Contrat"
            yield NeededPaper(
                key=kind,
                name=noun,
                whom=client.display_name,
                state=PaperState.TO_DO,
                why="à préparer",
                client_id=client_id,
            )


def _bargains(office: Office, file: SessionFile) -> dict[int, Agreement]:
    """Return the agreement of each client that still holds, the latest of several."""
    return {
        agreement.client_id: agreement
        for agreement in sales.agreements_of(office.db, file.session.id or 0)
        if not agreement.state.is_over
    }


def _acknowledgements(office: Office, file: SessionFile, files: Files) -> Iterator[NeededPaper]:
    """Return the acknowledgement of each order, where its terms promise one."""
    for agreement in _bargains(office, file).values():
        formation = conditions_of(office, agreement).rules.formation
        if formation is not None and formation.order_acknowledged:
            whom = parties.CLIENTS.get(office.db, agreement.client_id).display_name
            subject = Subject(agreement_id=agreement.id)
            yield one_paper(office, files, "order_acknowledgement", whom, subject)


def _for_people(
    office: Office,
    file: SessionFile,
    files: Files,
    key: str,
    *,
    only_individuals: bool = False,
) -> Iterator[NeededPaper]:
    for person in file.seated:
        if only_individuals and not person.client.is_individual:
            continue
        subject = Subject(enrolment_id=person.enrolment.id)
        yield one_paper(office, files, key, person.name, subject)


def _invoices(office: Office, file: SessionFile, files: Files) -> Iterator[NeededPaper]:
    made = sales.invoices_where(office.db, "session_id = ? order by id", [file.session.id])
    for invoice in made:
        name = (
            invoice.recipient.name or parties.CLIENTS.get(office.db, invoice.client_id).display_name
        )
        yield one_paper(office, files, "invoice", name, Subject(invoice_id=invoice.id))
    served = {invoice.client_id for invoice in made}
    for client_id, client in _clients(file).items():
        if client_id not in served:
            yield NeededPaper(
                key="invoice",
                name="Facture",
                whom=client.display_name,
                state=PaperState.TO_DO,
                why="à préparer",
                client_id=client_id,
            )


def one_paper(office: Office, files: Files, key: str, whom: str, subject: Subject) -> NeededPaper:
    """Return how far one paper is, for whom it is made."""
    try:
        prepared = publishing.prepare(office, key, subject, files=files)
    except RuleBroken as error:
        # A draft that could not be issued keeps no other paper from being told.
        return _unprepared(key, whom, subject, str(error))
    former = publishing.former_issue(office, prepared)
    state, why = (
        _since(office, files, prepared, former) if former is not None else _so_far(prepared)
    )
    return NeededPaper(
        key=key,
        name=prepared.kind.name,
        whom=whom,
        state=state,
        why=why,
        subject=subject,
        paper_id=former.id if former else None,
    )


def _unprepared(key: str, whom: str, subject: Subject, why: str) -> NeededPaper:
    # It brings reportlab along, which the first list on screen does without.
    from trainingdesk.documents.register import PAPERS  # noqa: PLC0415

    return NeededPaper(
        key=key,
        name=PAPERS[key].name,
        whom=whom,
        state=PaperState.BLOCKED,
        why=why,
        subject=subject,
    )


def _since(
    office: Office, files: Files, prepared: Prepared, former: IssuedPaper
) -> tuple[PaperState, str]:
    """Return how an issued paper stands: held against the data of today, on its own date."""
    assert former.id is not None  # noqa: S101 - read from the file
    signed_on = signed_since(office.db, former.id)
    if signed_on is not None and _is_amended(office, prepared.subject):
        return PaperState.SIGNED, f"le {short_date(signed_on)}, avec avenant"
    then = publishing.prepare(
        office, prepared.kind.key, prepared.subject, on=former.issued_on, files=files
    )
    if _is_outdated(office, then, former):
        return PaperState.OUTDATED, "les données ont changé depuis l’édition"
    if signed_on is not None:
        return PaperState.SIGNED, f"le {short_date(signed_on)}"
    return PaperState.ISSUED, f"le {short_date(former.issued_on)}"


def _is_amended(office: Office, subject: Subject) -> bool:
    """Whether a signed agreement was changed by amendments, which its own paper does not show."""
    if subject.agreement_id is None:
        return False
    return any(
        amendment.accepted_on is not None
        for amendment in bargains.amendments_of(office.db, subject.agreement_id)
    )


def _is_outdated(office: Office, then: Prepared, former: IssuedPaper) -> bool:
    """Whether the paper would print otherwise: other data may well print the same words."""
    if publishing.frozen(then.data) == data_of(office.db, former.id or 0):
        return False
    pdf, _texts = then.render()
    return hashlib.sha256(pdf).hexdigest() != former.sha256


def _so_far(prepared: Prepared) -> tuple[PaperState, str]:
    """Return whether a paper could leave, and what keeps it or is wanting."""
    if prepared.refusal:
        return PaperState.BLOCKED, prepared.refusal
    lacking = prepared.missing
    if any(mention.blocks for mention in lacking):
        return PaperState.BLOCKED, lacking[0].sentence
    return PaperState.READY, f"sans {lacking[0].name}" if lacking else ""
