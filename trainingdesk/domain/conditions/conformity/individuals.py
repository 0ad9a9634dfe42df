"""What the law grants a person who pays for his own training, whatever the terms say."""

from collections.abc import Iterator
from decimal import Decimal

from trainingdesk.domain.conditions.conformity.finding import Finding, Level
from trainingdesk.domain.conditions.conformity.money_kept import postponing_costs
from trainingdesk.domain.conditions.kinds import (
    DepositMoment,
    ForceMajeureDue,
    IndividualDeposit,
    IndividualPayment,
    PaymentMoment,
    WithdrawalScope,
)
from trainingdesk.domain.conditions.rules import Deposit, Rules, Withdrawal
from trainingdesk.french import listed, percent, plural

MOST_FIRST_SHARE = Decimal("0.30")
"""The most that is paid when the withdrawal ends (L6353-6)."""
SIGNED_THERE_DAYS = 10
"""The withdrawal of every individual's contract (L6353-5)."""
DISTANCE_DAYS = 14
"""The withdrawal of a consumer at a distance or off premises (C. conso. L221-18)."""
DAY_HOURS = 24

_SCOPES = {
    WithdrawalScope.DISTANCE: "aux seuls contrats à distance",
    WithdrawalScope.WEB_ORDERS: "aux seules commandes passées sur le site",
}
_DEPOSIT_MOMENTS = {
    DepositMoment.WITH_PAPERS: "avec les papiers signés",
    DepositMoment.BEFORE_START: "avant le début de la formation",
}


def individual_findings(rules: Rules) -> Iterator[Finding]:
    """Find where the terms forget what an individual may not sign away (L6353-3 to L6353-7)."""
    yield from _withdrawal(rules.withdrawal)
    yield from _deposit(rules.deposit)
    yield from _prepayment(rules)
    yield from _force_majeure(rules)
    yield from _access(rules)


def _withdrawal(withdrawal: Withdrawal | None) -> Iterator[Finding]:
    if withdrawal is None:
        yield Finding(
            rule="withdrawal_missing",
            level=Level.FAULT,
            clause="withdrawal",
            article="L6353-5",
            found="aucune clause de rétractation",
            required=f"{SIGNED_THERE_DAYS} jours, {DISTANCE_DAYS} à distance",
            sentence=(
                "Tout particulier qui paie sa formation peut se rétracter pendant "
                f"{SIGNED_THERE_DAYS} jours après sa signature, {DISTANCE_DAYS} jours à distance "
                "ou hors de vos locaux ; vos conditions n’en disent rien."
            ),
            change=(
                "Ajoutez la clause « Droit de rétractation » : "
                f"{DISTANCE_DAYS} jours, pour tous les contrats."
            ),
        )
        return
    if withdrawal.scope is not WithdrawalScope.EVERY_CONTRACT:
        yield Finding(
            rule="withdrawal_scope",
            level=Level.FAULT,
            clause="withdrawal",
            article="L6353-5",
            found=f"rétractation accordée {_SCOPES[withdrawal.scope]}",
            required="tous les contrats des particuliers",
            sentence=(
                "Tout contrat d’un particulier ouvre un délai de rétractation de "
                f"{SIGNED_THERE_DAYS} jours, {DISTANCE_DAYS} à distance ou hors de vos locaux ; "
                f"vos conditions l’accordent {_SCOPES[withdrawal.scope]}."
            ),
            change="Dans « Droit de rétractation », choisissez tous les particuliers.",
        )
    if withdrawal.days < DISTANCE_DAYS:
        yield _short_withdrawal(withdrawal)


def _short_withdrawal(withdrawal: Withdrawal) -> Finding:
    everywhere = withdrawal.scope is WithdrawalScope.EVERY_CONTRACT
    is_short_everywhere = everywhere and withdrawal.days < SIGNED_THERE_DAYS
    found = plural(withdrawal.days, "jour")
    return Finding(
        rule="withdrawal_days",
        level=Level.FAULT,
        clause="withdrawal",
        article="L6353-5" if is_short_everywhere else "C. conso. L221-18",
        found=f"{found} de rétractation",
        required=(
            f"{SIGNED_THERE_DAYS} jours, {DISTANCE_DAYS} à distance"
            if is_short_everywhere
            else f"{DISTANCE_DAYS} jours à distance ou hors de vos locaux"
        ),
        sentence=(
            f"Un particulier a {SIGNED_THERE_DAYS} jours pour se rétracter, {DISTANCE_DAYS} si le "
            "contrat est conclu à distance ou hors de vos locaux ; "
            f"vos conditions ne lui donnent que {found}."
        ),
        change=f"Dans « Droit de rétractation », portez le délai à {DISTANCE_DAYS} jours.",
    )


def _deposit(deposit: Deposit | None) -> Iterator[Finding]:
    if deposit is None:
        return
    is_early = deposit.individuals is IndividualDeposit.AS_OTHERS
    is_high = deposit.share > MOST_FIRST_SHARE
    if not is_early and not is_high:
        return
    most = percent(MOST_FIRST_SHARE * 100)
    asked = percent(deposit.share * 100)
    found = f"{asked} {_DEPOSIT_MOMENTS[deposit.moment] if is_early else 'après la rétractation'}"
    changes = [
        "demandez-le aux particuliers après la rétractation" if is_early else "",
        f"ne leur demandez pas plus de {most} du prix" if is_high else "",
    ]
    yield Finding(
        rule="deposit_individual",
        level=Level.FAULT,
        clause="deposit",
        article="L6353-6",
        found=found,
        required=f"rien avant la fin de la rétractation, puis {most} au plus",
        sentence=(
            "Un particulier ne paie rien avant la fin de son délai de rétractation, et "
            f"{most} du prix au plus à ce moment ; vos conditions lui demandent {found}"
            + (", comme aux autres clients." if is_early else ".")
        ),
        change=f"Dans « Acompte », {listed([each for each in changes if each])}.",
    )


def _prepayment(rules: Rules) -> Iterator[Finding]:
    payment = rules.payment
    if payment is None or payment.individuals is IndividualPayment.STAGED:
        return
    most = percent(MOST_FIRST_SHARE * 100)
    required = f"{most} au plus, le reste au fil de la formation"
    change = "Dans « Conditions de paiement », échelonnez le paiement des particuliers."
    if payment.moment is PaymentMoment.BEFORE_START:
        yield Finding(
            rule="prepayment_individual",
            level=Level.FAULT,
            clause="payment",
            article="L6353-6",
            found="tout le prix avant le début de la formation",
            required=required,
            sentence=(
                f"Un particulier paie {most} du prix au plus à la fin de son délai de "
                "rétractation, et le reste au fil de la formation ; "
                "vos conditions lui demandent tout le prix avant le début."
            ),
            change=change,
        )
    elif payment.moment is not PaymentMoment.END_OF_TRAINING:
        yield Finding(
            rule="staging_individual",
            level=Level.ADVICE,
            clause="payment",
            article="L6353-6",
            found="un seul paiement, qui suit la facture",
            required=required,
            sentence=(
                f"Au-delà des {most} du début, un particulier paie au fil de la formation ; vos "
                "conditions laissent lui facturer tout le prix d’un coup, même avant la fin."
            ),
            change=change,
        )


def _force_majeure(rules: Rules) -> Iterator[Finding]:
    postponement = rules.postponement
    is_asked = (
        postponement is not None
        and postponement.even_in_force_majeure
        and postponing_costs(postponement, rules)
    )
    as_postponed = (
        rules.force_majeure is not None and rules.force_majeure.due is ForceMajeureDue.AS_POSTPONED
    )
    if not is_asked and not as_postponed:
        return
    yield Finding(
        rule="force_majeure_individual",
        level=Level.FAULT,
        clause="force_majeure" if as_postponed else "postponement",
        article="L6353-7",
        found="report payant même en cas de force majeure" if is_asked else "dû comme un report",
        required="seulement ce qui fut suivi, au prorata",
        sentence=(
            "Un particulier que la force majeure empêche de suivre sa formation ne doit que ce "
            "qui fut effectivement dispensé, au prorata du prix ; vos conditions lui appliquent "
            "les règles du report."
        ),
        change=(
            "Prévoyez « ce qui fut suivi, au prorata » dans « Force majeure »"
            + (
                ", et dans « Report à la demande du client », retirez la force majeure."
                if is_asked
                else "."
            )
        ),
    )


def _access(rules: Rules) -> Iterator[Finding]:
    elearning = rules.elearning
    if elearning is None or elearning.access_hours is None or elearning.express_request:
        return
    days = max(DISTANCE_DAYS, rules.withdrawal.days if rules.withdrawal else 0)
    if elearning.access_hours >= days * DAY_HOURS:
        return
    found = f"accès sous {plural(elearning.access_hours, 'heure')}"
    yield Finding(
        rule="access_in_withdrawal",
        level=Level.FAULT,
        clause="elearning",
        article="C. conso. L221-25",
        found=found,
        required=f"une demande expresse pendant les {days} jours de rétractation",
        sentence=(
            "Une formation à distance ne commence pendant la rétractation d’un particulier que "
            f"s’il l’a expressément demandé ; vos conditions ouvrent l’{found}, dans les "
            f"{days} jours, sans cette demande."
        ),
        change=(
            "Dans « Formation en ligne », faites attendre une demande expresse du particulier, "
            "et recueillez-la par écrit."
        ),
    )
