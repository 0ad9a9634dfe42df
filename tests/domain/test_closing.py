"""What is looked at before a session is put away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.office_sample import FILE, SLOTS
from trainingdesk.domain.attendance import Attendance, Presence, Proof, Result
from trainingdesk.domain.closing import ClosingFacts, checklist, refuse_too_early
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import SessionState

LAST_DAY = SLOTS[-1].day


def attended(proof=Proof.SIGNED, result=Result.ACQUIRED):
    """Return the sample with every slot marked and signed, every objective assessed."""
    people = tuple(
        replace(
            person,
            marks={
                slot.id: Attendance(
                    enrolment_id=person.enrolment.id,
                    slot_id=slot.id,
                    presence=Presence.PRESENT,
                    proof=proof,
                )
                for slot in FILE.slots
            },
            results={objective.id: result for objective in FILE.version.objectives},
        )
        for person in FILE.participants
    )
    slots = tuple(replace(slot, trainer_signed=True) for slot in FILE.slots)
    return replace(FILE, participants=people, slots=slots)


def lacking(file, **facts):
    return {
        point.name: point.lacks.replace("\N{NO-BREAK SPACE}", " ")
        for point in checklist(file, ClosingFacts(**facts))
        if not point.is_done
    }


def test_nothing_lacks_when_all_is_typed_signed_and_assessed():
    assert lacking(attended()) == {}


def test_what_was_not_typed_is_counted_in_cells():
    blank = replace(
        attended(), participants=tuple(replace(p, marks={}, results={}) for p in FILE.participants)
    )
    expected = len(FILE.seated) * len(SLOTS)
    assert lacking(blank) == {"Émargement saisi": f"{expected} cases vides"}


def test_the_days_after_somebody_left_need_no_mark():
    file = attended()
    first = file.participants[0]
    gone = replace(
        first, enrolment=replace(first.enrolment, left_on=SLOTS[0].day), marks={}, results={}
    )
    left = replace(file, participants=(gone, *file.participants[1:]))
    on_that_day = sum(1 for slot in SLOTS if slot.day == SLOTS[0].day)
    assert lacking(left) == {"Émargement saisi": f"{on_that_day} cases vides"}


def test_a_presence_that_nothing_proves_is_told():
    unproven = len(FILE.seated) * len(SLOTS)
    assert lacking(attended(proof=None)) == {
        "Présences prouvées": f"{unproven} présences sans preuve"
    }


def test_the_trainer_signs_each_half_day_that_he_teaches():
    file = attended()
    unsigned = replace(file.slots[0], trainer_signed=False, trainer_ids=(1,))
    alone = replace(file.slots[1], trainer_signed=False, trainer_ids=())
    assert lacking(replace(file, slots=(unsigned, alone, *file.slots[2:]))) == {
        "Signature du formateur": "1 demi-journée sans sa signature"
    }


def test_those_who_came_are_assessed_and_a_few_names_are_told():
    people = tuple(replace(person, results={}) for person in attended().participants)
    told = lacking(replace(attended(), participants=people))["Objectifs évalués"]
    assert told.startswith(f"{FILE.seated[0].name}, {FILE.seated[1].name}")
    assert told.endswith(("autre", "autres")) == (len(FILE.seated) > 3)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"unsigned": ("Convention (Roche)",)}, {"Accords signés": "Convention (Roche)"}),
        ({"unissued": tuple("abcde")}, {"Documents de fin édités": "a, b, c et 2 autres"}),
        ({"unbilled": ("Facture (Roche)",)}, {"Factures émises": "Facture (Roche)"}),
        ({"contradictions": 2}, {"Documents sans contradiction": "2 contradictions"}),
        (
            {"unanswered": 1},
            {"Questionnaires de satisfaction": "1 questionnaire sans réponse"},
        ),
        ({"open_incidents": 1}, {"Incidents de plateforme résolus": "1 incident ouvert"}),
        ({"open_cases": 3}, {"Procédures disciplinaires closes": "3 procédures ouvertes"}),
    ],
    ids=["signatures", "papers", "invoices", "coherence", "answers", "incidents", "discipline"],
)
def test_what_else_lacks_is_told_in_its_line(facts, told):
    assert lacking(attended(), **facts) == told


@pytest.mark.parametrize(
    ("state", "days_later", "words"),
    [
        (SessionState.CLOSED, 1, "déjà clôturée"),
        (SessionState.POSTPONED, 1, "ne se clôture pas"),
        (SessionState.CANCELLED, 1, "ne se clôture pas"),
        (SessionState.CONFIRMED, -1, "elle se clôture ensuite"),
    ],
)
def test_what_is_not_over_is_not_closed(state, days_later, words):
    file = replace(FILE, session=replace(FILE.session, state=state))
    with pytest.raises(RuleBroken, match=words):
        refuse_too_early(file, LAST_DAY + timedelta(days=days_later))


def test_a_session_is_closed_from_its_last_day_on():
    file = replace(FILE, session=replace(FILE.session, state=SessionState.CONFIRMED))
    assert refuse_too_early(file, LAST_DAY) is None


def test_a_session_without_dates_is_not_closed():
    session = replace(FILE.session, starts_on=None, ends_on=None, state=SessionState.PLANNED)
    with pytest.raises(RuleBroken, match="pas de dates"):
        refuse_too_early(replace(FILE, session=session, slots=()), LAST_DAY)
