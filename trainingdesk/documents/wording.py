"""The sentences of the papers: shipped as data, changed by the office, filled in with facts."""

import string
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from trainingdesk.assets import resource
from trainingdesk.domain.errors import RuleBroken

SHIPPED = 0
"""The version number of a text that the office has not changed."""


@dataclass(frozen=True, slots=True)
class Override:
    """A wording that the office gave to a text, and which version of it."""

    number: int
    body: str


class Wording:
    """The texts of one paper.

    `used` tells afterwards which version of each was printed, `facts` what each was filled with.
    """

    def __init__(self, overrides: Mapping[str, Override] | None = None) -> None:
        self._overrides = overrides or {}
        self.used: dict[str, int] = {}
        self.facts: dict[str, dict[str, object]] = {}

    def __call__(self, key: str, **fields: object) -> str:
        """Return the text named `paper.name`, its fields filled in.

        Raises:
            RuleBroken: the office's wording names a field that this text does not have.
            KeyError: there is no such text.
        """
        chosen = self._overrides.get(key)
        body = self.body(key)
        self.used[key] = chosen.number if chosen else SHIPPED
        self.facts[key] = fields
        try:
            return filled(body, fields)
        except (KeyError, ValueError, IndexError) as error:
            raise RuleBroken(
                f"Le texte « {key} » ne peut pas être rempli : vérifiez ses accolades et ses "
                "champs dans Outils › Textes des documents.",
                key,
            ) from error

    def body(self, key: str) -> str:
        """Return a text as it is worded, its fields not filled in."""
        chosen = self._overrides.get(key)
        return chosen.body if chosen else shipped_texts()[key]


def filled(body: str, fields: Mapping[str, object]) -> str:
    """Return a text with its fields filled in.

    Raises:
        KeyError: a field is not among *fields*.
        ValueError: a brace is not closed.
        IndexError: a field has no name.
    """
    return _Formatter().format(body, **fields).strip()


class _Formatter(string.Formatter):
    """Fill in names only: no attribute, index or conversion reaches into our objects."""

    def get_field(
        self,
        field_name: str,
        args: object,  # noqa: ARG002 - its place in the signature is the library's
        kwargs: Mapping[str, object],
    ) -> tuple[object, str]:
        """Return the field, by its plain name."""
        return kwargs[field_name], field_name


@cache
def shipped_texts() -> dict[str, str]:
    """Return every shipped text under `paper.name`."""
    texts = {}
    for path in sorted(resource("wording").glob("*.toml")):
        for name, body in tomllib.loads(path.read_text("utf-8")).items():
            texts[f"{path.stem}.{name}"] = body
    return texts


def fields_of(body: str) -> frozenset[str]:
    """Return the names of the fields in a text.

    Raises:
        ValueError: a brace is not closed.
    """
    return frozenset(name for _, name, _, _ in string.Formatter().parse(body) if name is not None)


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a text from being filled in, and the place of the character where it stands."""

    at: int
    sentence: str


def fault_of(body: str, known: Collection[str]) -> Fault | None:
    """Return the first thing that keeps a text from being filled with the *known* fields.

    >>> fault = fault_of("Groupe de {nombre}", {"count"})
    >>> fault.at, fault.sentence.startswith("Ligne 1, caractère 11")
    (10, True)
    """
    place = 0
    while place < len(body):
        letter = body[place]
        if letter not in "{}":
            place += 1
        elif body[place : place + 2] in {"{{", "}}"}:
            place += 2
        elif letter == "}":
            return _fault(
                body, place, "cette accolade ferme sans ouvrir ; doublez-la pour l’imprimer."
            )
        else:
            end = _closing(body, place)
            if end is None:
                return _fault(
                    body,
                    place,
                    "cette accolade n’est pas fermée : écrivez les champs {comme_ceci}, et {{ pour "
                    "une accolade imprimée.",
                )
            name = body[place + 1 : end]
            if name not in known:
                return _fault(body, place, _unknown(name, known))
            place = end + 1
    return None


def _closing(body: str, opening: int) -> int | None:
    """Return where the field that opens there is closed, before another one opens."""
    end = body.find("}", opening)
    other = body.find("{", opening + 1)
    return None if end < 0 or 0 <= other < end else end


def _unknown(name: str, known: Collection[str]) -> str:
    offered = ", ".join(f"{{{field}}}" for field in sorted(known)) or "aucun"
    return f"ce texte n’a pas de champ {{{name}}}. Champs possibles : {offered}."


def _fault(body: str, place: int, words: str) -> Fault:
    line = body.count("\n", 0, place) + 1
    column = place - (body.rfind("\n", 0, place) + 1) + 1
    return Fault(place, f"Ligne {line}, caractère {column} : {words}")
