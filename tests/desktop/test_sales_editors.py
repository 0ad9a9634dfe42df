"""Proposals, agreements, invoices, credit notes and payments are typed and saved."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.support.desk_hands import cells, fill, newest, plain, press, said, write_cell
from tests.support.money_office import SIGNED, pay, signed
from trainingdesk.desktop.editors.payment_return import LOSS
from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.invoices import BpfOrigin, InvoiceKind
from trainingdesk.domain.lines import LineKind, Unit
from trainingdesk.domain.payments import Payment, PaymentKind, PaymentMeans
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.tva import NORMAL_RATE, Exemption
from trainingdesk.services import agreeing, invoicing, proposing
from trainingdesk.storage import sales


def edit(window, kind, row_id=None, **context):
    window.edit(kind, row_id, **context)
    return newest(window)


def foot(table) -> str:
    return plain(table.foot.text())


@pytest.fixture
def issued(filled) -> int:
    """Return the id of an issued invoice of 2 070 € to the town hall."""
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    return draft


# Proposals --------------------------------------------------------------------------------------


def test_a_proposal_is_typed_from_client_to_total(window, office, filled):
    window.tabs.setCurrentWidget(window.pages["sales"])
    editor = edit(window, "proposal")
    fill(editor, client_id="Mairie", title="Accueil des usagers", recall_on="+15")
    assert editor.ui.contact_id.currentData() == filled.contact
    assert editor.ui.billing_city.text() == "Évian-la-Forêt"
    fill(editor, participants="Amélie Œuvrard\nKarim Bellil")
    editor.ui.line_table.course.setEditText("Accueillir")
    press(editor.ui.line_table, "Ajouter la formation")
    table = editor.ui.line_table
    press(table, "Ajouter")
    write_cell(table, 1, "Désignation", "Coaching du chef de service")
    write_cell(table, 1, "Nature", LineKind.COACHING)
    write_cell(table, 1, "Prix HT", "100")
    assert cells(table, 1)[6] == "20\xa0%"
    assert foot(table) == "Total HT 1 480,00 € · TVA 20,00 € · TTC 1 500,00 €"
    write_cell(table, 1, "Option", value=True)
    assert foot(table) == "Total HT 1 380,00 € · sans TVA"
    press(editor, "Enregistrer")
    (proposal,) = sales.PROPOSALS.where(office.db)
    proposal = sales.proposal(office.db, proposal.id)
    training, coaching = proposal.lines
    assert (training.unit, training.quantity) == (Unit.PERSON, Decimal(2))
    assert (training.exemption, training.course_version_id) == (Exemption.TRAINING, filled.version)
    assert (coaching.tva_rate, coaching.exemption, coaching.is_optional) == (
        NORMAL_RATE,
        None,
        True,
    )
    assert proposal.participants == ("Amélie Œuvrard", "Karim Bellil")
    assert (proposal.recall_on, proposal.billing.city) == (date(2026, 4, 25), "Évian-la-Forêt")
    page = window.pages["sales"]
    page.pane.show_view("proposals")
    assert page.pane.model.rowCount() == 1


def test_a_proposal_without_client_is_refused_beside_the_field(window, office):
    editor = edit(window, "proposal")
    fill(editor, title="Pour qui ?")
    press(editor, "Enregistrer")
    assert said(editor, "client_id").startswith("Choisissez le client")
    assert office.db["proposal"].count == 0


def test_a_line_that_says_nothing_is_marked(window, office, filled):
    editor = edit(window, "proposal", client_id=filled.town_hall)
    fill(editor, title="Accueil")
    table = editor.ui.line_table
    press(table, "Ajouter")
    write_cell(table, 0, "Prix HT", "450")
    press(editor, "Enregistrer")
    assert editor.isVisible()
    assert table.grid.accessibleDescription() == "Chaque ligne doit dire ce qui est vendu."
    assert table.grid.currentIndex().column() == 0
    assert office.db["proposal"].count == 0


@pytest.mark.parametrize(
    ("caption", "typed", "words"),
    [
        pytest.param("Prix HT", "cent", "1 250,00", id="no amount"),
        pytest.param("Quantité", "deux", "3,5", id="no number"),
    ],
)
def test_a_cell_that_cannot_be_read_keeps_what_was_typed(window, filled, caption, typed, words):
    editor = edit(window, "proposal", filled.propose())
    table = editor.ui.line_table
    write_cell(table, 0, caption, typed)
    press(editor, "Enregistrer")
    assert editor.isVisible()
    assert typed in cells(table, 0)
    assert words in plain(table.grid.accessibleDescription())


def test_an_empty_line_is_left_out(window, office, filled):
    proposal = filled.propose()
    editor = edit(window, "proposal", proposal)
    press(editor.ui.line_table, "Ajouter")
    fill(editor, title="Accueil, deuxième essai")
    press(editor, "Enregistrer")
    kept = sales.proposal(office.db, proposal)
    assert (len(kept.lines), kept.title) == (1, "Accueil, deuxième essai")


def test_why_a_client_refused_is_kept(window, office, filled):
    proposal = filled.propose()
    proposing.send(office, proposal)
    editor = edit(window, "refusal", proposal)
    fill(editor, lost_reason="Budget reporté à l’an prochain")
    press(editor, "Enregistrer")
    lost = sales.proposal(office.db, proposal)
    assert (lost.state, lost.lost_reason) == (
        ProposalState.REFUSED,
        "Budget reporté à l’an prochain",
    )


# Agreements -------------------------------------------------------------------------------------


def test_an_agreement_is_changed_until_it_is_signed(window, office, filled):
    agreement_id = filled.agree()
    editor = edit(window, "agreement", agreement_id)
    fill(editor, special_conditions="Repas **compris**.")
    write_cell(editor.ui.line_table, 0, "Remise %", "10")
    press(editor, "Enregistrer")
    agreement = sales.agreement(office.db, agreement_id)
    assert agreement.special_conditions == "Repas **compris**."
    assert agreement.totals.total_ht == Decimal("1863.00")


def test_a_signature_that_came_back_is_noted(window, office, filled):
    agreement_id = filled.agree()
    agreeing.send(office, agreement_id)
    editor = edit(window, "signature", agreement_id)
    assert editor.ui.signed_by.text() == "M. Luc Besson"
    fill(editor, signed_on="1/1/2030")
    press(editor, "Enregistrer")
    assert "futur" in said(editor, "signed_on")
    fill(editor, signed_on="hier")
    press(editor, "Enregistrer")
    agreement = sales.agreement(office.db, agreement_id)
    assert (agreement.state, agreement.signed_on) == (AgreementState.FORMED, date(2026, 4, 9))
    shown = edit(window, "agreement", agreement_id)
    assert not shown.ui.special_conditions.isEnabled()
    assert not [b.text() for b in shown.buttons.buttons() if b.isVisible() and b.text() != "Fermer"]


# Invoices ---------------------------------------------------------------------------------------


def test_an_invoice_is_typed_and_its_lines_know_who_pays(window, office, filled):
    editor = edit(window, "invoice")
    fill(editor, client_id="Mairie", purchase_order="BC-12")
    table = editor.ui.line_table
    press(table, "Ajouter")
    write_cell(table, 0, "Désignation", "Acompte de 30 %")
    write_cell(table, 0, "Prix HT", "621")
    assert table.peek()[0].origin is BpfOrigin.PUBLIC_AGENTS
    editor.ui.payer_funder_id.setCurrentIndex(1)
    assert table.peek()[0].origin is BpfOrigin.SKILLS_PLAN
    press(editor, "Enregistrer")
    (invoice,) = sales.invoices_where(office.db, "1")
    assert (invoice.kind, invoice.purchase_order) == (InvoiceKind.INVOICE, "BC-12")
    assert invoice.payer_funder_id == filled.funder
    assert invoice.lines[0].origin is BpfOrigin.SKILLS_PLAN
    assert invoice.totals.total_ttc == Decimal(621)


def test_an_origin_that_was_chosen_stays_when_the_payer_changes(window, filled):
    (draft,) = filled.draft_invoices()
    editor = edit(window, "invoice", draft)
    write_cell(editor.ui.line_table, 0, "Origine (BPF)", BpfOrigin.CPF)
    editor.ui.payer_funder_id.setCurrentIndex(1)
    assert editor.ui.line_table.peek()[0].origin is BpfOrigin.CPF


def test_an_invoice_for_nobody_is_refused(window, office):
    editor = edit(window, "invoice")
    press(editor, "Enregistrer")
    assert said(editor, "client_id") == "Choisissez le client à facturer."
    assert office.db["invoice"].count == 0


def test_a_credit_note_wants_a_reason_and_no_more_than_was_invoiced(window, office, issued):
    editor = edit(window, "credit", issued)
    assert foot(editor.ui.credit_table) == "Avoir de 2 070,00 € TTC · au plus 2 070,00 €"
    press(editor, "Enregistrer")
    assert "motif" in said(editor, "reason")
    fill(editor, reason="Deux absents")
    write_cell(editor.ui.credit_table, 0, "À rembourser HT", "3000")
    press(editor, "Enregistrer")
    assert "ne peut pas en rendre plus" in editor.ui.credit_table.grid.accessibleDescription()
    write_cell(editor.ui.credit_table, 0, "À rembourser HT", "0")
    press(editor, "Enregistrer")
    assert "au moins" in editor.ui.credit_table.grid.accessibleDescription()
    write_cell(editor.ui.credit_table, 0, "À rembourser HT", "1380")
    press(editor, "Enregistrer")
    (credit,) = sales.invoices_where(office.db, "kind = 'credit_note'")
    assert (credit.corrects_id, credit.reason) == (issued, "Deux absents")
    assert credit.totals.total_ttc == Decimal(1380)
    draft = edit(window, "invoice", credit.id)
    assert draft.ui.kind.currentText() == "Avoir"
    press(draft, "Enregistrer")
    assert sales.invoice(office.db, credit.id).kind is InvoiceKind.CREDIT_NOTE


# Payments ---------------------------------------------------------------------------------------


def test_a_payment_from_an_invoice_settles_it(window, office, issued):
    editor = edit(window, "payment", invoice_id=issued)
    assert plain(editor.ui.amount.text()) == "2 070,00"
    assert foot(editor.ui.allocation_table) == "Affecté 2 070,00 €"
    fill(editor, means=PaymentMeans.CHEQUE, reference="CHQ 118")
    press(editor, "Enregistrer")
    (payment,) = sales.PAYMENTS.where(office.db)
    assert (payment.means, payment.paid_on) == (PaymentMeans.CHEQUE, date(2026, 4, 10))
    assert sales.balance(office.db, issued).remaining == 0


def test_a_sum_is_shared_out_as_it_is_typed_until_shares_are(window, office, issued):
    editor = edit(window, "payment")
    fill(editor, payer="Mairie")
    fill(editor, amount="2 500")
    table = editor.ui.allocation_table
    assert foot(table) == "Affecté 2 070,00 € · 430,00 € en avance du payeur"
    write_cell(table, 0, "Réglé", "1000")
    fill(editor, amount="1 200")
    assert foot(table) == "Affecté 1 000,00 € · 200,00 € en avance du payeur"
    press(editor, "Enregistrer")
    assert sales.balance(office.db, issued).remaining == Decimal(1070)


def test_a_sum_that_nobody_counts_is_refused_beside_it_and_kept(window, office, issued):
    editor = edit(window, "payment", invoice_id=issued)
    fill(editor, amount="9" * 400)
    press(editor, "Enregistrer")
    assert "Écrivez un montant" in said(editor, "amount")
    assert editor.ui.amount.text() == "9" * 400
    assert office.db["payment"].count == 0


def test_a_payment_settles_no_more_than_is_owed_or_received(window, office, issued):
    editor = edit(window, "payment", invoice_id=issued)
    table = editor.ui.allocation_table
    write_cell(table, 0, "Réglé", "2100")
    press(editor, "Enregistrer")
    assert "ne demande que" in table.grid.accessibleDescription()
    write_cell(table, 0, "Réglé", "2070")
    fill(editor, amount="2000")
    press(editor, "Enregistrer")
    assert "70,00" in said(editor, "amount")
    assert office.db["payment"].count == 0


def test_what_a_payment_settles_may_change_and_nothing_else_of_it(window, office, issued):
    edit(window, "payment", invoice_id=issued).save()
    (payment,) = sales.PAYMENTS.where(office.db)
    editor = edit(window, "payment", payment.id)
    assert plain(cells(editor.ui.allocation_table, 0)[3]) == "2 070,00"
    assert editor.ui.amount.isReadOnly()
    assert not editor.ui.payer.isEnabled()
    write_cell(editor.ui.allocation_table, 0, "Réglé", "2 000")
    press(editor, "Enregistrer")
    assert office.db["payment"].count == 1
    assert sales.balance(office.db, issued).remaining == Decimal(70)
    assert sales.payment(office.db, payment.id).unallocated == Decimal(70)


def test_what_the_bank_rejected_is_owed_again(window, office, issued):
    edit(window, "payment", invoice_id=issued).save()
    (payment,) = sales.PAYMENTS.where(office.db)
    editor = edit(window, "payment_return", payment.id)
    assert "ne change plus" in editor.ui.payment_name.text()
    assert not editor.ui.amount.isVisibleTo(editor)
    fill(editor, kind=PaymentKind.BOUNCED, notes="Sans provision")
    press(editor, "Enregistrer")
    assert sales.balance(office.db, issued).remaining == Decimal(2070)
    back = sales.PAYMENTS.where(office.db, "corrects_id = ?", [payment.id])[0]
    assert (back.kind, back.notes) == (PaymentKind.BOUNCED, "Sans provision")
    again = edit(window, "payment", payment.id)
    assert not again.save_button.isVisibleTo(again)


def test_what_nobody_will_pay_is_given_up_and_found_again(window, office, issued):
    editor = edit(window, "write_off", issued)
    assert plain(editor.ui.amount.text()) == "2 070,00"
    press(editor, "Enregistrer")
    assert "motif" in said(editor, "notes")
    fill(editor, notes="Liquidation judiciaire")
    press(editor, "Enregistrer")
    assert sales.balance(office.db, issued).remaining == 0
    (loss,) = sales.PAYMENTS.where(office.db)
    back = edit(window, "payment_return", loss.id)
    assert back.ui.kind.currentText() == LOSS
    press(back, "Enregistrer")
    assert sales.balance(office.db, issued).remaining == Decimal(2070)


def test_an_advance_is_given_back_in_part(window, office, filled):
    editor = edit(window, "payment")
    fill(editor, payer="Łukasiewicz", amount="100")
    press(editor, "Enregistrer")
    (payment,) = sales.PAYMENTS.where(office.db)
    back = edit(window, "payment_return", payment.id, outcome=PaymentKind.REFUND)
    assert plain(back.ui.amount.text()) == "100,00"
    fill(back, amount="150")
    press(back, "Enregistrer")
    assert "que 100,00" in plain(said(back, "amount"))
    fill(back, amount="40")
    press(back, "Enregistrer")
    assert sales.payment(office.db, payment.id).unallocated == Decimal(60)


def test_a_payment_of_a_client_lists_what_the_client_owes(window, filled, issued):
    editor = edit(window, "payment", client_id=filled.town_hall)
    assert editor.ui.payer.currentText().startswith("Mairie d’Évian-la-Forêt")
    assert [share.owed.invoice_id for share in editor.ui.allocation_table.peek()] == [issued]
    assert foot(editor.ui.allocation_table) == "Affecté 0,00 €"


def test_an_advance_belongs_to_its_client_and_opens_on_it_again(window, office, filled):
    editor = edit(window, "payment")
    fill(editor, payer="Łukasiewicz", amount="100")
    press(editor, "Enregistrer")
    (payment,) = sales.PAYMENTS.where(office.db)
    assert payment.client_id == filled.individual
    again = edit(window, "payment", payment.id)
    assert "Łukasiewicz" in again.ui.payer.currentText()


def test_a_held_cheque_says_until_when(window, office, filled):
    held = Payment(
        paid_on=date(2026, 4, 10),
        amount=Decimal(100),
        means=PaymentMeans.CHEQUE,
        client_id=filled.individual,
        held_until=date(2026, 4, 28),
    )
    saved = invoicing.receive(office, held).saved_id
    editor = edit(window, "payment", saved)
    assert foot(editor.ui.allocation_table).endswith("chèque retenu jusqu’au 28/04/2026")
    press(editor, "Enregistrer")
    assert sales.payment(office.db, saved).held_until == date(2026, 4, 28)


@pytest.fixture
def held(filled) -> int:
    """Return a cheque of an individual's, held until the end of her withdrawal period."""
    signed(filled, filled.individual)
    cheque = Payment(
        paid_on=SIGNED,
        amount=Decimal(100),
        means=PaymentMeans.CHEQUE,
        client_id=filled.individual,
    )
    return invoicing.receive(filled.office, cheque).saved_id


def test_a_held_cheque_is_not_cashed_too_early(sales_page, window, office, held):
    editor = edit(window, "payment", held)
    (cash,) = (b for b in editor.findChildren(QPushButton) if b.text() == "Encaisser")
    assert not cash.isEnabled()
    assert "28/04/2026" in cash.toolTip()
    sales_page.show_record(held, "payments")
    texts = [label.text() for label in sales_page.detail.findChildren(QLabel)]
    assert "retenu jusqu’au 28/04/2026" in texts
    assert "Encaisser" not in [b.text() for b in sales_page.detail.findChildren(QPushButton)]


def test_a_held_cheque_is_cashed_with_what_was_typed(window, filled, office, held):
    filled.clock.day = date(2026, 4, 29)
    editor = edit(window, "payment", held)
    fill(editor, reference="n° 12")
    press(editor, "Encaisser")
    assert not editor.isVisible()
    cashed = sales.payment(office.db, held)
    assert (cashed.held_until, cashed.paid_on) == (None, date(2026, 4, 29))
    assert cashed.reference == "n° 12"


def test_a_held_cheque_is_cashed_from_its_list(sales_page, filled, office, held):
    filled.clock.day = date(2026, 4, 28)
    sales_page.show_record(held, "payments")
    press(sales_page.detail, "Encaisser")
    assert sales.payment(office.db, held).held_until is None


def test_a_payment_that_is_not_held_has_nothing_to_cash(window, issued):
    editor = edit(window, "payment", invoice_id=issued)
    (cash,) = (b for b in editor.findChildren(QPushButton) if b.text() == "Encaisser")
    assert not cash.isVisible()


def test_payments_are_filtered_by_who_pays(sales_page, filled, held):
    sales_page.show_record(held, "payments")
    sales_page.pane.set_text("lukasie")
    assert sales_page.pane.model.row_of(held) is not None
    sales_page.pane.set_text("mairie")
    assert sales_page.pane.model.row_of(held) is None


def test_a_client_made_after_the_form_was_closed_harms_nothing(qtbot, window, office):
    editor = edit(window, "proposal")
    editor.ui.client_id.add_wished.emit("Scierie")
    client = newest(window)
    with qtbot.waitSignal(editor.destroyed):
        editor.close()
    press(client, "Enregistrer")
    assert not client.isVisible()
    assert office.db["client"].count == 3


def test_a_price_is_kept_to_the_cent(window, filled):
    editor = edit(window, "proposal", filled.propose())
    write_cell(editor.ui.line_table, 0, "Prix HT", "12,345")
    assert editor.ui.line_table.lines()[0].unit_price == Decimal("12.35")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        pytest.param("credit", "Avoir – à préparer", id="credit note"),
        pytest.param("invoice", "Facture – modifier", id="invoice"),
    ],
)
def test_the_title_says_what_is_edited(window, issued, kind, title):
    assert edit(window, kind, issued).windowTitle() == title


def test_closing_asks_before_typing_is_lost(window, filled, nobody_is_asked):
    editor = edit(window, "proposal", filled.propose())
    write_cell(editor.ui.line_table, 0, "Quantité", "4")
    editor.close()
    assert editor.isVisible()
    assert "Enregistrer ce que vous avez saisi" in nobody_is_asked[0]
    nobody_is_asked.clear()


def test_escape_closes_an_editor_in_which_nothing_was_typed(qtbot, window, filled):
    editor = edit(window, "proposal", filled.propose())
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()


# Answers ----------------------------------------------------------------------------------------


@pytest.fixture
def sales_page(window):
    """Return the page of proposals."""
    window.tabs.setCurrentWidget(window.pages["sales"])
    return window.pages["sales"]


def test_an_expired_proposal_is_accepted_in_one_click(sales_page, office, filled):
    proposal_id = filled.propose()
    proposing.send(office, proposal_id)
    proposing.prolong(office, proposal_id, date(2026, 4, 12))
    filled.clock.day = date(2026, 4, 20)
    sales_page.show_record(proposal_id, "proposals")
    press(sales_page.detail, "Accepter (prolonge la validité)")
    proposal = sales.proposal(office.db, proposal_id)
    assert (proposal.state, proposal.valid_until) == (ProposalState.ACCEPTED, date(2026, 4, 20))


def test_an_acceptance_is_taken_back(sales_page, office, filled):
    proposal_id = filled.propose()
    proposing.send(office, proposal_id)
    proposing.accept(office, proposal_id)
    sales_page.show_record(proposal_id, "proposals")
    press(sales_page.detail, "Revenir à envoyée")
    assert sales.proposal(office.db, proposal_id).state is ProposalState.SENT


def test_the_cost_of_preparing_a_proposal_is_kept(window, office, filled):
    proposal_id = filled.propose()
    editor = edit(window, "proposal", proposal_id)
    fill(editor, preparation_cost="beaucoup")
    press(editor, "Enregistrer")
    assert "montant" in said(editor, "preparation_cost")
    fill(editor, preparation_cost="250")
    press(editor, "Enregistrer")
    assert sales.proposal(office.db, proposal_id).preparation_cost == Decimal(250)


def test_a_late_invoice_leads_to_its_interest(sales_page, window, office, filled, issued):
    filled.clock.day = date(2026, 7, 30)
    sales_page.show_record(issued, "invoices")
    press(sales_page.detail, "Intérêts de retard")
    assert newest(window).ui.invoice_id.currentData() == issued


@pytest.mark.parametrize(
    ("paid", "is_offered"),
    [
        pytest.param(date(2026, 7, 30), True, id="paid late"),
        pytest.param(date(2026, 4, 20), False, id="paid in time"),
    ],
)
def test_an_invoice_that_was_paid_tells_its_interest_if_it_was_late(
    sales_page, window, filled, issued, paid, is_offered
):
    filled.clock.day = paid
    pay(filled, issued)
    filled.clock.day = date(2026, 9, 1)
    sales_page.show_record(issued, "invoices")
    texts = [button.text() for button in sales_page.detail.findChildren(QPushButton)]
    assert ("Intérêts de retard…" in texts) is is_offered
    if is_offered:
        press(sales_page.detail, "Intérêts de retard")
        editor = newest(window)
        assert editor.ui.invoice_id.currentData() == issued
        assert editor.ui.paid_on.text() == "30/07/2026"
        assert editor.ui.answer.sentence
