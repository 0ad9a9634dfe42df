"""Each paper says what the law asks, as the mentions tell it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from tests.support.letter_sample import SAMPLES
from tests.support.office_sample import (
    CONTRACT_PAPER,
    CONVENTION_PAPER,
    COURSE_SHEET_PAPER,
    INDIVIDUAL,
    INVOICE_PAPER,
    OFFICE,
    PROPOSAL_PAPER,
)
from tests.support.pdf_text import plain, printed
from trainingdesk.documents import contract, convention, course_sheet, invoice, proposal
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS as KINDS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.invoices import Deduction, InvoiceKind, Recipient
from trainingdesk.domain.mentions.agreements import CONVENTION
from trainingdesk.domain.mentions.contracts import CONTRACT
from trainingdesk.domain.mentions.courses import COURSE_SHEET
from trainingdesk.domain.mentions.invoices import INVOICE
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.mentions.proposals import PROPOSAL

NAMED_PROPOSAL = replace(
    PROPOSAL_PAPER, proposal=replace(PROPOSAL_PAPER.proposal, head_count=2, purchase_order="BC-1")
)
TO_INDIVIDUAL = replace(NAMED_PROPOSAL, client=INDIVIDUAL, contact=None)
BALANCE_PAPER = replace(
    INVOICE_PAPER,
    invoice=replace(
        INVOICE_PAPER.invoice,
        kind=InvoiceKind.BALANCE,
        deductions=(Deduction(7, "F-2026-0007", date(2026, 4, 12), D("194.40")),),
    ),
)
CREDIT_PAPER = replace(
    INVOICE_PAPER,
    invoice=replace(
        INVOICE_PAPER.invoice, kind=InvoiceKind.CREDIT_NOTE, number="A-2026-0002", reason="Erreur"
    ),
    corrects=INVOICE_PAPER.invoice,
)
INDIVIDUAL_INVOICE = replace(
    INVOICE_PAPER,
    client=INDIVIDUAL,
    invoice=replace(
        INVOICE_PAPER.invoice,
        client=Recipient(name=INDIVIDUAL.display_name, address=INDIVIDUAL.address),
    ),
)

PAPERS = (
    pytest.param(convention.compose, CONVENTION, CONVENTION_PAPER, id="convention"),
    pytest.param(contract.compose, CONTRACT, CONTRACT_PAPER, id="contract"),
    pytest.param(proposal.compose, PROPOSAL, NAMED_PROPOSAL, id="proposal"),
    pytest.param(proposal.compose, PROPOSAL, TO_INDIVIDUAL, id="proposal to an individual"),
    pytest.param(course_sheet.compose, COURSE_SHEET, COURSE_SHEET_PAPER, id="course sheet"),
    pytest.param(invoice.compose, INVOICE, INVOICE_PAPER, id="invoice"),
    pytest.param(invoice.compose, INVOICE, BALANCE_PAPER, id="balance"),
    pytest.param(invoice.compose, INVOICE, CREDIT_PAPER, id="credit note"),
    pytest.param(invoice.compose, INVOICE, INDIVIDUAL_INVOICE, id="invoice to an individual"),
    *(
        pytest.param(KINDS[key].compose, KINDS[key].mentions, data, id=name)
        for name, (key, data) in SAMPLES.items()
    ),
)


@pytest.mark.parametrize(("compose", "mentions", "data"), PAPERS)
def test_every_mention_is_readable_on_the_paper(compose, mentions, data):
    text = printed(rendered(compose(data, Wording()), data.organisation, data.on))
    unread = [
        (mention.name, word)
        for mention in mentions
        if mention.applies(data)
        for word in mention.words(data)
        if plain(word) not in text
    ]
    assert missing(mentions, data) == ()
    assert unread == []


def changed(data: Any, **paths: Any) -> Any:
    """Return frozen data with the values at dotted paths (dots written «__») replaced."""
    for path, value in paths.items():
        first, _, rest = path.partition("__")
        inner = changed(getattr(data, first), **{rest: value}) if rest else value
        data = replace(data, **{first: inner})
    return data


NO_ADDRESS = Address(street="12 rue des Tisserands")
LACKING = {
    "contract": {
        "Intitulé": {"file__session__title": ""},
        "Durée": {"file__slots": ()},
        "Programme": {"file__version__sheet__programme": ()},
        "Objet": {"file__version__sheet__objectives": ()},
        "Effectif": {"file__session__maximum": None, "head_count": 0},
        "Niveau de connaissances préalables": {"file__version__sheet__prerequisites": ()},
        "Moyens pédagogiques et techniques": {"file__version__sheet__methods": ()},
        "Contrôle des connaissances": {"file__version__sheet__assessment": ()},
        "Titres ou références des formateurs": {"file__trainers": ()},
        "Prix": {"agreement__lines": ()},
        "Modalités de paiement": {"agreement__lines": ()},
    },
    "invoice": {
        "Nom de l’organisme": {"organisation__name": ""},
        "SIRET de l’organisme": {"organisation__siret": ""},
        "Adresse de l’organisme": {"organisation__address": NO_ADDRESS},
        "Numéro de TVA de l’organisme": {"organisation__vat_number": ""},
        "Nom du client": {"invoice__client__name": ""},
        "Adresse du client": {"invoice__client__address": NO_ADDRESS},
        "Adresse du payeur": {"invoice__payer": Recipient(name="OPCO", address=NO_ADDRESS)},
        "Désignation, quantité et prix de chaque ligne": {"invoice__lines": ()},
        "Date d’échéance": {"invoice__due_on": None},
        "Facture corrigée": {"invoice__kind": InvoiceKind.CREDIT_NOTE},
    },
}
ALWAYS_THERE = {
    # Fixed words, amounts that are sums of what is there, choices that have no empty value.
    "contract": {
        "Nature de l’action",
        "Modalités de déroulement",
        "Sanction de la formation",
        "Cessation anticipée et abandon",
    },
    "invoice": {
        "Date d’émission",
        "Numéro unique",
        "Remise",
        "Total HT et TVA par taux",
        "Montant total",
        "Option pour les débits",
        "Texte de l’exonération",
        "Conditions d’escompte",
        "Indemnité forfaitaire de recouvrement",
        "Acomptes déduits",
    },
}
BLOCKING = {"contract": (CONTRACT, CONTRACT_PAPER), "invoice": (INVOICE, INVOICE_PAPER)}


@pytest.mark.parametrize(
    ("paper", "name", "lacking"),
    [
        pytest.param(paper, name, lacking, id=f"{paper}: {name}")
        for paper, cases in LACKING.items()
        for name, lacking in cases.items()
    ],
)
def test_a_paper_that_lacks_a_blocking_fact_is_stopped(paper, name, lacking):
    mentions, data = BLOCKING[paper]
    found = missing(mentions, changed(data, **lacking))
    assert name in {mention.name for mention in found if mention.blocks}


@pytest.mark.parametrize("paper", BLOCKING)
def test_each_blocking_mention_is_either_tried_or_always_there(paper):
    mentions, _ = BLOCKING[paper]
    blocking = {mention.name for mention in mentions if mention.blocks}
    assert blocking == LACKING[paper].keys() | ALWAYS_THERE[paper]


def test_what_blocks_comes_before_what_warns():
    data = changed(CONTRACT_PAPER, file__organisation=replace(OFFICE, mediator_name=""))
    found = missing(CONTRACT, changed(data, agreement__lines=()))
    assert [mention.blocks for mention in found] == [True, True, False]
    assert found[-1].sentence == (
        "Médiateur de la consommation : à saisir dans Fichier › Organisme › Litiges et données."
    )


@pytest.mark.parametrize(
    "mentions",
    [
        pytest.param(CONVENTION, id="convention"),
        pytest.param(PROPOSAL, id="proposal"),
        pytest.param(COURSE_SHEET, id="course sheet"),
    ],
)
def test_a_paper_without_fine_or_nullity_only_warns(mentions):
    assert not any(mention.blocks for mention in mentions)
