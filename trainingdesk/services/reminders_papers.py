"""Gathering what the papers of `documents.reminders` are made from."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.parties import Client, Contact
from trainingdesk.domain.reminders import Delays, Level, NextStep, last_sent, next_step
from trainingdesk.domain.reminders_data import (
    LateBill,
    ReminderPaper,
    StatementPaper,
    as_addressee,
    in_form_of_a_client,
)
from trainingdesk.services import answering, conditions
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Gatherer, Subject
from trainingdesk.storage import duties as waiting
from trainingdesk.storage import office as identity
from trainingdesk.storage import parties, sales
from trainingdesk.storage import reminders as store

DELAY = "reminders.{}"

KEYS = {
    Level.FIRST: "first_reminder",
    Level.SECOND: "second_reminder",
    Level.NOTICE: "payment_notice",
}
"""The paper of each letter."""


def delays(office: Office) -> Delays:
    """Return the days between letters, as the office chose them."""
    usual = Delays()
    return Delays(
        **{
            name: int(str(identity.setting(office.db, DELAY.format(name), getattr(usual, name))))
            for name in Delays.__slots__
        }
    )


def steps(office: Office, due: Mapping[int, date]) -> dict[int, NextStep]:
    """Return what comes next for each late invoice; *due* gives the day each was due."""
    last, chosen = last_sent(store.about(office.db, list(due))), delays(office)
    return {
        invoice_id: next_step(due_on, last.get(invoice_id), chosen)
        for invoice_id, due_on in due.items()
    }


def late_bills(
    office: Office, payer: PayerKey, on: date, ended: Collection[int]
) -> list[tuple[LateBill, Level | None]]:
    """Return the late invoices of a payer on a day, each with the letter that comes next for it.

    Those of the *ended* agreements (see `to_credit`) are left out.
    """
    owed = [
        each
        for each in sales.owed_by(office.db, _as_payer(payer))
        if each.due_on is not None and each.due_on < on
    ]
    last = last_sent(store.about(office.db, [each.invoice_id for each in owed]))
    found: list[tuple[LateBill, Level | None]] = []
    for each in owed:
        sent = last.get(each.invoice_id)
        agreement_id = sales.invoice(office.db, each.invoice_id).agreement_id
        if each.due_on is None or (agreement_id is not None and agreement_id in ended):
            continue
        bill = LateBill(
            invoice_id=each.invoice_id,
            number=each.number,
            issued_on=each.issued_on,
            due_on=each.due_on,
            remaining=each.remaining,
            told_on=sent.on if sent else None,
        )
        found.append((bill, sent.level.next if sent else Level.FIRST))
    return found


def to_credit(office: Office) -> frozenset[int]:
    """Return the agreements that a decision leaves to be credited: nobody's to pay any more."""
    terms = waiting.Terms(office.db, conditions.in_force(office).rules)
    settled = waiting.open_settlements(office.db, terms)
    return frozenset(each.agreement_id for each in settled if each.to_credit)


def with_cost(
    office: Office, bill: LateBill, level: Level | None, on: date
) -> tuple[LateBill, str]:
    """Return a bill with what lateness adds to it on a day, by its own terms, and their clause.

    What was invoiced of it already is left out, and charges of lateness bear none themselves
    (C. civ. 1343-2).

    A rate that is missing keeps no courteous letter back: it then tells of no interest. *level* is
    the letter that comes, none once the formal notice went: a consumer owes interest since then.

    Raises:
        RuleBroken: a rate is missing for a letter that claims interest.
    """
    if sales.invoice(office.db, bill.invoice_id).kind is InvoiceKind.LATE_CHARGES:
        return bill, ""
    try:
        notice_on = bill.told_on if level is None else None
        told = answering.late_cost(office, bill.invoice_id, on, notice_on=notice_on)
    except RuleBroken:
        if level is Level.FIRST:
            return bill, ""
        raise
    cost = told.answer
    rates = tuple(dict.fromkeys(segment.rate for segment in cost.segments))
    interest, indemnity = cost.beyond(sales.charged(office.db, bill.invoice_id))
    return replace(bill, interest=interest, indemnity=indemnity, rates=rates), told.clause


def reminder(
    level: Level, office: Office, subject: Subject, on: date, _files: Files
) -> ReminderPaper:
    """Return what a letter prints to the payer who waits for it.

    Raises:
        RuleBroken: no payer is named, or a rate is missing for the interest that is claimed.
    """
    payer = _payer(subject)
    client, contact = addressee(office, payer)
    chosen = delays(office)
    costed = [
        with_cost(office, bill, level, on)
        for bill, comes in late_bills(office, payer, on, to_credit(office))
        if comes is level and _has_run(chosen, bill, level, on)
    ]
    return ReminderPaper(
        organisation=identity.organisation(office.db),
        client=client,
        contact=contact,
        level=level,
        bills=tuple(bill for bill, _clause in costed),
        on=on,
        answer_days=chosen.after(level),
        clause=next((clause for _bill, clause in costed if clause), ""),
    )


def _has_run(chosen: Delays, bill: LateBill, level: Level, on: date) -> bool:
    """Whether the delay that the letter before left is over."""
    if bill.told_on is None:
        return True
    return bill.told_on + timedelta(days=chosen.after(Level(level - 1))) <= on


def statement(office: Office, subject: Subject, on: date, _files: Files) -> StatementPaper:
    """Return the account of a payer: this year's, or since his oldest invoice that is open.

    Raises:
        RuleBroken: no payer is named.
    """
    payer = _payer(subject)
    client, contact = addressee(office, payer)
    owed = sales.owed_by(office.db, _as_payer(payer))
    bills = tuple(
        LateBill(
            invoice_id=each.invoice_id,
            number=each.number,
            issued_on=each.issued_on,
            due_on=each.due_on or each.issued_on,
            remaining=each.remaining,
        )
        for each in owed
    )
    first = min([date(on.year, 1, 1), *(bill.issued_on for bill in bills)])
    lines = store.account(office.db, payer, on)
    return StatementPaper(
        organisation=identity.organisation(office.db),
        client=client,
        contact=contact,
        first=first,
        on=on,
        opening=sum((line.amount for line in lines if line.day < first), ZERO),
        lines=tuple(line for line in lines if line.day >= first),
        open_bills=bills,
    )


def _payer(subject: Subject) -> PayerKey:
    if subject.client_id is None and subject.funder_id is None:
        raise RuleBroken("Choisissez le client ou le financeur à qui écrire.")
    return PayerKey(subject.client_id, subject.funder_id)


def _as_payer(key: PayerKey) -> sales.Payer:
    return sales.Payer(client_id=key.client_id, funder_id=key.funder_id)


def addressee(office: Office, payer: PayerKey) -> tuple[Client, Contact | None]:
    """Return who is written to, and for whose attention: the one for invoices, else who signs."""
    if payer.funder_id is not None:
        return in_form_of_a_client(parties.FUNDERS.get(office.db, payer.funder_id)), None
    client_id = payer.client_id or 0
    contacts = parties.contacts_of(office.db, client_id)
    billing = (one for one in contacts if one.is_billing and one.archived_on is None)
    contact = next(billing, None) or parties.signatory_of(office.db, client_id)
    return as_addressee(parties.CLIENTS.get(office.db, client_id)), contact


def email_of(client: Client, contact: Contact | None) -> str:
    """Return where a mail to an addressee goes: the person's own address first."""
    return (contact.email if contact is not None else "") or client.email


GATHERERS: Mapping[str, Gatherer] = {
    **{key: partial(reminder, level) for level, key in KEYS.items()},
    "account_statement": statement,
}
