"""The values that a rule of sale may take, and the bounds of its numbers."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest value of a number; `unit` is what it counts."""

    least: Decimal
    most: Decimal
    unit: str


def _number(most: int, unit: str) -> Bounds:
    return Bounds(Decimal(0), Decimal(most), unit)


Share = Annotated[Decimal, _number(1, "share")]
"""A part of a sum, from 0 to 1."""
Points = Annotated[Decimal, _number(50, "points")]
"""Points of percentage."""
Multiple = Annotated[Decimal, _number(20, "multiple")]
Amount = Annotated[Decimal, _number(100_000, "euros")]
Hours = Annotated[Decimal, _number(24, "hours")]
"""Hours of a day."""
Megabits = Annotated[Decimal, _number(10_000, "megabits")]
Days = Annotated[int, _number(3650, "days")]
Months = Annotated[int, _number(120, "months")]
Years = Annotated[int, _number(100, "years")]
Delay = Annotated[int, _number(2000, "hours")]
"""Hours on the clock, or worked ones, as the rule says."""
People = Annotated[int, _number(1000, "people")]


class Base(StrEnum):
    """What a share is taken of."""

    HT = "ht"
    TTC = "ttc"
    DEPOSIT = "deposit"
    COST = "cost"
    """The cost of preparing the proposal, where the agreement was never formed."""
    NONE = "none"


class DayUnit(StrEnum):
    """How the days of a notice are counted."""

    CALENDAR = "calendar_days"
    MON_SAT = "working_days_mon_sat"
    """Jours ouvrables: neither Sunday nor public holiday."""
    MON_FRI = "working_days_mon_fri"
    """Jours ouvrés: Monday to Friday without public holidays."""


class Need(StrEnum):
    """What must have come back before an agreement is formed."""

    SIGNED_PROPOSAL = "signed_proposal"
    SIGNED_TERMS = "signed_terms"
    SIGNED_AGREEMENT = "signed_agreement"
    DEPOSIT = "deposit"


class Mark(StrEnum):
    """What the client writes or stamps on the papers that he returns."""

    INITIALS = "initials"
    STAMP = "stamp"
    HANDWRITTEN_ACCEPTANCE = "handwritten_acceptance"
    """«Bon pour accord»."""
    DATE = "date"
    READ_AND_APPROVED = "read_and_approved"


class DepositMoment(StrEnum):
    """When the deposit is asked for."""

    WITH_PAPERS = "with_papers"
    BEFORE_START = "before_start"


class IndividualDeposit(StrEnum):
    """What the terms say of a person who pays for himself."""

    AS_OTHERS = "as_others"
    AFTER_WITHDRAWAL = "after_withdrawal"


class WithdrawalScope(StrEnum):
    """Which individuals the terms let withdraw."""

    EVERY_CONTRACT = "every_contract"
    DISTANCE = "distance"
    WEB_ORDERS = "web_orders"


class PaymentMoment(StrEnum):
    """When the price falls due."""

    BEFORE_START = "before_start"
    END_OF_TRAINING = "end_of_training"
    ON_RECEIPT = "on_receipt"
    AFTER_INVOICE = "after_invoice"


class IndividualPayment(StrEnum):
    """How a person who pays for himself pays after the first part."""

    AS_OTHERS = "as_others"
    STAGED = "staged"


class LatePostponement(StrEnum):
    """What a postponement asked too late comes to."""

    WHOLE_PRICE = "whole_price"
    CANCELLATION = "cancellation"


class NewPrice(StrEnum):
    """What the new date costs after a deposit was kept."""

    REMAINING = "remaining"
    WHOLE = "whole"


class ForceMajeureDue(StrEnum):
    """What is owed by someone whom force majeure stops."""

    PRO_RATA = "pro_rata"
    AS_POSTPONED = "as_postponed"


class HouseRulesRemedy(StrEnum):
    """What the house rules offer someone who gives up, where they say otherwise than the terms."""

    NONE = "none"
    POSTPONED_OR_REPLAY = "postponed_or_replay"


class Overflow(StrEnum):
    """What happens when more people enrol than a session seats."""

    SECOND_SESSION = "second_session"
    WAITING_LIST = "waiting_list"


class LateReference(StrEnum):
    """The published rate that late interest starts from."""

    ECB = "ecb"
    LEGAL = "legal"


class ReferenceDay(StrEnum):
    """The day on which the reference rate of a day of delay is read."""

    JANUARY = "january"
    """1 January of the day's own year."""
    HALF_YEAR = "half_year"


class RecoveryScope(StrEnum):
    """Who owes the indemnity by the terms; by law every professional does (L441-10)."""

    PROFESSIONALS = "professionals"
    LEGAL_PERSONS = "legal_persons"


class Item(StrEnum):
    """What a trainee is sent or handed."""

    TERMS = "terms"
    AGREEMENT = "agreement"
    HOUSE_RULES = "house_rules"
    JOINING_LETTER = "joining_letter"
    SOFTWARE_GUIDE = "software_guide"
    LINK = "link"
    SUPPORT_CONTACT = "support_contact"


class Sanction(StrEnum):
    """The scale of sanctions; a fine is none of them (R6352-3)."""

    WARNING = "warning"
    TEMPORARY_EXCLUSION = "temporary_exclusion"
    EXCLUSION = "exclusion"


class Naming(StrEnum):
    """Whether the office may name a client among its references."""

    PRIOR_CONSENT = "prior_consent"
    UNLESS_OBJECTED = "unless_objected"


class DataRight(StrEnum):
    """A right that the terms recall to those whose data are kept."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    OBJECTION = "objection"
    PORTABILITY = "portability"
    LIMITATION = "limitation"
    CONSENT_WITHDRAWAL = "consent_withdrawal"


class Court(StrEnum):
    """Which court the terms name; a commercial one binds traders only."""

    COMMERCIAL = "commercial"
    JUDICIAL = "judicial"
