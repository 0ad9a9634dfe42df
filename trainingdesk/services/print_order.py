"""In which order an office prints the papers of a session, and how many copies of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.needs import NEEDS
from trainingdesk.services.office import Office
from trainingdesk.storage import office as identity
from trainingdesk.storage.database import unit_of_work

SETTING = "print_order"
MOST_COPIES = 20


@dataclass(frozen=True, slots=True)
class Printed:
    """A kind of paper and the copies of each that leave the printer; none keeps it out."""

    key: str
    copies: int = 1


USUAL = tuple(Printed(need.key, need.copies) for need in NEEDS)
"""From the agreement to the invoice, as the papers are needed."""


def print_order(office: Office) -> tuple[Printed, ...]:
    """Return what the office chose; what it does not name follows, as is usual."""
    kept = cast("list[list[object]]", identity.setting(office.db, SETTING, []))
    chosen = tuple(Printed(str(key), int(str(copies))) for key, copies in kept)
    named = {printed.key for printed in chosen}
    return (*chosen, *(printed for printed in USUAL if printed.key not in named))


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintChoice:
    """A line of the order of printing, as one chooses it."""

    key: str
    name: str
    copies: int

    @property
    def printed(self) -> Printed:
        """The line as it is kept."""
        return Printed(self.key, self.copies)


def print_choices(office: Office) -> tuple[PrintChoice, ...]:
    """Return the order of printing with the name of each kind."""
    return _named(print_order(office))


def usual_choices() -> tuple[PrintChoice, ...]:
    """Return the order that holds while nobody chose another."""
    return _named(USUAL)


def _named(order: Sequence[Printed]) -> tuple[PrintChoice, ...]:
    # It brings reportlab along, which the window does without until a paper is asked for.
    from trainingdesk.documents.register import PAPERS  # noqa: PLC0415

    return tuple(
        PrintChoice(key=printed.key, name=PAPERS[printed.key].name, copies=printed.copies)
        for printed in order
        if printed.key in PAPERS
    )


def save_print_order(office: Office, order: Sequence[Printed]) -> Changes:
    """Keep an order of printing.

    Raises:
        RuleBroken: a kind is named twice or unknown, or its copies are beyond reason.
    """
    # It brings reportlab along, which the window does without until a paper is asked for.
    from trainingdesk.documents.register import PAPERS  # noqa: PLC0415

    keys = [printed.key for printed in order]
    for printed in order:
        if printed.key not in PAPERS:
            raise RuleBroken(f"« {printed.key} » n’est pas un document.", "print_order")
        if keys.count(printed.key) > 1:
            words = f"« {printed.key} » est nommé deux fois : gardez une seule ligne."
            raise RuleBroken(words, "print_order")
        if not 0 <= printed.copies <= MOST_COPIES:
            raise RuleBroken(f"Choisissez de 0 à {MOST_COPIES} exemplaires.", "print_order")
    with unit_of_work(office.db):
        pairs = [[printed.key, printed.copies] for printed in order]
        identity.save_setting(office.db, SETTING, pairs)
    return changed("Ordre d’impression enregistré", Kind.OFFICE)
