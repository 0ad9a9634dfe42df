"""Values of the conditions that one agreement replaces for its client."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.binding import FormInvalidError, reveal
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.desktop.widgets.record_box import RecordBox
from trainingdesk.desktop.widgets.value_fields import field_for
from trainingdesk.domain.conditions.checking import bounds_of
from trainingdesk.domain.conditions.clauses import TITLES
from trainingdesk.domain.conditions.kinds import Bounds
from trainingdesk.domain.conditions.labels import FIELD_LABELS, value_words
from trainingdesk.domain.conditions.rules import RULES, Rules
from trainingdesk.domain.conditions.special import SpecialTerms
from trainingdesk.french import typeset
from trainingdesk.storage.rules_text import type_of

LABEL_DROP = 6
"""What brings a label that begins at the top of a row level with its field."""
CAPTIONS = ("Valeur remplacée", "Valeur générale", "Pour cet accord")


class SpecialValues(QWidget):
    """A row for each value: what the conditions say, and what this agreement says instead."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = Rules()
        self._rows: dict[str, _Row] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 4)
        self._captions = [QLabel(caption, self) for caption in CAPTIONS]
        for caption in self._captions:
            caption.setProperty("role", "muted")
        self.choice = RecordBox(self)
        self.choice.setAccessibleName("Valeur à remplacer")
        if (line := self.choice.lineEdit()) is not None:
            line.setPlaceholderText("Chercher une valeur des conditions…")
        self.adding = QPushButton(theme.icon("plus"), "Remplacer cette valeur", self)
        self.adding.setAutoDefault(False)
        self.adding.clicked.connect(self._wish)
        self._helper = QWidget(self)
        row = QHBoxLayout(self._helper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.adding)
        row.addStretch(1)
        self._arrange()

    def show_special(self, special: SpecialTerms, rules: Rules) -> None:
        """Show what an agreement replaces in these rules."""
        self._rules = rules
        for row in self._rows.values():
            row.vanish()
        self._rows = {}
        for path, value in special.values.items():
            self._add(path, value)
        self._arrange()

    def special(self) -> SpecialTerms:
        """Return the values of this agreement.

        Raises:
            FormInvalidError: one cannot be read; it is marked and shown.
        """
        values: dict[str, Any] = {}
        for path, row in self._rows.items():
            try:
                values[path] = row.field.value()
            except ValueError as error:
                self.mark(path, str(error))
                raise FormInvalidError from error
        return SpecialTerms(values)

    def mark(self, path: str, words: str) -> bool:
        """Say below a value what is wrong; return whether it is one of those replaced."""
        if path not in self._rows:
            return False
        self._rows[path].blame(words)
        reveal(self._rows[path].field)
        return True

    def replace_value(self, path: str) -> None:
        """Add a row for a value, beginning with what the conditions say."""
        if path not in self._rows:
            self._add(path, _general(self._rules, path))
            self._arrange()
            self.edited.emit()
        reveal(self._rows[path].field)

    def lock(self) -> None:
        """Only show from now on."""
        self._helper.hide()
        for row in self._rows.values():
            row.field.setEnabled(False)
            row.removing.hide()

    def _wish(self) -> None:
        path = self.choice.currentData()
        if isinstance(path, str):
            self.choice.choose(None)
            self.replace_value(path)

    def _add(self, path: str, value: object) -> None:
        row = _Row(path, value_words(_general(self._rules, path), _bounds(self._rules, path)), self)
        row.field.set_value(value)
        row.field.edited.connect(self.edited)
        row.removing.clicked.connect(lambda: self._remove(path))
        self._rows[path] = row

    def _remove(self, path: str) -> None:
        self._rows.pop(path).vanish()
        self._arrange()
        self.edited.emit()

    def _arrange(self) -> None:
        """Lay the rows out anew, the choice of one more below them."""
        while self._grid.takeAt(0) is not None:
            pass
        for column, caption in enumerate(self._captions):
            self._grid.addWidget(caption, 0, column)
            caption.setVisible(bool(self._rows))
        line = 1
        for row in self._rows.values():
            row.lay(self._grid, line)
            line += 2
        self._grid.addWidget(self._helper, line, 0, 1, 4)
        offered = [(path, text) for path, text in _choices(self._rules) if path not in self._rows]
        self.choice.fill(offered)
        previous: QWidget = self
        for row in self._rows.values():
            QWidget.setTabOrder(previous, row.field)
            QWidget.setTabOrder(row.field, row.removing)
            previous = row.removing


class _Row:
    """The widgets of one value."""

    def __init__(self, path: str, general: str, parent: QWidget) -> None:
        self.name = QLabel(_name(path), parent)
        self.name.setWordWrap(True)
        self.general = QLabel(typeset(general), parent)
        self.general.setWordWrap(True)
        self.general.setProperty("role", "muted")
        for label in (self.name, self.general):
            label.setContentsMargins(0, LABEL_DROP, 0, 0)
        self.field: Field = field_for(path, type_of(path), beside_box="oui")
        self.field.setParent(parent)
        (self.field.focusProxy() or self.field).setAccessibleName(_name(path))
        self.removing = QToolButton(parent)
        self.removing.setIcon(theme.icon("trash-2"))
        self.removing.setToolTip("Revenir à la valeur générale")
        self.removing.setAccessibleName(f"Revenir à la valeur générale : {_name(path)}")
        self.trouble = QLabel(parent)
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.field.edited.connect(self.trouble.hide)

    def lay(self, grid: QGridLayout, line: int) -> None:
        """Take a line of the grid, and the one below for what is wrong."""
        top = Qt.AlignmentFlag.AlignTop
        for column, widget in enumerate((self.name, self.general, self.field, self.removing)):
            grid.addWidget(widget, line, column, top)
            widget.show()
        grid.addWidget(self.trouble, line + 1, 2)

    def blame(self, words: str) -> None:
        """Say below the value what is wrong with it."""
        self.trouble.setText(words)
        self.trouble.show()
        self.field.setAccessibleDescription(words)

    def vanish(self) -> None:
        """Leave the window."""
        for widget in (self.name, self.general, self.field, self.removing, self.trouble):
            widget.hide()
            widget.deleteLater()


def _choices(rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield the values of the clauses that the conditions have, by path and name."""
    for rule in RULES:
        if (held := getattr(rules, rule)) is not None:
            for each in fields(held):
                yield f"{rule}.{each.name}", _name(f"{rule}.{each.name}")


def _name(path: str) -> str:
    rule, _dot, _field = path.partition(".")
    return typeset(f"{TITLES[rule]} › {FIELD_LABELS[path]}")


def _general(rules: Rules, path: str) -> Any:  # noqa: ANN401 - the value of any rule
    rule, _dot, name = path.partition(".")
    return getattr(getattr(rules, rule), name, None)


def _bounds(rules: Rules, path: str) -> Bounds | None:
    rule, _dot, name = path.partition(".")
    held = getattr(rules, rule)
    return None if held is None else bounds_of(type(held)).get(name)
