"""The clauses that a client reads: the values that are computed with stand in them."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given

from tests.support.conditions_strategy import rules as any_rules
from tests.support.office_sample import OFFICE
from tests.support.offices import rules_of
from tests.support.pdf_text import plain
from trainingdesk.domain.conditions import STATUTORY, Rules
from trainingdesk.domain.conditions.clauses import (
    ITEM,
    TITLES,
    clause_text,
    clauses,
    heading,
    sanction_words,
)
from trainingdesk.domain.conditions.kinds import (
    Base,
    Court,
    DataRight,
    DayUnit,
    DepositMoment,
    ForceMajeureDue,
    HouseRulesRemedy,
    Item,
    LatePostponement,
    Mark,
    Need,
    NewPrice,
    PaymentMoment,
    Sanction,
)
from trainingdesk.domain.conditions.rules import (
    RULES,
    Absence,
    Cancellation,
    Capacity,
    ClientDuties,
    Completion,
    DayHours,
    Deposit,
    Discipline,
    Disputes,
    ELearning,
    ForceMajeure,
    Formation,
    FunderTerms,
    Interruption,
    Intra,
    Late,
    Liability,
    Modification,
    Offer,
    OfficeCancellation,
    Payment,
    PersonalData,
    Postponement,
    Publicity,
    Recording,
    Recovery,
    Reserves,
    Sendings,
    Solicitation,
    Substitution,
    Suspension,
    Termination,
    Tier,
    Withdrawal,
)

RICH = Rules(
    offer=Offer(validity_days=30),
    formation=Formation(
        needs=(Need.SIGNED_PROPOSAL, Need.DEPOSIT), return_days=8, marks=(Mark.STAMP, Mark.DATE)
    ),
    modification=Modification(),
    withdrawal=Withdrawal(),
    deposit=Deposit(share=Decimal("0.3"), moment=DepositMoment.BEFORE_START, days_before=21),
    payment=Payment(moment=PaymentMoment.AFTER_INVOICE, days=45),
    funder=FunderTerms(answer_notice=5, unpaid_months=2),
    late=Late(floor_multiple=Decimal(3)),
    recovery=Recovery(),
    suspension=Suspension(),
    cancellation=Cancellation(
        tiers=(
            Tier(at_least=20, share=Decimal("0.1")),
            Tier(at_least=10, share=Decimal("0.5"), base=Base.HT),
            Tier(share=Decimal("0.9")),
        )
    ),
    postponement=Postponement(at_least=7, within_months=6, keeps_deposit=True),
    substitution=Substitution(at_least=7),
    absence=Absence(share_due=Decimal("0.5")),
    interruption=Interruption(share_due=Decimal("0.5")),
    force_majeure=ForceMajeure(),
    office_cancellation=OfficeCancellation(adjourn_days=7, indemnity=False),
    intra=Intra(runs_from=3),
    capacity=Capacity(),
    hours=DayHours(),
    sendings=Sendings(
        on_enrolment=(Item.TERMS, Item.AGREEMENT),
        days_before=7,
        in_those_days=(Item.JOINING_LETTER, Item.SOFTWARE_GUIDE),
        hours_before=4,
        in_those_hours=(Item.LINK, Item.SUPPORT_CONTACT),
    ),
    completion=Completion(),
    elearning=ELearning(
        access_hours=96,
        report_hours=48,
        repair_working_hours=72,
        maintenance_hours=24,
        bandwidth=Decimal(2),
    ),
    discipline=Discipline(),
    recording=Recording(),
    reserves=Reserves(),
    liability=Liability(),
    client_duties=ClientDuties(),
    publicity=Publicity(),
    solicitation=Solicitation(subcontracted_months=6),
    termination=Termination(),
    personal_data=PersonalData(
        retention_years=5, rights=(DataRight.ACCESS, DataRight.CONSENT_WITHDRAWAL)
    ),
    disputes=Disputes(),
)
"""Every clause, with values that all count: a delay that no choice switches off."""

NEVER_BASES = {
    "deposit": {Base.DEPOSIT, Base.COST, Base.NONE},
    "cancellation": {Base.COST, Base.DEPOSIT},
}
"""Bases that the checks of the rules refuse there, or that another case tries."""


def others(value: Any, hint: str, rule: str) -> Iterator[Any]:
    """Give values that differ from one, of its own kind."""
    match value:
        case bool():
            yield not value
        case StrEnum():
            unwanted = {value, *NEVER_BASES.get(rule, ())}
            yield from (each for each in type(value) if each not in unwanted)
        case int():
            yield value + 1
        case Decimal():
            yield value + Decimal("0.05")
        case time():
            yield value.replace(minute=5)
        case tuple():
            yield value[1:]
    if "None" in hint:
        yield None


def changes() -> Iterator[Any]:
    for rule in RULES:
        record = getattr(RICH, rule)
        for each in fields(record):
            if each.name == "tiers":
                continue
            for value in others(getattr(record, each.name), str(each.type), rule):
                yield pytest.param(
                    rule, replace(record, **{each.name: value}), id=f"{rule}.{each.name} {value}"
                )
    cancellation = RICH.cancellation
    assert cancellation
    for place, tier in enumerate(cancellation.tiers):
        for name in ("at_least", "share", "base"):
            for value in others(getattr(tier, name), "", "cancellation"):
                tiers = list(cancellation.tiers)
                tiers[place] = replace(tier, **{name: value})
                changed = replace(cancellation, tiers=tuple(tiers))
                yield pytest.param("cancellation", changed, id=f"tier {place + 1} {name} {value}")


@pytest.mark.parametrize(("rule", "changed"), tuple(changes()))
def test_a_value_that_changes_changes_its_clause(rule, changed):
    before = clause_text(rule, RICH)
    assert clause_text(rule, replace(RICH, **{rule: changed})) != before


@given(any_rules())
def test_any_rules_make_whole_clauses_numbered_in_order(rules):
    made = clauses(rules, OFFICE)
    assert [clause.number for clause in made] == list(range(1, len(made) + 1))
    assert [clause.rule for clause in made[:-1]] == [
        rule for rule in RULES if getattr(rules, rule) is not None
    ]
    for clause in made:
        assert clause.heading == (heading(rules, clause.rule) or clause.heading)
        assert clause.paragraphs
        for paragraph in clause.paragraphs:
            assert re.match(r"[A-ZÀÉ«]|- préavis de|- quel que soit", paragraph)
            assert paragraph.endswith((".", ":", ";"))
            assert not re.search(r"  | [,.]|None|\.\.|_|[{}]", paragraph)


def test_every_rule_has_a_title_and_a_missing_one_has_no_heading():
    assert tuple(TITLES) == RULES
    assert heading(rules_of("lexom"), "cancellation") == "11. Annulation par le client"
    assert heading(rules_of("ilmis"), "cancellation") == ""
    assert heading(STATUTORY, "recovery") == "6. Indemnité de recouvrement"
    assert clause_text("cancellation", STATUTORY) == ()


def text_of(rule: str, rules: Rules) -> str:
    return plain(" ".join(clause_text(rule, rules, OFFICE)))


@pytest.mark.parametrize(
    ("office", "words"),
    [
        pytest.param(
            "lexom",
            "Le préavis est compté en jours calendaires, c’est-à-dire tous les jours : le jour de "
            "la réception n’est pas compté, celui du début de la formation l’est. Ce qui est dû "
            "en dépend : - préavis de 15 jours ou plus : l’acompte, qui reste acquis à "
            "l’organisme ; - préavis de moins de 15 jours, ou formation commencée : 100 % du prix "
            "TTC.",
            id="calendar days",
        ),
        pytest.param(
            "digiactif",
            "L’organisme se réserve le droit de demander ce qui suit : - préavis de 16 jours "
            "ouvrables ou plus : rien ; - préavis de 7 à 15 jours ouvrables : 50 % du prix HT ; "
            "- préavis de moins de 7 jours ouvrables, ou formation commencée : 100 % du prix HT.",
            id="working days, at will",
        ),
        pytest.param(
            "rivage", "- préavis de 10 à 19 jours ouvrés : 50 % de l’acompte ;", id="four tiers"
        ),
    ],
)
def test_the_tiers_of_a_cancellation_are_listed(office, words):
    assert words in text_of("cancellation", rules_of(office))


@pytest.mark.parametrize(
    ("tiers", "words"),
    [
        pytest.param(
            (Tier(share=Decimal(1)),),
            "- quel que soit le préavis, ou une fois la formation commencée : 100 % du prix TTC.",
            id="one tier",
        ),
        pytest.param(
            (Tier(at_least=2, share=Decimal(0)), Tier(at_least=1), Tier()),
            "- préavis de 1 jour : 100 % du prix TTC ;",
            id="a tier of one day",
        ),
    ],
)
def test_short_scales_of_tiers_read_well(tiers, words):
    rules = replace(RICH, cancellation=Cancellation(tiers=tiers))
    assert words in text_of("cancellation", rules)


@pytest.mark.parametrize(
    ("rule", "record", "words"),
    [
        pytest.param("formation", Formation(needs=()), "par l’acceptation du client", id="needs"),
        pytest.param(
            "formation",
            Formation(special_terms=False, special_terms_denied_elsewhere=True),
            "ainsi que le rappellent leurs autres clauses",
            id="no special terms",
        ),
        pytest.param(
            "deposit",
            Deposit(share=Decimal("0.2"), moment=DepositMoment.BEFORE_START),
            "20 % du prix TTC est versé avant le début de la formation",
            id="deposit",
        ),
        pytest.param("absence", Absence(share_due=Decimal(0)), "ne sont pas dues", id="absence"),
        pytest.param(
            "absence", Absence(), "ne réduit pas le prix : il reste dû", id="whole absence"
        ),
        pytest.param(
            "interruption", Interruption(share_due=Decimal(0)), "seules les heures suivies", id="0"
        ),
        pytest.param(
            "interruption",
            Interruption(house_rules_remedy=HouseRulesRemedy.POSTPONED_OR_REPLAY),
            "les présentes conditions l’emportent",
            id="house rules say otherwise",
        ),
        pytest.param("postponement", Postponement(at_least=0), "le jour où elle", id="day 0"),
        pytest.param("postponement", Postponement(), "avant le jour où elle commence", id="day 1"),
        pytest.param(
            "postponement",
            Postponement(too_late=LatePostponement.WHOLE_PRICE, new_price=NewPrice.WHOLE),
            "le prix entier exigible aussitôt ; ce prix reste acquis à l’organisme et la nouvelle "
            "date est facturée de nouveau",
            id="whole price, twice",
        ),
        pytest.param("substitution", Substitution(), "jusqu’au jour où", id="substitution"),
        pytest.param("intra", Intra(), "à partir de une personne", id="one person"),
        pytest.param("sendings", Sendings(), "tout ce qu’il lui faut", id="nothing to send"),
        pytest.param(
            "sendings", Sendings(in_those_hours=(Item.LINK,)), "le lien de connexion", id="link"
        ),
        pytest.param(
            "sendings", Sendings(hours_before=2), "Au plus tard 2 heures avant", id="hours alone"
        ),
        pytest.param("suspension", Suspension(unpaid_invoice=False), "ne suspend pas", id="none"),
        pytest.param(
            "completion",
            Completion(training_attestation=False, presence_on_request=False),
            "certificat de réalisation",
            id="no attestation",
        ),
        pytest.param("discipline", Discipline(sanctions=()), "jamais d’amende", id="no sanction"),
        pytest.param(
            "discipline", Discipline(council=True), "le conseil de perfectionnement", id="council"
        ),
        pytest.param("personal_data", PersonalData(), "que lui donne le RGPD", id="no rights"),
        pytest.param(
            "personal_data",
            PersonalData(rights=(DataRight.ACCESS,)),
            "d’un droit d’accès, qu’il exerce auprès de Paula Vidal (dpo@atelier-savoirs.example)",
            id="one right",
        ),
        pytest.param(
            "disputes",
            Disputes(mediator=True),
            "un médiateur de la consommation : Médiation Conso Exemple, mediation.example, 1 place",
            id="mediator",
        ),
    ],
)
def test_unusual_values_are_told_in_whole_sentences(rule, record, words):
    assert words in text_of(rule, replace(RICH, **{rule: record}))


def test_the_days_before_which_a_funder_answers_are_explained():
    funder = FunderTerms(answer_notice=1, answer_unit=DayUnit.MON_SAT)
    text = text_of("funder", Rules(funder=funder))
    assert "au plus tard 1 jour ouvrable avant le début de la formation" in text
    assert "Les jours ouvrables sont tous les jours sauf les dimanches et les jours fériés." in text


def test_a_clause_names_the_one_it_points_to_by_its_number():
    assert "selon la clause « 11. Annulation par le client »" in text_of("postponement", RICH)
    alone = text_of("postponement", Rules(postponement=Postponement()))
    assert "selon ce que prévoit l’accord" in alone


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        pytest.param(
            Rules(force_majeure=ForceMajeure(due=ForceMajeureDue.AS_POSTPONED)),
            "elle est reportée, selon les règles convenues pour un report.",
            id="postponed, without that clause",
        ),
        pytest.param(
            Rules(
                force_majeure=ForceMajeure(), postponement=Postponement(even_in_force_majeure=True)
            ),
            "sous réserve de ce que prévoit la clause « 1. Report à la demande du client ».",
            id="another clause says otherwise",
        ),
    ],
)
def test_force_majeure_that_moves_a_training_never_costs_an_individual_more(rules, words):
    text = text_of("force_majeure", rules)
    assert words in text
    assert "Du particulier qui finance lui-même sa formation, n’est dû que ce qui a été" in text


def test_what_is_owed_for_missed_hours_is_no_price_of_a_training_wherever_it_is_told():
    words = "ce n’est pas le prix d’une formation"
    assert words in text_of("absence", RICH)
    assert words not in text_of("interruption", RICH)
    assert words in text_of("interruption", replace(RICH, absence=None))


def test_the_law_supplies_what_has_no_clause_and_no_more():
    silent = clauses(Rules())[-1]
    assert silent.heading == "1. Ce que la loi prévoit"
    text = plain(" ".join(silent.paragraphs))
    for words in (
        "10 jours à compter de la signature du contrat (article L6353-5",
        "à 30 jours de la date de la facture",
        "majoré de 10 points de pourcentage",
        "40,00 € pour frais de recouvrement",
        "article L6353-7",
        "article L6354-1",
    ):
        assert words in text
    full = " ".join(clauses(RICH)[-1].paragraphs)
    assert full.startswith("L’organisme rembourse ce qu’il a perçu")


@pytest.mark.parametrize(
    ("changes", "contact"),
    [
        pytest.param({"dpo_name": ""}, "auprès de dpo@atelier-savoirs.example", id="address"),
        pytest.param({"dpo_email": "", "email": ""}, "auprès de Paula Vidal.", id="name"),
        pytest.param({"dpo_name": "", "dpo_email": "", "email": ""}, "par écrit", id="neither"),
    ],
)
def test_rights_are_exercised_with_whom_the_office_names(changes, contact):
    office = replace(OFFICE, **changes)
    (*_, last) = clause_text("personal_data", RICH, office)
    assert contact in plain(last)


@pytest.mark.parametrize(
    ("kind", "court", "words"),
    [
        pytest.param(
            Court.COMMERCIAL,
            "tribunal de commerce de Valence",
            "de la juridiction commerciale : le tribunal de commerce de Valence.",
            id="commercial",
        ),
        pytest.param(
            Court.JUDICIAL,
            "tribunal judiciaire de Valence",
            "de la juridiction civile : le tribunal judiciaire de Valence.",
            id="judicial",
        ),
        pytest.param(
            Court.JUDICIAL,
            "tribunal des activités économiques de Lyon",
            "de la juridiction civile.",
            id="a court of the other kind",
        ),
        pytest.param(
            Court.COMMERCIAL,
            "tribunal judiciaire de Valence",
            "de la juridiction commerciale.",
            id="a court that judges no traders",
        ),
        pytest.param(Court.JUDICIAL, "", "de la juridiction civile.", id="no name"),
    ],
)
def test_the_office_s_court_is_named_where_it_is_of_the_kind_that_the_terms_say(kind, court, words):
    office = replace(OFFICE, court=court)
    text = clause_text("disputes", replace(RICH, disputes=Disputes(court=kind)), office)
    assert words in plain(text[0])


def test_identity_is_left_out_where_it_is_not_known():
    assert clause_text("disputes", RICH)[0].startswith("Les parties cherchent")
    unnamed = replace(RICH, disputes=Disputes(mediator=True))
    assert clause_text("disputes", unnamed)[-1].endswith("médiateur de la consommation.")


def test_sanctions_are_told_from_the_lightest():
    rule = Discipline(sanctions=(Sanction.EXCLUSION, Sanction.WARNING))
    assert sanction_words(rule) == ("l’avertissement écrit", "l’exclusion définitive")


def test_entries_of_a_list_are_paragraphs_of_their_own():
    text = clause_text("cancellation", RICH)
    assert sum(paragraph.startswith(ITEM) for paragraph in text) == 3
