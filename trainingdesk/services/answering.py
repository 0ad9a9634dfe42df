"""What an event would cost by the terms of an agreement; a question changes nothing."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.cancellation import (
    CancellationCost,
    CancelledOrder,
    cancelled_by_client,
    cancelled_by_office,
)
from trainingdesk.domain.conditions import Conditions, Rules
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.decisions import postponed_unformed, refuse_unsigned, terminated, withdrawn
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.interruption import (
    Buyer,
    HeldCost,
    HoursHeld,
    absence,
    given_up,
    stopped_by_force_majeure,
)
from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.domain.late_interest import (
    Debtor,
    LateInterest,
    PartPayment,
    late_interest,
)
from trainingdesk.domain.lines import counted
from trainingdesk.domain.money import ZERO, round_to_cent
from trainingdesk.domain.parties import Client
from trainingdesk.domain.postponement import (
    Adjournment,
    PostponedOrder,
    PostponementCost,
    adjourned,
    postponed,
)
from trainingdesk.domain.prices import FeeVat, Price
from trainingdesk.domain.receipts import ReceiptKind
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import EnrolmentState, SessionKind
from trainingdesk.services.office import Office
from trainingdesk.services.reference import rates
from trainingdesk.services.session_files import session_file
from trainingdesk.services.terms import conditions_of, version
from trainingdesk.storage import bargains as store
from trainingdesk.storage import office as identity
from trainingdesk.storage import parties, sales

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Told(Generic[A]):
    """An answer with the clause that gives it, as it is printed.

    The sum of discretionary terms is only proposed: the office may claim it, or not.
    """

    clause: str
    answer: A
    is_proposed: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An agreement with all that its answers are made from."""

    agreement: Agreement
    conditions: Conditions
    file: SessionFile
    paid: Decimal
    proposal_cost: Decimal

    @property
    def rules(self) -> Rules:
        """The rules that hold for it."""
        return self.conditions.rules

    @property
    def price(self) -> Price:
        """What was agreed."""
        totals = self.agreement.totals
        return Price(totals.total_ht, totals.total_ttc)

    @property
    def tva_rate(self) -> Decimal:
        """The rate of its training, in percent."""
        lines = counted(self.agreement.lines)
        training = [line for line in lines if line.kind.is_training] or list(lines)
        return max(training, key=lambda line: line.total_ht).tva_rate if training else ZERO

    @property
    def starts_on(self) -> date:
        """The first day of its session."""
        day = self.file.first_day
        if day is None:
            raise RuleBroken(
                f"La session {self.file.session.number} n’a pas de date : le préavis ne peut pas "
                "se compter."
            )
        return day

    def told(self, rule: str, answer: A) -> Told[A]:
        """Return an answer under its clause."""
        clause = clause_name(self.conditions, rule) if rule else ""
        terms = self.rules.cancellation
        free = rule == "cancellation" and terms is not None and terms.discretionary
        return Told(clause, answer, free)


def case_of(office: Office, agreement_id: int) -> Case:
    """Return an agreement with all that its answers are made from."""
    agreement = sales.agreement(office.db, agreement_id)
    proposal = sales.proposal(office.db, agreement.proposal_id) if agreement.proposal_id else None
    return Case(
        agreement=agreement,
        conditions=conditions_of(office, agreement),
        file=session_file(office, agreement.session_id),
        paid=store.paid_for(office.db, agreement_id, office.today()),
        proposal_cost=(proposal.preparation_cost if proposal else None) or ZERO,
    )


def fee_vat(office: Office) -> FeeVat | None:
    """Return what the office makes of the tax on cancellation money, or `None` while it is asked.

    The law is disputed: there is no default.
    """
    chosen = identity.setting(office.db, "fee_vat", None)
    return FeeVat(str(chosen)) if chosen else None


def cancellation_cost(
    office: Office,
    agreement_id: int,
    received_on: date,
    *,
    by_office: bool = False,
    for_absence: bool = False,
    sent_on: date | None = None,
) -> Told[CancellationCost]:
    """Return what a cancellation costs that was received on a day.

    A person inside his withdrawal period owes nothing, whatever the terms (L6353-5): what he sent
    by *sent_on* counts from that day.

    Raises:
        RuleBroken: the session has no date, its terms call this no cancellation, or a person's
            letter precedes his signature.
    """
    case = case_of(office, agreement_id)
    order = _cancelled(case, received_on, for_absence=for_absence)
    if by_office:
        answer = cancelled_by_office(case.rules, order)
        return case.told(answer.rule, answer)
    period, signed_on = case.agreement.withdrawal(case.rules), case.agreement.signed_on
    if period is not None and signed_on is not None:
        counts_from = sent_on or received_on
        refuse_unsigned(counts_from, signed_on)
        if counts_from <= period.last_day:
            return case.told("withdrawal", withdrawn(order, period, sent_on))
    answer = cancelled_by_client(case.rules, order, fee_vat(office))
    told = case.told(answer.rule, answer)
    return replace(told, is_proposed=told.is_proposed and answer.due_ttc > 0)


def withdrawal_answer(
    office: Office, agreement_id: int, received_on: date, *, sent_on: date | None = None
) -> Told[CancellationCost]:
    """Return what a withdrawal costs: nothing in time, and what a cancellation does after.

    A letter counts from the day it was sent (C. conso. L221-21).

    Raises:
        RuleBroken: only the signed contract of an individual can be withdrawn from, and the days
            of the signature, the sending and the receipt follow one another.
    """
    case = case_of(office, agreement_id)
    if case.agreement.withdrawal(case.rules) is None:
        raise RuleBroken(
            f"{case.agreement.name} : seul un particulier se rétracte, du contrat qu’il a signé."
        )
    return cancellation_cost(office, agreement_id, received_on, sent_on=sent_on)


def postponement_cost(
    office: Office, agreement_id: int, asked_on: date, new_start: date
) -> Told[PostponementCost]:
    """Return what a postponement asked on a day costs.

    Raises:
        RuleBroken: the days cannot follow one another like that.
    """
    case = case_of(office, agreement_id)
    order = PostponedOrder(
        ordered_on=min(_ordered_on(office, case.agreement) or asked_on, asked_on),
        asked_on=asked_on,
        starts_on=case.starts_on,
        new_start=new_start,
        price=case.price,
        paid=case.paid,
        tva_rate=case.tva_rate,
    )
    # What is said of the days holds whether or not the agreement binds.
    answer = postponed(case.rules, order, fee_vat(office))
    if case.agreement.formed_on is None:
        answer = postponed_unformed(order)
    return case.told(answer.rule, answer)


def adjournment(
    office: Office, agreement_id: int, on: date, new_start: date | None = None
) -> Told[Adjournment]:
    """Return what becomes of an agreement whose training the office moves.

    Raises:
        RuleBroken: the session has no date, or the new one is no later.
    """
    case = case_of(office, agreement_id)
    answer = adjourned(case.rules, case.starts_on, new_start, on, case.paid)
    return case.told(answer.rule, answer)


def interruption_cost(
    office: Office,
    agreement_id: int,
    *,
    enrolment_id: int | None = None,
    held: HoursHeld | None = None,
    force_majeure: bool = False,
) -> Told[HeldCost]:
    """Return what is owed for people who give up, or whom force majeure stops.

    It is the price of one person's seat, or of all that the client sends. The hours are those of
    the sheet unless *held* says otherwise.

    Raises:
        RuleBroken: the hours cannot be, or the person is not the client's.
    """
    case = case_of(office, agreement_id)
    people = stopping(case, enrolment_id)
    price = seats_price(case, people)
    hours = held or _held(case.file, people)
    if force_majeure:
        answer = stopped_by_force_majeure(case.rules, price, hours, _buyer(case))
    else:
        answer = given_up(case.rules, price, hours)
    return case.told(answer.rule, answer)


def absence_cost(
    office: Office,
    agreement_id: int,
    *,
    enrolment_id: int | None = None,
    justified: bool | None = None,
) -> Told[HeldCost]:
    """Return what is owed for people who did not come, for some or all of the hours of the sheet.

    Raises:
        RuleBroken: the person is not the client's.
    """
    case = case_of(office, agreement_id)
    people = stopped(case, enrolment_id)
    held = _held(case.file, people)
    answer = absence(case.rules, price_of(case, people), held, justified=justified)
    return case.told(answer.rule, answer)


def termination_cost(
    office: Office, agreement_id: int, noticed_on: date, on: date
) -> Told[HeldCost]:
    """Return what is owed when the agreement ends after a formal notice in vain.

    Raises:
        RuleBroken: the notice has not run, or the terms have no such clause.
    """
    case = case_of(office, agreement_id)
    given = sum((slot.minutes for slot in case.file.slots if slot.day < on), 0)
    held = HoursHeld(planned=case.file.hours, followed=Decimal(given) / 60)
    return case.told("termination", terminated(case.rules, case.price, held, noticed_on, on))


def late_cost(
    office: Office, invoice_id: int, on: date, *, notice_on: date | None = None
) -> Told[LateInterest]:
    """Return the interest and indemnity of an invoice that is or was late, until a day.

    An invoice that is paid counts until its last payment. *notice_on* is the day of the formal
    notice, from which alone a consumer owes interest.

    Raises:
        RuleBroken: it is a draft or a credit note, it was credited whole, or a rate is missing.
    """
    invoice = sales.invoice(office.db, invoice_id)
    if not invoice.is_issued or invoice.due_on is None or invoice.sign < 0:
        raise RuleBroken("Seule une facture émise porte des intérêts de retard.")
    if invoice.kind is InvoiceKind.LATE_CHARGES:
        raise RuleBroken(
            f"La facture {invoice.number} demande des pénalités de retard : elle n’en porte pas "
            "elle-même."
        )
    conditions = version(office, invoice.conditions_id, invoice.issued_on or on)
    if invoice.agreement_id is not None:
        conditions = conditions_of(office, sales.agreement(office.db, invoice.agreement_id))
    client = parties.CLIENTS.get(office.db, invoice.client_id)
    debtor = debtor_of(client, invoice)
    balance = sales.balance(office.db, invoice_id)
    # Deposits have their own due date: their delay is theirs.
    owed = balance.total_ttc - balance.deducted - balance.credited
    if owed <= 0:
        why = "est annulée par un avoir" if balance.credited else "est réglée par ses acomptes"
        raise RuleBroken(f"La facture {invoice.number} {why} : elle ne porte pas d’intérêts.")
    payments = _payments(office, invoice_id, owed, on)
    paid_off = sum((part.amount for part in payments), ZERO) >= owed
    answer = late_interest(
        rules=conditions.rules,
        ttc=owed,
        due_on=invoice.due_on,
        paid_on=max(part.day for part in payments) if paid_off else on,
        rates=rates(office),
        debtor=debtor,
        notice_on=notice_on,
        payments=payments,
    )
    # No clause of ours is what a public buyer owes by: its own code says it whole.
    clause = "" if debtor is Debtor.PUBLIC else clause_name(conditions, "late")
    return Told(clause, answer)


def debtor_of(client: Client, invoice: Invoice) -> Debtor:
    """Return in which law's eyes an invoice is owed; a fund pays as a professional does."""
    if invoice.payer_funder_id is not None:
        return Debtor.PROFESSIONAL
    if client.is_public:
        return Debtor.PUBLIC
    return Debtor.CONSUMER if client.is_individual else Debtor.PROFESSIONAL


def _payments(office: Office, invoice_id: int, owed: Decimal, on: date) -> tuple[PartPayment, ...]:
    """Return what came in by a day, up to what was owed: more of it was given back, or will be."""
    found: list[PartPayment] = []
    left = owed
    for day, amount in store.payments_of(office.db, invoice_id):
        part = min(amount, left)
        if day <= on and part > 0:
            found.append(PartPayment(day, part))
            left -= part
    return tuple(found)


def _cancelled(case: Case, received_on: date, *, for_absence: bool = False) -> CancelledOrder:
    return CancelledOrder(
        starts_on=case.starts_on,
        received_on=received_on,
        price=case.price,
        paid=case.paid,
        tva_rate=case.tva_rate,
        proposal_cost=case.proposal_cost,
        formed=case.agreement.formed_on is not None,
        intra=case.file.session.kind is SessionKind.INTRA,
        for_absence=for_absence,
    )


def _ordered_on(office: Office, agreement: Agreement) -> date | None:
    """Return the day of the order: the first signed paper, or the proposal's acceptance."""
    days = [
        receipt.received_on
        for receipt in store.receipts_of(office.db, agreement.id or 0)
        if receipt.kind is ReceiptKind.SIGNED_PROPOSAL
    ]
    if agreement.proposal_id is not None:
        days.append(sales.proposal(office.db, agreement.proposal_id).decided_on or date.max)
    days.append(agreement.signed_on or agreement.sent_on or date.max)
    first = min(days)
    return None if first == date.max else first


def stopped(case: Case, enrolment_id: int | None) -> tuple[Participant, ...]:
    """Return one of the client's people, or all of them.

    Raises:
        RuleBroken: the person is not the client's.
    """
    people = case.file.of_client(case.agreement.client_id)
    chosen = tuple(p for p in people if enrolment_id in {None, p.enrolment.id})
    if not chosen:
        raise RuleBroken("Cette personne n’est pas inscrite au titre de cet accord.")
    return chosen


def still_there(case: Case) -> tuple[Participant, ...]:
    """Return the client's people who did not stop yet."""
    people = case.file.of_client(case.agreement.client_id)
    return tuple(p for p in people if p.enrolment.state is not EnrolmentState.DROPPED_OUT)


def stopping(case: Case, enrolment_id: int | None) -> tuple[Participant, ...]:
    """Return one of the client's people who goes on so far, or all of those.

    Raises:
        RuleBroken: the person is not the client's, or stopped already.
    """
    going = still_there(case)
    chosen = tuple(person for person in stopped(case, enrolment_id) if person in going)
    if not chosen:
        raise RuleBroken("L’arrêt de cette personne est déjà enregistré.", "enrolment_id")
    return chosen


def seats_price(case: Case, people: tuple[Participant, ...]) -> Price:
    """Return the price of the seats of people who stop, to the cent that those left keep."""
    going = still_there(case)
    before = price_of(case, going)
    after = price_of(case, tuple(person for person in going if person not in people))
    return Price(before.total_ht - after.total_ht, before.total_ttc - after.total_ttc)


def price_of(case: Case, people: tuple[Participant, ...]) -> Price:
    """Return the part of the price that so many of the client's people make."""
    everyone = len(case.file.of_client(case.agreement.client_id))
    if len(people) == everyone:
        return case.price
    share = Decimal(len(people)) / everyone
    return Price(
        round_to_cent(case.price.total_ht * share), round_to_cent(case.price.total_ttc * share)
    )


def _held(file: SessionFile, people: tuple[Participant, ...]) -> HoursHeld:
    followed = sum((file.hours_followed(person) for person in people), Decimal(0))
    return HoursHeld(planned=file.hours * len(people), followed=followed, people=len(people))


def _buyer(case: Case) -> Buyer:
    is_person = case.agreement.kind is AgreementKind.CONTRACT
    return Buyer.INDIVIDUAL if is_person else Buyer.COMPANY
