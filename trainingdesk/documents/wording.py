"""The sentences of the papers: shipped as data, changed by the office, filled in with facts."""

import string
import tomllib
from collections.abc import Mapping
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
    """The texts of one paper; `used` tells afterwards which version of each was printed."""

    def __init__(self, overrides: Mapping[str, Override] | None = None) -> None:
        self._overrides = overrides or {}
        self.used: dict[str, int] = {}

    def __call__(self, key: str, **fields: object) -> str:
        """Return the text named `paper.name`, its fields filled in.

        Raises:
            RuleBroken: the office's wording names a field that this text does not have.
            KeyError: there is no such text.
        """
        chosen = self._overrides.get(key)
        body = chosen.body if chosen else shipped_texts()[key]
        self.used[key] = chosen.number if chosen else SHIPPED
        try:
            return _Formatter().format(body, **fields).strip()
        except (KeyError, ValueError, IndexError) as error:
            raise RuleBroken(
                f"Le texte « {key} » ne peut pas être rempli : vérifiez ses accolades et ses "
                "champs dans Outils › Textes des documents.",
                key,
            ) from error


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
