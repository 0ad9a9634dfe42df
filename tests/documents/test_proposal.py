"""The commercial proposal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from tests.support.office_sample import (
    COACHING,
    CONDITIONS,
    INDIVIDUAL,
    OFFICE,
    PROPOSAL_PAPER,
    SEVEN_SEATS,
    SHEET,
    VERSION,
)
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.proposal import compose, file_name, refusal
from trainingdesk.documents.wording import Override, Wording
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.conditions import STATUTORY, Rules
from trainingdesk.domain.conditions.kinds import Mark, Need
from trainingdesk.domain.conditions.rules import Formation, Interruption
from trainingdesk.domain.paper_data import ProposalPaper

TO_INDIVIDUAL = replace(PROPOSAL_PAPER, client=INDIVIDUAL, contact=None)


def pdf_of(data: ProposalPaper, wording: Wording | None = None) -> bytes:
    return rendered(compose(data, wording or Wording()), data.organisation, data.on)


def text_of(data: ProposalPaper) -> str:
    return printed(pdf_of(data))


def offer(**changes) -> ProposalPaper:
    return replace(PROPOSAL_PAPER, proposal=replace(PROPOSAL_PAPER.proposal, **changes))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PROPOSAL_PAPER, id="to a public body"),
        pytest.param(TO_INDIVIDUAL, id="to an individual"),
    ],
)
def test_the_paper_is_valid_and_the_same_each_time(data, judge):
    pdf = pdf_of(data)
    judge(pdf)
    assert pdf == pdf_of(data)


def test_what_the_terms_ask_of_a_proposal_is_there():
    text = text_of(PROPOSAL_PAPER)
    for words in (
        "Numéro P-2026-0021",
        "Date 10 avril 2026",
        "Valable jusqu’au 10 mai 2026",
        "Intitulé Accueillir un public exigeant sans s’épuiser",
        "Référence ACC-01",
        "Dates 18 et 19 mai 2026, de 9 h à 12 h 30 et de 13 h 30 à 17 h",
        "Lieu Atelier des Savoirs, salle Cévennes, Valence",
        "Durée 14 h en 2 jours",
        "Participants 7 participants",
        "Noms Amélie Œuvrard et Karim Bellil ; 5 noms à communiquer",
        "Adresse de facturation Service des finances, 1 place de l’Hôtel-de-Ville, 74000",
        "Déplacement du formateur 1 forfait 85,00 €",
    ):
        assert words in text


def test_the_commitment_of_a_public_client_is_named():
    assert "N° d’engagement EJ-2026-42" in text_of(offer(engagement_number="EJ-2026-42"))


def test_options_stand_apart_and_are_not_added_up():
    text = text_of(PROPOSAL_PAPER)
    prices, options = text.split("3. Options")
    assert "Total HT 5 077,00 € TVA 20 % sur 162,00 € 32,40 € Total TTC 5 109,40 €" in prices
    assert "Suivi à trois mois" not in prices
    assert "Suivi à trois mois 1,5 heure, remise 10 % 20 % 162,00 € 194,40 €" in options


def test_a_proposal_without_option_has_no_such_article():
    text = text_of(offer(lines=(SEVEN_SEATS,)))
    assert "Options" not in text
    assert "3. Facturation et conditions" in text


def test_the_deposit_is_computed_on_the_price_with_tax():
    assert "Un acompte de 1 532,82 € (30 % du prix TTC) est versé avec l’acceptation" in text_of(
        PROPOSAL_PAPER
    )


def test_without_deposit_the_price_falls_due_as_the_conditions_say():
    rules = replace(CONDITIONS.rules, deposit=None)
    data = replace(PROPOSAL_PAPER, conditions=replace(CONDITIONS, rules=rules))
    text = text_of(data)
    assert "Le prix est payable à 30 jours de la date de la facture." in text
    assert "acompte" not in text


def test_a_professional_is_told_what_lateness_costs_and_an_individual_what_the_law_grants_him():
    professional, individual = text_of(PROPOSAL_PAPER), text_of(TO_INDIVIDUAL)
    assert "indemnité forfaitaire de 40,00 €" in professional
    assert "rétracter" not in professional
    assert "indemnité forfaitaire" not in individual
    assert "acompte" not in individual
    assert "10 jours pour se rétracter, ou de 14 jours" in individual
    assert "1 532,82 € au plus sont alors payables" in individual
    assert "Médiation Conso Exemple, mediation.example" in individual


def test_the_office_chooses_the_word_devis():
    wording = Wording({"proposal.titre": Override(3, "Devis")})
    pdf = pdf_of(PROPOSAL_PAPER, wording)
    assert printed(pdf).startswith("Devis Numéro")
    assert wording.used["proposal.titre"] == 3


def test_each_course_has_its_programme_joined():
    second = replace(
        VERSION, id=2, sheet=replace(SHEET, title="Écrire sans peur", code=None, hours=None)
    )
    data = replace(offer(title="Parcours d’accueil", introduction=""), versions=(VERSION, second))
    text = text_of(data)
    assert "1. Les formations" in text
    assert "Accueillir un public exigeant sans s’épuiser (ACC-01), 14 h" in text
    assert "Annexe 1. Programme – Accueillir un public exigeant sans s’épuiser" in text
    assert "Annexe 2. Programme – Écrire sans peur" in text
    assert "Annexe 3. Conditions générales de vente" in text
    assert "les formations décrites ci-dessous" in text


def with_rules(terms: str = "", **clauses: Any) -> ProposalPaper:
    rules = replace(STATUTORY, **clauses)
    return replace(PROPOSAL_PAPER, conditions=replace(CONDITIONS, rules=rules, terms=terms))


def test_terms_that_come_back_signed_end_with_a_frame_to_sign():
    needs = (Need.SIGNED_PROPOSAL, Need.SIGNED_TERMS)
    formation = Formation(needs=needs, marks=(Mark.HANDWRITTEN_ACCEPTANCE, Mark.STAMP))
    signed = with_rules(formation=formation)
    text = text_of(signed)
    assert "et les conditions générales de vente jointes, paraphées et signées." in text
    assert text.count("Pour Mairie d’Évian-la-Forêt « Bon pour accord » :") == 2
    unsigned = text_of(with_rules())
    assert "cette acceptation vaut aussi pour les conditions générales de vente" in unsigned
    assert unsigned.count("Pour Mairie d’Évian-la-Forêt") == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(with_rules(), False, id="rules that say nothing of it"),
        pytest.param(with_rules(interruption=Interruption()), True, id="a clause"),
        pytest.param(with_rules(terms="## Abandon"), True, id="a text of its own"),
    ],
)
def test_the_proposal_points_to_the_clauses_of_giving_up_where_there_are_some(data, told):
    points = "Les conditions d’annulation, de report et d’abandon figurent" in text_of(data)
    assert points is told


def test_a_later_version_says_so():
    data = offer(version=2)
    assert "Numéro P-2026-0021 – version 2" in text_of(data)
    assert file_name(data) == "Proposition – P-2026-0021 – version 2 – Mairie d’Évian-la-Forêt"


def test_a_proposal_without_price_may_not_be_made():
    assert refusal(PROPOSAL_PAPER) is None
    only_options = offer(lines=(replace(COACHING, is_optional=True),))
    assert refusal(only_options) == (
        "La proposition n’a pas encore de ligne de prix : ajoutez-en une."
    )


def test_what_is_not_known_yet_leaves_no_empty_label(judge):
    bare = offer(
        number="", dates="", place="", duration="", head_count=None, participants=(),
        billing=Address(), valid_until=None, introduction="", lines=(SEVEN_SEATS,),
    )  # fmt: skip
    data = replace(
        bare,
        contact=None,
        versions=(),
        conditions=replace(CONDITIONS, rules=Rules(), terms=""),
        organisation=replace(OFFICE, mediator_name="", mediator_website="", mediator_address=""),
    )
    pdf = pdf_of(data)
    judge(pdf)
    text = printed(pdf)
    for label in ("Participants", "Noms", "Dates", "Lieu", "Valable", "Programme"):
        assert label not in text
    assert "Numéro projet" in text
    assert "Adresse de facturation 1 place de l’Hôtel-de-Ville" in text
    individual = text_of(replace(data, client=INDIVIDUAL))
    assert "médiateur" not in individual


def test_forty_names_and_long_texts_go_on_and_the_acceptance_stays_whole(judge):
    names = tuple(f"Nguyễn Đặng-{n}" for n in range(1, 41))
    lines = tuple(
        replace(SEVEN_SEATS, label=f"Journée {n} : " + "accueillir et écouter " * 8)
        for n in range(1, 31)
    )
    pdf = pdf_of(offer(participants=names, head_count=40, lines=lines, sent_on=date(2026, 4, 12)))
    judge(pdf)
    text = printed(pdf)
    assert all(name in text for name in names)
    assert "à communiquer" not in text
    assert "Date 12 avril 2026" in text
    (signed,) = [page for page in pages(pdf) if "Cachet et signature :" in page]
    assert "4. Acceptation Pour accepter" in signed


def test_the_discount_is_said_and_taken_off():
    line = replace(SEVEN_SEATS, discount=D("12.5"))
    text = text_of(offer(lines=(line,)))
    assert "7 personnes, remise 12,5 % 690,00 €" in text
    assert "Total net de taxe 4 226,25 €" in text


def test_what_completes_an_agreement_says_so(judge):
    pdf = pdf_of(replace(PROPOSAL_PAPER, completes="Convention CV-2026-0012"))
    judge(pdf)
    text = printed(pdf)
    assert "Proposition complémentaire Numéro P-2026-0021" in text
    assert "Complète Convention CV-2026-0012" in text
