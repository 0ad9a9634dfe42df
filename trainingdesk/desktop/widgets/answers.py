"""What the terms answer, put for a card: the sentence, the figures and the scale."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.desktop.widgets.answer_card import Answer
from trainingdesk.domain.cancellation import CancellationCost, DatedTier
from trainingdesk.domain.conditions.kinds import Base, DayUnit
from trainingdesk.domain.interruption import HeldCost
from trainingdesk.domain.late_interest import LateInterest, Segment
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.notice import notice_words
from trainingdesk.domain.postponement import PostponementCost
from trainingdesk.domain.settlements import Settlement
from trainingdesk.french import euros, percent, plural, short_date

_OF = {
    Base.HT: "du prix HT",
    Base.TTC: "du prix TTC",
    Base.DEPOSIT: "de l’acompte",
    Base.COST: "du coût de préparation",
}
NOTHING = "rien"


def of_cancellation(
    clause: str,
    cost: CancellationCost,
    received_on: date,
    *,
    unit: DayUnit,
    waived: Decimal = ZERO,
) -> Answer:
    """Return what a cancellation costs; the terms count their working days in *unit*."""
    # The scale of the terms says nothing of an agreement that is not formed, or that we cancel.
    tiers = cost.tiers if cost.rule == "cancellation" else ()
    facts = [
        ("Préavis", _notice(cost, unit)),
        ("Part due", _part(cost.share, cost.base)),
        *([("Dû HT", euros(cost.due_ht))] if cost.due_ht != cost.due_ttc else []),
        ("Dû TTC", euros(cost.due_ttc)),
        *_settled(cost.due_ttc, cost.paid, waived),
        *(_free_until(cost.last_free_date) if tiers else ()),
    ]
    steps = [(_until(tier), _part(tier.share, tier.base)) for tier in tiers]
    return _with_gesture(
        Answer(cost.sentence, clause, facts, steps, _current(tiers, received_on)),
        cost.due_ttc,
        cost.paid,
        waived,
    )


def of_postponement(clause: str, cost: PostponementCost, waived: Decimal = ZERO) -> Answer:
    """Return what a postponement costs."""
    facts = [
        ("Report", "possible" if cost.allowed else "refusé par les conditions"),
        ("Dû tout de suite TTC", euros(cost.due_ttc)),
        ("Gardé en indemnité", euros(cost.kept)),
        ("Prix de la nouvelle date", euros(cost.due_for_new_date)),
        *_gesture(waived),
    ]
    return _with_gesture(Answer(cost.sentence, clause, facts), cost.due_ttc, ZERO, waived)


def of_interruption(clause: str, cost: HeldCost, waived: Decimal = ZERO) -> Answer:
    """Return what is owed for people who stop."""
    facts = [
        ("Part du prix", percent(cost.share * 100)),
        ("Dû TTC", euros(cost.due_ttc)),
        *_gesture(waived),
    ]
    duties = [("À faire", duty) for duty in cost.duties]
    return _with_gesture(
        Answer(cost.sentence, clause, [*facts, *duties]), cost.due_ttc, ZERO, waived
    )


def of_decision(decided: Settlement) -> Answer:
    """Return what a decision comes to."""
    facts = [
        ("Dû TTC", euros(decided.due_ttc)),
        *_settled(decided.due_ttc, decided.paid, decided.waived),
    ]
    answer = Answer(decided.sentence, decided.clause, facts)
    return _with_gesture(answer, decided.due_ttc, decided.paid, decided.waived)


def of_late(clause: str, cost: LateInterest) -> Answer:
    """Return the interest and indemnity of a late invoice, stretch by stretch."""
    facts = [
        ("Intérêts", euros(cost.interest)),
        ("Indemnité forfaitaire", euros(cost.indemnity)),
        ("Ensemble", euros(cost.total)),
    ]
    steps = [(_stretch(part), euros(part.amount)) for part in cost.segments]
    return Answer(cost.sentence, clause, facts, steps)


def _stretch(part: Segment) -> str:
    days = f"{plural(part.days, 'jour')} jusqu’au {short_date(part.last)}"
    return f"{days}, {percent(part.rate)} sur {euros(part.base)}"


def _notice(cost: CancellationCost, unit: DayUnit) -> str:
    if cost.notice_days < 0:
        return "après le début"
    worked = DayUnit.MON_FRI if unit is DayUnit.MON_FRI else DayUnit.MON_SAT
    return f"{plural(cost.notice_days, 'jour')}, {notice_words(cost.notice_working_days, worked)}"


def _part(share: Decimal, base: Base) -> str:
    if not share or base is Base.NONE:
        return NOTHING
    return f"{percent(share * 100)} {_OF[base]}"


def _until(tier: DatedTier) -> str:
    return f"Reçu jusqu’au {short_date(tier.until)}" if tier.until else "Reçu ensuite"


def _current(tiers: tuple[DatedTier, ...], received_on: date) -> int:
    held = (n for n, tier in enumerate(tiers) if tier.until is None or received_on <= tier.until)
    return next(held, -1)


def _free_until(day: date | None) -> list[tuple[str, str]]:
    return [("Dernier jour sans frais", short_date(day))] if day else []


def _gesture(waived: Decimal) -> list[tuple[str, str]]:
    return [("Geste commercial", f"– {euros(waived)}")] if waived else []


def _settled(due: Decimal, paid: Decimal, waived: Decimal) -> list[tuple[str, str]]:
    balance = due - waived - paid
    name = "À rembourser" if balance < 0 else "Reste à payer"
    return [*_gesture(waived), ("Déjà versé", euros(paid)), (name, euros(abs(balance)))]


def _with_gesture(answer: Answer, due: Decimal, paid: Decimal, waived: Decimal) -> Answer:
    """Return the answer with what the gesture makes of it, said last."""
    if not waived:
        return answer
    balance = due - waived - paid
    rest = (
        f"{euros(-balance)} vous sont remboursés" if balance < 0 else f"il reste {euros(balance)}"
    )
    said = f"{answer.sentence} Par geste commercial, {euros(waived)} sont abandonnés : {rest}."
    return replace(answer, sentence=said)
