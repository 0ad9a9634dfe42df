"""A form and the record it edits: each widget bears the name of the field it shows."""

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QWidget,
)

from trainingdesk import french
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.desktop.widgets.record_box import UNKNOWN, RecordBox
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.labels import LABELS
from trainingdesk.domain.money import Money, round_to_cent

R = TypeVar("R")
NOTHING_CHOSEN = "—"


@dataclasses.dataclass(frozen=True, slots=True)
class Typed:
    """How a kind of value is typed: read, written, and what to say when it cannot be read."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    hint: str


def typed_kinds(today: Callable[[], date]) -> dict[Any, Typed]:
    """Return how each kind of value is typed; days are read as seen from today."""
    return {
        str: Typed(french.typed_text, str, ""),
        int: Typed(_counted(int), str, "Écrivez un nombre entier."),
        Decimal: Typed(
            _counted(french.parse_amount), french.number, "Écrivez un nombre, par exemple 3,5."
        ),
        Money: Typed(
            lambda text: round_to_cent(_counted(french.parse_amount)(text)),
            lambda amount: french.number(amount, 2),
            "Écrivez un montant, par exemple 1 250,00.",
        ),
        date: Typed(
            lambda text: french.parse_day(text, today()),
            french.short_date,
            "Écrivez une date, par exemple 18/05/2026, lundi ou +15.",
        ),
        datetime: Typed(
            lambda text: french.parse_moment(text, today()),
            french.short_moment,
            "Écrivez un jour et une heure, par exemple 18/05/2026 9h30 ou hier 14h.",
        ),
        time: Typed(french.parse_time, lambda at: f"{at:%H:%M}", "Écrivez une heure : 9h30."),
    }


LARGEST = 1_000_000_000
"""No office counts further; a slip of the key does."""

N = TypeVar("N", int, Decimal)


def _counted(read: Callable[[str], N]) -> Callable[[str], N]:
    """Return how a number is read that nothing makes negative or endless."""

    def checked(text: str) -> N:
        value = read(text)
        if not 0 <= value <= LARGEST:
            raise ValueError(text)
        return value

    return checked


class FormInvalidError(Exception):
    """Some fields cannot be read; they are marked and the first one has the focus."""


class Binding(QObject):
    """Shows a record in the widgets of a form and reads it back.

    A widget named `address_city` shows the field `city` of the record in field `address`. A field
    in error is marked, with its sentence beside it.
    """

    edited = Signal()

    def __init__(self, form: QWidget, record: type, today: Callable[[], date]) -> None:
        super().__init__(form)
        self._form = form
        self._kinds = typed_kinds(today)
        self._labels: dict[str, QLabel] = {}
        self._widgets: dict[str, QWidget] = {}
        self._hints: dict[str, Any] = {}
        self._shown: dict[str, tuple[Any, Any]] = {}
        self._adopt(record, "")
        for name, widget in self._widgets.items():
            self._listen(name, widget)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that the form shows."""
        return tuple(self._widgets)

    def widget(self, name: str) -> QWidget:
        """Return the widget that shows a field."""
        return self._widgets[name]

    def offer(self, name: str, choices: Iterable[tuple[object, str]], *, empty: str = "") -> None:
        """Fill the list of a field with values and their texts; *empty* offers to choose none."""
        box = typing.cast("QComboBox", self._widgets[name])
        if isinstance(box, RecordBox):
            box.fill(choices, empty=empty)
            return
        box.blockSignals(True)
        box.clear()
        if empty:
            box.addItem(empty, None)
        for value, text in choices:
            box.addItem(text, value)
        box.blockSignals(False)

    def show(self, record: object) -> None:
        """Put the fields of a record into the widgets."""
        for name, widget in self._widgets.items():
            value = _value(record, name)
            widget.blockSignals(True)
            self._put(name, widget, value)
            widget.blockSignals(False)
            with suppress(ValueError):
                self._shown[name] = (self._take(name, widget), value)
        self.clear()

    def put(self, name: str, value: object) -> None:
        """Put one value into its widget, and take off what was said beside it."""
        self._put(name, self._widgets[name], value)
        self._absolve(self._widgets[name])

    def read(self, record: R) -> R:
        """Return the record with what the widgets hold; what nobody touched stays as it was.

        Raises:
            FormInvalidError: a field cannot be read.
        """
        self.clear()
        wrong: list[str] = []
        for name, widget in self._widgets.items():
            try:
                taken = self._take(name, widget)
                seen, value = self._shown.get(name, (taken, taken))
                # A widget may hold less than the record: no line end, no record off the lists.
                record = _with(record, name, value if taken == seen else taken)
            except ValueError as error:
                self._blame(name, self._hint(name, error))
                wrong.append(name)
        if wrong:
            reveal(self._widgets[wrong[0]])
            raise FormInvalidError
        return record

    def peek(self, record: R) -> R:
        """Return the record with what the widgets hold now; nothing is marked.

        Raises:
            FormInvalidError: a field cannot be read yet.
        """
        for name, widget in self._widgets.items():
            try:
                record = _with(record, name, self._take(name, widget))
            except ValueError as error:
                raise FormInvalidError from error
        return record

    def mark(self, name: str, sentence: str) -> bool:
        """Say beside a field what is wrong; return whether the form shows the field."""
        widget = self._widgets.get(name) or self._similar(name)
        if widget is None:
            return False
        self._blame(widget.objectName(), sentence, widget)
        reveal(widget)
        return True

    def clear(self) -> None:
        """Take the marks off."""
        for widget in self._widgets.values():
            self._absolve(widget)

    def _blame(self, name: str, sentence: str, widget: QWidget | None = None) -> None:
        widget = widget or self._widgets[name]
        widget.setProperty("invalid", "true")
        widget.setAccessibleDescription(sentence)
        _restyle(widget)
        label = self._label_for(widget)
        if label is not None:
            label.setText(sentence)
            label.show()

    def _absolve(self, widget: QWidget) -> None:
        if widget.property("invalid") == "true":
            widget.setProperty("invalid", "false")
            widget.setAccessibleDescription("")
            _restyle(widget)
        if (label := self._labels.get(widget.objectName())) is not None:
            label.hide()

    def _hint(self, name: str, error: ValueError) -> str:
        widget = self._widgets[name]
        if isinstance(widget, RecordBox):
            return UNKNOWN
        if isinstance(widget, Field):
            return str(error)
        return self._kinds[self._kind(name)].hint

    def _adopt(self, record: type, prefix: str) -> None:
        hints = typing.get_type_hints(record, include_extras=True)
        for field in dataclasses.fields(record):
            name = prefix + field.name
            hint = _without_none(hints[field.name])
            if dataclasses.is_dataclass(hint):
                self._adopt(typing.cast("type", hint), f"{name}_")
                continue
            widget = self._form.findChild(QWidget, name)
            if widget is None:
                continue
            self._widgets[name] = widget
            self._hints[name] = hints[field.name]
            if isinstance(widget, QComboBox) and isinstance(hint, type) and hint in LABELS:
                self.offer(name, choices_of(hint))

    def _listen(self, name: str, widget: QWidget) -> None:
        if isinstance(widget, QLineEdit):
            widget.textEdited.connect(self.edited)
            widget.editingFinished.connect(lambda: self._check(name))
        elif isinstance(widget, QPlainTextEdit):
            widget.textChanged.connect(self.edited)
        elif isinstance(widget, QComboBox):
            widget.currentIndexChanged.connect(self.edited)
            if (line := widget.lineEdit()) is not None:
                line.textEdited.connect(self.edited)
                line.editingFinished.connect(lambda: self._check(name))
        elif isinstance(widget, QCheckBox):
            widget.toggled.connect(self.edited)
        elif isinstance(widget, Field):
            widget.edited.connect(self.edited)

    def _check(self, name: str) -> None:
        """Hold one field against its kind as soon as it is left, and write it in full."""
        widget = self._widgets[name]
        try:
            value = self._take(name, widget)
        except ValueError as error:
            self._blame(name, self._hint(name, error))
            return
        self._absolve(widget)
        if isinstance(widget, QLineEdit):
            self._put(name, widget, value)

    def _kind(self, name: str) -> Any:  # noqa: ANN401 - a type, or one annotated
        return _without_none(self._hints[name])

    def _put(self, name: str, widget: QWidget, value: Any) -> None:  # noqa: ANN401
        if isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, Field):
            widget.set_value(value)
        elif isinstance(widget, RecordBox):
            widget.choose(value)
        elif isinstance(widget, QComboBox):
            found = widget.findData(value)
            if found >= 0 or not widget.isEditable():
                widget.setCurrentIndex(found)
            else:
                widget.setEditText(str(value or ""))
        elif isinstance(widget, QPlainTextEdit):
            text = "\n".join(value) if isinstance(value, tuple) else value
            widget.setPlainText(text or "")
        elif isinstance(widget, QLineEdit):
            widget.setText("" if value is None else self._kinds[self._kind(name)].write(value))
            widget.setCursorPosition(0)

    def _take(self, name: str, widget: QWidget) -> Any:  # noqa: ANN401
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, Field):
            return widget.value()
        if isinstance(widget, RecordBox) and widget.is_unknown:
            raise ValueError(widget.currentText())
        if isinstance(widget, QComboBox) and (
            isinstance(widget, RecordBox) or not widget.isEditable()
        ):
            return self._chosen(name, widget.currentData())
        return self._read(name, _text_in(widget))

    def _chosen(self, name: str, data: Any) -> Any:  # noqa: ANN401
        # Qt gives the members of a text enumeration back as bare text.
        kind = self._kind(name)
        is_choice = isinstance(kind, type) and issubclass(kind, StrEnum)
        return kind(data) if is_choice and data is not None else data

    def _read(self, name: str, text: str) -> Any:  # noqa: ANN401
        if typing.get_origin(self._kind(name)) is tuple:
            return tuple(line.strip() for line in text.splitlines() if line.strip())
        if not text and _is_optional(self._hints[name]):
            return None
        return self._kinds[self._kind(name)].read(text)

    def _similar(self, name: str) -> QWidget | None:
        """Return a widget for a rule's field that the form shows under a longer name."""
        return next((w for own, w in self._widgets.items() if own.endswith(f"_{name}")), None)

    def _label_for(self, widget: QWidget) -> QLabel | None:
        """Return the line below a field that says what is wrong, made when first needed."""
        name = widget.objectName()
        if name not in self._labels:
            for layout in self._form.findChildren(QFormLayout):
                row = _row_of(layout, widget)
                if row is not None:
                    label = QLabel(self._form)
                    label.setProperty("role", "error")
                    label.setWordWrap(True)
                    layout.insertRow(row + 1, "", label)
                    self._labels[name] = label
                    break
        return self._labels.get(name)


def reveal(widget: QWidget) -> None:
    """Bring a field into sight, on whichever tab it is, and put the caret in it."""
    child, parent = widget, widget.parentWidget()
    while parent is not None:
        tabs = parent.parentWidget()
        if isinstance(tabs, QTabWidget) and tabs.indexOf(child) >= 0:
            tabs.setCurrentWidget(child)
        if isinstance(tabs, QScrollArea):
            tabs.ensureWidgetVisible(widget)
        child, parent = parent, tabs
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def show_row(widget: QWidget, *, wanted: bool) -> None:
    """Show the row of a form that holds a field, with its label, or hide it."""
    owner = widget.parentWidget()
    layout = owner.layout() if owner is not None else None
    if isinstance(layout, QFormLayout):
        layout.setRowVisible(widget, wanted)


def _row_of(layout: QFormLayout, widget: QWidget) -> int | None:
    """Return the row of a form that holds a widget, alone or among others."""
    for row in range(layout.rowCount()):
        for role in (QFormLayout.ItemRole.FieldRole, QFormLayout.ItemRole.SpanningRole):
            if _holds(layout.itemAt(row, role), widget):
                return row
    return None


def _holds(item: QLayoutItem | None, widget: QWidget) -> bool:
    if item is None:
        return False
    if item.widget() is widget:
        return True
    inner = item.layout()
    return inner is not None and any(
        _holds(inner.itemAt(place), widget) for place in range(inner.count())
    )


def _text_in(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText().strip()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText().strip()
    # A line that is pasted in one field stays one.
    return " ".join(typing.cast("QLineEdit", widget).text().splitlines()).strip()


def _value(record: object, name: str) -> Any:  # noqa: ANN401
    """Return a field, or a field of a record inside, by its joined name."""
    if hasattr(record, name):
        return getattr(record, name)
    owner, inner = _parts(record, name)
    held = getattr(record, owner)
    return None if held is None else _value(held, inner)


def _with(record: R, name: str, value: Any) -> R:  # noqa: ANN401
    changes: dict[str, Any] = {name: value}
    if not hasattr(record, name):
        owner, inner = _parts(record, name)
        held = getattr(record, owner)
        if held is None:
            if not value:
                return record
            hints = typing.get_type_hints(type(record), include_extras=True)
            held = _without_none(hints[owner])()
        changes = {owner: _with(held, inner, value)}
    return typing.cast("R", dataclasses.replace(typing.cast("Any", record), **changes))


def _parts(record: object, name: str) -> tuple[str, str]:
    words = name.split("_")
    for cut in range(1, len(words)):
        owner = "_".join(words[:cut])
        if hasattr(record, owner):
            return owner, "_".join(words[cut:])
    raise AttributeError(name)


def _is_optional(hint: Any) -> bool:  # noqa: ANN401
    return isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union


def _without_none(hint: Any) -> Any:  # noqa: ANN401
    if not _is_optional(hint):
        return hint
    return next(part for part in typing.get_args(hint) if part is not types.NoneType)


def _restyle(widget: QWidget) -> None:
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def choices_of(kind: type[StrEnum]) -> Sequence[tuple[StrEnum, str]]:
    """Return the values of a choice with their French words."""
    return [(value, capital(text)) for value, text in LABELS[kind].items()]
