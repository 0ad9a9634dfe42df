"""Whether a client may move a training to another date, and what that costs."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.cancellation import CancelledOrder, cancelled_by_client
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.kinds import DayUnit, LatePostponement, NewPrice
from trainingdesk.domain.conditions.rules import Postponement
from trainingdesk.domain.deposit import deposit_of
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.notice import notice
from trainingdesk.domain.prices import FeeVat, Price
from trainingdesk.french import euros, long_date, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponedOrder:
    """What is postponed: when it was ordered, when the request came, from which day to which."""

    ordered_on: date
    asked_on: date
    starts_on: date
    new_start: date
    price: Price
    paid: Decimal | None = None
    tva_rate: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponementCost:
    """What a postponement comes to.

    `due_ttc` is payable at once, before what was paid is deducted; `kept` stays with the office as
    an indemnity; `due_for_new_date` is the price still owed for the new date.
    """

    allowed: bool
    due_ttc: Money
    kept: Money
    due_for_new_date: Money
    rule: str
    sentence: str


def postponed(rules: Rules, order: PostponedOrder, vat: FeeVat | None = None) -> PostponementCost:
    """Return what the terms make of a postponement.

    Raises:
        RuleBroken: the days cannot follow one another like that.
    """
    if order.new_start <= order.starts_on:
        raise RuleBroken("Un report donne une date plus tardive que la première.", "new_start")
    if order.asked_on < order.ordered_on:
        raise RuleBroken("La demande de report ne peut pas précéder la commande.", "asked")
    terms = rules.postponement
    if terms is None:
        return _silent(order)
    if _is_in_time(terms, order):
        return _in_time(rules, terms, order)
    if terms.too_late is LatePostponement.WHOLE_PRICE:
        return _whole_price(terms, order)
    return _cancelled_instead(rules, terms, order, vat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjournment:
    """A training that the office moves: nothing is due for it.

    `last_day` is the last one that the terms give for it, `None` where they give none.
    """

    last_day: date | None
    in_time: bool
    sentence: str
    rule: str = "office_cancellation"


def adjourned(
    rules: Rules, starts_on: date, new_start: date | None, on: date, paid: Decimal
) -> Adjournment:
    """Return what becomes of a training that the office moves on a day, for too few people.

    *new_start* is `None` while it is looked for. A move that comes late is told, not refused: the
    training cannot be held all the same.

    Raises:
        RuleBroken: the new day is no later than the first one.
    """
    if new_start is not None and new_start <= starts_on:
        raise RuleBroken("Un report donne une date plus tardive que la première.", "new_start")
    terms = rules.office_cancellation
    days = terms.adjourn_days if terms else None
    last = None if days is None else starts_on - timedelta(days)
    when = f"au {long_date(new_start)}" if new_start else "à une date qui reste à fixer"
    words = f"La formation est reportée {when}, sans frais pour vous."
    if paid:
        words += (
            f" Les {euros(paid)} déjà versés valent pour la nouvelle date, ou vous sont remboursés "
            "si vous le préférez."
        )
    return Adjournment(last_day=last, in_time=last is None or on <= last, sentence=words)


def last_new_start(terms: Postponement, ordered_on: date) -> date | None:
    """Return the last day that a new date may fall on, that day included."""
    if terms.within_months is None:
        return None
    return add_months(ordered_on, terms.within_months)


def _is_in_time(terms: Postponement, order: PostponedOrder) -> bool:
    last = last_new_start(terms, order.ordered_on)
    given = notice(order.asked_on, order.starts_on, DayUnit.CALENDAR)
    return given >= terms.at_least and (last is None or order.new_start <= last)


def _in_time(rules: Rules, terms: Postponement, order: PostponedOrder) -> PostponementCost:
    kept = deposit_of(rules, order.price) if terms.keeps_deposit else ZERO
    whole = order.price.total_ttc
    left = whole if terms.new_price is NewPrice.WHOLE else whole - kept
    words = f"Le report au {long_date(order.new_start)} est possible"
    if kept:
        words += f" : l’acompte de {euros(kept)} reste acquis à l’organisme, à titre d’indemnité"
    else:
        words += ", sans frais"
    words += f". La nouvelle date coûte {euros(left)}."
    if terms.funder_agrees:
        words += " Si un financeur paie la formation, son accord est nécessaire."
    return PostponementCost(
        allowed=True,
        due_ttc=kept,
        kept=kept,
        due_for_new_date=left,
        rule="postponement",
        sentence=words,
    )


def _whole_price(terms: Postponement, order: PostponedOrder) -> PostponementCost:
    whole = order.price.total_ttc
    last = last_new_start(terms, order.ordered_on)
    if last is not None and order.new_start > last:
        why = (
            f"la nouvelle date dépasse le {long_date(last)}, fin du délai de "
            f"{plural(terms.within_months or 0, 'mois', 'mois')} après la commande"
        )
    else:
        why = "la demande est venue trop tard"
    left = whole if terms.new_price is NewPrice.WHOLE else ZERO
    words = (
        f"Le prix entier, {euros(whole)}, est dû dès maintenant et reste acquis à l’organisme : "
        f"{why}."
    )
    if left:
        words += f" La nouvelle date coûte de nouveau {euros(left)}."
    return PostponementCost(
        allowed=True,
        due_ttc=whole,
        kept=whole,
        due_for_new_date=left,
        rule="postponement",
        sentence=words,
    )


def _cancelled_instead(
    rules: Rules, terms: Postponement, order: PostponedOrder, vat: FeeVat | None
) -> PostponementCost:
    cost = cancelled_by_client(
        rules,
        CancelledOrder(
            starts_on=order.starts_on,
            received_on=order.asked_on,
            price=order.price,
            paid=order.paid,
            tva_rate=order.tva_rate,
        ),
        vat,
    )
    last = last_new_start(terms, order.ordered_on)
    if last is not None and order.new_start > last:
        limit = f"au plus tard au {long_date(last)}"
    else:
        limit = f"demandé au moins {plural(terms.at_least, 'jour')} avant le début"
    words = (
        f"Le report n’est plus possible : il doit être {limit}. Renoncer à cette date revient à "
        f"annuler. {cost.sentence}"
    )
    return PostponementCost(
        allowed=False,
        due_ttc=cost.due_ttc,
        kept=cost.due_ttc,
        due_for_new_date=ZERO,
        rule="cancellation",
        sentence=words,
    )


def _silent(order: PostponedOrder) -> PostponementCost:
    return PostponementCost(
        allowed=True,
        due_ttc=ZERO,
        kept=ZERO,
        due_for_new_date=order.price.total_ttc,
        rule="postponement",
        sentence=(
            "Les conditions de vente ne disent rien d’un report : il se fait d’un commun accord, "
            f"sans frais. La nouvelle date coûte {euros(order.price.total_ttc)}."
        ),
    )
