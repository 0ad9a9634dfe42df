"""The totals of the report; each knows the invoices and lines behind it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from trainingdesk.domain.invoice_report import (
    InvoicePart,
    InvoicePeriod,
    InvoiceReport,
    InvoiceRow,
    PaymentRow,
    is_whole_month,
)
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.tva import Exemption
from trainingdesk.french import long_date, month, percent, period, sort_key

NO_SESSION = "Sans session"
NO_FUNDER = "Payé par le client"
UNEXPLAINED = "Non ventilé"
LEFT = "Reste dû sur les factures de la période"


@dataclass(frozen=True, slots=True)
class Share:
    """What of an invoice a total counts: all its lines, or some."""

    row: InvoiceRow
    parts: tuple[InvoicePart, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts added up."""

    total_ht: Decimal = ZERO
    tva: Decimal = ZERO

    @property
    def total_ttc(self) -> Decimal:
        """With tax."""
        return self.total_ht + self.tva


@dataclass(frozen=True, slots=True)
class Group:
    """What one category adds up to: the shares behind it, and those of the year before."""

    label: str
    shares: tuple[Share, ...]
    before: tuple[Share, ...]

    @property
    def sums(self) -> Sums:
        """What the period adds up to."""
        return _added(self.shares)

    @property
    def sums_before(self) -> Sums:
        """What the same period added up to one year before."""
        return _added(self.before)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """All invoices by one thing; the groups add up to the whole."""

    title: str
    heading: str
    groups: tuple[Group, ...]

    @property
    def sums(self) -> Sums:
        """What all groups add up to."""
        return _added(share for group in self.groups for share in group.shares)

    @property
    def sums_before(self) -> Sums:
        """What all groups added up to one year before."""
        return _added(share for group in self.groups for share in group.before)


@dataclass(frozen=True, slots=True)
class _Category:
    key: Hashable
    label: str = field(compare=False)
    order: tuple[int | str, ...] = field(compare=False)


_Sorter = Callable[[InvoiceRow, InvoicePart], _Category]


def sums(rows: Iterable[InvoiceRow]) -> Sums:
    """Add up invoices."""
    return _added(Share(row, row.parts) for row in rows)


def invoices(rows: Iterable[InvoiceRow]) -> int:
    """Count the invoices, credit notes left out."""
    return sum(row.kind is not InvoiceKind.CREDIT_NOTE for row in rows)


def credit_notes(rows: Iterable[InvoiceRow]) -> int:
    """Count the credit notes."""
    return sum(row.kind is InvoiceKind.CREDIT_NOTE for row in rows)


def received(payments: Iterable[PaymentRow]) -> Decimal:
    """Add up payments."""
    return sum((payment.amount for payment in payments), ZERO)


def remaining(rows: Iterable[InvoiceRow]) -> Decimal:
    """Add up what is still due."""
    return sum((row.remaining for row in rows), ZERO)


def breakdowns(report: InvoiceReport) -> tuple[Breakdown, ...]:
    """Return the whole of the invoices in each of the ways that the report breaks it down."""
    return tuple(
        Breakdown(title, heading, _grouped(report, category))
        for title, heading, category in (
            ("Par taux de TVA", "Taux ou exonération", _treatment),
            ("Par type de pièce", "Type", _kind),
            ("Par financeur", "Financeur", _funder),
            ("Par formation", "Formation", _course),
            ("Par client", "Client", _client),
        )
    )


def treatments(rows: Iterable[InvoiceRow]) -> list[tuple[Decimal | None, Exemption | None]]:
    """Return the rates and exemptions that invoices bear, in the order of the totals."""
    found = {(part.rate, part.exemption) for row in rows for part in row.parts}
    return sorted(found, key=lambda treatment: _treatment_order(*treatment))


def treatment_name(rate: Decimal | None, exemption: Exemption | None) -> str:
    """Name a rate, an exemption, or the lack of both."""
    if rate is None:
        return UNEXPLAINED
    return label(exemption) if exemption else percent(rate)


def period_name(report: InvoicePeriod) -> str:
    """Name a period: a month by its name, any other by its days."""
    if is_whole_month(report.first, report.last):
        return month(report.first)
    return period(report.first, report.last)


def title(report: InvoicePeriod) -> str:
    """Name the report; a month's is what accountants ask for by that name."""
    if is_whole_month(report.first, report.last):
        return "Rapport mensuel des factures"
    return "Rapport des factures"


def situation(report: InvoiceReport) -> str:
    """Say up to which day payments are counted."""
    return f"Situation des règlements au {long_date(report.as_of)}"


def still_due_title(report: InvoiceReport) -> str:
    """Name the sum of all that is still due."""
    return f"Reste dû sur toutes les factures émises jusqu’au {long_date(report.last)}"


def file_name(report: InvoicePeriod) -> str:
    """Return the name that the report is offered to be filed under, without suffix."""
    if is_whole_month(report.first, report.last):
        return f"Factures {report.first:%Y-%m}"
    return f"Factures {report.first:%Y-%m-%d} au {report.last:%Y-%m-%d}"


def _grouped(report: InvoiceReport, category: _Sorter) -> tuple[Group, ...]:
    now, before = _sorted(report.rows, category), _sorted(report.previous_year.rows, category)
    # The category of this year comes last, so that its label is the later one.
    found = {each.key: each for each in (*before, *now)}
    return tuple(
        Group(each.label, tuple(now.get(each, ())), tuple(before.get(each, ())))
        for each in sorted(found.values(), key=lambda each: each.order)
    )


def _sorted(rows: Sequence[InvoiceRow], category: _Sorter) -> dict[_Category, list[Share]]:
    found: dict[_Category, list[Share]] = {}
    for row in rows:
        parts: dict[_Category, list[InvoicePart]] = {}
        for part in row.parts:
            parts.setdefault(category(row, part), []).append(part)
        for each, chosen in parts.items():
            found.setdefault(each, []).append(Share(row, tuple(chosen)))
    return found


def _added(shares: Iterable[Share]) -> Sums:
    parts = [part for share in shares for part in share.parts]
    return Sums(
        sum((part.total_ht for part in parts), ZERO), sum((part.tva for part in parts), ZERO)
    )


# Categories: what lacks one is shown under its own name, last -------------------------------------


def _treatment(_: InvoiceRow, part: InvoicePart) -> _Category:
    key = part.rate, part.exemption
    return _Category(key, treatment_name(*key), _treatment_order(*key))


def _treatment_order(rate: Decimal | None, exemption: Exemption | None) -> tuple[int | str, ...]:
    # Hundredths of a percent sort as numbers.
    return (int(rate is None), int((rate or ZERO) * 100), exemption or "")


def _kind(row: InvoiceRow, _: InvoicePart) -> _Category:
    return _Category(row.kind, label(row.kind).capitalize(), (list(InvoiceKind).index(row.kind),))


def _funder(row: InvoiceRow, _: InvoicePart) -> _Category:
    if row.funder is None:
        return _Category(None, NO_FUNDER, (1,))
    return _Category((row.funder_id,), row.funder, (0, sort_key(row.funder), row.funder_id or 0))


def _course(_: InvoiceRow, part: InvoicePart) -> _Category:
    if part.course is None:
        return _Category(None, NO_SESSION, (1,))
    return _Category(part.course_id, part.course, (0, sort_key(part.course)))


def _client(row: InvoiceRow, _: InvoicePart) -> _Category:
    return _Category(row.client_id, row.client, (sort_key(row.client), row.client_id))
