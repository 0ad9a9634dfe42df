"""The learning platform of the practice office: accounts, incidents, maintenance."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType

from trainingdesk.domain.calendar import next_working_day
from trainingdesk.domain.elearning import Incident, IncidentKind, Maintenance
from trainingdesk.domain.parties import TraineeStatus
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentState,
    Modality,
    SessionState,
    TrainingSession,
)
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.services import agreeing, elearning, planning, platform_events
from trainingdesk.services.office import Office
from trainingdesk.services.practice.diary import DAY, Days
from trainingdesk.services.practice.session_plan import E_LEARNING_DAYS
from trainingdesk.services.practice.world import World
from trainingdesk.storage import catalogue, parties, sessions

PREPARED = timedelta(days=12)
"""Counted back from the first day: the last convention came back four days before at most."""
STUCK = timedelta(days=2)
PLATFORM = "apprendre.boussole-tilleul.example"
ORDERED, STARTED = timedelta(days=9), timedelta(days=4)
"""Counted back from today: an order so late is numbered after all others."""
COURSE = "PRE-NUM-01"
BUYERS: Mapping[str, int] = MappingProxyType({"kerdrezen": 2, "glycines": 1})
FOLLOWED = Decimal("1.5")
PAST_MAINTENANCE, NEXT_MAINTENANCE = (-9, 3), (1, 5)
"""Week and day of each."""

# Minutes count nowhere: everything is noted the day after, when it has happened for certain.
OPENED_AT, STUCK_AT, REPORTED_AT, MENDED_AT = time(16), time(9, 10), time(10, 5), time(11, 40)
NIGHT_STARTS, NIGHT_ENDS = time(20), time(23, 30)


def equip(world: World, session_id: int, days: Days) -> None:
    """Plan the accounts of a session that is learnt online, and what goes wrong in it."""
    at = world.story.at
    at(days[0] - PREPARED, lambda office: _give(office, session_id))
    at(days[0] + STUCK + DAY, lambda office: _stick(office, session_id))


def take_late_order(world: World) -> None:
    """Let two firms order an e-learning some days ago, which their people follow now."""
    world.story.at(world.today - ORDERED, lambda office: _order(office, world))


def _order(office: Office, world: World) -> None:
    start = world.today - STARTED
    days = tuple(start + DAY * number for number in range(E_LEARNING_DAYS))
    session_id = _plan_session(office, world, days)
    for key, count in BUYERS.items():
        for trainee in world.choose(key, count, COURSE, days):
            seat = Enrolment(
                session_id=session_id,
                client_id=world.client_id(key),
                trainee_id=trainee,
                employer_id=world.client_id(key),
                status=world.statuses.get(trainee, TraineeStatus.PRIVATE_EMPLOYEE),
                state=EnrolmentState.CONFIRMED,
            )
            planning.enrol(office, [seat])
        _sign(office, session_id, world.client_id(key))
    world.story.at(office.today() + DAY, lambda later: _give(later, session_id))
    world.story.exactly(world.today, lambda later: _under_way(later, session_id))


def _plan_session(office: Office, world: World, days: Days) -> int:
    version = catalogue.latest_version(office.db, world.courses[COURSE])
    course = catalogue.COURSES.get(office.db, version.course_id)
    session = TrainingSession(
        number="",
        course_version_id=version.id or 0,
        title=version.sheet.title,
        state=SessionState.CONFIRMED,
        modality=Modality.E_LEARNING,
        self_paced_hours=version.sheet.hours or Decimal(0),
        minimum=course.minimum,
        maximum=course.maximum,
        price_per_person=version.sheet.price_ht,
        starts_on=days[0],
        ends_on=days[-1],
    )
    return planning.plan_session(office, session).saved_id


def _sign(office: Office, session_id: int, client_id: int) -> None:
    """Send a convention that comes back signed the same day."""
    agreement = agreeing.draft_agreement(office, session_id, client_id).saved_id
    agreeing.send(office, agreement)
    contact = parties.signatory_of(office.db, client_id)
    name = f"{contact.first_name} {contact.last_name}" if contact else ""
    agreeing.sign(office, agreement, office.today(), name, SignedWhere.DISTANCE)


def _give(office: Office, session_id: int) -> None:
    """Open the accounts the day before, and send them."""
    elearning.propose(office, session_id, PLATFORM)
    elearning.open_accounts(office, session_id, _at(office.today() - DAY, OPENED_AT))
    elearning.note_sent(office, session_id)


def _stick(office: Office, session_id: int) -> None:
    """Let a video stop, and be replaced."""
    day = office.today() - DAY
    first = _seats(office, session_id)[0]
    platform_events.save_incident(
        office,
        Incident(
            session_id=session_id,
            enrolment_id=first,
            kind=IncidentKind.TECHNICAL,
            happened_at=_at(day - DAY, STUCK_AT),
            reported_at=_at(day - DAY, REPORTED_AT),
            facts="La vidéo du deuxième module s’arrête au bout d’une minute.",
            fixed_at=_at(day, MENDED_AT),
            outcome="Vidéo remplacée ; lecture vérifiée jusqu’à la fin.",
        ),
    )


def _under_way(office: Office, session_id: int) -> None:
    """Let somebody have learnt a little, and another wait for help since yesterday."""
    seats = _seats(office, session_id)
    elearning.note_hours(office, seats[0], FOLLOWED)
    yesterday = office.today() - DAY
    platform_events.save_incident(
        office,
        Incident(
            session_id=session_id,
            enrolment_id=seats[-1],
            kind=IncidentKind.FORGOTTEN_PASSWORD,
            happened_at=_at(yesterday, STUCK_AT),
            reported_at=_at(yesterday, REPORTED_AT),
            facts="Le courriel pour choisir un nouveau mot de passe n’arrive pas.",
        ),
    )


def _seats(office: Office, session_id: int) -> list[int]:
    return [
        seat.id
        for seat in sessions.enrolments_of(office.db, session_id)
        if seat.id is not None and seat.state.takes_a_seat and seat.trainee_id is not None
    ]


def maintain(world: World) -> None:
    """Plan a maintenance that was announced in time, and one that nobody was told of yet."""
    past = world.week(*PAST_MAINTENANCE)
    world.story.at(past - timedelta(days=7), lambda office: _announce(office, past))
    ahead = next_working_day(world.week(*NEXT_MAINTENANCE))
    world.story.exactly(world.today, lambda office: _plan(office, ahead))


def _announce(office: Office, day: date) -> None:
    platform_events.save_maintenance(
        office,
        Maintenance(
            starts_at=_at(day, NIGHT_STARTS),
            ends_at=_at(day, NIGHT_ENDS),
            reason="Remplacement du serveur qui diffuse les vidéos.",
            announced_at=_at(office.today() - DAY, OPENED_AT),
        ),
    )


def _plan(office: Office, day: date) -> None:
    platform_events.save_maintenance(
        office,
        Maintenance(
            starts_at=_at(day, NIGHT_STARTS),
            ends_at=_at(day, NIGHT_ENDS),
            reason="Mise à jour de sécurité de la plateforme.",
        ),
    )


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour)
