"""An office in memory, an office on disk, and one of everything in it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal as D
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlite_utils import Database

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Presence, Proof, Result
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.courses import Category, Course, CourseSheet, HalfDay, Module
from trainingdesk.domain.invoices import BpfOrigin, Invoice, InvoiceLine, Recipient
from trainingdesk.domain.lines import Line
from trainingdesk.domain.numbering import DEFAULT_PATTERNS, Pattern
from trainingdesk.domain.parties import Client, Contact, Employment, Funder, FunderKind, Trainee
from trainingdesk.domain.payments import Allocation, Payment
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.sessions import Enrolment, Funding, Slot, TrainingSession, WaitingEntry
from trainingdesk.domain.supplier_bills import SupplierBill
from trainingdesk.domain.teaching import Room, Trainer, Venue
from trainingdesk.storage import (
    catalogue,
    office,
    papers,
    parties,
    sales,
    sessions,
    supplier_bills,
    teaching,
)
from trainingdesk.storage.database import close_database, create_database, unit_of_work

DAY = date(2026, 5, 18)
PDF = b"%PDF-1.7 un document"


@pytest.fixture
def db() -> Iterator[Database]:
    """Return an empty office in memory, at the latest schema."""
    empty = create_database(":memory:")
    yield empty
    empty.close()


@pytest.fixture
def things(db) -> SimpleNamespace:
    """Return the ids of one of everything, in the office in memory."""
    with unit_of_work(db):
        return one_of_everything(db)


@pytest.fixture
def office_path(tmp_path) -> Path:
    """Return a closed office on disk with one of everything."""
    path = tmp_path / "Aubépine.trainingdesk"
    made = create_database(path)
    with unit_of_work(made):
        one_of_everything(made)
    close_database(made)
    return path


def one_of_everything(db: Database) -> SimpleNamespace:
    """Fill an office with a session sold, held, proven, invoiced and paid."""
    ids = SimpleNamespace()
    ids.conditions = office.CONDITIONS.insert(db, Conditions(number=1, starts_on=date(2026, 1, 1)))
    ids.category = catalogue.CATEGORIES.insert(db, Category(name="BUREAUTIQUE", part="TABLEUR"))
    ids.course = catalogue.COURSES.insert(
        db, Course(code="BUR-01", title="Tableur à cœur ouvert", category_id=ids.category)
    )
    ids.course_version = catalogue.add_version(
        db,
        ids.course,
        CourseSheet(
            title="Tableur à cœur ouvert",
            objectives=("Écrire une formule",),
            programme=(HalfDay(modules=(Module("Formules", points=("Sommes",)),), day=1),),
        ),
    )
    (objective,) = catalogue.version(db, ids.course_version).objectives
    ids.objective = objective.id
    ids.funder = parties.FUNDERS.insert(db, Funder(name="Opcazur", kind=FunderKind.OPCO))
    ids.client = parties.CLIENTS.insert(
        db, Client(name="Mairie d’Évian", funder_id=ids.funder, address=Address(city="Évian"))
    )
    ids.contact = parties.CONTACTS.insert(db, Contact(client_id=ids.client, last_name="Roche"))
    ids.trainee = parties.TRAINEES.insert(db, Trainee(last_name="Lefèvre", first_name="Zoé"))
    ids.employment = parties.EMPLOYMENTS.insert(
        db, Employment(trainee_id=ids.trainee, client_id=ids.client)
    )
    ids.trainer = teaching.TRAINERS.insert(db, Trainer(last_name="Œuvrard"))
    ids.venue = teaching.VENUES.insert(db, Venue(name="Les Tilleuls"))
    ids.room = teaching.ROOMS.insert(db, Room(venue_id=ids.venue, name="Salle bleue"))
    ids.training_session = sessions.SESSIONS.insert(
        db,
        TrainingSession(
            number="S-2026-001",
            course_version_id=ids.course_version,
            title="Tableur à cœur ouvert",
            venue_id=ids.venue,
            room_id=ids.room,
        ),
    )
    sessions.save_slots(
        db,
        ids.training_session,
        [
            Slot(day=DAY, starts_at=time(9), ends_at=time(12), trainer_ids=(ids.trainer,)),
            Slot(day=DAY, starts_at=time(13), ends_at=time(17), room_id=ids.room),
        ],
    )
    ids.slot = sessions.slots_of(db, ids.training_session)[0].id
    ids.enrolment = sessions.ENROLMENTS.insert(
        db,
        Enrolment(session_id=ids.training_session, client_id=ids.client, trainee_id=ids.trainee),
    )
    ids.waiting_entry = sessions.WAITING.insert(
        db, WaitingEntry(session_id=ids.training_session, client_id=ids.client, since=DAY)
    )
    sessions.save_marks(
        db,
        [
            Attendance(
                enrolment_id=ids.enrolment,
                slot_id=ids.slot,
                presence=Presence.PRESENT,
                proof=Proof.SIGNED,
            )
        ],
    )
    sessions.save_results(
        db,
        [
            ObjectiveResult(
                enrolment_id=ids.enrolment, objective_id=ids.objective, result=Result.ACQUIRED
            )
        ],
    )
    ids.funding = sessions.FUNDINGS.insert(
        db,
        Funding(session_id=ids.training_session, client_id=ids.client, funder_id=ids.funder),
    )
    line = Line(
        label="Deux journées",
        quantity=D(2),
        unit_price=D("950.00"),
        course_version_id=ids.course_version,
        session_id=ids.training_session,
    )
    ids.proposal = sales.save_proposal(
        db,
        Proposal(
            client_id=ids.client,
            contact_id=ids.contact,
            conditions_id=ids.conditions,
            title="Deux journées de tableur",
            number="D-2026-0001",
            created_on=DAY,
            lines=(line,),
            participants=("Zoé Lefèvre",),
        ),
    )
    ids.agreement = sales.save_agreement(
        db,
        Agreement(
            kind=AgreementKind.CONVENTION,
            session_id=ids.training_session,
            client_id=ids.client,
            proposal_id=ids.proposal,
            number="CV-2026-0001",
            lines=(line,),
        ),
    )
    ids.draft_invoice = sales.save_invoice(db, Invoice(client_id=ids.client))
    ids.invoice = sales.save_invoice(
        db,
        Invoice(
            client_id=ids.client,
            session_id=ids.training_session,
            agreement_id=ids.agreement,
            funding_id=ids.funding,
            number=sales.take_number(db, "invoice", Pattern(DEFAULT_PATTERNS["invoice"]), DAY),
            issued_on=DAY,
            due_on=DAY,
            client=Recipient(name="Mairie d’Évian"),
            lines=(InvoiceLine(line=line, origin=BpfOrigin.PUBLIC_AGENTS),),
        ),
    )
    ids.payment = sales.save_payment(
        db,
        Payment(
            paid_on=DAY,
            amount=D("900.00"),
            allocations=(Allocation(invoice_id=ids.invoice, amount=D("900.00")),),
        ),
    )
    ids.issued_paper = papers.add_paper(
        db,
        papers.IssuedPaper(
            kind="invoice",
            title="Facture F-2026-0001",
            reference="F-2026-0001",
            file_name="F-2026-0001.pdf",
            issued_on=DAY,
            issued_at=datetime(2026, 5, 18, 9, 30),  # noqa: DTZ001 - as the file keeps it
            pages=1,
            sha256=sha256(PDF).hexdigest(),
            client_id=ids.client,
            session_id=ids.training_session,
            trainee_id=ids.trainee,
            invoice_id=ids.invoice,
        ),
        PDF,
        '{"numéro": "F-2026-0001"}',
        {"invoice.footer": 1},
    )
    ids.supplier_invoice = supplier_bills.BILLS.insert(
        db,
        SupplierBill(
            supplier_name="Café de la Halle",
            number="HA-12",
            issued_on=DAY,
            received_on=DAY,
            total_ht=D("50.00"),
            total_ttc=D("50.00"),
            file_name="halle.pdf",
            sha256=sha256(b"halle").hexdigest(),
            content=b"halle",
        ),
    )
    ids.signed_copy = papers.SIGNED_COPIES.insert(
        db,
        papers.SignedCopy(
            paper_id=ids.issued_paper,
            received_on=DAY,
            file_name="signé.pdf",
            sha256=sha256(b"scan").hexdigest(),
            content=b"scan",
        ),
    )
    return ids
