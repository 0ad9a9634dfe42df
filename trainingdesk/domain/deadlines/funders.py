"""What funders are asked, and when their answer is due."""

from collections.abc import Iterator
from datetime import date, timedelta

from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.rules import FunderTerms
from trainingdesk.domain.deadlines.duty import Duty, Place, Why, key
from trainingdesk.domain.deadlines.state import OpenFunding
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.funder_terms import last_agreement_day
from trainingdesk.french import short_date

REQUESTS_AHEAD = timedelta(days=30)
ANSWERS_AHEAD = timedelta(days=14)
DAY = timedelta(days=1)


def funding_duties(funding: OpenFunding, rules: Rules, today: date) -> Iterator[Duty]:
    """Yield the request that is to be made before the start, then the answer that is awaited."""
    starts_on = funding.session.starts_on
    if starts_on is None or starts_on < today:
        return
    terms = rules.funder or FunderTerms()
    if funding.requested_on is None:
        due_on = starts_on - DAY
        if terms.asked_before_start and due_on - REQUESTS_AHEAD <= today:
            yield _duty(
                DutyKind.FUNDER_REQUESTS,
                funding,
                due_on,
                f"Faire demander la prise en charge de {funding.client} à {funding.funder} avant "
                f"le début, le {short_date(starts_on)}",
                "Noter la demande",
            )
        return
    due_on = last_agreement_day(terms, starts_on) or starts_on - DAY
    if due_on - ANSWERS_AHEAD <= today:
        yield _duty(
            DutyKind.FUNDER_ANSWERS,
            funding,
            due_on,
            f"Relancer {funding.funder} : prise en charge de {funding.client} demandée le "
            f"{short_date(funding.requested_on)}, accord attendu au plus tard le "
            f"{short_date(due_on)}",
            "Noter la réponse",
        )


def _duty(kind: DutyKind, funding: OpenFunding, due_on: date, sentence: str, action: str) -> Duty:
    return Duty(
        key=key(kind, funding.id),
        kind=kind,
        due_on=due_on,
        subject=f"{funding.funder}, {funding.client}",
        sentence=sentence,
        action=action,
        place=Place("sessions", funding.session.id),
        group=funding.session.name,
        why=Why("funder"),
    )
