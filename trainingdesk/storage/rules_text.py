"""The rules of sale as text: JSON in the file, TOML where an office's conditions are shipped."""

import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import time
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import Enum, EnumType
from functools import cache
from typing import TYPE_CHECKING, Any

from trainingdesk.domain.conditions.kinds import Bounds
from trainingdesk.domain.conditions.rules import Rules
from trainingdesk.domain.conditions.special import SpecialTerms
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import listed, number

if TYPE_CHECKING:
    from cattrs import Converter


def rules_text(rules: Rules) -> str:
    """Return the rules as JSON, clauses that are missing left out."""
    return _json(as_mapping(rules))


def rules_from_text(text: str) -> Rules:
    """Return the rules that JSON holds."""
    return rules_from(json.loads(text))


def as_mapping(rules: Rules) -> dict[str, Any]:
    """Return the rules as plain values by clause, those that are missing left out."""
    whole: dict[str, Any] = _converter().unstructure(rules)
    return {
        name: {key: value for key, value in clause.items() if value is not None}
        for name, clause in whole.items()
        if clause is not None
    }


def rules_from(values: Mapping[str, Any]) -> Rules:
    """Return the rules that plain values hold.

    Raises:
        RuleBroken: a clause or value is unknown, or of the wrong kind; `field` is its path.
    """
    from cattrs import BaseValidationError  # noqa: PLC0415 - not before there are rules to read

    try:
        return _converter().structure(values, Rules)
    except BaseValidationError as error:
        path, why = _first_fault(error)
        raise RuleBroken(f"Conditions de vente, « {path} » : {why}", path) from error


def special_text(special: SpecialTerms) -> str:
    """Return an agreement's own values as JSON."""
    return _json({path: _converter().unstructure(v) for path, v in special.values.items()})


def special_from_text(text: str) -> SpecialTerms:
    """Return an agreement's own values from JSON."""
    values = json.loads(text)
    return SpecialTerms(
        {path: _converter().structure(value, type_of(path)) for path, value in values.items()}
    )


@cache
def type_of(path: str) -> Any:  # noqa: ANN401 - the type of a field is any type
    """Return the type of the value at a path such as `deposit.share`."""
    section, _dot, name = path.partition(".")
    clause = typing.get_type_hints(Rules)[section]
    (record,) = (part for part in typing.get_args(clause) if part is not types.NoneType)
    return typing.get_type_hints(record, include_extras=True)[name]


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


@cache
def _converter() -> "Converter":
    from cattrs import Converter  # noqa: PLC0415 - not before there are rules to read

    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_unstructure_hook(time, lambda at: f"{at:%H:%M}")
    converter.register_structure_hook(Decimal, lambda value, _type: _decimal(value))
    converter.register_structure_hook(bool, lambda value, _type: _exactly(value, bool))
    converter.register_structure_hook(int, lambda value, _type: _exactly(value, int))
    converter.register_structure_hook(time, lambda value, _type: _time(value))
    converter.register_structure_hook_factory(_is_list, _list_reader)
    return converter


def _exactly(value: Any, kind: type) -> Any:  # noqa: ANN401 - what a text held, whatever it is
    """Return the value, or refuse one that would have to be guessed at: 1 is not «yes»."""
    if type(value) is not kind:
        raise ValueError(value)
    return value


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        raise TypeError(value)
    try:
        found = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not found.is_finite():
        raise ValueError(value)
    return found


def _time(value: object) -> time:
    found = value if isinstance(value, time) else time.fromisoformat(str(value))
    if found.tzinfo is not None:
        raise ValueError(value)
    return found


def _is_list(kind: Any) -> bool:  # noqa: ANN401 - the type of a field is any type
    return typing.get_origin(kind) is tuple


def _list_reader(kind: Any, converter: "Converter") -> Callable[[Any, Any], Any]:  # noqa: ANN401
    """Return the reader of a list, which takes no text for a list of letters."""
    from cattrs.cols import homogenous_tuple_structure_factory  # noqa: PLC0415 - as above

    read = homogenous_tuple_structure_factory(kind, converter)

    def read_list(values: Any, as_kind: Any) -> Any:  # noqa: ANN401 - what a text held
        if not isinstance(values, (list, tuple)):
            raise TypeError(values)
        return read(values, as_kind)

    return read_list


# What is wrong, for whoever wrote the text -------------------------------------------------------


def _first_fault(error: BaseException) -> tuple[str, str]:
    """Return the path of the first fault, and what is wrong there."""
    from cattrs import (  # noqa: PLC0415 - not before there are rules to read
        AttributeValidationNote,
        ClassValidationError,
        ForbiddenExtraKeysError,
        IterableValidationError,
    )

    path: list[str] = []
    kind: Any = Rules
    while isinstance(error, (ClassValidationError, IterableValidationError)):
        placed, others = error.group_exceptions()
        if others:
            # A name that is not known explains a value that is missing: it is told first.
            error = others[0]
            continue
        error, note = placed[0]
        if isinstance(note, AttributeValidationNote):
            path.append(note.name)
        else:
            path.append(str(int(note.index) + 1))
        kind = note.type
    if isinstance(error, ForbiddenExtraKeysError):
        name = min(error.extra_fields)
        path.append(name)
        return ".".join(path), _unknown(name, [each.name for each in fields(error.cl)])
    if isinstance(error, KeyError):
        return ".".join(path), f"il manque cette valeur, {_expected(kind)}."
    return ".".join(path), f"il faut {_expected(kind)}."


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return f"ce nom n’est pas connu ; vouliez-vous écrire « {near[0]} » ?"
    return f"ce nom n’est pas connu ; les noms connus sont {listed(known)}."


def _expected(kind: Any) -> str:  # noqa: ANN401 - the type of a field is any type
    """Return what a value of a type looks like, to be said after «il faut»."""
    bounds = next(
        (note for note in getattr(kind, "__metadata__", ()) if isinstance(note, Bounds)), None
    )
    if bounds is not None:
        return _number_expected(typing.get_args(kind)[0], bounds)
    if typing.get_origin(kind) in {types.UnionType, typing.Union}:
        (present,) = (part for part in typing.get_args(kind) if part is not types.NoneType)
        return _expected(present)
    if typing.get_origin(kind) is tuple:
        return "une liste entre crochets"
    if isinstance(kind, EnumType):
        words = " ou ".join(f"« {each.value} »" for each in typing.cast("Iterable[Enum]", kind))
        return f"un de ces mots : {words}"
    return _PLAIN.get(kind, "une clause, avec ses valeurs")


_PLAIN = {bool: "oui ou non (true ou false)", time: "une heure, comme 09:30"}


def _number_expected(kind: type, bounds: Bounds) -> str:
    span = f"de {number(bounds.least)} à {number(bounds.most)}"
    if bounds.unit == "share":
        return f"une part {span}, comme 0.3"
    return f"un nombre entier {span}" if kind is int else f"un nombre {span}"
