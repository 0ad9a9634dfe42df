"""Open Training Desk from a fresh checkout, or make the papers of its demonstration office."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import environment

MANUAL = """\
Ouvre Training Desk sur son organisme de démonstration.

  python3 packaging/start.py                 la fenêtre, ou sans écran les papiers dans demo/
  python3 packaging/start.py --demo DOSSIER  les papiers, écrits dans DOSSIER, sans fenêtre
  python3 packaging/start.py -- ARGUMENTS    la fenêtre, avec ces arguments

La première fois, ce qui manque est installé dans le dossier .venv.
"""


def main(arguments: Sequence[str]) -> int:
    """Open the window or make the papers, and return the exit code."""
    own, handed_on = environment.split_at_dashes(arguments)
    parser = environment.Parser(MANUAL)
    parser.add_argument("--demo", type=Path)
    folder = parser.parse_args(own).demo
    if folder is None and not has_display(sys.platform, os.environ):
        environment.say("Aucun écran n’est disponible : les papiers sont faits sans fenêtre.")
        folder = environment.TOP / "demo"
    if folder is None:
        return open_window(handed_on)
    if handed_on:
        raise environment.Stop(
            f"Il n’y a pas de fenêtre à qui passer « {' '.join(handed_on)} ».",
            environment.MISUSED,
        )
    return make_papers(folder.absolute())


def has_display(platform: str, variables: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown: always on Windows and macOS."""
    if not platform.startswith("linux"):
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def open_window(arguments: list[str]) -> int:
    """Open the window, wait until it closes and return its exit code."""
    libraries = {**environment.QT_LIBRARIES, **environment.WINDOW_LIBRARIES}
    for_printing = environment.missing_packages(environment.PRINTING_LIBRARIES)
    python = environment.prepare(environment.RUNTIME, libraries, for_printing)
    forms = [str(python), str(environment.TOP / "packaging" / "build_forms.py")]
    if subprocess.run(forms, env=environment.environ(), check=False).returncode != 0:
        return environment.FAILED
    return _trainingdesk(python, arguments or ["window", "--practice"])


def make_papers(folder: Path) -> int:
    """Make the demonstration office's papers in ``folder`` and list them."""
    python = environment.prepare(environment.RUNTIME)
    before = papers_in(folder)
    code = _trainingdesk(python, ["demo", str(folder)])
    if code == 0:
        environment.say(listing(folder, made_since(before, papers_in(folder))))
    return code


def papers_in(folder: Path) -> dict[Path, int]:
    """Return the PDF files below ``folder``, each with the time of its last change (ns)."""
    return {paper: paper.stat().st_mtime_ns for paper in folder.rglob("*.pdf")}


def made_since(before: Mapping[Path, int], after: Mapping[Path, int]) -> list[Path]:
    """Return the papers that are new or changed, in the order of their names."""
    return sorted(paper for paper, changed in after.items() if before.get(paper) != changed)


def listing(folder: Path, papers: Sequence[Path]) -> str:
    """Return the list of the papers made, as shown at the end."""
    if not papers:
        return f"Aucun papier nouveau dans {folder}."
    papers_word = "papier" if len(papers) == 1 else "papiers"
    head = f"{len(papers)} {papers_word} dans {folder} :"
    return "\n".join([head, *(f"  {paper.relative_to(folder)}" for paper in papers)])


def _trainingdesk(python: Path, arguments: list[str]) -> int:
    # -P: the person's current folder, kept for relative paths, holds no module of ours.
    command = [str(python), "-P", "-m", "trainingdesk", *arguments]
    return subprocess.run(command, env=environment.environ(), check=False).returncode


if __name__ == "__main__":
    sys.exit(environment.run(main, sys.argv[1:]))
