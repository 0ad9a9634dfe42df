"""The rules of sale of an office, each a record of values; `None` where its terms have no clause.

Every number of the terms that the program computes with, or reminds of, stands here once: clauses
are printed from these values and answers computed from them.
"""

from dataclasses import dataclass, fields
from datetime import time
from decimal import Decimal

from trainingdesk.domain.conditions.kinds import (
    Amount,
    Base,
    Court,
    DataRight,
    Days,
    DayUnit,
    Delay,
    DepositMoment,
    ForceMajeureDue,
    Hours,
    HouseRulesRemedy,
    IndividualDeposit,
    IndividualPayment,
    Item,
    LatePostponement,
    LateReference,
    Mark,
    Megabits,
    Months,
    Multiple,
    Naming,
    Need,
    NewPrice,
    Overflow,
    PaymentMoment,
    People,
    Points,
    RecoveryScope,
    ReferenceDay,
    Sanction,
    Share,
    WithdrawalScope,
    Years,
)

# Before the agreement ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How long a proposal holds, and what giving up before the agreement is formed costs.

    `trainee_expenses` and `trainer_expenses` say whose travel and meals the prices include.
    """

    validity_days: Days | None = None
    preparation_cost: bool = False
    trainee_expenses: bool = False
    trainer_expenses: bool = False
    firm_once_both_agree: bool = False
    excludes_coaching: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Formation:
    """What must be in before the agreement binds, and how it is given back."""

    needs: tuple[Need, ...] = (Need.SIGNED_AGREEMENT,)
    return_days: Days | None = None
    marks: tuple[Mark, ...] = ()
    order_acknowledged: bool = False
    special_terms: bool = True
    special_terms_denied_elsewhere: bool = False
    """Another clause seems to deny the special terms that one allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modification:
    """How an order is changed once it is placed."""

    accepted_in_writing: bool = True
    extra_proposal: bool = False
    """Its cost is the subject of a proposal that the client accepts first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """How long the terms let an individual withdraw; the law may give him more."""

    days: Days = 14
    scope: WithdrawalScope = WithdrawalScope.EVERY_CONTRACT


# Money ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """What is paid first; `days_before` counts from the start where that decides."""

    share: Share
    base: Base = Base.TTC
    moment: DepositMoment = DepositMoment.WITH_PAPERS
    days_before: Days | None = None
    individuals: IndividualDeposit = IndividualDeposit.AFTER_WITHDRAWAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """When the price is due; `days` counts from the invoice where that decides."""

    moment: PaymentMoment = PaymentMoment.AFTER_INVOICE
    days: Days = 30
    instalments: bool = False
    """Staged payment is possible, agreed in writing before the start."""
    individuals: IndividualPayment = IndividualPayment.STAGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Interest on what is paid late: the reference rate times `multiple`, plus `points`."""

    reference: LateReference = LateReference.ECB
    multiple: Multiple = Decimal(1)
    points: Points = Decimal(10)
    read_on: ReferenceDay = ReferenceDay.HALF_YEAR
    floor_multiple: Multiple | None = None
    """The rate is never under this many times the legal rate of the day's half-year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """The indemnity for each invoice paid late."""

    amount: Amount = Decimal(40)
    scope: RecoveryScope = RecoveryScope.PROFESSIONALS


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Why trainings may be suspended."""

    unpaid_invoice: bool = True
    missing_papers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination:
    """How long a formal notice leaves before the agreement is ended by registered letter."""

    notice_days: Days = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderTerms:
    """What happens when a funder pays in the client's place."""

    asked_before_start: bool = True
    named_on_agreement: bool = False
    answer_notice: Days | None = None
    """The funder's agreement is in at the latest so many days before the start."""
    answer_unit: DayUnit = DayUnit.MON_SAT
    rest_to_client: bool = True
    unpaid_months: Months | None = None
    """Unpaid so long after the end, the client is invoiced for all."""


# What does not go as planned --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """What is owed by a client who gives so much notice; the last tier asks for none."""

    at_least: Days | None = None
    share: Share = Decimal(1)
    base: Base = Base.TTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """What a client owes who cancels; the longest notice comes first."""

    tiers: tuple[Tier, ...]
    unit: DayUnit = DayUnit.CALENDAR
    in_writing: bool = True
    discretionary: bool = False
    """The office reserves the right to claim: the sum is proposed, never booked by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponement:
    """When a client may postpone, and what that costs.

    `at_least` is the notice in calendar days: 1 for «before the start».
    """

    at_least: Days = 1
    within_months: Months | None = None
    """The new date lies within so many months of the order."""
    keeps_deposit: bool = False
    new_price: NewPrice = NewPrice.REMAINING
    too_late: LatePostponement = LatePostponement.CANCELLATION
    in_writing: bool = True
    even_in_force_majeure: bool = False
    funder_agrees: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """When one trainee may take another's place; `at_least` is in calendar days."""

    at_least: Days = 0
    same_profile: bool = True
    funder_agrees: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What is owed for a trainee who does not come."""

    share_due: Share = Decimal(1)
    justified: bool = False
    employer_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """What is owed for a trainee who gives up, force majeure aside."""

    share_due: Share = Decimal(1)
    module_begun_due: bool = False
    house_rules_remedy: HouseRulesRemedy = HouseRulesRemedy.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeure:
    """What is owed for a trainee whom force majeure stops."""

    due: ForceMajeureDue = ForceMajeureDue.PRO_RATA


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCancellation:
    """What the office does when it cannot hold the training."""

    refund_unless_new_date: bool = True
    """Another date may be offered before what was paid is given back."""
    adjourn_days: Days | None = None
    """Too few enrolled: it may adjourn up to so many days before the start."""
    indemnity: bool | None = None
    """Whether it then owes one; `None` where the terms say nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intra:
    """What holds for a session of one client."""

    runs_from: People = 1
    absence_cancels: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What happens when a session is full."""

    overflow: Overflow = Overflow.WAITING_LIST
    same_price: bool = False


# How trainings are held -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHours:
    """The office's usual day."""

    day: Hours = Decimal(7)
    half_day: Hours = Decimal("3.5")
    morning_from: time = time(9)
    morning_to: time = time(12)
    afternoon_from: time = time(13)
    afternoon_to: time = time(17)
    breaks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sendings:
    """What trainees receive before they start, and how long before."""

    on_enrolment: tuple[Item, ...] = ()
    days_before: Days | None = None
    in_those_days: tuple[Item, ...] = ()
    hours_before: Delay | None = None
    in_those_hours: tuple[Item, ...] = ()
    pre_enrolment: bool = False
    reachable: bool = False
    """An e-mail address or a mobile number is required of each trainee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What is given and asked at the end."""

    training_attestation: bool = True
    success_attestation: bool = False
    presence_on_request: bool = True
    survey_compulsory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ELearning:
    """The delays of an e-learning account, in hours on the clock but where worked ones are said."""

    access_hours: Delay | None = None
    open_days: Days | None = None
    report_hours: Delay | None = None
    repair_working_hours: Delay | None = None
    maintenance_hours: Delay | None = None
    bandwidth: Megabits | None = None
    one_login_each: bool = True
    around_the_clock: bool = True
    express_request: bool = False
    """Access within an individual's withdrawal period waits for his express request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline:
    """Sanctions and their procedure (R6352-3 to -8)."""

    sanctions: tuple[Sanction, ...] = (Sanction.WARNING, Sanction.EXCLUSION)
    clear_days: Days = 1
    latest_days: Days = 15
    council: bool = False
    """A conseil de perfectionnement sits as a commission before an exclusion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Sessions are recorded only by written leave."""

    needs_leave: bool = True


# Around the trainings ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Liability:
    """How far the office answers for its work."""

    means_only: bool = True
    capped_at_price: bool = False
    consumers_excepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserves:
    """When a client complains, and what ordering against advice does."""

    during_service: bool = True
    adverse_advice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDuties:
    """What the client provides."""

    correspondent: bool = False
    insurance: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """How the office may name a client."""

    logo_prior_consent: bool = True
    naming: Naming = Naming.PRIOR_CONSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Solicitation:
    """What hiring the office's people costs."""

    salary_months: Months = 12
    subcontracted_months: Months | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """How long data are kept after the relationship, and the rights that the terms recall."""

    retention_years: Years | None = None
    rights: tuple[DataRight, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    """Who judges; the court's town and the mediator are the office's identity."""

    court: Court = Court.JUDICIAL
    non_professionals_excepted: bool = True
    mediator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All the rules of one version of the terms, in the order their clauses are printed."""

    offer: Offer | None = None
    formation: Formation | None = None
    modification: Modification | None = None
    withdrawal: Withdrawal | None = None
    deposit: Deposit | None = None
    payment: Payment | None = None
    funder: FunderTerms | None = None
    late: Late | None = None
    recovery: Recovery | None = None
    suspension: Suspension | None = None
    cancellation: Cancellation | None = None
    postponement: Postponement | None = None
    substitution: Substitution | None = None
    absence: Absence | None = None
    interruption: Interruption | None = None
    force_majeure: ForceMajeure | None = None
    office_cancellation: OfficeCancellation | None = None
    intra: Intra | None = None
    capacity: Capacity | None = None
    hours: DayHours | None = None
    sendings: Sendings | None = None
    completion: Completion | None = None
    elearning: ELearning | None = None
    discipline: Discipline | None = None
    recording: Recording | None = None
    reserves: Reserves | None = None
    liability: Liability | None = None
    client_duties: ClientDuties | None = None
    publicity: Publicity | None = None
    solicitation: Solicitation | None = None
    termination: Termination | None = None
    personal_data: PersonalData | None = None
    disputes: Disputes | None = None


RULES = tuple(field.name for field in fields(Rules))
"""The names of the rules, in the order their clauses are printed."""

STATUTORY = Rules(
    offer=Offer(validity_days=30),
    formation=Formation(),
    withdrawal=Withdrawal(),
    payment=Payment(),
    late=Late(),
    recovery=Recovery(),
)
"""What a new office starts with: what the law supplies, and a month to answer a proposal."""
