"""What a new session starts from: a course, a former session or an accepted proposal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainingdesk.domain.clashes import without_kept
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import Line, LineKind, Unit, counted
from trainingdesk.domain.money import ZERO, round_to_cent
from trainingdesk.domain.parties import ClientKind
from trainingdesk.domain.proposals import Proposal, ProposalState
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentState,
    SessionKind,
    SessionState,
    Slot,
    TrainingSession,
)
from trainingdesk.french import plural
from trainingdesk.services import planning
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import catalogue, parties, sales
from trainingdesk.storage import sessions as store
from trainingdesk.storage.database import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A session still to be dated, with who usually teaches it and for how many days."""

    session: TrainingSession
    trainer_ids: tuple[int, ...] = ()
    days: int = 1


def from_course(office: Office, version_id: int) -> Start:
    """Return a session of a course version, with what the course says of price and head count."""
    version = catalogue.version(office.db, version_id)
    course = catalogue.COURSES.get(office.db, version.course_id)
    session = TrainingSession(
        number="",
        course_version_id=version_id,
        title=version.sheet.title or course.title,
        minimum=course.minimum,
        maximum=course.maximum,
        price_per_person=version.sheet.price_ht,
    )
    return Start(session=session, days=max(int(version.sheet.days or 1), 1))


def like(office: Office, session_id: int) -> Start:
    """Return a copy of a session without its people, to be dated."""
    former = store.SESSIONS.get(office.db, session_id)
    slots = store.slots_of(office.db, session_id)
    session = replace(
        former,
        id=None,
        number="",
        state=SessionState.PLANNED,
        starts_on=None,
        ends_on=None,
        closed_on=None,
        notes=without_kept(former.notes),
    )
    return Start(
        session=session,
        trainer_ids=slots[0].trainer_ids if slots else (),
        days=len({slot.day for slot in slots}) or 1,
    )


def people_of(office: Office, session_id: int) -> tuple[Enrolment, ...]:
    """Return the seats of a session that a copy of it would have: of those who went on to the end.

    Each is enrolled anew, at the price he had, by who employs him now.
    """
    return tuple(
        Enrolment(
            session_id=session_id,
            client_id=seat.client_id,
            trainee_id=seat.trainee_id,
            employer_id=_employer(office, seat),
            status=seat.status,
            price=seat.price,
        )
        for seat in store.enrolments_of(office.db, session_id)
        if seat.state.takes_a_seat and seat.state is not EnrolmentState.DROPPED_OUT
    )


def _employer(office: Office, seat: Enrolment) -> int | None:
    if seat.trainee_id is None:
        return seat.employer_id
    now = parties.employer_on(office.db, seat.trainee_id, office.today())
    return now or seat.employer_id


def plan_like(
    office: Office, copied_id: int, session: TrainingSession, slots: Sequence[Slot]
) -> Changes:
    """Write the copy of a session together with its people.

    Raises:
        RuleBroken: the session is refused.
    """
    with unit_of_work(office.db):
        saved = planning.plan_session(office, session, slots).saved_id
        people = people_of(office, copied_id)
        if people:
            planning.enrol(office, [replace(seat, session_id=saved) for seat in people])
    return changed(
        f"Session dupliquée avec {plural(len(people), 'inscrit')}", Kind.SESSIONS, saved=saved
    )


def from_proposal(office: Office, proposal_id: int) -> Start:
    """Return the session that an accepted proposal sold: its course, title and price.

    A training office that orders a session of its own entrusts its trainees (frame G of the BPF).

    Raises:
        RuleBroken: no line of the proposal names a course.
    """
    proposal = sales.proposal(office.db, proposal_id)
    line = _course_line(proposal)
    start = from_course(office, line.course_version_id or 0)
    by_person = line.unit is Unit.PERSON
    unit_price = round_to_cent(line.unit_price * (1 - line.discount / 100))
    training = [part for part in counted(proposal.lines) if part.kind is LineKind.TRAINING]
    client = parties.CLIENTS.get(office.db, proposal.client_id)
    entrusts = client.kind is ClientKind.TRAINING_OFFICE and proposal.kind is SessionKind.INTRA
    session = replace(
        start.session,
        title=proposal.title,
        kind=proposal.kind,
        entrusted_by_id=client.id if entrusts else None,
        price_per_person=unit_price if by_person else None,
        price_for_group=None if by_person else sum((part.total_ht for part in training), ZERO),
        maximum=start.session.maximum if proposal.kind is SessionKind.INTER else None,
        minimum=start.session.minimum if proposal.kind is SessionKind.INTER else None,
    )
    return replace(start, session=session)


def _course_line(proposal: Proposal) -> Line:
    for line in counted(proposal.lines):
        if line.course_version_id is not None:
            return line
    raise RuleBroken(
        "Aucune ligne de cette proposition ne vient du catalogue : créez la session avec "
        "« Nouveau » et choisissez-y la formation."
    )


def plan_sold(
    office: Office, proposal_id: int, session: TrainingSession, slots: Sequence[Slot]
) -> Changes:
    """Write the session that an accepted proposal sold, and link the two.

    Raises:
        RuleBroken: the proposal is not accepted or has its session, or the session is refused or
            of another kind than was sold.
    """
    with unit_of_work(office.db):
        proposal = sales.proposal(office.db, proposal_id)
        if proposal.state is not ProposalState.ACCEPTED or proposal.session_id is not None:
            raise RuleBroken(
                "Seule une proposition acceptée, sans session encore, peut être planifiée. "
                "Actualisez la liste (F5)."
            )
        if session.kind is not proposal.kind:
            raise RuleBroken(
                f"La proposition acceptée vend une session {label(proposal.kind)} : gardez ce "
                "type, ou planifiez une autre session avec « Nouveau ».",
                "kind",
            )
        saved = planning.plan_session(office, session, slots).saved_id
        sales.save_proposal(office.db, replace(proposal, session_id=saved))
    return changed(
        "Session planifiée depuis la proposition", Kind.SESSIONS, Kind.PROPOSALS, saved=saved
    )
