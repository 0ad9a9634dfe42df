"""Money that came in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.payments import (
    Allocation,
    Correction,
    Payment,
    PaymentKind,
    PaymentMeans,
    suggested,
)


def payment(amount, *parts):
    return Payment(
        paid_on=date(2026, 5, 18),
        amount=D(amount),
        allocations=tuple(
            Allocation(invoice_id=number, amount=D(part)) for number, part in enumerate(parts)
        ),
    )


@pytest.mark.parametrize(
    ("found", "left"),
    [
        (payment("100.00"), "100.00"),
        (payment("100.00", "60.00", "15.50"), "24.50"),
        (payment("100.00", "60.00", "40.00"), "0.00"),
    ],
    ids=["nothing settled", "in part", "all of it"],
)
def test_what_settles_nothing_yet(found, left):
    assert found.checked().unallocated == D(left)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (payment("0.00"), "doit être positif"),
        (payment("-5.00"), "doit être positif"),
        (payment("100.00", "60.00", "40.01"), "de 0,01.€"),
        (payment("100.00", "130.00", "-30.00"), "règle une facture doit être positif"),
    ],
    ids=["nothing", "less than nothing", "a cent too much settled", "an invoice settled less"],
)
def test_a_payment_that_cannot_be(wrong, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        wrong.checked()
    assert refused.value.field == "amount"


OWED = [(1, D(100)), (2, D(50)), (3, D(80))]


@pytest.mark.parametrize(
    ("amount", "parts"),
    [
        pytest.param("50", [(2, "50")], id="just one invoice"),
        pytest.param("150", [(1, "100"), (2, "50")], id="the first ones"),
        pytest.param("120", [(1, "100"), (2, "20")], id="the last in part"),
        pytest.param("300", [(1, "100"), (2, "50"), (3, "80")], id="more than is owed"),
        pytest.param("0", [], id="nothing"),
    ],
)
def test_a_sum_is_shared_among_invoices_as_an_office_would(amount, parts):
    found = suggested(D(amount), OWED)
    assert [(part.invoice_id, part.amount) for part in found] == [
        (invoice, D(part)) for invoice, part in parts
    ]


# Taken back -------------------------------------------------------------------------------------

TODAY = date(2026, 6, 2)
CAME = replace(payment("100.00", "60.00", "15.50"), id=7, client_id=4, reference="VIR 12")


def corrected(known, contrary, kind=PaymentKind.BOUNCED):
    """Return a payment as the file tells it once another one corrects it."""
    later = Correction(
        payment_id=8,
        kind=kind,
        paid_on=contrary.paid_on,
        amount=contrary.amount,
        settled=contrary.settled,
    )
    return replace(known, corrections=(*known.corrections, later))


def test_what_bounced_takes_back_the_sum_and_each_part_of_it():
    contrary = CAME.takes_back(PaymentKind.BOUNCED, TODAY, "Sans provision")
    assert (contrary.id, contrary.corrects_id, contrary.amount) == (None, 7, D("-100.00"))
    assert (contrary.client_id, contrary.reference) == (4, "VIR 12")
    assert [part.amount for part in contrary.allocations] == [D("-60.00"), D("-15.50")]
    assert contrary.unallocated == 0
    assert corrected(CAME, contrary).unallocated == 0
    assert corrected(CAME, contrary).taken_back.paid_on == TODAY


def test_what_is_left_may_be_given_back_in_several_times():
    first = CAME.gives_back(D("20.00"), TODAY, "")
    assert (first.amount, first.corrects_id, first.unallocated) == (D("-20.00"), 7, 0)
    known = corrected(CAME, first, PaymentKind.REFUND)
    assert known.unallocated == D("4.50")
    assert known.taken_back is None
    with pytest.raises(RuleBroken, match=r"que 4,50.€ d’avance"):
        known.gives_back(D("4.51"), TODAY, "")


CASH = replace(CAME, means=PaymentMeans.CASH)
HELD = replace(CAME, held_until=TODAY)
BOUNCED = replace(CAME, kind=PaymentKind.BOUNCED, amount=D("-100.00"), corrects_id=3)
REFUND = replace(CAME, kind=PaymentKind.REFUND, amount=D("-100.00"))
GONE = corrected(CAME, CAME.takes_back(PaymentKind.BOUNCED, TODAY, ""))


@pytest.mark.parametrize(
    ("known", "kind", "on", "said"),
    [
        pytest.param(HELD, PaymentKind.MISTAKE, TODAY, "pas encore encaissé", id="held"),
        pytest.param(GONE, PaymentKind.MISTAKE, TODAY, "déjà annulé", id="twice"),
        pytest.param(BOUNCED, PaymentKind.MISTAKE, TODAY, "ne s’annule pas", id="an undoing"),
        pytest.param(REFUND, PaymentKind.BOUNCED, TODAY, "Seul un règlement reçu", id="a refund"),
        pytest.param(CASH, PaymentKind.BOUNCED, TODAY, "comme une erreur de saisie", id="cash"),
        pytest.param(
            CAME, PaymentKind.BOUNCED, date(2026, 5, 17), "avant d’être reçu", id="too early"
        ),
    ],
)
def test_what_cannot_be_taken_back(known, kind, on, said):
    with pytest.raises(RuleBroken, match=said):
        known.takes_back(kind, on, "")


@pytest.mark.parametrize(
    ("amount", "on", "field"),
    [
        pytest.param("0.00", TODAY, "amount", id="nothing"),
        pytest.param("24.51", TODAY, "amount", id="more than is left"),
        pytest.param("24.50", date(2026, 5, 17), "paid_on", id="before it came"),
    ],
)
def test_what_cannot_be_given_back(amount, on, field):
    with pytest.raises(RuleBroken) as refused:
        CAME.gives_back(D(amount), on, "")
    assert refused.value.field == field


def test_what_never_came_has_nothing_to_give_back():
    given = corrected(CAME, CAME.gives_back(D("20.00"), TODAY, ""), PaymentKind.REFUND)
    gone = Correction(
        payment_id=9,
        kind=PaymentKind.MISTAKE,
        paid_on=TODAY,
        amount=-CAME.amount,
        settled=-CAME.settled,
    )
    undone = replace(given, corrections=(*given.corrections, gone))
    with pytest.raises(RuleBroken, match="il n’a plus d’avance à rendre"):
        undone.gives_back(D("1.00"), TODAY, "")


def test_a_refund_typed_wrong_comes_in_again():
    assert REFUND.takes_back(PaymentKind.MISTAKE, TODAY, "").amount == D("100.00")
