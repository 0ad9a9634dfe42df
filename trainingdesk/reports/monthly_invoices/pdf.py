"""The report on paper: landscape, one line an invoice."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from reportlab.platypus import Flowable

from trainingdesk.domain.invoice_report import InvoiceReport, InvoiceRow, PaymentRow
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import NBSP, euros, listed, month, number, plural, short_date
from trainingdesk.paper import blocks as b
from trainingdesk.paper.letterhead import letterhead
from trainingdesk.paper.page import PaperInfo, render
from trainingdesk.reports.monthly_invoices.columns import tax
from trainingdesk.reports.monthly_invoices.figures import (
    LEFT,
    Breakdown,
    Sums,
    breakdowns,
    credit_notes,
    invoices,
    period_name,
    received,
    remaining,
    situation,
    still_due_title,
    sums,
    title,
    treatment_name,
    treatments,
)

_NOTHING = "–"
_BALANCES = " Une facture de solde compte pour ce qui reste une fois ses acomptes déduits."
_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
# With more, names of clients would find no room beside the amounts.
_TAX_COLUMNS = 2
# The first breakdowns stand side by side; those that name people and courses take the whole width.
_NARROW = 2


def as_pdf(report: InvoiceReport, organisation: Organisation) -> bytes:
    """Return the report as PDF; the same report gives the same bytes."""
    name = period_name(report)
    info = PaperInfo(
        title=title(report),
        subject=f"{title(report)}, {name}",
        author=organisation.name,
        dated=report.as_of,
        reference=name,
    )
    return render(info, letterhead(organisation), _story(report), orientation="landscape")


def _story(report: InvoiceReport) -> list[Flowable]:
    return [
        *b.title(
            title(report), f"{period_name(report).capitalize()} – {_lowered(situation(report))}"
        ),
        *b.two_columns(_summary(report), _chart(report), shares=(1, 1.25)),
        *b.heading("Factures et avoirs"),
        *_invoices(report),
        *_breakdowns(report),
        *b.heading("Règlements reçus"),
        *_payments(report),
        *b.heading("Reste dû"),
        *_still_due(report),
    ]


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


# In short ---------------------------------------------------------------------------------------


def _summary(report: InvoiceReport) -> list[Flowable]:
    before = report.previous_year
    now_sums, before_sums = sums(report.rows), sums(before.rows)
    rows: list[b.Row] = [
        ["Factures émises", *_both(invoices(report.rows), invoices(before.rows))],
        ["Avoirs émis", *_both(credit_notes(report.rows), credit_notes(before.rows))],
        ["Facturé HT", *_both(now_sums.total_ht, before_sums.total_ht)],
        ["TVA", *_both(now_sums.tva, before_sums.tva)],
        [
            b.Cell("Facturé TTC", bold=True),
            b.Cell(euros(now_sums.total_ttc), bold=True),
            euros(before_sums.total_ttc),
        ],
        ["Règlements reçus", *_both(received(report.payments), received(before.payments))],
        [LEFT, *_both(remaining(report.rows), remaining(before.rows))],
        [still_due_title(report), euros(remaining(report.still_due)), _NOTHING],
    ]
    columns = (
        b.Column(title="En bref", row_header=True),
        b.Column(title=period_name(report).capitalize(), width=27, align="right"),
        b.Column(title=period_name(before).capitalize(), width=27, align="right"),
    )
    return b.table(columns, rows, small=True)


def _both(now: Decimal | int, before: Decimal | int) -> tuple[str, str]:
    return _amount(now), _amount(before)


def _amount(value: Decimal | int) -> str:
    return str(value) if isinstance(value, int) else euros(value)


def _chart(report: InvoiceReport) -> list[Flowable]:
    months = report.twelve_months
    said = listed([f"{month(entry.month)} : {euros(entry.total_ht)}" for entry in months])
    return [
        *b.small("Facturé HT des douze derniers mois, avoirs déduits, en euros"),
        *b.bar_chart(
            [(_short(entry.month), entry.total_ht) for entry in months],
            f"Montants facturés HT des douze derniers mois. {said}.",
            before=[entry.year_before for entry in months],
            legend=("ce mois-là", "un an plus tôt"),
            height=48,
        ),
    ]


def _short(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day:%y}"


# Invoices ---------------------------------------------------------------------------------------


def _invoices(report: InvoiceReport) -> list[Flowable]:
    if not report.rows:
        return b.text("Aucune facture ni aucun avoir n’a été émis sur cette période.")
    rates = [rate for rate, exemption in treatments(report.rows) if exemption is None]
    columns = (
        b.Column(title="Numéro", width=23, row_header=True),
        b.Column(title="Date", fit=True),
        b.Column(title="Client, payeur"),
        b.Column(title="Session", width=21),
        b.Column(title="HT", align="right"),
        *(b.Column(title=name, align="right") for name in _tax_titles(rates)),
        b.Column(title="TTC", align="right"),
        *_settlement_columns(),
    )
    total = sums(report.rows)
    footer = [
        b.Cell(f"Total, {plural(len(report.rows), 'pièce')}", colspan=4, header=True),
        _plain(total.total_ht),
        *_tax_cells(rates, [_tax_at(report.rows, rate) for rate in rates]),
        _plain(total.total_ttc),
        *_settlement_totals(report.rows),
    ]
    return [
        *b.text(
            "Montants en euros. Reste dû = TTC, moins les avoirs, moins ce qui est payé."
            f"{_BALANCES if any(row.deducted for row in report.rows) else ''}",
            keep_with_next=True,
        ),
        *b.table(
            columns,
            [_invoice(row, rates) for row in report.rows],
            footer_rows=[footer],
            small=True,
        ),
    ]


def _invoice(row: InvoiceRow, rates: Sequence[Decimal | None]) -> b.Row:
    return [
        row.number,
        short_date(row.issued_on),
        _parties(row),
        ", ".join(row.sessions),
        _plain(row.total_ht),
        *_tax_cells(rates, [tax(rate, row) for rate in rates]),
        _plain(row.total_ttc),
        *_settlement(row),
    ]


def _parties(row: InvoiceRow) -> str:
    """Return the client; below it the kind of paper, unless plain, who pays, what was lost."""
    payer = f"payé par {row.funder}" if row.funder else ""
    lost = f"passé en perte : {_plain(row.written_off)}" if row.written_off else ""
    note = ", ".join(filter(None, (_kind(row), payer, lost)))
    return b.lines(row.client, note) if note else row.client


def _kind(row: InvoiceRow) -> str:
    match row.kind:
        case InvoiceKind.INVOICE:
            return ""
        case InvoiceKind.CREDIT_NOTE:
            return f"avoir sur {row.corrects}"
        case _ if row.deducted:
            return f"{label(row.kind)}, acomptes déduits : {_plain(row.deducted)}"
        case _:
            return label(row.kind)


def _settlement_columns() -> tuple[b.Column, ...]:
    return (
        b.Column(title="Échéance", align="right"),
        b.Column(title="Avoirs", align="right"),
        b.Column(title="Payé", align="right"),
        b.Column(title="Reste dû", align="right"),
    )


def _settlement(row: InvoiceRow) -> tuple[str, ...]:
    due = short_date(row.due_on) if row.due_on else ""
    return due, _unless_zero(row.credited), _unless_zero(row.paid), _plain(row.remaining)


def _settlement_totals(rows: Sequence[InvoiceRow]) -> tuple[str, ...]:
    credited = sum((row.credited for row in rows), Decimal(0))
    paid = sum((row.paid for row in rows), Decimal(0))
    return "", _plain(credited), _plain(paid), _plain(remaining(rows))


def _tax_titles(rates: Sequence[Decimal | None]) -> list[str]:
    if len(rates) > _TAX_COLUMNS:
        return ["TVA"]
    return [f"TVA {treatment_name(rate, None)}" for rate in rates]


def _tax_cells(rates: Sequence[Decimal | None], taxes: Sequence[Decimal]) -> list[str]:
    """Return the tax at each rate in its column, or below each other where rates are many."""
    if len(rates) <= _TAX_COLUMNS:
        return [_unless_zero(amount) for amount in taxes]
    named = zip(rates, taxes, strict=True)
    return [
        "\n".join(f"{treatment_name(rate, None)} : {_plain(due)}" for rate, due in named if due)
    ]


def _tax_at(rows: Iterable[InvoiceRow], rate: Decimal | None) -> Decimal:
    return sum((tax(rate, row) for row in rows), Decimal(0))


def _plain(amount: Decimal) -> str:
    return number(amount, 2)


def _unless_zero(amount: Decimal) -> str:
    return _plain(amount) if amount else ""


# Totals -----------------------------------------------------------------------------------------


def _breakdowns(report: InvoiceReport) -> list[Flowable]:
    """Return the totals, unless neither year has any."""
    if not report.rows and not report.previous_year.rows:
        return []
    found = breakdowns(report)
    pair = [_breakdown(report, each) for each in found[:_NARROW]]
    wide = [piece for each in found[_NARROW:] for piece in _breakdown(report, each)]
    return [*b.heading("Totaux"), *b.two_columns(*pair), *wide]


def _breakdown(report: InvoiceReport, breakdown: Breakdown) -> list[Flowable]:
    before = report.previous_year
    columns = (
        b.Column(title=breakdown.heading, row_header=True),
        b.Column(title="HT", align="right"),
        b.Column(title="TVA", align="right"),
        b.Column(title="TTC", align="right"),
        b.Column(title=f"TTC {_breakable(period_name(before))}", align="right"),
        b.Column(title="Écart", align="right"),
    )
    rows = [[each.label, *_compared(each.sums, each.sums_before)] for each in breakdown.groups]
    footer = ["Total", *_compared(breakdown.sums, breakdown.sums_before)]
    return [
        *b.heading(breakdown.title, 3),
        *b.table(columns, rows, footer_rows=[footer], small=True),
    ]


def _breakable(name: str) -> str:
    # A heading finds its width by breaking between words.
    return name.replace(NBSP, " ")


def _compared(now: Sums, before: Sums) -> tuple[str, ...]:
    gap = now.total_ttc - before.total_ttc
    sign = "+" if gap > 0 else ""
    return (
        _plain(now.total_ht),
        _plain(now.tva),
        _plain(now.total_ttc),
        _plain(before.total_ttc),
        f"{sign}{_plain(gap)}",
    )


# Money that came, and money that is awaited -----------------------------------------------------


def _payments(report: InvoiceReport) -> list[Flowable]:
    if not report.payments:
        return b.text("Aucun règlement n’a été reçu sur cette période.")
    columns = (
        b.Column(title="Date", fit=True, row_header=True),
        b.Column(title="Moyen", width=24),
        b.Column(title="Référence"),
        b.Column(title="Règle", weight=2.5),
        b.Column(title="Non affecté", align="right"),
        b.Column(title="Montant", align="right"),
    )
    unallocated = sum((payment.unallocated for payment in report.payments), Decimal(0))
    footer = [
        b.Cell(f"Total, {plural(len(report.payments), 'règlement')}", colspan=4, header=True),
        _plain(unallocated),
        _plain(received(report.payments)),
    ]
    rows = [_payment(payment) for payment in report.payments]
    return b.table(columns, rows, footer_rows=[footer], small=True)


def _payment(payment: PaymentRow) -> b.Row:
    settled = [
        f"{part.number or 'brouillon'} – {part.client} : {_plain(part.amount)}"
        for part in payment.settlements
    ]
    if payment.payer and not payment.settlements:
        settled = [f"avance de {payment.payer}"]
    return [
        short_date(payment.paid_on),
        label(payment.means),
        payment.reference,
        b.lines(*settled),
        _unless_zero(payment.unallocated),
        _plain(payment.amount),
    ]


def _still_due(report: InvoiceReport) -> list[Flowable]:
    if not report.still_due:
        return b.text("Aucune facture ne reste due.")
    columns = (
        b.Column(title="Numéro", width=23, row_header=True),
        b.Column(title="Date", fit=True),
        b.Column(title="Client, payeur"),
        b.Column(title="TTC", align="right"),
        *_settlement_columns(),
    )
    rows = [
        [
            row.number,
            short_date(row.issued_on),
            _parties(row),
            _plain(row.total_ttc),
            *_settlement(row),
        ]
        for row in report.still_due
    ]
    footer = [
        b.Cell(f"Total, {plural(len(rows), 'pièce')}", colspan=3, header=True),
        _plain(sums(report.still_due).total_ttc),
        *_settlement_totals(report.still_due),
    ]
    said = f"{still_due_title(report)}, {_lowered(situation(report))}."
    return [
        *b.text(said, keep_with_next=True),
        *b.table(columns, rows, footer_rows=[footer], small=True),
    ]
