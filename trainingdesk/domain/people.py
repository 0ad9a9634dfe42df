"""How people are named on lists and papers."""

from enum import StrEnum
from typing import Protocol


class Civility(StrEnum):
    """How a person wishes to be addressed; unknown prints the name alone."""

    MADAME = "Mme"
    MONSIEUR = "M."
    UNKNOWN = ""


class Named(Protocol):
    """Anyone with a civility, a first and a last name."""

    @property
    def civility(self) -> Civility:
        """How the person is addressed."""

    @property
    def first_name(self) -> str:
        """The usual first name."""

    @property
    def last_name(self) -> str:
        """The family name in use."""


def list_name(person: Named) -> str:
    """Return the name as lists sort it: last name first."""
    return f"{person.last_name} {person.first_name}".strip()


def full_name(person: Named) -> str:
    """Return the name as papers print it, with the civility when it is known."""
    return " ".join(filter(None, (person.civility, person.first_name, person.last_name)))
