"""Whether rules of sale can hold: bounds of their numbers, and rules that lean on one another."""

import types
import typing
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from typing import Any

from trainingdesk.domain.conditions.kinds import Base, Bounds, Need
from trainingdesk.domain.conditions.rules import Cancellation, DayHours, Rules, Tier
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import number


def checked(rules: Rules) -> Rules:
    """Return the rules, or refuse those that could not be computed with.

    Raises:
        RuleBroken: a number is out of bounds, or a rule needs another; `field` is its path.
    """
    for name, rule in _present(rules):
        _check_bounds(rule, name)
    if rules.cancellation:
        _check_tiers(rules.cancellation)
    if rules.hours:
        _check_hours(rules.hours)
    _check_deposit(rules)
    return rules


def bounds_of(record: type[Any]) -> dict[str, Bounds]:
    """Return the bounds of the numbers of a rule, by field."""
    hints = typing.get_type_hints(record, include_extras=True)
    return {name: found for name, hint in hints.items() if (found := _bounds(hint)) is not None}


def _bounds(hint: Any) -> Bounds | None:  # noqa: ANN401 - the type of a field is any type
    parts = typing.get_args(hint) if isinstance(hint, types.UnionType) or _is_union(hint) else ()
    for part in (hint, *parts):
        for note in getattr(part, "__metadata__", ()):
            if isinstance(note, Bounds):
                return note
    return None


def _is_union(hint: Any) -> bool:  # noqa: ANN401 - the type of a field is any type
    return typing.get_origin(hint) is typing.Union


def _present(rules: Rules) -> Iterator[tuple[str, Any]]:
    for each in fields(rules):
        rule = getattr(rules, each.name)
        if rule is not None:
            yield each.name, rule


def _check_bounds(rule: Any, path: str) -> None:  # noqa: ANN401 - any of the rules' records
    record: type[Any] = type(rule)
    for name, bounds in bounds_of(record).items():
        value = getattr(rule, name)
        if value is not None and not bounds.least <= value <= bounds.most:
            raise RuleBroken(
                f"Cette valeur va de {number(bounds.least)} à {number(bounds.most)}.",
                f"{path}.{name}",
            )


def _check_tiers(cancellation: Cancellation) -> None:
    path = "cancellation.tiers"
    tiers = cancellation.tiers
    if not tiers or tiers[-1].at_least is not None:
        raise RuleBroken(
            "Le dernier palier vaut pour toute annulation plus tardive : laissez son préavis vide.",
            path,
        )
    for tier in tiers:
        _check_bounds(tier, path)
        if tier.base is Base.COST:
            raise RuleBroken(
                "Le coût de la proposition n’est dû que tant que l’accord n’est pas formé : "
                "choisissez une autre base.",
                path,
            )
    if any(tier.at_least is None for tier in tiers[:-1]) or not _descend(tiers[:-1]):
        raise RuleBroken("Rangez les paliers du préavis le plus long au plus court.", path)


def _descend(tiers: tuple[Tier, ...]) -> bool:
    notices = [tier.at_least for tier in tiers if tier.at_least is not None]
    return all(longer > shorter for longer, shorter in pairwise(notices))


def _check_hours(hours: DayHours) -> None:
    times = (hours.morning_from, hours.morning_to, hours.afternoon_from, hours.afternoon_to)
    if list(times) != sorted(times):
        raise RuleBroken("Les horaires d’une journée se suivent.", "hours.morning_from")


def _check_deposit(rules: Rules) -> None:
    deposit = rules.deposit
    if deposit is not None:
        if not deposit.share:
            raise RuleBroken("Un acompte est une part du prix, plus de 0 %.", "deposit.share")
        if deposit.base not in {Base.HT, Base.TTC}:
            raise RuleBroken("Un acompte est une part du prix HT ou TTC.", "deposit.base")
        return
    for path, leans in (
        ("formation.needs", rules.formation and Need.DEPOSIT in rules.formation.needs),
        ("postponement.keeps_deposit", rules.postponement and rules.postponement.keeps_deposit),
        (
            "cancellation.tiers",
            rules.cancellation
            and any(tier.base is Base.DEPOSIT for tier in rules.cancellation.tiers),
        ),
    ):
        if leans:
            raise RuleBroken(
                "Cette clause parle d’un acompte : ajoutez d’abord la clause « Acompte ».",
                path,
            )
