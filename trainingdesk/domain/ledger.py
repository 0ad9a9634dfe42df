"""Sales and money as entries of the books, balanced one by one.

A deposit is owed to the client until it is delivered: it goes through account 4191, which the
final invoice empties. Money goes to the payer's own account, 411, even before it settles anything:
an entry that was handed on never changes because an invoice is matched later, and the accountant
moves what is still ahead to 4191 at the end of the year.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.chart_of_accounts import ChartOfAccounts, Journal, Till
from trainingdesk.domain.invoice_report import InvoicePart, InvoiceRow
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.payments import PaymentKind, PaymentMeans
from trainingdesk.domain.tva_summary import PaidInvoice, Treatment, received_share

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORTEST = 3
_Share = Mapping[Treatment, tuple[Decimal, Decimal]]
"""The base and the tax of each rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPart:
    """What a sum settles of one invoice, and who was to pay that invoice."""

    invoice_id: int
    number: str
    amount: Money
    client_id: int
    funder_id: int | None
    payer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMove:
    """A sum that came in, or went out as a negative one, and the invoices it settles.

    `is_banked` tells that the cheque it takes back had been brought to the bank by then, or was one
    of the office's own.
    """

    id: int
    on: date
    amount: Money
    kind: PaymentKind
    means: PaymentMeans
    reference: str = ""
    client_id: int | None = None
    funder_id: int | None = None
    payer: str = ""
    parts: tuple[MoneyPart, ...] = ()
    is_banked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BankedCheques:
    """Cheques brought to the bank on one slip, or a negative sum where that slip was undone.

    So are those that a bank statement tells of without a slip; `number` is then the statement's.
    """

    id: int
    on: date
    amount: Money
    number: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What joins an invoice with all that settles it, and the day it was settled whole."""

    code: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSource:
    """What entries are made from, since the beginning of a year.

    `taxed` are the invoices bearing tax that the money settles, with what was paid of each before.
    `letters` are known by the number of the invoice.
    """

    rows: Sequence[InvoiceRow] = ()
    money: Sequence[MoneyMove] = ()
    slips: Sequence[BankedCheques] = ()
    taxed: Sequence[PaidInvoice] = ()
    letters: Mapping[str, Letter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One line of an entry: an amount on one side of an account; `aux` names the payer."""

    account: str
    label: str
    debit: Money = ZERO
    credit: Money = ZERO
    aux: str = ""
    aux_label: str = ""
    letter: Letter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """An invoice, a credit note, a sum or a slip; `number` counts on in its journal and year."""

    journal: Journal
    number: int = 0
    on: date
    piece: str
    text: str
    lines: tuple[LedgerLine, ...]
    due_on: date | None = None

    @property
    def debit(self) -> Decimal:
        """Sum of the debits, equal to that of the credits."""
        return sum((line.debit for line in self.lines), ZERO)

    @property
    def credit(self) -> Decimal:
        """Sum of the credits."""
        return sum((line.credit for line in self.lines), ZERO)


def letter_code(invoice_id: int) -> str:
    """Return the letters of an invoice: its own for ever, whatever is settled before or after.

    >>> letter_code(1), letter_code(27), letter_code(17576)
    ('AAB', 'ABB', 'BAAA')
    """
    code = ""
    while invoice_id or len(code) < _SHORTEST:
        invoice_id, digit = divmod(invoice_id, len(_ALPHABET))
        code = _ALPHABET[digit] + code
    return code


def ledger_entries(
    source: LedgerSource, chart: ChartOfAccounts, *, on_debits: bool
) -> Iterator[LedgerEntry]:
    """Yield the entries in the order of their days; each journal counts on, from 1 every year.

    Tax on services is owed once they are paid for, unless the office owes it on its invoices
    (CGI 269, 2, c): until then it waits, and every sum that settles an invoice frees its share.
    """
    books = _Books(chart, source.letters, on_debits=on_debits)
    has_money = chart.books_money
    freed = _FreedTax(source.taxed if has_money and not on_debits else ())
    events: list[_Event] = [(row.issued_on, 0, row.id, row) for row in source.rows]
    if has_money:
        events += [(move.on, 1, move.id, move) for move in source.money]
        events += [(slip.on, 2, slip.id, slip) for slip in source.slips]
    counts: defaultdict[tuple[str, int], int] = defaultdict(int)
    for on, _rank, _id, event in sorted(events, key=lambda event: event[:3]):
        entry = books.entry(event, freed)
        if entry.lines:
            counts[entry.journal.code, on.year] += 1
            yield replace(entry, number=counts[entry.journal.code, on.year])


_Event = tuple[date, int, int, InvoiceRow | MoneyMove | BankedCheques]


class _FreedTax:
    """The tax that each sum frees, rate by rate: differences of rounded running totals.

    A credit note over what was paid takes back what was freed. Both are asked for in their order.
    """

    def __init__(self, taxed: Iterable[PaidInvoice]) -> None:
        known = tuple(taxed)
        self._rows = {paid.row.id: paid.row for paid in known}
        self._ids = {paid.row.number: paid.row.id for paid in known}
        self._paid = {paid.row.id: paid.paid_before for paid in known}
        self._notes = {paid.row.id: paid.credits_before for paid in known}

    def by(self, move: MoneyMove) -> dict[Decimal, Decimal]:
        """Return what a sum frees at each rate; a loss frees none, for nothing was paid."""
        freed: defaultdict[Decimal, Decimal] = defaultdict(lambda: ZERO)
        for part in move.parts if move.kind is not PaymentKind.WRITTEN_OFF else ():
            if part.invoice_id in self._rows:
                before = self._share(part.invoice_id)
                self._paid[part.invoice_id] += part.amount
                self._add(freed, part.invoice_id, before)
        return _kept(freed)

    def by_note(self, note: InvoiceRow) -> dict[Decimal, Decimal]:
        """Return what a credit note frees at each rate, negative where it takes back."""
        freed: defaultdict[Decimal, Decimal] = defaultdict(lambda: ZERO)
        invoice_id = self._ids.get(note.corrects or "")
        if invoice_id is not None:
            before = self._share(invoice_id)
            self._notes[invoice_id] += (note,)
            self._add(freed, invoice_id, before)
        return _kept(freed)

    def _share(self, invoice_id: int) -> _Share:
        return received_share(
            self._rows[invoice_id], self._paid[invoice_id], self._notes[invoice_id]
        )

    def _add(self, freed: defaultdict[Decimal, Decimal], invoice_id: int, before: _Share) -> None:
        for (rate, exemption), (_base, tva) in self._share(invoice_id).items():
            if rate is not None:
                freed[rate] += tva - before.get((rate, exemption), (ZERO, ZERO))[1]


def _kept(freed: Mapping[Decimal, Decimal]) -> dict[Decimal, Decimal]:
    return {rate: tva for rate, tva in freed.items() if tva}


class _Books:
    """Writes entries by one chart of accounts."""

    def __init__(
        self, chart: ChartOfAccounts, letters: Mapping[str, Letter], *, on_debits: bool
    ) -> None:
        self._chart = chart
        self._names = chart.names()
        self._lines = {
            account: LedgerLine(account=account, label=name)
            for account, name in self._names.items()
        }
        self._letters = letters
        self._on_debits = on_debits
        self._payers: dict[str, str] = {}

    def entry(self, event: InvoiceRow | MoneyMove | BankedCheques, freed: _FreedTax) -> LedgerEntry:
        """Return the entry of what happened, with the tax that it frees."""
        if isinstance(event, InvoiceRow):
            return self._sale(event, freed.by_note(event) if event.corrects else {})
        if isinstance(event, MoneyMove):
            return self._money(event, freed.by(event))
        return self._banked(event)

    def _sale(self, row: InvoiceRow, freed: Mapping[Decimal, Decimal]) -> LedgerEntry:
        aux = self._chart.aux(row.client_id, row.funder_id)
        letter = self._letters.get(row.corrects or row.number)
        owed = self._owed(aux, row.payer, letter)
        return LedgerEntry(
            journal=self._chart.sales_journal,
            on=row.issued_on,
            piece=row.number,
            text=f"{_NOUNS.get(row.kind, 'Facture')} {row.number} {row.payer}",
            due_on=row.due_on,
            lines=_sided(
                [
                    (owed, row.total_ttc),
                    *((self._line(account), -sold) for account, sold in self._sold(row)),
                    *((self._line(account), -tva) for account, tva in self._taxed(row)),
                    *self._freed(freed),
                ]
            ),
        )

    def _money(self, move: MoneyMove, freed: Mapping[Decimal, Decimal]) -> LedgerEntry:
        till = self._till(move)
        chart = self._chart
        rest = move.amount - sum((part.amount for part in move.parts), ZERO)
        payer = chart.aux(move.client_id, move.funder_id)
        settled = [
            (
                self._owed(
                    chart.aux(part.client_id, part.funder_id),
                    part.payer,
                    self._letters.get(part.number),
                ),
                -part.amount,
            )
            for part in move.parts
        ]
        ahead = self._owed(payer, move.payer) if payer else self._line(chart.waiting)
        return LedgerEntry(
            journal=till.journal,
            on=move.on,
            piece=move.reference.strip() or f"R-{move.id:05}",
            text=_told(move),
            lines=_sided(
                [
                    (self._line(till.account), move.amount),
                    *settled,
                    (ahead, -rest),
                    *self._freed(freed),
                ]
            ),
        )

    def _banked(self, slip: BankedCheques) -> LedgerEntry:
        """Return the entry of a slip: none where cheques go to the account of the bank at once."""
        bank, cheques = self._chart.bank, self._chart.tills[PaymentMeans.CHEQUE]
        noun = "Remise de chèques" if slip.amount > 0 else "Annulation de la remise de chèques"
        moved = slip.amount if bank.account != cheques.account else ZERO
        return LedgerEntry(
            journal=bank.journal,
            on=slip.on,
            piece=slip.number,
            text=f"{noun} {slip.number}",
            lines=_sided(
                [(self._line(bank.account), moved), (self._line(cheques.account), -moved)]
            ),
        )

    def _freed(self, freed: Mapping[Decimal, Decimal]) -> list[tuple[LedgerLine, Decimal]]:
        """Return the lines that take tax out of its waiting account."""
        chart = self._chart
        return [
            (self._line(chart.tva_waiting), sum(freed.values(), ZERO)),
            *((self._line(chart.of_tva(rate)), -tva) for rate, tva in freed.items()),
        ]

    def _till(self, move: MoneyMove) -> Till:
        if move.kind is PaymentKind.WRITTEN_OFF:
            return Till(self._chart.tills[PaymentMeans.OFFSET].journal, self._chart.losses)
        # The bank takes back a cheque that it had; one that it never had leaves the drawer. What is
        # given back by cheque is one of the office's own.
        if move.means is PaymentMeans.CHEQUE and (
            move.kind is PaymentKind.REFUND or (move.kind.takes_back and move.is_banked)
        ):
            return self._chart.bank
        return self._chart.tills[move.means]

    def _sold(self, row: InvoiceRow) -> Iterable[tuple[str, Decimal]]:
        sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
        for part in row.parts:
            sums[self._account(row, part)] += part.total_ht
        return sums.items()

    def _account(self, row: InvoiceRow, part: InvoicePart) -> str:
        """Return the account of what a part sells."""
        chart = self._chart
        kind = row.corrects_kind or row.kind
        if part.is_deposit or kind is InvoiceKind.DEPOSIT:
            return chart.deposits
        if kind is InvoiceKind.CANCELLATION_FEE:
            return chart.fees
        if kind is InvoiceKind.LATE_CHARGES:
            return chart.late_charges
        if kind is InvoiceKind.EXPENSES and part.sells not in _TOLD_APART:
            return chart.expenses
        return chart.waiting if part.sells is None else chart.sales[part.sells]

    def _taxed(self, row: InvoiceRow) -> Iterable[tuple[str, Decimal]]:
        sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
        for part in row.parts:
            sums[self._tva_account(part.rate)] += part.tva
        return sums.items()

    def _tva_account(self, rate: Decimal | None) -> str:
        if rate is None:
            return self._chart.waiting
        return self._chart.of_tva(rate) if self._on_debits else self._chart.tva_waiting

    def _owed(self, aux: str, payer: str, letter: Letter | None = None) -> LedgerLine:
        account = self._chart.receivable
        return LedgerLine(
            account=account,
            label=self._names[account],
            aux=aux,
            # Who changed their name since is the same payer: one code bears one name.
            aux_label=self._payers.setdefault(aux, payer),
            letter=letter,
        )

    def _line(self, account: str) -> LedgerLine:
        return self._lines[account]


_TOLD_APART = {LineKind.TRAVEL, LineKind.MEALS, LineKind.ROOM, LineKind.MATERIAL}
"""What an invoice of expenses names, so that it goes to its own account."""
_NOUNS = {InvoiceKind.CREDIT_NOTE: "Avoir", InvoiceKind.DEPOSIT: "Acompte"}
_UNDOING = {
    PaymentKind.REFUND: "Remboursement",
    PaymentKind.BOUNCED: "Rejet",
    PaymentKind.MISTAKE: "Annulation",
}


def _told(move: MoneyMove) -> str:
    if move.kind is PaymentKind.WRITTEN_OFF:
        numbers = ", ".join(part.number for part in move.parts)
        return " ".join(filter(None, ("Perte sur créance", move.payer, numbers)))
    means = label(move.means)
    noun = f"{_UNDOING[move.kind]} {means}" if move.kind in _UNDOING else means.capitalize()
    numbers = ", ".join(part.number for part in move.parts)
    return " ".join(filter(None, (noun, move.payer, numbers)))


def _sided(lines: Iterable[tuple[LedgerLine, Decimal]]) -> tuple[LedgerLine, ...]:
    """Return lines with their amounts: positive on the debit side, negative on the credit side."""
    return tuple(
        LedgerLine(
            account=line.account,
            label=line.label,
            debit=max(amount, ZERO),
            credit=max(-amount, ZERO),
            aux=line.aux,
            aux_label=line.aux_label,
            letter=line.letter,
        )
        for line, amount in lines
        if amount
    )
