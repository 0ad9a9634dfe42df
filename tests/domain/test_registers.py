"""Complaints, reserves and orders against advice."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.registers import EntryKind, RegisterEntry

DAY, LATER = date(2026, 5, 20), date(2026, 5, 22)
COMPLAINT = RegisterEntry(kind=EntryKind.COMPLAINT, received_on=DAY, facts="La salle était froide.")
ADVICE = replace(COMPLAINT, kind=EntryKind.ADVERSE_ADVICE)


def test_an_entry_is_answered_then_closed():
    answered = COMPLAINT.answered(LATER, " Nos excuses. ", "Chauffage réglé")
    assert (answered.answer, answered.action) == ("Nos excuses.", "Chauffage réglé")
    assert answered.closed(LATER).closed_on == LATER


def test_a_later_answer_keeps_what_was_done():
    answered = COMPLAINT.answered(LATER, "Nos excuses.", "Chauffage réglé")
    assert answered.answered(LATER, "Encore pardon.").action == "Chauffage réglé"


def test_an_order_against_advice_is_countersigned_before_it_is_closed():
    answered = ADVICE.answered(LATER, "Prérequis insuffisants.")
    with pytest.raises(RuleBroken, match="contresigne") as refusal:
        answered.closed(LATER)
    assert refusal.value.field == "countersigned_on"
    assert replace(answered, countersigned_on=LATER).closed(LATER).closed_on == LATER


@pytest.mark.parametrize(
    ("act", "field"),
    [
        pytest.param(lambda: replace(COMPLAINT, facts=" ").checked(DAY), "facts", id="no facts"),
        pytest.param(lambda: COMPLAINT.checked(date(2026, 5, 19)), "received_on", id="ahead"),
        pytest.param(
            lambda: replace(COMPLAINT, countersigned_on=LATER).checked(DAY),
            "countersigned_on",
            id="countersigned ahead",
        ),
        pytest.param(lambda: COMPLAINT.answered(LATER, " "), "answer", id="an empty answer"),
        pytest.param(
            lambda: COMPLAINT.answered(date(2026, 5, 19), "Oui."),
            "answered_on",
            id="answered before",
        ),
        pytest.param(lambda: COMPLAINT.closed(LATER), "answer", id="closed without answer"),
    ],
)
def test_what_cannot_be(act, field):
    with pytest.raises(RuleBroken) as refusal:
        act()
    assert refusal.value.field == field


def test_a_whole_entry_is_kept_as_it_is():
    assert COMPLAINT.checked(LATER) is COMPLAINT
