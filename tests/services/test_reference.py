"""The reference rates and mentions that a new office starts with, and those it enters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.pdf_text import printed
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.reference_rates import RateKind, ReferenceRate, half_year
from trainingdesk.domain.tva import SHIPPED_MENTIONS, Exemption, TaxMention, exemption_mention
from trainingdesk.services import reference
from trainingdesk.services.office import open_office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.publishing import prepare
from trainingdesk.services.reference import (
    seed_rates,
    shipped_rates,
    shipped_reference_rates,
)
from trainingdesk.storage import office as store

ECB, LEGAL, OWN = RateKind


@pytest.fixture
def office():
    office = open_office(":memory:")
    seed_rates(office)
    yield office
    office.close()


@pytest.mark.parametrize(
    ("kind", "day", "rate"),
    [
        pytest.param(ECB, date(2023, 1, 1), "2.50", id="bank, first half of 2023"),
        pytest.param(ECB, date(2024, 9, 3), "4.25", id="bank, second half of 2024"),
        pytest.param(ECB, date(2025, 1, 1), "3.15", id="bank, first day of 2025"),
        pytest.param(ECB, date(2026, 6, 30), "2.15", id="bank, last day of a half-year"),
        pytest.param(ECB, date(2026, 7, 1), "2.40", id="bank, first day of the next"),
        pytest.param(LEGAL, date(2024, 7, 1), "4.92", id="professional, second half of 2024"),
        pytest.param(LEGAL, date(2025, 3, 1), "3.71", id="professional, first half of 2025"),
        pytest.param(LEGAL, date(2025, 7, 1), "2.76", id="professional, second half of 2025"),
        pytest.param(LEGAL, date(2026, 1, 1), "2.62", id="professional, first half of 2026"),
        pytest.param(OWN, date(2026, 1, 1), "6.67", id="individual, first half of 2026"),
    ],
)
def test_the_rate_of_a_half_year_is_known(office, kind, day, rate):
    assert store.rate_on(office.db, kind, day).rate == Decimal(rate)
    assert shipped_reference_rates().at(kind, half_year(day)) == Decimal(rate)


@pytest.mark.parametrize(
    ("kind", "day"), [(ECB, date(2027, 1, 4)), (LEGAL, date(2026, 7, 1)), (OWN, date(2026, 7, 1))]
)
def test_a_half_year_that_was_not_published_stays_unknown(office, kind, day):
    assert store.rate_on(office.db, kind, day) is None
    assert kind in reference.rates(office).missing(day)


def test_rates_can_be_seeded_again_without_doubling(office):
    seed_rates(office)
    assert len(store.RATES.where(office.db)) == len(shipped_rates())


@pytest.mark.parametrize(
    ("kind", "source"),
    [(ECB, "Banque centrale européenne"), (LEGAL, "Arrêté"), (OWN, "Arrêté")],
)
def test_each_rate_starts_a_half_year_and_says_where_it_was_read(kind, source):
    rates = [rate for rate in shipped_rates() if rate.kind is kind]
    assert [rate.starts_on for rate in rates] == [half_year(rate.starts_on) for rate in rates]
    assert all(rate.source.startswith(source) for rate in rates)
    assert len(rates) >= 7


def rate_of(starts_on, rate="2.65", kind=ECB):
    return ReferenceRate(kind=kind, starts_on=starts_on, rate=Decimal(rate), source="publié")


@pytest.mark.parametrize("kind", RateKind)
def test_a_new_half_year_is_entered_and_used_and_other_kinds_stay(office, kind):
    before = {each: reference.known_rates(office, each) for each in RateKind}
    new = rate_of(date(2027, 1, 1), kind=kind)
    reference.save_rates(office, kind, [*before[kind], new])
    assert store.rate_on(office.db, kind, date(2027, 3, 4)).rate == Decimal("2.65")
    after = {each: reference.known_rates(office, each) for each in RateKind}
    assert after == before | {kind: [new, *before[kind]]}


@pytest.mark.parametrize(
    ("rates", "field"),
    [
        pytest.param([rate_of(date(2027, 2, 1))], "starts_on", id="no half-year starts then"),
        pytest.param([rate_of(date(2027, 1, 1), "0")], "rate", id="nothing typed"),
        pytest.param([rate_of(date(2027, 1, 1))] * 2, "rates", id="twice the same"),
    ],
)
def test_a_wrong_rate_is_refused_and_nothing_is_lost(office, rates, field):
    before = reference.rates(office)
    with pytest.raises(RuleBroken) as refusal:
        reference.save_rates(office, ECB, rates)
    assert refusal.value.field == field
    assert reference.rates(office) == before


def test_a_rate_given_twice_is_named_with_its_half_year(office):
    with pytest.raises(RuleBroken, match=r"taux directeur de la BCE.*1er semestre 2027"):
        reference.save_rates(office, ECB, [rate_of(date(2027, 1, 1))] * 2)


# Mentions of VAT --------------------------------------------------------------------------------

NEXT = TaxMention(
    exemption=Exemption.TRAINING,
    starts_on=date(2027, 1, 1),
    text="Exonération de TVA, nouvel article",
    source="décret",
)


def test_an_office_starts_with_the_shipped_mentions(office):
    assert reference.tax_mentions(office) == SHIPPED_MENTIONS


@pytest.mark.parametrize(
    ("day", "text"),
    [
        pytest.param(date(1999, 1, 1), SHIPPED_MENTIONS[0].text, id="before the first"),
        pytest.param(date(2026, 12, 31), SHIPPED_MENTIONS[0].text, id="the last day before"),
        pytest.param(date(2027, 1, 1), NEXT.text, id="the first day"),
    ],
)
def test_a_mention_holds_from_its_day_on(office, day, text):
    reference.save_tax_mentions(office, [NEXT, *SHIPPED_MENTIONS])
    assert exemption_mention(Exemption.TRAINING, day, reference.tax_mentions(office)) == text


def test_the_shipped_mentions_are_not_copied_into_the_file(office):
    reference.save_tax_mentions(office, [NEXT, *SHIPPED_MENTIONS])
    assert len(store.TAX_MENTIONS.where(office.db)) == len(SHIPPED_MENTIONS) + 1
    reference.save_tax_mentions(office, SHIPPED_MENTIONS)
    assert store.TAX_MENTIONS.where(office.db) == []


def test_a_mention_is_kept_without_the_full_stop_that_papers_add(office):
    typed = replace(NEXT, text=" Exonération de TVA, nouvel article. ")
    reference.save_tax_mentions(office, [typed, *SHIPPED_MENTIONS])
    assert NEXT in reference.tax_mentions(office)


@pytest.mark.parametrize(
    ("mentions", "field", "words"),
    [
        pytest.param([NEXT], "mentions", "franchise", id="one kind left without"),
        pytest.param([NEXT, NEXT, *SHIPPED_MENTIONS], "mentions", "même jour", id="twice"),
        pytest.param(
            [replace(NEXT, text=" . "), *SHIPPED_MENTIONS], "text", "mention imprimée", id="empty"
        ),
    ],
)
def test_mentions_that_leave_a_paper_speechless_are_refused(office, mentions, field, words):
    with pytest.raises(RuleBroken, match=words) as refusal:
        reference.save_tax_mentions(office, mentions)
    assert refusal.value.field == field
    assert reference.tax_mentions(office) == SHIPPED_MENTIONS


def test_rates_and_mentions_are_written_together_or_not_at_all(office):
    before = reference.rates(office)
    new = {LEGAL: [rate_of(date(2026, 7, 1), kind=LEGAL)]}
    with pytest.raises(RuleBroken):
        reference.save_reference(office, new, [NEXT])
    assert reference.rates(office) == before
    reference.save_reference(office, new, [NEXT, *SHIPPED_MENTIONS])
    assert reference.known_rates(office, LEGAL) == new[LEGAL]
    assert NEXT in reference.tax_mentions(office)


@pytest.mark.parametrize("key", ["proposal", "convention", "invoice"])
def test_papers_print_the_mention_that_the_office_entered(filled, key):
    office = filled.office
    own = replace(NEXT, starts_on=office.today())
    reference.save_tax_mentions(office, [own, *SHIPPED_MENTIONS])
    subject = {
        "proposal": lambda: Subject(proposal_id=filled.propose()),
        "convention": lambda: Subject(agreement_id=filled.agree()),
        "invoice": lambda: Subject(invoice_id=filled.draft_invoices()[0]),
    }[key]()
    prepared = prepare(office, key, subject)
    words = printed(prepared.render()[0])
    assert f"{own.text}." in words
    assert SHIPPED_MENTIONS[0].text not in words
    assert not [mention.name for mention in prepared.missing if "xonération" in mention.name]
