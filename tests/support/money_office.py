"""The filled office, with short ways to sign, ask a deposit, pay and end a bargain."""

from datetime import date
from decimal import Decimal as D

from tests.support.filled_office import FilledOffice
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.payments import Allocation, Payment, PaymentMeans
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.services import agreeing, deposits, identity, invoicing
from trainingdesk.services.profiles import load_profile
from trainingdesk.storage import sales

SIGNED = date(2026, 4, 13)


def under(filled: FilledOffice, profile: str) -> None:
    """Sell under the rules of a shipped profile from now on."""
    rules = load_profile(profile).rules
    identity.save_conditions(
        filled.office, Conditions(number=0, starts_on=date(2026, 1, 1), rules=rules)
    )


def signed(filled: FilledOffice, client: int | None = None, on: date = SIGNED) -> int:
    """Draft, send and sign an agreement on a day; it is that day in the office."""
    agreement = filled.agree(client)
    filled.clock.day = on
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, on, "Zoé", SignedWhere.PREMISES)
    return agreement


def asked(filled: FilledOffice, agreement: int) -> int:
    """Issue the deposit invoice of an agreement."""
    deposit = deposits.draft_deposit(filled.office, agreement).saved_id
    invoicing.issue(filled.office, deposit)
    return deposit


def pay(
    filled: FilledOffice,
    invoice: int,
    amount: str | None = None,
    means: PaymentMeans = PaymentMeans.TRANSFER,
) -> int:
    """Pay an invoice today, whole unless an amount is given."""
    owed = sales.balance(filled.office.db, invoice).remaining if amount is None else D(amount)
    payment = Payment(
        paid_on=filled.clock.day,
        amount=owed,
        means=means,
        allocations=(Allocation(invoice_id=invoice, amount=owed),),
    )
    return invoicing.receive(filled.office, payment).saved_id


def left(filled: FilledOffice, invoice: int) -> D:
    """Return what an invoice still asks."""
    return sales.balance(filled.office.db, invoice).remaining
