"""Commercial proposals: what is offered, to whom, until when."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, counted
from trainingdesk.domain.money import Money
from trainingdesk.domain.sessions import SessionKind
from trainingdesk.domain.tva import Totals, totals
from trainingdesk.french import long_date


class ProposalState(StrEnum):
    """How far a proposal is; that it expired is seen from its date."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An offer to a client; its versions share a number.

    `participants` are names as the client gave them; `head_count` holds while some are unknown.
    `preparation_cost` is what a client owes who gives up before the agreement is formed.
    """

    client_id: int
    title: str
    created_on: date
    number: str = ""
    version: int = 1
    state: ProposalState = ProposalState.DRAFT
    kind: SessionKind = SessionKind.INTRA
    contact_id: int | None = None
    session_id: int | None = None
    conditions_id: int | None = None
    dates: str = ""
    place: str = ""
    duration: str = ""
    head_count: int | None = None
    billing: Address = field(default_factory=Address)
    purchase_order: str = ""
    engagement_number: str = ""
    introduction: str = ""
    sent_on: date | None = None
    valid_until: date | None = None
    recall_on: date | None = None
    decided_on: date | None = None
    lost_reason: str = ""
    preparation_cost: Money | None = None
    lines: tuple[Line, ...] = ()
    participants: tuple[str, ...] = ()
    id: int | None = None

    @property
    def totals(self) -> Totals:
        """The sum of what is offered, options aside."""
        return totals(counted(self.lines))

    def is_expired(self, today: date) -> bool:
        """Whether its validity has passed without an answer."""
        waiting = self.state in {ProposalState.DRAFT, ProposalState.SENT}
        return waiting and self.valid_until is not None and self.valid_until < today

    def send(self, number: str, on: date, valid_until: date | None) -> "Proposal":
        """Return the proposal as sent, or refuse."""
        if self.state is not ProposalState.DRAFT:
            raise RuleBroken(f"La proposition {self.number} est déjà partie.")
        if not counted(self.lines):
            raise RuleBroken("Une proposition sans ligne ne peut pas partir.", "lines")
        return replace(
            self,
            state=ProposalState.SENT,
            number=number,
            sent_on=on,
            valid_until=valid_until,
        )

    def accept(self, on: date) -> "Proposal":
        """Return the proposal as accepted, or refuse one that was not sent or has expired."""
        self._must_be_sent()
        if self.is_expired(on):
            raise RuleBroken(
                f"La proposition {self.number} n’est plus valable depuis le "
                f"{long_date(self.valid_until or on)} : prolongez sa validité pour l’accepter.",
                "valid_until",
            )
        return replace(self, state=ProposalState.ACCEPTED, decided_on=on)

    def refuse(self, on: date, reason: str) -> "Proposal":
        """Return the proposal as lost, with the client's reason."""
        self._must_be_sent()
        return replace(self, state=ProposalState.REFUSED, decided_on=on, lost_reason=reason)

    def reopened(self) -> "Proposal":
        """Return the proposal as waiting for its answer again."""
        if self.state not in {ProposalState.ACCEPTED, ProposalState.REFUSED}:
            raise RuleBroken("Cette proposition n’a pas encore de réponse à reprendre.")
        return replace(self, state=ProposalState.SENT, decided_on=None, lost_reason="")

    def new_version(self, on: date) -> "Proposal":
        """Return the draft of the next version, under the same number."""
        return replace(
            self,
            id=None,
            version=self.version + 1,
            state=ProposalState.DRAFT,
            created_on=on,
            session_id=None,
            recall_on=None,
            sent_on=None,
            valid_until=None,
            decided_on=None,
            lost_reason="",
        )

    def _must_be_sent(self) -> None:
        if self.state is not ProposalState.SENT:
            raise RuleBroken(
                "Seule une proposition envoyée, sans réponse encore, peut être acceptée ou refusée."
            )
