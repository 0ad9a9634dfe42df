"""Typing the answers of printed questionnaires: a row a sheet, a column a question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop.desk import Desk
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.questionnaires import (
    NO,
    YES,
    AnswerSheet,
    Question,
    QuestionKind,
    QuestionnaireKind,
)
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import parse_day, short_date, typeset
from trainingdesk.services import questionnaires
from trainingdesk.services.changes import Kind, changed
from trainingdesk.storage import questionnaires as store

REMARKS = "Remarques"
HIDDEN = "renseigné"
NARROW, WIDE = 48, 220
_BY_KEY = {QuestionKind.SCALE, QuestionKind.YES_NO, QuestionKind.CHOICE}
"""What is answered by one key, without opening a cell."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet, who answers it, and the keys of what it asks."""

    sheet: AnswerSheet
    whom: str
    asked: frozenset[str]


class AnswersWindow(QDialog):
    """The sheets of one kind of a session; what is typed is saved cell by cell.

    *sheet_id* names the row to begin with.
    """

    def __init__(
        self,
        desk: Desk,
        file: SessionFile,
        kind: QuestionnaireKind,
        sheet_id: int | None = None,
    ) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = f"Saisir les réponses – {label(kind)} – {file.session.number}"
        self.setWindowTitle(title)
        self._desk = desk
        self._session_id = file.session.id or 0
        self._rows = _rows(desk, file, kind)
        sheets = [row.sheet for row in self._rows]
        self._questions = questionnaires.asked_together(desk.office, file, sheets)
        self._is_dirty = False
        self.day = QLineEdit(short_date(desk.office.today()), self)
        self.table = AnswerTable(self._rows, self._questions, self)
        self._question = QLabel(self)
        self._trouble = QLabel(self)
        self._arrange()
        self.table.itemChanged.connect(self._write)
        self.table.currentCellChanged.connect(self._tell_question)
        wanted = [place for place, row in enumerate(self._rows) if row.sheet.id == sheet_id]
        self.table.setCurrentCell(wanted[0] if wanted else 0, 0)
        self.resize(980, 560)
        self.table.setFocus()

    def _arrange(self) -> None:
        self.day.setAccessibleName("Reçus le")
        self.day.setMaximumWidth(120)
        caption = QLabel("&Reçus le", self)
        caption.setBuddy(self.day)
        self._question.setWordWrap(True)
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._question.setMinimumHeight(40)
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("role", "error")
        close = QPushButton("Fermer", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(caption)
        head.addWidget(self.day)
        head.addStretch(1)
        foot.addWidget(self._trouble, 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._question)
        layout.addLayout(foot)

    def _tell_question(self, _row: int, column: int, *_former: int) -> None:
        """Say the question of the current column whole, and the keys that answer it."""
        if 0 <= column < len(self._questions):
            question = self._questions[column]
            words = f"{column + 1}. {question.text}\n{_keys(question)}"
            if question.is_restricted:
                words += " · Réponse confidentielle : Entrée l’affiche."
        else:
            words = f"{REMARKS}\nEntrée ouvre la case."
        self._question.setText(typeset(words))

    def _write(self, item: QTableWidgetItem) -> None:
        """Save a cell; what is no answer is told, and what was there before comes back."""
        row = self._rows[item.row()]
        office, typed, column = self._desk.office, item.text(), item.column()
        try:
            if column == len(self._questions):
                questionnaires.record(
                    office, row.sheet.id or 0, {}, comment=typed, on=self._day(row.sheet)
                )
            else:
                key = self._questions[column].key
                questionnaires.record(
                    office, row.sheet.id or 0, {key: typed}, on=self._day(row.sheet)
                )
            kept = replace(row, sheet=store.sheet(office.db, row.sheet.id or 0))
        except RuleBroken as error:
            self._trouble.setText(str(error))
            kept = row
        else:
            self._trouble.clear()
            self._is_dirty = True
        self._rows[item.row()] = kept
        with QSignalBlocker(self.table):
            self.table.show_row(item.row(), kept)

    def _day(self, sheet: AnswerSheet) -> date | None:
        """Return the day of the sheets that had no answer yet.

        Raises:
            RuleBroken: it cannot be read.
        """
        if sheet.answered_on is not None:
            return None
        today = self._desk.office.today()
        try:
            day = parse_day(self.day.text(), today)
        except ValueError as error:
            raise RuleBroken("Écrivez le jour où les réponses sont revenues.", "day") from error
        if day > today:
            raise RuleBroken("Le jour où les réponses sont revenues est dans le futur.", "day")
        return day

    # Qt's own interface -------------------------------------------------------------------------

    def reject(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_dirty:
            words = "Réponses enregistrées"
            self._desk.broadcast(changed(words, Kind.SESSIONS, saved=self._session_id))
        event.accept()


class AnswerTable(QTableWidget):
    """Cells that take one key, or open for a longer answer; typing goes along the row."""

    def __init__(
        self, rows: Sequence[SheetRow], questions: Sequence[Question], parent: QWidget
    ) -> None:
        super().__init__(len(rows), len(questions) + 1, parent)
        self._questions = questions
        self.setAccessibleName("Réponses")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setVerticalHeaderLabels([row.whom for row in rows])
        for column, question in enumerate(questions):
            heading = QTableWidgetItem(str(column + 1))
            heading.setToolTip(question.text)
            self.setHorizontalHeaderItem(column, heading)
            self.setColumnWidth(column, _width(question))
            if question.is_restricted:
                self.setItemDelegateForColumn(column, _Restricted(self))
        self.setHorizontalHeaderItem(len(questions), QTableWidgetItem(REMARKS))
        self.setColumnWidth(len(questions), WIDE)
        side = self.verticalHeader()
        side.setDefaultSectionSize(30)
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, row in enumerate(rows):
            self._make_row(place, row)

    def show_row(self, place: int, row: SheetRow) -> None:
        """Show a sheet as it is kept."""
        values = row.sheet.values
        for column, question in enumerate(self._questions):
            self._cell(place, column).setText(values.get(question.key, ""))
        self._cell(place, len(self._questions)).setText(row.sheet.comment)

    def _make_row(self, place: int, row: SheetRow) -> None:
        for column, question in enumerate(self._questions):
            item = self._cell(place, column)
            if question.key not in row.asked:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setToolTip("Cette question n’était pas posée sur cette feuille.")
            elif question.kind in _BY_KEY:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if question.kind is not QuestionKind.TEXT:
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_row(place, row)

    def _cell(self, place: int, column: int) -> QTableWidgetItem:
        """Return a cell, made when first asked for: one that tells of its change must stay."""
        item = self.item(place, column)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(place, column, item)
        return item

    def _go_on(self) -> None:
        """Go to the next question, or to the first of the next sheet."""
        row, column = self.currentRow(), self.currentColumn() + 1
        if column >= self.columnCount():
            row, column = row + 1, 0
        if row < self.rowCount():
            self.setCurrentCell(row, column)

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column, key = self.currentRow(), self.currentColumn(), event.key()
        item = self.item(row, column)
        question = self._questions[column] if 0 <= column < len(self._questions) else None
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            item.setText("")
        elif question is None or question.kind not in _BY_KEY:
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.editItem(item)
            else:
                super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go_on()
        elif answer := _answer_of(question, event.text()):
            item.setText(answer)
            self._go_on()
        else:
            super().keyPressEvent(event)


class _Restricted(QStyledItemDelegate):
    """Shows that there is an answer; what it says is seen in the cell that one opens."""

    # Qt's own interface -------------------------------------------------------------------------

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:  # noqa: ARG002
        return HIDDEN if value else ""


def _answer_of(question: Question, key: str) -> str:
    """Return what one key answers: a step of the scale, O or N, the number of a choice."""
    if question.kind is QuestionKind.YES_NO:
        return {"o": YES, "n": NO}.get(key.casefold(), "")
    answers = [value for value, _ in question.answers]
    if not key.isdecimal() or not 0 < int(key) <= len(answers):
        return ""
    return answers[int(key) - 1]


def _keys(question: Question) -> str:
    match question.kind:
        case QuestionKind.YES_NO:
            return "O oui · N non · Suppr efface"
        case QuestionKind.SCALE | QuestionKind.CHOICE:
            words = [f"{place} {word}" for place, (_, word) in enumerate(question.answers, 1)]
            return " · ".join([*words, "Suppr efface"])
        case QuestionKind.RATING:
            return "De 0 à 10, puis Entrée"
        case QuestionKind.TEXT:
            return "Tapez le texte, puis Entrée"


def _width(question: Question) -> int:
    match question.kind:
        case QuestionKind.TEXT:
            return WIDE
        case QuestionKind.CHOICE:
            return 2 * NARROW
        case _:
            return NARROW


def _rows(desk: Desk, file: SessionFile, kind: QuestionnaireKind) -> list[SheetRow]:
    people = questionnaires.respondents(desk.office, file, kind)
    return [
        SheetRow(sheet, _whom(sheet, people), _keys_of(desk, file, sheet))
        for sheet in store.sheets_of(desk.office.db, file.session.id or 0, kind)
    ]


def _keys_of(desk: Desk, file: SessionFile, sheet: AnswerSheet) -> frozenset[str]:
    wording = questionnaires.asked_in(desk.office, sheet).about(file.version)
    return frozenset(question.key for question in wording.questions)


def _whom(sheet: AnswerSheet, people: Sequence[questionnaires.Respondent]) -> str:
    return next((each.name for each in people if each.holds(sheet)), "inscription annulée")
