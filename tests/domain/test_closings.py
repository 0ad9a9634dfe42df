"""A closing is named by the period it closes."""

from datetime import date
from decimal import Decimal

import pytest

from trainingdesk.domain.closings import ClosedSpan, Closing


@pytest.mark.parametrize(
    ("span", "first", "last", "name", "of_name"),
    [
        pytest.param(
            ClosedSpan.MONTH,
            date(2026, 3, 1),
            date(2026, 3, 31),
            "mars\xa02026",
            "de mars\xa02026",
            id="a month",
        ),
        pytest.param(
            ClosedSpan.MONTH,
            date(2026, 10, 1),
            date(2026, 10, 31),
            "octobre\xa02026",
            "d’octobre\xa02026",
            id="a month that begins with a vowel",
        ),
        pytest.param(
            ClosedSpan.YEAR,
            date(2026, 1, 1),
            date(2026, 12, 31),
            "l’année 2026",
            "de l’année 2026",
            id="a year",
        ),
    ],
)
def test_a_closing_is_named_after_its_period(span, first, last, name, of_name):
    none = Decimal(0)
    closing = Closing(
        period=span,
        starts_on=first,
        ends_on=last,
        closed_on=date(2027, 1, 2),
        invoices=0,
        credit_notes=0,
        total_ht=none,
        tva=none,
        total_ttc=none,
        payments=0,
        received=none,
        perpetual_ht=none,
        perpetual_tva=none,
        perpetual_ttc=none,
        perpetual_received=none,
    )
    assert (closing.name, closing.of_name) == (name, of_name)
