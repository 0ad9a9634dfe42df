"""What duties are told from: the part of the file that may still ask for something."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from trainingdesk.domain.agreements import AgreementKind, AgreementState
from trainingdesk.domain.amendments import Amendment
from trainingdesk.domain.cheque_slips import USUAL_WAIT
from trainingdesk.domain.conditions import STATUTORY, Rules
from trainingdesk.domain.deadlines.elearning import PlatformState
from trainingdesk.domain.deadlines.questionnaires import QuestionnaireState
from trainingdesk.domain.discipline import DisciplinaryCase, Setting
from trainingdesk.domain.formation import Pieces, pieces
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.office_documents import OfficeDocumentKind
from trainingdesk.domain.prices import Price
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.reference_rates import RateKind
from trainingdesk.domain.registers import RegisterEntry
from trainingdesk.domain.reminders import NextStep
from trainingdesk.domain.sessions import Modality, SessionKind, is_learnt_alone
from trainingdesk.domain.settlements import Settlement
from trainingdesk.domain.teaching import TrainerDocumentKind
from trainingdesk.domain.trainer_files import Lack
from trainingdesk.domain.withdrawal import SignedWhere, WithdrawalPeriod, withdrawal_period

LOOK_BACK = timedelta(days=180)
"""How far back something left undone is still told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """A proposal that waits for its answer, or an accepted one that nothing was made of."""

    id: int
    number: str
    client: str
    valid_until: date | None
    recall_on: date | None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRef:
    """A session, as duties name it."""

    id: int
    number: str
    title: str
    starts_on: date | None
    ends_on: date | None
    modality: Modality = Modality.ON_SITE
    self_paced_hours: Decimal = Decimal(0)

    @property
    def name(self) -> str:
        """What its duties are grouped under."""
        return f"{self.number} – {self.title}"

    @property
    def is_remote(self) -> bool:
        """Whether people connect to it, at least in part."""
        return self.modality in {Modality.REMOTE, Modality.MIXED}

    @property
    def is_learnt_alone(self) -> bool:
        """Whether its people need accounts on a learning platform."""
        return is_learnt_alone(self.modality, self.self_paced_hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbilled:
    """A client of a session that got no invoice of it, with the terms that hold for it.

    `agreement_id` is `None` where no agreement was made; the terms are then those in force.
    """

    client_id: int
    client: str
    rules: Rules = STATUTORY
    kind: AgreementKind | None = None
    formed_on: date | None = None
    agreement_id: int | None = None
    conditions_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session that is not over and done with, and what it still waits for.

    `unsent` counts the people to whom a kind of paper was not sent; `unmarked` half-days without
    attendance, the first of them on `unmarked_since`; `uncertified` people who came and have no
    certificate.
    """

    ref: SessionRef
    kind: SessionKind = SessionKind.INTER
    is_open: bool = True
    minimum: int | None = None
    seated: int = 0
    first_slot: datetime | None = None
    unsent: Mapping[str, int] = field(default_factory=dict)
    unmarked: int = 0
    unmarked_since: date | None = None
    uncertified: int = 0
    unbilled: tuple[Unbilled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAbsence:
    """A day that somebody missed without an excuse, of which the employer was not told since."""

    enrolment_id: int
    trainee: str
    client: str
    session: SessionRef
    day: date
    rules: Rules = STATUTORY
    conditions_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAgreement:
    """An agreement that something may still be owed under, with the terms that hold for it.

    `deposit_paid_on` is the day the deposit was in, `deposit_left` what its invoice still asks,
    `None` while there is none. `own_price` is what funders leave to the client, all of it where it
    is `None`; `paid` is all that he paid, and `billed_ht` what was invoiced of the price, `None`
    while nothing was. `papers` gives the last day a paper of each kind
    was issued for it. `late_since` is the due date of the client's oldest late invoice, and
    `insured_until` the end of its insurance. `has_access` tells that everyone's account on the
    learning platform was given.
    """

    id: int
    name: str
    kind: AgreementKind
    state: AgreementState
    client_id: int
    client: str
    session: SessionRef
    price: Price
    rules: Rules = STATUTORY
    conditions_id: int | None = None
    sent_on: date | None = None
    signed_on: date | None = None
    signed_where: SignedWhere = SignedWhere.DISTANCE
    suspended_on: date | None = None
    receipts: tuple[Receipt, ...] = ()
    asks_deposit: bool = True
    own_price: Money | None = None
    deposit_left: Money | None = None
    deposit_paid_on: date | None = None
    paid: Money = ZERO
    billed_ht: Money | None = None
    instalments: tuple[Instalment, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    papers: Mapping[str, date] = field(default_factory=dict)
    late_since: date | None = None
    insured_until: date | None = None
    has_access: bool = False

    @property
    def withdrawal(self) -> WithdrawalPeriod | None:
        """The withdrawal period that an individual's signature opened."""
        if self.kind is not AgreementKind.CONTRACT or self.signed_on is None:
            return None
        return withdrawal_period(self.signed_on, self.signed_where, self.rules.withdrawal)

    @property
    def pieces(self) -> Pieces:
        """How far its pieces are."""
        return pieces(
            self.rules,
            self.receipts,
            self.deposit_paid_on,
            kind=self.kind,
            asks_deposit=self.asks_deposit,
        )

    def received(self, kind: ReceiptKind) -> date | None:
        """Return the first day that something of a kind came in, or `None`."""
        days = (receipt.received_on for receipt in self.receipts if receipt.kind is kind)
        return min(days, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSettlement:
    """A decision whose money is not settled, under the agreement that it is about.

    `to_credit` tells that what was invoiced before stands, and is to be credited.
    """

    settlement: Settlement
    agreement_id: int
    name: str
    client: str
    session: SessionRef
    to_credit: bool = False
    rules: Rules = STATUTORY
    conditions_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFunding:
    """What a funder was asked, and did not answer."""

    id: int
    funder: str
    client: str
    session: SessionRef
    requested_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenClaim:
    """Money that a funder granted for a session that is over, and that was not claimed.

    `lacks_invoice` tells that no invoice asks it of the funder yet.
    """

    id: int
    funder: str
    client: str
    session: SessionRef
    last_day: date
    lacks_invoice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChorusInvoice:
    """An issued invoice of a public client that is not on Chorus Pro.

    `rejected_on` is the day that the portal rejected it, and `reason` why.
    """

    id: int
    number: str
    client: str
    issued_on: date
    rejected_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateInvoice:
    """An invoice whose due date has passed, with what remains.

    `funder` names who pays in the client's place, empty where the client does; `trained_until` is
    the end of the training, `agreement_id` what it was made under, `deposit_of` the agreement that
    it is the deposit of, if any; `step` the letter that comes next and when, at once without it.
    """

    id: int
    number: str
    client: str
    due_on: date
    remaining: Money
    funder: str = ""
    trained_until: date | None = None
    deposit_of: int | None = None
    agreement_id: int | None = None
    step: NextStep | None = None
    rules: Rules = STATUTORY
    conditions_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCheque:
    """A cheque that may not be cashed before a day; never, where its client withdrew."""

    payment_id: int
    client: str
    amount: Money
    held_until: date
    goes_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChequesToBank:
    """The cheques that wait to be taken to the bank, and the oldest of them."""

    cheques: int
    total: Money
    oldest_on: date
    payment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEntry:
    """An entry of the register that waits, and whom it is from."""

    entry: RegisterEntry
    client: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A disciplinary case that is not closed, with the names it is told by."""

    case: DisciplinaryCase
    setting: Setting
    trainee: str
    session: SessionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingDocument:
    """A paper of a trainer's file whose validity ends, that no later one replaces."""

    trainer_id: int
    trainer: str
    kind: TrainerDocumentKind
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerFile:
    """What the file of a trainer lacks, and the first day of the next session given to him."""

    trainer_id: int
    trainer: str
    starts_on: date
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMission:
    """A subcontractor's part of a session that comes, and how far its contract is."""

    session: SessionRef
    trainer_id: int
    trainer: str
    starts_on: date
    sent_on: date | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingPaper:
    """A paper of the office that ends; `name` is that of a paper of no listed kind."""

    kind: OfficeDocumentKind
    valid_until: date
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeState:
    """All that duties are told from on one day.

    `rules` are those in force since `rules_since`, `None` while the office has written none.
    `bank_after` is how many days a cheque may wait for the bank, `NEVER` where nobody is told.
    `trained_last_year` tells that there is a report to make, `past_data` how many people's data
    are past their time, `missing_rates` which rates of the current half-year nobody entered,
    `seal_until` the last day of the certificate that papers are sealed with.
    """

    rules: Rules = STATUTORY
    rules_since: date | None = None
    proposals: tuple[OpenProposal, ...] = ()
    agreements: tuple[OpenAgreement, ...] = ()
    settlements: tuple[OpenSettlement, ...] = ()
    sessions: tuple[OpenSession, ...] = ()
    absences: tuple[OpenAbsence, ...] = ()
    fundings: tuple[OpenFunding, ...] = ()
    claims: tuple[OpenClaim, ...] = ()
    chorus: tuple[ChorusInvoice, ...] = ()
    late_invoices: tuple[LateInvoice, ...] = ()
    cheques: tuple[HeldCheque, ...] = ()
    to_bank: ChequesToBank | None = None
    bank_after: int = USUAL_WAIT
    register: tuple[OpenEntry, ...] = ()
    cases: tuple[OpenCase, ...] = ()
    documents: tuple[EndingDocument, ...] = ()
    trainer_files: tuple[TrainerFile, ...] = ()
    missions: tuple[OpenMission, ...] = ()
    office_documents: tuple[EndingPaper, ...] = ()
    seal_until: date | None = None
    platform: PlatformState = field(default_factory=PlatformState)
    questionnaires: QuestionnaireState = field(default_factory=QuestionnaireState)
    missing_rates: tuple[RateKind, ...] = ()
    trained_last_year: bool = False
    past_data: int = 0
