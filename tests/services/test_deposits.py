"""A deposit is asked when the law lets it be, once, and taken off the balance once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.filled_office import FilledOffice
from tests.support.money_office import SIGNED, asked, left, pay, signed, under
from tests.support.pdf_text import printed
from tests.support.workbook_reader import cents, shown
from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.conditions import STATUTORY, Conditions
from trainingdesk.domain.conditions.kinds import Base
from trainingdesk.domain.conditions.rules import Deposit
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import BpfOrigin, InvoiceKind
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.payments import PaymentKind
from trainingdesk.domain.sessions import FundingState
from trainingdesk.domain.tva import RATES, Exemption
from trainingdesk.services import (
    agreeing,
    deposits,
    identity,
    invoicing,
    payments,
    planning,
    reporting,
)
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.publishing import issue_invoice, prepare
from trainingdesk.services.reporting import Format
from trainingdesk.storage import lists, reports, sales, sessions
from trainingdesk.storage.lists import Asked

COACHING = Line(
    label="Coaching",
    unit_price=D(100),
    tva_rate=D(20),
    exemption=None,
    kind=LineKind.COACHING,
)


def kept(filled, invoice):
    return sales.invoice(filled.office.db, invoice)


def state(filled, agreement):
    return sales.agreement(filled.office.db, agreement).state


# Asking -----------------------------------------------------------------------------------------


def test_a_firm_is_asked_its_deposit_with_the_papers(filled):
    agreement = signed(filled)
    due = deposits.deposit_due(filled.office, agreement, SIGNED)
    assert (due.amount, due.due_on) == (D("621.00"), SIGNED)
    draft = kept(filled, deposits.draft_deposit(filled.office, agreement).saved_id)
    assert (draft.kind, draft.agreement_id, draft.due_on) == (
        InvoiceKind.DEPOSIT,
        agreement,
        SIGNED,
    )
    (item,) = draft.lines
    assert item.line.label.startswith("Acompte de 30\N{NO-BREAK SPACE}% sur « ")
    assert (item.total_ht, item.origin) == (D("621.00"), BpfOrigin.PUBLIC_AGENTS)


def test_each_rate_bears_its_part_of_the_deposit(filled):
    agreement = filled.agree()
    record = sales.agreement(filled.office.db, agreement)
    agreeing.save_agreement(filled.office, replace(record, lines=(*record.lines, COACHING)))
    draft = kept(filled, deposits.draft_deposit(filled.office, agreement).saved_id)
    assert [(item.total_ht, item.line.tva_rate, item.origin) for item in draft.lines] == [
        (D("621.00"), 0, BpfOrigin.PUBLIC_AGENTS),
        (D("30.00"), 20, BpfOrigin.OUTSIDE),
    ]


def test_a_deposit_of_the_price_before_tax_bears_tax_on_top(filled):
    rules = replace(STATUTORY, deposit=Deposit(share=D("0.25"), base=Base.HT))
    identity.save_conditions(
        filled.office, Conditions(number=0, starts_on=date(2026, 1, 1), rules=rules)
    )
    agreement = filled.agree()
    record = sales.agreement(filled.office.db, agreement)
    lines = (replace(COACHING, unit_price=D(1000)),)
    agreeing.save_agreement(filled.office, replace(record, lines=lines))
    draft = kept(filled, deposits.draft_deposit(filled.office, agreement).saved_id)
    assert (draft.totals.total_ht, draft.totals.total_ttc) == (D("250.00"), D("300.00"))


def test_an_individual_is_asked_nothing_while_he_may_withdraw(filled):
    agreement = signed(filled, filled.individual)
    due = deposits.deposit_due(filled.office, agreement, SIGNED)
    assert (due.amount, due.due_on) == (D("207.00"), date(2026, 4, 28))
    filled.clock.day = date(2026, 4, 27)
    with pytest.raises(RuleBroken, match="demandé avant le 28"):
        deposits.draft_deposit(filled.office, agreement)
    filled.clock.day = date(2026, 4, 28)
    assert kept(filled, asked(filled, agreement)).totals.total_ttc == D("207.00")


def test_no_invoice_of_a_contract_leaves_within_the_withdrawal_period(filled):
    agreement = signed(filled, filled.individual)
    (draft,) = filled.draft_invoices(filled.individual)
    with pytest.raises(RuleBroken, match="rétractation court jusqu’au 27") as refusal:
        invoicing.issue(filled.office, draft)
    assert refusal.value.field == "issued_on"
    assert kept(filled, draft).agreement_id == agreement
    filled.clock.day = date(2026, 4, 28)
    invoicing.issue(filled.office, draft)
    assert kept(filled, draft).number == "F-2026-0001"


def _funded(filled):
    filled.fund("2070.00")
    return filled.agree()


def _under(filled, profile):
    under(filled, profile)
    return filled.agree()


def _ended(filled):
    agreement = signed(filled)
    record = sales.agreement(filled.office.db, agreement)
    sales.save_agreement(filled.office.db, record.ended(AgreementState.CANCELLED, SIGNED))
    return agreement


def _billed(filled):
    agreement = filled.agree()
    filled.draft_invoices()
    return agreement


def _twice(filled):
    agreement = filled.agree()
    deposits.draft_deposit(filled.office, agreement)
    return agreement


@pytest.mark.parametrize(
    ("prepare_it", "said"),
    [
        pytest.param(lambda f: f.agree(f.individual), "notez d’abord la signature", id="unsigned"),
        pytest.param(_funded, "un financeur paie tout", id="a funder pays all"),
        pytest.param(lambda f: _under(f, "digiactif"), "ne demandent pas", id="no deposit"),
        pytest.param(_ended, "plus d’acompte", id="ended"),
        pytest.param(_billed, "déjà facturé", id="invoiced whole"),
        pytest.param(_twice, "déjà facturé (brouillon)", id="drafted already"),
    ],
)
def test_no_deposit_to_ask(filled, prepare_it, said):
    agreement = prepare_it(filled)
    assert deposits.deposit_due(filled.office, agreement, filled.clock.day) is None
    with pytest.raises(RuleBroken) as refusal:
        deposits.draft_deposit(filled.office, agreement)
    assert said in str(refusal.value)


def test_a_deposit_is_no_more_than_what_funders_leave(filled):
    filled.fund("1900.00")
    agreement = filled.agree()
    draft = kept(filled, deposits.draft_deposit(filled.office, agreement).saved_id)
    assert draft.totals.total_ttc == D("170.00")


def test_a_deposit_does_not_leave_once_the_price_is_invoiced(filled):
    agreement = filled.agree()
    deposit = deposits.draft_deposit(filled.office, agreement).saved_id
    (whole,) = filled.draft_invoices()
    with pytest.raises(RuleBroken, match="demandé deux fois"):
        invoicing.issue(filled.office, deposit)
    invoicing.discard_draft(filled.office, whole)
    invoicing.issue(filled.office, deposit)
    assert kept(filled, deposit).is_issued


# Forming ----------------------------------------------------------------------------------------


def test_an_agreement_is_formed_when_its_deposit_is_paid_and_waits_again_without(filled):
    under(filled, "rivage")
    agreement = signed(filled)
    deposit = asked(filled, agreement)
    assert state(filled, agreement) is AgreementState.SENT
    payment = pay(filled, deposit)
    assert state(filled, agreement) is AgreementState.FORMED
    payments.take_back(filled.office, payment, PaymentKind.MISTAKE, filled.clock.day)
    assert state(filled, agreement) is AgreementState.SENT
    again = pay(filled, deposit)
    assert state(filled, agreement) is AgreementState.FORMED
    record = sales.payment(filled.office.db, again)
    invoicing.receive(filled.office, replace(record, allocations=()))
    assert state(filled, agreement) is AgreementState.SENT


def test_a_part_of_the_deposit_forms_nothing(filled):
    under(filled, "rivage")
    agreement = signed(filled)
    pay(filled, asked(filled, agreement), "1.00")
    assert state(filled, agreement) is AgreementState.SENT


# The balance ------------------------------------------------------------------------------------


def test_a_balance_shows_the_whole_price_and_asks_for_the_rest(filled):
    deposit = asked(filled, signed(filled))
    pay(filled, deposit)
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    balance = kept(filled, draft)
    assert (balance.kind, balance.totals.total_ttc) == (InvoiceKind.BALANCE, D("2070.00"))
    (taken,) = balance.deductions
    assert (taken.deposit_id, taken.number, taken.total_ttc) == (
        deposit,
        "F-2026-0001",
        D("621.00"),
    )
    assert left(filled, draft) == D("1449.00")
    assert [owed.remaining for owed in sales.owed_by(filled.office.db, _payer(filled))] == [
        D("1449.00")
    ]
    ids = lists.find_ids(filled.office.db, lists.CLIENTS, Asked())
    rows = lists.fetch(filled.office.db, lists.CLIENTS, ids)
    assert rows[filled.town_hall]["owed"] == 144900
    total = lists.sums(filled.office.db, lists.INVOICES, Asked())
    assert total == {"total_ht": 207000, "remaining": 144900}


def _payer(filled):
    return sales.Payer(client_id=filled.town_hall)


def test_a_deposit_that_was_taken_off_is_credited_on_the_balance(filled):
    deposit = asked(filled, signed(filled))
    note = invoicing.credit(filled.office, deposit, "erreur").saved_id
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    with pytest.raises(RuleBroken, match="déjà déduit de la facture F-2026-0002"):
        invoicing.issue(filled.office, note)
    assert sales.deducted_by(filled.office.db, deposit).id == draft


def test_a_deposit_credited_in_part_is_taken_off_for_the_rest(filled):
    deposit = asked(filled, signed(filled))
    (item,) = kept(filled, deposit).lines
    part = replace(item, line=replace(item.line, unit_price=D("200.00")))
    note = invoicing.credit(filled.office, deposit, "geste", [part]).saved_id
    invoicing.issue(filled.office, note)
    (draft,) = filled.draft_invoices()
    assert kept(filled, draft).to_pay == D("1649.00")


def test_a_deposit_credited_whole_is_no_deposit_and_may_be_asked_again(filled):
    agreement = signed(filled)
    deposit = asked(filled, agreement)
    note = invoicing.credit(filled.office, deposit, "erreur").saved_id
    invoicing.issue(filled.office, note)
    again = asked(filled, agreement)
    (draft,) = filled.draft_invoices()
    assert [taken.deposit_id for taken in kept(filled, draft).deductions] == [again]


def test_a_balance_is_drafted_again_once_it_was_thrown_away(filled):
    asked(filled, signed(filled))
    (draft,) = filled.draft_invoices()
    with pytest.raises(RuleBroken, match="déjà facturée"):
        filled.draft_invoices()
    invoicing.discard_draft(filled.office, draft)
    (again,) = filled.draft_invoices()
    assert kept(filled, again).to_pay == D("1449.00")


def test_deposits_above_the_client_s_part_are_credited_first(filled):
    deposit = asked(filled, signed(filled))
    funding = filled.fund("2000.00")
    with pytest.raises(RuleBroken, match="avoir de 551,00"):
        filled.draft_invoices()
    record = sessions.FUNDINGS.get(filled.office.db, funding)
    planning.fund(filled.office, replace(record, state=FundingState.REFUSED))
    (draft,) = filled.draft_invoices()
    assert kept(filled, draft).deductions[0].deposit_id == deposit


def test_the_papers_of_a_deposit_and_its_balance_leave(filled):
    agreement = signed(filled)
    deposit = deposits.draft_deposit(filled.office, agreement).saved_id
    issue_invoice(filled.office, deposit)
    (draft,) = filled.draft_invoices()
    issue_invoice(filled.office, draft)
    for invoice in (deposit, draft):
        paper = prepare(filled.office, "invoice", Subject(invoice_id=invoice))
        assert not [fault for fault in paper.missing if fault.blocks]


# Turnover ---------------------------------------------------------------------------------------


@pytest.fixture
def month(filled):
    """The report of the month of a deposit and of its balance."""
    deposit = asked(filled, signed(filled))
    pay(filled, deposit)
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    return reporting.invoice_report(filled.office, date(2026, 4, 1), date(2026, 4, 30))


def test_the_month_counts_a_balance_for_what_its_deposits_leave(filled, month):
    deposit, balance = month.rows
    assert (deposit.total_ttc, balance.total_ttc, balance.remaining) == (621, 1449, 1449)
    assert [(part.label, part.total_ht) for part in balance.parts][1:] == [
        ("Acompte déduit F-2026-0001", D("-621.00"))
    ]
    assert {part.session for part in balance.parts} == {"S-2026-001"}


def test_the_month_says_so_in_each_form(filled, month):
    text = printed(reporting.rendered(filled.office, month, Format.PDF))
    assert "facture de solde, acomptes déduits : 621,00" in text
    assert "compte pour ce qui reste une fois ses acomptes déduits" in text
    assert "Facturé HT 2 070,00 €" in text
    head, first, second = (
        reporting.rendered(filled.office, month, Format.CSV).decode("utf-8-sig").splitlines()
    )
    place = head.split(";").index("Dont acomptes déduits TTC")
    assert [line.split(";")[place] for line in (first, second)] == ["0,00", "-621,00"]
    assert [line.split(";")[place + 1] for line in (first, second)] == ["621,00", "1449,00"]
    book = shown(reporting.rendered(filled.office, month, Format.XLSX))
    lines = [row for row in book["Lignes"].values if "Acompte déduit F-2026-0001" in row]
    assert [cents(line[-1]) for line in lines] == [D("-621.00")]


def _by_rate(rows):
    sums = {}
    for row in rows:
        for part in row.parts:
            key = part.rate, part.exemption
            ht, tva = sums.get(key, (ZERO, ZERO))
            sums[key] = (ht + part.total_ht, tva + part.tva)
    return {key: sums[key] for key in sums if sums[key] != (0, 0)}


@settings(max_examples=25, deadline=None)
@given(
    sold=st.lists(
        st.tuples(st.decimals("0.01", "3000", places=2), st.sampled_from(RATES)),
        min_size=1,
        max_size=4,
    ),
    credited=st.booleans(),
)
def test_deposit_and_balance_count_a_sale_once_at_each_rate(sold, credited):
    filled = FilledOffice()
    office = filled.office
    agreement = filled.agree()
    lines = tuple(
        Line(
            label=f"Ligne {place}",
            unit_price=price,
            tva_rate=rate,
            exemption=None if rate else Exemption.TRAINING,
        )
        for place, (price, rate) in enumerate(sold)
    )
    record = sales.agreement(office.db, agreement)
    agreeing.save_agreement(office, replace(record, lines=lines))
    try:
        deposit = asked(filled, agreement)
    except RuleBroken:
        # Nothing to ask of some cents.
        deposit = None
    if credited and deposit is not None:
        note = invoicing.credit(office, deposit, "x", kept(filled, deposit).lines[:1]).saved_id
        invoicing.issue(office, note)
    (balance,) = filled.draft_invoices()
    invoicing.issue(office, balance)
    price = kept(filled, balance).totals
    day = filled.clock.day
    report = reporting.invoice_report(office, day, day)
    expected = {(rate.rate, rate.exemption): (rate.base_ht, rate.tva) for rate in price.by_rate}
    assert _by_rate(report.rows) == expected
    assert reports.twelve_months(office.db, day)[-1].total_ht == price.total_ht
    assert lists.sums(office.db, lists.INVOICES, Asked())["total_ht"] == price.total_ht * 100
    owed = sum((owed.remaining for _p, _n, owed in _debts(office)), ZERO)
    assert owed == price.total_ttc == sum((row.remaining for row in report.still_due), ZERO)
    office.close()


def _debts(office):
    return [
        (payer, name, item)
        for payer, name, _sum in sales.debtors(office.db)
        for item in sales.owed_by(office.db, payer)
    ]
