"""Lines of bank statements in a table: what each seems to be, and which are ticked."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QColor

from trainingdesk.desktop import theme
from trainingdesk.desktop.models.table import LEFT, RIGHT, ROOT, Index
from trainingdesk.domain.bank_proposals import Confidence, Proposal
from trainingdesk.domain.bank_statements import LineState
from trainingdesk.domain.labels import label
from trainingdesk.french import number, short_date, typeset
from trainingdesk.services.bank import ReviewedLine

CAPTIONS = ("Date", "Libellé", "Montant", "Ce que c’est", "Certitude", "Pourquoi")
DAY, WORDS, AMOUNT, WHAT, SURENESS, REASON = range(len(CAPTIONS))
NOTHING = "À choisir"
NO_REASON = "Aucune facture de ce montant, et le libellé ne cite ni numéro ni payeur connu."
_SURENESS = {
    Confidence.SURE: "sûr",
    Confidence.LIKELY: "probable",
    Confidence.DOUBTFUL: "à choisir",
}


class BankLines(QAbstractTableModel):
    """Keeps the lines that are shown; those that are sure come ticked."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ReviewedLine] = []
        self._known: set[int] = set()
        self._ticked: set[int] = set()

    def show(self, rows: Sequence[ReviewedLine]) -> None:
        """Take the place of what was shown; who was unticked by hand stays so."""
        self.beginResetModel()
        self.rows = list(rows)
        ready = {_id(row) for row in rows if row.is_ready}
        fresh = {_id(row) for row in rows if row.is_sure} - self._known
        self._ticked = (self._ticked & ready) | fresh
        self._known = ready
        self.endResetModel()
        self.ticked_changed.emit()

    def drop(self, line_ids: Sequence[int]) -> None:
        """Take lines away that were dealt with; what the others seem to be is read again later."""
        gone = set(line_ids)
        for place in reversed(range(len(self.rows))):
            if _id(self.rows[place]) in gone:
                self.beginRemoveRows(ROOT, place, place)
                del self.rows[place]
                self.endRemoveRows()
        self._ticked -= gone
        self.ticked_changed.emit()

    def ticked(self) -> dict[int, Proposal]:
        """Return what is proposed for the ticked lines, in the order of the list."""
        return {
            _id(row): row.proposal
            for row in self.rows
            if row.proposal is not None and _id(row) in self._ticked
        }

    def toggle(self, places: Sequence[int]) -> None:
        """Tick rows, or untick them where all of them are; those that are open stay as they are."""
        ids = {_id(self.rows[place]) for place in places if self.rows[place].is_ready}
        self._ticked = self._ticked - ids if ids <= self._ticked else self._ticked | ids
        for place in places:
            self.dataChanged.emit(self.index(place, DAY), self.index(place, DAY))
        self.ticked_changed.emit()

    def row_of(self, line_id: int) -> int | None:
        """Return the row that shows a line, if it is shown."""
        return next((at for at, row in enumerate(self.rows) if _id(row) == line_id), None)

    # Qt's own interface -------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(CAPTIONS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == DAY and self.rows[index.row()].is_ready:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return typeset(_shown(row)[column])
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column == AMOUNT else LEFT
            case Qt.ItemDataRole.CheckStateRole if column == DAY and row.is_ready:
                is_ticked = _id(row) in self._ticked
                return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole:
                ink = _ink(row, column)
                return QColor(ink) if ink else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.rows[index.row()]
        if role != Qt.ItemDataRole.CheckStateRole or not row.is_ready:
            return False
        wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        if wanted != (_id(row) in self._ticked):
            self.toggle([index.row()])
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return CAPTIONS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if section == AMOUNT else LEFT
        return None


def _id(row: ReviewedLine) -> int:
    return row.line.id or 0


def _shown(row: ReviewedLine) -> tuple[str, ...]:
    line, proposal = row.line, row.proposal
    what, sureness, reason = row.told, label(line.state), ""
    if proposal is not None:
        what, sureness, reason = proposal.what, _SURENESS[proposal.confidence], proposal.reason
    elif line.state is LineState.WAITING:
        what, sureness, reason = NOTHING, _SURENESS[Confidence.DOUBTFUL], NO_REASON
    words = " – ".join(filter(None, (line.label, line.reference)))
    return short_date(line.day), words, number(line.amount, 2), what, sureness, reason


def _ink(row: ReviewedLine, column: int) -> str:
    colours = theme.current()
    if row.line.state is not LineState.WAITING:
        return colours.muted
    if column == SURENESS:
        if row.is_sure:
            return colours.success
        return colours.text if row.is_ready else colours.warning
    return colours.muted if column == REASON else ""
