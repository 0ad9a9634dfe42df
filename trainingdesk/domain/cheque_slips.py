"""Cheques that are taken to the bank together, and the slip that goes with them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.payments import PaymentKind
from trainingdesk.french import euros, long_date

USUAL_WAIT = 8
"""Days that a cheque may wait before the first page tells so, unless the office chose others."""
LONGEST_WAIT = 180
NEVER = 0
"""The wait of an office that does not want to be told."""

_PRESENTATION = timedelta(days=8)
_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheque:
    """A cheque that came; `invoices` are the numbers of what it settles.

    `taken_back` says that the bank rejected it, or that it was typed wrong.
    """

    payment_id: int
    received_on: date
    payer: str
    amount: Money
    reference: str = ""
    invoices: str = ""
    taken_back: PaymentKind | None = None

    @property
    def last_day(self) -> date:
        """The last day that the bank owes its sum, if it was written the day it came.

        A year after the eight days to present it (C. mon. fin. L131-32 and L131-59).
        """
        return add_months(self.received_on + _PRESENTATION, _YEAR)

    def is_void(self, on: date) -> bool:
        """Whether it comes too late on a day."""
        return on > self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class ChequeSlip:
    """Cheques taken to the bank on a day.

    One that was `undone_on` a day holds none any more; its number, how many they were and their
    sum stay.
    """

    number: str
    deposited_on: date
    cheques: int
    total: Money
    notes: str = ""
    undone_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChequeSlipPaper:
    """What the slip prints: the cheques in their order, into the account of the office."""

    organisation: Organisation
    slip: ChequeSlip
    cheques: tuple[Cheque, ...]
    on: date

    @property
    def total(self) -> Decimal:
        """The sum of the cheques."""
        return total(self.cheques)


def void_before(today: date) -> date:
    """Return the day before which whatever came is void today."""
    return add_months(today, -_YEAR) - _PRESENTATION


def total(cheques: Collection[Cheque]) -> Decimal:
    """Return the sum of cheques."""
    return sum((cheque.amount for cheque in cheques), ZERO)


def check_deposit(cheques: Collection[Cheque], on: date, today: date) -> None:
    """Refuse to take cheques to the bank on a day that cannot be.

    Raises:
        RuleBroken: there are none, one came later or is void by then, or the day lies ahead.
    """
    if not cheques:
        raise RuleBroken("Cochez au moins un chèque à remettre en banque.")
    if on > today:
        raise RuleBroken(
            f"Le {long_date(on)} est dans le futur : datez la remise du jour où elle part.",
            "deposited_on",
        )
    for cheque in cheques:
        name = f"chèque de {cheque.payer or 'tireur inconnu'} ({euros(cheque.amount)})"
        if cheque.received_on > on:
            raise RuleBroken(
                f"Le {name} n’est arrivé que le {long_date(cheque.received_on)} : datez la remise "
                "de ce jour ou d’un jour suivant.",
                "deposited_on",
            )
        if cheque.is_void(on):
            raise RuleBroken(
                f"Le {name} est périmé depuis le {long_date(cheque.last_day)} : demandez-en un "
                "autre, puis annulez ce règlement."
            )


def check_undoing(slip: ChequeSlip, cheques: Collection[Cheque], *, is_ticked: bool) -> None:
    """Refuse to undo a slip that the bank has received for sure, or that is undone.

    *is_ticked* tells that a line of a bank statement was matched with it.

    Raises:
        RuleBroken: it is undone already, or stands in a statement, or the bank rejected one of its
            cheques.
    """
    if slip.undone_on is not None:
        raise RuleBroken(
            f"La remise {slip.number} est déjà annulée depuis le {long_date(slip.undone_on)}."
        )
    if is_ticked:
        raise RuleBroken(
            f"La remise {slip.number} est pointée dans un relevé bancaire : remettez d’abord la "
            "ligne du relevé en attente."
        )
    for cheque in cheques:
        if cheque.taken_back is PaymentKind.BOUNCED:
            raise RuleBroken(
                f"La banque a rejeté le chèque de {cheque.payer or 'tireur inconnu'} : elle a donc "
                f"bien reçu la remise {slip.number}, qui ne s’annule plus."
            )


def checked_wait(days: int) -> int:
    """Return the days that a cheque may wait, none for never told.

    Raises:
        RuleBroken: there are too many of them.
    """
    if not NEVER <= days <= LONGEST_WAIT:
        raise RuleBroken(f"Le délai va de 0 (jamais) à {LONGEST_WAIT} jours.", "wait_days")
    return days
