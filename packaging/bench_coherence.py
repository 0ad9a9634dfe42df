"""Whether papers agree: one session, and all sessions of a year, each with all of its papers.

The floor reads the same rows and the same frozen data, and compares nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime

from bench_figures import Figure, figure, side_by_side

from trainingdesk.services import coherence, paper_data, publishing
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.publishing import Prepared
from trainingdesk.storage import papers
from trainingdesk.storage.database import unit_of_work

ONE, YEAR = 30, 3
_OF_PEOPLE = (
    "joining_letter",
    "completion_certificate",
    "training_attestation",
    "attendance_attestation",
)
FLOOR = "lignes et données gelées, lues"
READ = (
    "select * from training_session where id = ?",
    "select * from slot where session_id = ?",
    "select * from enrolment e left join trainee t on t.id = e.trainee_id where e.session_id = ?",
    "select a.* from attendance a join enrolment e on e.id = a.enrolment_id where e.session_id = ?",
    "select * from agreement a join agreement_line l on l.owner_id = a.id where a.session_id = ?",
    "select * from invoice i join invoice_line l on l.owner_id = i.id where i.session_id = ?",
)


def agreement(office: Office) -> list[Figure]:
    """Measure one session and the sessions of the last whole year."""
    year = office.today().year - 1
    ids = [
        row[0]
        for row in office.db.execute(
            "select id from training_session where starts_on like ? order by id", [f"{year}-%"]
        )
    ]
    count = _keep_papers(office, ids)
    one, bare_one = side_by_side(
        ONE,
        lambda number: coherence.findings(office, ids[number % len(ids)]),
        lambda number: _bare(office, ids[number % len(ids)]),
    )
    every, bare_every = side_by_side(
        YEAR,
        lambda _number: coherence.findings_of_year(office, year),
        lambda _number: [_bare(office, each) for each in ids],
    )
    return [
        figure("coherence", "une session", one, bare_one, floor_name=FLOOR),
        figure(
            "coherence",
            f"les {len(ids)} sessions d’une année",
            every,
            bare_every,
            floor_name=FLOOR,
            note=f"{count} documents",
        ),
    ]


def _bare(office: Office, session_id: int) -> list[object]:
    for query in READ:
        office.db.execute(query, [session_id]).fetchall()
    data = office.db.execute(
        "select c.data from issued_paper p join paper_content c on c.paper_id = p.id"
        " where p.session_id = ?",
        [session_id],
    ).fetchall()
    return [json.loads(text) for (text,) in data]


def _keep_papers(office: Office, ids: list[int]) -> int:
    """Keep the data of every paper of some sessions, without drawing them; return how many."""
    count = 0
    with unit_of_work(office.db):
        for session_id in ids:
            for prepared in _papers(office, session_id):
                _keep(office, prepared, session_id)
                count += 1
    return count


def _papers(office: Office, session_id: int) -> Iterator[Prepared]:
    files = paper_data.reader(office)

    def prepare(key: str, subject: Subject) -> Prepared:
        return publishing.prepare(office, key, subject, files=files)

    for kind, agreement_id in office.db.execute(
        "select kind, id from agreement"
        " where session_id = ? and kind in ('convention', 'contract')",
        [session_id],
    ).fetchall():
        yield prepare(kind, Subject(agreement_id=agreement_id))
    for key in ("attendance_sheet", "name_plates"):
        yield prepare(key, Subject(session_id=session_id))
    for person in files(session_id).seated:
        for key in _OF_PEOPLE:
            yield prepare(key, Subject(enrolment_id=person.enrolment.id))
    for (invoice_id,) in office.db.execute(
        "select id from invoice where session_id = ? and number is not null", [session_id]
    ).fetchall():
        yield prepare("invoice", Subject(invoice_id=invoice_id))


def _keep(office: Office, prepared: Prepared, session_id: int) -> None:
    data = publishing.frozen(prepared.data)
    person = getattr(prepared.data, "participant", None)
    paper = papers.IssuedPaper(
        kind=prepared.kind.key,
        title=prepared.kind.name,
        reference=prepared.name,
        file_name=f"{prepared.name}.pdf",
        issued_on=prepared.on,
        issued_at=datetime.now().astimezone().replace(microsecond=0, tzinfo=None),
        pages=1,
        sha256=hashlib.sha256(data.encode()).hexdigest(),
        session_id=session_id,
        agreement_id=prepared.subject.agreement_id,
        invoice_id=prepared.subject.invoice_id,
        trainee_id=person.enrolment.trainee_id if person else None,
    )
    papers.add_paper(office.db, paper, b"%PDF-", data, {})


PARTS: dict[str, Callable[[Office], list[Figure]]] = {"coherence": agreement}
