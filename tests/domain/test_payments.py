"""Money that came in."""

from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.payments import Allocation, Payment, suggested


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
        (payment("100.00", "130.00", "-30.00"), "0.00"),
    ],
    ids=["nothing settled", "in part", "all of it", "a credit note taken off"],
)
def test_what_settles_nothing_yet(found, left):
    assert found.checked().unallocated == D(left)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (payment("0.00"), "doit être positif"),
        (payment("-5.00"), "doit être positif"),
        (payment("100.00", "60.00", "40.01"), "de 0,01.€"),
    ],
    ids=["nothing", "less than nothing", "a cent too much settled"],
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
