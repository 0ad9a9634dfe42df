"""The papers that a session needs, and how far each one is."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trainingdesk.domain.agreements import AgreementKind, kind_for
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import short_date
from trainingdesk.services import publishing
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Subject, reader
from trainingdesk.services.publishing import Prepared
from trainingdesk.storage import sales
from trainingdesk.storage.papers import IssuedPaper, data_of, is_signed


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
        *_for_people(office, file, files, "joining_letter"),
        _paper(
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


def _clients(file: SessionFile) -> dict[int, str]:
    return {
        person.client.id: person.client.display_name
        for person in file.seated
        if person.client.id is not None
    }


def _agreements(office: Office, file: SessionFile, files: Files) -> Iterator[NeededPaper]:
    known = {a.client_id: a for a in sales.agreements_of(office.db, file.session.id or 0)}
    kinds = {p.client.id: kind_for(p.client) for p in file.seated}
    for client_id, name in _clients(file).items():
        if agreement := known.get(client_id):
            subject = Subject(agreement_id=agreement.id)
            yield _paper(office, files, agreement.kind, name, subject)
        else:
            kind = kinds[client_id]
            noun = "Convention" if kind is AgreementKind.CONVENTION else "Contrat"
            yield NeededPaper(
                key=kind,
                name=noun,
                whom=name,
                state=PaperState.TO_DO,
                why="à préparer",
                client_id=client_id,
            )


def _for_people(office: Office, file: SessionFile, files: Files, key: str) -> Iterator[NeededPaper]:
    for person in file.seated:
        subject = Subject(enrolment_id=person.enrolment.id)
        yield _paper(office, files, key, person.name, subject)


def _invoices(office: Office, file: SessionFile, files: Files) -> Iterator[NeededPaper]:
    made = sales.invoices_where(office.db, "session_id = ? order by id", [file.session.id])
    for invoice in made:
        name = invoice.recipient.name or _clients(file).get(invoice.client_id, "")
        yield _paper(office, files, "invoice", name, Subject(invoice_id=invoice.id))
    served = {invoice.client_id for invoice in made}
    for client_id, name in _clients(file).items():
        if client_id not in served:
            yield NeededPaper(
                key="invoice",
                name="Facture",
                whom=name,
                state=PaperState.TO_DO,
                why="à préparer",
                client_id=client_id,
            )


def _paper(office: Office, files: Files, key: str, whom: str, subject: Subject) -> NeededPaper:
    prepared = publishing.prepare(office, key, subject, files=files)
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


def _since(
    office: Office, files: Files, prepared: Prepared, former: IssuedPaper
) -> tuple[PaperState, str]:
    """Return how an issued paper stands: held against the data of today, on its own date."""
    assert former.id is not None  # noqa: S101 - read from the file
    then = publishing.prepare(
        office, prepared.kind.key, prepared.subject, on=former.issued_on, files=files
    )
    if _is_outdated(office, then, former):
        return PaperState.OUTDATED, "les données ont changé depuis l’édition"
    state = PaperState.SIGNED if is_signed(office.db, former.id) else PaperState.ISSUED
    return state, f"le {short_date(former.issued_on)}"


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
