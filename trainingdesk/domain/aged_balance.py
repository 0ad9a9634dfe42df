"""What is owed to the office, by how long it has been due, and when the rest should come in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.invoice_report import InvoiceRow
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.french import sort_key


class Age(StrEnum):
    """How long an invoice has been due, in days; the day it falls due counts as not due."""

    NOT_DUE = "not_due"
    UNTIL_30 = "until_30"
    UNTIL_60 = "until_60"
    UNTIL_90 = "until_90"
    OVER = "over"


_BOUNDS = ((0, Age.NOT_DUE), (30, Age.UNTIL_30), (60, Age.UNTIL_60), (90, Age.UNTIL_90))
A_WEEK = timedelta(days=7)


def days_late(row: InvoiceRow, as_of: date) -> int:
    """Return the days since an invoice fell due, negative before; one without a day is due at once.

    An invoice is payable on receipt where it says nothing else.
    """
    return (as_of - (row.due_on or row.issued_on)).days


def age(row: InvoiceRow, as_of: date) -> Age:
    """Return how long an invoice has been due on a day."""
    late = days_late(row, as_of)
    return next((bucket for bound, bucket in _BOUNDS if late <= bound), Age.OVER)


@dataclass(frozen=True, slots=True)
class PayerKey:
    """Who is asked to pay: a client, or a funder in its place."""

    client_id: int | None = None
    funder_id: int | None = None

    @property
    def is_funder(self) -> bool:
        """Whether a funder pays."""
        return self.funder_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerCredit:
    """What a payer paid that settles no invoice yet; the key names nobody where nobody is known."""

    key: PayerKey
    name: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerBalance:
    """What one payer owes: the invoices of which something remains, and what was paid ahead.

    An invoice paid too much takes part with a negative remainder.
    """

    key: PayerKey
    name: str
    as_of: date
    rows: tuple[InvoiceRow, ...] = ()
    credit: Money = ZERO

    def owed(self, bucket: Age) -> Decimal:
        """Return what has been due so long."""
        return sum((row.remaining for row in self.rows if age(row, self.as_of) is bucket), ZERO)

    @property
    def late(self) -> Decimal:
        """What is past its day."""
        return self.invoiced - self.owed(Age.NOT_DUE)

    @property
    def invoiced(self) -> Decimal:
        """What remains of all invoices."""
        return sum((row.remaining for row in self.rows), ZERO)

    @property
    def total(self) -> Decimal:
        """What the payer owes, less what was paid ahead; negative when the office owes it."""
        return self.invoiced - self.credit


@dataclass(frozen=True, slots=True)
class AgedBalance:
    """The balances of all payers, clients first, each by name."""

    as_of: date
    payers: tuple[PayerBalance, ...]

    def owed(self, bucket: Age) -> Decimal:
        """Return what all owe since so long."""
        return sum((payer.owed(bucket) for payer in self.payers), ZERO)

    @property
    def late(self) -> Decimal:
        """What is past its day."""
        return sum((payer.late for payer in self.payers), ZERO)

    @property
    def invoiced(self) -> Decimal:
        """What remains of all invoices."""
        return sum((payer.invoiced for payer in self.payers), ZERO)

    @property
    def credit(self) -> Decimal:
        """What was paid ahead by all."""
        return sum((payer.credit for payer in self.payers), ZERO)

    @property
    def total(self) -> Decimal:
        """What all owe, less what was paid ahead."""
        return self.invoiced - self.credit

    @property
    def rows(self) -> tuple[InvoiceRow, ...]:
        """Every invoice of which something remains, payer by payer."""
        return tuple(row for payer in self.payers for row in payer.rows)


def aged_balance(
    rows: Iterable[InvoiceRow], paid_ahead: Iterable[PayerCredit], as_of: date
) -> AgedBalance:
    """Return what each payer owes on a day, from the invoices of which something remains."""
    owed: defaultdict[PayerKey, list[InvoiceRow]] = defaultdict(list)
    names: dict[PayerKey, str] = {}
    for row in rows:
        key = payer_of(row)
        owed[key].append(row)
        names[key] = row.payer
    ahead: Mapping[PayerKey, PayerCredit] = {credit.key: credit for credit in paid_ahead}
    names |= {key: credit.name for key, credit in ahead.items() if key not in names}
    payers = [
        PayerBalance(
            key=key,
            name=name,
            as_of=as_of,
            rows=tuple(sorted(owed[key], key=lambda row: row.due_on or row.issued_on)),
            credit=ahead[key].amount if key in ahead else ZERO,
        )
        for key, name in names.items()
    ]
    order = sorted(payers, key=lambda payer: (payer.key.is_funder, sort_key(payer.name)))
    return AgedBalance(as_of, tuple(order))


def payer_of(row: InvoiceRow) -> PayerKey:
    """Return who is asked to pay an invoice."""
    if row.funder_id is not None:
        return PayerKey(funder_id=row.funder_id)
    return PayerKey(client_id=row.client_id)


@dataclass(frozen=True, slots=True)
class ExpectedWeek:
    """What should come in during a week that begins on a Monday; `None` is what is late already."""

    monday: date | None
    rows: tuple[InvoiceRow, ...]

    @property
    def amount(self) -> Decimal:
        """What is expected."""
        return sum((row.remaining for row in self.rows), ZERO)


def expected_cash(rows: Sequence[InvoiceRow], as_of: date) -> tuple[ExpectedWeek, ...]:
    """Return when what is owed should come in, week by week, what is late already first.

    What the office owes back is not expected.
    """
    weeks: defaultdict[date | None, list[InvoiceRow]] = defaultdict(list)
    for row in rows:
        if row.remaining > 0:
            due = row.due_on or row.issued_on
            weeks[None if due < as_of else due - timedelta(days=due.weekday())].append(row)
    return tuple(
        ExpectedWeek(monday, tuple(weeks[monday]))
        for monday in sorted(weeks, key=lambda day: day or date.min)
    )
