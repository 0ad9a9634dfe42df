"""The programme of a course: half-days, their modules, and the points of each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.domain.courses import DayPart, HalfDay, Module
from trainingdesk.domain.labels import label
from trainingdesk.french import plural

KEPT = Qt.ItemDataRole.UserRole
UNTITLED = "Séquence sans titre"
MOST_DAYS = 30
"""Days that the list offers; a longer course brings its own."""
PARTS = (None, DayPart.MORNING, DayPart.AFTERNOON)
_Item = QTreeWidgetItem


class ProgrammeEditor(Field):
    """A tree at the left; at the right what the chosen half-day or module says.

    Each item keeps its own `HalfDay` (without modules) or `Module`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("Programme : demi-journées et séquences")
        self.tree.currentItemChanged.connect(self._show_current)
        self.day = QComboBox(self)
        self.day.addItem("Sans numéro", None)
        for number in range(1, MOST_DAYS + 1):
            self.day.addItem(str(number), number)
        self.day.setAccessibleName("Jour")
        self.part = QComboBox(self)
        self.part.addItems(
            ["Journée entière", *(shown.capital(label(part)) for part in PARTS if part)]
        )
        self.part.setAccessibleName("Moment de la journée")
        self.title = QLineEdit(self)
        self.title.setAccessibleName("Titre de la séquence")
        self.points = QPlainTextEdit(self)
        self.points.setAccessibleName("Points de la séquence, un par ligne")
        self.points.setPlaceholderText("Un point par ligne")
        self.points.setTabChangesFocus(True)
        self._pages = QStackedWidget(self)
        self._arrange()
        self.day.currentIndexChanged.connect(self._write_half_day)
        self.part.currentIndexChanged.connect(self._write_half_day)
        self.title.textEdited.connect(self._write_module)
        self.points.textChanged.connect(self._write_module)
        self.setFocusProxy(self.tree)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def value(self) -> tuple[HalfDay, ...]:
        """Return the programme; modules without title nor point are left out.

        Raises:
            ValueError: a module has points and no title; it is chosen.
        """
        return tuple(
            replace(_half_day(item), modules=tuple(self._modules(item))) for item in self._roots()
        )

    def set_value(self, value: Sequence[HalfDay] | None) -> None:
        """Show a programme."""
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for half_day in value or ():
                item = self._added(None, replace(half_day, modules=()))
                for module in half_day.modules:
                    self._added(item, module)
            self.tree.expandAll()
            if (first := self.tree.topLevelItem(0)) is not None:
                self.tree.setCurrentItem(first)
        self._show_current()
        self._recount()

    def add_half_day(self) -> None:
        """Add the half-day that follows the chosen one."""
        current = self._chosen_root()
        last = _half_day(current) if current is not None else None
        place = self.tree.indexOfTopLevelItem(current) + 1 if current is not None else 0
        item = self._added(None, _following(last), place)
        self._choose(item, self.tree)
        self._changed()

    def add_module(self) -> None:
        """Add a module below the chosen one, and type its title."""
        root = self._chosen_root()
        if root is None:
            self.add_half_day()
            root = self._chosen_root()
        current = self.tree.currentItem()
        place = root.indexOfChild(current) + 1 if root is not None and current is not None else 0
        item = self._added(root, Module(""), place)
        self._renumber()
        self._choose(item, self.title)
        self._changed()

    def remove(self) -> None:
        """Take the chosen item away, with what it holds."""
        item = self.tree.currentItem()
        if item is None:
            return
        self._taken(item)
        self._renumber()
        self._show_current()
        self._changed()

    def shift(self, step: int) -> None:
        """Move the chosen item up or down; a module goes on into the next half-day."""
        item = self.tree.currentItem()
        if item is None:
            return
        owner = item.parent()
        if owner is None:
            place = self.tree.indexOfTopLevelItem(item) + step
            if not 0 <= place < self.tree.topLevelItemCount():
                return
            self._move_root(item, place)
        elif not self._move_module(item, owner, step):
            return
        self._renumber()
        self._choose(item, self.tree)
        self._changed()

    def _move_root(self, item: _Item, place: int) -> None:
        """Half-days exchange what they hold: days and moments stay in their order."""
        other = self.tree.topLevelItem(place)
        if other is None:
            return
        mine, yours = _half_day(item), _half_day(other)
        with QSignalBlocker(self.tree):
            self._taken(item)
            self.tree.insertTopLevelItem(place, item)
            item.setExpanded(True)
        for changed, kept in ((item, yours), (other, mine)):
            changed.setData(0, KEPT, kept)
            _write(changed)

    def _move_module(self, item: _Item, owner: _Item, step: int) -> bool:
        place = owner.indexOfChild(item) + step
        target = owner
        if not 0 <= place < owner.childCount():
            next_one = self.tree.topLevelItem(self.tree.indexOfTopLevelItem(owner) + step)
            if next_one is None:
                return False
            target, place = next_one, 0 if step > 0 else next_one.childCount()
        with QSignalBlocker(self.tree):
            self._taken(item)
            target.insertChild(place, item)
            target.setExpanded(True)
        return True

    def _modules(self, root: _Item) -> list[Module]:
        found = []
        for item in _children(root):
            module = _module(item)
            if module.points and not module.title:
                self._choose(item, self.title)
                raise ValueError("Donnez un titre à la séquence choisie : elle a des points.")
            if module.title:
                found.append(module)
        return found

    def _show_current(self) -> None:
        item = self.tree.currentItem()
        with (
            QSignalBlocker(self.day),
            QSignalBlocker(self.part),
            QSignalBlocker(self.title),
            QSignalBlocker(self.points),
        ):
            if item is None:
                self._pages.setCurrentIndex(0)
            elif item.parent() is None:
                half_day = _half_day(item)
                self._choose_day(half_day.day)
                self.part.setCurrentIndex(PARTS.index(half_day.day_part))
                self._pages.setCurrentIndex(1)
            else:
                module = _module(item)
                self.title.setText(module.title)
                self.points.setPlainText("\n".join(module.points))
                self._pages.setCurrentIndex(2)
        self._removing.setEnabled(item is not None)
        self._up.setEnabled(item is not None)
        self._down.setEnabled(item is not None)

    def _choose_day(self, day: int | None) -> None:
        if self.day.findData(day) < 0:
            self.day.addItem(str(day), day)
        self.day.setCurrentIndex(self.day.findData(day))

    def _write_half_day(self) -> None:
        item = self.tree.currentItem()
        if item is not None and item.parent() is None:
            half_day = HalfDay(day=self.day.currentData(), day_part=PARTS[self.part.currentIndex()])
            item.setData(0, KEPT, half_day)
            _write(item)
            self._changed()

    def _write_module(self) -> None:
        item = self.tree.currentItem()
        if item is not None and item.parent() is not None:
            lines = (line.strip() for line in self.points.toPlainText().splitlines())
            module = replace(
                _module(item),
                title=self.title.text().strip(),
                points=tuple(line for line in lines if line),
            )
            item.setData(0, KEPT, module)
            _write(item)
            self._changed()

    def _renumber(self) -> None:
        """Number the modules again through the course, where they are numbered."""
        items = [item for root in self._roots() for item in _children(root)]
        if not any(_module(item).number is not None for item in items):
            return
        for number, item in enumerate(items, 1):
            item.setData(0, KEPT, replace(_module(item), number=number))
            _write(item)

    def _added(self, owner: _Item | None, kept: HalfDay | Module, place: int = -1) -> _Item:
        item = QTreeWidgetItem()
        item.setData(0, KEPT, kept)
        _write(item)
        if owner is not None:
            owner.insertChild(place if place >= 0 else owner.childCount(), item)
        else:
            end = self.tree.topLevelItemCount()
            self.tree.insertTopLevelItem(place if place >= 0 else end, item)
        return item

    def _taken(self, item: _Item) -> None:
        owner = item.parent()
        if owner is not None:
            owner.removeChild(item)
        else:
            self.tree.takeTopLevelItem(self.tree.indexOfTopLevelItem(item))

    def _roots(self) -> list[_Item]:
        items = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        return [item for item in items if item is not None]

    def _chosen_root(self) -> _Item | None:
        item = self.tree.currentItem()
        return (item.parent() or item) if item is not None else None

    def _choose(self, item: _Item, focus: QWidget) -> None:
        self.tree.setCurrentItem(item)
        self._show_current()
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> None:
        self._recount()
        self.edited.emit()

    def _recount(self) -> None:
        roots = self._roots()
        modules = sum(root.childCount() for root in roots)
        self._count.setText(
            f"{plural(len(roots), 'demi-journée')}, {plural(modules, 'séquence')}" if roots else ""
        )

    def _arrange(self) -> None:
        left = QWidget(self)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        made: list[QPushButton] = []
        for place, icon, text, act, keys, words in (
            ((0, 0), "plus", "Demi-journée", self.add_half_day, "Ctrl+Ins", "Ctrl+Inser"),
            ((0, 1), "plus", "Séquence", self.add_module, "Ins", "Inser"),
            ((1, 0), "chevron-up", "Monter", lambda: self.shift(-1), "Ctrl+Up", "Ctrl+Haut"),
            ((1, 1), "chevron-down", "Descendre", lambda: self.shift(1), "Ctrl+Down", "Ctrl+Bas"),
            ((1, 2), "trash-2", "Retirer", self.remove, "Del", "Suppr"),
        ):
            made.append(self._button(icon, text, act, keys, words))
            buttons.addWidget(made[-1], *place)
        self._up, self._down, self._removing = made[2:]
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tree, 1)
        column.addLayout(buttons)
        self._count = QLabel(self)
        self._count.setProperty("role", "muted")
        column.addWidget(self._count)
        hint = QLabel(
            "Commencez par une demi-journée (Ctrl+Inser), puis ajoutez ses séquences (Inser).", self
        )
        hint.setWordWrap(True)
        hint.setProperty("role", "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages.addWidget(hint)
        self._pages.addWidget(_form(("&Jour", self.day), ("&Moment", self.part)))
        self._pages.addWidget(_form(("&Titre", self.title), ("&Points", self.points)))
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(16)
        splitter.addWidget(left)
        splitter.addWidget(self._pages)
        splitter.setSizes([400, 440])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def _button(
        self, icon: str, text: str, act: Callable[[], None], keys: str, words: str
    ) -> QPushButton:
        button = QPushButton(theme.icon(icon), text, self)
        button.setAutoDefault(False)
        button.setToolTip(f"{text} ({words})")
        button.clicked.connect(lambda _checked=False: act())
        shortcut = QShortcut(QKeySequence(keys), self.tree, act)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        return button


def _form(*rows: tuple[str, QWidget]) -> QWidget:
    page = QWidget()
    layout = QFormLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(8)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    for caption, widget in rows:
        layout.addRow(caption, widget)
    return page


def _children(item: _Item) -> list[_Item]:
    found = [item.child(place) for place in range(item.childCount())]
    return [child for child in found if child is not None]


def _half_day(item: _Item) -> HalfDay:
    kept = item.data(0, KEPT)
    assert isinstance(kept, HalfDay)  # noqa: S101 - roots keep nothing else
    return kept


def _module(item: _Item) -> Module:
    kept = item.data(0, KEPT)
    assert isinstance(kept, Module)  # noqa: S101 - children keep nothing else
    return kept


def _write(item: _Item) -> None:
    """Write an item as the programme prints it."""
    kept = item.data(0, KEPT)
    if isinstance(kept, HalfDay):
        words = [
            f"jour {kept.day}" if kept.day else "",
            label(kept.day_part) if kept.day_part else "",
        ]
        text = " – ".join(filter(None, words)) or "programme"
        item.setText(0, text[0].upper() + text[1:])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        return
    number = f"{kept.number}. " if kept.number is not None else ""
    item.setText(0, f"{number}{kept.title or UNTITLED}")


def _following(last: HalfDay | None) -> HalfDay:
    """Return the half-day that comes after another."""
    if last is None:
        return HalfDay(day=1, day_part=DayPart.MORNING)
    if last.day is None:
        return HalfDay()
    if last.day_part is DayPart.MORNING:
        return HalfDay(day=last.day, day_part=DayPart.AFTERNOON)
    part = DayPart.MORNING if last.day_part else None
    return HalfDay(day=last.day + 1, day_part=part)
