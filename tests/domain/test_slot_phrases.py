"""Slots are read from sentences, as people write them to each other."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.calendar import is_public_holiday, is_working_day_mon_fri
from trainingdesk.domain.closed_days import ClosedDay
from trainingdesk.domain.conditions.rules import DayHours
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import checked_slots
from trainingdesk.domain.slot_phrases import read_slots
from trainingdesk.french import DAYS, clock, short_date

TODAY = date(2026, 11, 21)
USUAL = [("09:00", "12:00"), ("13:00", "17:00")]
SUMMER = [ClosedDay(date(2027, 1, 13), "inventaire"), ClosedDay(date(2027, 1, 14))]


def days(outline):
    return list(dict.fromkeys(f"{slot.day:%d/%m/%y}" for slot in outline.slots))


def hours(outline):
    spans = ((f"{slot.starts_at:%H:%M}", f"{slot.ends_at:%H:%M}") for slot in outline.slots)
    return list(dict.fromkeys(spans))


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("3 mardis à partir du 12/01", "12/01/27 19/01/27 26/01/27"),
        ("à compter du 12/01, trois mardis", "12/01/27 19/01/27 26/01/27"),
        ("Un mardi dès le 14/01/2027", "19/01/27"),
        ("3 jours à partir du vendredi 15/01", "15/01/27 18/01/27 19/01/27"),
        ("3 matinées à partir du 12/01", "12/01/27 13/01/27 14/01/27"),
        ("du 12 au 14/01", "12/01/27 13/01/27 14/01/27"),
        ("du 12/01 jusqu’au 14/01", "12/01/27 13/01/27 14/01/27"),
        ("12-14/01", "12/01/27 13/01/27 14/01/27"),
        ("12 - 13 janvier", "12/01/27 13/01/27"),
        ("tous les jours du vendredi 15 au lundi 18 janvier 2027", "15/01/27 18/01/27"),
        ("tous les mardis du 12/01 au 27/01", "12/01/27 19/01/27 26/01/27"),
        (
            "lundi et mardi pendant 2 semaines à partir du 12/01",
            "12/01/27 18/01/27 19/01/27 25/01/27",
        ),
        ("2 mardis du 12/01", "12/01/27 19/01/27"),
        ("12/01, 14/01 et 19/01", "12/01/27 14/01/27 19/01/27"),
        ("les 12, 14 et 19 janvier", "12/01/27 14/01/27 19/01/27"),
        ("lundi 11/01, mardi 12/01", "11/01/27 12/01/27"),
        ("28/12 et 4/1/2027", "28/12/26 04/01/27"),
        ("12/01/28 au 13/01", "12/01/28 13/01/28"),
        ("2027-01-12", "12/01/27"),
        ("le 1er février", "01/02/27"),
        ("samedi 16/01", "16/01/27"),
        ("12/01 et 2 jeudis à partir du 14/01", "12/01/27 14/01/27 21/01/27"),
        ("12/01 et 18-19/01", "12/01/27 18/01/27 19/01/27"),
        ("2 mardis à partir du 12/01, lundi 18/01", "12/01/27 18/01/27 19/01/27"),
    ],
)
def test_days_are_read_as_they_are_said(phrase, found):
    outline = read_slots(phrase, TODAY)
    assert days(outline) == found.split()
    assert outline.remark == ""


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        pytest.param("12/01", USUAL, id="usual day"),
        pytest.param("12/01 matin", USUAL[:1], id="morning"),
        pytest.param("12/01 l’après-midi", USUAL[1:], id="afternoon"),
        pytest.param("12/01 matin et après midi", USUAL, id="both"),
        pytest.param("12/01 journée", USUAL, id="day"),
        pytest.param("12/01 matin de 8h30 à 11h", [("08:30", "11:00")], id="said hours win"),
        pytest.param(
            "12/01, 9h-12h30 et 13 h 30 – 17 h",
            [("09:00", "12:30"), ("13:30", "17:00")],
            id="two spans",
        ),
        pytest.param(
            "12/01 9-12, 14 à 17", [("09:00", "12:00"), ("14:00", "17:00")], id="bare numbers"
        ),
        pytest.param("12/01 de 9 heures 15 à midi", [("09:15", "12:00")], id="in words"),
        pytest.param("12/01 09:00-12:30", [("09:00", "12:30")], id="colons"),
        pytest.param("12/01 de 18h à 21h", [("18:00", "21:00")], id="evening"),
        pytest.param("12/01 de 22h à 2h", [("22:00", "02:00")], id="past midnight"),
        pytest.param("12/01 20h-24h", [("20:00", "00:00")], id="until midnight"),
        pytest.param("12/01 de 20h à minuit", [("20:00", "00:00")], id="until midnight in words"),
        pytest.param("9h-12h, 12/01", [("09:00", "12:00")], id="hours first"),
        pytest.param(
            "12/01 matin, 14/01 de 14h à 18h",
            [("09:00", "12:00"), ("14:00", "18:00")],
            id="each day its own",
        ),
        pytest.param(
            "12/01 et 2 jeudis à partir du 14/01, 9h-12h",
            [("09:00", "12:00")],
            id="hours hold for what was said before",
        ),
    ],
)
def test_hours_are_read_as_they_are_said(phrase, found):
    assert hours(read_slots(phrase, TODAY)) == found


def test_the_offices_own_hours_are_the_usual_ones():
    usual = DayHours(morning_from=time(8, 30), afternoon_to=time(16, 30))
    outline = read_slots("12/01", TODAY, usual=usual)
    assert hours(outline) == [("08:30", "12:00"), ("13:00", "16:30")]


@pytest.mark.parametrize(
    "phrase",
    [
        "le 12/01 9h-12h en présentiel et 13h-17h à distance",
        "le 12/01 en présentiel 9h-12h et à distance 13h-17h",
        "le 12/01 matin sur place, après-midi en visio",
    ],
)
def test_one_half_of_a_day_may_be_on_site_and_the_other_at_a_distance(phrase):
    outline = read_slots(phrase, date(2026, 11, 2))
    held = [(slot.starts_at.hour, slot.is_remote) for slot in outline.slots]
    assert held == [(9, False), (13, True)]


@pytest.mark.parametrize("words", ["à distance", "en visio", "en distanciel", "en ligne"])
def test_a_slot_may_be_at_a_distance(words):
    outline = read_slots(f"12/01 matin {words}, 14/01 matin", TODAY)
    assert [slot.is_remote for slot in outline.slots] == [True, False]


def test_days_that_are_not_worked_are_passed_over_and_named():
    outline = read_slots("4 jours à partir du 11/01", TODAY, closed=SUMMER)
    assert days(outline) == ["11/01/27", "12/01/27", "15/01/27", "18/01/27"]
    assert outline.remark == "Sans 13/01/2027 (inventaire) et 14/01/2027 (fermeture)."


def test_a_span_loses_the_days_that_are_not_worked():
    outline = read_slots("du 12 au 14/05/2026, 9h-12h", TODAY)
    assert days(outline) == ["12/05/26", "13/05/26"]
    assert outline.remark == "Sans 14/05/2026 (jour férié)."


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("", "La phrase ne dit pas quels jours"),
        ("3 mardis à partir du", "La phrase s’arrête trop tôt"),
        ("bientôt", "« bientôt » (caractère 1) n’est pas compris"),
        ("12/01 § matin", "« § » (caractère 7) n’est pas compris"),
        ("le 12", "« 12 » (caractère 4) n’a pas de mois"),
        ("30/02", "« 30/02 » (caractère 1) n’est pas un jour du calendrier"),
        ("31/02/2027", "« 31/02/2027 » (caractère 1) n’est pas un jour du calendrier"),
        ("12/01/9999", "est d’une année impossible"),
        ("2107-01-12", "« 2107-01-12 » (caractère 1) est d’une année impossible"),
        ("lundi 12/01", "« 12/01 » (caractère 7) est un mardi"),
        ("du 14 au 12/01", "« 12/01 » (caractère 10) précède le premier jour"),
        ("3 mardis, 9h-12h", "« 3 » (caractère 1) ne dit pas à partir de quel jour"),
        ("mardis et jeudi 14/01", "« mardis » (caractère 1) ne dit pas à partir de quel jour"),
        ("mardis à partir du 12/01", "ne dit pas combien de jours ou de semaines"),
        ("3 mardis pendant 2 semaines à partir du 12/01", "compte les jours de deux façons"),
        ("0 mardi à partir du 12/01", "« 0 » (caractère 1) ne compte aucun jour"),
        ("12/01 9h", "« 9h » (caractère 7) manque d’une heure de fin"),
        ("12/01 9h-25h", "« 25h » (caractère 10) n’est pas une heure"),
        ("12/01 9h-matin", "« matin » (caractère 10) n’est pas compris"),
        ("12/01 9h-9h", "« 9h » (caractère 7) commence un créneau sans durée"),
        ("12/01 soir", "« 12/01 » (caractère 1) n’a pas d’heures"),
        ("12/01 9h-12h et 11h-14h", "se chevauchent"),
        ("1/5/2027", "Aucun des jours demandés n’est travaillé"),
        ("201 jours à partir du 12/01", "de 1 à 200 jours"),
        ("du 12/01/2027 au 12/01/2030", "de 1 à 200 jours"),
        ("du 12/01/2027 au 12/01/2037", "de 1 à 200 jours"),
        ("matin", "« matin » (caractère 1) ne dit pas quels jours"),
        ("tous les jours", "ne dit pas quels jours"),
        ("à Lyon", "« à » (caractère 1) n’est pas compris"),
    ],
)
def test_an_unclear_sentence_is_refused_with_its_place(phrase, words):
    with pytest.raises(RuleBroken) as refusal:
        read_slots(phrase, TODAY)
    assert words in str(refusal.value).replace("\xa0", " ")
    assert refusal.value.field == "slots"


def test_a_refusal_shows_how_to_write():
    with pytest.raises(
        RuleBroken,
        match="par exemple .3 mardis à partir du 12/01, 9h-12h30".replace(".3", "«\xa03"),
    ):
        read_slots("bientôt", TODAY)


FIRSTS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
TIMES = st.times().map(lambda at: time(at.hour, at.minute))


@given(
    st.integers(1, 40), st.sampled_from(range(7)), FIRSTS, st.tuples(TIMES, TIMES), st.booleans()
)
def test_a_counted_weekday_comes_as_often_as_asked(count, weekday, first, at, is_remote):
    start, end = at
    if start == end:
        end = time((start.hour + 1) % 24, start.minute)
    where = " à distance" if is_remote else ""
    phrase = (
        f"{count} {DAYS[weekday]}s à partir du {short_date(first)}, "
        f"{clock(start)} – {clock(end)}{where}"
    )
    outline = read_slots(phrase, TODAY)
    asked = {slot.day for slot in outline.slots}
    assert len(outline.slots) == len(asked) == count
    assert {day.weekday() for day in asked} == {weekday}
    assert first <= min(asked)
    assert not any(is_public_holiday(day) for day in asked)
    assert {(slot.starts_at, slot.ends_at) for slot in outline.slots} == {(start, end)}
    assert {slot.is_remote for slot in outline.slots} == {is_remote}
    between = {first + timedelta(n) for n in range((max(asked) - first).days + 1)}
    assert {each.day for each in outline.skipped} == {
        day for day in between - asked if day.weekday() == weekday
    }


@given(FIRSTS, st.integers(0, 60), st.sets(st.integers(0, 60)))
def test_a_span_holds_its_worked_days_and_no_other(first, length, shut):
    last = first + timedelta(length)
    closed = [ClosedDay(first + timedelta(n)) for n in shut]
    every = [first + timedelta(n) for n in range(length + 1)]
    worked = [day for day in every if is_working_day_mon_fri(day, {each.day for each in closed})]
    phrase = f"du {short_date(first)} au {short_date(last)}"
    if worked:
        outline = read_slots(phrase, TODAY, closed=closed)
        assert list(dict.fromkeys(slot.day for slot in outline.slots)) == worked
    else:
        with pytest.raises(RuleBroken, match="Aucun des jours"):
            read_slots(phrase, TODAY, closed=closed)


@given(st.lists(FIRSTS, min_size=1, max_size=12, unique=True))
def test_a_list_of_days_is_read_whatever_its_order(listed):
    phrase = ", ".join(map(short_date, listed)) + " matin"
    worked = sorted(day for day in listed if not is_public_holiday(day))
    if worked:
        assert [slot.day for slot in read_slots(phrase, TODAY).slots] == worked
    else:
        with pytest.raises(RuleBroken, match="Aucun des jours"):
            read_slots(phrase, TODAY)


WORDS = [
    *["3", "12", "14/01", "12/01/2027", "9h", "12h30", "24h", "0", "1er", "-", "à", "au", "du"],
    *["de", ",", "et", "mardi", "mardis", "lundi", "jours", "semaines", "pendant", "à partir du"],
    *["matin", "soir", "janvier", "à distance", "dès", "midi", "§"],
]


def slots_or_refusal(phrase):
    try:
        return read_slots(phrase, TODAY).slots
    except RuleBroken as refusal:
        return refusal


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=40))
def test_any_text_gives_slots_in_order_or_a_refusal_that_names_the_field(phrase):
    found = slots_or_refusal(phrase)
    if isinstance(found, RuleBroken):
        assert found.field == "slots"
    else:
        assert found == checked_slots(found)
