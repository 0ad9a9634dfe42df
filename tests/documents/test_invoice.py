"""Invoices and credit notes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.office_sample import (
    COACHING,
    CONDITIONS,
    FUNDER,
    INDIVIDUAL,
    INVOICE_PAPER,
    OFFICE,
)
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.invoice import TITLES, compose
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.rules import Late
from trainingdesk.domain.invoices import Addressee, Deduction, InvoiceKind, InvoiceLine, Recipient
from trainingdesk.domain.paper_data import InvoicePaper

DEPOSIT = Deduction(7, "F-2026-0007", date(2026, 4, 12), D("1380.00"))


TWELVE_POINTS = replace(CONDITIONS, rules=replace(CONDITIONS.rules, late=Late(points=D(12))))


def pdf_of(data: InvoicePaper) -> bytes:
    return rendered(compose(data, Wording()), data.organisation, data.on)


def text_of(data: InvoicePaper) -> str:
    return printed(pdf_of(data))


def bill(**changes) -> InvoicePaper:
    return replace(INVOICE_PAPER, invoice=replace(INVOICE_PAPER.invoice, **changes))


def test_the_paper_is_valid_and_the_same_each_time(judge):
    pdf = pdf_of(INVOICE_PAPER)
    judge(pdf)
    assert pdf == pdf_of(INVOICE_PAPER)


def test_a_usual_invoice_takes_one_page_and_adds_up():
    (page,) = pages(pdf_of(INVOICE_PAPER))
    for words in (
        "Numéro F-2026-0031",
        "Échéance 19 juin 2026",
        "SIREN 000 000 224",
        "Session S-2026-014, du 18 mai 2026 au 19 mai 2026, 14 h en 2 jours",
        "7 personnes 690,00 € exonéré 4 830,00 €",
        "1,5 heure, remise 10 % 120,00 € 20 % 162,00 €",
        "Total HT 4 992,00 € TVA 20 % sur 162,00 € 32,40 € Total TTC 5 024,40 €",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
        "majoré de 8 points (soit 10,15 % par an à la date de la facture)",
    ):
        assert words in page


@pytest.mark.parametrize("kind", InvoiceKind)
def test_each_kind_has_its_title(kind):
    assert text_of(bill(kind=kind)).startswith(f"{TITLES[kind]} Numéro")


def test_a_draft_bears_no_number_and_says_so():
    text = text_of(bill(number=None, issued_on=None, due_on=None))
    assert "Numéro attribué à l’émission" in text
    assert "Référence à rappeler numéro de la facture" in text


def test_a_balance_takes_its_deposits_off_once():
    data = bill(kind=InvoiceKind.BALANCE, deductions=(DEPOSIT,))
    text = text_of(data)
    assert "Acompte F-2026-0007 du 12/04/2026 -1 380,00 €" in text
    assert "Reste à payer 3 644,40 €" in text


def test_a_credit_note_names_what_it_corrects_and_asks_for_nothing():
    credit = bill(kind=InvoiceKind.CREDIT_NOTE, number="A-2026-0002", reason="Deux absents")
    text = text_of(replace(credit, corrects=INVOICE_PAPER.invoice))
    assert "Corrige F-2026-0031 du 20/05/2026" in text
    assert "Motif Deux absents" in text
    assert "IBAN" not in text
    assert "Échéance" not in text


def test_a_funder_who_pays_is_named_beside_the_client():
    payer = Recipient(name=FUNDER.name, address=FUNDER.address, siret=FUNDER.siret)
    text = text_of(bill(payer=payer, file_number="2026-A-004512"))
    assert "Payeur OPCO Exemple Territoires – 40 avenue du Lac, 69003 Lyon" in text
    assert "N° de dossier 2026-A-004512" in text


def test_an_invoice_addressed_to_a_funder_names_for_whom_it_is():
    payer = Recipient(name=FUNDER.name, address=FUNDER.address, siret=FUNDER.siret)
    to_funder = bill(payer=payer, payer_funder_id=1, addressed_to=Addressee.FUNDER)
    text = text_of(to_funder)
    assert "Facturé à OPCO Exemple Territoires – 40 avenue du Lac, 69003 Lyon" in text
    assert "Pour Mairie d’Évian-la-Forêt – 1 place de l’Hôtel-de-Ville" in text
    assert "Payeur" not in text
    assert "majoré de 10 points" in text


@pytest.mark.parametrize(
    ("mediator", "said"),
    [pytest.param("Médiation Conso Exemple", True, id="known"), pytest.param("", False, id="none")],
)
def test_an_individual_owes_no_indemnity_and_is_told_the_mediator(mediator, said):
    office = replace(
        OFFICE, mediator_name=mediator, mediator_website=mediator and "mediation.example",
        mediator_address="",
    )  # fmt: skip
    data = replace(INVOICE_PAPER, client=INDIVIDUAL, organisation=office)
    text = text_of(data)
    assert "indemnité forfaitaire" not in text
    assert ("médiateur de la consommation" in text) is said


def test_a_rate_that_is_not_known_yet_is_not_made_up():
    text = text_of(replace(INVOICE_PAPER, late_rate=None))
    assert "majoré de 8 points, ainsi qu’une indemnité forfaitaire de 40,00 €" in text


def test_the_option_for_debits_and_notes_are_printed():
    office = replace(OFFICE, vat_on_debits=True, iban="")
    text = text_of(replace(bill(notes="Bon pour remise."), organisation=office))
    assert "d’après les débits" in text
    assert "Bon pour remise." in text
    assert "IBAN" not in text


def test_the_commitment_of_a_public_client_is_named():
    assert "N° d’engagement EJ-2026-42" in text_of(bill(engagement_number="EJ-2026-42"))
    assert "engagement" not in text_of(bill())


def test_what_belongs_to_no_session_tells_its_own_period():
    data = replace(bill(session_id=None, purchase_order="", service_code=""), file=None)
    text = text_of(replace(data, participants=()))
    assert "Prestation du 18 mai 2026 au 19 mai 2026" in text
    assert "Stagiaires" not in text
    alone = bill(delivered_from=None, delivered_until=None)
    assert "Prestation" not in text_of(replace(alone, file=None, participants=()))


def test_forty_lines_go_on_and_every_amount_is_there(judge):
    lines = tuple(
        InvoiceLine(line=replace(COACHING, label=f"Séance {n} " + "suivi de l’équipe " * 6))
        for n in range(1, 41)
    )
    pdf = pdf_of(replace(bill(lines=lines), conditions=TWELVE_POINTS))
    judge(pdf)
    text = printed(pdf)
    assert all(f"Séance {n} suivi" in text for n in range(1, 41))
    assert "Total TTC 7 776,00 €" in text


def test_a_client_with_a_vat_number_is_named_with_it():
    client = replace(INVOICE_PAPER.invoice.client, vat_number="FR43000000075", siret="")
    text = text_of(bill(client=client))
    assert "TVA FR43000000075" in text
