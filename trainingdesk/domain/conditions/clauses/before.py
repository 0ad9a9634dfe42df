"""Clauses of what comes before the agreement."""

from trainingdesk.domain.conditions.clauses.setting import INDIVIDUAL, Sentences, Setting
from trainingdesk.domain.conditions.kinds import Mark, Need, WithdrawalScope
from trainingdesk.domain.conditions.rules import Formation, Modification, Offer, Withdrawal
from trainingdesk.french import listed, plural

_NEEDS = {
    Need.SIGNED_PROPOSAL: "la proposition signée",
    Need.SIGNED_TERMS: "les présentes conditions générales signées",
    Need.SIGNED_AGREEMENT: "la convention ou le contrat signé",
    Need.DEPOSIT: "l’acompte",
}
_MARKS = {
    Mark.INITIALS: "le paraphe du client sur chaque page",
    Mark.STAMP: "le cachet du client",
    Mark.HANDWRITTEN_ACCEPTANCE: "la mention manuscrite « Bon pour accord »",
    Mark.DATE: "la date",
    Mark.READ_AND_APPROVED: "la mention « Lu et approuvé »",
}
_SCOPES = {
    WithdrawalScope.EVERY_CONTRACT: "où et de quelque façon qu’il ait été conclu",
    WithdrawalScope.DISTANCE: "lorsqu’il a été conclu à distance",
    WithdrawalScope.WEB_ORDERS: "lorsqu’il a commandé sur le site de l’organisme",
}

LEGAL_WITHDRAWAL = (
    "10 jours à compter de la signature du contrat (article L6353-5 du Code du travail), ou de "
    "14 jours si le contrat est conclu à distance ou hors des locaux de l’organisme (article "
    "L221-18 du Code de la consommation)"
)
"""How long the law gives an individual."""


def offer(rule: Offer, _setting: Setting) -> Sentences:
    """Return how long a proposal holds and what its price covers."""
    if rule.validity_days is not None:
        yield (
            f"Une proposition commerciale est valable {plural(rule.validity_days, 'jour')} à "
            "compter de sa date d’émission, dernier jour compris."
        )
    yield _price(rule)
    if rule.excludes_coaching:
        yield (
            "Le coaching et l’accompagnement individuel ne sont pas des actions de formation : ils "
            "sont facturés à part et n’entrent pas dans l’exonération de TVA de la formation "
            "professionnelle."
        )
    if rule.preparation_cost:
        yield (
            "Le client qui a retourné les documents signés, n’a jamais versé l’acompte et renonce "
            "doit le coût de préparation de la proposition, tel que celle-ci l’indique."
        )
    else:
        yield "Tant que l’accord n’est pas formé, le client peut renoncer sans frais."


def _price(rule: Offer) -> str:
    trainees = "comprend" if rule.trainee_expenses else "ne comprend pas"
    trainer = "comprend" if rule.trainer_expenses else "ne comprend pas"
    price = (
        f"Sauf mention contraire de la proposition, le prix {trainees} les frais de déplacement et "
        f"de repas des stagiaires ; il {trainer} ceux du formateur."
    )
    if rule.firm_once_both_agree:
        return (
            f"{price} Il n’est ferme qu’une fois la proposition acceptée par le client et validée "
            "par l’organisme."
        )
    return f"{price} Il est ferme dès que le client accepte la proposition."


def formation(rule: Formation, _setting: Setting) -> Sentences:
    """Return what must have come back before the agreement binds."""
    if rule.needs:
        needs = listed([_NEEDS[need] for need in rule.needs])
        yield f"L’accord est formé lorsque l’organisme a reçu {needs}."
    else:
        yield "L’accord est formé par l’acceptation du client."
    if rule.return_days is not None:
        yield (
            "Le client retourne les documents signés dans les "
            f"{plural(rule.return_days, 'jour')} qui suivent leur réception."
        )
    if rule.marks:
        yield f"Ces documents portent {listed([_MARKS[mark] for mark in rule.marks])}."
    if rule.order_acknowledged:
        yield "L’organisme accuse réception de la commande par écrit."
    yield _special_terms(rule)


def _special_terms(rule: Formation) -> str:
    even = (
        ", même sur une clause qui semblerait les exclure"
        if rule.special_terms_denied_elsewhere
        else ""
    )
    if rule.special_terms:
        return (
            "Des conditions particulières peuvent être convenues : écrites dans la convention ou "
            f"le contrat, elles l’emportent sur les présentes conditions{even}."
        )
    return (
        "Aucune condition particulière ne déroge aux présentes conditions"
        f"{', ainsi que le rappellent leurs autres clauses' if even else ''}."
    )


def modification(rule: Modification, _setting: Setting) -> Sentences:
    """Return how an order is changed."""
    what = "Une modification de la commande (contenu, dates, lieu, stagiaires)"
    if rule.accepted_in_writing:
        yield f"{what} est demandée par écrit et ne vaut qu’acceptée par écrit par l’organisme."
    else:
        yield f"{what} ne vaut qu’acceptée par l’organisme, par tout moyen."
    if rule.extra_proposal:
        yield (
            "Si elle a un coût, il fait l’objet d’une proposition complémentaire que le client "
            "accepte au préalable."
        )


def withdrawal(rule: Withdrawal, _setting: Setting) -> Sentences:
    """Return how long an individual may withdraw; the law's own days stand beside the terms'."""
    yield (
        f"{INDIVIDUAL} peut se rétracter, sans avoir à se justifier, pendant "
        f"{plural(rule.days, 'jour')} à compter de la signature de son contrat, "
        f"{_SCOPES[rule.scope]}. En tout état de cause, il dispose au moins du délai de la loi, de "
        f"{LEGAL_WITHDRAWAL}."
    )
    yield (
        "Le premier jour du délai est le lendemain de la signature ; s’il expire un samedi, un "
        "dimanche ou un jour férié, il est prolongé jusqu’au premier jour ouvré suivant. La "
        "rétractation est notifiée par lettre recommandée avec avis de réception ou par toute "
        "autre déclaration dénuée d’ambiguïté."
    )
    yield (
        "Aucune somme ne peut être exigée de lui avant la fin de ce délai (article L6353-6 du Code "
        "du travail)."
    )
