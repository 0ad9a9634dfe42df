"""Calendars that people take into their own programs."""

from datetime import date

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.people import list_name
from trainingdesk.domain.timetables import Lesson
from trainingdesk.french import NBSP, listed
from trainingdesk.interchange.calendar_files import Event, calendar
from trainingdesk.services.office import Office
from trainingdesk.storage import agenda, sessions, teaching, timetables
from trainingdesk.storage.agenda import ALL, Wanted
from trainingdesk.storage.office import organisation


def session_calendar(office: Office, session_id: int) -> bytes:
    """Return the `.ics` file of a session's slots.

    Raises:
        RuleBroken: it has no dates yet.
    """
    session = sessions.SESSIONS.get(office.db, session_id)
    lessons = timetables.lessons_of_session(office.db, session_id)
    if not lessons:
        raise RuleBroken("Cette session n’a pas encore de dates à exporter.", "slots")
    return _calendar(office, lessons, f"{session.number} – {session.title}")


def trainer_calendar(office: Office, trainer_id: int, first: date, last: date) -> bytes:
    """Return the `.ics` file of what a trainer teaches in a span of days, both ends included.

    Raises:
        RuleBroken: nothing is planned then.
    """
    trainer = teaching.TRAINERS.get(office.db, trainer_id)
    lessons = timetables.lessons_of_trainer(office.db, trainer_id, first, last)
    if not lessons:
        raise RuleBroken("Ce formateur n’a aucun créneau sur cette période.")
    return _calendar(office, lessons, f"Planning – {list_name(trainer)}")


def office_calendar(office: Office, first: date, last: date, wanted: Wanted = ALL) -> bytes:
    """Return the `.ics` file of a span of days: the whole office's, or a trainer's and a place's.

    Raises:
        RuleBroken: nothing is planned then.
    """
    lessons = timetables.lessons_wanted(office.db, first, last, wanted)
    if not lessons:
        raise RuleBroken("Rien n’est planifié sur cette période : il n’y a rien à exporter.")
    whose = agenda.name_of(office.db, wanted) or organisation(office.db).trade_name
    return _calendar(office, lessons, f"Planning – {whose}")


def _calendar(office: Office, lessons: list[Lesson], name: str) -> bytes:
    owner = organisation(office.db).siret or "trainingdesk"
    return calendar(
        [_event(lesson, owner) for lesson in lessons], name=name, made_on=office.today()
    )


def _event(lesson: Lesson, owner: str) -> Event:
    notes = [f"Session {lesson.session_number}"]
    if lesson.trainers:
        noun = "Formateurs" if len(lesson.trainers) > 1 else "Formateur"
        notes.append(f"{noun}{NBSP}: {listed(lesson.trainers)}")
    return Event(
        uid=f"{lesson.session_number}-{lesson.slot.id}@{owner}",
        starts_at=lesson.slot.start,
        ends_at=lesson.slot.end,
        title=lesson.session_title,
        place=lesson.place,
        notes="\n".join(notes),
        link=lesson.remote_link if lesson.is_remote else "",
    )
