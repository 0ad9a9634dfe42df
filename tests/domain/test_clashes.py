"""Two sessions that want the same at the same time clash; those that only touch do not."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.clashes import Need, Shared, Taken, clashes, sentences
from trainingdesk.domain.sessions import Slot

MONDAY = date(2026, 5, 18)
TUESDAY = date(2026, 5, 19)


def slot(start, end, day=MONDAY, **facts):
    return Slot(day=day, starts_at=time(start), ends_at=time(end), **facts)


def need(wanted, shared=Shared.TRAINER, wanted_id=1):
    return Need(shared=shared, wanted_id=wanted_id, slot=wanted)


def use(theirs, shared=Shared.TRAINER, wanted_id=1, name="Ida Roche"):
    return Taken(
        shared=shared,
        wanted_id=wanted_id,
        name=name,
        slot=theirs,
        session_number="S-2026-002",
        session_title="Accueillir",
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "clash"),
    [
        pytest.param(slot(9, 12), slot(9, 12), True, id="the same time"),
        pytest.param(slot(9, 12), slot(10, 11), True, id="one within the other"),
        pytest.param(slot(9, 12), slot(11, 14), True, id="an hour in common"),
        pytest.param(slot(9, 12), slot(12, 14), False, id="ours ends where theirs begins"),
        pytest.param(slot(12, 14), slot(9, 12), False, id="ours begins where theirs ends"),
        pytest.param(slot(9, 12), slot(9, 12, TUESDAY), False, id="another day"),
        pytest.param(slot(22, 6), slot(5, 8, TUESDAY), True, id="our night meets their morning"),
        pytest.param(slot(5, 8, TUESDAY), slot(22, 6), True, id="their night meets our morning"),
        pytest.param(slot(22, 6), slot(6, 8, TUESDAY), False, id="the night ends as they begin"),
        pytest.param(slot(22, 6), slot(5, 8), False, id="the morning before the night"),
        pytest.param(slot(22, 0), slot(0, 6, TUESDAY), False, id="touching at midnight"),
    ],
)
def test_slots_clash_when_they_have_a_moment_in_common(ours, theirs, clash):
    assert bool(clashes([need(ours)], [use(theirs)])) is clash


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param(use(slot(9, 12), wanted_id=2), id="another trainer"),
        pytest.param(use(slot(9, 12), Shared.ROOM), id="a room of the same number"),
    ],
)
def test_only_the_same_person_or_room_clashes(theirs):
    assert clashes([need(slot(9, 12))], [theirs]) == ()


def test_clashes_come_in_the_order_of_time_then_trainers_rooms_trainees():
    morning, evening = slot(9, 12), slot(18, 21)
    needs = [
        need(when, shared)
        for when in (evening, morning)
        for shared in (Shared.TRAINEE, Shared.TRAINER, Shared.ROOM)
    ]
    found = clashes(needs, [use(each.slot, each.shared) for each in needs])
    assert [(clash.slot.starts_at.hour, clash.taken.shared) for clash in found] == [
        (hour, shared) for hour in (9, 18) for shared in Shared
    ]


@pytest.mark.parametrize(
    ("shared", "verb"),
    [(Shared.TRAINER, "anime"), (Shared.ROOM, "accueille"), (Shared.TRAINEE, "suit")],
)
def test_a_clash_says_who_when_and_where_else(shared, verb):
    found = clashes([need(slot(9, 12), shared)], [use(slot(10, 13), shared)])
    (sentence,) = sentences(found)
    assert sentence.replace("\xa0", " ") == (
        f"18/05/2026 de 10 h à 13 h : Ida Roche {verb} déjà la session S-2026-002 « Accueillir »."
    )


def test_people_who_meet_in_the_same_slots_share_a_sentence():
    needs = [need(slot(9, 12), Shared.TRAINEE, number) for number in (1, 2)]
    taken = [
        use(slot(9, 12, id=7), Shared.TRAINEE, 1, "Ida Roche"),
        use(slot(9, 12, id=7), Shared.TRAINEE, 2, "Ali Sow"),
    ]
    (sentence,) = sentences(clashes(needs, taken))
    assert "Ida Roche et Ali Sow suivent déjà" in sentence


def test_a_clash_is_known_again_when_other_things_of_the_slot_change():
    (before,) = clashes([need(slot(9, 12))], [use(slot(9, 12, id=7))])
    (after,) = clashes([need(slot(9, 12, is_remote=True))], [use(slot(9, 12, id=7))])
    (moved,) = clashes([need(slot(10, 12))], [use(slot(9, 12, id=7))])
    assert before.key == after.key != moved.key


SLOTS = st.builds(
    lambda shift, start, length: Slot(
        day=MONDAY + timedelta(days=shift),
        starts_at=time(start),
        ends_at=time((start + length) % 24),
    ),
    st.integers(0, 2),
    st.integers(0, 23),
    st.integers(1, 23),
)


def hours_of(each):
    begin = datetime.combine(each.day, each.starts_at)
    return {begin + timedelta(hours=n) for n in range(each.minutes // 60)}


@given(SLOTS, SLOTS)
def test_slots_clash_exactly_when_they_share_an_hour(ours, theirs):
    found = clashes([need(ours)], [use(theirs)])
    assert bool(found) == bool(hours_of(ours) & hours_of(theirs))
