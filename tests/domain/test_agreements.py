"""Convention or contract, from draft to signature."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.agreements import Agreement, AgreementKind, AgreementState, kind_for
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.domain.withdrawal import SignedWhere, WithdrawalPeriod

DAY = date(2026, 6, 5)
DRAFT = Agreement(kind=AgreementKind.CONTRACT, session_id=1, client_id=1, number="CT-2026-0001")
SENT = DRAFT.send(DAY)
SIGNED = SENT.sign(DAY, "Zoé Lefèvre", DAY)


@pytest.mark.parametrize("kind", ClientKind)
def test_only_a_person_who_pays_signs_a_contract(kind):
    expected = AgreementKind.CONTRACT if kind == "individual" else AgreementKind.CONVENTION
    assert kind_for(Client(name="x", kind=kind)) is expected


def test_the_price_agreed_leaves_options_out():
    line = Line(label="x", unit_price=D("950.00"))
    priced = replace(DRAFT, lines=(line, replace(line, is_optional=True)))
    assert priced.totals.total_ttc == D("950.00")


def test_it_is_sent_then_signed():
    assert (SENT.state, SENT.sent_on) == (AgreementState.SENT, DAY)
    assert (SIGNED.state, SIGNED.signed_on, SIGNED.signed_by) == (
        AgreementState.SIGNED,
        DAY,
        "Zoé Lefèvre",
    )


def test_sending_again_keeps_the_first_day():
    assert SENT.send(date(2026, 6, 9)).sent_on == DAY


@pytest.mark.parametrize(
    ("act", "said", "field"),
    [
        pytest.param(lambda: SIGNED.send(DAY), "signature", None, id="signed already"),
        pytest.param(lambda: DRAFT.sign(DAY, "x", DAY), "envoi", None, id="not sent yet"),
        pytest.param(lambda: SIGNED.sign(DAY, "x", DAY), "envoi", None, id="signed twice"),
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
    assert agreement.withdrawal == period


@pytest.mark.parametrize(
    ("agreement", "name"),
    [
        (DRAFT, "Contrat CT-2026-0001"),
        (replace(DRAFT, kind=AgreementKind.CONVENTION, number=""), "Convention"),
    ],
)
def test_what_people_call_it(agreement, name):
    assert agreement.name == name
