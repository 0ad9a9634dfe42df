"""In which order the papers of a session are printed, and how many of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QSpinBox, QTreeWidgetItem

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.print_order import Ui_PrintOrderForm
from trainingdesk.services import print_order
from trainingdesk.services.changes import Changes
from trainingdesk.services.print_order import MOST_COPIES, PrintChoice

_CHOICE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Order:
    """The kinds of papers in the order of printing."""

    choices: tuple[PrintChoice, ...] = ()


class PrintOrderEditor(Editor[Order]):
    """The list of papers with their copies; rows are moved by buttons, or by Alt and an arrow."""

    form = Ui_PrintOrderForm
    record = Order
    noun = "Ordre d’impression"
    fresh = known = ""

    def prepare(self) -> None:
        """Connect what moves the rows."""
        ui = self.ui
        for name, icon in (("up", "chevron-up"), ("down", "chevron-down"), ("keep_out", "ban")):
            getattr(ui, name).setIcon(theme.icon(icon))
        ui.usual.setIcon(theme.icon("undo-2"))
        header = ui.order_list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        ui.order_list.setColumnWidth(1, 110)
        ui.up.clicked.connect(lambda: self._move(-1))
        ui.down.clicked.connect(lambda: self._move(1))
        ui.keep_out.clicked.connect(self._keep_out)
        ui.usual.clicked.connect(self._take_usual)
        ui.order_list.currentItemChanged.connect(self._judge)

    def load(self, row_id: int | None) -> Order:  # noqa: ARG002 - there is one order
        """Return the order as it is kept."""
        return Order(print_order.print_choices(self.office))

    def shown(self) -> None:
        """Show it."""
        self._show(self.value.choices, 0)

    def complete(self, value: Order) -> Order:  # noqa: ARG002 - the list holds all
        """Return the order as it is seen."""
        return Order(tuple(self._choices()))

    def store(self, value: Order) -> Changes:
        """Keep it."""
        return print_order.save_print_order(
            self.office, [choice.printed for choice in value.choices]
        )

    def _choices(self) -> list[PrintChoice]:
        rows = self.ui.order_list
        items = [rows.topLevelItem(place) for place in range(rows.topLevelItemCount())]
        return [replace(item.data(0, _CHOICE), copies=self._copies(item).value()) for item in items]

    def _copies(self, item: QTreeWidgetItem) -> QSpinBox:
        box = self.ui.order_list.itemWidget(item, 1)
        assert isinstance(box, QSpinBox)  # noqa: S101 - put there by `_show`
        return box

    def _show(self, choices: Sequence[PrintChoice], place: int) -> None:
        rows = self.ui.order_list
        rows.clear()
        for choice in choices:
            item = QTreeWidgetItem(rows, [choice.name])
            item.setData(0, _CHOICE, choice)
            box = QSpinBox(rows)
            box.setRange(0, MOST_COPIES)
            box.setSpecialValueText("aucun")
            box.setValue(choice.copies)
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.setAccessibleName(f"Exemplaires, {choice.name}")
            box.valueChanged.connect(lambda _copies: self.touch())
            rows.setItemWidget(item, 1, box)
        rows.setCurrentItem(rows.topLevelItem(place))
        self._judge()

    def _move(self, by: int) -> None:
        choices, place = self._choices(), self._place
        goal = place + by
        if place < 0 or not 0 <= goal < len(choices):
            return
        choices[place], choices[goal] = choices[goal], choices[place]
        self._show(choices, goal)
        self.touch()

    def _keep_out(self) -> None:
        item = self.ui.order_list.currentItem()
        if item is not None:
            self._copies(item).setValue(0)

    def _take_usual(self) -> None:
        self._show(print_order.usual_choices(), 0)
        self.touch()

    def _judge(self) -> None:
        """Offer to move a row where it can go."""
        last = self.ui.order_list.topLevelItemCount() - 1
        self.ui.up.setEnabled(self._place > 0)
        self.ui.down.setEnabled(0 <= self._place < last)
        self.ui.keep_out.setEnabled(self._place >= 0)

    @property
    def _place(self) -> int:
        rows = self.ui.order_list
        return rows.indexOfTopLevelItem(rows.currentItem()) if rows.currentItem() else -1
