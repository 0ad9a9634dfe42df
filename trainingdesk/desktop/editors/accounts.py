"""The accounts, journals and codes that sales and money are written to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import itemgetter
from typing import Any

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.accounts import Ui_AccountsForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.desktop.widgets.cell_table import Cell
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.chart_of_accounts import (
    ChartOfAccounts,
    Journal,
    Till,
    refuse_no_account,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.domain.tva import NORMAL_RATE
from trainingdesk.services import ledger
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account, and what is written to it."""

    field: str
    name: str
    account: str


@dataclass(frozen=True, slots=True)
class TvaRow:
    """The account of one rate."""

    rate: Decimal
    account: str


@dataclass(frozen=True, slots=True)
class JournalRow:
    """The journal of the sales, or of one means of payment with the account that it enters."""

    means: PaymentMeans | None
    name: str
    code: str
    title: str
    account: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """The account that a client or a funder has with the accountant."""

    party: str | None
    code: str


class AccountsEditor(Editor[ChartOfAccounts]):
    """Four tables: accounts, tax by rate, journals, and payers with a code of their own."""

    form = Ui_AccountsForm
    record = ChartOfAccounts
    noun = "Comptes et journaux"
    fresh = known = ""

    def prepare(self) -> None:
        """Lay out the tables, and offer to take the usual accounts again."""
        db = self.office.db
        self._parties = [
            *((f"C{known}", name) for known, name in offers.clients(db)),
            *((f"F{known}", name) for known, name in offers.funders(db)),
        ]
        account = cells.text("account", "Compte", width=140)
        self.ui.account_table.arrange(
            (_shown("name", "Ce qui s’écrit", stretches=True), account), check=_hold_account
        )
        self.ui.tva_table.arrange(
            (cells.percent("rate", "Taux (%)"), cells.text("account", "Compte", stretches=True)),
            lambda: TvaRow(NORMAL_RATE, ""),
            check=_hold_account,
            ordered=False,
        )
        self.ui.journal_table.arrange(
            (
                _shown("name", "Pour", width=200),
                cells.text("code", "Journal", width=90),
                cells.text("title", "Nom du journal", stretches=True),
                account,
            ),
            check=_hold_journal,
        )
        self.ui.code_table.arrange(
            (
                cells.record("party", "Client ou financeur", lambda: self._parties),
                cells.text("code", "Compte auxiliaire", width=180),
            ),
            lambda: CodeRow(None, ""),
            check=_hold_code,
            ordered=False,
        )
        for table in self._tables.values():
            table.edited.connect(self.touch)
        usual = QPushButton(theme.icon("undo-2"), "Comptes habituels", self)
        usual.setToolTip("Revenir aux comptes et aux journaux d’origine ; rien n’est enregistré")
        usual.setAutoDefault(False)
        usual.clicked.connect(lambda _checked=False: self.take_usual())
        self.buttons.addButton(usual, QDialogButtonBox.ButtonRole.ResetRole)

    @property
    def _tables(self) -> dict[str, Any]:
        return {
            "accounts": self.ui.account_table,
            "tva": self.ui.tva_table,
            "journals": self.ui.journal_table,
            "own_codes": self.ui.code_table,
        }

    def load(self, row_id: int | None) -> ChartOfAccounts:  # noqa: ARG002 - there is one
        """Return the accounts of the office."""
        return ledger.chart(self.office)

    def shown(self) -> None:
        """Show the accounts."""
        self._show(self.value)

    def complete(self, value: ChartOfAccounts) -> ChartOfAccounts:
        """Return the accounts once every table can be read."""
        read = {name: table.records() for name, table in self._tables.items()}
        _refuse_twice([row.rate for row in read["tva"]], "Un taux a deux comptes", "tva")
        _refuse_twice(
            [row.party for row in read["own_codes"]], "Un tiers a deux comptes", "own_codes"
        )
        sales, *tills = read["journals"]
        taken = value.taking({row.field: row.account for row in read["accounts"]})
        return replace(
            taken,
            tva={f"{row.rate.normalize():f}": row.account for row in read["tva"]},
            sales_journal=Journal(sales.code, sales.title),
            tills={row.means: Till(Journal(row.code, row.title), row.account) for row in tills},
            own_codes={row.party: row.code for row in read["own_codes"]},
        )

    def store(self, value: ChartOfAccounts) -> Changes:
        """Keep them."""
        return ledger.save_chart(self.office, value)

    def mark(self, field: str, words: str) -> bool:
        """Say below its table what is wrong with several rows together."""
        if field not in self._tables:
            self.ui.tabs.setCurrentWidget(self.ui.parties_tab)
            return super().mark(field, words)
        self.ui.tabs.setCurrentIndex(list(self._tables).index(field))
        self._tables[field].tell(words)
        return True

    def take_usual(self) -> None:
        """Show the usual accounts; codes of payers stay, and nothing is kept before it is saved."""
        usual = replace(ChartOfAccounts(), own_codes=ledger.chart(self.office).own_codes)
        self.binding.show(usual)
        self._show(usual)
        self.touch()

    def _show(self, chart: ChartOfAccounts) -> None:
        self.ui.account_table.show_records(
            [
                AccountRow(field, name, account)
                for field, account, name in sorted(chart.accounts(), key=itemgetter(1))
                if field in chart.taken
            ]
        )
        self.ui.tva_table.show_records(
            [TvaRow(Decimal(rate), account) for rate, account in chart.tva.items()]
        )
        sales = chart.sales_journal
        self.ui.journal_table.show_records(
            [
                JournalRow(None, "Factures et avoirs", sales.code, sales.name, ""),
                *(
                    JournalRow(
                        means,
                        capital(label(means)),
                        till.journal.code,
                        till.journal.name,
                        till.account,
                    )
                    for means, till in chart.tills.items()
                ),
            ]
        )
        self.ui.code_table.show_records(
            [CodeRow(party, code) for party, code in chart.own_codes.items()]
        )


def _refuse_twice(keys: Sequence[object], words: str, field: str) -> None:
    if len(set(keys)) < len(keys):
        raise RuleBroken(f"{words} : gardez-en un.", field)


def _shown(name: str, caption: str, *, width: int = 120, stretches: bool = False) -> Cell[Any]:
    """Return a column that only shows."""
    return Cell(
        field=name,
        caption=caption,
        get=lambda row: getattr(row, name),
        width=width,
        stretches=stretches,
    )


def _hold_account(row: AccountRow | TvaRow) -> None:
    refuse_no_account(row.account, "account")


def _hold_journal(row: JournalRow) -> None:
    if not row.code:
        raise RuleBroken("Écrivez le code du journal, par exemple BQ.", "code")
    if not row.title:
        raise RuleBroken("Écrivez le nom du journal, par exemple Banque.", "title")
    if row.means is None and row.account:
        raise RuleBroken(
            "Le journal des ventes n’a pas de compte : effacez-le, chaque vente a le sien.",
            "account",
        )
    if row.means is not None:
        refuse_no_account(row.account, "account")


def _hold_code(row: CodeRow) -> None:
    if row.party is None:
        raise RuleBroken("Choisissez un client ou un financeur.", "party")
    if not row.code:
        raise RuleBroken("Écrivez son compte auxiliaire, par exemple MAIRIE.", "code")
