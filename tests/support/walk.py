"""An office under the terms of one profile, and what its people do there from day to day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.support.filled_office import FilledOffice
from tests.support.offices import rules_of
from trainingdesk.domain.chorus import ChorusEvent, ChorusStatus
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.parties import TraineeStatus
from trainingdesk.domain.payments import Allocation, Payment, PaymentMeans
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.sessions import EnrolmentState, Funding, FundingState, Modality
from trainingdesk.services import (
    agreeing,
    chorus,
    deciding,
    deposits,
    duties,
    identity,
    invoicing,
    parties,
    planning,
    proposing,
    publishing,
    receiving,
)
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, sales, sessions
from trainingdesk.storage import parties as people


class Walk:
    """An office with the terms of one profile, and what its people do there.

    The town hall buys for three people, or an *individual* for herself.
    """

    def __init__(self, path, profile, modality=Modality.ON_SITE, *, individual=False):
        self.filled = FilledOffice(path=path)
        self.office = self.filled.office
        rules = rules_of(profile)
        identity.save_conditions(
            self.office, Conditions(number=0, starts_on=date(2025, 1, 1), rules=rules)
        )
        self.client = self.filled.individual if individual else self.filled.town_hall
        seats = [self.enrolment(seat) for seat in self.filled.enrolments]
        self.filled.enrolments = [s.id for s in seats if s.client_id == self.client]
        planning.enrol(
            self.office,
            [
                replace(seat, state=EnrolmentState.CANCELLED)
                for seat in seats
                if seat.client_id != self.client
            ],
        )
        self.hold(modality)

    def hold(self, modality):
        session = sessions.SESSIONS.get(self.office.db, self.filled.session)
        planned = sessions.slots_of(self.office.db, self.filled.session)
        slots = () if modality is Modality.E_LEARNING else planned
        planning.plan_session(
            self.office, replace(session, modality=modality, remote_link="visio.example"), slots
        )

    def enrolment(self, enrolment_id):
        return sessions.ENROLMENTS.get(self.office.db, enrolment_id)

    def left(self):
        """Return the kinds of what is left to do, the terms' own faults aside."""
        kinds = {duty.kind for duty in duties.duties(self.office)} - {"conformity"}
        return " ".join(sorted(kinds))

    def do(self, day: date, *actions: str) -> None:
        """Let it be a day, and do things on it."""
        self.filled.clock.day = day
        for action in actions:
            getattr(self, action)()

    # What people do, a method a thing -------------------------------------------------------------

    def propose(self):
        self.proposal = self.filled.propose()
        proposing.send(self.office, self.proposal)

    def accept(self):
        proposing.accept(self.office, self.proposal)

    def agree(self):
        self.agreement = agreeing.draft_agreement(
            self.office, self.filled.session, self.client, getattr(self, "proposal", None)
        ).saved_id

    def send(self):
        agreeing.send(self.office, self.agreement)

    def sign(self):
        agreeing.sign(self.office, self.agreement, self.office.today(), "Luc Besson")

    def acknowledge(self):
        self.issue("order_acknowledgement", Subject(agreement_id=self.agreement))

    def issue(self, key, subject):
        prepared = publishing.prepare(self.office, key, subject)
        publishing.issue(self.office, prepared, anyway=True)

    def receive(self, kind):
        receipt = Receipt(kind=kind, received_on=self.office.today(), agreement_id=self.agreement)
        receiving.record(self.office, receipt)

    def receive_signed_proposal(self):
        self.receive(ReceiptKind.SIGNED_PROPOSAL)

    def receive_signed_terms(self):
        self.receive(ReceiptKind.SIGNED_TERMS)

    def ask_to_start(self):
        self.receive(ReceiptKind.EARLY_START)

    def bill_deposit(self):
        self.deposit = deposits.draft_deposit(self.office, self.agreement).saved_id
        invoicing.issue(self.office, self.deposit)

    def pay_deposit(self):
        self.settle(self.deposit)

    def settle(self, invoice_id):
        amount = sales.balance(self.office.db, invoice_id).remaining
        invoicing.receive(
            self.office,
            Payment(
                paid_on=self.office.today(),
                amount=amount,
                means=PaymentMeans.TRANSFER,
                allocations=(Allocation(invoice_id=invoice_id, amount=amount),),
            ),
        )

    def insure(self):
        client = people.CLIENTS.get(self.office.db, self.client)
        parties.save_client(self.office, replace(client, insurance_until=date(2027, 1, 31)))

    def want_funding(self):
        self.funding = planning.fund(
            self.office,
            Funding(
                session_id=self.filled.session,
                client_id=self.client,
                funder_id=self.filled.funder,
                subrogation=False,
            ),
        ).saved_id

    def fund(self, **changes):
        funding = sessions.FUNDINGS.get(self.office.db, self.funding)
        planning.fund(self.office, replace(funding, **changes))

    def ask_funder(self):
        self.fund(requested_on=self.office.today())

    def grant(self):
        self.fund(state=FundingState.GRANTED, received_on=self.office.today())

    def cancel_by_phone(self):
        deciding.announce(self.office, self.agreement, self.office.today())

    def cancel(self):
        letter = Receipt(
            kind=ReceiptKind.CANCELLATION,
            received_on=self.office.today(),
            channel=Channel.REGISTERED_LETTER,
        )
        self.decision = deciding.cancel(self.office, self.agreement, letter).saved_id

    def give_up_the_fee(self):
        decided = bargains.settlement(self.office.db, self.decision)
        deciding.waive(self.office, self.decision, decided.due_ttc, "bonne relation")

    def convene(self):
        for enrolment in self.filled.enrolments:
            self.issue("joining_letter", Subject(enrolment_id=enrolment))

    def put_off(self, kind, until):
        keys = [duty.key for duty in duties.duties(self.office) if duty.kind == kind]
        duties.set_aside(self.office, keys, until)

    def put_software_off(self):
        self.put_off("software", date(2026, 5, 19))

    def put_access_off(self):
        self.put_off("access", date(2026, 5, 18))

    def attend(self):
        self.filled.attend()

    def log_hours(self):
        (seat,) = self.filled.enrolments
        done = replace(
            self.enrolment(seat),
            self_paced_hours=Decimal(14),
            status=TraineeStatus.SELF_PAYING,
            state=EnrolmentState.PRESENT,
        )
        planning.enrol(self.office, [done])

    def certify(self):
        for enrolment in self.filled.enrolments:
            self.issue("completion_certificate", Subject(enrolment_id=enrolment))

    def bill(self):
        (self.invoice,) = self.filled.draft_invoices(self.client)
        invoicing.issue(self.office, self.invoice)

    def post(self):
        """Deposit what the town hall was invoiced on the State's portal."""
        issued = sales.invoices_where(self.office.db, "number is not null order by id")
        for invoice in issued:
            if chorus.to_deposit(self.office, invoice.id):
                deposited = ChorusStatus.DEPOSITED
                event = ChorusEvent(
                    invoice_id=invoice.id, status=deposited, day=self.office.today()
                )
                chorus.note(self.office, event)

    def pay(self):
        self.settle(self.invoice)


def rows(timeline):
    """Return the days of a timeline, what is done on each and what is left."""
    for line in timeline.strip().splitlines():
        done, _colon, left = line.partition(":")
        day, *actions = done.split()
        number, month = day.split("/")
        yield date(2026, int(month), int(number)), actions, left.strip()


def walked(walk, timeline):
    """Walk through every day, and return the days on which what is left to do changed."""
    planned = {day: actions for day, actions, _left in rows(timeline)}
    day, last = min(planned), max(planned) + timedelta(days=10)
    seen, before = [], None
    while day <= last:
        walk.do(day, *planned.get(day, ()))
        left = walk.left()
        if left != before or day in planned:
            seen.append(f"{day:%d/%m}: {left}")
        before = left
        day += timedelta(days=1)
    return seen
