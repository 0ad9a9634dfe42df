"""Clauses that a consumer, or a client who is no trader, may challenge."""

from collections.abc import Iterator
from decimal import Decimal

from trainingdesk.domain.conditions.conformity.finding import Finding, Level
from trainingdesk.domain.conditions.conformity.money_kept import keeps_deposit
from trainingdesk.domain.conditions.kinds import Base, Court, LatePostponement, Naming
from trainingdesk.domain.conditions.rules import Disputes, Rules
from trainingdesk.french import listed, percent

WHOLE = percent(Decimal(100))


def consumer_findings(rules: Rules) -> Iterator[Finding]:
    """Find the clauses that a judge may set aside or lower for a consumer."""
    yield from _liability(rules)
    yield from _whole_price(rules)
    yield from _kept_deposit(rules)
    yield from _naming(rules)
    if rules.disputes is not None:
        yield from _disputes(rules.disputes)


def _liability(rules: Rules) -> Iterator[Finding]:
    liability = rules.liability
    if liability is None or not liability.capped_at_price or liability.consumers_excepted:
        return
    yield Finding(
        rule="liability_consumer",
        level=Level.FAULT,
        clause="liability",
        article="C. conso. R212-1",
        found="responsabilité limitée au prix, même envers un consommateur",
        required="aucune limite envers un consommateur",
        sentence=(
            "Une clause qui réduit le droit d’un consommateur à réparation est abusive et n’est "
            "pas appliquée (6° de l’article) ; la vôtre limite votre responsabilité au prix pour "
            "tous les clients."
        ),
        change="Dans « Responsabilité », exceptez les consommateurs de la limite.",
    )


def _whole_price(rules: Rules) -> Iterator[Finding]:
    cases = dict(_owing_all(rules))
    if not cases:
        return
    found = f"{WHOLE} du prix {listed(list(cases.values()))}"
    yield Finding(
        rule="whole_price_consumer",
        level=Level.ADVICE,
        clause=next(iter(cases)),
        article="C. conso. R212-2",
        found=found,
        required="une somme en rapport avec votre préjudice",
        sentence=(
            "Une indemnité manifestement disproportionnée est présumée abusive envers un "
            "consommateur (3° de l’article), et un juge peut abaisser une pénalité manifestement "
            f"excessive (C. civ. 1231-5) ; vos conditions demandent {found}."
        ),
        change=(
            "Prévoyez pour les particuliers une part moindre, ou soyez prêt à justifier ce que "
            "le client vous coûte."
        ),
    )


def _owing_all(rules: Rules) -> Iterator[tuple[str, str]]:
    """Return the clauses that leave a client the whole price for nothing, and when."""
    if rules.cancellation and any(
        tier.share == 1 and tier.base in {Base.HT, Base.TTC} for tier in rules.cancellation.tiers
    ):
        yield "cancellation", "pour une annulation"
    if rules.postponement and rules.postponement.too_late is LatePostponement.WHOLE_PRICE:
        yield "postponement", "pour un report tardif"
    if rules.absence and rules.absence.share_due == 1:
        yield "absence", "en cas d’absence"
    if rules.interruption and rules.interruption.share_due == 1:
        yield "interruption", "en cas d’abandon"


def _kept_deposit(rules: Rules) -> Iterator[Finding]:
    gives_as_much = rules.office_cancellation is not None and rules.office_cancellation.indemnity
    if not keeps_deposit(rules) or gives_as_much:
        return
    yield Finding(
        rule="deposit_kept_consumer",
        level=Level.ADVICE,
        clause="office_cancellation",
        article="C. conso. R212-2",
        found="acompte gardé si le client renonce, aucune indemnité si vous renoncez",
        required="la même indemnité des deux côtés",
        sentence=(
            "Garder les sommes versées par un consommateur qui renonce est présumé abusif s’il "
            "ne reçoit pas autant quand c’est vous qui renoncez (2° de l’article) ; vos "
            "conditions ne lui donnent alors aucune indemnité."
        ),
        change=(
            "Dans « Annulation ou report par l’organisme », prévoyez une indemnité, ou rendez "
            "l’acompte aux particuliers."
        ),
    )


def _naming(rules: Rules) -> Iterator[Finding]:
    if rules.publicity is None or rules.publicity.naming is not Naming.UNLESS_OBJECTED:
        return
    yield Finding(
        rule="naming_individual",
        level=Level.ADVICE,
        clause="publicity",
        article="RGPD art. 6",
        found="client cité sauf s’il s’y oppose",
        required="l’accord d’un particulier",
        sentence=(
            "Publier le nom d’une personne demande une base légale, en général son accord "
            "(à vérifier selon le cas) ; vos conditions citent tout client qui ne s’y oppose pas, "
            "particuliers compris."
        ),
        change="Dans « Références et logo », demandez d’abord l’accord du client.",
    )


def _disputes(disputes: Disputes) -> Iterator[Finding]:
    if disputes.court is Court.COMMERCIAL:
        yield Finding(
            rule="court_traders",
            level=Level.ADVICE,
            clause="disputes",
            article="CPC 48",
            found="tribunal de commerce pour tous les professionnels",
            required="commerçants seulement",
            sentence=(
                "Une clause qui désigne le tribunal du lieu ne lie que des commerçants ; elle ne "
                "vaut ni pour une association, ni pour une collectivité, ni pour une profession "
                "libérale, ni pour un particulier."
            ),
            change="Dans « Différends », ne comptez sur ce tribunal qu’envers les commerçants.",
        )
    if not disputes.non_professionals_excepted:
        yield Finding(
            rule="court_consumer",
            level=Level.ADVICE,
            clause="disputes",
            article="C. conso. R631-3",
            found="même tribunal pour les particuliers",
            required="le tribunal au choix du consommateur",
            sentence=(
                "Un consommateur peut saisir le tribunal du lieu où il demeurait à la signature ; "
                "vos conditions imposent le même tribunal à tous les clients."
            ),
            change="Dans « Différends », réservez cette clause aux professionnels.",
        )
    if not disputes.mediator:
        yield Finding(
            rule="mediator_missing",
            level=Level.ADVICE,
            clause="disputes",
            article="C. conso. L616-1",
            found="aucun médiateur annoncé",
            required="le médiateur de la consommation et son adresse",
            sentence=(
                "Un professionnel communique à tout consommateur les coordonnées du médiateur "
                "dont il relève ; la clause sur les différends n’en parle pas."
            ),
            change=(
                "Dans « Différends », annoncez le médiateur, et inscrivez son nom dans l’identité "
                "de l’organisme."
            ),
        )
