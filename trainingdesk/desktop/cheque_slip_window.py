"""Cheques on their way to the bank: those that wait, ticked, and the slips that were made."""

from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.widgets.day_line import DayLine
from trainingdesk.desktop.widgets.detail import heading
from trainingdesk.desktop.widgets.number_box import NumberBox
from trainingdesk.desktop.widgets.tree_items import align_right, grey, heads, list_tree
from trainingdesk.domain.cheque_slips import LONGEST_WAIT, Cheque, total
from trainingdesk.french import euros, plural, short_date, typeset
from trainingdesk.services import cheque_slips
from trainingdesk.services.changes import Changes
from trainingdesk.services.cheque_slips import MadeSlip

_LINE = Qt.ItemDataRole.UserRole
_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_WAITING = ("Reçu le", "Tireur", "Chèque", "Factures réglées", "Montant", "À savoir")
_MADE = ("Remise", "Le", "Chèques", "Total", "État")
LONGEST_NOTE = 200
NOBODY = "Aucun chèque n’attend d’être remis en banque."
NO_SLIP = "Aucune remise n’est encore faite."
CHOOSE = "Choisissez d’abord une remise de la liste."


class ChequeSlipWindow(QDialog):
    """Lists the cheques that wait, to tick, and the slips that they went with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Remise de chèques")
        self._desk = desk
        self._head = QLabel(self)
        self._head.setWordWrap(True)
        widths = (120, 240, 140, 160, 110)
        self.waiting = list_tree(self, "Chèques à remettre", _WAITING, widths, (4,))
        self.waiting.itemChanged.connect(lambda *_item: self._count())
        self.waiting.itemActivated.connect(lambda *_item: self.open_payment())
        self.made = list_tree(self, "Remises faites", _MADE, (150, 110, 90, 120), (2, 3))
        self.made.itemActivated.connect(lambda *_item: self.look())
        self.day = DayLine("Date de la remise", desk.office.today, self)
        self.notes = QLineEdit(self)
        self.notes.setAccessibleName("Observations")
        self.notes.setPlaceholderText("Facultatif, imprimé sur le bordereau")
        self.notes.setMaxLength(LONGEST_NOTE)
        self.wait = NumberBox(self)
        self.wait.setRange(0, LONGEST_WAIT)
        self.wait.setSuffix(" jours")
        self.wait.setSpecialValueText("jamais")
        self.wait.setAccessibleName("Rappeler sur l’Accueil les chèques qui attendent depuis")
        self.wait.setValue(cheque_slips.wait_days(desk.office))
        self.wait.valueChanged.connect(lambda _days: self.save_wait())
        self._all = button("Tout cocher", "list-checks", self.tick_all)
        self._make = QPushButton(theme.icon("stamp", theme.current().on_accent), "", self)
        self._make.setProperty("primary", "true")
        self._make.clicked.connect(lambda _checked=False: self.make())
        self._arrange()
        self.read()
        self.resize(1120, 660)

    @property
    def ticked(self) -> list[Cheque]:
        """The cheques that are to go."""
        items = heads(self.waiting)
        return [item.data(0, _LINE) for item in items if item.checkState(0) == _TICKED]

    def read(self) -> None:
        """Show what waits and the slips as the file has them.

        All that is not void is ticked, but what was unticked before.
        """
        office = self._desk.office
        found = cheque_slips.waiting(office)
        left = {line.data(0, _LINE).payment_id for line in heads(self.waiting)}
        left -= {cheque.payment_id for cheque in self.ticked}
        with QSignalBlocker(self.waiting):
            self.waiting.clear()
            for cheque in found:
                self._add_waiting(cheque, is_left=cheque.payment_id in left)
        self.made.clear()
        for slip in cheque_slips.slips(office):
            _add_made(self.made, slip)
        if (first := self.made.topLevelItem(0)) is not None:
            self.made.setCurrentItem(first)
        self._head.setText(typeset(_told(found, office.today())))
        self._none_made.setVisible(first is None)
        self._count()

    # Cheques that wait ----------------------------------------------------------------------------

    def make(self) -> None:
        """Make the slip of what is ticked beside the window, then show its paper."""
        ids, on, notes = [one.payment_id for one in self.ticked], self.day.day(), self.notes.text()
        if not ids or not self._make.isEnabled():
            return
        if on is None:
            self.day.setFocus()
            return
        self._make.setEnabled(False)

        def work(ticket: Ticket) -> Changes:
            return cheque_slips.make(ticket.office, ids, on, notes)

        self._desk.jobs.run("Bordereau de remise", work, self._was_made, self._failed)

    def tick_all(self) -> None:
        """Tick all that may go; or none, where all of it is."""
        lines = [line for line in heads(self.waiting) if _may_go(line)]
        state = _UNTICKED if all(line.checkState(0) == _TICKED for line in lines) else _TICKED
        with QSignalBlocker(self.waiting):
            for line in lines:
                line.setCheckState(0, state)
        self._count()

    def open_payment(self) -> None:
        """Open the payment of the chosen cheque."""
        if (line := self.waiting.currentItem()) is not None:
            self._desk.edit("payment", line.data(0, _LINE).payment_id)

    def save_wait(self) -> None:
        """Keep how long a cheque may wait before the first page tells so."""
        act = partial(cheque_slips.save_wait_days, self._desk.office, self.wait.value())
        self._desk.perform(act, self)

    def _was_made(self, changes: Changes) -> None:
        self._desk.broadcast(changes)
        self._desk.tell(changes.label)
        if not isValid(self):  # closed before the slip was made
            return
        self.notes.clear()
        self.read()
        self._show(changes.saved_id)

    def _failed(self, error: BaseException) -> None:
        self._desk.report(error)
        if isValid(self):
            self.read()

    # Slips that were made -------------------------------------------------------------------------

    def look(self) -> None:
        """Show the paper of the chosen slip as it left."""
        if (slip := self._chosen()) is not None:
            self._show(slip.slip.id or 0)

    def undo(self) -> None:
        """Let the cheques of the chosen slip wait again."""
        slip = self._chosen()
        if slip is None:
            return
        act = partial(cheque_slips.undo, self._desk.office, slip.slip.id or 0)
        if self._desk.perform(act, self) is not None:
            self.read()

    def _show(self, slip_id: int) -> None:
        """Show the paper of a slip as it left; one that was not printed yet, to be issued."""
        paper_id = cheque_slips.paper_of(self._desk.office, slip_id)
        if paper_id is not None:
            self._desk.show_issued(paper_id)
        else:
            self._desk.show_paper(cheque_slips.PAPER, cheque_slips.subject_of(slip_id))

    def _chosen(self) -> MadeSlip | None:
        line = self.made.currentItem()
        if line is None:
            self._desk.tell(CHOOSE)
            return None
        chosen: MadeSlip = line.data(0, _LINE)
        return chosen

    # What is seen ---------------------------------------------------------------------------------

    def _add_waiting(self, cheque: Cheque, *, is_left: bool) -> None:
        today = self._desk.office.today()
        cells = [
            short_date(cheque.received_on),
            cheque.payer,
            cheque.reference,
            cheque.invoices,
            euros(cheque.amount),
            _note(cheque, (today - cheque.received_on).days, is_void=cheque.is_void(today)),
        ]
        line = QTreeWidgetItem(self.waiting, cells)
        line.setData(0, _LINE, cheque)
        align_right(line, (4,))
        for column in (1, 2, 3, 5):
            line.setToolTip(column, cells[column])
        if cheque.is_void(today):
            line.setFlags(line.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            grey(line)
            return
        line.setCheckState(0, _UNTICKED if is_left else _TICKED)

    def _count(self) -> None:
        chosen, offered = self.ticked, [one for one in heads(self.waiting) if _may_go(one)]
        what = plural(len(chosen), "chèque", "chèques")
        self._make.setText(
            f"Faire le bordereau : {what}, {euros(total(chosen))}"
            if chosen
            else "Faire le bordereau des chèques cochés"
        )
        self._make.setEnabled(bool(chosen))
        self._all.setEnabled(bool(offered))
        is_whole = bool(offered) and len(chosen) == len(offered)
        self._all.setText("Tout décocher" if is_whole else "Tout cocher")

    def _arrange(self) -> None:
        upper, lower = QWidget(self), QWidget(self)
        top = QVBoxLayout(upper)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        top.addWidget(self._head)
        top.addWidget(self.waiting, 1)
        asked = QHBoxLayout()
        asked.setSpacing(8)
        for words, field in (("Remis en banque le", self.day), ("Observations", self.notes)):
            caption = QLabel(words, self)
            caption.setBuddy(field)
            asked.addWidget(caption)
            asked.addWidget(field)
        top.addLayout(asked)
        top.addWidget(self.day.trouble)
        done = QHBoxLayout()
        done.setSpacing(8)
        done.addWidget(self._all)
        done.addStretch(1)
        done.addWidget(self._make)
        top.addLayout(done)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(8)
        below.addWidget(heading("Remises faites"))
        self._none_made = QLabel(NO_SLIP, self)
        self._none_made.setProperty("role", "muted")
        below.addWidget(self._none_made)
        below.addWidget(self.made, 1)
        look = button("Voir", "eye", self.look)
        back = button("Annuler la remise", "undo-2", self.undo)
        below.addWidget(row(look, back))
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setChildrenCollapsible(False)
        halves.addWidget(upper)
        halves.addWidget(lower)
        halves.setSizes([380, 220])
        close = button("Fermer", "x", self.close)
        for one in (self._all, look, back, close, self._make):
            one.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(halves, 1)
        layout.addLayout(self._last_line(close))

    def _last_line(self, close: QPushButton) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        caption = QLabel("Rappeler sur l’Accueil un chèque qui attend depuis", self)
        caption.setBuddy(self.wait)
        line.addWidget(caption)
        line.addWidget(self.wait)
        line.addStretch(1)
        line.addWidget(close)
        return line


def _add_made(tree: QTreeWidget, made: MadeSlip) -> None:
    slip = made.slip
    cells = [
        slip.number,
        short_date(slip.deposited_on),
        str(slip.cheques),
        euros(slip.total),
        _state(made),
    ]
    line = QTreeWidgetItem(tree, cells)
    line.setData(0, _LINE, made)
    line.setToolTip(0, slip.notes)
    align_right(line, (2, 3))
    if slip.undone_on is not None:
        grey(line)


def _may_go(line: QTreeWidgetItem) -> bool:
    return bool(line.flags() & Qt.ItemFlag.ItemIsUserCheckable)


def _note(cheque: Cheque, days: int, *, is_void: bool) -> str:
    if is_void:
        return f"Périmé depuis le {short_date(cheque.last_day)} : à redemander"
    if not days:
        return "Reçu aujourd’hui"
    return f"Attend depuis {plural(days, 'jour')}"


def _state(made: MadeSlip) -> str:
    if made.slip.undone_on is not None:
        return f"Annulée le {short_date(made.slip.undone_on)}"
    if made.bounced:
        return plural(made.bounced, "chèque rejeté", "chèques rejetés")
    return "Déposée"


def _told(found: tuple[Cheque, ...], today: date) -> str:
    valid = [cheque for cheque in found if not cheque.is_void(today)]
    if not valid:
        return NOBODY
    count = plural(len(valid), "chèque à remettre", "chèques à remettre")
    return (
        f"{count} en banque, {euros(total(valid))} en tout. Décochez ceux qui ne partent pas ; un "
        "chèque gardé pendant un délai de rétractation n’apparaît ici qu’une fois encaissé."
    )
