"""The sales journal, and its files for the accountant's program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.details.report_face import (
    Form,
    ReportFace,
    embolden,
    spread,
    with_hint,
)
from trainingdesk.desktop.widgets.detail import small_table
from trainingdesk.domain.ledger import LedgerEntry, LedgerLine
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.french import euros, period, plural, short_date
from trainingdesk.reports.ledger_files import layouts
from trainingdesk.services import ledger
from trainingdesk.services.office import Office

NOT_THE_FEC = (
    "Ces écritures sont celles des seules ventes : ce n’est pas le fichier des écritures "
    "comptables (FEC) de l’exercice, que tient le comptable."
)


@dataclass(frozen=True, slots=True)
class Journal:
    """The entries of a period."""

    first: date
    last: date
    entries: tuple[LedgerEntry, ...]


class JournalFace(ReportFace[Journal]):
    """An entry for each invoice and credit note, and what each account comes to."""

    caption = "Journal des ventes"
    prints = False
    forms = tuple(
        Form(key, layout.name, "download", f"{layout.name} (*.{layout.suffix})")
        for key, layout in layouts().items()
    )

    def compute(self, office: Office, first: date, last: date) -> Journal:
        """Return the entries of a period."""
        return Journal(first, last, ledger.entries(office, first, last))

    def tabs(self, report: Journal) -> Sequence[tuple[str, QWidget]]:
        """Return the entries and the accounts."""
        return [
            (f"Écritures ({len(report.entries)})", _entries(report.entries)),
            ("Par compte", _accounts(report.entries)),
        ]

    def heading(self, report: Journal) -> str:
        """Return the period."""
        return period(report.first, report.last)

    def counted(self, report: Journal) -> str:
        """Return how many entries there are."""
        return plural(len(report.entries), "écriture")

    def file_name(self, report: Journal, form: str) -> str:
        """Return the name that the layout wants."""
        return ledger.written(self.desk.office, report.first, report.last, form)[0]

    def content(self, office: Office, report: Journal, form: str) -> bytes:
        """Return the bytes of a file of it."""
        return ledger.written(office, report.first, report.last, form)[1]


def _entries(entries: Sequence[LedgerEntry]) -> QWidget:
    table = small_table(
        ("Libellé", "N°", "Date", "Compte", "Tiers", "Débit", "Crédit"),
        [_cells(entry, line) for entry in entries for line in entry.lines],
        right=(1, 5, 6),
        empty="Aucune facture n’a été émise dans cette période.",
    )
    spread(table)
    return with_hint(table, NOT_THE_FEC)


def _cells(entry: LedgerEntry, line: LedgerLine) -> tuple[str, ...]:
    return (
        entry.text,
        str(entry.number),
        short_date(entry.on),
        f"{line.account} {line.label}",
        line.aux,
        _written(line.debit),
        _written(line.credit),
    )


def _accounts(entries: Sequence[LedgerEntry]) -> QWidget:
    sums: dict[tuple[str, str], tuple[Money, Money]] = {}
    for entry in entries:
        for line in entry.lines:
            debit, credit = sums.get((line.account, line.label), (ZERO, ZERO))
            sums[line.account, line.label] = (debit + line.debit, credit + line.credit)
    rows = [
        (f"{account} {label}", _written(debit), _written(credit))
        for (account, label), (debit, credit) in sorted(sums.items())
    ]
    all_debits = sum((debit for debit, _credit in sums.values()), ZERO)
    all_credits = sum((credit for _debit, credit in sums.values()), ZERO)
    table = small_table(
        ("Compte", "Débit", "Crédit"),
        [*rows, ("Total", euros(all_debits), euros(all_credits))] if rows else [],
        right=(1, 2),
        empty="Aucune facture n’a été émise dans cette période.",
    )
    spread(table)
    embolden(table, len(rows))
    return table


def _written(amount: Money) -> str:
    return euros(amount) if amount else ""
