"""The office's identity, its settings, conditions and rates in the file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.organisation import Organisation, VatRegime
from trainingdesk.domain.reference_rates import (
    RateKind,
    ReferenceRate,
    ReferenceRates,
    half_year,
)
from trainingdesk.domain.tva import SHIPPED_MENTIONS, TaxMention
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
            "L’identité de l’organisme n’est pas encore saisie : ouvrez Fichier › Organisme."
        )
    return found[0]


def recovers_tva(db: Database) -> bool:
    """Return whether the office deducts the tax that it is billed: by its regime (CGI 271)."""
    return any(owner.vat_regime is VatRegime.NORMAL for owner in ORGANISATIONS.where(db))


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
            "ouvrez Fichier › Conditions de vente."
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


RATES = Table("reference_rate", ReferenceRate)


def reference_rates(db: Database) -> ReferenceRates:
    """Return the rates that the office knows, latest first in each kind."""
    return ReferenceRates(tuple(RATES.where(db, "1 order by kind, starts_on desc")))


def rate_on(db: Database, kind: RateKind, day: date) -> ReferenceRate | None:
    """Return the rate of the half-year that a day lies in, or `None` when nobody entered it."""
    start = half_year(day).isoformat()
    found = RATES.where(db, "kind = ? and starts_on = ?", [kind, start])
    return found[0] if found else None


def save_rates(db: Database, rates: Sequence[ReferenceRate]) -> None:
    """Write rates, replacing those of the same half-year."""
    for rate in rates:
        db.execute(
            "delete from reference_rate where kind = ? and starts_on = ?",
            [rate.kind, rate.starts_on.isoformat()],
        )
        RATES.insert(db, rate)


def replace_rates(db: Database, kind: RateKind, rates: Sequence[ReferenceRate]) -> None:
    """Make these the only rates of their kind."""
    db.execute("delete from reference_rate where kind = ?", [kind])
    save_rates(db, rates)


TAX_MENTIONS = Table("tax_mention", TaxMention)


def tax_mentions(db: Database) -> tuple[TaxMention, ...]:
    """Return what papers say where a line bears no tax: the office's own texts, else the shipped.

    Those of each exemption come oldest first.
    """
    own = TAX_MENTIONS.where(db, "1 order by exemption, starts_on")
    return tuple(own) or SHIPPED_MENTIONS


def save_tax_mentions(db: Database, mentions: Sequence[TaxMention]) -> None:
    """Make these the office's own texts; none leaves the shipped ones."""
    db.execute("delete from tax_mention")
    for mention in mentions:
        TAX_MENTIONS.insert(db, mention)


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


# Sequences --------------------------------------------------------------------------------------


def sequence(db: Database, kind: str, period: str) -> tuple[int, date | None]:
    """Return the last number of a sequence, zero before the first, and the day that it bears."""
    row = db.execute(
        "select last, last_on from number_sequence where kind = ? and period = ?", [kind, period]
    ).fetchone()
    return (row[0], date.fromisoformat(row[1]) if row[1] else None) if row else (0, None)


def begin_sequence(db: Database, kind: str, period: str, last: int) -> None:
    """Let a sequence that gave no number yet go on after *last*."""
    db.execute(
        "insert into number_sequence (kind, period, last) values (?, ?, ?)"
        " on conflict (kind, period) do update set last = excluded.last where last_on is null",
        [kind, period, last],
    )
