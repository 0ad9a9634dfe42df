"""The attendance of a session: the sheet to type, print and file, and whom to tell of absences."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QMenu,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.absences import AbsenceBar
from trainingdesk.desktop.details.parts import button, menu_button, row
from trainingdesk.desktop.details.scans import (
    add_documents,
    choose_list,
    choose_scans,
    take_files,
)
from trainingdesk.desktop.widgets.attendance_grid import AttendanceGrid
from trainingdesk.desktop.widgets.drop_area import dropped_files
from trainingdesk.domain.session_documents import SessionDocumentKind
from trainingdesk.domain.session_file import SessionFile
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
    """Buttons, whom to tell, and the grid."""

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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._buttons())
        layout.addWidget(AbsenceBar(desk, untold_absences(desk.office, file)))
        layout.addWidget(self.grid, 1)

    # Buttons ------------------------------------------------------------------------------------

    def _buttons(self) -> QWidget:
        has_people = bool(self.grid.people)
        everyone = button("Tous présents", "list-checks", self.grid.all_present, enabled=has_people)
        everyone.setToolTip("Remplit les cases vides des demi-journées passées.")
        plates = button("Chevalets", "users", self._show_plates)
        plates.setToolTip("Un chevalet par personne, à plier en deux ; deux vierges à la fin.")
        pieces = menu_button(self._scan_caption(), "paperclip", self._scan_menu())
        pieces.setToolTip(
            "Un scan se dépose aussi sur la feuille, ou arrive du dossier surveillé par "
            "« Outils › Surveiller un dossier de numérisation »."
        )
        more = menu_button("Autres", "", self._more_menu())
        more.setAccessibleName("Autres actions sur l’émargement")
        return row(
            everyone,
            menu_button("Feuille", "printer", self._sheet_menu()),
            plates,
            pieces,
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

    # Qt's own interface -------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_files(event):
            event.acceptProposedAction()
            take_files(self._desk, self._file, paths)


def _add(menu: QMenu, words: str, act: Callable[[], object]) -> None:
    menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _on=False: act())
