"""What paying late costs: the worked examples of three kinds of terms, and what always holds."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.conditions.kinds import LateReference, RecoveryScope, ReferenceDay
from trainingdesk.domain.conditions.rules import STATUTORY, Late, Recovery, Rules
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.late_interest import (
    Debtor,
    LateRule,
    PartPayment,
    Segment,
    day_rate,
    late_interest,
)
from trainingdesk.domain.reference_rates import (
    RateKind,
    ReferenceRate,
    ReferenceRates,
    rate_text,
)

JANUARY = Rules(
    late=Late(read_on=ReferenceDay.JANUARY, floor_multiple=D(3)),
    recovery=Recovery(scope=RecoveryScope.LEGAL_PERSONS),
)
"""The central bank's rate of 1 January for the whole year, and a floor."""

LEGAL = Rules(late=Late(reference=LateReference.LEGAL, multiple=D("1.5"), points=D(0)))
"""One and a half times the legal rate, and no word of the indemnity."""

SILENT = Rules()


def published(kind, *halves):
    return tuple(
        ReferenceRate(
            kind=kind,
            starts_on=date(int(half[:4]), 1 if half.endswith("S1") else 7, 1),
            rate=D(percent),
            source="publié",
        )
        for half, percent in halves
    )


RATES = ReferenceRates(
    published(
        RateKind.ECB_REFI,
        ("2023S2", "4.00"), ("2024S1", "4.50"), ("2024S2", "4.25"),
        ("2025S1", "3.15"), ("2025S2", "2.15"), ("2026S1", "2.15"), ("2026S2", "2.40"),
    )
    + published(
        RateKind.LEGAL_PROFESSIONAL,
        ("2024S1", "5.07"), ("2024S2", "4.92"),
        ("2025S1", "3.71"), ("2025S2", "2.76"), ("2026S1", "2.62"),
    )
)  # fmt: skip


def answer(rules, ttc, due_on, paid_on, debtor=Debtor.PROFESSIONAL, rates=RATES, **rest):
    return late_interest(
        rules=rules,
        ttc=D(ttc),
        due_on=date.fromisoformat(due_on),
        paid_on=date.fromisoformat(paid_on),
        rates=rates,
        debtor=debtor,
        **rest,
    )


def part(day, amount):
    return PartPayment(date.fromisoformat(day), D(amount))


def shown(found):
    return [(s.days, rate_text(s.rate), str(s.base), str(s.amount)) for s in found.segments]


def plain(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("rules", "facts", "statutory", "segments", "interest", "floor"),
    [
        pytest.param(
            JANUARY,
            ("1200.00", "2025-03-01", "2025-04-15"),
            False,
            [(45, "13.15", "1200.00", "19.45")],
            "19.45",
            False,
            id="central bank, the floor below the rate",
        ),
        pytest.param(
            JANUARY,
            ("4800.00", "2026-05-30", "2026-08-30"),
            False,
            [(92, "12.15", "4800.00", "147.00")],
            "147.00",
            None,
            id="1 January's rate for the year, the floor of July unknown",
        ),
        pytest.param(
            JANUARY,
            ("4800.00", "2026-05-30", "2026-08-30"),
            True,
            [(31, "12.15", "4800.00", "49.53"), (61, "12.40", "4800.00", "99.47")],
            "149.00",
            False,
            id="the law's rate, asked for",
        ),
        pytest.param(
            SILENT,
            ("4800.00", "2026-05-30", "2026-08-30"),
            False,
            [(31, "12.15", "4800.00", "49.53"), (61, "12.40", "4800.00", "99.47")],
            "149.00",
            False,
            id="the law's rate, terms without a clause",
        ),
        pytest.param(
            LEGAL,
            ("1500.00", "2025-06-15", "2025-07-20"),
            False,
            [(15, "5.565", "1500.00", "3.43"), (20, "4.14", "1500.00", "3.40")],
            "6.83",
            False,
            id="a multiple of the legal rate, over two half-years",
        ),
        pytest.param(
            LEGAL,
            ("980.00", "2026-01-10", "2026-03-10"),
            False,
            [(59, "3.93", "980.00", "6.23")],
            "6.23",
            False,
            id="a multiple of the legal rate",
        ),
        pytest.param(
            JANUARY,
            ("1200.00", "2024-07-31", "2024-08-31"),
            False,
            [(31, "14.76", "1200.00", "15.04")],
            "15.04",
            True,
            id="the floor above the rate",
        ),
        pytest.param(
            SILENT,
            ("1200.00", "2024-07-31", "2024-08-31"),
            False,
            [(31, "14.25", "1200.00", "14.52")],
            "14.52",
            False,
            id="the floor does not raise the law's own rate",
        ),
        pytest.param(
            JANUARY,
            ("1000.00", "2024-12-30", "2025-01-02"),
            False,
            [(1, "14.76", "1000.00", "0.40"), (2, "13.15", "1000.00", "0.72")],
            "1.12",
            True,
            id="the floor raised one day only",
        ),
        pytest.param(
            JANUARY,
            ("1000.00", "2025-06-20", "2025-07-10"),
            False,
            [(20, "13.15", "1000.00", "7.21")],
            "7.21",
            False,
            id="the same rate in both half-years is one segment",
        ),
    ],
)
def test_a_professional_pays_the_interest_of_the_worked_examples(
    rules, facts, statutory, segments, interest, floor
):
    found = answer(rules, *facts, statutory=statutory)
    assert shown(found) == segments
    assert (found.interest, found.indemnity) == (D(interest), D("40.00"))
    assert found.total == D(interest) + 40
    assert found.floor_applied is floor


def test_a_segment_holds_its_first_and_last_day():
    found = answer(STATUTORY, "4800.00", "2026-05-30", "2026-08-30")
    assert found.segments[0] == Segment(
        first=date(2026, 5, 31),
        last=date(2026, 6, 30),
        days=31,
        rate=D("12.15"),
        base=D("4800.00"),
        amount=D("49.53"),
    )
    assert (found.segments[1].first, found.segments[1].last) == (
        date(2026, 7, 1),
        date(2026, 8, 30),
    )


def test_a_leap_day_counts_and_the_year_is_of_365_days():
    found = answer(STATUTORY, "1000.00", "2024-02-28", "2024-03-01")
    assert shown(found) == [(2, "14.50", "1000.00", "0.79")]


# Not late ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paid_on", "payments"),
    [
        pytest.param("2026-05-30", (), id="on the due date"),
        pytest.param("2026-05-02", (), id="before it"),
        pytest.param("2026-05-30", (part("2026-05-02", "500"),), id="in parts"),
        pytest.param("2026-06-30", (part("2026-05-30", "4800"),), id="all paid by its parts"),
    ],
)
@pytest.mark.parametrize("debtor", Debtor)
def test_who_pays_in_time_owes_nothing_more(paid_on, payments, debtor):
    found = answer(STATUTORY, "4800.00", "2026-05-30", paid_on, debtor, payments=payments)
    assert (found.segments, found.interest, found.indemnity) == ((), D("0.00"), D("0.00"))
    assert (found.total, found.floor_applied) == (D("0.00"), False)
    assert "payée à temps" in found.sentence


def test_a_rate_that_nobody_needs_may_be_missing():
    found = answer(STATUTORY, "4800.00", "2031-05-30", "2031-05-30")
    assert found.total == D("0.00")


# Part payments ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payments", "segments"),
    [
        pytest.param(
            [part("2026-06-15", "1000")],
            [(16, "12.15", "4800.00", "25.56"), (14, "12.15", "3800.00", "17.71")],
            id="its day still counts on the old base",
        ),
        pytest.param(
            [part("2026-05-01", "800"), part("2026-05-30", "1000")],
            [(30, "12.15", "3000.00", "29.96")],
            id="before the due date and on it",
        ),
        pytest.param(
            [part("2026-06-15", "400"), part("2026-06-15", "600")],
            [(16, "12.15", "4800.00", "25.56"), (14, "12.15", "3800.00", "17.71")],
            id="two on one day",
        ),
        pytest.param(
            [part("2026-06-29", "4800")],
            [(30, "12.15", "4800.00", "47.93")],
            id="the last one named as well",
        ),
        pytest.param(
            [part("2026-06-10", "4800")],
            [(11, "12.15", "4800.00", "17.58")],
            id="nothing left afterwards",
        ),
    ],
)
def test_part_payments_lower_what_interest_is_counted_on(payments, segments):
    found = answer(SILENT, "4800.00", "2026-05-30", "2026-06-29", payments=payments)
    assert shown(found) == segments
    assert found.interest == sum(D(amount) for *_rest, amount in segments)
    assert found.indemnity == D("40.00")


@pytest.mark.parametrize(
    ("ttc", "payments", "field", "words"),
    [
        pytest.param("-10", [], "ttc", "avoir", id="a credit note"),
        pytest.param("100", [part("2026-06-30", "10")], "payments", "après", id="after the last"),
        pytest.param("100", [part("2026-06-01", "-1")], "payments", "négatif", id="negative"),
        pytest.param(
            "100",
            [part("2026-06-01", "60"), part("2026-06-02", "40.01")],
            "payments",
            "plus que",
            id="more than the invoice",
        ),
    ],
)
def test_a_payment_that_cannot_be_is_refused(ttc, payments, field, words):
    with pytest.raises(RuleBroken, match=words) as refusal:
        answer(STATUTORY, ttc, "2026-05-30", "2026-06-29", payments=payments)
    assert refusal.value.field == field


# The indemnity ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recovery", "amount", "said"),
    [
        pytest.param(Recovery(), "40.00", "", id="as the law"),
        pytest.param(None, "40.00", "n’en parlent pas", id="not a word"),
        pytest.param(
            Recovery(scope=RecoveryScope.LEGAL_PERSONS),
            "40.00",
            "personnes morales",
            id="legal persons only",
        ),
        pytest.param(Recovery(amount=D(60)), "60.00", "", id="the terms' own amount"),
    ],
)
def test_every_professional_owes_the_indemnity(recovery, amount, said):
    found = answer(Rules(recovery=recovery), "100", "2026-05-30", "2026-05-31")
    assert str(found.indemnity) == amount
    assert ("D441-5" in found.sentence) is bool(said)
    assert said in found.sentence


# A consumer -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notice", "segments", "interest", "words"),
    [
        pytest.param(None, [], "0.00", "qu’à partir d’une mise en demeure", id="no notice"),
        pytest.param(
            "2025-03-15",
            [(31, "3.71", "1200.00", "3.78")],
            "3.78",
            "31 jours",
            id="from the notice",
        ),
        pytest.param(
            "2025-02-15",
            [(45, "3.71", "1200.00", "5.49")],
            "5.49",
            "45 jours",
            id="notice too early",
        ),
        pytest.param("2025-04-15", [], "0.00", "Rien ne restait dû", id="paid that day"),
        pytest.param("2025-05-15", [], "0.00", "Rien ne restait dû", id="paid before"),
    ],
)
@pytest.mark.parametrize("statutory", [False, True])
@pytest.mark.parametrize("rules", [pytest.param(JANUARY, id="1"), pytest.param(SILENT, id="2")])
def test_a_consumer_owes_the_legal_rate_from_the_notice_whatever_the_terms_say(
    notice, segments, interest, words, statutory, rules
):
    found = answer(
        rules,
        "1200.00",
        "2025-03-01",
        "2025-04-15",
        Debtor.CONSUMER,
        notice_on=date.fromisoformat(notice) if notice else None,
        statutory=statutory,
    )
    assert shown(found) == segments
    assert (found.interest, found.indemnity) == (D(interest), D("0.00"))
    assert (found.rule, found.floor_applied) == (LateRule.CONSUMER, False)
    assert words in plain(found.sentence)


# Rates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "due_on", "paid_on", "words"),
    [
        pytest.param(
            SILENT,
            "2026-12-20",
            "2027-01-05",
            "« taux directeur de la BCE » du 1er semestre 2027",
            id="central bank",
        ),
        pytest.param(
            JANUARY,
            "2023-07-05",
            "2023-07-10",
            "« taux directeur de la BCE » du 1er semestre 2023",
            id="central bank, read in January",
        ),
        pytest.param(
            LEGAL,
            "2026-06-20",
            "2026-07-01",
            "« intérêt légal, créancier professionnel » du 2e semestre 2026",
            id="legal rate",
        ),
    ],
)
def test_a_missing_rate_is_named_with_where_to_enter_it(rules, due_on, paid_on, words):
    with pytest.raises(RuleBroken) as refusal:
        answer(rules, "100", due_on, paid_on)
    assert words in plain(str(refusal.value))
    assert "Outils › Taux de référence" in str(refusal.value)


def test_a_missing_floor_is_answered_without_it_and_its_half_years_are_named():
    bare = ReferenceRates(
        tuple(rate for rate in RATES.rates if rate.kind is RateKind.ECB_REFI)
        + published(RateKind.LEGAL_PROFESSIONAL, ("2024S2", "4.92"))
    )
    found = answer(JANUARY, "1000", "2024-12-30", "2025-07-02", rates=bare)
    assert found.floor_applied is None
    assert [rate for _days, rate, *_rest in shown(found)] == ["14.76", "13.15"]
    assert "du 1er semestre 2025 et du 2e semestre 2025" in plain(found.sentence)
    assert "Outils › Taux de référence" in found.sentence


def test_points_and_a_multiple_are_taken_together():
    late = Late(reference=LateReference.LEGAL, multiple=D(2), points=D("1.5"))
    assert day_rate(late, RATES, date(2025, 3, 1)).rate == D("8.92")


# What is said -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "rest", "words"),
    [
        pytest.param(
            STATUTORY,
            {},
            "92 jours de retard, du 31 mai 2026 au 30 août 2026 : 149,00 € d’intérêts (31 jours à "
            "12,15 % et 61 jours à 12,40 % sur 4 800,00 €) et 40,00 € d’indemnité de "
            "recouvrement, soit 189,00 €. Ce taux est celui des conditions de vente.",
            id="terms",
        ),
        pytest.param(
            STATUTORY,
            {"statutory": True, "payments": [part("2026-06-30", "800")]},
            "92 jours de retard, du 31 mai 2026 au 30 août 2026 : 132,43 € d’intérêts (31 jours à "
            "12,15 % sur 4 800,00 € et 61 jours à 12,40 % sur 4 000,00 €) et 40,00 € d’indemnité "
            "de recouvrement, soit 172,43 €. Ce taux est celui de la loi : taux directeur de la "
            "BCE majoré de 10 points (Code de commerce, article L441-10).",
            id="law, with a part payment",
        ),
        pytest.param(
            SILENT,
            {},
            "Les conditions de vente ne fixent pas de taux, celui de la loi s’applique",
            id="terms without a rate",
        ),
        pytest.param(JANUARY, {}, "n’a pas pu être vérifié", id="an unknown floor"),
    ],
)
def test_the_sentence_can_be_read_to_the_client(rules, rest, words):
    found = answer(rules, "4800.00", "2026-05-30", "2026-08-30", **rest)
    assert words in plain(found.sentence)
    assert found.sentence.endswith(".")


@pytest.mark.parametrize(
    ("rules", "due_on", "paid_on", "said"),
    [
        pytest.param(JANUARY, "2024-07-31", "2024-08-31", True, id="raised"),
        pytest.param(JANUARY, "2025-03-01", "2025-04-15", False, id="not raised"),
        pytest.param(SILENT, "2024-07-31", "2024-08-31", False, id="no floor"),
    ],
)
def test_a_floor_is_spoken_of_only_where_it_counted(rules, due_on, paid_on, said):
    found = answer(rules, "1000", due_on, paid_on)
    assert ("Le plancher de 3 fois l’intérêt légal a relevé le taux." in found.sentence) is said


# What always holds ------------------------------------------------------------------------------

FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)
DAYS = st.dates(FIRST, LAST)
AMOUNTS = st.decimals(0, 100_000, places=2)
CHOICES = st.sampled_from([JANUARY, LEGAL, SILENT, STATUTORY])


def computed(rules, ttc, due_on, paid_on, payments=()):
    return late_interest(
        rules=rules,
        ttc=ttc,
        due_on=due_on,
        paid_on=paid_on,
        rates=RATES,
        debtor=Debtor.PROFESSIONAL,
        payments=payments,
    )


@st.composite
def paid_in_parts(draw):
    """Return an invoice with payments that stay within it."""
    due_on, paid_on = sorted((draw(DAYS), draw(DAYS)))
    ttc = draw(AMOUNTS)
    payments, left = [], ttc
    for day in draw(st.lists(st.dates(FIRST, paid_on), max_size=4)):
        amount = draw(st.decimals(0, left, places=2))
        payments.append(PartPayment(day, amount))
        left -= amount
    return ttc, due_on, paid_on, payments


@given(CHOICES, paid_in_parts())
def test_segments_add_up_and_lie_end_to_end(rules, facts):
    found = computed(rules, *facts)
    assert sum((s.amount for s in found.segments), D(0)) == found.interest
    exact = sum((s.base * s.rate * s.days / 36500 for s in found.segments), D(0))
    assert abs(found.interest - exact) <= D("0.005")
    for segment in found.segments:
        assert (segment.last - segment.first).days + 1 == segment.days
        assert abs(segment.amount - segment.base * segment.rate * segment.days / 36500) <= D("0.01")
    for before, after in zip(found.segments, found.segments[1:], strict=False):
        assert before.last + timedelta(1) == after.first
        assert (before.rate, before.base) != (after.rate, after.base)


@given(CHOICES, paid_in_parts(), DAYS)
def test_two_periods_that_follow_each_other_cost_what_both_cost(rules, facts, between):
    ttc, due_on, paid_on, _payments = facts
    between = min(max(between, due_on), paid_on)
    whole = computed(rules, ttc, due_on, paid_on).interest
    halves = computed(rules, ttc, due_on, between), computed(rules, ttc, between, paid_on)
    assert abs(sum(half.interest for half in halves) - whole) <= D("0.01")


@given(CHOICES, paid_in_parts(), st.integers(1, 40))
def test_paying_later_never_costs_less(rules, facts, more):
    ttc, due_on, paid_on, payments = facts
    later = min(paid_on + timedelta(more), LAST)
    sooner = computed(rules, ttc, due_on, paid_on, payments)
    assert computed(rules, ttc, due_on, later, payments).interest >= sooner.interest


@given(CHOICES, paid_in_parts(), st.data())
def test_a_payment_of_nothing_changes_nothing(rules, facts, data):
    ttc, due_on, paid_on, payments = facts
    nothing = PartPayment(data.draw(st.dates(FIRST, paid_on)), D(0))
    assert computed(rules, ttc, due_on, paid_on, [*payments, nothing]) == computed(*(rules, *facts))


# Public buyers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "paid_on", "segments", "interest"),
    [
        # 31 days from 31 May and 61 from 1 July, all at the rate of the half-year that began the
        # delay: 4 800 × 10.15 % × 92 / 365 = 122.80, where professionals owe 149.00.
        pytest.param("2026-05-30", "2026-08-30", [(92, "10.15")], "122.80", id="over half-years"),
        # Due on the last day of June, the delay begins in July: 2.40 % and 8 points.
        pytest.param("2026-06-30", "2026-08-30", [(61, "10.40")], "83.43", id="begins in July"),
        pytest.param("2026-06-29", "2026-08-30", [(62, "10.15")], "82.76", id="begins in June"),
    ],
)
def test_a_public_buyer_owes_one_rate_fixed_when_its_delay_began(
    due_on, paid_on, segments, interest
):
    rates = ReferenceRates(
        (
            ReferenceRate(
                kind=RateKind.ECB_REFI, starts_on=date(2026, 1, 1), rate=D("2.15"), source="x"
            ),
            ReferenceRate(
                kind=RateKind.ECB_REFI, starts_on=date(2026, 7, 1), rate=D("2.40"), source="x"
            ),
        )
    )
    owed = answer(JANUARY, "4800", due_on, paid_on, Debtor.PUBLIC, rates)
    assert [(each.days, each.rate) for each in owed.segments] == [
        (days, D(rate)) for days, rate in segments
    ]
    assert (owed.interest, owed.indemnity) == (D(interest), D("40.00"))
    assert owed.rule is LateRule.PUBLIC
    assert "Code de la commande publique" in owed.sentence
    assert "conditions de vente" not in owed.sentence


def test_a_public_buyer_pays_no_more_than_forty_euros_whatever_the_terms_say():
    terms = Rules(late=LEGAL.late, recovery=Recovery(amount=D(90)))
    owed = answer(terms, "1000", "2026-01-31", "2026-02-10", Debtor.PUBLIC)
    assert (owed.indemnity, owed.segments[0].rate) == (D("40.00"), D("10.15"))
    assert answer(terms, "1000", "2026-01-31", "2026-02-10").indemnity == D("90.00")


def test_a_part_that_a_public_buyer_paid_lowers_what_interest_runs_on():
    owed = answer(
        SILENT,
        "1000",
        "2026-01-31",
        "2026-02-20",
        Debtor.PUBLIC,
        payments=[part("2026-02-10", "400")],
    )
    # 1 000 × 10.15 % × 10 / 365 = 2.7808, then 600 × 10.15 % × 10 / 365 = 1.6685.
    assert [each.amount for each in owed.segments] == [D("2.78"), D("1.67")]


def test_a_public_buyer_that_pays_in_time_owes_nothing():
    owed = answer(SILENT, "1000", "2026-01-31", "2026-01-31", Debtor.PUBLIC)
    assert (owed.interest, owed.indemnity, owed.segments) == (D(0), D(0), ())
