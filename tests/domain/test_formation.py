"""What must have come back before an agreement binds."""

from datetime import date

import pytest

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.kinds import Mark, Need
from trainingdesk.domain.conditions.rules import Formation
from trainingdesk.domain.formation import (
    asked_marks,
    marks_words,
    missing_marks,
    pieces,
    return_by,
)
from trainingdesk.domain.receipts import Receipt, ReceiptKind

STRICT = Rules(
    formation=Formation(
        needs=(Need.SIGNED_PROPOSAL, Need.SIGNED_TERMS, Need.DEPOSIT),
        return_days=15,
        marks=(Mark.STAMP, Mark.DATE),
    )
)


def came(kind, day):
    return Receipt(kind=ReceiptKind(kind), received_on=date(2026, 4, day))


def test_terms_that_say_nothing_ask_for_the_signed_agreement():
    assert pieces(Rules(), [], None).needed == (Need.SIGNED_AGREEMENT,)


def test_the_last_piece_forms_it():
    receipts = [came("signed_proposal", 3), came("signed_terms", 5), came("insurance", 1)]
    waiting = pieces(STRICT, receipts, None)
    assert (waiting.missing, waiting.formed_on) == ((Need.DEPOSIT,), None)
    assert waiting.missing_words == "l’acompte"
    assert pieces(STRICT, receipts, date(2026, 4, 9)).formed_on == date(2026, 4, 9)


def test_a_paper_that_came_twice_counts_from_the_first():
    receipts = [came("signed_agreement", 9), came("signed_agreement", 4)]
    assert pieces(Rules(), receipts, None).formed_on == date(2026, 4, 4)


def test_who_is_asked_no_deposit_binds_without_it():
    receipts = [came("signed_proposal", 3), came("signed_terms", 5)]
    assert pieces(STRICT, receipts, None, asks_deposit=False).formed_on == date(2026, 4, 5)


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        pytest.param(
            AgreementKind.CONVENTION,
            (Need.SIGNED_PROPOSAL, Need.SIGNED_TERMS, Need.DEPOSIT),
            id="a convention as the terms say",
        ),
        pytest.param(
            AgreementKind.CONTRACT,
            (Need.SIGNED_PROPOSAL, Need.SIGNED_TERMS, Need.DEPOSIT, Need.SIGNED_AGREEMENT),
            id="a contract is signed besides",
        ),
        pytest.param(
            AgreementKind.ORDER,
            (Need.SIGNED_AGREEMENT, Need.DEPOSIT),
            id="an order stands for the papers",
        ),
    ],
)
def test_what_each_kind_of_agreement_needs(kind, needed):
    assert pieces(STRICT, [], None, kind=kind).needed == needed


def test_a_contract_that_is_asked_for_is_asked_once():
    needed = pieces(Rules(), [], None, kind=AgreementKind.CONTRACT).needed
    assert needed == (Need.SIGNED_AGREEMENT,)


def test_nothing_needed_is_formed_on_no_day():
    assert pieces(Rules(formation=Formation(needs=())), [], None).formed_on is None


@pytest.mark.parametrize(
    ("paper", "kind", "asked"),
    [
        ("signed_agreement", "convention", (Mark.STAMP, Mark.DATE)),
        ("signed_agreement", "contract", (Mark.DATE,)),
        ("signed_agreement", "order", ()),
        ("handed_over", "convention", (Mark.READ_AND_APPROVED,)),
        ("cancellation", "convention", ()),
    ],
)
def test_each_paper_is_asked_its_own_marks(paper, kind, asked):
    marks = (Mark.STAMP, Mark.DATE, Mark.READ_AND_APPROVED)
    rules = Rules(formation=Formation(marks=marks))
    assert asked_marks(rules, ReceiptKind(paper), AgreementKind(kind)) == asked


def test_marks_that_lack_are_named():
    receipt = Receipt(
        kind=ReceiptKind.SIGNED_TERMS, received_on=date(2026, 4, 1), marks=(Mark.DATE,)
    )
    assert missing_marks(STRICT, receipt) == (Mark.STAMP,)
    assert missing_marks(Rules(), receipt) == ()
    assert marks_words([Mark.DATE, Mark.STAMP]) == "cachet et date"


@pytest.mark.parametrize(
    ("rules", "day"),
    [
        pytest.param(STRICT, date(2026, 4, 16), id="fifteen days"),
        pytest.param(Rules(), None, id="no clause"),
        pytest.param(Rules(formation=Formation()), None, id="a clause without days"),
    ],
)
def test_until_when_papers_come_back(rules, day):
    assert return_by(rules, date(2026, 4, 1)) == day
