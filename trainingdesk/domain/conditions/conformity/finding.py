"""What the law says of a clause: the article, the figures, what is wrong and what to change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave a finding is; the gravest comes first."""

    FAULT = "fault"
    """The terms ask more, or give less, than the law allows."""
    ADVICE = "advice"
    """The terms may be challenged, or be misread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One point where the terms meet the law.

    `rule` names the check and `clause` the rule of sale that it belongs to. `found` and `required`
    are short texts with the figures, `sentence` says what the law asks and what is wrong, `change`
    what to change and where.
    """

    rule: str
    level: Level
    clause: str
    article: str
    found: str
    required: str
    sentence: str
    change: str


def worst(findings: Iterable[Finding]) -> Mapping[str, Level]:
    """Return the gravest level found in each clause, clauses without finding left out."""
    levels: dict[str, Level] = {}
    for finding in findings:
        if levels.get(finding.clause) is not Level.FAULT:
            levels[finding.clause] = finding.level
    return levels
