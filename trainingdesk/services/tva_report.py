"""The tax of a period, the thresholds of the franchise, and what was sold to individuals."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from trainingdesk.assets import resource
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.periods import check_period
from trainingdesk.domain.tva_summary import (
    DaySales,
    FranchiseStanding,
    TaxLine,
    Threshold,
    franchise_standing,
    on_invoices,
    on_receipts,
    sales_to_individuals,
)
from trainingdesk.french import euros, period, short_date
from trainingdesk.reports.columns import Column
from trainingdesk.reports.monthly_invoices.figures import treatment_name
from trainingdesk.reports.tables_report import ReportTable, TablesReport
from trainingdesk.services.office import Office
from trainingdesk.services.reporting import Format, tables_rendered
from trainingdesk.storage import office as identity
from trainingdesk.storage import reports as store

TITLE = "Récapitulatif de TVA"
ON_INVOICES = "TVA sur les débits"
ON_RECEIPTS = "TVA sur les encaissements"


@dataclass(frozen=True, slots=True, kw_only=True)
class TvaReport:
    """The tax of a period on both grounds; `on_debits` is the one that the office is under."""

    first: date
    last: date
    on: date
    on_debits: bool
    invoiced: tuple[TaxLine, ...]
    received: tuple[TaxLine, ...]
    standing: FranchiseStanding | None
    is_franchised: bool
    individuals: tuple[DaySales, ...]

    @property
    def due(self) -> tuple[TaxLine, ...]:
        """The tax by the office's own option."""
        return self.invoiced if self.on_debits else self.received


def tva_report(office: Office, first: date, last: date) -> TvaReport:
    """Return the tax of a period.

    Raises:
        RuleBroken: the period ends before it begins, or the office has no identity yet.
    """
    check_period(first, last)
    owner = identity.organisation(office.db)
    today = office.today()
    with store.snapshot(office.db):
        rows = store.period(office.db, first, last, today).rows
        year = store.period(office.db, date(last.year, 1, 1), last, today).rows
        paid = store.paid_invoices(office.db, first, last)
        persons = store.individuals(office.db)
    return TvaReport(
        first=first,
        last=last,
        on=today,
        on_debits=owner.vat_on_debits,
        invoiced=on_invoices(rows),
        received=on_receipts(paid),
        standing=franchise_standing(year, last.year, thresholds()),
        is_franchised=owner.vat_regime is VatRegime.FRANCHISE,
        individuals=sales_to_individuals(rows, persons),
    )


@cache
def thresholds() -> tuple[Threshold, ...]:
    """Return the thresholds of the franchise that are shipped."""
    told = tomllib.loads(resource("law", "franchise_thresholds.toml").read_text("utf-8"))
    return tuple(
        Threshold(
            starts_on=each["starts_on"],
            least=Decimal(each["least"]),
            most=Decimal(each["most"]),
            source=each["source"],
        )
        for each in told["threshold"]
    )


def rendered(office: Office, report: TvaReport, form: Format) -> bytes:
    """Return the report as the bytes of a file.

    Raises:
        RuleBroken: the paper needs the office's identity, which is not entered yet.
    """
    return tables_rendered(office, tables(report), form)


def tables(report: TvaReport) -> TablesReport:
    """Return the report as tables: the ground that the office is under comes first."""
    grounds = [
        ReportTable(title=ON_INVOICES, columns=_tax_columns(), rows=report.invoiced),
        ReportTable(title=ON_RECEIPTS, columns=_tax_columns(), rows=report.received),
    ]
    return TablesReport(
        title=TITLE,
        about=period(report.first, report.last),
        on=report.on,
        tables=(
            *(grounds if report.on_debits else reversed(grounds)),
            *_franchise(report),
            ReportTable(
                title="Ventes aux particuliers",
                columns=_sales_columns(),
                rows=report.individuals,
                note="Totaux par jour et par taux, sans nom, pour la transmission des données à "
                "l’administration ; les formations exonérées n’y figurent pas.",
                empty="Aucune vente taxée à un particulier dans cette période.",
            ),
        ),
    )


def _franchise(report: TvaReport) -> list[ReportTable]:
    standing = report.standing
    if standing is None or not report.is_franchised:
        return []
    passed = (
        f" Dépassé le {short_date(standing.passed_most_on)}." if standing.passed_most_on else ""
    )
    note = f"{standing.sentence}{passed} Source : {standing.threshold.source}."
    rows = (
        ("Chiffre d’affaires depuis le 1er janvier", standing.turnover),
        ("Seuil de base", standing.threshold.least),
        ("Seuil majoré", standing.threshold.most),
    )
    columns: list[Column[tuple[str, Decimal]]] = [
        Column(f"Franchise en base {standing.year}", "text", lambda row: row[0]),
        Column("Euros", "text", lambda row: euros(row[1])),
    ]
    return [ReportTable(title="Seuils de la franchise", columns=columns, rows=rows, note=note)]


def _tax_columns() -> list[Column[TaxLine]]:
    return [
        Column(
            "Taux ou exonération", "text", lambda line: treatment_name(line.rate, line.exemption)
        ),
        Column("Base HT", "amount", lambda line: line.base_ht),
        Column("TVA", "amount", lambda line: line.tva),
        Column("TTC", "amount", lambda line: line.total_ttc),
    ]


def _sales_columns() -> list[Column[DaySales]]:
    return [
        Column("Jour", "date", lambda sale: sale.day),
        Column("Taux", "text", lambda sale: treatment_name(sale.rate, sale.exemption)),
        Column("Factures", "text", lambda sale: str(sale.invoices)),
        Column("Base HT", "amount", lambda sale: sale.base_ht),
        Column("TVA", "amount", lambda sale: sale.tva),
    ]
