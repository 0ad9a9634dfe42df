"""Individuals who buy a training for themselves: who they are among the trainees."""

from dataclasses import replace

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.name_lists import PastedName
from trainingdesk.domain.parties import Client, Trainee
from trainingdesk.domain.sessions import Enrolment
from trainingdesk.services import parties, planning
from trainingdesk.services.changes import Changes, Kind
from trainingdesk.services.enrolling_lists import bearers
from trainingdesk.services.office import Office
from trainingdesk.storage import parties as people
from trainingdesk.storage.database import unit_of_work


def own_record(office: Office, client: Client) -> int | None:
    """Return who an individual is among the trainees, by e-mail or by name, if one alone is.

    Raises:
        RuleBroken: several trainees bear the name.
    """
    name = PastedName(last_name=client.name, first_name=client.first_name, email=client.email)
    found = bearers(office, [name])[name]
    alike = [one for one in found if client.email and one.email == client.email] or found
    if len(alike) > 1:
        raise RuleBroken(
            f"Plusieurs stagiaires portent le nom de {client.display_name} : choisissez-le dans "
            "la liste.",
            "trainee_id",
        )
    return alike[0].id if alike else None


def enrol(office: Office, seat: Enrolment) -> Changes:
    """Enrol an individual himself; one who was never trained is added with what is known of him.

    Raises:
        RuleBroken: several trainees bear the name, or he has a seat already.
    """
    with unit_of_work(office.db):
        client = people.CLIENTS.get(office.db, seat.client_id)
        known = own_record(office, client)
        trainee_id = known or parties.save_trainee(office, _as_trainee(client)).saved_id
        done = planning.enrol(office, [replace(seat, trainee_id=trainee_id)])
    return replace(done, kinds=done.kinds | {Kind.TRAINEES})


def _as_trainee(client: Client) -> Trainee:
    return Trainee(
        last_name=client.name,
        first_name=client.first_name,
        civility=client.civility,
        email=client.email,
        phone=client.phone,
        address=client.address,
    )
