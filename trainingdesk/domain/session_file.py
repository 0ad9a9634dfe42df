"""A session with all that belongs to it: what its papers, checks and screens are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from trainingdesk.domain.agreements import AgreementKind, kind_for
from trainingdesk.domain.attendance import (
    Attendance,
    Result,
    hours_followed,
    unproven_slots,
)
from trainingdesk.domain.courses import Course, CourseVersion
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.parties import Client, Funder, Trainee
from trainingdesk.domain.people import full_name
from trainingdesk.domain.sessions import (
    Enrolment,
    Funding,
    FundingState,
    Modality,
    Slot,
    TrainingSession,
    planned_hours,
)
from trainingdesk.domain.teaching import Room, Trainer, Venue
from trainingdesk.french import clock, listed


@dataclass(frozen=True, kw_only=True)
class Participant:
    """An enrolment with the people behind it; `trainee` is `None` while unnamed."""

    enrolment: Enrolment
    client: Client
    trainee: Trainee | None = None
    employer: Client | None = None
    marks: Mapping[int, Attendance]
    results: Mapping[int, Result]

    @property
    def name(self) -> str:
        """The name as papers print it, or what stands for it."""
        return full_name(self.trainee) if self.trainee else "Stagiaire à désigner"


@dataclass(frozen=True, kw_only=True)
class FundingFile:
    """A funder's agreement with the funder itself."""

    funding: Funding
    funder: Funder


@dataclass(frozen=True, slots=True)
class ScheduleDay:
    """The slots of one day."""

    day: date
    slots: tuple[Slot, ...]

    @property
    def times(self) -> str:
        """The times of the day in words: «9 h – 12 h 30 et 13 h 30 – 17 h»."""
        return listed([f"{clock(s.starts_at)} – {clock(s.ends_at)}" for s in self.slots])

    @property
    def hours(self) -> Decimal:
        """Hours taught that day."""
        return Decimal(sum(slot.minutes for slot in self.slots)) / 60


@dataclass(frozen=True, kw_only=True)
class SessionFile:
    """A session, the course version it runs, its slots, people and funders."""

    organisation: Organisation
    session: TrainingSession
    course: Course
    version: CourseVersion
    slots: tuple[Slot, ...] = ()
    trainers: tuple[Trainer, ...] = ()
    venue: Venue | None = None
    room: Room | None = None
    participants: tuple[Participant, ...] = ()
    fundings: tuple[FundingFile, ...] = ()

    @cached_property
    def hours(self) -> Decimal:
        """Hours planned: the slots and what is learnt alone, once."""
        return planned_hours(self.session, self.slots)

    @cached_property
    def days(self) -> tuple[ScheduleDay, ...]:
        """The slots, day by day."""
        return tuple(
            ScheduleDay(day, tuple(slots))
            for day, slots in groupby(self.slots, key=lambda slot: slot.day)
        )

    @property
    def first_day(self) -> date | None:
        """The day of the first slot, or the start that was set."""
        return self.days[0].day if self.days else self.session.starts_on

    @property
    def last_day(self) -> date | None:
        """The day of the last slot, or the end that was set."""
        return self.days[-1].day if self.days else self.session.ends_on

    @property
    def place(self) -> str:
        """Where the session is held, on one line."""
        if self.session.modality in {Modality.REMOTE, Modality.E_LEARNING}:
            return "À distance"
        if self.venue is None:
            return ""
        parts = [self.venue.name, self.room.name if self.room else "", str(self.venue.address)]
        place = ", ".join(filter(None, parts))
        return f"{place}, et à distance" if self.session.modality is Modality.MIXED else place

    @property
    def trainer_names(self) -> str:
        """Who teaches, as a sentence lists them."""
        return listed([full_name(trainer) for trainer in self.trainers])

    @property
    def seated(self) -> tuple[Participant, ...]:
        """Those expected or trained: the replaced and the cancelled are left out."""
        return tuple(p for p in self.participants if p.enrolment.state.takes_a_seat)

    def narrowed(self, people: Iterable[Participant], *, attended: bool) -> "SessionFile":
        """Return the file as a paper for these people needs it.

        Others' names stay out of what is kept with the paper. Without *attended* it is as before
        anybody came: a paper of that time does not change because a sheet was typed since.
        """
        kept = tuple(people)
        if not attended:
            kept = tuple(replace(person, marks={}, results={}) for person in kept)
        return replace(self, participants=kept)

    def marked_before(self, day: date) -> "SessionFile":
        """Return the file with the marks of earlier days only: what a sheet of that day knew.

        The trainer signs as the trainees do; no sheet says what they learnt.
        """
        known = {slot.id for slot in self.slots if slot.day < day}
        people = (
            replace(
                person,
                marks={slot: mark for slot, mark in person.marks.items() if slot in known},
                results={},
            )
            for person in self.participants
        )
        slots = tuple(
            slot if slot.id in known else replace(slot, trainer_signed=False) for slot in self.slots
        )
        return replace(self, slots=slots).narrowed(people, attended=True)

    def of_client(self, client_id: int | None) -> tuple[Participant, ...]:
        """Return the people that a client sends."""
        return tuple(p for p in self.seated if p.client.id == client_id)

    def concerned_by(self, client: Client) -> tuple[Participant, ...]:
        """Return the people that a client's agreement is about.

        Someone who pays a part of a seat that his employer bought has no seat of his own: he is
        known by his name.
        """
        own = self.of_client(client.id)
        if own or not client.is_individual:
            return own
        names = (client.first_name, client.name)
        return tuple(
            p
            for p in self.seated
            if p.trainee and (p.trainee.first_name, p.trainee.last_name) == names
        )

    def fundings_of(self, client_id: int | None) -> tuple[FundingFile, ...]:
        """Return the funders' agreements for a client's people."""
        return tuple(f for f in self.fundings if f.funding.client_id == client_id)

    def clients_helped_by(self, funder_id: int | None) -> frozenset[int]:
        """Return the clients for whose people a funder pays; one that refused pays for none."""
        return frozenset(
            item.funding.client_id
            for item in self.fundings
            if item.funder.id == funder_id and item.funding.state is not FundingState.REFUSED
        )

    def agreement_kind(self, client: Client) -> AgreementKind:
        """Return what the law asks a client to sign; a fund that refused does not pay for it."""
        return kind_for(
            client,
            (
                share.funder.kind
                for share in self.fundings_of(client.id)
                if share.funding.state is not FundingState.REFUSED
            ),
        )

    def hours_followed(self, participant: Participant) -> Decimal:
        """Return the hours that attendance proves for one person.

        What is learnt alone is told by the platform's log and counts once, whatever the slots.
        """
        alone = participant.enrolment.self_paced_hours
        return hours_followed(self.slots, participant.marks, alone)

    def unproven_slots(self, participant: Participant) -> tuple[Slot, ...]:
        """Return the slots that no certificate may count yet."""
        return unproven_slots(self.slots, participant.marks)
