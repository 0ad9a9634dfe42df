"""The slip that goes to the bank with cheques."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.cheque_sample import CASES, CHEQUE, many, paper
from tests.support.pdf_text import pages, plain, printed
from trainingdesk.documents.banking import cheque_slip
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.cheque_slips import total
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.french import euros

KIND = PAPERS["cheque_slip"]


def made(data):
    return rendered(KIND.compose(data, Wording()), data.organisation, data.on)


@pytest.mark.parametrize("data", CASES.values(), ids=CASES)
def test_every_mention_is_readable_on_the_paper(data):
    text = printed(made(data))
    unread = [
        (mention.name, word)
        for mention in KIND.mentions
        for word in mention.words(data)
        if plain(word) not in text
    ]
    assert missing(KIND.mentions, data) == ()
    assert unread == []


@pytest.mark.parametrize("data", CASES.values(), ids=CASES)
def test_the_paper_is_valid_and_made_twice_alike(data, judge):
    pdf = made(data)
    judge(pdf)
    assert pdf == made(data)


def test_one_cheque_is_one_line_with_all_the_bank_asks():
    text = printed(made(paper(CHEQUE)))
    assert "RC-2026-001 du 12 mars 2026" in text
    assert "FR76 3000 6000 0112 3456 7890 189" in text
    assert "1 Zoé Łukasiewicz Chèque 3017804 F-2026-0004 690,00 €" in text
    assert "Total de 1 chèque 690,00 €" in text
    assert "Observations" not in text


def test_a_note_is_printed():
    assert "Observations Remis au guichet de Valence." in printed(
        made(CASES["several with a note"])
    )


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("one", 1),
        ("a full page", 1),
        ("a page and one", 2),
        ("a page without its signature", 2),
        ("a hundred and twenty", 4),
        ("a hundred and twenty long ones", 8),
    ],
)
def test_cheques_fill_the_pages_and_the_signature_is_never_alone(name, count):
    data = CASES[name]
    found = pages(made(data))
    assert len(found) == count
    assert "Signature du titulaire" in found[-1]
    assert found[-1].count("Chèque 30") >= min(3, len(data.cheques))


@pytest.mark.parametrize("data", CASES.values(), ids=CASES)
def test_each_page_carries_over_the_sum_of_all_cheques_before(data):
    found = pages(made(data))
    before = []
    for page, sheet in zip(found, cheque_slip.sheets(data), strict=True):
        if before:
            assert f"Report {plain(euros(total(before)))}" in page
        before += sheet
        last = page is found[-1]
        words = r"Total de [0-9]+ chèques?" if last else "À reporter"
        assert re.search(f"{words} {re.escape(plain(euros(total(before))))}", page)
    assert tuple(before) == data.cheques


@given(count=st.integers(1, 120))
def test_no_cheque_is_lost_between_pages(count):
    data = paper(*many(count))
    sheets = cheque_slip.sheets(data)
    assert [cheque for sheet in sheets for cheque in sheet] == list(data.cheques)
    assert all(sheets)


def test_without_an_account_it_stays():
    data = paper(CHEQUE)
    nowhere = replace(data, organisation=replace(data.organisation, iban=""))
    (lacking,) = missing(KIND.mentions, nowhere)
    assert lacking.blocks
    assert lacking.sentence == (
        "IBAN du compte à créditer : à saisir dans Fichier › Organisme › Banque."
    )


def test_an_undone_slip_has_no_paper_any_more():
    assert "RC-2026-001 est annulée" in (KIND.refusal(paper()) or "")
    assert KIND.refusal(paper(CHEQUE)) is None


def test_the_file_name_tells_the_number_and_the_day():
    assert KIND.file_name(paper(CHEQUE)) == (
        "Bordereau de remise de chèques – RC-2026-001 – 12-03-2026"
    )
