"""The convention with a firm or public body."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.support.office_sample import (
    CONDITIONS,
    CONVENTION_PAPER,
    FILE,
    FUNDING,
    OFFICE,
    ON,
    SHEET,
    VERSION,
    participant,
    unnamed,
)
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.convention import compose, file_name
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions import PaymentMoment
from trainingdesk.domain.conditions.rules import Payment
from trainingdesk.domain.paper_data import AgreementPaper
from trainingdesk.domain.sessions import Modality, Slot


def pdf_of(data: AgreementPaper) -> bytes:
    return rendered(compose(data, Wording()), data.organisation, data.on)


def text_of(data: AgreementPaper) -> str:
    return printed(pdf_of(data))


def with_file(**changes) -> AgreementPaper:
    return replace(CONVENTION_PAPER, file=replace(FILE, **changes))


def test_the_paper_is_valid_and_the_same_each_time(judge):
    pdf = pdf_of(CONVENTION_PAPER)
    judge(pdf)
    assert pdf == pdf_of(CONVENTION_PAPER)


def test_a_usual_convention_takes_two_pages_before_its_annexes():
    made = pages(pdf_of(CONVENTION_PAPER))
    assert "7. Pièces jointes" in made[1]
    assert "Pour l’organisme" in made[1]
    assert made[2].startswith("Annexe 1. Calendrier")


def test_the_office_s_own_terms_are_joined_else_those_its_rules_make():
    assert "Annexe 3. Conditions générales de vente 1. Commande" in text_of(CONVENTION_PAPER)
    made = text_of(replace(CONVENTION_PAPER, conditions=replace(CONDITIONS, terms="")))
    assert "Annexe 3. Conditions générales de vente Les présentes conditions régissent" in made
    assert "1. Proposition commerciale et prix Une proposition commerciale est valable" in made


def test_the_file_is_named_by_number_and_client():
    assert file_name(CONVENTION_PAPER) == "Convention – CV-2026-0012 – Mairie d’Évian-la-Forêt"


def test_the_facts_of_the_bargain_are_printed():
    text = text_of(CONVENTION_PAPER)
    for words in (
        "N° CV-2026-0012 – Accueillir un public exigeant sans s’épuiser",
        "SIRET 000 000 117 00010",
        "Durée 14 h en 2 jours",
        "Période du 18 mai 2026 au 19 mai 2026",
        "La formation est suivie par 7 stagiaires, dont la liste figure ci-dessous.",
        "lundi 18 mai 2026 9 h – 12 h 30, 13 h 30 – 17 h 7 h",
        "Durée totale 14 h",
        "Total net de taxe 4 830,00 €",
        "OPCO Exemple Territoires prend en charge 1 400,00 € au titre du dossier 2026-A-004512",
    ):
        assert words in text


def test_a_fund_that_refunds_the_client_is_told_apart_from_one_that_pays():
    funding = replace(FUNDING.funding, subrogation=False, amount=None, file_number="")
    text = text_of(with_file(fundings=(replace(FUNDING, funding=funding),)))
    assert (
        "prend en charge tout ou partie du prix au titre du dossier en cours d’attribution "
        "et rembourse le client" in text
    )


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        pytest.param(
            PaymentMoment.AFTER_INVOICE, "à 30 jours de la date de la facture", id="later"
        ),
        pytest.param(PaymentMoment.ON_RECEIPT, "à réception de la facture", id="on receipt"),
        pytest.param(
            PaymentMoment.BEFORE_START,
            "avant le début de la formation, à réception de la facture",
            id="before",
        ),
    ],
)
def test_the_moment_of_payment_is_that_of_the_conditions(moment, words):
    rules = replace(CONDITIONS.rules, payment=Payment(moment=moment))
    data = replace(CONVENTION_PAPER, conditions=replace(CONDITIONS, rules=rules))
    assert f"Il est payable {words}." in text_of(data)


def test_names_still_unknown_are_announced():
    text = text_of(with_file(participants=(participant(1, "Amélie", "Œuvrard"), unnamed(2))))
    assert "2 stagiaires. Les noms qui manquent" in text
    assert "2. Stagiaire à désigner" in text


def test_forty_names_are_all_there_and_the_paper_stays_valid(judge):
    people = tuple(participant(n, "Nguyễn", f"Đặng-{n}") for n in range(1, 41))
    pdf = pdf_of(with_file(participants=people))
    judge(pdf)
    text = printed(pdf)
    assert all(f"Mme Nguyễn Đặng-{n} " in text for n in range(1, 41))


def test_special_conditions_are_an_article_of_their_own():
    agreement = replace(CONVENTION_PAPER.agreement, special_conditions="Acompte : **aucun**.")
    text = text_of(replace(CONVENTION_PAPER, agreement=agreement))
    assert "7. Conditions particulières Acompte : aucun. 8. Pièces jointes" in text


def test_what_is_missing_leaves_no_empty_label(judge):
    bare = replace(SHEET, methods=(), assessment=(), prerequisites=(), programme=())
    data = replace(
        with_file(
            organisation=replace(OFFICE, court="", representative_name="", representative_title=""),
            version=replace(VERSION, sheet=replace(bare, introduction=None)),
            slots=(),
            trainers=(),
            venue=None,
            participants=(),
        ),
        contact=None,
        agreement=replace(CONVENTION_PAPER.agreement, number="", lines=()),
    )
    pdf = pdf_of(data)
    judge(pdf)
    text = printed(pdf)
    assert "relève du tribunal compétent" in text
    assert "Le nombre et les noms des stagiaires seront communiqués" in text
    assert "Formateur" not in text
    assert "Durée 0 h" not in text
    assert "Période" not in text
    assert "Représenté par" not in text


def test_a_night_slot_and_a_remote_one_are_told_as_they_are():
    session = replace(FILE.session, modality=Modality.MIXED)
    slots = (
        Slot(day=date(2026, 5, 18), starts_at=time(22), ends_at=time(2)),
        Slot(day=date(2026, 5, 19), starts_at=time(9), ends_at=time(12), is_remote=True),
    )
    text = text_of(with_file(session=session, slots=slots))
    assert "22 h – 2 h 4 h" in text
    assert "9 h – 12 h (à distance) 3 h" in text
    assert "26000 Valence, et à distance" in text


def test_objectives_longer_than_a_page_and_a_very_long_title_are_printed_whole(judge):
    title = "Piloter la transformation d’un service recevant du public " * 4
    objectives = tuple(f"Savoir conduire l’étape numéro {n} du projet" for n in range(1, 91))
    data = with_file(
        session=replace(FILE.session, title=title.strip()),
        version=replace(VERSION, sheet=replace(SHEET, objectives=objectives)),
    )
    pdf = pdf_of(data)
    judge(pdf)
    text = printed(pdf)
    assert title.strip() in text
    assert all(text.count(objective) == 2 for objective in objectives)


def test_the_day_it_is_made_is_printed_above_the_signatures():
    assert "Fait en deux exemplaires, à Valence, le 2 mai 2026." in text_of(
        replace(CONVENTION_PAPER, on=ON.replace(month=5, day=2))
    )
