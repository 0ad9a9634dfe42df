"""Scans before they are filed: of which session, what they are, which half-days they prove."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.errors import sentence
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import scrolling
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.session_documents import SessionDocumentKind
from trainingdesk.french import plural, short_date, typeset
from trainingdesk.services import session_documents
from trainingdesk.services.changes import Changes
from trainingdesk.storage import session_documents as store
from trainingdesk.storage import sessions

LEAVE = "Laisser de côté"
WHOLE = "Toutes les demi-journées"
NONE = "Aucune demi-journée"
LONGEST_TITLE = 44


def review_scans(
    desk: Desk,
    paths: Sequence[Path],
    *,
    session_id: int | None = None,
    moves: bool = False,
) -> "ScanReview | None":
    """Show scans to be filed; while others are being filed those come to the front instead."""
    if isinstance(desk, QWidget):
        for review in desk.findChildren(ScanReview):
            if review.isVisible():
                review.raise_()
                review.activateWindow()
                desk.tell("Terminez d’abord ce classement, puis ajoutez les autres fichiers.")
                return None
    review = ScanReview(desk, paths, session_id=session_id, moves=moves)
    review.show()
    return review


class ScanReview(QDialog):
    """A line for each file; those of the scanner's folder (*moves*) are moved once they are in."""

    def __init__(
        self,
        desk: Desk,
        paths: Sequence[Path],
        *,
        session_id: int | None = None,
        moves: bool = False,
    ) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Classer les scans")
        self._desk = desk
        self._moves = moves
        known = store.session_numbers(desk.office.db)
        self.lines = [ScanLine(desk, path, known, session_id) for path in paths]
        self._save = QPushButton(self)
        self._save.setIcon(theme.icon("check", theme.current().on_accent))
        self._save.setProperty("primary", "true")
        self._save.clicked.connect(self.save)
        give_up = QPushButton("Annuler", self)
        give_up.clicked.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for place, title in enumerate(("Fichier", "Session", "Nature", "Demi-journées")):
            caption = QLabel(title, inside)
            caption.setProperty("role", "muted")
            grid.addWidget(caption, 0, place)
        for number, line in enumerate(self.lines):
            line.place(grid, 1 + 2 * number)
            line.session.currentIndexChanged.connect(self._show_state)
        grid.setRowStretch(grid.rowCount(), 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._save)
        buttons.addWidget(give_up)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(scrolling(inside), 1)
        layout.addLayout(buttons)
        self._show_state()
        self.resize(980, 200 + 48 * min(len(self.lines), 8))

    @Slot()
    def save(self) -> None:
        """File each; one that is refused stays, with the sentence that says why."""
        refused = False
        for line in [each for each in self.lines if each.session_id is not None]:
            try:
                changes = line.act(moves=self._moves)
            except (RuleBroken, OSError) as error:
                line.tell(sentence(error))
                refused = True
            else:
                line.done()
                self._desk.broadcast(changes)
        if not refused:
            self.accept()
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        count = sum(line.session_id is not None for line in self.lines)
        self._save.setText(f"Classer {plural(count, 'fichier')}")
        self._save.setEnabled(count > 0)


class ScanLine:
    """The fields of one file."""

    def __init__(
        self,
        desk: Desk,
        path: Path,
        known: Sequence[tuple[int, str, str]],
        session_id: int | None,
    ) -> None:
        self.path = path
        self._desk = desk
        self._name = QLabel(path.name)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setToolTip(str(path))
        self.session = QComboBox()
        self.session.setAccessibleName(f"Session de {path.name}")
        self.session.addItem(LEAVE, None)
        for known_id, number, title in known:
            self.session.addItem(f"{number} – {title[:LONGEST_TITLE]}", known_id)
        self.kind = QComboBox()
        self.kind.setAccessibleName(f"Nature de {path.name}")
        for kind in SessionDocumentKind:
            if kind is not SessionDocumentKind.CONNECTION_LOG:
                self.kind.addItem(shown.capital(label(kind)), kind)
        self.slots = QComboBox()
        self.slots.setAccessibleName(f"Demi-journées de {path.name}")
        for box, letters in ((self.session, 24), (self.kind, 16), (self.slots, 20)):
            box.setMinimumContentsLength(letters)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self._trouble = QLabel()
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self.session.currentIndexChanged.connect(lambda _index: self._show_slots())
        proposed = session_id or session_documents.proposed_session(desk.office, path.name)
        self.session.setCurrentIndex(max(self.session.findData(proposed), 0))
        self._show_slots()

    @property
    def session_id(self) -> int | None:
        """The session to file it in; `None` leaves it aside."""
        chosen = self.session.currentData()
        return int(chosen) if chosen is not None and self.session.isEnabled() else None

    def place(self, grid: QGridLayout, row: int) -> None:
        """Put the fields in a row of the form, what is wrong below them."""
        for column, field in enumerate((self._name, self.session, self.kind, self.slots)):
            grid.addWidget(field, row, column)
        grid.addWidget(self._trouble, row + 1, 0, 1, 4)

    def act(self, *, moves: bool) -> Changes:
        """File it."""
        file = session_documents.take_in if moves else session_documents.file_scan
        act: Callable[[], Changes] = partial(
            file,
            self._desk.office,
            self.session_id or 0,
            self.path,
            kind=SessionDocumentKind(self.kind.currentData()),
            slot_ids=tuple(self.slots.currentData() or ()),
        )
        return act()

    def tell(self, words: str) -> None:
        """Say why it was refused."""
        self._trouble.setText(typeset(words))
        self._trouble.show()

    def done(self) -> None:
        """Ask nothing more of it."""
        self._trouble.hide()
        for field in (self.session, self.kind, self.slots):
            field.setEnabled(False)

    def _show_slots(self) -> None:
        """Offer the half-days of the session.

        All of them are proposed once it is over, until then the last day that has no scan yet: a
        sheet that is not signed yet would be told as proven.
        """
        self.slots.clear()
        session_id = self.session_id
        self.kind.setEnabled(session_id is not None)
        self.slots.setEnabled(session_id is not None)
        if session_id is None:
            return
        db = self._desk.office.db
        found = sessions.slots_of(db, session_id)
        self.slots.addItem(WHOLE, [slot.id for slot in found])
        for day in dict.fromkeys(slot.day for slot in found):
            own = [slot for slot in found if slot.day == day]
            self.slots.addItem(short_date(day), [slot.id for slot in own])
            for slot in own if len(own) > 1 else ():
                self.slots.addItem(f"{short_date(day)} {label(slot.day_part)}", [slot.id])
        self.slots.addItem(NONE, [])
        today = self._desk.office.today()
        proven = store.proven_slots(db, session_id)
        held = [slot.day for slot in found if slot.day <= today and slot.id not in proven]
        if any(slot.day > today for slot in found):
            proposed = short_date(max(held)) if held else NONE
            self.slots.setCurrentIndex(self.slots.findText(proposed))
