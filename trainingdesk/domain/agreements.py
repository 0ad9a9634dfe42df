"""Agreements: the convention with a firm, the contract with an individual."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trainingdesk.domain.conditions.rules import Rules
from trainingdesk.domain.conditions.special import NO_SPECIAL_TERMS, SpecialTerms
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, counted
from trainingdesk.domain.parties import Client, ClientKind, FunderKind
from trainingdesk.domain.tva import Totals, totals
from trainingdesk.domain.withdrawal import SignedWhere, WithdrawalPeriod, withdrawal_period
from trainingdesk.french import long_date


class AgreementKind(StrEnum):
    """Convention (L6353-1), contract (L6353-3), or what stands for them.

    Another training office sends its own order; a CPF file replaces the convention (D6353-1 III).
    """

    CONVENTION = "convention"
    CONTRACT = "contract"
    ORDER = "order"
    CPF = "cpf"

    @property
    def asks_nothing_first(self) -> bool:
        """Whether the law, or who pays, forbids to make it depend on a deposit."""
        return self in {AgreementKind.CONTRACT, AgreementKind.CPF}

    @property
    def is_printed(self) -> bool:
        """Whether the office makes a paper of it."""
        return self in {AgreementKind.CONVENTION, AgreementKind.CONTRACT}


class AgreementState(StrEnum):
    """How far an agreement is; that its training runs is seen from the dates."""

    DRAFT = "draft"
    SENT = "sent"
    """Papers are awaited."""
    FORMED = "formed"
    DONE = "done"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    TERMINATED = "terminated"

    @property
    def is_open(self) -> bool:
        """Whether papers may still be awaited."""
        return self in {AgreementState.DRAFT, AgreementState.SENT}

    @property
    def is_over(self) -> bool:
        """Whether it ended before its training was held as agreed."""
        return self in {
            AgreementState.CANCELLED,
            AgreementState.POSTPONED,
            AgreementState.TERMINATED,
        }

    @property
    def binds(self) -> bool:
        """Whether both sides are bound."""
        return self in {AgreementState.FORMED, AgreementState.DONE}


def kind_for(client: Client, funders: Iterable[FunderKind] = ()) -> AgreementKind:
    """Return what the law asks for, by who buys and who pays in his place.

    A person who pays for himself signs a contract (L6353-3), a self-employed one with a fund a
    convention; a CPF file replaces both (D6353-1 III); a training office sends its own order.
    """
    known = set(funders)
    if client.kind is ClientKind.TRAINING_OFFICE:
        return AgreementKind.ORDER
    if not client.is_individual:
        return AgreementKind.CONVENTION
    if FunderKind.CDC in known:
        return AgreementKind.CPF
    if FunderKind.SELF_EMPLOYED_FUND in known:
        return AgreementKind.CONVENTION
    return AgreementKind.CONTRACT


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
    special: SpecialTerms = NO_SPECIAL_TERMS
    sent_on: date | None = None
    signed_on: date | None = None
    signed_where: SignedWhere = SignedWhere.DISTANCE
    signed_by: str = ""
    formed_on: date | None = None
    suspended_on: date | None = None
    ended_on: date | None = None
    lines: tuple[Line, ...] = ()
    id: int | None = None

    @property
    def totals(self) -> Totals:
        """The price agreed."""
        return totals(counted(self.lines))

    def withdrawal(self, rules: Rules) -> WithdrawalPeriod | None:
        """Return the withdrawal period that an individual's signature opened."""
        if self.kind is not AgreementKind.CONTRACT or self.signed_on is None:
            return None
        return withdrawal_period(self.signed_on, self.signed_where, rules.withdrawal)

    def unsigned(self) -> "Agreement":
        """Return the agreement as its paper is made: what happens to the paper is not in it."""
        return replace(
            self,
            state=AgreementState.DRAFT,
            sent_on=None,
            signed_on=None,
            signed_by="",
            formed_on=None,
            suspended_on=None,
            ended_on=None,
        )

    def send(self, on: date) -> "Agreement":
        """Return the agreement as sent for signature."""
        if not self.state.is_open:
            raise RuleBroken(f"{self.name} : plus aucune signature n’est attendue.")
        return replace(self, state=AgreementState.SENT, sent_on=self.sent_on or on)

    def sign(self, on: date, by: str, today: date) -> "Agreement":
        """Return the agreement as signed by the client, or refuse; it may yet lack other pieces.

        What another makes, an order or a CPF file, was never sent: it comes signed.
        """
        if self.signed_on is not None:
            raise RuleBroken(
                f"{self.name} : la signature du {long_date(self.signed_on)} est déjà notée."
            )
        waits = self.state is AgreementState.SENT
        comes = self.state is AgreementState.DRAFT and not self.kind.is_printed
        if not waits and not comes:
            raise RuleBroken(f"{self.name} : notez d’abord l’envoi, puis le retour signé.")
        if on > today:
            raise RuleBroken(
                f"La date de signature ({long_date(on)}) est dans le futur.", "signed_on"
            )
        return replace(self, state=AgreementState.SENT, signed_on=on, signed_by=by)

    def formed(self, on: date | None) -> "Agreement":
        """Return the agreement as formed since a day; `None` while a piece is missing."""
        if self.state not in {AgreementState.SENT, AgreementState.FORMED}:
            return self
        state = AgreementState.FORMED if on is not None else AgreementState.SENT
        return replace(self, state=state, formed_on=on)

    def ended(self, state: AgreementState, on: date) -> "Agreement":
        """Return the agreement as cancelled, postponed, terminated or done, or refuse."""
        if self.state is AgreementState.DRAFT:
            raise RuleBroken(f"{self.name} : rien n’est parti, ce brouillon se supprime.")
        if self.state not in {AgreementState.SENT, AgreementState.FORMED}:
            raise RuleBroken(f"{self.name} : il n’y a plus rien à annuler ni à reporter.")
        return replace(self, state=state, ended_on=on)

    def resumed(self) -> "Agreement":
        """Return the agreement as before it ended: what was decided is taken back."""
        if self.ended_on is None:
            raise RuleBroken(f"{self.name} n’est ni annulé, ni reporté, ni résolu.")
        state = AgreementState.FORMED if self.formed_on else AgreementState.SENT
        return replace(self, state=state, ended_on=None)

    def suspended(self, on: date | None) -> "Agreement":
        """Return the agreement as suspended from a day on, or no more."""
        if on is not None and self.state not in {AgreementState.SENT, AgreementState.FORMED}:
            raise RuleBroken(f"{self.name} : seule une formation à venir ou en cours se suspend.")
        return replace(self, suspended_on=on)

    @property
    def name(self) -> str:
        """What people call it: «Convention CV-2026-0012»."""
        return agreement_name(self.kind, self.number)


def agreement_name(kind: AgreementKind, number: str) -> str:
    """Return what people call an agreement, by its kind and number."""
    return f"{_NOUNS[kind]} {number}".strip()


_NOUNS = {
    AgreementKind.CONVENTION: "Convention",
    AgreementKind.CONTRACT: "Contrat",
    AgreementKind.ORDER: "Commande",
    AgreementKind.CPF: "Dossier CPF",
}
