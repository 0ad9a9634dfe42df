"""Rates and texts of the law that change with time, as every new office starts with them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.assets import resource
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.reference_rates import (
    RateKind,
    ReferenceRate,
    ReferenceRates,
    half_year,
    half_year_text,
)
from trainingdesk.domain.tva import SHIPPED_MENTIONS, Exemption, TaxMention
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office as store
from trainingdesk.storage.database import unit_of_work


def seed_rates(office: Office) -> Changes:
    """Write the rates known when the program was made, replacing those of the same half-years.

    A half-year that is not among them stays missing until the office enters it (C. com. L441-10).
    """
    with unit_of_work(office.db):
        store.save_rates(office.db, shipped_rates())
    return changed("Taux de référence enregistrés", Kind.OFFICE)


def rates(office: Office) -> ReferenceRates:
    """Return all the rates that the office knows."""
    return store.reference_rates(office.db)


def known_rates(office: Office, kind: RateKind) -> list[ReferenceRate]:
    """Return the rates of a kind that the office knows, latest first."""
    return [rate for rate in rates(office).rates if rate.kind is kind]


def checked_rate(rate: ReferenceRate) -> ReferenceRate:
    """Return the rate, or refuse one that no half-year can take.

    Raises:
        RuleBroken: it does not start a half-year, or is not positive.
    """
    if rate.starts_on != half_year(rate.starts_on):
        raise RuleBroken("Un semestre commence le 1er janvier ou le 1er juillet.", "starts_on")
    if rate.rate <= 0:
        raise RuleBroken("Saisissez le taux publié, par exemple 2,15.", "rate")
    return rate


def save_rates(office: Office, kind: RateKind, rates: Sequence[ReferenceRate]) -> Changes:
    """Make these the rates of their kind that the office knows.

    Raises:
        RuleBroken: a rate is wrong, or a half-year has two.
    """
    days = [rate.starts_on for rate in rates]
    twice = next((day for day in days if days.count(day) > 1), None)
    if twice is not None:
        raise RuleBroken(
            f"« {label(kind)} » a deux taux pour le {half_year_text(twice)} : "
            "supprimez la ligne en double.",
            "rates",
        )
    with unit_of_work(office.db):
        store.replace_rates(office.db, kind, [checked_rate(rate) for rate in rates])
    return changed("Taux de référence enregistrés", Kind.OFFICE)


def shipped_rates() -> tuple[ReferenceRate, ...]:
    """Return the rates that travel with the program, oldest first in each kind."""
    known = tomllib.loads(resource("law", "reference_rates.toml").read_text("utf-8"))
    return tuple(
        ReferenceRate(
            kind=RateKind(kind),
            starts_on=entry["starts_on"],
            rate=Decimal(entry["rate"]),
            source=entry["source"],
        )
        for kind, entries in known.items()
        for entry in entries
    )


def shipped_reference_rates() -> ReferenceRates:
    """Return the rates that travel with the program, for who asks without an office."""
    return ReferenceRates(shipped_rates())


def tax_mentions(office: Office) -> tuple[TaxMention, ...]:
    """Return what papers say where a line bears no tax, oldest first of each exemption."""
    return store.tax_mentions(office.db)


def checked_mention(mention: TaxMention) -> TaxMention:
    """Return the text as papers take it, which end the sentence themselves.

    Raises:
        RuleBroken: it says nothing.
    """
    text = mention.text.strip().rstrip(".").rstrip()
    if not text:
        raise RuleBroken("Écrivez la mention imprimée sur les documents.", "text")
    return replace(mention, text=text, source=mention.source.strip())


def save_tax_mentions(office: Office, mentions: Sequence[TaxMention]) -> Changes:
    """Make these the texts that papers take; the shipped ones are not copied into the file.

    Raises:
        RuleBroken: an exemption is left without a text, or has two from the same day on.
    """
    checked = sorted(map(checked_mention, mentions), key=_order)
    for exemption in Exemption:
        days = [each.starts_on for each in checked if each.exemption is exemption]
        if not days:
            raise RuleBroken(
                f"Il manque la mention « {label(exemption)} » : "
                "un document sans TVA doit dire pourquoi.",
                "mentions",
            )
        if len(set(days)) < len(days):
            raise RuleBroken(
                f"La mention « {label(exemption)} » a deux textes à partir du même jour : "
                "supprimez la ligne en double.",
                "mentions",
            )
    own = () if checked == sorted(SHIPPED_MENTIONS, key=_order) else checked
    with unit_of_work(office.db):
        store.save_tax_mentions(office.db, own)
    return changed("Mentions de TVA enregistrées", Kind.OFFICE)


def save_reference(
    office: Office,
    rates: Mapping[RateKind, Sequence[ReferenceRate]],
    mentions: Sequence[TaxMention],
) -> Changes:
    """Write rates of several kinds and the texts, all or nothing.

    Raises:
        RuleBroken: one of them is refused.
    """
    with unit_of_work(office.db):
        for kind, own in rates.items():
            save_rates(office, kind, own)
        save_tax_mentions(office, mentions)
    return changed("Taux et mentions enregistrés", Kind.OFFICE)


def _order(mention: TaxMention) -> tuple[str, date]:
    return (mention.exemption, mention.starts_on)
