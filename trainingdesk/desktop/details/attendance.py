"""The attendance of a session: the sheet to type, print and file, and whom to tell of absences."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.absences import AbsenceBar
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.details.scans import (
    add_documents,
    choose_list,
    choose_scans,
    take_files,
)
from trainingdesk.desktop.scan_folder import ScanFolder, choose_folder
from trainingdesk.desktop.scan_review import ScanReview
from trainingdesk.desktop.widgets.attendance_grid import AttendanceGrid
from trainingdesk.desktop.widgets.drop_area import dropped_files
from trainingdesk.domain.session_documents import SessionDocumentKind
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import plural, typeset
from trainingdesk.services.absences import untold_absences
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage.session_documents import documents_of

SHEETS = (
    ("Toute la session", "attendance_sheet"),
    ("Une page par jour", "attendance_day"),
    ("Une page par semaine", "attendance_week"),
    ("Une page par mois", "attendance_month"),
    ("Sans nom", "attendance_blank"),
)
_PROOFS = {SessionDocumentKind.ATTENDANCE_SHEET, SessionDocumentKind.CONNECTION_LOG}


def attendance_view(desk: Desk, file: SessionFile) -> QWidget:
    """Return the attendance of a session, on which signed sheets and lists can be dropped."""
    return AttendanceView(desk, file)


class AttendanceView(QWidget):
    """Buttons, whom to tell, scans that wait, and the grid."""

    def __init__(self, desk: Desk, file: SessionFile) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._desk = desk
        self._file = file
        self._documents = documents_of(desk.office.db, file.session.id or 0)
        scanned = {
            slot_id
            for document in self._documents
            if document.kind in _PROOFS
            for slot_id in document.slot_ids
        }
        self.grid = AttendanceGrid(desk, file, scanned)
        self.folder = ScanFolder(self)
        self._waiting = QLabel(self)
        self._waiting.setWordWrap(True)
        self._bar = self._scan_bar()
        self.folder.changed.connect(self._show_waiting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._buttons())
        layout.addWidget(AbsenceBar(desk, untold_absences(desk.office, file)))
        layout.addWidget(self._bar)
        layout.addWidget(self.grid, 1)
        self._show_waiting()

    # Buttons ------------------------------------------------------------------------------------

    def _buttons(self) -> QWidget:
        has_people = bool(self.grid.people)
        everyone = button("Tous présents", "list-checks", self.grid.all_present, enabled=has_people)
        everyone.setToolTip("Remplit les cases vides des demi-journées passées.")
        plates = button("Chevalets", "users", self._show_plates)
        plates.setToolTip("Un chevalet par personne, à plier en deux ; deux vierges à la fin.")
        more = _menu_button("Plus", "", self._more_menu())
        return row(
            everyone,
            _menu_button("Feuille", "printer", self._sheet_menu()),
            plates,
            _menu_button(self._scan_caption(), "paperclip", self._scan_menu()),
            more,
        )

    def _sheet_menu(self) -> QMenu:
        menu = QMenu(self)
        session_id = self._file.session.id
        for words, key in SHEETS:
            _add(menu, words, partial(self._desk.show_paper, key, Subject(session_id=session_id)))
        clients = {person.client.id: person.client for person in self._file.seated}
        companies = [client for client in clients.values() if not client.is_individual]
        if companies:
            menu.addSeparator()
        for client in companies:
            subject = Subject(session_id=session_id, client_id=client.id)
            show = partial(self._desk.show_paper, "attendance_company", subject)
            _add(menu, client.display_name, show)
        return menu

    def _scan_caption(self) -> str:
        count = len(self._documents)
        return f"Pièces ({count})" if count else "Pièces"

    def _scan_menu(self) -> QMenu:
        menu = QMenu(self)
        _add(menu, "Ajouter un scan…", partial(choose_scans, self._desk, self._file, self))
        words = "Importer un relevé de connexion…"
        _add(menu, words, partial(choose_list, self._desk, self._file, self))
        menu.addSeparator()
        _add(menu, "Surveiller un dossier de numérisation…", self._choose_folder)
        if self.folder.folder is not None:
            _add(menu, "Ne plus surveiller", partial(self._watch, None))
        if self._documents:
            menu.addSeparator()
            add_documents(menu, self._desk, self._documents, self._file.slots)
        return menu

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        _add(menu, "Le formateur a tout signé", self.grid.sign)
        menu.addMenu(self.grid.proof_menu(menu))
        return menu

    def _show_plates(self) -> None:
        self._desk.show_paper("name_plates", Subject(session_id=self._file.session.id))

    # The scanner's folder -----------------------------------------------------------------------

    def _scan_bar(self) -> QFrame:
        bar = QFrame(self)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._waiting, 1)
        file = QPushButton(theme.icon("paperclip"), "Classer…", bar)
        file.clicked.connect(self._file_waiting)
        layout.addWidget(file)
        return bar

    def _show_waiting(self) -> None:
        count = len(self.folder.waiting)
        folder = self.folder.folder
        where = f" dans « {folder.name} »" if folder else ""
        words = f"{plural(count, 'scan attend', 'scans attendent')}{where}."
        self._waiting.setText(typeset(words))
        self._bar.setVisible(count > 0)

    def _file_waiting(self) -> None:
        review = ScanReview(self._desk, self.folder.waiting, moves=True)
        review.show()

    def _choose_folder(self) -> None:
        kept = self.folder.folder
        chosen = QFileDialog.getExistingDirectory(
            self.window(), "Dossier de numérisation à surveiller", str(kept or "")
        )
        if chosen:
            self._watch(Path(chosen))

    def _watch(self, folder: Path | None) -> None:
        choose_folder(folder)
        self.folder.watch()
        told = f"Le dossier « {folder} » est surveillé" if folder else "Aucun dossier surveillé"
        self._desk.tell(typeset(told))

    # Qt's own interface -------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_files(event):
            event.acceptProposedAction()
            take_files(self._desk, self._file, paths)


def _menu_button(words: str, icon: str, menu: QMenu) -> QToolButton:
    made = QToolButton()
    made.setText(f" {words}" if icon else words)
    if icon:
        made.setIcon(theme.icon(icon))
        made.setIconSize(QSize(16, 16))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setMenu(menu)
    return made


def _add(menu: QMenu, words: str, act: Callable[[], object]) -> None:
    menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _on=False: act())
