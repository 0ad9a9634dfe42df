"""What a cancellation costs: by the client, by the office, before or after the agreement binds."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.kinds import Base, DayUnit
from trainingdesk.domain.conditions.rules import Cancellation, Tier
from trainingdesk.domain.deposit import deposit_of
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money, round_to_cent
from trainingdesk.domain.notice import last_day_with_notice, notice, notice_words
from trainingdesk.domain.prices import FeeVat, Price
from trainingdesk.french import euros, long_date, percent


@dataclass(frozen=True, slots=True)
class DatedTier:
    """A tier for one start: it holds for what is received until a day, that day included."""

    until: date | None
    share: Decimal
    base: Base


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationCost:
    """What is owed, and how that is found; `rule` is the clause that decides.

    `balance` is what the client still pays, or is given back when negative. `last_free_date` is
    the last day of receipt with nothing due.
    """

    notice_days: int
    notice_working_days: int
    share: Decimal
    base: Base
    due_ht: Money
    due_ttc: Money
    paid: Money
    last_free_date: date | None
    tiers: tuple[DatedTier, ...]
    rule: str
    sentence: str

    @property
    def balance(self) -> Decimal:
        """What is left to pay; negative: to give back."""
        return self.due_ttc - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelledOrder:
    """What is cancelled: when it starts, when the office received the news, what it is sold for.

    `paid` is `None` where nobody said: the deposit that the terms ask then counts as paid once the
    agreement is formed. `proposal_cost` is what preparing the proposal cost.
    """

    starts_on: date
    received_on: date
    price: Price
    paid: Decimal | None = None
    tva_rate: Decimal = ZERO
    proposal_cost: Decimal = ZERO
    formed: bool = True
    intra: bool = False
    for_absence: bool = False


def cancelled_by_client(
    rules: Rules, order: CancelledOrder, vat: FeeVat | None = None
) -> CancellationCost:
    """Return what a client owes who cancels.

    Raises:
        RuleBroken: a session of one client is given up because people are absent, which its terms
            call no cancellation.
    """
    if order.for_absence and order.intra and rules.intra and not rules.intra.absence_cancels:
        raise RuleBroken(
            "L’absence de stagiaires n’annule pas une formation en intra : elle est maintenue "
            f"{_from(rules.intra.runs_from)} et reste due.",
            "reason",
        )
    if not order.formed:
        return _never_formed(rules, order)
    cancellation = rules.cancellation
    if cancellation is None:
        return _silent(rules, order)
    tier = _tier(cancellation, order)
    figure = _figure(rules, tier, order.price)
    due_ht, due_ttc = _with_vat(figure, _is_ht(rules, tier), order.tva_rate, vat)
    cost = _cost(rules, order, tier, due_ht, due_ttc)
    words = " ".join(
        (
            _received(order, cancellation.unit),
            _owed(tier, figure, discretionary=cancellation.discretionary),
            *_vat_words(figure, order.tva_rate, vat, is_ht=_is_ht(rules, tier)),
            _settled(cost.paid, cost.balance),
        )
    )
    return _said(cost, words)


def cancelled_by_office(rules: Rules, order: CancelledOrder) -> CancellationCost:
    """Return what is given back when the office cannot hold the training (L6354-1)."""
    office = rules.office_cancellation
    tier = Tier(share=ZERO, base=Base.NONE)
    cost = _cost(rules, order, tier, ZERO, ZERO)
    words = "L’organisme annule la formation : rien n’est dû pour elle."
    if cost.paid:
        back = f"{euros(cost.paid)} vous sont remboursés"
        may_move = office is not None and office.refund_unless_new_date
        words += f" {back}{', sauf si une nouvelle date vous convient' if may_move else ''}."
    if office is not None and office.indemnity is False:
        words += " Aucune indemnité ne s’y ajoute."
    return _said(cost, words, rule="office_cancellation")


def _never_formed(rules: Rules, order: CancelledOrder) -> CancellationCost:
    """The deposit never came: preparing the proposal is all that was done, where terms say so."""
    owes = rules.offer is not None and rules.offer.preparation_cost
    due = round_to_cent(order.proposal_cost) if owes else ZERO
    tier = Tier(share=Decimal(1), base=Base.COST) if owes else Tier(share=ZERO, base=Base.NONE)
    cost = _cost(rules, order, tier, due, due)
    words = "L’accord n’est pas formé : les frais d’annulation ne s’appliquent pas."
    if owes and due:
        words += f" Seul le coût de préparation de la proposition est dû, {euros(due)}."
    elif owes:
        words += (
            " Seul le coût de préparation de la proposition serait dû : la proposition n’en "
            "indique pas."
        )
    else:
        words += " Rien n’est dû."
    return _said(cost, f"{words} {_settled(cost.paid, cost.balance)}", rule="offer")


def _silent(rules: Rules, order: CancelledOrder) -> CancellationCost:
    cost = _cost(rules, order, Tier(share=ZERO, base=Base.NONE), ZERO, ZERO)
    words = (
        "Les conditions de vente ne prévoient rien pour une annulation : aucuns frais ne sont dus."
    )
    return _said(cost, f"{words} {_settled(cost.paid, cost.balance)}")


def _cost(
    rules: Rules, order: CancelledOrder, tier: Tier, due_ht: Decimal, due_ttc: Decimal
) -> CancellationCost:
    cancellation = rules.cancellation
    unit = cancellation.unit if cancellation else DayUnit.MON_SAT
    worked = DayUnit.MON_SAT if unit is DayUnit.CALENDAR else unit
    return CancellationCost(
        notice_days=notice(order.received_on, order.starts_on, DayUnit.CALENDAR),
        notice_working_days=notice(order.received_on, order.starts_on, worked),
        share=tier.share,
        base=tier.base if tier.share else Base.NONE,
        due_ht=due_ht,
        due_ttc=due_ttc,
        paid=_paid(rules, order),
        last_free_date=_last_free(cancellation, order.starts_on) if cancellation else None,
        tiers=dated_tiers(cancellation, order.starts_on) if cancellation else (),
        rule="cancellation",
        sentence="",
    )


def _said(cost: CancellationCost, sentence: str, rule: str = "cancellation") -> CancellationCost:
    return replace(cost, sentence=sentence.strip(), rule=rule)


def _paid(rules: Rules, order: CancelledOrder) -> Decimal:
    if order.paid is not None:
        return round_to_cent(order.paid)
    return deposit_of(rules, order.price) if order.formed else ZERO


def _tier(cancellation: Cancellation, order: CancelledOrder) -> Tier:
    """Return the first tier that the notice reaches; after the start it is the last."""
    if order.received_on > order.starts_on:
        return cancellation.tiers[-1]
    given = notice(order.received_on, order.starts_on, cancellation.unit)
    return next(t for t in cancellation.tiers if t.at_least is None or given >= t.at_least)


def _figure(rules: Rules, tier: Tier, price: Price) -> Decimal:
    """Return what the clause's own base gives, exact to the cent."""
    bases = {
        Base.HT: price.total_ht,
        Base.TTC: price.total_ttc,
        Base.DEPOSIT: deposit_of(rules, price),
    }
    return round_to_cent(bases.get(tier.base, ZERO) * tier.share)


def _is_ht(rules: Rules, tier: Tier) -> bool:
    """Whether the figure is one before tax: a deposit is what its own base makes it."""
    if tier.base is Base.DEPOSIT:
        return rules.deposit is not None and rules.deposit.base is Base.HT
    return tier.base is Base.HT


def _with_vat(
    figure: Decimal, is_ht: bool, rate: Decimal, vat: FeeVat | None
) -> tuple[Decimal, Decimal]:
    if vat is not FeeVat.TAXED or not rate:
        return figure, figure
    factor = 1 + rate / 100
    if is_ht:
        return figure, round_to_cent(figure * factor)
    return round_to_cent(figure / factor), figure


def dated_tiers(cancellation: Cancellation, starts_on: date) -> tuple[DatedTier, ...]:
    """Return until which day of receipt each tier holds for one start."""
    return tuple(
        DatedTier(
            None
            if tier.at_least is None
            else last_day_with_notice(tier.at_least, starts_on, cancellation.unit),
            tier.share,
            tier.base if tier.share else Base.NONE,
        )
        for tier in cancellation.tiers
    )


def _last_free(cancellation: Cancellation, starts_on: date) -> date | None:
    """Return the last day of receipt with nothing due; the longest notice is the cheapest."""
    free = [tier.until for tier in dated_tiers(cancellation, starts_on) if not tier.share]
    return max((day for day in free if day is not None), default=None)


# In words ---------------------------------------------------------------------------------------

_OF = {
    Base.HT: "du prix HT",
    Base.TTC: "du prix TTC",
    Base.DEPOSIT: "de l’acompte",
}


def _received(order: CancelledOrder, unit: DayUnit) -> str:
    when = f"Votre annulation a été reçue le {long_date(order.received_on)}"
    start = f"la formation, prévue le {long_date(order.starts_on)}"
    if order.received_on > order.starts_on:
        return f"{when}, après le début de {start}."
    if order.received_on == order.starts_on:
        return f"{when}, le jour même où commence la formation."
    given = notice(order.received_on, order.starts_on, unit)
    return f"{when}, soit {notice_words(given, unit)} avant {start}."


def _owed(tier: Tier, figure: Decimal, *, discretionary: bool) -> str:
    if not figure:
        return "À cette date, rien n’est dû."
    if tier.base is Base.DEPOSIT and tier.share == 1:
        return f"À cette date, l’acompte reste acquis à l’organisme, soit {euros(figure)}."
    whole = "la totalité" if tier.share == 1 else percent(tier.share * 100)
    owed = f"{whole} {_OF[tier.base]}"
    if discretionary:
        return f"À cette date, l’organisme peut demander {owed}, soit {euros(figure)}."
    verb = "est due" if tier.share == 1 else "sont dus"
    return f"À cette date, {owed} {verb}, soit {euros(figure)}."


def _vat_words(
    figure: Decimal, rate: Decimal, vat: FeeVat | None, *, is_ht: bool
) -> tuple[str, ...]:
    if not figure or not rate:
        return ()
    told = {
        None: "Ce montant est donné tel quel : la TVA des sommes d’annulation n’est pas choisie.",
        FeeVat.TAXED: f"La TVA à {percent(rate)} {'s’y ajoute' if is_ht else 'y est comptée'}.",
        FeeVat.UNTAXED: "La TVA ne s’y applique pas.",
    }
    return (told[vat],)


def _settled(paid: Decimal, balance: Decimal) -> str:
    if balance > 0 and paid:
        return f"Vous avez déjà versé {euros(paid)} : il reste {euros(balance)} à payer."
    if balance > 0:
        return f"Il vous reste {euros(balance)} à payer."
    if balance < 0:
        return f"Vous avez versé {euros(paid)} : {euros(-balance)} vous sont remboursés."
    return f"Vous avez versé {euros(paid)} : il ne reste rien à payer." if paid else ""


def _from(people: int) -> str:
    return "à partir d’une personne" if people == 1 else f"à partir de {people} personnes"
