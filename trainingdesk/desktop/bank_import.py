"""A statement chosen, and where it is a table what its columns are, before anything is kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
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
from shiboken6 import isValid

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.models.table import LEFT, RIGHT
from trainingdesk.desktop.widgets.detail import heading
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import number, plural, short_date, typeset
from trainingdesk.interchange.bank import (
    ENCODINGS,
    BankTable,
    ColumnUse,
    CsvLayout,
    DayOrder,
    ReadStatement,
    open_table,
    read_rows,
)
from trainingdesk.services import bank_imports
from trainingdesk.services.changes import Changes
from trainingdesk.storage import bank as store

FILES = "Relevés bancaires (*.csv *.txt *.xlsx *.ofx *.qfx *.xml *.camt);;Tous les fichiers (*)"
PREVIEWED = 50
USE_WIDTH = 190
USES = {
    ColumnUse.NOTHING: "Ne pas reprendre",
    ColumnUse.DAY: "Date",
    ColumnUse.LABEL: "Libellé",
    ColumnUse.AMOUNT: "Montant (+ ou −)",
    ColumnUse.DEBIT: "Débit",
    ColumnUse.CREDIT: "Crédit",
    ColumnUse.REFERENCE: "Référence",
}
ORDERS = {
    DayOrder.DAY_FIRST: "jour/mois/année",
    DayOrder.YEAR_FIRST: "année-mois-jour",
    DayOrder.MONTH_FIRST: "mois/jour/année",
}
MARKS = {",": "la virgule", ".": "le point"}
SEPARATORS = {"": "deviné", ";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre"}
_ENCODINGS = {
    "": "devinées",
    **dict(zip(ENCODINGS, ("UTF-8", "Windows", "ISO 8859-15", "UTF-16", "Mac"), strict=True)),
}

Done = Callable[[Changes], None]


def choose_statement(desk: Desk, owner: QWidget, done: Done) -> None:
    """Ask for a file, and read it beside the window."""
    path, _filter = QFileDialog.getOpenFileName(owner, "Importer un relevé", "", FILES)
    if path:
        read_statement(desk, Path(path), done)


def read_statement(desk: Desk, path: Path, done: Done) -> None:
    """Read a file beside the window; a table is shown first, other forms are kept at once."""

    def work(ticket: Ticket) -> tuple[bytes, BankTable] | Changes:
        content, read = bank_imports.read_file(ticket.office, path)
        if isinstance(read, ReadStatement):
            return bank_imports.import_statement(ticket.office, path.name, read)
        return content, read

    def read_(found: tuple[bytes, BankTable] | Changes) -> None:
        if isinstance(found, Changes):
            done(found)
        else:
            BankImport(desk, path.name, *found, done).show()

    desk.jobs.run("Lecture du relevé", work, read_, desk.report)


class BankImport(QDialog):
    """Shows which column is what and the movements that this makes, and lets all be corrected."""

    def __init__(
        self, desk: Desk, file_name: str, content: bytes, table: BankTable, done: Done
    ) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Importer un relevé – {file_name}")
        self._desk, self._done = desk, done
        self._file_name, self._content = file_name, content
        self.account = QComboBox(self)
        self.encoding = _box(self, "Lettres accentuées", _ENCODINGS)
        self.separator = _box(self, "Séparateur des colonnes", SEPARATORS)
        self.day_order = _box(self, "Dates écrites", ORDERS)
        self.decimal_mark = _box(self, "Centimes après", MARKS)
        self.columns = _table(self, "Colonnes du fichier", ("Colonne", "Exemple", "Devient"))
        self.preview = _table(self, "Mouvements lus", ("Date", "Libellé", "Montant"))
        self._trouble = QLabel(self)
        self._trouble.setWordWrap(True)
        self._left = QLabel(self)
        self._left.setProperty("role", "muted")
        self.save_button = QPushButton(self)
        self._uses: list[QComboBox] = []
        self._arrange()
        self._show_table(table)
        self._offer_account(table)
        self._read()
        self.resize(980, 680)

    @property
    def layout_chosen(self) -> CsvLayout:
        """The table's layout as the boxes say it."""
        return CsvLayout(
            encoding=self.encoding.currentData(),
            separator=self.separator.currentData(),
            decimal_mark=self.decimal_mark.currentData(),
            day_order=DayOrder(self.day_order.currentData()),
            uses=tuple(ColumnUse(box.currentData()) for box in self._uses),
        )

    def take_column(self, place: int, use: ColumnUse) -> None:
        """Say what a column holds, as its box would."""
        self._uses[place].setCurrentIndex(self._uses[place].findData(use))

    @Slot()
    def save(self) -> None:
        """Keep the movements beside the window: all that are new, or nothing and why."""
        if not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        chosen, account = self.layout_chosen, self.account.currentText()
        name, table = self._file_name, self._table

        def work(ticket: Ticket) -> Changes:
            return bank_imports.import_table(ticket.office, name, table, chosen, account)

        def done(changes: Changes) -> None:
            self._done(changes)
            if isValid(self):
                self.accept()

        self._desk.jobs.run("Import du relevé", work, done, self._failed)

    def _failed(self, error: BaseException) -> None:
        if not isValid(self):
            self._desk.report(error)
            return
        self.save_button.setEnabled(True)
        if isinstance(error, RuleBroken):
            self._tell(str(error))
        else:
            self._desk.report(error)

    def _tell(self, words: str) -> None:
        self._trouble.setProperty("role", "error")
        self._trouble.setText(words)

    # What is shown --------------------------------------------------------------------------------

    def _show_table(self, table: BankTable) -> None:
        """Show the columns of a table, as they were read last time or seem to be."""
        known = bank_imports.remembered(self._desk.office, table)
        layout = replace(
            known[0] if known else table.layout,
            encoding=table.layout.encoding,
            separator=table.layout.separator,
        )
        self._table = table
        for box, value in (
            (self.encoding, layout.encoding),
            (self.separator, layout.separator),
            (self.day_order, layout.day_order),
            (self.decimal_mark, layout.decimal_mark),
        ):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(value))
        self.encoding.setEnabled(table.is_text)
        self.separator.setEnabled(table.is_text)
        self.columns.setRowCount(len(table.captions))
        self._uses = []
        for place, (caption, use) in enumerate(zip(table.captions, layout.uses, strict=True)):
            first = next((row[place] for row in table.rows if row[place]), "")
            for column, words in enumerate((caption, first)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.columns.setItem(place, column, item)
            box = _box(self, f"Ce que devient la colonne « {caption} »", USES)
            box.setCurrentIndex(box.findData(use))
            box.currentIndexChanged.connect(self._read)
            self._uses.append(box)
            self.columns.setCellWidget(place, 2, box)

    def _offer_account(self, table: BankTable) -> None:
        known = bank_imports.remembered(self._desk.office, table)
        self.account.addItems(store.accounts(self._desk.office.db))
        self.account.setEditText(known[1] if known else "")

    @Slot()
    def _open_again(self) -> None:
        """Read the file anew, in the letters and with the separator that were chosen."""
        wanted = CsvLayout(
            encoding=self.encoding.currentData(), separator=self.separator.currentData()
        )
        try:
            table = open_table(self._content, self._file_name, wanted)
        except RuleBroken as refusal:
            self._tell(str(refusal))
            self.save_button.setEnabled(False)
            return
        self._show_table(table)
        self._read()

    @Slot()
    def _read(self) -> None:
        """Show the movements that the layout makes."""
        layout = self.layout_chosen
        read = read_rows(self._table, layout, "")
        entries = () if layout.trouble else read.entries
        self.preview.setRowCount(min(len(entries), PREVIEWED))
        for place, entry in enumerate(entries[:PREVIEWED]):
            cells = (short_date(entry.day), entry.label, number(entry.amount, 2))
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setTextAlignment(RIGHT if column == len(cells) - 1 else LEFT)
                item.setToolTip(words)
                self.preview.setItem(place, column, item)
        left = "" if layout.trouble else _left_out(read.unread)
        self._left.setText(typeset(left))
        self._left.setToolTip("\n".join(read.unread[:20]))
        self._left.setVisible(bool(left))
        named = self.account.currentText().strip()
        trouble = layout.trouble or ("" if named else "Nommez le compte, par exemple « Courant ».")
        if not trouble and not entries:
            trouble = "Aucune ligne n’a de date et de montant lisibles : vérifiez les réglages."
        self._tell(typeset(trouble))
        words = plural(len(entries), "mouvement", "mouvements")
        self.save_button.setText(f"Importer {words}" if entries else "Importer")
        self.save_button.setEnabled(not trouble)

    def _arrange(self) -> None:
        self.account.setEditable(True)
        self.account.setAccessibleName("Compte bancaire")
        self.account.editTextChanged.connect(lambda _text: self._read())
        self.account.setMinimumWidth(200)
        for box in (self.encoding, self.separator):
            box.currentIndexChanged.connect(self._open_again)
        for box in (self.day_order, self.decimal_mark):
            box.currentIndexChanged.connect(self._read)
        forms = QGridLayout()
        forms.setHorizontalSpacing(8)
        for place, (caption, field) in enumerate(
            (
                ("&Compte bancaire", self.account),
                ("&Dates écrites", self.day_order),
                ("&Lettres accentuées", self.encoding),
                ("", None),
                ("C&entimes après", self.decimal_mark),
                ("&Séparateur", self.separator),
            )
        ):
            if field is not None:
                row, column = divmod(place, 3)
                label = QLabel(caption, self)
                label.setBuddy(field)
                forms.addWidget(label, row, column * 3)
                forms.addWidget(field, row, column * 3 + 1)
                forms.setColumnMinimumWidth(column * 3 + 2, 16)
        forms.setColumnStretch(8, 1)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setChildrenCollapsible(False)
        halves.addWidget(_titled("Colonnes du fichier", self.columns))
        halves.addWidget(_titled("Mouvements lus", self.preview))
        halves.setSizes([300, 240])
        header = self.columns.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.columns.setColumnWidth(2, USE_WIDTH)
        self.save_button.setIcon(theme.icon("check", theme.current().on_accent))
        self.save_button.setProperty("primary", "true")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        give_up = QPushButton("Annuler", self)
        give_up.setAutoDefault(False)
        give_up.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self._trouble, 1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(give_up)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        whole.addLayout(forms)
        whole.addWidget(halves, 1)
        whole.addWidget(self._left)
        whole.addLayout(buttons)


def _left_out(unread: tuple[str, ...]) -> str:
    if not unread:
        return ""
    words = plural(
        len(unread), "ligne sans date ou sans montant", "lignes sans date ou sans montant"
    )
    return f"{words} : rien n’en est importé."


def _box(parent: QWidget, name: str, choices: Mapping[Any, str]) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(typeset(name))
    for value, words in choices.items():
        box.addItem(words, value)
    return box


def _titled(words: str, table: QWidget) -> QWidget:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(heading(words))
    layout.addWidget(table, 1)
    return whole


def _table(parent: QWidget, name: str, captions: tuple[str, ...]) -> QTableWidget:
    table = QTableWidget(0, len(captions), parent)
    table.setHorizontalHeaderLabels(list(captions))
    table.setAccessibleName(name)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(32)
    header = table.horizontalHeader()
    header.setDefaultAlignment(LEFT)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table
