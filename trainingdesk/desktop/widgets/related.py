"""What belongs to the chosen row: a short list whose rows open on their own page."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QLabel, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.models.table import Column
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import small_table, stacked
from trainingdesk.desktop.widgets.list_pane import Filters
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import number, typeset
from trainingdesk.storage import lists
from trainingdesk.storage.lists import Asked, Listing, Row

MOST = 200
"""Rows shown; the page of their kind shows them all."""

SESSION_COLUMNS = (
    Column(field="number", caption="N°"),
    Column(field="starts_on", caption="Début", show=shown.day),
    Column(field="ends_on", caption="Fin", show=shown.day),
    Column(field="state", caption="État", show=shown.choice(SessionState)),
    Column(field="enrolled", caption="Inscrits", right=True),
    Column(field="title", caption="Formation"),
)


def related(
    desk: Desk,
    listing: Listing,
    columns: Sequence[Column],
    filters: Filters,
    *,
    place: Callable[[Row], tuple[str, str]],
    empty: str,
) -> QWidget:
    """Return the rows of a list that the filters pick; *place* says on which page each opens."""
    ids = lists.find_ids(desk.office.db, listing, Asked(filters=filters))
    seen = ids[:MOST]
    found = lists.fetch(desk.office.db, listing, seen)
    rows = [
        [
            "" if found[row_id][column.field] is None else column.show(found[row_id][column.field])
            for column in columns
        ]
        for row_id in seen
    ]

    def go_to(row_id: int) -> None:
        page, view = place(found[row_id])
        desk.go_to(page, row_id, view)

    table = small_table(
        [column.caption for column in columns],
        rows,
        right=[place for place, column in enumerate(columns) if column.right],
        empty=empty,
        opened=lambda row: go_to(seen[row]),
    )
    if len(ids) <= MOST:
        return table
    words = (
        f"Les {MOST} premières lignes sur {number(Decimal(len(ids)))} : la page les montre toutes."
    )
    more = QLabel(typeset(words))
    more.setProperty("role", "muted")
    return stacked(table, more, stretch=0)


def sessions_of(desk: Desk, name: str, row_id: int, empty: str) -> QWidget:
    """Return the sessions of a course, client, trainee or trainer: *name* is the list's filter."""
    return related(
        desk,
        lists.SESSIONS,
        SESSION_COLUMNS,
        {name: [row_id]},
        place=lambda _row: ("sessions", ""),
        empty=empty,
    )
