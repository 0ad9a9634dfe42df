"""Small parts that several details are made of."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.detail import small_table
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import Line
from trainingdesk.french import euros, number, percent, short_date

ICON = 16


def lines_table(lines: Sequence[Line]) -> QWidget:
    """Return the lines of an offer, agreement or invoice."""
    return small_table(
        ("Désignation", "Quantité", "Unité", "Prix HT", "TVA", "Total HT"),
        [
            (
                f"{line.label} (option)" if line.is_optional else line.label,
                number(line.quantity),
                label(line.unit),
                euros(line.unit_price),
                "exonéré" if line.exemption else percent(line.tva_rate),
                euros(line.total_ht),
            )
            for line in lines
        ],
        right=(1, 3, 5),
        empty="Aucune ligne.",
    )


def button(text: str, icon: str, act: Callable[[], object], *, enabled: bool = True) -> QPushButton:
    """Return a button of a sub-tab."""
    made = QPushButton(theme.icon(icon), text)
    made.setEnabled(enabled)
    made.clicked.connect(lambda _checked=False: act())
    return made


def menu_button(text: str, icon: str, menu: QMenu) -> QToolButton:
    """Return a button that drops a menu down."""
    made = QToolButton()
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    # Qt leaves no room between a tool button's icon and its text.
    made.setText(f" {text}" if icon else text)
    if icon:
        made.setIcon(theme.icon(icon))
        made.setIconSize(QSize(ICON, ICON))
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu.setParent(made, menu.windowFlags())
    made.setMenu(menu)
    return made


def row(*widgets: QWidget) -> QWidget:
    """Return widgets side by side, at the left."""
    whole = QWidget()
    layout = QHBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return whole


def day_of(day: date | None) -> str:
    """Return a day, or nothing."""
    return short_date(day) if day is not None else ""
