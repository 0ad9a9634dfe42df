"""The accounts and journals that sales and money are written to; the accountant may want others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.french import percent

NAMED_DIGITS = 3
"""The first digits of an account, which the national chart of accounts gives (LPF A47 A-1)."""
_PATTERN = re.compile(r"([^\W\d_]*)(0+)")
"""Letters, then a zero for each digit of a number."""


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal of the books: its code and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Till:
    """Where money of one means is written: the journal, and the account that it enters."""

    journal: Journal
    account: str


_SALES: Mapping[LineKind, str] = MappingProxyType(
    {
        LineKind.TRAINING: "706000",
        LineKind.COACHING: "706000",
        LineKind.TRAVEL: "708500",
        LineKind.MEALS: "708800",
        LineKind.ROOM: "708300",
        LineKind.MATERIAL: "707000",
        LineKind.OTHER: "708800",
    }
)
_BANK = Till(Journal("BQ", "Banque"), "512000")
_TILLS: Mapping[PaymentMeans, Till] = MappingProxyType(
    {
        PaymentMeans.TRANSFER: _BANK,
        PaymentMeans.CHEQUE: Till(Journal("CH", "Chèques à encaisser"), "511200"),
        PaymentMeans.CARD: Till(Journal("CB", "Cartes bancaires"), "511500"),
        PaymentMeans.CASH: Till(Journal("CA", "Caisse"), "530000"),
        PaymentMeans.DIRECT_DEBIT: _BANK,
        PaymentMeans.OFFSET: Till(Journal("OD", "Opérations diverses"), "467000"),
    }
)
_SOLD: Mapping[LineKind, str] = MappingProxyType(
    {
        LineKind.TRAINING: "Prestations de formation",
        LineKind.OTHER: "Autres produits",
        LineKind.COACHING: "Prestations d’accompagnement",
        LineKind.TRAVEL: "Frais de déplacement refacturés",
        LineKind.MEALS: "Frais de repas refacturés",
        LineKind.ROOM: "Locations de salles",
        LineKind.MATERIAL: "Ventes de supports",
    }
)
"""What is sold, the general before the special: an account of both bears the first name."""
_ENTERED: Mapping[PaymentMeans, str] = MappingProxyType(
    {
        PaymentMeans.TRANSFER: "Banque",
        PaymentMeans.CHEQUE: "Chèques à encaisser",
        PaymentMeans.CARD: "Cartes bancaires à encaisser",
        PaymentMeans.CASH: "Caisse",
        PaymentMeans.DIRECT_DEBIT: "Banque",
        PaymentMeans.OFFSET: "Compensations avec des tiers",
    }
)


_PLAIN = frozenset(
    {
        "receivable",
        "deposits",
        "fees",
        "late_charges",
        "losses",
        "expenses",
        "tva_due",
        "tva_waiting",
        "waiting",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartOfAccounts:
    """Every account by what is written to it; what no line explains goes to `waiting`, to be seen.

    `tva` gives accounts by rate in percent, as text; a rate that is not there takes `tva_due`. Tax
    that is owed once it is paid for stands in `tva_waiting` until then. `client_code` and
    `funder_code` make auxiliary accounts, a zero for each digit; `own_codes` are those that the
    accountant chose, by the usual one of the payer (`C12`, `F3`). Money is left out of the books
    where `books_money` is no, because the accountant takes it from the bank.
    """

    sales_journal: Journal = Journal("VE", "Ventes")
    receivable: str = "411000"
    deposits: str = "419100"
    fees: str = "758800"
    late_charges: str = "763100"
    losses: str = "654000"
    expenses: str = "708500"
    tva_due: str = "445710"
    tva_waiting: str = "445740"
    waiting: str = "471000"
    sales: Mapping[LineKind, str] = field(default_factory=lambda: _SALES)
    tva: Mapping[str, str] = field(default_factory=dict)
    tills: Mapping[PaymentMeans, Till] = field(default_factory=lambda: _TILLS)
    books_money: bool = True
    client_code: str = "C00000"
    funder_code: str = "F00000"
    own_codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def bank(self) -> Till:
        """Where cheques go once they are banked."""
        return self.tills[PaymentMeans.TRANSFER]

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The journals, each once."""
        found = (self.sales_journal, *(till.journal for till in self.tills.values()))
        return tuple(dict.fromkeys(found))

    @property
    def taken(self) -> frozenset[str]:
        """The fields that `taking` knows: neither those of a rate nor those of a means."""
        return _PLAIN | {f"sales_{kind}" for kind in LineKind}

    def taking(self, numbers: Mapping[str, str]) -> "ChartOfAccounts":
        """Return the chart with other accounts, by the fields that `accounts` names."""
        plain: dict[str, Any] = {name: number for name, number in numbers.items() if name in _PLAIN}
        sales = {kind: numbers.get(f"sales_{kind}", self.sales[kind]) for kind in LineKind}
        return replace(self, **plain, sales=sales)

    def of_tva(self, rate: Decimal) -> str:
        """Return the account of the tax at a rate."""
        return self.tva.get(f"{rate.normalize():f}", self.tva_due)

    def aux(self, client_id: int | None, funder_id: int | None) -> str:
        """Return the auxiliary account of who pays, the funder where there is one.

        >>> chart = ChartOfAccounts(own_codes={"C7": "MAIRIE"})
        >>> chart.aux(12, None), chart.aux(12, 3), chart.aux(7, None), chart.aux(None, None)
        ('C00012', 'F00003', 'MAIRIE', '')
        """
        if funder_id is not None:
            return self.own_codes.get(f"F{funder_id}") or _coded(self.funder_code, funder_id)
        if client_id is None:
            return ""
        return self.own_codes.get(f"C{client_id}") or _coded(self.client_code, client_id)

    def names(self) -> dict[str, str]:
        """Return the name of each account: it has one, whatever else the office writes to it."""
        found: dict[str, str] = {}
        for _field, account, name in self.accounts():
            found.setdefault(account, name)
        return found

    def checked(self) -> "ChartOfAccounts":
        """Return the chart, or refuse an account, a journal or a code that is none.

        Raises:
            RuleBroken: an account does not begin with three digits, a journal has no code or two
                names, or two payers would share a code.
        """
        for name, account, _words in self.accounts():
            refuse_no_account(account, name)
        self._refuse_journals()
        for name, pattern in (("client_code", self.client_code), ("funder_code", self.funder_code)):
            if not _PATTERN.fullmatch(pattern):
                raise RuleBroken(
                    f"« {pattern} » ne fait pas un compte de tiers : écrivez des lettres puis un "
                    "zéro par chiffre, par exemple C00000.",
                    name,
                )
        if _letters(self.client_code) == _letters(self.funder_code):
            raise RuleBroken(
                "Les comptes des clients et des financeurs commencent par des lettres différentes.",
                "funder_code",
            )
        self._refuse_shared_codes()
        return self

    def _refuse_journals(self) -> None:
        known: dict[str, str] = {}
        for journal in self.journals:
            if not journal.code.strip() or not journal.name.strip():
                raise RuleBroken(
                    "Chaque journal a un code et un nom, par exemple VE et Ventes.", "journals"
                )
            if known.setdefault(journal.code, journal.name) != journal.name:
                raise RuleBroken(
                    f"Le journal {journal.code} porte deux noms, « {known[journal.code]} » et "
                    f"« {journal.name} » : gardez-en un.",
                    "journals",
                )
        if any(till.journal.code == self.sales_journal.code for till in self.tills.values()):
            raise RuleBroken(
                "Les règlements ne s’écrivent pas au journal des ventes : donnez-leur un autre "
                "code.",
                "journals",
            )

    def _refuse_shared_codes(self) -> None:
        codes = list(self.own_codes.values())
        shared = next((code for code in codes if codes.count(code) > 1), None)
        if shared is not None:
            raise RuleBroken(f"Deux tiers portent le code « {shared} ».", "own_codes")

    def accounts(self) -> Iterator[tuple[str, str, str]]:
        """Yield each account with the field that holds it and its name; the first name counts."""
        yield "receivable", self.receivable, "Clients"
        yield "deposits", self.deposits, "Clients, avances et acomptes reçus"
        yield "expenses", self.expenses, "Frais refacturés"
        for kind, name in _SOLD.items():
            yield f"sales_{kind}", self.sales[kind], name
        yield "fees", self.fees, "Indemnités reçues"
        yield "late_charges", self.late_charges, "Intérêts et frais de retard"
        yield "losses", self.losses, "Pertes sur créances irrécouvrables"
        yield "tva_due", self.tva_due, "TVA collectée"
        yield "tva_waiting", self.tva_waiting, "TVA en attente d’encaissement"
        for rate, account in self.tva.items():
            yield f"tva_{rate}", account, f"TVA collectée {percent(Decimal(rate))}"
        for means in PaymentMeans:
            yield f"tills_{means}", self.tills[means].account, _ENTERED[means]
        yield "waiting", self.waiting, "Compte d’attente"


def refuse_no_account(number: str, name: str) -> None:
    """Refuse what is no account.

    Raises:
        RuleBroken: it does not begin with three digits, or holds more than letters and digits.
    """
    if not (number[:NAMED_DIGITS].isdecimal() and len(number) >= NAMED_DIGITS and number.isalnum()):
        raise RuleBroken(
            f"« {number} » n’est pas un compte : il commence par trois chiffres du plan comptable "
            "et ne compte que des lettres et des chiffres.",
            name,
        )


def _letters(pattern: str) -> str:
    return pattern.rstrip("0")


def _coded(pattern: str, number: int) -> str:
    letters = _letters(pattern)
    return f"{letters}{number:0{len(pattern) - len(letters)}}"
