"""One field for each kind of value that a rule of sale holds, made from its type."""

import types
import typing
from collections.abc import Callable
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk import french
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.desktop.widgets.tier_field import TierField
from trainingdesk.domain.conditions.kinds import Bounds
from trainingdesk.domain.conditions.labels import FIELD_LABELS, LABELS, unit_beside
from trainingdesk.domain.conditions.rules import Tier
from trainingdesk.french import typeset

NUMBER_WIDTH = 80
PERCENT = Decimal(100)
ROW_HEIGHT = 26
WIDE = 24
"""Letters that fit beside the name of a value."""


def field_for(path: str, hint: Any, *, beside_box: str = "") -> Field:  # noqa: ANN401
    """Return the field that holds a value of this type; a box bears its own words."""
    optional = isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union
    kind = _without_none(hint) if optional else hint
    bounds = next((each for each in getattr(kind, "__metadata__", ()) if _is_bounds(each)), None)
    if bounds is not None:
        is_whole = typing.get_args(kind)[0] is int
        unit = unit_beside(path, bounds.unit)
        return NumberField(bounds, unit, is_whole=is_whole, optional=optional)
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        return TierField() if inner is Tier else TicksField(inner)
    if kind is bool and optional:
        return OutspokenField()
    if kind is bool:
        return YesField(beside_box or typeset(FIELD_LABELS[path]))
    if kind is time:
        return TimeField()
    return ChoiceField(kind)


class LineField(Field):
    """A short line with words beside it."""

    def __init__(self, beside: str = "") -> None:
        super().__init__()
        self.line = QLineEdit(self)
        self.line.setFixedWidth(NUMBER_WIDTH)
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self.left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        if beside:
            unit = QLabel(beside, self)
            unit.setProperty("role", "muted")
            unit.setWordWrap(True)
            layout.addWidget(unit, 1)
        else:
            layout.addStretch(1)
        self.setFocusProxy(self.line)


class NumberField(LineField):
    """A number within bounds, its unit beside it; a share is typed in percent."""

    def __init__(self, bounds: Bounds, unit: str, *, is_whole: bool, optional: bool) -> None:
        super().__init__(unit)
        self._bounds = bounds
        self._is_whole = is_whole
        self._is_optional = optional
        self._scale = PERCENT if bounds.unit == "share" else Decimal(1)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if optional:
            self.line.setPlaceholderText("aucun")

    def value(self) -> int | Decimal | None:
        """Return the number, or nothing where there may be none."""
        text = self.line.text().strip().rstrip("%").strip()
        if not text and self._is_optional:
            return None
        number = self._read(text)
        if not self._bounds.least <= number / self._scale <= self._bounds.most:
            least, most = (
                french.number(each * self._scale)
                for each in (self._bounds.least, self._bounds.most)
            )
            raise ValueError(f"Cette valeur va de {least} à {most}.")
        return int(number) if self._is_whole else number / self._scale

    def set_value(self, value: int | Decimal | None) -> None:
        """Show a number."""
        shown = "" if value is None else french.number(Decimal(value) * self._scale)
        self.line.setText(shown)

    def _read(self, text: str) -> Decimal:
        try:
            number = french.parse_amount(text)
        except ValueError as error:
            hint = "un nombre entier" if self._is_whole else "un nombre, par exemple 3,5"
            raise ValueError(f"Écrivez {hint}.") from error
        if self._is_whole and number != int(number):
            raise ValueError("Écrivez un nombre entier.")
        return number


class TimeField(LineField):
    """A time of day."""

    def value(self) -> time:
        """Return the time."""
        try:
            return french.parse_time(self.line.text())
        except ValueError as error:
            raise ValueError("Écrivez une heure : 9h30.") from error

    def set_value(self, value: time | None) -> None:
        """Show a time."""
        self.line.setText("" if value is None else f"{value:%H:%M}")


class YesField(Field):
    """A box to tick, and what it means in as many lines as it takes."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.box = QCheckBox(self)
        self.box.setAccessibleName(words)
        self.box.toggled.connect(self.edited)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(_Words(words, self.box), 1)
        self.setFocusProxy(self.box)

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick it or not."""
        _quietly(self.box, lambda: self.box.setChecked(bool(value)))


class OutspokenField(Field):
    """Yes, no, or nothing said of it."""

    def __init__(self) -> None:
        super().__init__()
        self.box = _QuietBox(self)
        self.box.addItems([words for _value, words in _SAID])
        self.box.currentIndexChanged.connect(self.edited)
        _alone(self, self.box)

    def value(self) -> bool | None:
        """Return what is said, or nothing."""
        return _SAID[self.box.currentIndex()][0]

    def set_value(self, value: bool | None) -> None:
        """Show what is said."""
        row = next(row for row, (known, _words) in enumerate(_SAID) if known is value)
        _quietly(self.box, lambda: self.box.setCurrentIndex(row))


_SAID: tuple[tuple[bool | None, str], ...] = (
    (None, "Rien n’en est dit"),
    (False, "Non"),
    (True, "Oui"),
)


class ChoiceField(Field):
    """One of some values that have French words."""

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self._values = list(LABELS[kind])
        self.box = _QuietBox(self)
        self.box.addItems([capital(words) for words in LABELS[kind].values()])
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.currentIndexChanged.connect(self.edited)
        _alone(self, self.box)

    @property
    def is_wide(self) -> bool:
        """Whether its words want the whole width of a form."""
        return max(map(len, LABELS[type(self._values[0])].values())) > WIDE

    def value(self) -> StrEnum:
        """Return the value that is chosen."""
        if self.box.currentIndex() < 0:
            raise ValueError("Choisissez dans la liste.")
        return self._values[self.box.currentIndex()]

    def set_value(self, value: StrEnum | None) -> None:
        """Choose a value."""
        row = -1 if value is None else self._values.index(value)
        _quietly(self.box, lambda: self.box.setCurrentIndex(row))


class TicksField(Field):
    """Several of some values, each with its box."""

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self._values = list(LABELS[kind])
        self._former: tuple[StrEnum, ...] = ()
        self.list = _Ticks(self)
        for words in LABELS[kind].values():
            item = QListWidgetItem(capital(words), self.list)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
        self.list.setFixedHeight(len(self._values) * ROW_HEIGHT + 8)
        self.list.itemChanged.connect(self.edited)
        _alone(self, self.list)

    def value(self) -> tuple[StrEnum, ...]:
        """Return what is ticked, that which was shown first and in its order."""
        ticked = [
            value
            for row, value in enumerate(self._values)
            if self.list.item(row).checkState() == Qt.CheckState.Checked
        ]
        kept = [value for value in self._former if value in ticked]
        return (*kept, *(value for value in ticked if value not in kept))

    def set_value(self, value: tuple[StrEnum, ...] | None) -> None:
        """Tick these."""
        self._former = value or ()
        _quietly(self.list, lambda: self._tick(self._former))

    def _tick(self, values: tuple[StrEnum, ...]) -> None:
        for row, known in enumerate(self._values):
            ticked = Qt.CheckState.Checked if known in values else Qt.CheckState.Unchecked
            self.list.item(row).setCheckState(ticked)


class _Ticks(QListWidget):
    """A list as high as its rows, which Tab leaves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    # Qt's own interface -------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Words(QLabel):
    """The words of a box that has many; a click on them ticks it."""

    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words)
        self._box = box
        self.setWordWrap(True)

    # Qt's own interface -------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._box.click()


class _QuietBox(QComboBox):
    """A list that the wheel does not change while one scrolls over it."""

    # Qt's own interface -------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _alone(field: Field, widget: QWidget) -> None:
    """Fill a field with one widget."""
    layout = QVBoxLayout(field)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    field.setFocusProxy(widget)


def _quietly(widget: QWidget, act: Callable[[], object]) -> None:
    """Show a value without telling that it was typed."""
    blocked = widget.blockSignals(True)
    act()
    widget.blockSignals(blocked)


def _without_none(hint: Any) -> Any:  # noqa: ANN401
    return next(part for part in typing.get_args(hint) if part is not types.NoneType)


def _is_bounds(note: object) -> bool:
    return isinstance(note, Bounds)
