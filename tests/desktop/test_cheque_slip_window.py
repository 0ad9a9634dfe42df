"""Cheques on their way to the bank: ticked, taken, looked at, taken back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from tests.support.desk_hands import newest, plain, press
from tests.support.money_office import pay
from tests.support.office_sample import OFFICE
from trainingdesk.desktop.cheque_slip_window import NOBODY, ChequeSlipWindow
from trainingdesk.desktop.paper_window import IssuedPaperWindow, PaperWindow
from trainingdesk.desktop.widgets.day_line import BAD_DAY
from trainingdesk.domain.payments import Payment, PaymentKind, PaymentMeans
from trainingdesk.services import cheque_slips, identity, invoicing, payments

TODAY = date(2026, 6, 10)
CAME = ((date(2025, 5, 1), "50"), (date(2026, 6, 1), "690"), (date(2026, 6, 10), "12.50"))


@pytest.fixture
def rich(filled):
    """An office with a void cheque and two that may go."""
    filled.clock.day = TODAY
    filled.cheques = [
        invoicing.receive(
            filled.office,
            Payment(
                paid_on=on,
                amount=D(amount),
                means=PaymentMeans.CHEQUE,
                client_id=filled.town_hall,
                reference=f"Chèque {amount}",
            ),
        ).saved_id
        for on, amount in CAME
    ]
    return filled


@pytest.fixture
def bank(rich, window):
    dialog = ChequeSlipWindow(window)
    dialog.show()
    return dialog


@pytest.fixture
def told(monkeypatch):
    """Return what dialogs say, which nobody needs to answer."""
    said = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(plain(box.text())))
    return said


def done(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=30000)


def rows(tree, *columns):
    items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [[plain(item.text(column)) for column in columns] for item in items]


def untick(bank, place):
    bank.waiting.topLevelItem(place).setCheckState(0, Qt.CheckState.Unchecked)


def take(qtbot, window, bank):
    press(bank, "Faire le bordereau")
    done(qtbot, window)


def test_an_office_without_cheques_is_told(window, filled):
    dialog = ChequeSlipWindow(window)
    assert dialog._head.text() == NOBODY
    assert dialog._none_made.isVisibleTo(dialog)
    assert not dialog._make.isEnabled()
    assert not dialog._all.isEnabled()
    dialog.make()
    dialog.look()
    dialog.undo()
    assert "Choisissez d’abord une remise" in window.statusBar().currentMessage()
    assert cheque_slips.slips(filled.office) == []


def test_all_that_may_go_is_ticked_with_its_count_and_sum(bank):
    assert rows(bank.waiting, 0, 4, 5) == [
        ["01/05/2025", "50,00 €", "Périmé depuis le 09/05/2026 : à redemander"],
        ["01/06/2026", "690,00 €", "Attend depuis 9 jours"],
        ["10/06/2026", "12,50 €", "Reçu aujourd’hui"],
    ]
    assert plain(bank._head.text()).startswith("2 chèques à remettre en banque, 702,50 € en tout")
    assert plain(bank._make.text()) == "Faire le bordereau : 2 chèques, 702,50 €"
    untick(bank, 1)
    assert plain(bank._make.text()) == "Faire le bordereau : 1 chèque, 12,50 €"


def test_all_is_ticked_or_unticked_at_once(bank):
    press(bank, "Tout décocher")
    assert bank.ticked == []
    assert not bank._make.isEnabled()
    press(bank, "Tout cocher")
    assert len(bank.ticked) == 2


def test_what_is_ticked_goes_and_its_slip_is_shown(qtbot, window, rich, bank):
    untick(bank, 2)
    bank.day.setText("09/06/2026")
    bank.notes.setText("Au guichet")
    take(qtbot, window, bank)
    assert rows(bank.made, 0, 1, 2, 3, 4) == [
        ["RC-2026-001", "09/06/2026", "1", "690,00 €", "Déposée"]
    ]
    assert rows(bank.waiting, 0) == [["01/05/2025"], ["10/06/2026"]]
    assert bank.ticked == []  # left behind by its user
    assert bank.notes.text() == ""
    assert "RC-2026-001" in newest(window, IssuedPaperWindow).windowTitle()
    assert "Remise RC-2026-001" in plain(window.statusBar().currentMessage())
    (made,) = cheque_slips.slips(rich.office)
    assert made.slip.notes == "Au guichet"


def test_a_day_nobody_can_read_is_told_beside_it_and_nothing_is_lost(window, rich, bank):
    untick(bank, 2)
    bank.day.setText("jamais")
    press(bank, "Faire le bordereau")
    assert bank.day.trouble.isVisible()
    assert bank.day.accessibleDescription() == BAD_DAY
    assert bank.day.property("invalid") == "true"
    assert bank.day.text() == "jamais"
    assert len(bank.ticked) == 1
    assert cheque_slips.slips(rich.office) == []
    bank.day.setText("hier")
    bank.day.editingFinished.emit()
    assert bank.day.text() == "09/06/2026"
    assert not bank.day.trouble.isVisible()
    assert bank.day.property("invalid") == "false"


def test_a_refusal_is_told_and_nothing_is_lost(qtbot, window, bank, told):
    untick(bank, 2)
    bank.day.setText("11/06/2026")
    take(qtbot, window, bank)
    assert "dans le futur" in told[0]
    assert bank.day.text() == "11/06/2026"
    assert len(bank.ticked) == 1
    assert bank._make.isEnabled()


def test_a_slip_made_by_mistake_is_taken_back(qtbot, window, bank):
    take(qtbot, window, bank)
    press(bank, "Annuler la remise")
    assert rows(bank.made, 0, 3, 4) == [["RC-2026-001", "702,50 €", "Annulée le 10/06/2026"]]
    assert len(bank.ticked) == 2


def test_a_slip_is_looked_at_again_and_one_without_paper_made(qtbot, window, rich, bank):
    take(qtbot, window, bank)
    newest(window, IssuedPaperWindow).close()
    press(bank, "Voir")
    assert newest(window, IssuedPaperWindow).isVisible()
    came = Payment(paid_on=TODAY, amount=D(5), means=PaymentMeans.CHEQUE, client_id=rich.individual)
    late = invoicing.receive(rich.office, came).saved_id
    cheque_slips.record(rich.office, [late], TODAY)
    bank.read()
    press(bank, "Voir")
    assert "RC-2026-002" in newest(window, PaperWindow).windowTitle()


def test_a_cheque_that_bounced_is_told_on_its_slip(qtbot, window, rich, bank):
    take(qtbot, window, bank)
    payments.take_back(rich.office, rich.cheques[1], PaymentKind.BOUNCED, TODAY)
    bank.read()
    assert rows(bank.made, 4) == [["1 chèque rejeté"]]


def test_a_line_opens_its_payment(window, bank):
    bank.open_payment()
    bank.waiting.setCurrentItem(bank.waiting.topLevelItem(1))
    bank.open_payment()
    assert plain(newest(window).ui.amount.text()) == "690,00"


def test_how_long_a_cheque_may_wait_is_kept(rich, bank):
    assert bank.wait.value() == 8
    bank.wait.setValue(0)
    assert bank.wait.text() == "jamais"
    assert cheque_slips.wait_days(rich.office) == 0


def test_a_window_closed_meanwhile_disturbs_nothing(qtbot, window, rich, bank):
    press(bank, "Faire le bordereau")
    bank.close()
    done(qtbot, window)
    assert len(cheque_slips.slips(rich.office)) == 1


def test_the_page_leads_to_the_bank_and_tells_what_went(qtbot, window, rich):
    page = window.pages["sales"]
    window.go_to("sales", rich.cheques[1], "payments")
    press(page, "Remise de chèques…")
    dialog = newest(window, ChequeSlipWindow)
    take(qtbot, window, dialog)
    window.go_to("sales", rich.cheques[1], "payments")
    words = [plain(label.text()) for label in page.detail.findChildren(QLabel)]
    assert "le 10/06/2026 (RC-2026-001)" in words


def test_a_cheque_that_waits_leads_to_the_bank_by_itself(window, rich):
    page = window.pages["sales"]
    (draft,) = rich.draft_invoices()
    invoicing.issue(rich.office, draft)
    window.go_to("sales", pay(rich, draft, means=PaymentMeans.CHEQUE), "payments")
    press(page.detail, "Remettre en banque…")
    assert len(newest(window, ChequeSlipWindow).ticked) == 3


def test_an_office_without_account_is_told_where_to_enter_it(qtbot, window, rich, bank, told):
    identity.save_organisation(rich.office, replace(OFFICE, iban=""))
    take(qtbot, window, bank)
    assert "Fichier › Organisme › Banque" in told[0]
