"""Rates that the State and the central bank publish, as every new office starts with them."""

import tomllib
from decimal import Decimal

from trainingdesk.assets import resource
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
