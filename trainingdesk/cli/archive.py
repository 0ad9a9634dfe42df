"""The archive of a year: `trainingdesk archive`."""

from datetime import date
from pathlib import Path

import click

from trainingdesk.cli.options import (
    Command,
    day_option,
    json_option,
    office_option,
    print_json,
    progress_bar,
    reading_office,
)
from trainingdesk.french import plural, typeset


@click.command(cls=Command)
@click.option(
    "--year",
    required=True,
    type=click.IntRange(1900, 9999),
    metavar="ANNÉE",
    help="L’année à archiver.",
)
@click.option(
    "--out",
    "path",
    metavar="FICHIER",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="L’archive ZIP à écrire ; elle remplace celle qui porte ce nom.",
)
@day_option
@office_option
@json_option
def archive(
    year: int, path: Path, *, on: date | None, office_path: Path | None, as_json: bool
) -> None:
    """Archive une année : factures, règlements, clôtures, PDF et empreintes.

    L’archive se lit et se vérifie sans Training Desk ; une notice y dit comment.
    """
    from trainingdesk.services import yearly_archive

    day = on or date.today()  # noqa: DTZ011 - the day it is here
    with (
        reading_office(office_path, day) as office,
        progress_bar(shown=not as_json) as progress,
    ):
        made = yearly_archive.write(office, year, path, progress)
    if as_json:
        print_json(
            {
                "file": str(path),
                "year": year,
                "invoices": made.invoices,
                "payments": made.payments,
                "closings": made.closings,
                "documents": made.documents,
                "without_document": list(made.without_document),
                "year_is_closed": made.is_closed,
            }
        )
        return
    click.echo(
        typeset(
            f"Année {year} : {plural(made.invoices, 'facture et avoir', 'factures et avoirs')}, "
            f"{plural(made.documents, 'document')}, {plural(made.payments, 'règlement')}, "
            f"{plural(made.closings, 'clôture')} dans « {path} »."
        )
    )
    for words in made.told:
        click.echo(typeset(words))
