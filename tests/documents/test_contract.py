"""The contract with an individual."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.office_sample import CONDITIONS, CONTRACT_PAPER, FILE, OFFICE, SHEET, VERSION
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.contract import compose, file_name
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.rules import Interruption, Withdrawal
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.mentions.contracts import CONTRACT
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.paper_data import AgreementPaper
from trainingdesk.domain.sessions import Modality
from trainingdesk.domain.withdrawal import SignedWhere


def pdf_of(data: AgreementPaper) -> bytes:
    return rendered(compose(data, Wording()), data.organisation, data.on)


def text_of(data: AgreementPaper) -> str:
    return printed(pdf_of(data))


def bargain(**changes) -> AgreementPaper:
    return replace(CONTRACT_PAPER, agreement=replace(CONTRACT_PAPER.agreement, **changes))


def test_the_paper_is_valid_and_the_same_each_time(judge):
    pdf = pdf_of(CONTRACT_PAPER)
    judge(pdf)
    assert pdf == pdf_of(CONTRACT_PAPER)


def test_the_file_is_named_by_number_and_person():
    assert file_name(CONTRACT_PAPER) == "Contrat – CT-2026-0003 – Mme Zoé Łukasiewicz"
    assert file_name(bargain(number="")) == "Contrat – projet – Mme Zoé Łukasiewicz"


def test_the_rest_of_the_price_is_staged_and_adds_up():
    text = text_of(CONTRACT_PAPER)
    for row in (
        "À la fin du délai de rétractation 207,00 €",
        "Le 18 mai 2026, après 7 h de formation 241,50 €",
        "Le 19 mai 2026, après 14 h de formation 241,50 €",
        "Total 690,00 €",
    ):
        assert row in text


@pytest.mark.parametrize(
    ("where", "days", "article"),
    [
        pytest.param(SignedWhere.PREMISES, "10 jours", "L6353-5", id="premises"),
        pytest.param(SignedWhere.DISTANCE, "14 jours", "L221-18", id="distance"),
        pytest.param(SignedWhere.OFF_PREMISES, "14 jours", "L221-18", id="off premises"),
    ],
)
def test_the_withdrawal_depends_on_where_it_is_signed(where, days, article):
    silent = replace(CONDITIONS, rules=replace(CONDITIONS.rules, withdrawal=None))
    text = text_of(replace(bargain(signed_where=where), conditions=silent))
    assert days in text.split("5. Délai de rétractation")[1][:400]
    assert article in text


def test_terms_that_give_longer_to_withdraw_are_what_the_contract_says():
    longer = replace(CONDITIONS.rules, withdrawal=Withdrawal(days=21))
    paper = bargain(signed_where=SignedWhere.DISTANCE, signed_on=date(2026, 4, 10))
    text = text_of(replace(paper, conditions=replace(CONDITIONS, rules=longer)))
    assert "dispose de 21 jours à compter de la signature" in text
    assert "jusqu’au 4 mai 2026 inclus" in text


def test_a_signed_contract_names_the_last_day_and_the_first_claim():
    text = text_of(bargain(signed_on=date(2026, 4, 10)))
    assert (
        "signé le 10 avril 2026, le délai court jusqu’au 24 avril 2026 inclus ; "
        "aucune somme ne peut être demandée avant le 25 avril 2026" in text
    )


@pytest.mark.parametrize(
    ("on", "where", "asked"),
    [
        pytest.param(date(2026, 4, 10), SignedWhere.DISTANCE, False, id="long before"),
        pytest.param(date(2026, 5, 10), SignedWhere.DISTANCE, True, id="inside the period"),
        pytest.param(date(2026, 5, 10), SignedWhere.PREMISES, False, id="on the premises"),
    ],
)
def test_a_start_inside_the_withdrawal_needs_an_express_request(on, where, asked):
    text = text_of(replace(bargain(signed_where=where), on=on))
    assert ("Je demande expressément" in text) is asked


def test_the_form_to_withdraw_stands_alone_on_the_last_page():
    *_, last = pages(pdf_of(CONTRACT_PAPER))
    assert last.startswith("Formulaire de rétractation")
    assert "n° CT-2026-0003 portant sur « Accueillir un public exigeant sans s’épuiser »" in last
    assert "Annexe" not in last


def test_the_signatures_share_a_page_with_the_last_article():
    (signed,) = [page for page in pages(pdf_of(CONTRACT_PAPER)) if "Lu et approuvé" in page]
    assert "9. Pièces remises au stagiaire" in signed


def test_where_no_clause_does_the_contract_itself_says_what_giving_up_costs():
    conditions = replace(CONDITIONS, terms="")
    silent = text_of(replace(CONTRACT_PAPER, conditions=conditions))
    assert "seules les heures dispensées jusqu’à son départ sont dues" in silent
    rules = replace(conditions.rules, interruption=Interruption())
    told = text_of(replace(CONTRACT_PAPER, conditions=replace(conditions, rules=rules)))
    assert "les sommes dues sont celles que prévoient les conditions générales de vente" in told


def test_terms_made_from_the_rules_are_joined_too():
    text = text_of(replace(CONTRACT_PAPER, conditions=replace(CONDITIONS, terms="")))
    assert "Annexe 3. Conditions générales de vente Les présentes conditions régissent" in text


def test_an_e_learning_without_days_is_paid_at_its_end():
    session = replace(
        FILE.session, modality=Modality.E_LEARNING, self_paced_hours=D(12), maximum=None
    )
    data = replace(CONTRACT_PAPER, file=replace(FILE, session=session, slots=()))
    text = text_of(data)
    assert "Au terme de la formation (12 h) 483,00 €" in text
    assert "La formation réunit 8 stagiaires à la date du contrat." in text
    assert "Je demande expressément" in text
    assert "Lieu À distance" in text


def test_a_taxed_price_is_staged_with_its_tax():
    (line,) = CONTRACT_PAPER.agreement.lines
    text = text_of(bargain(lines=(replace(line, exemption=None, tva_rate=D(20)),)))
    assert "Exonération" not in text
    assert "À la fin du délai de rétractation 248,40 €" in text
    assert "Total 828,00 €" in text


def test_what_is_not_known_is_left_out_and_never_made_up(judge):
    bare = replace(
        SHEET, prerequisites=(), recognition=None, methods=(), assessment=(), programme=()
    )
    file = replace(
        FILE,
        version=replace(VERSION, sheet=replace(bare, introduction=None)),
        organisation=replace(OFFICE, mediator_name="", mediator_website="", mediator_address=""),
        trainers=(),
        venue=None,
    )
    data = replace(
        bargain(number="", special_conditions="Le stagiaire apporte son **poste**."), file=file
    )
    pdf = pdf_of(data)
    text = printed(pdf)
    judge(pdf)
    assert "reste à préciser dans la fiche de la formation" in text
    assert "médiateur" not in text
    assert "N°" not in text
    assert "9. Conditions particulières Le stagiaire apporte son poste. 10. Pièces" in text


def test_the_staged_payment_that_was_agreed_is_printed_instead_of_the_usual_one():
    parts = (
        Instalment(due_on=date(2026, 5, 4), amount=D("200.00"), label="Premier versement"),
        Instalment(due_on=date(2026, 5, 19), amount=D("490.00"), label="Solde"),
    )
    paper = replace(CONTRACT_PAPER, instalments=parts)
    text = text_of(paper)
    assert "Premier versement, le 4 mai 2026 200,00 €" in text
    assert "Solde, le 19 mai 2026 490,00 €" in text
    assert missing(CONTRACT, paper) == ()
