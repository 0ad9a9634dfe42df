"""Money has a payer, waits for the law, and is warned of when it runs ahead of the hours."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.money_office import SIGNED, asked, left, pay, signed
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.instalments import StagedGuard
from trainingdesk.domain.payments import Allocation, Payment, PaymentMeans
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.services import deciding, invoicing, payments, removing, reporting
from trainingdesk.storage import lists, sales
from trainingdesk.storage.lists import Asked

CLAIM = date(2026, 4, 28)
BEFORE = date(2026, 4, 27)


def kept(filled, payment):
    return sales.payment(filled.office.db, payment)


def cheque(filled, amount="207.00", on=BEFORE, **changes):
    """Receive a cheque of the individual's before she may be asked for it."""
    filled.clock.day = on
    given = Payment(
        paid_on=on,
        amount=D(amount),
        means=PaymentMeans.CHEQUE,
        client_id=filled.individual,
    )
    return invoicing.receive(filled.office, replace(given, **changes))


# Whose it is ------------------------------------------------------------------------------------


def test_a_payment_belongs_to_who_is_asked_by_what_it_settles(filled):
    filled.fund("1400.00")
    fund, client = filled.draft_invoices()
    for invoice in (fund, client):
        invoicing.issue(filled.office, invoice)
    from_fund, from_client = (kept(filled, pay(filled, invoice)) for invoice in (fund, client))
    assert (from_fund.client_id, from_fund.funder_id) == (None, filled.funder)
    assert (from_client.client_id, from_client.funder_id) == (filled.town_hall, None)


def test_an_advance_has_its_client_in_the_list_and_the_report(filled):
    advance = Payment(paid_on=SIGNED, amount=D(50), client_id=filled.town_hall)
    saved = invoicing.receive(filled.office, advance).saved_id
    rows = lists.fetch(filled.office.db, lists.PAYMENTS, [saved])
    assert rows[saved]["client"] == "Mairie d’Évian-la-Forêt"
    (row,) = reporting.invoice_report(filled.office, SIGNED, SIGNED).payments
    assert (row.payer, row.unallocated) == ("Mairie d’Évian-la-Forêt", 50)


def test_an_advance_of_nobody_is_still_kept(filled):
    saved = invoicing.receive(filled.office, Payment(paid_on=SIGNED, amount=D(50))).saved_id
    assert kept(filled, saved).client_id is None


# Held cheques -----------------------------------------------------------------------------------


def test_an_individual_pays_nothing_while_she_may_withdraw(filled):
    signed(filled, filled.individual)
    with pytest.raises(RuleBroken, match="encaissé avant le 28") as refusal:
        cheque(filled, means=PaymentMeans.TRANSFER)
    assert refusal.value.field == "paid_on"
    assert sales.PAYMENTS.where(filled.office.db) == []
    filled.clock.day = CLAIM
    saved = invoicing.receive(
        filled.office, Payment(paid_on=CLAIM, amount=D(207), client_id=filled.individual)
    )
    assert kept(filled, saved.saved_id).held_until is None


def test_a_cheque_is_held_and_counts_nowhere_until_it_is_cashed(filled):
    agreement = signed(filled, filled.individual)
    done = cheque(filled)
    assert "retenu jusqu’au 28\N{NO-BREAK SPACE}avril" in done.label
    held = kept(filled, done.saved_id)
    assert held.held_until == CLAIM
    filled.clock.day = CLAIM
    deposit = asked(filled, agreement)
    part = pay(filled, deposit, "7.00")
    removing.delete(filled.office, "payment", part, "Règlement")
    settles = Allocation(invoice_id=deposit, amount=D(207))
    invoicing.receive(filled.office, replace(held, allocations=(settles,)))
    db = filled.office.db
    assert left(filled, deposit) == 207
    assert [owed for _payer, _name, owed in sales.debtors(db)] == [D("207.00")]
    (owed,) = sales.owed_by(db, sales.Payer(client_id=filled.individual), held.id)
    assert owed.remaining == 207
    assert lists.sums(db, lists.PAYMENTS, Asked()) == {"amount": 0}
    assert lists.find_ids(db, lists.PAYMENTS, Asked(filters={"held": ()})) == [held.id]
    rows = lists.fetch(db, lists.CLIENTS, [filled.individual])
    assert rows[filled.individual]["owed"] == 20700
    report = reporting.invoice_report(filled.office, SIGNED, CLAIM)
    assert (report.payments, [row.remaining for row in report.still_due]) == ((), [D("207.00")])

    payments.cash(filled.office, held.id, CLAIM)
    assert kept(filled, held.id).held_until is None
    assert left(filled, deposit) == 0
    (row,) = reporting.invoice_report(filled.office, SIGNED, CLAIM).payments
    assert (row.paid_on, row.amount) == (CLAIM, 207)


def test_a_held_cheque_settles_no_more_than_is_asked(filled):
    agreement = signed(filled, filled.individual)
    held = kept(filled, cheque(filled, "300.00").saved_id)
    filled.clock.day = CLAIM
    deposit = asked(filled, agreement)
    settles = Allocation(invoice_id=deposit, amount=D(300))
    with pytest.raises(RuleBroken, match="ne demande plus que 207"):
        invoicing.receive(filled.office, replace(held, allocations=(settles,)))


@pytest.mark.parametrize(
    ("today", "on", "said"),
    [
        pytest.param(CLAIM, BEFORE, "avant le 28", id="too early"),
        pytest.param(CLAIM, date(2026, 4, 29), "futur", id="tomorrow"),
    ],
)
def test_a_held_cheque_is_not_cashed_on_any_day(filled, today, on, said):
    signed(filled, filled.individual)
    held = cheque(filled).saved_id
    filled.clock.day = today
    with pytest.raises(RuleBroken, match=said):
        payments.cash(filled.office, held, on)
    assert kept(filled, held).held_until == CLAIM


def test_a_payment_that_is_not_held_is_not_cashed(filled):
    paid = invoicing.receive(filled.office, Payment(paid_on=SIGNED, amount=D(5))).saved_id
    with pytest.raises(RuleBroken, match="n’est pas un chèque retenu"):
        payments.cash(filled.office, paid, SIGNED)


def test_the_cheque_of_who_withdrew_goes_back(filled):
    agreement = signed(filled, filled.individual)
    held = cheque(filled).saved_id
    letter = Receipt(kind=ReceiptKind.WITHDRAWAL, received_on=BEFORE)
    deciding.withdraw(filled.office, agreement, letter)
    filled.clock.day = CLAIM
    with pytest.raises(RuleBroken, match="s’est rétractée"):
        payments.cash(filled.office, held, CLAIM)
    # Nothing runs any more: another contract's money may come.
    other = Payment(paid_on=BEFORE, amount=D(10), client_id=filled.individual)
    assert invoicing.receive(filled.office, other).saved_id


def test_a_payment_for_another_bargain_of_hers_does_not_wait(filled):
    (draft,) = filled.draft_invoices(filled.individual)
    invoicing.issue(filled.office, draft)
    record = sales.invoice(filled.office.db, draft)
    assert record.agreement_id is None
    signed(filled, filled.individual)
    with pytest.raises(RuleBroken, match="encaissé avant"):
        pay(filled, draft)


# Ahead of the hours -----------------------------------------------------------------------------


@pytest.fixture
def whole(filled):
    """The whole price of the individual's contract, invoiced on the first day of claims."""
    signed(filled, filled.individual)
    filled.clock.day = CLAIM
    (draft,) = filled.draft_invoices(filled.individual)
    invoicing.issue(filled.office, draft)
    return draft


def paid(filled, invoice, amount, on):
    settles = Allocation(invoice_id=invoice, amount=D(amount))
    payment = Payment(paid_on=on, amount=D(amount), allocations=(settles,))
    return invoicing.receive(filled.office, payment).label


@pytest.mark.parametrize(
    ("amount", "on", "warned"),
    [
        pytest.param("207.00", CLAIM, False, id="thirty percent"),
        pytest.param("207.01", CLAIM, True, id="a cent more"),
        pytest.param("448.50", date(2026, 5, 18), False, id="half of the hours"),
        pytest.param("448.51", date(2026, 5, 18), True, id="more than half"),
        pytest.param("690.00", date(2026, 5, 19), False, id="at the end"),
    ],
)
def test_what_runs_ahead_of_the_hours_is_told(filled, whole, amount, on, warned):
    filled.clock.day = on
    assert ("Attention" in paid(filled, whole, amount, on)) is warned


def test_an_office_may_refuse_it_or_say_nothing_from_a_day_on(filled, whole):
    payments.choose_guard(filled.office, StagedGuard.REFUSE, CLAIM)
    payments.choose_guard(filled.office, StagedGuard.IGNORE, date(2026, 5, 1))
    assert payments.guard_on(filled.office, BEFORE) is StagedGuard.WARN
    with pytest.raises(RuleBroken, match="pouvaient l’être"):
        paid(filled, whole, "690.00", CLAIM)
    assert left(filled, whole) == 690
    assert "Attention" not in paid(filled, whole, "690.00", date(2026, 5, 1))


def test_a_training_that_has_no_hours_is_paid_at_its_end(filled, whole):
    contract = sales.agreement(
        filled.office.db, sales.invoice(filled.office.db, whole).agreement_id
    )
    last = date(2026, 5, 19)
    assert payments.allowed_on(filled.office, contract, last) == 690
