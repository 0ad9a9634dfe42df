"""Sessions: one running of a course, its slots and the people in it."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.courses import DayPart
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import Money, round_to_cent
from trainingdesk.domain.parties import TraineeStatus
from trainingdesk.french import clock, short_date

NOON_SPLIT = time(12, 30)
"""A slot that starts before is the morning's: 12 h 30 afternoons exist, 12 h ones hardly."""
WHOLE = Decimal(100)
"""All of a price, in percent."""


class SessionKind(StrEnum):
    """A term of the bargain, not a head count: intra is ordered by one client for its people."""

    INTER = "inter"
    INTRA = "intra"


class SessionState(StrEnum):
    """How far a session is."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Modality(StrEnum):
    """How a session is held."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    MIXED = "mixed"
    E_LEARNING = "e_learning"


def is_learnt_alone(modality: Modality, self_paced_hours: Decimal) -> bool:
    """Whether a session is learnt on a platform, at least in part: its people need accounts."""
    return modality is Modality.E_LEARNING or self_paced_hours > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSession:
    """One running of a course version.

    `self_paced_hours` are e-learning hours that no slot holds. `entrusted_by_id` is the training
    office whose trainees these are (frame G of the BPF); `entrusted_to` names the office that
    teaches in our place (F-2).
    """

    number: str
    course_version_id: int
    title: str
    kind: SessionKind = SessionKind.INTER
    state: SessionState = SessionState.PLANNED
    modality: Modality = Modality.ON_SITE
    venue_id: int | None = None
    room_id: int | None = None
    remote_link: str = ""
    self_paced_hours: Decimal = Decimal(0)
    minimum: int | None = None
    maximum: int | None = None
    price_per_person: Money | None = None
    price_for_group: Money | None = None
    entrusted_by_id: int | None = None
    entrusted_to: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    notes: str = ""
    closed_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of teaching; one that ends at or before its start runs past midnight."""

    day: date
    starts_at: time
    ends_at: time
    room_id: int | None = None
    is_remote: bool = False
    trainer_ids: tuple[int, ...] = ()
    trainer_signed: bool = False
    id: int | None = None

    @property
    def start(self) -> datetime:
        """Moment the slot starts."""
        return datetime.combine(self.day, self.starts_at)

    @property
    def end(self) -> datetime:
        """Moment the slot ends, on the next day for a night slot."""
        end = datetime.combine(self.day, self.ends_at)
        return end if end > self.start else end + timedelta(days=1)

    @property
    def minutes(self) -> int:
        """Length of the slot in minutes."""
        return (self.end - self.start) // timedelta(minutes=1)

    @property
    def hours(self) -> Decimal:
        """Length of the slot in hours."""
        return in_hours(self.minutes)

    @property
    def day_part(self) -> DayPart:
        """Which half of the day the slot belongs to."""
        return DayPart.MORNING if self.starts_at < NOON_SPLIT else DayPart.AFTERNOON


def in_hours(minutes: int) -> Decimal:
    """Return whole minutes as hours; add up first: thirds of an hour do not add up."""
    return Decimal(minutes) / 60


def checked_slots(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return the slots in time order, or refuse two that overlap.

    Slots that only touch (12 h / 12 h) do not clash.

    Raises:
        RuleBroken: a slot has no length, or two of the same session overlap.
    """
    ordered = sorted(slots, key=lambda slot: slot.start)
    for slot in ordered:
        if slot.starts_at == slot.ends_at:
            raise RuleBroken("Un créneau doit finir après avoir commencé.", "slots")
    for earlier, later in itertools.pairwise(ordered):
        if earlier.end > later.start:
            raise RuleBroken(
                f"Deux créneaux se chevauchent : {span(earlier)} et {span(later)}.", "slots"
            )
    return tuple(ordered)


def span(slot: Slot) -> str:
    r"""Write a slot for people.

    >>> span(Slot(day=date(2026, 5, 18), starts_at=time(9), ends_at=time(12, 30))).split("\xa0")
    ['18/05/2026 de 9', 'h à 12', 'h', '30']
    """
    return f"{short_date(slot.day)} de {clock(slot.starts_at)} à {clock(slot.ends_at)}"


def planned_hours(session: TrainingSession, slots: Iterable[Slot]) -> Decimal:
    """Return the hours of a session: its slots and its self-paced hours, once."""
    return in_hours(sum(slot.minutes for slot in slots)) + session.self_paced_hours


class EnrolmentState(StrEnum):
    """What became of an enrolment, in the order it usually does."""

    PRE_ENROLLED = "pre_enrolled"
    ENROLLED = "enrolled"
    CONFIRMED = "confirmed"
    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"
    DROPPED_OUT = "dropped_out"
    REPLACED = "replaced"
    CANCELLED = "cancelled"

    @property
    def takes_a_seat(self) -> bool:
        """Whether the person counts among those expected or trained."""
        return self not in {EnrolmentState.REPLACED, EnrolmentState.CANCELLED}

    @property
    def has_left(self) -> bool:
        """Whether the person does not come any more; who came before keeps the seat."""
        return self is EnrolmentState.DROPPED_OUT or not self.takes_a_seat

    @property
    def is_settled(self) -> bool:
        """Whether a complete attendance sheet says it."""
        return self in {
            EnrolmentState.PRESENT,
            EnrolmentState.PARTIAL,
            EnrolmentState.ABSENT,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A seat: who learns, who buys, and who employed her that day.

    `trainee_id` is `None` while only the head count is known. `status` is the trainee's kind in
    the BPF (F-1) and says nothing of who pays. `self_paced_hours` are the e-learning hours that
    the platform's log proves.
    """

    session_id: int
    client_id: int
    trainee_id: int | None = None
    employer_id: int | None = None
    status: TraineeStatus = TraineeStatus.PRIVATE_EMPLOYEE
    state: EnrolmentState = EnrolmentState.ENROLLED
    enrolled_on: date | None = None
    left_on: date | None = None
    price: Money | None = None
    self_paced_hours: Decimal = Decimal(0)
    replaced_by_id: int | None = None
    notes: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentStep:
    """A state that an enrolment came into, and the day."""

    enrolment_id: int
    state: EnrolmentState
    since: date
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """Someone who wants a seat when one frees, first come first served."""

    session_id: int
    trainee_id: int | None = None
    client_id: int | None = None
    since: date
    note: str = ""
    id: int | None = None


class FundingState(StrEnum):
    """How far a funder's agreement is."""

    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"


class GrantBasis(StrEnum):
    """What a funder's grant is reckoned by."""

    AMOUNT = "amount"
    HOURS = "hours"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """A funder's agreement for one client's people in a session.

    By its `basis` it grants an amount, its `hours` at an hourly rate, or a share, in percent, of
    the price of the training, all before tax. With `subrogation` the funder pays the office
    directly; without, it refunds the client. `claimed_on` is the day that it was sent what it asks
    before it pays.
    """

    session_id: int
    client_id: int
    funder_id: int
    file_number: str = ""
    state: FundingState = FundingState.REQUESTED
    basis: GrantBasis = GrantBasis.AMOUNT
    amount: Money | None = None
    hours: Decimal | None = None
    hourly_rate: Money | None = None
    share: Decimal | None = None
    requested_on: date | None = None
    received_on: date | None = None
    subrogation: bool = True
    claimed_on: date | None = None
    id: int | None = None

    def granted(self, price_ht: Decimal) -> Decimal | None:
        """Return what is granted of a training's price, before tax; `None` while it is not said."""
        match self.basis:
            case GrantBasis.AMOUNT:
                return self.amount
            case GrantBasis.HOURS if self.hours is not None and self.hourly_rate is not None:
                return round_to_cent(self.hours * self.hourly_rate)
            case GrantBasis.SHARE if self.share is not None:
                return round_to_cent(price_ht * self.share / 100)
        return None

    def checked(self) -> "Funding":
        """Return the agreement, without what its basis does not reckon with.

        Raises:
            RuleBroken: a sum is negative, or a share is more than the whole.
        """
        if self.amount is not None and self.amount < 0:
            raise RuleBroken("Le montant accordé ne peut pas être négatif.", "amount")
        if self.hours is not None and self.hours < 0:
            raise RuleBroken("Le nombre d’heures ne peut pas être négatif.", "hours")
        if self.hourly_rate is not None and self.hourly_rate < 0:
            raise RuleBroken("Le prix de l’heure ne peut pas être négatif.", "hourly_rate")
        if self.share is not None and not 0 <= self.share <= WHOLE:
            raise RuleBroken("Une part du prix va de 0 à 100 %.", "share")
        return replace(
            self,
            amount=self.amount if self.basis is GrantBasis.AMOUNT else None,
            hourly_rate=self.hourly_rate if self.basis is GrantBasis.HOURS else None,
            share=self.share if self.basis is GrantBasis.SHARE else None,
        )
