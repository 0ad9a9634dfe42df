"""Whether an agreement is formed: everything that the office's terms ask for has come back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.kinds import Mark, Need
from trainingdesk.domain.conditions.rules import Formation
from trainingdesk.domain.receipts import SIGNED, Receipt, ReceiptKind
from trainingdesk.french import listed

_PAPERS = {
    ReceiptKind.SIGNED_PROPOSAL: Need.SIGNED_PROPOSAL,
    ReceiptKind.SIGNED_TERMS: Need.SIGNED_TERMS,
    ReceiptKind.SIGNED_AGREEMENT: Need.SIGNED_AGREEMENT,
}
_NAMES = {
    Need.SIGNED_PROPOSAL: "la proposition signée",
    Need.SIGNED_TERMS: "les conditions générales signées",
    Need.SIGNED_AGREEMENT: "la convention ou le contrat signé",
    Need.DEPOSIT: "l’acompte",
}

_MARKS = {
    Mark.INITIALS: "paraphes",
    Mark.STAMP: "cachet",
    Mark.HANDWRITTEN_ACCEPTANCE: "« Bon pour accord »",
    Mark.DATE: "date",
    Mark.READ_AND_APPROVED: "« Lu et approuvé »",
}


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one agreement: which are needed, and since when each is in."""

    needed: tuple[Need, ...]
    received: dict[Need, date]

    @property
    def missing(self) -> tuple[Need, ...]:
        """What has not come yet, in the order that the terms name it."""
        return tuple(need for need in self.needed if need not in self.received)

    @property
    def formed_on(self) -> date | None:
        """The day the last piece came, or `None` while one is missing."""
        if self.missing:
            return None
        return max((self.received[need] for need in self.needed), default=None)

    @property
    def missing_words(self) -> str:
        """The missing pieces, as a sentence lists them."""
        return listed([_NAMES[need] for need in self.missing])


def pieces(
    rules: Rules,
    receipts: Iterable[Receipt],
    deposit_paid_on: date | None,
    *,
    kind: AgreementKind = AgreementKind.CONVENTION,
    asks_deposit: bool = True,
) -> Pieces:
    """Return how far the pieces of an agreement are.

    A subrogation of the whole price, and an individual whose withdrawal period runs, are asked no
    deposit: *asks_deposit* is then false, and the deposit is none of the pieces.
    """
    needed = tuple(
        need for need in _needed(rules, kind) if asks_deposit or need is not Need.DEPOSIT
    )
    received: dict[Need, date] = {}
    for receipt in receipts:
        need = _PAPERS.get(receipt.kind)
        if need is not None:
            received[need] = min(receipt.received_on, received.get(need, receipt.received_on))
    if deposit_paid_on is not None:
        received[Need.DEPOSIT] = deposit_paid_on
    return Pieces(needed, received)


def _needed(rules: Rules, kind: AgreementKind) -> tuple[Need, ...]:
    """Return what the terms ask for, as far as this kind of agreement knows it.

    An order or a CPF file stands for all the papers; a person's contract is one that he signs,
    whatever else the terms ask (L6353-3).
    """
    needs = (rules.formation or Formation()).needs
    if not kind.is_printed:
        return (Need.SIGNED_AGREEMENT, *(need for need in needs if need is Need.DEPOSIT))
    if kind is AgreementKind.CONTRACT and Need.SIGNED_AGREEMENT not in needs:
        return (*needs, Need.SIGNED_AGREEMENT)
    return needs


def missing_marks(
    rules: Rules, receipt: Receipt, kind: AgreementKind = AgreementKind.CONVENTION
) -> tuple[Mark, ...]:
    """Return the marks that the terms ask and the paper lacks; they warn, and never block."""
    asked = asked_marks(rules, receipt.kind, kind)
    return tuple(mark for mark in asked if mark not in receipt.marks)


def asked_marks(rules: Rules, paper: ReceiptKind, kind: AgreementKind) -> tuple[Mark, ...]:
    """Return the marks that the terms ask of a paper.

    «Lu et approuvé» is written on what was handed over, such as the house rules; a person has no
    stamp; and another's order or CPF file bears its own.
    """
    if not kind.is_printed:
        return ()
    terms = rules.formation or Formation()
    handed = paper is ReceiptKind.HANDED_OVER
    if not handed and paper not in SIGNED:
        return ()
    return tuple(
        mark
        for mark in terms.marks
        if (mark is Mark.READ_AND_APPROVED) == handed
        and not (mark is Mark.STAMP and kind is AgreementKind.CONTRACT)
    )


def marks_words(marks: Iterable[Mark]) -> str:
    """Return marks as a sentence lists them: «cachet et date»."""
    known = set(marks)
    return listed([words for mark, words in _MARKS.items() if mark in known])


def return_by(rules: Rules, sent_on: date) -> date | None:
    """Return the last day to send the papers back, where the terms set one.

    It counts from the receipt by the client; the day of sending stands for it.
    """
    terms = rules.formation
    if terms is None or terms.return_days is None:
        return None
    return sent_on + timedelta(terms.return_days)


def suspends_from(rules: Rules, sent_on: date, starts_on: date | None) -> date | None:
    """Return the first day on which missing papers may suspend a training, or `None` without one.

    It is the day after the last to send them back, and at the latest the start.
    """
    last = return_by(rules, sent_on)
    days = [starts_on, last + timedelta(1) if last is not None else None]
    return min((day for day in days if day is not None), default=None)
