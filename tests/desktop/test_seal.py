"""The seal is chosen in its window, its password asked once, and a sealed paper tells its seal."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.support.certificates import HOLDER, PASSWORD, p12
from tests.support.desk_hands import fill, newest, plain, press, said
from trainingdesk.desktop.paper_window import IssuedPaperWindow, PaperWindow
from trainingdesk.desktop.seal_password import SealPassword
from trainingdesk.domain.seals import SealScope
from trainingdesk.services import sealing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import papers, sales


@pytest.fixture(autouse=True)
def no_password(monkeypatch):
    monkeypatch.delenv(sealing.PASSWORD_VARIABLE, raising=False)


@pytest.fixture
def certificate(tmp_path):
    path = tmp_path / "cachet.p12"
    path.write_bytes(p12())
    return path


@pytest.fixture
def locked(office, certificate):
    """An office whose invoices are sealed, in another run than the one that chose so."""
    content = certificate.read_bytes()
    sealing.choose(office, content, "cachet.p12", PASSWORD, SealScope.INVOICES)
    office.unlocked.seal, office.unlocked.content = None, b""
    return office


def answer(*passwords):
    """Type passwords into the window that asks, one after the other; none gives up."""
    seen = []

    def act():
        asking = QApplication.activeModalWidget()
        if not isinstance(asking, SealPassword):
            QTimer.singleShot(10, act)
            return
        for typed in passwords:
            asking.password.line.setText(typed)
            press(asking, "Sceller")
            seen.append(asking.trouble.text())
        if asking.isVisible():
            press(asking, "Annuler")

    QTimer.singleShot(0, act)
    return seen


def draft_paper(window, filled):
    (draft,) = filled.draft_invoices()
    window.show_paper("invoice", Subject(invoice_id=draft))
    return draft, newest(window, PaperWindow)


def test_a_certificate_is_chosen_read_and_kept(window, office, certificate):
    window.edit("seal", 1)
    editor = newest(window)
    assert "Choisissez le fichier" in plain(editor.ui.facts.text())
    assert not editor.save()
    assert "Choisissez d’abord" in said(editor, "content")
    editor.ui.content.take(certificate)
    fill_password(editor, "autre")
    assert "n’ouvre pas" in said(editor, "password")
    assert not editor.save()
    fill_password(editor, PASSWORD)
    assert f"Au nom de : {HOLDER}" in plain(editor.ui.facts.text())
    fill(editor, scope=SealScope.EVERYTHING)
    assert editor.save()
    kept = sealing.office_seal(office)
    assert (kept.file_name, kept.scope) == ("cachet.p12", SealScope.EVERYTHING)


def fill_password(editor, password):
    editor.ui.password.line.setText(password)
    editor.ui.password.line.editingFinished.emit()


def test_a_kept_certificate_is_told_and_its_use_changed_without_password(window, locked):
    window.edit("seal", 1)
    editor = newest(window)
    assert HOLDER in editor.ui.facts.text()
    fill(editor, scope=SealScope.NOTHING)
    assert editor.save()
    assert sealing.office_seal(locked).scope is SealScope.NOTHING


def test_a_certificate_is_taken_out(window, locked):
    window.edit("seal", 1)
    editor = newest(window)
    press(editor, "Retirer")
    assert editor.save()
    assert sealing.office_seal(locked) is None


def test_what_is_no_certificate_is_refused_beside_it(window, certificate):
    certificate.write_bytes(b"x" * 200_001)
    window.edit("seal", 1)
    editor = newest(window)
    editor.ui.content.take(certificate)
    assert editor.ui.content.value() is None
    certificate.write_bytes(b"%PDF")
    editor.ui.content.take(certificate)
    fill_password(editor, "x")
    assert "n’est pas un certificat" in said(editor, "content")
    editor.ui.content.drop()
    editor._is_edited = False


def test_a_password_is_seen_where_one_asks(window):
    window.edit("seal", 1)
    field = newest(window).ui.password
    hidden = field.line.echoMode()
    field._see.trigger()
    assert field.line.echoMode() is not hidden
    field.set_value("")
    assert field.line.echoMode() is hidden


def test_the_password_is_asked_once_and_the_invoice_leaves_sealed(
    qtbot, window, office, filled, locked
):
    draft, shown = draft_paper(window, filled)
    seen = answer("autre", PASSWORD)
    shown.issue()
    assert "n’ouvre pas" in seen[0]
    (paper,) = papers.papers_where(office.db, "invoice_id = ?", [draft])
    assert paper.sealed_by == HOLDER
    window.show_issued(paper.id)
    told = newest(window, IssuedPaperWindow)._notice
    qtbot.waitUntil(lambda: "le cachet est intact" in plain(told.text()), timeout=10_000)
    assert f"Document scellé par {HOLDER}" in plain(told.text())


def test_an_invoice_takes_no_number_while_the_password_is_not_given(window, office, filled, locked):
    draft, shown = draft_paper(window, filled)
    answer()
    shown.issue()
    assert sales.invoice(office.db, draft).number is None
    assert "le cachet attend" in plain(window.statusBar().currentMessage())


def test_work_beside_the_window_asks_before_it_begins(window, office, locked):
    assert window.may_seal(["convention"])
    answer()
    assert not window.may_seal(["invoice"])
    answer(PASSWORD)
    assert window.may_seal(["invoice"])
    assert window.may_seal(["invoice"])


def test_a_certificate_that_ended_is_told_before_work_begins(window, office, locked):
    office.db.execute("update office_seal set certificate_valid_until = '2020-01-01'")
    office.db.conn.commit()
    told = []

    def act():
        box = QApplication.activeModalWidget()
        told.append(box.text())
        box.done(0)

    QTimer.singleShot(20, act)
    assert not window.may_seal(["invoice"])
    assert "a expiré" in told[0]
