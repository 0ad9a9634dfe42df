"""What sessions wait for: people, sendings, attendance, certificates and invoices."""

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.conditions import PaymentMoment, Rules
from trainingdesk.domain.conditions.kinds import Item
from trainingdesk.domain.conditions.rules import Sendings
from trainingdesk.domain.deadlines.duty import NO_REASON, NOTE_SENT, Duty, Place, Why, key
from trainingdesk.domain.deadlines.state import OpenAbsence, OpenSession, Unbilled
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.sendings import Awaited, SendingItem
from trainingdesk.domain.sessions import SessionKind
from trainingdesk.french import listed, plural, short_date

CALLS_BEFORE = timedelta(days=14)
MINIMUM_BEFORE = 7
BILLED_BEFORE = timedelta(days=7)
AHEAD = timedelta(days=7)
"""How long before its day a duty is told."""
DAY = timedelta(days=1)
HOURS_OF_DAY = 24

JOINING_LETTER = "joining_letter"
"""The paper that settles what is sent before a session; the rest is noted as sent."""
_ITEMS = {
    Item.SOFTWARE_GUIDE: "le mode d’emploi du logiciel",
    Item.LINK: "le lien de connexion",
    Item.SUPPORT_CONTACT: "le contact informatique",
}


def ahead_of(rules: Rules) -> timedelta:
    """Return how long before its start a session begins to wait for something."""
    sendings, adjourned = rules.sendings, rules.office_cancellation
    before = (
        CALLS_BEFORE.days,
        (sendings.days_before or 0) if sendings else 0,
        math.ceil((sendings.hours_before or 0) / HOURS_OF_DAY) if sendings else 0,
        (adjourned.adjourn_days or 0) if adjourned else 0,
    )
    return timedelta(days=max(before)) + AHEAD


def session_duties(session: OpenSession, rules: Rules, today: date) -> Iterator[Duty]:
    """Yield what a session waits for, before it, during it and after it."""
    starts_on, ends_on = session.ref.starts_on, session.ref.ends_on
    if starts_on is None or ends_on is None:
        return
    if session.is_open and starts_on >= today:
        yield from _minimum(session, starts_on, rules, today)
        yield from _calls(session, starts_on, rules, today)
        yield from _software(session, starts_on, rules, today)
        yield from _links(session, rules, today)
    if session.unmarked and session.unmarked_since is not None:
        yield _of_session(
            DutyKind.ATTENDANCE,
            session,
            session.unmarked_since,
            sentence=f"Saisir l’émargement : {plural(session.unmarked, 'demi-journée')}",
            action="Saisir l’émargement",
            why=Why("", "C. trav. R6313-3"),
        )
    if session.uncertified and ends_on <= today:
        yield _of_session(
            DutyKind.CERTIFICATES,
            session,
            ends_on,
            sentence=f"Éditer {plural(session.uncertified, 'certificat')} de réalisation",
            action="Éditer les certificats",
            why=Why("completion", "C. trav. R6332-25"),
        )
    yield from _invoices(session, starts_on, ends_on, today)


def absence_duties(absence: OpenAbsence) -> Iterator[Duty]:
    """Yield the employer who is to be told the same day that somebody is absent."""
    terms = absence.rules.absence
    if terms is None or not terms.employer_told:
        return
    day = absence.day
    yield Duty(
        key=key(DutyKind.ABSENCES, absence.enrolment_id, day.isoformat()),
        kind=DutyKind.ABSENCES,
        due_on=day,
        subject=absence.trainee,
        sentence=f"Prévenir {absence.client} de l’absence de {absence.trainee}, le "
        f"{short_date(day)}",
        action=NOTE_SENT,
        place=Place("sessions", absence.session.id),
        group=absence.session.name,
        why=Why("absence", "", absence.conditions_id),
        awaited=Awaited(item=SendingItem.EMPLOYER_TOLD, enrolment_id=absence.enrolment_id),
    )


def _of_session(
    kind: DutyKind,
    session: OpenSession,
    due_on: date,
    *,
    sentence: str,
    action: str,
    why: Why,
    part: object = "",
    awaited: Awaited | None = None,
) -> Duty:
    return Duty(
        key=key(kind, session.ref.id, part),
        kind=kind,
        due_on=due_on,
        subject=session.ref.number,
        sentence=sentence,
        action=action,
        place=Place("sessions", session.ref.id),
        group=session.ref.name,
        why=why,
        awaited=awaited,
    )


def _minimum(session: OpenSession, starts_on: date, rules: Rules, today: date) -> Iterator[Duty]:
    """Yield a session of too few people, until the last day that it may be adjourned on.

    One of a single client runs from as many people as the terms say.
    """
    terms = rules.office_cancellation
    is_intra = session.kind is SessionKind.INTRA and rules.intra is not None
    needed = rules.intra.runs_from if is_intra and rules.intra else session.minimum
    if needed is None or session.seated >= needed:
        return
    days = terms.adjourn_days if terms and terms.adjourn_days is not None else MINIMUM_BEFORE
    due_on = starts_on - timedelta(days=days)
    if due_on - AHEAD > today:
        return
    yield _of_session(
        DutyKind.MINIMUM,
        session,
        due_on,
        sentence=f"Maintenir ou reporter : {plural(session.seated, 'inscrit')} pour un minimum de "
        f"{needed}",
        action="Décider de la session",
        why=Why("intra" if is_intra else "office_cancellation"),
    )


def _calls(session: OpenSession, starts_on: date, rules: Rules, today: date) -> Iterator[Duty]:
    due_on = starts_on - CALLS_BEFORE
    terms = rules.sendings
    if terms is not None and Item.JOINING_LETTER in terms.in_those_days:
        due_on = starts_on - timedelta(days=terms.days_before or 0)
    count = session.unsent.get(JOINING_LETTER, 0)
    if not count or due_on - AHEAD > today:
        return
    yield _of_session(
        DutyKind.CALLS,
        session,
        due_on,
        sentence=f"Envoyer {plural(count, 'convocation')} : début le {short_date(starts_on)}",
        action="Éditer les convocations",
        why=Why("sendings", "C. trav. L6353-8"),
    )


def _software(session: OpenSession, starts_on: date, rules: Rules, today: date) -> Iterator[Duty]:
    terms = rules.sendings
    if terms is None or terms.days_before is None or not session.ref.is_remote:
        return
    due_on = starts_on - timedelta(days=terms.days_before)
    count = session.unsent.get(SendingItem.SOFTWARE_GUIDE, 0)
    if Item.SOFTWARE_GUIDE in terms.in_those_days and count and due_on - AHEAD <= today:
        yield _of_session(
            DutyKind.SOFTWARE,
            session,
            due_on,
            sentence=f"Envoyer {_ITEMS[Item.SOFTWARE_GUIDE]} à {plural(count, 'stagiaire')} : "
            f"début le {short_date(starts_on)}",
            action=NOTE_SENT,
            why=Why("sendings"),
            awaited=Awaited(item=SendingItem.SOFTWARE_GUIDE, session_id=session.ref.id),
        )


def _links(session: OpenSession, rules: Rules, today: date) -> Iterator[Duty]:
    """Yield what is sent some hours before the first slot, on the day that this falls on."""
    terms = rules.sendings
    if terms is None or terms.hours_before is None or session.first_slot is None:
        return
    due_on = (session.first_slot - timedelta(hours=terms.hours_before)).date()
    count = session.unsent.get(SendingItem.REMOTE_LINK, 0)
    items = _sent_last(terms)
    if session.ref.is_remote and items and count and due_on - DAY <= today:
        yield _of_session(
            DutyKind.LINKS,
            session,
            due_on,
            sentence=f"Envoyer {items} à {plural(count, 'stagiaire')}, "
            f"{plural(terms.hours_before, 'heure')} avant le début",
            action=NOTE_SENT,
            why=Why("sendings"),
            awaited=Awaited(item=SendingItem.REMOTE_LINK, session_id=session.ref.id),
        )


def _sent_last(terms: Sendings) -> str:
    return listed([_ITEMS[item] for item in terms.in_those_hours if item in _ITEMS])


def _invoices(session: OpenSession, starts_on: date, ends_on: date, today: date) -> Iterator[Duty]:
    """Yield one duty for all the clients that are to be invoiced by the same day."""
    by_day: defaultdict[date, list[Unbilled]] = defaultdict(list)
    for client in session.unbilled:
        due_on = _before_start(client, starts_on) or ends_on
        ahead = AHEAD if due_on < starts_on else timedelta(0)
        if due_on - ahead <= today:
            by_day[due_on].append(client)
    for due_on, clients in by_day.items():
        whom = clients[0].client if len(clients) == 1 else plural(len(clients), "client")
        is_early = due_on < ends_on
        yield _of_session(
            DutyKind.INVOICES,
            session,
            due_on,
            sentence=f"Facturer {whom}"
            + (f" : à régler avant le début, le {short_date(starts_on)}" if is_early else ""),
            action="Préparer les factures",
            why=Why("payment", "", clients[0].conditions_id)
            if clients[0].agreement_id
            else NO_REASON,
            part=due_on.isoformat(),
        )


def _before_start(client: Unbilled, starts_on: date) -> date | None:
    """Return the day to invoice a client who pays before the start; never an individual."""
    payment = client.rules.payment
    if payment is None or payment.moment is not PaymentMoment.BEFORE_START:
        return None
    if client.kind is AgreementKind.CONTRACT or client.formed_on is None:
        return None
    return min(max(starts_on - BILLED_BEFORE, client.formed_on), starts_on)
