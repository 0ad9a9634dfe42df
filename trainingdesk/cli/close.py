"""Closing a month or a year: `trainingdesk close`."""

from datetime import date
from pathlib import Path

import click

from trainingdesk.cli.options import (
    Command,
    day_option,
    json_option,
    office_option,
    print_json,
    writing_office,
)
from trainingdesk.cli.report import Period, Span
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import typeset


@click.command(cls=Command)
@click.option("--month", type=Span(), metavar="MOIS", help="Le mois à clôturer : 2026-10.")
@click.option("--year", type=click.IntRange(1900, 9999), metavar="ANNÉE", help="Ou l’année : 2026.")
@day_option
@office_option
@json_option
def close(
    month: Period | None,
    year: int | None,
    *,
    on: date | None,
    office_path: Path | None,
    as_json: bool,
) -> None:
    """Clôture un mois ou une année : ses totaux sont gardés pour toujours.

    Aucune facture ne peut ensuite y être datée. Les mois se clôturent dans l’ordre.
    """
    from trainingdesk.services import closings as service
    from trainingdesk.storage.closings import CLOSINGS

    if (month is None) == (year is None):
        raise RuleBroken("Que clôturer ? Donnez --month 2026-10, ou bien --year 2026.")
    if month is not None and (month[0].year, month[0].month) != (month[1].year, month[1].month):
        raise RuleBroken("Un seul mois se clôture à la fois : écrivez par exemple 2026-10.")
    with writing_office(office_path, on) as office:
        done = (
            service.close_month(office, month[0])
            if month is not None
            else service.close_year(office, year or 0)
        )
        closing = CLOSINGS.get(office.db, done.saved_id)
    if as_json:
        print_json(
            {
                "period": closing.period.value,
                "from": closing.starts_on.isoformat(),
                "to": closing.ends_on.isoformat(),
                "closed_on": closing.closed_on.isoformat(),
                "invoices": closing.invoices,
                "credit_notes": closing.credit_notes,
                "total_ht": str(closing.total_ht),
                "tva": str(closing.tva),
                "total_ttc": str(closing.total_ttc),
                "payments": closing.payments,
                "received": str(closing.received),
                "perpetual_ht": str(closing.perpetual_ht),
                "perpetual_tva": str(closing.perpetual_tva),
                "perpetual_ttc": str(closing.perpetual_ttc),
                "perpetual_received": str(closing.perpetual_received),
            }
        )
        return
    click.echo(typeset(done.label))
