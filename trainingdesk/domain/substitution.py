"""Whether one trainee may take another's place."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.french import euros, listed, long_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A wished replacement; `None` where nobody has said yet."""

    starts_on: date
    asked_on: date
    same_profile: bool | None = None
    funder_agrees: bool | None = None
    has_funder: bool = False
    office_accepts: bool | None = None
    extra_cost: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionAnswer:
    """Whether a trainee may be replaced; `needs` is what is still wanting, in words."""

    allowed: bool
    last_day: date | None
    needs: tuple[str, ...]
    due_ttc: Money
    rule: str
    sentence: str


def substitution(rules: Rules, wish: Replacement) -> SubstitutionAnswer:
    """Return what the terms say: their own clause, else a modification that the office accepts."""
    terms = rules.substitution
    if terms is None:
        return _modification(rules, wish)
    last = wish.starts_on - timedelta(terms.at_least)
    if wish.asked_on > last:
        return _answer(
            wish,
            last,
            allowed=False,
            words=(
                f"Le remplacement n’est plus possible de droit : il se demandait jusqu’au "
                f"{long_date(last)}."
            ),
        )
    refused: list[str] = []
    needs: list[str] = []
    if terms.same_profile:
        _ask(wish.same_profile, "un profil et des besoins semblables", refused, needs)
    if terms.funder_agrees and wish.has_funder:
        _ask(wish.funder_agrees, "l’accord du financeur", refused, needs)
    if refused:
        words = f"Le remplacement n’est pas possible sans {listed(refused)}."
        return _answer(wish, last, allowed=False, words=words)
    if needs:
        words = f"Le remplacement est possible, sous réserve : {listed(needs)}."
    else:
        words = "Le remplacement est possible, sans frais."
    return _answer(wish, last, allowed=True, words=words, needs=tuple(needs))


def _ask(said: bool | None, what: str, refused: list[str], needs: list[str]) -> None:
    if said is False:
        refused.append(what)
    elif said is None:
        needs.append(what)


def _modification(rules: Rules, wish: Replacement) -> SubstitutionAnswer:
    """Return what a change of the order needs, where no clause speaks of replacements."""
    terms = rules.modification
    rule = "modification" if terms else ""
    if wish.office_accepts is False:
        words = "L’organisme n’accepte pas le remplacement : la commande reste comme elle est."
        return _answer(wish, None, allowed=False, words=words, rule=rule)
    needs = () if wish.office_accepts else ("l’acceptation écrite de l’organisme",)
    words = "Remplacer un stagiaire, c’est modifier la commande : il faut l’accord de l’organisme."
    if terms is not None and terms.accepted_in_writing:
        words = (
            "Remplacer un stagiaire, c’est modifier la commande : la demande est écrite, et "
            "l’organisme l’accepte par écrit."
        )
    if terms is not None and terms.extra_proposal and wish.extra_cost:
        needs = (*needs, "la proposition complémentaire, acceptée")
        words += (
            f" Son coût, {euros(wish.extra_cost)}, fait l’objet d’une proposition complémentaire "
            "à accepter d’abord."
        )
    return _answer(wish, None, allowed=True, words=words, needs=needs, rule=rule)


def _answer(
    wish: Replacement,
    last: date | None,
    *,
    allowed: bool,
    words: str,
    needs: tuple[str, ...] = (),
    rule: str = "substitution",
) -> SubstitutionAnswer:
    return SubstitutionAnswer(
        allowed=allowed,
        last_day=last,
        needs=needs,
        due_ttc=wish.extra_cost if allowed else ZERO,
        rule=rule,
        sentence=words,
    )
