"""Papers that came back to a session, in the file."""

from collections import defaultdict
from collections.abc import Iterable

from sqlite_utils import Database

from trainingdesk.domain.session_documents import SessionDocument
from trainingdesk.storage.rows import Table, columns, from_row

DOCUMENTS = Table("session_document", SessionDocument)

_LISTED = ", ".join(
    "null as content" if name == "content" else name for name in ("id", *columns(SessionDocument))
)


def documents_of(db: Database, session_id: int) -> list[SessionDocument]:
    """Return what came back to a session, the latest first, without the bytes."""
    slots: defaultdict[int, list[int]] = defaultdict(list)
    for document_id, slot_id in db.execute(
        "select s.document_id, s.slot_id from session_document_slot s"
        " join session_document d on d.id = s.document_id"
        " join slot t on t.id = s.slot_id"
        " where d.session_id = ? order by t.day, t.starts_at",
        [session_id],
    ):
        slots[document_id].append(slot_id)
    rows = db.query(
        f"select {_LISTED} from session_document where session_id = ?"
        " order by received_on desc, id desc",
        [session_id],
    )
    return [from_row(SessionDocument, row, slot_ids=tuple(slots[row["id"]])) for row in rows]


def document(db: Database, document_id: int) -> SessionDocument:
    """Return one document, bytes and half-days included.

    Raises:
        RuleBroken: it was deleted meanwhile.
    """
    slots = db.execute(
        "select slot_id from session_document_slot where document_id = ? order by slot_id",
        [document_id],
    )
    return DOCUMENTS.get(db, document_id, slot_ids=tuple(slot_id for (slot_id,) in slots))


def add(db: Database, document: SessionDocument) -> int:
    """Keep a document and the half-days it is about; return its id."""
    document_id = DOCUMENTS.insert(db, document)
    add_slots(db, document_id, document.slot_ids)
    return document_id


def add_slots(db: Database, document_id: int, slot_ids: Iterable[int]) -> None:
    """Note that a document is about these half-days as well."""
    for slot_id in slot_ids:
        db.execute(
            "insert into session_document_slot values (?, ?) on conflict do nothing",
            [document_id, slot_id],
        )


def kept_in(db: Database, session_id: int, sha256: str) -> int | None:
    """Return the document of a session that holds the same bytes already, or `None`."""
    found = db.execute(
        "select id from session_document where session_id = ? and sha256 = ?", [session_id, sha256]
    ).fetchone()
    return None if found is None else int(found[0])


def proven_slots(db: Database, session_id: int) -> frozenset[int]:
    """Return the half-days of a session that some document of it is about."""
    rows = db.execute(
        "select s.slot_id from session_document_slot s join session_document d"
        " on d.id = s.document_id where d.session_id = ?",
        [session_id],
    )
    return frozenset(slot_id for (slot_id,) in rows)


def session_with(db: Database, sha256: str) -> str | None:
    """Return the number of the session where the same bytes are kept already, or `None`."""
    found = db.execute(
        "select t.number from session_document d join training_session t on t.id = d.session_id"
        " where d.sha256 = ? limit 1",
        [sha256],
    ).fetchone()
    return None if found is None else str(found[0])


def session_numbers(db: Database) -> list[tuple[int, str, str]]:
    """Return the id, number and title of the sessions that took or take place, the latest first."""
    return [
        (row[0], row[1], row[2])
        for row in db.execute(
            "select id, number, title from training_session"
            " where state not in ('cancelled', 'postponed')"
            " order by coalesce(starts_on, '9999') desc, id desc"
        )
    ]
