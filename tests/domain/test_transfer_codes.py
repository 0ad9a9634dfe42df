"""The code of a transfer."""

from decimal import Decimal as D

import pytest

from trainingdesk.domain.transfer_codes import transfer_code

IBAN = "FR76 3000 6000 0112 3456 7890 189"


def code(name="Atelier", iban=IBAN, amount=D("12.50"), reference="F-2026-0001", bic="AGRIFRPP"):
    return transfer_code(name, iban, amount, reference, bic)


def test_a_code_names_bank_account_sum_and_invoice():
    assert code().split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "AGRIFRPP",
        "Atelier",
        "FR7630006000011234567890189",
        "EUR12.50",
        "",
        "",
        "F-2026-0001",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"iban": ""},
        {"iban": "FR76 3000"},
        {"amount": D(0)},
        {"amount": D("-5.00")},
        {"amount": D("1000000000.00")},
        {"name": "  "},
    ],
    ids=["no account", "wrong account", "nothing", "owed back", "too much", "nobody"],
)
def test_without_a_transfer_there_is_no_code(changes):
    assert code(**changes) == ""


@pytest.mark.parametrize("amount", [D("0.01"), D("999999999.99")])
def test_the_least_and_the_most_are_transfers(amount):
    assert f"EUR{amount}" in code(amount=amount)


def test_long_names_are_cut_and_line_ends_taken_out():
    lines = code(name="A\n" + "b" * 90, reference="F " * 100).split("\n")
    assert len(lines) == 11
    assert (len(lines[5]), len(lines[10])) == (70, 139)


def test_names_are_written_in_the_letters_that_every_bank_takes():
    assert code(name="L’Élan Œuvré & Cie №5").split("\n")[5] == "L'Elan OEuvre + Cie No5"
