"""Who is invoiced for what when a funder pays in the client's place, or does not."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.rules import FunderTerms
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.notice import last_day_with_notice, notice_words
from trainingdesk.french import euros, long_date, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderCase:
    """What a funder granted and when; `on` is the day the question is asked.

    `agreed_on` is the day its agreement reached the office, `None` while it has not; `granted` is
    what it takes on, TTC, `None` where it takes on all; `paid` is what it paid so far.
    """

    ttc: Decimal
    starts_on: date
    ends_on: date
    on: date
    granted: Decimal | None = None
    agreed_on: date | None = None
    refused: bool = False
    paid: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderAnswer:
    """Who pays what: `due_ttc` is the client's part, `credit_ttc` what is credited to the funder.

    `last_agreement_day` is the last day its agreement is in time; from `client_from` on the client
    may be invoiced for what it left unpaid.
    """

    due_ttc: Money
    funder_ttc: Money
    credit_ttc: Money
    last_agreement_day: date | None
    client_from: date | None
    rule: str
    sentence: str


def funder_answer(rules: Rules, case: FunderCase) -> FunderAnswer:
    """Return what the terms make of a funder's agreement, late, partial, refused or unpaid.

    Raises:
        RuleBroken: more is granted than the training costs, or the end precedes the start.
    """
    _check(case)
    terms = rules.funder or FunderTerms(asked_before_start=False)
    last = last_agreement_day(terms, case.starts_on)
    funder = _granted(case)
    if case.refused:
        return _client_pays(rules, terms, case, "le financeur a refusé la prise en charge")
    if last is not None and _is_late(case, last):
        return _client_pays(
            rules,
            terms,
            case,
            f"l’accord du financeur devait parvenir à l’organisme au plus tard le {long_date(last)}"
            f", {notice_words(terms.answer_notice or 0, terms.answer_unit)} avant le début",
        )
    first_day = client_from(terms, case.ends_on)
    if first_day is not None and case.on >= first_day and case.paid < funder:
        unpaid = funder - case.paid
        rest = case.ttc - funder
        return _answer(
            rules,
            case,
            terms,
            client=rest + unpaid,
            credit=unpaid,
            words=(
                f"Le financeur n’a pas réglé {euros(unpaid)} "
                f"{plural(terms.unpaid_months or 0, 'mois', 'mois')} après la fin : "
                f"vous devez {euros(rest + unpaid)}, et la facture du financeur fait l’objet d’un "
                f"avoir de {euros(unpaid)}."
            ),
        )
    return _shared(rules, terms, case, last)


def last_agreement_day(terms: FunderTerms, starts_on: date) -> date | None:
    """Return the last day on which a funder's agreement is in time."""
    if terms.answer_notice is None:
        return None
    return last_day_with_notice(terms.answer_notice, starts_on, terms.answer_unit)


def client_from(terms: FunderTerms, ends_on: date) -> date | None:
    """Return the first day on which the client may be invoiced for what the funder left unpaid.

    «Within a month» includes the last day.
    """
    if terms.unpaid_months is None:
        return None
    return add_months(ends_on, terms.unpaid_months) + timedelta(1)


def _check(case: FunderCase) -> None:
    if case.ends_on < case.starts_on:
        raise RuleBroken("La fin de la formation ne peut pas précéder son début.", "end")
    if case.granted is not None and not 0 <= case.granted <= case.ttc:
        raise RuleBroken(
            f"Le financeur ne peut pas accorder plus que le prix, {euros(case.ttc)}.", "granted"
        )
    if not 0 <= case.paid <= _granted(case):
        raise RuleBroken("Le financeur ne peut pas avoir payé plus qu’il n’a accordé.", "paid")


def _granted(case: FunderCase) -> Decimal:
    return case.ttc if case.granted is None else case.granted


def _is_late(case: FunderCase, last: date) -> bool:
    """Whether the agreement came too late, or has not come by then."""
    return (case.agreed_on or case.on) > last


def _client_pays(rules: Rules, terms: FunderTerms, case: FunderCase, why: str) -> FunderAnswer:
    return _answer(
        rules,
        case,
        terms,
        client=case.ttc,
        credit=ZERO,
        words=f"Le prix entier vous est facturé, {euros(case.ttc)} : {why}.",
    )


def _shared(rules: Rules, terms: FunderTerms, case: FunderCase, last: date | None) -> FunderAnswer:
    granted = _granted(case)
    rest = case.ttc - granted
    if case.agreed_on is None:
        until = f" au plus tard le {long_date(last)}" if last else " avant le début"
        words = f"L’accord du financeur est attendu{until} ; sans lui, le prix entier est à votre "
        words += f"charge, {euros(case.ttc)}. S’il accorde {euros(granted)}, vous devez "
        words += f"{euros(rest)}."
    elif rest:
        words = f"Le financeur prend en charge {euros(granted)} ; le reste, {euros(rest)}, vous "
        words += "est facturé."
    else:
        words = f"Le financeur prend en charge tout le prix, {euros(granted)} : vous ne devez rien."
    return _answer(rules, case, terms, client=rest, credit=ZERO, words=words)


def _answer(
    rules: Rules,
    case: FunderCase,
    terms: FunderTerms,
    *,
    client: Decimal,
    credit: Decimal,
    words: str,
) -> FunderAnswer:
    return FunderAnswer(
        due_ttc=client,
        funder_ttc=case.ttc - client,
        credit_ttc=credit,
        last_agreement_day=last_agreement_day(terms, case.starts_on),
        client_from=client_from(terms, case.ends_on),
        rule="funder" if rules.funder else "",
        sentence=words,
    )
