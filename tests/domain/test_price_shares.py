"""Splitting a price between client and funders: what each is asked, and what is said of it."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office_sample import FUNDER, FUNDING
from tests.support.pdf_text import plain
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.money import CENT, round_to_cent
from trainingdesk.domain.price_shares import (
    grant_words,
    remark,
    split_price,
    training_price,
    unassigned,
)
from trainingdesk.domain.sessions import FundingState, GrantBasis
from trainingdesk.domain.tva import Exemption, totals

OTHER = replace(FUNDER, id=2, name="Région Exemple")


def course(price="1000", rate="0", exemption=Exemption.TRAINING, label="Accueil"):
    return Line(label=label, unit_price=D(price), tva_rate=D(rate), exemption=exemption)


def taxed(price="1000", label="Accueil"):
    return course(price, "20", None, label)


STAND = replace(taxed("50", "Stand"), kind=LineKind.OTHER)


def file(funder=FUNDER, number="D-1", **grant):
    grant = {"state": FundingState.GRANTED, "amount": None} | grant
    return replace(
        FUNDING,
        funder=funder,
        funding=replace(FUNDING.funding, id=len(number) + funder.id, file_number=number, **grant),
    )


def amount(price, **rest):
    return file(amount=D(price), **rest)


def hours(count, rate, **rest):
    return file(basis=GrantBasis.HOURS, hours=D(count), hourly_rate=D(rate), **rest)


def share(percent, **rest):
    return file(basis=GrantBasis.SHARE, share=D(percent), **rest)


@pytest.mark.parametrize(
    ("granted", "asked", "rest"),
    [
        pytest.param(amount("600"), "600.00", "400.00", id="an amount"),
        pytest.param(hours("14", "45.50"), "637.00", "363.00", id="hours at a rate"),
        pytest.param(share("60"), "600.00", "400.00", id="a share of the price"),
        pytest.param(share("33.33"), "333.30", "666.70", id="a share to the cent"),
        pytest.param(share("100"), "1000.00", "0.00", id="the whole price"),
    ],
)
def test_a_grant_is_taken_off_the_price(granted, asked, rest):
    shares = split_price([course()], [granted])
    assert [part.total_ht for part in shares.funded] == [D(asked)]
    assert shares.rest.total_ht == D(rest)


def test_several_funders_pay_each_its_part_and_the_client_the_rest():
    shares = split_price([course()], [amount("300"), share("40", funder=OTHER, number="D-22")])
    labels = [line.label for part in (*shares.funded, shares.rest) for line in part.lines]
    assert labels == [
        "Accueil – prise en charge OPCO Exemple Territoires, dossier D-1",
        "Accueil – prise en charge Région Exemple, dossier D-22",
        "Accueil – part non prise en charge par OPCO Exemple Territoires et Région Exemple",
    ]
    assert shares.rest.total_ht == 300


def test_meals_are_paid_by_funders_after_the_training_however_dear_they_are():
    meals = replace(course("900", label="Repas"), kind=LineKind.MEALS)
    shares = split_price([meals, course("400")], [amount("500")])
    (part,) = shares.funded
    assert [(line.kind, line.total_ht) for line in part.lines] == [
        (LineKind.TRAINING, 400),
        (LineKind.MEALS, 100),
    ]


def test_a_grant_without_file_number_says_none():
    (part,) = split_price([course()], [amount("300", number="")]).funded
    assert part.lines[0].label == "Accueil – prise en charge OPCO Exemple Territoires"


def test_what_exceeds_the_dearest_line_is_taken_off_the_next_one_at_its_own_rate():
    sold = [course("400", label="Bases"), taxed("600", "Approfondir"), STAND]
    shares = split_price(sold, [amount("700")])
    (part,) = shares.funded
    assert [(line.tva_rate, line.total_ht) for line in part.lines] == [(20, 600), (0, 100)]
    assert [line.total_ht for line in shares.rest.lines] == [300, 50]


@pytest.mark.parametrize(
    "silent",
    [
        pytest.param(amount("600", state=FundingState.REFUSED), id="refused"),
        pytest.param(amount("600", state=FundingState.REQUESTED), id="not answered"),
        pytest.param(amount("600", subrogation=False), id="refunds the client"),
        pytest.param(file(), id="no amount"),
        pytest.param(amount("0"), id="nothing"),
        pytest.param(file(basis=GrantBasis.HOURS, hours=D(7)), id="hours without rate"),
        pytest.param(file(basis=GrantBasis.SHARE), id="no share"),
    ],
)
def test_who_pays_nothing_directly_leaves_the_price_as_it_is(silent):
    shares = split_price([course(), STAND], [silent])
    assert shares.funded == ()
    assert shares.rest.lines == (course(), STAND)


def test_more_than_the_training_costs_is_refused():
    with pytest.raises(RuleBroken, match="accordé"):
        split_price([course(), STAND], [amount("600"), amount("401", funder=OTHER)])


def test_no_funder_pays_what_is_no_training():
    with pytest.raises(RuleBroken, match="aucune ligne n’est de formation"):
        split_price([STAND], [amount("10")])


# Words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("granted", "words"),
    [
        pytest.param(amount("600"), "600,00 €", id="amount"),
        pytest.param(hours("14", "45"), "630,00 € (14 h à 45,00 €)", id="hours"),
        pytest.param(share("60"), "600,00 € (60 % du prix)", id="share"),
        pytest.param(file(), "", id="unknown"),
    ],
)
def test_a_grant_is_told_with_what_it_is_reckoned_by(granted, words):
    assert plain(grant_words(granted.funding, D(1000))) == words


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        pytest.param(amount("600"), "", id="nothing to say"),
        pytest.param(amount("600", state=FundingState.REFUSED), "a refusé", id="refused"),
        pytest.param(amount("6", state=FundingState.REQUESTED), "pas encore répondu", id="asked"),
        pytest.param(file(), "sans montant", id="no amount"),
        pytest.param(file(basis=GrantBasis.HOURS), "sans nombre d’heures", id="no hours"),
        pytest.param(file(basis=GrantBasis.SHARE), "sans part du prix", id="no share"),
        pytest.param(amount("1001"), "pour une formation à", id="more than the price"),
        pytest.param(amount("600", subrogation=False), "rembourse le client", id="no subrogation"),
        pytest.param(amount("600", number=""), "numéro de dossier manque", id="no file number"),
    ],
)
def test_what_is_odd_about_a_grant_is_told(odd, words):
    told = remark(odd, D(1000))
    assert words in told
    assert bool(words) == bool(told)


@pytest.mark.parametrize(
    ("sold", "files", "words"),
    [
        pytest.param([course()], [], "tout le prix est facturé à la Mairie", id="nobody helps"),
        pytest.param([course()], [amount("1000")], "rien n’est facturé à la Mairie", id="all paid"),
        pytest.param([course()], [amount("600")], "400,00 € HT ne sont pris en charge", id="rest"),
        pytest.param([taxed("0.06")], [amount("0.03")], "0,01 € de plus", id="tax rounded up"),
        pytest.param([taxed("0.04")], [amount("0.02")], "0,01 € de moins", id="tax rounded down"),
    ],
)
def test_what_no_funder_pays_is_told(sold, files, words):
    assert words in plain(unassigned(split_price(sold, files), "la Mairie"))


# What always holds ------------------------------------------------------------------------------

CENTS = st.integers(min_value=0, max_value=2_000_000).map(lambda cents: D(cents) / 100)
LINES = st.lists(
    st.builds(
        lambda price, rate: course(str(price), rate, None if rate != "0" else Exemption.TRAINING),
        CENTS,
        st.sampled_from(["0", "5.5", "10", "20"]),
    ),
    min_size=1,
    max_size=5,
)
GRANTS = st.lists(
    st.one_of(
        CENTS.map(lambda price: amount(str(price))),
        st.tuples(st.integers(0, 400), CENTS).map(lambda each: hours(str(each[0]), str(each[1]))),
        st.integers(0, 100).map(lambda percent: share(str(percent))),
    ),
    max_size=4,
)


def by_rate(lines):
    return {(part.rate, part.exemption): part.base_ht for part in totals(lines).by_rate}


@given(LINES, GRANTS)
def test_the_parts_add_up_to_the_price_at_each_rate_to_the_cent(sold, files):
    price = training_price(sold)
    granted = [file.funding.granted(price) for file in files]
    if sum(granted) > price:
        with pytest.raises(RuleBroken):
            split_price(sold, files)
        return
    shares = split_price(sold, files)
    parts = [*(part.lines for part in shares.funded), shares.rest.lines]
    summed = {}
    for part in parts:
        for rate, base in by_rate(part).items():
            summed[rate] = summed.get(rate, D(0)) + base
    assert {rate: base for rate, base in summed.items() if base} == {
        rate: base for rate, base in by_rate(sold).items() if base
    }
    assert [part.total_ht for part in shares.funded] == [each for each in granted if each]
    rates = {line.tva_rate for line in sold if line.tva_rate}
    # Each invoice rounds its own tax, half a cent at most at each rate; exempt sales round nothing.
    assert abs(shares.rounding) <= CENT / 2 * len(rates) * (len(parts) + 1)
    ttc = sum((totals(part).total_ttc for part in parts), D(0))
    assert ttc == totals(sold).total_ttc + shares.rounding


@given(CENTS, st.integers(0, 100))
def test_a_share_and_what_it_leaves_make_the_price(price, percent):
    shares = split_price([course(str(price))], [share(str(percent))])
    asked = sum((part.total_ht for part in shares.funded), D(0))
    assert asked == round_to_cent(price * percent / 100)
    assert asked + shares.rest.total_ht == price
