"""The lists that pages show: ids found, filtered and sorted in SQL, rows read page by page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from trainingdesk.storage.migrations.triggers import KINDS, Found
from trainingdesk.storage.owing import CAME, CASHED, DEDUCTED, REMAINING, SOLD_HT, UNALLOCATED
from trainingdesk.storage.search import matching

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """What one list reads.

    `columns` gives the SQL of each column by name; `sorts` replaces it where people expect another
    order (a name by its stored key). `filters` gives an SQL condition by name, with one `?` a
    value. `sums` are added up for the status bar. Words typed are looked for in the search index
    where the list is `found` there, else anywhere in the SQL that is `searched`.
    """

    name: str
    source: str
    id: str
    columns: Mapping[str, str]
    order: str
    found: Found | None = None
    descending: bool = False
    sorts: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)
    searched: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a list: words typed, filters by name with their values, the order."""

    text: str = ""
    filters: Mapping[str, Sequence[object]] = field(default_factory=dict)
    order: str = ""
    descending: bool = False


def _condition(listing: Listing, asked: Asked) -> tuple[str, list[object]]:
    parts, values = ["1"], list[object]()
    for name, given in asked.filters.items():
        parts.append(f"({listing.filters[name]})")
        values += given
    if listing.found is not None and (words := matching(asked.text)):
        parts.append(
            f"{listing.id} in (select (rowid - {int(listing.found)}) / {KINDS} from search_index"
            f" where search_index match ? and rowid % {KINDS} = {int(listing.found)})"
        )
        values.append(words)
    for word in asked.text.split() if listing.searched else ():
        parts.append(f"instr(french_key({listing.searched}), french_key(?)) > 0")
        values.append(word)
    return " and ".join(parts), values


def find_ids(db: Database, listing: Listing, asked: Asked) -> list[int]:
    """Return the ids of the rows asked for, in their order; equal ones newest first."""
    condition, values = _condition(listing, asked)
    name = asked.order or listing.order
    descending = asked.descending if asked.order else listing.descending
    key = listing.sorts.get(name, listing.columns[name])
    direction = "desc" if descending else "asc"
    # One JSON text is read three times faster than as many rows; the group keeps their order.
    (ids,) = db.execute(
        f"select json_group_array(id) from (select {listing.id} as id from {listing.source}"
        f" where {condition} order by {key} {direction}, {listing.id} desc)",
        values,
    ).fetchone()
    found: list[int] = json.loads(ids)
    return found


def fetch(db: Database, listing: Listing, ids: Sequence[int]) -> dict[int, Row]:
    """Return the rows with these ids, by id."""
    columns = ", ".join(f"{sql} as {name}" for name, sql in listing.columns.items())
    marks = ", ".join("?" * len(ids))
    rows = db.query(
        f"select {listing.id} as row_id, {columns} from {listing.source}"
        f" where {listing.id} in ({marks})",
        list(ids),
    )
    return {row.pop("row_id"): row for row in rows}


def sums(db: Database, listing: Listing, asked: Asked) -> dict[str, int]:
    """Return the sums of the rows asked for, in cents."""
    if not listing.sums:
        return {}
    condition, values = _condition(listing, asked)
    columns = ", ".join(f"coalesce(sum({sql}), 0) as {name}" for name, sql in listing.sums.items())
    query = f"select {columns} from {listing.source} where {condition}"
    return next(iter(db.query(query, values)))


_CATEGORY = "coalesce(g.name || iif(g.part = '', '', ' – ' || g.part), '')"

COURSES = Listing(
    name="courses",
    source="course c left join category g on g.id = c.category_id"
    " join course_version v on v.course_id = c.id and v.number ="
    " (select max(number) from course_version where course_id = c.id)",
    id="c.id",
    columns={
        "code": "c.code",
        "title": "c.title",
        "category": _CATEGORY,
        "days": "v.sheet_days",
        "hours": "v.sheet_hours",
        "price": "v.sheet_price_ht_cents",
        "version_date": "v.sheet_version_date",
        "sessions": "(select count(*) from training_session s join course_version w"
        " on w.id = s.course_version_id where w.course_id = c.id)",
        "archived_on": "c.archived_on",
    },
    sorts={
        "title": "c.sort_name",
        "category": f"french_key({_CATEGORY})",
        "days": "cast(v.sheet_days as real)",
        "hours": "cast(v.sheet_hours as real)",
    },
    order="title",
    found=Found.COURSE,
    filters={
        "active": "c.archived_on is null",
        "archived": "c.archived_on is not null",
        "category": "c.category_id = ?",
    },
)

_OWED = (
    "(select coalesce(sum(iif(i.kind = 'credit_note', -1, 1) * i.total_ttc_cents), 0)"
    " from invoice i where i.client_id = c.id and i.payer_funder_id is null"
    " and i.number is not null)"
    " - (select coalesce(sum(a.amount_cents), 0) from payment_allocation a"
    " join invoice i on i.id = a.invoice_id"
    f" where i.client_id = c.id and i.payer_funder_id is null and {CASHED})"
    f" - (select coalesce(sum({DEDUCTED}), 0) from invoice i where i.client_id = c.id"
    " and i.kind in ('balance', 'cancellation_fee') and i.number is not null)"
)

CLIENTS = Listing(
    name="clients",
    source="client c",
    id="c.id",
    columns={
        "name": "trim(c.name || ' ' || c.first_name)",
        "kind": "c.kind",
        "city": "c.address_city",
        "phone": "c.phone",
        "email": "c.email",
        "sessions": "(select count(distinct session_id) from enrolment e where e.client_id = c.id)",
        "owed": _OWED,
        "archived_on": "c.archived_on",
    },
    sorts={"name": "c.sort_name", "city": "french_key(c.address_city)"},
    order="name",
    found=Found.CLIENT,
    filters={
        "active": "c.archived_on is null",
        "archived": "c.archived_on is not null",
        "kind": "c.kind = ?",
    },
)


def _employer(column: str) -> str:
    return (
        f"coalesce((select c.{column} from employment j join client c on c.id = j.client_id"
        " where j.trainee_id = t.id and j.ends_on is null order by j.starts_on desc limit 1), '')"
    )


TRAINEES = Listing(
    name="trainees",
    source="trainee t",
    id="t.id",
    columns={
        "name": "trim(t.last_name || ' ' || t.first_name)",
        "employer": _employer("name"),
        "email": "t.email",
        "phone": "t.phone",
        "sessions": "(select count(*) from enrolment e where e.trainee_id = t.id)",
        "archived_on": "t.archived_on",
    },
    sorts={"name": "t.sort_name", "employer": _employer("sort_name")},
    order="name",
    found=Found.TRAINEE,
    filters={"active": "t.archived_on is null", "archived": "t.archived_on is not null"},
)

FUNDERS = Listing(
    name="funders",
    source="funder f",
    id="f.id",
    columns={
        "name": "f.name",
        "kind": "f.kind",
        "city": "f.address_city",
        "phone": "f.phone",
        "email": "f.email",
        "sessions": "(select count(distinct session_id) from funding g where g.funder_id = f.id)",
        "archived_on": "f.archived_on",
    },
    sorts={"name": "f.sort_name", "city": "french_key(f.address_city)"},
    order="name",
    found=Found.FUNDER,
    filters={"active": "f.archived_on is null", "archived": "f.archived_on is not null"},
)

_PLACE = (
    "coalesce((select name from venue v where v.id = s.venue_id),"
    " iif(s.modality in ('remote', 'e_learning'), 'À distance', ''))"
)

SESSIONS = Listing(
    name="sessions",
    source="training_session s",
    id="s.id",
    columns={
        "number": "s.number",
        "title": "s.title",
        "starts_on": "s.starts_on",
        "ends_on": "s.ends_on",
        "kind": "s.kind",
        "state": "s.state",
        "place": _PLACE,
        "enrolled": "(select count(*) from enrolment e where e.session_id = s.id"
        " and e.state not in ('replaced', 'cancelled'))",
        "minimum": "s.minimum",
        "maximum": "s.maximum",
    },
    sorts={"title": "french_key(s.title)", "place": f"french_key({_PLACE})"},
    order="starts_on",
    descending=True,
    found=Found.SESSION,
    filters={
        "state": "s.state = ?",
        "kind": "s.kind = ?",
        "between": "s.ends_on >= ? and s.starts_on <= ?",
        "client": "s.id in (select session_id from enrolment where client_id = ?)",
        "trainee": "s.id in (select session_id from enrolment where trainee_id = ?)",
        "course": "s.course_version_id in (select id from course_version where course_id = ?)",
        "trainer": "s.id in (select o.session_id from slot_trainer x join slot o"
        " on o.id = x.slot_id where x.trainer_id = ?)",
    },
)

_CLIENT_NAME = "trim(c.name || ' ' || c.first_name)"

PROPOSALS = Listing(
    name="proposals",
    source="proposal p left join client c on c.id = p.client_id",
    id="p.id",
    columns={
        "number": "p.number || iif(p.version > 1, ' v' || p.version, '')",
        "client": _CLIENT_NAME,
        "title": "p.title",
        "created_on": "p.created_on",
        "valid_until": "p.valid_until",
        "state": "p.state",
        "total_ht": "p.total_ht_cents",
    },
    sorts={"client": "c.sort_name", "title": "french_key(p.title)"},
    order="created_on",
    descending=True,
    found=Found.PROPOSAL,
    filters={
        "state": "p.state = ?",
        "between": "p.created_on between ? and ?",
        "client": "p.client_id = ?",
    },
    sums={"total_ht": "p.total_ht_cents"},
)

_REMAINING = f"iif(i.number is null or i.kind = 'credit_note', 0, {REMAINING})"


def _payer(column: str) -> str:
    return f"coalesce((select f.{column} from funder f where f.id = i.payer_funder_id), '')"


INVOICES = Listing(
    name="invoices",
    source="invoice i left join client c on c.id = i.client_id",
    id="i.id",
    columns={
        "number": "coalesce(i.number, '')",
        "kind": "i.kind",
        "issued_on": "i.issued_on",
        "client": _CLIENT_NAME,
        "payer": _payer("name"),
        "session": "coalesce((select number from training_session s"
        " where s.id = i.session_id), '')",
        "total_ht": "iif(i.kind = 'credit_note', -1, 1) * i.total_ht_cents",
        "total_ttc": "iif(i.kind = 'credit_note', -1, 1) * i.total_ttc_cents",
        "due_on": "i.due_on",
        "remaining": _REMAINING,
    },
    sorts={
        "client": "c.sort_name",
        "payer": _payer("sort_name"),
        # As it stands in its index.
        "number": "i.number",
        "issued_on": "coalesce(i.issued_on, '9999')",
    },
    order="issued_on",
    descending=True,
    found=Found.INVOICE,
    filters={
        "draft": "i.number is null",
        "issued": "i.number is not null",
        "unpaid": f"{_REMAINING} > 0",
        "overdue": f"{_REMAINING} > 0 and i.due_on < ?",
        "kind": "i.kind = ?",
        "not_kind": "i.kind <> ?",
        "between": "i.issued_on between ? and ?",
        "client": "i.client_id = ?",
        "session": "i.session_id = ?",
        "funder": "i.payer_funder_id = ?",
    },
    sums={
        "total_ht": SOLD_HT,
        "remaining": _REMAINING,
    },
)

AGREEMENTS = Listing(
    name="agreements",
    source="agreement a left join client c on c.id = a.client_id"
    " left join training_session s on s.id = a.session_id",
    id="a.id",
    columns={
        "number": "a.number",
        "kind": "a.kind",
        "client": _CLIENT_NAME,
        "session": "s.number",
        "starts_on": "s.starts_on",
        "state": "a.state",
        "signed_on": "a.signed_on",
        "total_ht": "a.total_ht_cents",
    },
    sorts={"client": "c.sort_name"},
    order="number",
    descending=True,
    found=Found.AGREEMENT,
    filters={
        "state": "a.state = ?",
        "between": "s.ends_on >= ? and s.starts_on <= ?",
        "client": "a.client_id = ?",
        "session": "a.session_id = ?",
    },
    sums={"total_ht": "a.total_ht_cents"},
)

_PAYING = (
    "coalesce((select f.name from funder f where f.id = p.funder_id),"
    " (select trim(c.name || ' ' || c.first_name) from client c where c.id = p.client_id), '')"
)
_PAYING_KEY = (
    "coalesce((select f.sort_name from funder f where f.id = p.funder_id),"
    " (select c.sort_name from client c where c.id = p.client_id), '')"
)

_SETTLED = (
    "coalesce((select group_concat(i.number, ', ') from invoice i where i.id in"
    " (select a.invoice_id from payment_allocation a where a.payment_id = p.id"
    " group by 1 having sum(a.amount_cents) <> 0)), '')"
)

PAYMENTS = Listing(
    name="payments",
    source="payment p",
    id="p.id",
    columns={
        "paid_on": "p.paid_on",
        "amount": "p.amount_cents",
        "means": "p.means",
        "held_until": "p.held_until",
        "reference": "p.reference",
        "invoices": _SETTLED,
        "client": _PAYING,
        "unallocated": UNALLOCATED,
        "kind": "p.kind",
    },
    sorts={"client": _PAYING_KEY, "reference": "p.reference collate nocase"},
    order="paid_on",
    descending=True,
    filters={
        "between": "p.paid_on between ? and ?",
        "means": "p.means = ?",
        "payment_kind": "p.kind = ?",
        "held": "p.held_until is not null",
        "client": "p.client_id = ?",
        "funder": "p.funder_id = ?",
    },
    sums={"amount": f"iif({CAME}, p.amount_cents, 0)"},
    searched=f"{_PAYING} || ' ' || {_SETTLED} || ' ' || p.reference || ' ' || p.notes",
)

_BILLED = "iif(b.kind = 'credit_note', -1, 1) * b.{0}_cents"
_TO_PAY = f"iif(b.paid_on is null, {_BILLED.format('total_ttc')}, 0)"

SUPPLIER_BILLS = Listing(
    name="supplier_bills",
    source="supplier_invoice b left join training_session s on s.id = b.session_id",
    id="b.id",
    columns={
        "supplier": "b.supplier_name",
        "number": "b.number",
        "issued_on": "b.issued_on",
        "charge": "b.charge",
        "session": "coalesce(s.number, '')",
        "total_ht": _BILLED.format("total_ht"),
        "total_ttc": _BILLED.format("total_ttc"),
        "due_on": "b.due_on",
        "paid_on": "b.paid_on",
        "faults": "iif(b.faults = '', 0, length(b.faults) - length(replace(b.faults, char(10), ''))"
        " + 1)",
    },
    sorts={
        "supplier": "b.sort_name",
        "number": "b.number collate nocase",
        "due_on": "coalesce(b.due_on, '9999')",
    },
    order="issued_on",
    descending=True,
    found=Found.SUPPLIER_BILL,
    filters={
        "between": "b.issued_on between ? and ?",
        "unpaid": "b.paid_on is null",
        "overdue": "b.paid_on is null and b.due_on < ?",
        "faulty": "b.faults <> ''",
        "charge": "b.charge = ?",
        "session": "b.session_id = ?",
    },
    sums={"total_ht": _BILLED.format("total_ht"), "to_pay": _TO_PAY},
)

REGISTER = Listing(
    name="register",
    source="register_entry r left join client c on c.id = r.client_id",
    id="r.id",
    columns={
        "received_on": "r.received_on",
        "kind": "r.kind",
        "client": f"coalesce({_CLIENT_NAME}, '')",
        "said_by": "r.said_by",
        "facts": "r.facts",
        "answered_on": "r.answered_on",
        "closed_on": "r.closed_on",
    },
    sorts={
        "client": "c.sort_name",
        "said_by": "french_key(r.said_by)",
        "facts": "french_key(r.facts)",
    },
    order="received_on",
    descending=True,
    filters={
        "kind": "r.kind = ?",
        "open": "r.closed_on is null",
        "unanswered": "r.answered_on is null and r.closed_on is null",
        "closed": "r.closed_on is not null",
        "between": "r.received_on between ? and ?",
        "client": "r.client_id = ?",
        "session": "r.session_id = ?",
    },
    searched=f"coalesce({_CLIENT_NAME}, '') || ' ' || r.said_by || ' ' || r.facts"
    " || ' ' || r.answer || ' ' || r.action",
)

TRAINERS = Listing(
    name="trainers",
    source="trainer t",
    id="t.id",
    columns={
        "name": "trim(t.last_name || ' ' || t.first_name)",
        "kind": "t.kind",
        "qualification": "t.qualification",
        "phone": "t.phone",
        "email": "t.email",
        # What a later paper of its kind replaces ends no more.
        "ends_next": "(select min(last) from (select max(valid_until) as last"
        " from trainer_document d where d.trainer_id = t.id and valid_until is not null"
        " and not exists (select 1 from trainer_document n where n.trainer_id = d.trainer_id"
        " and n.kind = d.kind and n.valid_until is null"
        " and coalesce(n.received_on, '9999') >= coalesce(d.received_on, '')) group by kind))",
        "archived_on": "t.archived_on",
    },
    sorts={"name": "t.sort_name", "qualification": "french_key(t.qualification)"},
    order="name",
    found=Found.TRAINER,
    filters={
        "active": "t.archived_on is null",
        "archived": "t.archived_on is not null",
        "kind": "t.kind = ?",
    },
)

VENUES = Listing(
    name="venues",
    source="venue v",
    id="v.id",
    columns={
        "name": "v.name",
        "city": "v.address_city",
        "rooms": "(select count(*) from room r where r.venue_id = v.id)",
        "seats": "(select coalesce(sum(capacity), 0) from room r where r.venue_id = v.id)",
        "archived_on": "v.archived_on",
    },
    sorts={"name": "v.sort_name", "city": "french_key(v.address_city)"},
    order="name",
    found=Found.VENUE,
    filters={"active": "v.archived_on is null", "archived": "v.archived_on is not null"},
)
