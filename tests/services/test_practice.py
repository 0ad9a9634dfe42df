"""The practice office: believable, coherent, the same each time it is made on the same day."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from trainingdesk.assets import resource
from trainingdesk.domain.agreements import AgreementKind, AgreementState
from trainingdesk.domain.calendar import is_working_day_mon_fri
from trainingdesk.domain.conditions.general_terms import general_terms
from trainingdesk.domain.discipline import Outcome, decision_window
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.identifiers import activity_number_looks_odd
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.parties import ClientKind, FunderKind
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.sessions import (
    EnrolmentState,
    FundingState,
    Modality,
    SessionKind,
    SessionState,
    planned_hours,
)
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.french import typeset
from trainingdesk.interchange.course_sheets import parse_course_sheet
from trainingdesk.services import cheque_slips, practice, publishing
from trainingdesk.services import discipline as disciplining
from trainingdesk.services.office import open_office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.practice.diary import DAY, Diary, week_of_work
from trainingdesk.services.practice.story import Story
from trainingdesk.services.session_files import session_file
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import bargains, discipline, parties, sales, sessions, teaching
from trainingdesk.storage import office as identity

DAYS = [
    pytest.param(date(2026, 11, 21), id="a Saturday in November"),
    pytest.param(date(2027, 1, 4), id="the first Monday of a year"),
    pytest.param(date(2028, 2, 29), id="a leap day"),
    pytest.param(date(2026, 8, 12), id="during the summer closing"),
    pytest.param(date(2026, 12, 31), id="the last day of a year"),
]
CLOSED = "state = 'closed'"


def made(day):
    office = open_office(":memory:", lambda: day)
    practice.build(office, lambda _done, _total, _label: None, lambda: False)
    return office


@pytest.fixture(scope="module", params=DAYS)
def office(request):
    built = made(request.param)
    yield built
    built.close()


def column(office, sql, *values):
    return [row[0] for row in office.db.execute(sql, list(values)).fetchall()]


def session_files(office, condition="1"):
    ids = column(office, f"select id from training_session where {condition} order by id")
    return [session_file(office, session_id) for session_id in ids]


def all_agreements(office):
    ids = column(office, "select id from agreement")
    return [sales.agreement(office.db, agreement_id) for agreement_id in ids]


def issued(office):
    return sales.invoices_where(office.db, "number is not null order by id")


def overlaps(spans):
    """Return the pairs of (start, end) that share some time; to touch is not to share."""
    return [(one, other) for one, other in pairwise(sorted(spans)) if other[0] < one[1]]


# What there is ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ("client", 30),
        ("trainee", 120),
        ("trainer", 6),
        ("funder", 4),
        ("course", 13),
        ("category", 8),
        ("training_session", 42),
    ],
)
def test_the_office_has_so_many(office, table, count):
    assert column(office, f"select count(*) from {table}") == [count]


@pytest.mark.parametrize(
    ("table", "field", "choices"),
    [
        pytest.param("client", "kind", ClientKind, id="kinds of clients"),
        pytest.param("trainer", "kind", TrainerKind, id="kinds of trainers"),
        pytest.param("training_session", "state", SessionState, id="states of sessions"),
        pytest.param("training_session", "kind", SessionKind, id="inter and intra"),
        pytest.param("training_session", "modality", Modality, id="ways of teaching"),
        pytest.param("enrolment", "state", EnrolmentState, id="states of enrolments"),
        pytest.param("attendance", "presence", "PAJR", id="letters of the sheet"),
        pytest.param("funding", "state", FundingState, id="answers of funds"),
        pytest.param("proposal", "state", ProposalState, id="states of proposals"),
        pytest.param("agreement", "state", AgreementState, id="states of agreements"),
        pytest.param("agreement", "kind", AgreementKind, id="conventions and contracts"),
        pytest.param("payment", "means", PaymentMeans, id="means of payment"),
    ],
)
def test_every_choice_of_the_trade_is_met(office, table, field, choices):
    assert set(column(office, f"select distinct {field} from {table}")) >= set(choices)


def test_categories_have_four_names(office):
    assert set(column(office, "select name from category")) == {
        "BUREAUTIQUE",
        "MANAGEMENT",
        "RELATION CLIENT",
        "PRÉVENTION",
    }


def test_sessions_fall_into_last_year_this_year_and_next(office):
    years = {int(day[:4]) for day in column(office, "select starts_on from training_session")}
    this = office.today().year
    assert years >= {this - 1, this, this + 1}


def test_funders_are_of_three_kinds(office):
    kinds = {funder.kind for funder in parties.FUNDERS.where(office.db)}
    assert kinds == {FunderKind.OPCO, FunderKind.SELF_EMPLOYED_FUND, FunderKind.CDC}


def test_proposals_include_options_travel_versions_expiry_and_several_courses(office):
    ids = column(office, "select id from proposal")
    proposals = [sales.proposal(office.db, proposal_id) for proposal_id in ids]
    lines = [line for proposal in proposals for line in proposal.lines]
    assert any(line.is_optional for line in lines)
    assert any(line.kind == "travel" for line in lines)
    assert any(proposal.version == 2 for proposal in proposals)
    assert any(proposal.is_expired(office.today()) for proposal in proposals)
    assert any(
        len({line.course_version_id for line in proposal.lines if line.course_version_id}) > 1
        for proposal in proposals
    )
    assert all(p.lost_reason for p in proposals if p.state is ProposalState.REFUSED)


def test_a_trainer_s_paper_expires_soon_and_none_is_out_of_date(office):
    days = [
        (paper.valid_until - office.today()).days
        for paper in teaching.TRAINER_DOCUMENTS.where(office.db, "valid_until is not null")
    ]
    assert 0 < min(days) <= 30


def test_someone_waits_for_a_seat_in_a_full_session(office):
    waiting = column(office, "select session_id from waiting_entry")
    (session_id,) = set(waiting)
    file = session_file(office, session_id)
    assert len(waiting) == 3
    assert len(file.seated) == file.session.maximum


# Who is who ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table", ["organisation", "client", "contact", "trainee", "trainer", "funder"]
)
def test_telephones_are_of_the_ranges_kept_for_fiction(office, table):
    fiction = re.compile(r"(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98)( \d\d){2}")
    phones = column(office, f"select phone from {table} where phone <> ''")
    assert [phone for phone in phones if not fiction.fullmatch(phone)] == []


@pytest.mark.parametrize(
    "table", ["organisation", "client", "contact", "trainee", "trainer", "funder"]
)
def test_mail_addresses_lead_nowhere(office, table):
    address = re.compile(r"[a-z0-9.-]+@[a-z0-9.-]+\.example")
    mails = column(office, f"select email from {table} where email <> ''")
    assert [mail for mail in mails if not address.fullmatch(mail)] == []


def test_every_buyer_but_a_person_has_siret_address_and_signatory(office):
    for client in parties.CLIENTS.where(office.db, "kind <> 'individual'"):
        assert client.siret, client.name
        assert client.address.is_complete, client.name
        assert parties.signatory_of(office.db, client.id), client.name


def test_no_siret_is_of_two_firms(office):
    sirets = column(
        office,
        "select siret from (select siret from client union all select siret from funder"
        " union all select siret from trainer union all select siret from organisation)"
        " where siret <> ''",
    )
    assert [siret for siret, times in Counter(sirets).items() if times > 1] == []


def test_the_office_s_own_identity_is_filled(office):
    organisation = identity.organisation(office.db)
    empty = [
        name
        for name in type(organisation).__dataclass_fields__
        if getattr(organisation, name) in {"", None}
    ]
    assert empty == []
    assert not activity_number_looks_odd(organisation.activity_number)
    assert organisation.qualiopi_from < office.today() < organisation.qualiopi_until


def test_an_enrolment_names_the_employer_of_that_day(office):
    wrong = [
        (file.session.number, person.name)
        for file in session_files(office)
        for person in file.participants
        if person.employer
        and person.trainee
        and parties.employer_on(office.db, person.trainee.id, file.first_day) != person.employer.id
    ]
    assert wrong == []


def test_a_trainee_has_changed_employer(office):
    jobs = Counter(column(office, "select trainee_id from employment"))
    assert [times for times in jobs.values() if times > 1] == [2]


def test_nobody_takes_the_same_course_twice(office):
    taken = column(
        office,
        "select e.trainee_id || '/' || v.course_id from enrolment e"
        " join training_session s on s.id = e.session_id"
        " join course_version v on v.id = s.course_version_id where e.trainee_id is not null",
    )
    assert [pair for pair, times in Counter(taken).items() if times > 1] == []


# Sessions -----------------------------------------------------------------------------------------


def test_planned_hours_are_those_of_the_course(office):
    for file in session_files(office):
        assert file.hours == file.version.sheet.hours, file.session.number


def test_teaching_stays_on_working_days(office):
    days = {date.fromisoformat(day) for day in column(office, "select day from slot")}
    assert [day for day in days if not is_working_day_mon_fri(day)] == []


def test_a_session_ends_before_its_state_says_so(office):
    for file in session_files(office):
        over = file.last_day < office.today()
        assert (file.session.state == "closed") == (over and file.session.state != "cancelled")


def test_dates_of_a_session_are_those_of_its_slots(office):
    for file in session_files(office, "modality <> 'e_learning'"):
        days = [slot.day for slot in file.slots]
        assert (file.session.starts_on, file.session.ends_on) == (min(days), max(days))


@pytest.mark.parametrize(
    ("who", "sql"),
    [
        pytest.param(
            "trainer", "select slot_id, trainer_id from slot_trainer", id="trainer in one place"
        ),
        pytest.param(
            "room",
            "select id, room_id from slot where room_id is not null",
            id="room for one group",
        ),
        pytest.param(
            "trainee",
            "select s.id, e.trainee_id from slot s join enrolment e on e.session_id = s.session_id"
            " where e.trainee_id is not null and e.state not in ('cancelled', 'replaced')",
            id="trainee in one session",
        ),
    ],
)
def test_nobody_and_nothing_is_taken_twice_at_a_time(office, who, sql):
    slots = {slot.id: slot for slot in sessions.SLOTS.where(office.db)}
    spans = defaultdict(list)
    for slot_id, key in office.db.execute(sql).fetchall():
        spans[key].append((slots[slot_id].start, slots[slot_id].end))
    assert spans
    assert {(who, key): clash for key, taken in spans.items() if (clash := overlaps(taken))} == {}


def test_a_room_holds_all_who_come_and_no_session_exceeds_its_maximum(office):
    for file in session_files(office):
        assert len(file.seated) <= file.session.maximum, file.session.number
        if file.room:
            assert len(file.seated) <= file.room.capacity, file.session.number


def test_every_half_day_of_a_closed_session_is_marked_and_proven(office):
    files = session_files(office, CLOSED)
    assert len(files) > 30
    unproven = [
        (file.session.number, person.name)
        for file in files
        for person in file.seated
        if file.unproven_slots(person)
    ]
    assert unproven == []
    assert all(slot.trainer_signed for file in files for slot in file.slots)


def test_hours_followed_never_exceed_those_planned_and_agree_with_the_state(office):
    for file in session_files(office, CLOSED):
        for person in file.seated:
            followed, planned = file.hours_followed(person), planned_hours(file.session, file.slots)
            match person.enrolment.state:
                case EnrolmentState.PRESENT:
                    assert followed == planned
                case EnrolmentState.ABSENT:
                    assert followed == 0
                case state:
                    assert state in {EnrolmentState.PARTIAL, EnrolmentState.DROPPED_OUT}
                    assert 0 < followed < planned


def test_objectives_are_assessed_for_all_who_came_and_for_nobody_else(office):
    for file in session_files(office, CLOSED):
        goals = {objective.id for objective in file.version.objectives}
        for person in file.seated:
            came = file.hours_followed(person) > 0
            assert set(person.results) == (goals if came else set()), person.name


def test_what_is_under_way_is_marked_up_to_yesterday(office):
    (file,) = (
        file
        for file in session_files(office, "state = 'confirmed'")
        if file.slots and file.first_day < office.today() <= file.last_day
    )
    past = {slot.id for slot in file.slots if slot.day < office.today()}
    assert past
    assert all(set(person.marks) == past for person in file.seated)


def test_the_next_session_starts_today_or_soon(office):
    (start,) = column(
        office,
        "select min(starts_on) from training_session where state = 'confirmed' and starts_on >= ?",
        office.today().isoformat(),
    )
    assert date.fromisoformat(start) - office.today() <= timedelta(days=12)


# Papers and money ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("agreement", "sent_on"),
        ("agreement", "signed_on"),
        ("course_version", "sheet_version_date"),
        ("enrolment", "enrolled_on"),
        ("enrolment", "left_on"),
        ("funding", "requested_on"),
        ("funding", "received_on"),
        ("invoice", "issued_on"),
        ("payment", "paid_on"),
        ("proposal", "created_on"),
        ("proposal", "sent_on"),
        ("proposal", "decided_on"),
        ("trainer_document", "received_on"),
        ("training_session", "closed_on"),
        ("waiting_entry", "since"),
    ],
)
def test_what_has_happened_is_not_dated_ahead(office, table, field):
    dated = column(office, f"select {field} from {table} where {field} is not null")
    assert dated
    assert max(dated) <= office.today().isoformat()


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("agreement", "sent_on"),
        ("agreement", "signed_on"),
        ("funding", "requested_on"),
        ("funding", "received_on"),
        ("invoice", "issued_on"),
        ("payment", "paid_on"),
        ("proposal", "sent_on"),
        ("proposal", "decided_on"),
        ("training_session", "closed_on"),
    ],
)
def test_the_office_works_on_working_days(office, table, field):
    days = {
        date.fromisoformat(day) for day in column(office, f"select {field} from {table}") if day
    }
    assert [day for day in days if not is_working_day_mon_fri(day)] == []


def test_agreements_are_signed_after_they_left_and_before_the_start(office):
    for agreement in all_agreements(office):
        if agreement.signed_on is None:
            continue
        start = sessions.SESSIONS.get(office.db, agreement.session_id).starts_on
        assert agreement.sent_on <= agreement.signed_on < start, agreement.number
        withdrawal = agreement.withdrawal(conditions_of(office, agreement).rules)
        if withdrawal:
            assert withdrawal.last_day < start, agreement.number


def test_everybody_trained_has_a_signed_agreement_at_the_price_of_the_session(office):
    for file in session_files(office, CLOSED):
        signed = {
            agreement.client_id: agreement
            for agreement in sales.agreements_of(office.db, file.session.id)
            if agreement.signed_on and not agreement.state.is_over
        }
        assert set(signed) == {person.client.id for person in file.seated}, file.session.number


def test_what_was_given_up_is_settled_with_its_clause_and_its_sentence(office):
    ended = [agreement for agreement in all_agreements(office) if agreement.state.is_over]
    for agreement in ended:
        (settled,) = bargains.settlements_of(office.db, agreement.id)
        assert settled.clause, agreement.number
        assert settled.sentence.endswith("."), agreement.number
    (cancelled,) = bargains.SETTLEMENTS.where(office.db, "kind = 'cancellation'")
    assert (
        0 < cancelled.balance < sales.agreement(office.db, cancelled.agreement_id).totals.total_ht
    )


def test_a_cheque_is_held_until_its_contract_can_no_longer_be_withdrawn_from(office):
    (cheque,) = sales.PAYMENTS.where(office.db, "held_until is not null")
    assert cheque.held_until > office.today() >= cheque.paid_on


def test_a_complaint_was_answered_and_a_reserve_waits(office):
    complaint, reserve = bargains.REGISTER.where(office.db, "1 order by received_on")
    assert complaint.closed_on
    assert complaint.action
    assert reserve.answered_on is None


def test_one_disciplinary_case_was_led_as_it_should_be(office):
    (case,) = discipline.CASES.where(office.db)
    assert case.closed_on is not None
    assert case.decision is Outcome.WARNING
    assert case.hearing_on is not None
    assert case.decided_on in decision_window(case.hearing_on)
    assert disciplining.open_cases(office) == ()


def test_funds_answer_before_the_start_and_never_more_than_the_price(office):
    for file in session_files(office):
        agreements = {
            agreement.client_id: agreement
            for agreement in sales.agreements_of(office.db, file.session.id)
        }
        for item in file.fundings:
            funding = item.funding
            assert funding.file_number
            assert funding.hours == file.hours
            if funding.received_on:
                assert funding.requested_on < funding.received_on < file.first_day
            # A fund may have answered on the eve of the day the convention is drafted.
            if funding.state is FundingState.GRANTED and funding.client_id in agreements:
                assert funding.amount <= agreements[funding.client_id].totals.total_ht


def test_invoice_numbers_follow_each_other_without_a_gap_in_the_order_of_dates(office):
    by_sequence = defaultdict(list)
    for invoice in issued(office):
        prefix, year, sequence = invoice.number.split("-")
        by_sequence[prefix, year].append((int(sequence), invoice.issued_on))
    for (_, year), numbers in by_sequence.items():
        ordered = sorted(numbers)
        assert [number for number, _ in ordered] == list(range(1, len(ordered) + 1))
        assert [day for _, day in ordered] == sorted(day for _, day in ordered)
        assert {day.year for _, day in ordered} == {int(year)}


def test_what_was_agreed_is_what_is_invoiced(office):
    for file in session_files(office, CLOSED):
        agreed = sum(
            agreement.totals.total_ttc
            for agreement in sales.agreements_of(office.db, file.session.id)
            if not agreement.state.is_over
        )
        invoiced = sum(
            invoice.sign * invoice.totals.total_ttc
            for invoice in issued(office)
            if invoice.session_id == file.session.id
            and invoice.kind in {InvoiceKind.INVOICE, InvoiceKind.CREDIT_NOTE}
        )
        assert invoiced == agreed > 0, file.session.number


def test_invoices_are_due_paid_in_part_overdue_and_credited(office):
    seen = Counter()
    for invoice in issued(office):
        balance = sales.balance(office.db, invoice.id)
        late = invoice.due_on is not None and invoice.due_on < office.today()
        assert 0 <= balance.remaining <= balance.total_ttc
        seen["credited"] += bool(balance.credited)
        seen["paid"] += balance.remaining == 0
        seen["in part"] += balance.paid > 0 and balance.remaining > 0
        seen["overdue"] += late and balance.remaining > 0
    assert all(seen[case] for case in ("credited", "paid", "in part", "overdue")), seen


def test_money_comes_after_its_invoice(office):
    days = office.db.execute(
        "select i.issued_on, p.paid_on from payment_allocation a"
        " join payment p on p.id = a.payment_id join invoice i on i.id = a.invoice_id"
    ).fetchall()
    assert days
    assert all(issued_on < paid_on for issued_on, paid_on in days)


def test_one_invoice_mixes_exempt_training_and_taxed_coaching(office):
    mixed = [invoice for invoice in issued(office) if len(invoice.totals.by_rate) > 1]
    assert [[part.rate for part in invoice.totals.by_rate] for invoice in mixed] == [
        [Decimal(0), Decimal(20)]
    ]


def test_one_transfer_pays_several_invoices_of_a_fund(office):
    parts = Counter(column(office, "select payment_id from payment_allocation"))
    assert max(parts.values()) > 1


def test_cheques_went_to_the_bank_but_the_latest(office):
    slips = cheque_slips.slips(office)
    assert len(slips) > 1
    assert [made.bounced for made in slips].count(1) == 1
    (waiting,) = cheque_slips.waiting(office)
    assert office.today() - waiting.received_on < timedelta(days=28)


def test_invoices_and_conventions_bear_all_their_mentions(office):
    papers = [("invoice", Subject(invoice_id=invoice.id)) for invoice in issued(office)]
    papers += [
        ("convention", Subject(agreement_id=agreement.id))
        for agreement in all_agreements(office)
        if agreement.kind is AgreementKind.CONVENTION
        and agreement.signed_on
        and not agreement.state.is_over
    ]
    lacking = {
        mention.name
        for kind, subject in papers
        for mention in publishing.prepare(office, kind, subject).missing
    }
    # A half-year whose rate nobody entered yet is said on the screen, not guessed here.
    assert lacking <= {"Taux des pénalités de retard"}


# Making it ----------------------------------------------------------------------------------------


def test_two_offices_made_on_the_same_day_are_equal_row_by_row():
    first, second = made(date(2026, 11, 21)), made(date(2026, 11, 21))
    tables = [
        table
        for table in first.db.table_names()
        if not table.startswith(("search_index", "_", "sqlite_"))
    ]
    assert "invoice" in tables
    for table in tables:
        columns = "table_name, row_id, action, before, after" if table == "history" else "*"
        sql = f"select {columns} from {table}"
        assert first.db.execute(sql).fetchall() == second.db.execute(sql).fetchall(), table


def test_progress_grows_to_its_end_and_tells_months():
    told = []
    office = open_office(":memory:", lambda: date(2026, 11, 21))
    practice.build(office, lambda done, total, label: told.append((done, total, label)), bool)
    shares = [done / total for done, total, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert "novembre\N{NO-BREAK SPACE}2026" in {label for _, _, label in told}


def test_giving_up_leaves_the_file_empty():
    asked = []
    office = open_office(":memory:", lambda: date(2026, 11, 21))

    def cancelled():
        asked.append(True)
        return len(asked) > 100

    practice.build(office, lambda _done, _total, _label: None, cancelled)
    assert len(asked) == 101
    assert column(office, "select count(*) from client") == [0]
    assert column(office, "select count(*) from organisation") == [0]


def test_an_office_that_has_an_identity_is_left_alone(office):
    before = column(office, "select count(*) from history")
    with pytest.raises(RuleBroken, match="contient déjà un organisme"):
        practice.build(office, lambda _done, _total, _label: None, lambda: False)
    assert column(office, "select count(*) from history") == before


def test_the_three_richest_closed_sessions_are_found(office):
    chosen = [session_file(office, session_id) for session_id in practice.closed_sessions(office)]
    assert [file.session.state for file in chosen] == [SessionState.CLOSED] * 3
    assert all(len(file.seated) >= 5 and file.fundings for file in chosen)


# How days are found -------------------------------------------------------------------------------

MONDAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("taken", "step", "expected"),
    [
        pytest.param([], DAY, [4, 5], id="free"),
        pytest.param([5], DAY, [6, 7], id="taken on the second day, so later"),
        pytest.param([4], -DAY, [29, 30], id="taken, so earlier, before May Day and its weekend"),
    ],
)
def test_a_room_is_booked_for_the_nearest_days_on_which_it_is_free(taken, step, expected):
    diary = Diary()
    diary.take("loire", [MONDAY.replace(day=day) for day in taken])
    days = diary.book(["loire"], MONDAY, step, lambda day: week_of_work(day, 2, step))
    assert [day.day for day in days] == expected
    assert not diary.is_free("loire", days)


def test_days_in_a_row_do_not_cross_a_weekend():
    friday = date(2026, 5, 22)
    days = week_of_work(friday, 2, DAY)
    # Monday 25 May 2026 is Whit Monday.
    assert days == (date(2026, 5, 26), date(2026, 5, 27))


def test_events_run_in_the_order_of_days_with_the_clock_on_each():
    seen = []
    story = Story(date(2026, 5, 4))
    story.exactly(date(2026, 5, 9), lambda office: seen.append(office.today()))
    story.at(date(2026, 5, 9), lambda office: seen.append(office.today()))
    story.at(
        date(2026, 5, 6), lambda _: story.at(date(2026, 5, 5), lambda o: seen.append(o.today()))
    )
    story.at(date(2026, 6, 1), lambda office: seen.append(office.today()))
    office = open_office(":memory:")
    story.tell(office, date(2026, 5, 31), lambda _done, _total, _label: None, lambda: False)
    assert seen == [date(2026, 5, 6), date(2026, 5, 9), date(2026, 5, 11)]


# The files it is made from ------------------------------------------------------------------------

SHEETS = sorted(resource("sample", "courses").glob("*.md"))


@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
def test_a_course_sheet_is_read_whole(path):
    read = parse_course_sheet(typeset(path.read_text("utf-8")))
    sheet = read.sheet
    assert read.unread == ()
    assert sheet.code.lower() == path.stem
    assert all((sheet.hours, sheet.price_ht, sheet.objectives, sheet.programme, sheet.audience))
    assert all((sheet.prerequisites, sheet.methods, sheet.assessment, sheet.modality))
    assert all((sheet.access, sheet.accessibility, sheet.funding, sheet.results, sheet.contacts))


def test_the_terms_cover_what_a_buyer_looks_for(office):
    conditions = identity.conditions_on(office.db, office.today())
    terms = general_terms(conditions, identity.organisation(office.db))
    headings = set(re.findall(r"^## \d+\. (.+)$", terms, re.MULTILINE))
    assert headings >= {
        "Conditions de paiement",
        "Annulation par le client",
        "Droit de rétractation des particuliers",
        "Force majeure",
        "Données personnelles",
    }


def test_people_were_asked_before_and_after_a_closed_session_and_before_one_to_come(office):
    asked = dict(
        office.db.execute(
            "select iif(s.state = 'closed', 'closed ', 'open ') || a.kind, count(*)"
            " from answer_sheet a join training_session s on s.id = a.session_id"
            " where a.answered_on is not null group by 1"
        )
    )
    assert asked["closed positioning"] >= 4
    assert asked["closed hot"] >= 4
    assert asked["closed client"] >= 1
    assert asked["closed trainer"] >= 1
    assert asked["open positioning"] >= 1
