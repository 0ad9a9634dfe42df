"""People read in a list, each ticked, with whom of those known it may be."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from trainingdesk.domain.parties import Trainee
from trainingdesk.french import typeset
from trainingdesk.services.enrolling_lists import Chosen, Matched

CAPTIONS = ("Personne", "Courriel", "Fonction", "Fiche")
WIDTHS = (176, 160, 104)
WHO = 3
NEW, SEATED = "nouvelle fiche", "a déjà une place dans la session"


class NameTable(QTreeWidget):
    """One line a person; someone who has a seat already is neither ticked nor offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(CAPTIONS)
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.header().setSectionResizeMode(WHO, QHeaderView.ResizeMode.Stretch)
        self._found: tuple[Matched, ...] = ()

    def show_people(self, found: Sequence[Matched], told: Callable[[Trainee], str]) -> None:
        """Show who was read; *told* says how known people of one name are told apart."""
        self.clear()
        self._found = tuple(found)
        for one in found:
            name = " ".join(filter(None, (one.name.first_name, one.name.last_name)))
            item = QTreeWidgetItem(self, [name, one.name.email, one.name.job])
            ticked = Qt.CheckState.Unchecked if one.is_enrolled else Qt.CheckState.Checked
            item.setCheckState(0, ticked)
            if one.is_enrolled:
                item.setDisabled(True)
                item.setText(WHO, SEATED)
            elif one.known:
                self.setItemWidget(item, WHO, _choice(one, told))
            else:
                item.setText(WHO, NEW)

    def chosen(self) -> tuple[Chosen, ...]:
        """Return those who are ticked, each with the person that it is said to be."""
        picked = []
        for row, one in enumerate(self._found):
            item = self.topLevelItem(row)
            if item is None or item.checkState(0) is not Qt.CheckState.Checked:
                continue
            box = self.itemWidget(item, WHO)
            person = box.currentData() if isinstance(box, QComboBox) else None
            picked.append(Chosen(one.name, person))
        return tuple(picked)


def _choice(one: Matched, told: Callable[[Trainee], str]) -> QComboBox:
    box = QComboBox()
    for person in one.known:
        box.addItem(typeset(told(person)), person.id)
    box.addItem(NEW, None)
    box.setAccessibleName(f"Fiche de {one.name.first_name} {one.name.last_name}")
    return box
