"""Gathering all that belongs to a session."""

from collections.abc import Iterable
from dataclasses import replace

from trainingdesk.domain.session_file import FundingFile, Participant, SessionFile
from trainingdesk.services.office import Office
from trainingdesk.storage import catalogue, parties, sessions, teaching
from trainingdesk.storage import office as identity
from trainingdesk.storage.rows import R, Table


def session_file(office: Office, session_id: int) -> SessionFile:
    """Return a session with its slots, people and funders.

    Raises:
        RuleBroken: the session was deleted, or the office has no identity yet.
    """
    db = office.db
    session = sessions.SESSIONS.get(db, session_id)
    version = catalogue.version(db, session.course_version_id)
    slots = sessions.slots_of(db, session_id)
    trainer_ids = dict.fromkeys(trainer for slot in slots for trainer in slot.trainer_ids)
    enrolments = sessions.enrolments_of(db, session_id)
    marks = sessions.attendance_of(db, session_id)
    named = _by_id(office, parties.TRAINEES, (e.trainee_id for e in enrolments))
    # What a person needs, and what was noted of her, goes into no paper nor its kept data.
    trainees = {key: replace(one, special_needs="", notes="") for key, one in named.items()}
    clients = _by_id(
        office,
        parties.CLIENTS,
        (part for e in enrolments for part in (e.client_id, e.employer_id)),
    )
    fundings = sessions.fundings_of(db, session_id)
    funders = _by_id(office, parties.FUNDERS, (f.funder_id for f in fundings))
    return SessionFile(
        organisation=identity.organisation(db),
        session=session,
        course=catalogue.COURSES.get(db, version.course_id),
        version=version,
        slots=slots,
        trainers=tuple(teaching.TRAINERS.get(db, trainer_id) for trainer_id in trainer_ids),
        venue=teaching.VENUES.get(db, session.venue_id) if session.venue_id else None,
        room=teaching.ROOMS.get(db, session.room_id) if session.room_id else None,
        participants=tuple(
            Participant(
                enrolment=enrolment,
                client=clients[enrolment.client_id],
                trainee=trainees.get(enrolment.trainee_id or 0),
                employer=clients.get(enrolment.employer_id or 0),
                marks=marks.get(enrolment.id or 0, {}),
                results=sessions.results_of(db, enrolment.id or 0),
            )
            for enrolment in enrolments
        ),
        fundings=tuple(
            FundingFile(funding=funding, funder=funders[funding.funder_id]) for funding in fundings
        ),
    )


def _by_id(office: Office, table: Table[R], ids: Iterable[int | None]) -> dict[int, R]:
    wanted = sorted({row_id for row_id in ids if row_id is not None})
    marks = ", ".join("?" * len(wanted))
    return {
        record.id: record  # type: ignore[attr-defined]
        for record in table.where(office.db, f"id in ({marks})", wanted)
    }
