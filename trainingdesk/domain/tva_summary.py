"""The tax of a period: when it is due, on invoices or on receipts, and what is told of it.

Services owe the tax when they are paid for, unless the office chose to owe it on its invoices
(CGI 269, 2, c). What is exempt is told beside, for the same declaration asks for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.domain.invoice_report import InvoiceRow
from trainingdesk.domain.money import ZERO, Money, round_to_cent
from trainingdesk.domain.tva import Exemption

Treatment = tuple[Decimal | None, Exemption | None]
"""A rate in percent and an exemption; no rate where no line explains an amount."""


@dataclass(frozen=True, slots=True)
class TaxLine:
    """What one rate, or one exemption, comes to."""

    rate: Decimal | None
    exemption: Exemption | None
    base_ht: Money
    tva: Money

    @property
    def total_ttc(self) -> Decimal:
        """With tax."""
        return self.base_ht + self.tva


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidInvoice:
    """An invoice, what was paid of it before a period and until its end, and its credit notes."""

    row: InvoiceRow
    paid_before: Money
    paid_until: Money
    credits_before: tuple[InvoiceRow, ...] = ()
    credits_until: tuple[InvoiceRow, ...] = ()


def on_invoices(rows: Iterable[InvoiceRow]) -> tuple[TaxLine, ...]:
    """Return the tax of what was invoiced, credit notes taken off."""
    sums: defaultdict[Treatment, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for row in rows:
        for part in row.parts:
            kept = sums[part.rate, part.exemption]
            kept[0] += part.total_ht
            kept[1] += part.tva
    return _lines(sums)


def on_receipts(paid: Iterable[PaidInvoice]) -> tuple[TaxLine, ...]:
    """Return the tax of what was received: the share of each invoice that payments came to.

    The shares are the differences of rounded running totals: once an invoice is paid whole its
    whole tax was told, to the cent, however many payments it took.
    """
    sums: defaultdict[Treatment, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for invoice in paid:
        before = received_share(invoice.row, invoice.paid_before, invoice.credits_before)
        until = received_share(invoice.row, invoice.paid_until, invoice.credits_until)
        for treatment, (base, tva) in until.items():
            kept = sums[treatment]
            earlier_base, earlier_tva = before.get(treatment, (ZERO, ZERO))
            kept[0] += base - earlier_base
            kept[1] += tva - earlier_tva
    return _lines(sums)


def received_share(
    row: InvoiceRow, paid: Decimal, notes: Iterable[InvoiceRow] = ()
) -> dict[Treatment, tuple[Decimal, Decimal]]:
    """Return the base and tax of each rate in what was paid of an invoice; they add up to it.

    What credit notes took off is no part of the price any more (CGI 272, 1), and what was paid
    above the rest is owed back: neither bears tax.
    """
    whole: defaultdict[Treatment, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for part in (part for each in (row, *notes) for part in each.parts):
        whole[part.rate, part.exemption][0] += part.total_ht
        whole[part.rate, part.exemption][1] += part.tva
    total = sum((base + tva for base, tva in whole.values()), ZERO)
    if not total:
        return dict.fromkeys(whole, (ZERO, ZERO))
    settled = total if paid / total > 1 else paid
    share = settled / total
    found = {
        treatment: (round_to_cent(base * share), round_to_cent(tva * share))
        for treatment, (base, tva) in whole.items()
    }
    # A cent that rounding leaves belongs to the largest base.
    left = settled - sum((base + tva for base, tva in found.values()), ZERO)
    largest = max(found, key=lambda treatment: abs(found[treatment][0]))
    base, tva = found[largest]
    found[largest] = (base + left, tva)
    return found


def _lines(sums: dict[Treatment, list[Decimal]]) -> tuple[TaxLine, ...]:
    lines = (TaxLine(rate, exemption, *kept) for (rate, exemption), kept in sums.items())
    return tuple(
        sorted(
            (line for line in lines if line.base_ht or line.tva),
            key=lambda line: (line.rate is None, str(line.exemption or ""), -(line.rate or ZERO)),
        )
    )


# The thresholds of the franchise ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Up to which turnover of services no tax is charged (CGI 293 B), from a day on.

    Above `least` the franchise ends with the year; above `most` it ends that very day.
    """

    starts_on: date
    least: Money
    most: Money
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FranchiseStanding:
    """The turnover of a calendar year against the thresholds in force."""

    year: int
    turnover: Money
    threshold: Threshold
    passed_most_on: date | None = None

    @property
    def sentence(self) -> str:
        """Say what it means."""
        if self.turnover > self.threshold.most:
            return "Seuil majoré dépassé : la TVA est due dès le jour du dépassement."
        if self.turnover > self.threshold.least:
            return "Seuil de base dépassé : la franchise cesse au 1er janvier suivant."
        return "Sous le seuil de base : la franchise peut continuer."


def franchise_standing(
    rows: Sequence[InvoiceRow], year: int, thresholds: Sequence[Threshold]
) -> FranchiseStanding | None:
    """Return the turnover of a year’s invoices against the thresholds; `None` where none is known.

    What is exempt as training counts for nothing here (CGI 293 D), nor does an indemnity.
    """
    known = sorted(
        (each for each in thresholds if each.starts_on <= date(year, 12, 31)),
        key=lambda each: each.starts_on,
    )
    if not known:
        return None
    threshold, turnover, passed = known[-1], ZERO, None
    for row in sorted(rows, key=lambda row: (row.issued_on, row.id)):
        turnover += sum((part.total_ht for part in row.parts if _counts(part.exemption)), ZERO)
        if passed is None and turnover > threshold.most:
            passed = row.issued_on
    return FranchiseStanding(
        year=year, turnover=turnover, threshold=threshold, passed_most_on=passed
    )


def _counts(exemption: Exemption | None) -> bool:
    return exemption not in {Exemption.TRAINING, Exemption.OUT_OF_SCOPE}


# Sales to individuals ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySales:
    """What was invoiced to individuals on a day at one rate, nobody named."""

    day: date
    rate: Decimal | None
    exemption: Exemption | None
    invoices: int
    base_ht: Money
    tva: Money


def sales_to_individuals(
    rows: Iterable[InvoiceRow], individuals: frozenset[int]
) -> tuple[DaySales, ...]:
    """Return the totals of a day and a rate that e-reporting asks for; exempt training is left out.

    *individuals* are the clients who are persons; where a funder pays it is no sale to a person.
    """
    sums: defaultdict[tuple[date, Treatment], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    counted: defaultdict[tuple[date, Treatment], set[int]] = defaultdict(set)
    for row in rows:
        if row.client_id not in individuals or row.funder_id is not None:
            continue
        for part in row.parts:
            if part.exemption in {Exemption.TRAINING, Exemption.OUT_OF_SCOPE}:
                continue
            key = row.issued_on, (part.rate, part.exemption)
            sums[key][0] += part.total_ht
            sums[key][1] += part.tva
            counted[key].add(row.id)
    return tuple(
        DaySales(
            day=day,
            rate=rate,
            exemption=exemption,
            invoices=len(counted[day, (rate, exemption)]),
            base_ht=base,
            tva=tva,
        )
        for (day, (rate, exemption)), (base, tva) in sorted(
            sums.items(), key=lambda item: (item[0][0], -(item[0][1][0] or ZERO))
        )
    )
