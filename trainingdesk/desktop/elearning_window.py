"""What concerns the whole learning platform: its maintenance, who is told, its register."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import ShortTable, heading, small_table
from trainingdesk.domain.conditions.rules import ELearning
from trainingdesk.domain.elearning import Maintenance
from trainingdesk.french import listed, parse_day, plural, short_date, short_moment, typeset
from trainingdesk.services import elearning, platform_events
from trainingdesk.services.changes import Changes
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import elearning as store

NONE_YET = "Aucune maintenance. « Nouvelle maintenance… » en prévoit une et dit qui prévenir."
CHOOSE = "Choisissez d’abord une maintenance de la liste."
WRONG_DAY = "Écrivez deux dates dans l’ordre, par exemple 01/01/2026 et 31/12/2026."


class ELearningWindow(QDialog):
    """The list of maintenance, and the register of a period."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("E-learning")
        self._desk = desk
        self._found: list[Maintenance] = []
        self.table: QWidget = QWidget(self)
        today = desk.office.today()
        self.first = _day_field("Du", short_date(today.replace(month=1, day=1)))
        self.last = _day_field("Au", short_date(today.replace(month=12, day=31)))
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 16, 16, 16)
        self._layout.setSpacing(8)
        self._arrange()
        self.read()
        self.resize(880, 480)

    def _arrange(self) -> None:
        self._layout.addWidget(heading("Maintenances de la plateforme"))
        self._layout.addWidget(
            row(
                button("Nouvelle maintenance…", "plus", self.add),
                button("Modifier…", "pencil", self.edit),
                button("Note d’information", "file-text", self.show_notice),
                button("Copier les adresses", "copy", self.copy_addresses),
                button("Noter l’annonce", "check", self.announce),
                button("Retirer", "trash-2", self.remove),
            )
        )
        self._layout.addWidget(self.table, 1)
        self._layout.addWidget(heading("Registre : accès, incidents et maintenances"))
        line = QHBoxLayout()
        line.setSpacing(8)
        for words, field in (("Du", self.first), ("au", self.last)):
            caption = QLabel(words, self)
            caption.setBuddy(field)
            line.addWidget(caption)
            line.addWidget(field)
        line.addWidget(button("Voir le registre", "eye", self.show_register))
        line.addStretch(1)
        self._layout.addLayout(line)
        self._layout.addWidget(self.trouble)

    def read(self, _changes: Changes | None = None) -> None:
        """Show the list as the file has it."""
        office = self._desk.office
        rule, now = platform_events.rule_in_force(office), elearning.now(office)
        self._found = store.maintenances(office.db)
        table = small_table(
            ("Début", "Fin", "Annonce", "À prévenir", "Raison"),
            [
                (
                    short_moment(each.starts_at),
                    short_moment(each.ends_at, is_end=True),
                    _announced(each, rule, now),
                    plural(len(platform_events.told_of(office, each)), "personne"),
                    each.reason.replace("\n", " "),
                )
                for each in self._found
            ],
            long=(4,),
            empty=NONE_YET,
            opened=lambda place: self._edit(self._found[place].id),
        )
        self._layout.replaceWidget(self.table, table)
        self.table.hide()
        self.table.deleteLater()
        self.table = table

    # Actions --------------------------------------------------------------------------------------

    def add(self) -> None:
        """Plan a maintenance."""
        self._edit(None)

    def edit(self) -> None:
        """Open the chosen one."""
        if (chosen := self._chosen()) is not None:
            self._edit(chosen.id)

    def _edit(self, row_id: int | None) -> None:
        self._desk.edit("maintenance", row_id, after=self._read_later)

    def _read_later(self, _changes: Changes) -> None:
        if self.isVisible():
            self.read()

    def show_notice(self) -> None:
        """Show the notice of the chosen one."""
        if (chosen := self._chosen()) is not None:
            self._desk.show_paper("maintenance_notice", Subject(maintenance_id=chosen.id))

    def copy_addresses(self) -> None:
        """Put the addresses of all who are told on the clipboard; tell whom none reaches."""
        if (chosen := self._chosen()) is None:
            return
        people = platform_events.told_of(self._desk.office, chosen)
        QApplication.clipboard().setText(platform_events.addresses(people))
        reached = len(people) - len(without := platform_events.without_address(people))
        words = (
            f"{plural(reached, 'adresse copiée', 'adresses copiées')} : mettez-les en copie cachée"
        )
        if without:
            words += f" ; sans adresse : {listed(without)}"
        self.trouble.hide()
        self._desk.tell(typeset(words))

    def announce(self) -> None:
        """Note that everyone was told of the chosen one."""
        if (chosen := self._chosen()) is not None:
            act = partial(platform_events.announce, self._desk.office, chosen.id or 0)
            if self._desk.perform(act, self) is not None:
                self.read()

    def remove(self) -> None:
        """Take the chosen one back, while nobody was told."""
        if (chosen := self._chosen()) is not None:
            act = partial(platform_events.remove_maintenance, self._desk.office, chosen.id or 0)
            if self._desk.perform(act, self) is not None:
                self.read()

    def show_register(self) -> None:
        """Show the register of the period."""
        today = self._desk.office.today()
        try:
            first, last = (parse_day(field.text(), today) for field in (self.first, self.last))
        except ValueError:
            self._tell(WRONG_DAY)
            return
        if last < first:
            self._tell(WRONG_DAY)
            return
        self.trouble.hide()
        self._desk.show_paper("elearning_register", Subject(period=(first, last)))

    def _tell(self, words: str) -> None:
        self.trouble.setText(typeset(words))
        self.trouble.show()

    def _chosen(self) -> Maintenance | None:
        """Return the chosen maintenance; the only one needs no choosing."""
        place = self.table.currentRow() if isinstance(self.table, ShortTable) else -1
        if place < 0 and len(self._found) == 1:
            place = 0
        if place < 0:
            self._tell(CHOOSE)
            return None
        return self._found[place]


def _day_field(name: str, text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setMaximumWidth(120)
    return field


def _announced(each: Maintenance, rule: ELearning, now: datetime) -> str:
    """Return when it was announced, or until when it is to be."""
    late = bool(platform_events.lateness(each, rule, now))
    if each.announced_at is not None:
        return f"le {short_moment(each.announced_at)}{' (tardif)' if late else ''}"
    due = short_moment(each.announce_by(rule))
    return f"délai passé depuis le {due}" if late else f"avant le {due}"
