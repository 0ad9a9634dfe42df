"""Telling everyone concerned that a session is postponed or cancelled."""

from collections.abc import Iterator, Sequence
from datetime import date

from trainingdesk.domain.decision_letters import letter_of
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.notices import TELLS, Concerned, Party, SessionNotice, message
from trainingdesk.domain.people import full_name
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.french import typeset
from trainingdesk.interchange import mail
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import bargains, papers, parties, sales
from trainingdesk.storage import notices as store
from trainingdesk.storage.database import unit_of_work

_BY_OFFICE = {SettlementKind.POSTPONEMENT, SettlementKind.OFFICE_CANCELLATION}
_COLUMNS = {
    Party.CLIENT: "client_id",
    Party.TRAINEE: "enrolment_id",
    Party.TRAINER: "trainer_id",
    Party.FUNDER: "funder_id",
}


def concerned(office: Office, session_id: int) -> tuple[Concerned, ...]:
    """Return everyone who has to learn what became of a session, and whether they did.

    A client whose letter was issued has been told by it.
    """
    file = session_file(office, session_id)
    if file.session.state not in TELLS:
        return ()
    told: dict[tuple[Party, int], date] = {}
    for notice in store.notices_of(office.db, session_id, file.session.state):
        for party, column in _COLUMNS.items():
            if (row_id := getattr(notice, column)) is not None:
                told[party, row_id] = notice.told_on
    letters = _letters(office, session_id)
    return tuple(
        Concerned(
            party=each.party,
            row_id=each.row_id,
            name=each.name,
            email=each.email,
            phone=each.phone,
            told_on=told.get((each.party, each.row_id))
            or (letters.get(each.row_id) if each.party is Party.CLIENT else None),
            by_letter=each.party is Party.CLIENT and each.row_id in letters,
        )
        for each in _everyone(office, file)
    )


def _everyone(office: Office, file: SessionFile) -> Iterator[Concerned]:
    expected = _expected(office, file)
    clients = {person.client.id: person.client for person in expected}
    for client_id, client in clients.items():
        contact = parties.signatory_of(office.db, client_id or 0)
        yield Concerned(
            party=Party.CLIENT,
            row_id=client_id or 0,
            name=client.display_name,
            email=(contact.email if contact else "") or client.email,
            phone=(contact.phone if contact else "") or client.phone,
        )
    for person in expected:
        if person.trainee is not None and not _pays_himself(person):
            yield Concerned(
                party=Party.TRAINEE,
                row_id=person.enrolment.id or 0,
                name=person.name,
                email=person.trainee.email,
                phone=person.trainee.phone,
            )
    for trainer in file.trainers:
        yield Concerned(
            party=Party.TRAINER,
            row_id=trainer.id or 0,
            name=full_name(trainer),
            email=trainer.email,
            phone=trainer.phone,
        )
    for funder in {share.funder.id: share.funder for share in file.fundings}.values():
        yield Concerned(
            party=Party.FUNDER,
            row_id=funder.id or 0,
            name=funder.name,
            email=funder.email,
            phone=funder.phone,
        )


def _expected(office: Office, file: SessionFile) -> list[Participant]:
    """Return those who were expected; the office's decision may have freed their seats already."""
    freed = {
        seat.enrolment_id
        for _client, decided in _standing(office, file.session.id or 0)
        for seat in decided.seats
        if decided.kind in _BY_OFFICE
    }
    return [
        person
        for person in file.participants
        if person.enrolment.state.takes_a_seat or person.enrolment.id in freed
    ]


def _pays_himself(person: Participant) -> bool:
    """Whether the trainee is told as the client already."""
    client, trainee = person.client, person.trainee
    if trainee is None or not client.is_individual:
        return False
    return (client.first_name, client.name) == (trainee.first_name, trainee.last_name)


def _standing(office: Office, session_id: int) -> Iterator[tuple[int, Settlement]]:
    for agreement in sales.agreements_of(office.db, session_id):
        for decided in bargains.settlements_of(office.db, agreement.id or 0):
            if decided.stands:
                yield agreement.client_id, decided


def _letters(office: Office, session_id: int) -> dict[int, date]:
    """Return the clients whom a letter told, and when it was issued."""
    found = {}
    for client_id, decided in _standing(office, session_id):
        sent = papers.papers_where(
            office.db, "settlement_id = ? and kind = ?", [decided.id, letter_of(decided.kind)]
        )
        if sent:
            found[client_id] = sent[-1].issued_on
    return found


def note_told(
    office: Office, session_id: int, whom: Sequence[Concerned], *, told: bool = True
) -> Changes:
    """Note that people were told today, or that they were not.

    Raises:
        RuleBroken: the session is neither postponed nor cancelled.
    """
    with unit_of_work(office.db):
        session = session_file(office, session_id).session
        if session.state not in TELLS:
            raise RuleBroken("Cette session se tient comme prévu : il n’y a personne à prévenir.")
        for each in whom:
            column = _COLUMNS[each.party]
            office.db.execute(
                f"delete from session_notice where session_id = ? and state = ? and {column} = ?",
                [session_id, session.state, each.row_id],
            )
            if told:
                notice = SessionNotice(
                    session_id=session_id,
                    state=session.state,
                    told_on=office.today(),
                    **{column: each.row_id},
                )
                store.NOTICES.insert(office.db, notice)
    names = whom[0].name if len(whom) == 1 else f"{len(whom)} personnes"
    words = "noté que l’information est donnée" if told else "l’information reste à donner"
    return changed(typeset(f"{names} : {words}"), Kind.SESSIONS, saved=session_id)


def mail_to(office: Office, session_id: int, whom: Sequence[Concerned]) -> bytes:
    """Return an e-mail draft that tells people; several are hidden from one another.

    Raises:
        RuleBroken: nobody of them has an e-mail address.
    """
    addresses = list(dict.fromkeys(each.email for each in whom if each.email))
    if not addresses:
        raise RuleBroken(
            "Aucune adresse électronique n’est connue : prévenez-les par téléphone, puis cochez."
        )
    file = session_file(office, session_id)
    session, sender = file.session, file.organisation
    new_starts = [decided.new_start for _client, decided in _standing(office, session_id)]
    alone = len(addresses) == 1
    return mail.draft(
        sender=sender.email,
        to=addresses[0] if alone else "",
        hidden=() if alone else addresses,
        subject=typeset(f"Session {label(session.state)} : {session.title}"),
        body=message(
            session.title,
            session.state,
            file.first_day,
            next((day for day in new_starts if day is not None), None),
            f"{sender.representative_name or sender.name}\n{sender.name}\n{sender.phone}",
        ),
        attachments={},
    )
