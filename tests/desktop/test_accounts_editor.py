"""Accounts, journals and codes are typed in tables, from the report and from the menu."""

import pytest

from tests.support.desk_hands import cells, fill, newest, plain, press, write_cell
from trainingdesk.desktop.editors.accounts import AccountsEditor
from trainingdesk.domain.chart_of_accounts import ChartOfAccounts, Journal, Till
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.services import ledger
from trainingdesk.storage import offers

ACCOUNTS, TVA, JOURNALS, PARTIES = range(4)


@pytest.fixture
def editor(window):
    window.edit("accounts", 1)
    return newest(window, AccountsEditor)


def place(table, words):
    """Return the row whose first cell reads so."""
    return [cells(table, row)[0] for row in range(len(table.peek()))].index(words)


def put(editor, name, words, caption, typed):
    table = getattr(editor.ui, name)
    write_cell(table, place(table, words), caption, typed)


def added(editor, tab, name, **typed):
    editor.ui.tabs.setCurrentIndex(tab)
    table = getattr(editor.ui, name)
    press(table, "Ajouter")
    for caption, value in typed.items():
        write_cell(table, table.grid.currentIndex().row(), caption, value)


def test_the_usual_accounts_are_shown_in_their_order(editor):
    shown = [row.account for row in editor.ui.account_table.peek()]
    assert shown == sorted(shown)
    assert {"411000", "419100", "706000", "445740", "763100"} <= set(shown)
    assert [row.code for row in editor.ui.journal_table.peek()] == [
        "VE",
        "BQ",
        "CH",
        "CB",
        "CA",
        "BQ",
        "OD",
    ]


def test_saved_unchanged_they_are_the_usual_ones(editor, office):
    press(editor, "Enregistrer")
    assert ledger.chart(office) == ChartOfAccounts()


def test_every_account_journal_and_code_can_be_the_office_s_own(editor, office):
    client, name = offers.clients(office.db)[0]
    put(editor, "account_table", "Prestations de formation", "Compte", "706100")
    added(editor, TVA, "tva_table", Compte="445712")
    editor.ui.tabs.setCurrentIndex(JOURNALS)
    put(editor, "journal_table", "Factures et avoirs", "Journal", "VT")
    put(editor, "journal_table", "Carte", "Compte", "511700")
    editor.ui.books_money.click()
    editor.ui.tabs.setCurrentIndex(PARTIES)
    fill(editor, client_code="CLI000")
    added(
        editor,
        PARTIES,
        "code_table",
        **{"Client ou financeur": f"C{client}", "Compte auxiliaire": "MAIRIE"},
    )
    press(editor, "Enregistrer")
    kept = ledger.chart(office)
    assert kept.sales[LineKind.TRAINING] == "706100"
    assert kept.tva == {"20": "445712"}
    assert kept.sales_journal == Journal("VT", "Ventes")
    assert kept.tills[PaymentMeans.CARD] == Till(Journal("CB", "Cartes bancaires"), "511700")
    assert (kept.books_money, kept.client_code) == (False, "CLI000")
    assert kept.own_codes == {f"C{client}": "MAIRIE"}
    assert name


@pytest.mark.parametrize(
    ("tab", "name", "row", "caption", "typed", "words"),
    [
        (ACCOUNTS, "account_table", "Clients", "Compte", "clients", "n’est pas un compte"),
        (JOURNALS, "journal_table", "Virement", "Journal", "", "code du journal"),
        (JOURNALS, "journal_table", "Virement", "Nom du journal", "", "nom du journal"),
        (JOURNALS, "journal_table", "Espèces", "Compte", "53", "n’est pas un compte"),
        (JOURNALS, "journal_table", "Factures et avoirs", "Compte", "706000", "pas de compte"),
        (JOURNALS, "journal_table", "Prélèvement", "Nom du journal", "Crédit", "deux noms"),
    ],
)
def test_what_is_wrong_is_said_below_its_table(
    editor, office, tab, name, row, caption, typed, words
):
    put(editor, name, row, caption, typed)
    editor.ui.tabs.setCurrentIndex(PARTIES)
    press(editor, "Enregistrer")
    assert editor.isVisible()
    assert editor.ui.tabs.currentIndex() == tab
    assert words in plain(getattr(editor.ui, name)._trouble.text())
    assert ledger.chart(office) == ChartOfAccounts()


def test_one_rate_has_one_account(editor, office):
    for account in ("445712", "445713"):
        added(editor, TVA, "tva_table", Compte=account)
    press(editor, "Enregistrer")
    assert "deux comptes" in plain(editor.ui.tva_table._trouble.text())
    assert ledger.chart(office) == ChartOfAccounts()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param({"Compte auxiliaire": "MAIRIE"}, "Choisissez", id="nobody"),
        pytest.param({"Client ou financeur": "C1"}, "compte auxiliaire", id="no code"),
    ],
)
def test_a_code_of_one_s_own_names_somebody_and_is_written(editor, typed, words):
    added(editor, PARTIES, "code_table", **typed)
    press(editor, "Enregistrer")
    assert words in plain(editor.ui.code_table._trouble.text())


def test_a_pattern_that_makes_no_account_is_refused_beside_its_field(editor, office):
    editor.ui.tabs.setCurrentIndex(PARTIES)
    fill(editor, funder_code="C00")
    editor.ui.tabs.setCurrentIndex(ACCOUNTS)
    press(editor, "Enregistrer")
    assert editor.ui.tabs.currentIndex() == PARTIES
    assert editor.isVisible()
    assert ledger.chart(office) == ChartOfAccounts()


def test_the_usual_accounts_come_back_and_own_codes_stay(window, office):
    client, _name = offers.clients(office.db)[0]
    own = {f"C{client}": "MAIRIE"}
    ledger.save_chart(office, ChartOfAccounts(receivable="411100", own_codes=own))
    window.edit("accounts", 1)
    editor = newest(window, AccountsEditor)
    press(editor, "Comptes habituels")
    assert ledger.chart(office).receivable == "411100"
    press(editor, "Enregistrer")
    assert ledger.chart(office) == ChartOfAccounts(own_codes=own)


def test_the_accounts_are_opened_from_the_report(window):
    page = window.pages["reports"]
    window.tabs.setCurrentWidget(page)
    page.which.setCurrentIndex(page.which.findText("Journaux comptables"))
    press(page, "Comptes et journaux")
    assert isinstance(newest(window), AccountsEditor)
