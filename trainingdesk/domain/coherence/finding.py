"""Two places of one file that contradict each other."""

from dataclasses import dataclass
from enum import StrEnum

from trainingdesk.domain.deadlines.duty import Place


class Level(StrEnum):
    """How grave a contradiction is.

    Red is what a funder refuses to pay for: names, SIRET, file numbers, dates, and hours claimed
    above hours proven. The rest is to be looked at: a trainer may adapt a programme.
    """

    RED = "red"
    AMBER = "amber"


@dataclass(frozen=True, slots=True)
class Side:
    """What one place says, in words, and where it is mended.

    `tab` is the sub-tab to bring to the front there, by its caption.
    """

    what: str
    value: str
    place: Place
    tab: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A contradiction: `rule` names it for programs, `sentence` tells it to people."""

    rule: str
    level: Level
    left: Side
    right: Side
    sentence: str
