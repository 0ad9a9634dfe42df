"""Inter or intra is proposed from who takes part and how it is priced."""

from decimal import Decimal

import pytest

from trainingdesk.domain.lines import Line, LineKind, Unit
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.domain.session_kinds import kind_of_offer, kind_of_session
from trainingdesk.domain.sessions import SessionKind

INTER, INTRA = SessionKind.INTER, SessionKind.INTRA
FIRM = Client(name="Scierie", kind=ClientKind.COMPANY, id=1)
TOWN = Client(name="Mairie", kind=ClientKind.PUBLIC_BODY, id=2)
PERSON = Client(name="Sow", kind=ClientKind.INDIVIDUAL, id=3)


@pytest.mark.parametrize(
    ("clients", "group", "kind"),
    [
        pytest.param([], None, INTER, id="nobody yet"),
        pytest.param([FIRM], None, INTRA, id="people of one firm"),
        pytest.param([FIRM, FIRM], None, INTRA, id="two people of one firm"),
        pytest.param([FIRM, TOWN], None, INTER, id="two houses"),
        pytest.param([PERSON], None, INTER, id="one person"),
        pytest.param([], Decimal(1800), INTRA, id="a price for the group"),
        pytest.param([], Decimal(0), INTER, id="no price for the group"),
    ],
)
def test_a_session_is_what_its_people_and_its_price_make_it(clients, group, kind):
    assert kind_of_session(clients, group) is kind


def line(quantity=1, unit=Unit.PERSON, **facts):
    return Line(
        label="Accueil",
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal(690),
        **({"kind": LineKind.TRAINING} | facts),
    )


@pytest.mark.parametrize(
    ("client", "lines", "session", "kind"),
    [
        pytest.param(FIRM, (), None, INTRA, id="a firm"),
        pytest.param(FIRM, (line(),), None, INTER, id="one seat"),
        pytest.param(FIRM, (line(6),), None, INTRA, id="six seats"),
        pytest.param(FIRM, (line(unit=Unit.GROUP),), None, INTRA, id="its group"),
        pytest.param(FIRM, (line(unit=Unit.DAY),), None, INTRA, id="a day"),
        pytest.param(FIRM, (line(), line(2)), None, INTRA, id="two trainings"),
        pytest.param(
            FIRM, (line(), line(kind=LineKind.MEALS)), None, INTER, id="a seat with its meals"
        ),
        pytest.param(FIRM, (line(), line(9, is_optional=True)), None, INTER, id="an option"),
        pytest.param(PERSON, (line(6),), None, INTER, id="a person"),
        pytest.param(None, (), None, INTER, id="nobody yet"),
        pytest.param(FIRM, (line(6),), INTER, INTER, id="for an inter there is"),
        pytest.param(PERSON, (), INTRA, INTRA, id="for an intra there is"),
    ],
)
def test_an_offer_is_what_its_client_and_its_seats_make_it(client, lines, session, kind):
    assert kind_of_offer(client, lines, session) is kind
