"""Whether a client who cancels or postpones leaves money behind."""

from trainingdesk.domain.conditions.kinds import Base, LatePostponement
from trainingdesk.domain.conditions.rules import Postponement, Rules, Tier


def cancelling_costs(rules: Rules) -> bool:
    """Whether some notice of cancellation costs the client something."""
    return rules.cancellation is not None and any(map(_costs, rules.cancellation.tiers))


def postponing_costs(postponement: Postponement, rules: Rules) -> bool:
    """Whether a postponement may cost the client something."""
    return (
        postponement.keeps_deposit
        or postponement.too_late is LatePostponement.WHOLE_PRICE
        or cancelling_costs(rules)
    )


def keeps_deposit(rules: Rules) -> bool:
    """Whether the deposit, or a part of it, may stay with the office."""
    tiers = rules.cancellation.tiers if rules.cancellation else ()
    return any(tier.base is Base.DEPOSIT and _costs(tier) for tier in tiers) or (
        rules.postponement is not None and rules.postponement.keeps_deposit
    )


def _costs(tier: Tier) -> bool:
    return bool(tier.share) and tier.base is not Base.NONE
