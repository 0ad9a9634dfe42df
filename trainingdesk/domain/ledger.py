"""The sales of a period as entries of the ledger, balanced one by one.

A deposit is owed to the client until it is delivered: it goes through account 4191, which the
final invoice empties. Only sales are told here: neither purchases nor the bank are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoice_report import InvoicePart, InvoiceRow
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.french import percent

NAMED_DIGITS = 3
"""The first digits of an account, which the national chart of accounts gives (LPF A47 A-1)."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartOfAccounts:
    """The accounts that sales are written to; the office's accountant may want others.

    `tva` gives accounts by rate in percent, as text; a rate that is not there takes `other_tva`.
    What no line explains goes to the waiting account, where it is seen.
    """

    journal: str = "VE"
    journal_name: str = "Ventes"
    receivable: str = "411000"
    deposits: str = "419100"
    fees: str = "758800"
    other_tva: str = "445710"
    waiting: str = "471000"
    sales: Mapping[LineKind, str] = field(default_factory=lambda: _SALES)
    tva: Mapping[str, str] = field(default_factory=dict)

    def checked(self) -> "ChartOfAccounts":
        """Return the chart, or refuse an account that is none.

        Raises:
            RuleBroken: an account does not begin with three digits, or the journal has no code.
        """
        if not self.journal.strip():
            raise RuleBroken("Le journal des ventes a besoin d’un code, par exemple VE.", "journal")
        named = {
            "receivable": self.receivable,
            "deposits": self.deposits,
            "fees": self.fees,
            "other_tva": self.other_tva,
            "waiting": self.waiting,
            **{f"sales_{kind}": number for kind, number in self.sales.items()},
            **{f"tva_{rate}": number for rate, number in self.tva.items()},
        }
        for name, number in named.items():
            if not number[:NAMED_DIGITS].isdecimal() or len(number) < NAMED_DIGITS:
                raise RuleBroken(
                    f"« {number} » n’est pas un compte : il commence par trois chiffres du plan "
                    "comptable.",
                    name,
                )
        return self

    def of_tva(self, rate: Decimal) -> str:
        """Return the account of the tax at a rate."""
        return self.tva.get(f"{rate.normalize():f}", self.other_tva)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One line of an entry: an amount on one side of an account; `aux` names the client."""

    account: str
    label: str
    debit: Money = ZERO
    credit: Money = ZERO
    aux: str = ""
    aux_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One invoice or credit note in the journal; `number` counts on without a gap."""

    number: int
    on: date
    piece: str
    text: str
    lines: tuple[LedgerLine, ...]

    @property
    def debit(self) -> Decimal:
        """Sum of the debits, equal to that of the credits."""
        return sum((line.debit for line in self.lines), ZERO)

    @property
    def credit(self) -> Decimal:
        """Sum of the credits."""
        return sum((line.credit for line in self.lines), ZERO)


def sales_journal(
    rows: Iterable[InvoiceRow], chart: ChartOfAccounts, first: int = 1
) -> tuple[LedgerEntry, ...]:
    """Return the entries of invoices and credit notes, in the order of their days and numbers."""
    ordered = sorted(rows, key=lambda row: (row.issued_on, row.id))
    return tuple(_entry(number, row, chart) for number, row in enumerate(ordered, first))


def _entry(number: int, row: InvoiceRow, chart: ChartOfAccounts) -> LedgerEntry:
    payer = LedgerLine(
        account=chart.receivable, label="Clients", aux=aux_of(row), aux_label=row.payer
    )
    return LedgerEntry(
        number=number,
        on=row.issued_on,
        piece=row.number,
        text=_text(row),
        lines=tuple(
            line
            for line in (
                _on_side(payer, row.total_ttc),
                *(_on_side(line, -amount) for line, amount in _sold(row, chart)),
                *(_on_side(line, -amount) for line, amount in _taxed(row, chart)),
            )
            if line.debit or line.credit
        ),
    )


def aux_of(row: InvoiceRow) -> str:
    """Return the auxiliary account of who pays: a client’s or a funder’s own number.

    >>> from types import SimpleNamespace as row
    >>> aux_of(row(funder_id=None, client_id=12)), aux_of(row(funder_id=3, client_id=12))
    ('C00012', 'F00003')
    """
    return f"F{row.funder_id:05}" if row.funder_id is not None else f"C{row.client_id:05}"


def _on_side(line: LedgerLine, amount: Decimal) -> LedgerLine:
    """Return a line with its amount: positive on the debit side, negative on the credit side."""
    return LedgerLine(
        account=line.account,
        label=line.label,
        aux=line.aux,
        aux_label=line.aux_label,
        debit=max(amount, ZERO),
        credit=max(-amount, ZERO),
    )


def _sold(row: InvoiceRow, chart: ChartOfAccounts) -> list[tuple[LedgerLine, Decimal]]:
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    labels: dict[str, str] = {}
    for part in row.parts:
        account, label = _account(row, part, chart)
        sums[account] += part.total_ht
        # An account has one name, whatever else the office writes to it.
        labels.setdefault(account, label)
    return [(LedgerLine(account=a, label=labels[a]), total) for a, total in sums.items()]


def _account(row: InvoiceRow, part: InvoicePart, chart: ChartOfAccounts) -> tuple[str, str]:
    """Return the account and its name for what a part sells."""
    kind = row.corrects_kind or row.kind
    if part.is_deposit or kind is InvoiceKind.DEPOSIT:
        return chart.deposits, "Clients, avances et acomptes reçus"
    if kind is InvoiceKind.CANCELLATION_FEE:
        return chart.fees, "Indemnités reçues"
    if part.sells is None:
        return chart.waiting, "Compte d’attente"
    return chart.sales[part.sells], _NAMES[part.sells]


_NAMES: Mapping[LineKind, str] = MappingProxyType(
    {
        LineKind.TRAINING: "Prestations de formation",
        LineKind.COACHING: "Prestations d’accompagnement",
        LineKind.TRAVEL: "Frais de déplacement refacturés",
        LineKind.MEALS: "Frais de repas refacturés",
        LineKind.ROOM: "Locations de salles",
        LineKind.MATERIAL: "Ventes de supports",
        LineKind.OTHER: "Autres produits",
    }
)


def _taxed(row: InvoiceRow, chart: ChartOfAccounts) -> list[tuple[LedgerLine, Decimal]]:
    sums: defaultdict[Decimal | None, Decimal] = defaultdict(lambda: ZERO)
    for part in row.parts:
        sums[part.rate] += part.tva
    return [
        (
            LedgerLine(
                account=chart.waiting if rate is None else chart.of_tva(rate),
                label="Compte d’attente" if rate is None else f"TVA collectée {percent(rate)}",
            ),
            total,
        )
        for rate, total in sums.items()
        if total
    ]


def _text(row: InvoiceRow) -> str:
    nouns = {InvoiceKind.CREDIT_NOTE: "Avoir", InvoiceKind.DEPOSIT: "Acompte"}
    return f"{nouns.get(row.kind, 'Facture')} {row.number} {row.payer}"
