"""Clauses of what does not go as planned."""

from trainingdesk.domain.conditions.clauses.setting import (
    ITEM,
    MANY_DAYS,
    ONE_DAY,
    Sentences,
    Setting,
    counted,
    share_words,
)
from trainingdesk.domain.conditions.kinds import (
    Base,
    DayUnit,
    ForceMajeureDue,
    HouseRulesRemedy,
    LatePostponement,
    NewPrice,
    Overflow,
)
from trainingdesk.domain.conditions.rules import (
    Absence,
    Cancellation,
    Capacity,
    ForceMajeure,
    Interruption,
    Intra,
    OfficeCancellation,
    Postponement,
    Substitution,
    Tier,
)
from trainingdesk.domain.notice import notice_words
from trainingdesk.french import plural

_OF = {Base.HT: "du prix HT", Base.TTC: "du prix TTC", Base.DEPOSIT: "de l’acompte"}

NO_TRAINING = (
    "Ce qui est dû pour des heures non suivies l’est à titre d’indemnité : ce n’est pas le "
    "prix d’une formation, et aucun financeur ne peut le prendre en charge."
)


def cancellation(rule: Cancellation, _setting: Setting) -> Sentences:
    """Return what a client owes who cancels, by the notice he gives."""
    if rule.in_writing:
        yield (
            "Le client annule par écrit. La date à laquelle l’organisme reçoit cet écrit est seule "
            "prise en compte."
        )
    else:
        yield (
            "Le client annule par tout moyen dont il garde la preuve. La date à laquelle "
            "l’organisme reçoit l’annulation est seule prise en compte."
        )
    claim = (
        "L’organisme se réserve le droit de demander ce qui suit :"
        if rule.discretionary
        else "Ce qui est dû en dépend :"
    )
    yield f"{counted(rule.unit)} {claim}"
    shorter: int | None = None
    for tier in rule.tiers:
        end = "." if tier is rule.tiers[-1] else " ;"
        yield f"{ITEM}{_notice(tier, shorter, rule.unit)} : {_owed(tier)}{end}"
        shorter = tier.at_least
    yield (
        "Ces sommes sont une indemnité et non le prix d’une formation : elles sont facturées à "
        "part, et aucun financeur ne peut les prendre en charge. Ce que le client a déjà versé en "
        "est déduit, le surplus lui est remboursé. Le particulier qui se rétracte dans le délai de "
        "la loi ne les doit pas."
    )


def _notice(tier: Tier, longer: int | None, unit: DayUnit) -> str:
    """Return for which notices a tier holds; *longer* is the least notice of the tier before."""
    if tier.at_least is None:
        if longer is None:
            return "quel que soit le préavis, ou une fois la formation commencée"
        return f"préavis de moins de {notice_words(longer, unit)}, ou formation commencée"
    if longer is None:
        return f"préavis de {notice_words(tier.at_least, unit)} ou plus"
    if longer == tier.at_least + 1:
        return f"préavis de {notice_words(tier.at_least, unit)}"
    return f"préavis de {tier.at_least} à {notice_words(longer - 1, unit)}"


def _owed(tier: Tier) -> str:
    if not tier.share or tier.base not in _OF:
        return "rien"
    if tier.base is Base.DEPOSIT and tier.share == 1:
        return "l’acompte, qui reste acquis à l’organisme"
    return f"{share_words(tier.share)} {_OF[tier.base]}"


def postponement(rule: Postponement, setting: Setting) -> Sentences:
    """Return when a client may postpone, and what that costs."""
    how = "par écrit" if rule.in_writing else "par tout moyen dont il garde la preuve"
    yield (
        f"Le client peut demander, {how}, de reporter une formation : sa demande parvient "
        f"à l’organisme {_in_time(rule.at_least)}. {_new_date(rule)}"
    )
    if rule.keeps_deposit:
        cost = (
            "le reste du prix"
            if rule.new_price is NewPrice.REMAINING
            else "de nouveau tout le prix"
        )
        yield (
            "L’acompte reste acquis à l’organisme à titre d’indemnité ; la nouvelle date coûte "
            f"{cost}."
        )
    else:
        yield "Un tel report est sans frais."
    yield _too_late(rule, setting)
    if rule.even_in_force_majeure:
        yield (
            "Ces règles valent même en cas de force majeure, sauf pour le particulier qui finance "
            "lui-même sa formation : il ne doit alors que ce qui a été réalisé (article L6353-7 du "
            "Code du travail)."
        )
    if rule.funder_agrees:
        yield "Si un financeur prend la formation en charge, son accord est nécessaire."


def _in_time(at_least: int) -> str:
    match at_least:
        case 0:
            return "au plus tard le jour où elle commence"
        case 1:
            return "avant le jour où elle commence"
        case _:
            return f"au moins {plural(at_least, ONE_DAY, MANY_DAYS)} avant son début"


def _new_date(rule: Postponement) -> str:
    if rule.within_months is None:
        return "La nouvelle date est convenue parmi les sessions à venir."
    within = plural(rule.within_months, "mois", "mois")
    return (
        f"La nouvelle date se situe dans les {within} qui suivent la commande, dernier jour "
        "compris."
    )


def _too_late(rule: Postponement, setting: Setting) -> str:
    farther = " ou pour une date plus lointaine" if rule.within_months is not None else ""
    if rule.too_late is LatePostponement.CANCELLATION:
        terms = setting.see("cancellation", "ce que prévoit l’accord")
        return (
            f"Demandé plus tard{farther}, le report n’est pas possible : renoncer à la date "
            f"prévue revient à annuler, selon {terms}."
        )
    again = (
        "la nouvelle date est facturée de nouveau"
        if rule.new_price is NewPrice.WHOLE
        else "la nouvelle date n’est pas facturée de nouveau"
    )
    return (
        f"Demandé plus tard, notamment pendant la formation,{farther and farther + ','} le report "
        f"rend le prix entier exigible aussitôt ; ce prix reste acquis à l’organisme et {again}."
    )


def substitution(rule: Substitution, _setting: Setting) -> Sentences:
    """Return when one trainee may take another's place."""
    when = (
        f"au moins {plural(rule.at_least, ONE_DAY, MANY_DAYS)} avant le début de la formation"
        if rule.at_least
        else "jusqu’au jour où la formation commence"
    )
    yield f"Le client peut, sans frais, remplacer un stagiaire par un autre : il le demande {when}."
    if rule.same_profile:
        yield "Le remplaçant a un profil et des besoins semblables à ceux du stagiaire remplacé."
    if rule.funder_agrees:
        yield "Si un financeur prend la formation en charge, son accord est nécessaire."


def absence(rule: Absence, _setting: Setting) -> Sentences:
    """Return what is owed for a trainee who does not come."""
    if rule.share_due == 1:
        yield "L’absence d’un stagiaire, hors force majeure, ne réduit pas le prix : il reste dû."
    elif rule.share_due:
        yield (
            "Les heures que manque un stagiaire, hors force majeure, sont dues à "
            f"{share_words(rule.share_due)} de leur prix."
        )
    else:
        yield "Les heures que manque un stagiaire ne sont pas dues."
    if rule.justified:
        yield (
            "Le stagiaire qui doit s’absenter ou arriver en retard en prévient l’organisme dès "
            "qu’il le peut, et s’en justifie."
        )
    if rule.employer_told:
        yield "L’organisme en avertit l’employeur le jour même."
    if rule.share_due:
        yield NO_TRAINING


def interruption(rule: Interruption, setting: Setting) -> Sentences:
    """Return what is owed for a trainee who gives up."""
    who = "Lorsqu’un stagiaire interrompt ou abandonne la formation, hors force majeure,"
    if rule.share_due == 1:
        yield f"{who} le prix reste dû en entier."
    elif rule.share_due:
        yield (
            f"{who} les heures suivies sont dues en entier, et les autres à "
            f"{share_words(rule.share_due)} de leur prix."
        )
    else:
        yield f"{who} seules les heures suivies sont dues."
    if rule.module_begun_due:
        yield "Un module commencé est dû en entier."
    if rule.house_rules_remedy is HouseRulesRemedy.POSTPONED_OR_REPLAY:
        yield (
            "Le règlement intérieur offre par ailleurs au stagiaire de suivre la formation à une "
            "autre date ou en rediffusion ; pour le prix, les présentes conditions l’emportent."
        )
    if rule.share_due and setting.rules.absence is None:
        yield NO_TRAINING


def force_majeure(rule: ForceMajeure, setting: Setting) -> Sentences:
    """Return what is owed by someone whom force majeure stops (C. civ. 1218; L6353-7)."""
    yield (
        "Est un cas de force majeure un événement qui échappe au contrôle de celui qu’il empêche, "
        "qu’on ne pouvait raisonnablement prévoir en s’engageant et dont on ne peut éviter les "
        "effets par des mesures appropriées (article 1218 du Code civil)."
    )
    only = "n’est dû que ce qui a été réalisé, au prorata de sa valeur"
    moved = rule.due is ForceMajeureDue.AS_POSTPONED
    terms = setting.rules.postponement
    if moved or (terms is not None and terms.even_in_force_majeure):
        see = setting.see("postponement", "les règles convenues pour un report")
        yield (
            "Lorsqu’un cas de force majeure reconnu empêche un stagiaire de suivre la formation, "
            + (
                f"elle est reportée, selon {see}."
                if moved
                else f"{only}, sous réserve de ce que prévoit {see}."
            )
        )
        yield (
            "Du particulier qui finance lui-même sa formation, "
            f"{only} (article L6353-7 du Code du travail)."
        )
    else:
        yield (
            "Lorsqu’un cas de force majeure reconnu empêche un stagiaire de suivre la formation, "
            f"{only}."
        )


def office_cancellation(rule: OfficeCancellation, _setting: Setting) -> Sentences:
    """Return what the office does when it cannot hold the training (L6354-1)."""
    unless = ", sauf si une autre date convient au client" if rule.refund_unless_new_date else ""
    yield (
        "Si l’organisme ne peut assurer la formation, par exemple lorsque le formateur ou le lieu "
        "fait défaut, il en avertit le client aussitôt et lui rembourse les sommes "
        f"versées{unless}."
    )
    if rule.adjourn_days is not None:
        yield (
            "Si les inscrits sont trop peu nombreux, il peut reporter la formation jusqu’à "
            f"{plural(rule.adjourn_days, ONE_DAY, MANY_DAYS)} avant son début ; ce qui a été payé "
            "est reporté avec elle, ou remboursé au client qui le demande."
        )
    if rule.indemnity:
        yield "Il répond en outre du préjudice que le client justifie."
    elif rule.indemnity is False:
        yield (
            "Aucune indemnité ne s’y ajoute, sous réserve des droits que la loi donne au "
            "consommateur."
        )


def intra(rule: Intra, _setting: Setting) -> Sentences:
    """Return what holds for a session of one client."""
    yield (
        "Une formation est dite intra-entreprise lorsqu’elle est organisée pour un seul client ; "
        f"la proposition le précise. Elle a lieu à partir de {_people(rule.runs_from)}."
    )
    if rule.absence_cancels:
        yield "Si des absences ramènent le groupe sous ce nombre, elle est annulée ou reportée."
    else:
        yield "L’absence de stagiaires ne l’annule ni ne la reporte."


def _people(count: int) -> str:
    return "une personne" if count == 1 else plural(count, "personne")


def capacity(rule: Capacity, _setting: Setting) -> Sentences:
    """Return what happens when a session is full."""
    price = "au même prix" if rule.same_price else "au prix alors en vigueur"
    if rule.overflow is Overflow.SECOND_SESSION:
        yield f"Si les inscrits sont trop nombreux, une seconde session est ouverte, {price}."
    else:
        yield (
            "Une session complète est close. Qui s’inscrit ensuite se voit proposer une session "
            f"ultérieure, {price}, ou une place sur la liste d’attente."
        )
