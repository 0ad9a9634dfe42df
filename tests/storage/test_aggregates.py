"""What is made of several tables comes out of the file as it went in."""

import sqlite3
from dataclasses import replace
from datetime import date, time
from decimal import Decimal as D

import pytest

from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Presence, Result
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.courses import (
    Category,
    Course,
    CourseSheet,
    DayPart,
    HalfDay,
    Module,
    Objective,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Balance, BpfOrigin, Invoice, InvoiceKind, InvoiceLine
from trainingdesk.domain.lines import Line
from trainingdesk.domain.numbering import Pattern
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.parties import Client, Contact, Employment, Trainee
from trainingdesk.domain.payments import Allocation, Payment
from trainingdesk.domain.reference_rates import RateKind, ReferenceRate
from trainingdesk.domain.sessions import Enrolment, EnrolmentState, Slot, WaitingEntry
from trainingdesk.domain.teaching import TrainerDocument, TrainerDocumentKind
from trainingdesk.storage import catalogue, office, papers, parties, sales, sessions, teaching
from trainingdesk.storage.database import unit_of_work

DAY = date(2026, 5, 18)

SHEET = CourseSheet(
    code="BUR-02",
    title="Écrire pour être lu",
    days=D("1.5"),
    hours=D("10.5"),
    objectives=("Écrire court", "Relire"),
    programme=(
        HalfDay(
            modules=(
                Module("Le plan", points=("Idée", "Ordre"), number=1),
                Module("La phrase", number=2),
            ),
            day=1,
            day_part=DayPart.MORNING,
        ),
        HalfDay(day=1, day_part=DayPart.AFTERNOON),
        HalfDay(modules=(Module("Sans jour"),)),
    ),
    prerequisites=("Aucun",),
    audience=("Tous",),
    methods=("Exposés", "Exercices"),
    assessment=("Quiz",),
    price_ht=D("950.00"),
    version_date=DAY,
)


@pytest.fixture
def course(db):
    """Return the id of a course without version."""
    return catalogue.COURSES.insert(db, Course(code="BUR-02", title="Écrire pour être lu"))


# Catalogue --------------------------------------------------------------------------------------


def test_a_whole_course_sheet_comes_back(db, course):
    version_id = catalogue.add_version(db, course, SHEET, "Première")
    version = catalogue.version(db, version_id)
    assert version.sheet == SHEET
    assert (version.number, version.note) == (1, "Première")
    assert [objective.text for objective in version.objectives] == ["Écrire court", "Relire"]


def test_versions_follow_each_other(db, course):
    ids = [catalogue.add_version(db, course, replace(SHEET, title=title)) for title in "AB"]
    assert catalogue.versions(db, course) == [(ids[1], 2), (ids[0], 1)]
    assert catalogue.latest_version(db, course).sheet.title == "B"


@pytest.mark.parametrize(
    ("objectives", "kept"),
    [
        pytest.param(("Écrire court", "Relire mieux"), 2, id="reworded"),
        pytest.param(("Écrire court",), 1, id="one fewer"),
        pytest.param(("Écrire court", "Relire", "Publier"), 2, id="one more"),
    ],
)
def test_an_objective_keeps_its_id_while_its_place_is_kept(db, course, objectives, kept):
    version = catalogue.version(db, catalogue.add_version(db, course, SHEET))
    changed = replace(SHEET, objectives=objectives, programme=(), methods=())
    catalogue.rewrite_version(db, version, changed)
    again = catalogue.version(db, version.id)
    assert again.sheet == changed
    assert again.objectives[:kept] == tuple(
        Objective(text=text, id=before.id)
        for text, before in zip(objectives, version.objectives, strict=False)
    )


def test_a_version_that_is_gone_is_told(db):
    with pytest.raises(RuleBroken, match="n’existe plus"):
        catalogue.version(db, 9)


def test_a_category_is_made_once(db):
    first = catalogue.category_named(db, "BUREAUTIQUE", "TABLEUR")
    assert catalogue.category_named(db, "BUREAUTIQUE", "TABLEUR") == first
    assert catalogue.CATEGORIES.where(db) == [Category(name="BUREAUTIQUE", part="TABLEUR", id=1)]


def test_a_course_is_found_by_its_code(db, course):
    assert catalogue.course_with_code(db, "BUR-02").id == course
    assert catalogue.course_with_code(db, "BUR-99") is None


def test_a_version_is_used_once_a_session_holds_it(db, things):
    other = catalogue.add_version(db, things.course, SHEET)
    assert catalogue.is_used(db, things.course_version)
    assert not catalogue.is_used(db, other)


# The office -------------------------------------------------------------------------------------


def test_an_identity_is_written_once_and_again(db):
    with pytest.raises(RuleBroken, match="n’est pas encore saisie"):
        office.organisation(db)
    office.save_organisation(db, Organisation(name="Aubépine", capital=D("1000.00")))
    known = office.organisation(db)
    office.save_organisation(db, replace(known, name="Aubépine formation"))
    assert office.organisation(db) == replace(known, name="Aubépine formation")


@pytest.mark.parametrize(
    ("day", "number"),
    [
        pytest.param(date(2025, 12, 31), 1, id="before the first: the first all the same"),
        pytest.param(date(2026, 1, 1), 1, id="the first day"),
        pytest.param(date(2026, 6, 30), 1, id="the last day before the next"),
        pytest.param(date(2026, 7, 1), 2, id="the next"),
    ],
)
def test_conditions_hold_from_their_day_on(db, day, number):
    for version, starts_on in ((2, date(2026, 7, 1)), (1, date(2026, 1, 1))):
        office.CONDITIONS.insert(db, Conditions(number=version, starts_on=starts_on))
    assert office.conditions_on(db, day).number == number


def test_an_office_without_conditions_is_told(db):
    with pytest.raises(RuleBroken, match="conditions de vente"):
        office.conditions_on(db, DAY)


def test_a_setting_is_kept_as_it_was(db):
    assert office.setting(db, "couleurs", ["bleu"]) == ["bleu"]
    for value in ({"été": 1}, ["vert", None, 2.5]):
        office.save_setting(db, "couleurs", value)
        assert office.setting(db, "couleurs", None) == value


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), D("2.15")),
        (date(2026, 6, 30), D("2.15")),
        (date(2026, 7, 1), D("2.40")),
        (date(2027, 1, 1), None),
    ],
)
def test_a_rate_holds_for_its_half_year(db, day, rate):
    for starts_on, percent in ((date(2026, 1, 1), "9"), (date(2026, 7, 1), "2.40")):
        office.save_rates(db, [_rate(starts_on, percent)])
    office.save_rates(db, [_rate(date(2026, 1, 1), "2.15")])  # corrected
    found = office.rate_on(db, RateKind.ECB_REFI, day)
    assert (found and found.rate) == rate


def _rate(starts_on, percent):
    return ReferenceRate(
        kind=RateKind.ECB_REFI, starts_on=starts_on, rate=D(percent), source="Banque de France"
    )


def test_the_latest_wording_of_a_text_holds(db):
    for body in ("Un", "Deux"):
        office.save_text(db, "invoice.footer", body, "2026-05-18 09:00:00")
    office.save_text(db, "proposal.opening", "Bonjour", "2026-05-18 09:00:00")
    assert {key: (text.number, text.body) for key, text in office.texts(db).items()} == {
        "invoice.footer": (2, "Deux"),
        "proposal.opening": (1, "Bonjour"),
    }


# People -----------------------------------------------------------------------------------------


def test_contacts_are_listed_by_name_and_one_signs(db, things):
    for name, signs in (("Éloi", True), ("Abel", False)):
        parties.CONTACTS.insert(
            db, Contact(client_id=things.client, last_name=name, is_signatory=signs)
        )
    listed = [contact.last_name for contact in parties.contacts_of(db, things.client)]
    assert listed == ["Abel", "Éloi", "Roche"]
    assert parties.signatory_of(db, things.client).last_name == "Éloi"


def test_a_client_without_signatory_has_none(db, things):
    assert parties.signatory_of(db, things.client) is None


@pytest.mark.parametrize(
    ("day", "employer"),
    [(date(2025, 5, 1), 0), (date(2026, 5, 1), 1), (date(2024, 5, 1), None)],
)
def test_the_employer_is_that_of_the_day(db, day, employer):
    trainee = parties.TRAINEES.insert(db, Trainee(last_name="Roux"))
    firms = [parties.CLIENTS.insert(db, Client(name=name)) for name in ("Avant", "Après")]
    for firm, year in zip(firms, (2025, 2026), strict=True):
        parties.EMPLOYMENTS.insert(
            db,
            Employment(
                trainee_id=trainee,
                client_id=firm,
                starts_on=date(year, 1, 1),
                ends_on=date(year, 12, 31),
            ),
        )
    expected = None if employer is None else firms[employer]
    assert parties.employer_on(db, trainee, day) == expected


def test_rooms_and_files_belong_to_their_owners(db, things):
    paper = TrainerDocument(trainer_id=things.trainer, kind=TrainerDocumentKind.CV)
    teaching.TRAINER_DOCUMENTS.insert(db, paper)
    assert [room.name for room in teaching.rooms_of(db, things.venue)] == ["Salle bleue"]
    assert [found.kind for found in teaching.documents_of(db, things.trainer)] == [paper.kind]


# Sessions ---------------------------------------------------------------------------------------


def test_slots_come_back_in_time_order_with_their_trainers(db, things):
    first, second = sessions.slots_of(db, things.training_session)
    assert (first.starts_at, first.trainer_ids) == (time(9), (things.trainer,))
    assert (second.starts_at, second.trainer_ids) == (time(13), ())


def test_saving_slots_adds_writes_and_removes(db, things):
    first, _ = sessions.slots_of(db, things.training_session)
    moved = replace(first, day=date(2026, 5, 19))
    added = Slot(day=date(2026, 5, 21), starts_at=time(22), ends_at=time(2))
    sessions.save_slots(db, things.training_session, [added, moved])
    kept, new = sessions.slots_of(db, things.training_session)
    assert (kept, replace(new, id=None)) == (moved, added)
    session = sessions.SESSIONS.get(db, things.training_session)
    assert (session.starts_on, session.ends_on) == (date(2026, 5, 19), date(2026, 5, 21))


def test_a_slot_with_marks_is_not_removed(db, things):
    with pytest.raises(sqlite3.IntegrityError), unit_of_work(db):
        sessions.save_slots(db, things.training_session, [])
    assert len(sessions.slots_of(db, things.training_session)) == 2


def test_a_session_may_lose_all_its_slots(db, things):
    sessions.remove_mark(db, things.enrolment, things.slot)
    sessions.save_slots(db, things.training_session, [])
    assert sessions.slots_of(db, things.training_session) == ()


def test_enrolments_are_listed_by_name_and_the_unknown_last(db, things):
    abel = parties.TRAINEES.insert(db, Trainee(last_name="Abel"))
    for trainee in (None, abel):
        sessions.ENROLMENTS.insert(
            db,
            Enrolment(
                session_id=things.training_session, client_id=things.client, trainee_id=trainee
            ),
        )
    listed = sessions.enrolments_of(db, things.training_session)
    assert [enrolment.trainee_id for enrolment in listed] == [abel, things.trainee, None]


@pytest.mark.parametrize(
    ("state", "allowed"), [(EnrolmentState.CANCELLED, True), (EnrolmentState.CONFIRMED, False)]
)
def test_nobody_sits_twice_in_a_session(db, things, state, allowed):
    seat = sessions.ENROLMENTS.get(db, things.enrolment)
    sessions.ENROLMENTS.update(db, replace(seat, state=state))
    if allowed:
        assert sessions.ENROLMENTS.insert(db, seat) > things.enrolment
    else:
        with pytest.raises(sqlite3.IntegrityError):
            sessions.ENROLMENTS.insert(db, seat)


def test_a_mark_replaces_the_one_before(db, things):
    mark = Attendance(
        enrolment_id=things.enrolment,
        slot_id=things.slot,
        presence=Presence.LATE,
        minutes_missed=20,
        note="train",
    )
    sessions.save_marks(db, [mark])
    assert sessions.attendance_of(db, things.training_session) == {
        things.enrolment: {things.slot: mark}
    }
    sessions.remove_mark(db, things.enrolment, things.slot)
    assert sessions.attendance_of(db, things.training_session) == {}


def test_a_result_replaces_the_one_before(db, things):
    sessions.save_results(
        db,
        [
            ObjectiveResult(
                enrolment_id=things.enrolment,
                objective_id=things.objective,
                result=Result.IN_PROGRESS,
            )
        ],
    )
    assert sessions.results_of(db, things.enrolment) == {things.objective: Result.IN_PROGRESS}


def test_who_waits_longest_comes_first(db, things):
    earlier = WaitingEntry(
        session_id=things.training_session, trainee_id=things.trainee, since=date(2026, 4, 1)
    )
    earlier_id = sessions.WAITING.insert(db, earlier)
    waiting = sessions.waiting_for(db, things.training_session)
    assert [entry.id for entry in waiting] == [earlier_id, things.waiting_entry]


def test_fundings_belong_to_their_session(db, things):
    found = sessions.fundings_of(db, things.training_session)
    assert [funding.funder_id for funding in found] == [things.funder]


# Sales ------------------------------------------------------------------------------------------

LINES = (
    Line(label="Deux journées", quantity=D("2.5"), unit_price=D("950.00")),
    Line(label="Salle", unit_price=D("80.10"), tva_rate=D(20), exemption=None, is_optional=True),
)


def test_a_proposal_comes_back_whole_each_time(db, things):
    proposal = sales.proposal(db, things.proposal)
    changed = replace(proposal, lines=LINES, participants=("Ali", "Zoé"), billing=proposal.billing)
    sales.save_proposal(db, changed)
    assert sales.proposal(db, things.proposal) == changed


def test_an_agreement_comes_back_whole_each_time(db, things):
    changed = replace(sales.agreement(db, things.agreement), lines=LINES)
    sales.save_agreement(db, changed)
    assert sales.agreement(db, things.agreement) == changed
    assert sales.agreements_of(db, things.training_session) == [changed]


def test_a_draft_invoice_comes_back_whole_each_time(db, things):
    draft = sales.invoice(db, things.draft_invoice)
    lines = tuple(
        InvoiceLine(line=line, origin=origin)
        for line, origin in zip(LINES, (BpfOrigin.COMPANIES, None), strict=True)
    )
    for changed in (replace(draft, lines=lines), replace(draft, lines=lines[:1])):
        sales.save_invoice(db, changed)
        assert sales.invoice(db, things.draft_invoice) == changed


def test_an_issued_invoice_never_changes(db, things):
    issued = sales.invoice(db, things.invoice)
    with pytest.raises(RuleBroken, match="ne change plus"), unit_of_work(db):
        sales.save_invoice(db, replace(issued, notes="x"))
    with pytest.raises(RuleBroken, match="ne change plus"), unit_of_work(db):
        sales.delete_draft(db, things.invoice)
    assert sales.invoice(db, things.invoice) == issued


def test_a_balance_takes_off_credit_notes_and_payments(db, things):
    for number in ("A-2026-0001", None):  # a draft credit note takes nothing off yet
        sales.save_invoice(
            db,
            Invoice(
                client_id=things.client,
                kind=InvoiceKind.CREDIT_NOTE,
                corrects_id=things.invoice,
                number=number,
                issued_on=DAY if number else None,
                lines=(InvoiceLine(line=Line(label="Remise", unit_price=D("100.10"))),),
            ),
        )
    balance = sales.balance(db, things.invoice)
    assert balance == Balance(D("1900.00"), D("100.10"), D("900.00"))
    assert balance.remaining == D("899.90")


def test_a_payment_comes_back_whole_each_time(db, things):
    payment = Payment(
        paid_on=DAY,
        amount=D("12.34"),
        allocations=(
            Allocation(invoice_id=things.draft_invoice, amount=D("2.34")),
            Allocation(invoice_id=things.invoice, amount=D("10.00")),
        ),
    )
    payment_id = sales.save_payment(db, payment)
    written = replace(payment, id=payment_id, recorded_on=DAY)
    assert sales.payment(db, payment_id) == written
    fewer = replace(written, allocations=payment.allocations[:1])
    sales.save_payment(db, fewer)
    assert sales.payment(db, payment_id) == fewer


def test_what_a_payment_settles_is_added_to_and_never_rewritten(db, things):
    part = Allocation(invoice_id=things.invoice, amount=D("10.00"))
    payment_id = sales.save_payment(
        db, Payment(paid_on=DAY, amount=D("12.34"), allocations=(part,))
    )
    written = sales.payment(db, payment_id)
    sales.save_payment(db, replace(written, allocations=()), date(2026, 12, 1))
    rows = db.execute(
        "select amount_cents, settled_on from payment_allocation where payment_id = ? order by id",
        [payment_id],
    ).fetchall()
    assert rows == [(1000, DAY.isoformat()), (-1000, "2026-12-01")]
    assert sales.payment(db, payment_id).unallocated == D("12.34")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"amount": D("12.35")}, id="another sum"),
        pytest.param({"paid_on": date(2026, 1, 2)}, id="another day"),
        pytest.param({"reference": "autre"}, id="another reference"),
    ],
)
def test_a_payment_is_refused_otherwise_than_it_was_written(db, change):
    payment_id = sales.save_payment(db, Payment(paid_on=DAY, amount=D("12.34")))
    written = sales.payment(db, payment_id)
    with pytest.raises(RuleBroken, match="annulez-le"):
        sales.save_payment(db, replace(written, **change))
    assert sales.payment(db, payment_id) == written


@pytest.mark.parametrize(
    "statement",
    [
        "update payment set amount_cents = 1",
        "delete from payment",
        "update payment_allocation set amount_cents = 1",
        "delete from payment_allocation",
    ],
)
def test_the_file_itself_refuses_to_change_money(db, things, statement):
    assert things.payment
    with pytest.raises(sqlite3.IntegrityError, match="ne change plus"):
        db.execute(statement)


def test_a_held_cheque_changes_until_it_is_cashed(db):
    cheque = Payment(paid_on=DAY, amount=D("50.00"), held_until=date(2026, 12, 24))
    held = replace(cheque, id=sales.save_payment(db, cheque), recorded_on=DAY)
    sales.save_payment(db, replace(held, amount=D("60.00")))
    cashed = replace(held, amount=D("60.00"), held_until=None)
    sales.save_payment(db, cashed)
    assert sales.payment(db, held.id) == cashed


@pytest.mark.parametrize(
    ("pattern", "days", "numbers"),
    [
        pytest.param(
            "F-{YYYY}-{SEQ:03}",
            ["2026-12-30", "2026-12-31", "2027-01-01"],
            ["F-2026-001", "F-2026-002", "F-2027-001"],
            id="again each year",
        ),
        pytest.param(
            "F{YY}{MM}-{SEQ}",
            ["2026-01-31", "2026-02-01", "2026-02-28"],
            ["F2601-1", "F2602-1", "F2602-2"],
            id="again each month",
        ),
        pytest.param("F{SEQ}", ["2026-12-31", "2027-01-01"], ["F1", "F2"], id="for ever"),
    ],
)
def test_numbers_follow_each_other_in_their_period(db, pattern, days, numbers):
    with unit_of_work(db):
        taken = [
            sales.take_number(db, "invoice", Pattern(pattern), date.fromisoformat(day))
            for day in days
        ]
    assert taken == numbers


def test_kinds_are_numbered_apart(db):
    with unit_of_work(db):
        for kind in ("invoice", "credit_note"):
            assert sales.take_number(db, kind, Pattern("{SEQ}"), DAY) == "1"


def test_the_last_date_of_a_sequence_never_goes_back(db):
    pattern = Pattern("F-{YYYY}-{SEQ}")
    assert sales.last_issued_on(db, "invoice", pattern, DAY) is None
    with unit_of_work(db):
        for day in (DAY, date(2026, 5, 1)):
            sales.take_number(db, "invoice", pattern, day)
    assert sales.last_issued_on(db, "invoice", pattern, DAY) == DAY


def test_a_number_that_was_not_used_is_given_again(db):
    db.execute("begin immediate")
    sales.take_number(db, "invoice", Pattern("{SEQ}"), DAY)
    db.rollback()
    with unit_of_work(db):
        assert sales.take_number(db, "invoice", Pattern("{SEQ}"), DAY) == "1"


# Papers -----------------------------------------------------------------------------------------


def test_a_paper_keeps_its_bytes(db, things):
    assert papers.pdf_of(db, things.issued_paper).startswith(b"%PDF")
    (paper,) = papers.papers_where(db, "client_id = ?", [things.client])
    assert (paper.id, paper.reference) == (things.issued_paper, "F-2026-0001")


def test_a_paper_keeps_the_data_it_was_made_from(db, things):
    assert papers.data_of(db, things.issued_paper) == '{"numéro": "F-2026-0001"}'


def test_a_paper_is_signed_once_a_copy_came_back(db, things):
    assert papers.signed_since(db, things.issued_paper) is not None
    papers.SIGNED_COPIES.delete(db, things.signed_copy)
    assert papers.signed_since(db, things.issued_paper) is None
