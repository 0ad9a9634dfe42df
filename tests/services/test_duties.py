"""What is to be done appears on the right day, in the right place, and goes when it is done."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.filled_office import FilledOffice
from trainingdesk.domain.teaching import TrainerDocument, TrainerDocumentKind
from trainingdesk.services import (
    agreeing,
    duties,
    invoicing,
    parties,
    proposing,
    publishing,
)
from trainingdesk.services.duties import DutyKind, FirstStep, Place
from trainingdesk.services.office import open_office
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import sales, sessions

START = date(2026, 5, 18)


@pytest.fixture
def filled():
    made = FilledOffice()
    yield made
    made.office.close()


def of(filled, kind):
    return [duty for duty in duties.duties(filled.office) if duty.kind is kind]


def test_a_new_office_is_told_where_to_begin():
    office = open_office(":memory:")
    assert duties.first_steps(office) == tuple(FirstStep)
    assert duties.agenda(office).count == 0
    office.close()


def test_an_office_at_work_needs_no_first_step(filled):
    assert duties.first_steps(filled.office) == ()


@pytest.mark.parametrize(
    ("day", "is_due"),
    [
        pytest.param(date(2026, 4, 26), False, id="three weeks and a day before"),
        pytest.param(date(2026, 4, 27), True, id="three weeks before"),
        pytest.param(START, True, id="the day itself"),
        pytest.param(date(2026, 5, 19), False, id="too late to call anybody"),
    ],
)
def test_convocations_are_due_two_weeks_before(filled, day, is_due):
    filled.clock.day = day
    found = of(filled, DutyKind.CALLS)
    assert bool(found) is is_due
    if found:
        assert found[0].due_on == date(2026, 5, 4)
        assert found[0].words == "Envoyer 4\xa0convocations : début le 18/05/2026"
        assert found[0].place == Place("sessions", filled.session)


def test_an_issued_convocation_is_no_longer_to_be_sent(filled):
    filled.clock.day = date(2026, 5, 4)
    subject = Subject(enrolment_id=filled.enrolments[0])
    prepared = publishing.prepare(filled.office, "joining_letter", subject)
    publishing.issue(filled.office, prepared, anyway=True)
    assert of(filled, DutyKind.CALLS)[0].words.startswith("Envoyer 3\xa0convocations")


def test_a_session_under_its_minimum_is_told_a_week_before(filled):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    sessions.SESSIONS.update(filled.office.db, replace(session, minimum=6))
    filled.clock.day = date(2026, 5, 10)
    assert of(filled, DutyKind.MINIMUM) == []
    filled.clock.day = date(2026, 5, 11)
    (duty,) = of(filled, DutyKind.MINIMUM)
    assert duty.words == "Maintenir ou reporter : 4\xa0inscrits pour un minimum de 6"


def test_attendance_certificates_and_invoices_wait_after_the_session(filled):
    filled.clock.day = date(2026, 5, 20)
    (attendance,) = of(filled, DutyKind.ATTENDANCE)
    assert attendance.words == "Saisir l’émargement : 4\xa0demi-journées"
    assert of(filled, DutyKind.CERTIFICATES) == []
    filled.attend()
    assert of(filled, DutyKind.ATTENDANCE) == []
    (certificates,) = of(filled, DutyKind.CERTIFICATES)
    assert certificates.words == "Éditer 4\xa0certificats de réalisation"
    (invoices,) = of(filled, DutyKind.INVOICES)
    assert invoices.words == "Facturer 2\xa0clients"


def test_a_client_who_was_billed_is_not_to_be_billed_again(filled):
    filled.attend()
    filled.draft_invoices(filled.town_hall)
    assert of(filled, DutyKind.INVOICES)[0].words == "Facturer 1\xa0client"


def test_an_agreement_is_waited_for_a_week(filled):
    agreement = filled.agree(filled.town_hall)
    agreeing.send(filled.office, agreement)
    (duty,) = of(filled, DutyKind.SIGNATURES)
    assert duty.place == Place("sales", agreement, "agreements")
    assert (duty.due_on - filled.office.today()).days == 7
    assert duty.words.startswith("Obtenir la convention")


def test_a_contract_is_followed_until_it_may_be_paid(filled):
    agreement = filled.agree(filled.individual)
    agreeing.send(filled.office, agreement)
    assert of(filled, DutyKind.SIGNATURES)[0].words.startswith("Obtenir le contrat")
    agreeing.sign(filled.office, agreement, filled.office.today(), "Zoé")
    (duty,) = of(filled, DutyKind.WITHDRAWALS)
    last_day = sales.agreement(filled.office.db, agreement).withdrawal.last_day
    assert duty.due_on == last_day
    filled.clock.day = date.fromordinal(last_day.toordinal() + 1)
    assert of(filled, DutyKind.WITHDRAWALS) == []


def test_a_funder_without_answer_is_told_a_week_before(filled):
    filled.fund("500")
    db = filled.office.db
    db.execute("update funding set state = 'requested'")
    filled.clock.day = date(2026, 5, 12)
    (duty,) = of(filled, DutyKind.FUNDINGS)
    assert duty.due_on == date(2026, 5, 17)
    filled.clock.day = date(2026, 5, 10)
    assert of(filled, DutyKind.FUNDINGS) == []


def test_a_paper_of_a_trainer_is_asked_for_a_month_before_its_end(filled):
    paper = TrainerDocument(
        trainer_id=filled.trainer,
        kind=TrainerDocumentKind.VIGILANCE,
        valid_until=date(2026, 6, 1),
    )
    parties.save_trainer_document(filled.office, paper)
    filled.clock.day = date(2026, 5, 1)
    assert of(filled, DutyKind.DOCUMENTS) == []
    filled.clock.day = date(2026, 5, 2)
    assert "expire le 01/06/2026" in of(filled, DutyKind.DOCUMENTS)[0].words
    filled.clock.day = date(2026, 6, 2)
    assert "a expiré le 01/06/2026" in of(filled, DutyKind.DOCUMENTS)[0].words
    parties.save_trainer_document(filled.office, replace(paper, valid_until=date(2026, 12, 1)))
    assert of(filled, DutyKind.DOCUMENTS) == []


def test_a_proposal_is_recalled_then_prolonged_or_filed(filled):
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    valid_until = sales.proposal(filled.office.db, proposal).valid_until
    filled.clock.day = valid_until
    assert of(filled, DutyKind.PROPOSALS)[0].words.startswith("Rappeler avant expiration")
    filled.clock.day = date.fromordinal(valid_until.toordinal() + 1)
    assert of(filled, DutyKind.PROPOSALS)[0].words.startswith("Prolonger ou classer")
    record = sales.proposal(filled.office.db, proposal)
    sales.save_proposal(filled.office.db, replace(record, recall_on=date(2026, 4, 20)))
    (duty,) = of(filled, DutyKind.PROPOSALS)
    assert (duty.due_on, duty.words.split()[0]) == (date(2026, 4, 20), "Rappeler")


def test_an_invoice_overdue_is_to_be_recalled(filled):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.town_hall)
    invoicing.issue(filled.office, draft, filled.office.today())
    due_on = sales.invoice(filled.office.db, draft).due_on
    assert of(filled, DutyKind.PAYMENTS) == []
    filled.clock.day = date.fromordinal(due_on.toordinal() + 1)
    (duty,) = of(filled, DutyKind.PAYMENTS)
    assert (duty.due_on, duty.place) == (due_on, Place("sales", draft, "invoices"))


def test_this_week_comes_first_and_each_session_is_one_group(filled):
    filled.attend()
    found = duties.agenda(filled.office)
    (group,) = found.this_week
    assert [duty.kind for duty in group.duties] == [DutyKind.CERTIFICATES, DutyKind.INVOICES]
    assert group.due_on == date(2026, 5, 19)
    assert (found.later, found.count) == ((), 2)
    filled.clock.day = date(2026, 4, 27)
    later = duties.agenda(filled.office)
    assert (later.this_week, len(later.later)) == ((), 1)
