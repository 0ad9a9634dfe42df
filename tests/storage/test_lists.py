"""Lists lose no row, and sort and filter as people expect."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.filled_office import FilledOffice, meals
from tests.support.office_sample import SHEET
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.courses import CourseSheet
from trainingdesk.domain.invoices import InvoiceLine
from trainingdesk.domain.parties import (
    Client,
    ClientKind,
    Employment,
    Funder,
    FunderKind,
    Trainee,
)
from trainingdesk.domain.payments import Allocation, Payment, PaymentMeans
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.domain.sessions import Modality, SessionKind, SessionState, TrainingSession
from trainingdesk.domain.supplier_bills import ChargeKind, SupplierBill
from trainingdesk.domain.teaching import (
    Trainer,
    TrainerDocument,
    TrainerDocumentKind,
    TrainerKind,
    Venue,
)
from trainingdesk.french import sort_key
from trainingdesk.services import (
    catalogue,
    invoicing,
    parties,
    planning,
    proposing,
    registers,
    removing,
    supplier_invoices,
)
from trainingdesk.storage import catalogue as courses
from trainingdesk.storage import lists
from trainingdesk.storage.database import open_reader
from trainingdesk.storage.lists import Asked, Listing, fetch, find_ids, sums

ALL = {listing.name: listing for listing in vars(lists).values() if isinstance(listing, Listing)}
DECIMALS = {"days", "hours"}
"""Columns that hold a decimal number as text."""


@pytest.fixture(scope="module")
def filled():
    """An office with several rows in each list: accents, blanks, archived ones."""
    made = FilledOffice()
    _fill(made)
    yield made
    made.office.close()


@pytest.fixture(scope="module")
def ids(filled):
    """The ids that the tests name."""
    return filled.ids


def _fill(filled):
    office = filled.office
    ids = filled.ids = SimpleNamespace()
    ids.bare_course = catalogue.add_course(office, CourseSheet(title="Éveil", code="E-1")).saved_id
    long_course = CourseSheet(title="Zénitude", code="Z-1", days=Decimal(10), hours=Decimal(70))
    ids.long_course = catalogue.add_course(office, long_course).saved_id
    ids.firm = parties.save_client(
        office, Client(name="Écluse & Cie", address=Address(city="Épinal"))
    ).saved_id
    ids.gone = parties.save_client(office, Client(name="Zéphyr", kind=ClientKind.COMPANY)).saved_id
    removing.archive(office, "client", ids.gone, "Zéphyr")
    ids.trainee = filled.new_trainee("Ève", "Égée")
    parties.employ(office, Employment(trainee_id=ids.trainee, client_id=ids.firm))
    ids.gone_trainee = parties.save_trainee(office, Trainee(last_name="Zola")).saved_id
    removing.archive(office, "trainee", ids.gone_trainee, "Zola")
    ids.funder = parties.save_funder(office, Funder(name="Élan", kind=FunderKind.CDC)).saved_id
    removing.archive(office, "funder", ids.funder, "Élan")
    ids.trainer = parties.save_trainer(
        office, Trainer(last_name="Éluard", kind=TrainerKind.SUBCONTRACTOR)
    ).saved_id
    for kind, day in (
        (TrainerDocumentKind.INSURANCE, date(2027, 1, 1)),
        (TrainerDocumentKind.VIGILANCE, date(2026, 6, 1)),
    ):
        parties.save_trainer_document(
            office, TrainerDocument(trainer_id=ids.trainer, kind=kind, valid_until=day)
        )
    removing.archive(office, "trainer", ids.trainer, "Éluard")
    ids.venue = parties.save_venue(office, Venue(name="Étoile")).saved_id
    removing.archive(office, "venue", ids.venue, "Étoile")
    ids.remote = planning.plan_session(
        office,
        TrainingSession(
            number="",
            course_version_id=filled.version,
            title="Écrire à distance",
            kind=SessionKind.INTRA,
            modality=Modality.REMOTE,
            starts_on=date(2026, 9, 1),
            ends_on=date(2026, 9, 2),
        ),
    ).saved_id
    planning.set_state(office, ids.remote, SessionState.CANCELLED)
    ids.draft_proposal = filled.propose()
    ids.proposal = filled.propose()
    proposing.send(office, ids.proposal)
    ids.second = proposing.renew(office, ids.proposal).saved_id
    ids.agreement = filled.agree()
    ids.contract = filled.agree(filled.individual)
    filled.fund("1400.00")
    ids.of_fund, ids.of_client = filled.draft_invoices()
    (ids.draft,) = filled.draft_invoices(filled.individual)
    for invoice in (ids.of_fund, ids.of_client):
        invoicing.issue(office, invoice)
    note = invoicing.credit(office, ids.of_client, "geste", [InvoiceLine(line=meals("70"))])
    ids.note = note.saved_id
    invoicing.issue(office, ids.note)
    part = Allocation(invoice_id=ids.of_fund, amount=Decimal(1400))
    ids.payment = invoicing.receive(
        office,
        Payment(paid_on=date(2026, 4, 10), amount=Decimal(1500), allocations=(part,)),
    ).saved_id
    ids.advance = invoicing.receive(
        office,
        Payment(paid_on=date(2026, 3, 1), amount=Decimal(20), means=PaymentMeans.CHEQUE),
    ).saved_id

    hall = SupplierBill(
        supplier_name="Éditions du Canal",
        number="12",
        issued_on=date(2026, 4, 2),
        due_on=date(2026, 5, 2),
        received_on=date(2026, 4, 3),
        total_ht=Decimal(50),
        total_ttc=Decimal(50),
        session_id=filled.session,
    )
    fees = replace(
        hall,
        number="13",
        issued_on=date(2026, 5, 2),
        due_on=None,
        total_ttc=Decimal(60),
        session_id=None,
        charge=ChargeKind.TRAINER_FEES,
    )
    paid = replace(hall, number="14", issued_on=date(2026, 3, 2), paid_on=date(2026, 3, 3))
    ids.hall, ids.fees, ids.paid_bill = (
        supplier_invoices.save(filled.office, bill).saved_id for bill in (hall, fees, paid)
    )
    ids.complaint = registers.save(
        office,
        RegisterEntry(
            kind=EntryKind.COMPLAINT,
            received_on=date(2026, 4, 2),
            said_by="Élise Garnier",
            facts="Salle trop froide",
            client_id=filled.town_hall,
            session_id=filled.session,
        ),
    ).saved_id
    ids.reserve = registers.save(
        office,
        RegisterEntry(
            kind=EntryKind.RESERVE,
            received_on=date(2026, 4, 3),
            said_by="Zoé Łukasiewicz",
            facts="Horaires contestés",
            client_id=filled.individual,
            answered_on=date(2026, 4, 6),
            answer="Horaires revus",
            action="Convocations corrigées",
            closed_on=date(2026, 4, 8),
        ),
    ).saved_id


def found(filled, listing, text="", order="", *, descending=False, **filters):
    return find_ids(filled.office.db, listing, Asked(text, filters, order, descending))


def row(filled, listing, row_id):
    return fetch(filled.office.db, listing, [row_id])[row_id]


# Rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_a_list_holds_each_row_of_its_table_once(filled, name):
    listing = ALL[name]
    table = listing.source.split()[0]
    kept = {row_id for (row_id,) in filled.office.db.execute(f"select id from {table}")}
    listed = found(filled, listing)
    assert len(kept) >= 2
    assert sorted(listed) == sorted(kept)


@pytest.mark.parametrize("name", ALL)
def test_rows_are_fetched_by_id_with_every_column(filled, name):
    listing = ALL[name]
    wanted = found(filled, listing)
    rows = fetch(filled.office.db, listing, wanted)
    assert rows.keys() == set(wanted)
    assert all(row.keys() == set(listing.columns) for row in rows.values())
    assert fetch(filled.office.db, listing, []) == {}
    assert fetch(filled.office.db, listing, [999]) == {}


def test_a_course_without_category_stays_in_the_list(filled, ids):
    assert row(filled, lists.COURSES, ids.bare_course)["category"] == ""
    assert row(filled, lists.COURSES, filled.course)["category"] == "RELATION CLIENT – ACCUEIL"


def test_a_course_shows_its_latest_version_and_counts_every_session():
    made = FilledOffice()
    course = courses.COURSES.get(made.office.db, made.course)
    catalogue.revise_course(made.office, course, replace(SHEET, hours=Decimal("13.5")))
    shown = row(made, lists.COURSES, made.course)
    assert (shown["hours"], shown["sessions"]) == ("13.5", 1)
    made.office.close()


def test_a_client_owes_what_was_issued_less_credit_and_payments(filled):
    assert row(filled, lists.CLIENTS, filled.town_hall)["owed"] == 60000
    assert row(filled, lists.CLIENTS, filled.individual)["owed"] == 0


def test_a_trainee_stands_with_her_present_employer(filled, ids):
    assert row(filled, lists.TRAINEES, ids.trainee)["employer"] == "Écluse & Cie"
    assert row(filled, lists.TRAINEES, ids.gone_trainee)["employer"] == ""


def test_a_session_tells_its_place_and_how_many_take_a_seat(filled, ids):
    shown = row(filled, lists.SESSIONS, filled.session)
    assert (shown["place"], shown["enrolled"]) == ("Atelier des Savoirs", 4)
    assert row(filled, lists.SESSIONS, ids.remote)["place"] == "À distance"


def test_a_later_version_of_a_proposal_is_told_apart(filled, ids):
    numbers = [row(filled, lists.PROPOSALS, i)["number"] for i in (ids.proposal, ids.second)]
    assert numbers == ["D-2026-0001", "D-2026-0001 v2"]


def test_an_invoice_tells_what_is_left_to_pay(filled, ids):
    left = {i: row(filled, lists.INVOICES, i)["remaining"] for i in found(filled, lists.INVOICES)}
    assert left == {ids.of_fund: 0, ids.of_client: 60000, ids.draft: 0, ids.note: 0}
    assert row(filled, lists.INVOICES, ids.note)["total_ttc"] == -7000
    assert row(filled, lists.INVOICES, ids.of_fund)["payer"] == "OPCO Exemple Territoires"


def test_a_payment_tells_what_it_settles_and_what_is_left(filled, ids):
    shown = row(filled, lists.PAYMENTS, ids.payment)
    assert (shown["invoices"], shown["unallocated"]) == ("F-2026-0001", 10000)
    assert row(filled, lists.PAYMENTS, ids.advance)["client"] == ""


def test_a_trainer_shows_the_paper_that_ends_next(filled, ids):
    assert row(filled, lists.TRAINERS, ids.trainer)["ends_next"] == "2026-06-01"


def test_a_venue_counts_its_rooms_and_seats(filled):
    shown = row(filled, lists.VENUES, filled.venue)
    assert (shown["rooms"], shown["seats"]) == (1, 12)


# Order ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "column"),
    [
        pytest.param(name, column, id=f"{name} by {column}")
        for name, listing in ALL.items()
        for column in listing.columns
    ],
)
def test_every_column_sorts_both_ways_in_french_order_and_loses_no_row(filled, name, column):
    listing = ALL[name]
    up = found(filled, listing, order=column)
    down = found(filled, listing, order=column, descending=True)
    assert sorted(up) == sorted(down) == sorted(found(filled, listing))
    for order, is_down in ((up, False), (down, True)):
        rows = fetch(filled.office.db, listing, order)
        shown = [rows[row_id][column] for row_id in order]
        values = [_weight(column, value) for value in shown if value is not None]
        assert values == sorted(values, reverse=is_down)


def _weight(column, value):
    if column in DECIMALS:
        return Decimal(value)
    return sort_key(value) if isinstance(value, str) else value


def test_the_names_of_a_list_stand_in_french_order(filled):
    order = found(filled, lists.CLIENTS)
    rows = fetch(filled.office.db, lists.CLIENTS, order)
    assert [rows[row_id]["name"] for row_id in order] == [
        "Écluse & Cie",
        "Łukasiewicz Zoé",
        "Mairie d’Évian-la-Forêt",
        "Zéphyr",
    ]


def test_drafts_stand_before_the_latest_invoice(filled, ids):
    assert found(filled, lists.INVOICES)[0] == ids.draft


def test_equal_rows_stand_newest_first(filled, ids):
    assert found(filled, lists.PROPOSALS, order="client") == [
        ids.second,
        ids.proposal,
        ids.draft_proposal,
    ]


# Filters ----------------------------------------------------------------------------------------

SPRING, SUMMER = ["2026-04-01", "2026-05-31"], ["2026-06-01", "2026-08-31"]

CASES = [
    ("courses", "active", [], ["course", "bare_course", "long_course"]),
    ("courses", "archived", [], []),
    ("courses", "category", [1], ["course"]),
    ("clients", "active", [], ["town_hall", "individual", "firm"]),
    ("clients", "archived", [], ["gone"]),
    ("clients", "kind", ["individual"], ["individual"]),
    ("trainees", "archived", [], ["gone_trainee"]),
    ("funders", "active", [], ["filled_funder"]),
    ("funders", "archived", [], ["funder"]),
    ("sessions", "state", ["cancelled"], ["remote"]),
    ("sessions", "kind", ["inter"], ["session"]),
    ("sessions", "between", SPRING, ["session"]),
    ("sessions", "between", SUMMER, []),
    ("sessions", "between", ["2026-05-19", "2026-09-01"], ["session", "remote"]),
    ("sessions", "client", ["@town_hall"], ["session"]),
    ("sessions", "client", ["@firm"], []),
    ("sessions", "trainee", ["@first_trainee"], ["session"]),
    ("sessions", "trainee", ["@trainee"], []),
    ("sessions", "course", ["@course"], ["session", "remote"]),
    ("sessions", "course", ["@bare_course"], []),
    ("sessions", "trainer", ["@filled_trainer"], ["session"]),
    ("sessions", "trainer", ["@trainer"], []),
    ("proposals", "state", ["sent"], ["proposal"]),
    ("proposals", "between", SPRING, ["draft_proposal", "proposal", "second"]),
    ("proposals", "between", SUMMER, []),
    ("proposals", "client", ["@firm"], []),
    ("invoices", "draft", [], ["draft"]),
    ("invoices", "issued", [], ["of_fund", "of_client", "note"]),
    ("invoices", "unpaid", [], ["of_client"]),
    ("invoices", "overdue", ["2026-05-10"], []),
    ("invoices", "overdue", ["2026-05-11"], ["of_client"]),
    ("invoices", "kind", ["credit_note"], ["note"]),
    ("invoices", "not_kind", ["credit_note"], ["of_fund", "of_client", "draft"]),
    ("invoices", "between", SPRING, ["of_fund", "of_client", "note"]),
    ("invoices", "between", SUMMER, []),
    ("invoices", "client", ["@individual"], ["draft"]),
    ("invoices", "session", ["@remote"], []),
    ("invoices", "funder", ["@filled_funder"], ["of_fund"]),
    ("agreements", "state", ["draft"], ["agreement", "contract"]),
    ("agreements", "between", SPRING, ["agreement", "contract"]),
    ("agreements", "between", SUMMER, []),
    ("agreements", "client", ["@individual"], ["contract"]),
    ("agreements", "session", ["@remote"], []),
    ("supplier_bills", "between", ["2026-04-01", "2026-04-30"], ["hall"]),
    ("supplier_bills", "unpaid", [], ["hall", "fees"]),
    ("supplier_bills", "overdue", ["2026-06-01"], ["hall"]),
    ("supplier_bills", "faulty", [], ["fees"]),
    ("supplier_bills", "charge", ["trainer_fees"], ["fees"]),
    ("supplier_bills", "session", ["@filled_session"], ["hall", "paid_bill"]),
    ("payments", "between", ["2026-04-01", "2026-04-30"], ["payment"]),
    ("payments", "means", ["cheque"], ["advance"]),
    ("payments", "payment_kind", ["received"], ["payment", "advance"]),
    ("payments", "held", [], []),
    ("payments", "client", ["@individual"], []),
    ("payments", "funder", ["@filled_funder"], ["payment"]),
    ("register", "kind", ["complaint"], ["complaint"]),
    ("register", "open", [], ["complaint"]),
    ("register", "unanswered", [], ["complaint"]),
    ("register", "closed", [], ["reserve"]),
    ("register", "between", ["2026-04-03", "2026-04-30"], ["reserve"]),
    ("register", "client", ["@individual"], ["reserve"]),
    ("register", "session", ["@session"], ["complaint"]),
    ("trainers", "active", [], ["filled_trainer"]),
    ("trainers", "archived", [], ["trainer"]),
    ("trainers", "kind", ["subcontractor"], ["trainer"]),
    ("venues", "active", [], ["filled_venue"]),
    ("venues", "archived", [], ["venue"]),
]


def _known(filled, name):
    """Return the id behind a name of the cases."""
    if name == "first_trainee":
        return filled.trainees[0]
    if name.startswith("filled_"):
        return getattr(filled, name.removeprefix("filled_"))
    return getattr(filled.ids if hasattr(filled.ids, name) else filled, name)


def _given(filled, value):
    """Return the id behind a value that begins with an at sign, or the value itself."""
    is_named = isinstance(value, str) and value.startswith("@")
    return _known(filled, value.removeprefix("@")) if is_named else value


@pytest.mark.parametrize(
    ("name", "filter_name", "values", "expected"),
    [pytest.param(*case, id=f"{case[0]} {case[1]} {case[2]}") for case in CASES],
)
def test_a_filter_keeps_what_it_says(filled, name, filter_name, values, expected):
    given = [_given(filled, value) for value in values]
    kept = found(filled, ALL[name], **{filter_name: given})
    assert sorted(kept) == sorted(_known(filled, wanted) for wanted in expected)


def test_no_filter_is_left_without_a_case():
    tried = {(name, filter_name) for name, filter_name, *_rest in CASES}
    known = {(name, given) for name, listing in ALL.items() for given in listing.filters}
    assert known - tried == {("trainees", "active")}


def test_active_trainees_are_all_but_the_archived(filled, ids):
    active = found(filled, lists.TRAINEES, active=[])
    assert sorted([*active, ids.gone_trainee]) == sorted(found(filled, lists.TRAINEES))


def test_filters_and_words_narrow_together(filled, ids):
    assert found(filled, lists.CLIENTS, "z", active=[]) == [filled.individual]
    assert found(filled, lists.CLIENTS, "z", archived=[]) == [ids.gone]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("courses", "eve", ["bare_course"], id="accents"),
        pytest.param("courses", "ACC-0", ["course"], id="a code"),
        pytest.param("clients", "ecl", ["firm"], id="the beginning of a word"),
        pytest.param("clients", "foret mairie", ["town_hall"], id="words in any order"),
        pytest.param("clients", "luka", ["individual"], id="a barred letter"),
        pytest.param("clients", "cluse", [], id="not the middle of a word"),
        pytest.param("trainees", "oeuv", ["first_trainee"], id="a ligature"),
        pytest.param("funders", "opco ter", ["filled_funder"], id="a fund"),
        pytest.param("sessions", "s-2026-001", ["session"], id="a number"),
        pytest.param("sessions", "ecrire", ["remote"], id="a title"),
        pytest.param(
            "proposals", "mairie", ["draft_proposal", "proposal", "second"], id="its client"
        ),
        pytest.param("invoices", "f-2026-0002", ["of_client"], id="an invoice"),
        pytest.param("invoices", "opco", ["of_fund"], id="who pays"),
        pytest.param("agreements", "ct-2026", ["contract"], id="an agreement"),
        pytest.param("trainers", "elua", ["trainer"], id="a trainer"),
        pytest.param("venues", "etoi", ["venue"], id="a venue"),
        pytest.param("payments", "opco", ["payment"], id="who paid"),
        pytest.param("payments", "f-2026-0001", ["payment"], id="what a payment settles"),
        pytest.param("register", "froide", ["complaint"], id="facts"),
        pytest.param("register", "horaires revus", ["reserve"], id="an answer"),
        pytest.param("payments", "nobody", [], id="nobody paid"),
    ],
)
def test_words_are_found_from_their_beginning_without_accents(filled, name, text, expected):
    kept = found(filled, ALL[name], text)
    assert sorted(kept) == sorted(_known(filled, wanted) for wanted in expected)


# Sums -------------------------------------------------------------------------------------------


def test_sums_are_those_of_the_rows_asked_for(filled):
    db = filled.office.db
    assert sums(db, lists.INVOICES, Asked()) == {"total_ht": 269000, "remaining": 60000}
    assert sums(db, lists.INVOICES, Asked(filters={"issued": []})) == {
        "total_ht": 200000,
        "remaining": 60000,
    }
    assert sums(db, lists.INVOICES, Asked("absent")) == {"total_ht": 0, "remaining": 0}
    assert sums(db, lists.PAYMENTS, Asked()) == {"amount": 152000}
    assert sums(db, lists.CLIENTS, Asked()) == {}


@pytest.mark.parametrize("name", ALL)
def test_a_connection_that_only_reads_sorts_alike(tmp_path, name):
    made = FilledOffice(path=Path(tmp_path) / "Aubépine.trainingdesk")
    reader = open_reader(made.office.path)
    for column in ALL[name].columns:
        assert find_ids(reader, ALL[name], Asked(order=column)) == find_ids(
            made.office.db, ALL[name], Asked(order=column)
        )
    reader.close()
    made.office.close()
