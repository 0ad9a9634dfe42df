"""What lateness costs is invoiced once, and goes on until the invoice is paid."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from tests.support.money_office import left, pay
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import BpfOrigin, Deduction, Invoice, InvoiceKind, InvoiceLine
from trainingdesk.domain.lines import Line
from trainingdesk.domain.tva import Exemption
from trainingdesk.services import answering, invoicing, late_charges, publishing, reminders
from trainingdesk.storage import papers, sales

DUE = date(2026, 5, 30)
JUNE = date(2026, 6, 30)
AUGUST = date(2026, 8, 30)


@pytest.fixture
def late(filled) -> int:
    """An invoice of 4 800 € to the town hall, due on 30 May and still owed on 30 August."""
    draft = Invoice(
        client_id=filled.town_hall,
        lines=(InvoiceLine(line=Line(label="Formation", unit_price=D(4800))),),
        due_on=DUE,
    )
    invoice = invoicing.save_draft(filled.office, draft).saved_id
    invoicing.issue(filled.office, invoice)
    filled.clock.day = AUGUST
    return invoice


def charge(filled, invoice, on=AUGUST) -> Invoice:
    saved = late_charges.draft(filled.office, invoice, on).saved_id
    return sales.invoice(filled.office.db, saved)


def cost(filled, invoice, on=AUGUST):
    return answering.late_cost(filled.office, invoice, on).answer


def test_interest_and_indemnity_are_asked_outside_tax_and_the_report(filled, late):
    draft = charge(filled, late)
    told = cost(filled, late)
    assert (draft.kind, draft.late_for_id) == (InvoiceKind.LATE_CHARGES, late)
    assert [item.total_ht for item in draft.lines] == [told.interest, D(40)]
    assert {item.line.exemption for item in draft.lines} == {Exemption.OUT_OF_SCOPE}
    assert {item.origin for item in draft.lines} == {BpfOrigin.OUTSIDE}
    assert draft.totals.total_ttc == told.total
    assert "92 jours" in draft.lines[0].line.label.replace("\N{NO-BREAK SPACE}", " ")


def test_it_leaves_as_any_invoice_and_is_owed(filled, late):
    draft = charge(filled, late)
    publishing.issue_invoice(filled.office, draft.id, anyway=True)
    (paper,) = papers.papers_where(filled.office.db, "kind = 'invoice'", [])
    assert paper.file_name.startswith("Facture de pénalités de retard F-2026-0002")
    assert left(filled, draft.id) == draft.totals.total_ttc


def test_the_indemnity_is_asked_once_and_interest_goes_on(filled, late):
    first = charge(filled, late, JUNE)
    invoicing.issue(filled.office, first.id)
    second = charge(filled, late)
    (line,) = second.lines
    assert line.line.label.endswith("complément")
    asked = first.totals.total_ttc + second.totals.total_ttc
    assert asked == cost(filled, late).total


def test_what_was_charged_is_no_more_in_the_letters(filled, late):
    (before,) = reminders.due(filled.office)
    assert before.charges == cost(filled, late).total
    draft = charge(filled, late)
    invoicing.issue(filled.office, draft.id)
    bills = {bill.invoice_id: bill for each in reminders.due(filled.office) for bill in each.bills}
    assert (bills[late].interest, bills[late].indemnity) == (0, 0)


def test_charges_that_are_late_themselves_bear_nothing(filled, late):
    draft = charge(filled, late)
    invoicing.issue(filled.office, draft.id)
    filled.clock.day = date(2026, 11, 30)
    bills = {bill.invoice_id: bill for each in reminders.due(filled.office) for bill in each.bills}
    assert (bills[draft.id].interest, bills[draft.id].indemnity) == (0, 0)
    assert bills[late].interest > 0
    with pytest.raises(RuleBroken, match="n’en porte pas"):
        late_charges.draft(filled.office, draft.id, filled.clock.day)


def test_one_draft_at_a_time(filled, late):
    charge(filled, late)
    with pytest.raises(RuleBroken, match="déjà en brouillon"):
        charge(filled, late)


def test_nothing_is_asked_of_who_paid_in_time_or_owes_no_more(filled, late):
    invoicing.issue(filled.office, charge(filled, late).id)
    with pytest.raises(RuleBroken, match="rien de plus n’est dû"):
        charge(filled, late)
    pay(filled, late)
    with pytest.raises(RuleBroken, match="rien de plus n’est dû"):
        late_charges.draft(filled.office, late, date(2026, 9, 30))


def test_a_credit_note_over_the_charges_lets_them_be_asked_again(filled, late):
    draft = charge(filled, late)
    invoicing.issue(filled.office, draft.id)
    note = invoicing.credit(filled.office, draft.id, "Geste").saved_id
    invoicing.issue(filled.office, note)
    assert charge(filled, late).totals == draft.totals


def test_a_balance_is_late_with_what_it_asks_beyond_its_deposits(filled):
    line = InvoiceLine(line=Line(label="Formation", unit_price=D(4800)))
    third = InvoiceLine(line=Line(label="Acompte", unit_price=D(1600)))
    first = Invoice(client_id=filled.town_hall, kind=InvoiceKind.DEPOSIT, lines=(third,))
    deposit = invoicing.save_draft(filled.office, first).saved_id
    invoicing.issue(filled.office, deposit)
    taken_off = Deduction(deposit, "F-2026-0001", filled.clock.day, D(1600))
    balance = invoicing.save_draft(
        filled.office,
        Invoice(
            client_id=filled.town_hall,
            kind=InvoiceKind.BALANCE,
            lines=(line,),
            deductions=(taken_off,),
            due_on=DUE,
        ),
    ).saved_id
    invoicing.issue(filled.office, balance)
    filled.clock.day = AUGUST
    assert {segment.base for segment in cost(filled, balance).segments} == {D(3200)}
    pay(filled, balance)
    filled.clock.day = AUGUST + timedelta(days=30)
    assert cost(filled, balance, filled.clock.day).segments[-1].last == AUGUST


def test_a_balance_that_its_deposits_settled_is_never_late(filled):
    line = InvoiceLine(line=Line(label="Formation", unit_price=D(4800)))
    whole = Invoice(client_id=filled.town_hall, kind=InvoiceKind.DEPOSIT, lines=(line,))
    deposit = invoicing.save_draft(filled.office, whole).saved_id
    invoicing.issue(filled.office, deposit)
    taken_off = Deduction(deposit, "F-2026-0001", filled.clock.day, D(4800))
    asked = replace(whole, kind=InvoiceKind.BALANCE, deductions=(taken_off,), due_on=DUE)
    balance = invoicing.save_draft(filled.office, asked).saved_id
    invoicing.issue(filled.office, balance)
    with pytest.raises(RuleBroken, match="réglée par ses acomptes"):
        cost(filled, balance)


def test_a_consumer_is_asked_nothing_before_a_formal_notice(filled):
    draft = Invoice(
        client_id=filled.individual,
        lines=(InvoiceLine(line=Line(label="Recueil", unit_price=D(480))),),
        due_on=DUE,
    )
    invoice = invoicing.save_draft(filled.office, draft).saved_id
    invoicing.issue(filled.office, invoice)
    filled.clock.day = AUGUST
    with pytest.raises(RuleBroken, match="aucune n’est datée"):
        charge(filled, invoice)


def test_expenses_are_invoiced_by_themselves(filled):
    draft = Invoice(
        client_id=filled.town_hall,
        kind=InvoiceKind.EXPENSES,
        lines=(InvoiceLine(line=Line(label="Train", unit_price=D("84.50"))),),
    )
    invoice = invoicing.save_draft(filled.office, draft).saved_id
    publishing.issue_invoice(filled.office, invoice, anyway=True)
    assert invoicing.standing(filled.office, None, filled.town_hall) == []
    assert left(filled, invoice) == D("84.50")
