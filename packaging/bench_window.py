"""What a person waits for at the screen: the start, a tab, a list, a letter typed in the search."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import bench_child
from bench_figures import Figure, figure, seconds, side_by_side
from bench_watch import AT_REST, PAINTED
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QTabWidget, QWidget
from sqlite_utils import Database

from trainingdesk.desktop.application import make_application
from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.desktop.models.table import ListModel
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.storage import backups, lists, search
from trainingdesk.storage.lists import Asked, Listing

STARTS = 7
TURNS = 7
BARE = "fenêtre vide"
FIRST_TAB = "sessions"
ANSWER_MS = 16
"""One frame of a screen: what comes within it seems to come at once."""

TYPED = (
    "martin", "barberard", "mairie de", "menuiserie", "amelie", "zoe", "oeuche", "f-2024-0", "s-20",
    "conduire un", "gerer", "valence", "client12", "cv-2023-00", "louro",
)  # fmt: skip
"""What is typed, one letter after the other."""


# In a process of its own ------------------------------------------------------------------------


def starts(path: Path) -> list[Figure]:
    """Measure the start to the first painted list and the memory at rest, each window in turn."""
    # The list that is painted first is the same, whatever page the program begins with.
    QSettings("trainingdesk", "trainingdesk").setValue("window/tab", FIRST_TAB)
    if backups.is_due(path):
        backups.make(path)
    runs = [
        (_child(path, "program", str(path)), _child(path, "bare"))
        for _ in range(STARTS + 1)  # the first one warms up
    ][1:]
    painted = [run[0][0] for run in runs], [run[1][0] for run in runs]
    at_rest = [run[0][1] for run in runs], [run[1][1] for run in runs]
    made = [
        figure(
            "start",
            "jusqu’à la première liste peinte",
            *painted,
            floor_name=BARE,
            most_ratio=2.0,
        )
    ]
    if all(at_rest[0]):
        middle = len(runs) // 2
        made.append(
            Figure(
                "memory",
                "au repos",
                value=sorted(at_rest[0])[middle],
                floor=sorted(at_rest[1])[middle],
                unit="Mo",
                floor_name=BARE,
                most_ratio=2.0,
            )
        )
    shutil.rmtree(path.parent / backups.FOLDER)
    made.append(
        figure(
            "start",
            "la même, une sauvegarde à faire",
            [_child(path, "program", str(path))[0] for _ in range(3)],
            painted[1],
            floor_name=BARE,
        )
    )
    return made


def _child(beside: Path, *arguments: str) -> tuple[float, float]:
    """Return the seconds until a child's first list is painted, and its megabytes at rest.

    It finds its modules compiled, as an installation leaves them: the first child compiles them.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(beside.parent / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    painted, at_rest = 0.0, 0.0
    command = [sys.executable, bench_child.__file__, *arguments]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    ) as child:
        for line in child.stdout or ():
            if line.startswith(PAINTED):
                painted = time.perf_counter() - began
            elif line.startswith(AT_REST):
                at_rest = float(line.split()[-1])
        complaint = child.stderr.read() if child.stderr else ""
    if child.returncode != 0 or not painted:
        raise RuntimeError(f"{' '.join(command)} : {complaint}")
    return painted, at_rest


def backup(path: Path) -> list[Figure]:
    """Measure a backup beside a plain copy of the file, which is neither whole nor checked."""
    copy = path.with_suffix(".copie")
    made, copied = side_by_side(
        2, lambda _number: backups.make(path), lambda _number: shutil.copyfile(path, copy)
    )
    copy.unlink()
    shutil.rmtree(path.parent / backups.FOLDER)
    size = path.stat().st_size / 1e6
    name = f"sauvegarder {size:.0f} Mo, vérifiés"
    return [figure("backup", name, made, copied, floor_name="copie du fichier")]


# Inside one window ------------------------------------------------------------------------------


class _Painted(QObject):
    """Knows whether a widget has been painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.happened = False
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.happened = self.happened or event.type() == QEvent.Type.Paint
        return False


def _show_tab(tabs: QTabWidget, widget: QWidget | None) -> None:
    """Show a tab and wait for its paint; at once if it is shown already."""
    if widget is None or widget is tabs.currentWidget():
        return
    painted = _Painted(widget)
    tabs.setCurrentWidget(widget)
    while not painted.happened:
        QApplication.processEvents()
    widget.removeEventFilter(painted)


def tabs(office: Office) -> list[Figure]:
    """Measure each tab from the click to its paint, its list read again each time."""
    make_application()
    window = MainWindow(office)
    window.show()
    # Only the page in front is made yet.
    firsts = {
        name: seconds(_open, window, name)
        for name in window.pages
        if name != window.pages.front_name
    }
    bare_window = QMainWindow()
    bare = _bare_tabs(bare_window, len(window.pages) + 1)
    made = []
    for place, (name, page) in enumerate(window.pages.items()):
        away = next(other for other in window.pages.values() if other is not page)
        samples: list[float] = []
        floor: list[float] = []
        for _ in range(TURNS):
            _show_tab(window.tabs, away)
            _show_tab(bare, bare.widget(place + 1))
            page.heed(Changes("", frozenset(page.shows)))
            samples.append(seconds(_show_tab, window.tabs, page))
            floor.append(seconds(_show_tab, bare, bare.widget(place)))
        made.append(
            figure(
                "tabs",
                f"{page.title}, relu",
                samples,
                floor,
                floor_name="onglet vide",
                note=f"faite et ouverte en {firsts[name] * 1000:.0f} ms" if name in firsts else "",
            )
        )
    _shut(window, bare_window)
    return made


def _open(window: MainWindow, name: str) -> None:
    _show_tab(window.tabs, window.pages[name])


def _bare_tabs(window: QMainWindow, count: int) -> QTabWidget:
    whole = QTabWidget(window)
    for number in range(count):
        whole.addTab(QTableView(whole), str(number))
    window.setCentralWidget(whole)
    window.resize(1280, 720)
    window.show()
    return whole


def _shut(*windows: QWidget) -> None:
    for window in windows:
        window.close()
    QApplication.processEvents()


def searches(office: Office) -> list[Figure]:
    """Measure each letter typed in the global search, beside the bare query for it."""
    db = office.db
    make_application()
    window = MainWindow(office)
    window.show()
    QApplication.processEvents()
    box = window.search
    whole, found, floor = [], [], []
    for text in _prefixes(TYPED):
        box.setText(text)

        def answer() -> None:
            box.look()
            QApplication.processEvents()

        whole.append(seconds(answer))
        found.append(seconds(search.find, db, text, 12))
        floor.append(seconds(_bare_search, db, text))
    _shut(window)
    bare = "requête FTS seule"
    return [
        figure("search", "une lettre tapée, peinte", whole, floor, floor_name=bare,
               most_high=ANSWER_MS),
        figure("search", "la réponse sans la fenêtre", found, floor, floor_name=bare),
    ]  # fmt: skip


def _prefixes(texts: Sequence[str]) -> list[str]:
    return [text[:length] for text in texts for length in range(1, len(text) + 1)]


def _bare_search(db: Database, text: str) -> list[tuple[int]]:
    words = " ".join(f'"{word}" *' for word in text.replace("-", " ").split())
    query = "select rowid from search_index where search_index match ? limit 12"
    return db.execute(query, [words]).fetchall()


# Lists ------------------------------------------------------------------------------------------


def answers(office: Office) -> list[Figure]:
    """Measure what each list answers: whole, filtered, in each order, and as letters are typed."""
    return [
        _of_list(office, listing)
        for listing in vars(lists).values()
        if isinstance(listing, Listing)
    ]


def _of_list(office: Office, listing: Listing) -> Figure:
    db = office.db
    asked = dict(_questions(office, listing))
    samples: dict[str, float] = {}
    floor = []
    for name, question in asked.items():
        _answer(db, listing, question)  # the pages of the file are in memory by then
        samples[name] = min(seconds(_answer, db, listing, question) for _ in range(3))
        floor.append(seconds(_bare_list, db, listing))
    worst = max(samples, key=lambda name: samples[name])
    times = list(samples.values())
    return figure(
        "lists",
        f"{listing.name}, {len(times)} questions",
        times,
        floor,
        floor_name="les id seuls",
        most_high=ANSWER_MS,
        note=f"la plus lente {samples[worst] * 1000:.0f} ms : {worst}",
    )


def _answer(db: Database, listing: Listing, asked: Asked) -> None:
    """Do what a list pane does: find, read the rows in sight, add up what another order keeps."""
    ids = lists.find_ids(db, listing, asked)
    lists.fetch(db, listing, ids[: ListModel.PAGE])
    if not asked.order:
        lists.sums(db, listing, asked)


def _bare_list(db: Database, listing: Listing) -> list[tuple[int]]:
    table = listing.source.split()[0]
    return db.execute(f"select id from {table}").fetchall()


def _questions(office: Office, listing: Listing) -> Iterator[tuple[str, Asked]]:
    yield "tout", Asked()
    for column in listing.columns:
        for descending in (False, True):
            way = "↓" if descending else "↑"
            yield f"tri {column} {way}", Asked(order=column, descending=descending)
    for name in listing.filters:
        values = _values(office, listing, name)
        yield f"filtre {name}", Asked(filters={name: values})
    if listing.found is not None:
        for text in ("m", "ma", "mar", "mart", "valence", "conduire", "f-2024", "zoe"):
            yield f"texte « {text} »", Asked(text=text)


def _values(office: Office, listing: Listing, name: str) -> list[object]:
    """Return plausible values for a filter: a day or days, an id, or a value that occurs."""
    today = office.today()
    marks = listing.filters[name].count("?")
    match name:
        case "between":
            return [str(today - timedelta(days=365)), str(today)]
        case "overdue":
            return [str(today)]
        case "kind" | "not_kind" | "state" | "means" if marks:
            column = listing.columns[name.removeprefix("not_")]
            query = f"select {column} from {listing.source} limit 1"
            row = office.db.execute(query).fetchone()
            return [row[0] if row else ""] * marks
        case _:
            return [7] * marks


PARTS: dict[str, Callable[[Office], list[Figure]]] = {
    "tabs": tabs,
    "lists": answers,
    "search": searches,
}
