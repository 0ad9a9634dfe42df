"""A usual file, from the call to the money, by the widgets alone."""

from collections import Counter
from datetime import date, time
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.desk_hands import fill, newest, plain, press, write_cell
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.desktop.widgets.attendance_grid import AttendanceGrid
from trainingdesk.domain.parties import ClientKind
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.sessions import EnrolmentState, SessionKind, SessionState
from trainingdesk.storage import parties, sales, sessions, teaching


def test_a_usual_file_from_the_call_to_the_money(qtbot, window, office, filled):
    page = window.pages["sales"]
    window.tabs.setCurrentWidget(page)
    page.pane.show_view("proposals")

    proposal_id = _propose(window, office)
    page.show_record(proposal_id, "proposals")
    press(page, "Numéroter et envoyer")
    press(page, "Acceptée")
    press(page, "Planifier la session")
    session_id = _plan(window, office)
    assert window.pages.front() is window.pages["sessions"]
    assert window.pages["sessions"].pane.chosen_id == session_id
    _enrol(window)
    _agree_and_issue(qtbot, window)

    filled.clock.day = date(2026, 6, 24)
    _attend(qtbot, window, session_id)
    invoice_id = _invoice(window, office, session_id)
    _pay(window, invoice_id)

    (client,) = parties.CLIENTS.where(office.db, "name = 'Scierie du Bois-Joli'")
    proposal = sales.proposal(office.db, proposal_id)
    assert (proposal.number, proposal.state) == ("D-2026-0001", ProposalState.ACCEPTED)
    assert (proposal.client_id, proposal.session_id) == (client.id, session_id)
    session = sessions.SESSIONS.get(office.db, session_id)
    assert (session.kind, session.state) == (SessionKind.INTRA, SessionState.CLOSED)
    assert (session.starts_on, session.ends_on) == (date(2026, 6, 22), date(2026, 6, 23))
    assert [slot.starts_at for slot in sessions.slots_of(office.db, session_id)] == [
        time(9),
        time(13),
    ] * 2
    seats = sessions.enrolments_of(office.db, session_id)
    assert [seat.state for seat in seats] == [EnrolmentState.PRESENT] * 2
    assert {seat.employer_id for seat in seats} == {client.id}
    (agreement,) = sales.agreements_of(office.db, session_id)
    assert (agreement.proposal_id, agreement.totals.total_ht) == (proposal_id, Decimal(1380))
    invoice = sales.invoice(office.db, invoice_id)
    assert (invoice.number, invoice.issued_on) == ("F-2026-0001", date(2026, 6, 24))
    assert (invoice.client.name, invoice.totals.total_ttc) == (client.name, Decimal(1380))
    assert sales.balance(office.db, invoice_id).remaining == 0
    usual = {
        "convention": 1,
        "joining_letter": 2,
        "attendance_sheet": 1,
        "completion_certificate": 2,
        "training_attestation": 2,
        "invoice": 1,
    }
    made = Counter(_papers(office, session_id))
    assert {kind: made[kind] for kind in usual} == usual


def _propose(window, office) -> int:
    page = window.pages["sales"]
    press(page, "Nouveau")
    proposal = newest(window)
    proposal.ui.client_id.setEditText("Scierie du Bois-Joli")
    proposal.ui.client_id.add_wished.emit("Scierie du Bois-Joli")
    client = newest(window)
    assert client.ui.name.text() == "Scierie du Bois-Joli"
    fill(client, kind=ClientKind.COMPANY, address_postcode="74000", address_city="Annecy")
    fill(client, address_street="4 route des Grumes", email="contact@scierie.example")
    press(client, "Enregistrer")
    assert proposal.ui.client_id.currentText() == "Scierie du Bois-Joli"
    assert proposal.ui.billing_city.text() == "Annecy"
    fill(proposal, head_count="2", kind=SessionKind.INTRA, dates="fin juin", place="Annecy")
    proposal.ui.line_table.course.setEditText("Accueillir")
    press(proposal.ui.line_table, "Ajouter la formation")
    assert plain(proposal.ui.line_table.foot.text()) == "Total HT 1 380,00 € · sans TVA"
    press(proposal, "Enregistrer")
    found = sales.PROPOSALS.where(office.db, "1 order by id desc limit 1")
    return found[0].id


def _plan(window, office) -> int:
    editor = newest(window)
    assert editor.ui.title.text() == "Accueillir un public exigeant sans s’épuiser"
    assert editor.ui.price_per_person.text() == "690,00"
    fill(editor, venue_id="Atelier des Savoirs")
    slots = editor.ui.slot_table
    assert slots.count.text() == "2"
    slots.first.setText("22/06")
    QTest.keyClick(slots.first, Qt.Key.Key_Return)
    assert editor.isVisible(), "Enter adds the days and does not save"
    assert plain(slots.foot.text()) == "2 jours · 14 h"
    (trainer,) = teaching.TRAINERS.where(office.db)
    for row in range(4):
        write_cell(slots, row, "Formateurs", (trainer.id,))
    press(editor, "Enregistrer")
    (session,) = sessions.SESSIONS.where(office.db, "1 order by id desc limit 1")
    return session.id


def _enrol(window) -> None:
    page = window.pages["sessions"]
    _show_tab(page, "Stagiaires")
    press(page, "Inscrire")
    editor = newest(window)
    fill(editor, client_id="Scierie")
    for number, (first_name, last_name) in enumerate([("Inès", "Roux"), ("Malo", "Le Goff")]):
        editor.ui.trainee_id.setEditText(last_name)
        editor.ui.trainee_id.add_wished.emit(last_name)
        trainee = newest(window)
        fill(trainee, first_name=first_name, last_name=last_name)
        press(trainee, "Enregistrer")
        assert last_name in editor.ui.trainee_id.currentText()
        press(editor, "Enregistrer et suivant" if number == 0 else "Enregistrer")
    assert not editor.isVisible()


def _agree_and_issue(qtbot, window) -> None:
    page = window.pages["sessions"]
    press(page, "Préparer conventions et contrats")
    _show_tab(page, "Documents")
    press(page, "Éditer tout ce qui est prêt")
    _wait(qtbot, window)


def _attend(qtbot, window, session_id) -> None:
    page = window.pages["sessions"]
    window.go_to("sessions", session_id)
    window.refresh()
    _show_tab(page, "Émargement")
    (sheet,) = page.detail.findChildren(AttendanceGrid)
    sheet.table.selectAll()
    QTest.keyClick(sheet.table, Qt.Key.Key_P)
    press(page, "Clôturer…")
    press(newest(window), "Clôturer quand même")
    _wait(qtbot, window)
    _show_tab(page, "Documents")
    press(page, "Éditer tout ce qui est prêt")
    _wait(qtbot, window)


def _invoice(window, office, session_id) -> int:
    press(window.pages["sessions"], "Préparer les factures")
    (draft,) = sales.invoices_where(office.db, "session_id = ?", [session_id])
    assert not draft.is_issued
    window.go_to("sales", draft.id, "invoices")
    press(window.pages["sales"], "Valider et numéroter")
    paper = newest(window, PaperWindow)
    press(paper, "Valider et numéroter")
    assert "F-2026-0001" in paper.windowTitle()
    paper.close()
    return draft.id


def _pay(window, invoice_id) -> None:
    window.go_to("sales", invoice_id, "invoices")
    press(window.pages["sales"], "Saisir un règlement")
    editor = newest(window)
    assert plain(editor.ui.amount.text()) == "1 380,00"
    fill(editor, reference="VIR SCIERIE")
    press(editor, "Enregistrer")


def _show_tab(page, caption) -> None:
    """Bring a sub-tab to the front; what it shows is made when it is first seen."""
    tabs = page.detail.tabs
    tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index(caption))
    QApplication.processEvents()


def _wait(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=30000)


def _papers(office, session_id) -> list[str]:
    rows = office.db.execute(
        "select kind from issued_paper where session_id = ? order by id", [session_id]
    )
    return [kind for (kind,) in rows]
