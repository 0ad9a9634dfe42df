"""The charges of a period: what suppliers billed, by kind, as tables and files."""

from datetime import date
from decimal import Decimal

from trainingdesk.domain.charges import ChargeLine, Charges
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.periods import check_period
from trainingdesk.domain.supplier_bills import BOUGHT_TRAINING, SupplierBill
from trainingdesk.french import euros, listed, period
from trainingdesk.reports.columns import Column
from trainingdesk.reports.tables_report import ReportTable, TablesReport
from trainingdesk.services.office import Office
from trainingdesk.services.reporting import Format, tables_rendered
from trainingdesk.storage import office as identity
from trainingdesk.storage import supplier_bills as store

TITLE = "Charges"
BY_KIND = "Charges par nature"
BILLS = "Factures reçues"


def charges(office: Office, first: date, last: date) -> Charges:
    """Return what suppliers billed in a period, by the days of their invoices.

    Raises:
        RuleBroken: the period ends before it begins.
    """
    check_period(first, last)
    return Charges(
        first=first,
        last=last,
        on=office.today(),
        recovers_tva=identity.recovers_tva(office.db),
        bills=store.issued_between(office.db, first, last),
    )


def rendered(office: Office, report: Charges, form: Format) -> bytes:
    """Return the report as the bytes of a file.

    Raises:
        RuleBroken: the paper needs the office's identity, which is not entered yet.
    """
    return tables_rendered(office, tables(report), form)


def tables(report: Charges) -> TablesReport:
    """Return the report as tables: the sums by kind first, then each bill."""
    return TablesReport(
        title=TITLE,
        about=period(report.first, report.last),
        on=report.on,
        tables=(
            ReportTable(
                title=BY_KIND,
                columns=_kind_columns(),
                rows=report.lines,
                note=note(report),
                empty="Aucune facture reçue dans cette période.",
            ),
            ReportTable(
                title=BILLS,
                columns=bill_columns(),
                rows=report.bills,
                empty="Aucune facture reçue dans cette période.",
            ),
        ),
    )


def note(report: Charges) -> str:
    """Return what the sums mean, and what the yearly report takes from them."""
    tax = (
        "La charge est le montant HT : la TVA est déduite."
        if report.recovers_tva
        else "La charge est le montant TTC : l’organisme ne déduit pas la TVA."
    )
    bought = listed([f"« {label(kind)} »" for kind in sorted(BOUGHT_TRAINING)])
    return (
        f"{tax} Bilan pédagogique et financier, cadre D : {euros(report.bought_training)} d’achats "
        f"de prestations de formation et d’honoraires de formation ({bought}). Les salaires et ce "
        "qui n’est pas facturé n’y sont pas ; les comptes sont proposés, votre comptable en décide."
    )


def _kind_columns() -> list[Column[ChargeLine]]:
    return [
        Column("Nature", "text", lambda line: _capital(label(line.kind))),
        Column("Compte", "text", lambda line: line.account),
        Column("Pièces", "text", lambda line: str(line.bills)),
        Column("HT", "amount", lambda line: line.total_ht),
        Column("TVA", "amount", lambda line: line.tva),
        Column("TTC", "amount", lambda line: line.total_ttc),
        Column("Charge", "amount", lambda line: line.charged),
    ]


def bill_columns() -> list[Column[SupplierBill]]:
    """Return what is told of each bill, credit notes below zero."""
    return [
        Column("Fournisseur", "text", lambda bill: bill.supplier_name),
        Column("Numéro", "text", lambda bill: bill.number),
        Column("Date", "date", lambda bill: bill.issued_on),
        Column("Nature", "text", lambda bill: label(bill.charge)),
        Column("HT", "amount", lambda bill: bill.sign * bill.total_ht),
        Column("TVA", "amount", lambda bill: bill.sign * bill.tva),
        Column("TTC", "amount", lambda bill: bill.sign * bill.total_ttc),
        Column("Payée le", "date", lambda bill: bill.paid_on),
    ]


def unpaid(report: Charges) -> Decimal:
    """Return what is still to be paid of the bills of the period."""
    return sum((bill.sign * bill.total_ttc for bill in report.bills if not bill.paid_on), ZERO)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
