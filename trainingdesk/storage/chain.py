"""The chain of issued invoices, money and closings: whoever changes one of them breaks it.

A link keeps the content of its row as canonical JSON, and the SHA-256 of the link before and of
this content: the fingerprints follow from one another, from the first invoice to the last closing.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from trainingdesk.domain.money import from_cents
from trainingdesk.french import euros, listed, long_date, period, plural
from trainingdesk.storage.migrations.triggers import ORIGIN
from trainingdesk.storage.owing import CREDITED

_FORM = 1
"""What a content holds; a later program that keeps more writes another number."""

_INVOICE = (
    "number", "kind", "issued_on", "due_on", "delivered_from", "delivered_until",
    "client_id", "client_name", "client_address_street", "client_address_postcode",
    "client_address_city", "client_address_country", "client_siret", "client_vat_number",
    "payer_funder_id", "addressed_to", "payer_name", "payer_address_street",
    "payer_address_postcode", "payer_address_city", "payer_address_country",
    "payer_siret", "payer_vat_number",
    "session_id", "agreement_id", "funding_id", "settlement_id", "late_for_id", "conditions_id",
    "purchase_order", "service_code", "engagement_number", "file_number", "reason", "notes",
    "total_ht_cents", "tva_cents", "total_ttc_cents",
)  # fmt: skip
_LINE = (
    "position", "label", "quantity", "unit", "unit_price_cents", "discount", "tva_rate",
    "exemption", "kind", "is_optional", "course_version_id", "session_id", "origin",
    "funding_id", "total_ht_cents",
)  # fmt: skip
_PAYMENT = (
    "kind", "paid_on", "recorded_on", "amount_cents", "means", "reference", "notes",
    "client_id", "funder_id", "corrects_id", "settlement_id",
)  # fmt: skip
_ALLOCATION = ("payment_id", "amount_cents", "settled_on")
_CLOSING = (
    "period", "starts_on", "ends_on", "closed_on", "invoices", "credit_notes",
    "total_ht_cents", "tva_cents", "total_ttc_cents", "payments", "received_cents",
    "perpetual_ht_cents", "perpetual_tva_cents", "perpetual_ttc_cents",
    "perpetual_received_cents",
)  # fmt: skip


class LinkKind(StrEnum):
    """What a link holds."""

    INVOICE = "invoice"
    PAYMENT = "payment"
    ALLOCATION = "allocation"
    """What a payment settles of an invoice, or settles no more."""
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A row that was chained: what it said, and the fingerprints."""

    id: int
    kind: LinkKind
    row_id: int
    content: str
    previous: str
    sha256: str

    @property
    def is_sound(self) -> bool:
        """Whether the fingerprint is that of the content and of the link before."""
        return self.sha256 == fingerprint(self.previous, self.content)

    @property
    def name(self) -> str:
        """What it holds, in words: «La facture F-2026-0012»; of a sound link."""
        said = json.loads(self.content)
        match self.kind:
            case LinkKind.CLOSING:
                days = date.fromisoformat(said["starts_on"]), date.fromisoformat(said["ends_on"])
                return f"La clôture {period(*days)}"
            case LinkKind.PAYMENT:
                day = long_date(date.fromisoformat(said["paid_on"]))
                return f"Le règlement de {euros(from_cents(said['amount_cents']))} du {day}"
            case LinkKind.ALLOCATION:
                amount = euros(from_cents(said["amount_cents"]))
                return f"L’affectation de {amount} à la facture {said['invoice']}"
        what = "L’avoir" if said["kind"] == "credit_note" else "La facture"
        return f"{what} {said['number']}"


def fingerprint(previous: str, content: str) -> str:
    """Return the SHA-256 of the fingerprint before, as it is written, and of a content."""
    return sha256(f"{previous}{content}".encode()).hexdigest()


def append(db: Database, kind: LinkKind, row_id: int) -> None:
    """Chain a row as it now stands, within the unit of work that writes it."""
    last_id, previous = db.execute(
        "select id, sha256 from chain_link order by id desc limit 1"
    ).fetchone() or (0, ORIGIN)
    content = _content(db, kind, row_id)
    db.execute(
        "insert into chain_link (id, kind, row_id, content, previous, sha256)"
        " values (?, ?, ?, ?, ?, ?)",
        [last_id + 1, kind, row_id, content, previous, fingerprint(previous, content or "")],
    )


def links(db: Database, first: int = 1, last: int | None = None) -> Iterator[Link]:
    """Yield the links in order, from one to another."""
    rows = db.execute(
        "select id, kind, row_id, content, previous, sha256 from chain_link"
        " where id >= ? and id <= coalesce(?, id) order by id",
        [first, last],
    )
    for link_id, kind, row_id, content, previous, digest in rows:
        yield Link(
            id=link_id,
            kind=LinkKind(kind),
            row_id=row_id,
            content=content,
            previous=previous,
            sha256=digest,
        )


def place_of(db: Database, kind: LinkKind, row_id: int) -> int | None:
    """Return the place of a row in the chain, `None` where it has none."""
    row = db.execute(
        "select id from chain_link where kind = ? and row_id = ?", [kind, row_id]
    ).fetchone()
    return row[0] if row else None


# What a link holds ------------------------------------------------------------------------------


def _content(db: Database, kind: LinkKind, row_id: int) -> str | None:
    """Return a row as canonical JSON: keys in order, no space; `None` where there is none."""
    found = _READERS[kind](db, row_id)
    if found is None:
        return None
    return json.dumps(
        found | {"form": _FORM}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _named(names: tuple[str, ...], values: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(names, values, strict=True))


def _invoice(db: Database, invoice_id: int) -> dict[str, Any] | None:
    row = db.execute(
        f"select {', '.join(_INVOICE)}, (select o.number from invoice o where o.id = i.corrects_id)"
        " from invoice i where id = ?",
        [invoice_id],
    ).fetchone()
    if row is None:
        return None
    lines = [
        _named(_LINE, line)
        for line in db.execute(
            f"select {', '.join(_LINE)} from invoice_line where owner_id = ? order by position",
            [invoice_id],
        )
    ]
    return _named((*_INVOICE, "corrects"), row) | {
        "lines": lines,
        "rates": _rates(lines),
        "deductions": _deductions(db, invoice_id),
    }


def _rates(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what is taxed at each rate, or exempt, before tax."""
    sums: dict[tuple[str, str | None], int] = {}
    for line in lines:
        rate = line["tva_rate"], line["exemption"]
        sums[rate] = sums.get(rate, 0) + line["total_ht_cents"]
    return [
        {"tva_rate": rate, "exemption": exemption, "total_ht_cents": cents}
        for (rate, exemption), cents in sums.items()
    ]


def _deductions(db: Database, invoice_id: int) -> list[dict[str, Any]]:
    rows = db.execute(
        f"select i.number, i.issued_on, i.total_ttc_cents - {CREDITED}"
        " from invoice_deduction t join invoice i on i.id = t.deposit_id"
        " where t.invoice_id = ? order by i.issued_on, i.id",
        [invoice_id],
    )
    return [_named(("number", "issued_on", "net_cents"), row) for row in rows]


def _payment(db: Database, payment_id: int) -> dict[str, Any] | None:
    row = db.execute(
        f"select {', '.join(_PAYMENT)} from payment where id = ?", [payment_id]
    ).fetchone()
    return None if row is None else _named(_PAYMENT, row)


def _allocation(db: Database, allocation_id: int) -> dict[str, Any] | None:
    row = db.execute(
        f"select {', '.join(_ALLOCATION)}, (select i.number from invoice i where i.id = invoice_id)"
        " from payment_allocation where id = ?",
        [allocation_id],
    ).fetchone()
    return None if row is None else _named((*_ALLOCATION, "invoice"), row)


def _closing(db: Database, closing_id: int) -> dict[str, Any] | None:
    row = db.execute(
        f"select {', '.join(_CLOSING)} from period_closing where id = ?", [closing_id]
    ).fetchone()
    return None if row is None else _named(_CLOSING, row)


_READERS: Mapping[LinkKind, Callable[[Database, int], dict[str, Any] | None]] = MappingProxyType(
    {
        LinkKind.INVOICE: _invoice,
        LinkKind.PAYMENT: _payment,
        LinkKind.ALLOCATION: _allocation,
        LinkKind.CLOSING: _closing,
    }
)


# Whether it holds -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold, and a sentence that says how."""

    place: str
    sentence: str


def verify(db: Database, step: Callable[[], None]) -> Iterator[Break]:
    """Yield the first link that does not hold, and what was issued without any.

    *step* is called after each link.
    """
    broken = _first_broken(db, step)
    if broken is not None:
        yield broken
    yield from _unchained(db)


def _first_broken(db: Database, step: Callable[[], None]) -> Break | None:
    previous = ORIGIN
    for place, link in enumerate(links(db), 1):
        trouble = _trouble(db, link, place, previous)
        step()
        if trouble:
            return Break(f"maillon {place}", f"{trouble}. {_RESTORE}")
        previous = link.sha256
    return None


_RESTORE = "Restaurez la dernière sauvegarde où la chaîne tient."


def _trouble(db: Database, link: Link, place: int, previous: str) -> str:
    """Return what is wrong with a link, nothing where it holds."""
    where = f"Maillon {place}{_of_row(db, link)}"
    if link.id != place:
        return f"Maillon {place} : il manque à la chaîne des factures"
    if link.previous != previous:
        return f"{where} : il ne suit pas celui d’avant"
    if not link.is_sound:
        return f"{where} : son empreinte n’est pas celle de ce qu’il garde"
    present = _content(db, link.kind, link.row_id)
    if present is None:
        return f"{link.name} a disparu du fichier (maillon {place})"
    if present != link.content:
        return f"{link.name} ne correspond plus à son empreinte (maillon {place})"
    return ""


def _of_row(db: Database, link: Link) -> str:
    """Return the number of what a link is about by its row: what the link says may be false."""
    if link.kind is not LinkKind.INVOICE:
        return _KINDS[link.kind]
    row = db.execute("select number from invoice where id = ?", [link.row_id]).fetchone()
    return f" (facture {row[0]})" if row else ""


_KINDS: Mapping[LinkKind, str] = MappingProxyType(
    {
        LinkKind.PAYMENT: " (règlement)",
        LinkKind.ALLOCATION: " (affectation d’un règlement)",
        LinkKind.CLOSING: " (clôture)",
    }
)
_TOLD = 5


def _unchained(db: Database) -> Iterator[Break]:
    without = "not exists (select 1 from chain_link c where c.kind = '{}' and c.row_id = {}.id)"
    rows = db.execute(
        "select i.number from invoice i where i.number is not null and"
        f" {without.format(LinkKind.INVOICE, 'i')} order by i.issued_on, i.id"
    ).fetchall()
    if rows:
        numbers = [number for (number,) in rows]
        more = "…" if len(numbers) > _TOLD else ""
        yield Break(
            f"facture {numbers[0]}",
            f"{plural(len(numbers), 'facture émise', 'factures émises')} sans maillon dans la "
            f"chaîne ({listed(numbers[:_TOLD])}{more}). {_RESTORE}",
        )
    yield from _money_unchained(db, without)
    for (ends_on,) in db.execute(
        f"select ends_on from period_closing p where {without.format(LinkKind.CLOSING, 'p')}"
        " order by id"
    ):
        name = f"clôture au {long_date(date.fromisoformat(ends_on))}"
        yield Break(name, f"La {name} est sans maillon dans la chaîne. {_RESTORE}")


def _money_unchained(db: Database, without: str) -> Iterator[Break]:
    (count,) = db.execute(
        "select (select count(*) from payment p where p.held_until is null and"
        f" {without.format(LinkKind.PAYMENT, 'p')})"
        " + (select count(*) from payment_allocation a join payment p on p.id = a.payment_id"
        f" where p.held_until is null and {without.format(LinkKind.ALLOCATION, 'a')})"
    ).fetchone()
    if count:
        yield Break(
            "règlements",
            f"{plural(count, 'règlement ou affectation', 'règlements ou affectations')} sans "
            f"maillon dans la chaîne. {_RESTORE}",
        )
