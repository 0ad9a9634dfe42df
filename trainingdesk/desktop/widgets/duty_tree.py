"""What is to be done this week and later, and what was put off, as a tree."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.models.table import RIGHT
from trainingdesk.domain.deadlines import Duty, DutyKind
from trainingdesk.domain.labels import label
from trainingdesk.french import plural, short_date, typeset
from trainingdesk.services.duties import Agenda, Group, PutOff

ICONS = {
    DutyKind.ATTENDANCE: "list-checks",
    DutyKind.ABSENCES: "circle-alert",
    DutyKind.ACCESS: "send",
    DutyKind.PLATFORM_INCIDENTS: "triangle-alert",
    DutyKind.MAINTENANCE: "send",
    DutyKind.ACCESS_ENDING: "clock",
    DutyKind.LINKS: "send",
    DutyKind.CALLS: "send",
    DutyKind.SOFTWARE: "send",
    DutyKind.MINIMUM: "users",
    DutyKind.PHONE: "circle-alert",
    DutyKind.SETTLEMENTS: "receipt-euro",
    DutyKind.SIGNED_PAPERS: "file-check",
    DutyKind.PIECES: "file-check",
    DutyKind.DEPOSITS: "receipt-euro",
    DutyKind.ACKNOWLEDGEMENTS: "mail",
    DutyKind.AGREEMENTS: "file-text",
    DutyKind.AMENDMENTS: "pencil",
    DutyKind.FUNDER_REQUESTS: "hand-coins",
    DutyKind.FUNDER_ANSWERS: "hand-coins",
    DutyKind.CERTIFICATES: "stamp",
    DutyKind.INVOICES: "receipt-euro",
    DutyKind.INSTALMENTS: "receipt-euro",
    DutyKind.CHEQUES: "receipt-euro",
    DutyKind.CHEQUES_TO_BANK: "receipt-euro",
    DutyKind.WITHDRAWALS: "clock",
    DutyKind.CLAIMS: "hand-coins",
    DutyKind.CHORUS: "send",
    DutyKind.FUNDERS_LATE: "hand-coins",
    DutyKind.REMINDERS: "mail",
    DutyKind.SUSPENSIONS: "ban",
    DutyKind.FORMAL_NOTICES: "triangle-alert",
    DutyKind.PROPOSALS: "file-text",
    DutyKind.DISCIPLINE: "triangle-alert",
    DutyKind.REGISTER: "circle-alert",
    DutyKind.INSURANCE: "file-check",
    DutyKind.DOCUMENTS: "graduation-cap",
    DutyKind.MISSIONS: "graduation-cap",
    DutyKind.OFFICE_DOCUMENTS: "file-check",
    DutyKind.SEAL: "stamp",
    DutyKind.RATES: "settings",
    DutyKind.BPF: "chart-column",
    DutyKind.DATA: "archive",
    DutyKind.CONFORMITY: "circle-alert",
    DutyKind.POSITIONING: "list-checks",
    DutyKind.ASSESSMENTS: "list-checks",
    DutyKind.OPINIONS: "pencil",
    DutyKind.COLD_SHEETS: "send",
    DutyKind.FUNDER_OPINIONS: "hand-coins",
}
MOST_GROUPS = 150
"""Sessions with something to do that are told one by one: nobody reads more."""
_DUTY = Qt.ItemDataRole.UserRole
_PUT_OFF = Qt.ItemDataRole.UserRole + 1


class DutyTree(QTreeWidget):
    """What is due, grouped by session; Enter or a double click opens the place."""

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons: dict[DutyKind, QIcon] = {}
        self.setAccessibleName("À faire")
        self.setHeaderLabels(["À faire", "Échéance"])
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemActivated.connect(self._activate)

    @property
    def chosen(self) -> Duty | None:
        """The duty of the line that is chosen; `None` where that is a group."""
        item = self.currentItem()
        return item.data(0, _DUTY) if item is not None else None

    @property
    def chosen_keys(self) -> list[str]:
        """The keys of the line that is chosen, or of all those below it."""
        item = self.currentItem()
        return [duty.key for duty in _duties_of(item)] if item is not None else []

    @property
    def is_put_off(self) -> bool:
        """Whether what is chosen was put off."""
        item = self.currentItem()
        return item is not None and bool(item.data(0, _PUT_OFF))

    def show_agenda(self, agenda: Agenda, today: date) -> None:
        """Show the parts, all of them unfolded but what was put off; an empty one is left out."""
        kept = self.chosen
        self.clear()
        # Drawn once: an icon is ten drawings, and there may be thousands of lines.
        self._icons = {kind: theme.icon(name) for kind, name in ICONS.items()}
        for words, groups in (
            ("Cette semaine", agenda.this_week),
            ("Les semaines suivantes", agenda.later),
        ):
            if groups:
                self._add_part(words, groups, today)
        self.expandAll()
        if agenda.aside:
            self._add_aside(agenda.aside)
        self._choose(kept.key if kept else "")

    def _add_part(self, words: str, groups: Sequence[Group], today: date) -> None:
        if len(groups) > MOST_GROUPS:
            more = plural(len(groups) - MOST_GROUPS, "autre dossier", "autres dossiers")
            words = f"{words} – les {MOST_GROUPS} premiers dossiers, et {more}"
        part = self._titled(words)
        for group in groups[:MOST_GROUPS]:
            head = QTreeWidgetItem(part, [typeset(group.name)])
            head.setFont(0, self._bold())
            for duty in group.duties:
                is_late = duty.due_on < today
                late = f"en retard · {short_date(duty.due_on)}"
                line = self._add_line(head, duty, late if is_late else _when(duty, today))
                if is_late:
                    line.setForeground(1, QColor(theme.current().danger))

    def _add_aside(self, aside: Sequence[PutOff]) -> None:
        part = self._titled(f"De côté ({len(aside)})")
        part.setData(0, _PUT_OFF, True)
        for put_off in aside:
            line = self._add_line(part, put_off.duty, f"revient le {short_date(put_off.until)}")
            line.setData(0, _PUT_OFF, True)

    def _titled(self, words: str) -> QTreeWidgetItem:
        part = QTreeWidgetItem(self, [words])
        part.setFont(0, self._bold())
        part.setForeground(0, QColor(theme.current().accent))
        return part

    def _add_line(self, head: QTreeWidgetItem, duty: Duty, when: str) -> QTreeWidgetItem:
        line = QTreeWidgetItem(head, [typeset(duty.sentence), when])
        line.setIcon(0, self._icons[duty.kind])
        line.setToolTip(0, typeset(duty.sentence))
        line.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, label(duty.kind))
        line.setData(0, _DUTY, duty)
        line.setTextAlignment(1, RIGHT)
        return line

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setBold(True)
        return bold

    def _choose(self, key: str) -> None:
        """Choose the line of a duty again, else the first line."""
        lines = [
            item
            for place in range(self.topLevelItemCount())
            if (part := self.topLevelItem(place)) is not None and not part.data(0, _PUT_OFF)
            for item in _lines_of(part)
        ]
        same = (item for item in lines if item.data(0, _DUTY).key == key)
        item = next(same, lines[0] if lines else None)
        if item is not None:
            self.setCurrentItem(item)

    def _activate(self, item: QTreeWidgetItem, _column: int) -> None:
        duty = item.data(0, _DUTY)
        if duty is not None:
            self.opened.emit(duty)


def _lines_of(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the lines below an item, or the item itself where it is one."""
    if item.data(0, _DUTY) is not None:
        return [item]
    below = (item.child(place) for place in range(item.childCount()))
    return [line for child in below if child is not None for line in _lines_of(child)]


def _duties_of(item: QTreeWidgetItem) -> list[Duty]:
    return [line.data(0, _DUTY) for line in _lines_of(item)]


def _when(duty: Duty, today: date) -> str:
    return "aujourd’hui" if duty.due_on == today else short_date(duty.due_on)
