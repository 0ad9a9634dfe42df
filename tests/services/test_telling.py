"""Everyone concerned is told that a session is postponed or cancelled, and ticked."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.notices import Party
from trainingdesk.domain.sessions import EnrolmentState, SessionState
from trainingdesk.services import agreeing, deciding, planning, publishing, telling
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, sessions


def issue(filled, key, subject):
    publishing.issue(filled.office, publishing.prepare(filled.office, key, subject))


@pytest.fixture
def postponed(filled):
    """Return the office with its session postponed; its town hall has sent no paper yet."""
    deciding.adjourn_session(filled.office, filled.session, filled.clock.day)
    return filled


def everyone(filled):
    return telling.concerned(filled.office, filled.session)


def names(found, party):
    return [each.name for each in found if each.party is party]


def test_nobody_has_to_be_told_of_a_session_that_is_held(filled):
    assert everyone(filled) == ()
    with pytest.raises(RuleBroken, match="comme prévu"):
        telling.note_told(filled.office, filled.session, [])


def test_clients_trainees_trainers_and_funders_are_told_each_once(filled):
    filled.fund("900")
    planning.set_state(filled.office, filled.session, SessionState.CANCELLED)
    found = everyone(filled)
    assert len(names(found, Party.CLIENT)) == 2
    # Who pays for herself is told as the client she is.
    assert len(names(found, Party.TRAINEE)) == 3
    assert [len(names(found, party)) for party in (Party.TRAINER, Party.FUNDER)] == [1, 1]
    assert all(each.told_on is None for each in found)


def test_a_client_whose_people_have_no_name_yet_is_told(postponed):
    for enrolment in postponed.enrolments[:3]:
        postponed.office.db.execute(
            "update enrolment set trainee_id = null where id = ?", [enrolment]
        )
    found = everyone(postponed)
    assert len(names(found, Party.CLIENT)) == 2
    assert names(found, Party.TRAINEE) == []


def test_the_clients_contact_is_written_to(postponed):
    found = {each.row_id: each for each in everyone(postponed) if each.party is Party.CLIENT}
    assert found[postponed.town_hall].email == "luc@evian.example"


def test_who_was_told_is_ticked_and_unticked(postponed):
    whom = everyone(postponed)[:1]
    telling.note_told(postponed.office, postponed.session, whom)
    telling.note_told(postponed.office, postponed.session, whom)
    assert [each.told_on for each in everyone(postponed)][:2] == [postponed.clock.day, None]
    assert postponed.office.db["session_notice"].count == 1
    done = telling.note_told(postponed.office, postponed.session, whom, told=False)
    assert all(each.told_on is None for each in everyone(postponed))
    assert done.id == postponed.session


def test_all_are_ticked_at_once(postponed):
    done = telling.note_told(postponed.office, postponed.session, everyone(postponed))
    assert all(each.told_on for each in everyone(postponed))
    assert "personnes" in done.label


def test_a_cancellation_is_told_anew_to_those_who_know_of_the_postponement(postponed):
    telling.note_told(postponed.office, postponed.session, everyone(postponed))
    planning.set_state(postponed.office, postponed.session, SessionState.CANCELLED)
    assert all(each.told_on is None for each in everyone(postponed))


def postpone_the_agreement(filled, new_start=None):
    agreement = filled.agree()
    agreeing.send(filled.office, agreement)
    deciding.adjourn_session(filled.office, filled.session, filled.clock.day, new_start=new_start)
    (decided,) = bargains.settlements_of(filled.office.db, agreement)
    return decided.id


def test_a_letter_that_was_issued_tells_the_client(filled):
    settlement = postpone_the_agreement(filled, date(2026, 6, 8))
    assert all(each.told_on is None for each in everyone(filled))
    issue(filled, "postponement", Subject(settlement_id=settlement))
    told = [each for each in everyone(filled) if each.told_on]
    assert [(each.row_id, each.party) for each in told] == [(filled.town_hall, Party.CLIENT)]
    assert (told[0].told_on, told[0].by_letter) == (filled.clock.day, True)


def test_people_whose_seats_the_postponement_freed_are_told_as_well(filled):
    postpone_the_agreement(filled)
    assert len(names(everyone(filled), Party.TRAINEE)) == 3


def test_who_gave_up_before_need_not_be_told(filled):
    seat = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    planning.enrol(filled.office, [replace(seat, state=EnrolmentState.CANCELLED)])
    planning.set_state(filled.office, filled.session, SessionState.CANCELLED)
    assert len(names(everyone(filled), Party.TRAINEE)) == 2


def read(content):
    return message_from_bytes(content, policy=default)


def test_the_mail_hides_the_addresses_of_several_from_one_another(filled):
    postpone_the_agreement(filled, date(2026, 6, 8))
    mail = read(telling.mail_to(filled.office, filled.session, everyone(filled)))
    assert (mail["To"], mail["X-Unsent"]) == (None, "1")
    assert "luc@evian.example" in mail["Bcc"]
    assert "zoe@exemple.example" in mail["Bcc"]
    assert "reportée" in mail["Subject"]
    words = mail.get_content().replace("\xa0", " ")
    assert "est reportée au 8 juin 2026" in words


def test_the_mail_to_one_is_addressed_to_him(postponed):
    whom = [each for each in everyone(postponed) if each.email == "luc@evian.example"]
    mail = read(telling.mail_to(postponed.office, postponed.session, whom))
    assert (mail["To"], mail["Bcc"]) == ("luc@evian.example", None)
    assert "reste à fixer" in mail.get_content()


def test_without_any_address_they_are_told_by_telephone(postponed):
    trainees = [each for each in everyone(postponed) if each.party is Party.TRAINEE]
    with pytest.raises(RuleBroken, match="téléphone"):
        telling.mail_to(postponed.office, postponed.session, trainees)


def test_a_session_postponed_again_has_to_be_told_again(postponed):
    telling.note_told(postponed.office, postponed.session, everyone(postponed))
    session = sessions.SESSIONS.get(postponed.office.db, postponed.session)
    slots = sessions.slots_of(postponed.office.db, postponed.session)
    planned = replace(session, state=SessionState.PLANNED)
    planning.plan_session(postponed.office, planned, slots)
    planning.plan_session(postponed.office, replace(planned, notes="x"), slots)
    again = replace(planned, state=SessionState.POSTPONED)
    planning.plan_session(postponed.office, again, slots)
    assert {each.told_on for each in everyone(postponed)} == {None}
