"""What the law makes of an agreement that ends: withdrawal, termination, before it ever binds."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.cancellation import CancellationCost, CancelledOrder
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.kinds import Base, DayUnit
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.interruption import HeldCost, HoursHeld
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.notice import notice
from trainingdesk.domain.postponement import PostponedOrder, PostponementCost
from trainingdesk.domain.prices import Price
from trainingdesk.domain.withdrawal import WithdrawalPeriod
from trainingdesk.french import euros, hours, long_date, plural


def withdrawn(
    order: CancelledOrder, period: WithdrawalPeriod, sent_on: date | None = None
) -> CancellationCost:
    """Return what an individual owes who withdraws in time: nothing, whatever the terms (L6353-5).

    A letter counts from *sent_on*, the day it was posted (C. conso. L221-21).

    Raises:
        RuleBroken: the period is over, or the letter was received before it was sent.
    """
    if sent_on is not None and sent_on > order.received_on:
        raise RuleBroken(
            f"Une lettre envoyée le {long_date(sent_on)} ne peut pas être reçue le "
            f"{long_date(order.received_on)}.",
            "sent_on",
        )
    if (sent_on or order.received_on) > period.last_day:
        raise RuleBroken(
            f"Le délai de rétractation a pris fin le {long_date(period.last_day)} : ce n’est plus "
            "une rétractation mais une annulation.",
            "received_on",
        )
    paid = order.paid or ZERO
    words = (
        f"La rétractation {_came(order.received_on, sent_on)} est dans le délai, qui court "
        f"jusqu’au {long_date(period.last_day)} : vous ne devez rien."
    )
    if paid:
        words += f" Les {euros(paid)} versés vous sont remboursés."
    return CancellationCost(
        notice_days=notice(order.received_on, order.starts_on, DayUnit.CALENDAR),
        notice_working_days=notice(order.received_on, order.starts_on, DayUnit.MON_SAT),
        share=ZERO,
        base=Base.NONE,
        due_ht=ZERO,
        due_ttc=ZERO,
        paid=paid,
        last_free_date=period.last_day,
        tiers=(),
        rule="withdrawal",
        sentence=words,
    )


def refuse_unsigned(came_on: date, signed_on: date) -> None:
    """Refuse a withdrawal that came before there was anything to withdraw from.

    Raises:
        RuleBroken: *came_on* precedes the signature.
    """
    if came_on < signed_on:
        raise RuleBroken(
            f"Une lettre du {long_date(came_on)} précède la signature du contrat, le "
            f"{long_date(signed_on)} : ce n’est pas une rétractation. Vérifiez le jour.",
            "received_on",
        )


def _came(received_on: date, sent_on: date | None) -> str:
    if sent_on is None or sent_on == received_on:
        return f"reçue le {long_date(received_on)}"
    return f"envoyée le {long_date(sent_on)} et reçue le {long_date(received_on)}"


def postponed_unformed(order: PostponedOrder) -> PostponementCost:
    """Return what a new date costs while the agreement does not bind yet: its price, no more."""
    whole = order.price.total_ttc
    return PostponementCost(
        allowed=True,
        due_ttc=ZERO,
        kept=ZERO,
        due_for_new_date=whole,
        rule="formation",
        sentence=(
            f"L’accord n’est pas formé : le report au {long_date(order.new_start)} se fait sans "
            f"frais. La nouvelle date coûte {euros(whole)}."
        ),
    )


@dataclass(frozen=True, slots=True)
class FormalNotice:
    """A formal notice, and the first day on which it may be acted upon."""

    sent_on: date
    days: int

    @property
    def last_day(self) -> date:
        """The last day to comply, that day included."""
        return self.sent_on + timedelta(self.days)

    @property
    def acts_from(self) -> date:
        """The first day on which the agreement may be ended."""
        return self.last_day + timedelta(1)


def terminated(rules: Rules, price: Price, held: HoursHeld, noticed_on: date, on: date) -> HeldCost:
    """Return what is owed when an agreement ends after a formal notice in vain: what was given.

    Raises:
        RuleBroken: the terms have no such clause, or its days have not run.
    """
    terms = rules.termination
    if terms is None:
        raise RuleBroken(
            "Les conditions de vente ne prévoient pas de résiliation après mise en demeure : "
            "convenez d’un avenant avec le client, ou demandez conseil."
        )
    formal = FormalNotice(noticed_on, terms.notice_days)
    if on < formal.acts_from:
        raise RuleBroken(
            f"La mise en demeure du {long_date(noticed_on)} laisse "
            f"{plural(terms.notice_days, 'jour')} : l’accord ne peut être résolu qu’à partir du "
            f"{long_date(formal.acts_from)}.",
            "noticed_on",
        )
    held.checked()
    due = price.prorated(held.followed, held.planned)
    words = (
        f"La mise en demeure du {long_date(noticed_on)} est restée sans effet pendant "
        f"{plural(terms.notice_days, 'jour')} : l’accord est résolu le {long_date(on)}. "
    )
    if due:
        given = f"{hours(held.followed)} sur {hours(held.planned)}"
        words += f"Ce qui a été réalisé reste dû : {given}, soit {euros(due)}."
    else:
        words += "Rien n’a été réalisé : rien n’est dû pour la formation."
    share = (held.followed / held.planned).quantize(Decimal("0.0001"))
    return HeldCost(due_ttc=due, share=share, rule="termination", sentence=words)
