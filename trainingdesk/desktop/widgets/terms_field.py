"""The office's own text of its conditions, with the values that the program writes into it."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.desktop.widgets.markdown_field import MarkdownField
from trainingdesk.domain.conditions import Conditions, Rules
from trainingdesk.domain.conditions.general_terms import general_terms
from trainingdesk.domain.conditions.outdated import Reference, outdated
from trainingdesk.domain.conditions.text_fields import FIELDS, field_words, filled, for_review
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import typeset

UNNAMED = Organisation(name="l’organisme de formation")
OWN = "Votre texte s’imprime ; les champs entre accolades y prennent les valeurs des clauses."
DRAWN = "Il n’y a pas de texte propre à l’organisme : celui qui est tiré des règles s’imprime."
HOW = " Pour le vôtre, écrivez-le ou collez-le ici."
LINE = Qt.ItemDataRole.UserRole


class TermsField(Field):
    """Markdown at the left, its look beside it; the fields and what to read again at the right.

    `references` are the outdated ones that a text is searched for.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = Rules()
        self._organisation = UNNAMED
        self.references: Sequence[Reference] = ()
        self.markdown = MarkdownField(self)
        self.markdown.text.setAccessibleName("Texte de l’organisme")
        self.markdown.fill_in = self._printed
        self.markdown.edited.connect(self._typed)
        self._state = QLabel(self)
        self._state.setProperty("role", "muted")
        self._state.setWordWrap(True)
        self.clearing = QPushButton(theme.icon("undo-2"), "Imprimer le texte tiré des règles", self)
        self.clearing.setAutoDefault(False)
        self.clearing.setToolTip("Efface votre texte ; Ctrl+Z le rétablit.")
        self.clearing.clicked.connect(self._clear)
        self.fields = _Fields(self)
        self.fields.wished.connect(self._insert)
        self.review = QListWidget(self)
        self.review.setAccessibleName("À relire")
        self.review.setWordWrap(True)
        self.review.setSpacing(4)
        self.review.itemActivated.connect(self._go_to)
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        self._arrange()
        self.setFocusProxy(self.markdown)

    def value(self) -> str:
        """Return the text; it is empty where the one drawn from the rules is printed."""
        return self.markdown.value()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.markdown.set_value(value)
        self._judge()

    def show_rules(self, rules: Rules, organisation: Organisation | None) -> None:
        """Write the values of these rules into the text that is shown."""
        office = organisation or UNNAMED
        if (rules, office) != (self._rules, self._organisation):
            self._rules, self._organisation = rules, office
            self.fields.show_values(rules)
            self.markdown.show_again()
            self._judge()

    def lock(self) -> None:
        """Only show from now on."""
        self.markdown.text.setReadOnly(True)
        self.clearing.hide()
        self._judge()

    def _typed(self) -> None:
        self._judge()
        self.edited.emit()

    def _judge(self) -> None:
        """Say which text is printed, and what of it should be read again."""
        text = self.value()
        self.clearing.setEnabled(bool(text))
        words = OWN if text else DRAWN
        if not text and not self.markdown.text.isReadOnly():
            words += HOW
        self._state.setText(typeset(words))
        self._show_trouble(text)
        with QSignalBlocker(self.review):
            self.review.clear()
            for line, words in sorted(self._to_review(text)):
                item = QListWidgetItem(typeset(words), self.review)
                item.setData(LINE, line)

    def _to_review(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield what people should read again, with its line: numbers and old references."""
        for number in for_review(text, self._rules):
            yield number.line, f"{number.heading} : {number.sentence}"
        for old in outdated(text, self.references):
            yield old.line, f"« {old.found} » : {old.sentence}"

    def _show_trouble(self, text: str) -> None:
        """Say which field cannot be filled in; the text would be refused as it is."""
        words = ""
        try:
            filled(text, self._rules)
        except RuleBroken as error:
            words = str(error)
        self.trouble.setText(typeset(words))
        self.trouble.setVisible(bool(words))
        self.markdown.text.setAccessibleDescription(words)

    def _printed(self, text: str) -> str:
        """Return what is printed: the text with its values, or the clauses of the rules."""
        conditions = Conditions(number=0, starts_on=date.min, rules=self._rules, terms=text)
        try:
            return general_terms(conditions, self._organisation)
        except RuleBroken:
            return text

    def _clear(self) -> None:
        cursor = self.markdown.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()

    def _insert(self, name: str) -> None:
        if self.markdown.text.isReadOnly():
            return
        self.markdown.text.insertPlainText(f"{{{name}}}")
        self.markdown.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, item: QListWidgetItem) -> None:
        block = self.markdown.text.document().findBlockByNumber(int(item.data(LINE)) - 1)
        self.markdown.text.setTextCursor(QTextCursor(block))
        self.markdown.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_heading("Champs à insérer", self.fields))
        column.addWidget(self.fields, 3)
        column.addWidget(_heading("À relire", self.review))
        column.addWidget(self.review, 2)
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(16)
        splitter.addWidget(self.markdown)
        splitter.addWidget(side)
        splitter.setSizes([760, 300])
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._state, 1)
        row.addWidget(self.clearing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.trouble)

    # Qt's own interface -------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        # It takes the room that it is given: labels that wrap must not ask for more.
        return False


class _Fields(QTreeWidget):
    """The fields that a text may hold, with what they say today; Enter or two clicks insert one."""

    wished = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Champs à insérer")
        self.setHeaderLabels(["Champ", "Valeur"])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setColumnWidth(0, 170)
        self._items = {name: QTreeWidgetItem(self, [name, ""]) for name in FIELDS}
        self.itemActivated.connect(lambda item, _column: self.wished.emit(item.text(0)))

    def show_values(self, rules: Rules) -> None:
        """Show what each field prints under these rules; those without a value are greyed."""
        for name, item in self._items.items():
            try:
                words, ink = field_words(name, rules), theme.current().text
            except RuleBroken:
                words, ink = "pas de valeur", theme.current().muted
            item.setText(1, typeset(words))
            item.setToolTip(1, typeset(words))
            for column in (0, 1):
                item.setForeground(column, QColor(ink))


def _heading(words: str, buddy: QWidget) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "heading")
    label.setBuddy(buddy)
    return label
