"""The house rules of the trainees."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.support.office_sample import OFFICE
from tests.support.offices import rules_of
from tests.support.pdf_text import pages, plain, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.house_rules import compose, file_name
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions import Conditions, Rules
from trainingdesk.domain.conditions.kinds import Item, Sanction
from trainingdesk.domain.conditions.rules import Discipline, ELearning, Recording, Sendings
from trainingdesk.domain.mentions.conditions import HOUSE_RULES
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.paper_data import HouseRulesPaper

OFFICES = ("lexom", "digiactif", "ilmis", "rivage")


def paper(rules: Rules) -> HouseRulesPaper:
    conditions = Conditions(number=2, starts_on=date(2026, 1, 1), rules=rules)
    return HouseRulesPaper(organisation=OFFICE, conditions=conditions, on=date(2026, 4, 10))


def pdf_of(data: HouseRulesPaper) -> bytes:
    return rendered(compose(data, Wording()), data.organisation, data.on)


def text_of(**clauses: Any) -> str:
    return printed(pdf_of(paper(replace(Rules(), **clauses))))


@pytest.mark.parametrize("office", OFFICES)
def test_the_house_rules_of_each_office_take_two_pages_and_are_valid(office, judge):
    data = paper(rules_of(office))
    pdf = pdf_of(data)
    judge(pdf)
    assert pdf == pdf_of(data)
    assert len(pages(pdf)) == 2


@pytest.mark.parametrize("office", OFFICES)
def test_every_mention_is_readable_on_the_paper(office):
    data = paper(rules_of(office))
    text = printed(pdf_of(data))
    assert missing(HOUSE_RULES, data) == ()
    for mention in HOUSE_RULES:
        assert all(plain(word) in text for word in mention.words(data)), mention.name


def test_the_procedure_has_the_scale_and_the_delays_of_the_conditions():
    text = text_of(
        discipline=Discipline(
            sanctions=(Sanction.EXCLUSION, Sanction.TEMPORARY_EXCLUSION),
            clear_days=2,
            latest_days=12,
            council=True,
        )
    )
    assert "plus lourde : • l’exclusion temporaire • l’exclusion définitive" in text
    assert "ni moins de 2 jours francs ni plus de 12 jours après l’entretien" in text
    assert "le délai de 12 jours court alors de cet avis" in text


def test_rules_without_discipline_give_the_delays_of_the_law():
    text = text_of()
    assert "ni moins de 1 jour franc ni plus de 15 jours après l’entretien" in text
    assert "conseil de perfectionnement" not in text


def test_a_scale_without_sanction_is_told_and_its_mention_lacks():
    rules = Rules(discipline=Discipline(sanctions=()))
    assert "Aucune sanction autre que des observations verbales n’est prévue." in printed(
        pdf_of(paper(rules))
    )
    assert [mention.name for mention in missing(HOUSE_RULES, paper(rules))] == [
        "Nature et échelle des sanctions"
    ]


@pytest.mark.parametrize(
    ("clauses", "present", "absent"),
    [
        pytest.param({}, (), ("Formation à distance", "plateforme"), id="nothing remote"),
        pytest.param(
            {"sendings": Sendings(on_enrolment=(Item.TERMS,), reachable=True)},
            (),
            ("Formation à distance",),
            id="only papers sent",
        ),
        pytest.param(
            {"sendings": Sendings(in_those_hours=(Item.LINK,))},
            ("4. Formation à distance", "le lien et les codes reçus"),
            ("numéro de mobile", "guide", "plateforme"),
            id="a link",
        ),
        pytest.param(
            {"sendings": Sendings(in_those_days=(Item.SOFTWARE_GUIDE,), reachable=True)},
            ("une adresse électronique ou un numéro de mobile", "en suivant le guide reçu"),
            ("plateforme",),
            id="a guide",
        ),
        pytest.param(
            {"elearning": ELearning(report_hours=48)},
            ("Son identifiant à la plateforme est personnel", "est signalé dans les 48 heures"),
            ("guide",),
            id="a platform",
        ),
        pytest.param(
            {"elearning": ELearning(one_login_each=False)},
            ("Formation à distance",),
            ("identifiant", "Un incident sur la plateforme"),
            id="a platform without delays",
        ),
    ],
)
def test_remote_rules_stand_where_trainings_are_held_at_a_distance(clauses, present, absent):
    text = text_of(**clauses)
    assert all(words in text for words in present)
    assert not any(words in text for words in absent)


@pytest.mark.parametrize(
    ("clauses", "words"),
    [
        pytest.param({}, "interdit d’enregistrer, de filmer", id="silent"),
        pytest.param({"recording": Recording()}, "interdit d’enregistrer, de filmer", id="leave"),
        pytest.param(
            {"recording": Recording(needs_leave=False)},
            "si toutes les personnes présentes y consentent",
            id="free",
        ),
    ],
)
def test_recording_follows_the_conditions(clauses, words):
    assert words in text_of(**clauses)


def test_what_the_terms_ask_of_trainees_stands_in_the_house_rules_too():
    told = printed(pdf_of(paper(rules_of("digiactif"))))
    silent = text_of()
    for words in (
        "L’organisme en avertit l’employeur",
        "à une autre date ou en rediffusion",
        "questionnaire de satisfaction",
        "« Lu et approuvé » :",
    ):
        assert words in told
        assert words not in silent


def test_referents_are_named_where_there_are_some(judge):
    data = paper(Rules())
    named = printed(pdf_of(data))
    assert "victime ou témoin s’adresse à Inès Rocher (04 00 00 00 01)." in named
    unnamed = replace(
        data, organisation=replace(OFFICE, harassment_referent="", disability_referent="")
    )
    pdf = pdf_of(unnamed)
    judge(pdf)
    assert "s’adresse à" not in printed(pdf)
    assert [mention.name for mention in missing(HOUSE_RULES, unnamed)] == ["Référent handicap"]
    unreachable = replace(data, organisation=replace(OFFICE, referents_contact=""))
    assert "s’adresse à Inès Rocher." in printed(pdf_of(unreachable))


def test_the_file_is_named_by_version_and_day():
    assert plain(file_name(paper(Rules()))) == (
        "Règlement intérieur – version 2 – au 1er janvier 2026"
    )
