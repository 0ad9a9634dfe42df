"""A movement has one fingerprint in every file that tells it."""

from datetime import date
from decimal import Decimal as D

from trainingdesk.domain.bank_statements import BankEntry, fingerprints

DAY = date(2026, 5, 4)
FEE = BankEntry(day=DAY, label="COMMISSION CB", amount=D("-1.50"))
SALE = BankEntry(day=DAY, label="VIR DUPONT", amount=D("690.00"))


def test_the_same_movements_in_two_files_have_the_same_fingerprints():
    assert fingerprints("FR76 1", [FEE, SALE]) == fingerprints("FR761", [FEE, SALE])


def test_two_movements_alike_to_the_letter_are_two():
    first, second = fingerprints("A", [FEE, FEE])
    assert first != second


def test_spaces_and_capitals_are_no_other_movement():
    assert fingerprints("A", [SALE]) == fingerprints(
        "a", [BankEntry(day=DAY, label="Vir  Dupont", amount=D(690))]
    )


def test_overlapping_files_agree_on_the_days_that_both_hold():
    early, late = fingerprints("A", [SALE, FEE, FEE]), fingerprints("A", [FEE, FEE])
    assert early[1:] == late


def test_the_same_fee_of_two_accounts_is_two_movements():
    assert fingerprints("A", [FEE]) != fingerprints("B", [FEE])
