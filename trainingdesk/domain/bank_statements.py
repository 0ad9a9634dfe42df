"""What a bank says came in and went out, and how far the office is with each line of it."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainingdesk.domain.money import Money, to_cents
from trainingdesk.french import sort_key


class LineState(StrEnum):
    """How far the office is with a line of a statement."""

    WAITING = "waiting"
    MATCHED = "matched"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankEntry:
    """One movement as a file of the bank tells it; what came in is positive."""

    day: date
    label: str
    amount: Money
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankStatement:
    """A file of the bank that was imported; `account` is its number or what it is called here."""

    file_name: str
    account: str
    imported_on: date
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """One movement kept in the file; its fingerprint is its own alone, whatever file tells it."""

    statement_id: int
    day: date
    label: str
    amount: Money
    reference: str
    fingerprint: str
    state: LineState = LineState.WAITING
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankMatch:
    """A movement and the payment that it is; `made` when it was recorded from the movement."""

    bank_line_id: int
    payment_id: int
    made: bool
    id: int | None = None


def fingerprints(account: str, entries: Iterable[BankEntry]) -> tuple[str, ...]:
    """Return what tells each movement of a statement from all others, in order.

    Of movements that are alike to the letter each counts for itself: the second one of a day is
    the second one in every file that holds the day.
    """
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        same = "\n".join(
            (
                "".join(sort_key(account).split()),
                entry.day.isoformat(),
                str(to_cents(entry.amount)),
                " ".join(sort_key(entry.label).split()),
                " ".join(sort_key(entry.reference).split()),
            )
        )
        seen[same] += 1
        found.append(hashlib.sha256(f"{same}\n{seen[same]}".encode()).hexdigest())
    return tuple(found)
