"""The rules of sale held against the law, each point with its article.

What is found is found from the values of the clauses. It is no opinion of a lawyer, and it never
claims to be complete.
"""

from trainingdesk.domain.conditions.conformity.consumers import consumer_findings
from trainingdesk.domain.conditions.conformity.finding import Finding, Level, worst
from trainingdesk.domain.conditions.conformity.house_rules import (
    discipline_findings,
    house_rules_findings,
)
from trainingdesk.domain.conditions.conformity.individuals import individual_findings
from trainingdesk.domain.conditions.conformity.professionals import professional_findings
from trainingdesk.domain.conditions.conformity.readings import reading_findings
from trainingdesk.domain.conditions.rules import Rules

__all__ = ["Finding", "Level", "findings", "house_rules_findings", "worst"]

_CHECKS = (
    individual_findings,
    professional_findings,
    discipline_findings,
    consumer_findings,
    reading_findings,
)
_ORDER = tuple(Level)


def findings(rules: Rules) -> tuple[Finding, ...]:
    """Return where the rules ask more or give less than the law, faults first."""
    found = [finding for check in _CHECKS for finding in check(rules)]
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.level)))
