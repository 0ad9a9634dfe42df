"""What everyone is told of a session that is not held as planned."""

from datetime import date

import pytest

from trainingdesk.domain.notices import message
from trainingdesk.domain.sessions import SessionState

FIRST = date(2026, 5, 18)


@pytest.mark.parametrize(
    ("state", "starts", "new_start", "said"),
    [
        pytest.param(
            SessionState.CANCELLED,
            FIRST,
            None,
            "La session « Accueil », prévue le 18 mai 2026, est annulée.",
            id="cancelled",
        ),
        pytest.param(
            SessionState.POSTPONED,
            FIRST,
            date(2026, 6, 8),
            "La session « Accueil », prévue le 18 mai 2026, est reportée au 8 juin 2026.",
            id="to a day",
        ),
        pytest.param(
            SessionState.POSTPONED,
            None,
            None,
            "La session « Accueil » est reportée à une date qui reste à fixer.",
            id="to no day yet",
        ),
    ],
)
def test_the_message_says_what_becomes_of_the_session(state, starts, new_start, said):
    words = message("Accueil", state, starts, new_start, "Inès Roux").replace("\xa0", " ")
    assert said in words.replace("\u202f", " ")
    assert words.endswith("Inès Roux\n")
