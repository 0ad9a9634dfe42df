"""Funders in the window: their habits, who pays what before drafting, Chorus Pro."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QTableWidget, QTabWidget

from tests.support.desk_hands import fill, newest, plain, press, said
from trainingdesk.desktop.widgets.price_split import NOTHING, split_view
from trainingdesk.domain.chorus import ChorusStatus
from trainingdesk.domain.funder_habits import ClaimPaper, ClaimPapers, ClaimStart, FunderHabits
from trainingdesk.domain.invoices import Addressee
from trainingdesk.domain.parties import FunderKind
from trainingdesk.domain.sessions import GrantBasis
from trainingdesk.services import invoicing, publishing
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import chorus, parties, sales, sessions


def edit(window, kind, row_id=None, **context):
    window.edit(kind, row_id, **context)
    return newest(window)


def shown_in(view):
    return plain(" ".join(label.text() for label in view.findChildren(QLabel)))


def tabs_of(page):
    return [
        tabs.tabText(place)
        for tabs in page.findChildren(QTabWidget)
        for place in range(tabs.count())
    ]


def test_the_kind_of_a_new_funder_proposes_its_habits(window, office):
    editor = edit(window, "funder", name="Fonds Exemple")
    assert editor.ui.habits_addressed_to.currentData() == Addressee.FUNDER
    fill(editor, kind=FunderKind.SELF_EMPLOYED_FUND)
    assert editor.ui.habits_addressed_to.currentData() == Addressee.CLIENT
    editor.ui.habits_papers_keys.box(ClaimPaper.CONVENTION).setChecked(True)
    fill(
        editor, kind=FunderKind.CDC, habits_claim_days="60", habits_claim_from=ClaimStart.AGREEMENT
    )
    assert editor.ui.habits_addressed_to.currentData() == Addressee.CLIENT
    press(editor, "Enregistrer")
    (funder,) = parties.FUNDERS.where(office.db, "name = 'Fonds Exemple'")
    assert (funder.habits.claim_days, funder.habits.claim_from) == (60, ClaimStart.AGREEMENT)
    assert funder.habits.papers.keys == (
        ClaimPaper.COURSE_SHEET,
        ClaimPaper.CONVENTION,
        ClaimPaper.ATTENDANCE_SHEET,
        ClaimPaper.COMPLETION_CERTIFICATE,
        ClaimPaper.INVOICE,
    )


def test_a_limit_of_no_day_is_refused_beside_its_field(window, filled):
    editor = edit(window, "funder", filled.funder)
    fill(editor, habits_claim_days="0")
    press(editor, "Enregistrer")
    assert "au moins un jour" in said(editor, "habits_claim_days")


@pytest.mark.parametrize(
    ("basis", "asked"),
    [
        pytest.param(GrantBasis.AMOUNT, "amount", id="amount"),
        pytest.param(GrantBasis.HOURS, "hourly_rate", id="hours"),
        pytest.param(GrantBasis.SHARE, "share", id="share"),
    ],
)
def test_a_grant_asks_for_what_it_is_reckoned_by(window, filled, basis, asked):
    editor = edit(window, "funding", filled.fund("690"))
    fill(editor, basis=basis)
    fields = ("amount", "hourly_rate", "share")
    assert [name for name in fields if getattr(editor.ui, name).isVisible()] == [asked]
    fill(editor, **{asked: "50"})
    press(editor, "Enregistrer")
    (funding,) = sessions.fundings_of(filled.office.db, filled.session)
    assert (funding.basis, getattr(funding, asked)) == (basis, Decimal(50))


def test_a_file_tells_what_its_funder_still_asks_for(window, filled):
    accustom(filled, ClaimPaper.INVOICE)
    editor = edit(window, "funding", filled.fund("690"))
    assert "attend encore : facture (à préparer)" in plain(editor.ui.claim_words.text())


def accustom(filled, *papers, **habits):
    funder = parties.FUNDERS.get(filled.office.db, filled.funder)
    own = FunderHabits(papers=ClaimPapers.of(*papers), **habits)
    parties.FUNDERS.update(filled.office.db, replace(funder, habits=own))


# Before drafting --------------------------------------------------------------------------------


def test_who_pays_what_is_looked_at_before_the_invoices_are_drafted(window, filled, office):
    accustom(filled, ClaimPaper.INVOICE, claim_days=60)
    filled.clock.day = date(2026, 5, 20)
    filled.fund("690")
    window.pages["sessions"]._invoice(filled.session, [filled.town_hall])
    editor = newest(window)
    told = shown_in(editor.ui.parts)
    assert "1 380,00 € HT ne sont pris en charge par aucun financeur" in told
    assert "il manque facture, à envoyer avant le 18/07/2026" in told
    assert sales.invoices_where(office.db, "1") == []
    press(editor, "Préparer les factures")
    assert len(sales.invoices_where(office.db, "1")) == 2


def test_a_grant_that_exceeds_the_price_is_told_and_nothing_is_drafted(window, filled, office):
    filled.fund("2070.01")
    editor = edit(window, "billing", filled.session, clients=[filled.town_hall])
    assert "corrigez la prise en charge ou le prix" in shown_in(editor.ui.parts)
    press(editor, "Préparer les factures")
    assert sales.invoices_where(office.db, "1") == []
    assert editor.isVisible()


def test_a_session_that_no_funder_helps_is_drafted_at_once(window, filled, office):
    window.pages["sessions"]._invoice(filled.session, [filled.town_hall])
    assert len(sales.invoices_where(office.db, "1")) == 1


def test_a_row_of_the_split_opens_the_file_of_its_funder(window, filled, qtbot):
    funding = filled.fund("690")
    view = split_view(window, session_file(filled.office, filled.session))
    qtbot.addWidget(view)
    table = view.findChildren(QLabel)[0].parent().layout().itemAt(0).widget()
    table.opened.emit(1, 0)
    table.opened.emit(0, 0)
    assert newest(window).row_id == funding


def test_a_session_without_funder_says_so(window, filled, qtbot):
    view = split_view(window, session_file(filled.office, filled.session))
    qtbot.addWidget(view)
    assert plain(view.text()) == NOTHING


# Chorus Pro -------------------------------------------------------------------------------------


def test_the_portal_is_followed_from_the_detail_of_a_public_invoice(window, filled, office):
    (bill,) = filled.draft_invoices()
    invoicing.issue(office, bill)
    window.go_to("sales", bill, "invoices")
    page = window.pages["sales"]
    assert "Chorus Pro" in tabs_of(page)
    editor = edit(window, "chorus_event", invoice_id=bill)
    assert "rien n’est encore noté" in plain(editor.ui.invoice_name.text())
    fill(editor, status=ChorusStatus.REJECTED)
    press(editor, "Enregistrer")
    assert "motif" in said(editor, "words")
    fill(editor, status=ChorusStatus.DEPOSITED)
    press(editor, "Enregistrer")
    (event,) = chorus.events_of(office.db, bill)
    assert event.status is ChorusStatus.DEPOSITED
    again = edit(window, "chorus_event", invoice_id=bill)
    assert again.ui.status.currentData() == ChorusStatus.RECEIVED


def test_the_invoice_of_a_person_shows_no_portal(window, filled, office):
    (bill,) = filled.draft_invoices(filled.individual)
    window.go_to("sales", bill, "invoices")
    assert "Chorus Pro" not in tabs_of(window.pages["sales"])


def test_what_a_funder_asks_for_is_shown_with_its_invoice(window, filled, office):
    accustom(filled, ClaimPaper.INVOICE)
    filled.fund("690")
    bill = filled.draft_invoices()[0]
    window.go_to("sales", bill, "invoices")
    page = window.pages["sales"]
    assert "Demande de paiement" in tabs_of(page)
    front = next(tabs for tabs in page.findChildren(QTabWidget) if tabs.tabText(0) == "Aperçu")
    front.setCurrentIndex(4)
    assert "facture (brouillon à émettre)" in shown_in(front.currentWidget())
    press(front.currentWidget(), "Ouvrir la prise en charge")
    assert newest(window).windowTitle().startswith("Prise en charge")


def test_an_invoice_that_left_is_told_to_be_in_the_file_of_its_funder(window, filled, office):
    accustom(filled, ClaimPaper.INVOICE)
    filled.fund("690")
    bill = filled.draft_invoices()[0]
    filled.clock.day = date(2026, 5, 20)
    publishing.issue_invoice(office, bill)
    window.go_to("sales", bill, "invoices")
    tabs = window.pages["sales"].detail.tabs
    tabs.setCurrentIndex(4)
    table = tabs.currentWidget().findChild(QTableWidget)
    assert [table.item(0, column).text() for column in (0, 1)] == ["Facture", "au dossier"]


def test_the_numbers_that_a_public_client_demands_are_ticked(window, filled, office):
    editor = edit(window, "client", filled.town_hall)
    editor.ui.demands_order.setChecked(True)
    press(editor, "Enregistrer")
    assert parties.CLIENTS.get(office.db, filled.town_hall).demands_order
    (bill,) = filled.draft_invoices()
    window.go_to("sales", bill, "invoices")
    assert "refuse une facture sans le numéro de bon de commande" in shown_in(window.pages["sales"])
