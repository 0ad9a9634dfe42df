"""Issued papers and the signed copies that come back, in the file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from trainingdesk.storage.rows import Table, from_row


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper:
    """A paper that left: what it is, whom it concerns and the hash of its bytes.

    One that bears the office's seal names its holder, and keeps the hash that it had before.
    """

    kind: str
    title: str
    reference: str
    file_name: str
    issued_on: date
    issued_at: datetime
    pages: int
    sha256: str
    unsealed_sha256: str | None = None
    sealed_by: str = ""
    session_id: int | None = None
    client_id: int | None = None
    trainee_id: int | None = None
    course_version_id: int | None = None
    conditions_id: int | None = None
    proposal_id: int | None = None
    agreement_id: int | None = None
    invoice_id: int | None = None
    settlement_id: int | None = None
    amendment_id: int | None = None
    register_entry_id: int | None = None
    trainer_id: int | None = None
    funder_id: int | None = None
    incident_id: int | None = None
    maintenance_id: int | None = None
    disciplinary_case_id: int | None = None
    cheque_slip_id: int | None = None
    replaces_id: int | None = None
    id: int | None = None

    @property
    def content_sha256(self) -> str:
        """The hash of the paper as it was composed, which no seal changes."""
        return self.unsealed_sha256 or self.sha256


PAPERS = Table("issued_paper", IssuedPaper)


def add_paper(
    db: Database, paper: IssuedPaper, pdf: bytes, data: str, texts: dict[str, int]
) -> int:
    """Keep a paper, its bytes, the data it was made from as JSON and the version of each text."""
    paper_id = PAPERS.insert(db, paper)
    db.execute(
        "insert into paper_content (paper_id, data, texts, pdf) values (?, ?, ?, ?)",
        [paper_id, data, json.dumps(texts), pdf],
    )
    return paper_id


def pdf_of(db: Database, paper_id: int) -> bytes:
    """Return the bytes of an issued paper."""
    (pdf,) = db.execute("select pdf from paper_content where paper_id = ?", [paper_id]).fetchone()
    return bytes(pdf)


def data_of(db: Database, paper_id: int) -> str:
    """Return the JSON of the data that a paper was made from."""
    found = db.execute("select data from paper_content where paper_id = ?", [paper_id])
    (data,) = found.fetchone()
    return str(data)


def kept_with(db: Database, paper_id: int) -> tuple[str, dict[str, int]]:
    """Return the JSON of the data that a paper was made from, and the version of each text."""
    found = db.execute("select data, texts from paper_content where paper_id = ?", [paper_id])
    data, texts = found.fetchone()
    return str(data), json.loads(texts)


def kinds_issued(db: Database, session_id: int) -> set[str]:
    """Return the kinds of which a paper of a session left."""
    found = db.execute("select distinct kind from issued_paper where session_id = ?", [session_id])
    return {kind for (kind,) in found}


def signed_since(db: Database, paper_id: int) -> date | None:
    """Return the day that the latest signed copy of a paper bears, else the day it came."""
    found = db.execute(
        "select coalesce(signed_on, received_on) from signed_copy where paper_id = ?"
        " order by id desc limit 1",
        [paper_id],
    ).fetchone()
    return date.fromisoformat(found[0]) if found else None


def latest_of_session(
    db: Database, session_id: int, kinds: Sequence[str]
) -> list[tuple[IssuedPaper, str]]:
    """Return the latest issue of each paper of a session, with the JSON it was made from."""
    marks = ", ".join("?" * len(kinds))
    rows = db.query(
        f"""
        select p.*, c.data from issued_paper p join paper_content c on c.paper_id = p.id
        where p.id in (
            select max(id) from issued_paper where session_id = ? and kind in ({marks})
            group by kind, agreement_id, invoice_id, trainee_id, client_id, trainer_id)
        order by p.id
        """,
        [session_id, *kinds],
    )
    return [(from_row(IssuedPaper, row), row["data"]) for row in rows]


def papers_where(db: Database, condition: str, values: list[Any]) -> list[IssuedPaper]:
    """Return the papers that an SQL condition picks."""
    return PAPERS.where(db, condition, values)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCopy:
    """A copy that came back, with the channel it took and the bytes of its scan, if any."""

    paper_id: int
    received_on: date
    channel: str = ""
    reference: str = ""
    signed_on: date | None = None
    signed_by: str = ""
    file_name: str = ""
    sha256: str = ""
    content: bytes | None = None
    id: int | None = None


SIGNED_COPIES = Table("signed_copy", SignedCopy)
