"""What is sent outside the program is noted, and waits no longer."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.attendance import Attendance, Presence, Proof
from trainingdesk.domain.conditions.kinds import Item
from trainingdesk.domain.conditions.rules import Absence, ELearning, Sendings
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sendings import Awaited, SendingItem
from trainingdesk.domain.sessions import Modality
from trainingdesk.services import agreeing, attending, duties, identity, sendings
from trainingdesk.storage import office as terms
from trainingdesk.storage import sessions

START = date(2026, 5, 18)
BOTH = Sendings(
    days_before=5,
    hours_before=48,
    in_those_days=(Item.SOFTWARE_GUIDE,),
    in_those_hours=(Item.LINK,),
)


def under(filled, **clauses):
    former = terms.conditions_on(filled.office.db, date(2026, 4, 10))
    rules = replace(former.rules, **clauses)
    identity.save_conditions(
        filled.office, replace(former, rules=rules, starts_on=date(2026, 4, 10))
    )


def held(filled, modality):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    sessions.SESSIONS.update(filled.office.db, replace(session, modality=modality))


def of(filled, kind):
    return [duty for duty in duties.duties(filled.office) if duty.kind is kind]


@pytest.mark.parametrize("kind", [DutyKind.SOFTWARE, DutyKind.LINKS])
def test_what_was_sent_to_a_session_waits_no_longer(filled, kind):
    under(filled, sendings=BOTH)
    held(filled, Modality.REMOTE)
    filled.clock.day = date(2026, 5, 16)
    (duty,) = of(filled, kind)
    assert duty.action == "Noter l’envoi"
    sendings.note_sent(filled.office, duty.awaited)
    assert of(filled, kind) == []
    sendings.note_sent(filled.office, duty.awaited, date(2026, 5, 15))
    days = filled.office.db.execute("select distinct sent_on from sending").fetchall()
    assert days == [("2026-05-15",)]


def test_accounts_that_were_sent_wait_no_longer(filled):
    under(filled, elearning=ELearning(access_hours=48))
    held(filled, Modality.E_LEARNING)
    agreement = agreeing.draft_agreement(filled.office, filled.session, filled.town_hall).saved_id
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc")
    (duty,) = of(filled, DutyKind.ACCESS)
    done = sendings.note_sent(filled.office, duty.awaited)
    assert "accès à la plateforme" in done.label
    assert of(filled, DutyKind.ACCESS) == []


def absent(filled, presence=Presence.ABSENT, place=0):
    filled.clock.day = START
    proof = None if presence in {Presence.ABSENT, Presence.EXCUSED} else Proof.SIGNED
    mark = Attendance(
        enrolment_id=filled.enrolments[place],
        slot_id=filled.slots[0],
        presence=presence,
        proof=proof,
    )
    attending.record(filled.office, filled.session, [mark])


def test_an_employer_is_told_the_day_that_somebody_is_absent(filled):
    under(filled, absence=Absence(employer_told=True))
    absent(filled)
    (duty,) = of(filled, DutyKind.ABSENCES)
    assert duty.due_on == START
    assert duty.sentence.startswith("Prévenir ")
    sendings.note_sent(filled.office, duty.awaited)
    assert of(filled, DutyKind.ABSENCES) == []


def test_the_notice_of_absence_tells_the_employer(filled):
    under(filled, absence=Absence(employer_told=True))
    absent(filled)
    enrolment = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    filled.office.db.execute(
        "insert into issued_paper (kind, title, reference, file_name, issued_on, issued_at, pages,"
        " sha256, session_id, trainee_id) values ('absence_notice', 'Avis', '', 'a.pdf', ?, ?, 1,"
        " ?, ?, ?)",
        ["2026-05-18", "2026-05-18T10:00:00", "0" * 64, filled.session, enrolment.trainee_id],
    )
    assert of(filled, DutyKind.ABSENCES) == []


@pytest.mark.parametrize(
    ("terms_of_it", "presence", "place"),
    [
        pytest.param(Absence(employer_told=True), Presence.EXCUSED, 0, id="excused"),
        pytest.param(Absence(employer_told=True), Presence.PRESENT, 0, id="present"),
        pytest.param(Absence(), Presence.ABSENT, 0, id="terms that tell nobody"),
        pytest.param(None, Presence.ABSENT, 0, id="no clause"),
        pytest.param(Absence(employer_told=True), Presence.ABSENT, 3, id="pays for himself"),
    ],
)
def test_no_employer_is_told(filled, terms_of_it, presence, place):
    under(filled, absence=terms_of_it)
    absent(filled, presence, place)
    assert of(filled, DutyKind.ABSENCES) == []


def test_nothing_was_sent_tomorrow(filled):
    awaited = Awaited(item=SendingItem.REMOTE_LINK, session_id=filled.session)
    with pytest.raises(RuleBroken, match="dans le futur"):
        sendings.note_sent(filled.office, awaited, date(2030, 1, 1))


def test_nothing_is_sent_to_nobody(filled):
    filled.office.db.execute("update enrolment set state = 'cancelled'")
    awaited = Awaited(item=SendingItem.REMOTE_LINK, session_id=filled.session)
    with pytest.raises(RuleBroken, match="Personne"):
        sendings.note_sent(filled.office, awaited)
