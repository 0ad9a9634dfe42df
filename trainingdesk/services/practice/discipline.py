"""A disciplinary case of the practice office, led as it should be and closed with a warning."""

from dataclasses import replace
from datetime import date, time, timedelta

from trainingdesk.domain.calendar import next_working_day
from trainingdesk.domain.conditions.kinds import Sanction
from trainingdesk.domain.discipline import Delivery, DisciplinaryCase, Outcome
from trainingdesk.domain.sessions import Enrolment, Modality
from trainingdesk.services import discipline
from trainingdesk.services.office import Office
from trainingdesk.services.practice.world import World
from trainingdesk.storage import discipline as store
from trainingdesk.storage import office as identity
from trainingdesk.storage import sessions, teaching

WEEK = -9
"""The week that it begins in, counted from today's."""
HEARD_AFTER = timedelta(days=7)
DECIDED_AFTER = timedelta(days=3)
CLOSED_AFTER = timedelta(days=3)


def admonish(world: World) -> None:
    """Plan the case: facts of a session that just ended, hearing, decision, whom it is told."""
    world.story.at(world.week(WEEK), lambda office: _summon(office, world))


def _summon(office: Office, world: World) -> None:
    found = _somebody(office)
    if found is None:
        return
    seat, happened_on, place = found
    hearing_on = next_working_day(office.today() + HEARD_AFTER)
    case_id = discipline.save(
        office,
        DisciplinaryCase(
            enrolment_id=seat.id or 0,
            happened_on=happened_on,
            facts="Propos blessants envers une autre personne du groupe, répétés malgré deux "
            "rappels du formateur.",
            intended=Sanction.WARNING,
            told_on=office.today(),
            summoned_on=office.today(),
            summons_channel=Delivery.REGISTERED_LETTER,
            hearing_on=hearing_on,
            hearing_time=time(14),
            hearing_place=place,
            heard_by=identity.organisation(office.db).representative_name,
        ),
    ).saved_id
    world.story.exactly(hearing_on, lambda later: _hear(later, case_id, world))


def _hear(office: Office, case_id: int, world: World) -> None:
    case = store.CASES.get(office.db, case_id)
    discipline.save(
        office,
        replace(
            case,
            attended=True,
            explanations="regret des propos tenus, et excuses présentées depuis à la personne.",
        ),
    )
    decided_on = office.today() + DECIDED_AFTER
    world.story.at(decided_on, lambda later: _decide(later, case_id, world))


def _decide(office: Office, case_id: int, world: World) -> None:
    today = office.today()
    case = store.CASES.get(office.db, case_id)
    discipline.save(
        office,
        replace(
            case,
            decision=Outcome.WARNING,
            decided_on=today,
            reasons="Les propos sont établis et contraires au respect dû à chacun. Les excuses "
            "présentées justifient de s’en tenir à la sanction la plus légère.",
            notified_on=today,
            notice_channel=Delivery.REGISTERED_LETTER,
        ),
    )
    world.story.at(today + CLOSED_AFTER, lambda later: _close(later, case_id))


def _close(office: Office, case_id: int) -> None:
    case = store.CASES.get(office.db, case_id)
    setting = discipline.setting_of(office, case.enrolment_id, case.happened_on)
    today = office.today()
    told = replace(
        case,
        employer_told_on=today if setting.employer else None,
        funder_told_on=today if setting.funders else None,
    )
    discipline.save(office, told)
    discipline.close(office, case_id)


def _somebody(office: Office) -> tuple[Enrolment, date, str] | None:
    """Return an employee who was at the latest session, its last day and its venue."""
    ended = sessions.SESSIONS.where(
        office.db,
        "ends_on <= ? and modality = ? and venue_id is not null"
        " and state not in ('cancelled', 'postponed') order by ends_on desc, id limit 1",
        [office.today().isoformat(), Modality.ON_SITE],
    )
    for session in ended:
        venue = teaching.VENUES.get(office.db, session.venue_id or 0)
        for seat in sessions.enrolments_of(office.db, session.id or 0):
            if seat.employer_id and seat.trainee_id and seat.state.takes_a_seat:
                return seat, session.ends_on or office.today(), venue.name
    return None
