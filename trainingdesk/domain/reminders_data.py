"""What reminders and statements of account are made from."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.parties import Client, Contact, Funder
from trainingdesk.domain.reminders import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class LateBill:
    """A late invoice that a letter claims, and the day of the last letter about it, `told_on`.

    `rates` are the yearly rates of its interest, in percent.
    """

    invoice_id: int
    number: str
    issued_on: date
    due_on: date
    remaining: Money
    interest: Money = ZERO
    indemnity: Money = ZERO
    rates: tuple[Decimal, ...] = ()
    told_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReminderPaper:
    """A letter about late invoices; a funder is written to in the form of a client without id.

    `clause` is that of the terms on late interest, `answer_days` what the letter leaves to pay.
    """

    organisation: Organisation
    client: Client
    contact: Contact | None
    level: Level
    bills: tuple[LateBill, ...]
    on: date
    answer_days: int
    clause: str = ""

    @property
    def remaining(self) -> Decimal:
        """What is left to pay of the invoices."""
        return sum((bill.remaining for bill in self.bills), ZERO)

    @property
    def interest(self) -> Decimal:
        """The interest of all."""
        return sum((bill.interest for bill in self.bills), ZERO)

    @property
    def indemnity(self) -> Decimal:
        """The recovery indemnities of all."""
        return sum((bill.indemnity for bill in self.bills), ZERO)

    @property
    def charges(self) -> Decimal:
        """What lateness adds, outside the invoices."""
        return self.interest + self.indemnity

    @property
    def total(self) -> Decimal:
        """What is claimed in all."""
        return self.remaining + self.charges

    @property
    def told_on(self) -> date | None:
        """The day of the last letter about any of them."""
        days = [bill.told_on for bill in self.bills if bill.told_on is not None]
        return max(days, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """An invoice, a credit note or a payment; `amount` is negative where it lowers what is owed."""

    day: date
    words: str
    amount: Money


@dataclass(frozen=True, kw_only=True)
class StatementPaper:
    """The account of a payer from `first` to `on`; `opening` is what was owed before.

    `open_bills` are the invoices of which something remains.
    """

    organisation: Organisation
    client: Client
    contact: Contact | None
    first: date
    on: date
    opening: Decimal
    lines: tuple[StatementLine, ...]
    open_bills: tuple[LateBill, ...]

    @property
    def balance(self) -> Decimal:
        """What is owed on the day; negative when the office owes it."""
        return self.opening + sum((line.amount for line in self.lines), ZERO)

    @property
    def balances(self) -> tuple[Decimal, ...]:
        """What was owed after each line."""
        found, owed = [], self.opening
        for line in self.lines:
            owed += line.amount
            found.append(owed)
        return tuple(found)


def in_form_of_a_client(funder: Funder) -> Client:
    """Return a funder as letters write to it."""
    return Client(name=funder.name, address=funder.address, siret=funder.siret, email=funder.email)


def as_addressee(client: Client) -> Client:
    """Return a client with the address that invoices go to, without the office's own notes."""
    return replace(client, address=client.billing or client.address, notes="")
