"""Commands that draw: every window of the practice office as a picture."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import plural, typeset
from trainingdesk.services.practice_folder import OFFICE_FILE, make_practice_office

DAY = date(2026, 11, 20)
"""The day that every picture is drawn on, so that two runs give the same ones."""
SCALES = (1, 2)
WIDTH, HEIGHT = 1280, 720
"""The size of the screen in pixels of its own; the scale multiplies it."""
_OFFICE, _SCALE = "TRAININGDESK_DRAWN_OFFICE", "QT_SCALE_FACTOR"


def take_screenshots(folder: Path, *, half: bool = False) -> int:
    """Draw every page, editor and window into a folder, light and dark, at both sizes.

    With *half* each size has one look: light where it is small, dark where it is large.
    Qt takes its scale before it starts: this program runs itself once for each.

    Returns:
        0, or 1 if something could not be drawn.

    Raises:
        RuleBroken: the folder holds other things than pictures.
    """
    drawn_office = os.environ.get(_OFFICE)
    if drawn_office is not None:
        return _draw(Path(drawn_office), folder, half=half)
    _check(folder)
    folder.mkdir(parents=True, exist_ok=True)
    failures = count = 0
    with TemporaryDirectory() as kept:
        make_practice_office(Path(kept), lambda: DAY, lambda *_told: None, lambda: False)
        children = [_run_again(folder, Path(kept) / OFFICE_FILE, scale, half) for scale in SCALES]
        for line in chain.from_iterable(map(_lines, children)):
            failures += line.startswith("!")
            count += not line.startswith("!")
            click.echo(line, err=line.startswith("!"))
            _tell(count)
    click.echo(typeset(f"{plural(count, 'image')} dans « {folder} »."))
    return 1 if failures else 0


def _check(folder: Path) -> None:
    strangers = (
        sorted(path.name for path in folder.iterdir() if path.suffix.casefold() != ".png")
        if folder.is_dir()
        else []
    )
    if folder.exists() and not folder.is_dir():
        raise RuleBroken(f"« {folder} » n’est pas un dossier : choisissez-en un autre.", "folder")
    if strangers:
        raise RuleBroken(
            f"Le dossier « {folder} » contient autre chose que des images ({strangers[0]}) : "
            "choisissez un dossier vide.",
            "folder",
        )


def _run_again(
    folder: Path,
    office: Path,
    scale: int,
    half: bool,
) -> "subprocess.Popen[str]":
    """Start this command in a process of its own, which writes the name of each picture."""
    is_frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if is_frozen else [sys.executable, "-m", "trainingdesk"]
    environment = {**os.environ, _OFFICE: str(office), _SCALE: str(scale), "PYTHONUTF8": "1"}
    # Drawn away from any screen: nothing flashes, and every machine draws the same.
    environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen(office.parent, scale)}"
    return subprocess.Popen(  # noqa: S603 - this very program
        [*program, "screenshots", *(["--half"] if half else []), str(folder.absolute())],
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _screen(folder: Path, scale: int) -> str:
    """Describe the screen that is drawn for, in a file, and return its path.

    Qt parts the platform's options at colons: the path is a relative one, without a drive.
    """
    file = folder / f"screen-{scale}.json"
    screen = {
        "name": "drawn",
        "x": 0,
        "y": 0,
        "width": WIDTH * scale,
        "height": HEIGHT * scale,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    file.write_text(json.dumps({"screens": [screen]}), "utf-8")
    return os.path.relpath(file)


def _lines(child: "subprocess.Popen[str]") -> Iterator[str]:
    """Yield the lines that a process writes, and one more if it broke down."""
    with child:
        yield from (line.rstrip("\n") for line in child.stdout or ())
    if child.returncode not in {0, 1}:
        yield f"! le dessin s’est arrêté ({child.returncode})"


def _tell(count: int) -> None:
    """Say how far it is, on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"{count} images…\r", nl=False, err=True)


def _draw(office: Path, folder: Path, *, half: bool) -> int:
    from trainingdesk.desktop.pictures import LOOKS, draw_all  # noqa: PLC0415 - loads Qt

    scale = int(os.environ[_SCALE])
    looks = LOOKS[scale - 1 : scale] if half else LOOKS
    return draw_all(office, folder, DAY, scale, looks)
