"""What is owed for a training that was missed, given up, or stopped by force majeure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.kinds import (
    ForceMajeureDue,
    HouseRulesRemedy,
    LatePostponement,
)
from trainingdesk.domain.deposit import deposit_of
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money, round_to_cent
from trainingdesk.domain.prices import Price
from trainingdesk.french import euros, hours, percent


class Buyer(StrEnum):
    """Who ordered: the law protects a person who pays for himself."""

    COMPANY = "company"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursHeld:
    """How much of a training took place for someone, in hours.

    `begun` are the hours of the modules that had begun, `followed` those among them included. Where
    it is told of several `people`, the hours are those of all together.
    """

    planned: Decimal
    followed: Decimal
    begun: Decimal | None = None
    people: int = 1

    @property
    def has_begun(self) -> bool:
        """Whether any of it took place."""
        return (self.begun or self.followed) > 0

    def checked(self) -> "HoursHeld":
        """Return the hours, or refuse some that cannot be.

        Raises:
            RuleBroken: nothing is planned, or more was followed than planned.
        """
        if self.planned <= 0:
            raise RuleBroken("Dites combien d’heures la formation compte.", "planned")
        if not 0 <= self.followed <= self.planned:
            raise RuleBroken("Les heures suivies vont de 0 aux heures prévues.", "followed")
        if self.begun is not None and not self.followed <= self.begun <= self.planned:
            raise RuleBroken(
                "Les heures des modules commencés vont des heures suivies aux heures prévues.",
                "begun",
            )
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCost:
    """What is owed of the price; `share` is the part of the price, `duties` what else to do."""

    due_ttc: Money
    share: Decimal
    rule: str
    sentence: str
    duties: tuple[str, ...] = ()


def absence(
    rules: Rules, price: Price, held: HoursHeld, *, justified: bool | None = None
) -> HeldCost:
    """Return what is owed for a trainee who was absent, for some or all of the hours."""
    held.checked()
    terms = rules.absence
    if terms is None:
        return _prorated(
            price,
            held,
            "absence",
            "Les conditions de vente ne prévoient rien pour une absence : seules les heures "
            "suivies sont dues.",
        )
    due = _with_missed(price, held, held.followed, terms.share_due)
    duties = []
    if terms.justified and justified is not True:
        duties.append("demander au stagiaire de justifier son absence")
    if terms.employer_told:
        duties.append("prévenir l’employeur le jour même")
    if terms.share_due == 1:
        words = f"Une absence ne réduit pas le prix : {euros(due)} restent dus."
    else:
        words = (
            f"Les heures manquées sont dues à {percent(terms.share_due * 100)} : le prix est de "
            f"{euros(due)}."
        )
    return _cost(price, due, "absence", words, tuple(duties))


def given_up(rules: Rules, price: Price, held: HoursHeld) -> HeldCost:
    """Return what is owed for a trainee who gives up, force majeure aside: the terms decide."""
    held.checked()
    terms = rules.interruption
    if terms is None:
        return _prorated(
            price,
            held,
            "interruption",
            "Les conditions de vente ne prévoient rien pour un abandon : seules les heures suivies "
            "sont dues.",
        )
    counted = held.followed
    if terms.module_begun_due and held.begun is not None:
        counted = held.begun
    due = _with_missed(price, held, counted, terms.share_due)
    if terms.share_due == 1:
        words = f"Un abandon ne réduit pas le prix : {euros(due)} restent dus."
    else:
        begun = ", tout module commencé compris" if terms.module_begun_due else ""
        words = (
            f"Les heures suivies{begun} sont dues en entier et les autres à "
            f"{percent(terms.share_due * 100)}, soit {euros(due)}."
        )
    if terms.house_rules_remedy is HouseRulesRemedy.POSTPONED_OR_REPLAY:
        words += (
            " Le règlement intérieur offre de son côté un report ou la rediffusion : les "
            "conditions de vente l’emportent pour le prix."
        )
    return _cost(price, due, "interruption", words)


def stopped_by_force_majeure(
    rules: Rules, price: Price, held: HoursHeld, buyer: Buyer = Buyer.COMPANY
) -> HeldCost:
    """Return what is owed for a trainee whom duly recognised force majeure stops.

    An individual owes what was delivered, whatever the terms say (L6353-7).
    """
    held.checked()
    if buyer is Buyer.INDIVIDUAL:
        return _prorated(
            price,
            held,
            "force_majeure" if rules.force_majeure else "",
            "En cas de force majeure, un particulier ne doit que ce qui a été réalisé "
            "(C. trav. L6353-7).",
        )
    if _costs_all(rules) and held.has_begun:
        return _cost(
            price,
            price.total_ttc,
            "postponement",
            "Même en cas de force majeure, une formation commencée se reporte aux conditions "
            f"d’un report demandé en cours de formation : {euros(price.total_ttc)} sont dus.",
        )
    if _costs_all(rules):
        return _not_begun(rules, price)
    return _prorated(
        price,
        held,
        "force_majeure" if rules.force_majeure else "",
        "En cas de force majeure reconnue, seul ce qui a été réalisé est dû.",
    )


def _not_begun(rules: Rules, price: Price) -> HeldCost:
    """Return what terms that treat force majeure as a postponement keep before any hour."""
    keeps = rules.postponement is not None and rules.postponement.keeps_deposit
    due = deposit_of(rules, price) if keeps else ZERO
    words = (
        "Aucune heure n’a été suivie : même en cas de force majeure, la formation se reporte aux "
        "conditions d’un report demandé avant le début. "
    )
    words += f"L’acompte de {euros(due)} reste dû." if due else "Rien n’est dû."
    return _cost(price, due, "postponement", words)


def _costs_all(rules: Rules) -> bool:
    """Whether the terms take force majeure for a postponement asked too late."""
    terms = rules.postponement
    if terms is None or terms.too_late is not LatePostponement.WHOLE_PRICE:
        return False
    majeure = rules.force_majeure
    as_postponed = majeure is not None and majeure.due is ForceMajeureDue.AS_POSTPONED
    return terms.even_in_force_majeure or as_postponed


def _with_missed(price: Price, held: HoursHeld, counted: Decimal, share: Decimal) -> Decimal:
    """Return the price of the hours counted, and that share of the price of the others."""
    missed = held.planned - counted
    return round_to_cent(price.total_ttc * (counted + missed * share) / held.planned)


def _prorated(price: Price, held: HoursHeld, rule: str, words: str) -> HeldCost:
    due = price.prorated(held.followed, held.planned)
    owed = f"{euros(due)} sont dus." if due else "Rien n’est dû."
    return _cost(price, due, rule, f"{words} {_followed(held)} {owed}")


def _followed(held: HoursHeld) -> str:
    """Say how much was followed, in the hours that a client knows: those of the training."""
    whole = f"Sur les {hours(held.planned / held.people)} de la formation"
    if not held.followed:
        return f"{whole}, aucune n’a été suivie."
    if held.people == 1:
        return f"{whole}, {hours(held.followed)} ont été suivies."
    return f"{whole}, les {held.people} personnes ont suivi {hours(held.followed)} en tout."


def _cost(
    price: Price, due: Decimal, rule: str, words: str, duties: tuple[str, ...] = ()
) -> HeldCost:
    whole = price.total_ttc
    share = (due / whole).quantize(Decimal("0.0001")) if whole else Decimal(0)
    return HeldCost(due_ttc=due, share=share, rule=rule, sentence=words, duties=duties)
