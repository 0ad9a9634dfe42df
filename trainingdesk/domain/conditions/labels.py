"""The French words for the rules of sale on screen: groups, values, choices and units."""

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from trainingdesk import french
from trainingdesk.domain.conditions.kinds import (
    Base,
    Bounds,
    Court,
    DataRight,
    DayUnit,
    DepositMoment,
    ForceMajeureDue,
    HouseRulesRemedy,
    IndividualDeposit,
    IndividualPayment,
    Item,
    LatePostponement,
    LateReference,
    Mark,
    Naming,
    Need,
    NewPrice,
    Overflow,
    PaymentMoment,
    RecoveryScope,
    ReferenceDay,
    Sanction,
    WithdrawalScope,
)
from trainingdesk.domain.conditions.rules import Tier

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Avant l’accord": ("offer", "formation", "modification", "withdrawal"),
        "L’argent": ("deposit", "payment", "funder", "late", "recovery", "suspension"),
        "Ce qui ne se passe pas comme prévu": (
            "cancellation",
            "postponement",
            "substitution",
            "absence",
            "interruption",
            "force_majeure",
            "office_cancellation",
            "intra",
            "capacity",
        ),
        "Les formations": (
            "hours",
            "sendings",
            "completion",
            "elearning",
            "discipline",
            "recording",
        ),
        "Autour": (
            "reserves",
            "liability",
            "client_duties",
            "publicity",
            "solicitation",
            "termination",
            "personal_data",
            "disputes",
        ),
    }
)
"""The rules as people look for them."""

FIELD_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "offer.validity_days": "Une proposition vaut",
        "offer.preparation_cost": "Le coût de la proposition est dû si l’acompte n’est jamais payé",
        "offer.trainee_expenses": "Le prix comprend les frais des stagiaires",
        "offer.trainer_expenses": "Le prix comprend les frais du formateur",
        "offer.firm_once_both_agree": "Le prix est ferme une fois validé des deux côtés",
        "offer.excludes_coaching": "Le coaching n’est pas compris dans la formation",
        "formation.needs": "L’accord est formé quand sont reçus",
        "formation.return_days": "Les papiers reviennent sous",
        "formation.marks": "Le client y porte",
        "formation.order_acknowledged": "La commande est confirmée par écrit",
        "formation.special_terms": "Des conditions particulières sont possibles",
        "formation.special_terms_denied_elsewhere": (
            "Une autre clause semble exclure les conditions particulières"
        ),
        "modification.accepted_in_writing": "Une modification est acceptée par écrit",
        "modification.extra_proposal": "Son coût fait l’objet d’une proposition complémentaire",
        "withdrawal.days": "Délai de rétractation",
        "withdrawal.scope": "Particuliers concernés",
        "deposit.share": "Part payée d’avance",
        "deposit.base": "Calculée sur",
        "deposit.moment": "Demandée",
        "deposit.days_before": "Payée au moins",
        "deposit.individuals": "Pour un particulier",
        "payment.moment": "Le prix est dû",
        "payment.days": "Délai après la facture",
        "payment.instalments": "Un échelonnement est possible, par écrit avant le début",
        "payment.individuals": "Pour un particulier",
        "funder.asked_before_start": "Le client fait sa demande avant le début",
        "funder.named_on_agreement": "Le financeur est nommé dans l’accord",
        "funder.answer_notice": "Son accord arrive au moins",
        "funder.answer_unit": "avant le début, en",
        "funder.rest_to_client": "Le reste à charge est facturé au client",
        "funder.unpaid_months": "Impayé, il est facturé au client après",
        "late.reference": "Taux de référence",
        "late.multiple": "Multiplié par",
        "late.points": "Majoré de",
        "late.read_on": "Taux en vigueur",
        "late.floor_multiple": "Sans descendre sous l’intérêt légal multiplié par",
        "recovery.amount": "Indemnité par facture en retard",
        "recovery.scope": "Due par",
        "suspension.unpaid_invoice": "Tant qu’une facture est impayée, même en partie",
        "suspension.missing_papers": "Tant que les papiers signés ou l’acompte manquent",
        "termination.notice_days": "Une mise en demeure laisse",
        "cancellation.tiers": "Ce qui est dû selon le préavis",
        "cancellation.unit": "Préavis compté en",
        "cancellation.in_writing": "L’annulation est écrite",
        "cancellation.discretionary": "L’organisme se réserve le droit de demander ces sommes",
        "postponement.at_least": "Demandé au moins",
        "postponement.within_months": "Nouvelle date dans les",
        "postponement.keeps_deposit": "L’acompte reste acquis à titre d’indemnité",
        "postponement.new_price": "La nouvelle date coûte",
        "postponement.too_late": "Demandé trop tard",
        "postponement.in_writing": "La demande est écrite",
        "postponement.even_in_force_majeure": "Vaut aussi en cas de force majeure",
        "postponement.funder_agrees": "Avec l’accord du financeur",
        "substitution.at_least": "Demandé au moins",
        "substitution.same_profile": "Même profil et mêmes besoins",
        "substitution.funder_agrees": "Avec l’accord du financeur",
        "absence.share_due": "Part du prix due",
        "absence.justified": "Le stagiaire prévient et justifie son absence",
        "absence.employer_told": "L’employeur est averti",
        "interruption.share_due": "Part du prix due",
        "interruption.module_begun_due": "Un module commencé est dû en entier",
        "interruption.house_rules_remedy": "Le règlement intérieur offre",
        "force_majeure.due": "Est dû",
        "office_cancellation.refund_unless_new_date": (
            "Ce qui fut payé est rendu, sauf nouvelle date"
        ),
        "office_cancellation.adjourn_days": "Trop peu d’inscrits : report possible jusqu’à",
        "office_cancellation.indemnity": "L’organisme doit alors une indemnité",
        "intra.runs_from": "La session a lieu à partir de",
        "intra.absence_cancels": "Une absence annule ou reporte la session",
        "capacity.overflow": "Trop d’inscrits",
        "capacity.same_price": "Au même prix",
        "hours.day": "Une journée dure",
        "hours.half_day": "Une demi-journée dure",
        "hours.morning_from": "Le matin, de",
        "hours.morning_to": "à",
        "hours.afternoon_from": "L’après-midi, de",
        "hours.afternoon_to": "à",
        "hours.breaks": "Une pause par demi-journée",
        "sendings.on_enrolment": "À l’inscription",
        "sendings.days_before": "Puis, avant le début,",
        "sendings.in_those_days": "sont envoyés",
        "sendings.hours_before": "Enfin, avant le début,",
        "sendings.in_those_hours": "sont envoyés",
        "sendings.pre_enrolment": "Une fiche de pré-inscription précède",
        "sendings.reachable": "Une adresse électronique ou un mobile est exigé",
        "completion.training_attestation": "Une attestation de fin de formation est remise",
        "completion.success_attestation": "Une attestation de réussite est remise",
        "completion.presence_on_request": "L’attestation de présence est remise sur demande",
        "completion.survey_compulsory": "Le questionnaire de satisfaction est obligatoire",
        "elearning.access_hours": "Accès ouvert, après la signature, sous",
        "elearning.open_days": "Il reste ouvert",
        "elearning.report_hours": "Un incident est signalé sous",
        "elearning.repair_working_hours": "Il est réparé sous",
        "elearning.maintenance_hours": "Une maintenance est annoncée",
        "elearning.bandwidth": "Débit conseillé",
        "elearning.one_login_each": "Un identifiant par personne",
        "elearning.around_the_clock": "Accès à toute heure",
        "elearning.express_request": (
            "L’accès pendant la rétractation attend une demande expresse du particulier"
        ),
        "discipline.sanctions": "Sanctions",
        "discipline.clear_days": "Après l’entretien, pas avant",
        "discipline.latest_days": "et pas après",
        "discipline.council": "Un conseil de perfectionnement donne son avis avant une exclusion",
        "recording.needs_leave": "Enregistrer demande une autorisation écrite",
        "liability.means_only": "L’organisme n’a qu’une obligation de moyens",
        "liability.capped_at_price": "Sa responsabilité est limitée au prix",
        "liability.consumers_excepted": "Cette limite ne vaut pas pour les consommateurs",
        "reserves.during_service": "Les réserves sont faites pendant la prestation",
        "reserves.adverse_advice": "Une commande contre l’avis de l’organisme est contresignée",
        "client_duties.correspondent": "Le client nomme un correspondant qui peut décider",
        "client_duties.insurance": "Le client remet une attestation d’assurance",
        "publicity.logo_prior_consent": "Le logo du client demande son accord",
        "publicity.naming": "Citer le client",
        "solicitation.salary_months": "Engager un salarié coûte, en salaires,",
        "solicitation.subcontracted_months": "Un sous-traitant, en chiffre d’affaires,",
        "personal_data.retention_years": "Gardées après la relation",
        "personal_data.rights": "Droits rappelés",
        "disputes.court": "Tribunal compétent",
        "disputes.non_professionals_excepted": "Cette clause ne vaut que pour les professionnels",
        "disputes.mediator": "Un médiateur de la consommation est nommé",
    }
)
"""What a form says beside each value, by its path."""

LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Base: {
        Base.HT: "le prix HT",
        Base.TTC: "le prix TTC",
        Base.DEPOSIT: "l’acompte",
        Base.COST: "le coût de la proposition",
        Base.NONE: "rien",
    },
    Court: {
        Court.COMMERCIAL: "tribunal des activités économiques ou de commerce",
        Court.JUDICIAL: "tribunal judiciaire",
    },
    DataRight: {
        DataRight.ACCESS: "accès",
        DataRight.RECTIFICATION: "rectification",
        DataRight.ERASURE: "effacement",
        DataRight.OBJECTION: "opposition",
        DataRight.PORTABILITY: "portabilité",
        DataRight.LIMITATION: "limitation",
        DataRight.CONSENT_WITHDRAWAL: "retrait du consentement",
    },
    DayUnit: {
        DayUnit.CALENDAR: "jours calendaires",
        DayUnit.MON_SAT: "jours ouvrables (du lundi au samedi)",
        DayUnit.MON_FRI: "jours ouvrés (du lundi au vendredi)",
    },
    DepositMoment: {
        DepositMoment.WITH_PAPERS: "avec les papiers signés",
        DepositMoment.BEFORE_START: "avant le début de la formation",
    },
    ForceMajeureDue: {
        ForceMajeureDue.PRO_RATA: "ce qui fut suivi, au prorata",
        ForceMajeureDue.AS_POSTPONED: "comme pour un report",
    },
    HouseRulesRemedy: {
        HouseRulesRemedy.NONE: "rien de plus",
        HouseRulesRemedy.POSTPONED_OR_REPLAY: "un report ou une rediffusion",
    },
    IndividualDeposit: {
        IndividualDeposit.AS_OTHERS: "comme pour les autres",
        IndividualDeposit.AFTER_WITHDRAWAL: "après le délai de rétractation",
    },
    IndividualPayment: {
        IndividualPayment.AS_OTHERS: "comme pour les autres",
        IndividualPayment.STAGED: "échelonné au fil de la formation",
    },
    Item: {
        Item.TERMS: "les conditions générales de vente",
        Item.AGREEMENT: "la convention ou le contrat",
        Item.HOUSE_RULES: "le règlement intérieur",
        Item.JOINING_LETTER: "la convocation",
        Item.SOFTWARE_GUIDE: "le guide du logiciel de visioconférence",
        Item.LINK: "le lien de connexion",
        Item.SUPPORT_CONTACT: "le contact de l’assistance",
    },
    LatePostponement: {
        LatePostponement.WHOLE_PRICE: "tout le prix est dû",
        LatePostponement.CANCELLATION: "comme une annulation",
    },
    LateReference: {
        LateReference.ECB: "refinancement de la BCE",
        LateReference.LEGAL: "intérêt légal",
    },
    Mark: {
        Mark.INITIALS: "son paraphe sur chaque page",
        Mark.STAMP: "son cachet",
        Mark.HANDWRITTEN_ACCEPTANCE: "« Bon pour accord » de sa main",
        Mark.DATE: "la date",
        Mark.READ_AND_APPROVED: "« Lu et approuvé »",
    },
    Naming: {
        Naming.PRIOR_CONSENT: "avec son accord préalable",
        Naming.UNLESS_OBJECTED: "sauf s’il s’y oppose",
    },
    Need: {
        Need.SIGNED_PROPOSAL: "la proposition signée",
        Need.SIGNED_TERMS: "les conditions générales signées",
        Need.SIGNED_AGREEMENT: "la convention ou le contrat signé",
        Need.DEPOSIT: "l’acompte",
    },
    NewPrice: {
        NewPrice.REMAINING: "le reste du prix",
        NewPrice.WHOLE: "de nouveau tout le prix",
    },
    Overflow: {
        Overflow.SECOND_SESSION: "une seconde session est ouverte",
        Overflow.WAITING_LIST: "une liste d’attente est tenue",
    },
    PaymentMoment: {
        PaymentMoment.BEFORE_START: "avant le début de la formation",
        PaymentMoment.END_OF_TRAINING: "à la fin de la formation",
        PaymentMoment.ON_RECEIPT: "à réception de la facture",
        PaymentMoment.AFTER_INVOICE: "à échéance après la facture",
    },
    RecoveryScope: {
        RecoveryScope.PROFESSIONALS: "tout professionnel",
        RecoveryScope.LEGAL_PERSONS: "les personnes morales",
    },
    ReferenceDay: {
        ReferenceDay.JANUARY: "le 1er janvier de l’année",
        ReferenceDay.HALF_YEAR: "le premier jour du semestre",
    },
    Sanction: {
        Sanction.WARNING: "avertissement",
        Sanction.TEMPORARY_EXCLUSION: "exclusion temporaire",
        Sanction.EXCLUSION: "exclusion définitive",
    },
    WithdrawalScope: {
        WithdrawalScope.EVERY_CONTRACT: "tous",
        WithdrawalScope.DISTANCE: "ceux qui s’engagent à distance",
        WithdrawalScope.WEB_ORDERS: "ceux qui commandent sur le site",
    },
}

UNITS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "share": ("%", "%"),
        "points": ("point", "points"),
        "multiple": ("fois", "fois"),
        "euros": ("€", "€"),
        "hours": ("heure", "heures"),
        "megabits": ("Mb/s", "Mb/s"),
        "days": ("jour", "jours"),
        "months": ("mois", "mois"),
        "years": ("an", "ans"),
        "people": ("personne", "personnes"),
    }
)
"""What stands beside a number by the unit of its bounds: for one, and for more."""

_ASIDE: Mapping[str, str] = MappingProxyType(
    {
        "postponement.at_least": "jours calendaires avant le début",
        "substitution.at_least": "jours calendaires avant le début",
        "office_cancellation.adjourn_days": "jours avant le début",
        "elearning.repair_working_hours": "heures ouvrées",
        "elearning.maintenance_hours": "heures à l’avance",
        "deposit.days_before": "jours avant le début",
        "discipline.clear_days": "jours francs",
    }
)
"""Units that say more than «jours»."""

_HUNDRED = Decimal(100)
_SAID = {None: "non précisé", True: "oui", False: "non"}


def unit_beside(path: str, unit: str) -> str:
    """Return the words beside the number at a path."""
    return _ASIDE.get(path) or UNITS[unit][1]


def value_words(value: object, bounds: Bounds | None = None) -> str:
    r"""Return a value as one reads it; *bounds* say what a number counts.

    >>> value_words(None), value_words(True), value_words(NewPrice.WHOLE)
    ('non précisé', 'oui', 'de nouveau tout le prix')
    >>> value_words(15, Bounds(Decimal(0), Decimal(99), "days"))
    '15\xa0jours'
    """
    match value:
        case None | bool():
            return _SAID[value]
        case StrEnum():
            return LABELS[type(value)][value]
        case time():
            return french.clock(value)
        case tuple():
            return french.listed([value_words(each) for each in value]) or "rien"
        case Tier():
            return _tier_words(value)
        case int() | Decimal():
            return _number_words(Decimal(value), bounds)
        case _:
            raise TypeError(value)


def _number_words(value: Decimal, bounds: Bounds | None) -> str:
    match bounds:
        case None:
            return french.number(value)
        case Bounds(unit="share"):
            return french.percent(value * _HUNDRED)
        case Bounds(unit="euros"):
            return french.euros(value)
        case _:
            return french.plural(value, *UNITS[bounds.unit])


def _tier_words(tier: Tier) -> str:
    notice = "ensuite" if tier.at_least is None else f"dès {french.plural(tier.at_least, 'jour')}"
    if not tier.share or tier.base is Base.NONE:
        return f"{notice} rien"
    return f"{notice} {french.percent(tier.share * _HUNDRED)} sur {LABELS[Base][tier.base]}"
