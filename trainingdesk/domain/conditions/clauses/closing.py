"""What the law supplies where the terms say nothing."""

from trainingdesk.domain.conditions.clauses import money
from trainingdesk.domain.conditions.clauses.before import LEGAL_WITHDRAWAL
from trainingdesk.domain.conditions.clauses.setting import INDIVIDUAL, Sentences, Setting
from trainingdesk.domain.conditions.rules import Late, Payment, Recovery

TITLE = "Ce que la loi prévoit"


def closing(setting: Setting) -> Sentences:
    """Return the law's own rules on what has no clause, and what no clause may change."""
    rules = setting.rules
    if rules.withdrawal is None:
        yield (
            f"{INDIVIDUAL} dispose, pour se rétracter sans avoir à se justifier, de "
            f"{LEGAL_WITHDRAWAL}. Aucune somme ne peut être exigée de lui avant la fin de ce délai "
            "(article L6353-6 du Code du travail)."
        )
    if rules.payment is None:
        yield from money.payment(Payment(), setting)
    if rules.late is None:
        yield from money.late(Late(), setting)
    if rules.recovery is None:
        yield from money.recovery(Recovery(), setting)
    if rules.force_majeure is None:
        yield (
            f"{INDIVIDUAL} et qu’un cas de force majeure reconnu empêche de la suivre ne doit que "
            "ce qui a été réalisé, au prorata de sa valeur (article L6353-7 du Code du travail)."
        )
    yield (
        "L’organisme rembourse ce qu’il a perçu pour une formation qu’il n’a pas réalisée (article "
        "L6354-1 du Code du travail). Les lois d’ordre public, et d’abord celles qui protègent le "
        "particulier et le consommateur, l’emportent sur les présentes conditions."
    )
