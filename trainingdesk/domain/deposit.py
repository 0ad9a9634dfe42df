"""What is paid first, and from which day it may be asked."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.conditions import Conditions, Rules
from trainingdesk.domain.conditions.kinds import DepositMoment, IndividualDeposit, PaymentMoment
from trainingdesk.domain.instalments import first_payment
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.prices import Price
from trainingdesk.domain.withdrawal import SignedWhere, withdrawal_period
from trainingdesk.french import euros, long_date, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositAsked:
    """The deposit, and the first day it is due; `None` where none is asked or no day is known."""

    amount: Money
    due_on: date | None
    rule: str
    sentence: str


def deposit_of(rules: Rules, price: Price) -> Decimal:
    """Return the deposit that the rules ask of a price; zero where they ask none."""
    conditions = Conditions(number=0, starts_on=date.min, rules=rules)
    return conditions.deposit(price.total_ttc, price.total_ht) or ZERO


def asked_of_professional(
    rules: Rules, price: Price, signed_on: date, starts_on: date | None = None
) -> DepositAsked:
    """Return what a firm or public body pays first."""
    deposit = rules.deposit
    if deposit is None:
        return DepositAsked(
            amount=ZERO, due_on=None, rule="payment", sentence=_no_deposit_words(rules)
        )
    amount = deposit_of(rules, price)
    due_on: date | None = signed_on
    when = "avec les documents signés"
    if deposit.moment is DepositMoment.BEFORE_START:
        days = deposit.days_before or 0
        when = f"{days} jours avant le début de la formation" if days else "avant la formation"
        due_on = max(signed_on, starts_on - timedelta(days)) if starts_on else None
    at = f", soit le {long_date(due_on)}" if due_on else ""
    return DepositAsked(
        amount=amount,
        due_on=due_on,
        rule="deposit",
        sentence=(
            f"Un acompte de {percent(deposit.share * 100)} du prix {deposit.base.upper()}, "
            f"{euros(amount)}, est à verser {when}{at}."
        ),
    )


def asked_of_individual(
    rules: Rules, price: Price, signed_on: date, where: SignedWhere
) -> DepositAsked:
    """Return what a person who pays for himself pays first: the law wins (L6353-6).

    Nothing until the withdrawal period ends, then 30 % at most. Terms that ask neither a deposit
    nor the price in advance ask nothing then.
    """
    period = withdrawal_period(signed_on, where, rules.withdrawal)
    in_advance = rules.payment is not None and rules.payment.moment is PaymentMoment.BEFORE_START
    if rules.deposit is None and not in_advance:
        return DepositAsked(
            amount=ZERO, due_on=None, rule="payment", sentence=_no_deposit_words(rules)
        )
    share = rules.deposit.share if rules.deposit else None
    amount = min(first_payment(price.total_ttc, share), _asked(rules, price))
    law = " La loi l’emporte sur les conditions de vente." if _asks_more(rules) else ""
    return DepositAsked(
        amount=amount,
        due_on=period.first_claim_on,
        rule="deposit" if rules.deposit else "payment",
        sentence=(
            f"Rien ne peut vous être demandé avant la fin du délai de rétractation, le "
            f"{long_date(period.last_day)} ; à partir du {long_date(period.first_claim_on)}, "
            f"{euros(amount)} peuvent l’être, 30 % du prix au plus.{law}"
        ),
    )


def _asked(rules: Rules, price: Price) -> Decimal:
    """Return what the terms themselves ask first: all of it where they ask the price in advance."""
    return deposit_of(rules, price) if rules.deposit else price.total_ttc


def _asks_more(rules: Rules) -> bool:
    if rules.deposit is None:
        return True
    return rules.deposit.individuals is IndividualDeposit.AS_OTHERS


def _no_deposit_words(rules: Rules) -> str:
    if rules.payment is not None and rules.payment.moment is PaymentMoment.BEFORE_START:
        return (
            "Aucun acompte n’est demandé : le prix entier se règle avant le début de la formation, "
            "à réception de la facture."
        )
    return "Les conditions de vente ne demandent pas d’acompte."
