"""The command line: what scripts, tests and the curious call.

Options stand after the name of the command. Exit status: 0 done, 1 a check found something, 2
refused or wrong. With `--json` standard output holds JSON only; errors are one French sentence on
standard error.
"""

import gettext
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

import click

from trainingdesk import __version__
from trainingdesk.assets import resource
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import number, typeset
from trainingdesk.services.office import Office
from trainingdesk.services.workplace import last_office, remember_office

DONE, FOUND, REFUSED = 0, 1, 2


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
    type=click.Path(path_type=Path),
    envvar="TRAININGDESK_OFFICE",
    help="Fichier de l’organisme ; à défaut TRAININGDESK_OFFICE, puis le dernier ouvert.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Répond en JSON seulement.")
day_option = click.option(
    "--on", type=Day(), default=None, help="Le jour à prendre pour aujourd’hui."
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(__version__, message="Training Desk %(version)s")
def program() -> None:
    """Training Desk, le logiciel de bureau des petits organismes de formation.

    Sans commande, le programme ouvre sa fenêtre.
    """


@program.command()
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@day_option
@json_option
def demo(folder: Path, on: date | None, as_json: bool) -> None:
    """Fait le travail principal dans un organisme de démonstration.

    DOSSIER doit être vide ou contenir une démonstration précédente.
    """
    from trainingdesk.services.practice_folder import play_demo

    with _progress_bar(shown=not as_json) as progress:
        office, made = play_demo(folder, lambda: on or date.today(), progress)  # noqa: DTZ011
    remember_office(office)
    if as_json:
        _print_json(
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
        size = number(round(file.size / 1000, 1)).rjust(7)  # type: ignore[arg-type]
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
    from trainingdesk.services import catalogue

    read = [read_course_sheet(path) for path in files]
    labels: list[str] = []
    if not dry_run:
        with writing_office(office_path) as office:
            labels = [catalogue.add_course(office, item.sheet).label for item in read]
    if as_json:
        _print_json([to_json(item) for item in read])
        return DONE
    for path, item in zip(files, read, strict=True):
        sheet = item.sheet
        click.echo(f"{path.name} : {sheet.title} ({sheet.code or 'sans référence'})")
        for line in item.unread:
            click.echo(f"  non compris : {line}")
    for label in labels:
        click.echo(typeset(label))
    return DONE


@program.command()
@office_option
@json_option
def check(office_path: Path | None, as_json: bool) -> int:
    """Vérifie le fichier : intégrité, liens, empreintes des documents, totaux."""
    from trainingdesk.storage import checks
    from trainingdesk.storage.database import open_reader

    path = chosen_office(office_path)
    db = open_reader(path)
    try:
        findings = checks.check(db)
    finally:
        db.close()
    if as_json:
        _print_json([{"rule": f.rule, "place": f.place, "sentence": f.sentence} for f in findings])
    else:
        for finding in findings:
            click.echo(typeset(finding.sentence))
        if not findings:
            click.echo(typeset(f"« {path.name} » est en ordre."))
    return FOUND if findings else DONE


@program.command()
@office_option
@json_option
def backup(office_path: Path | None, as_json: bool) -> int:
    """Sauvegarde le fichier dans le dossier « Sauvegardes » à côté de lui."""
    from trainingdesk.storage import backups

    path = chosen_office(office_path)
    with _progress_bar(shown=not as_json) as progress:
        result = backups.make(path, lambda done, total: progress(done, total, ""))
    if result.path is None:
        raise RuleBroken(result.told)
    backups.thin(result.path.parent)
    if as_json:
        _print_json({"backup": str(result.path)})
    else:
        click.echo(typeset(result.told))
    return DONE


@program.command()
@click.argument("source", metavar="SAUVEGARDE", type=click.Path(path_type=Path))
@office_option
@json_option
def restore(source: Path, office_path: Path | None, as_json: bool) -> int:
    """Remet une sauvegarde à la place du fichier, qui est gardé à côté sous un nom daté."""
    from trainingdesk.storage import backups
    from trainingdesk.storage.lock import hold

    path = office_path or chosen_office(None)
    with hold(path), _progress_bar(shown=not as_json) as progress:
        aside = backups.restore(source, path, lambda done, total: progress(done, total, ""))
    if as_json:
        _print_json({"office": str(path), "kept": str(aside) if aside else None})
        return DONE
    click.echo(typeset(f"« {path.name} » est celui de la sauvegarde « {source.name} »."))
    if aside:
        click.echo(typeset(f"L’ancien fichier est gardé sous « {aside.name} »."))
    return DONE


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
def writing_office(path: Path | None) -> Iterator[Office]:
    """Open the chosen office to write to it; a window that has it open refuses."""
    from trainingdesk.services.office import open_office
    from trainingdesk.storage.lock import hold

    chosen = chosen_office(path)
    with hold(chosen):
        office = open_office(chosen)
        try:
            yield office
        finally:
            office.close()
    remember_office(chosen)


@contextmanager
def _progress_bar(*, shown: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Give a way to tell progress: a bar on a terminal, nothing elsewhere."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _done, _total, _what: None
        return
    with click.progressbar(length=100, file=sys.stderr, label="Training Desk") as bar:

        def tell(done: int, total: int, what: str) -> None:
            bar.length = max(total, done, 1)
            bar.label = what or "Training Desk"
            bar.update(done - bar.pos)

        yield tell


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def speak_french() -> None:
    """Let the command line's own messages come from our catalogue."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("trainingdesk", resource("i18n"))
    gettext.textdomain("trainingdesk")


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
            return error.format_message()
        case RuleBroken():
            return str(error)
        case click.Abort() | KeyboardInterrupt():
            return "Interrompu."
        case OSError():
            return f"{error.filename or 'Le système'} : {error.strerror or error}"
        case _:
            return _logged(error)


def _logged(error: BaseException) -> str:
    log = Path(click.get_app_dir("trainingdesk")) / "journal.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n")
            traceback.print_exception(error, file=file)
    except OSError:
        return f"Erreur imprévue ({type(error).__name__} : {error})."
    return f"Erreur imprévue ({type(error).__name__}). Le détail est dans « {log} »."
