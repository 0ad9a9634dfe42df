"""Join the two front doors: the window and the command line, each loaded only when it is used."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from trainingdesk.cli import program, run
from trainingdesk.domain.errors import RuleBroken


def main(arguments: Sequence[str] | None = None) -> None:
    """Open the window, on the office file that is named if one is, or run a command."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not given or _is_office(given[0]):
        given = ["window", *given]
    sys.exit(run(given))


def _is_office(argument: str) -> bool:
    """Whether an argument is a file and no command; a command needs no file's module for that."""
    if not Path(argument).suffix:
        return False
    from trainingdesk.storage.office_file import SUFFIX

    return argument.endswith(SUFFIX)


def _refuse_without_screen() -> None:
    """Say in French what Qt would say in English before it ends the program."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not named:
        raise RuleBroken(
            "Aucun écran n’est disponible pour ouvrir la fenêtre : lancez une commande, "
            "par exemple « trainingdesk demo DOSSIER »."
        )


@program.command()
@click.argument("path", metavar="[FICHIER]", required=False, type=click.Path(path_type=Path))
@click.option("--practice", is_flag=True, help="Ouvre l’organisme de démonstration.")
def window(path: Path | None, practice: bool) -> int:
    """Ouvre la fenêtre, sur le dernier fichier par défaut."""
    _refuse_without_screen()
    from trainingdesk.desktop.application import open_window

    return open_window(path, practice=practice)


@program.command()
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--half", is_flag=True, help="Le petit format en clair, le grand en sombre.")
def screenshots(folder: Path, *, half: bool) -> int:
    """Enregistre une image de chaque page et de chaque éditeur."""
    from trainingdesk.desktop.commands import take_screenshots

    return take_screenshots(folder, half=half)


if __name__ == "__main__":
    main()
