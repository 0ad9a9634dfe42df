"""Conventions and contracts: one bargain a client and session."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.agreements import Agreement, AgreementState, kind_for
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, LineKind, Unit, counted
from trainingdesk.domain.parties import Client
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.tva import treatment
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.identity import pattern
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import office as identity
from trainingdesk.storage import parties
from trainingdesk.storage import sales as store
from trainingdesk.storage.database import unit_of_work


def draft_agreement(
    office: Office, session_id: int, client_id: int, proposal_id: int | None = None
) -> Changes:
    """Draft the convention or contract of a client for a session.

    The price is the accepted proposal's (that which the session was planned from, where none is
    named), else the session's for the people the client sends.

    Raises:
        RuleBroken: neither gives a price.
    """
    with unit_of_work(office.db):
        client = parties.CLIENTS.get(office.db, client_id)
        file = session_file(office, session_id)
        if proposal_id is None:
            proposal_id = store.proposal_sold(office.db, session_id, client_id)
        lines = _lines(office, file, client, proposal_id)
        kind = kind_for(client)
        signatory = parties.signatory_of(office.db, client_id)
        today = office.today()
        agreement = Agreement(
            kind=kind,
            session_id=session_id,
            client_id=client_id,
            number=store.take_number(office.db, kind, pattern(office, kind), today),
            proposal_id=proposal_id,
            contact_id=signatory.id if signatory else None,
            conditions_id=identity.conditions_on(office.db, today).id,
            lines=lines,
        )
        saved = store.save_agreement(office.db, agreement)
    return changed(
        f"{agreement.name} : préparation terminée", Kind.AGREEMENTS, Kind.SESSIONS, saved=saved
    )


def _lines(
    office: Office, file: SessionFile, client: Client, proposal_id: int | None
) -> tuple[Line, ...]:
    if proposal_id is not None:
        return counted(store.proposal(office.db, proposal_id).lines)
    return session_lines(file, client.id)


def session_lines(file: SessionFile, client_id: int | None) -> tuple[Line, ...]:
    """Return what a session costs a client: the session's price, or the one agreed for a person.

    Raises:
        RuleBroken: the session has no price, or nobody comes from this client.
    """
    session = file.session
    rate, exemption = treatment(file.organisation.vat_regime, is_training=True)
    people = file.of_client(client_id)
    if not people:
        raise RuleBroken("Ce client n’a inscrit personne à la session.", "client_id")
    common = Line(
        label=session.title,
        unit_price=Decimal(0),
        tva_rate=rate,
        exemption=exemption,
        kind=LineKind.TRAINING,
        course_version_id=session.course_version_id,
        session_id=session.id,
    )
    if session.price_for_group is not None:
        return (replace(common, unit=Unit.GROUP, unit_price=session.price_for_group),)
    prices = Counter(person.enrolment.price or session.price_per_person for person in people)
    if None in prices:
        raise RuleBroken(
            f"La session {session.number} n’a pas de prix : saisissez-le avec « Modifier ».",
            "price_per_person",
        )
    return tuple(
        replace(common, unit=Unit.PERSON, quantity=Decimal(count), unit_price=price)
        for price, count in prices.items()
        if price is not None
    )


def save_agreement(office: Office, agreement: Agreement) -> Changes:
    """Write an agreement that is not signed yet.

    Raises:
        RuleBroken: it is signed, or a line is wrong.
    """
    for line in agreement.lines:
        line.checked()
    with unit_of_work(office.db):
        if agreement.id is not None:
            _refuse_changing_signed(store.agreement(office.db, agreement.id), agreement)
        saved = store.save_agreement(office.db, agreement)
    return changed(f"{agreement.name} : modifications enregistrées", Kind.AGREEMENTS, saved=saved)


def _refuse_changing_signed(kept: Agreement, new: Agreement) -> None:
    """Let a signed agreement be closed or cancelled, and nothing else of it change."""
    is_signed = kept.state in {AgreementState.SIGNED, AgreementState.DONE}
    if is_signed and replace(new, state=kept.state) != kept:
        raise RuleBroken(f"{kept.name} : un texte signé ne change plus. Établissez un avenant.")


def send(office: Office, agreement_id: int) -> Changes:
    """Note that the agreement left for signature."""
    with unit_of_work(office.db):
        sent = store.agreement(office.db, agreement_id).send(office.today())
        store.save_agreement(office.db, sent)
    return changed(f"{sent.name} : envoi noté", Kind.AGREEMENTS, saved=agreement_id)


def sign(
    office: Office,
    agreement_id: int,
    on: date,
    by: str,
    where: SignedWhere = SignedWhere.DISTANCE,
) -> Changes:
    """Note that the client's signature came back.

    Raises:
        RuleBroken: it was not sent, or the date lies ahead.
    """
    with unit_of_work(office.db):
        signed = store.agreement(office.db, agreement_id).sign(on, by, office.today())
        store.save_agreement(office.db, replace(signed, signed_where=where))
    return changed(f"{signed.name} : signature notée", Kind.AGREEMENTS, saved=agreement_id)
