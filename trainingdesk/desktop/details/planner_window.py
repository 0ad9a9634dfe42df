"""Planners on paper: what is asked before, and how they are shown."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.pdf_window import ReportWindow
from trainingdesk.desktop.widgets.record_box import RecordBox
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import parse_day, short_date, typeset
from trainingdesk.services import planners
from trainingdesk.services.office import Office
from trainingdesk.services.planners import Planner
from trainingdesk.storage import agenda as store


def show_planner(
    desk: Desk,
    make: Callable[[Office], Planner],
    *,
    done: Callable[[], object] = lambda: None,
    failed: Callable[[BaseException], None] | None = None,
) -> None:
    """Draw a planner beside the window, then show it in one that prints and saves it."""

    def shown(planner: Planner) -> None:
        done()
        ReportWindow(desk, planner.title, planner.file_name, planner.pdf).show()

    desk.jobs.run("Planning", lambda ticket: make(ticket.office), shown, failed or desk.report)


def ask_planning(desk: Desk, trainer_id: int | None = None) -> None:
    """Ask between which days a trainer's planning is wanted, and show it."""
    TrainerPlanningWindow(desk, trainer_id).show()


class TrainerPlanningWindow(QDialog):
    """Asks whose planning is wanted, and between which days."""

    def __init__(self, desk: Desk, trainer_id: int | None = None) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Planning d’un formateur")
        self._desk = desk
        first, last = planners.usual_period(desk.office)
        self.trainer = RecordBox(self)
        self.trainer.setAccessibleName("Formateur")
        self.trainer.fill(store.trainer_names(desk.office.db))
        self.trainer.choose(trainer_id)
        self.first = self._day_field("Du", first)
        self.last = self._day_field("Au", last)
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self._arrange()

    def show_paper(self) -> None:
        """Draw the planning, or say what is missing beside the fields."""
        self._tell("")
        trainer_id = self.trainer.currentData()
        if not isinstance(trainer_id, int):
            self._tell("Choisissez un formateur.", self.trainer)
            return
        days = [self._day(field) for field in (self.first, self.last)]
        if days[0] is None or days[1] is None:
            return
        first, last = days[0], days[1]
        show_planner(
            self._desk,
            lambda office: planners.trainer_planner(office, trainer_id, first, last),
            done=self.accept,
            failed=self._failed,
        )

    def _day(self, field: QLineEdit) -> date | None:
        try:
            return parse_day(field.text(), self._desk.office.today())
        except ValueError:
            self._tell("Écrivez une date, par exemple 01/11/2026.", field)
            return None

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, RuleBroken):
            self._tell(str(error), getattr(self, error.field or "", None))
        else:
            self._desk.report(error)

    def _tell(self, words: str, field: QWidget | None = None) -> None:
        self.trouble.setText(typeset(words))
        self.trouble.setVisible(bool(words))
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day_field(self, name: str, day: date) -> QLineEdit:
        field = QLineEdit(short_date(day), self)
        field.setAccessibleName(name)
        field.setPlaceholderText("JJ/MM/AAAA")
        return field

    def _arrange(self) -> None:
        form = QFormLayout()
        form.addRow("&Formateur", self.trainer)
        form.addRow("&Du", self.first)
        form.addRow("&Au", self.last)
        buttons = QDialogButtonBox(self)
        show = QPushButton(theme.icon("eye", theme.current().on_accent), "Voir le planning", self)
        show.setProperty("primary", "true")
        buttons.addButton(show, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Annuler", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.show_paper)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(form)
        layout.addWidget(self.trouble)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)
