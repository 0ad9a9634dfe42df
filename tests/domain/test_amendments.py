"""Changes to what was signed."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.errors import RuleBroken

ASKED = date(2026, 4, 10)
MOVE = Amendment(
    agreement_id=1,
    position=2,
    subject=AmendmentSubject.PLACE,
    asked_on=ASKED,
    before="Valence",
    after="Lyon",
)


def test_it_waits_for_its_answer():
    assert MOVE.is_open
    assert MOVE.checked() is MOVE
    assert MOVE.name == "Avenant n° 2"


def test_it_binds_from_the_day_it_is_accepted():
    accepted = MOVE.accepted(date(2026, 4, 12), 7)
    assert (accepted.accepted_on, accepted.receipt_id) == (date(2026, 4, 12), 7)
    assert not accepted.is_open


def test_refused_it_changes_nothing():
    refused = MOVE.refused(ASKED)
    assert (refused.refused_on, refused.accepted_on, refused.is_open) == (ASKED, None, False)


@pytest.mark.parametrize(
    ("act", "said", "field"),
    [
        pytest.param(lambda: replace(MOVE, after=" ").checked(), "à la place", "after", id="empty"),
        pytest.param(
            lambda: replace(MOVE, after="Valence ").checked(), "ne change rien", "after", id="same"
        ),
        pytest.param(
            lambda: MOVE.refused(ASKED).accepted(ASKED), "déjà sa réponse", None, id="twice"
        ),
        pytest.param(
            lambda: MOVE.accepted(date(2026, 4, 9)),
            "ne peut pas précéder",
            "accepted_on",
            id="before it was asked",
        ),
    ],
)
def test_what_cannot_be(act, said, field):
    with pytest.raises(RuleBroken, match=said) as refusal:
        act()
    assert refusal.value.field == field


@pytest.mark.parametrize("subject", AmendmentSubject)
def test_prices_and_head_counts_change_the_lines(subject):
    assert subject.changes_price == (subject in {"price", "head_count"})
