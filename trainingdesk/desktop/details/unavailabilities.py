"""When a trainer, or the rooms of a venue, cannot be had."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import ShortTable, small_table, stacked
from trainingdesk.domain.unavailabilities import Unavailability
from trainingdesk.french import short_date
from trainingdesk.services import unavailabilities
from trainingdesk.storage import teaching
from trainingdesk.storage import unavailabilities as store


def unavailabilities_view(
    desk: Desk, *, trainer_id: int | None = None, venue_id: int | None = None
) -> QWidget:
    """Return them in a table, the latest first, with buttons to add, change and delete."""
    db = desk.office.db
    if trainer_id is not None:
        found = store.of_trainer(db, trainer_id)
        rooms: dict[int | None, str] = {}
        owner = {"trainer_id": trainer_id}
    else:
        found = store.of_venue(db, venue_id or 0)
        rooms = {room.id: room.name for room in teaching.rooms_of(db, venue_id or 0)}
        owner = {"venue_id": venue_id or 0}
    table = small_table(
        ("Du", "Au", "Heures", *(("Salle",) if rooms else ()), "Motif"),
        [_row(each, rooms) for each in found],
        empty="Aucune indisponibilité. « Ajouter » note un congé, une autre mission, des travaux : "
        "les sessions prévues ce jour-là sont alors signalées.",
        opened=lambda place: desk.edit("unavailability", found[place].id),
    )
    add = button("Ajouter…", "plus", partial(desk.edit, "unavailability", None, **owner))
    add.setEnabled(trainer_id is not None or bool(rooms))
    if not add.isEnabled():
        add.setToolTip("Ce lieu n’a pas encore de salle.")
    chosen = [
        button("Modifier…", "pencil", partial(_edit, desk, found, table)),
        button("Supprimer", "trash-2", partial(_delete, desk, found, table)),
    ]
    if isinstance(table, ShortTable):
        table.setSelectionMode(ShortTable.SelectionMode.SingleSelection)
        table.itemSelectionChanged.connect(partial(_enable, found, table, chosen))
    _enable(found, table, chosen)
    return stacked(row(add, *chosen), table, stretch=1)


def _row(each: Unavailability, rooms: dict[int | None, str]) -> tuple[str, ...]:
    place = (rooms.get(each.room_id, ""),) if rooms else ()
    days = (short_date(each.first_day), short_date(each.last_day))
    return (*days, each.hours, *place, each.reason)


def _chosen(found: Sequence[Unavailability], table: QWidget) -> Unavailability | None:
    place = table.currentRow() if isinstance(table, ShortTable) else -1
    return found[place] if 0 <= place < len(found) else None


def _enable(
    found: Sequence[Unavailability], table: QWidget, buttons: Sequence[QPushButton]
) -> None:
    for each in buttons:
        each.setEnabled(_chosen(found, table) is not None)


def _edit(desk: Desk, found: Sequence[Unavailability], table: QWidget) -> None:
    if (chosen := _chosen(found, table)) is not None:
        desk.edit("unavailability", chosen.id)


def _delete(desk: Desk, found: Sequence[Unavailability], table: QWidget) -> None:
    if (chosen := _chosen(found, table)) is not None:
        desk.remove(partial(unavailabilities.delete, desk.office, chosen.id or 0))
