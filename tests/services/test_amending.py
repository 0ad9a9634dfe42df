"""Changes to what was signed: asked for, accepted, refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.filled_office import meals
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.conditions.rules import Modification, Substitution
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.services import (
    agreeing,
    amending,
    deciding,
    identity,
    proposing,
    publishing,
    receiving,
)
from trainingdesk.services.amending import Swap
from trainingdesk.services.dossier import PaperState, needed_papers
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, sales, sessions
from trainingdesk.storage import office as terms

TODAY = date(2026, 4, 10)
LETTER = Receipt(kind=ReceiptKind.MODIFICATION, received_on=TODAY)
CALL = replace(LETTER, channel=Channel.PHONE)


def under(filled, **clauses):
    """Have the office sell under other clauses from today on."""
    former = terms.conditions_on(filled.office.db, TODAY)
    rules = replace(former.rules, **clauses)
    identity.save_conditions(filled.office, replace(former, rules=rules, starts_on=TODAY))


@pytest.fixture
def agreement(filled):
    """A convention that the town hall signed."""
    return signed(filled)


def signed(filled):
    saved = filled.agree()
    agreeing.send(filled.office, saved)
    agreeing.sign(filled.office, saved, TODAY, "Luc Besson")
    return saved


def change(agreement, subject="place", **facts):
    return Amendment(
        agreement_id=agreement,
        position=0,
        subject=AmendmentSubject(subject),
        asked_on=TODAY,
        before="Valence",
        after="Lyon",
        **facts,
    )


def proposed(filled, agreement, subject="place", **facts):
    return amending.propose(filled.office, change(agreement, subject, **facts)).saved_id


def kept(filled, amendment):
    return bargains.AMENDMENTS.get(filled.office.db, amendment)


def test_amendments_are_numbered_one_after_the_other(filled, agreement):
    first, second = proposed(filled, agreement), proposed(filled, agreement)
    assert [kept(filled, saved).position for saved in (first, second)] == [1, 2]


def test_an_amendment_that_waits_is_written_again(filled, agreement):
    waiting = kept(filled, proposed(filled, agreement))
    amending.propose(filled.office, replace(waiting, after="Grenoble"))
    assert kept(filled, waiting.id).after == "Grenoble"


def test_only_what_is_signed_and_goes_on_is_amended(filled, agreement):
    with pytest.raises(RuleBroken, match="se modifie directement"):
        proposed(filled, filled.agree(filled.individual))
    deciding.cancel_by_office(filled.office, agreement, TODAY)
    with pytest.raises(RuleBroken, match="signé et en cours"):
        proposed(filled, agreement)


def test_an_accepted_amendment_keeps_its_proof(filled, agreement):
    amendment = proposed(filled, agreement)
    done = amending.accept(filled.office, amendment, LETTER)
    accepted = kept(filled, amendment)
    assert accepted.accepted_on == TODAY
    (_signature, receipt) = bargains.receipts_of(filled.office.db, agreement)
    assert (receipt.id, receipt.kind) == (accepted.receipt_id, ReceiptKind.MODIFICATION)
    assert "Avenant n° 1 accepté" in done.label


def test_a_refused_amendment_changes_nothing(filled, agreement):
    before = sales.agreement(filled.office.db, agreement)
    amendment = proposed(filled, agreement, "price")
    amending.refuse(filled.office, amendment)
    assert kept(filled, amendment).refused_on == TODAY
    assert sales.agreement(filled.office.db, agreement) == before


def test_an_amendment_is_accepted_in_writing_unless_the_terms_take_less(filled, agreement):
    amendment = proposed(filled, agreement)
    with pytest.raises(RuleBroken, match="s’accepte par écrit"):
        amending.accept(filled.office, amendment, CALL)
    assert kept(filled, amendment).is_open
    under(filled, modification=Modification(accepted_in_writing=False))
    other = signed(filled)
    amending.accept(filled.office, proposed(filled, other), CALL)
    assert not bargains.amendments_of(filled.office.db, other)[0].is_open


# Price ------------------------------------------------------------------------------------------


def test_a_new_price_takes_the_place_of_the_lines(filled, agreement):
    amendment = proposed(filled, agreement, "price")
    amending.accept(filled.office, amendment, LETTER, lines=[meals("500")])
    assert sales.agreement(filled.office.db, agreement).totals.total_ttc == 500


def test_a_new_price_is_that_of_its_own_proposal(filled, agreement):
    extra = filled.propose(meals("800"), meals("50", optional=True))
    amendment = proposed(filled, agreement, "head_count", proposal_id=extra)
    amending.accept(filled.office, amendment, LETTER)
    assert sales.agreement(filled.office.db, agreement).totals.total_ttc == 800


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        pytest.param([], "lines", id="no line"),
        pytest.param([meals(optional=True)], "lines", id="options alone"),
        pytest.param([replace(meals(), label="")], "label", id="a line that says nothing"),
    ],
)
def test_a_new_price_needs_lines(filled, agreement, lines, field):
    amendment = proposed(filled, agreement, "price")
    with pytest.raises(RuleBroken) as refusal:
        amending.accept(filled.office, amendment, LETTER, lines=lines)
    assert refusal.value.field == field
    assert kept(filled, amendment).is_open


def test_terms_may_ask_for_an_accepted_proposal_first(filled):
    under(filled, modification=Modification(extra_proposal=True))
    agreement = signed(filled)
    extra = filled.propose(meals("800"))
    for proposal_id in (None, extra):
        amendment = proposed(filled, agreement, "price", proposal_id=proposal_id)
        with pytest.raises(RuleBroken, match="acceptée d’abord"):
            amending.accept(filled.office, amendment, LETTER, lines=[meals("800")])
    proposing.send(filled.office, extra)
    proposing.accept(filled.office, extra)
    amending.accept(filled.office, amendment, LETTER)
    assert sales.agreement(filled.office.db, agreement).totals.total_ttc == 800
    amending.accept(filled.office, proposed(filled, agreement), LETTER)


def test_a_signed_paper_stays_signed_beside_its_amendment(filled, agreement):
    paper = publishing.prepare(filled.office, "convention", Subject(agreement_id=agreement))
    paper_id = publishing.issue(filled.office, paper, anyway=True).saved_id
    again = Receipt(kind=ReceiptKind.SIGNED_AGREEMENT, received_on=TODAY, agreement_id=agreement)
    receiving.record(filled.office, again)
    amendment = proposed(filled, agreement, "price")
    amending.accept(filled.office, amendment, LETTER, lines=[meals("500")])
    (row,) = [p for p in needed_papers(filled.office, filled.session) if p.paper_id == paper_id]
    assert (row.state, row.why) == (PaperState.SIGNED, "le 10/04/2026, avec avenant")


# Trainees ---------------------------------------------------------------------------------------


def test_one_trainee_takes_another_s_seat(filled, agreement):
    amendment = proposed(filled, agreement, "trainees")
    new = filled.new_trainee("Lou", "Marin")
    amending.accept(filled.office, amendment, LETTER, swap=Swap(seats={filled.enrolments[0]: new}))
    left = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    assert left.state is EnrolmentState.REPLACED
    taken = sessions.ENROLMENTS.get(filled.office.db, left.replaced_by_id)
    assert (taken.trainee_id, taken.client_id) == (new, filled.town_hall)


def test_who_replaces_whom_is_said(filled, agreement):
    with pytest.raises(RuleBroken, match="Dites qui remplace qui"):
        amending.accept(filled.office, proposed(filled, agreement, "trainees"), LETTER)


@pytest.mark.parametrize(
    ("swap", "said"),
    [
        pytest.param(Swap(), "sous réserve", id="nobody said whether the profile is the same"),
        pytest.param(Swap(same_profile=False), "pas possible sans", id="another profile"),
    ],
)
def test_the_clause_of_the_terms_holds_unless_the_office_agrees_to_more(filled, swap, said):
    under(filled, substitution=Substitution(at_least=7))
    agreement = signed(filled)
    amendment = proposed(filled, agreement, "trainees")
    seats = {filled.enrolments[0]: filled.new_trainee("Lou", "Marin")}
    with pytest.raises(RuleBroken, match=said):
        amending.accept(filled.office, amendment, LETTER, swap=replace(swap, seats=seats))
    assert kept(filled, amendment).is_open
    amending.accept(filled.office, amendment, LETTER, swap=replace(swap, seats=seats, anyway=True))
    assert not kept(filled, amendment).is_open


def test_a_replacement_asked_in_time_is_told_under_its_clause(filled):
    under(filled, substitution=Substitution(at_least=7))
    filled.fund("1000")
    agreement = signed(filled)
    told = amending.substitution_answer(
        filled.office, agreement, date(2026, 5, 11), same_profile=True
    )
    assert told.answer.allowed
    assert told.answer.needs == ("l’accord du financeur",)
    assert told.clause.endswith("Remplacement d’un stagiaire")
    late = amending.substitution_answer(filled.office, agreement, date(2026, 5, 12))
    assert not late.answer.allowed


def test_without_a_clause_a_replacement_changes_the_order(filled, agreement):
    told = amending.substitution_answer(filled.office, agreement, TODAY, extra_cost=D(50))
    assert (told.clause, told.answer.due_ttc) == ("", 50)
