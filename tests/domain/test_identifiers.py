"""Numbers that name a firm, and the keys that guard them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.identifiers import (
    activity_number_looks_odd,
    checked_activity_number,
    checked_iban,
    checked_siret,
    checked_vat_number,
    sample_siret,
    vat_number_of,
)


@pytest.mark.parametrize(
    ("check", "typed", "kept"),
    [
        pytest.param(checked_siret, "000 000 075 00010", "00000007500010", id="SIRET"),
        pytest.param(checked_siret, "", "", id="no SIRET yet"),
        pytest.param(checked_siret, "356 000 000 49837", "35600000049837", id="La Poste"),
        pytest.param(checked_vat_number, "fr 43 000 000 075", "FR43000000075", id="VAT"),
        pytest.param(checked_vat_number, " ", "", id="no VAT number"),
        pytest.param(
            checked_iban,
            "FR14 2004 1010 0505 0001 3M02 606",
            "FR1420041010050500013M02606",
            id="IBAN",
        ),
        pytest.param(checked_iban, "", "", id="no IBAN"),
        pytest.param(checked_activity_number, "84 38 00000 38", "84380000038", id="activity"),
        pytest.param(checked_activity_number, "", "", id="not declared yet"),
    ],
)
def test_a_sound_number_is_kept_without_spaces(check, typed, kept):
    assert check(typed) == kept


@pytest.mark.parametrize(
    ("check", "typed", "field", "said"),
    [
        pytest.param(checked_siret, "00000007500011", "siret", "clé", id="SIRET, wrong key"),
        pytest.param(checked_siret, "000000075", "siret", "14 chiffres", id="a SIREN alone"),
        pytest.param(checked_vat_number, "FR42000000075", "vat_number", "FR", id="VAT, wrong key"),
        pytest.param(
            checked_iban, "FR1420041010050500013M02607", "iban", "RIB", id="IBAN, wrong key"
        ),
        pytest.param(
            checked_activity_number, "8438000003", "activity_number", "11 chiffres", id="too short"
        ),
        pytest.param(
            checked_activity_number, "8438000003A", "activity_number", "11 chiffres", id="a letter"
        ),
    ],
)
def test_a_wrong_number_is_refused_beside_its_field(check, typed, field, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        check(typed)
    assert refused.value.field == field


@given(st.integers(0, 99_999_999))
def test_invented_numbers_are_valid(serial):
    siret = sample_siret(serial)
    assert checked_siret(siret) == siret
    assert checked_vat_number(vat_number_of(siret[:9])) == vat_number_of(siret[:9])


@given(st.integers(0, 99_999_999), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(serial, place, shift):
    siret = sample_siret(serial)
    wrong = f"{siret[:place]}{(int(siret[place]) + shift) % 10}{siret[place + 1 :]}"
    with pytest.raises(RuleBroken):
        checked_siret(wrong)


@pytest.mark.parametrize(("digits", "odd"), [("84380000038", False), ("84380000069", True)])
def test_two_departments_that_differ_look_odd(digits, odd):
    assert activity_number_looks_odd(digits) is odd
