"""Make the ten-year office and measure the program on it; ``bench.py`` starts this in ``.venv``."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import environment
from bench import MANUAL, PARTS, read_arguments
from bench_figures import Figure, table

__all__ = ["MANUAL", "main"]


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for, print it, and return 0 whatever the times are."""
    options = read_arguments(arguments)
    with tempfile.TemporaryDirectory(prefix="trainingdesk-") as folder:
        _settle_in(Path(folder))
        path = Path(folder) / "dix ans.trainingdesk"
        _say(options, _provide(path, options))
        if hasattr(os, "sync"):
            # A disk that still writes the office makes every commit wait.
            os.sync()
        figures = _measured(path, options)
    if options.json:
        print(json.dumps([each.as_json() for each in figures], ensure_ascii=False, indent=1))
    else:
        print("\n" + table(figures))
    return 0


def _settle_in(folder: Path) -> None:
    """Keep the settings of whoever measures out of it, and theirs as they are."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "*.warning=false"
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA"):
        os.environ[name] = str(folder / "workplace")


def _provide(path: Path, options: argparse.Namespace) -> str:
    """Put the office at ``path``: the one that was kept, or a new one."""
    # Qt reads the settings' place when it is first imported.
    from bench_office import Size, make_office  # noqa: PLC0415

    kept: Path | None = options.keep
    if kept is not None and kept.exists():
        shutil.copyfile(kept, path)
        return f"Organisme repris de {kept}."
    took = make_office(path, Size().scaled(options.scale), date.today())  # noqa: DTZ011
    if kept is not None:
        shutil.copyfile(path, kept)
    return f"Organisme fabriqué en {took:.0f} s, {path.stat().st_size / 1e6:.0f} Mo."


def _measured(path: Path, options: argparse.Namespace) -> list[Figure]:
    import bench_clashes  # noqa: PLC0415
    import bench_coherence  # noqa: PLC0415
    import bench_invoices  # noqa: PLC0415
    import bench_pack  # noqa: PLC0415
    import bench_papers  # noqa: PLC0415
    import bench_window  # noqa: PLC0415

    from trainingdesk.services.office import open_office  # noqa: PLC0415

    wanted = options.only or PARTS
    figures: list[Figure] = []
    if {"start", "memory"} & set(wanted):
        _say(options, "start, memory…")
        figures += [each for each in bench_window.starts(path) if each.part in wanted]
    if "backup" in wanted:
        _say(options, "backup…")
        figures += bench_window.backup(path)
    # The papers that the last part keeps would weigh on the others.
    parts = {
        **bench_window.PARTS,
        **bench_clashes.PARTS,
        **bench_papers.PARTS,
        **bench_invoices.PARTS,
        **bench_pack.PARTS,
        **bench_coherence.PARTS,
    }
    for part, measure in parts.items():
        if part in wanted:
            _say(options, f"{part}…")
            office = open_office(path)
            figures += measure(office)
            # A window that was closed has let go of it already.
            with suppress(Exception):
                office.close()
    return figures


def _say(options: argparse.Namespace, sentence: str) -> None:
    print(sentence, file=sys.stderr if options.json else sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(environment.run(main, sys.argv[1:]))
