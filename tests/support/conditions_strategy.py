"""Any rules of sale that could hold, for tests that a rule must pass whatever an office agrees.

`rules()` draws whole records from the types of their fields and from the bounds of their numbers,
so a clause or a value that is added to the record is drawn without a word here. Only what leans on
something else is built on purpose: tiers in order, a day's hours in order, a deposit wherever
another clause speaks of one. Everything drawn passes `checking.checked` as it stands.

    @given(rules())
    def test_every_notice_has_an_answer(rules): ...

`rules(cancellation=st.just(None))` fixes one clause and draws the others; `clause(Late)` draws a
clause alone.
"""

import types
import typing
from dataclasses import fields, replace
from datetime import time
from decimal import Decimal
from enum import EnumType
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from trainingdesk.domain.conditions.checking import bounds_of
from trainingdesk.domain.conditions.kinds import Base, Bounds, Need
from trainingdesk.domain.conditions.rules import Cancellation, DayHours, Deposit, Rules, Tier

MOST_TIERS = 5


def rules(**clauses: SearchStrategy[Any]) -> SearchStrategy[Rules]:
    """Draw rules that `checking.checked` accepts, each clause present or not.

    Args:
        clauses: a strategy of its own for a clause, by its name in `Rules`; it is asked for what
            can hold. A clause that leans on a deposit brings one, unless `deposit` is given.
    """
    drawn = {name: st.none() | clause(record) for name, record in _records().items()} | clauses
    built = st.builds(Rules, **drawn)
    return built if "deposit" in clauses else st.builds(_leaning_right, built, clause(Deposit))


def clause(record: type) -> SearchStrategy[Any]:
    """Draw one clause alone, such as `Late`, its numbers within their bounds."""
    return _BUILT[record]() if record in _BUILT else _by_type(record)


def tiers() -> SearchStrategy[tuple[Tier, ...]]:
    """Draw the tiers of a cancellation: the longest notice first, the last one asking for none."""
    notices = _number(int, bounds_of(Tier)["at_least"])
    early = st.lists(notices, max_size=MOST_TIERS - 1, unique=True).map(
        lambda days: sorted(days, reverse=True)
    )
    return early.flatmap(lambda days: st.tuples(*map(_tier, [*days, None])))


def _tier(at_least: int | None) -> SearchStrategy[Tier]:
    bases = st.sampled_from([base for base in Base if base is not Base.COST])
    return _by_type(Tier, at_least=st.just(at_least), base=bases)


def _cancellations() -> SearchStrategy[Cancellation]:
    return _by_type(Cancellation, tiers=tiers())


def _deposits() -> SearchStrategy[Deposit]:
    share = bounds_of(Deposit)["share"]
    some = _number(Decimal, replace(share, least=Decimal("0.01")))
    return _by_type(Deposit, share=some, base=st.sampled_from([Base.HT, Base.TTC]))


def _day_hours() -> SearchStrategy[DayHours]:
    names = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")
    days = st.lists(_minutes(), min_size=len(names), max_size=len(names)).map(sorted)
    alone = _by_type(DayHours)
    return st.builds(
        lambda hours, times: replace(hours, **dict(zip(names, times, strict=True))), alone, days
    )


_BUILT = {Cancellation: _cancellations, Deposit: _deposits, DayHours: _day_hours}


def _leaning_right(drawn: Rules, deposit: Deposit) -> Rules:
    """Bring a deposit where another clause speaks of one."""
    leans = (
        (drawn.formation is not None and Need.DEPOSIT in drawn.formation.needs)
        or (drawn.postponement is not None and drawn.postponement.keeps_deposit)
        or (drawn.cancellation is not None and _keeps_a_deposit(drawn.cancellation))
    )
    return replace(drawn, deposit=deposit) if leans and drawn.deposit is None else drawn


def _keeps_a_deposit(cancellation: Cancellation) -> bool:
    return any(tier.base is Base.DEPOSIT for tier in cancellation.tiers)


def _records() -> dict[str, type]:
    """Return the record of each clause, by its name in `Rules`."""
    hints = typing.get_type_hints(Rules)
    return {each.name: _optional(hints[each.name]) for each in fields(Rules)}


def _by_type(record: type, **own: SearchStrategy[Any]) -> SearchStrategy[Any]:
    hints = typing.get_type_hints(record)
    bounds = bounds_of(record)
    drawn = {
        each.name: _values(hints[each.name], bounds.get(each.name))
        for each in fields(record)
        if each.name not in own
    }
    return st.builds(record, **drawn, **own)


def _values(hint: Any, bounds: Bounds | None) -> SearchStrategy[Any]:
    """Return the values of a field: a flag, a choice, choices, a time, a number, or none of it."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return st.none() | _values(_optional(hint), bounds)
    if typing.get_origin(hint) is tuple:
        (inner, _rest) = typing.get_args(hint)
        return st.lists(st.sampled_from(inner), unique=True).map(tuple)
    if isinstance(hint, EnumType):
        return st.sampled_from(hint)
    if bounds is not None:
        return _number(hint, bounds)
    return {bool: st.booleans, time: _minutes}[hint]()


def _number(kind: type, bounds: Bounds) -> SearchStrategy[Any]:
    if kind is int:
        return st.integers(int(bounds.least), int(bounds.most))
    return st.decimals(bounds.least, bounds.most, places=2)


def _minutes() -> SearchStrategy[time]:
    return st.integers(0, 24 * 60 - 1).map(lambda minute: time(*divmod(minute, 60)))


def _optional(hint: Any) -> Any:
    (present,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    return present
