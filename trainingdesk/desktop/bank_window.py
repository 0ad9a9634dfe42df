"""Bank statements: what came in held against what is owed, line by line, at the keyboard."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.bank_choice import BankChoice
from trainingdesk.desktop.bank_import import choose_statement
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button
from trainingdesk.desktop.jobs import Cancelled, Ticket
from trainingdesk.desktop.models.bank_lines import REASON, WHAT, WORDS, BankLines
from trainingdesk.domain.bank_proposals import Proposal
from trainingdesk.domain.bank_statements import LineState
from trainingdesk.french import plural, short_date, typeset
from trainingdesk.services import bank, bank_imports
from trainingdesk.services.bank import ReviewedLine
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.storage import bank as store

NO_STATEMENT = (
    "Aucun relevé n’est encore importé. Téléchargez-en un sur le site de votre banque, en OFX, "
    "CAMT.053 ou CSV, puis « Importer un relevé… ». Rien n’est enregistré sans votre accord."
)
NO_LINE = "Aucune ligne ici : tout est traité, ou choisissez d’autres lignes ci-dessus."
CHOOSE_LINE = "Choisissez d’abord une ligne."
CHOOSE_STATEMENT = "Choisissez d’abord, en haut, le relevé dont l’import est à annuler."
_STATES: dict[str, LineState | None] = {
    "À traiter": LineState.WAITING,
    "Pointées": LineState.MATCHED,
    "Ignorées": LineState.IGNORED,
    "Toutes": None,
}
_INTERRUPTED = changed(
    "Rapprochement interrompu : les lignes déjà traitées le restent",
    Kind.PAYMENTS,
    Kind.INVOICES,
    Kind.AGREEMENTS,
)
_WIDTHS = (132, 300, 100, 260, 96, 300)
MOST_TOLD = 8


class BankWindow(QDialog):
    """Lists the lines of statements with what each seems to be; Enter accepts or asks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Relevé bancaire")
        self._desk = desk
        self._asked = 0
        self._is_over = False
        self._last: list[int] = []
        self.statement = QComboBox(self)
        self.statement.setAccessibleName("Relevé")
        self.state = QComboBox(self)
        self.state.setAccessibleName("Lignes montrées")
        for words, state in _STATES.items():
            self.state.addItem(words, state)
        self._head = QLabel(self)
        self._empty = QLabel(self)
        self.lines = BankLines(self)
        self.table = _LineTable(self)
        self.accept_all_button = QPushButton(self)
        self._arrange()
        self._connect()
        self.table.setFocus()
        self.read()
        self.resize(1180, 680)

    @property
    def chosen(self) -> list[ReviewedLine]:
        """The lines that are selected, in the order of the list."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.lines.rows[row] for row in rows]

    def read(self) -> None:
        """Read statements and lines again, what they seem to be beside the window."""
        self._show_statements()
        self._asked += 1
        asked, state, statement = self._asked, self._state(), self._statement_id()

        def work(ticket: Ticket) -> list[ReviewedLine]:
            return bank.review(ticket.office, state, statement)

        def done(rows: list[ReviewedLine]) -> None:
            # Another choice was made meanwhile, or the window is gone.
            if asked == self._asked and not self._is_over:
                self._show(rows)

        self._desk.jobs.run("Rapprochement", work, done, self._desk.report)

    # What is done ---------------------------------------------------------------------------------

    def import_statement(self) -> None:
        """Ask for a file of the bank."""
        choose_statement(self._desk, self, self.imported)

    def imported(self, changes: Changes) -> None:
        """Show what came in; its statement is the one that is looked at."""
        self._desk.broadcast(changes)
        if self._is_over:
            return
        self._show_statements()
        with QSignalBlocker(self.statement), QSignalBlocker(self.state):
            self.statement.setCurrentIndex(max(self.statement.findData(changes.id), 0))
            self.state.setCurrentIndex(0)
        self.read()

    def take_chosen(self) -> None:
        """Accept what the selected lines seem to be; ask where that is open."""
        found = self.chosen
        if not found:
            self._desk.tell(CHOOSE_LINE)
        elif len(found) > 1:
            self._accept_many(
                {
                    one.line.id or 0: one.proposal
                    for one in found
                    if one.proposal is not None and one.is_ready
                }
            )
        elif found[0].proposal is not None and found[0].is_ready:
            line_id = found[0].line.id or 0
            act = partial(bank.accept, self._desk.office, line_id, found[0].proposal)
            self._perform(act, [line_id])
        else:
            self.choose()

    def choose(self) -> None:
        """Ask what the selected line is."""
        found = self.chosen
        if not found or found[0].line.state is not LineState.WAITING:
            self._desk.tell(CHOOSE_LINE if not found else "Cette ligne est déjà traitée.")
            return
        line_id = found[0].line.id or 0
        BankChoice(self._desk, self, found[0], lambda _changes: self._done([line_id])).show()

    def take_ticked(self) -> None:
        """Accept all ticked lines."""
        self._accept_many(self.lines.ticked())

    def ignore(self) -> None:
        """Note that the selected lines have nothing to do with invoices."""
        ids = [one.line.id or 0 for one in self.chosen]
        if ids:
            self._perform(partial(bank.ignore, self._desk.office, ids), ids)
        else:
            self._desk.tell(CHOOSE_LINE)

    def take_back(self) -> None:
        """Let the selected lines wait again."""
        ids = [one.line.id or 0 for one in self.chosen if one.line.state is not LineState.WAITING]
        if ids:
            self._undo(ids)
        else:
            self._desk.tell("Choisissez d’abord des lignes pointées ou ignorées.")

    def take_last_back(self) -> None:
        """Let the lines that were dealt with last wait again."""
        if self._last:
            self._undo(self._last)

    def drop_statement(self) -> None:
        """Remove the statement that is looked at."""
        statement = self._statement_id()
        if statement is None:
            self._desk.tell(CHOOSE_STATEMENT)
            return
        act = partial(bank_imports.undo_import, self._desk.office, statement)
        if self._desk.perform(act, self) is not None:
            self.read()

    def _accept_many(self, chosen: dict[int, Proposal]) -> None:
        if not chosen or not self.isEnabled():
            return
        self.setEnabled(False)

        def work(ticket: Ticket) -> tuple[Changes, tuple[str, ...]]:
            try:
                return bank.accept_all(ticket.office, chosen, ticket.progress)
            except Cancelled:
                return _INTERRUPTED, ()

        self._last = list(chosen)
        self._desk.jobs.run("Rapprochement", work, self._accepted, self._failed)

    def _accepted(self, found: tuple[Changes, tuple[str, ...]]) -> None:
        changes, troubles = found
        self._desk.broadcast(changes)
        if self._is_over:
            return
        self.setEnabled(True)
        self.table.setFocus()
        self.read()
        if troubles:
            _tell_troubles(self, troubles)

    def _failed(self, error: BaseException) -> None:
        self._desk.broadcast(_INTERRUPTED)
        if not self._is_over:
            self.setEnabled(True)
            self.read()
        self._desk.report(error)

    def _perform(self, act: Callable[[], Changes], line_ids: Sequence[int]) -> None:
        if self._desk.perform(act, self) is not None:
            self._done(line_ids)
        else:
            self.read()

    def _done(self, line_ids: Sequence[int]) -> None:
        """Go on to the next line at once; what the others seem to be now is read beside."""
        row = self.table.currentIndex().row()
        self._last = list(line_ids)
        if self._state() is LineState.WAITING:
            self.lines.drop(line_ids)
            self._choose_row(row)
        self.read()

    def _undo(self, line_ids: Sequence[int]) -> None:
        done = self._desk.perform(partial(bank.undo, self._desk.office, line_ids), self)
        if done is not None:
            self._last = []
            self.read()

    # What is shown --------------------------------------------------------------------------------

    def _state(self) -> LineState | None:
        found = self.state.currentData()
        return LineState(found) if found else None

    def _statement_id(self) -> int | None:
        found = self.statement.currentData()
        return int(found) if found else None

    def _show_statements(self) -> None:
        chosen = self._statement_id()
        with QSignalBlocker(self.statement):
            self.statement.clear()
            self.statement.addItem("Tous les relevés", None)
            for one in store.statements(self._desk.office.db):
                self.statement.addItem(typeset(_named(one)), one.statement.id)
            self.statement.setCurrentIndex(max(self.statement.findData(chosen), 0))

    def _show(self, rows: list[ReviewedLine]) -> None:
        current = self.table.currentIndex().row()
        kept = self.lines.rows[current].line.id if 0 <= current < len(self.lines.rows) else None
        self.lines.show(rows)
        place = self.lines.row_of(kept) if kept is not None else None
        self._choose_row(place if place is not None else max(current, 0))
        has_any = self.statement.count() > 1
        self._empty.setText(typeset(NO_LINE if has_any else NO_STATEMENT))
        self._stack.setCurrentIndex(0 if rows else 1)
        self._head.setText(typeset(_counted(rows)))

    def _choose_row(self, row: int) -> None:
        row = min(row, len(self.lines.rows) - 1)
        if row >= 0:
            self.table.setCurrentIndex(self.lines.index(row, 0))
            self.table.selectRow(row)

    def _count(self) -> None:
        count = len(self.lines.ticked())
        self.accept_all_button.setText(f"Accepter les lignes cochées ({count})")
        self.accept_all_button.setEnabled(count > 0)

    def _connect(self) -> None:
        self.lines.ticked_changed.connect(self._count)
        self.table.taken.connect(self.take_chosen)
        self.table.ignored.connect(self.ignore)
        self.statement.currentIndexChanged.connect(lambda _place: self.read())
        self.state.currentIndexChanged.connect(lambda _place: self.read())
        self.finished.connect(self._end)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.take_last_back)
        self._count()

    def _end(self) -> None:
        self._is_over = True

    def _arrange(self) -> None:
        self.table.setModel(self.lines)
        header = self.table.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        for column in (WORDS, WHAT, REASON):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        bring = button("Importer un relevé…", "import", self.import_statement)
        drop = button("Annuler l’import", "undo-2", self.drop_statement)
        drop.setToolTip(typeset("Retire le relevé choisi, si aucune de ses lignes n’est pointée"))
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (bring, self.statement, self.state, drop):
            top.addWidget(widget)
        self.statement.setMinimumWidth(260)
        top.addStretch(1)
        top.addWidget(self._head)
        take = button("Accepter", "check", self.take_chosen)
        take.setToolTip("Entrée")
        other = button("Choisir…", "list-checks", self.choose)
        ignored = button("Ignorer", "ban", self.ignore)
        ignored.setToolTip("Suppr")
        back = button("Remettre en attente", "undo-2", self.take_back)
        back.setToolTip("Ctrl+Z pour les dernières lignes traitées")
        close = button("Fermer", "x", self.close)
        self.accept_all_button.setIcon(theme.icon("circle-check", theme.current().on_accent))
        self.accept_all_button.setProperty("primary", "true")
        self.accept_all_button.clicked.connect(lambda _checked=False: self.take_ticked())
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        for widget in (self.accept_all_button, take, other, ignored, back):
            bottom.addWidget(widget)
        bottom.addStretch(1)
        bottom.addWidget(close)
        for one in (bring, drop, take, other, ignored, back, close, self.accept_all_button):
            one.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        layout.addLayout(bottom)


class _LineTable(QTableView):
    """The lines; Enter takes one, the space bar ticks, Delete ignores."""

    taken = Signal()
    ignored = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Lignes du relevé")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._double_clicked)

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.taken.emit()

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.taken.emit()
            case Qt.Key.Key_Delete:
                self.ignored.emit()
            case Qt.Key.Key_Space:
                model = self.model()
                assert isinstance(model, BankLines)  # noqa: S101 - the window sets no other
                model.toggle([index.row() for index in self.selectionModel().selectedRows()])
            case _:
                super().keyPressEvent(event)


def _named(one: store.StatementSummary) -> str:
    days = ""
    if one.first_day is not None and one.last_day is not None:
        days = f" – {short_date(one.first_day)} au {short_date(one.last_day)}"
    waiting = one.counts.get(LineState.WAITING, 0)
    account = one.statement.account or one.statement.file_name
    return f"{account}{days} ({waiting} à traiter)"


def _counted(rows: Sequence[ReviewedLine]) -> str:
    sure = sum(one.is_sure for one in rows)
    waiting = [one for one in rows if one.line.state is LineState.WAITING]
    ready = sum(one.is_ready for one in waiting)
    words = plural(len(rows), "ligne")
    if not waiting:
        return words if rows else ""
    return (
        f"{words} : {plural(sure, 'sûre')}, {plural(ready - sure, 'probable')}, "
        f"{len(waiting) - ready} à choisir"
    )


def _tell_troubles(owner: QWidget, troubles: Sequence[str]) -> None:
    """Tell what could not be noted, without holding anything up."""
    box = QMessageBox(owner)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Relevé bancaire")
    box.setIcon(QMessageBox.Icon.Information)
    box.setText(typeset(f"{plural(len(troubles), 'ligne reste', 'lignes restent')} à traiter :"))
    more = len(troubles) - MOST_TOLD
    shown = [*troubles[:MOST_TOLD], *([f"et {plural(more, 'autre')}."] if more > 0 else [])]
    box.setInformativeText(typeset("\n\n".join(shown)))
    box.open()
