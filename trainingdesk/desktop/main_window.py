"""The main window: seven tabs over one office file."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMenuBar,
    QProgressBar,
    QStatusBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from trainingdesk.desktop import errors, theme
from trainingdesk.desktop.editors import register as editors
from trainingdesk.desktop.jobs import Jobs, Ticket
from trainingdesk.desktop.outdated_window import OutdatedHint
from trainingdesk.desktop.page_tabs import Pages
from trainingdesk.desktop.pages import register
from trainingdesk.desktop.pages.page import Page
from trainingdesk.desktop.paper_window import IssuedPaperWindow, PaperWindow
from trainingdesk.desktop.scan_hint import ScanHint
from trainingdesk.desktop.widgets.search_box import SearchBox
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import clock, typeset
from trainingdesk.services import publishing, removing, sealing
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.removing import Step
from trainingdesk.services.sealing import SealLocked
from trainingdesk.storage import backups
from trainingdesk.storage.database import empty_wal
from trainingdesk.storage.search import Hit

REST_MS = 2000
"""How long after the last write the log is emptied into the office file."""

MESSAGE_MS = 8000
NOT_SEALED = typeset("Rien n’a été édité : le cachet attend son mot de passe.")
FIRST_LIST_MS = 500
"""How long the first list has to be painted before a backup looks at the disk."""


OFFICE_EDITORS = (
    ("Organisme…", "organisation", 1),
    ("Conditions de vente…", "conditions", 0),
    ("Pièces de l’organisme…", "office_documents", 1),
    ("Cachet électronique…", "seal", 1),
    ("Comptes et journaux…", "accounts", 1),
)
"""What is arranged once for the whole office, in the menu of the file."""


class MainWindow(QMainWindow):
    """The window over an office; pages and editors know it as their `Desk`."""

    closed = Signal()
    another_office = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._jobs = Jobs(office, self)
        self._last_step: Step | None = None
        self._net = errors.Net(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.pages = Pages(self, self.tabs, self._greet)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(partial(empty_wal, office.db))
        self._count = QLabel(self)
        self._saved = QLabel(self)
        self._progress = QProgressBar(self)
        self._cancel = QToolButton(self)
        self.outdated = OutdatedHint(self, self)
        self.scans = ScanHint(self, self)
        self.search = SearchBox(office.db, self)
        self._make_menus()
        self._make_status_bar()
        self.setCentralWidget(self.tabs)
        self.setWindowTitle(self._title())
        self._connect()
        self._restore()

    # What pages and editors ask of it (see `Desk`) ------------------------------------------------

    @property
    def office(self) -> Office:
        """The open office."""
        return self._office

    @property
    def jobs(self) -> Jobs:
        """Where long work is done."""
        return self._jobs

    def perform(self, act: Callable[[], Changes], owner: QWidget | None = None) -> Changes | None:
        """Run a service, tell what it changed to every page; a refusal is told, and `None`."""
        try:
            changes = act()
        except SealLocked:
            return self.perform(act, owner) if self._unlocks_seal(owner) else None
        except Exception as error:  # noqa: BLE001 - told by whose fault it is
            errors.tell(owner or self, error)
            return None
        self.broadcast(changes)
        return changes

    def may_seal(self, kinds: Iterable[str], owner: QWidget | None = None) -> bool:
        """Ask for the password where papers of these kinds wait for the seal; whether they may go.

        Work beside the window asks before it begins: nobody can be asked from there.
        """
        try:
            return not sealing.is_locked(self.office, kinds) or self._unlocks_seal(owner)
        except RuleBroken as error:
            errors.tell(owner or self, error)
            return False

    def _unlocks_seal(self, owner: QWidget | None) -> bool:
        from trainingdesk.desktop.seal_password import asked  # noqa: PLC0415

        is_open = asked(self.office, owner or self)
        if not is_open:
            self.tell(NOT_SEALED)
        return is_open

    def broadcast(self, changes: Changes) -> None:
        """Tell every page what a service changed."""
        self.tell(changes.label)
        self._rest.start()
        for page in self.pages.made():
            page.heed(changes)
        self.outdated.heed(changes)

    def report(self, error: BaseException) -> None:
        """Tell an error by whose fault it is."""
        errors.tell(self, error)

    def remove(self, act: Callable[[], Step]) -> None:
        """Run a deletion or archiving that Ctrl+Z takes back."""
        step: list[Step] = []

        def whole() -> Changes:
            step.append(act())
            return step[0].changes

        if self.perform(whole) is not None:
            self._last_step = step[0]
            self._undo.setEnabled(True)

    def go_to(self, page: str, row_id: int, view: str = "") -> None:
        """Show a row on its page."""
        chosen = self.pages[page]
        self.tabs.setCurrentWidget(chosen)
        chosen.show_record(row_id, view)

    def edit(self, kind: str, row_id: int | None = None, /, **context: object) -> None:
        """Open the editor of a record, new when there is no id."""
        self.perform_quietly(lambda: editors.open_editor(self, kind, row_id, context))

    def show_paper(self, key: str, subject: Subject) -> None:
        """Show a paper before it leaves."""
        self.perform_quietly(
            lambda: PaperWindow(self, publishing.prepare(self.office, key, subject)).show()
        )

    def show_issued(self, paper_id: int) -> None:
        """Show a paper that left, as it left."""
        self.perform_quietly(lambda: IssuedPaperWindow(self, paper_id).show())

    def perform_quietly(self, act: Callable[[], object]) -> None:
        """Do something that changes nothing; a refusal is told."""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - told by whose fault it is
            errors.tell(self, error)

    def tell(self, words: str) -> None:
        """Say something in the status bar."""
        self.statusBar().showMessage(words, MESSAGE_MS)

    # Actions --------------------------------------------------------------------------------------

    @Slot()
    def undo(self) -> None:
        """Take back the last deletion or archiving; typing in a field undoes itself."""
        step, self._last_step = self._last_step, None
        self._undo.setEnabled(False)
        if step is not None:
            self.perform(lambda: removing.take_back(self.office, step))

    @Slot()
    def refresh(self) -> None:
        """Read the page that is seen again."""
        self.pages.front().read()

    @Slot()
    def back_up(self) -> None:
        """Make a backup beside the window, if the file changed since the last."""
        path = self.office.path
        if path is None:
            return

        def work(ticket: Ticket) -> backups.BackupResult:
            result = backups.make(
                path,
                lambda done, total: ticket.progress(done, total, "Sauvegarde"),
                ticket.cancelled,
            )
            if result.path is not None:
                backups.thin(result.path.parent)
            return result

        self.jobs.run("Sauvegarde", work, self._backed_up, self.report)

    def _backed_up(self, result: backups.BackupResult) -> None:
        self.tell(result.told)
        self._show_backup()

    def _show_backup(self) -> None:
        last = backups.latest(self.office.path) if self.office.path else None
        if last is None:
            self._saved.setText("Pas encore sauvegardé")
            return
        today = last.made_at.date() == self.office.today()
        when = clock(last.made_at.time()) if today else f"{last.made_at:%d/%m/%Y}"
        self._saved.setText(f"Sauvegardé {when} ✓")
        self._saved.setToolTip(str(last.path))

    def _go_to_hit(self, hit: Hit) -> None:
        db = self.office.db
        page, view = register.place_of(db, hit)
        self.perform_quietly(lambda: self.go_to(page, register.row_shown(db, hit), view))

    # Building -------------------------------------------------------------------------------------

    def _title(self) -> str:
        name = self.office.path.stem if self.office.path else "en mémoire"
        return f"Training Desk — {name}"

    def _greet(self, page: Page) -> None:
        page.counted.connect(self._show_count)

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu("&Fichier")
        self._add(file, "Nouvel organisme…", lambda: self.another_office.emit("new"))
        self._add(file, "Ouvrir…", lambda: self.another_office.emit("open"), "Ctrl+O")
        self._add(file, "Organisme de démonstration", lambda: self.another_office.emit("practice"))
        self._add(
            file, "Remettre la démonstration à neuf", lambda: self.another_office.emit("reset")
        )
        file.addSeparator()
        for words, kind, which in OFFICE_EDITORS:
            self._add(file, words, partial(self.edit, kind, which))
        file.addSeparator()
        self._add(file, "Sauvegarder maintenant", self.back_up)
        self._add(file, "Copier l’organisme vers…", lambda: self.another_office.emit("copy"))
        self._add(file, "Restaurer une sauvegarde…", lambda: self.another_office.emit("restore"))
        file.addSeparator()
        self._add(file, "Quitter", self.close, QKeySequence.StandardKey.Quit)
        edit = bar.addMenu("É&dition")
        self._undo = self._add(edit, "Annuler la dernière action", self.undo, "Ctrl+Z")
        self._undo.setEnabled(False)
        self._add(edit, "Rechercher partout", self.search.take_focus, "Ctrl+F")
        self._add(edit, "Filtrer la liste", self._filter, "Ctrl+L")
        view = bar.addMenu("&Affichage")
        self._add(view, "Actualiser", self.refresh, "F5")
        for place, tab in enumerate(register.TABS.values()):
            show = partial(self.tabs.setCurrentIndex, place)
            self._add(view, tab.title, show, f"Ctrl+{place + 1}")
        view.addSeparator()
        self._add(view, "Clair", partial(self._dress, theme.LIGHT))
        self._add(view, "Sombre", partial(self._dress, theme.DARK))
        self._make_tools(bar)
        help_menu = bar.addMenu("Ai&de")
        self._add(help_menu, "À propos", self._about)
        corner = QWidget(bar)
        room = QHBoxLayout(corner)
        room.setContentsMargins(8, 4, 16, 4)
        room.addWidget(self.search)
        bar.setCornerWidget(corner)

    def _make_tools(self, bar: QMenuBar) -> None:
        papers = bar.addMenu("&Documents")
        self._add(papers, "Documents à rééditer…", self.outdated.look_everywhere)
        tools = bar.addMenu("&Outils")
        self._add(tools, "Calculer les frais…", lambda: self.edit("fees"))
        self._add(tools, "E-learning…", self._show_elearning)
        tools.addSeparator()
        self._add(tools, "Surveiller un dossier de numérisation…", self.scans.choose)
        forget = self._add(tools, "Ne plus surveiller ce dossier", self.scans.forget)
        tools.aboutToShow.connect(lambda: forget.setVisible(self.scans.is_watching))
        tools.addSeparator()
        self._add(tools, "Textes des documents…", lambda: self.edit("text"))
        self._add(tools, "Ordre d’impression…", lambda: self.edit("print_order", 1))
        self._add(tools, "Questionnaires…", lambda: self.edit("questionnaire"))
        self._add(tools, "Taux de référence et mentions de TVA…", lambda: self.edit("rates", 1))
        self._add(tools, "Jours de fermeture…", lambda: self.edit("closed_days", 1))

    def _add(
        self,
        menu: QMenu,
        text: str,
        act: Callable[[], object],
        shortcut: str | QKeySequence.StandardKey = "",
    ) -> QAction:
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        return action

    def _make_status_bar(self) -> None:
        bar = QStatusBar(self)
        self.setStatusBar(bar)
        self._progress.setFixedWidth(220)
        self._progress.hide()
        self._cancel.setIcon(theme.icon("x"))
        self._cancel.setToolTip("Interrompre")
        self._cancel.setAccessibleName("Interrompre le travail en cours")
        self._cancel.hide()
        for hint in (self.scans, self.outdated):
            bar.addPermanentWidget(hint)
            # Shown once there is something to tell.
            hint.hide()
        for widget in (self._count, self._saved, self._progress, self._cancel):
            bar.addPermanentWidget(widget)
        self._show_backup()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._page_entered)
        self.search.found.connect(self._go_to_hit)
        self._cancel.clicked.connect(self._jobs.cancel)
        self._jobs.started.connect(self._job_started)
        self._jobs.progressed.connect(self._job_progressed)
        self._jobs.ended.connect(self._job_ended)

    def _restore(self) -> None:
        settings = QSettings()
        geometry = settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1280, 720)
        name = str(settings.value("window/tab", ""))
        if name in self.pages:
            self.tabs.setCurrentWidget(self.pages[name])
        self._page_entered()

    def start(self) -> None:
        """Catch stray errors, and back up once the first list is painted."""
        self._net.spread()
        QTimer.singleShot(FIRST_LIST_MS, self, self._back_up_if_due)

    @Slot()
    def _back_up_if_due(self) -> None:
        path = self.office.path
        # A window that was closed meanwhile has let go of the file.
        if path is not None and self.isVisible() and backups.is_due(path):
            self.back_up()

    # Reactions ------------------------------------------------------------------------------------

    @Slot()
    def _page_entered(self) -> None:
        page = self.pages.front()
        page.enter()
        self._count.setText(page.status)

    @Slot(str)
    def _show_count(self, words: str) -> None:
        if self.sender() is self.tabs.currentWidget():
            self._count.setText(words)

    @Slot(str)
    def _job_started(self, label: str) -> None:
        self._progress.setRange(0, 0)
        self._progress.setFormat(label)
        self._progress.show()
        self._cancel.show()

    @Slot(int, int, str)
    def _job_progressed(self, done: int, total: int, what: str) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.setFormat(f"{what} %v/%m" if what else "%p %")

    @Slot()
    def _job_ended(self) -> None:
        self._progress.hide()
        self._cancel.hide()

    def _filter(self) -> None:
        self.pages.front().focus_filter()

    def _dress(self, chosen: theme.Theme) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            QSettings().setValue("window/theme", chosen.name)
            theme.dress(app, chosen)
            self.another_office.emit("again")

    def _show_elearning(self) -> None:
        from trainingdesk.desktop.elearning_window import ELearningWindow  # noqa: PLC0415

        ELearningWindow(self).show()

    def _about(self) -> None:
        from trainingdesk.desktop.about import show_about  # noqa: PLC0415

        show_about(self)

    # Qt's own interface -------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        for editor in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if editor.isWindow() and editor.isVisible() and not editor.close():
                event.ignore()
                return
        settings = QSettings()
        settings.setValue("window/geometry", self.saveGeometry())
        settings.setValue("window/tab", self.pages.front_name)
        self._rest.stop()
        self.outdated.stop()
        self.scans.stop()
        self._jobs.stop()
        self.closed.emit()
        event.accept()
