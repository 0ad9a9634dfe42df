"""What the practice office is paid: invoices once a session is over, then the money."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.chorus import ChorusEvent, ChorusStatus
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.money import ZERO, round_to_cent
from trainingdesk.domain.payments import Allocation, Payment, PaymentKind, PaymentMeans
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.french import euros
from trainingdesk.services import (
    amending,
    cheque_slips,
    chorus,
    invoicing,
    payments,
    planning,
)
from trainingdesk.services.office import Office
from trainingdesk.services.practice.session_plan import SessionPlan
from trainingdesk.services.practice.world import World
from trainingdesk.storage import sales, sessions

FUNDERS_PAY_ON = 12
"""The day of the month on which funds pay what they agreed to."""
DAYS_TO_PAY = (19, 34)
HELD = "held"
DAYS_TO_BOUNCE = 6
DAYS_TO_BANK = timedelta(days=4)
"""A cheque goes to the bank so soon, with those that came since: sooner than it could bounce."""
LEFT_WAITING = timedelta(days=28)
_MEANS = {"part": PaymentMeans.TRANSFER, "bounced": PaymentMeans.CHEQUE}
"""A cheque that came with the contract: it may not be cashed yet (L6353-6)."""
DAYS_TO_CREDIT = timedelta(days=6)
ORDERS = {"fonderie": "BC-{:%y%m}-017"}
"""The clients that ask for their order number on each invoice."""
ON_THE_PORTAL = (
    (timedelta(days=1), ChorusStatus.DEPOSITED),
    (timedelta(days=4), ChorusStatus.RECEIVED),
)
"""When the office deposits an invoice on Chorus Pro, and when the public client has it."""


@dataclass
class Money:
    """The invoices and payments of one session."""

    world: World
    plan: SessionPlan
    session_id: int

    def invoice(self, office: Office) -> None:
        """Issue what each client and its funders owe, and let them pay in their time."""
        for key in self.plan.seats:
            if key in self.plan.ended:
                continue  # what that client owes is decided apart
            drafts = invoicing.draft_for_session(office, self.session_id, self.world.client_id(key))
            for invoice_id in drafts:
                self._issue(office, key, invoice_id)

    def _issue(self, office: Office, key: str, invoice_id: int) -> None:
        draft = sales.invoice(office.db, invoice_id)
        if key in ORDERS and draft.payer_funder_id is None:
            order = ORDERS[key].format(office.today())
            invoicing.save_draft(office, replace(draft, purchase_order=order))
        invoicing.issue(office, invoice_id)
        if self.plan.credit.get("client") == key:
            self.world.story.at(
                office.today() + DAYS_TO_CREDIT, lambda later: self._credit(later, invoice_id)
            )
        if chorus.is_followed(office, invoice_id):
            for days, status in ON_THE_PORTAL:
                self.world.story.at(
                    office.today() + days, partial(_note, invoice_id=invoice_id, status=status)
                )
        if draft.payer_funder_id is not None:
            self._claim(office, draft)
            self._paid_by_funder(office, draft.payer_funder_id)
        else:
            self._paid_by_client(office, key, invoice_id)

    def _claim(self, office: Office, invoice: Invoice) -> None:
        """Note that the fund was sent the invoice and the papers that it asks for."""
        for funding_id in dict.fromkeys(item.funding_id for item in invoice.lines):
            if funding_id is not None:
                funding = sessions.FUNDINGS.get(office.db, funding_id)
                planning.fund(office, replace(funding, claimed_on=office.today()))

    def _credit(self, office: Office, invoice_id: int) -> None:
        """Give one seat back, by an amendment: what is invoiced stays what is agreed."""
        invoice = sales.invoice(office.db, invoice_id)
        (item,) = invoice.lines
        assert item.line.unit is Unit.PERSON  # noqa: S101 - a group has no seat to give back
        assert invoice.agreement_id is not None  # noqa: S101 - it was drafted from one
        self._amend(
            office, invoice.agreement_id, replace(item.line, quantity=item.line.quantity - 1)
        )
        seat = replace(item, line=replace(item.line, quantity=Decimal(1)))
        note = invoicing.credit(office, invoice_id, self.plan.credit["reason"], [seat]).saved_id
        invoicing.issue(office, note)

    def _amend(self, office: Office, agreement_id: int, line: Line) -> None:
        """Agree in writing to the price without that seat."""
        today = office.today()
        former = sales.agreement(office.db, agreement_id).totals.total_ht
        amendment = Amendment(
            agreement_id=agreement_id,
            position=1,
            subject=AmendmentSubject.PRICE,
            asked_on=today,
            before=f"Prix : {euros(former)} HT.",
            after=f"Prix : {euros(line.total_ht)} HT.",
            reason=self.plan.credit["reason"],
        )
        came = Receipt(kind=ReceiptKind.MODIFICATION, received_on=today, channel=Channel.EMAIL)
        saved = amending.propose(office, amendment).saved_id
        amending.accept(office, saved, came, lines=[line])

    def _paid_by_client(self, office: Office, key: str, invoice_id: int) -> None:
        manner = self.plan.payments.get(key, "transfer")
        if manner in {"unpaid", HELD}:
            return
        delay = timedelta(days=self.world.random.randint(*DAYS_TO_PAY))
        self.world.story.at(
            office.today() + delay, lambda later: self._pay(later, invoice_id, manner)
        )

    def _pay(self, office: Office, invoice_id: int, manner: str) -> None:
        left = sales.balance(office.db, invoice_id).remaining
        means = _MEANS.get(manner) or PaymentMeans(manner)
        amount = round_to_cent(left / 2) if manner == "part" else left
        number = sales.invoice(office.db, invoice_id).number or ""
        reference = f"Chèque {self.world.random.randint(1000000, 9999999)}"
        payment = Payment(
            paid_on=office.today(),
            amount=amount,
            means=means,
            reference=reference if means is PaymentMeans.CHEQUE else number,
            notes="Premier versement, solde annoncé" if manner == "part" else "",
            allocations=(Allocation(invoice_id=invoice_id, amount=amount),),
        )
        saved = invoicing.receive(office, payment).saved_id
        if means is PaymentMeans.CHEQUE:
            self.world.story.at(office.today() + DAYS_TO_BANK, self._take_to_bank)
        if manner == "bounced":
            self.world.story.at(
                office.today() + timedelta(days=DAYS_TO_BOUNCE), lambda later: _bounce(later, saved)
            )

    def _take_to_bank(self, office: Office) -> None:
        """Take all cheques to the bank that came by then; the latest still wait today."""
        waiting = [cheque.payment_id for cheque in cheque_slips.waiting(office)]
        if waiting and office.today() <= self.world.today - LEFT_WAITING:
            cheque_slips.record(office, waiting, office.today())

    def _paid_by_funder(self, office: Office, funder_id: int) -> None:
        """Let the fund pay next month, with all it owes by then in one transfer."""
        day = add_months(office.today(), 1).replace(day=FUNDERS_PAY_ON)
        self.world.story.at(day, lambda later: pay_from_fund(later, funder_id))


def _bounce(office: Office, payment_id: int) -> None:
    """Let the bank reject a cheque; nothing came instead of it yet."""
    words = "Chèque sans provision, retourné par la banque"
    payments.take_back(office, payment_id, PaymentKind.BOUNCED, office.today(), words)


def _note(office: Office, invoice_id: int, status: ChorusStatus) -> None:
    """Note what the portal says of a public client's invoice."""
    event = ChorusEvent(invoice_id=invoice_id, status=status, day=office.today())
    chorus.note(office, event)


def hold_cheque(office: Office, client_id: int, amount: Decimal) -> None:
    """Receive the cheque of an individual whose withdrawal period runs."""
    cheque = Payment(
        paid_on=office.today(),
        amount=amount,
        means=PaymentMeans.CHEQUE,
        client_id=client_id,
        notes="Chèque remis avec le contrat",
    )
    invoicing.receive(office, cheque)


def pay_from_fund(office: Office, funder_id: int) -> None:
    """Receive a fund's transfer for its invoices of the months before."""
    month_start = office.today().replace(day=1).isoformat()
    owed = []
    for invoice in sales.invoices_where(
        office.db,
        "payer_funder_id = ? and number is not null and issued_on < ? order by number",
        [funder_id, month_start],
    ):
        left = sales.balance(office.db, invoice.id or 0).remaining
        if left > 0:
            owed.append(Allocation(invoice_id=invoice.id or 0, amount=left))
    if not owed:
        return
    transfer = Payment(
        paid_on=office.today(),
        amount=sum((part.amount for part in owed), ZERO),
        reference=f"BORDEREAU {office.today():%Y-%m}",
        notes=f"Un virement pour {len(owed)} factures" if len(owed) > 1 else "",
        allocations=tuple(owed),
    )
    invoicing.receive(office, transfer)
