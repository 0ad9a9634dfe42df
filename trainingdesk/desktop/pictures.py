"""Pictures of every window, drawn away from any screen over an office made for it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QSettings,
    QSize,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QTabWidget, QWidget
from sqlite_utils import Database

from trainingdesk.desktop import theme
from trainingdesk.desktop.application import make_application
from trainingdesk.desktop.details.agenda import WEEK
from trainingdesk.desktop.editors.register import EDITORS, editor_class, open_editor
from trainingdesk.desktop.import_review import ImportReview, read_file
from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.desktop.pages.calendar_page import LIST, CalendarPage
from trainingdesk.desktop.pages.page import ListPage, Page
from trainingdesk.desktop.paper_window import IssuedPaperWindow, PaperWindow
from trainingdesk.desktop.picture_records import (
    EXISTING_ONLY,
    OF_A_SESSION,
    RECORDS,
    SHOWN_SESSIONS,
)
from trainingdesk.desktop.picture_windows import money_windows, session_windows
from trainingdesk.desktop.preview import PreviewPane
from trainingdesk.desktop.welcome import Welcome
from trainingdesk.french import sort_key
from trainingdesk.services import publishing
from trainingdesk.services.office import Office, create_office, open_office
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage.office_file import SUFFIX

SOON_MS, PAGES_MS, WATCH_MS, PATIENCE_MS = 30, 400, 100, 5000
"""How long widgets settle, the pages of a paper draw, questions are looked for, work may take."""


def _screen() -> QSize:
    """Return the size of the screen that is drawn for, in pixels of its own."""
    return QGuiApplication.primaryScreen().size()


LOOKS = ((theme.LIGHT, "clair"), (theme.DARK, "sombre"))


def draw_all(
    office_path: Path, folder: Path, day: date, scale: int, looks: Sequence[tuple[theme.Theme, str]]
) -> int:
    """Draw every window in some looks; return 0, or 1 if something could not be drawn."""
    with TemporaryDirectory() as kept:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        for scope in QSettings.Scope:
            QSettings.setPath(QSettings.Format.IniFormat, scope, kept)
        qInstallMessageHandler(_tell_qt)
        app = make_application()
        failures = 0
        for look, name in looks:
            theme.dress(app, look)
            office = open_office(office_path, lambda: day)
            album = Album(folder, f"{name}-{_screen().width() * scale}")
            _Drawing(album, office, Path(kept)).draw()
            office.close()
            _draw_new_office(album, Path(kept) / f"{name}{SUFFIX}", day)
            failures += album.failures
    return 1 if failures else 0


class Album:
    """Where the pictures of one look and size go, named by what they show."""

    def __init__(self, folder: Path, tail: str) -> None:
        self._folder = folder
        self._tail = tail
        self.failures = 0

    def keep(self, widget: QWidget, *names: str) -> None:
        """Draw a widget into a file and say its name."""
        path = self._folder / f"{slug(*names)}-{self._tail}.png"
        if widget.grab().save(str(path)):
            click.echo(path.name)
        else:
            self.fail(path.name, "l’image n’a pas pu être écrite")

    def fail(self, name: str, why: str) -> None:
        """Say what could not be drawn."""
        self.failures += 1
        click.echo(f"! {name} : {' '.join(why.split())}")


def slug(*names: str) -> str:
    """Return names as a part of a file's name.

    >>> slug("Devis et factures", "Aperçu (2)")
    'devis-et-factures-apercu'
    """
    words = (re.findall(r"[a-z]+", sort_key(name)) for name in names)
    return "-".join("-".join(parts) for parts in words if parts)


class _Watch:
    """Closes a question that nobody answers here, and tells what it was."""

    def __init__(self, album: Album) -> None:
        self._album = album
        self._timer = QTimer()
        self._timer.setInterval(WATCH_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QMessageBox):
            self._album.fail(asked.windowTitle(), asked.text())
        if isinstance(asked, QDialog):
            asked.done(0)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()


class _Drawing:
    """Goes through all windows over one office."""

    def __init__(self, album: Album, office: Office, folder: Path) -> None:
        self._album = album
        self._office = office
        self._folder = folder
        self._window = MainWindow(office)
        self._seen: set[tuple[str, ...]] = set()

    def draw(self) -> None:
        """Draw all of them."""
        watch = _Watch(self._album)
        self._window.resize(_screen())
        self._window.show()
        for page in self._window.pages.values():
            self._window.tabs.setCurrentWidget(page)
            self._settle()
            self._draw_page(page)
        for kind in EDITORS:
            self._draw_editors(kind)
        self._draw_sessions()
        self._draw_papers()
        self._draw_import()
        welcome = Welcome()
        self._draw_window(welcome, "Bienvenue")
        watch.stop()
        self._window.close()
        self._window.deleteLater()

    # Pages ----------------------------------------------------------------------------------------

    def _draw_page(self, page: Page) -> None:
        if isinstance(page, ListPage):
            for view in page.views:
                page.pane.show_view(view.key)
                names = (page.title, view.caption) if len(page.views) > 1 else (page.title,)
                self._draw_tabs(page.detail.tabs, names, view.listing.name)
            return
        tabs = page.findChild(QTabWidget)
        if tabs is None:
            self._settle()
            self._album.keep(self._window, page.title)
        else:
            self._draw_tabs(tabs, (page.title,), page.name)

    def _draw_tabs(self, tabs: QTabWidget, names: tuple[str, ...], what: str) -> None:
        """Draw each sub-tab once, though several lists of a page show the same."""
        if not tabs.isVisible() or not tabs.count():
            self._settle()
            self._album.keep(self._window, *names)
        for number in range(tabs.count() if tabs.isVisible() else 0):
            caption = tabs.tabText(number)
            if number and (what, caption) in self._seen:
                continue
            self._seen.add((what, caption))
            tabs.setCurrentIndex(number)
            self._settle()
            self._album.keep(self._window, *names, caption)
            self._draw_parts(tabs.currentWidget(), (*names, caption))
        tabs.setCurrentIndex(0)

    def _draw_parts(self, sub_tab: QWidget, names: tuple[str, ...]) -> None:
        """Draw the further parts of a sub-tab that has tabs of its own."""
        parts = sub_tab.findChild(QTabWidget)
        if parts is None:
            return
        for number in range(1, parts.count()):
            parts.setCurrentIndex(number)
            self._settle()
            self._album.keep(self._window, *names, parts.tabText(number))
        parts.setCurrentIndex(0)

    def _draw_sessions(self) -> None:
        """Draw what only some sessions have, the calendar, and the windows that they open."""
        page = self._window.pages["sessions"]
        self._window.tabs.setCurrentWidget(page)
        for caption, query in SHOWN_SESSIONS.items():
            session_id = _first(self._office.db, query)
            if session_id is None:
                continue
            self._window.go_to("sessions", session_id)
            self._settle()
            tabs = page.detail.tabs if isinstance(page, ListPage) else QTabWidget()
            captions = [tabs.tabText(number) for number in range(tabs.count())]
            if caption in captions:
                tabs.setCurrentIndex(captions.index(caption))
                self._settle()
                self._album.keep(self._window, page.title, caption, "exemple")
        if isinstance(page, CalendarPage):
            page.show_calendar()
            self._settle()
            self._album.keep(self._window, page.title, "mois")
            page.agenda.show_day(self._office.today(), WEEK)
            self._settle()
            self._album.keep(self._window, page.title, "semaine")
            page.face.chosen.emit(LIST)
        self._draw_windows()

    def _draw_windows(self) -> None:
        session_id = self._record("session") or 0
        for name, make in session_windows(self._window, session_id, self._folder):
            self._draw_window_of(make, "fenêtre", name)
        for name, make in money_windows(self._window):
            self._draw_window_of(make, "fenêtre", name)

    # Editors and other windows --------------------------------------------------------------------

    def _draw_editors(self, kind: str) -> None:
        row_id = self._record(kind)
        if row_id is not None:
            self._draw_editor(kind, row_id, "modifier")
        if kind not in EXISTING_ONLY:
            self._draw_editor(kind, None, "nouveau")

    def _draw_editor(self, kind: str, row_id: int | None, name: str) -> None:
        db = self._office.db
        contexts: dict[str, Mapping[str, object]] = {
            **{name: {"session_id": self._record("session")} for name in OF_A_SESSION},
            "contact": {"client_id": _first(db, "select min(id) from client")},
            "mission": _taught(db),
            "trainer_document": {"trainer_id": self._record("trainer")},
            "unavailability": {"trainer_id": self._record("trainer")},
            "fees": {"agreement_id": self._record("instalments")},
            "receipt": {"agreement_id": self._record("agreement")},
            "amendment": {"agreement_id": self._record("agreement")},
            "chorus_event": {"invoice_id": _first(db, "select min(invoice_id) from chorus_event")},
            "billing": {"clients": [_first(db, "select client_id from funding order by id")]},
        }
        context = contexts.get(kind, {})
        noun = editor_class(kind).noun
        self._draw_window_of(
            lambda: open_editor(self._window, kind, row_id, context), "editeur", noun, name
        )

    def _draw_papers(self) -> None:
        db = self._office.db
        for key, query in (
            ("invoice", "select id from invoice order by number is not null, id desc"),
            ("convention", "select id from agreement where kind = 'convention' order by id desc"),
            ("proposal", "select id from proposal where state = 'sent'"),
        ):
            row_id = _first(db, query)
            if row_id is not None:
                subject = {
                    "invoice": Subject(invoice_id=row_id),
                    "convention": Subject(agreement_id=row_id),
                    "proposal": Subject(proposal_id=row_id),
                }[key]
                prepared = publishing.prepare(self._office, key, subject)
                self._draw_window_of(
                    partial(PaperWindow, self._window, prepared),
                    "document",
                    prepared.kind.name,
                )
        paper_id = _first(db, "select max(id) from issued_paper")
        if paper_id is not None:
            self._draw_window_of(
                lambda: IssuedPaperWindow(self._window, paper_id), "document", "emis"
            )

    def _draw_import(self) -> None:
        """Review a sheet of the office's own as if it came from elsewhere, and a file of none."""
        version_id = _first(self._office.db, "select max(id) from course_version")
        pdf = self._folder / "Fiche programme.pdf"
        subject = Subject(course_version_id=version_id)
        pdf.write_bytes(publishing.prepare(self._office, "course_sheet", subject).render()[0])
        other = self._folder / "Tableau.ods"
        other.write_bytes(b"")
        files = [read_file(pdf), read_file(other)]
        self._draw_window_of(lambda: ImportReview(self._window, files), "import", "relecture")

    def _draw_window_of(self, make: Callable[[], QWidget], *names: str) -> None:
        try:
            self._draw_window(make(), *names)
        except Exception as error:  # noqa: BLE001 - told, and the other pictures are still drawn
            self._album.fail(slug(*names), f"{type(error).__name__} {error}")

    def _draw_window(self, window: QWidget, *names: str) -> None:
        window.resize(window.size().boundedTo(_screen()))
        window.show()
        tabs = window.findChild(QTabWidget)
        for number in range(tabs.count() if tabs is not None else 1):
            if tabs is not None:
                if not tabs.isTabVisible(number):
                    continue
                tabs.setCurrentIndex(number)
            self._settle()
            caption = (tabs.tabText(number),) if tabs is not None else ()
            self._album.keep(window, *names, *caption)
        window.hide()
        window.deleteLater()

    def _settle(self) -> None:
        """Let the window draw itself: the work beside it first, then the pages of a paper."""
        _wait(SOON_MS)
        waited = 0
        while (self._window.jobs.is_busy or _pauses()) and waited < PATIENCE_MS:
            _wait(SOON_MS)
            waited += SOON_MS
        if any(pane.isVisible() for pane in _previews()):
            _wait(PAGES_MS)

    def _record(self, kind: str) -> int | None:
        query = RECORDS.get(kind)
        if query is None:
            known = self._office.db.table_names()
            query = f'select min(id) from "{kind}"' if kind in known else "select null"
        return _first(self._office.db, query)


def _draw_new_office(album: Album, path: Path, day: date) -> None:
    """Draw the first page of an office where nothing was entered yet."""
    office = create_office(path, lambda: day)
    window = MainWindow(office)
    window.resize(_screen())
    window.tabs.setCurrentIndex(0)
    window.show()
    _wait(SOON_MS)
    album.keep(window, next(iter(window.pages.values())).title, "vide")
    window.close()
    window.deleteLater()
    office.close()


def _tell_qt(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, save what it says of every window where there is no screen."""
    if not words.startswith("This plugin does not support"):
        click.echo(words, err=True)


def _previews() -> Iterator[PreviewPane]:
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            yield from window.findChildren(PreviewPane)


def _pauses() -> bool:
    """Whether a window waits for a short moment before it follows what was chosen."""
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= PAGES_MS
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
        for timer in window.findChildren(QTimer)
    )


def _taught(db: Database) -> dict[str, object]:
    """Return a session and a trainer of it who has no mission there yet."""
    row = db.execute(
        "select s.session_id, t.trainer_id from slot_trainer t join slot s on s.id = t.slot_id"
        " left join mission m on m.session_id = s.session_id and m.trainer_id = t.trainer_id"
        " where m.id is null order by s.day desc limit 1"
    ).fetchone()
    return {} if row is None else {"session_id": row[0], "trainer_id": row[1]}


def _first(db: Database, query: str) -> int | None:
    row = db.execute(query).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
