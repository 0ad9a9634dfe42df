"""Conditions of sale that come as a file: those shipped, or one that somebody wrote."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from trainingdesk.assets import resource
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.checking import checked
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.storage.rules_text import rules_from

FOLDER = "offices"


@dataclass(frozen=True, slots=True)
class Profile:
    """Rules of sale under the name of the office they come from."""

    key: str
    name: str
    rules: Rules


def shipped_profiles() -> tuple[Profile, ...]:
    """Return the profiles that travel with the program, by name."""
    files = sorted(resource(FOLDER).glob("*.toml"))
    return tuple(sorted(map(read_profile, files), key=lambda profile: profile.name.casefold()))


def shipped_keys() -> tuple[str, ...]:
    """Return what the profiles that travel with the program are called by, in order."""
    return tuple(sorted(file.stem for file in resource(FOLDER).glob("*.toml")))


def load_profile(name_or_path: str) -> Profile:
    """Return a shipped profile by its key, or one from a file.

    Raises:
        RuleBroken: there is neither, or the file does not hold rules of sale.
    """
    shipped = resource(FOLDER, f"{name_or_path.casefold()}.toml")
    if shipped.is_file() and shipped.parent == resource(FOLDER):
        return read_profile(shipped)
    path = Path(name_or_path)
    if not path.is_file():
        known = ", ".join(shipped_keys())
        raise RuleBroken(
            f"« {name_or_path} » n’est ni un organisme connu ({known}) ni un fichier.", "profile"
        )
    return read_profile(path)


def read_profile(path: Path) -> Profile:
    """Return the profile that a TOML file holds.

    Raises:
        RuleBroken: the file is no TOML, or a value cannot hold; the message says where.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleBroken(
            f"« {path.name} » n’est pas un fichier de conditions lisible (TOML) : {error}."
        ) from error
    name = values.pop("name", path.stem)
    try:
        return Profile(path.stem, str(name), checked(rules_from(values)))
    except RuleBroken as error:
        place = f"« {path.name} »" + (f", {error.field}" if error.field else "")
        raise RuleBroken(f"{place} : {error}", error.field) from error
