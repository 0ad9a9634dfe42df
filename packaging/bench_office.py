"""An invented office with ten years of work in it: what ``bench.py`` measures the program on.

Its rows are those that the services would write, made of the same dataclasses by the same tables;
only the reading back and checking between two writes is left out.
"""

from __future__ import annotations

import hashlib
import itertools
import time as clock
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import bench_invented as invented
from sqlite_utils import Database

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.agreements import Agreement, AgreementState, kind_for
from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Presence, Proof, Result
from trainingdesk.domain.courses import Course
from trainingdesk.domain.identifiers import sample_siret, vat_number_of
from trainingdesk.domain.invoices import BpfOrigin, Invoice, InvoiceLine, Recipient, credit_note
from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.numbering import DEFAULT_PATTERNS, Pattern
from trainingdesk.domain.parties import (
    Client,
    ClientKind,
    Contact,
    Employment,
    Funder,
    FunderKind,
    Trainee,
)
from trainingdesk.domain.payments import Allocation, Payment
from trainingdesk.domain.people import Civility
from trainingdesk.domain.proposals import Proposal, ProposalState
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentState,
    SessionKind,
    SessionState,
    Slot,
    TrainingSession,
)
from trainingdesk.domain.teaching import Room, Trainer, Venue
from trainingdesk.services.office import Office, create_office
from trainingdesk.services.starting import start_office
from trainingdesk.storage import catalogue, papers, parties, sales, sessions, teaching
from trainingdesk.storage import office as identity
from trainingdesk.storage.rows import Table

YEARS = 10
AHEAD = timedelta(days=60)
"""How far the office has planned."""

TIMES = (
    (0, time(9), time(12, 30)),
    (0, time(13, 30), time(17)),
    (1, time(9), time(12, 30)),
    (1, time(13, 30), time(17)),
)


@dataclass(frozen=True)
class Size:
    """How much of each kind the office holds; the default is ten years of a busy one."""

    courses: int = 300
    clients: int = 6_000
    trainees: int = 60_000
    sessions: int = 10_000
    enrolments: int = 80_000
    invoices: int = 40_000
    papers: int = 40_000
    agreements: int = 20_000
    proposals: int = 10_000
    trainers: int = 40
    venues: int = 20
    paper_bytes: int = 25_000

    def scaled(self, factor: float) -> Size:
        """Return an office of the same make and another size; papers weigh the same."""
        return Size(
            **{
                each.name: max(4, round(getattr(self, each.name) * factor))
                for each in fields(self)
                if each.name != "paper_bytes"
            },
            paper_bytes=self.paper_bytes,
        )


def make_office(path: Path, size: Size, today: date) -> float:
    """Make the office file ``path`` as it stands on ``today``; return the seconds it took."""
    began = clock.perf_counter()
    office = create_office(path, lambda: today)
    db = office.db
    # Nothing is lost if the machine fails now: the file is then made again.
    db.execute("pragma journal_mode = off")
    db.execute("pragma synchronous = off")
    db.execute("pragma cache_size = -200000")
    start_office(office)
    db.execute("begin")
    _Builder(office, size, today).build()
    db.commit()
    db.execute("pragma synchronous = full")
    db.enable_wal()
    office.close()
    return clock.perf_counter() - began


class _Builder:
    """Fills the office, one kind of row after the other; ids count from 1 in each table."""

    def __init__(self, office: Office, size: Size, today: date) -> None:
        self._db: Database = office.db
        self._size = size
        self._today = today
        # Invented people need no secrecy, and the same ones each time.
        self._random = Random(size.sessions)  # noqa: S311
        self._clients: list[Client] = []
        self._versions: list[tuple[int, str, list[int]]] = []
        self._sessions: list[TrainingSession] = []
        self._seats: list[list[Enrolment]] = []

    def build(self) -> None:
        """Write everything."""
        identity.save_organisation(self._db, invented.OFFICE)
        self._add_places_and_people()
        self._add_courses()
        self._add_clients()
        self._add_trainees()
        self._add_sessions()
        self._add_enrolments()
        self._add_agreements()
        self._add_proposals()
        self._add_invoices()
        self._add_payments()
        self._add_papers()
        self._close_sessions()

    # Who and where --------------------------------------------------------------------------------

    def _add_places_and_people(self) -> None:
        for number in range(1, self._size.venues + 1):
            venue = Venue(name=f"Centre {self._surname()}", address=self._address())
            venue_id = teaching.VENUES.insert(self._db, venue)
            room = Room(venue_id=venue_id, name=f"salle {number}", capacity=14)
            teaching.ROOMS.insert(self._db, room)
        for _ in range(self._size.trainers):
            first, last = self._name()
            trainer = Trainer(
                first_name=first, last_name=last, email=invented.email(first, last, "formateurs")
            )
            teaching.TRAINERS.insert(self._db, trainer)
        for number, kind in enumerate(FunderKind, 1):
            funder = Funder(
                name=f"Fonds {self._surname()}", kind=kind, siret=sample_siret(90_000 + number)
            )
            parties.FUNDERS.insert(self._db, funder)

    def _add_clients(self) -> None:
        kinds = self._random.choices(
            list(ClientKind), weights=(75, 10, 12, 3), k=self._size.clients
        )
        self._clients = [self._client(number, kind) for number, kind in enumerate(kinds, 1)]
        _insert(self._db, parties.CLIENTS, self._clients)
        contacts = []
        for client in self._clients:
            first, last = self._name()
            contacts.append(
                Contact(
                    client_id=client.id or 0,
                    first_name=first,
                    last_name=last,
                    role="responsable de la formation",
                    email=invented.email(first, last, f"client{client.id}"),
                    is_signatory=True,
                )
            )
        _insert(self._db, parties.CONTACTS, contacts)

    def _client(self, number: int, kind: ClientKind) -> Client:
        first, last = self._name()
        siret = sample_siret(number)
        common = Client(
            id=number,
            name=last,
            kind=kind,
            address=self._address(),
            email=f"contact@client{number}.example",
            phone=invented.phone(number),
        )
        match kind:
            case ClientKind.INDIVIDUAL:
                return replace(common, first_name=first, civility=self._civility())
            case ClientKind.PUBLIC_BODY:
                return replace(common, name=f"Mairie de {last}-sur-Loire", siret=siret)
            case _:
                name = f"{self._random.choice(invented.TRADES)} {last}"
                vat_number = vat_number_of(siret[:9])
                return replace(common, name=name, siret=siret, vat_number=vat_number)

    def _add_trainees(self) -> None:
        trainees, jobs = [], []
        for number in range(1, self._size.trainees + 1):
            first, last = self._name()
            employer = self._employer(number)
            trainees.append(
                Trainee(
                    id=number,
                    first_name=first,
                    last_name=last,
                    civility=self._civility(),
                    email=invented.email(first, last, f"client{employer}"),
                    phone=invented.phone(number),
                )
            )
            jobs.append(
                Employment(
                    trainee_id=number,
                    client_id=employer,
                    job="agent",
                    starts_on=self._first_day() + timedelta(days=number % 900),
                )
            )
        _insert(self._db, parties.TRAINEES, trainees)
        _insert(self._db, parties.EMPLOYMENTS, jobs)

    def _employer(self, trainee_id: int) -> int:
        return (trainee_id - 1) % self._size.clients + 1

    def _people_of(self, client_id: int) -> range:
        return range(client_id, self._size.trainees + 1, self._size.clients)

    # What is taught -------------------------------------------------------------------------------

    def _add_courses(self) -> None:
        titles = [
            " ".join(words)
            for words in itertools.product(invented.VERBS, invented.THINGS, invented.MANNERS)
        ]
        for number in range(1, self._size.courses + 1):
            title = titles[number % len(titles)]
            field = title.split(maxsplit=1)[0].upper()
            category_id = catalogue.category_named(self._db, field, f"NIVEAU {number % 3 + 1}")
            course_id = catalogue.COURSES.insert(
                self._db, Course(code=f"F-{number:03}", title=title, category_id=category_id)
            )
            for year in (1, 5):
                sheet = invented.course_sheet(
                    number, title, self._first_day() + timedelta(days=365 * year)
                )
                version_id = catalogue.add_version(self._db, course_id, sheet)
            objectives = self._db.execute(
                "select id from objective where course_version_id = ? order by position",
                [version_id],
            ).fetchall()
            self._versions.append((version_id, title, [row[0] for row in objectives]))

    def _first_day(self) -> date:
        return self._today - timedelta(days=365 * YEARS)

    def _add_sessions(self) -> None:
        span = (self._today + AHEAD - self._first_day()).days
        slots: list[tuple[Slot, int]] = []
        teachers: list[tuple[int, int]] = []
        for number in range(1, self._size.sessions + 1):
            day = self._first_day() + timedelta(days=span * number // self._size.sessions)
            # Two days in one week.
            day -= timedelta(days=max(0, day.weekday() - 3))
            session = self._session(number, day)
            self._sessions.append(session)
            trainer_id = number % self._size.trainers + 1
            for offset, starts_at, ends_at in TIMES:
                slot = Slot(
                    id=len(slots) + 1,
                    day=day + timedelta(days=offset),
                    starts_at=starts_at,
                    ends_at=ends_at,
                    room_id=session.room_id,
                    trainer_signed=session.state is SessionState.CLOSED,
                )
                slots.append((slot, number))
                teachers.append((len(slots), trainer_id))
        _insert(self._db, sessions.SESSIONS, [_still_open(each) for each in self._sessions])
        _insert(
            self._db,
            sessions.SLOTS,
            [slot for slot, _ in slots],
            [{"session_id": session_id} for _, session_id in slots],
        )
        self._db.conn.executemany("insert into slot_trainer values (?, ?)", teachers)

    def _session(self, number: int, day: date) -> TrainingSession:
        version_id, title, _ = self._random.choice(self._versions)
        place = number % self._size.venues + 1
        closed_on = day + timedelta(days=3)
        is_over = closed_on <= self._today
        return TrainingSession(
            id=number,
            number=self._number("session", day),
            course_version_id=version_id,
            title=title,
            kind=SessionKind.INTRA if number % 3 == 0 else SessionKind.INTER,
            state=SessionState.CLOSED if is_over else SessionState.PLANNED,
            venue_id=place,
            room_id=place,
            minimum=4,
            maximum=12,
            price_per_person=Decimal(self._random.randrange(300, 1500, 10)),
            starts_on=day,
            ends_on=day + timedelta(days=1),
            closed_on=closed_on if is_over else None,
        )

    def _add_enrolments(self) -> None:
        seats = _shares(self._size.enrolments, self._size.sessions)
        numbers = itertools.count(1)
        objectives = {version_id: ids for version_id, _, ids in self._versions}
        marks: list[Attendance] = []
        results: list[ObjectiveResult] = []
        for session, seated in zip(self._sessions, seats, strict=True):
            is_over = session.state is SessionState.CLOSED
            state = EnrolmentState.PRESENT if is_over else EnrolmentState.CONFIRMED
            people = [
                Enrolment(
                    id=next(numbers),
                    session_id=session.id or 0,
                    client_id=self._employer(trainee_id),
                    trainee_id=trainee_id,
                    employer_id=self._employer(trainee_id),
                    state=state,
                    enrolled_on=(session.starts_on or self._today) - timedelta(days=20),
                )
                for trainee_id in self._chosen_people(seated)
            ]
            self._seats.append(people)
            if is_over:
                marks += _marks(session.id or 0, people)
                results += self._results(people, objectives[session.course_version_id])
        _insert(self._db, sessions.ENROLMENTS, [person for each in self._seats for person in each])
        _insert(self._db, _ATTENDANCE, marks)
        _insert(self._db, _RESULTS, results)

    def _chosen_people(self, seats: int) -> list[int]:
        """Choose people for a session, two from each client."""
        chosen: dict[int, None] = {}
        while len(chosen) < seats:
            client_id = self._random.randrange(self._size.clients) + 1
            own = self._people_of(client_id)
            for trainee_id in self._random.sample(own, min(2, len(own), seats - len(chosen))):
                chosen[trainee_id] = None
        return sorted(chosen)

    def _results(
        self, people: Sequence[Enrolment], objectives: Sequence[int]
    ) -> Iterator[ObjectiveResult]:
        for person in people:
            for objective_id in objectives:
                result = self._random.choice((Result.ACQUIRED, Result.ACQUIRED, Result.IN_PROGRESS))
                yield ObjectiveResult(
                    enrolment_id=person.id or 0, objective_id=objective_id, result=result
                )

    # What is sold ---------------------------------------------------------------------------------

    def _bargains(self) -> list[tuple[TrainingSession, Client, Line]]:
        """Return what each client buys of each session, in the order of the sessions."""
        return [
            (session, self._clients[client_id - 1], _line(session, count))
            for session, people in zip(self._sessions, self._seats, strict=True)
            for client_id, count in _counted(person.client_id for person in people)
        ]

    def _add_agreements(self) -> None:
        bargains = _evenly(self._bargains(), self._size.agreements)
        for session, client, line in bargains:
            day = (session.starts_on or self._today) - timedelta(days=30)
            kind = kind_for(client)
            agreement = Agreement(
                kind=kind,
                session_id=session.id or 0,
                client_id=client.id or 0,
                # Another office's order bears the number that it gave it.
                number=self._number(kind, day) if kind.is_printed else f"BC-{session.number}",
                state=AgreementState.FORMED,
                contact_id=client.id,
                conditions_id=1,
                sent_on=day,
                signed_on=day + timedelta(days=5),
                formed_on=day + timedelta(days=5),
                signed_by=client.display_name,
                lines=(line,),
            )
            sales.save_agreement(self._db, agreement)

    def _add_proposals(self) -> None:
        bargains = _evenly(self._bargains(), self._size.proposals)
        states = self._random.choices(
            [ProposalState.ACCEPTED, ProposalState.REFUSED, ProposalState.SENT],
            weights=(6, 3, 1),
            k=len(bargains),
        )
        for (session, client, line), state in zip(bargains, states, strict=True):
            day = (session.starts_on or self._today) - timedelta(days=70)
            proposal = Proposal(
                client_id=client.id or 0,
                title=session.title,
                created_on=day,
                number=self._number("proposal", day),
                state=state,
                conditions_id=1,
                session_id=session.id if state is ProposalState.ACCEPTED else None,
                sent_on=day,
                valid_until=day + timedelta(days=30),
                lines=(replace(line, session_id=None),),
                participants=(client.display_name,),
            )
            sales.save_proposal(self._db, proposal)

    def _add_invoices(self) -> None:
        """Invoice every bargain in the order of their days, and credit some until all are made."""
        over = [bargain for bargain in self._bargains() if bargain[0].closed_on is not None]
        before: tuple[int, Invoice] | None = None
        for number in range(self._size.invoices):
            place = number * len(over) // self._size.invoices
            if before is not None and before[0] == place:
                self._credit(before[1])
                before = None
            else:
                before = place, self._invoice(*over[place])

    def _invoice(self, session: TrainingSession, client: Client, line: Line) -> Invoice:
        day = session.closed_on or self._today
        invoice = Invoice(
            client_id=client.id or 0,
            session_id=session.id,
            conditions_id=1,
            number=self._number("invoice", day),
            issued_on=day,
            due_on=day + timedelta(days=30),
            delivered_from=session.starts_on,
            delivered_until=session.ends_on,
            client=Recipient(
                name=client.display_name,
                address=client.address,
                siret=client.siret,
                vat_number=client.vat_number,
            ),
            lines=(InvoiceLine(line=line, origin=_ORIGINS[client.kind]),),
        )
        return replace(invoice, id=sales.save_invoice(self._db, invoice))

    def _credit(self, invoice: Invoice) -> None:
        """Take a whole invoice back on its own day."""
        note = credit_note(invoice, invoice.lines, "Facture établie à un mauvais nom.")
        day = invoice.issued_on or self._today
        number = self._number("credit_note", day)
        sales.save_invoice(self._db, replace(note, number=number, issued_on=day, due_on=day))

    def _add_payments(self) -> None:
        """Pay what was invoiced fifty days ago, but one invoice in twenty of the last year."""
        owed = self._db.execute(
            "select id, issued_on, total_ttc_cents from invoice i"
            " where kind <> 'credit_note' and issued_on < ? and (id % 20 or issued_on < ?)"
            " and not exists (select 1 from invoice n where n.corrects_id = i.id) order by id",
            [str(self._today - timedelta(days=days)) for days in (50, 365)],
        ).fetchall()
        for invoice_id, issued_on, cents in owed:
            amount = Decimal(cents) / 100
            paid_on = date.fromisoformat(issued_on) + timedelta(days=invoice_id % 45 + 3)
            payment = Payment(
                paid_on=paid_on,
                amount=amount,
                reference=f"VIR {invoice_id}",
                allocations=(Allocation(invoice_id=invoice_id, amount=amount),),
            )
            sales.save_payment(self._db, payment)

    # What left ------------------------------------------------------------------------------------

    def _add_papers(self) -> None:
        over = [
            (session, person)
            for session, people in zip(self._sessions, self._seats, strict=True)
            if session.closed_on is not None
            for person in people
        ]
        kinds = (("completion_certificate", "Certificat de réalisation"), ("invoice", "Facture"))
        noise = self._random.randbytes(2 * self._size.paper_bytes)
        for number in range(self._size.papers):
            session, person = over[number * len(over) // self._size.papers]
            key, title = kinds[number % len(kinds)]
            pdf = _some_bytes(number, noise, self._size.paper_bytes)
            day = session.closed_on or self._today
            paper = papers.IssuedPaper(
                kind=key,
                title=title,
                reference=f"{title} {session.number}",
                file_name=f"{title} {session.number} {number}.pdf",
                issued_on=day,
                issued_at=datetime.combine(day, time(10)),
                pages=1,
                sha256=hashlib.sha256(pdf).hexdigest(),
                session_id=session.id,
                client_id=person.client_id,
                trainee_id=person.trainee_id,
            )
            papers.add_paper(self._db, paper, pdf, f'{{"on": "{day}"}}', {f"{key}.atteste": 1})

    def _close_sessions(self) -> None:
        """Close what is over, last of all: a closed session takes no row any more."""
        self._db.conn.executemany(
            "update training_session set state = ?, closed_on = ? where id = ?",
            [
                (session.state, str(session.closed_on), session.id)
                for session in self._sessions
                if session.closed_on is not None
            ],
        )

    # Inventing ------------------------------------------------------------------------------------

    def _number(self, kind: str, day: date) -> str:
        return sales.take_number(self._db, kind, Pattern(DEFAULT_PATTERNS[kind]), day)

    def _surname(self) -> str:
        choose = self._random.choice
        return choose(invented.STARTS) + choose(invented.MIDDLES) + choose(invented.ENDS)

    def _name(self) -> tuple[str, str]:
        return self._random.choice(invented.FIRST_NAMES), self._surname()

    def _civility(self) -> Civility:
        return self._random.choice((Civility.MADAME, Civility.MONSIEUR))

    def _address(self) -> Address:
        postcode, city = self._random.choice(invented.TOWNS)
        street = f"{self._random.randrange(1, 120)} rue {self._surname()}"
        return Address(street=street, postcode=postcode, city=city)


_ATTENDANCE = Table("attendance", Attendance)
_RESULTS = Table("objective_result", ObjectiveResult)
_ORIGINS = {
    ClientKind.COMPANY: BpfOrigin.COMPANIES,
    ClientKind.INDIVIDUAL: BpfOrigin.INDIVIDUALS,
    ClientKind.PUBLIC_BODY: BpfOrigin.PUBLIC_AGENTS,
    ClientKind.TRAINING_OFFICE: BpfOrigin.TRAINING_OFFICES,
}


def _insert(
    db: Database,
    table: Table[Any],
    records: Iterable[Any],
    owners: Iterable[dict[str, Any]] | None = None,
) -> None:
    """Insert records in one go, under the ids that they bear; ``owners`` adds columns to each."""
    rows = [table.row(record) for record in records]
    for row, record in zip(rows, records, strict=True):
        if getattr(record, "id", None) is not None:
            row["id"] = record.id
    for row, owner in zip(rows, owners or (), strict=owners is not None):
        row.update(owner)
    if rows:
        names = ", ".join(rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        db.conn.executemany(f"insert into {table.name} ({names}) values ({marks})", rows)


def _shares(whole: int, parts: int) -> list[int]:
    """Share a count as evenly as whole numbers allow."""
    reached = [whole * number // parts for number in range(parts + 1)]
    return [after - before for before, after in itertools.pairwise(reached)]


def _evenly(items: Sequence[Any], count: int) -> list[Any]:
    """Return ``count`` of the items at equal distances, or all if there are no more."""
    count = min(count, len(items))
    return [items[number * len(items) // count] for number in range(count)]


def _counted(ids: Iterable[int]) -> list[tuple[int, int]]:
    """Return each id with how often it stands there."""
    found: dict[int, int] = {}
    for each in ids:
        found[each] = found.get(each, 0) + 1
    return sorted(found.items())


def _still_open(session: TrainingSession) -> TrainingSession:
    """Return a session as it was before it was closed."""
    if session.closed_on is None:
        return session
    return replace(session, state=SessionState.CONFIRMED, closed_on=None)


def _line(session: TrainingSession, count: int) -> Line:
    return Line(
        label=session.title,
        quantity=Decimal(count),
        unit=Unit.PERSON,
        unit_price=session.price_per_person or Decimal(0),
        course_version_id=session.course_version_id,
        session_id=session.id,
    )


def _marks(session_id: int, people: Sequence[Enrolment]) -> Iterator[Attendance]:
    """Sign every slot of a session, whose ids follow those of the sessions before."""
    first = (session_id - 1) * len(TIMES) + 1
    for person in people:
        for slot_id in range(first, first + len(TIMES)):
            yield Attendance(
                enrolment_id=person.id or 0,
                slot_id=slot_id,
                presence=Presence.PRESENT,
                proof=Proof.SIGNED,
            )


def _some_bytes(number: int, noise: bytes, length: int) -> bytes:
    """Return bytes that no other number gets, as hard to compress as a real paper's."""
    head = b"%%PDF-1.7 %d\n" % number
    start = number * 7 % length
    return (head + noise[start : start + length])[:length]
