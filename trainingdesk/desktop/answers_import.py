"""Answers that a form tool exported, looked at before anything is saved."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.answers_window import HIDDEN
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.models.table import LEFT
from trainingdesk.desktop.widgets.detail import heading
from trainingdesk.domain import questionnaire_imports as imports
from trainingdesk.domain.labels import label
from trainingdesk.domain.questionnaire_imports import ReadLine
from trainingdesk.domain.questionnaires import RESTRICTED, QuestionnaireKind
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import plural, short_date, typeset
from trainingdesk.interchange.table_files import ReadTable, read_table
from trainingdesk.services import questionnaires
from trainingdesk.services.removing import Step

FILES = "Réponses exportées (*.csv *.txt *.xlsx *.xlsm)"
MARKS = {
    "": "Ne pas importer",
    imports.EMAIL: "Adresse e-mail",
    imports.NAME: "Nom et prénom",
    imports.LAST_NAME: "Nom",
    imports.FIRST_NAME: "Prénom",
    imports.WHEN: "Date de la réponse",
    imports.COMMENT: "Remarques",
}
MOST_STRANGERS = 50
LONGEST = 60
"""Letters of a question in the list of what a column may be."""


def choose_answers(desk: Desk, owner: QWidget, file: SessionFile, kind: QuestionnaireKind) -> None:
    """Ask for a file, read it beside the window, then show what was understood."""
    path, _filter = QFileDialog.getOpenFileName(owner, "Importer des réponses", "", FILES)
    if path:
        read_answers(desk, file, kind, Path(path))


def read_answers(desk: Desk, file: SessionFile, kind: QuestionnaireKind, path: Path) -> None:
    """Read a file beside the window, then show what was understood."""

    def work(_ticket: Ticket) -> ReadTable:
        return read_table(path)

    def done(table: ReadTable) -> None:
        AnswersImport(desk, file, kind, table).show()

    desk.jobs.run("Lecture des réponses", work, done, desk.report)


class AnswersImport(QDialog):
    """Shows which column is which question and which line is whom, and lets both be changed."""

    def __init__(
        self, desk: Desk, file: SessionFile, kind: QuestionnaireKind, table: ReadTable
    ) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Importer des réponses – {label(kind)} – {file.session.number}")
        self._desk = desk
        self._session_id, self._kind = file.session.id or 0, kind
        self._table = table
        office = desk.office
        self._questions = questionnaires.current(office, kind).about(file.version).questions
        self._people = questionnaires.known_people(office, file, kind)
        self._by_hand: dict[int, int | None] = {}
        self.lines: Sequence[ReadLine] = ()
        self.columns = self._column_table()
        self.people = QTableWidget(0, 5, self)
        self._left = QLabel(self)
        self._left.setProperty("role", "muted")
        self._trouble = QLabel(self)
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("role", "error")
        self.save_button = QPushButton(self)
        self._arrange()
        self._read()
        self.resize(1000, 660)

    def assign(self, number: int, owner_id: int | None) -> None:
        """Say whose a line is, as its box would."""
        self._by_hand[number] = owner_id
        self._read()

    def take_column(self, column: int, mark: str) -> None:
        """Say what a column holds, as its box would."""
        box = self.columns.cellWidget(column, 2)
        if isinstance(box, QComboBox):
            box.setCurrentIndex(box.findData(mark))

    @Slot()
    def save(self) -> None:
        """Write what is assigned; Ctrl+Z in the window takes all of it back."""
        written: list[Step] = []

        def act() -> Step:
            written.append(
                questionnaires.import_answers(
                    self._desk.office, self._session_id, self._kind, self.lines
                )
            )
            return written[0]

        self._desk.remove(act)
        if written:
            self.accept()

    # What is shown --------------------------------------------------------------------------------

    def _column_table(self) -> QTableWidget:
        captions = self._table.captions
        matched = imports.match_columns(captions, self._questions)
        table = QTableWidget(len(captions), 3, self)
        table.setHorizontalHeaderLabels(["Colonne du fichier", "Première réponse", "Devient"])
        table.setAccessibleName("Colonnes du fichier")
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        for place, (caption, mark) in enumerate(zip(captions, matched, strict=True)):
            item = QTableWidgetItem(caption)
            item.setToolTip(caption)
            table.setItem(place, 0, item)
            table.setCellWidget(place, 2, self._column_box(caption, mark))
        _share(table, (3, 2, 3))
        return table

    def _column_box(self, caption: str, mark: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(f"Ce que devient la colonne « {caption} »")
        for value, words in MARKS.items():
            box.addItem(words, value)
        for number, question in enumerate(self._questions, 1):
            words = question.text if len(question.text) <= LONGEST else f"{question.text[:57]}…"
            box.addItem(f"{number}. {words}", question.key)
        box.setCurrentIndex(box.findData(mark))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(self._read)
        return box

    @Slot()
    def _read(self) -> None:
        """Read the lines again by what the columns hold now."""
        marks = [
            str(box.currentData())
            for row in range(self.columns.rowCount())
            if isinstance(box := self.columns.cellWidget(row, 2), QComboBox)
        ]
        self._show_first_answers(marks)
        twice = next((m for m in marks if m and marks.count(m) > 1), "")
        self.lines = imports.read_lines(
            self._table.rows, marks, self._questions, self._people, self._by_hand
        )
        self._show_lines()
        owners = [line.owner_id for line in self.lines if line.owner_id is not None]
        same = len(set(owners)) < len(owners)
        trouble = "Deux colonnes deviennent la même chose : changez-en une." if twice else ""
        if same:
            trouble = "Deux lignes sont attribuées à la même personne : changez-en une."
        self._trouble.setText(typeset(trouble))
        self.save_button.setText(f"Importer {plural(len(owners), 'réponse')}")
        self.save_button.setEnabled(bool(owners) and not trouble)

    def _show_first_answers(self, marks: Sequence[str]) -> None:
        """Show what stands in each column, save what is confidential."""
        for place, mark in enumerate(marks):
            first = next((row[place] for row in self._table.rows if row[place]), "")
            words = HIDDEN if first and mark in RESTRICTED else first
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            self.columns.setItem(place, 1, item)

    def _show_lines(self) -> None:
        """Show the lines that are somebody's; of the others the last, as many as one looks at.

        A form that is used for years brings everybody's answers each time, the latest below.
        """
        strangers = [line.number for line in self.lines if line.owner_id is None]
        left_out = set(strangers[:-MOST_STRANGERS])
        shown = [line for line in self.lines if line.number not in left_out]
        others = plural(len(left_out), "autre ligne", "autres lignes")
        self._left.setVisible(bool(left_out))
        self._left.setText(
            typeset(f"Et {others} sans personne de cette session : rien n’en est importé.")
        )
        self.people.setRowCount(len(shown))
        for place, line in enumerate(shown):
            day = short_date(line.answered_on) if line.answered_on else "aujourd’hui"
            troubles = " ".join(line.troubles)
            cells = (line.said_by, "", day, plural(len(line.answers), "réponse"), troubles)
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.people.setItem(place, column, item)
            self.people.setCellWidget(place, 1, self._person_box(line))

    def _person_box(self, line: ReadLine) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(f"À qui sont les réponses de {line.said_by}")
        box.addItem("À attribuer", None)
        for person in self._people:
            box.addItem(person.names[0], person.id)
        with QSignalBlocker(box):
            box.setCurrentIndex(max(box.findData(line.owner_id), 0))
        # Once the click is over: the table, and this box with it, is made anew.
        box.activated.connect(
            lambda _place, number=line.number, box=box: self.assign(number, box.currentData()),
            Qt.ConnectionType.QueuedConnection,
        )
        return box

    def _arrange(self) -> None:
        self.people.setHorizontalHeaderLabels(
            ["Dans le fichier", "Personne", "Répondu le", "Réponses", "À vérifier"]
        )
        self.people.setAccessibleName("Lignes du fichier")
        self.people.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.people.verticalHeader().hide()
        _share(self.people, (3, 3, 1, 1, 3))
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(_titled("Colonnes", self.columns))
        splitter.addWidget(_titled("Personnes", self.people))
        self.save_button.setIcon(theme.icon("check", theme.current().on_accent))
        self.save_button.setProperty("primary", "true")
        self.save_button.clicked.connect(self.save)
        give_up = QPushButton("Annuler", self)
        give_up.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self._trouble, 1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(give_up)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(splitter, 1)
        layout.addWidget(self._left)
        layout.addLayout(buttons)


def _titled(words: str, table: QWidget) -> QWidget:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(heading(words))
    layout.addWidget(table, 1)
    return whole


def _share(table: QTableWidget, weights: Sequence[int]) -> None:
    """Give the wide columns what is left, the narrow ones what they need."""
    header = table.horizontalHeader()
    header.setDefaultAlignment(LEFT)
    table.setShowGrid(False)
    for column, weight in enumerate(weights):
        mode = (
            QHeaderView.ResizeMode.Stretch
            if weight > 1
            else QHeaderView.ResizeMode.ResizeToContents
        )
        header.setSectionResizeMode(column, mode)
    table.verticalHeader().setDefaultSectionSize(34)
    # The boxes are what one goes to; the cells beside them are only read.
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
