"""From draft to answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line
from trainingdesk.domain.proposals import Proposal, ProposalState

DAY, UNTIL = date(2026, 5, 18), date(2026, 6, 17)
LINE = Line(label="Deux journées", quantity=D(2), unit_price=D("950.00"))
OPTION = replace(LINE, is_optional=True)
DRAFT = Proposal(id=1, client_id=1, title="Tableur", created_on=DAY, lines=(LINE, OPTION))
SENT = DRAFT.send("D-2026-0001", DAY, UNTIL)


def test_options_are_offered_beside_the_sum():
    assert DRAFT.totals.total_ht == D("1900.00")


def test_a_proposal_is_sent():
    assert (SENT.state, SENT.number) == (ProposalState.SENT, "D-2026-0001")
    assert (SENT.sent_on, SENT.valid_until) == (DAY, UNTIL)


@pytest.mark.parametrize(
    ("proposal", "said", "field"),
    [
        (SENT, "D-2026-0001 est déjà partie", None),
        (replace(DRAFT, lines=()), "sans ligne", "lines"),
        (replace(DRAFT, lines=(OPTION,)), "sans ligne", "lines"),
    ],
    ids=["sent already", "nothing offered", "options alone"],
)
def test_a_proposal_that_cannot_leave(proposal, said, field):
    with pytest.raises(RuleBroken, match=said) as refused:
        proposal.send("D-2026-0002", DAY, None)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("proposal", "today", "expired"),
    [
        pytest.param(SENT, UNTIL, False, id="its last day"),
        pytest.param(SENT, date(2026, 6, 18), True, id="the day after"),
        pytest.param(replace(SENT, valid_until=None), date(2030, 1, 1), False, id="without end"),
        pytest.param(SENT.accept(DAY), date(2030, 1, 1), False, id="answered"),
        pytest.param(replace(DRAFT, valid_until=UNTIL), date(2030, 1, 1), True, id="a draft too"),
    ],
)
def test_when_it_has_expired(proposal, today, expired):
    assert proposal.is_expired(today) is expired


def test_it_is_accepted_until_its_last_day():
    accepted = SENT.accept(UNTIL)
    assert (accepted.state, accepted.decided_on) == (ProposalState.ACCEPTED, UNTIL)
    with pytest.raises(RuleBroken, match=r"17.juin.2026.*prolongez") as refused:
        SENT.accept(date(2026, 6, 18))
    assert refused.value.field == "valid_until"


def test_it_is_refused_with_a_reason_even_late():
    refused = SENT.refuse(date(2026, 7, 1), "Trop cher")
    assert (refused.state, refused.lost_reason) == (ProposalState.REFUSED, "Trop cher")


@pytest.mark.parametrize("proposal", [DRAFT, SENT.accept(DAY), SENT.refuse(DAY, "x")])
def test_only_what_waits_is_answered(proposal):
    for answer in (proposal.accept, lambda on: proposal.refuse(on, "x")):
        with pytest.raises(RuleBroken, match="sans réponse encore"):
            answer(DAY)


@pytest.mark.parametrize("answered", [SENT.accept(DAY), SENT.refuse(DAY, "Trop cher")])
def test_an_answer_is_taken_back(answered):
    assert answered.reopened() == SENT


@pytest.mark.parametrize("proposal", [DRAFT, SENT])
def test_without_an_answer_there_is_nothing_to_take_back(proposal):
    with pytest.raises(RuleBroken, match="pas encore de réponse"):
        proposal.reopened()


def test_a_new_version_is_a_draft_under_the_same_number():
    version = SENT.refuse(DAY, "Trop cher").new_version(date(2026, 5, 20))
    assert version == replace(
        DRAFT, id=None, number="D-2026-0001", version=2, created_on=date(2026, 5, 20)
    )
