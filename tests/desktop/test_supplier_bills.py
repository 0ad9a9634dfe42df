"""Invoices received: opened, dropped, seen, filed, corrected, paid; the charges that they make."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTabWidget,
)

from tests.support.invoice_cases import case
from tests.support.pdf_sample import pdf_with
from tests.support.ubl_sample import UBL_CREDIT_NOTE, UBL_INVOICE
from trainingdesk.desktop.details import supplier_bill as details
from trainingdesk.desktop.editors.supplier_bill import SupplierBillEditor
from trainingdesk.desktop.preview import LazyPreview
from trainingdesk.desktop.widgets.cost_table import CostTable
from trainingdesk.domain.costs import CostKind, SessionCost
from trainingdesk.domain.supplier_bills import ChargeKind, SupplierBill
from trainingdesk.interchange.facturx import Profile, cii
from trainingdesk.services import costs, supplier_invoices
from trainingdesk.storage import supplier_bills

CII = cii(case("plain", "several rates"), Profile.EN16931)
TYPED = SupplierBill(
    supplier_name="Café de la Halle",
    number="12",
    issued_on=date(2026, 4, 2),
    received_on=date(2026, 4, 3),
    total_ht=D("50.00"),
    total_ttc=D("50.00"),
)


def filed(filled, content, name="facture.xml", **changes):
    bill = supplier_invoices.opened_content(filled.office, name, content).bill
    return supplier_invoices.save(filled.office, replace(bill, **changes)).saved_id


@pytest.fixture
def page(window):
    sales = window.pages["sales"]
    window.tabs.setCurrentWidget(sales)
    sales.pane.show_view("supplier_bills")
    return sales


def editor(window, qtbot):
    def opened():
        return [each for each in window.findChildren(SupplierBillEditor) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(opened()) and not window.jobs.is_busy)
    return opened()[-1]


def captions(page):
    tabs = page.detail.tabs
    return [tabs.tabText(number) for number in range(tabs.count())]


def seen(page, caption):
    page.detail.tabs.setCurrentIndex(captions(page).index(caption))
    return page.detail.tabs.currentWidget()


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel)).replace("\xa0", " ")


def press(page, text):
    next(b for b in page.detail.findChildren(QPushButton) if b.text() == text).click()


def told(window):
    return window.statusBar().currentMessage() + words(window.statusBar())


def chosen_files(monkeypatch, *paths):
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_args: ([str(path) for path in paths], "")
    )


def test_an_empty_list_says_how_it_fills(page):
    assert "Déposez ici" in words(page.pane)


def test_a_file_is_opened_looked_over_and_filed(page, window, filled, qtbot, monkeypatch, tmp_path):
    path = tmp_path / "PC-441.xml"
    path.write_bytes(UBL_INVOICE)
    chosen_files(monkeypatch, path)
    page._receive()
    form = editor(window, qtbot)
    assert form.ui.supplier_name.text() == "Papeterie du Canal"
    assert "1 ligne · 1 pièce jointe" in words(form)
    assert not form.ui.content.isEnabled()
    form.ui.charge.setCurrentIndex(form.ui.charge.findData(ChargeKind.MATERIAL))
    assert form.save()
    assert page.pane.chosen_row["supplier"] == "Papeterie du Canal"
    bill = supplier_bills.bill(filled.office.db, page.pane.chosen_id)
    assert (bill.charge, bill.content) == (ChargeKind.MATERIAL, UBL_INVOICE)


def test_files_dropped_come_one_after_the_other(page, window, qtbot, tmp_path):
    paths = [tmp_path / "a.xml", tmp_path / "b.xml"]
    for path, content in zip(paths, (UBL_INVOICE, UBL_CREDIT_NOTE), strict=True):
        path.write_bytes(content)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dragEnterEvent(event)
    assert event.isAccepted()
    page.dropEvent(event)
    first = editor(window, qtbot)
    assert first.ui.number.text() == "PC-441"
    assert first.save()
    qtbot.waitUntil(lambda: editor(window, qtbot).ui.number.text() == "PA-7")
    assert editor(window, qtbot).save()
    assert page.pane.model.rowCount() == 2


def test_a_file_dropped_on_another_list_is_not_taken(page, tmp_path):
    page.pane.show_view("invoices")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.xml"))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    page.dragEnterEvent(event)
    assert not event.isAccepted()


def test_a_broken_file_is_told_and_the_next_one_comes(page, window, qtbot, tmp_path, monkeypatch):
    broken, whole = tmp_path / "a.xml", tmp_path / "b.xml"
    broken.write_bytes(b"<commande/>")
    whole.write_bytes(UBL_INVOICE)
    reported = []
    monkeypatch.setattr(window, "report", reported.append)
    page._reception.take([broken, whole])
    assert editor(window, qtbot).ui.number.text() == "PC-441"
    assert "n’est pas une facture" in str(reported[0])


def test_what_is_typed_wrongly_is_told_beside_and_nothing_is_lost(page, window, qtbot):
    page.make("supplier_bill", "supplier_bills")
    form = editor(window, qtbot)
    form.ui.supplier_name.setText("Café de la Halle")
    form.ui.number.setText("12")
    form.ui.issued_on.setText("02/04/2026")
    assert not form.save()
    assert "Écrivez le total TTC." in words(form)
    form.ui.total_ht.setText("40")
    form.ui.tva.setText("10")
    form.ui.tva.textEdited.emit("10")
    assert form.ui.total_ttc.text() == "50,00"
    assert form.save()
    assert page.pane.chosen_row["number"] == "12"


def test_the_same_invoice_typed_again_is_refused_beside_its_number(page, window, qtbot, filled):
    supplier_invoices.save(filled.office, TYPED)
    window.edit("supplier_bill")
    form = editor(window, qtbot)
    for field, text in (("supplier_name", "Cafe de la Halle"), ("number", "12"),
                        ("issued_on", "02/04/2026"), ("total_ttc", "50")):  # fmt: skip
        getattr(form.ui, field).setText(text)
    assert not form.save()
    assert "Déjà classé : facture Café de la Halle n° 12 du 02/04/2026" in words(form)


def test_an_invoice_in_dollars_says_to_convert_it(page, window, qtbot, filled):
    opened = supplier_invoices.opened_content(
        filled.office, "f.xml", UBL_INVOICE.replace(b"EUR", b"USD")
    )
    window.edit("supplier_bill", None, opened=opened)
    assert "Facturée en USD : saisissez les montants en euros." in words(editor(window, qtbot))


def test_a_scan_is_typed_from_what_it_shows(page, window, qtbot, filled):
    opened = supplier_invoices.opened_content(filled.office, "note.pdf", pdf_with())
    window.edit("supplier_bill", None, opened=opened)
    form = editor(window, qtbot)
    assert "ne porte pas de facture électronique" in words(form)
    assert form.ui.content.isEnabled()
    assert form.ui.content.refusal(b"x") == ""
    assert "50 Mo" in form.ui.content.refusal(b"0" * (supplier_invoices.LARGEST_FILE + 1))


def test_an_invoice_without_pages_is_shown_as_it_would_read(page, filled):
    filed(filled, UBL_INVOICE)
    page.read()
    assert captions(page) == ["Aperçu", "Informations", "Anomalies", "Lignes", "Pièces jointes"]
    text = words(seen(page, "Aperçu"))
    assert "Papeterie du Canal" in text
    assert "129,60 EUR" in text
    assert seen(page, "Lignes").findChild(QTableWidget).item(0, 0).text() == "Ramettes"
    assert "Rien à signaler" in page.detail.tabs.widget(2).text()


def test_a_pdf_is_shown_as_it_is_with_its_faults_and_rates(page, filled):
    filed(filled, pdf_with(("factur-x.xml", CII)), "f.pdf")
    page.read()
    assert seen(page, "Aperçu").findChild(LazyPreview) is not None
    assert "5,5 % : 86,45 € HT" in words(seen(page, "Informations")).replace("\u202f", " ")
    assert "adressée à" in words(seen(page, "Anomalies (1)"))
    assert "Aucune pièce jointe" in words(seen(page, "Pièces jointes"))


def test_a_picture_is_shown_and_one_that_is_broken_says_so(page, filled, tmp_path):
    QImage(600, 40, QImage.Format.Format_RGB32).save(str(tmp_path / "p.png"))
    for number, content in (
        ("1", (tmp_path / "p.png").read_bytes()),
        ("2", b"\x89PNG\r\n\x1a\nrien"),
    ):
        saved = supplier_invoices.save(
            filled.office, replace(TYPED, number=number, content=content, file_name="p.png")
        )
        page.show_record(saved.saved_id, "supplier_bills")
        preview = seen(page, "Aperçu")
        if number == "1":
            assert preview.findChild(QLabel).pixmap().width() == details.PICTURE_WIDTH
        else:
            assert "ne peut pas être montré" in words(preview)
        assert "ne porte pas de facture" in words(seen(page, "Lignes"))


def attached(name, content="QQ=="):
    return UBL_INVOICE.replace(b"bon.pdf", name.encode()).replace(
        b">QQ==<", f">{content}<".encode()
    )


@pytest.fixture
def opened_names(monkeypatch):
    names = []

    def open_copy(name, content):
        names.append(name)
        return content and Path(name)

    monkeypatch.setattr(details, "open_copy", open_copy)
    return names


@pytest.mark.parametrize(
    ("content", "opened", "words_told"),
    [
        pytest.param(attached("bon.pdf"), ["bon.pdf"], "", id="a paper"),
        pytest.param(attached("..\\..\\bon.pdf"), ["bon.pdf"], "", id="a name with folders"),
        pytest.param(attached("bon.exe"), [], "Par prudence", id="a program"),
        pytest.param(attached("bon.pdf", "Q"), ["bon.pdf"], "abîmée", id="a broken one"),
    ],
)
def test_an_attachment_is_opened_where_that_does_no_harm(
    page, window, filled, opened_names, content, opened, words_told
):
    filed(filled, content)
    page.read()
    tab = seen(page, "Pièces jointes")
    next(b for b in tab.findChildren(QPushButton) if b.text() == "Ouvrir").click()
    assert opened_names == opened
    assert words_told in told(window)


def test_an_attachment_and_the_file_itself_are_saved_elsewhere(
    page, window, filled, tmp_path, monkeypatch
):
    filed(filled, UBL_INVOICE)
    page.read()
    offered = []

    def choose(_parent, _title, name):
        offered.append(Path(name).name)
        return str(tmp_path / offered[-1]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    tab = seen(page, "Pièces jointes")
    next(b for b in tab.findChildren(QPushButton) if b.text() == "Enregistrer sous…").click()
    press(page, "Enregistrer le fichier…")
    assert offered == ["bon.pdf", "facture.xml"]
    assert (tmp_path / "bon.pdf").read_bytes() == b"A"
    assert (tmp_path / "facture.xml").read_bytes() == UBL_INVOICE


def test_a_bill_is_paid_today_and_not_after_all(page, filled):
    saved = filed(filled, UBL_INVOICE)
    page.read()
    press(page, "Payée aujourd’hui")
    assert supplier_bills.listed_bill(filled.office.db, saved).paid_on == filled.office.today()
    assert "payée le" in words(page.detail)
    press(page, "Pas encore payée")
    assert supplier_bills.listed_bill(filled.office.db, saved).paid_on is None


def test_a_credit_note_is_deducted_and_not_paid(page, filled):
    filed(filled, UBL_CREDIT_NOTE)
    page.read()
    assert "à déduire" in words(page.detail)
    press(page, "Déduit aujourd’hui")
    assert "déduit le" in words(page.detail)


def test_the_bar_opens_asks_for_one_and_opens_the_chosen_one(page, window, filled, qtbot):
    filed(filled, UBL_INVOICE)
    page.read()
    page.open_row(page.pane.chosen_id)
    assert editor(window, qtbot).ui.number.text() == "PC-441"
    assert [button.text for button in page.buttons()] == [
        "Ouvrir une facture reçue…",
        "Saisir",
        "Modifier",
        "Supprimer",
    ]


@pytest.mark.parametrize("answer", ["Garder", "Supprimer"])
def test_a_bill_is_only_deleted_after_a_question(page, filled, answer):
    saved = filed(filled, UBL_CREDIT_NOTE)
    page.read()

    def reply():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == answer).click()

    QTimer.singleShot(50, reply)
    page._delete_bill()
    assert (supplier_bills.listed_bill(filled.office.db, saved) is None) == (answer == "Supprimer")


PAY = SessionCost(session_id=0, kind=CostKind.SUBCONTRACTING, label="Nora", unit_cost=D("120.00"))


def test_a_bill_takes_the_place_of_the_trainers_cost(page, window, filled, qtbot):
    costs.save(filled.office, filled.session, [replace(PAY, trainer_id=filled.trainer)])
    opened = supplier_invoices.opened_content(filled.office, "f.xml", UBL_INVOICE)
    window.edit("supplier_bill", None, opened=opened)
    form = editor(window, qtbot)
    form.ui.session_id.choose(filled.session)
    assert [row.is_covered for row in form.ui.cover_table.peek()] == [False]
    form.ui.trainer_id.choose(filled.trainer)
    assert [row.is_covered for row in form.ui.cover_table.peek()] == [True]
    assert form.save()
    (cost,) = costs.costs_of(filled.office, filled.session)
    assert cost.bill_id is not None
    window.edit("supplier_bill", cost.bill_id)
    assert [row.is_covered for row in editor(window, qtbot).ui.cover_table.peek()] == [True]


def test_the_costs_of_a_session_show_its_bills(window, filled, qtbot):
    costs.save(filled.office, filled.session, [PAY])
    (pay,) = costs.costs_of(filled.office, filled.session)
    saved = filed(filled, UBL_INVOICE, session_id=filled.session, covers=(pay.id,))
    window.go_to("sessions", filled.session)
    tabs = window.pages["sessions"].detail.tabs
    names = [tabs.tabText(number) for number in range(tabs.count())]
    tabs.setCurrentIndex(names.index("Finances"))
    inner = tabs.currentWidget().findChild(QTabWidget)
    inner.setCurrentIndex(1)
    table = inner.currentWidget().findChild(CostTable)
    view = table.parentWidget()
    assert "remplacés par des factures reçues" in table.foot.text()
    bills = next(each for each in view.findChildren(QTableWidget) if each.columnCount() == 3)
    assert bills.item(0, 0).text() == "Papeterie du Canal n° PC-441"
    bills.opened.emit(0, 0)
    assert window.pages["sales"].pane.chosen_id == saved
    next(b for b in view.findChildren(QPushButton) if b.text() == "Facture reçue…").click()
    assert editor(window, qtbot).ui.session_id.currentData() == filled.session


def test_the_charges_open_their_bills(window, filled, qtbot):
    filed(filled, UBL_INVOICE, charge=ChargeKind.MATERIAL)
    report = window.pages["reports"]
    window.tabs.setCurrentWidget(report)
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    report.which.setCurrentIndex(report.which.findText("Charges"))
    report.show_period(date(2026, 6, 1), date(2026, 6, 30))
    qtbot.waitUntil(lambda: report.report is not None and not window.jobs.is_busy)
    assert report.status.replace("\xa0", " ").startswith("1 facture reçue · 129,60 €")
    table = report.tabs.widget(0).findChild(QTableWidget)
    assert [table.item(row, 0).text() for row in (0, 1)] == ["Supports et fournitures", "Total"]
    for row, name in ((0, "Supports et fournitures"), (1, "Toutes les charges")):
        table.opened.emit(row, 0)
        shown = report.findChildren(QDialog)[-1]
        assert shown.windowTitle() == name
        assert shown.findChild(QTableWidget).rowCount() == 1
    assert report.face.file_name(report.report, "pdf") == "Charges 2026-06-01 au 2026-06-30.pdf"
    assert report.face.content(filled.office, report.report, "csv").startswith(b"\xef\xbb\xbf")
    report.tabs.widget(1).opened.emit(0, 0)
    assert window.pages["sales"].pane.chosen_row["number"] == "PC-441"


def test_a_period_without_charges_says_so(window, qtbot):
    report = window.pages["reports"]
    window.tabs.setCurrentWidget(report)
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    report.which.setCurrentIndex(report.which.findText("Charges"))
    qtbot.waitUntil(lambda: report.report is not None and not window.jobs.is_busy)
    assert "Aucune facture reçue" in report.tabs.widget(0).text()
