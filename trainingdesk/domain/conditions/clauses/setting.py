"""What a clause is written with besides its own values, and words that several clauses share."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from trainingdesk.domain.conditions.clauses.titles import heading
from trainingdesk.domain.conditions.kinds import DayUnit
from trainingdesk.domain.conditions.rules import Rules
from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import percent

ITEM = "- "
"""What an entry of a list begins with, as in Markdown."""

INDIVIDUAL = "Le particulier qui finance lui-même sa formation"
"""Whom articles L6353-3 to L6353-7 protect."""

ONE_DAY, MANY_DAYS = "jour calendaire", "jours calendaires"

UNITS = {
    DayUnit.CALENDAR: ("jours calendaires", "tous les jours"),
    DayUnit.MON_SAT: ("jours ouvrables", "tous les jours sauf les dimanches et les jours fériés"),
    DayUnit.MON_FRI: ("jours ouvrés", "les jours du lundi au vendredi, sauf les jours fériés"),
}
"""How days are counted: the name of the unit, and which days it holds."""

Sentences = Iterable[str]
"""The paragraphs of a clause; empty ones are left out."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The rules that a clause stands among, and the office that prints them, where it is known."""

    rules: Rules
    office: Organisation | None = None

    def see(self, rule: str, otherwise: str) -> str:
        """Return «la clause « 11. Annulation par le client »», or other words without it."""
        found = heading(self.rules, rule)
        return f"la clause « {found} »" if found else otherwise


def share_words(share: Decimal) -> str:
    """Return a share as a percentage."""
    return percent(share * 100)


def counted(unit: DayUnit) -> str:
    """Return how a notice is counted up to the start of a training."""
    name, days = UNITS[unit]
    return (
        f"Le préavis est compté en {name}, c’est-à-dire {days} : le jour de la réception n’est pas "
        "compté, celui du début de la formation l’est."
    )
