"""What the report of a period's invoices is made from: every invoice, every payment, to the cent.

Amounts belong to the lines of an invoice, so that one that sells two courses is not counted whole
on each. Everything a credit note carries is negative here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.money import ZERO, Money, round_to_cent
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.domain.tva import Exemption, Taxed


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePart:
    """One line of an invoice.

    `rate` is in percent; it is `None` for an amount that no line explains, so that it is shown
    rather than lost. `session` is the session's number; both it and the course may be missing.
    `sells` is what the line sells; a part that `is_deposit` takes an earlier deposit off.
    """

    label: str
    total_ht: Money
    tva: Money
    rate: Decimal | None
    exemption: Exemption | None = None
    session: str | None = None
    course_id: int | None = None
    course: str | None = None
    sells: LineKind | None = None
    is_deposit: bool = False

    @property
    def total_ttc(self) -> Decimal:
        """Price with tax."""
        return self.total_ht + self.tva


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """An issued invoice or credit note.

    `credited` and `paid` are what credit notes took off it and what was received, up to the day
    of the report. A credit note is taken off the invoice that `corrects` names, so nothing of it
    remains. The deposits that a balance takes off are among its parts, as negative: a sale counts
    once. `deducted` is what they come to, TTC.
    """

    id: int
    number: str
    issued_on: date
    kind: InvoiceKind
    client_id: int
    client: str
    funder_id: int | None
    funder: str | None
    due_on: date | None
    corrects: str | None
    credited: Money
    paid: Money
    parts: tuple[InvoicePart, ...]
    deducted: Money = ZERO
    written_off: Money = ZERO
    corrects_kind: InvoiceKind | None = None

    @property
    def payer(self) -> str:
        """Who is asked to pay."""
        return self.funder or self.client

    @property
    def sessions(self) -> tuple[str, ...]:
        """The sessions it is for, each once."""
        return tuple(dict.fromkeys(part.session for part in self.parts if part.session))

    @property
    def total_ht(self) -> Decimal:
        """Sum of the lines before tax."""
        return sum((part.total_ht for part in self.parts), ZERO)

    @property
    def tva(self) -> Decimal:
        """Sum of the tax."""
        return sum((part.tva for part in self.parts), ZERO)

    @property
    def total_ttc(self) -> Decimal:
        """What was asked, or given back, deposits taken off."""
        return self.total_ht + self.tva

    @property
    def remaining(self) -> Decimal:
        """What is still due; negative when the office owes it back."""
        return self.total_ttc - self.credited - self.paid - self.written_off


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The part of a payment that settles one invoice; a draft has no number yet."""

    invoice_id: int
    number: str | None
    client: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """A payment received, and what it settles."""

    id: int
    paid_on: date
    amount: Money
    means: PaymentMeans
    reference: str
    settlements: tuple[Settlement, ...]
    payer: str = ""

    @property
    def unallocated(self) -> Decimal:
        """What settles no invoice."""
        return self.amount - sum((part.amount for part in self.settlements), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSales:
    """What was invoiced in a month less credit notes, before tax, and one year earlier."""

    month: date
    total_ht: Money
    year_before: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePeriod:
    """The invoices issued and the payments received from `first` to `last`, both included."""

    first: date
    last: date
    rows: tuple[InvoiceRow, ...]
    payments: tuple[PaymentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceReport(InvoicePeriod):
    """A period beside the same one a year earlier.

    `as_of` is the day up to which payments and credit notes are counted. `still_due` are all
    invoices issued until `last`, of this period or before, of which something remains.
    """

    as_of: date
    previous_year: InvoicePeriod
    still_due: tuple[InvoiceRow, ...]
    twelve_months: tuple[MonthSales, ...]


def tax_of_each(lines: Iterable[Taxed]) -> list[Decimal]:
    """Return the tax of each line so that the sums are those of the invoice.

    Tax is rounded once a rate (CGI ann. II art. 242 nonies A): each line takes the difference of
    two rounded running totals of its rate.
    """
    bases: defaultdict[tuple[Decimal, Exemption | None], Decimal] = defaultdict(lambda: ZERO)
    taxes = []
    for line in lines:
        before = bases[line.tva_rate, line.exemption]
        after = before + line.total_ht
        bases[line.tva_rate, line.exemption] = after
        taxes.append(
            round_to_cent(after * line.tva_rate / 100) - round_to_cent(before * line.tva_rate / 100)
        )
    return taxes


def number_order(number: str) -> list[str | int]:
    """Return the key that sorts numbers as people count.

    >>> sorted(["F-10", "F-9", "A-2026-1"], key=number_order)
    ['A-2026-1', 'F-9', 'F-10']
    """
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", number)]


def is_whole_month(first: date, last: date) -> bool:
    """Whether the period is one month from its first day to its last."""
    return first == last.replace(day=1) and ends_month(last)


def ends_month(day: date) -> bool:
    """Whether the next day begins another month."""
    return (day + timedelta(days=1)).day == 1


def year_before(first: date, last: date) -> tuple[date, date]:
    """Return the same period of the year before; the end of February stays the end of February.

    >>> [str(day) for day in year_before(date(2025, 2, 1), date(2025, 2, 28))]
    ['2024-02-01', '2024-02-29']
    """
    earlier = _a_year_earlier(last)
    while ends_month(last) and not ends_month(earlier):
        earlier += timedelta(days=1)
    return _a_year_earlier(first), earlier


def _a_year_earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        # 29 February.
        return day.replace(year=day.year - 1, day=28)


def months_until(last: date, count: int) -> tuple[date, ...]:
    """Return the first days of so many months, the last one being the month of *last*."""
    latest = last.year * 12 + last.month - 1
    return tuple(
        date(month // 12, month % 12 + 1, 1) for month in range(latest - count + 1, latest + 1)
    )
