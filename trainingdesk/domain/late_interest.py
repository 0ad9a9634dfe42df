"""What an invoice paid late costs its debtor: interest day by day, and the recovery indemnity."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from trainingdesk.domain.conditions import LEGAL_INDEMNITY
from trainingdesk.domain.conditions.kinds import LateReference, RecoveryScope, ReferenceDay
from trainingdesk.domain.conditions.rules import Late, Rules
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO, from_cents, round_to_cent
from trainingdesk.domain.reference_rates import (
    RateKind,
    ReferenceRates,
    half_year,
    half_year_text,
    rate_text,
)
from trainingdesk.french import NBSP, euros, listed, long_date, number, period, plural

YEAR_DAYS = 365
"""What a yearly rate is divided by, in leap years as well."""

LEGAL_INTEREST = Late(reference=LateReference.LEGAL, points=Decimal(0))
"""What a consumer owes whatever the terms say (C. civ. 1231-6)."""

PUBLIC_INTEREST = Late(points=Decimal(8))
"""What a public buyer owes whatever the terms say (CCP L2192-13, R2192-31)."""

WHERE_TO_ENTER = "Outils › Taux de référence"


class Debtor(StrEnum):
    """Who owes the invoice; the law is not the same for all."""

    PROFESSIONAL = "professional"
    CONSUMER = "consumer"
    PUBLIC = "public"


class LateRule(StrEnum):
    """Where the rate comes from."""

    TERMS = "terms"
    STATUTORY = "statutory"
    CONSUMER = "consumer"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class PartPayment:
    """A part of the invoice, paid on a day that still counts on what was owed before it."""

    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Days in a row, both ends included, at one rate in percent on one unpaid amount."""

    first: date
    last: date
    days: int
    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LateInterest:
    """What is owed beyond the invoice; the amounts of the segments add up to `interest`.

    `floor_applied` says whether the least rate of the terms raised the rate on at least a day,
    and is `None` where the legal rate that it is computed from is missing.
    """

    segments: tuple[Segment, ...]
    interest: Decimal
    indemnity: Decimal
    floor_applied: bool | None
    rule: LateRule
    sentence: str

    @property
    def total(self) -> Decimal:
        """Interest and indemnity together."""
        return self.interest + self.indemnity

    def beyond(self, charged: Decimal) -> tuple[Decimal, Decimal]:
        """Return the interest and the indemnity that an invoice of *charged* leaves to charge.

        The indemnity is charged first, for it is owed from the first day and never grows.
        """
        indemnity = max(self.indemnity - charged, ZERO)
        interest = max(self.interest - max(charged - self.indemnity, ZERO), ZERO)
        return interest, indemnity


@dataclass(frozen=True, slots=True)
class DayRate:
    """The rate of a day of delay, in percent; `raised` is `None` while its floor is unknown."""

    rate: Decimal
    raised: bool | None = False


@dataclass(frozen=True, slots=True)
class _LateDay:
    day: date
    base: Decimal
    at: DayRate


def late_interest(
    *,
    rules: Rules,
    ttc: Decimal,
    due_on: date,
    paid_on: date,
    rates: ReferenceRates,
    debtor: Debtor,
    notice_on: date | None = None,
    statutory: bool = False,
    payments: Sequence[PartPayment] = (),
) -> LateInterest:
    """Return what an invoice paid late costs (C. com. L441-10, II; C. civ. 1231-6; CCP L2192-13).

    Days count from the day after the due date to the day of the last payment, *paid_on*;
    *payments* are the parts paid until then. A consumer owes the legal rate alone, and only from
    the formal notice of *notice_on*. A public buyer owes one rate for the whole delay, that of the
    half-year in which it began. *statutory* asks for the law's own rate, not the terms'.

    Raises:
        RuleBroken: a payment cannot be, or a rate is missing; the sentence says which.
    """
    _check(ttc, paid_on, payments)
    rule = _rule(rules, debtor, statutory=statutory)
    late = _late(rules, rule)
    unpaid = _unpaid(ttc, due_on, paid_on, payments)
    if rule is LateRule.CONSUMER:
        owed_from = date.max if notice_on is None else max(due_on, notice_on)
        indemnity = ZERO
    else:
        owed_from = due_on
        indemnity = _indemnity(rules, rule) if unpaid else ZERO
    begins_on = due_on + timedelta(days=1)
    owed = [
        _LateDay(day, base, day_rate(late, rates, begins_on if rule is LateRule.PUBLIC else day))
        for day, base in unpaid
        if day > owed_from
    ]
    segments = _segments(owed)
    interest = sum((segment.amount for segment in segments), ZERO)
    parts = [_told(rule, segments, interest, indemnity, notice_on, is_late=bool(unpaid))]
    if segments and rule is not LateRule.CONSUMER:
        parts += [_source(rules, rule), _floor(late, owed), _scope(rules, rule)]
    return LateInterest(
        segments=segments,
        interest=interest,
        indemnity=round_to_cent(indemnity),
        floor_applied=_floor_applied(owed),
        rule=rule,
        sentence=" ".join(filter(None, parts)),
    )


def _indemnity(rules: Rules, rule: LateRule) -> Decimal:
    """Return what recovering costs: terms that say less leave the law's, and no more of the State.

    The law's own is that of D441-5 of the code de commerce, and of D2192-35 for public contracts.
    """
    if rule is LateRule.PUBLIC or rules.recovery is None:
        return LEGAL_INDEMNITY
    return max(rules.recovery.amount, LEGAL_INDEMNITY)


def day_rate(late: Late, rates: ReferenceRates, day: date) -> DayRate:
    """Return the rate of a day of delay, raised to the floor of its half-year where there is one.

    Raises:
        RuleBroken: the rate it starts from is missing; the sentence says which, and where to enter
            it. A floor that is missing leaves the rate as it is.
    """
    kind = _REFERENCES[late.reference]
    january = date(day.year, 1, 1)
    read_on = january if late.read_on is ReferenceDay.JANUARY else half_year(day)
    reference = rates.at(kind, read_on)
    if reference is None:
        raise RuleBroken(
            f"Le taux « {label(kind)} » du {half_year_text(read_on)} n’est pas connu : "
            f"saisissez-le dans {WHERE_TO_ENTER}.",
            "rates",
        )
    rate = reference * late.multiple + late.points
    if late.floor_multiple is None:
        return DayRate(rate)
    legal = rates.at(RateKind.LEGAL_PROFESSIONAL, half_year(day))
    if legal is None:
        return DayRate(rate, raised=None)
    floor = legal * late.floor_multiple
    return DayRate(max(rate, floor), raised=floor > rate)


_REFERENCES = {
    LateReference.ECB: RateKind.ECB_REFI,
    LateReference.LEGAL: RateKind.LEGAL_PROFESSIONAL,
}


def _check(ttc: Decimal, paid_on: date, payments: Sequence[PartPayment]) -> None:
    if ttc < 0:
        raise RuleBroken("Un avoir ne porte pas d’intérêts de retard.", "ttc")
    for paid in payments:
        if paid.amount < 0:
            raise RuleBroken("Un paiement partiel n’est pas négatif.", "payments")
        if paid.day > paid_on:
            raise RuleBroken(
                f"Un paiement partiel est daté du {long_date(paid.day)}, après le dernier "
                f"paiement, le {long_date(paid_on)}.",
                "payments",
            )
    total = sum((paid.amount for paid in payments), ZERO)
    if total > ttc:
        raise RuleBroken(
            f"Les paiements partiels font {euros(total)}, plus que les {euros(ttc)} de la facture.",
            "payments",
        )


def _rule(rules: Rules, debtor: Debtor, *, statutory: bool) -> LateRule:
    if debtor is Debtor.CONSUMER:
        return LateRule.CONSUMER
    if debtor is Debtor.PUBLIC:
        return LateRule.PUBLIC
    return LateRule.STATUTORY if statutory or rules.late is None else LateRule.TERMS


def _late(rules: Rules, rule: LateRule) -> Late:
    if rule is LateRule.CONSUMER:
        return LEGAL_INTEREST
    if rule is LateRule.PUBLIC:
        return PUBLIC_INTEREST
    return rules.late if rule is LateRule.TERMS and rules.late else Late()


def _unpaid(
    ttc: Decimal, due_on: date, paid_on: date, payments: Sequence[PartPayment]
) -> list[tuple[date, Decimal]]:
    """Return each day of delay on which something was unpaid, and how much."""
    days = (due_on + timedelta(count) for count in range(1, (paid_on - due_on).days + 1))
    found = []
    for day in days:
        base = ttc - sum((paid.amount for paid in payments if paid.day < day), ZERO)
        if base:
            found.append((day, base))
    return found


def _segments(owed: Sequence[_LateDay]) -> tuple[Segment, ...]:
    """Join days in a row; amounts are differences of the rounded running total of exact ones."""
    found: list[Segment] = []
    exact, given = Fraction(0), 0
    for (rate, base), group in groupby(owed, key=lambda late: (late.at.rate, late.base)):
        days = list(group)
        exact += Fraction(base) * Fraction(rate) * len(days) / (100 * YEAR_DAYS)
        reached = math.floor(exact * 100 + Fraction(1, 2))
        found.append(
            Segment(
                first=days[0].day,
                last=days[-1].day,
                days=len(days),
                rate=rate,
                base=base,
                amount=from_cents(reached - given),
            )
        )
        given = reached
    return tuple(found)


def _floor_applied(owed: Sequence[_LateDay]) -> bool | None:
    raised = {late.at.raised for late in owed}
    return None if None in raised else True in raised


# What is said of it -----------------------------------------------------------------------------


def _told(
    rule: LateRule,
    segments: Sequence[Segment],
    interest: Decimal,
    indemnity: Decimal,
    notice_on: date | None,
    *,
    is_late: bool,
) -> str:
    if not is_late:
        return "La facture a été payée à temps : ni intérêts ni indemnité ne sont dus."
    if segments:
        days = plural(sum(segment.days for segment in segments), "jour")
        span = period(segments[0].first, segments[-1].last)
        start = f"{days} de retard, {span} : {euros(interest)} d’intérêts ({_detail(segments)})"
        if rule is LateRule.CONSUMER:
            return (
                f"{start}. Un particulier doit l’intérêt légal à partir de la mise en demeure "
                "(Code civil, article 1231-6), et jamais l’indemnité de recouvrement."
            )
        return (
            f"{start} et {euros(indemnity)} d’indemnité de recouvrement, "
            f"soit {euros(interest + indemnity)}."
        )
    if notice_on is None:
        return (
            "Un particulier ne doit l’intérêt légal qu’à partir d’une mise en demeure "
            "(Code civil, article 1231-6) : aucune n’est datée, rien ne s’ajoute à la facture."
        )
    return (
        f"Rien ne restait dû après la mise en demeure du {long_date(notice_on)} : "
        "rien ne s’ajoute à la facture d’un particulier."
    )


def _detail(segments: Sequence[Segment]) -> str:
    """Return days and rates, each with its amount where part payments change it."""
    bases = {segment.base for segment in segments}
    words = [
        f"{plural(segment.days, 'jour')} à {_percent(segment.rate)}"
        + (f" sur {euros(segment.base)}" if len(bases) > 1 else "")
        for segment in segments
    ]
    return listed(words) + (f" sur {euros(segments[0].base)}" if len(bases) == 1 else "")


def _percent(rate: Decimal) -> str:
    return rate_text(rate).replace(".", ",") + f"{NBSP}%"


def _source(rules: Rules, rule: LateRule) -> str:
    if rule is LateRule.TERMS:
        return "Ce taux est celui des conditions de vente."
    if rule is LateRule.PUBLIC:
        return (
            "Ce taux est celui des acheteurs publics, fixé une fois au début du retard : taux "
            "directeur de la BCE majoré de 8 points (Code de la commande publique, articles "
            "L2192-13 et R2192-31)."
        )
    law = "taux directeur de la BCE majoré de 10 points (Code de commerce, article L441-10)"
    if rules.late is None:
        return f"Les conditions de vente ne fixent pas de taux, celui de la loi s’applique : {law}."
    return f"Ce taux est celui de la loi : {law}."


def _floor(late: Late, owed: Sequence[_LateDay]) -> str:
    """Return what the least rate of the terms did, or which half-year it could not be read for."""
    if late.floor_multiple is None:
        return ""
    floor = f"Le plancher de {number(late.floor_multiple)} fois l’intérêt légal"
    unknown = [half_year_text(late.day) for late in owed if late.at.raised is None]
    if unknown:
        missing = listed([f"du {semester}" for semester in dict.fromkeys(unknown)])
        return (
            f"{floor} n’a pas pu être vérifié : saisissez le taux "
            f"« {label(RateKind.LEGAL_PROFESSIONAL)} » {missing} dans {WHERE_TO_ENTER}."
        )
    return f"{floor} a relevé le taux." if any(late.at.raised for late in owed) else ""


def _scope(rules: Rules, rule: LateRule) -> str:
    """Return why the indemnity is owed where the terms do not ask it of every professional."""
    if rule is LateRule.PUBLIC:
        return ""
    start = "L’indemnité est due par tout professionnel (Code de commerce, article D441-5), même si"
    if rules.recovery is None:
        return f"{start} les conditions de vente n’en parlent pas."
    if rules.recovery.scope is RecoveryScope.LEGAL_PERSONS:
        return f"{start} les conditions de vente ne la demandent qu’aux personnes morales."
    return ""
