"""The contract of a subcontractor and the letter of a trainer of the office."""

from dataclasses import replace
from datetime import time
from decimal import Decimal as D

import pytest

from tests.support.attendance_sample import days
from tests.support.mission_sample import CONTRACT_PAPER, FREELANCE, LETTER_PAPER
from tests.support.office_sample import FILE, OFFICE, PEOPLE, SESSION, SLOTS, unnamed
from tests.support.pdf_text import pages, plain, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.rules import Solicitation
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.missions import MissionPay
from trainingdesk.domain.people import Civility
from trainingdesk.domain.sessions import Modality

CONTRACT, LETTER = PAPERS["subcontracting_contract"], PAPERS["mission_letter"]


def made(kind, data):
    return rendered(kind.compose(data, Wording()), data.organisation, data.on)


def mission(data, **changes):
    return replace(data, mission=replace(data.mission, **changes))


def in_file(data, **changes):
    return replace(data, file=replace(data.file, **changes))


NIGHT = replace(SLOTS[0], starts_at=time(22), ends_at=time(2))
ONLINE = replace(SESSION, modality=Modality.REMOTE, remote_link="https://visio.example/42")
REMOTE_SLOTS = tuple(replace(slot, is_remote=True) for slot in SLOTS)
FORTY = tuple(replace(unnamed(number), trainee=PEOPLE[0].trainee) for number in range(40))
LONG = replace(SESSION, title="Accueillir " + "un public très exigeant et " * 9 + "rester calme")
CASES = [
    pytest.param(CONTRACT, CONTRACT_PAPER, id="contract"),
    pytest.param(CONTRACT, replace(CONTRACT_PAPER, is_cpf=True), id="contract paid by the CPF"),
    pytest.param(CONTRACT, replace(CONTRACT_PAPER, sees_vigilance=True), id="large contract"),
    pytest.param(CONTRACT, replace(CONTRACT_PAPER, solicitation=None), id="nothing on hiring"),
    pytest.param(
        CONTRACT, mission(CONTRACT_PAPER, pay=MissionPay.HOUR, rate=D("85.00")), id="by the hour"
    ),
    pytest.param(
        CONTRACT,
        mission(CONTRACT_PAPER, pay=MissionPay.FLAT, expenses="", notes="Tenue sombre."),
        id="flat",
    ),
    pytest.param(
        CONTRACT, in_file(CONTRACT_PAPER, session=ONLINE, slots=REMOTE_SLOTS), id="remote"
    ),
    pytest.param(CONTRACT, in_file(CONTRACT_PAPER, slots=days(30)), id="thirty days"),
    pytest.param(CONTRACT, in_file(CONTRACT_PAPER, session=LONG), id="contract of a long title"),
    pytest.param(
        CONTRACT,
        replace(CONTRACT_PAPER, trainer=replace(FREELANCE, company="")),
        id="under the own name",
    ),
    pytest.param(LETTER, LETTER_PAPER, id="letter"),
    pytest.param(LETTER, in_file(LETTER_PAPER, slots=(NIGHT,)), id="letter for a night"),
    pytest.param(LETTER, in_file(LETTER_PAPER, participants=FORTY), id="forty people"),
    pytest.param(LETTER, in_file(LETTER_PAPER, session=LONG), id="letter of a long title"),
    pytest.param(
        LETTER, in_file(LETTER_PAPER, session=ONLINE, slots=REMOTE_SLOTS), id="remote letter"
    ),
]


@pytest.mark.parametrize(("kind", "data"), CASES)
def test_every_mention_is_readable_on_the_paper(kind, data):
    text = printed(made(kind, data))
    unread = [
        (mention.name, word)
        for mention in kind.mentions
        if mention.applies(data)
        for word in mention.words(data)
        if plain(word) not in text
    ]
    assert missing(kind.mentions, data) == ()
    assert unread == []


@pytest.mark.parametrize(("kind", "data"), CASES[:1] + CASES[10:11] + CASES[12:13])
def test_the_paper_is_valid_and_made_twice_alike(kind, data, judge):
    pdf = made(kind, data)
    judge(pdf)
    assert pdf == made(kind, data)


def test_the_contract_says_what_was_agreed():
    text = printed(made(CONTRACT, CONTRACT_PAPER))
    assert "La mission est payée 1 240,00 € hors taxes (2 jours à 620,00 € par jour)." in text
    assert "Représenté par Mme Maëlle Cœurdacier" in text
    assert "12 mois du dernier salaire" in text
    assert "chiffre d’affaires que l’organisme a confié au sous-traitant sur 12 mois" in text
    assert "Œuvrard" not in text


def test_the_figures_on_hiring_are_those_of_the_terms():
    terms = Solicitation(salary_months=6, subcontracted_months=None)
    text = printed(made(CONTRACT, replace(CONTRACT_PAPER, solicitation=terms)))
    assert "6 mois du dernier salaire" in text
    assert "chiffre d’affaires" not in text


def test_terms_without_the_clause_print_no_article_on_it():
    text = printed(made(CONTRACT, replace(CONTRACT_PAPER, solicitation=None)))
    assert "Non-sollicitation" not in text
    assert "8. Vigilance et assurance" in text


def test_the_cpf_forbids_to_pass_the_mission_on():
    text = printed(made(CONTRACT, replace(CONTRACT_PAPER, is_cpf=True)))
    assert "la sous-traitance en cascade est interdite" in text
    assert "sans l’accord écrit de l’organisme. 11." not in text


def test_a_large_contract_asks_for_the_papers_of_vigilance_at_once():
    text = printed(made(CONTRACT, replace(CONTRACT_PAPER, sees_vigilance=True)))
    assert "il remet à la signature, puis tous les six mois" in text


def test_the_signatures_of_a_contract_never_stand_alone():
    text = next(page for page in pages(made(CONTRACT, CONTRACT_PAPER)) if "Bon pour" in page)
    assert "Pièces jointes" in text


def test_the_letter_names_people_and_what_comes_back():
    text = printed(made(LETTER, LETTER_PAPER))
    assert "Monsieur," in text
    assert "Mme Amélie Œuvrard" in text
    assert "la feuille d’émargement, signée à chaque demi-journée" in text
    assert "relevés de connexion" not in text


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        pytest.param(SLOTS, "L’organisme fournit la salle, son équipement et la liste", id="room"),
        pytest.param(REMOTE_SLOTS, "L’organisme fournit l’accès à la classe à distance", id="far"),
        pytest.param(
            (*SLOTS[:2], *REMOTE_SLOTS[2:]),
            "la salle et son équipement, l’accès à la classe à distance et la liste",
            id="both",
        ),
    ],
)
def test_the_contract_says_what_the_office_provides(slots, words):
    assert words in printed(made(CONTRACT, in_file(CONTRACT_PAPER, slots=slots)))


def test_a_remote_letter_asks_for_the_logs_instead_of_the_sheet():
    text = printed(made(LETTER, in_file(LETTER_PAPER, session=ONLINE, slots=REMOTE_SLOTS)))
    assert "les relevés de connexion des séances à distance" in text
    assert "la feuille d’émargement, signée" not in text


def test_a_letter_says_what_is_special_and_what_is_unknown():
    office = replace(OFFICE, disability_referent="", administrative_referent="", phone="", court="")
    data = in_file(LETTER_PAPER, participants=(), organisation=office)
    data = mission(data, expenses="train remboursé.", notes="Badge à l’accueil.")
    data = replace(data, trainer=replace(data.trainer, civility=Civility.UNKNOWN))
    text = printed(made(LETTER, data))
    assert "Madame, Monsieur," in text
    assert "La liste des stagiaires vous sera remise" in text
    assert "Frais : train remboursé." in text
    assert "À noter : Badge à l’accueil." in text
    assert "orientez vers le référent handicap" in text
    assert "Signalez le jour même à l’organisme" in text


def test_an_office_without_court_names_none():
    office = replace(OFFICE, court="")
    assert "relève du tribunal compétent" in printed(
        made(CONTRACT, in_file(CONTRACT_PAPER, organisation=office))
    )


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        pytest.param(CONTRACT, LETTER_PAPER, "formateur interne", id="contract of an employee"),
        pytest.param(LETTER, CONTRACT_PAPER, "sous-traitant", id="letter to a subcontractor"),
        pytest.param(CONTRACT, in_file(CONTRACT_PAPER, slots=()), "aucun créneau", id="no slot"),
        pytest.param(LETTER, in_file(LETTER_PAPER, slots=()), "aucun créneau", id="nothing to do"),
    ],
)
def test_a_paper_that_makes_no_sense_is_refused(kind, data, words):
    assert words in kind.refusal(data)


@pytest.mark.parametrize(
    ("kind", "data", "name"),
    [
        pytest.param(
            CONTRACT,
            CONTRACT_PAPER,
            "Contrat de sous-traitance – S-2026-014 – Cœurdacier Maëlle",
            id="contract",
        ),
        pytest.param(
            LETTER, LETTER_PAPER, "Lettre de mission – S-2026-014 – Tellier Marc", id="letter"
        ),
    ],
)
def test_a_paper_is_filed_under_session_and_trainer(kind, data, name):
    assert kind.refusal(data) is None
    assert kind.file_name(data) == name


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(mission(CONTRACT_PAPER, rate=None), "Prix", id="no price"),
        pytest.param(
            in_file(CONTRACT_PAPER, session=replace(SESSION, title="")), "Mission", id="no title"
        ),
    ],
)
def test_a_contract_that_lacks_its_price_or_mission_is_stopped(data, name):
    assert name in {mention.name for mention in missing(CONTRACT.mentions, data) if mention.blocks}


def test_a_subcontractor_without_papers_is_told_to_complete_the_file():
    bare = replace(FREELANCE, siret="", activity_number="", qualification="")
    bare = replace(bare, address=replace(bare.address, city=""))
    lacking = {m.name for m in missing(CONTRACT.mentions, replace(CONTRACT_PAPER, trainer=bare))}
    assert lacking == {
        "Adresse du sous-traitant",
        "SIRET du sous-traitant",
        "Déclaration d’activité du sous-traitant",
        "Titres et qualités de l’intervenant",
    }


def test_a_contract_without_price_prints_no_article_on_it():
    text = printed(made(CONTRACT, mission(CONTRACT_PAPER, rate=None)))
    assert "Prix et règlement" not in text
    assert FILE.session.number in text
