"""Invoices of suppliers: what is refused, what is doubted, and what they cost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.charges import ACCOUNTS, Charges
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import from_cents
from trainingdesk.domain.supplier_bills import (
    BillKind,
    BillTax,
    ChargeKind,
    SupplierBill,
    doubts,
)

BILL = SupplierBill(
    supplier_name="Papeterie du Canal",
    siret="00000033100017",
    vat_number="FR35000000331",
    number="PC-441",
    issued_on=date(2026, 6, 4),
    due_on=date(2026, 7, 4),
    received_on=date(2026, 6, 5),
    total_ht=D("108.00"),
    tva=D("21.60"),
    total_ttc=D("129.60"),
    iban="FR7630006000011234567890189",
)
NOTE = replace(BILL, kind=BillKind.CREDIT_NOTE, number="PA-7")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"supplier_name": "  "}, "supplier_name", id="nobody"),
        pytest.param({"number": " "}, "number", id="no number"),
        pytest.param({"issued_on": None}, "issued_on", id="no day"),
        pytest.param({"total_ttc": D(0)}, "total_ttc", id="nothing to pay"),
        pytest.param({"total_ht": D(10) ** 10}, "total_ht", id="more than anybody is billed"),
        pytest.param({"tva": -(D(10) ** 10)}, "tva", id="less than anybody gives back"),
    ],
)
def test_a_bill_that_nobody_could_find_again_is_refused(changes, field):
    with pytest.raises(RuleBroken) as refused:
        replace(BILL, **changes).checked()
    assert refused.value.field == field


def test_amounts_in_dollars_are_to_be_converted():
    with pytest.raises(RuleBroken, match="Convertissez les montants de USD"):
        replace(BILL, currency="USD", total_ttc=D(0)).checked()
    assert replace(BILL, currency="USD").checked().total_ttc == D("129.60")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({}, None, id="a whole one"),
        pytest.param({"total_ttc": D(130)}, "HT et TVA font", id="sums"),
        pytest.param({"siret": "00000033100018"}, "SIRET", id="SIRET"),
        pytest.param({"siret": "000000331"}, None, id="a SIREN will do"),
        pytest.param({"vat_number": "FR34000000331"}, "numéro de TVA FR34", id="VAT number"),
        pytest.param({"vat_number": "DE123456789"}, None, id="a foreign VAT number"),
        pytest.param({"vat_number": ""}, "sans numéro de TVA", id="no VAT number"),
        pytest.param({"iban": "FR7630006000011234567890188"}, "IBAN", id="IBAN"),
        pytest.param({"due_on": date(2026, 6, 3)}, "échéance précède", id="due before"),
        pytest.param(
            {"taxes": (BillTax(rate=D(20), base_ht=D(100), tva=D(20)),)}, "Les taux", id="rates"
        ),
        pytest.param(
            {"taxes": (BillTax(rate=D(20), base_ht=D(108), tva=D("21.60")),)}, None, id="one rate"
        ),
    ],
)
def test_what_is_odd_on_a_paper_is_told(changes, words):
    told = list(doubts(replace(BILL, **changes)))
    assert len(told) == (words is not None)
    assert words is None or words in told[0]


@pytest.mark.parametrize(
    ("vat_number", "siret", "siren"),
    [
        pytest.param("FR35000000331", "", "000000331", id="VAT number"),
        pytest.param("", "00000033100017", "000000331", id="SIRET"),
        pytest.param("DE123456789", "", "", id="abroad"),
        pytest.param("FR35", "", "", id="cut"),
    ],
)
def test_a_firm_is_known_by_either_of_its_numbers(vat_number, siret, siren):
    assert replace(BILL, vat_number=vat_number, siret=siret).siren == siren


def charges(*bills, recovers_tva=False):
    return Charges(
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        on=date(2026, 12, 31),
        recovers_tva=recovers_tva,
        bills=bills,
    )


@pytest.mark.parametrize(
    ("recovers_tva", "charged"),
    [
        pytest.param(False, D("129.60"), id="an exempt office pays the tax for good"),
        pytest.param(True, D("108.00"), id="a taxed one gets it back"),
    ],
)
def test_the_tax_is_a_charge_where_it_is_not_deducted(recovers_tva, charged):
    assert charges(BILL, recovers_tva=recovers_tva).total == charged


def test_credit_notes_are_taken_off_and_kinds_kept_apart():
    fees = replace(
        BILL, charge=ChargeKind.TRAINER_FEES, total_ht=D(600), tva=D(0), total_ttc=D(600)
    )
    bought = replace(fees, charge=ChargeKind.TRAINING, total_ht=D(400), total_ttc=D(400))
    report = charges(BILL, fees, NOTE, bought)
    assert [(line.kind, line.account, line.bills, line.charged) for line in report.lines] == [
        (ChargeKind.TRAINING, "604", 1, D(400)),
        (ChargeKind.TRAINER_FEES, "6226", 1, D(600)),
        (ChargeKind.OTHER, "", 2, D(0)),
    ]
    assert report.bought_training == D(1000)


AMOUNTS = st.integers(0, 10**8).map(from_cents)
BILLS = st.builds(
    lambda ht, tva, kind, charge: replace(
        BILL, total_ht=ht, tva=tva, total_ttc=ht + tva, kind=kind, charge=charge
    ),
    AMOUNTS,
    AMOUNTS,
    st.sampled_from(BillKind),
    st.sampled_from(ChargeKind),
)


@given(st.lists(BILLS, max_size=5), st.booleans())
def test_the_kinds_add_up_to_the_whole(bills, recovers_tva):
    report = charges(*bills, recovers_tva=recovers_tva)
    assert sum((line.charged for line in report.lines), D(0)) == report.total
    assert sum(line.bills for line in report.lines) == len(bills)
    assert all(line.total_ht + line.tva == line.total_ttc for line in report.lines)


def test_every_kind_has_its_account_or_none():
    assert set(ACCOUNTS) == set(ChargeKind)
