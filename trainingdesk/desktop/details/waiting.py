"""Who waits for a seat in a session, first come first served."""

from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import heading, no_taller, small_table
from trainingdesk.domain.people import full_name
from trainingdesk.domain.sessions import WaitingEntry
from trainingdesk.french import plural, short_date, typeset
from trainingdesk.services import waiting
from trainingdesk.storage import parties, sessions

SHOWN_ROWS = 4


def waiting_list(desk: Desk, session_id: int) -> list[QWidget]:
    """Return the list under its title, or nothing while nobody waits."""
    found = sessions.waiting_for(desk.office.db, session_id)
    if not found:
        return []
    table = small_table(
        ("Rang", "Depuis le", "Stagiaire", "Client", "Remarque"),
        [
            (str(rank), short_date(item.since), *_names(desk, item), item.note)
            for rank, item in enumerate(found, 1)
        ],
        right=(0,),
        long=(2, 3, 4),
        opened=lambda place: desk.edit("waiting", found[place].id),
    )
    no_taller(table, len(found), SHOWN_ROWS)
    return [heading("Liste d’attente"), *_proposal(desk, session_id), table]


def _proposal(desk: Desk, session_id: int) -> list[QWidget]:
    """Return who is next when a seat is free, and the button that gives it."""
    next_one = waiting.next_one(desk.office, session_id)
    if next_one is None:
        return []
    entry = next_one.entry
    who = ", ".join(filter(None, _names(desk, entry)))
    free = plural(next_one.free, "place libre", "places libres")
    words = f"{free} : à proposer à {who}, en attente depuis le {short_date(entry.since)}."
    told = QLabel(typeset("\n".join([words, *next_one.elsewhere])))
    told.setWordWrap(True)
    give = button("Inscrire", "user-plus", partial(_seat, desk, entry))
    give.setToolTip("Donner la place libre à la première personne de la liste")
    return [told, row(give)]


def _seat(desk: Desk, entry: WaitingEntry) -> None:
    desk.perform(lambda: waiting.seat(desk.office, entry.id or 0))


def _names(desk: Desk, item: WaitingEntry) -> tuple[str, str]:
    db = desk.office.db
    trainee = parties.TRAINEES.get(db, item.trainee_id) if item.trainee_id else None
    client = parties.CLIENTS.get(db, item.client_id) if item.client_id else None
    return (
        full_name(trainee) if trainee else "à nommer",
        client.display_name if client else "",
    )
