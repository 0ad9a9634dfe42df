"""What funders are asked, and when their answer is due."""

from collections.abc import Iterator
from datetime import date, timedelta

from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.rules import FunderTerms
from trainingdesk.domain.deadlines.duty import EDITOR, Duty, Place, Why, key
from trainingdesk.domain.deadlines.state import OpenClaim, OpenFunding
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.funder_terms import last_agreement_day
from trainingdesk.french import short_date

REQUESTS_AHEAD = timedelta(days=30)
ANSWERS_AHEAD = timedelta(days=14)
CLAIMS_AHEAD = timedelta(days=30)
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


def claim_duties(claim: OpenClaim, today: date) -> Iterator[Duty]:
    """Yield money that is to be claimed of a funder before its last day, and after it."""
    if claim.last_day - CLAIMS_AHEAD > today:
        return
    first = "émettre la facture, puis " if claim.lacks_invoice else ""
    day = short_date(claim.last_day)
    if claim.last_day < today:
        limit = f"le dernier jour était le {day}"
    else:
        limit = f"dernier jour le {day}"
    yield Duty(
        key=key(DutyKind.CLAIMS, claim.id),
        kind=DutyKind.CLAIMS,
        due_on=claim.last_day,
        subject=f"{claim.funder}, {claim.client}",
        sentence=f"Demander le paiement à {claim.funder} pour {claim.client}, {limit} : {first}"
        "envoyer les documents qu’il demande",
        action="Noter la demande de paiement",
        place=Place(EDITOR, claim.id, "funding"),
        group=claim.session.name,
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
