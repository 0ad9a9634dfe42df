"""The general terms of sale as a paper of their own."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.office_sample import OFFICE, TERMS
from tests.support.offices import rules_of
from tests.support.pdf_text import pages, plain, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.general_terms import compose, file_name
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.conditions.clauses import clauses
from trainingdesk.domain.conditions.kinds import Mark, Need
from trainingdesk.domain.conditions.rules import Formation
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.mentions.conditions import GENERAL_TERMS
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.paper_data import GeneralTermsPaper

OFFICES = ("lexom", "digiactif", "ilmis", "rivage")


def paper(office: str = "lexom", terms: str = "") -> GeneralTermsPaper:
    conditions = Conditions(
        number=3, starts_on=date(2026, 1, 1), rules=rules_of(office), terms=terms
    )
    return GeneralTermsPaper(organisation=OFFICE, conditions=conditions, on=date(2026, 4, 10))


def pdf_of(data: GeneralTermsPaper) -> bytes:
    return rendered(compose(data, Wording()), data.organisation, data.on)


@pytest.mark.parametrize("office", OFFICES)
def test_the_terms_of_each_office_are_whole_valid_and_the_same_each_time(office, judge):
    data = paper(office)
    pdf = pdf_of(data)
    judge(pdf)
    assert pdf == pdf_of(data)
    text = printed(pdf)
    assert "Version 3, en vigueur à compter du 1er janvier 2026" in text
    for clause in clauses(data.conditions.rules, OFFICE):
        assert clause.heading in text


@pytest.mark.parametrize("office", OFFICES)
def test_every_mention_is_readable_on_the_paper(office):
    data = paper(office)
    text = printed(pdf_of(data))
    assert missing(GENERAL_TERMS, data) == ()
    for mention in GENERAL_TERMS:
        if mention.applies(data):
            assert all(plain(word) in text for word in mention.words(data)), mention.name


def test_an_own_text_that_leaves_out_what_the_law_asks_is_told_so():
    lacking = {mention.name for mention in missing(GENERAL_TERMS, paper(terms=TERMS))}
    assert lacking == {
        "Conditions de règlement",
        "Pénalités de retard",
        "Indemnité de recouvrement",
        "Délai de rétractation",
        "Force majeure",
    }


def test_an_own_text_is_printed_with_its_values():
    data = paper(terms="# Conditions générales\n\n## A. Acompte\n\nDû : {acompte.part}.")
    text = printed(pdf_of(data))
    assert "1er janvier 2026 A. Acompte Dû : 30 %." in text


def test_a_field_that_cannot_be_filled_in_stops_the_paper():
    with pytest.raises(RuleBroken, match="ligne 1, colonne 1"):
        compose(paper(terms="{acompt.part}"), Wording())


def test_terms_that_come_back_signed_have_a_frame_and_boxes_for_initials():
    signed = pages(pdf_of(paper()))
    assert "Paraphes" in signed[0]
    assert (
        "Le client « Bon pour accord » : Nom et qualité : Date : Cachet et signature"
        in (signed[-1])
    )
    assert "27. Ce que la loi prévoit" in signed[-1]
    unsigned = printed(pdf_of(paper("rivage")))
    assert "Paraphes" not in unsigned
    assert "Bon pour accord » :" not in unsigned


def test_the_frame_asks_for_the_marks_of_the_conditions():
    data = paper("ilmis")
    formation = Formation(needs=(Need.SIGNED_TERMS,), marks=(Mark.READ_AND_APPROVED,))
    rules = replace(data.conditions.rules, formation=formation)
    text = printed(pdf_of(replace(data, conditions=replace(data.conditions, rules=rules))))
    assert "Le client « Lu et approuvé » : Nom et qualité : Date : Signature :" in text


def test_the_file_is_named_by_version_and_day():
    assert plain(file_name(paper())) == (
        "Conditions générales de vente – version 3 – au 1er janvier 2026"
    )
