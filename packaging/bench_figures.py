"""What is measured: times beside the floor that the same run measured, and the aim."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANY = 20
"""With fewer samples a 95th percentile says nothing but the worst."""


@dataclass(frozen=True)
class Figure:
    """One line of the table: values in milliseconds, or in megabytes for memory.

    ``most_ratio`` is the aim against the floor, ``most_high`` the aim at the 95th percentile.
    """

    part: str
    name: str
    value: float
    unit: str = "ms"
    high: float | None = None
    floor: float | None = None
    floor_name: str = ""
    most_ratio: float | None = None
    most_high: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor it is."""
        return self.value / self.floor if self.floor else None

    @property
    def is_met(self) -> bool | None:
        """Whether it is as good as wished, or ``None`` where nothing was wished."""
        wishes = [
            measured <= most
            for measured, most in ((self.ratio, self.most_ratio), (self.high, self.most_high))
            if measured is not None and most is not None
        ]
        return all(wishes) if wishes else None

    def as_json(self) -> dict[str, Any]:
        """Return all of it for another program."""
        return {**vars(self), "ratio": self.ratio, "is_met": self.is_met}


def figure(
    part: str,
    name: str,
    samples: Sequence[float],
    floor: Sequence[float] = (),
    *,
    floor_name: str = "",
    most_ratio: float | None = None,
    most_high: float | None = None,
    note: str = "",
) -> Figure:
    """Return the figure that samples in seconds make: their medians, and their 95th percentile.

    The percentile is left out of few samples, unless it is what the aim is about.
    """
    with_high = len(samples) >= MANY or most_high is not None
    return Figure(
        part,
        name,
        value=statistics.median(samples) * 1000,
        high=percentile_95(samples) * 1000 if with_high else None,
        floor=statistics.median(floor) * 1000 if floor else None,
        floor_name=floor_name,
        most_ratio=most_ratio,
        most_high=most_high,
        note=note,
    )


def percentile_95(samples: Sequence[float]) -> float:
    """Return the value that one sample in twenty exceeds."""
    return statistics.quantiles(samples, n=20, method="inclusive")[-1]


def seconds(act: Callable[..., object], *arguments: object) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    act(*arguments)
    return time.perf_counter() - began


def side_by_side(
    runs: int, act: Callable[[int], object], floor: Callable[[int], object]
) -> tuple[list[float], list[float]]:
    """Time two things in turn, so that a busy moment of the machine falls on both.

    Each is told the number of the run; the first run only warms up.
    """
    pairs = [(seconds(act, number), seconds(floor, number)) for number in range(runs + 1)]
    return [pair[0] for pair in pairs[1:]], [pair[1] for pair in pairs[1:]]


def resident_megabytes() -> float | None:
    """Return the memory that this process holds, where the system tells it in ``/proc``."""
    if not sys.platform.startswith("linux"):
        return None
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text, and below them the aims that are missed."""
    head = ("", "médiane", "95 %", "plancher", "rapport", "but", "")
    rows = [head, *(_row(each) for each in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if place in {0, len(head) - 1} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, "", *_conclusion(figures)])


def _row(each: Figure) -> tuple[str, ...]:
    state = {None: "", True: "atteint", False: "MANQUÉ"}[each.is_met]
    aims = []
    if each.most_ratio is not None:
        aims.append(f"≤ {_number(each.most_ratio, 1)} ×")
    if each.most_high is not None:
        aims.append(f"≤ {_number(each.most_high, 0)} {each.unit}")
    floor = f"{_number(each.floor)} {each.unit}" if each.floor is not None else ""
    said = " – ".join(filter(None, (state, each.floor_name and f"/ {each.floor_name}", each.note)))
    return (
        f"{each.part} : {each.name}",
        f"{_number(each.value)} {each.unit}",
        _number(each.high) if each.high is not None else "",
        floor,
        f"{_number(each.ratio, 2)} ×" if each.ratio is not None else "",
        ", ".join(aims),
        said,
    )


def _conclusion(figures: Sequence[Figure]) -> list[str]:
    if all(each.is_met is None for each in figures):
        return ["Aucun but n’est fixé pour ces mesures."]
    missed = [each for each in figures if each.is_met is False]
    if not missed:
        return ["Tous les buts mesurés sont atteints."]
    return ["Buts manqués :", *(f"  {each.part} : {each.name}" for each in missed)]


def _number(value: float, places: int | None = None) -> str:
    if places is None:
        places = 0 if value >= 100 else 1 if value >= 10 else 2  # noqa: PLR2004
    return f"{value:.{places}f}".replace(".", ",")
