"""Numbers without gap, that an electronic invoice can carry."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.numbering import DEFAULT_PATTERNS, MAX_LENGTH, Pattern

DAY = date(2026, 3, 1)

PATTERNS = [
    ("F-{YYYY}-{SEQ:04}", "F-2026-0007", "2026"),
    ("FA{YY}{MM}/{SEQ}", "FA2603/7", "2026-03"),
    ("{SEQ:06}", "000007", ""),
    ("{SEQ}_{MM}_{YYYY}", "7_03_2026", "2026-03"),
    ("A+{YYYY}{SEQ:03}+{YY}-{YYYY}", "A+2026007+26-2026", "2026"),
    ("F{SEQ:00}", "F7", ""),
]


@pytest.mark.parametrize(("text", "number", "period"), PATTERNS)
def test_a_pattern_writes_and_reads_its_numbers(text, number, period):
    pattern = Pattern(text)
    assert (pattern.format(7, DAY), pattern.period(DAY)) == (number, period)
    assert pattern.read(number) == (period, 7)


@pytest.mark.parametrize(
    "number",
    ["F-2026-007", "F-26-0007", "A-2026-0007", "F-2026-0007-", "", "F-2026-٠٠٠٧", "f-2026-0007"],
)
def test_a_number_of_another_pattern_is_not_read(number):
    assert Pattern("F-{YYYY}-{SEQ:04}").read(number) is None


@given(
    st.sampled_from([text for text, _, _ in PATTERNS] + list(DEFAULT_PATTERNS.values())),
    st.integers(1, 10**6),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_what_is_written_is_read_again(text, sequence, day):
    pattern = Pattern(text)
    assert pattern.read(pattern.format(sequence, day)) == (pattern.period(day), sequence)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("F-{YYYY}", "{SEQ} une fois", id="no sequence"),
        pytest.param("{SEQ}-{SEQ}", "{SEQ} une fois", id="two sequences"),
        pytest.param("{MM}-{SEQ}", "aussi contenir l’année", id="a month without its year"),
        pytest.param("F {SEQ}", "sans espace", id="a space"),
        pytest.param("N°{SEQ}", "sans accent", id="a sign no invoice carries"),
        pytest.param("É{SEQ}", "sans accent", id="an accent"),
        pytest.param("{JJ}{SEQ}", "sans espace", id="an unknown field"),
    ],
)
def test_a_pattern_that_would_go_wrong_is_refused(text, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        Pattern(text)
    assert refused.value.field == "pattern"


def test_a_sequence_may_outgrow_its_width():
    assert Pattern("F{SEQ:03}").format(12345, DAY) == "F12345"


def test_a_number_no_invoice_can_carry_is_refused():
    prefix = "F" * (MAX_LENGTH - 1)
    assert len(Pattern(f"{prefix}{{SEQ}}").format(9, DAY)) == MAX_LENGTH
    with pytest.raises(RuleBroken, match="35 caractères"):
        Pattern(f"{prefix}{{SEQ}}").format(10, DAY)


@pytest.mark.parametrize("text", DEFAULT_PATTERNS.values(), ids=DEFAULT_PATTERNS.keys())
def test_default_patterns_start_again_each_year(text):
    assert Pattern(text).period(DAY) == "2026"


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        pytest.param("F-{SEQ}", "A-{SEQ}", False, id="other letters first"),
        pytest.param("F{YYYY}{SEQ}", "FA{YYYY}{SEQ}", False, id="a letter where the other counts"),
        pytest.param("{SEQ}-F", "{SEQ}-A", False, id="other letters last"),
        pytest.param("F-{SEQ}", "F-{YYYY}{SEQ}", True, id="the same letters"),
        pytest.param("F-{SEQ}", "F-2{SEQ}", True, id="a digit where the other counts"),
        pytest.param("{SEQ:04}", "{SEQ:05}", True, id="no letters at all"),
    ],
)
def test_two_patterns_that_may_give_one_number(one, other, meet):
    assert Pattern(one).may_meet(Pattern(other)) is meet
    assert Pattern(other).may_meet(Pattern(one)) is meet


TEXTS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "F", "FA", "F2", "A-"]),
    st.sampled_from(["{SEQ}", "{SEQ:03}", "{YY}{SEQ}", "{SEQ}-{YYYY}", "{YYYY}/{MM}/{SEQ:02}"]),
    st.sampled_from(["", "-F", "-A", "1"]),
).map(Pattern)


@given(TEXTS, TEXTS, st.integers(1, 9999), st.integers(1, 9999), st.dates(date(2020, 1, 1)))
def test_patterns_that_never_meet_give_no_number_of_each_other(one, other, first, second, day):
    if not one.may_meet(other):
        assert one.format(first, day) != other.format(second, day)
        assert other.read(one.format(first, day)) is None


@given(
    TEXTS,
    st.lists(
        st.tuples(st.integers(1, 9999), st.dates(date(2020, 1, 1), date(2029, 12, 31))), max_size=9
    ),
)
def test_a_pattern_gives_no_number_twice(pattern, drawn):
    asked = {(pattern.period(day), sequence) for sequence, day in drawn}
    given_out = {pattern.format(sequence, day) for sequence, day in drawn}
    assert len(given_out) == len(asked)
