"""What is to be done is read from the file, put off and taken back, and goes when it is done."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.filled_office import FilledOffice
from tests.support.office_sample import CONDITIONS
from tests.support.offices import rules_of
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.conditions import STATUTORY
from trainingdesk.domain.conditions.kinds import Need
from trainingdesk.domain.conditions.rules import Formation, PersonalData
from trainingdesk.domain.deadlines import DutyKind, Place
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.payments import Payment
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.domain.teaching import TrainerDocument, TrainerDocumentKind
from trainingdesk.services import (
    agreeing,
    duties,
    identity,
    invoicing,
    parties,
    proposing,
    publishing,
    receiving,
)
from trainingdesk.services.duties import FirstStep
from trainingdesk.services.office import open_office
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, sales, sessions

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
        assert found[0].sentence == "Envoyer 4\xa0convocations : début le 18/05/2026"
        assert found[0].place == Place("sessions", filled.session)


def test_an_issued_convocation_is_no_longer_to_be_sent(filled):
    filled.clock.day = date(2026, 5, 4)
    subject = Subject(enrolment_id=filled.enrolments[0])
    prepared = publishing.prepare(filled.office, "joining_letter", subject)
    publishing.issue(filled.office, prepared, anyway=True)
    assert of(filled, DutyKind.CALLS)[0].sentence.startswith("Envoyer 3\xa0convocations")


def test_a_session_under_its_minimum_is_told_while_it_can_be_adjourned(filled):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    sessions.SESSIONS.update(filled.office.db, replace(session, minimum=6))
    filled.clock.day = date(2026, 5, 3)
    assert of(filled, DutyKind.MINIMUM) == []
    filled.clock.day = date(2026, 5, 4)
    (duty,) = of(filled, DutyKind.MINIMUM)
    assert duty.due_on == date(2026, 5, 11)
    assert duty.sentence == "Maintenir ou reporter : 4\xa0inscrits pour un minimum de 6"


def test_attendance_certificates_and_invoices_wait_after_the_session(filled):
    filled.clock.day = date(2026, 5, 20)
    (attendance,) = of(filled, DutyKind.ATTENDANCE)
    assert attendance.sentence == "Saisir l’émargement : 4\xa0demi-journées"
    assert of(filled, DutyKind.CERTIFICATES) == []
    filled.attend()
    assert of(filled, DutyKind.ATTENDANCE) == []
    (certificates,) = of(filled, DutyKind.CERTIFICATES)
    assert certificates.sentence == "Éditer 4\xa0certificats de réalisation"
    (invoices,) = of(filled, DutyKind.INVOICES)
    assert invoices.sentence == "Facturer 2\xa0clients"


def test_a_client_is_to_be_billed_until_the_invoice_is_issued(filled):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.town_hall)
    assert of(filled, DutyKind.INVOICES)[0].sentence == "Facturer 2\xa0clients"
    invoicing.issue(filled.office, draft)
    assert of(filled, DutyKind.INVOICES)[0].sentence == "Facturer Łukasiewicz Zoé"


def test_an_agreement_is_sent_then_waited_for_a_week(filled):
    agreement = filled.agree(filled.town_hall)
    assert of(filled, DutyKind.AGREEMENTS)[0].place == Place("sales", agreement, "agreements")
    agreeing.send(filled.office, agreement)
    assert of(filled, DutyKind.AGREEMENTS) == []
    (duty,) = of(filled, DutyKind.SIGNED_PAPERS)
    assert (duty.due_on - filled.office.today()).days == 7
    assert duty.sentence.startswith("Mairie d’Évian-la-Forêt : il manque la convention signée")


def test_a_contract_is_followed_until_it_may_be_paid(filled):
    agreement = filled.agree(filled.individual)
    agreeing.send(filled.office, agreement)
    assert "le contrat signé" in of(filled, DutyKind.SIGNED_PAPERS)[0].sentence
    agreeing.sign(filled.office, agreement, filled.office.today(), "Zoé")
    (duty,) = of(filled, DutyKind.WITHDRAWALS)
    last_day = sales.agreement(filled.office.db, agreement).withdrawal(STATUTORY).last_day
    assert duty.due_on == last_day
    assert of(filled, DutyKind.DEPOSITS) == []
    filled.clock.day = date.fromordinal(last_day.toordinal() + 1)
    assert of(filled, DutyKind.WITHDRAWALS) == []
    assert of(filled, DutyKind.DEPOSITS)[0].due_on == filled.clock.day


def test_a_funder_is_asked_then_answers_before_the_start(filled):
    filled.fund("500")
    db = filled.office.db
    db.execute("update funding set state = 'requested', received_on = null")
    filled.clock.day = date(2026, 5, 12)
    assert of(filled, DutyKind.FUNDER_REQUESTS)[0].due_on == date(2026, 5, 17)
    db.execute("update funding set requested_on = '2026-05-12'")
    assert of(filled, DutyKind.FUNDER_REQUESTS) == []
    (duty,) = of(filled, DutyKind.FUNDER_ANSWERS)
    assert (duty.due_on, duty.place) == (date(2026, 5, 17), Place("sessions", filled.session))


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
    assert "expire le 01/06/2026" in of(filled, DutyKind.DOCUMENTS)[0].sentence
    filled.clock.day = date(2026, 6, 2)
    assert "a expiré le 01/06/2026" in of(filled, DutyKind.DOCUMENTS)[0].sentence
    parties.save_trainer_document(filled.office, replace(paper, valid_until=date(2026, 12, 1)))
    assert of(filled, DutyKind.DOCUMENTS) == []


def test_a_proposal_is_recalled_then_prolonged_or_filed(filled):
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    record = sales.proposal(filled.office.db, proposal)
    sales.save_proposal(filled.office.db, replace(record, recall_on=date(2026, 4, 20)))
    (duty,) = of(filled, DutyKind.PROPOSALS)
    assert (duty.due_on, duty.sentence.split()[0]) == (date(2026, 4, 20), "Rappeler")
    filled.clock.day = date.fromordinal(record.valid_until.toordinal() + 1)
    assert of(filled, DutyKind.PROPOSALS)[0].sentence.startswith("Prolonger ou classer")
    proposing.prolong(filled.office, proposal, date(2026, 6, 30))
    proposing.accept(filled.office, proposal)
    assert of(filled, DutyKind.PROPOSALS)[0].sentence.startswith("Préparer l’accord")
    agreeing.draft_agreement(filled.office, filled.session, filled.town_hall, proposal)
    assert of(filled, DutyKind.PROPOSALS) == []


def test_an_invoice_overdue_is_to_be_recalled(filled):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.town_hall)
    invoicing.issue(filled.office, draft, filled.office.today())
    due_on = sales.invoice(filled.office.db, draft).due_on
    assert of(filled, DutyKind.REMINDERS) == []
    filled.clock.day = date.fromordinal(due_on.toordinal() + 1)
    (duty,) = of(filled, DutyKind.REMINDERS)
    recalled_on = date.fromordinal(due_on.toordinal() + 8)
    assert (duty.due_on, duty.place) == (recalled_on, Place("sales", draft, "invoices"))


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


def test_a_funder_that_does_not_pay_is_told_apart_from_its_client(filled):
    identity.save_conditions(filled.office, replace(CONDITIONS, rules=rules_of("lexom")))
    filled.fund("500")
    filled.attend()
    for draft in filled.draft_invoices(filled.town_hall):
        invoicing.issue(filled.office, draft)
    filled.clock.day = date(2026, 6, 18)
    assert [duty.kind for duty in of(filled, DutyKind.FUNDERS_LATE)] == []
    assert len(of(filled, DutyKind.REMINDERS)) == 2
    filled.clock.day = date(2026, 6, 20)
    (late,) = of(filled, DutyKind.FUNDERS_LATE)
    assert "n’a pas réglé 500,00\xa0€ 1\xa0mois après la fin" in late.sentence
    assert len(of(filled, DutyKind.REMINDERS)) == 1


# Put off ----------------------------------------------------------------------------------------


def test_a_duty_put_off_comes_back_on_its_day(filled):
    filled.attend()
    (duty,) = of(filled, DutyKind.CERTIFICATES)
    done = duties.set_aside(filled.office, [duty.key], date(2026, 5, 27))
    assert done.label == "1\xa0chose mise de côté jusqu’au 27\xa0mai\xa02026"
    assert of(filled, DutyKind.CERTIFICATES) == []
    (put_off,) = duties.agenda(filled.office).aside
    assert (put_off.duty.key, put_off.until) == (duty.key, date(2026, 5, 27))
    filled.clock.day = date(2026, 5, 27)
    assert of(filled, DutyKind.CERTIFICATES) != []


def test_a_duty_put_off_can_be_taken_back_or_put_off_for_longer(filled):
    filled.attend()
    keys = [duty.key for duty in duties.duties(filled.office)]
    duties.set_aside(filled.office, keys, date(2026, 5, 27))
    duties.set_aside(filled.office, keys[:1], date(2026, 6, 30))
    agenda = duties.agenda(filled.office)
    assert (agenda.count, [each.until.month for each in agenda.aside]) == (0, [6, 5])
    assert duties.take_back(filled.office, keys).label == "2\xa0choses reprises"
    assert duties.agenda(filled.office).count == 2


def test_a_duty_is_not_put_off_to_a_day_that_has_come(filled):
    with pytest.raises(RuleBroken, match="jour à venir") as refusal:
        duties.set_aside(filled.office, ["bpf:2026-04-29"], filled.office.today())
    assert refusal.value.field == "until"


def test_days_that_came_are_forgotten_when_something_else_is_put_off(filled):
    today = filled.office.today()
    duties.set_aside(filled.office, ["one"], date.fromordinal(today.toordinal() + 1))
    filled.clock.day = date.fromordinal(today.toordinal() + 9)
    duties.set_aside(filled.office, ["other"], date(2026, 12, 1))
    assert [key for (key,) in filled.office.db.execute("select key from duty_aside")] == ["other"]


# Why --------------------------------------------------------------------------------------------


def test_a_duty_says_the_clause_and_the_article_behind_it(filled):
    agreement = filled.agree(filled.individual)
    agreeing.send(filled.office, agreement)
    assert duties.reason(filled.office, of(filled, DutyKind.SIGNED_PAPERS)[0]).startswith(
        "Conditions de vente, 2. Formation de l’accord\n"
    )
    agreeing.sign(filled.office, agreement, filled.office.today(), "Zoé")
    told = duties.reason(filled.office, of(filled, DutyKind.WITHDRAWALS)[0]).splitlines()
    assert told[0].startswith("Conditions de vente, 3. Droit de rétractation")
    assert told[-1] == "C. trav. L6353-5 et L6353-6"
    filled.clock.day = date(2026, 5, 18)
    (attendance,) = of(filled, DutyKind.ATTENDANCE)
    assert duties.reason(filled.office, attendance) == "C. trav. R6313-3"


# Around -----------------------------------------------------------------------------------------


def test_old_data_are_counted_in_the_first_months_of_the_year(filled):
    terms = replace(CONDITIONS.rules, personal_data=PersonalData(retention_years=1))
    identity.save_conditions(filled.office, replace(CONDITIONS, rules=terms))
    filled.clock.day = date(2027, 2, 1)
    assert of(filled, DutyKind.DATA) == []
    filled.clock.day = date(2028, 2, 1)
    (duty,) = of(filled, DutyKind.DATA)
    assert "4\xa0stagiaires" in duty.sentence
    filled.clock.day = date(2028, 4, 1)
    assert of(filled, DutyKind.DATA) == []


def test_a_complaint_a_held_cheque_and_an_amendment_are_read_from_the_file(filled):
    agreement = filled.agree(filled.town_hall)
    db = filled.office.db
    entry = RegisterEntry(
        kind=EntryKind.COMPLAINT,
        received_on=filled.office.today(),
        facts="Salle froide",
        client_id=filled.town_hall,
    )
    bargains.REGISTER.insert(db, entry)
    bargains.AMENDMENTS.insert(
        db,
        Amendment(
            agreement_id=agreement,
            position=1,
            subject=AmendmentSubject.PLACE,
            asked_on=filled.office.today(),
            before="Valence",
            after="Romans",
        ),
    )
    sales.PAYMENTS.insert(
        db,
        Payment(
            paid_on=filled.office.today(),
            recorded_on=filled.office.today(),
            amount=Decimal(200),
            client_id=filled.individual,
            held_until=filled.office.today(),
        ),
    )
    assert "de Mairie d’Évian-la-Forêt" in of(filled, DutyKind.REGISTER)[0].sentence
    assert of(filled, DutyKind.AMENDMENTS)[0].place == Place("sales", agreement, "agreements")
    assert of(filled, DutyKind.CHEQUES)[0].subject == "Łukasiewicz Zoé"


def test_a_decision_whose_money_is_open_is_read_from_the_file(filled):
    agreement = filled.agree(filled.town_hall)
    decided = Settlement(
        agreement_id=agreement,
        kind=SettlementKind.CANCELLATION,
        decided_on=filled.office.today(),
        clause="",
        sentence="",
        due_ht=Decimal(100),
        due_ttc=Decimal(100),
    )
    kept = bargains.SETTLEMENTS.insert(filled.office.db, decided)
    (duty,) = of(filled, DutyKind.SETTLEMENTS)
    assert duty.sentence.startswith("Facturer 100,00\xa0€ à Mairie")
    bargains.SETTLEMENTS.update(filled.office.db, replace(decided, id=kept, undone_on=START))
    assert of(filled, DutyKind.SETTLEMENTS) == []


def test_a_paper_received_for_the_proposal_counts_for_its_agreement(filled):
    needs = Formation(needs=(Need.SIGNED_PROPOSAL, Need.SIGNED_TERMS))
    rules = replace(CONDITIONS.rules, formation=needs)
    identity.save_conditions(filled.office, replace(CONDITIONS, rules=rules))
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    came = Receipt(
        kind=ReceiptKind.SIGNED_PROPOSAL,
        received_on=filled.office.today(),
        proposal_id=proposal,
    )
    receiving.record(filled.office, came)
    proposing.accept(filled.office, proposal)
    agreement = agreeing.draft_agreement(
        filled.office, filled.session, filled.town_hall, proposal
    ).saved_id
    agreeing.send(filled.office, agreement)
    assert "les conditions générales signées" in of(filled, DutyKind.PIECES)[0].sentence
