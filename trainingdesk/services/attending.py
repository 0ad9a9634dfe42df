"""Typing the attendance sheet and the results of a session."""

from collections.abc import Iterable
from dataclasses import replace

from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Proof, state_from_marks
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.french import long_date, plural
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import sessions as store
from trainingdesk.storage.database import unit_of_work


def record(office: Office, session_id: int, marks: Iterable[Attendance]) -> Changes:
    """Write marks of the attendance sheet; a complete row settles the enrolment's state.

    Raises:
        RuleBroken: a slot or a person is not of this session, the slot lies ahead, or the minutes
            missed are none it could have.
    """
    slots = {slot.id: slot for slot in store.slots_of(office.db, session_id)}
    seats = {seat.id for seat in store.enrolments_of(office.db, session_id)}
    written = []
    for mark in marks:
        slot = slots.get(mark.slot_id)
        if slot is None:
            raise RuleBroken("Ce créneau n’existe plus dans la session. Actualisez (F5).")
        if mark.enrolment_id not in seats:
            raise RuleBroken("Cette personne n’est plus inscrite à la session. Actualisez (F5).")
        if slot.day > office.today():
            raise RuleBroken(
                f"Le créneau du {long_date(slot.day)} n’a pas encore eu lieu : "
                "l’émargement se saisit à partir de ce jour."
            )
        written.append(mark.checked(slot))
    with unit_of_work(office.db):
        store.save_marks(office.db, written)
        settle(office, session_id)
    return changed("Émargement enregistré", Kind.SESSIONS, saved=session_id)


def erase(office: Office, session_id: int, enrolment_id: int, slot_id: int) -> Changes:
    """Make a cell of the sheet empty again."""
    return erase_cells(office, session_id, [(enrolment_id, slot_id)])


def erase_cells(office: Office, session_id: int, cells: Iterable[tuple[int, int]]) -> Changes:
    """Make cells of the sheet empty again, each told by its enrolment and its slot."""
    erased = list(cells)
    with unit_of_work(office.db):
        for enrolment_id, slot_id in erased:
            store.remove_mark(office.db, enrolment_id, slot_id)
        settle(office, session_id)
    words = plural(len(erased), "case effacée", "cases effacées")
    return changed(words, Kind.SESSIONS, saved=session_id)


def prove(
    office: Office, session_id: int, cells: Iterable[tuple[int, int]], proof: Proof | None
) -> Changes:
    """Note what proves the presences among these cells; absences need no proof.

    Raises:
        RuleBroken: nobody was there in any of them.
    """
    with unit_of_work(office.db):
        marks = store.attendance_of(office.db, session_id)
        found = [
            replace(mark, proof=proof)
            for enrolment_id, slot_id in cells
            if (mark := marks.get(enrolment_id, {}).get(slot_id)) and mark.presence.was_there
        ]
        if not found:
            raise RuleBroken("Sélectionnez des cases où quelqu’un est présent (P ou R).")
        store.save_marks(office.db, found)
    words = plural(len(found), "présence")
    said = f"preuve : {label(proof)}" if proof else "sans preuve"
    return changed(f"{words}, {said}", Kind.SESSIONS, saved=session_id)


def settle(office: Office, session_id: int) -> None:
    """Make the states of those enrolled what the sheet says, within the caller's unit of work."""
    slots = store.slots_of(office.db, session_id)
    if not slots:
        return  # e-learning alone: no sheet says who came
    marks = store.attendance_of(office.db, session_id)
    for enrolment in store.enrolments_of(office.db, session_id):
        if not enrolment.state.takes_a_seat or enrolment.left_on is not None:
            continue
        state = enrolment.state
        theirs = marks.get(enrolment.id or 0, {})
        if len(theirs) == len(slots):
            state = state_from_marks(slots, theirs)
        elif state.is_settled:
            state = EnrolmentState.CONFIRMED  # a cell was erased: nothing is settled any more
        if state is not enrolment.state:
            store.save_enrolment(office.db, replace(enrolment, state=state), office.today())


def sign_as_trainer(
    office: Office, session_id: int, slot_ids: Iterable[int], *, signed: bool = True
) -> Changes:
    """Note that the trainer signed these slots, or did not after all."""
    with unit_of_work(office.db):
        for slot_id in slot_ids:
            office.db.execute(
                "update slot set trainer_signed = ? where id = ? and session_id = ?",
                [int(signed), slot_id, session_id],
            )
    done = "enregistrée" if signed else "retirée"
    return changed(f"Signature du formateur {done}", Kind.SESSIONS, saved=session_id)


def assess(office: Office, session_id: int, results: Iterable[ObjectiveResult]) -> Changes:
    """Write what became of each objective for each person."""
    with unit_of_work(office.db):
        store.save_results(office.db, results)
    return changed("Évaluation enregistrée", Kind.SESSIONS, saved=session_id)


def unassess(office: Office, session_id: int, cells: Iterable[tuple[int, int]]) -> Changes:
    """Make objectives ones that were not assessed, each told by its enrolment and its id."""
    with unit_of_work(office.db):
        for enrolment_id, objective_id in cells:
            store.remove_result(office.db, enrolment_id, objective_id)
    return changed("Évaluation effacée", Kind.SESSIONS, saved=session_id)
