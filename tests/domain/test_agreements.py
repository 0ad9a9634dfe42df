"""Convention or contract, from draft to signature."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.agreements import Agreement, AgreementKind, AgreementState, kind_for
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line
from trainingdesk.domain.parties import Client, ClientKind, FunderKind
from trainingdesk.domain.withdrawal import SignedWhere, WithdrawalPeriod

DAY = date(2026, 6, 5)
LATER = date(2026, 6, 20)
DRAFT = Agreement(kind=AgreementKind.CONTRACT, session_id=1, client_id=1, number="CT-2026-0001")
SENT = DRAFT.send(DAY)
SIGNED = SENT.sign(DAY, "Zoé Lefèvre", DAY)
FORMED = SIGNED.formed(DAY)


@pytest.mark.parametrize(
    ("kind", "funders", "expected"),
    [
        pytest.param("company", (), AgreementKind.CONVENTION, id="a firm"),
        pytest.param("public_body", (FunderKind.STATE,), AgreementKind.CONVENTION, id="a town"),
        pytest.param("training_office", (), AgreementKind.ORDER, id="another office"),
        pytest.param("individual", (), AgreementKind.CONTRACT, id="a person who pays"),
        pytest.param("individual", (FunderKind.CDC,), AgreementKind.CPF, id="by his account"),
        pytest.param(
            "individual",
            (FunderKind.SELF_EMPLOYED_FUND,),
            AgreementKind.CONVENTION,
            id="a self-employed with a fund",
        ),
        pytest.param("individual", (FunderKind.REGION,), AgreementKind.CONTRACT, id="with help"),
    ],
)
def test_what_the_law_asks_to_be_signed(kind, funders, expected):
    assert kind_for(Client(name="x", kind=ClientKind(kind)), funders) is expected


def test_the_price_agreed_leaves_options_out():
    line = Line(label="x", unit_price=D("950.00"))
    priced = replace(DRAFT, lines=(line, replace(line, is_optional=True)))
    assert priced.totals.total_ttc == D("950.00")


def test_it_is_sent_then_signed():
    assert (SENT.state, SENT.sent_on) == (AgreementState.SENT, DAY)
    assert (SIGNED.state, SIGNED.signed_on, SIGNED.signed_by) == (
        AgreementState.SENT,
        DAY,
        "Zoé Lefèvre",
    )


def test_sending_again_keeps_the_first_day():
    assert SENT.send(date(2026, 6, 9)).sent_on == DAY


@pytest.mark.parametrize(
    ("act", "said", "field"),
    [
        pytest.param(lambda: FORMED.send(DAY), "signature", None, id="formed already"),
        pytest.param(lambda: DRAFT.sign(DAY, "x", DAY), "envoi", None, id="not sent yet"),
        pytest.param(lambda: SIGNED.sign(DAY, "x", DAY), "déjà notée", None, id="signed twice"),
        pytest.param(
            lambda: SENT.sign(date(2026, 6, 6), "x", DAY),
            "6.juin.2026. est dans le futur",
            "signed_on",
            id="signed tomorrow",
        ),
    ],
)
def test_what_cannot_be_noted(act, said, field):
    with pytest.raises(RuleBroken, match=said) as refused:
        act()
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("agreement", "period"),
    [
        pytest.param(SENT, None, id="not signed"),
        pytest.param(replace(SIGNED, kind=AgreementKind.CONVENTION), None, id="a convention"),
        pytest.param(SIGNED, WithdrawalPeriod(14, date(2026, 6, 19)), id="at a distance"),
        pytest.param(
            replace(SIGNED, signed_where=SignedWhere.PREMISES),
            WithdrawalPeriod(10, date(2026, 6, 15)),
            id="on the premises",
        ),
    ],
)
def test_the_withdrawal_that_a_signature_opens(agreement, period):
    assert agreement.withdrawal(Rules()) == period


def test_an_order_comes_signed_and_was_never_sent():
    order = replace(DRAFT, kind=AgreementKind.ORDER).sign(DAY, "Institut Delta", DAY)
    assert (order.state, order.signed_on, order.sent_on) == (AgreementState.SENT, DAY, None)


def test_it_is_formed_by_its_last_piece_and_waits_again_without_it():
    assert (FORMED.state, FORMED.formed_on) == (AgreementState.FORMED, DAY)
    assert FORMED.formed(None) == SIGNED
    assert DRAFT.formed(DAY) == DRAFT


@pytest.mark.parametrize(
    "before", [pytest.param(SENT, id="sent"), pytest.param(FORMED, id="formed")]
)
def test_what_ended_is_taken_back_as_it_was(before):
    ended = before.ended(AgreementState.CANCELLED, LATER)
    assert (ended.state, ended.ended_on) == (AgreementState.CANCELLED, LATER)
    assert ended.resumed() == before


@pytest.mark.parametrize(
    ("act", "said"),
    [
        pytest.param(
            lambda: DRAFT.ended(AgreementState.DONE, DAY), "se supprime", id="a draft ends"
        ),
        pytest.param(
            lambda: FORMED.ended(AgreementState.DONE, DAY).ended(AgreementState.DONE, DAY),
            "plus rien à annuler",
            id="ended twice",
        ),
        pytest.param(FORMED.resumed, "n’est ni annulé", id="what goes on resumes"),
        pytest.param(lambda: DRAFT.suspended(DAY), "à venir ou en cours", id="a draft pauses"),
    ],
)
def test_what_cannot_become_of_it(act, said):
    with pytest.raises(RuleBroken, match=said):
        act()


def test_a_training_is_suspended_and_goes_on():
    assert FORMED.suspended(LATER).suspended_on == LATER
    assert FORMED.suspended(LATER).suspended(None) == FORMED


def test_what_happens_to_a_paper_is_not_in_it():
    assert FORMED.suspended(LATER).unsigned() == DRAFT


@pytest.mark.parametrize(
    ("state", "open_", "binds", "over"),
    [
        ("draft", True, False, False),
        ("sent", True, False, False),
        ("formed", False, True, False),
        ("done", False, True, False),
        ("cancelled", False, False, True),
        ("postponed", False, False, True),
        ("terminated", False, False, True),
    ],
)
def test_what_a_state_means(state, open_, binds, over):
    known = AgreementState(state)
    assert (known.is_open, known.binds, known.is_over) == (open_, binds, over)


@pytest.mark.parametrize(
    ("kind", "asks_nothing_first", "is_printed"),
    [
        ("convention", False, True),
        ("contract", True, True),
        ("order", False, False),
        ("cpf", True, False),
    ],
)
def test_what_a_kind_means(kind, asks_nothing_first, is_printed):
    known = AgreementKind(kind)
    assert (known.asks_nothing_first, known.is_printed) == (asks_nothing_first, is_printed)


@pytest.mark.parametrize(
    ("agreement", "name"),
    [
        (DRAFT, "Contrat CT-2026-0001"),
        (replace(DRAFT, kind=AgreementKind.CONVENTION, number=""), "Convention"),
    ],
)
def test_what_people_call_it(agreement, name):
    assert agreement.name == name
