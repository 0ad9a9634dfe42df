"""The clauses that a client reads, written from the values of the rules.

What is computed and what is printed come from the same values: a clause that changes changes both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from trainingdesk.domain.conditions.clauses import around, before, money, trainings, unplanned
from trainingdesk.domain.conditions.clauses.closing import TITLE as CLOSING
from trainingdesk.domain.conditions.clauses.closing import closing
from trainingdesk.domain.conditions.clauses.setting import ITEM, Sentences, Setting
from trainingdesk.domain.conditions.clauses.titles import TITLES, heading, present
from trainingdesk.domain.conditions.clauses.trainings import sanction_words
from trainingdesk.domain.conditions.rules import Rules
from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import typeset

__all__ = ["ITEM", "TITLES", "Clause", "clause_text", "clauses", "heading", "sanction_words"]

LONGEST_PARAGRAPH = 280
"""Characters of a paragraph that several sentences share: three lines of a page."""

_WRITERS: Mapping[str, Callable[[Any, Setting], Sentences]] = MappingProxyType(
    {
        "offer": before.offer,
        "formation": before.formation,
        "modification": before.modification,
        "withdrawal": before.withdrawal,
        "deposit": money.deposit,
        "payment": money.payment,
        "funder": money.funder,
        "late": money.late,
        "recovery": money.recovery,
        "suspension": money.suspension,
        "cancellation": unplanned.cancellation,
        "postponement": unplanned.postponement,
        "substitution": unplanned.substitution,
        "absence": unplanned.absence,
        "interruption": unplanned.interruption,
        "force_majeure": unplanned.force_majeure,
        "office_cancellation": unplanned.office_cancellation,
        "intra": unplanned.intra,
        "capacity": unplanned.capacity,
        "hours": trainings.hours,
        "sendings": trainings.sendings,
        "completion": trainings.completion,
        "elearning": trainings.elearning,
        "discipline": trainings.discipline,
        "recording": trainings.recording,
        "reserves": around.reserves,
        "liability": around.liability,
        "client_duties": around.client_duties,
        "publicity": around.publicity,
        "solicitation": around.solicitation,
        "termination": around.termination,
        "personal_data": around.personal_data,
        "disputes": around.disputes,
    }
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered clause; `rule` is empty for what the law says by itself.

    A paragraph that begins with `ITEM` is an entry of a list.
    """

    rule: str
    number: int
    title: str
    paragraphs: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Its number and title, as printed: «11. Annulation par le client»."""
        return f"{self.number}. {self.title}"


def clauses(rules: Rules, organisation: Organisation | None = None) -> tuple[Clause, ...]:
    """Return the general terms of an office; what the law supplies comes last."""
    found = present(rules)
    texts = [
        Clause(rule, number, TITLES[rule], clause_text(rule, rules, organisation))
        for number, rule in enumerate(found, 1)
    ]
    law = _said(closing(Setting(rules, organisation)))
    return (*texts, Clause("", len(found) + 1, CLOSING, law))


def clause_text(
    rule: str, rules: Rules, organisation: Organisation | None = None
) -> tuple[str, ...]:
    """Return the paragraphs of one rule's clause; none where the rules do not have it."""
    values = getattr(rules, rule)
    if values is None:
        return ()
    return _said(_WRITERS[rule](values, Setting(rules, organisation)))


def _said(sentences: Sentences) -> tuple[str, ...]:
    """Return the paragraphs; short sentences that follow one another share one."""
    paragraphs: list[str] = []
    for sentence in filter(None, sentences):
        words = typeset(sentence)
        before = paragraphs[-1] if paragraphs else ITEM
        apart = before.startswith(ITEM) or words.startswith(ITEM) or words.endswith(":")
        if apart or len(before) + len(words) > LONGEST_PARAGRAPH:
            paragraphs.append(words)
        else:
            paragraphs[-1] = f"{before} {words}"
    return tuple(paragraphs)
