"""All the papers of a session in one run: `trainingdesk pack`."""

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
    progress_bar,
    writing_office,
)
from trainingdesk.french import plural, typeset

if TYPE_CHECKING:
    from trainingdesk.services.office import Office
    from trainingdesk.services.packs import Pack, Progress

DONE, HELD_BACK = 0, 1
MAILS = "Courriels"


@click.command(cls=Command)
@click.argument("session", metavar="SESSION")
@click.option(
    "--out",
    "folder",
    metavar="DOSSIER",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Reçoit les fichiers ; créé au besoin.",
)
@click.option(
    "--kind",
    "kinds",
    metavar="TYPE",
    multiple=True,
    help="Ce document seulement, par exemple joining_letter ; se répète. Nommer invoice valide et "
    "numérote les factures en brouillon.",
)
@click.option("--redo", is_flag=True, help="Réédite ce dont les données ont changé.")
@click.option("--merge", is_flag=True, help="Un seul PDF, avec des signets.")
@click.option(
    "--copies", is_flag=True, help="Avec --merge : chaque document autant de fois qu’on l’imprime."
)
@click.option(
    "--mail",
    "mails",
    is_flag=True,
    help="Ajoute un brouillon de courriel (.eml) par destinataire, avec ses documents.",
)
@day_option
@office_option
@json_option
def pack(
    session: str,
    folder: Path,
    *,
    kinds: tuple[str, ...],
    redo: bool,
    merge: bool,
    copies: bool,
    mails: bool,
    on: date | None,
    office_path: Path | None,
    as_json: bool,
) -> int:
    """Édite tout ce qui est prêt pour une session et le range dans un dossier.

    SESSION est son numéro. Les documents déjà édités y sont joints, tels qu’ils sont partis. L’état
    de sortie est 1 si un document attend quelque chose ; il est dit quoi.
    """
    from trainingdesk.services import pack_files, packs
    from trainingdesk.services.coherence import session_named

    if copies and not merge:
        raise click.UsageError("« --copies » ne sert qu’avec « --merge ».")
    with writing_office(office_path, on) as office, progress_bar(shown=not as_json) as progress:
        session_id = session_named(office, session)
        # A folder that cannot be made is told before anything leaves.
        folder.mkdir(parents=True, exist_ok=True)
        made = packs.make_ready(office, session_id, progress, kinds=kinds, redo=redo)
        if not made.papers:
            files = []
        elif merge:
            name = pack_files.merged_name(office, session_id, "Documents")
            path = folder / f"{name}.pdf"
            files = [pack_files.write_merged(office, made, path, copies=copies)]
        else:
            files = pack_files.write_folder(office, made, folder)
        if mails:
            files = [*files, *_write_mails(office, session_id, folder, progress)]
    if as_json:
        print_json(_as_json(made, files))
    else:
        _tell(made, folder)
    return HELD_BACK if made.held_back else DONE


def _write_mails(
    office: "Office", session_id: int, folder: Path, progress: "Progress"
) -> list[Path]:
    """Write the mails that announce the session, or those that follow it once it is over."""
    from trainingdesk.services.mail_drafts import Occasion, drafts, write
    from trainingdesk.services.session_files import session_file

    last = session_file(office, session_id).last_day
    is_over = last is not None and last <= office.today()
    occasion = Occasion.AFTER if is_over else Occasion.BEFORE
    chosen = [draft for draft in drafts(office, session_id, occasion) if draft.attached]
    return write(office, session_id, chosen, folder / MAILS, progress)


def _as_json(made: "Pack", files: Sequence[Path]) -> dict[str, object]:
    return {
        "papers": [
            {
                "kind": packed.paper.kind,
                "name": packed.paper.title,
                "whom": packed.whom,
                "file": packed.paper.file_name,
                "new": packed.is_new,
            }
            for packed in made.papers
        ],
        "blocked": [
            {
                "kind": str(paper.key),
                "name": paper.name,
                "whom": paper.whom,
                "state": paper.state.value,
                "why": typeset(paper.why),
            }
            for paper in made.held_back
        ],
        "files": [str(file) for file in files],
    }


def _tell(made: "Pack", folder: Path) -> None:
    new = sum(1 for packed in made.papers if packed.is_new)
    done = plural(new, "document édité", "documents édités")
    before = plural(len(made.papers) - new, "déjà édité", "déjà édités")
    click.echo(typeset(f"{done}, {before}, dans « {folder} »."))
    for paper in made.held_back:
        click.echo(typeset(f"en attente  {paper.name}, {paper.whom} : {paper.why}"))
    for words in made.unfiled:
        click.echo(typeset(words))
