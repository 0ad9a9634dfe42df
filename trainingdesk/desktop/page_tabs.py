"""The tabs of the main window, whose pages are made when they are first opened."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QTabWidget, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.pages.page import Page
from trainingdesk.desktop.pages.register import TABS, page_class


class Pages(Mapping[str, Page]):
    """The pages by name: one that is asked for is made, and takes its place among the tabs.

    `greet` is told of each new page before it is seen.
    """

    def __init__(self, desk: Desk, tabs: QTabWidget, greet: Callable[[Page], object]) -> None:
        self._desk = desk
        self._tabs = tabs
        self._greet = greet
        self._made: dict[str, Page] = {}
        self._rooms = {name: QWidget(tabs) for name in TABS}
        for name, tab in TABS.items():
            tabs.addTab(self._rooms[name], theme.icon(tab.icon), tab.title)

    def made(self) -> tuple[Page, ...]:
        """Return the pages that were opened so far; no other has anything to bring up to date."""
        return tuple(self._made.values())

    @property
    def front_name(self) -> str:
        """The name of the page in front."""
        return tuple(TABS)[self._tabs.currentIndex()]

    def front(self) -> Page:
        """Return the page in front."""
        return self[self.front_name]

    def _make(self, name: str) -> Page:
        page = page_class(name)(self._desk)
        self._greet(page)
        place = tuple(TABS).index(name)
        room = self._rooms.pop(name)
        is_front = self._tabs.currentIndex() == place
        # To whoever looks at the tabs, none of them changed.
        blocker = QSignalBlocker(self._tabs)
        self._tabs.insertTab(place, page, self._tabs.tabIcon(place), self._tabs.tabText(place))
        if is_front:
            self._tabs.setCurrentWidget(page)
        self._tabs.removeTab(place + 1)
        blocker.unblock()
        room.deleteLater()
        return page

    # A mapping's own interface ----------------------------------------------------------------

    def __getitem__(self, name: str) -> Page:
        """Return a page, made now if it was not opened yet."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names of all pages."""
        return iter(TABS)

    def __len__(self) -> int:
        """Return how many pages there are, opened or not."""
        return len(TABS)

    def __contains__(self, name: object) -> bool:
        """Whether there is a page of this name; it is not made for that."""
        return name in TABS
