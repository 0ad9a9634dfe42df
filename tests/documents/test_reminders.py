"""The letters to late payers and the statement of account."""

from dataclasses import replace

import pytest

from tests.support.pdf_text import pages, plain, printed
from tests.support.reminder_sample import (
    CASES,
    CLAIM,
    CONSUMER,
    CONSUMER_NOTICE,
    NOTICE,
    SECOND,
    SETTLED,
    STATEMENT,
    TO_FUNDER,
)
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.mentions.mention import missing


def made(key, data):
    return rendered(PAPERS[key].compose(data, Wording()), data.organisation, data.on)


@pytest.mark.parametrize(("key", "data"), CASES.values(), ids=CASES)
def test_every_mention_is_readable_on_the_paper(key, data):
    kind = PAPERS[key]
    text = printed(made(key, data))
    unread = [
        (mention.name, word)
        for mention in kind.mentions
        if mention.applies(data)
        for word in mention.words(data)
        if plain(word) not in text
    ]
    assert missing(kind.mentions, data) == ()
    assert unread == []


@pytest.mark.parametrize(("key", "data"), CASES.values(), ids=CASES)
def test_the_paper_is_valid_and_made_twice_alike(key, data, judge):
    pdf = made(key, data)
    judge(pdf)
    assert pdf == made(key, data)


def test_a_courteous_letter_tells_what_lateness_costs_without_claiming_it():
    text = printed(made("first_reminder", CLAIM))
    assert "nous n’avons pas encore reçu 4 800,00 €" in text
    assert "149,00 € d’intérêts et à 40,00 € d’indemnité" in text
    assert "ne font pas partie des factures" in text
    assert "4 989,00" not in text


def test_the_second_letter_claims_the_invoices_and_what_is_outside_them():
    text = printed(made("second_reminder", SECOND))
    assert "Malgré notre lettre du 10 août 2026, 5 940,00 € restent à régler" in text
    assert "régler 6 180,62 € sous 15 jours" in text
    assert "taux annuel : 12,15 % et 12,4 %" in text
    assert "articles L2192-13, R2192-31 et D2192-35 du Code de la commande publique" in text
    assert "Pénalités de retard" not in text


def test_a_professional_is_told_the_clause_that_it_agreed_to():
    text = printed(made("second_reminder", TO_FUNDER))
    assert "« Pénalités de retard »" in text
    assert "L441-10 et D441-5 du Code de commerce" in text


def test_the_formal_notice_is_registered_and_leaves_days_to_pay():
    text = printed(made("payment_notice", NOTICE))
    assert "Lettre recommandée avec avis de réception" in text
    assert "mettons en demeure de payer 6 180,62 € dans un délai de 8 jours" in text


@pytest.mark.parametrize(
    ("key", "data"),
    [
        pytest.param("first_reminder", CONSUMER, id="courteous"),
        pytest.param("payment_notice", CONSUMER_NOTICE, id="notice"),
    ],
)
def test_a_consumer_is_asked_neither_40_euros_nor_commercial_interest(key, data):
    text = printed(made(key, data))
    assert "indemnité" not in text
    assert "L441-10" not in text
    assert ("taux légal" in text) == (key == "payment_notice")
    assert "Médiation Conso Exemple" in text


def test_the_statement_carries_the_balance_from_line_to_line():
    assert [str(each) for each in STATEMENT.balances] == [
        "0.00",
        "4800.00",
        "5490.00",
        "4800.00",
        "5940.00",
    ]
    text = printed(made("account_statement", STATEMENT))
    assert "Solde antérieur" in text
    assert "Solde à régler" in text
    assert "Aucune facture ne reste à régler" in printed(made("account_statement", SETTLED))


@pytest.mark.parametrize(("key", "data"), [CASES["notice"], CASES["statement"], CASES["first"]])
def test_a_usual_letter_is_one_page(key, data):
    assert len(pages(made(key, data))) == 1


def test_nothing_to_claim_or_to_tell_is_refused():
    empty = replace(CLAIM, bills=())
    assert "rien n’est envoyé deux fois" in (PAPERS["first_reminder"].refusal(empty) or "")
    nothing = replace(SETTLED, lines=(), opening=STATEMENT.opening * 0)
    assert PAPERS["account_statement"].refusal(nothing) is not None
    assert PAPERS["account_statement"].refusal(STATEMENT) is None
    assert PAPERS["first_reminder"].refusal(CLAIM) is None


def test_the_file_names_tell_the_letter_the_payer_and_the_day():
    assert PAPERS["payment_notice"].file_name(NOTICE) == (
        "Mise en demeure de payer – Mairie d’Évian-la-Forêt – 30-08-2026"
    )
    assert PAPERS["account_statement"].file_name(STATEMENT).startswith("Relevé de compte – Mairie")
