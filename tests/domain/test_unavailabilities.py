"""A trainer or a room that cannot be had at a time is told; touching is no clash."""

from datetime import date, time

import pytest

from trainingdesk.domain.clashes import (
    Away,
    Need,
    Shared,
    clashes,
    kept_note,
    sentences,
    without_kept,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import Slot
from trainingdesk.domain.unavailabilities import Unavailability

MONDAY, TUESDAY, SUNDAY = date(2026, 5, 18), date(2026, 5, 19), date(2026, 5, 17)


def away(**facts):
    days = {"first_day": MONDAY, "last_day": MONDAY}
    return Unavailability(**({"trainer_id": 1} | days | facts))


def slot(start, end, day=MONDAY):
    return Slot(day=day, starts_at=time(start), ends_at=time(end))


def plain(words):
    return words.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("facts", "wanted", "meets"),
    [
        pytest.param({}, slot(9, 12), True, id="a whole day"),
        pytest.param({}, slot(9, 12, TUESDAY), False, id="the day after"),
        pytest.param({"last_day": TUESDAY}, slot(9, 12, TUESDAY), True, id="the last day"),
        pytest.param(
            {"starts_at": time(9), "ends_at": time(12)}, slot(11, 14), True, id="some hours"
        ),
        pytest.param(
            {"starts_at": time(9), "ends_at": time(12)}, slot(12, 14), False, id="touching after"
        ),
        pytest.param(
            {"starts_at": time(9), "ends_at": time(12)}, slot(7, 9), False, id="touching before"
        ),
        pytest.param({}, slot(22, 6, SUNDAY), True, id="a night that ends that day"),
        pytest.param({}, slot(22, 0, SUNDAY), False, id="until midnight the day before"),
        pytest.param({}, slot(0, 6, TUESDAY), False, id="from midnight the day after"),
        pytest.param(
            {"starts_at": time(5), "ends_at": time(8)},
            slot(22, 6, SUNDAY),
            True,
            id="a night into its hours",
        ),
        pytest.param(
            {"starts_at": time(6), "ends_at": time(8)},
            slot(22, 6, SUNDAY),
            False,
            id="a night until they begin",
        ),
    ],
)
def test_an_unavailability_meets_what_shares_a_moment_with_it(facts, wanted, meets):
    assert away(**facts).meets(wanted) is meets


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        pytest.param({"trainer_id": None}, None, id="nobody"),
        pytest.param({"room_id": 2}, None, id="two at once"),
        pytest.param({"last_day": SUNDAY}, "last_day", id="ends before it begins"),
        pytest.param({"last_day": date(2036, 1, 1)}, "last_day", id="ten years"),
        pytest.param({"starts_at": time(9)}, "ends_at", id="no end"),
        pytest.param({"ends_at": time(9)}, "starts_at", id="no start"),
        pytest.param({"starts_at": time(9), "ends_at": time(9)}, "ends_at", id="no length"),
        pytest.param({"starts_at": time(9), "ends_at": time(8)}, "ends_at", id="backwards"),
    ],
)
def test_what_is_no_span_of_time_is_refused(facts, field):
    with pytest.raises(RuleBroken) as refusal:
        away(**facts).checked()
    assert refusal.value.field == field


def test_a_reason_loses_the_spaces_around_it():
    assert away(reason=" congés ").checked().reason == "congés"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        pytest.param({}, "le 18/05/2026", id="one day"),
        pytest.param({"last_day": TUESDAY}, "du 18/05/2026 au 19/05/2026", id="two days"),
        pytest.param(
            {"starts_at": time(9), "ends_at": time(12)},
            "le 18/05/2026, de 9 h à 12 h",
            id="some hours",
        ),
    ],
)
def test_a_span_is_said_in_words(facts, words):
    assert plain(away(**facts).span) == words


def test_the_hours_of_whole_days_are_said_in_words():
    assert away().hours == "toute la journée"


def found(shared=Shared.TRAINER, reason="congés", name="Ida Roche", id=4):  # noqa: A002
    use = Away(shared=shared, wanted_id=1, name=name, away=away(reason=reason, id=id))
    return clashes([Need(shared=shared, wanted_id=1, slot=slot(9, 12))], [use])


@pytest.mark.parametrize(
    ("reason", "end"), [("congés", " (congés)."), ("", ".")], ids=["a reason", "no reason"]
)
def test_the_sentence_says_who_when_and_why(reason, end):
    (sentence,) = sentences(found(reason=reason))
    assert plain(sentence) == (
        f"18/05/2026 de 9 h à 12 h : Ida Roche n’est pas disponible le 18/05/2026{end}"
    )


def test_an_unavailability_is_known_again():
    assert found()[0].key == found(name="Ida Roche-Sow")[0].key != found(id=5)[0].key


def test_what_is_kept_is_noted_with_its_reason_and_not_copied():
    note = kept_note(found(), " co-animation ", date(2026, 4, 10))
    assert plain(note).startswith("Conflit gardé le 10/04/2026 – 18/05/2026 de 9 h")
    assert plain(note).endswith("Motif : co-animation")
    assert "Motif" not in kept_note(found(), " ", date(2026, 4, 10))
    assert without_kept(f"Café à prévoir\n{note}") == "Café à prévoir"
