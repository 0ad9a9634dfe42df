"""The last statement of the practice office's bank, imported and not yet looked at."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from trainingdesk.domain.bank_proposals import Debtor, KnownPayment
from trainingdesk.domain.bank_statements import BankEntry
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.interchange.bank import ReadStatement
from trainingdesk.services import bank_imports
from trainingdesk.services.office import Office
from trainingdesk.services.practice.world import World
from trainingdesk.storage import bank as store

ACCOUNT = "Compte courant"
SPAN = timedelta(days=30)
PAID, PART = 2, 3
"""How many debtors pay an invoice whole in the statement, and which share one more pays."""
_OTHERS = (
    (24, "PRLV SEPA LOYER SALLES ET BUREAUX", "-840.00"),
    (20, "VIR INST RECU SANS MOTIF", "145.00"),
    (17, "PAIEMENT CB PAPETERIE", "-63.40"),
    (2, "COTISATION COMPTE PROFESSIONNEL", "-24.90"),
)


def bring_statement(world: World) -> None:
    """Import the statement on the last day: some of it is noted already, the rest waits."""
    world.story.exactly(world.today, _import)


def _import(office: Office) -> None:
    today = office.today()
    noted = store.payments_between(office.db, today - SPAN, today)
    entries = [
        # A cheque comes with its whole slip, not by its drawer's name.
        *(_noted(payment) for payment in noted if payment.means is not PaymentMeans.CHEQUE),
        *_new_money(store.debtors(office.db), today),
        *(
            BankEntry(day=today - timedelta(days), label=label, amount=Decimal(amount))
            for days, label, amount in _OTHERS
        ),
    ]
    read = ReadStatement(account=ACCOUNT, entries=tuple(sorted(entries, key=lambda one: one.day)))
    bank_imports.import_statement(office, f"releve-{today:%Y-%m}.ofx", read)


def _noted(payment: KnownPayment) -> BankEntry:
    kind = "VIR" if payment.amount > 0 else "REJET"
    return BankEntry(
        day=payment.paid_on, label=f"{kind} {payment.name.upper()}", amount=payment.amount
    )


def _new_money(debtors: list[Debtor], today: date) -> list[BankEntry]:
    """Return invoices paid with their number, and part of one by a payer who only gives a name."""
    found = list(islice(debtors, PAID + 1))
    entries = [
        BankEntry(
            day=today - timedelta(1),
            label=f"VIR SEPA {one.name.upper()} {one.bills[0].number.replace('-', ' ')}",
            amount=one.bills[0].remaining,
        )
        for one in found[:PAID]
    ]
    for one in found[PAID:]:
        part = (one.bills[0].remaining / PART).quantize(Decimal(1))
        entries.append(BankEntry(day=today, label=f"VIR {one.name.upper()}", amount=part))
    return entries
