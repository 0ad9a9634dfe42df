"""What the commercial code asks of terms between professionals: delay, interest and indemnity."""

from collections.abc import Iterator
from decimal import Decimal

from trainingdesk.domain.conditions.conformity.finding import Finding, Level
from trainingdesk.domain.conditions.in_words import late_words
from trainingdesk.domain.conditions.kinds import LateReference, PaymentMoment, RecoveryScope
from trainingdesk.domain.conditions.rules import STATUTORY, Late, Recovery, Rules
from trainingdesk.french import euros, number, plural

LEAST_MULTIPLE = Decimal(3)
"""The least rate of late interest, in legal rates (C. com. L441-10, II)."""
LEAST_RECOVERY = Decimal(40)
"""Euros for each invoice paid late (C. com. D441-5)."""
MOST_DAYS = 60
"""The longest delay from the invoice (C. com. L441-10, I)."""
LATE_ARTICLE = "L441-10"


def professional_findings(rules: Rules) -> Iterator[Finding]:
    """Find where the terms leave what professionals owe one another (C. com. L441-10)."""
    yield from _payment_term(rules)
    if rules.late is not None:
        yield from _late(rules, rules.late)
    elif rules.payment is not None:
        yield _late_missing()
    if rules.recovery is not None:
        yield from _recovery(rules.recovery)
    elif rules.payment is not None or rules.late is not None:
        yield _recovery_missing()


def _payment_term(rules: Rules) -> Iterator[Finding]:
    payment = rules.payment
    if (
        payment is None
        or payment.moment is not PaymentMoment.AFTER_INVOICE
        or payment.days <= MOST_DAYS
    ):
        return
    found = plural(payment.days, "jour")
    yield Finding(
        rule="payment_term",
        level=Level.FAULT,
        clause="payment",
        article=LATE_ARTICLE,
        found=f"{found} après la facture",
        required=f"{MOST_DAYS} jours au plus",
        sentence=(
            f"Entre professionnels, une facture se paie {MOST_DAYS} jours au plus après sa date ; "
            f"vos conditions laissent {found}."
        ),
        change=f"Dans « Conditions de paiement », ramenez le délai à {MOST_DAYS} jours au plus.",
    )


def _late(rules: Rules, late: Late) -> Iterator[Finding]:
    if max(late.floor_multiple or Decimal(0), _legal_multiple(late)) >= LEAST_MULTIPLE:
        return
    if _is_the_law_s_own(late):
        return
    least = f"{number(LEAST_MULTIPLE)} fois le taux légal"
    is_proven = not late.points and (late.reference is LateReference.LEGAL or not late.multiple)
    yield Finding(
        rule="late_rate",
        level=Level.FAULT if is_proven else Level.ADVICE,
        clause="late",
        article=LATE_ARTICLE,
        found=_proven_rate(late) if is_proven else late_words(rules),
        required=f"{least} au moins",
        sentence=(
            f"Les pénalités de retard ne peuvent être inférieures à {least} ; "
            + (
                f"vos conditions prévoient {_proven_rate(late)}."
                if is_proven
                else "le taux de vos conditions peut descendre au-dessous, selon le semestre."
            )
        ),
        change=(
            f"Dans « Pénalités de retard », choisissez {least} au moins, ou le taux de la Banque "
            "centrale européenne majoré de 10 points"
            + ("." if is_proven else f", ou ajoutez un plancher de {least}.")
        ),
    )


def _legal_multiple(late: Late) -> Decimal:
    """Return how many legal rates the clause asks at least, points aside."""
    return late.multiple if late.reference is LateReference.LEGAL else Decimal(0)


def _proven_rate(late: Late) -> str:
    times = max(_legal_multiple(late), late.floor_multiple or Decimal(0))
    return f"{number(times)} fois le taux légal" if times else "un taux nul"


def _is_the_law_s_own(late: Late) -> bool:
    """Whether the rate is at least the one that holds without any clause."""
    own = STATUTORY.late or Late()
    return (
        late.reference is own.reference
        and late.multiple >= own.multiple
        and late.points >= own.points
    )


def _late_missing() -> Finding:
    return Finding(
        rule="late_rate_missing",
        level=Level.FAULT,
        clause="late",
        article=LATE_ARTICLE,
        found="aucun taux de pénalités de retard",
        required=f"un taux, {number(LEAST_MULTIPLE)} fois le taux légal au moins",
        sentence=(
            "Des conditions de paiement indiquent le taux des pénalités de retard ; "
            "les vôtres n’en disent rien."
        ),
        change=(
            "Ajoutez la clause « Pénalités de retard » : sans elle, le taux de la Banque centrale "
            "européenne majoré de 10 points s’applique."
        ),
    )


def _recovery(recovery: Recovery) -> Iterator[Finding]:
    if recovery.scope is not RecoveryScope.PROFESSIONALS:
        yield Finding(
            rule="recovery_indemnity_scope",
            level=Level.FAULT,
            clause="recovery",
            article=LATE_ARTICLE,
            found="due par les seules personnes morales",
            required="due par tout professionnel",
            sentence=(
                "L’indemnité de recouvrement est due par tout professionnel qui paie en retard ; "
                "vos conditions ne la demandent qu’aux personnes morales."
            ),
            change="Dans « Indemnité de recouvrement », choisissez tout professionnel.",
        )
    if recovery.amount < LEAST_RECOVERY:
        yield Finding(
            rule="recovery_indemnity",
            level=Level.FAULT,
            clause="recovery",
            article="D441-5",
            found=f"{euros(recovery.amount)} par facture",
            required=f"{euros(LEAST_RECOVERY)} par facture",
            sentence=(
                "L’indemnité de recouvrement est fixée à "
                f"{euros(LEAST_RECOVERY)} par facture payée en retard ; "
                f"vos conditions ne prévoient que {euros(recovery.amount)}."
            ),
            change=f"Dans « Indemnité de recouvrement », inscrivez {euros(LEAST_RECOVERY)}.",
        )


def _recovery_missing() -> Finding:
    return Finding(
        rule="recovery_indemnity",
        level=Level.FAULT,
        clause="recovery",
        article=LATE_ARTICLE,
        found="indemnité de recouvrement absente",
        required=f"{euros(LEAST_RECOVERY)} par facture",
        sentence=(
            "Des conditions de paiement indiquent l’indemnité de recouvrement de "
            f"{euros(LEAST_RECOVERY)} due par tout professionnel en retard ; "
            "les vôtres n’en disent rien."
        ),
        change=f"Ajoutez la clause « Indemnité de recouvrement » : {euros(LEAST_RECOVERY)}.",
    )
