"""Gathering what the papers of an agreement's life are made from, and those of the register."""

from dataclasses import replace
from datetime import date

from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.amendments import Amendment
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.formation import Pieces
from trainingdesk.domain.paper_data import (
    AbsencePaper,
    AgreementEventPaper,
    HandedOverPaper,
    ParticipantPaper,
    RegisterEntryPaper,
    RegisterLine,
    RegisterPaper,
    UnpaidInvoice,
)
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.registers import RegisterEntry
from trainingdesk.services import receiving
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Subject, agreement, participant
from trainingdesk.services.terms import conditions_of, version
from trainingdesk.storage import bargains, parties, sales, sessions
from trainingdesk.storage import office as identity


def gathered(office: Office, key: str, subject: Subject, day: date, files: Files) -> object:
    """Return the data of the paper *key* about what happened to its subject."""
    match subject:
        case Subject(settlement_id=int(settlement_id)):
            return settlement(office, settlement_id, day, files)
        case Subject(amendment_id=int(amendment_id)):
            return amendment(office, amendment_id, day, files)
        case Subject(register_entry_id=int(entry_id)):
            return register_entry(office, entry_id, day, files)
        case Subject(period=(date() as first, date() as last)):
            return register(office, first, last, day)
        case Subject(enrolment_id=int(enrolment_id)):
            made = absence if key == "absence_notice" else handed_over
            return made(office, enrolment_id, day, files)
        case Subject(agreement_id=int(agreement_id)):
            own = key == "formal_notice"
            return event(office, agreement_id, day, files, own_debts=own)
        case _:
            raise ValueError(subject)


def event(
    office: Office, agreement_id: int, on: date, files: Files, *, own_debts: bool = False
) -> AgreementEventPaper:
    """Return what a paper about an agreement prints; *own_debts* leaves out its client's others."""
    record = sales.agreement(office.db, agreement_id)
    paper = agreement(office, agreement_id, on, files)
    return AgreementEventPaper(
        file=paper.file,
        agreement=record,
        client=paper.client,
        contact=paper.contact,
        conditions=paper.conditions,
        head_count=paper.head_count,
        on=on,
        tax_mentions=paper.tax_mentions,
        pieces=_pieces(office, record, on),
        instalments=paper.instalments,
        unpaid=_unpaid(office, record, on, own_debts=own_debts),
    )


def settlement(office: Office, settlement_id: int, on: date, files: Files) -> AgreementEventPaper:
    """Return what a letter about a decision prints."""
    decision = bargains.settlement(office.db, settlement_id)
    return replace(
        event(office, decision.agreement_id, on, files),
        settlement=decision,
        receipt=_receipt(office, decision.agreement_id, decision.receipt_id),
    )


def amendment(office: Office, amendment_id: int, on: date, files: Files) -> AgreementEventPaper:
    """Return what a change prints: what was asked, and the proposal that prices it."""
    change = bargains.AMENDMENTS.get(office.db, amendment_id)
    priced = sales.proposal(office.db, change.proposal_id) if change.proposal_id else None
    return replace(
        event(office, change.agreement_id, on, files),
        amendment=change,
        receipt=_request(office, change),
        proposal_number=priced.number if priced else "",
    )


def register_entry(office: Office, entry_id: int, on: date, files: Files) -> RegisterEntryPaper:
    """Return what a letter about an entry of the register prints.

    Raises:
        RuleBroken: the entry names no client, to whom the letter would go.
    """
    entry = bargains.REGISTER.get(office.db, entry_id)
    record = sales.agreement(office.db, entry.agreement_id) if entry.agreement_id else None
    client_id = entry.client_id or (record.client_id if record else None)
    if client_id is None:
        raise RuleBroken(
            "Cette entrée du registre ne dit pas quel client elle concerne : indiquez-le d’abord.",
            "client_id",
        )
    session_id = entry.session_id or (record.session_id if record else None)
    return RegisterEntryPaper(
        organisation=identity.organisation(office.db),
        entry=entry,
        client=parties.CLIENTS.get(office.db, client_id),
        contact=parties.signatory_of(office.db, client_id),
        conditions=conditions_of(office, record) if record else version(office, None, on),
        on=on,
        file=files(session_id).narrowed((), attended=False) if session_id else None,
        agreement=record,
    )


def register(office: Office, first: date, last: date, on: date) -> RegisterPaper:
    """Return the entries received from one day to another."""
    return RegisterPaper(
        organisation=identity.organisation(office.db),
        first=first,
        last=last,
        lines=tuple(
            _line(office, entry)
            for entry in bargains.REGISTER.where(
                office.db,
                "received_on between ? and ? order by received_on, id",
                [first.isoformat(), last.isoformat()],
            )
        ),
        on=on,
    )


def handed_over(office: Office, enrolment_id: int, on: date, files: Files) -> HandedOverPaper:
    """Return what a person was handed, by the terms of the agreement that brings her."""
    person = participant(office, enrolment_id, on, files, attended=False)
    return HandedOverPaper(
        file=person.file,
        participant=person.participant,
        on=on,
        conditions=_terms_of(office, person),
    )


def absence(office: Office, enrolment_id: int, on: date, files: Files) -> AbsencePaper:
    """Return what the employer of a person is told of her absences; who buys, where none is."""
    person = participant(office, enrolment_id, on, files, attended=True)
    employer = person.participant.employer or person.participant.client
    return AbsencePaper(
        file=person.file,
        participant=person.participant,
        on=on,
        client=employer,
        contact=parties.signatory_of(office.db, employer.id or 0),
        conditions=_terms_of(office, person),
    )


def _terms_of(office: Office, person: ParticipantPaper) -> Conditions:
    """Return the conditions of the agreement that brings someone, else those in force."""
    session_id, client_id = person.file.session.id, person.participant.client.id
    bargain = next(
        (
            record
            for record in sales.agreements_of(office.db, session_id or 0)
            if record.client_id == client_id and not record.state.is_over
        ),
        None,
    )
    return conditions_of(office, bargain) if bargain else version(office, None, person.on)


def _line(office: Office, entry: RegisterEntry) -> RegisterLine:
    record = sales.agreement(office.db, entry.agreement_id) if entry.agreement_id else None
    client_id = entry.client_id or (record.client_id if record else None)
    session_id = entry.session_id or (record.session_id if record else None)
    return RegisterLine(
        entry,
        parties.CLIENTS.get(office.db, client_id).display_name if client_id else "",
        sessions.SESSIONS.get(office.db, session_id).number if session_id else "",
    )


def _pieces(office: Office, record: Agreement, on: date) -> Pieces:
    """Return the pieces that were in on a day: a letter of that day stays as it was."""
    now = receiving.pieces_of(office, record)
    return Pieces(now.needed, {need: day for need, day in now.received.items() if day <= on})


def _unpaid(
    office: Office, record: Agreement, on: date, *, own_debts: bool
) -> tuple[UnpaidInvoice, ...]:
    """Return what the client owes and was due before a day."""
    owed = sales.owed_by(office.db, sales.Payer(client_id=record.client_id))
    return tuple(
        UnpaidInvoice(bill.number, bill.due_on, bill.remaining)
        for bill in owed
        if bill.due_on is not None
        and bill.due_on < on
        and not (own_debts and not _is_for(office, bill.invoice_id, record))
    )


def _is_for(office: Office, invoice_id: int, record: Agreement) -> bool:
    invoice = sales.invoice(office.db, invoice_id)
    if invoice.agreement_id is not None:
        return invoice.agreement_id == record.id
    return invoice.session_id == record.session_id


def _receipt(office: Office, agreement_id: int, receipt_id: int | None) -> Receipt | None:
    """Return what came in, without the scan that proves it."""
    found = (one for one in bargains.receipts_of(office.db, agreement_id) if one.id == receipt_id)
    receipt = next(found, None)
    return replace(receipt, content=None) if receipt else None


def _request(office: Office, change: Amendment) -> Receipt | None:
    """Return how a change was asked for: what came that day, its acceptance aside."""
    came = (
        receipt
        for receipt in bargains.receipts_of(office.db, change.agreement_id)
        if receipt.kind is ReceiptKind.MODIFICATION
        and receipt.received_on == change.asked_on
        and receipt.id != change.receipt_id
    )
    receipt = next(came, None)
    return replace(receipt, content=None) if receipt else None
