"""Who buys for himself is a trainee without being typed again."""

from dataclasses import replace

import pytest

from tests.support.office_sample import INDIVIDUAL
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Trainee, TraineeStatus
from trainingdesk.domain.sessions import Enrolment
from trainingdesk.services import individuals, parties
from trainingdesk.storage import parties as people
from trainingdesk.storage import sessions

IRIS = replace(INDIVIDUAL, id=None, name="Arnaud", first_name="Iris", email="iris@exemple.example")


@pytest.fixture
def iris(filled):
    """Return the id of an individual who was never trained."""
    return parties.save_client(filled.office, IRIS).saved_id


def seat(filled, client):
    return Enrolment(session_id=filled.session, client_id=client, status=TraineeStatus.SELF_PAYING)


def test_one_who_was_never_trained_is_added_with_what_is_known(filled, iris):
    saved = individuals.enrol(filled.office, seat(filled, iris)).saved_id
    trainee_id = sessions.ENROLMENTS.get(filled.office.db, saved).trainee_id
    person = people.TRAINEES.get(filled.office.db, trainee_id)
    assert person == Trainee(
        id=trainee_id,
        last_name="Arnaud",
        first_name="Iris",
        civility=IRIS.civility,
        email=IRIS.email,
        address=IRIS.address,
    )


def test_one_who_is_known_is_enrolled_himself(filled, iris):
    known = filled.new_trainee("Iris", "Arnaud")
    saved = individuals.enrol(filled.office, seat(filled, iris)).saved_id
    assert sessions.ENROLMENTS.get(filled.office.db, saved).trainee_id == known


def test_of_two_of_one_name_the_address_tells_which(filled, iris):
    filled.new_trainee("Iris", "Arnaud")
    own = Trainee(last_name="Arnaud", first_name="Iris", email=IRIS.email)
    own_id = parties.save_trainee(filled.office, own).saved_id
    assert (
        individuals.own_record(filled.office, people.CLIENTS.get(filled.office.db, iris)) == own_id
    )


def test_of_two_of_one_name_nobody_is_chosen_silently(filled, iris):
    for _ in range(2):
        filled.new_trainee("Iris", "Arnaud")
    before = sessions.enrolments_of(filled.office.db, filled.session)
    with pytest.raises(RuleBroken, match="Plusieurs stagiaires portent le nom") as refused:
        individuals.enrol(filled.office, seat(filled, iris))
    assert refused.value.field == "trainee_id"
    assert sessions.enrolments_of(filled.office.db, filled.session) == before
