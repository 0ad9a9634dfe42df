"""What was decided about an agreement that did not go as planned, and what it came to."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.french import euros


class SettlementKind(StrEnum):
    """What happened."""

    CANCELLATION = "cancellation"
    OFFICE_CANCELLATION = "office_cancellation"
    WITHDRAWAL = "withdrawal"
    NOT_FORMED = "not_formed"
    POSTPONEMENT = "postponement"
    INTERRUPTION = "interruption"
    FORCE_MAJEURE = "force_majeure"
    TERMINATION = "termination"


PEOPLE_STOP = frozenset({SettlementKind.INTERRUPTION, SettlementKind.FORCE_MAJEURE})
"""Decisions of what the whole agreement costs since somebody stopped: the latest stands for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedSeat:
    """A seat that a decision freed, as it was: what taking the decision back restores."""

    enrolment_id: int
    state: EnrolmentState
    left_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A decision with its calculation: `sentence` says it to the client, `clause` why.

    `paid` is what the client has paid by now, and what it was once too much was given back.
    `waived` is the «geste commercial», taken off what the rules give. `invoice_id` is the invoice
    of the sum, `refunded_on` the day that too much paid was given back. `new_agreement_id` is the
    agreement for the new date of a postponement: where nothing is owed, what was paid goes there.
    `due_for_new_date` is what the terms leave of the price for it, `None` where they say nothing.
    """

    agreement_id: int
    kind: SettlementKind
    decided_on: date
    clause: str
    sentence: str
    due_ht: Money
    due_ttc: Money
    paid: Money = ZERO
    waived: Money = ZERO
    waived_reason: str = ""
    receipt_id: int | None = None
    new_start: date | None = None
    due_for_new_date: Money | None = None
    new_agreement_id: int | None = None
    invoice_id: int | None = None
    refunded_on: date | None = None
    undone_on: date | None = None
    seats: tuple[FreedSeat, ...] = ()
    id: int | None = None

    @property
    def owed(self) -> Decimal:
        """What is asked in the end, TTC."""
        return self.due_ttc - self.waived

    @property
    def balance(self) -> Decimal:
        """What is left to pay; negative: to give back."""
        return self.owed - self.paid

    @property
    def is_moved_by_office(self) -> bool:
        """Whether the office itself moved the training: nothing that came in is answered."""
        return self.kind is SettlementKind.POSTPONEMENT and self.receipt_id is None

    @property
    def carries_over(self) -> bool:
        """Whether what was asked and paid goes to the agreement for the new date."""
        return self.kind is SettlementKind.POSTPONEMENT and self.stands and not self.owed

    @property
    def is_of_the_price(self) -> bool:
        """Whether its sum is the price of what was given, and no fee."""
        return self.kind in {
            SettlementKind.INTERRUPTION,
            SettlementKind.FORCE_MAJEURE,
            SettlementKind.TERMINATION,
        }

    @property
    def cost_of_new_date(self) -> Decimal | None:
        """What the agreement for the new date costs, TTC; `None` where it costs its own price.

        What was given up of the indemnity is owed of the price again: it is kept no more.
        """
        if self.due_for_new_date is None:
            return None
        return self.due_for_new_date + self.waived

    @property
    def stands(self) -> bool:
        """Whether the decision was not taken back."""
        return self.undone_on is None

    def with_gesture(self, waived: Decimal, reason: str = "") -> "Settlement":
        """Return the decision with a sum given up.

        Raises:
            RuleBroken: more is given up than is due.
        """
        if not 0 <= waived <= self.due_ttc:
            raise RuleBroken(
                f"Le geste commercial va de 0 à la somme due, {euros(self.due_ttc)}.", "waived"
            )
        return replace(self, waived=waived, waived_reason=reason.strip())

    def undone(self, on: date) -> "Settlement":
        """Return the decision as taken back.

        Raises:
            RuleBroken: it was already, or money was given back because of it.
        """
        if not self.stands:
            raise RuleBroken("Cette décision a déjà été reprise.")
        if self.refunded_on is not None:
            raise RuleBroken(
                "Le trop-perçu de cette décision est noté comme rendu : elle ne se reprend plus."
            )
        return replace(self, undone_on=on)
