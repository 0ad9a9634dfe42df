"""The reports of the office as files: `trainingdesk report`."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainingdesk.cli.options import (
    Command,
    Day,
    Program,
    day_option,
    json_option,
    office_option,
    print_json,
    reading_office,
)
from trainingdesk.domain.calendar import month_end
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import euros, plural, typeset

if TYPE_CHECKING:
    from trainingdesk.services.reporting import Format

Period = tuple[date, date]

FORMATS = ("pdf", "xlsx", "csv")
FORM_HELP = "À défaut, celle que dit la fin du nom du fichier."
SPAN_HELP = "Un mois (2026-05), un trimestre (2026-T2) ou une année (2026)."
OUT_HELP = "Le fichier à écrire ; il remplace celui qui porte ce nom."
_SPAN = re.compile(r"([1-9]\d{3})(?:-(?:(\d{2})|T([1-4])))?")
MONTHS_OF_QUARTER = 3
DECEMBER = 12


class Span(click.ParamType[Period]):
    """A month, a quarter or a year: 2026-05, 2026-T2, 2026."""

    name = "période"

    def convert(
        self,
        value: str | Period,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Period:
        """Return the first and the last day, or refuse."""
        if isinstance(value, tuple):
            return value
        found = _SPAN.fullmatch(value.strip().upper())
        months = _months(found) if found else None
        if found is None or months is None:
            words = f"« {value} » n’est pas une période : écrivez 2026-05, 2026-T2 ou 2026."
            raise click.BadParameter(words, ctx=ctx, param=param)
        year, (first, last) = int(found[1]), months
        return date(year, first, 1), month_end(date(year, last, 1))


def _months(found: re.Match[str]) -> tuple[int, int] | None:
    """Return the first and last month that a match names, `None` where there is no such month."""
    _year, month, quarter = found.groups()
    if quarter:
        last = int(quarter) * MONTHS_OF_QUARTER
        return last - MONTHS_OF_QUARTER + 1, last
    if not month:
        return 1, DECEMBER
    return (int(month), int(month)) if 1 <= int(month) <= DECEMBER else None


Function = Callable[..., object]


def _period_options(command: Function) -> Function:
    """Let a report be asked for a period: `span`, or `first` and `last`; see `_chosen`."""
    for option in (
        click.option("--to", "last", type=Day(), help="… et le dernier, compris."),
        click.option("--from", "first", type=Day(), help="Ou : le premier jour."),
        click.option("--month", "span", type=Span(), metavar="PÉRIODE", help=SPAN_HELP),
    ):
        command = option(command)
    return command


def _file_options(command: Function) -> Function:
    """Let a report be written: `path`, and its `form`; see `_form`."""
    for option in (
        click.option(
            "--out",
            "path",
            metavar="FICHIER",
            required=True,
            type=click.Path(path_type=Path, dir_okay=False),
            help=OUT_HELP,
        ),
        click.option("--format", "form", type=click.Choice(FORMATS), help=FORM_HELP),
    ):
        command = option(command)
    return command


@click.group(cls=Program, subcommand_metavar="RAPPORT [ARGUMENTS]…")
def report() -> None:
    """Écrit un rapport de l’organisme dans un fichier."""


@report.command("invoices", cls=Command)
@_period_options
@_file_options
@day_option
@office_option
@json_option
def invoices(
    span: Period | None,
    first: date | None,
    last: date | None,
    form: str | None,
    path: Path,
    *,
    on: date | None,
    office_path: Path | None,
    as_json: bool,
) -> None:
    """Écrit le rapport des factures d’une période.

    Toutes les factures et tous les avoirs dans l’ordre des numéros, les totaux par taux, type,
    client, formation et financeur, les règlements reçus et ce qui reste dû.
    """
    from trainingdesk.reports.monthly_invoices import figures
    from trainingdesk.services import reporting

    begins, ends = _chosen(span, first, last)
    chosen = _form(form, path)
    with reading_office(office_path, on or date.today()) as office:  # noqa: DTZ011 - the day here
        made = reporting.invoice_report(office, begins, ends)
        file = reporting.export(office, made, chosen, path)
    sums = figures.sums(made.rows)
    told = {
        "file": str(file),
        "from": begins.isoformat(),
        "to": ends.isoformat(),
        "invoices": figures.invoices(made.rows),
        "credit_notes": figures.credit_notes(made.rows),
        "total_ht": str(sums.total_ht),
        "tva": str(sums.tva),
        "total_ttc": str(sums.total_ttc),
        "received": str(figures.received(made.payments)),
        "still_due": str(figures.remaining(made.still_due)),
    }
    if as_json:
        print_json(told)
        return
    count = plural(len(made.rows), "pièce", "pièces")
    click.echo(
        typeset(
            f"{figures.period_name(made)} : {count}, {euros(sums.total_ht)} HT, "
            f"{euros(sums.total_ttc)} TTC. Rapport écrit dans « {file} »."
        )
    )


@report.command("tva", cls=Command)
@_period_options
@_file_options
@day_option
@office_option
def tva(
    span: Period | None,
    first: date | None,
    last: date | None,
    form: str | None,
    path: Path,
    *,
    on: date | None,
    office_path: Path | None,
) -> None:
    """Écrit le récapitulatif de TVA d’une période.

    Sur les débits, sur les encaissements, et les ventes aux particuliers.
    """
    from trainingdesk.domain.money import ZERO
    from trainingdesk.services import tva_report
    from trainingdesk.services.writing import write_whole

    begins, ends = _chosen(span, first, last)
    chosen = _form(form, path)
    with reading_office(office_path, on or date.today()) as office:  # noqa: DTZ011 - the day here
        made = tva_report.tva_report(office, begins, ends)
        file = write_whole(path, tva_report.rendered(office, made, chosen))
    due = sum((line.tva for line in made.due), ZERO)
    ground = "débits" if made.on_debits else "encaissements"
    click.echo(typeset(f"{euros(due)} de TVA d’après les {ground}, dans « {file} »."))


@report.command("charges", cls=Command)
@_period_options
@_file_options
@day_option
@office_option
def charges(
    span: Period | None,
    first: date | None,
    last: date | None,
    form: str | None,
    path: Path,
    *,
    on: date | None,
    office_path: Path | None,
) -> None:
    """Écrit les factures reçues d’une période, par nature."""
    from trainingdesk.services import charges_report
    from trainingdesk.services.writing import write_whole

    begins, ends = _chosen(span, first, last)
    chosen = _form(form, path)
    with reading_office(office_path, on or date.today()) as office:  # noqa: DTZ011 - the day here
        made = charges_report.charges(office, begins, ends)
        file = write_whole(path, charges_report.rendered(office, made, chosen))
    count = plural(len(made.bills), "facture reçue", "factures reçues")
    click.echo(typeset(f"{count}, {euros(made.total)} de charges, dans « {file} »."))


@report.command("journal", cls=Command)
@_period_options
@click.option(
    "--layout",
    metavar="NOM",
    default="fec",
    help="Présentation du fichier : fec (par défaut), tableur, ciel, coala, ebp, macompta, quadra.",
)
@click.option(
    "--out",
    "folder",
    metavar="DOSSIER",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Reçoit le fichier, sous le nom que veut la présentation ; créé au besoin.",
)
@day_option
@office_option
def journal(
    span: Period | None,
    first: date | None,
    last: date | None,
    layout: str,
    folder: Path,
    *,
    on: date | None,
    office_path: Path | None,
) -> None:
    """Écrit les ventes et les règlements pour le comptable.

    Le fichier a la présentation du FEC mais ne contient que les ventes et leurs règlements : il
    n’est pas le fichier des écritures comptables de l’exercice.
    """
    from trainingdesk.services import ledger
    from trainingdesk.services.writing import write_whole

    begins, ends = _chosen(span, first, last)
    with reading_office(office_path, on or date.today()) as office:  # noqa: DTZ011 - the day here
        name = ledger.file_name(office, begins, ends, layout)
        made = ledger.entries(office, begins, ends)
        folder.mkdir(parents=True, exist_ok=True)
        file = write_whole(folder / name, ledger.rendered(made, layout))
    click.echo(typeset(f"{plural(len(made), 'écriture')} dans « {file} ». {ledger.NOT_THE_FEC}"))


@report.command("balance", cls=Command)
@_file_options
@day_option
@office_option
@json_option
def balance(
    form: str | None, path: Path, *, on: date | None, office_path: Path | None, as_json: bool
) -> None:
    """Écrit la balance âgée et les encaissements attendus."""
    from trainingdesk.domain.aged_balance import Age
    from trainingdesk.services import reporting
    from trainingdesk.services.writing import write_whole

    chosen = _form(form, path)
    with reading_office(office_path, on or date.today()) as office:  # noqa: DTZ011 - the day here
        made = reporting.aged_balance(office)
        file = write_whole(path, reporting.balance_rendered(office, made, chosen))
    if as_json:
        print_json(
            {
                "file": str(file),
                "on": made.as_of.isoformat(),
                "payers": len(made.payers),
                **{age.value: str(made.owed(age)) for age in Age},
                "credit": str(made.credit),
                "total": str(made.total),
            }
        )
        return
    click.echo(
        typeset(
            f"{euros(made.invoiced)} dus par {plural(len(made.payers), 'payeur')}, dont "
            f"{euros(made.late)} échus. Balance écrite dans « {file} »."
        )
    )


def _chosen(span: Period | None, first: date | None, last: date | None) -> Period:
    if span is not None and first is None and last is None:
        return span
    if span is None and first is not None and last is not None:
        return first, last
    raise RuleBroken(
        "Quelle période ? Donnez --month (2026-05, 2026-T2 ou 2026), ou bien --from et --to."
    )


def _form(form: str | None, path: Path) -> "Format":
    from trainingdesk.services.reporting import Format

    suffix = path.suffix.casefold().removeprefix(".")
    if form is None and suffix not in FORMATS:
        raise RuleBroken(
            "Sous quelle forme ? Donnez --format pdf, xlsx ou csv, ou un nom de fichier qui finit "
            "ainsi."
        )
    return Format(form or suffix)
