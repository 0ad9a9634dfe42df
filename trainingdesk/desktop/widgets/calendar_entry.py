"""One entry of a calendar: a session on a day, or a slot of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from trainingdesk.desktop import theme
from trainingdesk.domain.bookings import Booking
from trainingdesk.domain.labels import label
from trainingdesk.domain.planners import taught_hours
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import NBSP, clock, hours, listed, long_date, plural

HUES = (205, 30, 130, 340, 265, 55, 180, 300)
EDGE = 4
PAD = 3
NARROW = 56
"""Below so many pixels a column of words cannot be read."""
ROUND = 4
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an entry shows: `head` in bold, then `words`; `hue` counts colours, none is by state."""

    head: str
    words: str
    tip: str
    state: SessionState
    hue: int | None = None
    session_id: int = 0
    tall: bool = False


class CalendarEntry(QAbstractButton):
    """Shows a session; Enter or a double click opens it, the arrows go on to the next."""

    opened = Signal(int)
    arrow = Signal(object)
    focused = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.shown = Shown(head="", words="", tip="", state=SessionState.PLANNED)

    def show_entry(self, shown: Shown) -> None:
        """Show something else."""
        self.shown = shown
        self.setText(f"{shown.head} {shown.words}".strip())
        self.setToolTip(shown.tip)
        self.setAccessibleName(" – ".join(shown.tip.splitlines()))
        self.update()

    def _paint_words(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        painter.setPen(ink)
        bold = QFont(self.font())
        bold.setBold(True)
        if self.shown.tall and area.width() < NARROW:
            self._paint_upwards(painter, area, bold)
        elif self.shown.tall:
            self._paint_tall(painter, area.adjusted(0, 2, 0, -2), bold)
        else:
            self._paint_line(painter, area, bold)

    def _paint_line(self, painter: QPainter, area: QRectF, bold: QFont) -> None:
        head = f"{self.shown.head} "
        painter.setFont(bold)
        painter.drawText(area, MIDDLE, head)
        area.setLeft(area.left() + QFontMetricsF(bold).horizontalAdvance(head))
        painter.setFont(self.font())
        painter.drawText(area, MIDDLE, _elided(self.shown.words, self.font(), area.width()))

    def _paint_upwards(self, painter: QPainter, area: QRectF, bold: QFont) -> None:
        """Write one line from the bottom to the top, where words would not fit across."""
        painter.save()
        painter.translate(area.left(), area.bottom())
        painter.rotate(-90)
        turned = QRectF(PAD, 0, area.height() - 2 * PAD, area.width())
        lines = self.shown.words.splitlines() or [""]
        if turned.height() >= QFontMetricsF(bold).ascent():
            painter.setFont(bold)
            painter.drawText(turned, MIDDLE, _elided(lines[0], bold, turned.width()))
        painter.restore()

    def _paint_tall(self, painter: QPainter, area: QRectF, bold: QFont) -> None:
        """Write as many whole lines as there is room for; a long time is cut to its start."""
        head = self.shown.head
        if QFontMetricsF(bold).horizontalAdvance(head) > area.width():
            head = head.split(" – ")[0]
        painter.setFont(bold)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, head)
        painter.setFont(self.font())
        line = QFontMetricsF(self.font()).lineSpacing()
        area.setTop(area.top() + line)
        for words in self._broken(area.width()):
            if area.height() < line:
                break
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft, words)
            area.setTop(area.top() + line)

    def _broken(self, width: float) -> Iterator[str]:
        """Break the words where lines end; a word that is too long ends in dots."""
        for paragraph in self.shown.words.splitlines():
            layout = QTextLayout(paragraph, self.font())
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(width, 1))
                piece = paragraph[line.textStart() : line.textStart() + line.textLength()]
                yield _elided(piece.strip(), self.font(), width)
            layout.endLayout()

    # Qt's own interface -------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, outline, ink = _colours(self.shown.state, self.shown.hue)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(ground)
        is_planned = self.shown.state is SessionState.PLANNED
        pen = QPen(outline, 1, Qt.PenStyle.DashLine if is_planned else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawRoundedRect(whole, ROUND, ROUND)
        if not is_planned:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(edge)
            painter.drawRoundedRect(
                QRectF(whole.left(), whole.top(), EDGE, whole.height()), ROUND / 2, ROUND / 2
            )
        area = whole.adjusted(EDGE + 3, 0, -3, 0)
        painter.setClipRect(area)
        self._paint_words(painter, area, ink)
        painter.setClipping(False)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), ROUND, ROUND)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit(self.shown.session_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.shown.session_id)
        elif event.key() in ARROWS:
            self.arrow.emit(event.key())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self)


def tip_of(*bookings: Booking) -> str:
    """Return everything that is known of some slots of a session on a day, line by line."""
    first = bookings[0]
    times = listed(
        [f"{clock(each.slot.starts_at)} – {clock(each.slot.ends_at)}" for each in bookings]
    )
    day = long_date(first.slot.day, weekday=True).capitalize()
    seats = plural(first.enrolled, "inscrit")
    if first.maximum:
        seats += f" sur {first.maximum}"
    trainers = dict.fromkeys(name for each in bookings for name in each.trainers)
    places = dict.fromkeys(each.place for each in bookings if each.place)
    return "\n".join(
        filter(
            None,
            (
                f"{first.title} ({first.number}, {label(first.state)})",
                f"{day}{NBSP}: {times} ({hours(taught_hours(bookings))})",
                f"Formateur{NBSP}: {', '.join(trainers)}" if trainers else "Sans formateur",
                f"Lieu{NBSP}: {' / '.join(places)}" if places else "Lieu à fixer",
                seats,
            ),
        )
    )


def _elided(words: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)


def _colours(state: SessionState, hue: int | None) -> tuple[QColor, QColor, QColor, QColor]:
    """Return the ground, the edge, the outline and the ink of an entry."""
    look = theme.current()
    ink = QColor(look.text)
    if hue is not None:
        angle = HUES[hue % len(HUES)]
        is_dark = look.name == theme.DARK.name
        ground = QColor.fromHsl(angle, 70, 58) if is_dark else QColor.fromHsl(angle, 150, 226)
        edge = QColor.fromHsl(angle, 140, 165) if is_dark else QColor.fromHsl(angle, 150, 105)
        return ground, edge, edge, ink
    accent, border, muted = QColor(look.accent), QColor(look.border), QColor(look.muted)
    match state:
        case SessionState.PLANNED:
            return QColor(look.base), accent, accent, ink
        case SessionState.CONFIRMED:
            return QColor(look.selection), accent, accent, ink
        case _:
            return QColor(look.alternate), muted, border, muted
