"""Closings of months and years in the file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from trainingdesk.domain.closings import ClosedSpan, Closing
from trainingdesk.domain.money import from_cents
from trainingdesk.storage import chain
from trainingdesk.storage.rows import Table

CLOSINGS = Table("period_closing", Closing)


def add(db: Database, closing: Closing) -> int:
    """Keep a closing for ever, and chain it, within the caller's unit of work."""
    closing_id = CLOSINGS.insert(db, closing)
    chain.append(db, chain.LinkKind.CLOSING, closing_id)
    return closing_id


def every(db: Database) -> list[Closing]:
    """Return the closings, the latest first."""
    return CLOSINGS.where(db, "1 order by ends_on desc, period desc")


def last_closed(db: Database, span: ClosedSpan) -> Closing | None:
    """Return the latest closing of a month, or of a year."""
    found = CLOSINGS.where(db, "period = ? order by ends_on desc limit 1", [span])
    return found[0] if found else None


def covering(db: Database, day: date) -> Closing | None:
    """Return the closing after which nothing may bear a day any more, if any."""
    found = CLOSINGS.where(db, "ends_on >= ? order by ends_on, id limit 1", [day.isoformat()])
    return found[0] if found else None


def first_issued_on(db: Database) -> date | None:
    """Return the day of the first invoice of all."""
    (day,) = db.execute("select min(issued_on) from invoice where number is not null").fetchone()
    return date.fromisoformat(day) if day else None


def drafts_within(db: Database, first: date, last: date) -> int:
    """Return how many drafts are about something that was given within a period."""
    (count,) = db.execute(
        "select count(*) from invoice where number is null"
        " and coalesce(delivered_until, delivered_from) between ? and ?",
        [first.isoformat(), last.isoformat()],
    ).fetchone()
    return int(count)


def summed(db: Database, span: ClosedSpan, first: date, last: date, on: date) -> Closing:
    """Return what a period comes to by the rows of the file, as it would be closed on a day."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    notes, invoices, *sums = _row(db, "issued_on between :first and :last", days)
    _notes, _invoices, *perpetual = _row(db, "issued_on <= :last", days)
    payments, received, ever = db.execute(
        "select coalesce(sum(recorded_on >= :first), 0),"
        " coalesce(sum(iif(recorded_on >= :first, amount_cents, 0)), 0),"
        " coalesce(sum(amount_cents), 0)"
        " from payment where held_until is null and kind <> 'written_off'"
        " and recorded_on <= :last",
        days,
    ).fetchone()
    total_ht, tva, total_ttc = map(from_cents, sums)
    perpetual_ht, perpetual_tva, perpetual_ttc = map(from_cents, perpetual)
    return Closing(
        period=span,
        starts_on=first,
        ends_on=last,
        closed_on=on,
        invoices=invoices,
        credit_notes=notes,
        total_ht=total_ht,
        tva=tva,
        total_ttc=total_ttc,
        payments=payments,
        received=from_cents(received),
        perpetual_ht=perpetual_ht,
        perpetual_tva=perpetual_tva,
        perpetual_ttc=perpetual_ttc,
        perpetual_received=from_cents(ever),
    )


def _row(db: Database, condition: str, days: dict[str, str]) -> tuple[Any, ...]:
    signed = "coalesce(sum(iif(kind = 'credit_note', -{0}, {0})), 0)"
    sums = ", ".join(map(signed.format, ("total_ht_cents", "tva_cents", "total_ttc_cents")))
    found: tuple[Any, ...] = db.execute(
        "select coalesce(sum(kind = 'credit_note'), 0), coalesce(sum(kind <> 'credit_note'), 0),"
        f" {sums} from invoice where number is not null and {condition}",
        days,
    ).fetchone()
    return found


def contradicted(db: Database) -> Iterator[Closing]:
    """Yield the closings whose sums are not those of the rows any more."""
    for closing in CLOSINGS.where(db, "1 order by ends_on, id"):
        found = summed(db, closing.period, closing.starts_on, closing.ends_on, closing.closed_on)
        if replace(closing, id=None) != found:
            yield closing
