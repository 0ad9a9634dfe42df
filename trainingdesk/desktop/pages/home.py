"""What is to be done, by date; today's and this week's sessions; a year of turnover."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.models.table import RIGHT
from trainingdesk.desktop.pages.page import Page
from trainingdesk.desktop.widgets.detail import heading, small_table
from trainingdesk.desktop.widgets.list_pane import ROW_HEIGHT
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.desktop.widgets.turnover_chart import TurnoverChart
from trainingdesk.french import long_date, plural, short_date, typeset
from trainingdesk.services import duties
from trainingdesk.services.changes import Kind
from trainingdesk.services.duties import Agenda, Duty, DutyKind, FirstStep, Group, Place
from trainingdesk.storage.duties import OpenSession, sessions_between
from trainingdesk.storage.reports import twelve_months

ICONS = {
    DutyKind.ATTENDANCE: "list-checks",
    DutyKind.CALLS: "send",
    DutyKind.MINIMUM: "users",
    DutyKind.SIGNATURES: "file-check",
    DutyKind.FUNDINGS: "hand-coins",
    DutyKind.CERTIFICATES: "stamp",
    DutyKind.INVOICES: "receipt-euro",
    DutyKind.WITHDRAWALS: "clock",
    DutyKind.PROPOSALS: "file-text",
    DutyKind.PAYMENTS: "mail",
    DutyKind.DOCUMENTS: "graduation-cap",
}
MOST_SESSIONS = 5
MOST_GROUPS = 150
"""Sessions with something to do that are told one by one: nobody reads more."""
_PLACE = Qt.ItemDataRole.UserRole
FIRST = {
    FirstStep.IDENTITY: ("settings", "Saisir l’identité de l’organisme"),
    FirstStep.COURSE: ("book-open", "Ajouter une formation au catalogue"),
    FirstStep.CLIENT: ("users", "Ajouter un client"),
    FirstStep.SESSION: ("calendar-days", "Planifier une session"),
}


class HomePage(Page):
    """The first tab: the day's work."""

    name = "home"
    title = "Accueil"
    icon = "house"
    shows = frozenset(Kind)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._subtitle = QLabel(self)
        self._subtitle.setProperty("role", "muted")
        self.duties = DutyTree(self)
        self.duties.opened.connect(self._open)
        self._nothing = QLabel(self)
        self._nothing.setProperty("role", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._first = QVBoxLayout()
        self._first.setSpacing(8)
        self._today = QVBoxLayout()
        self._week = QVBoxLayout()
        self.chart = TurnoverChart(self)
        self._arrange()

    def read(self) -> None:
        """Read what there is to do, the sessions of the week and the turnover."""
        office = self.desk.office
        today = office.today()
        agenda = duties.agenda(office)
        steps = duties.first_steps(office)
        self._title.setText(capital(long_date(today, weekday=True)))
        self._subtitle.setText(_summary(agenda))
        self._subtitle.setVisible(agenda.count > 0)
        self.duties.show_agenda(agenda, today)
        self.duties.setVisible(agenda.count > 0)
        self._show_first_steps(steps)
        self._nothing.setVisible(not agenda.count)
        self._nothing.setText(_nothing_to_do(is_new=bool(steps)))
        monday, sunday = duties.week_of(today)
        sessions = sessions_between(office.db, monday, sunday)
        now = [each for each in sessions if each.starts_on <= today <= each.ends_on]
        self._replace(self._today, self._table(now, "Aucune session aujourd’hui."))
        others = [each for each in sessions if each not in now]
        self._replace(self._week, self._table(others, "Aucune autre session cette semaine."))
        self.chart.show_months(twelve_months(office.db, today))
        self.say(plural(agenda.count, "chose à faire", "choses à faire"))

    def _open(self, place: object) -> None:
        if isinstance(place, Place):
            self.desk.go_to(place.page, place.row_id, place.view)

    def _table(self, found: Sequence[OpenSession], empty: str) -> QWidget:
        table = small_table(
            ("Session", "Dates", "Formation", "Inscrits", "Lieu"),
            [
                (each.number, _dates(each), each.title, str(each.seated), each.place)
                for each in found
            ],
            right=(3,),
            empty=empty,
            opened=lambda row: self.desk.go_to("sessions", found[row].id),
        )
        # As high as its rows, up to a few; the chart takes the room that is left.
        lines = min(len(found), MOST_SESSIONS) + 2 if found else 1
        table.setFixedHeight(lines * ROW_HEIGHT)
        return table

    # First steps ----------------------------------------------------------------------------------

    def _show_first_steps(self, steps: Sequence[FirstStep]) -> None:
        while (item := self._first.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not steps:
            return
        self._first.addWidget(heading("Pour commencer"))
        for number, step in enumerate(steps):
            icon, words = FIRST[step]
            ink = theme.current().on_accent if number == 0 else None
            button = QPushButton(theme.icon(icon, ink), words, self)
            button.setProperty("primary", "true" if number == 0 else "false")
            act = self._doing(step)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._first.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _doing(self, step: FirstStep) -> Callable[[], object]:
        if step is FirstStep.IDENTITY:
            return partial(self.desk.edit, "organisation", 1)
        kinds = {
            FirstStep.COURSE: "course",
            FirstStep.CLIENT: "client",
            FirstStep.SESSION: "session",
        }
        return partial(self.desk.edit, kinds[step])

    # Building -------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        left = _card()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._subtitle)
        column.addLayout(self._first)
        column.addWidget(self.duties, 1)
        column.addWidget(self._nothing, 1)
        right = _card()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(heading("Aujourd’hui"))
        column.addLayout(self._today)
        column.addWidget(heading("Cette semaine"))
        column.addLayout(self._week)
        column.addWidget(heading("Chiffre d’affaires HT"))
        column.addWidget(self.chart, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(16)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([690, 542])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(splitter)

    def _replace(self, room: QVBoxLayout, widget: QWidget) -> None:
        while (item := room.takeAt(0)) is not None:
            if (former := item.widget()) is not None:
                former.hide()
                former.deleteLater()
        room.addWidget(widget)


class DutyTree(QTreeWidget):
    """What is due this week and later, grouped; Enter or a double click opens the place."""

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

    def show_agenda(self, agenda: Agenda, today: date) -> None:
        """Show both parts, all of it unfolded; a part with nothing in it is left out."""
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

    def _add_part(self, words: str, groups: Sequence[Group], today: date) -> None:
        bold = QFont(self.font())
        bold.setBold(True)
        colours = theme.current()
        part = QTreeWidgetItem(self, [words])
        part.setFont(0, bold)
        part.setForeground(0, QColor(colours.accent))
        if len(groups) > MOST_GROUPS:
            more = plural(len(groups) - MOST_GROUPS, "autre dossier", "autres dossiers")
            words = f"{words} – les {MOST_GROUPS} premiers dossiers, et {more}"
            part.setText(0, words)
        for group in groups[:MOST_GROUPS]:
            head = QTreeWidgetItem(part, [group.name])
            head.setFont(0, bold)
            for duty in group.duties:
                is_late = duty.due_on < today
                when = f"en retard · {short_date(duty.due_on)}" if is_late else _when(duty, today)
                line = QTreeWidgetItem(head, [typeset(duty.words), when])
                line.setIcon(0, self._icons[duty.kind])
                line.setToolTip(0, typeset(duty.words))
                line.setData(0, _PLACE, duty.place)
                line.setTextAlignment(1, RIGHT)
                if is_late:
                    line.setForeground(1, QColor(colours.danger))

    def _activate(self, item: QTreeWidgetItem, _column: int) -> None:
        place = item.data(0, _PLACE)
        if place is not None:
            self.opened.emit(place)


def _when(duty: Duty, today: date) -> str:
    return "aujourd’hui" if duty.due_on == today else short_date(duty.due_on)


def _dates(session: OpenSession) -> str:
    if session.starts_on == session.ends_on:
        return short_date(session.starts_on)
    return f"{session.starts_on:%d/%m} – {short_date(session.ends_on)}"


def _summary(agenda: Agenda) -> str:
    week = sum(len(group.duties) for group in agenda.this_week)
    later = agenda.count - week
    return f"{plural(week, 'chose', 'choses')} à faire cette semaine, {later} ensuite"


def _nothing_to_do(*, is_new: bool) -> str:
    if is_new:
        return typeset(
            "Ce qui sera à faire apparaîtra ici, jour après jour : convocations, émargements, "
            "certificats, factures, relances."
        )
    return "Tout est à jour : rien à faire cette semaine ni les suivantes."


def _card() -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    return card
