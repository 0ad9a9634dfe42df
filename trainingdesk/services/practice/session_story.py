"""The life of one session, from the day it is announced to the day it is invoiced."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.parties import ClientKind, TraineeStatus
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentState,
    Modality,
    SessionKind,
    SessionState,
    TrainingSession,
    WaitingEntry,
)
from trainingdesk.services import closing, planning
from trainingdesk.services.office import Office
from trainingdesk.services.practice.attendance import Attendants
from trainingdesk.services.practice.bargains import Bargain, seats_of
from trainingdesk.services.practice.diary import DAY, Days, open_from
from trainingdesk.services.practice.money import Money
from trainingdesk.services.practice.platform import equip
from trainingdesk.services.practice.session_plan import SessionPlan, self_paced_hours, slots
from trainingdesk.services.practice.world import World
from trainingdesk.storage import catalogue

REMOTE_LINK = "https://visio.boussole-tilleul.example/salle-{:%y%m%d}"

# Days counted back from the first one.
ANNOUNCED = timedelta(days=84)
WITHDREW = timedelta(days=34)
CONFIRMED = timedelta(days=14)
CALLED_OFF = timedelta(days=12)
# Days counted from the last one.
TYPED = timedelta(days=1)
CLOSED = timedelta(days=3)
INVOICED = timedelta(days=5)
# Days counted back from today.
KNOWN_AHEAD = timedelta(days=10)
POSTPONED = timedelta(days=6)


def announce(world: World, plan: SessionPlan, hours: Decimal, days: Days) -> None:
    """Let a session enter the file in its time; one far ahead is known some days already."""

    def begin(office: Office) -> None:
        session = _session(office, world, plan, hours, days)
        planned = slots(plan, hours, days, world)
        session_id = planning.plan_session(office, session, planned).saved_id
        _SessionStory(world, plan, hours, days, session_id).schedule()

    world.story.at(min(days[0] - ANNOUNCED, world.today - KNOWN_AHEAD), begin)


def _session(
    office: Office, world: World, plan: SessionPlan, hours: Decimal, days: Days
) -> TrainingSession:
    version = catalogue.latest_version(office.db, world.courses[plan.course])
    assert version.id is not None  # noqa: S101 - it was read from the file
    course = catalogue.COURSES.get(office.db, version.course_id)
    is_intra = plan.group_price is not None
    is_live = plan.modality in {Modality.REMOTE, Modality.MIXED}
    venue = plan.room.partition(".")[0]
    return TrainingSession(
        number="",
        course_version_id=version.id,
        title=version.sheet.title,
        kind=SessionKind.INTRA if is_intra else SessionKind.INTER,
        modality=plan.modality,
        venue_id=world.venues.get(venue),
        room_id=world.rooms.get(plan.room),
        remote_link=REMOTE_LINK.format(days[0]) if is_live else "",
        self_paced_hours=self_paced_hours(plan, hours),
        minimum=None if is_intra else course.minimum,
        maximum=course.maximum,
        price_per_person=None if is_intra else version.sheet.price_ht,
        price_for_group=Decimal(plan.group_price) if plan.group_price else None,
        entrusted_by_id=_entrusted_by(world, plan) if is_intra else None,
        starts_on=days[0],
        ends_on=days[-1],
    )


def _entrusted_by(world: World, plan: SessionPlan) -> int | None:
    """Return the training office whose own trainees these are, if one ordered the session."""
    (key,) = plan.seats
    is_office = world.clients[key].kind is ClientKind.TRAINING_OFFICE
    return world.client_id(key) if is_office else None


@dataclass(frozen=True)
class _SessionStory:
    """Tells one session once it is announced."""

    world: World
    plan: SessionPlan
    hours: Decimal
    days: Days
    session_id: int

    def schedule(self) -> None:
        """Add the session's days to the history."""
        at = self.world.story.at
        at(self._before(timedelta(days=self.plan.early)), self._enrol)
        if self.plan.outcome == "postponed":
            self._move_later(self.world.today - POSTPONED, SessionState.POSTPONED)
        elif not self.plan.tentative:
            self._schedule_preparation()

    def _before(self, delay: timedelta) -> date:
        return self.days[0] - delay

    def _after(self, delay: timedelta) -> date:
        return self.days[-1] + delay

    def _schedule_preparation(self) -> None:
        at = self.world.story.at
        bargains = [
            Bargain(self.world, self.plan, key, self.session_id, self.hours, self.days)
            for key in self.plan.seats
        ]
        for bargain in bargains:
            bargain.schedule()
        if "cancelled" in self.plan.incidents:
            at(self._before(WITHDREW), self._withdraw_one)
        if self.plan.outcome == "cancelled":
            at(self._before(CALLED_OFF), lambda office: self._call_off(office, bargains))
            return
        at(self._before(CONFIRMED), self._confirm)
        if "replaced" in self.plan.incidents:
            self.world.story.exactly(open_from(self._before(DAY), -DAY), self._replace_one)
        self._schedule_teaching()

    def _schedule_teaching(self) -> None:
        at, exactly = self.world.story.at, self.world.story.exactly
        attendants = Attendants(self.session_id, self.plan.incidents, self.world.random)
        is_online = self.plan.modality is Modality.E_LEARNING
        if is_online:
            equip(self.world, self.session_id, self.days)
        for day in () if is_online else self.days:
            exactly(day + TYPED, lambda office: attendants.attend(office, office.today() - TYPED))
        alone = self_paced_hours(self.plan, self.hours)
        if alone:
            exactly(
                self._after(TYPED),
                lambda office: attendants.learn_alone(office, alone, settles=is_online),
            )
        exactly(self._after(TYPED), attendants.assess)
        at(self._after(CLOSED), lambda office: closing.close(office, self.session_id, anyway=True))
        money = Money(self.world, self.plan, self.session_id)
        at(open_from(self._after(INVOICED)), money.invoice)

    def _move_later(self, day: date, state: SessionState) -> None:
        self.world.story.at(day, lambda office: planning.set_state(office, self.session_id, state))

    # Who comes ----------------------------------------------------------------------------------

    def _enrol(self, office: Office) -> None:
        state = EnrolmentState.PRE_ENROLLED if self.plan.tentative else EnrolmentState.ENROLLED
        for key, count in self.plan.seats.items():
            for trainee in self.world.choose(key, count, self.plan.course, self.days):
                planning.enrol(office, [self._seat(key, trainee, state)])
            for _ in range(self.plan.unnamed):
                planning.enrol(office, [self._seat(key, None, EnrolmentState.PRE_ENROLLED)])
        for key in self.plan.waiting:
            for trainee in self.world.choose(key, 1, self.plan.course, self.days):
                self._wait(office, key, trainee)

    def _seat(self, key: str, trainee: int | None, state: EnrolmentState) -> Enrolment:
        client = self.world.clients[key]
        employs = client.kind in {ClientKind.COMPANY, ClientKind.PUBLIC_BODY}
        return Enrolment(
            session_id=self.session_id,
            client_id=self.world.client_id(key),
            trainee_id=trainee,
            employer_id=client.id if employs else None,
            status=self.world.statuses.get(trainee or 0, TraineeStatus.PRIVATE_EMPLOYEE),
            state=state,
        )

    def _wait(self, office: Office, key: str, trainee: int) -> None:
        entry = WaitingEntry(
            session_id=self.session_id,
            trainee_id=trainee,
            client_id=self.world.client_id(key),
            since=office.today(),
            note="À rappeler si une place se libère",
        )
        planning.wait(office, entry)

    def _seats(self, office: Office, *keys: str) -> list[Enrolment]:
        wanted = [self.world.client_id(key) for key in keys] or None
        return seats_of(office, self.session_id, wanted)

    def _largest(self) -> str:
        """Return the client that sends most people."""
        return max(self.plan.seats, key=lambda key: self.plan.seats[key])

    def _withdraw_one(self, office: Office) -> None:
        self._leave(office, self._seats(office, self._largest())[-1], "Désistement écrit du client")

    def _replace_one(self, office: Office) -> None:
        key = self._largest()
        for other in self.world.choose(key, 1, self.plan.course, self.days):
            leaves = self._seats(office, key)[0]
            planning.replace_trainee(office, leaves.id or 0, other)

    def _leave(self, office: Office, enrolment: Enrolment, why: str) -> None:
        left = replace(enrolment, state=EnrolmentState.CANCELLED, left_on=office.today(), notes=why)
        planning.enrol(office, [left])

    # What becomes of it -------------------------------------------------------------------------

    def _confirm(self, office: Office) -> None:
        planning.set_state(office, self.session_id, SessionState.CONFIRMED)
        planning.enrol(
            office,
            [
                replace(enrolment, state=EnrolmentState.CONFIRMED)
                for enrolment in self._seats(office)
                if enrolment.state is EnrolmentState.ENROLLED
            ],
        )

    def _call_off(self, office: Office, bargains: list[Bargain]) -> None:
        """Cancel a session that too few joined, with what was prepared for it."""
        planning.set_state(office, self.session_id, SessionState.CANCELLED)
        for bargain in bargains:
            bargain.call_off(office)
