"""Rates that the State and the central bank publish, as every new office starts with them."""

import tomllib
from collections.abc import Sequence
from decimal import Decimal

from trainingdesk.assets import resource
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office as store
from trainingdesk.storage.database import unit_of_work
from trainingdesk.storage.office import ReferenceRate


def seed_rates(office: Office) -> Changes:
    """Write the rates known when the program was made, replacing those of the same half-years.

    A half-year that is not among them stays missing until the office enters it (C. com. L441-10).
    """
    with unit_of_work(office.db):
        store.save_rates(office.db, shipped_rates())
    return changed("Taux de référence enregistrés", Kind.OFFICE)


def known_rates(office: Office) -> list[ReferenceRate]:
    """Return the central bank's rates that the office knows, latest first."""
    return store.RATES.where(office.db, "kind = ? order by starts_on desc", [store.ECB])


def checked_rate(rate: ReferenceRate) -> ReferenceRate:
    """Return the rate, or refuse one that no half-year can take.

    Raises:
        RuleBroken: it does not start a half-year, or is not positive.
    """
    if (rate.starts_on.month, rate.starts_on.day) not in {(1, 1), (7, 1)}:
        raise RuleBroken("Un semestre commence le 1er janvier ou le 1er juillet.", "starts_on")
    if rate.rate <= 0:
        raise RuleBroken("Saisissez le taux publié, par exemple 2,15.", "rate")
    return rate


def save_rates(office: Office, rates: Sequence[ReferenceRate]) -> Changes:
    """Make these the rates that the office knows.

    Raises:
        RuleBroken: a rate is wrong, or a half-year has two.
    """
    if len({rate.starts_on for rate in rates}) < len(rates):
        raise RuleBroken("Un semestre n’a qu’un taux : supprimez la ligne en double.", "rates")
    with unit_of_work(office.db):
        office.db.execute("delete from reference_rate where kind = ?", [store.ECB])
        store.save_rates(office.db, [checked_rate(rate) for rate in rates])
    return changed("Taux de référence enregistrés", Kind.OFFICE)


def shipped_rates() -> tuple[ReferenceRate, ...]:
    """Return the rates that travel with the program, oldest first in each kind."""
    known = tomllib.loads(resource("law", "reference_rates.toml").read_text("utf-8"))
    return tuple(
        ReferenceRate(
            kind=kind,
            starts_on=entry["starts_on"],
            rate=Decimal(entry["rate"]),
            source=entry["source"],
        )
        for kind, entries in known.items()
        for entry in entries
    )
