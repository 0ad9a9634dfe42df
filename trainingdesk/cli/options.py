"""What commands have in common: help in French, days and amounts, options, JSON, the office."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import parse_amount, typeset
from trainingdesk.services.workplace import last_office, remember_office

if TYPE_CHECKING:
    from trainingdesk.services.office import Office


class _Formatter(click.HelpFormatter):
    """Sets French punctuation apart in help texts, before lines are broken."""

    def write_text(self, text: str) -> None:
        super().write_text(typeset(text))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}\N{NO-BREAK SPACE}:\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(name, typeset(text)) for name, text in rows], col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is set in French typography."""

    context_class = _Context


class Program(click.Group):
    """A group of commands that says where an option stands."""

    context_class = _Context
    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; an option before its command is told where it belongs."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            known = (p.opts for command in self.commands.values() for p in command.params)
            if not any(error.option_name in names for names in known):
                raise
            words = f"L’option « {error.option_name} » se place après le nom de la commande."
            raise click.UsageError(words, ctx) from error


class Day(click.ParamType[date]):
    """A date typed as 2026-05-18 or 18/05/2026."""

    name = "date"

    def convert(
        self,
        value: str | date,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Return the date, or refuse."""
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            with suppress(ValueError):
                return datetime.strptime(value, form).date()  # noqa: DTZ007 - a day has no zone
        words = f"« {value} » n’est pas une date : écrivez AAAA-MM-JJ ou JJ/MM/AAAA."
        raise click.BadParameter(words, ctx=ctx, param=param)


office_option = click.option(
    "--office",
    "office_path",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    envvar="TRAININGDESK_OFFICE",
    help="Fichier de l’organisme ; à défaut TRAININGDESK_OFFICE, puis le dernier ouvert.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Répond en JSON seulement.")
day_option = click.option(
    "--on", type=Day(), default=None, help="Le jour à prendre pour aujourd’hui."
)


class Amount(click.ParamType[Decimal]):
    """An amount or a rate typed with a dot or a comma, zero or more."""

    name = "montant"

    def convert(
        self,
        value: str | Decimal,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Decimal:
        """Return the number, or refuse."""
        if isinstance(value, Decimal):
            return value
        try:
            amount = parse_amount(value)
        except ValueError as error:
            words = f"« {value} » n’est pas un montant : écrivez par exemple 1234,50."
            raise click.BadParameter(words, ctx=ctx, param=param) from error
        if amount < 0:
            raise click.BadParameter("Écrivez zéro ou plus.", ctx=ctx, param=param)
        return amount


def print_json(value: object) -> None:
    """Write a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def chosen_office(path: Path | None) -> Path:
    """Return the office to work on: the one named, else the one opened last.

    Raises:
        RuleBroken: there is neither.
    """
    chosen = path or last_office()
    if chosen is None:
        raise RuleBroken(
            "Quel organisme ? Donnez son fichier avec --office, ou par TRAININGDESK_OFFICE."
        )
    return chosen


@contextmanager
def reading_office(path: Path | None, day: date) -> Iterator["Office"]:
    """Open the chosen office to read it on a day; it may be open in a window."""
    from trainingdesk.services.office import Office
    from trainingdesk.storage.database import open_reader

    chosen = chosen_office(path)
    db = open_reader(chosen)
    try:
        yield Office(db, chosen, lambda: day)
    finally:
        db.close()


@contextmanager
def writing_office(path: Path | None, day: date | None = None) -> Iterator["Office"]:
    """Open the chosen office to write to it, on a day; a window that has it open refuses."""
    from trainingdesk.services.office import open_office
    from trainingdesk.storage.lock import hold

    chosen = chosen_office(path)
    with hold(chosen):
        office = open_office(chosen, lambda: day or date.today())  # noqa: DTZ011 - the day here
        try:
            yield office
        finally:
            office.close()
    remember_office(chosen)


@contextmanager
def progress_bar(*, shown: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Give a way to tell progress: a bar on a terminal, nothing elsewhere."""
    if not (shown and sys.stderr is not None and sys.stderr.isatty()):
        yield lambda _done, _total, _what: None
        return
    with click.progressbar(length=100, file=sys.stderr, label="Training Desk") as bar:

        def tell(done: int, total: int, what: str) -> None:
            bar.length = max(total, done, 1)
            bar.label = what or "Training Desk"
            bar.update(done - bar.pos)

        yield tell
