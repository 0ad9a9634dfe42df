"""The office's identity, its settings, conditions and rates in the file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlite_utils import Database

from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.organisation import Organisation
from trainingdesk.storage.rows import Table

ORGANISATIONS = Table("organisation", Organisation)
CONDITIONS = Table("conditions", Conditions)


def organisation(db: Database) -> Organisation:
    """Return the identity of the office.

    Raises:
        RuleBroken: nobody has entered it yet.
    """
    found = ORGANISATIONS.where(db)
    if not found:
        raise RuleBroken(
            "L’identité de l’organisme n’est pas encore saisie : "
            "ouvrez Fichier › Organisme et conditions."
        )
    return found[0]


def save_organisation(db: Database, identity: Organisation) -> None:
    """Write the identity, the first time or again: a file holds one office."""
    if ORGANISATIONS.where(db):
        ORGANISATIONS.update(db, replace(identity, id=1))
    else:
        ORGANISATIONS.insert(db, identity)


def conditions_on(db: Database, day: date) -> Conditions:
    """Return the version of the conditions in force on a day, else the first.

    Raises:
        RuleBroken: there is none yet.
    """
    versions = CONDITIONS.where(db, "1 order by starts_on desc, number desc")
    if not versions:
        raise RuleBroken(
            "Les conditions de vente ne sont pas encore saisies : "
            "ouvrez Fichier › Organisme et conditions."
        )
    return next((version for version in versions if version.starts_on <= day), versions[-1])


def setting(db: Database, key: str, default: object) -> object:
    """Return a setting, or what holds while nobody chose."""
    row = db.execute("select value from setting where key = ?", [key]).fetchone()
    return default if row is None else json.loads(row[0])


def save_setting(db: Database, key: str, value: object) -> None:
    """Keep a choice of the office, as JSON."""
    db.execute(
        "insert into setting (key, value) values (?, ?)"
        " on conflict (key) do update set value = excluded.value",
        [key, json.dumps(value, ensure_ascii=False)],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRate:
    """A rate in percent that holds from a day on, with where it was read."""

    kind: str
    starts_on: date
    rate: Decimal
    source: str


RATES = Table("reference_rate", ReferenceRate)
ECB = "ecb_refi"


def rate_on(db: Database, kind: str, day: date) -> ReferenceRate | None:
    """Return the rate of the half-year that a day lies in, or `None` when nobody entered it.

    A rate holds for its own half-year only: a missing one is said, never guessed.
    """
    half_year = day.replace(month=1 if day.month < 7 else 7, day=1)  # noqa: PLR2004
    found = RATES.where(db, "kind = ? and starts_on = ?", [kind, half_year.isoformat()])
    return found[0] if found else None


def save_rates(db: Database, rates: Sequence[ReferenceRate]) -> None:
    """Write rates, replacing those of the same half-year."""
    for rate in rates:
        db.execute(
            "delete from reference_rate where kind = ? and starts_on = ?",
            [rate.kind, rate.starts_on.isoformat()],
        )
        RATES.insert(db, rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """The wording that an office gave to a text; the highest number holds."""

    key: str
    number: int
    body: str


def texts(db: Database) -> dict[str, TextVersion]:
    """Return the wordings that the office changed, by key; an empty one gave the text back."""
    rows = db.query(
        "select key, max(number) as number, body from text_version group by key having body <> ''"
    )
    return {row["key"]: TextVersion(**row) for row in rows}


def text_versions(db: Database, key: str) -> list[TextVersion]:
    """Return the wordings that the office gave to a text, newest first."""
    rows = db.query(
        "select key, number, body from text_version where key = ? order by number desc", [key]
    )
    return [TextVersion(**row) for row in rows]


def save_text(db: Database, key: str, body: str, written_at: str) -> None:
    """Keep a new wording; earlier ones stay."""
    db.execute(
        "insert into text_version (key, number, body, written_at) values (?,"
        " (select coalesce(max(number), 0) + 1 from text_version where key = ?), ?, ?)",
        [key, key, body, written_at],
    )
