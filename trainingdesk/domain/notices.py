"""Who has to be told that a session is not held as planned, and what is written to them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import long_date, typeset

TELLS = frozenset({SessionState.POSTPONED, SessionState.CANCELLED})
"""The states that everyone has to learn of."""


class Party(StrEnum):
    """What somebody has to do with a session."""

    CLIENT = "client"
    TRAINEE = "trainee"
    TRAINER = "trainer"
    FUNDER = "funder"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNotice:
    """That one of them was told; `state` is what was told, and one of the four ids says whom."""

    session_id: int
    state: SessionState
    enrolment_id: int | None = None
    client_id: int | None = None
    trainer_id: int | None = None
    funder_id: int | None = None
    told_on: date
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """Somebody who has to be told; `told_on` is `None` while nobody did.

    `by_letter` is set where a letter of the program told it: nothing is to be ticked then.
    """

    party: Party
    row_id: int
    name: str
    email: str = ""
    phone: str = ""
    told_on: date | None = None
    by_letter: bool = False


def message(
    title: str, state: SessionState, starts_on: date | None, new_start: date | None, sign: str
) -> str:
    """Return what an e-mail tells everyone alike, whoever they are."""
    when = f", prévue le {long_date(starts_on)}," if starts_on else ""
    if state is SessionState.CANCELLED:
        what, then = "est annulée", "Nous vous remercions de bien vouloir en prendre note."
    elif new_start is not None:
        what = f"est reportée au {long_date(new_start)}"
        then = "Merci de nous dire si cette nouvelle date vous convient."
    else:
        what = "est reportée à une date qui reste à fixer"
        then = "Nous revenons vers vous dès que la nouvelle date est connue."
    return typeset(
        f"Bonjour,\n\nLa session « {title} »{when} {what}.\n\n{then}\n\n"
        "Nous vous prions de nous excuser pour ce changement et restons à votre disposition.\n\n"
        f"{sign}\n"
    )
