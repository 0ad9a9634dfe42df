"""The half-days of a session, and what can be done about one of them or all."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.notices import told_view
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import ShortTable, facts, scrolling, small_table, stacked
from trainingdesk.domain.labels import label
from trainingdesk.domain.people import full_name
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import SessionState, Slot, TrainingSession
from trainingdesk.french import clock, hours, long_date, plural, typeset
from trainingdesk.services import capacity, planning, undoing
from trainingdesk.storage import teaching

_FIXED = {SessionState.CLOSED, SessionState.CANCELLED, SessionState.POSTPONED}
_TIPS = (
    "Déplacer la demi-journée choisie",
    "Changer de formateur pour la demi-journée choisie",
    "Annuler la demi-journée choisie (Ctrl+Z la remet)",
)
SHIFT = "Décaler toutes les dates de la session"
SOME_SIGNED = "Des demi-journées sont émargées : déplacez les autres une à une."
SIGNED = "Cette demi-journée est émargée : effacez d’abord l’émargement pour la changer."


def calendar_view(desk: Desk, file: SessionFile) -> QWidget:
    """Return what is known of when and where a session is held."""
    told = told_view(desk, file)
    parts = [*told, _about(desk, file), *_slots(desk, file)]
    return scrolling(stacked(*parts, stretch=len(parts) - 1))


def _about(desk: Desk, file: SessionFile) -> QWidget:
    session = file.session
    crowded = capacity.warnings(desk.office, session.id or 0)
    return facts(
        [
            ("Formation", f"{file.course.code} – {file.version.sheet.title}"),
            ("Type", f"{label(session.kind)}, {label(session.modality)}"),
            ("Lieu", file.place),
            ("Lien", session.remote_link),
            ("Effectif", head_count(file)),
            ("Trop de monde", typeset("\n".join(crowded))),
            ("E-learning", _self_paced(session)),
            ("Notes", session.notes),
        ]
    )


def _slots(desk: Desk, file: SessionFile) -> tuple[QWidget, ...]:
    table = _table(desk, file)
    if file.session.state in _FIXED:
        return (table,)
    one = [
        button("Déplacer…", "calendar-days", partial(_act, desk, file, table, "slot_move")),
        button("Formateur…", "users", partial(_act, desk, file, table, "slot_trainers")),
        button("Retirer", "trash-2", partial(_cancel, desk, file, table)),
    ]
    for each, words in zip(one, _TIPS, strict=True):
        each.setAccessibleName(words)
    if isinstance(table, ShortTable):
        table.itemSelectionChanged.connect(partial(_enable, file, table, one))
    _enable(file, table, one)
    return row(*one, _shift_button(desk, file)), table


def _shift_button(desk: Desk, file: SessionFile) -> QPushButton:
    marked = _marked(file)
    shift = partial(desk.edit, "session_shift", file.session.id)
    every = button("Décaler tout…", "calendar-days", shift, enabled=bool(file.slots) and not marked)
    every.setAccessibleName(SHIFT)
    every.setToolTip(SOME_SIGNED if marked else SHIFT)
    return every


def _table(desk: Desk, file: SessionFile) -> QWidget:
    names = {trainer.id: full_name(trainer) for trainer in file.trainers}
    table = small_table(
        ("Jour", "Horaires", "Durée", "Formateur", "Salle"),
        [
            (
                long_date(slot.day, weekday=True),
                f"{clock(slot.starts_at)} – {clock(slot.ends_at)}",
                hours(slot.hours),
                ", ".join(names[trainer] for trainer in slot.trainer_ids) or "à désigner",
                _room(desk, file, slot),
            )
            for slot in file.slots
        ],
        right=(2,),
        long=(3, 4),
        empty="Aucun créneau. « Modifier » permet d’en ajouter : jours et horaires.",
        opened=lambda place: _open(desk, file, place),
    )
    if isinstance(table, ShortTable):
        table.setSelectionMode(ShortTable.SelectionMode.SingleSelection)
        table.setMinimumHeight(TABLE_HEIGHT)
    return table


def _room(desk: Desk, file: SessionFile, slot: Slot) -> str:
    if slot.is_remote:
        return "à distance"
    if slot.room_id is None or slot.room_id == file.session.room_id:
        return file.room.name if file.room else ""
    return teaching.ROOMS.get(desk.office.db, slot.room_id).name


def _chosen(file: SessionFile, table: QWidget) -> Slot | None:
    place = table.currentRow() if isinstance(table, ShortTable) else -1
    return file.slots[place] if 0 <= place < len(file.slots) else None


def _marked(file: SessionFile) -> set[int | None]:
    """Return the slots of which a sheet tells already."""
    signed: set[int | None] = {slot.id for slot in file.slots if slot.trainer_signed}
    return signed | {slot for person in file.participants for slot in person.marks}


def _enable(file: SessionFile, table: QWidget, buttons: list[QPushButton]) -> None:
    slot = _chosen(file, table)
    is_marked = slot is not None and slot.id in _marked(file)
    for each, words in zip(buttons, _TIPS, strict=True):
        each.setEnabled(slot is not None and not is_marked)
        each.setToolTip(SIGNED if is_marked else words)


def _open(desk: Desk, file: SessionFile, place: int) -> None:
    if file.slots[place].id in _marked(file):
        desk.tell(SIGNED)
    elif file.session.state not in _FIXED:
        desk.edit("slot_move", file.slots[place].id)


def _act(desk: Desk, file: SessionFile, table: QWidget, kind: str) -> None:
    slot = _chosen(file, table)
    if slot is not None:
        desk.edit(kind, slot.id)


def _cancel(desk: Desk, file: SessionFile, table: QWidget) -> None:
    slot = _chosen(file, table)
    if slot is not None:
        gone = partial(planning.cancel_slot, desk.office, slot.id or 0)
        desk.remove(partial(undoing.step, desk.office, gone))


def head_count(file: SessionFile) -> str:
    """Say how many are expected, and how many the session is for."""
    words = plural(len(file.seated), "inscrit")
    session = file.session
    if session.minimum or session.maximum:
        words += f" (de {session.minimum or 1} à {session.maximum or '…'})"
    return words


def _self_paced(session: TrainingSession) -> str:
    return hours(session.self_paced_hours) if session.self_paced_hours else ""


TABLE_HEIGHT = 160
"""So that some half-days are seen, however much is said above them."""
