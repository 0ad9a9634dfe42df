"""Measure the program on an invented office with ten years of work in it."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import environment

PARTS = (
    "start",
    "memory",
    "backup",
    "tabs",
    "lists",
    "search",
    "papers",
    "pack",
    "report",
    "ledger",
    "chain",
    "invoices",
    "coherence",
    "clashes",
)
MANUAL = """\
Mesure le programme sur un organisme inventé de dix ans d’activité, chaque temps à côté d’un
plancher mesuré dans la même passe.

  python3 packaging/bench.py                 tout
  python3 packaging/bench.py --only NOM      une partie (l’option se répète)
  python3 packaging/bench.py --scale 0.1     un organisme dix fois plus petit
  python3 packaging/bench.py --keep FICHIER  garde l’organisme, et le reprend la fois suivante
  python3 packaging/bench.py --json          les mesures pour un autre programme

Noms : start, memory, backup, tabs, lists, search, papers, pack, report, ledger, chain, invoices,
coherence, clashes.
"""


def main(arguments: Sequence[str]) -> int:
    """Hand the measures over to the interpreter of ``.venv``."""
    read_arguments(arguments)
    python = environment.prepare(environment.DEVELOPMENT, environment.QT_LIBRARIES)
    folder = Path(__file__).parent
    forms = [str(python), str(folder / "build_forms.py")]
    if subprocess.run(forms, env=environment.environ(), check=False).returncode != 0:
        return environment.FAILED
    command = [str(python), str(folder / "bench_run.py"), *arguments]
    return subprocess.run(command, env=environment.environ(), check=False).returncode


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options that were given, or stop with the manual."""
    parser = environment.Parser(MANUAL)
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--keep", type=lambda text: Path(text).absolute())
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(list(arguments))


if __name__ == "__main__":
    sys.exit(environment.run(main, sys.argv[1:]))
