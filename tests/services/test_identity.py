"""The office's own identity, conditions of sale and numbering."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.invoice_office import InvoiceOffice, training
from tests.support.office_sample import CONDITIONS, OFFICE
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import identity
from trainingdesk.services.changes import Kind
from trainingdesk.services.office import open_office
from trainingdesk.storage import office as store
from trainingdesk.storage import sales
from trainingdesk.storage.checks import check


@pytest.fixture
def office():
    opened = open_office(":memory:", lambda: date(2026, 4, 10))
    yield opened
    opened.close()


def test_an_identity_is_kept_with_its_numbers_as_people_read_them(office):
    spaced = replace(OFFICE, iban="fr76 3000 6000 0112 3456 7890 189")
    done = identity.save_organisation(office, spaced)
    kept = store.organisation(office.db)
    assert done.kinds == {Kind.OFFICE}
    assert kept.name == "Atelier des Savoirs"
    assert kept.iban.replace(" ", "") == "FR7630006000011234567890189"


def test_an_identity_written_again_takes_the_place_of_the_first(office):
    identity.save_organisation(office, OFFICE)
    identity.save_organisation(office, replace(OFFICE, name="Atelier du Savoir"))
    assert [kept.name for kept in store.ORGANISATIONS.where(office.db)] == ["Atelier du Savoir"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"name": "  "}, "name", id="no name"),
        pytest.param({"siret": "123"}, "siret", id="SIRET"),
        pytest.param({"vat_number": "FR00123"}, "vat_number", id="VAT number"),
        pytest.param({"iban": "FR76 0000"}, "iban", id="IBAN"),
        pytest.param({"activity_number": "12"}, "activity_number", id="activity number"),
    ],
)
def test_a_wrong_identity_is_refused_at_its_field(office, wrong, field):
    with pytest.raises(RuleBroken) as refusal:
        identity.save_organisation(office, replace(OFFICE, **wrong))
    assert refusal.value.field == field
    assert store.ORGANISATIONS.where(office.db) == []


def test_conditions_are_added_and_never_rewritten(office):
    first = identity.save_conditions(office, CONDITIONS).saved_id
    second = identity.save_conditions(
        office, replace(CONDITIONS, starts_on=date(2026, 7, 1), terms="Nouvelles conditions")
    ).saved_id
    assert [version.number for version in store.CONDITIONS.where(office.db)] == [1, 2]
    assert store.CONDITIONS.get(office.db, first).terms == CONDITIONS.terms
    assert store.conditions_on(office.db, date(2026, 6, 30)).id == first
    assert store.conditions_on(office.db, date(2026, 7, 1)).id == second


def test_a_pattern_is_the_usual_one_until_another_is_chosen(office):
    assert identity.pattern(office, "invoice").text == "F-{YYYY}-{SEQ:04}"
    identity.save_pattern(office, "invoice", "FA{YY}{SEQ:05}")
    assert identity.pattern(office, "invoice").text == "FA{YY}{SEQ:05}"
    assert identity.pattern(office, "credit_note").text == "A-{YYYY}-{SEQ:04}"


def test_a_pattern_that_could_give_one_number_twice_is_not_kept(office):
    with pytest.raises(RuleBroken, match="SEQ"):
        identity.save_pattern(office, "invoice", "F-{YYYY}")
    assert identity.pattern(office, "invoice").text == "F-{YYYY}-{SEQ:04}"


def test_conditions_are_those_of_the_day_they_start(office):
    identity.save_conditions(office, Conditions(number=9, starts_on=date(2026, 1, 1)))
    assert store.conditions_on(office.db, date(2026, 1, 1)).number == 1


# Sequences --------------------------------------------------------------------------------------


def test_an_invoice_and_a_credit_note_never_bear_one_number(office):
    with pytest.raises(RuleBroken, match="le même numéro") as refused:
        identity.save_pattern(office, "credit_note", "F-{YYYY}{SEQ}")
    assert refused.value.field == "pattern"
    identity.save_pattern(office, "invoice", "FAC-{YYYY}-{SEQ:04}")
    identity.save_pattern(office, "credit_note", "AV-{YYYY}-{SEQ:04}")


def test_no_pattern_gives_a_number_again_that_another_one_gave():
    sold = InvoiceOffice()
    identity.save_pattern(sold.office, "invoice", "F{YYYY}{SEQ}")
    for _ in range(2):
        sold.sell([training("100")])
    with pytest.raises(RuleBroken, match="redonnerait le numéro F20262") as refused:
        identity.save_pattern(sold.office, "invoice", "F2026{SEQ}")
    assert refused.value.field == "pattern"
    identity.save_pattern(sold.office, "invoice", "FA-{YYYY}-{SEQ:04}")
    with pytest.raises(RuleBroken, match="redonnerait le numéro F20262"):
        identity.save_pattern(sold.office, "credit_note", "F{YYYY}{SEQ}")
    identity.save_pattern(sold.office, "invoice", "F{YYYY}{SEQ}")
    third = sold.sell([training("100")])
    assert sales.invoice(sold.office.db, third).number == "F20263"
    sold.office.close()


def test_a_sequence_goes_on_from_another_program_until_it_gave_a_number():
    sold = InvoiceOffice()
    identity.begin_at(sold.office, "invoice", 118)
    assert identity.next_number(sold.office, "invoice") == 118
    identity.begin_at(sold.office, "invoice", 42)
    first = sold.sell([training("100")], date(2026, 6, 3))
    assert sales.invoice(sold.office.db, first).number == "F-2026-0042"
    assert identity.is_begun(sold.office, "invoice")
    identity.begin_at(sold.office, "invoice", 43)
    with pytest.raises(RuleBroken, match="laisserait un trou") as refused:
        identity.begin_at(sold.office, "invoice", 60)
    assert refused.value.field == "next_invoice"
    assert check(sold.office.db) == []
    sold.clock.day = date(2027, 1, 2)
    assert identity.next_number(sold.office, "invoice") == 1
    sold.office.close()


def test_a_sequence_begins_at_one_at_least(office):
    with pytest.raises(RuleBroken, match="à 1 au moins"):
        identity.begin_at(office, "credit_note", 0)
    assert identity.next_number(office, "credit_note") == 1
