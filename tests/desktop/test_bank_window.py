"""A statement in the window: brought in, its lines accepted, chosen, ignored and taken back."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from tests.support.desk_hands import newest, plain, press
from trainingdesk.desktop.bank_choice import BankChoice
from trainingdesk.desktop.bank_import import BankImport, read_statement
from trainingdesk.desktop.bank_window import NO_LINE, NO_STATEMENT, BankWindow
from trainingdesk.desktop.models.bank_lines import AMOUNT, REASON, SURENESS, WHAT, WORDS
from trainingdesk.domain.bank_proposals import Action
from trainingdesk.domain.bank_statements import BankEntry, LineState
from trainingdesk.domain.invoices import Invoice, InvoiceLine
from trainingdesk.domain.lines import Line
from trainingdesk.domain.payments import Payment
from trainingdesk.interchange.bank import ColumnUse, DayOrder, ReadStatement
from trainingdesk.services import bank, bank_imports, invoicing
from trainingdesk.storage import bank as store
from trainingdesk.storage import sales

SOLD = date(2026, 5, 20)
CAME = date(2026, 6, 8)
CSV = (
    "Compte;12345;\r\nDate;Libellé;Débit;Crédit\r\n"
    "08/06/2026;VIR MAIRIE F20260001;;2000,00\r\n09/06/2026;FRAIS;-1,50;\r\n;Total;;\r\n"
)


@pytest.fixture
def owing(filled):
    """An office that waits for the money of two clients, on the day of a statement."""
    filled.bills = []
    filled.clock.day = SOLD
    for client, price in ((filled.town_hall, "2000"), (filled.individual, "690")):
        line = InvoiceLine(line=Line(label="Formation", unit_price=D(price)))
        draft = invoicing.save_draft(filled.office, Invoice(client_id=client, lines=(line,)))
        invoicing.issue(filled.office, draft.saved_id, SOLD)
        filled.bills.append(draft.saved_id)
    filled.clock.day = CAME + timedelta(2)
    return filled


def entry(amount, label, day=CAME):
    return BankEntry(day=day, label=label, amount=D(amount))


@pytest.fixture
def statement(owing):
    """A statement with a sure line, a likely one, one that tells nothing, and a fee."""
    entries = (
        entry("-1.50", "FRAIS", CAME + timedelta(1)),
        entry("2000", "VIR F20260001"),
        entry("690", "VIR CLIENT"),
        entry("33", "VIR QUI"),
    )
    read = ReadStatement(account="FR76", entries=entries)
    return bank_imports.import_statement(owing.office, "releve.ofx", read).saved_id


def done(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=20000)


def opened(qtbot, window):
    dialog = BankWindow(window)
    dialog.show()
    done(qtbot, window)
    return dialog


@pytest.fixture
def lines(qtbot, owing, statement, window):
    return opened(qtbot, window)


def cells(dialog, column):
    model = dialog.lines
    return [plain(model.index(row, column).data()) for row in range(model.rowCount())]


def select(dialog, words):
    row = cells(dialog, WORDS).index(words)
    dialog.table.selectRow(row)
    dialog.table.setCurrentIndex(dialog.lines.index(row, 0))
    return row


def state_of(owing, words):
    (found,) = [one for one in store.lines(owing.office.db) if one.label == words]
    return found.state


def left(owing, place=0):
    return sales.balance(owing.office.db, owing.bills[place]).remaining


def said(window):
    return plain(window.statusBar().currentMessage())


# What is shown ----------------------------------------------------------------------------------


def test_without_a_statement_the_window_says_what_to_do(qtbot, owing, window):
    dialog = opened(qtbot, window)
    assert dialog._stack.currentIndex() == 1
    assert plain(dialog._empty.text()) == plain(NO_STATEMENT)
    assert not dialog.accept_all_button.isEnabled()


def test_each_line_says_what_it_is_and_how_sure_that_is(lines):
    assert cells(lines, WORDS) == ["FRAIS", "VIR QUI", "VIR CLIENT", "VIR F20260001"]
    assert cells(lines, AMOUNT) == ["-1,50", "33,00", "690,00", "2 000,00"]
    assert cells(lines, SURENESS) == ["sûr", "à choisir", "probable", "sûr"]
    assert cells(lines, WHAT)[3] == "Mairie d’Évian-la-Forêt : F-2026-0001"
    assert "Seule facture de ce montant" in cells(lines, REASON)[2]
    assert plain(lines._head.text()) == "4 lignes : 2 sûres, 1 probable, 1 à choisir"
    assert lines.accept_all_button.text() == "Accepter les lignes cochées (2)"


def test_only_sure_lines_come_ticked_and_open_ones_cannot_be(lines):
    role = Qt.ItemDataRole.CheckStateRole
    ticks = [lines.lines.index(row, 0).data(role) for row in range(4)]
    ticked, unticked = Qt.CheckState.Checked, Qt.CheckState.Unchecked
    assert ticks == [ticked, None, unticked, ticked]
    lines.lines.setData(lines.lines.index(2, 0), ticked.value, role)
    assert lines.accept_all_button.text().endswith("(3)")
    assert not lines.lines.setData(lines.lines.index(1, 0), ticked.value, role)


def test_the_space_bar_ticks_the_selected_lines_and_unticks_them(qtbot, lines):
    lines.table.selectAll()
    qtbot.keyClick(lines.table, Qt.Key.Key_Space)
    assert lines.accept_all_button.text().endswith("(3)")
    qtbot.keyClick(lines.table, Qt.Key.Key_Space)
    assert lines.accept_all_button.text().endswith("(0)")
    assert not lines.accept_all_button.isEnabled()


# Accepting --------------------------------------------------------------------------------------


def test_enter_accepts_a_line_and_goes_on_to_the_next(qtbot, owing, window, lines):
    row = select(lines, "VIR CLIENT")
    qtbot.keyClick(lines.table, Qt.Key.Key_Return)
    assert left(owing, 1) == 0
    assert lines.table.currentIndex().row() == row
    done(qtbot, window)
    assert cells(lines, WORDS) == ["FRAIS", "VIR QUI", "VIR F20260001"]
    assert lines.chosen[0].line.label == "VIR F20260001"


def test_the_ticked_lines_are_accepted_together(qtbot, owing, window, lines):
    press(lines, "Accepter les lignes cochées")
    done(qtbot, window)
    assert cells(lines, WORDS) == ["VIR QUI", "VIR CLIENT"]
    assert left(owing) == 0
    assert state_of(owing, "FRAIS") is LineState.IGNORED


def test_several_selected_lines_are_accepted_but_for_the_open_ones(qtbot, owing, window, lines):
    lines.table.selectAll()
    lines.take_chosen()
    done(qtbot, window)
    assert cells(lines, WORDS) == ["VIR QUI"]


def test_what_the_trade_refuses_is_told_and_the_line_waits(qtbot, owing, window, lines):
    invoicing.receive(
        owing.office,
        Payment(
            paid_on=CAME,
            amount=D(2000),
            client_id=owing.town_hall,
            allocations=lines.lines.rows[3].proposal.parts,
        ),
    )
    press(lines, "Accepter les lignes cochées")
    done(qtbot, window)
    (box,) = lines.findChildren(QMessageBox)
    assert "ne demande plus" in box.informativeText()
    box.close()
    assert state_of(owing, "VIR F20260001") is LineState.WAITING
    assert lines.isEnabled()


def test_delete_ignores_and_ctrl_z_lets_the_lines_wait_again(qtbot, owing, window, lines):
    select(lines, "VIR QUI")
    qtbot.keyClick(lines.table, Qt.Key.Key_Delete)
    assert state_of(owing, "VIR QUI") is LineState.IGNORED
    done(qtbot, window)
    lines.take_last_back()
    assert state_of(owing, "VIR QUI") is LineState.WAITING
    lines.take_last_back()  # nothing is left to take back
    done(qtbot, window)
    assert len(cells(lines, WORDS)) == 4


def test_a_matched_line_is_put_back_and_its_payment_with_it(qtbot, owing, window, lines):
    select(lines, "VIR F20260001")
    lines.take_chosen()
    lines.state.setCurrentText("Pointées")
    done(qtbot, window)
    assert cells(lines, WHAT) == ["Enregistré – Mairie d’Évian-la-Forêt du 08/06/2026"]
    assert cells(lines, SURENESS) == ["pointée"]
    select(lines, "VIR F20260001")
    press(lines, "Remettre en attente")
    done(qtbot, window)
    assert left(owing) == 2000
    assert plain(lines._empty.text()) == plain(NO_LINE)


def test_buttons_without_a_line_say_what_to_choose(qtbot, owing, window):
    dialog = opened(qtbot, window)
    for act in (dialog.take_chosen, dialog.choose, dialog.ignore):
        act()
        assert said(window) == "Choisissez d’abord une ligne."
        window.tell("")
    dialog.take_back()
    assert "pointées ou ignorées" in said(window)
    dialog.drop_statement()
    assert "le relevé dont l’import est à annuler" in said(window)


def test_a_line_that_was_treated_is_not_chosen_for_again(qtbot, owing, window, lines):
    lines.state.setCurrentText("Ignorées")
    bank.ignore(owing.office, [lines.lines.rows[0].line.id])
    lines.read()
    done(qtbot, window)
    select(lines, "FRAIS")
    lines.choose()
    assert said(window) == "Cette ligne est déjà traitée."


def test_a_line_treated_elsewhere_meanwhile_is_told(qtbot, owing, window, lines, nobody_is_asked):
    row = select(lines, "FRAIS")
    bank.ignore(owing.office, [lines.lines.rows[row].line.id])
    lines.take_chosen()  # the refusal is read, then closed by the guard
    (words,) = nobody_is_asked
    assert "déjà traitée" in words
    nobody_is_asked.clear()
    done(qtbot, window)
    assert "FRAIS" not in cells(lines, WORDS)


def test_an_import_is_taken_back_from_the_window(qtbot, owing, window, lines, statement):
    lines.statement.setCurrentIndex(lines.statement.findData(statement))
    press(lines, "Annuler l’import")
    done(qtbot, window)
    assert store.statements(owing.office.db) == []
    assert plain(lines._empty.text()) == plain(NO_STATEMENT)


def test_a_window_closed_while_its_lines_are_read_is_left_alone(qtbot, owing, statement, window):
    dialog = BankWindow(window)
    dialog.show()
    dialog.close()
    done(qtbot, window)
    assert dialog.lines.rows == []


# Choosing ---------------------------------------------------------------------------------------


@pytest.fixture
def choice(lines):
    """Open the choice for a line by its words."""

    def ask(words):
        select(lines, words)
        press(lines, "Choisir…")
        return newest(lines, BankChoice)

    return ask


def offered(dialog):
    return [plain(dialog.parts.item(row).text()) for row in range(dialog.parts.count())]


def test_enter_on_an_open_line_asks_for_a_payer_then_its_invoices(qtbot, owing, lines):
    select(lines, "VIR QUI")
    qtbot.keyClick(lines.table, Qt.Key.Key_Return)
    dialog = newest(lines, BankChoice)
    assert not dialog.save_button.isEnabled()
    assert dialog._told.text() == "Choisissez d’abord le payeur."
    dialog.payer.setCurrentIndex(dialog.payer.findText("Mairie", Qt.MatchFlag.MatchStartsWith))
    assert offered(dialog) == ["F-2026-0001 – 2 000,00 € à encaisser, échéance 19/06/2026"]
    assert plain(dialog._told.text()) == "Affecté 33,00 €."
    press(dialog, "Valider")
    assert left(owing) == 1967


def test_money_that_settles_nothing_stays_ahead(qtbot, owing, lines, choice):
    dialog = choice("VIR QUI")
    dialog.payer.setCurrentIndex(dialog.payer.findText("Mairie", Qt.MatchFlag.MatchStartsWith))
    dialog.parts.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert plain(dialog._told.text()) == "Affecté 0,00 €, 33,00 € en avance du payeur."
    press(dialog, "Valider")
    assert left(owing) == 2000
    assert state_of(owing, "VIR QUI") is LineState.MATCHED


def test_a_payer_who_owes_nothing_may_pay_ahead(owing, lines, choice):
    dialog = choice("VIR QUI")
    funder = dialog.payer.findData(f"funder {owing.funder}", Qt.ItemDataRole.UserRole)
    dialog.payer.setCurrentIndex(funder)
    assert plain(dialog._told.text()) == "Ce payeur ne doit rien : la somme restera à son avance."
    assert dialog.save_button.isEnabled()


def test_the_proposal_is_what_the_choice_begins_with(lines, choice):
    dialog = choice("VIR F20260001")
    assert dialog.payer.currentText().startswith("Mairie")
    assert plain(dialog._told.text()) == "Affecté 2 000,00 €."


def test_a_payment_that_was_typed_is_ticked_by_hand(qtbot, owing, window, lines, choice):
    payment = Payment(paid_on=CAME, amount=D(33), client_id=owing.town_hall)
    invoicing.receive(owing.office, payment)
    dialog = choice("VIR QUI")
    dialog.action.setCurrentIndex(dialog.action.findData(Action.RECORDED))
    assert offered(dialog) == ["08/06/2026 – Mairie d’Évian-la-Forêt – 33,00 €, virement"]
    assert plain(dialog._told.text()) == "Coché : 33,00 € sur 33,00 €."
    press(dialog, "Valider")
    done(qtbot, window)
    assert state_of(owing, "VIR QUI") is LineState.MATCHED


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Action.BOUNCED, "Aucun règlement de ce montant n’a été reçu"),
        (Action.REFUND, "Aucun payeur n’a une telle avance"),
        (Action.RECORDED, "Aucun règlement encore non pointé"),
    ],
)
def test_a_debit_that_nothing_explains_cannot_be_validated_so(lines, choice, action, words):
    dialog = choice("FRAIS")
    assert dialog.action.currentData() == Action.IGNORE
    assert dialog.save_button.isEnabled()
    dialog.action.setCurrentIndex(dialog.action.findData(action))
    assert words in dialog._told.text()
    assert not dialog.save_button.isEnabled()


def test_a_debit_is_noted_as_a_payment_that_bounced(qtbot, owing, window, lines, choice):
    select(lines, "VIR F20260001")
    lines.take_chosen()
    read = ReadStatement(account="FR76", entries=(entry("-2000", "DEBIT DIVERS", owing.clock.day),))
    lines.imported(bank_imports.import_statement(owing.office, "suite.ofx", read))
    done(qtbot, window)
    dialog = choice("DEBIT DIVERS")
    dialog.action.setCurrentIndex(dialog.action.findData(Action.BOUNCED))
    assert dialog.parts.item(0).checkState() == Qt.CheckState.Checked
    press(dialog, "Valider")
    assert left(owing) == 2000


def test_an_advance_is_noted_as_given_back(qtbot, owing, window, lines, choice):
    payment = Payment(paid_on=CAME, amount=D("1.50"), client_id=owing.town_hall)
    known = invoicing.receive(owing.office, payment).saved_id
    dialog = choice("FRAIS")
    dialog.action.setCurrentIndex(dialog.action.findData(Action.REFUND))
    assert offered(dialog)[0].endswith("1,50 € d’avance")
    press(dialog, "Valider")
    assert sales.payment(owing.office.db, known).unallocated == 0


# Bringing in ------------------------------------------------------------------------------------


@pytest.fixture
def table(qtbot, owing, window, tmp_path, monkeypatch):
    """The columns of a CSV file, opened from the window."""
    path = tmp_path / "releve.csv"
    path.write_bytes(CSV.encode("cp1252"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(path), ""))
    dialog = opened(qtbot, window)
    press(dialog, "Importer un relevé…")
    done(qtbot, window)
    return dialog, newest(window, BankImport)


def previewed(dialog):
    return [
        [plain(dialog.preview.item(row, column).text()) for column in range(3)]
        for row in range(dialog.preview.rowCount())
    ]


def test_a_table_is_looked_at_before_it_comes_in(qtbot, window, table, owing):
    lines, dialog = table
    assert previewed(dialog) == [
        ["08/06/2026", "VIR MAIRIE F20260001", "2 000,00"],
        ["09/06/2026", "FRAIS", "-1,50"],
    ]
    assert "1 ligne sans date ou sans montant" in plain(dialog._left.text())
    assert "Nommez le compte" in dialog._trouble.text()
    assert not dialog.save_button.isEnabled()
    dialog.account.setEditText("Courant")
    assert plain(dialog.save_button.text()) == "Importer 2 mouvements"
    press(dialog, "Importer 2")
    done(qtbot, window)
    assert cells(lines, WORDS) == ["FRAIS", "VIR MAIRIE F20260001"]
    assert "Courant – 08/06/2026 au 09/06/2026 (2 à traiter)" in plain(
        lines.statement.currentText()
    )


def test_a_table_that_is_closed_while_it_comes_in_comes_in_all_the_same(qtbot, window, table):
    lines, dialog = table
    dialog.account.setEditText("Courant")
    press(dialog, "Importer 2")
    dialog.close()
    done(qtbot, window)
    assert cells(lines, WORDS) == ["FRAIS", "VIR MAIRIE F20260001"]


def test_the_columns_are_corrected_and_remembered(qtbot, window, table, tmp_path):
    _lines, dialog = table
    dialog.account.setEditText("Courant")
    dialog.take_column(1, ColumnUse.NOTHING)
    assert "le libellé" in dialog._trouble.text()
    dialog.take_column(1, ColumnUse.REFERENCE)
    dialog.take_column(0, ColumnUse.LABEL)
    assert "la date" in dialog._trouble.text()
    dialog.take_column(0, ColumnUse.DAY)
    dialog.take_column(1, ColumnUse.LABEL)
    dialog.day_order.setCurrentIndex(dialog.day_order.findData(DayOrder.MONTH_FIRST))
    assert previewed(dialog)[0][0] == "06/08/2026"
    dialog.day_order.setCurrentIndex(dialog.day_order.findData(DayOrder.DAY_FIRST))
    dialog.take_column(2, ColumnUse.NOTHING)
    press(dialog, "Importer 1")
    done(qtbot, window)
    later = tmp_path / "suite.csv"
    later.write_bytes(CSV.replace("FRAIS", "AUTRES").encode("cp1252"))
    read_statement(window, later, window.broadcast)
    done(qtbot, window)
    again = newest(window, BankImport)
    assert again.account.currentText() == "Courant"
    assert again.layout_chosen.uses[2] is ColumnUse.NOTHING


def test_another_separator_or_encoding_reads_the_file_anew(table):
    _lines, dialog = table
    dialog.account.setEditText("Courant")
    dialog.separator.setCurrentIndex(dialog.separator.findData("\t"))
    assert "tableau" in dialog._trouble.text()
    assert not dialog.save_button.isEnabled()
    dialog.separator.setCurrentIndex(dialog.separator.findData(";"))
    assert dialog.save_button.isEnabled()
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("utf-8"))
    assert any("\ufffd" in cell for row in dialog._table.rows for cell in row)


def test_marks_that_read_nothing_are_told(table):
    _lines, dialog = table
    dialog.account.setEditText("Courant")
    dialog.decimal_mark.setCurrentIndex(dialog.decimal_mark.findData("."))
    assert "Aucune ligne n’a de date et de montant lisibles" in dialog._trouble.text()


def test_what_is_all_known_already_is_told_beside_the_button(qtbot, window, table, tmp_path):
    _lines, dialog = table
    dialog.account.setEditText("Courant")
    press(dialog, "Importer 2")
    done(qtbot, window)
    read_statement(window, tmp_path / "releve.csv", window.broadcast)
    done(qtbot, window)
    again = newest(window, BankImport)
    press(again, "Importer 2")
    done(qtbot, window)
    assert "déjà importés" in again._trouble.text()
    assert again.isVisible()


def test_an_ofx_file_comes_in_at_once(qtbot, owing, window, tmp_path):
    path = tmp_path / "releve.ofx"
    path.write_text(
        "<OFX><STMTTRN><DTPOSTED>20260608<TRNAMT>5.00<NAME>VIR</STMTTRN></OFX>", encoding="utf-8"
    )
    read_statement(window, path, window.broadcast)
    done(qtbot, window)
    assert said(window) == "1 mouvement importé"


def test_a_broken_file_is_told_and_nothing_comes_in(
    qtbot, owing, window, tmp_path, nobody_is_asked
):
    path = tmp_path / "vide.csv"
    path.write_bytes(b"")
    read_statement(window, path, window.broadcast)
    qtbot.waitUntil(lambda: bool(nobody_is_asked), timeout=5000)
    assert "est vide" in nobody_is_asked[0]
    nobody_is_asked.clear()
    assert store.statements(owing.office.db) == []


def test_the_page_of_payments_opens_the_window(qtbot, owing, window):
    window.go_to("sales", 0, "payments")
    QApplication.processEvents()
    press(window, "Relevé bancaire…")
    done(qtbot, window)
    assert newest(window, BankWindow).isVisible()
