"""The attendance of a session: typed by keyboard, taken from a list, proven by scans."""

from datetime import date
from functools import partial
from threading import Event
from time import perf_counter

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox, QPushButton, QToolButton

from tests.support.desk_hands import newest, press
from trainingdesk.desktop import scan_folder
from trainingdesk.desktop.connection_review import ConnectionReview, review_list
from trainingdesk.desktop.details.attendance import AttendanceView, attendance_view
from trainingdesk.desktop.details.scans import open_document
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.desktop.scan_folder import ScanFolder, choose_folder, chosen_folder
from trainingdesk.desktop.scan_review import ScanReview
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.domain.attendance import Presence, Proof
from trainingdesk.services import connection_lists, session_documents
from trainingdesk.services.changes import Kind, changed
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import session_documents as documents
from trainingdesk.storage import sessions

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PDF = b"%PDF-1.7 signed"
LIST = """\
Name (original name),Email,Join time,Leave time,Duration (minutes)
Karim BELLIL,,05/18/2026 08:55:00 AM,05/18/2026 12:31:00 PM,216
iPhone,,05/18/2026 09:20:00 AM,05/18/2026 12:31:00 PM,191
"""


class Sheet:
    """The tab of a session, made again whenever something changes, as its page does."""

    def __init__(self, window, filled):
        self.window = window
        self.filled = filled
        filled.clock.day = date(2026, 5, 19)
        window.go_to("sessions", filled.session)
        self.page = window.pages["sessions"]
        shown = self.page.show_row

        def show_row(row_id):
            shown(row_id)
            self.put()

        self.page.show_row = show_row
        self.put()

    def put(self):
        tabs = self.page.detail.tabs
        place = [tabs.tabText(number) for number in range(tabs.count())].index("Émargement")
        old = tabs.widget(place)
        tabs.removeTab(place)
        old.deleteLater()
        file = session_file(self.filled.office, self.filled.session)
        made = Lazy(partial(attendance_view, self.window, file))
        tabs.insertTab(place, made, "Émargement")
        tabs.setCurrentIndex(place)

    @property
    def view(self):
        QApplication.processEvents()
        return next(
            view for view in self.page.detail.findChildren(AttendanceView) if view.isVisible()
        )

    @property
    def grid(self):
        return self.view.grid

    @property
    def table(self):
        return self.grid.table

    def at(self, row, column):
        self.table.setFocus()
        self.table.go_to((row, column))

    def key(self, key, keys=NONE):
        QTest.keyClick(self.table, key, keys)
        QApplication.processEvents()

    def type(self, text):
        for letter in text:
            self.key(Qt.Key(ord(letter)))

    @property
    def cells(self):
        table = self.table
        return [
            " ".join(table.item(row, column).text() or "." for column in range(4))
            for row in range(table.rowCount())
        ]

    @property
    def marks(self):
        return sessions.attendance_of(self.filled.office.db, self.filled.session)


@pytest.fixture
def sheet(window, filled):
    return Sheet(window, filled)


def test_letters_go_down_a_half_day_and_into_the_next(sheet):
    sheet.at(0, 0)
    sheet.type("PAJ")
    assert (sheet.table.currentRow(), sheet.table.currentColumn()) == (3, 0)
    assert sheet.table.hasFocus()
    sheet.type("P")
    assert (sheet.table.currentRow(), sheet.table.currentColumn()) == (0, 1)
    assert sheet.cells == ["P . . .", "A . . .", "J . . .", "P . . .", "2 / 4 . . .", ". . . ."]


@pytest.mark.parametrize(
    ("end", "place"),
    [
        pytest.param(Qt.Key.Key_Return, (1, 0), id="enter goes down"),
        pytest.param(Qt.Key.Key_Right, (0, 1), id="an arrow goes its way"),
        pytest.param(Qt.Key.Key_Tab, (1, 0), id="tab"),
    ],
)
def test_r_takes_its_minutes_typed_right_after(sheet, end, place):
    sheet.at(0, 0)
    sheet.type("R15")
    assert sheet.cells[0] == "R15… . . ."
    assert sheet.marks == {}
    sheet.key(end)
    assert sheet.cells[0] == "R15 . . ."
    assert (sheet.table.currentRow(), sheet.table.currentColumn()) == place
    label = sheet.table.verticalHeaderItem(0).text()
    assert label.replace("\N{NO-BREAK SPACE}", " ").endswith("· 3 h 15")


def test_r_is_given_up_by_escape_and_kept_by_the_next_click(sheet):
    sheet.at(0, 0)
    sheet.type("R1")
    sheet.key(Qt.Key.Key_Escape)
    assert sheet.cells[0] == ". . . ."
    sheet.at(0, 0)
    sheet.type("R2")
    QTest.mouseClick(sheet.table.viewport(), Qt.MouseButton.LeftButton)
    assert sheet.cells[0] == "R2 . . ."


def test_minutes_longer_than_the_half_day_are_refused_and_nothing_is_lost(sheet, monkeypatch):
    told = []
    monkeypatch.setattr(
        "trainingdesk.desktop.errors.tell", lambda _owner, error: told.append(str(error))
    )
    sheet.at(0, 0)
    sheet.type("PR999")
    sheet.key(Qt.Key.Key_Return)
    assert "durée du créneau" in told[0]
    assert sheet.cells[:2] == ["P . . .", ". . . ."]


def test_a_whole_half_day_at_once_and_back_with_ctrl_z(sheet, window):
    sheet.at(2, 1)
    sheet.key(Qt.Key.Key_P, CTRL | SHIFT)
    assert [row.split()[1] for row in sheet.cells[:4]] == ["P"] * 4
    window.undo()
    assert [row.split()[1] for row in sheet.cells[:4]] == ["."] * 4
    assert (sheet.table.currentRow(), sheet.table.currentColumn()) == (2, 1)
    assert sheet.table.hasFocus()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(CTRL, [". A . .", ". A . .", ". A . .", ". A . ."], id="the half-day"),
        pytest.param(SHIFT, [". . . .", "A A A A", ". . . .", ". . . ."], id="the person"),
    ],
)
def test_a_line_is_chosen_by_keys_then_typed(sheet, keys, expected):
    sheet.at(1, 1)
    sheet.key(Qt.Key.Key_Space, keys)
    sheet.type("A")
    assert sheet.cells[:4] == expected
    sheet.at(1, 1)
    sheet.key(Qt.Key.Key_Delete)
    assert sheet.cells[1].split()[1] == "."


def test_everyone_present_fills_only_what_is_empty(sheet):
    sheet.at(1, 0)
    sheet.type("A")
    press(sheet.view, "Tous présents")
    assert sheet.cells[1] == "A P P P"
    assert sheet.cells[0] == "P P P P"
    press(sheet.view, "Tous présents")
    assert "déjà remplies" in sheet.window.statusBar().currentMessage()


def test_the_trainer_signs_by_column_and_all_at_once(sheet):
    sheet.at(5, 1)
    sheet.type("P")
    assert sheet.cells[5] == ". signé . ."
    sheet.at(5, 1)
    sheet.key(Qt.Key.Key_Delete)
    assert sheet.cells[5] == ". . . ."
    sheet.at(5, 1)
    sheet.type("A")
    assert sheet.cells[5] == ". . . ."
    sheet.grid.sign()
    assert sheet.cells[5] == "signé signé signé signé"


def chosen(menu, words):
    """Return the action of a menu, or of one that drops down from it, that begins so."""
    for action in menu.actions():
        if action.text().startswith(words):
            return action
        if action.menu() is not None and (found := chosen(action.menu(), words)) is not None:
            return found
    return None


def test_the_menu_of_the_cells_types_proves_and_chooses(sheet):
    sheet.at(0, 0)
    chosen(sheet.grid.menu(), "Présent").trigger()
    assert sheet.cells[0] == "P . . ."
    sheet.at(0, 0)
    chosen(sheet.grid.menu(), "30").trigger()
    assert sheet.cells[0] == "R30 . . ."
    sheet.at(0, 0)
    chosen(sheet.grid.menu(), "Relevé de connexion").trigger()
    assert sheet.cells[0] == "R30¹ . . ."
    sheet.at(0, 0)
    chosen(sheet.grid.menu(), "Pas encore prouvée").trigger()
    assert sheet.cells[0] == "R30? . . ."
    sheet.at(0, 0)
    chosen(sheet.grid.menu(), "Le formateur a signé").trigger()
    assert sheet.cells[5] == "signé . . ."
    sheet.at(0, 0)
    chosen(sheet.grid.menu(), "Choisir toute la demi").trigger()
    assert len(sheet.table.chosen) == 6
    chosen(sheet.grid.menu(), "Choisir toute la ligne").trigger()
    assert len(sheet.table.chosen) == 4
    sheet.at(0, 0)
    chosen(sheet.grid.menu(), "Effacer").trigger()
    assert sheet.cells[0] == ". . . ."


def test_the_context_menu_opens_where_asked(sheet):
    sheet.at(0, 0)
    sheet.table.customContextMenuRequested.emit(QPoint(5, 5))
    QApplication.processEvents()
    opened = [menu for menu in sheet.grid.findChildren(QMenu) if menu.isVisible()]
    assert opened
    opened[0].close()


def test_a_mark_typed_again_keeps_its_proof(sheet):
    sheet.at(0, 0)
    sheet.type("P")
    sheet.at(0, 0)
    sheet.grid.prove(Proof.OTHER)
    sheet.at(0, 0)
    sheet.type("R5")
    sheet.key(Qt.Key.Key_Return)
    (mark,) = sheet.marks[sheet.filled.enrolments[1]].values()
    assert (mark.presence, mark.proof) == (Presence.LATE, Proof.OTHER)


# Whom to tell -----------------------------------------------------------------------------------


def test_an_absence_of_today_asks_to_tell_the_employer_and_can_be_settled(sheet, window):
    sheet.at(0, 2)
    sheet.type("A")
    press(sheet.view, "Préparer l’avis")
    paper = newest(window, PaperWindow)
    assert "Absence signalée" in paper.windowTitle()
    paper.close()
    press(sheet.view, "Déjà prévenu")
    seen = [each.text() for each in sheet.view.findChildren(QPushButton) if each.isVisible()]
    assert "Déjà prévenu" not in seen
    window.undo()
    press(sheet.view, "Déjà prévenu")
    count = "select count(*) from sending where item = 'employer_told'"
    assert sheet.filled.office.db.execute(count).fetchone() == (1,)


# Papers -----------------------------------------------------------------------------------------


def test_the_sheet_and_the_plates_are_two_clicks_away(sheet, window):
    press(sheet.view, "Chevalets")
    plates = newest(window, PaperWindow)
    assert "Chevalets" in plates.windowTitle()
    plates.close()
    (button,) = [
        each for each in sheet.view.findChildren(QToolButton) if each.text().strip() == "Feuille"
    ]
    captions = [action.text() for action in button.menu().actions() if action.text()]
    assert captions == [
        "Toute la session",
        "Une page par jour",
        "Une page par semaine",
        "Une page par mois",
        "Sans nom",
        "Mairie d’Évian-la-Forêt",
    ]
    for action in [each for each in button.menu().actions() if each.text()]:
        action.trigger()
        paper = newest(window, PaperWindow)
        assert "émargement" in paper.windowTitle()
        paper.close()


@pytest.mark.parametrize("words", ["Chevalet", "Feuille d’émargement individuelle"])
def test_a_late_names_own_papers(sheet, window, words):
    sheet.at(1, 0)
    chosen(sheet.grid.menu(), words).trigger()
    paper = newest(window, PaperWindow)
    assert paper.isVisible()
    paper.close()


def send(key, text="", modifiers=NONE):
    """Give a key to whatever has the focus, as the system does, without a turn of the loop."""
    target = QApplication.focusWidget()
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))
    return target


def test_keys_that_come_faster_than_the_grid_is_made_anew_are_all_taken(sheet, qtbot):
    sheet.at(0, 0)
    sheet.table.setFocus()
    qtbot.waitUntil(sheet.table.hasFocus)
    typed = [send(getattr(Qt.Key, f"Key_{letter}"), letter.lower()) for letter in "PAJP"]
    assert len(typed) == 4
    assert sheet.cells[:4] == ["P . . .", "A . . .", "J . . .", "P . . ."]


def test_a_letter_with_alt_is_for_the_menus(sheet, qtbot):
    sheet.at(0, 0)
    sheet.table.setFocus()
    qtbot.waitUntil(sheet.table.hasFocus)
    send(Qt.Key.Key_A, "a", Qt.KeyboardModifier.AltModifier)
    assert sheet.marks == {}


def test_a_lateness_without_minutes_is_not_written(sheet, window):
    sheet.at(0, 0)
    sheet.key(Qt.Key.Key_R)
    assert sheet.cells[0] == "R… . . ."
    sheet.key(Qt.Key.Key_Return)
    assert sheet.marks == {}
    assert sheet.cells[0] == ". . . ."
    assert "R15" in window.statusBar().currentMessage()


def test_a_click_ends_the_minutes_and_goes_where_one_clicked(sheet):
    sheet.at(0, 0)
    sheet.type("R20")
    table = sheet.table
    there = table.visualRect(table.model().index(2, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, NONE, there)
    assert sheet.cells[0] == "R20 . . ."
    assert (sheet.table.currentRow(), sheet.table.currentColumn()) == (2, 1)


# Scans ------------------------------------------------------------------------------------------


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "scan S-2026-001.pdf"
    path.write_bytes(PDF)
    return path


def dropped(view, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), action, data, button, NONE)
    view.dropEvent(event)
    assert event.isAccepted()


def test_a_dropped_scan_is_filed_with_its_half_days_and_clipped_to_them(sheet, window, scan):
    dropped(sheet.view, scan)
    review = newest(window, ScanReview)
    (line,) = review.lines
    assert line.session_id == sheet.filled.session
    assert line.slots.count() == 1 + 3 + 3 + 1
    line.slots.setCurrentIndex(line.slots.findText("18/05/2026"))
    press(review, "Classer")
    (kept,) = documents.documents_of(sheet.filled.office.db, sheet.filled.session)
    assert kept.slot_ids == tuple(sheet.filled.slots[:2])
    icons = [not sheet.table.horizontalHeaderItem(column).icon().isNull() for column in range(4)]
    assert icons == [True, True, False, False]


@pytest.mark.parametrize(
    ("day", "filed", "proposed"),
    [
        pytest.param(20, (), "Toutes les demi-journées", id="over"),
        pytest.param(18, (), "18/05/2026", id="after its first day"),
        pytest.param(18, (0, 1), "Aucune demi-journée", id="its first day is filed"),
        pytest.param(17, (), "Aucune demi-journée", id="not begun"),
    ],
)
def test_no_half_day_that_lies_ahead_is_proposed_for_a_scan(
    sheet, window, scan, tmp_path, day, filed, proposed
):
    filled = sheet.filled
    filled.clock.day = date(2026, 5, day)
    if filed:
        other = tmp_path / "lundi.pdf"
        other.write_bytes(PDF + b"monday")
        slots = [filled.slots[place] for place in filed]
        session_documents.file_scan(filled.office, filled.session, other, slot_ids=slots)
    dropped(sheet.view, scan)
    review = newest(window, ScanReview)
    assert review.lines[0].slots.currentText() == proposed
    review.close()


def test_a_refused_scan_stays_with_its_reason_and_the_others_are_filed(sheet, window, tmp_path):
    good, bad = tmp_path / "bon.pdf", tmp_path / "mauvais.pdf"
    good.write_bytes(PDF)
    bad.write_bytes(b"no pdf")
    dropped(sheet.view, bad, good)
    review = newest(window, ScanReview)
    review.save()
    assert review.isVisible()
    assert "ni un PDF" in review.lines[0]._trouble.text()
    assert review.lines[1].session_id is None
    assert len(documents.documents_of(sheet.filled.office.db, sheet.filled.session)) == 1
    review.lines[0].session.setCurrentIndex(0)
    assert not review._save.isEnabled()
    review.close()


def test_scans_and_lists_are_chosen_too(sheet, window, scan, tmp_path, monkeypatch):
    listing = tmp_path / "participants.csv"
    listing.write_text(LIST, encoding="utf-8")
    dialogs = "trainingdesk.desktop.details.scans.QFileDialog"
    monkeypatch.setattr(f"{dialogs}.getOpenFileNames", lambda *_: ([str(scan)], ""))
    monkeypatch.setattr(f"{dialogs}.getOpenFileName", lambda *_: (str(listing), ""))
    chosen(pieces(sheet).menu(), "Ajouter un scan").trigger()
    filing = newest(window, ScanReview)
    assert [line.path for line in filing.lines] == [scan]
    filing.close()
    chosen(pieces(sheet).menu(), "Importer un relevé").trigger()
    review = newest(window, ConnectionReview)
    assert len(review.boxes) == 2
    review.close()


def test_many_absences_are_counted(sheet):
    filled = sheet.filled
    filled.enrol(filled.new_trainee("Ada", "Nova"), filled.town_hall)
    sheet.window.broadcast(changed("Inscrite", Kind.SESSIONS))
    sheet.at(0, 2)
    sheet.key(Qt.Key.Key_A, CTRL | SHIFT)
    told = [each.text() for each in sheet.view.findChildren(QLabel) if each.isVisible()]
    assert sum(words.startswith("Prévenir l’employeur") for words in told) == 3
    assert "Et 1 autre absence à signaler." in [" ".join(words.split()) for words in told]


def pieces(sheet):
    (button,) = [
        each
        for each in sheet.view.findChildren(QToolButton)
        if each.text().strip().startswith("Pièces")
    ]
    return button


def test_a_kept_document_is_opened_saved_and_deleted_from_its_menu(
    sheet, scan, tmp_path, monkeypatch
):
    office, session = sheet.filled.office, sheet.filled.session
    done = session_documents.file_scan(office, session, scan, slot_ids=sheet.filled.slots[:1])
    sheet.window.broadcast(done)
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    copy = tmp_path / "copie.pdf"
    monkeypatch.setattr(
        "trainingdesk.desktop.details.scans.QFileDialog.getSaveFileName",
        lambda *_: (str(copy), ""),
    )
    button = pieces(sheet)
    assert button.text().strip() == "Pièces (1)"
    assert chosen(button.menu(), "Feuille d’émargement").text().endswith("du 18/05/2026")
    chosen(button.menu(), "Ouvrir").trigger()
    assert opened[0].toLocalFile().endswith("scan S-2026-001.pdf")
    chosen(button.menu(), "Enregistrer sous").trigger()
    assert copy.read_bytes() == PDF
    for answer, left in (("Garder", 1), ("Supprimer", 0)):
        QTimer.singleShot(50, lambda answer=answer: _answer(answer))
        chosen(pieces(sheet).menu(), "Supprimer").trigger()
        assert len(documents.documents_of(office.db, session)) == left


def _answer(words):
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == words).click()


def test_a_document_that_is_gone_is_told(sheet, scan, monkeypatch):
    office, session = sheet.filled.office, sheet.filled.session
    session_documents.file_scan(office, session, scan)
    (kept,) = documents.documents_of(office.db, session)
    session_documents.delete(office, kept.id)
    told = []
    monkeypatch.setattr(sheet.window, "report", told.append)
    assert open_document(sheet.window, kept) is None
    assert len(told) == 1


# The scanner's folder ---------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder that is watched many times a second."""
    monkeypatch.setattr(scan_folder, "POLL_MS", 20)
    made = tmp_path / "Scans"
    made.mkdir()
    return made


def test_no_folder_is_watched_before_one_was_chosen(qtbot, window, folder):
    (folder / "scan.pdf").write_bytes(PDF)
    qtbot.wait(200)
    assert (chosen_folder(), window.scans.folder.waiting) == (None, [])
    assert not window.scans.isVisible()


def test_the_scanners_folder_tells_a_file_once_it_is_whole(qtbot, folder, monkeypatch):
    # Long beside the pauses of the writer, on a busy machine too.
    monkeypatch.setattr(scan_folder, "POLL_MS", 400)
    choose_folder(folder)
    watched = ScanFolder()
    scan, empty = folder / "scan.pdf", folder / "vide.pdf"
    told = []
    watched.changed.connect(lambda: told.append([path.name for path in watched.waiting]))
    empty.write_bytes(b"")
    with scan.open("wb") as growing:
        for _ in range(30):
            growing.write(PDF)
            growing.flush()
            qtbot.wait(20)
        assert watched.waiting == []
    qtbot.waitUntil(lambda: watched.waiting == [scan])
    choose_folder(None)
    watched.watch()
    assert (watched.waiting, told) == ([], [["scan.pdf"], []])


def test_a_folder_that_was_taken_away_is_no_fault(qtbot, folder):
    choose_folder(folder)
    watched = ScanFolder()
    scan = folder / "scan.pdf"
    scan.write_bytes(PDF)
    qtbot.waitUntil(lambda: watched.waiting == [scan])
    scan.unlink()
    folder.rmdir()
    qtbot.waitUntil(lambda: watched.waiting == [])
    folder.mkdir()
    scan.write_bytes(PDF)
    qtbot.waitUntil(lambda: watched.waiting == [scan])
    watched.stop()


def test_a_file_that_cannot_be_looked_at_does_not_hide_the_others(qtbot, folder):
    choose_folder(folder)
    (folder / "parti.pdf").symlink_to(folder / "nulle part.pdf")
    scan = folder / "scan.pdf"
    scan.write_bytes(PDF)
    watched = ScanFolder()
    qtbot.waitUntil(lambda: watched.waiting == [scan])
    watched.stop()


def test_a_folder_that_hangs_does_not_stop_the_window(qtbot, folder, monkeypatch):
    release = Event()

    def hang(_folder):
        release.wait(10)
        return {}

    monkeypatch.setattr(scan_folder, "waiting_scans", hang)
    choose_folder(folder)
    began = perf_counter()
    watched = ScanFolder()
    qtbot.wait(200)
    assert perf_counter() - began < 2
    assert watched.waiting == []
    watched.stop()
    release.set()


def test_what_waits_in_the_folder_is_filed_and_moved(qtbot, sheet, window, folder, monkeypatch):
    for name in ("S-2026-001 matin.pdf", "autre.pdf"):
        (folder / name).write_bytes(PDF + name.encode())
    monkeypatch.setattr(
        "trainingdesk.desktop.scan_hint.QFileDialog.getExistingDirectory", lambda *_: str(folder)
    )
    window.go_to("catalogue", sheet.filled.version)
    entry(window, "Surveiller").trigger()
    assert chosen_folder() == folder
    qtbot.waitUntil(window.scans.isVisible)
    assert "2\N{NO-BREAK SPACE}scans à classer…" in window.scans.text()
    window.scans.click()
    review = newest(window, ScanReview)
    assert [line.session_id for line in review.lines] == [sheet.filled.session, None]
    window.scans.click()
    assert [each for each in window.findChildren(ScanReview) if each.isVisible()] == [review]
    press(review, "Classer")
    assert [path.name for path in (folder / "Classés").iterdir()] == ["S-2026-001 matin.pdf"]
    qtbot.waitUntil(lambda: window.scans.folder.waiting == [folder / "autre.pdf"])
    entry(window, "Ne plus surveiller").trigger()
    assert chosen_folder() is None
    assert not window.scans.isVisible()


def entry(window, words):
    (tools,) = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "&Outils"]
    tools.aboutToShow.emit()
    return next(each for each in tools.actions() if each.isVisible() and words in each.text())


def test_choosing_no_folder_watches_none(window, monkeypatch):
    monkeypatch.setattr(
        "trainingdesk.desktop.scan_hint.QFileDialog.getExistingDirectory", lambda *_: ""
    )
    entry(window, "Surveiller").trigger()
    assert chosen_folder() is None
    with pytest.raises(StopIteration):
        entry(window, "Ne plus surveiller")


def test_scans_dropped_while_others_are_filed_bring_that_window_to_the_front(sheet, window, scan):
    dropped(sheet.view, scan)
    review = newest(window, ScanReview)
    dropped(sheet.view, scan)
    assert [each for each in window.findChildren(ScanReview) if each.isVisible()] == [review]
    assert "Terminez d’abord" in window.statusBar().currentMessage()
    review.close()


# The list of the meeting tool -------------------------------------------------------------------


@pytest.fixture
def listing(tmp_path):
    path = tmp_path / "participants.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_dropped_list_is_looked_at_corrected_and_saved_in_one_step(sheet, window, listing):
    dropped(sheet.view, listing)
    review = newest(window, ConnectionReview)
    assert {name: box.currentText() for (name, _), box in review.boxes.items()} == {
        "Karim BELLIL": "Mme Karim Bellil",
        "iPhone": "Ne pas compter (formateur, invité…)",
    }
    assert [box.isChecked() for _slot, box in review.days] == [True, False, False, False]
    box = review.boxes["iPhone", ""]
    box.setCurrentIndex(box.findText("Mme Fatou Ndiaye"))
    assert [f"{m.presence.value}{m.minutes_missed or ''}" for m in review.proposed] == [
        "P",
        "A",
        "R20",
        "A",
    ]
    review.grace.setCurrentIndex(review.grace.findData(20))
    assert [mark.presence.value for mark in review.proposed] == ["P", "A", "P", "A"]
    press(review, "Enregistrer 4")
    assert not review.isVisible()
    assert sheet.cells[:4] == ["P¹ . . .", "A . . .", "P¹ . . .", "A . . ."]
    assert not sheet.table.horizontalHeaderItem(0).icon().isNull()
    window.undo()
    assert sheet.marks == {}
    assert documents.documents_of(sheet.filled.office.db, sheet.filled.session) == []


def test_what_was_typed_stays_unless_it_is_to_be_replaced(sheet, window, listing):
    sheet.at(0, 0)
    sheet.type("J")
    file = session_file(sheet.filled.office, sheet.filled.session)
    review = review_list(window, file, listing)
    assert len(review.proposed) == 3
    assert review.marks.item(0, 0).text() == "J (saisi)"
    review.replaces.setChecked(True)
    assert len(review.proposed) == 4
    assert review.marks.item(0, 0).text() == "P (était J)"
    review.close()


def test_another_clock_moves_the_list_to_other_half_days(sheet, window, listing):
    file = session_file(sheet.filled.office, sheet.filled.session)
    review = review_list(window, file, listing)
    review.shift.setCurrentIndex(review.shift.findData(5))
    assert [box.isChecked() for _slot, box in review.days] == [False, True, False, False]
    review.shift.setCurrentIndex(review.shift.findData(12))
    assert review.proposed == []
    assert "Cochez les demi-journées" in review._words.text()
    assert not review._save.isEnabled()
    review.save()
    assert review.isVisible()
    review.close()


def test_a_file_that_is_no_list_is_told(sheet, window, tmp_path, monkeypatch):
    path = tmp_path / "notes.csv"
    path.write_text("rien;du;tout\n")
    told = []
    monkeypatch.setattr(window, "report", told.append)
    dropped(sheet.view, path)
    assert "colonnes attendues" in str(told[0])


def test_a_list_that_is_refused_stays_open(sheet, window, listing, monkeypatch):
    told = []
    monkeypatch.setattr(
        "trainingdesk.desktop.errors.tell", lambda _owner, error: told.append(str(error))
    )
    review = review_list(window, session_file(sheet.filled.office, sheet.filled.session), listing)
    sheet.filled.clock.day = date(2026, 5, 17)
    review.save()
    assert "n’a pas encore eu lieu" in told[0]
    assert review.isVisible()
    review.close()


def test_no_minute_is_given_away_before_the_office_says_so(sheet, window, listing):
    listing.write_text(LIST.replace("08:55:00", "09:04:00"), encoding="utf-8")
    file = session_file(sheet.filled.office, sheet.filled.session)
    review = review_list(window, file, listing)
    assert review.grace.currentData() == 0
    assert not review.keeps_grace.isEnabled()
    assert review.proposed[0].minutes_missed == 4
    review.grace.setCurrentIndex(review.grace.findData(5))
    assert "la liste ne les prouve pas" in review._words.text()
    review.keeps_grace.setChecked(True)
    press(review, "Enregistrer 4")
    assert connection_lists.tolerance(sheet.filled.office) == 5
    again = review_list(window, file, listing)
    assert (again.grace.currentData(), again.keeps_grace.isEnabled()) == (5, False)
    again.close()


def test_the_cell_comes_back_with_the_tab_when_something_else_changed(sheet, window):
    sheet.at(2, 3)
    window.broadcast(changed("Ailleurs", Kind.SESSIONS))
    assert (sheet.table.currentRow(), sheet.table.currentColumn()) == (2, 3)
