"""The attendance sheet and the results of a session."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Presence, Proof, Result
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import EnrolmentState, TrainingSession
from trainingdesk.services import attending, planning
from trainingdesk.storage import catalogue as courses
from trainingdesk.storage import sessions as store

FIRST_DAY = date(2026, 5, 18)


def state(filled, person):
    return store.ENROLMENTS.get(filled.office.db, filled.enrolments[person]).state


def present(filled, person, slot, **facts):
    return Attendance(
        enrolment_id=filled.enrolments[person],
        slot_id=filled.slots[slot],
        **{"presence": Presence.PRESENT, "proof": Proof.SIGNED} | facts,
    )


def test_a_complete_sheet_says_what_became_of_each_person(filled):
    everywhere = {(1, slot) for slot in range(4)}
    filled.attend(absent_from={(0, 2), *everywhere})
    assert [state(filled, person) for person in range(4)] == [
        EnrolmentState.PARTIAL,
        EnrolmentState.ABSENT,
        EnrolmentState.PRESENT,
        EnrolmentState.PRESENT,
    ]


def test_a_sheet_under_way_changes_no_state(filled):
    filled.clock.day = FIRST_DAY
    attending.record(filled.office, filled.session, [present(filled, 0, 0)])
    assert state(filled, 0) is EnrolmentState.ENROLLED


def test_a_mark_typed_again_takes_the_place_of_the_first(filled):
    filled.clock.day = FIRST_DAY
    attending.record(filled.office, filled.session, [present(filled, 0, 0)])
    late = present(filled, 0, 0, presence=Presence.LATE, minutes_missed=20)
    attending.record(filled.office, filled.session, [late])
    marks = store.attendance_of(filled.office.db, filled.session)
    assert marks == {filled.enrolments[0]: {filled.slots[0]: late}}


def test_who_left_and_who_was_replaced_keep_their_state(filled):
    first = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    gone = replace(first, state=EnrolmentState.DROPPED_OUT, left_on=FIRST_DAY)
    planning.enrol(filled.office, [gone])
    second = store.ENROLMENTS.get(filled.office.db, filled.enrolments[1])
    planning.enrol(filled.office, [replace(second, state=EnrolmentState.CANCELLED)])
    filled.attend()
    assert state(filled, 0) is EnrolmentState.DROPPED_OUT
    assert state(filled, 1) is EnrolmentState.CANCELLED


def test_a_session_without_slots_settles_nobody(filled):
    session = TrainingSession(number="", course_version_id=filled.version, title="À distance")
    filled.session = planning.plan_session(filled.office, session).saved_id
    alone = filled.enrol(filled.trainees[0], filled.town_hall)
    attending.record(filled.office, filled.session, [])
    assert store.ENROLMENTS.get(filled.office.db, alone).state is EnrolmentState.ENROLLED


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        pytest.param({"slot_id": 999}, "n’existe plus", id="a slot that is gone"),
        pytest.param({"enrolment_id": 999}, "n’est plus inscrite", id="a stranger"),
        pytest.param({"slot": 2}, "n’a pas encore eu lieu", id="a slot of tomorrow"),
        pytest.param({"minutes_missed": 211}, "durée du créneau", id="later than the end"),
    ],
)
def test_a_wrong_mark_is_refused_and_so_are_those_with_it(filled, mark, said):
    filled.clock.day = FIRST_DAY
    wrong = present(filled, 1, mark.pop("slot", 0))
    with pytest.raises(RuleBroken, match=said):
        attending.record(
            filled.office, filled.session, [present(filled, 0, 0), replace(wrong, **mark)]
        )
    assert store.attendance_of(filled.office.db, filled.session) == {}


def test_a_cell_is_made_empty_again(filled):
    filled.attend()
    attending.erase(filled.office, filled.session, filled.enrolments[0], filled.slots[0])
    marks = store.attendance_of(filled.office.db, filled.session)
    assert filled.slots[0] not in marks[filled.enrolments[0]]
    assert len(marks[filled.enrolments[0]]) == 3


def test_the_trainer_signs_slots_of_the_session_only(filled):
    other = TrainingSession(number="", course_version_id=filled.version, title="Autre")
    other_id = planning.plan_session(filled.office, other).saved_id
    attending.sign_as_trainer(filled.office, other_id, filled.slots)
    slots = store.slots_of(filled.office.db, filled.session)
    assert not any(slot.trainer_signed for slot in slots)
    attending.sign_as_trainer(filled.office, filled.session, filled.slots[:2])
    signed = [slot.trainer_signed for slot in store.slots_of(filled.office.db, filled.session)]
    assert signed == [True, True, False, False]


def test_results_are_written_and_written_again(filled):
    (objective, *_rest) = courses.version(filled.office.db, filled.version).objectives
    for result in (Result.IN_PROGRESS, Result.ACQUIRED):
        attending.assess(
            filled.office,
            filled.session,
            [
                ObjectiveResult(
                    enrolment_id=filled.enrolments[0], objective_id=objective.id, result=result
                )
            ],
        )
    assert store.results_of(filled.office.db, filled.enrolments[0]) == {
        objective.id: Result.ACQUIRED
    }


def test_cells_are_made_empty_together(filled):
    filled.attend()
    cells = [(seat, filled.slots[0]) for seat in filled.enrolments]
    done = attending.erase_cells(filled.office, filled.session, cells)
    assert done.label == "4\N{NO-BREAK SPACE}cases effacées"
    marks = store.attendance_of(filled.office.db, filled.session)
    assert all(len(marks[seat]) == 3 for seat in filled.enrolments)
    one = attending.erase_cells(filled.office, filled.session, cells[:1])
    assert one.label == "1\N{NO-BREAK SPACE}case effacée"


@pytest.mark.parametrize("proof", [Proof.CONNECTION, Proof.OTHER, None])
def test_presences_are_given_another_proof_and_absences_none(filled, proof):
    filled.attend(absent_from={(1, 0)})
    cells = [(seat, filled.slots[0]) for seat in filled.enrolments]
    done = attending.prove(filled.office, filled.session, cells, proof)
    assert done.label.startswith("3\N{NO-BREAK SPACE}présences, ")
    marks = store.attendance_of(filled.office.db, filled.session)
    assert marks[filled.enrolments[0]][filled.slots[0]].proof is proof
    assert marks[filled.enrolments[1]][filled.slots[0]].proof is None
    assert marks[filled.enrolments[0]][filled.slots[1]].proof is Proof.SIGNED


def test_nobody_there_has_nothing_to_prove(filled):
    with pytest.raises(RuleBroken, match="quelqu’un est présent"):
        attending.prove(
            filled.office, filled.session, [(filled.enrolments[0], filled.slots[0])], Proof.OTHER
        )


def test_a_signature_of_the_trainer_is_taken_away_again(filled):
    attending.sign_as_trainer(filled.office, filled.session, filled.slots)
    attending.sign_as_trainer(filled.office, filled.session, filled.slots[1:2], signed=False)
    signed = [slot.trainer_signed for slot in store.slots_of(filled.office.db, filled.session)]
    assert signed == [True, False, True, True]
