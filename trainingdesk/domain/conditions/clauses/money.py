"""Clauses of what is paid, when, by whom, and what lateness costs."""

from trainingdesk.domain.conditions.clauses.setting import (
    INDIVIDUAL,
    UNITS,
    Sentences,
    Setting,
    share_words,
)
from trainingdesk.domain.conditions.in_words import payment_words
from trainingdesk.domain.conditions.kinds import (
    DepositMoment,
    IndividualDeposit,
    IndividualPayment,
    LateReference,
    RecoveryScope,
    ReferenceDay,
)
from trainingdesk.domain.conditions.rules import (
    Deposit,
    FunderTerms,
    Late,
    Payment,
    Recovery,
    Rules,
    Suspension,
)
from trainingdesk.domain.notice import notice_words
from trainingdesk.french import euros, number, plural

_REFERENCES = {
    LateReference.ECB: "taux de refinancement de la Banque centrale européenne",
    LateReference.LEGAL: "taux de l’intérêt légal",
}
_READ_ON = {
    ReferenceDay.JANUARY: "en vigueur le 1er janvier de l’année",
    ReferenceDay.HALF_YEAR: "en vigueur le premier jour du semestre",
}
_DEBTORS = {
    RecoveryScope.PROFESSIONALS: "Tout professionnel",
    RecoveryScope.LEGAL_PERSONS: "Toute personne morale",
}


def deposit(rule: Deposit, _setting: Setting) -> Sentences:
    """Return what is paid first."""
    yield (
        f"Un acompte de {share_words(rule.share)} du prix {rule.base.upper()} est versé "
        f"{_deposit_moment(rule)}. Il vient en déduction du prix."
    )
    if rule.individuals is IndividualDeposit.AFTER_WITHDRAWAL:
        yield (
            f"{INDIVIDUAL} ne verse rien avant la fin du délai de rétractation ; l’acompte lui est "
            "alors demandé, dans la limite de 30 % du prix (article L6353-6 du Code du travail)."
        )
    else:
        yield (
            "Cet acompte est aussi demandé au particulier qui finance lui-même sa formation, aux "
            "dates et dans la limite que fixe l’article L6353-6 du Code du travail, qui l’emporte."
        )


def _deposit_moment(rule: Deposit) -> str:
    if rule.moment is DepositMoment.WITH_PAPERS:
        return "avec les documents signés"
    if rule.days_before:
        return f"au plus tard {plural(rule.days_before, 'jour')} avant le début de la formation"
    return "avant le début de la formation"


def payment(rule: Payment, setting: Setting) -> Sentences:
    """Return when the price falls due."""
    what = "Le solde du prix" if setting.rules.deposit else "Le prix"
    when = payment_words(Rules(payment=rule))
    yield (f"{what} est payable {when}. Aucun escompte n’est accordé pour un paiement anticipé.")
    if rule.instalments:
        yield (
            "Un échelonnement peut être convenu à titre exceptionnel, par écrit et avant le début "
            "de la formation."
        )
    if rule.individuals is IndividualPayment.STAGED:
        yield (
            f"{INDIVIDUAL} paie 30 % du prix au plus à la fin du délai de rétractation, puis le "
            "solde au fur et à mesure du déroulement de la formation (article L6353-6 du Code du "
            "travail)."
        )
    else:
        yield (
            f"{INDIVIDUAL} paie de même, sous réserve de l’article L6353-6 du Code du travail, qui "
            "l’emporte : rien avant la fin du délai de rétractation, 30 % du prix au plus à son "
            "terme, puis le solde au fur et à mesure de la formation."
        )


def funder(rule: FunderTerms, _setting: Setting) -> Sentences:
    """Return what happens when a funder pays in the client's place."""
    when = "avant le début de la formation" if rule.asked_before_start else "lui-même"
    yield (
        "Le client qui souhaite qu’un opérateur de compétences (OPCO) ou un autre financeur paie "
        f"tout ou partie du prix en fait la demande {when} et remet l’accord obtenu à l’organisme."
    )
    if rule.named_on_agreement:
        yield (
            "Le financeur, le numéro de dossier et le montant accordé sont inscrits dans la "
            "convention."
        )
    if rule.answer_notice is not None:
        yield (
            "L’accord du financeur parvient à l’organisme au plus tard "
            f"{notice_words(rule.answer_notice, rule.answer_unit)} avant le début de la "
            "formation ; à défaut, le prix entier est facturé au client. Les "
            f"{' sont '.join(UNITS[rule.answer_unit])}."
        )
    if rule.rest_to_client:
        yield "Si la prise en charge est partielle, le reste est facturé au client."
    if rule.unpaid_months is not None:
        yield (
            f"Ce que le financeur n’a pas réglé {plural(rule.unpaid_months, 'mois', 'mois')} "
            "après la fin de la formation est facturé au client, et la facture adressée au "
            "financeur fait l’objet d’un avoir du même montant."
        )


def late(rule: Late, _setting: Setting) -> Sentences:
    """Return the interest on what is paid late (C. com. L441-10, II)."""
    yield (
        "Toute somme impayée à l’échéance porte de plein droit, sans rappel, des pénalités de "
        "retard, du lendemain de l’échéance au jour du paiement (article L441-10 du Code de "
        f"commerce). Leur taux annuel est {_rate(rule)}{_floor(rule)}."
    )
    yield (
        "Elles sont calculées par jour de retard, sur le montant TTC impayé et une année de "
        "365 jours. Le consommateur ne doit que l’intérêt au taux légal, à compter d’une mise en "
        "demeure (article 1231-6 du Code civil)."
    )


def _rate(rule: Late) -> str:
    reference = f"{_REFERENCES[rule.reference]} {_READ_ON[rule.read_on]} du jour de retard"
    rate = f"le {reference}"
    if rule.multiple != 1:
        rate = f"de {number(rule.multiple)} fois le {reference}"
    points = plural(rule.points, "point")
    return f"{rate}, majoré de {points} de pourcentage" if rule.points else rate


def _floor(rule: Late) -> str:
    if rule.floor_multiple is None:
        return ""
    return (
        f", sans être inférieur à {number(rule.floor_multiple)} fois le taux de l’intérêt légal du "
        "semestre"
    )


def recovery(rule: Recovery, _setting: Setting) -> Sentences:
    """Return the indemnity for each invoice paid late (C. com. L441-10, D441-5)."""
    also = (
        " Selon ces articles, tout autre professionnel la doit de même."
        if rule.scope is RecoveryScope.LEGAL_PERSONS
        else ""
    )
    yield (
        f"{_DEBTORS[rule.scope]} en retard de paiement doit en outre, de plein droit et pour "
        f"chaque facture, une indemnité forfaitaire de {euros(rule.amount)} pour frais de "
        "recouvrement (articles L441-10 et D441-5 du Code de commerce) ; un complément peut être "
        f"demandé sur justificatifs.{also} Un consommateur ne la doit jamais."
    )


def suspension(rule: Suspension, _setting: Setting) -> Sentences:
    """Return why trainings may be suspended."""
    reasons = [
        words
        for words, holds in (
            ("qu’une facture échue est impayée, même en partie", rule.unpaid_invoice),
            (
                "que les documents signés ou l’acompte ne lui sont pas parvenus dans les délais",
                rule.missing_papers,
            ),
        )
        if holds
    ]
    if not reasons:
        yield "L’organisme ne suspend pas les formations commandées."
        return
    yield (
        f"Tant {', ou '.join(reasons)}, l’organisme peut, après l’avoir écrit au client, suspendre "
        "ses formations en cours et à venir."
    )
