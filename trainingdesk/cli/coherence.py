"""Whether the papers of a session agree: `trainingdesk coherence`."""

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
from trainingdesk.french import typeset

if TYPE_CHECKING:
    from trainingdesk.domain.coherence import Side

AGREES, CONTRADICTS = 0, 1


@click.command(cls=Command)
@click.argument("session", metavar="SESSION")
@day_option
@office_option
@json_option
def coherence(session: str, on: date | None, office_path: Path | None, as_json: bool) -> int:
    """Vérifie que les documents d’une session disent tous la même chose.

    SESSION est son numéro. Heures, noms, SIRET, numéros de dossier, adresses, dates, émargement,
    prix et listes de stagiaires sont comparés. L’état de sortie est 1 si un financeur pourrait
    refuser de payer.
    """
    from trainingdesk.domain.coherence import Level
    from trainingdesk.services import coherence as service

    day = on or date.today()  # noqa: DTZ011 - the day it is here
    with reading_office(office_path, day) as office:
        found = service.findings(office, service.session_named(office, session))
    if as_json:
        print_json(
            [
                {
                    "rule": finding.rule,
                    "level": finding.level.value,
                    "left": _side(finding.left),
                    "right": _side(finding.right),
                    "sentence": typeset(finding.sentence),
                }
                for finding in found
            ]
        )
    else:
        for finding in found:
            mark = "à corriger" if finding.level is Level.RED else "à vérifier"
            click.echo(typeset(f"{mark}  {finding.sentence}"))
        if not found:
            click.echo(typeset(f"Session {session} : tout concorde."))
    is_red = any(finding.level is Level.RED for finding in found)
    return CONTRADICTS if is_red else AGREES


def _side(side: "Side") -> dict[str, object]:
    place = side.place
    return {
        "what": typeset(side.what),
        "value": typeset(side.value),
        "place": {
            "page": place.page,
            "row_id": place.row_id,
            "view": place.view,
            "tab": side.tab,
        },
    }
