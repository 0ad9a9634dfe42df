"""Taking people out of a session that has too many, into a second one at the same price."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from trainingdesk.domain.agreements import Agreement, AgreementState
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentState,
    FundingState,
    SessionState,
    Slot,
    TrainingSession,
)
from trainingdesk.french import listed, plural, short_date
from trainingdesk.services import capacity, planning
from trainingdesk.services.agreeing import session_lines
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.services.session_guards import refuse_closed
from trainingdesk.storage import papers, sales
from trainingdesk.storage import sessions as store
from trainingdesk.storage.database import unit_of_work

JOINING_LETTER = "joining_letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movable:
    """Someone of a session: why he cannot leave it, else what is to be done again if he does."""

    enrolment_id: int
    name: str
    client: str
    enrolled_on: date | None
    hindrance: str = ""
    remark: str = ""
    is_proposed: bool = False


def movable(office: Office, session_id: int) -> tuple[Movable, ...]:
    """Return the people of a session, the last enrolled first.

    As many as are too many are proposed, of those who can leave.
    """
    file = session_file(office, session_id)
    agreements = sales.agreements_of(office.db, session_id)
    people = sorted(
        file.seated,
        key=lambda person: (person.enrolment.enrolled_on or date.min, person.enrolment.id or 0),
        reverse=True,
    )
    left = capacity.excess(office, session_id)
    found = []
    for person in people:
        hindrance = _hindrance(office, person, agreements)
        is_proposed = not hindrance and left > 0
        left -= is_proposed
        found.append(
            Movable(
                enrolment_id=person.enrolment.id or 0,
                name=person.name,
                client=person.client.display_name,
                enrolled_on=person.enrolment.enrolled_on,
                hindrance=hindrance,
                remark=_remark(office, person),
                is_proposed=is_proposed,
            )
        )
    return tuple(found)


def _hindrance(office: Office, person: Participant, agreements: Collection[Agreement]) -> str:
    """Say what ties a person to a session: what was typed, sent, signed or invoiced."""
    seat = person.enrolment
    if person.marks or seat.self_paced_hours:
        return "présence déjà relevée"
    for agreement in agreements:
        if agreement.client_id == seat.client_id and _has_left(office, agreement):
            how = "signé" if agreement.signed_on else "envoyé"
            return f"accord {how} : {agreement.name}"
    billed = sales.invoices_where(
        office.db, "session_id = ? and client_id = ?", [seat.session_id, seat.client_id]
    )
    return "client déjà facturé" if billed else ""


def _has_left(office: Office, agreement: Agreement) -> bool:
    if agreement.state.is_over:
        return False
    is_draft = agreement.state is AgreementState.DRAFT and agreement.signed_on is None
    return not is_draft or bool(papers.papers_where(office.db, "agreement_id = ?", [agreement.id]))


def _remark(office: Office, person: Participant) -> str:
    seat = person.enrolment
    sent = papers.papers_where(
        office.db,
        "session_id = ? and trainee_id = ? and kind = ?",
        [seat.session_id, seat.trainee_id, JOINING_LETTER],
    )
    return "convocation déjà partie : à refaire" if sent else ""


def second_session(
    office: Office, session_id: int, *, same_dates: bool, with_trainers: bool
) -> tuple[TrainingSession, tuple[Slot, ...]]:
    """Return the session that people would be moved to: same course version, terms and price.

    At the same dates the room is taken by the first one: another is still to be found.
    """
    first = store.SESSIONS.get(office.db, session_id)
    second = replace(
        first,
        id=None,
        number="",
        state=SessionState.PLANNED,
        room_id=None if same_dates else first.room_id,
        starts_on=None,
        ends_on=None,
        closed_on=None,
        notes=f"Scindée de la session {first.number} le {short_date(office.today())}",
    )
    slots = store.slots_of(office.db, session_id) if same_dates else ()
    return second, tuple(
        replace(
            slot,
            id=None,
            room_id=None,
            trainer_ids=slot.trainer_ids if with_trainers else (),
            trainer_signed=False,
        )
        for slot in slots
    )


def split(
    office: Office,
    session_id: int,
    enrolment_ids: Collection[int],
    *,
    same_dates: bool = False,
    with_trainers: bool = False,
    note: str = "",
) -> Changes:
    """Move people to a second session at the same price, or do nothing of it.

    Their seats in the first one stay as cancelled, with where they went. A draft agreement goes
    along when nobody else of its client stays, and counts those who stay otherwise; so does a
    request to a funder. *note* is added to what the second session notes.

    Raises:
        RuleBroken: the session is closed, nobody is named, nobody would stay, or one of them
            cannot leave.
    """
    with unit_of_work(office.db):
        refuse_closed(office, session_id)
        file = session_file(office, session_id)
        leaving = [p for p in file.seated if p.enrolment.id in set(enrolment_ids)]
        _refuse(office, file, leaving)
        second, slots = second_session(
            office, session_id, same_dates=same_dates, with_trainers=with_trainers
        )
        notes = "\n".join(filter(None, (second.notes, note)))
        second_id = planning.plan_session(office, replace(second, notes=notes), slots).saved_id
        number = store.SESSIONS.get(office.db, second_id).number
        for person in leaving:
            _move(office, person.enrolment, second_id, file.session.number, number)
        to_check = [
            words
            for client_id in dict.fromkeys(person.enrolment.client_id for person in leaving)
            for words in _follow(office, file, leaving, client_id, second_id)
        ]
    told = f". À revoir : {listed(to_check)}" if to_check else ""
    return changed(
        f"Session {number} créée, {plural(len(leaving), 'personne')} de la session "
        f"{file.session.number} y {'passe' if len(leaving) == 1 else 'passent'}{told}",
        Kind.SESSIONS,
        Kind.AGREEMENTS,
        saved=second_id,
    )


def _refuse(office: Office, file: SessionFile, leaving: Collection[Participant]) -> None:
    if not leaving:
        raise RuleBroken("Choisissez les personnes qui passent dans la seconde session.", "people")
    if len(leaving) == len(file.seated):
        raise RuleBroken(
            "Personne ne resterait : dupliquez plutôt la session, ou décalez ses dates.", "people"
        )
    agreements = sales.agreements_of(office.db, file.session.id or 0)
    for person in leaving:
        hindrance = _hindrance(office, person, agreements)
        if hindrance:
            raise RuleBroken(
                f"{person.name} ne peut pas changer de session ({hindrance}) : choisissez "
                "quelqu’un d’autre, ou reportez d’abord son accord.",
                "people",
            )


def _move(office: Office, seat: Enrolment, second_id: int, first: str, second: str) -> None:
    came = f"Vient de la session {first}"
    went = f"Passe à la session {second}"
    new = replace(
        seat,
        id=None,
        session_id=second_id,
        notes="\n".join(filter(None, (seat.notes, came))),
    )
    left = replace(
        seat,
        state=EnrolmentState.CANCELLED,
        left_on=office.today(),
        notes="\n".join(filter(None, (seat.notes, went))),
    )
    planning.enrol(office, [left])
    new_id = planning.enrol(office, [new]).saved_id
    store.hand_over(office.db, seat.id or 0, new_id, second_id)


def _follow(
    office: Office,
    file: SessionFile,
    leaving: Collection[Participant],
    client_id: int,
    second_id: int,
) -> list[str]:
    """Let the drafts and requests of a client follow; return what somebody has to look at."""
    stays = {p.enrolment.id for p in file.of_client(client_id)} - {p.enrolment.id for p in leaving}
    after = session_file(office, file.session.id or 0)
    told = []
    for agreement in sales.agreements_of(office.db, file.session.id or 0):
        if agreement.client_id != client_id or agreement.state is not AgreementState.DRAFT:
            continue
        if not stays:
            lines = tuple(
                replace(line, session_id=second_id if line.session_id else None)
                for line in agreement.lines
            )
            sales.save_agreement(office.db, replace(agreement, session_id=second_id, lines=lines))
        elif _says_the_same(file, agreement):
            lines = session_lines(after, client_id)
            sales.save_agreement(office.db, replace(agreement, lines=lines))
        else:
            told.append(agreement.name)
    for share in file.fundings_of(client_id):
        told += _refund(office, share.funding.id or 0, second_id, share.funder.name, stays=stays)
    return told


def _says_the_same(file: SessionFile, agreement: Agreement) -> bool:
    """Whether a draft still holds the lines that the session gave it, untouched."""
    priced = file.session.price_per_person or file.session.price_for_group
    if priced is None:
        return False
    given = session_lines(file, agreement.client_id)
    return Counter((x.label, x.quantity, x.unit_price, x.discount) for x in given) == Counter(
        (x.label, x.quantity, x.unit_price, x.discount) for x in agreement.lines
    )


def _refund(
    office: Office, funding_id: int, second_id: int, funder: str, *, stays: Collection[int | None]
) -> list[str]:
    """Move a funder's agreement with the whole of a client, else ask anew for those who leave."""
    funding = store.FUNDINGS.get(office.db, funding_id)
    if funding.state is FundingState.REFUSED:
        return []
    if not stays:
        planning.fund(office, replace(funding, session_id=second_id))
        return [f"dates à annoncer à {funder}"]
    asked = replace(
        funding,
        id=None,
        session_id=second_id,
        state=FundingState.REQUESTED,
        file_number="",
        amount=None,
        hours=None,
        hourly_rate=None,
        share=None,
        requested_on=None,
        received_on=None,
        claimed_on=None,
    )
    planning.fund(office, asked)
    return [f"prise en charge de {funder}, à demander pour chaque session"]
