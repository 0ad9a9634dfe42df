"""What is to be done, by date; today's and this week's sessions; a year of turnover."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.pages.page import Page
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import ShortTable, heading, small_table
from trainingdesk.desktop.widgets.duty_bar import DutyBar
from trainingdesk.desktop.widgets.duty_tree import DutyTree
from trainingdesk.desktop.widgets.list_pane import ROW_HEIGHT
from trainingdesk.desktop.widgets.turnover_chart import TurnoverChart
from trainingdesk.domain.deadlines.duty import EDITOR, Duty
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import long_date, plural, typeset
from trainingdesk.services import duties, sendings, undoing
from trainingdesk.services.changes import Kind
from trainingdesk.services.duties import Agenda, FirstStep
from trainingdesk.storage.duties import HeldSession, sessions_between
from trainingdesk.storage.reports import twelve_months

MOST_SESSIONS = 5
FIRST = {
    FirstStep.IDENTITY: ("settings", "Saisir l’identité de l’organisme"),
    FirstStep.CONDITIONS: ("file-check", "Choisir un modèle de conditions de vente"),
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
        self.duties.currentItemChanged.connect(self._chosen)
        self.bar = DutyBar(desk.office.today, self)
        self._connect()
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
        self._title.setText(shown.capital(long_date(today, weekday=True)))
        self._subtitle.setText(_summary(agenda))
        self._subtitle.setVisible(agenda.count > 0)
        self.duties.show_agenda(agenda, today)
        has_lines = agenda.count > 0 or bool(agenda.aside)
        self.duties.setVisible(has_lines)
        self.bar.setVisible(has_lines)
        self._show_first_steps(steps)
        self._nothing.setVisible(not has_lines)
        self._nothing.setText(_nothing_to_do(is_new=bool(steps)))
        monday, sunday = duties.week_of(today)
        sessions = sessions_between(office.db, monday, sunday)
        now = [each for each in sessions if each.starts_on <= today <= each.ends_on]
        self._replace(self._today, self._table(now, "Aucune session aujourd’hui."))
        others = [each for each in sessions if each not in now]
        self._replace(self._week, self._table(others, "Aucune autre session cette semaine."))
        self.chart.show_months(twelve_months(office.db, today))
        self.say(plural(agenda.count, "chose à faire", "choses à faire"))

    def _connect(self) -> None:
        self.bar.acted.connect(self._act)
        self.bar.sent.connect(self._note_sent)
        self.bar.put_off.connect(self._put_off)
        self.bar.taken_back.connect(self._take_back)
        self.bar.question.left.connect(self._return_to_duties)
        self.duties.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.duties.addActions(self.bar.actions())

    def _chosen(self) -> None:
        duty = self.duties.chosen
        why = duties.reason(self.desk.office, duty) if duty else ""
        self.bar.show_duty(
            duty, why, count=len(self.duties.chosen_keys), is_put_off=self.duties.is_put_off
        )

    def _act(self) -> None:
        self._open(self.duties.chosen)

    def _open(self, duty: object) -> None:
        if not isinstance(duty, Duty):
            return
        place = duty.place
        if place.page == EDITOR:
            self.desk.edit(place.view, place.row_id)
        else:
            self.desk.go_to(place.page, place.row_id, place.view)

    def _note_sent(self) -> None:
        duty = self.duties.chosen
        if duty is not None and duty.awaited is not None:
            note = partial(sendings.note_sent, self.desk.office, duty.awaited)
            self.desk.remove(partial(undoing.step, self.desk.office, note))

    def _put_off(self, until: object) -> None:
        keys = self.duties.chosen_keys
        if not isinstance(until, date) or not keys:
            return
        try:
            changes = duties.set_aside(self.desk.office, keys, until)
        except RuleBroken as broken:
            self.bar.tell(str(broken))
            return
        self.bar.close_question()
        self.desk.broadcast(changes)
        self.desk.tell(changes.label)
        self._return_to_duties()

    def _return_to_duties(self) -> None:
        self.duties.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        keys = self.duties.chosen_keys
        if keys:
            self.desk.perform(lambda: duties.take_back(self.desk.office, keys))

    def _table(self, found: Sequence[HeldSession], empty: str) -> QWidget:
        table = small_table(
            ("Session", "Formation", "Dates", "Inscrits"),
            [
                (
                    each.number,
                    each.title,
                    shown.days(each.starts_on, each.ends_on),
                    str(each.seated),
                )
                for each in found
            ],
            right=(3,),
            long=(1,),
            empty=empty,
            opened=lambda row: self.desk.go_to("sessions", found[row].id),
        )
        if isinstance(table, ShortTable):
            for place, each in enumerate(found):
                if (title := table.item(place, 1)) is not None:
                    title.setToolTip("\n".join(filter(None, (each.title, each.place))))
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
        if step is FirstStep.CONDITIONS:
            return partial(self.desk.edit, "conditions", 0)
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
        column.addWidget(self.bar)
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
