"""Which letter a late payer gets next, and what is refused."""

from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.reminders import Delays, Level, NextStep, Sent, check, next_step

DUE = date(2026, 5, 30)
FIRST_ON = date(2026, 6, 7)


@pytest.mark.parametrize(
    ("last", "level", "on"),
    [
        pytest.param(None, Level.FIRST, date(2026, 6, 7), id="none yet"),
        pytest.param(Sent(Level.FIRST, FIRST_ON), Level.SECOND, date(2026, 6, 22), id="one"),
        pytest.param(
            Sent(Level.SECOND, date(2026, 6, 22)), Level.NOTICE, date(2026, 7, 7), id="two"
        ),
        pytest.param(Sent(Level.NOTICE, date(2026, 7, 7)), None, date(2026, 7, 15), id="all"),
    ],
)
def test_each_letter_follows_the_one_before_after_its_delay(last, level, on):
    assert next_step(DUE, last, Delays()) == NextStep(level, on)


@pytest.mark.parametrize(
    ("last", "level", "on", "why"),
    [
        pytest.param(None, Level.FIRST, DUE, "n’est pas en retard", id="the day it is due"),
        pytest.param(
            None, Level.SECOND, FIRST_ON, "pas encore eu de première relance", id="out of turn"
        ),
        pytest.param(
            Sent(Level.FIRST, FIRST_ON),
            Level.FIRST,
            date(2026, 6, 30),
            "rien n’est envoyé deux fois",
            id="twice",
        ),
        pytest.param(
            Sent(Level.FIRST, FIRST_ON),
            Level.NOTICE,
            date(2026, 6, 30),
            r"la suite est «\sSeconde relance\s»",
            id="one left out",
        ),
        pytest.param(
            Sent(Level.FIRST, FIRST_ON),
            Level.SECOND,
            date(2026, 6, 21),
            r"à partir du 22\sjuin\s2026",
            id="a day too early",
        ),
    ],
)
def test_a_letter_too_early_out_of_turn_or_twice_is_refused(last, level, on, why):
    with pytest.raises(RuleBroken, match=why):
        check("F-1", DUE, last, level=level, on=on, delays=Delays())


@pytest.mark.parametrize(
    ("last", "level", "on"),
    [
        pytest.param(None, Level.FIRST, date(2026, 5, 31), id="the first, the day it is late"),
        pytest.param(
            Sent(Level.FIRST, FIRST_ON), Level.SECOND, date(2026, 6, 22), id="in its time"
        ),
    ],
)
def test_a_letter_in_its_turn_may_leave(last, level, on):
    assert check("F-1", DUE, last, level=level, on=on, delays=Delays()) is None


@pytest.mark.parametrize("days", [0, 91])
def test_a_delay_leaves_a_day_and_not_a_season(days):
    with pytest.raises(RuleBroken, match="de 1 à 90"):
        Delays(notice=days).checked()
    assert Delays().checked() == Delays()
