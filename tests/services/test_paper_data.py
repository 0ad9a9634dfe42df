"""What each paper is made from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.filled_office import meals
from tests.support.office_sample import CONDITIONS
from trainingdesk.domain.courses import CourseSheet
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceLine
from trainingdesk.domain.sessions import Slot
from trainingdesk.services import agreeing, catalogue, identity, invoicing, proposing
from trainingdesk.services import paper_data as gather
from trainingdesk.storage import catalogue as courses
from trainingdesk.storage import sales

ON = date(2026, 4, 10)


@pytest.fixture
def files(filled):
    return gather.reader(filled.office)


def test_a_course_sheet_is_that_of_one_version(filled):
    data = gather.course_sheet(filled.office, filled.version, ON)
    assert (data.course.id, data.version.id, data.on) == (filled.course, filled.version, ON)


def test_a_proposal_joins_the_programme_of_each_course_once(filled):
    other = catalogue.add_course(filled.office, CourseSheet(title="Suite")).saved_id
    second = courses.latest_version(filled.office.db, other).id
    lines = [
        replace(meals(), course_version_id=version)
        for version in (second, filled.version, None, second)
    ]
    proposal = filled.propose(*lines)
    data = gather.proposal(filled.office, proposal, ON)
    assert [version.id for version in data.versions] == [second, filled.version]
    assert (data.contact, data.on) == (None, ON)


def test_a_proposal_that_left_bears_the_day_and_the_conditions_of_its_leaving(filled):
    draft = sales.proposal(filled.office.db, filled.propose())
    proposing.save_proposal(filled.office, replace(draft, contact_id=filled.contact))
    proposing.send(filled.office, draft.id)
    later = replace(CONDITIONS, starts_on=date(2026, 4, 11), terms="Nouvelles")
    identity.save_conditions(filled.office, later)
    data = gather.proposal(filled.office, draft.id, date(2026, 6, 1))
    assert data.on == ON
    assert data.conditions.terms == CONDITIONS.terms
    assert data.contact.last_name == "Besson"


def test_an_agreement_names_its_own_people_and_counts_everybody(filled, files):
    data = gather.agreement(filled.office, filled.agree(), ON, files)
    assert [person.name for person in data.participants] == [
        "Mme Karim Bellil",
        "Mme Fatou Ndiaye",
        "Mme Amélie Œuvrard",
    ]
    assert len(data.file.participants) == 3
    assert data.head_count == 4
    assert data.contact.last_name == "Besson"


def test_a_contract_has_no_contact(filled, files):
    data = gather.agreement(filled.office, filled.agree(filled.individual), ON, files)
    assert data.contact is None
    assert data.signatory == "Mme Zoé Łukasiewicz"


@pytest.mark.parametrize("attended", [True, False])
def test_a_paper_for_one_person_holds_nobody_else(filled, files, attended):
    filled.attend()
    data = gather.participant(filled.office, filled.enrolments[0], ON, files, attended=attended)
    assert data.file.participants == (data.participant,)
    assert data.hours_followed == (14 if attended else 0)


def test_an_enrolment_that_is_gone_is_said(filled, files):
    with pytest.raises(RuleBroken, match="n’existe plus"):
        gather.participant(filled.office, 99, ON, files, attended=True)


def test_the_sheet_of_a_session_knows_the_marks_of_the_days_before(filled, files):
    filled.attend()
    before = gather.session(filled.session, date(2026, 5, 18), files)
    between = gather.session(filled.session, date(2026, 5, 19), files)
    assert [len(person.marks) for person in before.file.participants] == [0, 0, 0, 0]
    assert [len(person.marks) for person in between.file.participants] == [2, 2, 2, 2]


def test_a_batch_reads_each_session_once(filled, files):
    first = files(filled.session)
    filled.attend()
    assert files(filled.session) is first
    assert gather.reader(filled.office)(filled.session) is not first


def test_an_invoice_bears_the_late_rate_of_its_own_half_year(filled, files):
    (draft,) = filled.draft_invoices()
    record = sales.invoice(filled.office.db, draft)
    data = gather.invoice(filled.office, record, ON, files)
    assert data.late_rate == Decimal("2.15") + 8  # a town hall: the rate of public contracts
    assert [person.client.id for person in data.participants] == [filled.town_hall] * 3
    unknown = gather.invoice(filled.office, record, date(2031, 1, 1), files)
    assert unknown.late_rate is None


def test_an_invoice_without_session_names_nobody(filled, files):
    record = Invoice(client_id=filled.town_hall, lines=(InvoiceLine(line=meals()),))
    data = gather.invoice(filled.office, record, ON, files)
    assert (data.file, data.participants, data.corrects) == (None, (), None)


def test_a_credit_note_names_its_invoice(filled, files):
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    note = invoicing.credit(filled.office, draft, "erreur").saved_id
    data = gather.invoice(filled.office, sales.invoice(filled.office.db, note), ON, files)
    assert data.corrects.id == draft


def test_an_agreement_s_conditions_are_those_it_was_drafted_under(filled, files):
    agreement = filled.agree()
    later = replace(CONDITIONS, starts_on=ON, terms="Nouvelles")
    identity.save_conditions(filled.office, later)
    data = gather.agreement(filled.office, agreement, ON, files)
    assert data.conditions.terms == CONDITIONS.terms
    record = sales.agreement(filled.office.db, agreement)
    agreeing.save_agreement(filled.office, replace(record, conditions_id=None))
    data = gather.agreement(filled.office, agreement, ON, files)
    assert data.conditions.terms == "Nouvelles"


def test_slots_are_read_with_the_session(filled, files):
    assert all(isinstance(slot, Slot) for slot in files(filled.session).slots)
    assert files(filled.session).hours == 14
