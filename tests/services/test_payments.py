"""Money has a payer, waits for the law, and is warned of when it runs ahead of the hours."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.invoice_office import InvoiceOffice, taxed
from tests.support.money_office import SIGNED, asked, left, pay, signed
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.instalments import StagedGuard
from trainingdesk.domain.payments import Allocation, Payment, PaymentKind, PaymentMeans
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.services import deciding, invoicing, payments, reporting
from trainingdesk.storage import bargains, lists, reports, sales
from trainingdesk.storage.checks import check_chain
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
    filled.clock.day = SIGNED
    advance = Payment(paid_on=SIGNED, amount=D(50), client_id=filled.town_hall)
    saved = invoicing.receive(filled.office, advance).saved_id
    rows = lists.fetch(filled.office.db, lists.PAYMENTS, [saved])
    assert rows[saved]["client"] == "Mairie d’Évian-la-Forêt"
    (row,) = reporting.invoice_report(filled.office, SIGNED, SIGNED).payments
    assert (row.payer, row.unallocated) == ("Mairie d’Évian-la-Forêt", 50)


def test_an_advance_of_nobody_is_still_kept(filled):
    filled.clock.day = SIGNED
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
    payments.take_back(filled.office, part, PaymentKind.MISTAKE, CLAIM)
    settles = Allocation(invoice_id=deposit, amount=D(207))
    invoicing.receive(filled.office, replace(held, allocations=(settles,)))
    db = filled.office.db
    assert left(filled, deposit) == 207
    assert [owed for _payer, _name, owed in sales.debtors(db)] == [D("207.00")]
    (owed,) = sales.owed_by(db, sales.Payer(client_id=filled.individual), held.id)
    assert owed.remaining == 207
    assert lists.sums(db, lists.PAYMENTS, Asked()) == {"amount": 0}  # seven came and went
    assert lists.find_ids(db, lists.PAYMENTS, Asked(filters={"held": ()})) == [held.id]
    rows = lists.fetch(db, lists.CLIENTS, [filled.individual])
    assert rows[filled.individual]["owed"] == 20700
    report = reporting.invoice_report(filled.office, SIGNED, CLAIM)
    assert [row.amount for row in report.payments] == [7, -7]
    assert [row.remaining for row in report.still_due] == [D("207.00")]

    payments.cash(filled.office, held.id, CLAIM)
    assert kept(filled, held.id).held_until is None
    assert left(filled, deposit) == 0
    row, _seven, _back = reporting.invoice_report(filled.office, SIGNED, CLAIM).payments
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
    filled.clock.day = SIGNED
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
    filled.clock.day = date(2026, 5, 1)
    assert "Attention" not in paid(filled, whole, "690.00", date(2026, 5, 1))


def test_a_training_that_has_no_hours_is_paid_at_its_end(filled, whole):
    contract = sales.agreement(
        filled.office.db, sales.invoice(filled.office.db, whole).agreement_id
    )
    last = date(2026, 5, 19)
    assert payments.allowed_on(filled.office, contract, last) == 690


# Taken back -------------------------------------------------------------------------------------


def chain_faults(filled):
    return [fault.sentence for fault in check_chain(filled.office.db)]


def test_what_bounced_is_owed_again_and_its_day_is_no_payment(filled):
    agreement = signed(filled, filled.individual)
    filled.clock.day = CLAIM
    deposit = asked(filled, agreement)
    came = pay(filled, deposit, means=PaymentMeans.CHEQUE)
    filled.clock.day = CLAIM + timedelta(days=6)
    back = payments.take_back(
        filled.office, came, PaymentKind.BOUNCED, filled.clock.day, "Sans provision"
    ).saved_id
    assert left(filled, deposit) == 207
    assert kept(filled, came).taken_back.payment_id == back
    assert kept(filled, back).recorded_on == filled.clock.day
    assert bargains.payments_of(filled.office.db, deposit) == []
    assert sales.payments_of(filled.office.db, deposit) == []
    again = pay(filled, deposit)
    assert (left(filled, deposit), kept(filled, again).unallocated) == (0, 0)
    assert chain_faults(filled) == []


def test_an_agreement_whose_deposit_bounced_waits_again(filled):
    agreement = signed(filled, filled.individual)
    filled.clock.day = CLAIM
    deposit = asked(filled, agreement)
    came = pay(filled, deposit)
    assert sales.deposit_paid_on(filled.office.db, agreement) == CLAIM
    payments.take_back(filled.office, came, PaymentKind.MISTAKE, CLAIM)
    assert sales.deposit_paid_on(filled.office.db, agreement) is None


def test_what_was_taken_back_settles_nothing_more(filled):
    agreement = signed(filled, filled.individual)
    filled.clock.day = CLAIM
    deposit = asked(filled, agreement)
    came = pay(filled, deposit)
    payments.take_back(filled.office, came, PaymentKind.MISTAKE, CLAIM)
    with pytest.raises(RuleBroken, match="ne règle plus rien"):
        invoicing.receive(filled.office, replace(kept(filled, came), allocations=()))


def test_an_advance_settles_later_or_is_given_back(filled):
    came = Payment(paid_on=CLAIM, amount=D(300), client_id=filled.individual)
    agreement = signed(filled, filled.individual)
    filled.clock.day = CLAIM
    saved = invoicing.receive(filled.office, came).saved_id
    deposit = asked(filled, agreement)
    part = Allocation(invoice_id=deposit, amount=D(207))
    invoicing.receive(filled.office, replace(kept(filled, saved), allocations=(part,)))
    assert (left(filled, deposit), kept(filled, saved).unallocated) == (0, 93)
    done = payments.give_back(filled.office, saved, D(93), CLAIM, "Trop versé")
    assert done.label == "93,00 € rendus au payeur"
    assert kept(filled, saved).unallocated == 0
    listed = lists.fetch(filled.office.db, lists.PAYMENTS, [saved, done.saved_id])
    assert [row["unallocated"] for row in listed.values()] == [0, 0]
    assert reports.paid_ahead(filled.office.db, CLAIM) == ()
    with pytest.raises(RuleBroken, match="que 0,00"):
        payments.give_back(filled.office, saved, D("0.01"), CLAIM)
    assert chain_faults(filled) == []


@pytest.mark.parametrize("act", ["receive", "take back", "give back"])
def test_no_money_comes_or_goes_back_in_the_future(filled, act):
    filled.clock.day = CLAIM
    came = Payment(paid_on=CLAIM, amount=D(300), client_id=filled.individual)
    saved = invoicing.receive(filled.office, came).saved_id
    later = CLAIM + timedelta(days=1)
    acts = {
        "receive": partial(invoicing.receive, filled.office, replace(came, paid_on=later)),
        "take back": partial(payments.take_back, filled.office, saved, PaymentKind.BOUNCED, later),
        "give back": partial(payments.give_back, filled.office, saved, D(1), later),
    }
    with pytest.raises(RuleBroken, match="futur") as refused:
        acts[act]()
    assert refused.value.field == "paid_on"
    assert kept(filled, saved).unallocated == 300


ACTS = st.tuples(
    st.sampled_from(["pay", "bounce", "mistake", "refund"]),
    st.integers(0, 5),
    st.decimals("0.01", "500", places=2),
)


@given(acts=st.lists(ACTS, min_size=1, max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_with_money_what_is_left_is_what_came_less_what_went(filled, acts):
    filled.clock.day = CLAIM
    office = filled.office
    before, made = net(filled), []
    for act, chosen, amount in acts:
        try:
            if act == "pay" or not made:
                came = Payment(paid_on=CLAIM, amount=amount, client_id=filled.individual)
                made.append(invoicing.receive(office, came).saved_id)
                before += amount
            elif act == "refund":
                payments.give_back(office, made[chosen % len(made)], amount, CLAIM)
                before -= amount
            else:
                known = kept(filled, made[chosen % len(made)])
                kind = PaymentKind.BOUNCED if act == "bounce" else PaymentKind.MISTAKE
                payments.take_back(office, known.id, kind, CLAIM)
                before -= known.amount
        except RuleBroken:
            continue
    assert net(filled) == before
    ahead = [one.amount for one in reports.paid_ahead(office.db, CLAIM)]
    assert sum(ahead) == before
    listed = lists.fetch(office.db, lists.PAYMENTS, every(filled))
    assert sum(row["unallocated"] for row in listed.values()) == before * 100
    assert chain_faults(filled) == []


def every(filled):
    return [one.id for one in sales.PAYMENTS.where(filled.office.db)]


def net(filled):
    """Return what came less what went, in all."""
    (cents,) = filled.office.db.execute(
        "select coalesce(sum(amount_cents), 0) from payment where held_until is null"
    ).fetchone()
    return D(cents) / 100


# Given up ---------------------------------------------------------------------------------------


@pytest.fixture
def late(filled) -> int:
    """An issued invoice of 2 070 € to the town hall, 70 € of it paid."""
    filled.attend()
    (draft,) = filled.draft_invoices(filled.town_hall)
    invoicing.issue(filled.office, draft)
    pay(filled, draft, "70.00")
    return draft


def test_what_is_given_up_is_owed_no_more_and_is_no_money(filled, late):
    day = filled.clock.day
    done = payments.write_off(filled.office, late, D(2000), day, "Liquidation judiciaire")
    assert "passés en perte" in done.label
    balance = sales.balance(filled.office.db, late)
    assert (balance.paid, balance.written_off, balance.remaining) == (70, 2000, 0)
    report = reporting.invoice_report(filled.office, day, day)
    assert [row.amount for row in report.payments] == [70]
    (row,) = (row for row in report.rows if row.id == late)
    assert (row.paid, row.written_off, row.remaining) == (70, 2000, 0)
    assert sales.debtors(filled.office.db) == []
    assert lists.sums(filled.office.db, lists.PAYMENTS, Asked()) == {"amount": 7000}
    assert bargains.payments_of(filled.office.db, late) == [(day, D("70.00"))]
    assert chain_faults(filled) == []


def test_a_loss_is_taken_back_once(filled, late):
    day = filled.clock.day
    loss = payments.write_off(filled.office, late, D(2000), day, "Introuvable").saved_id
    back = payments.take_back(filled.office, loss, PaymentKind.MISTAKE, day).saved_id
    assert left(filled, late) == 2000
    assert kept(filled, back).kind is PaymentKind.WRITTEN_OFF
    for known in (loss, back):
        with pytest.raises(RuleBroken, match="annul"):
            payments.take_back(filled.office, known, PaymentKind.MISTAKE, day)
    assert chain_faults(filled) == []


@pytest.mark.parametrize(
    ("amount", "back", "words", "field"),
    [
        pytest.param("2000.01", 0, "Perdu", "amount", id="more than is owed"),
        pytest.param("0.00", 0, "Perdu", "amount", id="nothing"),
        pytest.param("5.00", 0, "  ", "notes", id="no reason"),
        pytest.param("5.00", 400, "Perdu", "paid_on", id="before the invoice"),
        pytest.param("5.00", -1, "Perdu", "paid_on", id="in the future"),
    ],
)
def test_what_cannot_be_given_up(filled, late, amount, back, words, field):
    day = filled.clock.day - timedelta(days=back)
    with pytest.raises(RuleBroken) as refused:
        payments.write_off(filled.office, late, D(amount), day, words)
    assert refused.value.field == field
    assert left(filled, late) == 2000


def test_a_loss_makes_no_tax_due_on_receipts():
    sold = InvoiceOffice()
    sold.clock.day = date(2026, 6, 3)
    invoice = sold.sell([taxed("100.00")], date(2026, 6, 3))
    payments.write_off(sold.office, invoice, D("120.00"), date(2026, 6, 3), "Perdu")
    assert reports.paid_invoices(sold.office.db, date(2026, 6, 1), date(2026, 6, 30)) == ()
    sold.office.close()
