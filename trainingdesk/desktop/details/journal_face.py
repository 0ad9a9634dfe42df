"""The entries of sales and money, and their files for the accountant's program."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

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

MOST_LINES = 2000
"""More lines than that are read in the file, not on the screen."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The entries of a period."""

    first: date
    last: date
    entries: tuple[LedgerEntry, ...]


class JournalFace(ReportFace[Journal]):
    """An entry for each invoice, credit note and sum, and what journals and accounts come to."""

    caption = "Journaux comptables"
    prints = False
    forms = tuple(
        Form(key, layout.name, "download", f"{layout.name} (*.{layout.suffix})", layout.about)
        for key, layout in layouts().items()
    )
    settings = ("accounts", "Comptes et journaux…")

    def compute(self, office: Office, first: date, last: date) -> Journal:
        """Return the entries of a period."""
        return Journal(first, last, ledger.entries(office, first, last))

    def tabs(self, report: Journal) -> Sequence[tuple[str, QWidget]]:
        """Return the entries, the journals and the accounts."""
        return [
            (f"Écritures ({len(report.entries)})", _entries(report.entries)),
            ("Par journal", _sums("Journal", report.entries, _journal_of)),
            ("Par compte", _sums("Compte", report.entries, _account_of)),
        ]

    def heading(self, report: Journal) -> str:
        """Return the period."""
        return period(report.first, report.last)

    def counted(self, report: Journal) -> str:
        """Return how many entries there are."""
        return plural(len(report.entries), "écriture")

    def file_name(self, report: Journal, form: str) -> str:
        """Return the name that the layout wants."""
        return ledger.file_name(self.desk.office, report.first, report.last, form)

    def content(self, office: Office, report: Journal, form: str) -> bytes:  # noqa: ARG002
        """Return the bytes of a file of it: just what is shown."""
        return ledger.rendered(report.entries, form)


def _entries(entries: Sequence[LedgerEntry]) -> QWidget:
    lines = islice(((entry, line) for entry in entries for line in entry.lines), MOST_LINES + 1)
    rows = [_cells(entry, line) for entry, line in lines]
    table = small_table(
        ("Libellé", "Journal", "N°", "Date", "Compte", "Tiers", "Débit", "Crédit", "Lettre"),
        rows[:MOST_LINES],
        right=(2, 6, 7),
        empty=NOTHING,
    )
    spread(table)
    cut = (
        f"Les {MOST_LINES} premières lignes ; le fichier les a toutes. "
        if len(rows) > MOST_LINES
        else ""
    )
    return with_hint(table, cut + ledger.NOT_THE_FEC)


NOTHING = "Aucune facture n’a été émise et aucun règlement reçu dans cette période."


def _cells(entry: LedgerEntry, line: LedgerLine) -> tuple[str, ...]:
    return (
        entry.text,
        entry.journal.code,
        str(entry.number),
        short_date(entry.on),
        f"{line.account} {line.label}",
        line.aux,
        _written(line.debit),
        _written(line.credit),
        line.letter.code if line.letter else "",
    )


def _journal_of(entry: LedgerEntry, _line: LedgerLine) -> str:
    return f"{entry.journal.code} {entry.journal.name}"


def _account_of(_entry: LedgerEntry, line: LedgerLine) -> str:
    return f"{line.account} {line.label}"


def _sums(
    caption: str,
    entries: Sequence[LedgerEntry],
    group: Callable[[LedgerEntry, LedgerLine], str],
) -> QWidget:
    sums: dict[str, tuple[Money, Money]] = {}
    for entry in entries:
        for line in entry.lines:
            name = group(entry, line)
            debit, credit = sums.get(name, (ZERO, ZERO))
            sums[name] = (debit + line.debit, credit + line.credit)
    rows = [
        (name, _written(debit), _written(credit)) for name, (debit, credit) in sorted(sums.items())
    ]
    all_debits = sum((debit for debit, _credit in sums.values()), ZERO)
    all_credits = sum((credit for _debit, credit in sums.values()), ZERO)
    table = small_table(
        (caption, "Débit", "Crédit"),
        [*rows, ("Total", euros(all_debits), euros(all_credits))] if rows else [],
        right=(1, 2),
        empty=NOTHING,
    )
    spread(table)
    embolden(table, len(rows))
    return table


def _written(amount: Money) -> str:
    return euros(amount) if amount else ""
