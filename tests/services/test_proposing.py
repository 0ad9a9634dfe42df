"""Proposals from draft to answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.filled_office import meals
from tests.support.office_sample import CONDITIONS, VERSION
from trainingdesk.domain.conditions.rules import Offer
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.services import agreeing, identity, proposing
from trainingdesk.storage import sales as store


@pytest.fixture
def sent(filled):
    """A proposal that left on 10 April 2026."""
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    return proposal


def kept(filled, proposal):
    return store.proposal(filled.office.db, proposal)


def test_a_draft_has_neither_number_nor_end(filled):
    draft = kept(filled, filled.propose())
    assert (draft.number, draft.state, draft.valid_until) == ("", ProposalState.DRAFT, None)
    assert draft.totals.total_ttc == 2070


def test_sending_numbers_dates_and_limits(filled, sent):
    proposal = kept(filled, sent)
    assert proposal.number == "D-2026-0001"
    assert proposal.sent_on == date(2026, 4, 10)
    assert proposal.state is ProposalState.SENT
    assert proposal.conditions_id is not None


def test_the_validity_is_that_of_the_conditions_in_force_unless_the_draft_says_otherwise(filled):
    rules = replace(CONDITIONS.rules, offer=Offer(validity_days=30))
    identity.save_conditions(filled.office, replace(CONDITIONS, rules=rules))
    usual, other = filled.propose(), filled.propose()
    draft = replace(kept(filled, other), valid_until=date(2026, 4, 20))
    proposing.save_proposal(filled.office, draft)
    for proposal in (usual, other):
        proposing.send(filled.office, proposal)
    assert kept(filled, usual).valid_until == date(2026, 5, 10)
    assert kept(filled, other).valid_until == date(2026, 4, 20)


def test_a_proposal_without_any_line_that_counts_does_not_leave_and_takes_no_number(filled):
    empty = filled.propose(meals(optional=True))
    with pytest.raises(RuleBroken) as refusal:
        proposing.send(filled.office, empty)
    assert refusal.value.field == "lines"
    other = filled.propose()
    proposing.send(filled.office, other)
    assert kept(filled, other).number == "D-2026-0001"


def test_what_left_is_not_written_again(filled, sent):
    with pytest.raises(RuleBroken, match="créez une nouvelle version"):
        proposing.save_proposal(filled.office, kept(filled, sent))
    with pytest.raises(RuleBroken, match="déjà partie"):
        proposing.send(filled.office, sent)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"title": " "}, "title", id="no title"),
        pytest.param({"lines": (meals("1"), replace(meals("1"), label=""))}, "label", id="line"),
    ],
)
def test_a_wrong_draft_is_refused(filled, wrong, field):
    draft = kept(filled, filled.propose())
    with pytest.raises(RuleBroken) as refusal:
        proposing.save_proposal(filled.office, replace(draft, **wrong))
    assert refusal.value.field == field
    assert kept(filled, draft.id) == draft


def test_an_answer_is_dated(filled, sent):
    other = filled.propose()
    proposing.send(filled.office, other)
    filled.clock.day = date(2026, 4, 15)
    proposing.accept(filled.office, sent, date(2026, 4, 14))
    proposing.refuse(filled.office, other, "budget reporté")
    accepted, lost = kept(filled, sent), kept(filled, other)
    assert (accepted.state, accepted.decided_on) == (ProposalState.ACCEPTED, date(2026, 4, 14))
    assert (lost.state, lost.decided_on) == (ProposalState.REFUSED, date(2026, 4, 15))
    assert lost.lost_reason == "budget reporté"


def test_a_draft_is_not_answered(filled):
    draft = filled.propose()
    with pytest.raises(RuleBroken, match="Seule une proposition envoyée"):
        proposing.accept(filled.office, draft)
    with pytest.raises(RuleBroken, match="Seule une proposition envoyée"):
        proposing.refuse(filled.office, draft, "")


def test_a_proposal_past_its_day_is_accepted_once_prolonged(filled):
    draft = kept(filled, filled.propose())
    proposing.save_proposal(filled.office, replace(draft, valid_until=date(2026, 4, 30)))
    proposing.send(filled.office, draft.id)
    filled.clock.day = date(2026, 5, 1)
    with pytest.raises(RuleBroken, match="prolongez sa validité"):
        proposing.accept(filled.office, draft.id)
    proposing.prolong(filled.office, draft.id, date(2026, 5, 15))
    proposing.accept(filled.office, draft.id)
    assert kept(filled, draft.id).state is ProposalState.ACCEPTED


def test_an_expired_proposal_that_the_office_honours_is_accepted_in_one_go(filled, sent):
    filled.clock.day = date(2026, 7, 1)
    proposing.accept_prolonged(filled.office, sent)
    accepted = kept(filled, sent)
    assert (accepted.state, accepted.valid_until) == (ProposalState.ACCEPTED, date(2026, 7, 1))


def test_one_that_still_holds_keeps_its_end(filled, sent):
    until = kept(filled, sent).valid_until
    proposing.accept_prolonged(filled.office, sent, date(2026, 4, 12))
    accepted = kept(filled, sent)
    assert (accepted.decided_on, accepted.valid_until) == (date(2026, 4, 12), until)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(proposing.accept, id="accepted"),
        pytest.param(lambda office, sent: proposing.refuse(office, sent, "cher"), id="refused"),
    ],
)
def test_an_answer_noted_by_mistake_is_taken_back(filled, sent, answer):
    before = kept(filled, sent)
    answer(filled.office, sent)
    proposing.reopen(filled.office, sent)
    assert kept(filled, sent) == before


def test_what_has_no_answer_is_not_reopened(filled, sent):
    with pytest.raises(RuleBroken, match="pas encore de réponse"):
        proposing.reopen(filled.office, sent)


def test_an_answer_that_a_later_version_replaced_stays(filled, sent):
    proposing.refuse(filled.office, sent, "trop cher")
    proposing.renew(filled.office, sent)
    with pytest.raises(RuleBroken, match="plus récente"):
        proposing.reopen(filled.office, sent)


def test_an_answer_that_something_was_made_from_stays(filled, sent):
    proposing.accept(filled.office, sent)
    agreeing.draft_agreement(filled.office, filled.session, filled.town_hall, sent)
    with pytest.raises(RuleBroken, match="a déjà donné l’accord CV-2026-0001"):
        proposing.reopen(filled.office, sent)


def test_an_answer_that_a_session_was_planned_from_stays(filled, sent):
    proposing.accept(filled.office, sent)
    planned = replace(kept(filled, sent), session_id=filled.session)
    store.save_proposal(filled.office.db, planned)
    with pytest.raises(RuleBroken, match="a déjà donné une session"):
        proposing.reopen(filled.office, sent)


def test_nothing_is_prolonged_into_the_past(filled, sent):
    filled.clock.day = date(2026, 5, 1)
    with pytest.raises(RuleBroken) as refusal:
        proposing.prolong(filled.office, sent, date(2026, 4, 30))
    assert refusal.value.field == "valid_until"


def test_the_next_version_is_a_draft_under_the_same_number(filled, sent):
    proposing.refuse(filled.office, sent, "trop cher")
    filled.clock.day = date(2026, 4, 20)
    renewed = kept(filled, proposing.renew(filled.office, sent).saved_id)
    assert (renewed.number, renewed.version) == ("D-2026-0001", 2)
    assert (renewed.state, renewed.created_on) == (ProposalState.DRAFT, date(2026, 4, 20))
    assert renewed.lines == kept(filled, sent).lines
    proposing.send(filled.office, renewed.id)
    assert kept(filled, renewed.id).number == "D-2026-0001"


def test_a_course_is_offered_at_the_price_of_its_sheet():
    line = proposing.course_line(VERSION, 4)
    assert (line.label, line.quantity, line.unit_price) == (VERSION.sheet.title, 4, 690)
    free = replace(VERSION, sheet=replace(VERSION.sheet, price_ht=None))
    assert proposing.course_line(free, 1).unit_price == Decimal(0)
