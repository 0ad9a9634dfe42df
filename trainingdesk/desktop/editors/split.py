"""Some people of a session that has too many go to a second one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.replanning import Replanning
from trainingdesk.desktop.forms.split import Ui_SplitForm
from trainingdesk.domain.sessions import Slot, TrainingSession
from trainingdesk.french import plural, short_date, typeset
from trainingdesk.services import capacity, splitting
from trainingdesk.services.changes import Changes
from trainingdesk.storage import sessions as store

GAP = 24
"""What the tick and the spaces of the theme take in a cell."""
WIDEST = 220
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """Whether the second session has the same trainers, at the same dates."""

    with_trainers: bool = False


class SplitEditor(Replanning[Second]):
    """Splits one session; the last who were enrolled are proposed."""

    form = Ui_SplitForm
    record = Second
    noun = "Scinder la session"
    known = ""

    def load(self, row_id: int | None) -> Second:
        """Return a second session whose dates are still to be set."""
        self._session_id = required(row_id, "people", "Choisissez la session à scinder.")
        session = store.SESSIONS.get(self.office.db, self._session_id)
        self.ui.session_name.setText(f"{session.number} – {session.title}")
        self.ui.dates.addItem("à fixer", False)
        if store.slots_of(self.office.db, self._session_id):
            self.ui.dates.addItem("les mêmes, dans une autre salle", True)
        return Second()

    def shown(self) -> None:
        """List the people, the last enrolled first."""
        people = self.ui.people
        people.setColumnCount(len(_CAPTIONS))
        people.setHeaderLabels(_CAPTIONS)
        people.setRootIsDecorated(False)
        for each in splitting.movable(self.office, self._session_id):
            day = short_date(each.enrolled_on) if each.enrolled_on else ""
            item = QTreeWidgetItem([each.name, each.client, day, each.hindrance or each.remark])
            item.setData(0, _ID, each.enrolment_id)
            ticked = Qt.CheckState.Checked if each.is_proposed else Qt.CheckState.Unchecked
            item.setCheckState(0, ticked)
            for column in range(len(_CAPTIONS)):
                item.setToolTip(column, item.text(column))
            item.setDisabled(bool(each.hindrance))
            people.addTopLevelItem(item)
        for column in range(len(_CAPTIONS) - 1):
            people.resizeColumnToContents(column)
            people.setColumnWidth(column, min(people.columnWidth(column) + GAP, WIDEST))
        people.itemChanged.connect(self._ticked)
        self.ui.dates.currentIndexChanged.connect(self._dates_chosen)
        self._dates_chosen()
        self.listen()
        self._count()
        people.setFocus()

    def planned(self, value: Second) -> tuple[TrainingSession, Sequence[Slot]]:
        """Return the second session."""
        return splitting.second_session(
            self.office,
            self._session_id,
            same_dates=self._has_same_dates,
            with_trainers=value.with_trainers,
        )

    def change(self, value: Second, note: str) -> Changes:
        """Make it, and move the people who are ticked."""
        return splitting.split(
            self.office,
            self._session_id,
            self._chosen(),
            same_dates=self._has_same_dates,
            with_trainers=value.with_trainers,
            note=note,
        )

    @property
    def _has_same_dates(self) -> bool:
        return bool(self.ui.dates.currentData())

    def _dates_chosen(self) -> None:
        self.ui.with_trainers.setEnabled(self._has_same_dates)
        self.touch()
        self.look()

    def _ticked(self) -> None:
        self.touch()
        self._count()

    def _count(self) -> None:
        """Say how many stay and go, and what would still be too many."""
        go = len(self._chosen())
        told = capacity.warnings(self.office, self._session_id, more=-go)
        stay = capacity.seated(self.office, self._session_id) - go
        words = f"{plural(go, 'personne')} dans la seconde session, {stay} dans la première."
        self.ui.count.setText(typeset("\n".join([words, *told])))

    def _chosen(self) -> tuple[int, ...]:
        items = [
            self.ui.people.topLevelItem(row) for row in range(self.ui.people.topLevelItemCount())
        ]
        return tuple(
            item.data(0, _ID)
            for item in items
            if item is not None and item.checkState(0) is Qt.CheckState.Checked
        )


_CAPTIONS = ("Personne", "Client", "Inscription", "À savoir")
