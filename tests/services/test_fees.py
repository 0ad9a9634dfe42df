"""What follows from a decision is invoiced, credited and given back, to the cent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.filled_office import FilledOffice, meals
from tests.support.money_office import SIGNED, asked, left, pay, signed
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import BpfOrigin, InvoiceKind
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.prices import FeeVat
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.domain.tva import Exemption
from trainingdesk.services import agreeing, deciding, duties, fees, invoicing, reporting
from trainingdesk.services.publishing import issue_invoice
from trainingdesk.storage import bargains, reports, sales

LATE = date(2026, 5, 15)


def kept(filled, invoice):
    return sales.invoice(filled.office.db, invoice)


def decided(filled, agreement, due, kind=SettlementKind.CANCELLATION, **changes):
    """Write a decision of today, and return its id."""
    paid = bargains.paid_for(filled.office.db, agreement, filled.clock.day)
    settled = Settlement(
        agreement_id=agreement,
        kind=kind,
        decided_on=filled.clock.day,
        clause="",
        sentence="",
        due_ht=D(due),
        due_ttc=D(due),
        paid=paid,
    )
    return bargains.save_settlement(filled.office.db, replace(settled, **changes))


def drafted(filled, settlement):
    """Draft what follows from a decision; return its drafts, oldest first."""
    fees.draft_fee_invoice(filled.office, settlement)
    return sales.invoices_where(filled.office.db, "number is null order by id")


def issued(filled, settlement):
    """Draft and issue what follows from a decision; return it."""
    made = drafted(filled, settlement)
    for draft in made:
        invoicing.issue(filled.office, draft.id)
    return [kept(filled, draft.id) for draft in made]


@pytest.fixture
def untaxed(filled):
    """The office, which put no tax on cancellation money."""
    fees.choose_fee_vat(filled.office, FeeVat.UNTAXED)
    return filled


def test_the_tax_of_fees_is_chosen_first(filled):
    settlement = decided(filled, signed(filled), "100")
    assert fees.fee_vat(filled.office) is None
    with pytest.raises(RuleBroken, match="votre comptable") as refusal:
        fees.draft_fee_invoice(filled.office, settlement)
    assert refusal.value.field == "fee_vat"
    fees.choose_fee_vat(filled.office, FeeVat.TAXED)
    assert fees.fee_vat(filled.office) is FeeVat.TAXED


@pytest.mark.parametrize(
    ("choice", "rate", "exemption", "ht"),
    [
        pytest.param(FeeVat.UNTAXED, 0, Exemption.OUT_OF_SCOPE, "120.00", id="untaxed"),
        pytest.param(FeeVat.TAXED, 20, None, "100.00", id="taxed as what was sold"),
    ],
)
def test_a_fee_is_invoiced_as_the_office_chose(filled, choice, rate, exemption, ht):
    fees.choose_fee_vat(filled.office, choice)
    agreement = filled.agree()
    record = sales.agreement(filled.office.db, agreement)
    line = replace(record.lines[0], tva_rate=D(20), exemption=None)
    agreeing.save_agreement(filled.office, replace(record, lines=(line,)))
    (fee,) = drafted(filled, decided(filled, agreement, "120"))
    (item,) = fee.lines
    assert fee.kind is InvoiceKind.CANCELLATION_FEE
    assert (item.line.tva_rate, item.line.exemption, item.total_ht) == (rate, exemption, D(ht))
    assert (item.origin, item.line.kind, fee.payer_funder_id) == (
        BpfOrigin.OUTSIDE,
        LineKind.OTHER,
        None,
    )
    assert fee.totals.total_ttc == 120


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (SettlementKind.CANCELLATION, "Indemnité d’annulation"),
        (SettlementKind.NOT_FORMED, "Préparation de la proposition"),
        (SettlementKind.POSTPONEMENT, "Indemnité de report"),
    ],
)
def test_a_fee_says_what_it_is_for(untaxed, kind, label):
    (fee,) = drafted(untaxed, decided(untaxed, signed(untaxed), "50", kind))
    assert fee.lines[0].line.label.startswith(label)
    issue_invoice(untaxed.office, fee.id)
    assert kept(untaxed, fee.id).is_issued


def test_a_deposit_that_is_kept_is_taken_off_the_fee(untaxed):
    agreement = signed(untaxed)
    deposit = asked(untaxed, agreement)
    pay(untaxed, deposit)
    (fee,) = issued(untaxed, decided(untaxed, agreement, "2070"))
    assert [taken.deposit_id for taken in fee.deductions] == [deposit]
    assert (fee.totals.total_ttc, left(untaxed, fee.id)) == (2070, 1449)
    sold = reports.twelve_months(untaxed.office.db, SIGNED)[-1].total_ht
    assert sold == 2070


def test_a_deposit_above_the_fee_is_credited_first_and_the_rest_given_back(untaxed):
    agreement = signed(untaxed)
    deposit = asked(untaxed, agreement)
    pay(untaxed, deposit)
    settlement = decided(untaxed, agreement, "500", waived=D(100), waived_reason="fidélité")
    note, fee = drafted(untaxed, settlement)
    with pytest.raises(RuleBroken, match="d’abord un avoir de 221"):
        invoicing.issue(untaxed.office, fee.id)
    with pytest.raises(RuleBroken, match="pas encore émis"):
        fees.refund(untaxed.office, settlement, SIGNED)
    for draft in (note, fee):
        invoicing.issue(untaxed.office, draft.id)
    assert (left(untaxed, fee.id), left(untaxed, deposit)) == (0, -221)
    fees.refund(untaxed.office, settlement, SIGNED)
    assert left(untaxed, deposit) == 0
    assert bargains.settlement(untaxed.office.db, settlement).refunded_on == SIGNED
    report = reporting.invoice_report(untaxed.office, SIGNED, SIGNED)
    assert report.still_due == ()
    assert sum(payment.amount for payment in report.payments) == 400
    with pytest.raises(RuleBroken, match="déjà été rendue"):
        fees.refund(untaxed.office, settlement, SIGNED)
    with pytest.raises(RuleBroken):
        deciding.undo(untaxed.office, settlement)


def test_a_kept_deposit_that_is_the_fee_leaves_nothing_to_pay(untaxed):
    agreement = signed(untaxed)
    deposit = asked(untaxed, agreement)
    pay(untaxed, deposit)
    (fee,) = issued(untaxed, decided(untaxed, agreement, "621"))
    assert (left(untaxed, fee.id), left(untaxed, deposit)) == (0, 0)


def test_a_withdrawal_credits_and_gives_back_all(filled):
    agreement = signed(filled, filled.individual)
    filled.clock.day = date(2026, 4, 28)
    deposit = asked(filled, agreement)
    pay(filled, deposit)
    settlement = decided(filled, agreement, "0", SettlementKind.WITHDRAWAL)
    (note,) = issued(filled, settlement)
    assert (note.kind, note.corrects_id, note.totals.total_ttc) == (
        InvoiceKind.CREDIT_NOTE,
        deposit,
        207,
    )
    assert bargains.settlement(filled.office.db, settlement).invoice_id == note.id
    fees.refund(filled.office, settlement, filled.clock.day)
    assert left(filled, deposit) == 0
    assert bargains.paid_for(filled.office.db, agreement, filled.clock.day) == 0


def test_the_office_s_cancellation_credits_every_invoice_of_the_price(filled):
    filled.fund("1000.00")
    agreement = signed(filled)
    drafts = filled.draft_invoices()
    invoicing.issue(filled.office, drafts[0])
    (note,) = issued(filled, decided(filled, agreement, "0", SettlementKind.OFFICE_CANCELLATION))
    assert (note.corrects_id, note.totals.total_ttc) == (drafts[0], 1000)
    assert sales.invoices_where(filled.office.db, "number is null") == []


def test_an_invoice_of_the_price_is_credited_beside_the_fee(untaxed):
    agreement = signed(untaxed)
    (draft,) = untaxed.draft_invoices()
    invoicing.issue(untaxed.office, draft)
    note, fee = issued(untaxed, decided(untaxed, agreement, "1035"))
    assert (note.corrects_id, note.totals.total_ttc) == (draft, 2070)
    assert (fee.totals.total_ttc, fee.deductions) == (1035, ())


# What is owed of the price ----------------------------------------------------------------------


def test_what_was_given_before_force_majeure_is_invoiced_as_the_price(filled):
    agreement = signed(filled)
    deposit = asked(filled, agreement)
    settlement = decided(filled, agreement, "1035", SettlementKind.FORCE_MAJEURE)
    (balance,) = issued(filled, settlement)
    assert (balance.kind, balance.totals.total_ttc) == (InvoiceKind.BALANCE, 1035)
    (item,) = balance.lines
    assert (item.line.exemption, item.origin) == (Exemption.TRAINING, BpfOrigin.PUBLIC_AGENTS)
    assert left(filled, balance.id) == D("414.00")
    assert balance.deductions[0].deposit_id == deposit


def test_without_deposit_it_is_a_plain_invoice(filled):
    filled.draft_invoices()
    settlement = decided(filled, signed(filled), "1035", SettlementKind.TERMINATION)
    (invoice,) = drafted(filled, settlement)
    assert (invoice.kind, invoice.totals.total_ttc) == (InvoiceKind.INVOICE, 1035)


def test_nothing_owed_of_the_price_gives_the_deposit_back(filled):
    agreement = signed(filled)
    deposit = asked(filled, agreement)
    (note,) = drafted(filled, decided(filled, agreement, "0", SettlementKind.FORCE_MAJEURE))
    assert (note.corrects_id, note.totals.total_ttc) == (deposit, 621)


def test_a_price_that_was_invoiced_is_credited_for_what_is_not_owed(filled):
    agreement = signed(filled)
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    (note,) = issued(filled, decided(filled, agreement, "1500", SettlementKind.INTERRUPTION))
    assert (note.corrects_id, note.totals.total_ttc) == (draft, 570)


def test_a_price_that_stays_owed_whole_is_settled_by_its_invoice(filled):
    agreement = signed(filled)
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    settlement = decided(filled, agreement, "2070", SettlementKind.INTERRUPTION)
    assert settling(filled) == ["Facturer"]
    assert drafted(filled, settlement) == []
    assert settling(filled) == []
    assert bargains.settlement(filled.office.db, settlement).invoice_id == draft
    deciding.undo(filled.office, settlement)
    assert kept(filled, draft).is_issued


def test_a_price_that_a_funder_shares_is_settled_by_hand(filled):
    filled.fund("1000.00")
    settlement = decided(filled, signed(filled), "1035", SettlementKind.INTERRUPTION)
    with pytest.raises(RuleBroken, match="Un financeur paie une part"):
        drafted(filled, settlement)


# Refusals ---------------------------------------------------------------------------------------


def test_a_decision_is_invoiced_once(untaxed):
    settlement = decided(untaxed, signed(untaxed), "100")
    drafted(untaxed, settlement)
    with pytest.raises(RuleBroken, match="déjà préparée"):
        drafted(untaxed, settlement)


@pytest.mark.parametrize(
    ("due", "kind", "changes", "said"),
    [
        pytest.param(
            "100", SettlementKind.CANCELLATION, {"undone_on": SIGNED}, "reprise", id="undone"
        ),
        pytest.param("0", SettlementKind.CANCELLATION, {}, "Rien ne suit", id="nothing due"),
        pytest.param("0", SettlementKind.POSTPONEMENT, {}, "Rien ne suit", id="free postponement"),
    ],
)
def test_nothing_to_invoice(untaxed, due, kind, changes, said):
    settlement = decided(untaxed, signed(untaxed), due, kind, **changes)
    with pytest.raises(RuleBroken, match=said):
        drafted(untaxed, settlement)


@pytest.mark.parametrize(
    ("kind", "changes", "on", "said"),
    [
        pytest.param(
            SettlementKind.CANCELLATION, {"undone_on": SIGNED}, SIGNED, "reprise", id="undone"
        ),
        pytest.param(
            SettlementKind.CANCELLATION, {"paid": ZERO}, SIGNED, "rien à rendre", id="unpaid"
        ),
        pytest.param(SettlementKind.POSTPONEMENT, {}, SIGNED, "nouvelle date", id="postponed"),
        pytest.param(SettlementKind.CANCELLATION, {}, LATE, "futur", id="tomorrow"),
        pytest.param(SettlementKind.CANCELLATION, {}, SIGNED, "d’abord l’avoir", id="uncredited"),
    ],
)
def test_nothing_to_give_back(filled, kind, changes, on, said):
    agreement = signed(filled)
    if "paid" not in changes:
        pay(filled, asked(filled, agreement))
    if kind is SettlementKind.POSTPONEMENT:
        letter = Receipt(kind=ReceiptKind.POSTPONEMENT, received_on=SIGNED, agreement_id=agreement)
        changes = {"receipt_id": bargains.save_receipt(filled.office.db, letter)}
    settlement = decided(filled, agreement, "0", kind, **changes)
    with pytest.raises(RuleBroken, match=said):
        fees.refund(filled.office, settlement, on)


# What was paid before ---------------------------------------------------------------------------


def settling(filled):
    """Return what the duties ask to do about decisions."""
    found = duties.duties(filled.office)
    return [duty.action for duty in found if duty.kind is DutyKind.SETTLEMENTS]


def paid_whole(filled):
    """Sign, invoice the price whole and have it paid; return the agreement and the invoice."""
    agreement = signed(filled)
    (invoice,) = filled.draft_invoices()
    invoicing.issue(filled.office, invoice)
    pay(filled, invoice)
    return agreement, invoice


@pytest.mark.parametrize("fee_first", [False, True], ids=["notes first", "fee first"])
def test_a_fee_takes_what_the_credited_price_was_paid(untaxed, fee_first):
    agreement, invoice = paid_whole(untaxed)
    settlement = deciding.cancel_by_office(untaxed.office, agreement, SIGNED).saved_id
    record = bargains.settlement(untaxed.office.db, settlement)
    bargains.save_settlement(
        untaxed.office.db,
        replace(record, kind=SettlementKind.CANCELLATION, due_ht=D(1035), due_ttc=D(1035)),
    )
    note, fee = drafted(untaxed, settlement)
    for draft in (fee, note) if fee_first else (note, fee):
        invoicing.issue(untaxed.office, draft.id)
    assert (left(untaxed, fee.id), left(untaxed, invoice)) == (0, -1035)
    assert settling(untaxed) == ["Noter le remboursement"]
    fees.refund(untaxed.office, settlement, SIGNED)
    assert (left(untaxed, fee.id), left(untaxed, invoice)) == (0, 0)
    assert settling(untaxed) == []


def test_money_that_came_after_a_decision_goes_back_too(filled):
    agreement = signed(filled)
    deposit = asked(filled, agreement)
    settlement = deciding.cancel_by_office(filled.office, agreement, SIGNED).saved_id
    assert settling(filled) == ["Préparer"]
    pay(filled, deposit)
    assert bargains.settlement(filled.office.db, settlement).balance == -621
    issued(filled, settlement)
    assert settling(filled) == ["Noter le remboursement"]
    fees.refund(filled.office, settlement, SIGNED)
    assert (left(filled, deposit), settling(filled)) == (0, [])


def test_nobody_is_reminded_of_a_deposit_that_is_to_be_credited(filled):
    agreement = signed(filled)
    asked(filled, agreement)
    settlement = deciding.cancel_by_office(filled.office, agreement, SIGNED).saved_id
    filled.clock.day = date(2026, 7, 20)
    kinds = {duty.kind for duty in duties.duties(filled.office)}
    assert DutyKind.SETTLEMENTS in kinds
    assert DutyKind.REMINDERS not in kinds
    issued(filled, settlement)
    assert settling(filled) == []


def test_the_price_of_an_agreement_that_ended_is_never_invoiced(untaxed):
    agreement = signed(untaxed)
    (draft,) = untaxed.draft_invoices()
    deciding.cancel_by_office(untaxed.office, agreement, SIGNED)
    with pytest.raises(RuleBroken, match="Supprimez ce brouillon"):
        invoicing.issue(untaxed.office, draft)
    invoicing.discard_draft(untaxed.office, draft)
    with pytest.raises(RuleBroken, match="Annulation par l’organisme du 13"):
        untaxed.draft_invoices()


def test_a_credit_note_without_its_fee_goes_with_the_decision(untaxed):
    agreement, _invoice = paid_whole(untaxed)
    settlement = decided(untaxed, agreement, "1035")
    _note, fee = drafted(untaxed, settlement)
    invoicing.discard_draft(untaxed.office, fee.id)
    assert len(drafted(untaxed, settlement)) == 2
    record = bargains.settlement(untaxed.office.db, settlement)
    invoicing.discard_draft(untaxed.office, record.invoice_id)
    fees.take_back(untaxed.office, bargains.settlement(untaxed.office.db, settlement))
    assert sales.invoices_where(untaxed.office.db, "number is null") == []


# Taking back ------------------------------------------------------------------------------------


def test_taking_a_decision_back_throws_its_drafts_away(untaxed):
    agreement = signed(untaxed)
    pay(untaxed, asked(untaxed, agreement))
    letter = Receipt(kind=ReceiptKind.CANCELLATION, received_on=SIGNED)
    settlement = deciding.cancel_by_office(untaxed.office, agreement, SIGNED, receipt=letter)
    assert len(drafted(untaxed, settlement.saved_id)) == 1
    deciding.undo(untaxed.office, settlement.saved_id)
    assert sales.invoices_where(untaxed.office.db, "number is null") == []


def test_a_decision_whose_credit_note_left_is_not_taken_back(untaxed):
    agreement = signed(untaxed)
    pay(untaxed, asked(untaxed, agreement))
    settlement = deciding.cancel_by_office(untaxed.office, agreement, SIGNED).saved_id
    issued(untaxed, settlement)
    with pytest.raises(RuleBroken, match="L’avoir A-2026-0001 en a été émis"):
        deciding.undo(untaxed.office, settlement)


def test_a_decision_whose_fee_left_is_not_taken_back(untaxed):
    settlement = decided(untaxed, signed(untaxed), "100")
    (fee,) = drafted(untaxed, settlement)
    invoicing.issue(untaxed.office, fee.id)
    with pytest.raises(RuleBroken, match="créez d’abord un avoir"):
        deciding.undo(untaxed.office, settlement)


def test_a_decision_without_invoice_is_taken_back(filled):
    agreement = signed(filled)
    settlement = deciding.cancel_by_office(filled.office, agreement, SIGNED).saved_id
    deciding.undo(filled.office, settlement)
    assert not bargains.settlement(filled.office.db, settlement).stands


# To the cent ------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(
    prices=st.lists(
        st.tuples(st.decimals("1", "3000", places=2), st.sampled_from([D(0), D("5.5"), D(20)])),
        min_size=1,
        max_size=3,
    ),
    share=st.decimals("0.01", "1", places=2),
    choice=st.sampled_from(FeeVat),
)
def test_what_a_client_paid_owes_and_is_given_back_add_up(prices, share, choice):
    filled = FilledOffice()
    office = filled.office
    fees.choose_fee_vat(office, choice)
    agreement = filled.agree()
    record = sales.agreement(office.db, agreement)
    lines = tuple(
        Line(label="x", unit_price=p, tva_rate=r, exemption=None if r else Exemption.TRAINING)
        for p, r in prices
    )
    agreeing.save_agreement(office, replace(record, lines=lines))
    deposit = asked(filled, agreement)
    pay(filled, deposit)
    due = (record_price(lines) * share).quantize(D("0.01")) or D("0.01")
    made = issued(filled, decided(filled, agreement, str(due)))
    fee = made[-1]
    paid = kept(filled, deposit).totals.total_ttc
    assert due - fee.totals.total_ttc in {ZERO, D("0.01")}
    assert left(filled, fee.id) >= 0
    assert left(filled, fee.id) + left(filled, deposit) == fee.totals.total_ttc - paid
    sold = reports.twelve_months(office.db, filled.clock.day)[-1].total_ht
    assert sold == fee.totals.total_ht
    office.close()


def record_price(lines):
    return sum((line.total_ht for line in lines), ZERO)


def test_meals_of_the_same_sale_follow_the_fee(untaxed):
    agreement = untaxed.agree()
    record = sales.agreement(untaxed.office.db, agreement)
    agreeing.save_agreement(untaxed.office, replace(record, lines=(*record.lines, meals("400"))))
    (fee,) = drafted(untaxed, decided(untaxed, agreement, "100"))
    assert len(fee.lines) == 1
