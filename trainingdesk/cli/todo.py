"""What is to be done, by date: `trainingdesk todo`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainingdesk.cli.options import (
    Command,
    day_option,
    json_option,
    office_option,
    print_json,
    reading_office,
)
from trainingdesk.french import short_date, typeset

if TYPE_CHECKING:
    from trainingdesk.services.duties import Group


@click.command(cls=Command)
@day_option
@office_option
@json_option
def todo(on: date | None, office_path: Path | None, as_json: bool) -> None:
    """Dit ce qu’il y a à faire, le plus pressé d’abord.

    Le fichier est lu, rien n’y est changé. Ce qui a été mis de côté n’est pas dit.
    """
    from trainingdesk.services import duties

    day = on or date.today()  # noqa: DTZ011 - the day it is here
    with reading_office(office_path, day) as office:
        if as_json:
            print_json(
                [
                    {
                        "due": duty.due_on.isoformat(),
                        "kind": duty.kind,
                        "subject": typeset(duty.subject),
                        "sentence": typeset(duty.sentence),
                        "action": typeset(duty.action),
                    }
                    for duty in duties.duties(office)
                ]
            )
            return
        agenda = duties.agenda(office)
    _tell("Cette semaine", agenda.this_week, day)
    _tell("Les semaines suivantes", agenda.later, day)
    if not agenda.count:
        click.echo("Rien à faire.")


def _tell(title: str, groups: Sequence["Group"], today: date) -> None:
    if not groups:
        return
    click.echo(title)
    for group in groups:
        click.echo(typeset(f"  {group.name}"))
        for duty in group.duties:
            late = " (en retard)" if duty.due_on < today else ""
            click.echo(typeset(f"    {short_date(duty.due_on)}{late}  {duty.sentence}"))
