"""What can happen to an agreement or an invoice: what is asked of it, answered and decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from trainingdesk.desktop.widgets import answers
from trainingdesk.desktop.widgets.answer_card import Answer
from trainingdesk.domain.conditions.kinds import DayUnit
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.prices import FeeVat
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.services import answering, deciding
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import sales

V = TypeVar("V")


class Topic(StrEnum):
    """What happens."""

    CANCELLATION = "cancellation"
    POSTPONEMENT = "postponement"
    WITHDRAWAL = "withdrawal"
    ABSENCE = "absence"
    INTERRUPTION = "interruption"
    OFFICE = "office"
    TERMINATION = "termination"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is asked, and what is known of it."""

    topic: Topic
    received_on: date
    paid_on: date
    agreement_id: int | None = None
    invoice_id: int | None = None
    enrolment_id: int | None = None
    sent_on: date | None = None
    new_start: date | None = None
    notice_on: date | None = None
    force_majeure: bool = False
    justified: bool = False
    fee_vat: FeeVat | None = None
    channel: Channel = Channel.EMAIL
    reference: str = ""
    content: bytes | None = None
    waived: Money | None = None
    waived_reason: str = ""

    @property
    def agreement(self) -> int:
        """The agreement that it happens to."""
        return wanted(self.agreement_id, "agreement_id", "Choisissez l’accord.")

    @property
    def new_day(self) -> date:
        """The first day of the new date."""
        return wanted(self.new_start, "new_start", "Écrivez la nouvelle date souhaitée.")

    @property
    def noticed_on(self) -> date:
        """The day of the formal notice."""
        return wanted(self.notice_on, "notice_on", "Écrivez la date de la mise en demeure.")

    @property
    def is_spoken(self) -> bool:
        """Whether a call only announces it: its writing is awaited."""
        return not self.channel.is_written and self.topic in ANNOUNCED

    def gesture(self, due: Decimal) -> Decimal:
        """Return what is given up of a sum, or refuse more than it."""
        given = self.waived or ZERO
        if given > due:
            raise RuleBroken("Le geste commercial dépasse la somme due.", "waived")
        return given


class UnsaidError(RuleBroken):
    """Something that the answer wants was not said yet."""


def wanted(value: V | None, field: str, words: str) -> V:
    """Return what was entered, or ask for it."""
    if not value:
        raise UnsaidError(words, field)
    return value


WRITTEN = frozenset({"channel", "reference", "content"})
GESTURE = frozenset({"waived", "waived_reason"})

_TOLD = WRITTEN | GESTURE | {"agreement_id", "received_on"}
ASKED: Mapping[Topic, frozenset[str]] = MappingProxyType(
    {
        Topic.CANCELLATION: _TOLD | {"fee_vat"},
        Topic.POSTPONEMENT: _TOLD | {"new_start", "fee_vat"},
        Topic.WITHDRAWAL: WRITTEN | {"agreement_id", "received_on", "sent_on"},
        Topic.ABSENCE: frozenset({"agreement_id", "enrolment_id", "justified"}),
        Topic.INTERRUPTION: _TOLD | {"enrolment_id", "force_majeure"},
        Topic.OFFICE: frozenset({"agreement_id", "received_on"}),
        Topic.TERMINATION: GESTURE | {"agreement_id", "notice_on", "paid_on"},
        Topic.LATE: frozenset({"invoice_id", "notice_on", "paid_on"}),
    }
)
"""The fields of each topic."""

ANNOUNCED: Mapping[Topic, ReceiptKind] = MappingProxyType(
    {
        Topic.CANCELLATION: ReceiptKind.CANCELLATION,
        Topic.POSTPONEMENT: ReceiptKind.POSTPONEMENT,
        Topic.WITHDRAWAL: ReceiptKind.WITHDRAWAL,
    }
)
"""What a call announces."""


# Answers ----------------------------------------------------------------------------------------


def answer_of(office: Office, event: Event) -> Answer:
    """Return what the terms answer.

    Raises:
        UnsaidError: something is still to be said.
        RuleBroken: the terms refuse the question.
    """
    return _ANSWERS[event.topic](office, event)


def _cancelled(office: Office, event: Event) -> Answer:
    told = answering.cancellation_cost(office, event.agreement, event.received_on)
    given = event.gesture(told.answer.due_ttc)
    unit = _unit(office, event.agreement)
    return answers.of_cancellation(
        told.clause, told.answer, event.received_on, unit=unit, waived=given
    )


def _cancelled_by_office(office: Office, event: Event) -> Answer:
    day = event.received_on
    told = answering.cancellation_cost(office, event.agreement, day, by_office=True)
    return answers.of_cancellation(
        told.clause, told.answer, day, unit=_unit(office, event.agreement)
    )


def _withdrawn(office: Office, event: Event) -> Answer:
    day = event.received_on
    told = answering.withdrawal_answer(office, event.agreement, day, sent_on=event.sent_on)
    return answers.of_cancellation(
        told.clause, told.answer, day, unit=_unit(office, event.agreement)
    )


def _postponed(office: Office, event: Event) -> Answer:
    told = answering.postponement_cost(office, event.agreement, event.received_on, event.new_day)
    return answers.of_postponement(told.clause, told.answer, event.gesture(told.answer.due_ttc))


def _absent(office: Office, event: Event) -> Answer:
    told = answering.absence_cost(
        office,
        event.agreement,
        enrolment_id=event.enrolment_id,
        justified=event.justified or None,
    )
    return answers.of_interruption(told.clause, told.answer)


def _interrupted(office: Office, event: Event) -> Answer:
    told = answering.interruption_cost(
        office,
        event.agreement,
        enrolment_id=event.enrolment_id,
        force_majeure=event.force_majeure,
    )
    return answers.of_interruption(told.clause, told.answer, event.gesture(told.answer.due_ttc))


def _terminated(office: Office, event: Event) -> Answer:
    told = answering.termination_cost(office, event.agreement, event.noticed_on, event.paid_on)
    return answers.of_interruption(told.clause, told.answer, event.gesture(told.answer.due_ttc))


def _late(office: Office, event: Event) -> Answer:
    invoice_id = wanted(event.invoice_id, "invoice_id", "Choisissez la facture.")
    told = answering.late_cost(office, invoice_id, event.paid_on, notice_on=event.notice_on)
    return answers.of_late(told.clause, told.answer)


def _unit(office: Office, agreement_id: int) -> DayUnit:
    terms = conditions_of(office, sales.agreement(office.db, agreement_id)).rules.cancellation
    return terms.unit if terms else DayUnit.CALENDAR


_ANSWERS: Mapping[Topic, Callable[[Office, Event], Answer]] = MappingProxyType(
    {
        Topic.CANCELLATION: _cancelled,
        Topic.POSTPONEMENT: _postponed,
        Topic.WITHDRAWAL: _withdrawn,
        Topic.ABSENCE: _absent,
        Topic.INTERRUPTION: _interrupted,
        Topic.OFFICE: _cancelled_by_office,
        Topic.TERMINATION: _terminated,
        Topic.LATE: _late,
    }
)


# Decisions --------------------------------------------------------------------------------------


def announce(office: Office, event: Event) -> Changes:
    """Note what was said on the phone; nothing is settled."""
    return deciding.announce(
        office,
        event.agreement,
        event.received_on,
        kind=ANNOUNCED[event.topic],
        note=event.reference,
    )


def decide(office: Office, event: Event, file_name: str) -> Changes:
    """Write the decision, with what was received.

    Raises:
        RuleBroken: the terms refuse it, or it is none that can be kept.
    """
    receipt = Receipt(
        kind=ANNOUNCED.get(event.topic, ReceiptKind.MODIFICATION),
        received_on=event.received_on,
        channel=event.channel,
        reference=event.reference,
        content=event.content,
        file_name=file_name,
    )
    given, why = event.waived or ZERO, event.waived_reason
    match event.topic:
        case Topic.CANCELLATION:
            return deciding.cancel(office, event.agreement, receipt, waived=given, reason=why)
        case Topic.POSTPONEMENT:
            return deciding.postpone(
                office, event.agreement, receipt, event.new_day, waived=given, reason=why
            )
        case Topic.WITHDRAWAL:
            return deciding.withdraw(office, event.agreement, receipt, sent_on=event.sent_on)
        case Topic.INTERRUPTION:
            return deciding.interrupt(
                office,
                event.agreement,
                receipt,
                enrolment_id=event.enrolment_id,
                force_majeure=event.force_majeure,
                waived=given,
                reason=why,
            )
        case Topic.OFFICE:
            return deciding.cancel_by_office(office, event.agreement, event.received_on)
        case Topic.TERMINATION:
            return deciding.terminate(
                office,
                event.agreement,
                event.noticed_on,
                on=event.paid_on,
                waived=given,
                reason=why,
            )
        case _:
            raise RuleBroken("Cette réponse informe, et ne s’enregistre pas.")
