"""Papers that are kept with their scans: a list to drop files on, and what is done with each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QTableWidget, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.widgets.detail import ShortTable, small_table
from trainingdesk.desktop.widgets.drop_area import DropArea
from trainingdesk.desktop.widgets.proofs import open_copy
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.french import plural, short_date, typeset
from trainingdesk.services.changes import Changes

SOON = timedelta(days=30)
"""How long before its end a paper is to be asked for again."""
CAPTIONS = ("Pièce", "Validité", "Jusqu’au", "Précision", "Reçue le", "Fichier")
VALIDITY = CAPTIONS.index("Validité")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """One row of the list."""

    id: int
    name: str
    label: str
    received_on: date | None
    valid_until: date | None
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What the owner of the papers does with them; `scan` returns the name and the bytes."""

    add: Callable[[Path | None], object]
    change: Callable[[int], object]
    scan: Callable[[int], tuple[str, bytes | None]]
    remove: Callable[[int], Changes]


class KeptPapers(DropArea):
    """The list with its buttons; Enter opens a scan, or what is known of a paper without one."""

    def __init__(
        self, desk: Desk, papers: Sequence[KeptPaper], acts: Acts, *above: QWidget, empty: str
    ) -> None:
        self._desk = desk
        self._papers = papers
        self._acts = acts
        self.table = _table(papers, desk.office.today(), empty, self._open)
        super().__init__(*above, self._bar(), self.table)
        self.dropped.connect(acts.add)

    def _bar(self) -> QWidget:
        whole = QWidget()
        room = QHBoxLayout(whole)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(8)
        for text, icon, act in (
            ("Ajouter…", "plus", lambda: self._acts.add(None)),
            ("Modifier…", "pencil", self._change),
            ("Ouvrir", "eye", self._look),
            ("Enregistrer sous…", "save", self._save),
            ("Retirer", "trash-2", self._remove),
        ):
            made = QPushButton(theme.icon(icon), text)
            made.setAutoDefault(False)
            made.setEnabled(icon == "plus" or bool(self._papers))
            made.clicked.connect(lambda _checked=False, act=act: act())
            room.addWidget(made)
        room.addStretch(1)
        return whole

    def _chosen(self) -> KeptPaper | None:
        place = self.table.currentRow() if isinstance(self.table, ShortTable) else -1
        if place < 0 and len(self._papers) == 1:
            place = 0
        if place < 0:
            self._desk.tell("Choisissez d’abord une pièce de la liste.")
            return None
        return self._papers[place]

    def _open(self, place: int) -> None:
        paper = self._papers[place]
        if open_copy(*self._acts.scan(paper.id)) is None:
            self._acts.change(paper.id)

    def _look(self) -> None:
        paper = self._chosen()
        if paper is not None and open_copy(*self._acts.scan(paper.id)) is None:
            self._desk.tell("Cette pièce n’a pas de numérisation : « Modifier… » en ajoute une.")

    def _change(self) -> None:
        if (paper := self._chosen()) is not None:
            self._acts.change(paper.id)

    def _save(self) -> None:
        paper = self._chosen()
        if paper is None:
            return
        name, content = self._acts.scan(paper.id)
        if content is None:
            self._desk.tell("Cette pièce n’a pas de numérisation : « Modifier… » en ajoute une.")
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _filter = QFileDialog.getSaveFileName(self, "Enregistrer", f"{folder}/{name}")
        if chosen:
            self._desk.perform(lambda: _written(Path(chosen), content), self.window())

    def _remove(self) -> None:
        paper = self._chosen()
        if paper is not None:
            self._desk.perform(lambda: self._acts.remove(paper.id), self.window())


def _written(path: Path, content: bytes) -> Changes:
    path.write_bytes(content)
    return Changes(typeset(f"Fichier enregistré : {path.name}"), frozenset(), file=path)


def _table(
    papers: Sequence[KeptPaper], today: date, empty: str, opened: Callable[[int], object]
) -> QWidget:
    table = small_table(
        CAPTIONS,
        [
            (
                capital(paper.name),
                validity(paper.valid_until, today)[0],
                _day(paper.valid_until),
                paper.label,
                _day(paper.received_on),
                paper.file_name or "–",
            )
            for paper in papers
        ],
        long=(0, 3, 5),
        empty=empty,
        opened=opened,
    )
    if isinstance(table, QTableWidget):
        for place, paper in enumerate(papers):
            ink = validity(paper.valid_until, today)[1]
            cell = table.item(place, VALIDITY)
            if ink and cell is not None:
                cell.setForeground(QColor(getattr(theme.current(), ink)))
    return table


def validity(until: date | None, today: date) -> tuple[str, str]:
    """Return how long a paper is still good, in words, and the theme's colour for it."""
    if until is None:
        return "sans terme", ""
    left = (until - today).days
    if left < 0:
        return f"expirée depuis {plural(-left, 'jour')}", "danger"
    if until - today <= SOON:
        return f"expire dans {plural(left, 'jour')}" if left else "expire aujourd’hui", "warning"
    return "valable", "success"


def _day(day: date | None) -> str:
    return short_date(day) if day is not None else ""
