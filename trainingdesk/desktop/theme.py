"""Colours and letters of the window, light and dark, and the icons drawn in them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from trainingdesk.assets import resource


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look; texts on their ground keep a contrast of 4.5:1 at least."""

    name: str
    window: str
    base: str
    alternate: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    danger: str
    warning: str
    success: str


LIGHT = Theme(
    name="light",
    window="#f3f5f7",
    base="#ffffff",
    alternate="#f7f9fa",
    border="#d3dae0",
    text="#1c2730",
    muted="#566570",
    accent="#1f5a7a",
    on_accent="#ffffff",
    selection="#d6e6ef",
    danger="#b3261e",
    warning="#8a5a00",
    success="#1d6b3a",
)
DARK = Theme(
    name="dark",
    window="#1b2126",
    base="#21282e",
    alternate="#252d33",
    border="#3a454e",
    text="#e6ebef",
    muted="#a3b1bc",
    accent="#7cc0e0",
    on_accent="#10222c",
    selection="#284555",
    danger="#ff9a92",
    warning="#f0bf6a",
    success="#86d6a3",
)

ICON_SIZES = (16, 20, 24, 32, 48)


def dress(app: QApplication, theme: Theme) -> None:
    """Give the whole program its style, letters and colours."""
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(_font())
    app.setPalette(_palette(theme))
    app.setStyleSheet(_style_sheet(theme))
    app.setProperty("theme", theme.name)


def current() -> Theme:
    """Return the look in use."""
    app = QApplication.instance()
    return DARK if app is not None and app.property("theme") == DARK.name else LIGHT


def icon(name: str, colour: str | None = None) -> QIcon:
    """Return an icon in the text's colour, greyed where it is disabled."""
    theme = current()
    made = QIcon()
    for mode, ink in (
        (QIcon.Mode.Normal, colour or theme.text),
        (QIcon.Mode.Selected, colour or theme.text),
        (QIcon.Mode.Disabled, theme.border),
    ):
        for size in ICON_SIZES:
            made.addPixmap(_drawn(name, ink, size), mode)
    return made


@cache
def _inked(name: str, ink: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", ink)


def _drawn(name: str, ink: str, size: int) -> QPixmap:
    """Return an icon at one size; Qt keeps what was drawn, for a list shows the same ones often."""
    key = f"{name} {ink} {size}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    renderer = QSvgRenderer(QByteArray(_inked(name, ink).encode()))
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, pixmap)
    return pixmap


def _file_of(name: str, ink: str, theme: Theme) -> str:
    """Return a file that holds an icon in a colour: a style sheet takes no drawing of ours."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation))
    file = folder / f"trainingdesk-{name}-{theme.name}.svg"
    file.write_text(_inked(name, ink), "utf-8")
    return file.as_posix()


def _font() -> QFont:
    families: list[str] = []
    for path in sorted(resource("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return QFont(families[0] if families else "Noto Sans", 10)


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.base),
        (role.AlternateBase, theme.alternate),
        (role.Text, theme.text),
        (role.Button, theme.window),
        (role.ButtonText, theme.text),
        (role.ToolTipBase, theme.base),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Accent, theme.accent),
        (role.Mid, theme.border),
        (role.Midlight, theme.border),
        (role.Light, theme.base),
        (role.Dark, theme.border),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.muted))
    return palette


def _style_sheet(theme: Theme) -> str:
    arrow = _file_of("chevron-down", theme.muted, theme)
    above = _file_of("chevron-up", theme.muted, theme)
    tick = _file_of("check", theme.on_accent, theme)
    before = _file_of("chevron-left", theme.text, theme)
    after = _file_of("chevron-right", theme.text, theme)
    return f"""
        QToolTip {{ color: {theme.text}; background: {theme.base};
            border: 1px solid {theme.border}; padding: 4px; }}
        QTabBar::tab {{ padding: 8px 16px; border: none; color: {theme.muted}; }}
        QFrame[role="card"] QTabBar::tab {{ padding: 8px; }}
        QTabBar::tab:selected {{ color: {theme.accent}; font-weight: bold;
            border-bottom: 2px solid {theme.accent}; }}
        QTabBar::tab:hover {{ color: {theme.text}; }}
        QTabBar QToolButton {{ padding: 0; max-height: 100em; }}
        QTabBar QToolButton::left-arrow {{ image: url("{before}"); width: 14px; height: 14px; }}
        QTabBar QToolButton::right-arrow {{ image: url("{after}"); width: 14px; height: 14px; }}
        QTabWidget::pane {{ border: none; border-top: 1px solid {theme.border}; }}
        QTableView, QTreeView, QListView {{ border: 1px solid {theme.border}; border-radius: 4px;
            gridline-color: {theme.border}; alternate-background-color: {theme.alternate}; }}
        QTableView::item {{ padding: 2px 8px; }}
        QTreeView {{ outline: 0; }}
        QTreeView::item {{ padding: 3px 8px; }}
        QListView {{ outline: 0; }}
        QListView::item {{ padding: 3px 8px; }}
        QListView::item:focus, QListView::item:selected {{ background: {theme.selection};
            color: {theme.text}; }}
        QHeaderView::section {{ background: {theme.window}; color: {theme.muted}; border: none;
            border-bottom: 1px solid {theme.border}; padding: 6px 11px; font-weight: bold; }}
        QTableCornerButton::section {{ background: {theme.window}; border: none; }}
        QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ background: {theme.base};
            border: 1px solid {theme.border}; border-radius: 4px; padding: 4px 8px; }}
        QSpinBox QLineEdit {{ border: none; }}
        QSpinBox {{ padding: 4px 0; }}
        QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 22px; }}
        QSpinBox::up-arrow {{ image: url("{above}"); width: 12px; height: 12px; }}
        QSpinBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
        QComboBox::drop-down {{ border: none; width: 24px; }}
        QComboBox::down-arrow {{ image: url("{arrow}"); width: 14px; height: 14px; }}
        QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus
            {{ border: 1px solid {theme.accent}; }}
        QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"]
            {{ border: 1px solid {theme.danger}; }}
        QPushButton, QToolButton {{ background: {theme.base}; border: 1px solid {theme.border};
            border-radius: 4px; padding: 5px 12px; min-height: 1em; }}
        QPushButton {{ text-align: center; }}
        QToolButton {{ max-height: 1em; }}
        QLineEdit QToolButton {{ min-height: 0; max-height: 100em; }}
        QPushButton:hover, QToolButton:hover {{ border-color: {theme.accent}; }}
        QPushButton:disabled, QToolButton:disabled {{ color: {theme.muted}; }}
        QPushButton[primary="true"] {{ background: {theme.accent}; color: {theme.on_accent};
            border-color: {theme.accent}; font-weight: bold; }}
        QPushButton[primary="true"]:disabled {{ background: {theme.window}; color: {theme.muted};
            border-color: {theme.border}; }}
        QCheckBox::indicator, QGroupBox::indicator, QTableView::indicator, QListView::indicator,
            QTreeView::indicator
            {{ width: 14px; height: 14px; border: 1px solid {theme.muted}; border-radius: 3px;
            background: {theme.base}; }}
        QCheckBox::indicator:checked, QGroupBox::indicator:checked,
            QTableView::indicator:checked, QListView::indicator:checked,
            QTreeView::indicator:checked
            {{ background: {theme.accent}; border-color: {theme.accent};
            image: url("{tick}"); }}
        QCheckBox::indicator:focus {{ border-color: {theme.accent}; }}
        QToolButton::menu-indicator {{ subcontrol-position: right center; right: 4px; }}
        QToolButton[popupMode="2"] {{ padding-right: 20px; }}
        QGroupBox {{ border: none; margin-top: 20px; font-weight: bold; }}
        QGroupBox::title {{ subcontrol-origin: margin; left: -2px; color: {theme.accent}; }}
        QGroupBox[checkable="true"]::title {{ left: 0; }}
        QLabel[role="title"] {{ font-size: 15pt; font-weight: bold; }}
        QLabel[role="heading"] {{ font-weight: bold; color: {theme.accent}; }}
        QLabel[role="muted"] {{ color: {theme.muted}; }}
        QLabel[role="error"] {{ color: {theme.danger}; }}
        QLabel[role="badge"] {{ background: {theme.selection}; border-radius: 8px;
            padding: 2px 8px; }}
        QFrame[role="card"] {{ background: {theme.base}; border: 1px solid {theme.border};
            border-radius: 6px; }}
        QStatusBar {{ border-top: 1px solid {theme.border}; }}
        QStatusBar::item {{ border: none; }}
        QSplitter::handle {{ background: transparent; }}
        QScrollArea, QScrollArea > QWidget > QWidget {{ border: none; background: transparent; }}
        QMenu {{ background: {theme.base}; border: 1px solid {theme.border}; padding: 4px; }}
        QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
        QMenu::item:selected {{ background: {theme.selection}; }}
        QProgressBar {{ border: 1px solid {theme.border}; border-radius: 4px; text-align: center;
            max-height: 16px; }}
        QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
    """
