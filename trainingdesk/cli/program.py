"""The program as a command, and its first commands."""

import gettext
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainingdesk import __version__
from trainingdesk.assets import resource
from trainingdesk.cli.archive import archive
from trainingdesk.cli.close import close
from trainingdesk.cli.coherence import coherence
from trainingdesk.cli.options import (
    Program,
    chosen_office,
    day_option,
    json_option,
    office_option,
    print_json,
    progress_bar,
    writing_office,
)
from trainingdesk.cli.pack import pack
from trainingdesk.cli.report import report
from trainingdesk.cli.rules import rules
from trainingdesk.cli.todo import todo
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import number, typeset
from trainingdesk.services import mishaps

if TYPE_CHECKING:
    from trainingdesk.interchange.course_sheets import ReadSheet

DONE, FOUND, REFUSED = 0, 1, 2


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
)
@click.version_option(
    __version__, message="Training Desk %(version)s", help="Donne le numéro de version."
)
def program() -> None:
    """Training Desk, le logiciel de bureau des petits organismes de formation.

    Sans commande, le programme ouvre sa fenêtre.
    """


program.add_command(rules)
program.add_command(coherence)
program.add_command(todo)
program.add_command(pack)
program.add_command(report)
program.add_command(close)
program.add_command(archive)


@program.command()
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@day_option
@json_option
def demo(folder: Path, on: date | None, as_json: bool) -> None:
    """Fait le travail principal dans un organisme inventé.

    DOSSIER reçoit l’organisme de démonstration et ses documents ; il doit être vide ou contenir une
    démonstration précédente.
    """
    from trainingdesk.services.practice_folder import play_demo

    with progress_bar(shown=not as_json) as progress:
        office, made = play_demo(folder, lambda: on or date.today(), progress)  # noqa: DTZ011
    if as_json:
        print_json(
            {
                "office": str(office),
                "files": [
                    {
                        "path": str(file.path),
                        "kind": file.kind,
                        "bytes": file.size,
                        "ms": round(file.ms, 1),
                    }
                    for file in made
                ],
            }
        )
        return
    for file in made:
        size = number(Decimal(file.size) / 1000, 1).rjust(7)
        click.echo(f"{size} ko {file.ms:6.0f} ms  {file.path.relative_to(folder)}")
    click.echo(typeset(f"{len(made)} documents dans « {folder} »."))


@program.command("import-course")
@click.argument(
    "files",
    metavar="FICHIER…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Lit seulement : rien n’est enregistré.")
@office_option
@json_option
def import_course(
    files: tuple[Path, ...], dry_run: bool, office_path: Path | None, as_json: bool
) -> int:
    """Lit des fiches de formation : texte, Markdown, PDF ou Word.

    Ce qui n’est pas compris est montré, jamais inventé.
    """
    from trainingdesk.interchange.course_sheets import read_course_sheet, to_json

    read = []
    for path in files:
        with _about(path):
            read.append((path, read_course_sheet(path)))
    labels = [] if dry_run else _add_courses(read, office_path)
    if as_json:
        print_json([to_json(item) for _path, item in read])
        return DONE
    for path, item in read:
        sheet = item.sheet
        click.echo(typeset(f"{path.name} : {sheet.title} ({sheet.code or 'sans référence'})"))
        for line in item.unread:
            click.echo(typeset(f"  non compris : {line}"))
        if item.terms:
            click.echo("  conditions générales lues à part : elles n’entrent pas au catalogue")
    for label in labels:
        click.echo(typeset(label))
    return DONE


def _add_courses(read: Sequence[tuple[Path, "ReadSheet"]], office_path: Path | None) -> list[str]:
    """Add the courses to the catalogue, all or none, and return what was done."""
    from trainingdesk.services import catalogue
    from trainingdesk.storage.database import unit_of_work

    labels = []
    with writing_office(office_path) as office, unit_of_work(office.db):
        for path, item in read:
            with _about(path):
                labels.append(catalogue.add_course(office, item.sheet).label)
    return labels


@contextmanager
def _about(path: Path) -> Iterator[None]:
    """Name the file in what is refused about it."""
    try:
        yield
    except RuleBroken as error:
        if path.name in str(error):
            raise
        raise RuleBroken(f"« {path.name} » : {error}") from error


@program.command()
@click.option(
    "--chain",
    "chain_only",
    is_flag=True,
    help="Vérifie seulement la chaîne des factures et des clôtures.",
)
@office_option
@json_option
def check(office_path: Path | None, *, chain_only: bool, as_json: bool) -> int:
    """Vérifie que le fichier est intact.

    Il s’agit de ses octets, des liens entre ses lignes, des empreintes des documents, des totaux,
    de la suite des numéros et de la chaîne des factures et des clôtures. L’état de sortie est 1 si
    quelque chose ne va pas.
    """
    from trainingdesk.storage import checks
    from trainingdesk.storage.database import open_reader

    path = chosen_office(office_path)
    db = open_reader(path)
    run = checks.check_chain if chain_only else checks.check
    try:
        with progress_bar(shown=not as_json) as progress:
            findings = run(db, lambda done, total: progress(done, total, ""))
    finally:
        db.close()
    if as_json:
        print_json([{"rule": f.rule, "place": f.place, "sentence": f.sentence} for f in findings])
    else:
        for finding in findings:
            click.echo(typeset(finding.sentence))
        if not findings:
            what = "La chaîne des factures de " if chain_only else ""
            click.echo(typeset(f"{what}« {path.name} » est en ordre."))
    return FOUND if findings else DONE


@program.command()
@office_option
@json_option
def backup(office_path: Path | None, as_json: bool) -> int:
    """Sauvegarde le fichier.

    La copie, vérifiée, va dans le dossier « Sauvegardes » à côté de lui.
    """
    from trainingdesk.storage import backups

    path = chosen_office(office_path)
    with progress_bar(shown=not as_json) as progress:
        result = backups.make(path, lambda done, total: progress(done, total, ""))
    if result.path is None:
        raise RuleBroken(result.told)
    backups.thin(result.path.parent)
    if as_json:
        print_json({"backup": str(result.path)})
    else:
        click.echo(typeset(result.told))
    return DONE


@program.command()
@click.argument("source", metavar="SAUVEGARDE", type=click.Path(path_type=Path))
@office_option
@json_option
def restore(source: Path, office_path: Path | None, as_json: bool) -> int:
    """Remet une sauvegarde à la place du fichier.

    Celui qui s’y trouvait est gardé à côté, sous un nom daté.
    """
    from trainingdesk.storage import backups
    from trainingdesk.storage.lock import hold

    path = chosen_office(office_path)
    with hold(path), progress_bar(shown=not as_json) as progress:
        aside = backups.restore(source, path, lambda done, total: progress(done, total, ""))
    if as_json:
        print_json({"office": str(path), "kept": str(aside) if aside else None})
        return DONE
    click.echo(typeset(f"« {path.name} » est celui de la sauvegarde « {source.name} »."))
    if aside:
        click.echo(typeset(f"L’ancien fichier est gardé sous « {aside.name} »."))
    return DONE


def speak_french() -> None:
    """Let the command line's own messages come from our catalogue, and be written in UTF-8."""
    # Python reads LANGUAGE itself, on every system: the C locale and Windows speak French too.
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("trainingdesk", resource("i18n"))
    gettext.textdomain("trainingdesk")
    for stream in (sys.stdout, sys.stderr):
        # Redirected, they would be in the encoding of the country, which lacks some spaces; the
        # name of a file may hold bytes that are no text.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def run(arguments: Sequence[str], group: click.Group = program) -> int:
    """Run one command and return its exit status; whatever happens is one French sentence."""
    speak_french()
    try:
        result = group.main(list(arguments), prog_name="trainingdesk", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return DONE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - no traceback is ever shown
        click.echo(typeset(" ".join(_sentence(error).split())), err=True)
        return REFUSED
    return result if isinstance(result, int) else DONE


def _sentence(error: BaseException) -> str:
    """Say what happened: the trade's no, the world's no, or a fault of ours with its log."""
    match error:
        case click.ClickException():
            return _named(error.format_message())
        case RuleBroken():
            return str(error)
        case click.Abort() | KeyboardInterrupt():
            return "Interrompu."
        case ImportError() if "shared object" in str(error):
            library = str(error).partition(":")[0]
            return (
                f"Il manque au système une bibliothèque de la fenêtre ({library}) : lancez "
                "« python3 packaging/check.py --only forms », qui dit quoi installer."
            )
        case _:
            return mishaps.told(error) or _unforeseen(error)


def _unforeseen(error: BaseException) -> str:
    log = mishaps.write_log(error)
    where = f"le détail est dans « {log} »" if log else str(error)
    return f"Erreur imprévue ({type(error).__name__}) : {where}."


def _named(message: str) -> str:
    """Put the names of options and arguments, which the library quotes, between French quotes."""
    return re.sub(r"'(-{1,2}[\w-]+|[\w\[\]…-]+)'", r"« \1 »", message)
