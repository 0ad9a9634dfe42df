"""What the file does by itself: it guards what was issued, records what changed, indexes names."""

from collections.abc import Iterator
from enum import IntEnum

from sqlite_utils import Database

NOT_RECORDED = {
    "history",
    "setting",
    "number_sequence",
    "paper_content",
    "chain_link",
    "period_closing",
    "_sqlite_migrations",
}


ORIGIN = "0" * 64
"""What the first link of the chain holds in place of the fingerprint of one before."""


_LATE_MONEY = "règlement ; vérifiez la date de cet ordinateur"
_PAYMENT, _TAKE_BACK = "un règlement enregistré", " ; annulez-le, puis saisissez-le de nouveau"


def guards() -> Iterator[str]:
    """Refuse, in the file itself, to change what has left the office."""
    issued = "select number is not null from invoice where id ="
    for event in ("update", "delete"):
        yield _refusal("invoice", event, "old.number is not null", "une facture émise")
        yield _refusal("invoice_line", event, f"({issued} old.owner_id)", "une facture émise")
        yield _refusal(
            "invoice_deduction", event, f"({issued} old.invoice_id)", "une facture émise"
        )
        yield _refusal("issued_paper", event, "1", "un document édité")
        yield _refusal("paper_content", event, "1", "un document édité")
        yield _refusal("chain_link", event, "1", "un maillon de la chaîne des factures")
        yield _refusal("period_closing", event, "1", "une clôture")
        yield _refusal("chorus_event", event, "1", "un état de Chorus Pro")
        yield _refusal("payment", event, "old.held_until is null", _PAYMENT, _TAKE_BACK)
    yield _refusal("payment_allocation", "update", "1", "une affectation")
    held = "exists (select 1 from payment p where p.id = old.payment_id and p.held_until is null)"
    yield _refusal("payment_allocation", "delete", held, "une affectation")
    yield _refusal("invoice_line", "insert", f"({issued} new.owner_id)", "une facture émise")
    yield _refusal("invoice_deduction", "insert", f"({issued} new.invoice_id)", "une facture émise")
    yield from _replacing()
    yield from _closed_periods()
    yield _link_order()


def _replacing() -> Iterator[str]:
    """Refuse to write over what is kept: `insert or replace` and `update or replace` delete.

    SQLite runs no trigger of deletion then, unless whoever writes asked for it.
    """
    for table, kept, words in (
        ("invoice", "k.number is not null", "une facture émise ne change plus"),
        ("payment", "k.held_until is null", f"{_PAYMENT} ne change plus{_TAKE_BACK}"),
        ("payment_allocation", "1", "une affectation ne change plus"),
        ("period_closing", "1", "une clôture ne change plus"),
        ("issued_paper", "1", "un document édité ne change plus"),
        ("paper_content", "1", "un document édité ne change plus"),
        ("chorus_event", "1", "un état de Chorus Pro ne change plus"),
    ):
        yield from _unique(table, "place", f"k.rowid = new.rowid and {kept}", words)
    yield from _unique(
        "invoice",
        "number",
        "k.number = new.number",
        "un numéro déjà donné ne sert plus ; choisissez un autre modèle de numéro",
    )
    same_period = "k.period = new.period and k.starts_on = new.starts_on"
    yield from _unique("period_closing", "period", same_period, "une clôture ne change plus")


def _unique(table: str, what: str, same: str, words: str) -> Iterator[str]:
    """Refuse another row `k` of a table that says the same as what is written."""
    for event, other in (("insert", "1"), ("update", "k.rowid <> old.rowid")):
        yield _aborted(
            f"{table}_keeps_{what}_{event}",
            f"{event} on {table}",
            f"exists (select 1 from {table} k where {same} and {other})",
            words,
        )


def _closed_periods() -> Iterator[str]:
    """Refuse to date an invoice, or to write money down, in a period that is closed or before."""
    last = "(select max(ends_on) from period_closing)"
    issued = f"new.number is not null and new.issued_on <= {last}"
    came = f"new.held_until is null and new.recorded_on <= {last}"
    for table, what, event, condition in (
        ("invoice", "facture", "insert", issued),
        ("invoice", "facture", "update", f"old.number is null and {issued}"),
        ("payment", _LATE_MONEY, "insert", came),
        ("payment", _LATE_MONEY, "update", came),
    ):
        yield _aborted(
            f"{table}_keeps_closed_period_{event}",
            f"{event} on {table}",
            condition,
            f"une période clôturée ne reçoit plus de {what}",
        )


def _link_order() -> str:
    """Refuse a link that does not follow the last one."""
    last = "(select sha256 from chain_link order by id desc limit 1)"
    follows = (
        "new.id = (select coalesce(max(id), 0) + 1 from chain_link)"
        f" and new.previous = coalesce({last}, '{ORIGIN}')"
    )
    return _aborted(
        "chain_link_keeps_order",
        "insert on chain_link",
        f"not ({follows})",
        "un maillon ne suit que le dernier de la chaîne des factures",
    )


_CLOSED, _REOPEN = "une session clôturée", " ; rouvrez-la d’abord en donnant un motif"
_CLOSED_SESSION = (
    "exists (select 1 from training_session t where t.id = {session} and t.state = 'closed')"
)
_OF_SLOT = "(select s.session_id from slot s where s.id = {row}.slot_id)"
_OF_SEAT = "(select e.session_id from enrolment e where e.id = {row}.enrolment_id)"
_SESSION_OF = {
    "slot": "{row}.session_id",
    "slot_trainer": _OF_SLOT,
    "enrolment": "{row}.session_id",
    "enrolment_step": _OF_SEAT,
    "attendance": _OF_SEAT,
    "objective_result": _OF_SEAT,
}
"""What a closed session froze, and which session a row of it belongs to."""


def archives() -> Iterator[str]:
    """Refuse, in the file itself, to change who was taught what and when once that is closed.

    Money, answers and signed papers still come in afterwards.
    """
    closed = "old.state = 'closed'"
    unless_reopened = f"{closed} and new.state = 'closed'"
    yield _refusal("training_session", "update", unless_reopened, _CLOSED, _REOPEN)
    yield _refusal("training_session", "delete", closed, _CLOSED, _REOPEN)
    for table, session in _SESSION_OF.items():
        for event in ("insert", "update", "delete"):
            row = "new" if event == "insert" else "old"
            condition = _CLOSED_SESSION.format(session=session.format(row=row))
            yield _refusal(table, event, condition, _CLOSED, _REOPEN)


def _refusal(table: str, event: str, condition: str, what: str, instead: str = "") -> str:
    words = f"{what} ne change plus{instead}"
    return _aborted(f"{table}_keeps_{event}", f"{event} on {table}", condition, words)


def _aborted(name: str, event: str, condition: str, words: str) -> str:
    return f"""
        create trigger {name} before {event} when {condition}
        begin select raise(abort, '{words}'); end
    """


def history(db: Database) -> Iterator[str]:
    """Record every row before and after, as JSON, blobs left out."""
    for table in db.tables:
        name = table.name
        if name in NOT_RECORDED or name.startswith(("search_index", "sqlite_")):
            continue
        names = [column.name for column in table.columns if column.type.lower() != "blob"]
        row_id = table.pks[0]
        states = {
            row: "json_object(" + ", ".join(f"'{n}', {row}.{n}" for n in names) + ")"
            for row in ("old", "new")
        }
        for action, row, before, after in (
            ("insert", "new", "null", states["new"]),
            ("update", "new", states["old"], states["new"]),
            ("delete", "old", states["old"], "null"),
        ):
            yield f"""
                create trigger history_{name}_{action} after {action} on {name}
                begin
                    insert into history (table_name, row_id, action, before, after)
                    values ('{name}', {row}.{row_id}, '{action}', {before}, {after});
                end
            """


class Found(IntEnum):
    """What a search can find; the number is part of the index and never changes."""

    COURSE = 1
    CLIENT = 2
    TRAINEE = 3
    SESSION = 4
    PROPOSAL = 5
    INVOICE = 6
    TRAINER = 7
    FUNDER = 8
    CONTACT = 9
    VENUE = 10
    AGREEMENT = 11
    SUPPLIER_BILL = 12


KINDS = 16
"""An index row is numbered `id * KINDS + kind`, so that its trigger finds it at once."""

_CLIENT_NAME = "(select c.name || ' ' || c.first_name from client c where c.id = {row}.client_id)"

_INDEXED = {
    Found.COURSE: ("course", ("{row}.code", "{row}.title")),
    Found.CLIENT: (
        "client",
        ("{row}.name", "{row}.first_name", "{row}.siret", "{row}.address_city", "{row}.email"),
    ),
    Found.TRAINEE: (
        "trainee",
        ("{row}.last_name", "{row}.first_name", "{row}.birth_name", "{row}.email"),
    ),
    Found.SESSION: ("training_session", ("{row}.number", "{row}.title")),
    Found.PROPOSAL: ("proposal", ("{row}.number", "{row}.title", _CLIENT_NAME)),
    Found.INVOICE: (
        "invoice",
        ("coalesce({row}.number, '')", _CLIENT_NAME, "coalesce({row}.payer_name, '')"),
    ),
    Found.TRAINER: ("trainer", ("{row}.last_name", "{row}.first_name", "{row}.company")),
    Found.FUNDER: ("funder", ("{row}.name", "{row}.siret")),
    Found.CONTACT: ("contact", ("{row}.last_name", "{row}.first_name", "{row}.email")),
    Found.VENUE: ("venue", ("{row}.name", "{row}.address_city")),
    Found.AGREEMENT: ("agreement", ("{row}.number", _CLIENT_NAME)),
    Found.SUPPLIER_BILL: (
        "supplier_invoice",
        ("{row}.number", "{row}.supplier_name", "{row}.siret"),
    ),
}


_PLAIN = {
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss",
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "’": "''",
}  # fmt: skip


def search() -> Iterator[str]:
    """Keep the index of names in step with the rows.

    Case and accents are the tokenizer's work; it leaves ligatures, barred letters and apostrophes
    as they are.
    """
    renamed = ""
    for kind, (table, parts) in _INDEXED.items():
        text = " || ' ' || ".join(parts)
        for letter, plain in _PLAIN.items():
            text = f"replace({text}, '{letter}', '{plain}')"
        place = f"{{row}}.id * {KINDS} + {kind}"
        add = (
            "insert into search_index (rowid, text) "
            f"values ({place.format(row='new')}, {text.format(row='new')});"
        )
        drop = f"delete from search_index where rowid = {place.format(row='old')};"
        for event, body in (("insert", add), ("update", drop + add), ("delete", drop)):
            yield f"create trigger search_{table}_{event} after {event} on {table} begin {body} end"
        if _CLIENT_NAME in parts:
            of_client = f"from {table} p where p.client_id = new.id"
            renamed += f"""
                delete from search_index
                where rowid in (select {place.format(row="p")} {of_client});
                insert into search_index (rowid, text)
                select {place.format(row="p")}, {text.format(row="p")} {of_client};
            """
    yield f"""
        create trigger search_client_renamed after update of name, first_name on client
        begin {renamed} end
    """
