"""Missions: what each trainer of a session is asked to do, sent and signed."""

from dataclasses import replace
from datetime import date

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.missions import Mission, MissionPay, slots_of
from trainingdesk.domain.people import full_name
from trainingdesk.domain.teaching import Trainer, TrainerKind
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import missions as store
from trainingdesk.storage import sessions, teaching, usage
from trainingdesk.storage.database import unit_of_work


def mission(office: Office, session_id: int, trainer_id: int) -> Mission:
    """Return the mission of a trainer in a session; one that nobody wrote is proposed."""
    found = store.mission_of(office.db, session_id, trainer_id)
    if found is not None:
        return found
    return _proposed(session_id, teaching.TRAINERS.get(office.db, trainer_id))


def _proposed(session_id: int, trainer: Trainer) -> Mission:
    """Return what is usual: a subcontractor's day at his rate; an internal trainer has a salary."""
    if trainer.kind is TrainerKind.SUBCONTRACTOR:
        pay, rate = MissionPay.DAY, trainer.day_rate
    else:
        pay, rate = MissionPay.FLAT, None
    return Mission(session_id=session_id, trainer_id=trainer.id or 0, pay=pay, rate=rate)


def save(office: Office, record: Mission) -> Changes:
    """Write a mission.

    Raises:
        RuleBroken: the trainer teaches nothing in the session, or its days cannot be.
    """
    checked = record.checked(office.today())
    trainer = teaching.TRAINERS.get(office.db, record.trainer_id)
    slots = slots_of(record.trainer_id, sessions.slots_of(office.db, record.session_id))
    if not slots:
        raise RuleBroken(
            f"{full_name(trainer)} n’a aucun créneau dans cette session : désignez d’abord le "
            "formateur dans ses créneaux."
        )
    with unit_of_work(office.db):
        saved = store.MISSIONS.save(office.db, checked)
    return _told(f"Mission de {full_name(trainer)} enregistrée", saved)


def note_sent(office: Office, session_id: int, trainer_id: int, on: date | None = None) -> Changes:
    """Note that the contract or the letter left."""
    record = mission(office, session_id, trainer_id)
    return save(office, replace(record, sent_on=on or office.today()))


def note_signed(
    office: Office, session_id: int, trainer_id: int, on: date | None = None
) -> Changes:
    """Note that the contract or the letter came back signed."""
    record = mission(office, session_id, trainer_id)
    day = on or office.today()
    return save(office, replace(record, sent_on=record.sent_on or day, signed_on=day))


def remove(office: Office, mission_id: int) -> Changes:
    """Take a mission out of the file.

    Raises:
        RuleBroken: the trainer has signed it.
    """
    record = store.MISSIONS.get(office.db, mission_id)
    if record.signed_on is not None:
        raise RuleBroken("Cette mission est signée : elle ne se supprime plus.")
    with unit_of_work(office.db):
        usage.delete(office.db, "mission", mission_id, "Cette mission")
    return _told("Mission supprimée")


def _told(words: str, saved: int | None = None) -> Changes:
    return changed(words, Kind.TRAINERS, Kind.SESSIONS, saved=saved)
