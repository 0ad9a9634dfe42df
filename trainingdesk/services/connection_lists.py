"""From the list of a meeting tool to marks on the sheet, and the list kept as their proof."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainingdesk.domain.attendance import Attendance
from trainingdesk.domain.connections import (
    NO_GRACE,
    Connection,
    proposed_marks,
    touched_slots,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.name_matching import Known, match
from trainingdesk.domain.people import list_name
from trainingdesk.domain.session_documents import SessionDocument, SessionDocumentKind
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import Slot
from trainingdesk.french import plural
from trainingdesk.interchange.meeting_lists import read_meeting_list
from trainingdesk.interchange.table_files import content_of
from trainingdesk.services import attending, session_documents
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office as settings
from trainingdesk.storage.database import unit_of_work

TOLERANCE = "connections.tolerance"
TOLERANCES = (0, 5, 10, 15, 20, 30)
"""Minutes that an office may forgive."""

MOST_PEOPLE = 500
"""People of a list who can still be looked at one by one."""

Person = tuple[str, str]
"""A name and an address of the list."""


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list and whose each of its names is, as far as that is clear."""

    file_name: str
    content: bytes
    connections: tuple[Connection, ...]
    unread: tuple[str, ...]
    matched: Mapping[Person, int | None]

    @property
    def people(self) -> dict[Person, list[Connection]]:
        """The connections of each name, in the order of the list."""
        found: defaultdict[Person, list[Connection]] = defaultdict(list)
        for each in self.connections:
            found[each.name, each.email].append(each)
        return dict(found)


def read(file: SessionFile, path: Path) -> ReadList:
    """Read a list, and match its names with the trainees of a session.

    Raises:
        RuleBroken: the file is no such list, or is too large; the sentence says what is missing.
        OSError: it cannot be read.
    """
    content = content_of(path)
    days = {slot.day for slot in file.slots}
    found = read_meeting_list(content, path.name, days)
    known = [_known(person) for person in file.seated if person.trainee is not None]
    people = dict.fromkeys((each.name, each.email) for each in found.connections)
    if len(people) > MOST_PEOPLE:
        raise RuleBroken(
            f"« {path.name} » nomme {plural(len(people), 'personne')} : gardez les lignes de cette "
            "session, puis recommencez."
        )
    matched = {person: match(*person, known) for person in people}
    return ReadList(path.name, content, found.connections, found.unread, matched)


def _known(person: Participant) -> Known:
    trainee = person.trainee
    if trainee is None:
        raise ValueError(person)
    names = (list_name(trainee), f"{trainee.first_name} {trainee.birth_name}".strip())
    return Known(
        id=person.enrolment.id or 0,
        names=names if trainee.birth_name else names[:1],
        email=trainee.email,
    )


def slots_of_list(
    file: SessionFile, connections: Iterable[Connection], hours: int = 0
) -> tuple[Slot, ...]:
    """Return the half-days that a list is about, its clock set *hours* later."""
    return touched_slots(file.slots, (each.shifted(hours) for each in connections))


def proposals(
    file: SessionFile,
    read_list: ReadList,
    assigned: Mapping[Person, int | None],
    slots: Sequence[Slot],
    *,
    hours: int = 0,
    grace: int = NO_GRACE,
) -> list[Attendance]:
    """Return the marks of everyone for these half-days; who is not on the list was absent.

    Nothing is proposed for somebody who had left by then.
    """
    people: dict[int, list[Connection]] = {
        person.enrolment.id or 0: [] for person in file.seated if person.trainee is not None
    }
    for person, connections in read_list.people.items():
        enrolment_id = assigned.get(person)
        if enrolment_id in people:
            people[enrolment_id] += [each.shifted(hours) for each in connections]
    left = {person.enrolment.id or 0: person.enrolment.left_on for person in file.seated}
    by_id = {slot.id or 0: slot for slot in slots}
    return [
        mark
        for mark in proposed_marks(slots, people, grace)
        if (gone := left[mark.enrolment_id]) is None or by_id[mark.slot_id].day <= gone
    ]


def record(
    office: Office, session_id: int, read_list: ReadList, marks: Sequence[Attendance]
) -> Changes:
    """Write the marks and keep the list with the session, both or neither.

    A list that the session keeps already proves these half-days too.

    Raises:
        RuleBroken: there is nothing to write, or a half-day lies ahead.
    """
    if not marks:
        raise RuleBroken("Choisissez au moins une demi-journée à relever.")
    kind = SessionDocumentKind.CONNECTION_LOG
    document = SessionDocument(
        session_id=session_id,
        kind=kind,
        label=label(kind).capitalize(),
        received_on=office.today(),
        file_name=read_list.file_name,
        content=read_list.content,
        slot_ids=tuple(dict.fromkeys(mark.slot_id for mark in marks)),
    )
    with unit_of_work(office.db):
        attending.record(office, session_id, marks)
        session_documents.keep(office, document)
    words = plural(len(marks), "case relevée", "cases relevées")
    return changed(f"{words} d’après « {read_list.file_name} »", Kind.SESSIONS, saved=session_id)


# Setting ----------------------------------------------------------------------------------------


def tolerance(office: Office) -> int:
    """Return the minutes that this office forgives: none before it chose to."""
    chosen = settings.setting(office.db, TOLERANCE, NO_GRACE)
    return chosen if isinstance(chosen, int) and chosen in TOLERANCES else NO_GRACE


def save_tolerance(office: Office, minutes: int) -> Changes:
    """Forgive so many minutes from now on; the marks that are written stay as they are.

    Raises:
        RuleBroken: it is none of the tolerances that are offered.
    """
    if minutes not in TOLERANCES:
        raise RuleBroken(f"La tolérance va de 0 à {TOLERANCES[-1]} minutes.", "tolerance")
    with unit_of_work(office.db):
        settings.save_setting(office.db, TOLERANCE, minutes)
    return changed(f"Tolérance de l’organisme : {minutes} min", Kind.OFFICE)
