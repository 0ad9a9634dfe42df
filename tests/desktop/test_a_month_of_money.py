"""An accountant's month, from a session's closing to the month's, by the window alone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMessageBox,
    QTableWidget,
    QTreeWidget,
    QWidget,
)

from tests.support import fec_checker
from tests.support.desk_hands import fill, newest, pick, plain, press
from tests.support.ubl_sample import UBL_INVOICE
from trainingdesk.desktop.bank_window import BankWindow
from trainingdesk.desktop.cheque_slip_window import ChequeSlipWindow
from trainingdesk.desktop.editors.supplier_bill import SupplierBillEditor
from trainingdesk.desktop.models.bank_lines import SURENESS, WHAT, WORDS
from trainingdesk.desktop.month_billing_window import NOTHING, MonthBillingWindow
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.desktop.reminders_window import RemindersWindow
from trainingdesk.domain.chorus import ChorusStatus
from trainingdesk.domain.payments import PaymentKind, PaymentMeans
from trainingdesk.domain.supplier_bills import ChargeKind
from trainingdesk.storage import checks, sales

OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:UTF-8

<OFX><SIGNONMSGSRSV1><SONRS><LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS>
<TRNUID>1<STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30006<ACCTID>12345678901<ACCTTYPE>CHECKING
</BANKACCTFROM><BANKTRANLIST><DTSTART>20260601<DTEND>20260708
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260609<TRNAMT>690.00<FITID>1<NAME>REMISE CHEQUES RC-2026-001
</STMTTRN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260615<TRNAMT>690.00<FITID>2
<NAME>VIR OPCO EXEMPLE F-2026-0001</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260706<TRNAMT>1380.00<FITID>3<NAME>VIR MAIRIE F-2026-0002
</STMTTRN><STMTTRN><TRNTYPE>FEE<DTPOSTED>20260630<TRNAMT>-4.50<FITID>4<NAME>FRAIS TENUE DE COMPTE
</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


class Accountant:
    """Who works at the window, and waits for what it does beside."""

    def __init__(self, qtbot, window, filled) -> None:
        self.window = window
        self.filled = filled
        self.office = filled.office
        self._qtbot = qtbot

    def wait(self) -> None:
        """Let what runs beside the window come to its end."""
        self._qtbot.waitUntil(lambda: not self.window.jobs.is_busy, timeout=30_000)
        QApplication.processEvents()

    def show(self, row_id: int, view: str) -> QWidget:
        """Choose a record on the page of sales."""
        self.window.go_to("sales", row_id, view)
        QApplication.processEvents()
        return self.window.pages["sales"]

    def open(self, view: str, words: str, kind: type[QDialog]) -> QDialog:
        """Show a list of sales and press a button above it that opens a window."""
        page = self.window.pages["sales"]
        self.window.tabs.setCurrentWidget(page)
        page.pane.show_view(view)
        press(page, words)
        self.wait()
        return newest(self.window, kind)

    def invoices(self) -> dict[str, sales.Invoice]:
        """Return what was issued by number."""
        return {
            one.number: one
            for one in sales.invoices_where(self.office.db, "number is not null order by number")
        }

    def left(self, number: str) -> D:
        """Return what an invoice still asks."""
        return sales.balance(self.office.db, self.invoices()[number].id).remaining

    def told(self) -> str:
        """Return what the foot of the window says."""
        return plain(self.window.statusBar().currentMessage())


@pytest.fixture
def files(monkeypatch, tmp_path) -> Iterator[Path]:
    """Answer each question for a file with the one that lies, or is to lie, in this folder."""
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_given: (str(tmp_path / "releve.ofx"), "")
    )
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_given: ([str(tmp_path / "PC-441.xml")], "")
    )
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda _parent, _title, name, _kind: (str(tmp_path / Path(name).name), ""),
    )
    return tmp_path


def test_a_month_from_closed_session_to_closed_month(qtbot, window, filled, files, monkeypatch):
    hands = Accountant(qtbot, window, filled)
    filled.fund("690")
    filled.attend()
    _close_session(hands)
    _bill_month(hands)
    _note_on_chorus(hands)
    _take_cheque_to_bank(hands)
    _hold_statement(hands, files)
    _bounce(hands)
    _charge_lateness(hands)
    _remind(hands)
    _file_supplier_bill(hands, files)
    _read_report(hands)
    _save_journal(hands, files)
    _close_months(hands, monkeypatch)

    assert checks.check(hands.office.db) == []
    assert checks.check_chain(hands.office.db) == []


def _close_session(hands) -> None:
    hands.window.go_to("sessions", hands.filled.session)
    page = hands.window.pages["sessions"]
    press(page, "Clôturer…")
    press(newest(hands.window), "Clôturer quand même")
    hands.wait()
    assert "clôturée" in page.detail._badge.text()


def _bill_month(hands) -> None:
    hands.filled.clock.day = date(2026, 5, 29)
    month = hands.open("invoices", "Facturer un mois…", MonthBillingWindow)
    assert plain(month.months.currentText()) == "Mai 2026"
    press(month, "Préparer les brouillons")
    hands.wait()
    assert _column(month.bills, 3) == ["OPCO Exemple Territoires", "", ""]
    press(month, "Émettre 3 factures (2 760,00 €)")
    hands.wait()
    assert month._told.text() == NOTHING
    month.close()
    issued = hands.invoices()
    assert [(n, one.totals.total_ttc) for n, one in issued.items()] == [
        ("F-2026-0001", D(690)),
        ("F-2026-0002", D(1380)),
        ("F-2026-0003", D(690)),
    ]


def _note_on_chorus(hands) -> None:
    page = hands.show(hands.invoices()["F-2026-0002"].id, "invoices")
    _bring(page, "Chorus Pro")
    press(page, "Noter le dépôt")
    editor = newest(hands.window)
    assert editor.ui.status.currentData() == ChorusStatus.DEPOSITED
    press(editor, "Enregistrer")
    QApplication.processEvents()
    _bring(page, "Chorus Pro")
    table = page.detail.tabs.currentWidget().findChild(QTableWidget)
    assert _cells(table, 0)[:2] == ["29/05/2026", "Déposée"]


def _take_cheque_to_bank(hands) -> None:
    hands.filled.clock.day = date(2026, 6, 5)
    page = hands.show(hands.invoices()["F-2026-0003"].id, "invoices")
    press(page, "Saisir un règlement")
    editor = newest(hands.window)
    assert plain(editor.ui.amount.text()) == "690,00"
    fill(editor, means=PaymentMeans.CHEQUE, reference="Chèque 4512")
    press(editor, "Enregistrer")
    assert hands.left("F-2026-0003") == 0
    slips = hands.open("payments", "Remise de chèques…", ChequeSlipWindow)
    press(slips, "Faire le bordereau : 1 chèque, 690,00 €")
    hands.wait()
    assert _column(slips.made, 0) == ["RC-2026-001"]
    slips.close()


def _hold_statement(hands, files) -> None:
    hands.filled.clock.day = date(2026, 7, 8)
    (files / "releve.ofx").write_text(OFX, encoding="utf-8")
    bank = hands.open("payments", "Relevé bancaire…", BankWindow)
    press(bank, "Importer un relevé…")
    hands.wait()
    assert _lines(bank, SURENESS) == ["sûr"] * 4
    assert _lines(bank, WHAT)[-1] == "Déjà saisi – Łukasiewicz Zoé du 05/06/2026"
    press(bank, "Accepter les lignes cochées (4)")
    hands.wait()
    assert (hands.left("F-2026-0001"), hands.left("F-2026-0002")) == (0, 0)
    bank.state.setCurrentText("Pointées")
    hands.wait()
    row = _lines(bank, WORDS).index("VIR OPCO EXEMPLE F-2026-0001")
    bank.table.selectRow(row)
    press(bank, "Remettre en attente")
    hands.wait()
    assert hands.left("F-2026-0001") == 690
    bank.state.setCurrentText("À traiter")
    hands.wait()
    QTest.keyClick(bank.table, Qt.Key.Key_Return)
    hands.wait()
    assert hands.left("F-2026-0001") == 0
    bank.close()


def _bounce(hands) -> None:
    (cheque,) = sales.PAYMENTS.where(hands.office.db, "means = 'cheque'")
    page = hands.show(cheque.id, "payments")
    press(page, "Annuler…")
    editor = newest(hands.window)
    fill(editor, kind=PaymentKind.BOUNCED, notes="Provision insuffisante")
    press(editor, "Enregistrer")
    assert hands.left("F-2026-0003") == 690


def _charge_lateness(hands) -> None:
    """The town hall paid eight days after its day: interest, and the indemnity."""
    page = hands.show(hands.invoices()["F-2026-0002"].id, "invoices")
    pick(page, "Plus", "Facturer les pénalités")
    QApplication.processEvents()
    assert plain(page.detail._title.text()) == "Facture de pénalités de retard – brouillon"
    press(page, "Valider et numéroter…")
    paper = newest(hands.window, PaperWindow)
    press(paper, "Valider et numéroter")
    assert "F-2026-0004" in paper.windowTitle()
    paper.close()
    charges = hands.invoices()["F-2026-0004"]
    assert [line.line.unit_price for line in charges.lines][1] == 40


def _remind(hands) -> None:
    """The cheque that bounced leaves its invoice unpaid: a letter goes, and is not sent twice."""
    page = hands.show(hands.invoices()["F-2026-0003"].id, "invoices")
    press(page, "Relancer…")
    letters = newest(hands.window, RemindersWindow)
    assert letters.late.currentItem().text(0) == "Mme Zoé Łukasiewicz"
    press(letters, "Éditer les lettres cochées (1)")
    hands.wait()
    assert _column(letters.went, 2) == ["Première relance"]
    assert _column(letters.late, 1) == ["Seconde relance"]
    assert letters.ticked == []
    letters.close()


def _file_supplier_bill(hands, files) -> None:
    (files / "PC-441.xml").write_bytes(UBL_INVOICE)
    editor = hands.open("supplier_bills", "Ouvrir une facture reçue…", SupplierBillEditor)
    assert editor.ui.supplier_name.text() == "Papeterie du Canal"
    fill(editor, charge=ChargeKind.MATERIAL)
    press(editor, "Enregistrer")
    assert hands.window.pages["sales"].pane.chosen_row["number"] == "PC-441"


def _read_report(hands) -> None:
    report = _report(hands, "Rapport mensuel des factures")
    report.show_period(date(2026, 5, 1), date(2026, 5, 31))
    hands.wait()
    table = report.tabs.widget(0).findChild(QTableWidget)
    totals = {_cells(table, row)[0]: _cells(table, row)[1] for row in range(table.rowCount())}
    assert totals["Total TTC"] == "2 760,00 €"
    table.setCurrentCell(list(totals).index("Total TTC"), 1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    behind = newest(report, QDialog)
    rows = behind.findChild(QTableWidget)
    assert [_cells(rows, row)[0] for row in range(rows.rowCount())] == [
        "F-2026-0001",
        "F-2026-0002",
        "F-2026-0003",
    ]
    behind.close()


def _save_journal(hands, files) -> None:
    report = _report(hands, "Journaux comptables")
    report.show_period(date(2026, 5, 1), date(2026, 7, 31))
    hands.wait()
    pick(report, "Enregistrer pour…", "Présentation du FEC (18 colonnes)")
    hands.wait()
    (written,) = files.glob("*FEC*.txt")
    fec_checker.check_name(written.name, date(2026, 7, 31))
    records = fec_checker.read(written.read_bytes())
    assert fec_checker.check_whole_letters(records) == 2
    clients = sum(r.debit - r.credit for r in records if r["CompteNum"] == "411000")
    owed = sum(hands.left(number) for number in hands.invoices())
    assert clients == owed


def _close_months(hands, monkeypatch) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_given: QMessageBox.StandardButton.Yes)
    report = _report(hands, "Clôtures")
    for month in ("mai", "juin"):
        press(report, f"Clôturer {month} 2026")
        hands.wait()
    assert plain(report._period.text()) == "Clôturé jusqu’au 30 juin 2026"


def _report(hands, caption: str) -> QWidget:
    page = hands.window.pages["reports"]
    hands.window.tabs.setCurrentWidget(page)
    hands.wait()
    page.which.setCurrentIndex(page.which.findText(caption))
    hands.wait()
    return page


def _column(tree: QTreeWidget, column: int) -> list[str]:
    items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [plain(item.text(column)) for item in items]


def _cells(table: QTableWidget, row: int) -> list[str]:
    return [plain(table.item(row, column).text()) for column in range(table.columnCount())]


def _lines(bank: BankWindow, column: int) -> list[str]:
    lines = bank.lines
    return [plain(lines.index(row, column).data()) for row in range(lines.rowCount())]


def _bring(page: QWidget, caption: str) -> None:
    tabs = page.detail.tabs
    captions = [tabs.tabText(place) for place in range(tabs.count())]
    tabs.setCurrentIndex(captions.index(caption))
    QApplication.processEvents()
