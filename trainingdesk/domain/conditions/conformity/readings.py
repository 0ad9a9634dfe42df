"""Clauses that contradict one another, are misread, or keep data too short a time."""

from collections.abc import Iterator

from trainingdesk.domain.conditions.conformity.finding import Finding, Level
from trainingdesk.domain.conditions.kinds import DataRight, DayUnit, HouseRulesRemedy
from trainingdesk.domain.conditions.rules import PersonalData, Rules
from trainingdesk.french import listed, plural

INVOICE_YEARS = 10
"""How long accounting documents are kept (C. com. L123-22)."""

_UNITS = {
    DayUnit.MON_SAT: ("jours ouvrables", "le samedi compte"),
    DayUnit.MON_FRI: ("jours ouvrés", "le samedi ne compte pas"),
}
_RIGHTS = {
    DataRight.ACCESS: "accès",
    DataRight.RECTIFICATION: "rectification",
    DataRight.ERASURE: "effacement",
    DataRight.LIMITATION: "limitation",
    DataRight.OBJECTION: "opposition",
    DataRight.PORTABILITY: "portabilité",
}
"""The rights that whoever gives data is told of (RGPD art. 13)."""


def reading_findings(rules: Rules) -> Iterator[Finding]:
    """Find the clauses that read two ways, and what is kept a shorter time than the law asks."""
    yield from _special_terms(rules)
    yield from _day_units(rules)
    yield from house_rules_remedy(rules)
    if rules.personal_data is not None:
        yield from _personal_data(rules.personal_data)


def house_rules_remedy(rules: Rules) -> Iterator[Finding]:
    """Find terms and house rules that answer differently to someone who gives up."""
    interruption = rules.interruption
    if interruption is None or interruption.house_rules_remedy is HouseRulesRemedy.NONE:
        return
    yield Finding(
        rule="house_rules_differ",
        level=Level.ADVICE,
        clause="interruption",
        article="L6353-4",
        found="report ou rediffusion au règlement intérieur, prix dû aux conditions",
        required="une seule réponse en cas d’abandon",
        sentence=(
            "Le contrat d’un particulier fixe ce qui est dû en cas d’abandon (5° de l’article) ; "
            "votre règlement intérieur offre un report ou une rediffusion quand vos conditions "
            "demandent le prix. Le calcul suit les conditions."
        ),
        change="Mettez d’accord « Interruption ou abandon » et le règlement intérieur.",
    )


def _special_terms(rules: Rules) -> Iterator[Finding]:
    formation = rules.formation
    if formation is None or not (
        formation.special_terms and formation.special_terms_denied_elsewhere
    ):
        return
    yield Finding(
        rule="special_terms_denied",
        level=Level.ADVICE,
        clause="formation",
        article="C. civ. 1119",
        found="conditions particulières permises par une clause, exclues par une autre",
        required="une seule réponse",
        sentence=(
            "Des conditions particulières l’emportent sur les conditions générales ; une clause "
            "les permet et une autre semble les exclure. Le calcul suit les conditions "
            "particulières de l’accord."
        ),
        change="Dans votre texte, gardez la clause qui les permet et retirez l’autre.",
    )


def _day_units(rules: Rules) -> Iterator[Finding]:
    uses = {
        "cancellation": rules.cancellation.unit if rules.cancellation else DayUnit.CALENDAR,
        "funder": (
            rules.funder.answer_unit
            if rules.funder and rules.funder.answer_notice is not None
            else DayUnit.CALENDAR
        ),
    }
    meant = {clause: _UNITS[unit] for clause, unit in uses.items() if unit in _UNITS}
    if not meant:
        return
    units = dict.fromkeys(meant.values())
    named = listed([f"« {name} » ({saturday})" for name, saturday in units])
    yield Finding(
        rule="day_units",
        level=Level.ADVICE,
        clause=next(iter(meant)),
        article="C. conso. L211-1",
        found=f"délais en {listed([name for name, _saturday in units])}",
        required="des délais que chacun compte de même",
        sentence=(
            "Un doute profite au consommateur, et jours ouvrables et jours ouvrés se confondent "
            f"aisément ; vos conditions comptent en {named}. Chaque réponse donne la date."
        ),
        change="Donnez au client la dernière date, ou comptez en jours calendaires.",
    )


def _personal_data(personal: PersonalData) -> Iterator[Finding]:
    years = personal.retention_years
    if years is not None and years < INVOICE_YEARS:
        found = plural(years, "an")
        yield Finding(
            rule="retention",
            level=Level.ADVICE,
            clause="personal_data",
            article="C. com. L123-22",
            found=f"données gardées {found}",
            required=f"{INVOICE_YEARS} ans pour les pièces comptables",
            sentence=(
                f"Les factures et pièces comptables se gardent {INVOICE_YEARS} ans, et elles "
                f"portent des noms ; vos conditions annoncent {found} pour toutes les données."
            ),
            change=(
                "Dans « Données personnelles », exceptez les pièces comptables, ou portez la "
                f"durée à {INVOICE_YEARS} ans."
            ),
        )
    missing = [word for right, word in _RIGHTS.items() if right not in personal.rights]
    if missing:
        yield Finding(
            rule="data_rights",
            level=Level.ADVICE,
            clause="personal_data",
            article="RGPD art. 13",
            found=f"droits non rappelés : {listed(missing)}",
            required=listed(list(_RIGHTS.values())),
            sentence=(
                "Qui vous confie ses données est informé de tous ses droits ; "
                f"vos conditions ne rappellent pas : {listed(missing)}."
            ),
            change="Dans « Données personnelles », cochez les droits qui manquent.",
        )
