"""Which letter tells a decision to the client."""

from trainingdesk.domain.settlements import SettlementKind

_LETTERS = {
    SettlementKind.POSTPONEMENT: "postponement",
    SettlementKind.TERMINATION: "termination",
}


def letter_of(kind: SettlementKind) -> str:
    """Return the key of the paper.

    >>> letter_of(SettlementKind.POSTPONEMENT)
    'postponement'
    """
    return _LETTERS.get(kind, "cancellation_acknowledgement")
