"""Disciplinary cases followed in the office: saved, told as duties, printed, closed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.support.discipline_sample import (
    EXCLUDED,
    FACTS,
    HEARD_CASE,
    NOTIFIED,
    OPINED,
    SUMMONED,
    TOLD_ONLY,
)
from tests.support.filled_office import FilledOffice
from tests.support.office_sample import CONDITIONS
from trainingdesk.domain.conditions.kinds import Sanction
from trainingdesk.domain.conditions.rules import Discipline
from trainingdesk.domain.deadlines import DutyKind, Place
from trainingdesk.domain.discipline import Outcome, Stage
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import TraineeStatus
from trainingdesk.domain.sessions import EnrolmentState, FundingState
from trainingdesk.services import discipline, duties, identity, publishing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import discipline as store
from trainingdesk.storage import papers, sessions

HER = 0
SELF_PAYING = 3


@pytest.fixture
def filled():
    made = FilledOffice()
    write_terms(made, Discipline(), date(2026, 4, 1))
    made.clock.day = date(2026, 6, 30)
    return made


def write_terms(filled, terms, since):
    rules = replace(CONDITIONS.rules, discipline=terms)
    written = replace(CONDITIONS, id=None, starts_on=since, rules=rules)
    identity.save_conditions(filled.office, written)


def saved(filled, case, whose=HER):
    own = replace(case, id=None, enrolment_id=filled.enrolments[whose])
    return discipline.save(filled.office, own).saved_id


def case_of(filled, case_id):
    return store.CASES.get(filled.office.db, case_id)


def told(filled):
    found = [each for each in duties.duties(filled.office) if each.kind is DutyKind.DISCIPLINE]
    return [(each.due_on, each.sentence.replace("\xa0", " ")) for each in found]


def test_a_case_is_followed_from_facts_to_its_end(filled):
    case_id = saved(filled, FACTS)
    for step in (SUMMONED, HEARD_CASE, EXCLUDED, NOTIFIED):
        own = replace(step, id=case_id, enrolment_id=filled.enrolments[HER])
        discipline.save(filled.office, own)
    told_now = replace(case_of(filled, case_id), employer_told_on=filled.clock.day)
    discipline.save(filled.office, told_now)
    discipline.close(filled.office, case_id)
    assert case_of(filled, case_id).closed_on == filled.clock.day
    assert told(filled) == []
    assert [each.id for each in store.cases_of(filled.office.db, filled.session)] == [case_id]


def test_a_step_is_corrected_until_the_case_is_closed_and_again_once_reopened(filled):
    case_id = saved(filled, replace(FACTS, decision=Outcome.NONE, decided_on=date(2026, 6, 1)))
    discipline.save(filled.office, replace(case_of(filled, case_id), facts="Autres faits"))
    discipline.close(filled.office, case_id)
    with pytest.raises(RuleBroken, match="rouvrez-la"):
        discipline.save(filled.office, replace(case_of(filled, case_id), facts="Encore"))
    with pytest.raises(RuleBroken, match="déjà close"):
        discipline.close(filled.office, case_id)
    discipline.reopen(filled.office, case_id)
    discipline.save(filled.office, replace(case_of(filled, case_id), facts="Encore"))
    assert case_of(filled, case_id).facts == "Encore"


def test_a_case_is_judged_by_the_terms_employer_and_funders_of_its_seat(filled):
    filled.fund("500")
    found = discipline.setting_of(filled.office, filled.enrolments[HER], date(2026, 5, 18))
    assert found.terms == Discipline()
    assert found.employer == "Mairie d’Évian-la-Forêt"
    assert found.funders == ("OPCO Exemple Territoires",)
    alone = discipline.setting_of(filled.office, filled.enrolments[SELF_PAYING], date(2026, 5, 18))
    assert (alone.employer, alone.funders) == ("", ())


def test_a_fund_that_refused_is_told_nothing(filled):
    funding = sessions.FUNDINGS.get(filled.office.db, filled.fund("500"))
    sessions.FUNDINGS.update(filled.office.db, replace(funding, state=FundingState.REFUSED))
    seat = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[HER])
    assert discipline.funders_of(filled.office, seat) == ()


def test_the_terms_of_the_agreement_decide(filled):
    filled.clock.day = date(2026, 4, 10)
    filled.agree()
    write_terms(filled, Discipline(council=True), date(2026, 5, 1))
    hers, other = (
        discipline.setting_of(filled.office, filled.enrolments[who], date(2026, 5, 18))
        for who in (HER, SELF_PAYING)
    )
    assert (hers.has_council, other.has_council) == (False, True)


DUE = {
    "complaints to tell": (
        replace(FACTS, intended=Sanction.WARNING),
        None,
        date(2026, 5, 18),
        "Dire à Mme Amélie Œuvrard ce qui lui est reproché",
    ),
    "summons": (
        FACTS,
        Discipline(),
        date(2026, 5, 18),
        "Convoquer Mme Amélie Œuvrard à un entretien",
    ),
    "hearing": (
        SUMMONED,
        Discipline(),
        date(2026, 6, 2),
        (
            "Entendre Mme Amélie Œuvrard le 02/06/2026 à 14 h 30, décision possible "
            "du 04/06/2026 au 17/06/2026"
        ),
    ),
    "council to gather": (
        HEARD_CASE,
        Discipline(council=True),
        date(2026, 6, 2),
        "Réunir le conseil de perfectionnement au sujet de Mme Amélie Œuvrard",
    ),
    "hearing before a council": (
        SUMMONED,
        Discipline(council=True),
        date(2026, 6, 2),
        "Entendre Mme Amélie Œuvrard le 02/06/2026 à 14 h 30",
    ),
    "opinion": (
        replace(HEARD_CASE, council_on=date(2026, 6, 3)),
        Discipline(council=True),
        date(2026, 6, 5),
        "Recueillir l’avis du conseil sur Mme Amélie Œuvrard, au plus tard le 05/06/2026",
    ),
    "notice": (
        EXCLUDED,
        Discipline(),
        date(2026, 6, 17),
        "Notifier à Mme Amélie Œuvrard la décision du 05/06/2026",
    ),
    "decision by the law": (
        replace(TOLD_ONLY, decision=None, decided_on=None, notified_on=None),
        None,
        date(2026, 5, 19),
        "Décider au sujet de Mme Amélie Œuvrard",
    ),
    "information": (
        NOTIFIED,
        Discipline(),
        date(2026, 6, 5),
        "Informer Mairie d’Évian-la-Forêt de la sanction de Mme Amélie Œuvrard",
    ),
    "closing": (
        replace(NOTIFIED, employer_told_on=date(2026, 6, 9)),
        Discipline(),
        date(2026, 6, 5),
        "Clore la procédure de Mme Amélie Œuvrard",
    ),
}


@pytest.mark.parametrize("name", DUE)
def test_the_next_step_is_a_duty_until_its_last_day(filled, name):
    case, terms, due_on, sentence = DUE[name]
    write_terms(filled, terms, date(2026, 5, 1))
    saved(filled, case)
    filled.clock.day = due_on - timedelta(days=1)
    assert told(filled) == [(due_on, sentence)]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        pytest.param(date(2026, 6, 2), "du 04/06/2026 au 17/06/2026", id="before it opens"),
        pytest.param(date(2026, 6, 16), "du 04/06/2026 au 17/06/2026", id="while it lasts"),
        pytest.param(date(2026, 6, 17), "dernier jour", id="the last day"),
        pytest.param(date(2026, 6, 18), "plus aucune sanction", id="too late"),
    ],
)
def test_the_window_of_the_decision_is_told_day_by_day(filled, today, words):
    filled.clock.day = date(2026, 6, 2)
    saved(filled, HEARD_CASE)
    filled.clock.day = today
    ((due_on, sentence),) = told(filled)
    assert due_on == date(2026, 6, 17)
    assert words in sentence


def test_a_duty_opens_the_case_and_says_why(filled):
    case_id = saved(filled, FACTS)
    (duty,) = [d for d in duties.duties(filled.office) if d.kind is DutyKind.DISCIPLINE]
    assert duty.place == Place("editor", case_id, "disciplinary_case")
    assert duty.key == f"discipline:{case_id}:{Stage.SUMMONS}"
    assert "R6352-5" in duties.reason(filled.office, duty)


# What an exclusion does to the seat ---------------------------------------------------------------


def test_an_exclusion_ends_the_enrolment_only_when_asked(filled):
    case_id = saved(filled, replace(NOTIFIED), SELF_PAYING)
    seat_id = filled.enrolments[SELF_PAYING]
    assert sessions.ENROLMENTS.get(filled.office.db, seat_id).state is EnrolmentState.ENROLLED
    assert discipline.leaves_seat(filled.office, case_of(filled, case_id))
    discipline.end_enrolment(filled.office, case_id)
    seat = sessions.ENROLMENTS.get(filled.office.db, seat_id)
    assert seat.state is EnrolmentState.DROPPED_OUT
    assert seat.left_on == date(2026, 6, 8)
    assert "Exclusion définitive" in seat.notes
    assert not discipline.leaves_seat(filled.office, case_of(filled, case_id))


def test_what_an_agreement_says_is_settled_through_it(filled):
    filled.agree()
    case_id = saved(filled, NOTIFIED)
    with pytest.raises(RuleBroken, match="Calculer les frais"):
        discipline.end_enrolment(filled.office, case_id)


def test_a_seat_is_not_lost_for_less_than_an_exclusion(filled):
    case_id = saved(filled, EXCLUDED)
    with pytest.raises(RuleBroken, match="notifiée"):
        discipline.end_enrolment(filled.office, case_id)


# Papers -----------------------------------------------------------------------------------------


def prepared(filled, key, **subject):
    return publishing.prepare(filled.office, key, Subject(**subject))


def test_a_letter_is_issued_under_its_case_and_its_person(filled):
    case_id = saved(filled, NOTIFIED)
    done = publishing.issue(
        filled.office,
        prepared(filled, "sanction_notice", disciplinary_case_id=case_id),
        anyway=True,
    )
    paper = papers.PAPERS.get(filled.office.db, done.saved_id)
    assert paper.disciplinary_case_id == case_id
    assert paper.session_id == filled.session
    assert paper.trainee_id == filled.trainees[HER]


def test_employer_and_funder_each_get_their_own_letter(filled):
    filled.fund("500")
    case_id = saved(filled, NOTIFIED)
    employer = prepared(filled, "sanction_information", disciplinary_case_id=case_id)
    funder = prepared(
        filled, "sanction_information", disciplinary_case_id=case_id, funder_id=filled.funder
    )
    assert employer.data.recipient == "Mairie d’Évian-la-Forêt"
    assert employer.data.contact is not None
    assert (funder.data.recipient, funder.data.file_number) == (
        "OPCO Exemple Territoires",
        "2026-A-004512",
    )
    first = publishing.issue(filled.office, employer, anyway=True).saved_id
    assert publishing.issue(filled.office, funder, anyway=True).saved_id != first


def test_somebody_without_employer_has_nobody_to_be_told(filled):
    case_id = saved(filled, NOTIFIED, SELF_PAYING)
    with pytest.raises(RuleBroken, match="pas d’employeur"):
        prepared(filled, "sanction_information", disciplinary_case_id=case_id)


def test_an_apprentice_s_employer_is_told_of_the_procedure(filled):
    seat = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[HER])
    sessions.ENROLMENTS.update(filled.office.db, replace(seat, status=TraineeStatus.APPRENTICE))
    case_id = saved(filled, SUMMONED)
    assert prepared(filled, "procedure_information", disciplinary_case_id=case_id).refusal is None
    filled.clock.day = date(2026, 5, 21)
    words = "Informer Mairie d’Évian-la-Forêt de la procédure engagée à l’égard de "
    assert [(on, each.startswith(words)) for on, each in told(filled)] == [
        (date(2026, 5, 20), True),
        (date(2026, 6, 2), False),
    ]
    discipline.save(
        filled.office, replace(case_of(filled, case_id), employer_warned_on=filled.clock.day)
    )
    assert len(told(filled)) == 1


def test_a_hearing_that_is_over_is_to_be_noted(filled):
    saved(filled, SUMMONED)
    ((due_on, words),) = told(filled)
    assert due_on == date(2026, 6, 2)
    assert words.startswith("Noter comment s’est tenu l’entretien de ")
    filled.clock.day = date(2026, 6, 2)
    assert told(filled)[0][1].startswith("Entendre ")


def test_recording_is_allowed_to_one_or_to_all(filled):
    one = prepared(filled, "recording_waiver", enrolment_id=filled.enrolments[HER])
    everybody = prepared(filled, "recording_waiver", session_id=filled.session)
    assert one.data.participant.enrolment.id == filled.enrolments[HER]
    assert everybody.data.participant is None
    assert everybody.data.file.participants == ()


def test_the_minutes_of_an_election_name_nobody(filled):
    data = prepared(filled, "delegates_report", session_id=filled.session).data
    assert len(data.file.seated) == len(filled.enrolments)
    assert {person.trainee for person in data.file.participants} == {None}


def test_an_opinion_is_kept_with_its_case(filled):
    write_terms(filled, Discipline(council=True), date(2026, 5, 1))
    case_id = saved(filled, OPINED)
    assert case_of(filled, case_id).opinion_on == date(2026, 6, 3)
