"""Whom to tell that somebody did not come."""

from datetime import date

import pytest

from trainingdesk.domain.attendance import Attendance, Presence
from trainingdesk.domain.sendings import Awaited, SendingItem
from trainingdesk.services import attending, publishing, removing, sendings, undoing
from trainingdesk.services.absences import untold_absences
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.session_files import session_file

MONDAY, TUESDAY = date(2026, 5, 18), date(2026, 5, 19)


@pytest.fixture
def absent(filled):
    filled.clock.day = MONDAY
    mark(filled, 1, 0)
    return filled


def mark(filled, person, slot, presence=Presence.ABSENT):
    attending.record(
        filled.office,
        filled.session,
        [
            Attendance(
                enrolment_id=filled.enrolments[person],
                slot_id=filled.slots[slot],
                presence=presence,
                minutes_missed=20 if presence is Presence.LATE else 0,
            )
        ],
    )


def told(filled):
    file = session_file(filled.office, filled.session)
    return [
        (each.participant.enrolment.id, each.day, each.employer)
        for each in untold_absences(filled.office, file)
    ]


def test_an_absence_asks_for_its_employer_the_same_day(absent):
    assert told(absent) == [(absent.enrolments[1], MONDAY, "Mairie d’Évian-la-Forêt")]


@pytest.mark.parametrize(
    ("person", "presence"),
    [
        pytest.param(0, Presence.EXCUSED, id="excused"),
        pytest.param(0, Presence.LATE, id="late"),
        pytest.param(3, Presence.ABSENT, id="nobody’s employee"),
    ],
)
def test_nobody_is_told_of(filled, person, presence):
    filled.clock.day = MONDAY
    mark(filled, person, 0, presence)
    assert told(filled) == []


def test_what_was_noted_is_settled_until_the_next_absence_and_can_be_taken_back(absent):
    awaited = Awaited(item=SendingItem.EMPLOYER_TOLD, enrolment_id=absent.enrolments[1])
    step = undoing.step(absent.office, lambda: sendings.note_sent(absent.office, awaited))
    assert told(absent) == []
    removing.take_back(absent.office, step)
    assert len(told(absent)) == 1
    sendings.note_sent(absent.office, awaited)
    absent.clock.day = TUESDAY
    mark(absent, 1, 2)
    assert told(absent) == [(absent.enrolments[1], TUESDAY, "Mairie d’Évian-la-Forêt")]


def test_a_notice_that_was_issued_settles_it(absent):
    subject = Subject(enrolment_id=absent.enrolments[1])
    publishing.issue(
        absent.office, publishing.prepare(absent.office, "absence_notice", subject), anyway=True
    )
    assert told(absent) == []


def test_an_old_absence_is_asked_for_no_more(absent):
    absent.clock.day = date(2026, 5, 26)
    assert told(absent) == []


def test_the_latest_absence_comes_first(absent):
    absent.clock.day = TUESDAY
    mark(absent, 2, 2)
    assert [seat for seat, _day, _employer in told(absent)] == [
        absent.enrolments[2],
        absent.enrolments[1],
    ]
