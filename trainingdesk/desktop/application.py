"""Start the window over an office file, and change from one file to another."""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QSettings,
    Qt,
    QTranslator,
    Slot,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from trainingdesk.desktop import errors, theme
from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.desktop.waiting import wait_for
from trainingdesk.desktop.welcome import Welcome
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import typeset
from trainingdesk.services.office import Office, create_office, open_office
from trainingdesk.services.starting import start_office
from trainingdesk.services.workplace import last_office, practice_office, remember_office
from trainingdesk.storage import backups
from trainingdesk.storage.lock import OfficeLock, hold
from trainingdesk.storage.office_file import SUFFIX

FILES = f"Organisme (*{SUFFIX})"


def make_application() -> QApplication:
    """Return the Qt application: French texts, our letters, light or dark as chosen."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QCoreApplication.setOrganizationName("trainingdesk")
    QCoreApplication.setApplicationName("trainingdesk")
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    app = QApplication(sys.argv[:1])
    QGuiApplication.setApplicationDisplayName("Training Desk")
    QGuiApplication.setDesktopFileName("trainingdesk")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fr", folder):
        app.installTranslator(translator)
    theme.dress(app, _chosen_theme())
    return app


def _chosen_theme() -> theme.Theme:
    chosen = QSettings().value("window/theme")
    if chosen is None:
        scheme = QGuiApplication.styleHints().colorScheme()
        chosen = "dark" if scheme == Qt.ColorScheme.Dark else "light"
    return theme.DARK if chosen == theme.DARK.name else theme.LIGHT


def _named(chosen: str) -> Path:
    """Return the office file of a name; what follows a dot in it is part of the name."""
    return Path(chosen if chosen.endswith(SUFFIX) else f"{chosen}{SUFFIX}")


def open_window(path: Path | None, *, practice: bool) -> int:
    """Open the window on a file, the practice office, the file opened last, or a welcome page."""
    app = make_application()
    front = Front()
    if practice:
        front.open_practice()
    elif chosen := path or last_office():
        front.open(chosen)
    if front.window is None:
        front.welcome()
    return app.exec()


class Front(QObject):
    """Holds the one window there is, its office and the office's lock."""

    def __init__(self) -> None:
        super().__init__()
        self.window: MainWindow | None = None
        self._office: Office | None = None
        self._lock: OfficeLock | None = None
        self._welcome: Welcome | None = None

    def welcome(self) -> None:
        """Show the page of the first start."""
        self._welcome = Welcome()
        self._welcome.chosen.connect(self.change)
        self._welcome.show()

    @Slot(str)
    def change(self, wish: str) -> None:
        """Do what the file menu or the welcome page asks."""
        try:
            match wish:
                case "new":
                    self._new()
                case "open":
                    self._open()
                case "practice":
                    self.open_practice()
                case "reset":
                    self._reset()
                case "copy":
                    self._copy()
                case "restore":
                    self._restore()
                case "again":
                    self._again()
        except (RuleBroken, OSError) as error:
            errors.tell(self.window, error)

    def open(self, path: Path) -> None:
        """Open an office file in the window; a refusal is told and leaves what is open."""
        try:
            if self._office is not None and self._office.path == path.absolute():
                return
            lock = OfficeLock.acquire(path)
            try:
                office = open_office(path.absolute())
            except BaseException:
                lock.release()
                raise
        except RuleBroken as error:
            errors.tell(self.window, error)
            return
        self._show(office, lock)

    def open_practice(self, *, again: bool = False) -> None:
        """Open the practice office, made the first time, or made *again* from nothing."""
        path = practice_office()
        if again or not path.is_file():
            from trainingdesk.services.practice_folder import (  # noqa: PLC0415 - reads sheets
                make_practice_office,
            )

            if not self._let_go():
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            words = "Préparation de l’organisme de démonstration…"
            made = wait_for(
                words,
                lambda ticket: make_practice_office(
                    path.parent, date.today, ticket.tell, ticket.cancelled
                ),
            )
            if made is None:
                return
        self.open(path)

    def _reset(self) -> None:
        """Make the practice office again, once the user has agreed to lose what was tried."""
        words = "Ce que vous avez essayé dans l’organisme de démonstration sera effacé. Continuer ?"
        agreed = QMessageBox.question(self.window, "Training Desk", typeset(words))
        if agreed == QMessageBox.StandardButton.Yes:
            self.open_practice(again=True)

    def _show(self, office: Office, lock: OfficeLock) -> bool:
        """Show an office in place of the one that is open; return whether that one let go."""
        if not self._let_go():
            office.close()
            lock.release()
            return False
        self._office, self._lock = office, lock
        if office.path is not None:
            remember_office(office.path)
        self.window = MainWindow(office)
        self.window.another_office.connect(self.change)
        self.window.closed.connect(self._let_go_of_file)
        self.window.show()
        self.window.start()
        if self._welcome is not None:
            self._welcome.close()
            self._welcome = None
        return True

    def _let_go(self) -> bool:
        """Close the window that is open, and its file with it.

        Returns whether none is open any more: the user may prefer to go on typing.
        """
        if self.window is not None:
            if self.window.isVisible() and not self.window.close():
                return False
            self.window.deleteLater()
            self.window = None
        return True

    @Slot()
    def _let_go_of_file(self) -> None:
        if self._office is not None:
            self._office.close()
            self._office = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _new(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self.window, "Nouvel organisme", f"Mon organisme{SUFFIX}", FILES
        )
        if not chosen:
            return
        path = _named(chosen).absolute()
        lock = OfficeLock.acquire(path)
        try:
            office = create_office(path)
        except BaseException:
            lock.release()
            raise
        start_office(office)
        if self._show(office, lock) and self.window is not None:
            self.window.edit("organisation", None)

    def _open(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self.window, "Ouvrir un organisme", "", FILES)
        if chosen:
            self.open(Path(chosen))

    def _copy(self) -> None:
        if self._office is None or self._office.path is None:
            return
        source = self._office.path
        chosen, _filter = QFileDialog.getSaveFileName(
            self.window, "Copier l’organisme vers…", source.name, FILES
        )
        if not chosen or self.window is None:
            return
        target = _named(chosen)
        window = self.window
        window.jobs.run(
            "Copie",
            lambda ticket: backups.copy_to(
                source,
                target,
                lambda done, total: ticket.progress(done, total, "Copie"),
                ticket.cancelled,
            ),
            lambda result: window.tell(result.told),
            window.report,
        )

    def _restore(self) -> None:
        """Put a backup in the place of the open office, which is kept beside."""
        if self._office is None or self._office.path is None:
            return
        path = self._office.path
        chosen, _filter = QFileDialog.getOpenFileName(
            self.window, "Restaurer une sauvegarde", str(path.parent / backups.FOLDER), FILES
        )
        if chosen and self._let_go():
            try:
                with hold(path):
                    backups.restore(Path(chosen), path)
            finally:
                self.open(path)

    def _again(self) -> None:
        """Make the window anew over the same file, in new colours."""
        if self._office is not None and self._office.path is not None:
            path = self._office.path
            if self._let_go():
                self.open(path)
