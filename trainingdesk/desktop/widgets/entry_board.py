"""A ground on which the entries of a calendar stand."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.widgets.calendar_entry import CalendarEntry, Shown

Placed = tuple[date, QRect, Shown]


class EntryBoard(QWidget):
    """Holds entries in the order in which the arrows go; one of them takes the focus by Tab."""

    opened = Signal(int)
    focused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pool: list[CalendarEntry] = []
        self._days: list[date] = []

    @property
    def entries(self) -> Sequence[CalendarEntry]:
        """The entries that are shown, day by day."""
        return self._pool[: len(self._days)]

    def place(self, placed: Sequence[Placed]) -> None:
        """Show these entries and no other; the one that had the focus keeps it if it is there."""
        before = self.focusWidget()
        kept = before.shown if isinstance(before, CalendarEntry) and before.hasFocus() else None
        while len(self._pool) < len(placed):
            self._pool.append(self._new())
        self._days = [day for day, _area, _shown in placed]
        for entry, (_day, area, shown) in zip(self._pool, placed, strict=False):
            entry.setGeometry(area)
            if entry.shown != shown:
                entry.show_entry(shown)
            entry.show()
        for entry in self._pool[len(placed) :]:
            entry.hide()
        again = next((e for e in self.entries if kept is not None and e.shown == kept), None)
        self._take_tab(again or next(iter(self.entries), None))
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_day(self, day: date) -> None:
        """Give the focus to the first entry from a day on, or to the last there is."""
        later = [n for n, found in enumerate(self._days) if found >= day]
        place = later[0] if later else len(self._days) - 1
        if place >= 0:
            self._pool[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _new(self) -> CalendarEntry:
        entry = CalendarEntry(self)
        entry.opened.connect(self.opened)
        entry.arrow.connect(self._go)
        entry.focused.connect(self._reached)
        return entry

    def _take_tab(self, chosen: CalendarEntry | None) -> None:
        """Let Tab reach one entry only: beyond it lies the next control, not a hundred others."""
        for entry in self._pool:
            policy = Qt.FocusPolicy.StrongFocus if entry is chosen else Qt.FocusPolicy.ClickFocus
            entry.setFocusPolicy(policy)

    @Slot(object)
    def _reached(self, entry: CalendarEntry) -> None:
        self._take_tab(entry)
        self.focused.emit(entry)

    @Slot(object)
    def _go(self, key: Qt.Key) -> None:
        sender = self.sender()
        here = next(n for n, entry in enumerate(self._pool) if entry is sender)
        match key:
            case Qt.Key.Key_Up:
                there = here - 1
            case Qt.Key.Key_Down:
                there = here + 1
            case Qt.Key.Key_Left:
                there = self._first_of(self._days[: self._first_of_day(here)])
            case _:
                day = self._days[here]
                later = (n for n, found in enumerate(self._days) if found > day)
                there = next(later, -1)
        if 0 <= there < len(self._days):
            self._pool[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_of_day(self, place: int) -> int:
        return self._days.index(self._days[place])

    def _first_of(self, days: Sequence[date]) -> int:
        """Return the place of the first entry of the last of these days, or -1."""
        return self._days.index(days[-1]) if days else -1
