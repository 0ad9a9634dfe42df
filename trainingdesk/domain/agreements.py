"""Agreements: the convention with a firm, the contract with an individual."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, counted
from trainingdesk.domain.parties import Client
from trainingdesk.domain.tva import Totals, totals
from trainingdesk.domain.withdrawal import SignedWhere, WithdrawalPeriod, withdrawal_period
from trainingdesk.french import long_date


class AgreementKind(StrEnum):
    """Convention (L6353-1) or contract (L6353-3)."""

    CONVENTION = "convention"
    CONTRACT = "contract"


class AgreementState(StrEnum):
    """How far an agreement is."""

    DRAFT = "draft"
    SENT = "sent"
    SIGNED = "signed"
    DONE = "done"
    CANCELLED = "cancelled"


def kind_for(client: Client) -> AgreementKind:
    """Return what the law asks for: a person who pays for himself signs a contract (L6353-3)."""
    return AgreementKind.CONTRACT if client.is_individual else AgreementKind.CONVENTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What office and client bind themselves to for one session."""

    kind: AgreementKind
    session_id: int
    client_id: int
    number: str = ""
    state: AgreementState = AgreementState.DRAFT
    proposal_id: int | None = None
    contact_id: int | None = None
    conditions_id: int | None = None
    special_conditions: str = ""
    sent_on: date | None = None
    signed_on: date | None = None
    signed_where: SignedWhere = SignedWhere.DISTANCE
    signed_by: str = ""
    lines: tuple[Line, ...] = ()
    id: int | None = None

    @property
    def totals(self) -> Totals:
        """The price agreed."""
        return totals(counted(self.lines))

    @property
    def withdrawal(self) -> WithdrawalPeriod | None:
        """The withdrawal period that an individual's signature opened."""
        if self.kind is not AgreementKind.CONTRACT or self.signed_on is None:
            return None
        return withdrawal_period(self.signed_on, self.signed_where)

    def unsigned(self) -> "Agreement":
        """Return the agreement as its paper is made: what happens to the paper is not in it."""
        return replace(self, state=AgreementState.DRAFT, sent_on=None, signed_on=None, signed_by="")

    def send(self, on: date) -> "Agreement":
        """Return the agreement as sent for signature."""
        if self.state not in {AgreementState.DRAFT, AgreementState.SENT}:
            raise RuleBroken(f"{self.name} : plus aucune signature n’est attendue.")
        return replace(self, state=AgreementState.SENT, sent_on=self.sent_on or on)

    def sign(self, on: date, by: str, today: date) -> "Agreement":
        """Return the agreement as signed by the client, or refuse."""
        if self.state is not AgreementState.SENT:
            raise RuleBroken(f"{self.name} : notez d’abord l’envoi, puis le retour signé.")
        if on > today:
            raise RuleBroken(
                f"La date de signature ({long_date(on)}) est dans le futur.", "signed_on"
            )
        return replace(self, state=AgreementState.SIGNED, signed_on=on, signed_by=by)

    @property
    def name(self) -> str:
        """What people call it: «Convention CV-2026-0012»."""
        noun = "Convention" if self.kind is AgreementKind.CONVENTION else "Contrat"
        return f"{noun} {self.number}".strip()
