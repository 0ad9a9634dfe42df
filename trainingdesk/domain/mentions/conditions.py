"""What general terms of sale and house rules must say (C. com. L441-1; C. trav. L6352-4)."""

import re
from collections.abc import Callable, Sequence

from trainingdesk.domain.conditions.clauses import sanction_words
from trainingdesk.domain.conditions.general_terms import general_terms
from trainingdesk.domain.conditions.rules import Discipline
from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.mentions.referents import DISABILITY_REFERENT
from trainingdesk.domain.paper_data import GeneralTermsPaper, HouseRulesPaper
from trainingdesk.french import long_date, plural

TERMS = "Fichier › Conditions de vente"
LITIGATION = "Fichier › Organisme › Litiges et données"
TEXTS = "Outils › Textes des documents"


def _in_text(pattern: str) -> Callable[[GeneralTermsPaper], Sequence[str]]:
    """Return the words of the text that a pattern finds: an office may have its own text."""

    def found(data: GeneralTermsPaper) -> Sequence[str]:
        match = re.search(pattern, general_terms(data.conditions, data.organisation), re.IGNORECASE)
        return (match[0],) if match else ()

    return found


def _version(data: GeneralTermsPaper | HouseRulesPaper) -> Sequence[str]:
    return (f"Version {data.conditions.number}", long_date(data.conditions.starts_on))


GENERAL_TERMS: tuple[Mention[GeneralTermsPaper], ...] = (
    *office_mentions(),
    Mention("Version et date d’entrée en vigueur", "usage", TERMS, _version),
    Mention("Conditions de règlement", "C. com. L441-1", TERMS, _in_text(r"pa[iy](?:able|ement)")),
    Mention("Pénalités de retard", "C. com. L441-10", TERMS, _in_text(r"pénalités|intérêts?")),
    Mention(
        "Indemnité de recouvrement", "C. com. D441-5", TERMS, _in_text(r"frais\s+de\s+recouvrement")
    ),
    Mention("Délai de rétractation", "C. trav. L6353-5", TERMS, _in_text(r"rétract\w+")),
    Mention("Force majeure", "C. trav. L6353-7", TERMS, _in_text(r"force\s+majeure")),
    Mention(
        "Médiateur de la consommation",
        "C. conso. L616-1",
        LITIGATION,
        lambda data: (data.organisation.mediator_name,),
        applies=lambda data: (
            data.conditions.rules.disputes is not None
            and data.conditions.rules.disputes.mediator
            and not data.conditions.terms.strip()
        ),
    ),
)


def _discipline(data: HouseRulesPaper) -> Discipline:
    return data.conditions.rules.discipline or Discipline()


def _delays(data: HouseRulesPaper) -> Sequence[str]:
    rule = _discipline(data)
    return (
        plural(rule.clear_days, "jour franc", "jours francs"),
        plural(rule.latest_days, "jour"),
    )


HOUSE_RULES: tuple[Mention[HouseRulesPaper], ...] = (
    Mention(
        "Nom de l’organisme",
        "C. com. R123-237",
        "Fichier › Organisme › Identité",
        lambda data: (data.organisation.trade_name,),
    ),
    Mention("Version et date d’entrée en vigueur", "usage", TERMS, _version),
    Mention(
        "Santé et sécurité",
        "C. trav. L6352-4, 1°",
        TEXTS,
        lambda _: ("Santé et sécurité", "plan d’évacuation", "Tout accident"),
    ),
    Mention(
        "Nature et échelle des sanctions",
        "C. trav. L6352-4, 2°",
        TERMS,
        lambda data: sanction_words(_discipline(data)),
    ),
    Mention(
        "Interdiction des sanctions pécuniaires",
        "C. trav. R6352-3",
        TEXTS,
        lambda _: ("sanctions pécuniaires sont interdites",),
    ),
    Mention(
        "Droits du stagiaire en cas de sanction",
        "C. trav. L6352-4, 2° ; R6352-4, R6352-5",
        TEXTS,
        lambda _: ("ce qui lui est reproché", "assisté de la personne de son choix"),
    ),
    Mention("Délais de la sanction", "C. trav. R6352-6", TERMS, _delays),
    Mention(
        "Information de l’employeur et du financeur",
        "C. trav. R6352-8",
        TEXTS,
        lambda _: ("informe de la sanction l’employeur",),
    ),
    Mention(
        "Représentation des stagiaires",
        "C. trav. L6352-4, 3°",
        TEXTS,
        lambda _: ("500 heures", "délégué titulaire", "délégué suppléant"),
    ),
    DISABILITY_REFERENT,
    Mention(
        "Remise avant l’inscription définitive",
        "C. trav. L6353-8",
        TEXTS,
        lambda _: ("avant son inscription définitive",),
    ),
)
