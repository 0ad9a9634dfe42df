"""The conditions of sale as values."""

from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.conditions import Conditions, PaymentMoment

ISSUED = date(2026, 5, 18)


def conditions(**values):
    return Conditions(number=1, starts_on=date(2026, 1, 1), **values)


@pytest.mark.parametrize(("days", "until"), [(30, date(2026, 6, 17)), (0, ISSUED), (None, None)])
def test_how_long_a_proposal_holds(days, until):
    assert conditions(proposal_validity_days=days).valid_until(ISSUED) == until


@pytest.mark.parametrize(
    ("share", "deposit"), [("0.30", "570.30"), (None, None), ("0", None), ("1", "1901.00")]
)
def test_the_deposit_asked(share, deposit):
    found = conditions(deposit_share=share and D(share)).deposit(D("1901.00"))
    assert found == (deposit and D(deposit))


def test_a_deposit_is_rounded_to_the_cent():
    assert conditions(deposit_share=D("0.3")).deposit(D("0.15")) == D("0.05")


@pytest.mark.parametrize(
    ("moment", "starts_on", "due"),
    [
        pytest.param(PaymentMoment.AFTER_INVOICE, None, date(2026, 7, 2), id="45 days after"),
        pytest.param(PaymentMoment.ON_RECEIPT, None, ISSUED, id="on receipt"),
        pytest.param(
            PaymentMoment.BEFORE_START, date(2026, 6, 1), date(2026, 5, 31), id="before the start"
        ),
        pytest.param(PaymentMoment.BEFORE_START, ISSUED, ISSUED, id="starts today: at once"),
        pytest.param(PaymentMoment.BEFORE_START, None, ISSUED, id="no start known: at once"),
    ],
)
def test_when_an_invoice_falls_due(moment, starts_on, due):
    assert conditions(payment=moment, payment_days=45).due_on(ISSUED, starts_on) == due
