"""Taking a list elsewhere, as it is seen: filtered, in its order, amounts and days as such."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlite_utils import Database

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.models.table import Column, ListModel
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.list_pane import View
from trainingdesk.domain.money import from_cents
from trainingdesk.french import typeset
from trainingdesk.interchange.tables import Cell, TableFormat, export_rows
from trainingdesk.services.changes import Changes
from trainingdesk.services.writing import write_whole
from trainingdesk.storage import lists
from trainingdesk.storage.lists import Asked

_KINDS = {TableFormat.CSV: "Fichier CSV (*.csv)", TableFormat.XLSX: "Classeur Excel (*.xlsx)"}
_VALUES: Mapping[Callable[[Any], str], Callable[[Any], Cell]] = MappingProxyType(
    {shown.cents: from_cents, shown.day: date.fromisoformat, shown.decimal: Decimal}
)
"""What a column holds, by how it writes it: elsewhere an amount is a number, not a text."""


def export_list(desk: Desk, view: View, asked: Asked, form: TableFormat, owner: QWidget) -> None:
    """Ask where, then write the list there beside the window."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _filter = QFileDialog.getSaveFileName(
        owner, "Exporter la liste", f"{folder}/{view.caption}.{form}", _KINDS[form]
    )
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_suffix(f".{form}")

    def work(ticket: Ticket) -> Changes:
        rows = rows_asked(ticket.office.db, view, asked, ticket.progress)
        captions = [column.caption for column in view.columns]
        file = write_whole(path, export_rows(captions, rows, form))
        return Changes(typeset(f"Liste exportée : {file.name}"), frozenset(), file=file)

    desk.jobs.run("Export", work, lambda done: desk.tell(done.label), desk.report)


def rows_asked(
    db: Database, view: View, asked: Asked, progress: Callable[[int, int, str], None]
) -> Iterator[list[Cell]]:
    """Yield the rows that a list shows, page by page, as values."""
    ids = lists.find_ids(db, view.listing, asked)
    for start in range(0, len(ids), ListModel.PAGE):
        progress(start, len(ids), "Export")
        page = ids[start : start + ListModel.PAGE]
        rows = lists.fetch(db, view.listing, page)
        for row_id in page:
            if row_id in rows:
                yield [_cell(column, rows[row_id][column.field]) for column in view.columns]


def _cell(column: Column, value: Any) -> Cell:  # noqa: ANN401 - a cell of the file
    if value is None:
        return ""
    if isinstance(value, int) and column.show is str:
        return Decimal(value)
    as_value = _VALUES.get(column.show)
    return as_value(value) if as_value else column.show(value)
