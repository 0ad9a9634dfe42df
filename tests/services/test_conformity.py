"""The conditions of the office held against the law."""

import re
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.conditions import Conditions, Rules
from trainingdesk.domain.conditions.conformity import Finding
from trainingdesk.domain.conditions.outdated import Outdated, outdated
from trainingdesk.domain.conditions.rules import Deposit, Discipline, Withdrawal
from trainingdesk.services import identity, wording
from trainingdesk.services.conformity import conformity, outdated_references
from trainingdesk.services.office import open_office

TODAY = date(2026, 11, 20)


@pytest.fixture
def office():
    opened = open_office(":memory:", lambda: TODAY)
    yield opened
    opened.close()


def test_an_office_that_said_nothing_yet_has_nothing_to_change(office):
    assert conformity(office) == ()


def test_findings_in_the_values_come_before_references_in_the_text(office):
    identity.save_conditions(
        office,
        Conditions(
            number=1,
            starts_on=TODAY,
            rules=Rules(withdrawal=Withdrawal(days=7), deposit=Deposit(share=D("0.3"))),
            terms="Retards : article L. 441-6.",
        ),
    )
    found = conformity(office)
    assert [type(each) for each in found] == [Finding, Outdated]
    assert (found[0].rule, found[1].now) == ("withdrawal_days", "L441-10 du code de commerce")


def test_the_sentences_of_the_house_rules_are_read_as_the_office_words_them(office):
    wording.save(office, {"house_rules.materiel": "Tout oubli coûte une amende de dix euros."})
    (found,) = conformity(office)
    assert (found.rule, found.found) == ("house_rules_fine", "« amende » dans le texte")


def test_what_is_found_in_a_discipline_is_told_once(office):
    drawn = Rules(withdrawal=Withdrawal(days=14), discipline=Discipline(clear_days=0))
    identity.save_conditions(office, Conditions(number=1, starts_on=TODAY, rules=drawn, terms=""))
    found = [each.rule for each in conformity(office)]
    assert found.count("discipline_too_soon") == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("article L. 441-6 du code de commerce", "L. 441-6", id="late payment"),
        pytest.param("articles R. 922-1 et suivants", "R. 922-1", id="house rules"),
        pytest.param("l’article R933-3", "R933-3", id="discipline"),
        pytest.param("articles L.920-5-1", "L.920-5-1", id="training offices"),
        pytest.param("articles L.991-1", "L.991-1", id="control"),
        pytest.param("article L. 900-2", "L. 900-2", id="kinds of training"),
        pytest.param("article D6353-4", "D6353-4", id="attendance sheet"),
        pytest.param("article L. 121-20", "L. 121-20", id="withdrawal"),
        pytest.param("articles R132-1", "R132-1", id="unfair terms"),
        pytest.param("article 1134 du Code civil", "article 1134", id="binding force"),
        pytest.param("article 1147 du Code civil", "article 1147", id="liability"),
        pytest.param("article 1148 du Code civil", "article 1148", id="force majeure"),
        pytest.param("art. 1152 du Code civil", "art. 1152", id="penalty clause"),
        pytest.param("loi n° 78-17 du 6 janvier 1978", "78-17", id="data without the GDPR"),
        pytest.param("votre OPCA", "OPCA", id="funder"),
        pytest.param("l’organisme paritaire", "organisme paritaire", id="funder in words"),
        pytest.param("le FONGECIF", "FONGECIF", id="transitions"),
        pytest.param("la DIRECCTE", "DIRECCTE", id="the State’s service"),
        pytest.param("le Tribunal d’instance", "Tribunal d’instance", id="small court"),
        pytest.param("tribunal d'instance", "tribunal d'instance", id="typewriter apostrophe"),
        pytest.param("tribunal de grande instance", "tribunal de grande instance", id="court"),
        pytest.param("Pôle emploi", "Pôle emploi", id="job centre"),
        pytest.param("référencé Datadock", "Datadock", id="quality"),
        pytest.param("plan de formation", "plan de formation", id="plan"),
        pytest.param("congé individuel de formation", "congé individuel de formation", id="leave"),
        pytest.param("au titre du DIF", "DIF", id="individual right"),
        pytest.param(
            "périodes de professionnalisation", "périodes de professionnalisation", id="period"
        ),
    ],
)
def test_each_shipped_reference_is_found_as_people_write_it(text, found):
    (only,) = outdated(text, outdated_references())
    assert only.found == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("L441-10, R6352-1, L6353-3 et L221-18", id="the articles of today"),
        pytest.param("loi 78-17 et règlement européen 2016/679", id="the law with the GDPR"),
        pytest.param("le tribunal judiciaire, l’OPCO et la DREETS", id="the names of today"),
        pytest.param("une modification de dif", id="letters that are no acronym"),
    ],
)
def test_what_is_in_force_is_left_alone(text):
    assert outdated(text, outdated_references()) == ()


def test_every_shipped_reference_says_since_when_and_what_now():
    for each in outdated_references():
        assert re.compile(each.pattern)
        assert each.since <= TODAY
        assert each.now
        assert each.sentence.endswith(".")
