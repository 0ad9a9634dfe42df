"""What the sheets and the plates are made from."""

import pytest

from trainingdesk.services import publishing
from trainingdesk.services.attendance_papers import GATHERERS
from trainingdesk.services.paper_data import Subject, reader

SHEETS = ("attendance_day", "attendance_week", "attendance_month", "attendance_blank")


def gathered(filled, key, **subject):
    office = filled.office
    return GATHERERS[key](office, Subject(**subject), office.today(), reader(office))


@pytest.mark.parametrize("key", SHEETS)
def test_a_sheet_knows_what_was_marked_before_its_day(filled, key):
    filled.attend()
    filled.clock.day = filled.clock.day.replace(day=19)
    data = gathered(filled, key, session_id=filled.session)
    assert all(set(p.marks) == set(filled.slots[:2]) for p in data.file.participants)


def test_a_firms_sheet_holds_its_own_people_alone(filled):
    data = gathered(
        filled, "attendance_company", session_id=filled.session, client_id=filled.town_hall
    )
    assert data.client.id == filled.town_hall
    assert {p.enrolment.id for p in data.file.participants} == set(filled.enrolments[:3])


def test_a_persons_sheet_holds_her_alone_with_her_marks(filled):
    filled.attend()
    data = gathered(filled, "attendance_person", enrolment_id=filled.enrolments[1])
    assert data.file.participants == (data.participant,)
    assert data.participant.enrolment.id == filled.enrolments[1]
    assert set(data.participant.marks) == set(filled.slots)


def test_plates_are_the_sessions_or_one_late_names(filled):
    whole = gathered(filled, "name_plates", session_id=filled.session)
    assert (len(whole.file.participants), whole.participant) == (4, None)
    late = gathered(filled, "name_plates", enrolment_id=filled.enrolments[2])
    assert late.participant.enrolment.id == filled.enrolments[2]


@pytest.mark.parametrize("key", sorted(GATHERERS))
def test_a_paper_about_nothing_is_a_fault_of_ours(filled, key):
    with pytest.raises(ValueError, match="Subject"):
        gathered(filled, key)


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        pytest.param("attendance_company", ("session", "town_hall"), id="of a firm"),
        pytest.param("name_plates", ("session", None), id="plates"),
    ],
)
def test_what_is_issued_is_found_again_at_its_session_and_client(filled, key, facts):
    session, client = (getattr(filled, name) if name else None for name in facts)
    subject = Subject(session_id=session, client_id=client)
    done = publishing.issue(
        filled.office, publishing.prepare(filled.office, key, subject), anyway=True
    )
    row = filled.office.db.execute(
        "select kind, session_id, client_id from issued_paper where id = ?", [done.saved_id]
    ).fetchone()
    assert row == (key, session, client)
