"""A session with all that belongs to it."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal as D

import pytest

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.attendance import Attendance, Presence, Proof
from trainingdesk.domain.courses import Course, CourseSheet, CourseVersion
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.parties import Client, ClientKind, Funder, FunderKind, Trainee
from trainingdesk.domain.session_file import FundingFile, Participant, SessionFile
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentState,
    Funding,
    FundingState,
    Modality,
    Slot,
    TrainingSession,
)
from trainingdesk.domain.teaching import Room, Trainer, Venue

MONDAY, TUESDAY = date(2026, 5, 18), date(2026, 5, 19)
MAIRIE = Client(id=1, name="Mairie d’Évian")
LYCEE = Client(id=2, name="Lycée Baudelaire")
SLOTS = (
    Slot(id=1, day=MONDAY, starts_at=time(9), ends_at=time(12, 20)),
    Slot(id=2, day=MONDAY, starts_at=time(13, 20), ends_at=time(17)),
    Slot(id=3, day=TUESDAY, starts_at=time(9), ends_at=time(10, 20)),
)


def participant(client, state=EnrolmentState.ENROLLED, trainee=None, alone="0"):
    mark = Attendance(enrolment_id=1, slot_id=1, presence=Presence.PRESENT, proof=Proof.SIGNED)
    return Participant(
        enrolment=Enrolment(
            session_id=1, client_id=client.id, state=state, self_paced_hours=D(alone)
        ),
        client=client,
        trainee=trainee,
        marks={1: mark},
        results={},
    )


FILE = SessionFile(
    organisation=Organisation(name="Aubépine"),
    session=TrainingSession(
        number="S-2026-001",
        course_version_id=1,
        title="Tableur",
        self_paced_hours=D("1.5"),
        starts_on=date(2026, 5, 1),
        ends_on=date(2026, 5, 2),
    ),
    course=Course(code="BUR-01", title="Tableur"),
    version=CourseVersion(course_id=1, number=1, sheet=CourseSheet(title="Tableur")),
    slots=SLOTS,
    trainers=(Trainer(last_name="Œuvrard", first_name="Ali"), Trainer(last_name="Roux")),
    participants=(
        participant(MAIRIE, trainee=Trainee(last_name="Lefèvre", first_name="Zoé"), alone="1.5"),
        participant(MAIRIE, EnrolmentState.REPLACED),
        participant(LYCEE),
    ),
    fundings=(
        FundingFile(
            funding=Funding(session_id=1, client_id=1, funder_id=1),
            funder=Funder(name="Opcazur", kind=FunderKind.OPCO),
        ),
    ),
)


def test_hours_add_up_over_days():
    assert FILE.hours == D("9.833333333333333333333333333")
    assert [day.hours for day in FILE.days] == [D(7), D(80) / 60]


def test_each_day_tells_its_times():
    assert FILE.days[0].times.replace("\N{NO-BREAK SPACE}", " ") == (
        "9 h – 12 h 20 et 13 h 20 – 17 h"
    )


@pytest.mark.parametrize(
    ("slots", "first", "last"),
    [(SLOTS, MONDAY, TUESDAY), ((), date(2026, 5, 1), date(2026, 5, 2))],
    ids=["by its slots", "by the dates set"],
)
def test_first_and_last_day(slots, first, last):
    file = replace(FILE, slots=slots)
    assert (file.first_day, file.last_day) == (first, last)


VENUE = Venue(name="Les Tilleuls", address=Address(city="Évian"))
ROOM = Room(venue_id=1, name="Salle bleue")


@pytest.mark.parametrize(
    ("modality", "venue", "room", "place"),
    [
        (Modality.ON_SITE, VENUE, ROOM, "Les Tilleuls, Salle bleue, Évian"),
        (Modality.ON_SITE, VENUE, None, "Les Tilleuls, Évian"),
        (Modality.ON_SITE, None, None, ""),
        (Modality.MIXED, VENUE, None, "Les Tilleuls, Évian, et à distance"),
        (Modality.REMOTE, VENUE, ROOM, "À distance"),
        (Modality.E_LEARNING, None, None, "À distance"),
    ],
)
def test_where_it_is_held(modality, venue, room, place):
    session = replace(FILE.session, modality=modality)
    assert replace(FILE, session=session, venue=venue, room=room).place == place


def test_who_teaches():
    assert FILE.trainer_names == "Ali Œuvrard et Roux"


def test_who_sits():
    assert [person.name for person in FILE.seated] == ["Zoé Lefèvre", "Stagiaire à désigner"]
    assert [person.name for person in FILE.of_client(1)] == ["Zoé Lefèvre"]


ZOE = Client(id=3, name="Lefèvre", first_name="Zoé", kind=ClientKind.INDIVIDUAL)


@pytest.mark.parametrize(
    ("client", "names"),
    [
        pytest.param(MAIRIE, ["Zoé Lefèvre"], id="those it sends"),
        pytest.param(ZOE, ["Zoé Lefèvre"], id="who pays a part of a seat of hers"),
        pytest.param(replace(ZOE, first_name="Zaïa"), [], id="somebody else"),
        pytest.param(Client(id=4, name="Lefèvre"), [], id="a firm of that name"),
    ],
)
def test_whom_an_agreement_is_about(client, names):
    assert [person.name for person in FILE.concerned_by(client)] == names


@pytest.mark.parametrize(
    ("state", "kind"),
    [("requested", "cpf"), ("granted", "cpf"), ("refused", "contract")],
)
def test_a_fund_that_refused_changes_nothing_of_what_is_signed(state, kind):
    share = FundingFile(
        funding=Funding(session_id=1, client_id=3, funder_id=2, state=FundingState(state)),
        funder=Funder(name="Caisse", kind=FunderKind.CDC),
    )
    assert replace(FILE, fundings=(share,)).agreement_kind(ZOE) == kind


@pytest.mark.parametrize(("client_id", "funders"), [(1, ["Opcazur"]), (2, [])])
def test_who_pays_instead(client_id, funders):
    assert [found.funder.name for found in FILE.fundings_of(client_id)] == funders


def test_what_attendance_proves_for_one_person():
    zoe = FILE.participants[0]
    assert FILE.hours_followed(zoe) == D(200) / 60 + D("1.5")
    assert [slot.id for slot in FILE.unproven_slots(zoe)] == [2, 3]
