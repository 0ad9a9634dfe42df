"""A small office in memory: one session planned, its people enrolled, nothing sold yet.

Filled through the services, as its users would, with the people of `office_sample`.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.support.office_sample import (
    AFTER,
    CONDITIONS,
    CONTACT,
    FUNDER,
    INDIVIDUAL,
    OFFICE,
    ON,
    ROOM,
    SESSION,
    SHEET,
    SLOTS,
    TOWN_HALL,
    TRAINER,
    VENUE,
)
from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Presence, Proof, Result
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.parties import Trainee, TraineeStatus
from trainingdesk.domain.people import Civility
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.sessions import Enrolment, Funding, FundingState
from trainingdesk.domain.teaching import TrainerDocument, TrainerDocumentKind
from trainingdesk.services import (
    agreeing,
    attending,
    catalogue,
    identity,
    invoicing,
    parties,
    planning,
    proposing,
    reference,
)
from trainingdesk.services.office import Office, create_office, open_office
from trainingdesk.storage import catalogue as courses
from trainingdesk.storage import sessions

NAMES = (("Amélie", "Œuvrard"), ("Karim", "Bellil"), ("Fatou", "Ndiaye"))


@dataclass
class Clock:
    """The day it is in the office."""

    day: date = ON

    def __call__(self) -> date:
        """Return today."""
        return self.day


@dataclass
class FilledOffice:
    """The office, the day it is there, and the ids of what it holds.

    Three people of the town hall are enrolled, and one person who pays for herself; the session
    costs 690 € a head and has four slots, on 18 and 19 May 2026. Without *path* it lives in memory.
    """

    documents: Path | None = None
    path: Path | None = None
    clock: Clock = field(default_factory=Clock)
    office: Office = field(init=False)
    course: int = field(init=False)
    version: int = field(init=False)
    town_hall: int = field(init=False)
    contact: int = field(init=False)
    individual: int = field(init=False)
    funder: int = field(init=False)
    trainer: int = field(init=False)
    venue: int = field(init=False)
    room: int = field(init=False)
    session: int = field(init=False)
    trainees: list[int] = field(init=False)
    enrolments: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Fill the office."""
        opened = (
            create_office(self.path, self.clock)
            if self.path
            else open_office(":memory:", self.clock)
        )
        self.office = replace(opened, documents=self.documents)
        identity.save_organisation(self.office, OFFICE)
        identity.save_conditions(self.office, CONDITIONS)
        reference.seed_rates(self.office)
        self.course = catalogue.add_course(self.office, SHEET).saved_id
        self.version = courses.latest_version(self.office.db, self.course).id or 0
        self._meet_people()
        self._plan()

    def _meet_people(self) -> None:
        office = self.office
        town_hall = replace(TOWN_HALL, id=None, email="mairie@evian.example")
        self.town_hall = parties.save_client(office, town_hall).saved_id
        contact = replace(CONTACT, id=None, client_id=self.town_hall, email="luc@evian.example")
        self.contact = parties.save_contact(office, contact).saved_id
        individual = replace(INDIVIDUAL, id=None, email="zoe@exemple.example")
        self.individual = parties.save_client(office, individual).saved_id
        self.funder = parties.save_funder(office, replace(FUNDER, id=None)).saved_id
        self.trainer = parties.save_trainer(office, replace(TRAINER, id=None)).saved_id
        for kind in (TrainerDocumentKind.CV, TrainerDocumentKind.DIPLOMA):
            paper = TrainerDocument(trainer_id=self.trainer, kind=kind)
            parties.save_trainer_document(office, paper)
        self.venue = parties.save_venue(office, replace(VENUE, id=None)).saved_id
        room = replace(ROOM, id=None, venue_id=self.venue)
        self.room = parties.save_room(office, room).saved_id
        people = (*NAMES, (INDIVIDUAL.first_name, INDIVIDUAL.name))
        self.trainees = [self.new_trainee(first, last) for first, last in people]

    def _plan(self) -> None:
        slots = [
            replace(slot, id=None, room_id=self.room, trainer_ids=(self.trainer,)) for slot in SLOTS
        ]
        session = replace(
            SESSION,
            id=None,
            number="",
            course_version_id=self.version,
            venue_id=self.venue,
            room_id=self.room,
        )
        self.session = planning.plan_session(self.office, session, slots).saved_id
        self.enrolments = [self.enrol(trainee, self.town_hall) for trainee in self.trainees[:3]]
        self.enrolments.append(
            self.enrol(self.trainees[3], self.individual, TraineeStatus.SELF_PAYING)
        )

    @property
    def slots(self) -> list[int]:
        """The ids of the slots, in their order."""
        return [slot.id or 0 for slot in sessions.slots_of(self.office.db, self.session)]

    def new_trainee(self, first_name: str, last_name: str) -> int:
        """Add a person."""
        trainee = Trainee(first_name=first_name, last_name=last_name, civility=Civility.MADAME)
        return parties.save_trainee(self.office, trainee).saved_id

    def enrol(
        self,
        trainee: int | None,
        client: int,
        status: TraineeStatus = TraineeStatus.PRIVATE_EMPLOYEE,
    ) -> int:
        """Add an enrolment."""
        enrolment = Enrolment(
            session_id=self.session,
            client_id=client,
            trainee_id=trainee,
            employer_id=client if client == self.town_hall else None,
            status=status,
        )
        return planning.enrol(self.office, [enrolment]).saved_id

    def attend(self, absent_from: Collection[tuple[int, int]] = ()) -> None:
        """Type the whole sheet after the session; *absent_from* gives places of person and slot."""
        self.clock.day = AFTER
        marks = []
        for person, enrolment in enumerate(self.enrolments):
            for place, slot in enumerate(self.slots):
                absent = (person, place) in absent_from
                mark = Attendance(
                    enrolment_id=enrolment,
                    slot_id=slot,
                    presence=Presence.ABSENT if absent else Presence.PRESENT,
                    proof=None if absent else Proof.SIGNED,
                )
                marks.append(mark)
        attending.record(self.office, self.session, marks)
        attending.sign_as_trainer(self.office, self.session, self.slots)
        objectives = courses.version(self.office.db, self.version).objectives
        attending.assess(
            self.office,
            self.session,
            [
                ObjectiveResult(
                    enrolment_id=enrolment, objective_id=objective.id or 0, result=Result.ACQUIRED
                )
                for enrolment in self.enrolments
                for objective in objectives
            ],
        )

    def propose(self, *lines: Line) -> int:
        """Draft a proposal to the town hall, of three seats unless *lines* say otherwise."""
        seats = Line(
            label=SHEET.title,
            quantity=Decimal(3),
            unit_price=Decimal(690),
            course_version_id=self.version,
        )
        proposal = Proposal(
            client_id=self.town_hall,
            title=SHEET.title,
            created_on=self.clock.day,
            lines=lines or (seats,),
        )
        return proposing.save_proposal(self.office, proposal).saved_id

    def agree(self, client: int | None = None) -> int:
        """Draft the agreement of a client, the town hall by default."""
        wanted = client or self.town_hall
        return agreeing.draft_agreement(self.office, self.session, wanted).saved_id

    def fund(self, amount: str, *, subrogation: bool = True) -> int:
        """Have the fund grant an amount for the town hall's people."""
        funding = Funding(
            session_id=self.session,
            client_id=self.town_hall,
            funder_id=self.funder,
            file_number="2026-A-004512",
            state=FundingState.GRANTED,
            amount=Decimal(amount),
            subrogation=subrogation,
        )
        return planning.fund(self.office, funding).saved_id

    def draft_invoices(self, client: int | None = None) -> list[int]:
        """Draft the invoices of a client's people, the town hall's by default."""
        wanted = client or self.town_hall
        return invoicing.draft_for_session(self.office, self.session, wanted)


def meals(price: str = "38.00", *, optional: bool = False) -> Line:
    """Return a line of meals."""
    return Line(
        label="Déjeuners",
        unit_price=Decimal(price),
        kind=LineKind.MEALS,
        is_optional=optional,
    )
