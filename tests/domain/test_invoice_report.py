"""What the report of invoices is made from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.invoice_report import (
    InvoicePart,
    InvoiceRow,
    PaymentRow,
    Settlement,
    is_whole_month,
    months_until,
    number_order,
    tax_of_each,
    year_before,
)
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.domain.tva import Exemption, totals


@dataclass(frozen=True)
class Sold:
    total_ht: Decimal
    tva_rate: Decimal
    exemption: Exemption | None = None


def part(ht, tva, session=None):
    return InvoicePart(
        label="Formation", total_ht=Decimal(ht), tva=Decimal(tva), rate=Decimal(20), session=session
    )


def row(*parts, funder=None, credited="0.00", paid="0.00"):
    return InvoiceRow(
        id=1,
        number="F-1",
        issued_on=date(2026, 5, 1),
        kind=InvoiceKind.INVOICE,
        client_id=1,
        client="Mairie d’Évian",
        funder_id=None,
        funder=funder,
        due_on=None,
        corrects=None,
        credited=Decimal(credited),
        paid=Decimal(paid),
        parts=parts,
    )


@pytest.mark.parametrize(
    ("lines", "taxes"),
    [
        pytest.param([("0.03", "20")] * 3, ["0.01", "0.00", "0.01"], id="rounded once a rate"),
        pytest.param([("100", "20"), ("-100", "20")], ["20.00", "-20.00"], id="a line taken back"),
        pytest.param([("10", "0"), ("10", "5.5")], ["0.00", "0.55"], id="each at its own rate"),
        pytest.param([], [], id="no line"),
    ],
)
def test_the_tax_of_an_invoice_is_shared_among_its_lines(lines, taxes):
    shares = tax_of_each([Sold(Decimal(ht), Decimal(rate)) for ht, rate in lines])
    assert shares == [Decimal(tax) for tax in taxes]


LINES = st.builds(
    Sold,
    st.integers(-1_000_000, 1_000_000).map(lambda cents: Decimal(cents).scaleb(-2)),
    st.sampled_from([Decimal(0), Decimal("2.1"), Decimal("5.5"), Decimal(20)]),
)


@given(st.lists(LINES))
def test_the_shares_of_tax_add_up_to_that_of_the_invoice(lines):
    assert sum(tax_of_each(lines), Decimal(0)) == totals(lines).tva


def test_a_row_adds_up_its_lines_and_says_what_remains():
    sold = row(part("100.00", "20.00"), part("50.00", "10.00"), credited="30.00", paid="100.00")
    assert (sold.total_ht, sold.tva, sold.total_ttc) == (Decimal(150), Decimal(30), Decimal(180))
    assert sold.parts[0].total_ttc == Decimal(120)
    assert sold.remaining == Decimal(50)


def test_a_session_sold_on_two_lines_is_named_once():
    lines = (part("1", "0", "S-2"), part("1", "0", "S-1"), part("1", "0", "S-2"), part("1", "0"))
    assert row(*lines).sessions == ("S-2", "S-1")


@pytest.mark.parametrize(
    ("funder", "payer"),
    [
        pytest.param(None, "Mairie d’Évian", id="the client"),
        pytest.param("Opcazur", "Opcazur", id="a funder in its place"),
    ],
)
def test_who_is_asked_to_pay(funder, payer):
    assert row(funder=funder).payer == payer


def test_what_of_a_payment_settles_nothing_is_told():
    settled = Settlement(
        invoice_id=1, number="F-1", client="Mairie d’Évian", amount=Decimal("70.00")
    )
    payment = PaymentRow(
        id=1,
        paid_on=date(2026, 5, 1),
        amount=Decimal("100.00"),
        means=PaymentMeans.CHEQUE,
        reference="",
        settlements=(settled,),
    )
    assert payment.unallocated == Decimal(30)


def test_numbers_follow_each_other_as_people_count():
    numbers = ["F-2026-10", "F-2026-9", "2026/3", "A-2026-1"]
    assert sorted(numbers, key=number_order) == ["2026/3", "A-2026-1", "F-2026-9", "F-2026-10"]


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        pytest.param("2026-05-01 2026-05-31", "2025-05-01 2025-05-31", id="a month"),
        pytest.param("2025-02-01 2025-02-28", "2024-02-01 2024-02-29", id="after a leap year"),
        pytest.param("2024-02-01 2024-02-29", "2023-02-01 2023-02-28", id="a leap February"),
        pytest.param("2024-02-29 2024-03-15", "2023-02-28 2023-03-15", id="from 29 February"),
        pytest.param("2025-02-03 2025-02-27", "2024-02-03 2024-02-27", id="within a month"),
    ],
)
def test_the_same_period_a_year_before(period, earlier):
    days = year_before(*map(date.fromisoformat, period.split()))
    assert days == tuple(map(date.fromisoformat, earlier.split()))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(date(2026, 12, 1), date(2026, 12, 31), True, id="December"),
        pytest.param(date(2026, 12, 2), date(2026, 12, 31), False, id="begins later"),
        pytest.param(date(2026, 12, 1), date(2026, 12, 30), False, id="ends earlier"),
        pytest.param(date(2026, 11, 1), date(2026, 12, 31), False, id="two months"),
    ],
)
def test_a_whole_month_is_recognised(first, last, expected):
    assert is_whole_month(first, last) is expected


def test_months_are_counted_back_across_new_year():
    assert months_until(date(2026, 2, 14), 3) == (
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    )
