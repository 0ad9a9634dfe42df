"""The office's own certificates in the file."""

from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.office_documents import OfficeDocument, OfficeDocumentKind
from trainingdesk.storage.rows import Table, from_row

OFFICE_DOCUMENTS = Table("office_document", OfficeDocument)


def listed(db: Database) -> list[OfficeDocument]:
    """Return the papers by kind, the latest first, their scans left out."""
    rows = db.query(
        "select id, kind, label, reference, received_on, valid_until, file_name, sha256,"
        " null as content from office_document"
        " order by kind, coalesce(valid_until, '9999') desc, received_on desc, id desc"
    )
    found = [from_row(OfficeDocument, row) for row in rows]
    order = list(OfficeDocumentKind)
    return sorted(found, key=lambda document: order.index(document.kind))


def endings(db: Database) -> list[tuple[OfficeDocumentKind, date]]:
    """Return the last day of each kind of paper that ends and that none without end replaces.

    A paper without end replaces those that came before it.
    """
    rows = db.execute(
        """
        select kind, max(valid_until) from office_document d where kind <> 'other'
            and not exists (select 1 from office_document n
                where n.kind = d.kind and n.valid_until is null
                and coalesce(n.received_on, '9999') >= coalesce(d.received_on, ''))
            and valid_until is not null
        group by kind order by 2
        """
    )
    return [(OfficeDocumentKind(kind), date.fromisoformat(day)) for kind, day in rows.fetchall()]


def named_endings(db: Database) -> list[tuple[str, date]]:
    """Return the last day of each paper of no listed kind, by its name."""
    rows = db.execute(
        "select label, max(valid_until) from office_document d"
        " where kind = 'other' and valid_until is not null"
        " and not exists (select 1 from office_document n where n.kind = d.kind"
        " and n.label = d.label and n.valid_until is null"
        " and coalesce(n.received_on, '9999') >= coalesce(d.received_on, ''))"
        " group by label order by 2"
    )
    return [(name, date.fromisoformat(day)) for name, day in rows.fetchall()]
