"""The closings of months and years, and the buttons that make the next one and the archive."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.details.report_face import ReportFace, spread
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.widgets.detail import small_table
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.closings import Closing
from trainingdesk.french import euros, long_date, month, plural, short_date, typeset
from trainingdesk.services import closings, yearly_archive
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.services.yearly_archive import Archived
from trainingdesk.storage import closings as store

NOTHING = "Aucune période n’est encore clôturée."
WHY = (
    "Une clôture garde pour toujours les totaux d’un mois ou d’une année, et le total perpétuel "
    "depuis la première facture. "
    "« Reçu » compte les règlements au jour où ils ont été enregistrés : un virement retrouvé plus "
    "tard garde la date de la banque et paraît alors au rapport du mois, non dans sa clôture."
)


@dataclass(frozen=True, slots=True)
class Closings:
    """What was closed, the latest first, and what may be closed next."""

    made: tuple[Closing, ...]
    coming_month: date | None
    coming_year: int | None

    @property
    def year_to_archive(self) -> int | None:
        """The year of the latest closing."""
        return self.made[0].ends_on.year if self.made else None


class ClosingsFace(ReportFace[Closings]):
    """What each month and year came to, kept for ever."""

    caption = "Clôtures"
    has_period = False
    prints = False
    forms = ()

    def compute(self, office: Office, first: date, last: date) -> Closings:  # noqa: ARG002 - all of them
        """Return the closings of the office."""
        return Closings(
            tuple(store.every(office.db)),
            closings.can_close_month(office),
            closings.next_year(office),
        )

    def tabs(self, report: Closings) -> Sequence[tuple[str, QWidget]]:
        """Return the list of closings, below what may be done next."""
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._buttons(report, whole))
        layout.addWidget(_table(report), 1)
        hint = QLabel(typeset(WHY))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        layout.addWidget(hint)
        return [(f"Clôtures ({len(report.made)})", whole)]

    def heading(self, report: Closings) -> str:
        """Return how far the office is closed."""
        if not report.made:
            return "aucune clôture"
        return f"clôturé jusqu’au {long_date(report.made[0].ends_on)}"

    def counted(self, report: Closings) -> str:
        """Return how many closings there are."""
        return plural(len(report.made), "clôture")

    def _buttons(self, report: Closings, owner: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if report.coming_year is not None:
            year = report.coming_year
            name = f"l’année {year}"
            row.addWidget(self._closing_button(owner, name, lambda: self._close_year(name, year)))
        if report.coming_month is not None:
            day = report.coming_month
            name = month(day)
            row.addWidget(self._closing_button(owner, name, lambda: self._close_month(name, day)))
        if report.year_to_archive is not None:
            archived = report.year_to_archive
            button = QPushButton(theme.icon("archive"), f" Archiver l’année {archived}…", owner)
            button.clicked.connect(lambda _checked=False: self._archive(archived))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _closing_button(self, owner: QWidget, name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(theme.icon("stamp"), f" Clôturer {name}", owner)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _close_month(self, name: str, day: date) -> None:
        self._close(name, lambda: closings.close_month(self.desk.office, day))

    def _close_year(self, name: str, year: int) -> None:
        self._close(name, lambda: closings.close_year(self.desk.office, year))

    def _close(self, name: str, act: Callable[[], Changes]) -> None:
        words = (
            f"Clôturer {name} ? Une clôture ne s’annule pas : aucune facture ne pourra plus être "
            "datée de cette période."
        )
        agreed = QMessageBox.question(self.owner, "Training Desk", typeset(words))
        if agreed == QMessageBox.StandardButton.Yes:
            self.desk.perform(act, self.owner)

    def _archive(self, year: int) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _filter = QFileDialog.getSaveFileName(
            self.owner,
            "Enregistrer l’archive",
            f"{folder}/Archive {year}.zip",
            "Archive ZIP (*.zip)",
        )
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(".zip")

        def work(ticket: Ticket) -> Archived:
            return yearly_archive.write(ticket.office, year, path, ticket.progress)

        self.desk.jobs.run(
            "Archive",
            work,
            lambda made: self.desk.tell(
                typeset(" ".join((f"Archive enregistrée : {path}.", *made.told)))
            ),
            self.desk.report,
        )


def _table(report: Closings) -> QWidget:
    table = small_table(
        (
            "Période",
            "Factures",
            "Avoirs",
            "HT",
            "TVA",
            "TTC",
            "Reçu",
            "Total perpétuel TTC",
            "Clôturée le",
        ),
        [_cells(closing) for closing in report.made],
        right=tuple(range(1, 8)),
        empty=NOTHING,
    )
    spread(table)
    return table


def _cells(closing: Closing) -> tuple[str, ...]:
    return (
        capital(closing.name),
        str(closing.invoices),
        str(closing.credit_notes),
        euros(closing.total_ht),
        euros(closing.tva),
        euros(closing.total_ttc),
        euros(closing.received),
        euros(closing.perpetual_ttc),
        short_date(closing.closed_on),
    )
