"""The form of one rule of sale, built from the types of its values."""

import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from trainingdesk.desktop.widgets.binding import reveal
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.desktop.widgets.tier_field import TierField
from trainingdesk.desktop.widgets.value_fields import (
    ChoiceField,
    TicksField,
    YesField,
    field_for,
)
from trainingdesk.domain.conditions.labels import FIELD_LABELS
from trainingdesk.french import typeset

LABEL_WIDTH = 160


class RuleForm(QWidget):
    """One row for each value; what is wrong with it stands below it."""

    edited = Signal()

    def __init__(self, name: str, record: type[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self._troubles: dict[str, QLabel] = {}
        self.fields: dict[str, Field] = {}
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 8, 0)
        self._layout.setHorizontalSpacing(16)
        self._layout.setVerticalSpacing(8)
        hints = typing.get_type_hints(record, include_extras=True)
        for each in fields(record):
            path = f"{name}.{each.name}"
            self._add(each.name, field_for(path, hints[each.name]), typeset(FIELD_LABELS[path]))

    def show_rule(self, rule: object | None) -> None:
        """Show a rule; one that is not there yet is shown as it would begin."""
        for each in fields(self._record):
            start = None if each.default is MISSING else each.default
            self.fields[each.name].set_value(start if rule is None else getattr(rule, each.name))
            self.absolve(each.name)

    def faults(self) -> Mapping[str, str]:
        """Return what cannot be read, by the field it was typed in."""
        found: dict[str, str] = {}
        for name, field in self.fields.items():
            try:
                field.value()
            except ValueError as error:
                found[name] = str(error)
        return found

    def rule(self) -> Any:  # noqa: ANN401 - any of the rules' records
        """Return the rule that the fields hold.

        Raises:
            ValueError: a field cannot be read.
        """
        return self._record(**{name: field.value() for name, field in self.fields.items()})

    def mark(self, name: str, words: str) -> None:
        """Say below a field what is wrong with it."""
        label = self._troubles[name]
        label.setText(words)
        label.show()
        self.fields[name].setAccessibleDescription(words)

    def go_to(self, name: str) -> None:
        """Bring a field into sight, with the caret in it."""
        reveal(self.fields[name])

    def absolve(self, name: str) -> None:
        """Take off what was said below a field."""
        self._troubles[name].hide()
        self.fields[name].setAccessibleDescription("")

    def _add(self, name: str, field: Field, words: str) -> None:
        trouble = QLabel(self)
        trouble.setProperty("role", "error")
        trouble.setWordWrap(True)
        trouble.hide()
        self.fields[name] = field
        self._troubles[name] = trouble
        proxy = field.focusProxy() or field
        proxy.setAccessibleName(words)
        field.setAccessibleName(words)
        if isinstance(field, YesField):
            self._layout.addRow(field)
        elif isinstance(field, (TicksField, TierField)) or _is_wide(field):
            self._layout.addRow(_stacked(words, field))
        else:
            label = QLabel(words, self)
            label.setWordWrap(True)
            label.setFixedWidth(LABEL_WIDTH)
            label.setBuddy(proxy)
            self._layout.addRow(label, field)
        self._layout.addRow(trouble)
        field.edited.connect(lambda: self._typed(name))
        field.left.connect(lambda: self._check(name))

    def _typed(self, name: str) -> None:
        if self._troubles[name].isVisible():
            self._check(name)
        self.edited.emit()

    def _check(self, name: str) -> None:
        """Hold a field against its kind as soon as it is left."""
        try:
            self.fields[name].value()
        except ValueError as error:
            self.mark(name, str(error))
        else:
            self.absolve(name)


def _is_wide(field: Field) -> bool:
    return isinstance(field, ChoiceField) and field.is_wide


def _stacked(words: str, field: Field) -> QWidget:
    """Return a field that wants the whole width, its name above it."""
    whole = QWidget()
    whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    label = QLabel(words, whole)
    label.setBuddy(field.focusProxy() or field)
    layout.addWidget(label, 0, Qt.AlignmentFlag.AlignLeft)
    layout.addWidget(field)
    return whole
