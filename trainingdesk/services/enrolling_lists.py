"""Enrolling everybody whom a client named in a list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from trainingdesk.domain.clashes import sentences
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.name_lists import PastedName
from trainingdesk.domain.parties import Employment, Trainee, usual_status
from trainingdesk.domain.sessions import Enrolment, EnrolmentState
from trainingdesk.french import plural, short_date
from trainingdesk.services import parties, planning
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.clashes import kept_for, of_people
from trainingdesk.services.office import Office
from trainingdesk.storage import parties as people
from trainingdesk.storage import sessions as store
from trainingdesk.storage.database import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A name of the list and who bears it already: those the client employs come first.

    `is_enrolled` says that one of them has a seat in the session; `elsewhere` what the first of
    them follows at the time.
    """

    name: PastedName
    known: tuple[Trainee, ...] = ()
    is_enrolled: bool = False
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who is to be enrolled: a known person, else one to be added under this name."""

    name: PastedName
    trainee_id: int | None = None


def matched(
    office: Office, session_id: int, client_id: int | None, names: Sequence[PastedName]
) -> tuple[Matched, ...]:
    """Return for each name who bears it already, by e-mail or by name."""
    seated = {
        seat.trainee_id
        for seat in store.enrolments_of(office.db, session_id)
        if seat.state.takes_a_seat
    }
    known_by = bearers(office, names)
    own = _people_of(office, client_id)
    session = store.SESSIONS.get(office.db, session_id)
    found = []
    for name in names:
        known = sorted(known_by.get(name, ()), key=lambda person: person.id not in own)
        enrolled = any(person.id in seated for person in known)
        first = [person.id for person in known[:1] if person.id is not None and not enrolled]
        elsewhere = sentences(of_people(office, session, first)) if first else ()
        found.append(
            Matched(name=name, known=tuple(known), is_enrolled=enrolled, elsewhere=elsewhere)
        )
    return tuple(found)


def enrol(office: Office, session_id: int, client_id: int, chosen: Sequence[Chosen]) -> Changes:
    """Enrol people for a client: seats without a name are filled first, then new ones are added.

    Each is employed by whom the file knows at the time, else by the client, unless it is an
    individual.

    Raises:
        RuleBroken: nobody was chosen, or one of them has a seat already.
    """
    if not chosen:
        raise RuleBroken("Cochez au moins une personne à inscrire.", "names")
    with unit_of_work(office.db):
        client = people.CLIENTS.get(office.db, client_id)
        session = store.SESSIONS.get(office.db, session_id)
        day = session.starts_on or office.today()
        empty = [
            seat
            for seat in store.enrolments_of(office.db, session_id)
            if seat.client_id == client_id and seat.trainee_id is None and seat.state.takes_a_seat
        ]
        filled = min(len(empty), len(chosen))
        for number, one in enumerate(chosen):
            employer = None if client.is_individual else client_id
            trainee = one.trainee_id or _add(office, one.name, employer)
            employer = people.employer_on(office.db, trainee, day) or employer
            noted = kept_for(office, session, one.trainee_id)
            seat = (
                replace(
                    empty[number],
                    trainee_id=trainee,
                    employer_id=employer,
                    notes="\n".join(filter(None, (empty[number].notes, noted))),
                )
                if number < filled
                else Enrolment(
                    session_id=session_id,
                    client_id=client_id,
                    trainee_id=trainee,
                    employer_id=employer,
                    status=usual_status(client.kind),
                    state=EnrolmentState.ENROLLED,
                    notes=noted,
                )
            )
            _enrol_one(office, seat, one.name)
    told = plural(len(chosen), "personne inscrite", "personnes inscrites")
    if filled:
        waited = plural(filled, "place qui attendait un nom", "places qui attendaient un nom")
        told += f", dont {waited}"
    return changed(told, Kind.SESSIONS, Kind.TRAINEES)


def _enrol_one(office: Office, seat: Enrolment, name: PastedName) -> None:
    try:
        planning.enrol(office, [seat])
    except RuleBroken as error:
        who = f"{name.first_name} {name.last_name}".strip()
        raise RuleBroken(f"{who} : {error}", "names") from error


def _add(office: Office, name: PastedName, employer: int | None) -> int:
    trainee = Trainee(
        last_name=name.last_name,
        first_name=name.first_name,
        civility=name.civility,
        email=name.email,
        phone=name.phone,
    )
    trainee_id = parties.save_trainee(office, trainee).saved_id
    if employer is not None:
        job = Employment(trainee_id=trainee_id, client_id=employer, job=name.job)
        parties.employ(office, job)
    return trainee_id


def bearers(office: Office, names: Sequence[PastedName]) -> dict[PastedName, list[Trainee]]:
    """Return the trainees who bear each name, or have its e-mail address."""
    by_key: dict[str, list[int]] = {}
    by_email: dict[str, list[int]] = {}
    rows = office.db.execute(
        "select id, last_name, first_name, email from trainee where archived_on is null"
    )
    for row_id, last_name, first_name, email in rows:
        key = PastedName(last_name=last_name, first_name=first_name).key
        by_key.setdefault(key, []).append(row_id)
        if email:
            by_email.setdefault(email.casefold(), []).append(row_id)
    found = {}
    for name in names:
        ids = dict.fromkeys([*by_email.get(name.email, ()), *by_key.get(name.key, ())])
        found[name] = [people.TRAINEES.get(office.db, row_id) for row_id in ids]
    return found


def _people_of(office: Office, client_id: int | None) -> Collection[int]:
    rows = office.db.execute(
        "select trainee_id from employment where client_id = ? and ends_on is null", [client_id]
    )
    return {trainee_id for (trainee_id,) in rows}


def label_of(person: Trainee, office: Office) -> str:
    """Return how a known person is told from another of the same name: by employer and birth."""
    employer = people.employer_on(office.db, person.id or 0, office.today())
    parts = [
        f"{person.first_name} {person.last_name}".strip(),
        people.CLIENTS.get(office.db, employer).display_name if employer else "",
        f"né(e) le {short_date(person.born_on)}" if person.born_on else "",
    ]
    return " – ".join(filter(None, parts))
