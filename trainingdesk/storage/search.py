"""Find anything by a few letters of its name or number."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import from_cents
from trainingdesk.domain.parties import ClientKind, FunderKind
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.sessions import SessionState
from trainingdesk.domain.supplier_bills import BillKind
from trainingdesk.french import euros, period, short_date, sort_key
from trainingdesk.storage.migrations.triggers import KINDS, Found
from trainingdesk.storage.rows import Row

LIMIT = 50
RANKED = 2000
"""With more matches than this, weighing each takes long and tells little: the latest come first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is called, and what tells it from its namesakes."""

    kind: Found
    id: int
    label: str
    detail: str


def find(db: Database, text: str, limit: int = LIMIT) -> list[Hit]:
    """Return what bears every typed word, each taken as the beginning of one.

    First come those whose text begins with the first typed word, then the best matches, then the
    latest made; of very many only the latest.
    """
    words = _split(text)
    if not words:
        return []
    places = _places(db, _expression(words, "^"), limit)
    if len(places) < limit:
        others = _places(db, _expression(words), limit)
        places += [place for place in others if place not in set(places)]
    return _hits(db, places[:limit])


def _split(text: str) -> list[str]:
    """Return the words of a text; nothing but letters and digits gets into an expression."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(sign if sign.isalnum() else " " for sign in whole).split()


def _expression(words: Sequence[str], place: str = "") -> str:
    """Return what FTS5 looks for, *place* standing before the first word."""
    return " AND ".join(
        f"({_alternatives(word, '' if number else place)})" for number, word in enumerate(words)
    )


def _alternatives(word: str, place: str) -> str:
    """Look for a word without accents, and as typed for letters that the index keeps whole."""
    plain = " + ".join(f'"{part}"' for part in _split(sort_key(word)))
    typed = f'"{word}"'
    return " OR ".join(f"{place} {form} *" for form in dict.fromkeys((plain, typed)) if form)


def _places(db: Database, expression: str, limit: int) -> list[int]:
    latest = _matches(db, expression, "rowid desc", RANKED)
    if len(latest) == RANKED:
        return latest[:limit]
    return _matches(db, expression, "rank, rowid desc", limit)


def _matches(db: Database, expression: str, order: str, limit: int) -> list[int]:
    rows = db.execute(
        f"select rowid from search_index where search_index match ? order by {order} limit ?",
        [expression, limit],
    )
    return [rowid for (rowid,) in rows]


def _hits(db: Database, places: Sequence[int]) -> list[Hit]:
    """Return the hits in the order of their places, one query for each kind."""
    ids: defaultdict[Found, list[int]] = defaultdict(list)
    for place in places:
        ids[Found(place % KINDS)].append(place // KINDS)
    hits: dict[int, Hit] = {}
    for kind, wanted in ids.items():
        query, told = _TOLD[kind]
        marks = ", ".join("?" * len(wanted))
        for row in db.query(f"{query} where x.id in ({marks})", wanted):
            title, *details = told(row)
            detail = " · ".join(part for part in details if part)
            hits[row["id"] * KINDS + kind] = Hit(kind, row["id"], title, detail)
    return [hits[place] for place in places]


# How each kind is told: a label, then details, of which the empty ones are left out -------------


def _course(row: Row) -> tuple[str, ...]:
    field = " – ".join(filter(None, (row["name"], row["part"])))
    return row["title"], row["code"], field, _archived(row)


def _client(row: Row) -> tuple[str, ...]:
    kind = ClientKind(row["kind"])
    name = " ".join(filter(None, (row["first_name"], row["name"])))
    return name, label(kind), row["address_city"], _archived(row)


def _trainee(row: Row) -> tuple[str, ...]:
    return _person(row), row["employer"] or "", row["email"], _archived(row)


def _session(row: Row) -> tuple[str, ...]:
    dates = ""
    if row["starts_on"] and row["ends_on"]:
        dates = period(date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))
    return row["title"], row["number"], dates, label(SessionState(row["state"]))


def _proposal(row: Row) -> tuple[str, ...]:
    version = f"version {row['version']}" if row["version"] > 1 else ""
    state = label(ProposalState(row["state"]))
    return row["title"], row["number"], version, row["client"], _day(row["created_on"]), state


def _invoice(row: Row) -> tuple[str, ...]:
    noun = label(InvoiceKind(row["kind"])).capitalize()
    title = f"{noun} {row['number'] or '(brouillon)'}"
    amount = euros(from_cents(row["total_ttc_cents"]))
    return title, row["payer_name"] or row["client"], _day(row["issued_on"]), amount


def _trainer(row: Row) -> tuple[str, ...]:
    return _person(row), row["company"], row["email"], _archived(row)


def _funder(row: Row) -> tuple[str, ...]:
    return row["name"], label(FunderKind(row["kind"])), _archived(row)


def _contact(row: Row) -> tuple[str, ...]:
    return _person(row), row["role"], row["client"], _archived(row)


def _venue(row: Row) -> tuple[str, ...]:
    return row["name"], row["address_city"], _archived(row)


def _agreement(row: Row) -> tuple[str, ...]:
    noun = label(AgreementKind(row["kind"])).capitalize()
    return f"{noun} {row['number']}", row["client"], row["title"], _day(row["signed_on"])


def _supplier_bill(row: Row) -> tuple[str, ...]:
    noun = "Avoir reçu" if row["kind"] == BillKind.CREDIT_NOTE else "Facture reçue"
    amount = euros(from_cents(row["total_ttc_cents"]))
    return f"{noun} {row['number']}", row["supplier_name"], _day(row["issued_on"]), amount


def _person(row: Row) -> str:
    return " ".join(filter(None, (row["first_name"], row["last_name"])))


def _archived(row: Row) -> str:
    return "archivé" if row["archived_on"] else ""


def _day(text: str | None) -> str:
    return short_date(date.fromisoformat(text)) if text else ""


_CLIENT = """
    trim(c.first_name || ' ' || c.name) as client from {} x join client c on c.id = x.client_id
"""
_TRAINEE = """
    select x.*, (
        select trim(c.first_name || ' ' || c.name)
        from employment e join client c on c.id = e.client_id
        where e.trainee_id = x.id order by coalesce(e.starts_on, '') desc, e.id desc limit 1
    ) as employer
    from trainee x
"""
_AGREEMENT = f"""
    select x.*, s.title, {_CLIENT.format("agreement")}
    join training_session s on s.id = x.session_id
"""

_NO_FILE = "x.id, x.kind, x.number, x.supplier_name, x.issued_on, x.total_ttc_cents"

_TOLD: dict[Found, tuple[str, Callable[[Row], tuple[str, ...]]]] = {
    Found.COURSE: (
        "select x.*, c.name, c.part from course x left join category c on c.id = x.category_id",
        _course,
    ),
    Found.CLIENT: ("select * from client x", _client),
    Found.TRAINEE: (_TRAINEE, _trainee),
    Found.SESSION: ("select * from training_session x", _session),
    Found.PROPOSAL: (f"select x.*, {_CLIENT.format('proposal')}", _proposal),
    Found.INVOICE: (f"select x.*, {_CLIENT.format('invoice')}", _invoice),
    Found.TRAINER: ("select * from trainer x", _trainer),
    Found.FUNDER: ("select * from funder x", _funder),
    Found.CONTACT: (f"select x.*, {_CLIENT.format('contact')}", _contact),
    Found.VENUE: ("select * from venue x", _venue),
    Found.AGREEMENT: (_AGREEMENT, _agreement),
    Found.SUPPLIER_BILL: (f"select {_NO_FILE} from supplier_invoice x", _supplier_bill),
}


def matching(text: str) -> str:
    """Return what the index is asked for a typed text; empty when it holds no word."""
    return _expression(_split(text))
