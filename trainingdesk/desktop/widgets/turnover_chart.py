"""Twelve months of turnover as bars, each beside the same month a year earlier."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from trainingdesk.desktop import theme
from trainingdesk.domain.invoice_report import MonthSales
from trainingdesk.domain.money import ZERO
from trainingdesk.french import NBSP, euros, month, number

NOTHING_SOLD = "Aucune facture depuis deux ans."
_THOUSAND = 1000
_FOOT, _HEAD, _LEGEND = 20, 20, 24
_SHORT = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
_NARROW = 36
"""Pixels of a month below which its value is not written but told by its tooltip."""


class TurnoverChart(QWidget):
    """Draws what was invoiced before tax; the same figures are told in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: Sequence[MonthSales] = ()
        self.setAccessibleName("Chiffre d’affaires hors taxe des douze derniers mois")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(160)

    def show_months(self, months: Sequence[MonthSales]) -> None:
        """Draw these months, the earliest at the left."""
        self._months = months
        self.setAccessibleDescription(" ; ".join(map(told, months)))
        self.update()

    def _slots(self) -> list[QRectF]:
        """Return the room of each month between the legend and the names of the months."""
        width = self.width() / max(len(self._months), 1)
        height = self.height() - _FOOT - _HEAD - _LEGEND
        return [
            QRectF(place * width, _LEGEND + _HEAD, width, height)
            for place in range(len(self._months))
        ]

    def _draw(self, painter: QPainter) -> None:
        colours = theme.current()
        amounts = [amount for sold in self._months for amount in (sold.total_ht, sold.year_before)]
        highest, lowest = max(*amounts, ZERO, Decimal(1)), min(*amounts, ZERO)
        faint = QColor(colours.muted)
        faint.setAlphaF(0.45)
        self._draw_legend(painter, ((colours.accent, "12 mois"), (faint, "un an avant")))
        for sold, room in zip(self._months, self._slots(), strict=True):
            scale = room.height() / float(highest - lowest)
            zero = room.bottom() + float(lowest) * scale
            thick = min(room.width() * 0.36, 22)
            middle = room.center().x()
            for amount, left, ink in (
                (sold.year_before, middle - thick, faint),
                (sold.total_ht, middle, QColor(colours.accent)),
            ):
                length = float(amount) * scale
                painter.fillRect(QRectF(left, zero - max(length, 0), thick, abs(length)), ink)
            painter.setPen(QColor(colours.border))
            painter.drawLine(QPointF(room.left(), zero), QPointF(room.right(), zero))
            if sold.total_ht and room.width() >= _NARROW:
                top = zero - max(float(max(sold.total_ht, sold.year_before)), 0) * scale
                place = QRectF(room.left() - 8, top - _HEAD, room.width() + 16, _HEAD)
                painter.setPen(QColor(colours.text))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, short_amount(sold.total_ht))
            foot = QRectF(room.left(), self.height() - _FOOT, room.width(), _FOOT)
            painter.setPen(QColor(colours.muted))
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, _SHORT[sold.month.month - 1])

    def _draw_legend(self, painter: QPainter, entries: Sequence[tuple[str | QColor, str]]) -> None:
        left = 0.0
        for ink, words in entries:
            painter.fillRect(QRectF(left, 6, 12, 12), QColor(ink))
            painter.setPen(QColor(theme.current().muted))
            room = QRectF(left + 18, 0, 120, _LEGEND)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words
            )
            left += 34 + painter.fontMetrics().horizontalAdvance(words)

    # Qt's own interface -------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(520, 220)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        if any(sold.total_ht or sold.year_before for sold in self._months):
            self._draw(painter)
        else:
            painter.setPen(QColor(theme.current().muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, NOTHING_SOLD)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for sold, room in zip(self._months, self._slots(), strict=True):
                if room.left() <= event.pos().x() < room.right():
                    QToolTip.showText(event.globalPos(), told(sold), self)
                    return True
        return super().event(event)


def told(sold: MonthSales) -> str:
    """Say what a month sold, and the same month a year earlier."""
    before = euros(sold.year_before)
    return f"{month(sold.month)}{NBSP}: {euros(sold.total_ht)} ({before} un an avant)"


def short_amount(amount: Decimal) -> str:
    r"""Write an amount as a bar bears it.

    >>> short_amount(Decimal("12430.50")), short_amount(Decimal("850"))
    ('12,4\xa0k€', '850\xa0€')
    """
    if abs(amount) < _THOUSAND:
        return f"{number(amount.quantize(Decimal(1)))}{NBSP}€"
    return f"{number((amount / _THOUSAND).quantize(Decimal('0.1')))}{NBSP}k€"
