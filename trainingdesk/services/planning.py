"""Planning sessions and filling them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentState,
    Funding,
    SessionState,
    Slot,
    TrainingSession,
    WaitingEntry,
    checked_slots,
    span,
)
from trainingdesk.domain.shifts import ONE_WEEK, shifted
from trainingdesk.french import period, plural, short_date
from trainingdesk.services import attending, session_kinds
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.clashes import kept_for
from trainingdesk.services.closed_days import closed_days
from trainingdesk.services.identity import pattern
from trainingdesk.services.office import Office
from trainingdesk.services.session_guards import (
    refuse_closed,
    refuse_losing_marks,
    refuse_marked,
)
from trainingdesk.storage import notices, parties, sales
from trainingdesk.storage import sessions as store
from trainingdesk.storage.database import unit_of_work


def plan_session(office: Office, session: TrainingSession, slots: Sequence[Slot] = ()) -> Changes:
    """Write a session and its slots; a new one takes its number from the year it starts in.

    Raises:
        RuleBroken: the title is missing, slots overlap, a slot with attendance is removed, the
            kind of a session changes that somebody agreed to, or it is closed or would be.
    """
    if not session.title.strip():
        raise RuleBroken("Une session a besoin d’un intitulé.", "title")
    if session.minimum and session.maximum and session.minimum > session.maximum:
        raise RuleBroken("L’effectif minimum dépasse le maximum.", "minimum")
    if not slots and session.starts_on and session.ends_on and session.ends_on < session.starts_on:
        raise RuleBroken("La session ne peut pas finir avant d’avoir commencé.", "ends_on")
    if session.id is not None:
        refuse_closed(office, session.id)
    if session.state is SessionState.CLOSED:
        raise RuleBroken("Une session se clôture par le bouton « Clôturer… ».", "state")
    ordered = checked_slots(slots)
    with unit_of_work(office.db):
        if ordered:
            session = replace(session, starts_on=ordered[0].day, ends_on=ordered[-1].day)
        if session.id is None:
            day = session.starts_on or office.today()
            number = sales.take_number(office.db, "session", pattern(office, "session"), day)
            session = replace(session, number=number)
            session_id = store.SESSIONS.insert(office.db, session)
        else:
            session_kinds.refuse_change(office, session)
            if store.SESSIONS.get(office.db, session.id).state is not session.state:
                notices.forget(office.db, session.id, session.state)
            session_id = store.SESSIONS.update(office.db, session)
        refuse_losing_marks(office, session_id, ordered)
        before = store.slots_of(office.db, session_id)
        store.save_slots(office.db, session_id, ordered)
        if before and _lengths(before) != _lengths(ordered):
            attending.settle(office, session_id)  # the sheet has other columns now
    return changed(f"Session {session.number} enregistrée", Kind.SESSIONS, saved=session_id)


def _lengths(slots: Iterable[Slot]) -> list[tuple[int | None, int]]:
    return [(slot.id, slot.minutes) for slot in slots]


def shift(
    office: Office, session_id: int, *, days: int = 0, weeks: int = 0, note: str = ""
) -> Changes:
    """Move all slots of a session, past public holidays and days on which the office is closed.

    *note* is added to what the session notes, here and in the changes of one slot below.

    Raises:
        RuleBroken: the session has no slots, or one bears attendance already.
    """
    slots = shifted_slots(office, session_id, days + ONE_WEEK * weeks)
    done = _replan(office, session_id, slots, note)
    moved = [slot.day for slot in slots]
    return replace(done, label=f"Session décalée, désormais {period(min(moved), max(moved))}")


def shifted_slots(office: Office, session_id: int, by: int) -> tuple[Slot, ...]:
    """Return the slots of a session as moving them all by a number of days would make them.

    Raises:
        RuleBroken: the session has no slots, or one bears attendance already.
    """
    slots = store.slots_of(office.db, session_id)
    if not slots:
        raise RuleBroken("Cette session n’a pas encore de dates à décaler.", "slots")
    refuse_closed(office, session_id)
    refuse_marked(office, slots)
    closed = {each.day for each in closed_days(office)}
    moved = shifted([slot.day for slot in slots], by, closed)
    return tuple(replace(slot, day=moved[slot.day]) for slot in slots)


def move_slot(
    office: Office,
    slot_id: int,
    day: date,
    starts_at: time | None = None,
    ends_at: time | None = None,
    *,
    note: str = "",
) -> Changes:
    """Move one slot to another day, and to other hours where they are given.

    Raises:
        RuleBroken: it bears attendance, or would overlap another slot of its session.
    """
    session_id, slots = around_slot(office, slot_id)
    new = [
        replace(
            slot,
            day=day,
            starts_at=starts_at or slot.starts_at,
            ends_at=ends_at or slot.ends_at,
        )
        if slot.id == slot_id
        else slot
        for slot in slots
    ]
    done = _replan(office, session_id, new, note)
    return replace(done, label=f"Créneau déplacé au {short_date(day)}")


def cancel_slot(office: Office, slot_id: int) -> Changes:
    """Take one slot out of its session.

    Raises:
        RuleBroken: it bears attendance.
    """
    session_id, slots = around_slot(office, slot_id)
    (gone,) = (slot for slot in slots if slot.id == slot_id)
    done = _replan(office, session_id, [slot for slot in slots if slot is not gone])
    return replace(done, label=f"Créneau du {span(gone)} supprimé")


def change_trainer(office: Office, slot_id: int, *trainer_ids: int, note: str = "") -> Changes:
    """Have others teach one slot; without any it is still to be given.

    Raises:
        RuleBroken: it bears attendance: its sheet names who taught.
    """
    session_id, slots = around_slot(office, slot_id)
    new = [replace(slot, trainer_ids=trainer_ids) if slot.id == slot_id else slot for slot in slots]
    return replace(_replan(office, session_id, new, note), label="Formateur du créneau changé")


def around_slot(office: Office, slot_id: int) -> tuple[int, tuple[Slot, ...]]:
    """Return the session of a slot that may change, and all slots of that session."""
    row = office.db.execute("select session_id from slot where id = ?", [slot_id]).fetchone()
    if row is None:
        raise RuleBroken("Ce créneau n’existe plus. Actualisez la liste (F5).", "slots")
    slots = store.slots_of(office.db, row[0])
    refuse_closed(office, row[0])
    refuse_marked(office, [slot for slot in slots if slot.id == slot_id])
    return row[0], slots


def _replan(office: Office, session_id: int, slots: Sequence[Slot], note: str = "") -> Changes:
    session = store.SESSIONS.get(office.db, session_id)
    notes = "\n".join(filter(None, (session.notes, note)))
    return plan_session(office, replace(session, notes=notes), slots)


def set_state(office: Office, session_id: int, state: SessionState) -> Changes:
    """Move a session to another state; closing it, and opening it again, is `services.closing`'s.

    Raises:
        RuleBroken: it is closed.
    """
    with unit_of_work(office.db):
        session = store.SESSIONS.get(office.db, session_id)
        if SessionState.CLOSED in {session.state, state}:
            raise RuleBroken("Une session se clôture et se rouvre par le bouton « Clôturer ».")
        notices.forget(office.db, session_id, state)
        store.SESSIONS.update(office.db, replace(session, state=state))
    return changed(f"Session {session.number} mise à jour", Kind.SESSIONS, saved=session_id)


def enrol(office: Office, enrolments: Iterable[Enrolment]) -> Changes:
    """Add or write enrolments.

    Who leaves does so today unless a day is given; who comes back has not left.

    Raises:
        RuleBroken: a person is in the session already, would leave it before joining it, or would
            leave no trace of the hours that he followed.
    """
    written = list(enrolments)
    with unit_of_work(office.db):
        for enrolment in written:
            dated = _dated(office, enrolment)
            _refuse_twice(office, dated)
            if not dated.state.takes_a_seat:
                _refuse_followed(office, dated)
            saved = store.save_enrolment(office.db, dated, office.today())
    one = saved if len(written) == 1 else None
    return changed(
        plural(len(written), "inscription enregistrée", "inscriptions enregistrées"),
        Kind.SESSIONS,
        saved=one,
    )


def _dated(office: Office, enrolment: Enrolment) -> Enrolment:
    enrolment = replace(enrolment, enrolled_on=enrolment.enrolled_on or office.today())
    kept = store.ENROLMENTS.get(office.db, enrolment.id) if enrolment.id is not None else None
    if enrolment.state.has_left:
        enrolment = replace(enrolment, left_on=enrolment.left_on or office.today())
    elif kept is not None and kept.state.has_left:
        left_on = None if enrolment.left_on == kept.left_on else enrolment.left_on
        enrolment = replace(enrolment, left_on=left_on, replaced_by_id=None)
    if enrolment.left_on and enrolment.enrolled_on and enrolment.left_on < enrolment.enrolled_on:
        raise RuleBroken("Le départ ne précède pas l’inscription.", "left_on")
    return enrolment


def _refuse_followed(office: Office, enrolment: Enrolment) -> None:
    """Keep a seat whose hours are proven: papers and the yearly report count those seated."""
    there = office.db.execute(
        "select 1 from attendance where enrolment_id = ? and presence in ('P', 'R')", [enrolment.id]
    ).fetchone()
    if there or enrolment.self_paced_hours:
        raise RuleBroken(
            "Cette personne a déjà suivi des heures, qui restent à attester : notez plutôt son "
            "abandon.",
            "state",
        )


def _refuse_twice(office: Office, enrolment: Enrolment) -> None:
    if enrolment.trainee_id is None or not enrolment.state.takes_a_seat:
        return
    twice = office.db.execute(
        "select 1 from enrolment where session_id = ? and trainee_id = ? and id is not ?"
        " and state not in ('replaced', 'cancelled')",
        [enrolment.session_id, enrolment.trainee_id, enrolment.id],
    ).fetchone()
    if twice:
        raise RuleBroken("Cette personne est déjà inscrite à la session.", "trainee_id")


def replace_trainee(office: Office, enrolment_id: int, trainee_id: int) -> Changes:
    """Give a seat to another person; the first enrolment stays, as replaced.

    The taker brings an employer of his own, and none of the hours that the other one followed.

    Raises:
        RuleBroken: the seat is given already, its person followed hours, or the other one has a
            seat.
    """
    with unit_of_work(office.db):
        first = store.ENROLMENTS.get(office.db, enrolment_id)
        if first.state.has_left:
            raise RuleBroken(
                "Cette place n’est plus à donner : la personne l’a déjà quittée.", "enrolment_id"
            )
        _refuse_followed(office, first)
        session = store.SESSIONS.get(office.db, first.session_id)
        day = session.starts_on or office.today()
        new = replace(
            first,
            id=None,
            trainee_id=trainee_id,
            employer_id=parties.employer_on(office.db, trainee_id, day) or first.employer_id,
            state=EnrolmentState.ENROLLED if first.state.is_settled else first.state,
            enrolled_on=office.today(),
            self_paced_hours=Decimal(0),
            notes=kept_for(office, session, trainee_id),
        )
        _refuse_twice(office, new)
        new_id = store.save_enrolment(office.db, new, office.today())
        left = replace(
            first,
            state=EnrolmentState.REPLACED,
            left_on=office.today(),
            replaced_by_id=new_id,
        )
        store.save_enrolment(office.db, left, office.today())
    return changed("Remplacement enregistré", Kind.SESSIONS, saved=new_id)


def wait(office: Office, entry: WaitingEntry) -> Changes:
    """Put someone on the waiting list.

    Raises:
        RuleBroken: the session is closed.
    """
    with unit_of_work(office.db):
        refuse_closed(office, entry.session_id)
        saved = store.WAITING.save(office.db, entry)
    return changed("Liste d’attente enregistrée", Kind.SESSIONS, saved=saved)


def fund(office: Office, funding: Funding) -> Changes:
    """Write a funder's agreement for a client's people.

    Raises:
        RuleBroken: a sum is negative, a share is more than the whole, or the claim lies ahead.
    """
    funding = funding.checked()
    if funding.claimed_on is not None and funding.claimed_on > office.today():
        raise RuleBroken("Le jour de la demande de paiement est dans le futur.", "claimed_on")
    with unit_of_work(office.db):
        saved = store.FUNDINGS.save(office.db, funding)
    return changed("Prise en charge enregistrée", Kind.SESSIONS, saved=saved)
