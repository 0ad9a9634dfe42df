"""Values that one agreement changes for its client: «conditions particulières»."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from trainingdesk.domain.conditions.rules import RULES, Rules
from trainingdesk.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class SpecialTerms:
    """Single values, by the path of what they replace: `deposit.share`."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def applied_to(self, rules: Rules) -> Rules:
        """Return the rules as they hold for this agreement.

        Raises:
            RuleBroken: a value belongs to a clause that the rules do not have.
        """
        for path, value in self.values.items():
            section, _dot, name = path.partition(".")
            rule = getattr(rules, section) if section in RULES else None
            if rule is None or name not in rule.__dataclass_fields__:
                raise RuleBroken(
                    f"Les conditions de vente n’ont pas de valeur « {path} » à remplacer : "
                    "ajoutez d’abord la clause aux conditions de l’organisme.",
                    path,
                )
            rules = replace(rules, **{section: replace(rule, **{name: value})})
        return rules


NO_SPECIAL_TERMS = SpecialTerms()
