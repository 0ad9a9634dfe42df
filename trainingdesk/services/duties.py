"""What the office has to do, by date: each duty says what, until when and where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.withdrawal import withdrawal_period
from trainingdesk.french import euros, plural, short_date
from trainingdesk.services.office import Office
from trainingdesk.storage import duties as store
from trainingdesk.storage.duties import LOOK_BACK, OpenAgreement, SessionCount

PROPOSALS_AHEAD = timedelta(days=14)
MINIMUM_AHEAD = timedelta(days=7)
CALLS_AHEAD = timedelta(days=14)
FUNDINGS_AHEAD = timedelta(days=7)
DOCUMENTS_AHEAD = timedelta(days=30)
SIGNATURE_WITHIN = timedelta(days=7)
LONGEST_WITHDRAWAL = timedelta(days=21)
"""More than the fourteen days that the last one may be put off over holidays."""


class DutyKind(StrEnum):
    """The kinds of duties, in the order that a day is worked through."""

    ATTENDANCE = auto()
    CALLS = auto()
    MINIMUM = auto()
    SIGNATURES = auto()
    FUNDINGS = auto()
    CERTIFICATES = auto()
    INVOICES = auto()
    WITHDRAWALS = auto()
    PROPOSALS = auto()
    PAYMENTS = auto()
    DOCUMENTS = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a duty is done: the page, its list and the row."""

    page: str
    row_id: int
    view: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing to do until `due_on`; `group` is the session it belongs to, or its subject."""

    kind: DutyKind
    due_on: date
    words: str
    group: str
    place: Place


@dataclass(frozen=True, slots=True)
class Group:
    """The duties of one session or subject, earliest first."""

    name: str
    duties: tuple[Duty, ...]

    @property
    def due_on(self) -> date:
        """The day the first of them is due."""
        return self.duties[0].due_on


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due by the end of the week, what comes later."""

    this_week: tuple[Group, ...]
    later: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many things there are to do."""
        return sum(len(group.duties) for group in (*self.this_week, *self.later))


def agenda(office: Office) -> Agenda:
    """Return what is to be done, grouped by session, this week's first."""
    found = sorted(duties(office), key=lambda duty: (duty.due_on, list(DutyKind).index(duty.kind)))
    sunday = week_of(office.today())[1]
    return Agenda(
        _grouped(duty for duty in found if duty.due_on <= sunday),
        _grouped(duty for duty in found if duty.due_on > sunday),
    )


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of the week that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _grouped(found: Iterable[Duty]) -> tuple[Group, ...]:
    groups: dict[str, list[Duty]] = {}
    for duty in found:
        groups.setdefault(duty.group, []).append(duty)
    return tuple(Group(name, tuple(members)) for name, members in groups.items())


def duties(office: Office) -> Iterator[Duty]:
    """Yield everything that waits to be done, in no order."""
    yield from _attendance(office)
    yield from _calls(office)
    yield from _minimum(office)
    yield from _signatures(office)
    yield from _fundings(office)
    yield from _certificates(office)
    yield from _invoices(office)
    yield from _withdrawals(office)
    yield from _proposals(office)
    yield from _payments(office)
    yield from _documents(office)


# Sessions ---------------------------------------------------------------------------------------


def _of_session(kind: DutyKind, item: SessionCount, due_on: date, words: str) -> Duty:
    return Duty(
        kind=kind,
        due_on=due_on,
        words=words,
        group=f"{item.number} – {item.title}",
        place=Place("sessions", item.session_id),
    )


def _attendance(office: Office) -> Iterator[Duty]:
    today = office.today()
    for item in store.unmarked(office.db, today - LOOK_BACK, today):
        words = f"Saisir l’émargement : {plural(item.count, 'demi-journée')}"
        yield _of_session(DutyKind.ATTENDANCE, item, item.day, words)


def _calls(office: Office) -> Iterator[Duty]:
    today = office.today()
    for item in store.uncalled(office.db, today, today + CALLS_AHEAD + timedelta(days=7)):
        words = f"Envoyer {plural(item.count, 'convocation')} : début le {short_date(item.day)}"
        yield _of_session(DutyKind.CALLS, item, item.day - CALLS_AHEAD, words)


def _minimum(office: Office) -> Iterator[Duty]:
    today = office.today()
    for session in store.below_minimum(office.db, today, today + MINIMUM_AHEAD):
        words = (
            f"Maintenir ou reporter : {plural(session.seated, 'inscrit')} pour un minimum de "
            f"{session.minimum}"
        )
        yield Duty(
            kind=DutyKind.MINIMUM,
            due_on=max(session.starts_on - MINIMUM_AHEAD, today),
            words=words,
            group=f"{session.number} – {session.title}",
            place=Place("sessions", session.id),
        )


def _certificates(office: Office) -> Iterator[Duty]:
    today = office.today()
    for item in store.uncertified(office.db, today - LOOK_BACK, today):
        words = f"Éditer {plural(item.count, 'certificat')} de réalisation"
        yield _of_session(DutyKind.CERTIFICATES, item, item.day, words)


def _invoices(office: Office) -> Iterator[Duty]:
    today = office.today()
    for item in store.unbilled(office.db, today - LOOK_BACK, today):
        words = f"Facturer {plural(item.count, 'client')}"
        yield _of_session(DutyKind.INVOICES, item, item.day, words)


def _fundings(office: Office) -> Iterator[Duty]:
    today = office.today()
    for item in store.unanswered_fundings(office.db, today, today + FUNDINGS_AHEAD):
        yield Duty(
            kind=DutyKind.FUNDINGS,
            due_on=item.starts_on - timedelta(days=1),
            words=f"Relancer {item.funder} : prise en charge sans réponse pour {item.client}",
            group=f"{item.number} – {item.title}",
            place=Place("sessions", item.session_id),
        )


# Agreements -------------------------------------------------------------------------------------


def _of_agreement(kind: DutyKind, item: OpenAgreement, due_on: date, words: str) -> Duty:
    return Duty(
        kind=kind,
        due_on=due_on,
        words=words,
        group=f"{item.session} – {item.title}",
        place=Place("sales", item.id, "agreements"),
    )


def _signatures(office: Office) -> Iterator[Duty]:
    for item in store.unsigned(office.db, office.today() - LOOK_BACK):
        sent_on = item.sent_on or office.today()
        due_on = sent_on + SIGNATURE_WITHIN
        if item.starts_on is not None:
            due_on = min(due_on, item.starts_on)
        what = "la convention" if item.kind is AgreementKind.CONVENTION else "le contrat"
        words = (
            f"Obtenir {what} {item.number} de {item.client}, à signer depuis le "
            f"{short_date(sent_on)}"
        )
        yield _of_agreement(DutyKind.SIGNATURES, item, due_on, words)


def _withdrawals(office: Office) -> Iterator[Duty]:
    today = office.today()
    for item in store.signed_contracts(office.db, today - LONGEST_WITHDRAWAL):
        if item.signed_on is None:
            continue
        period = withdrawal_period(item.signed_on, item.signed_where)
        if period.last_day >= today:
            words = f"Fin du délai de rétractation de {item.client} : rien à encaisser avant"
            yield _of_agreement(DutyKind.WITHDRAWALS, item, period.last_day, words)


# Money and files --------------------------------------------------------------------------------


def _proposals(office: Office) -> Iterator[Duty]:
    today = office.today()
    for item in store.open_proposals(office.db, today - LOOK_BACK, today + PROPOSALS_AHEAD):
        due_on, words = item.valid_until or today, f"{item.number}, {item.client}"
        if item.recall_on is not None and (item.valid_until or item.recall_on) >= item.recall_on:
            due_on, words = item.recall_on, f"Rappeler {item.client} ({item.number})"
        elif due_on < today:
            words = f"Prolonger ou classer {words} : expirée le {short_date(due_on)}"
        else:
            words = f"Rappeler avant expiration : {words}, le {short_date(due_on)}"
        yield Duty(
            kind=DutyKind.PROPOSALS,
            due_on=due_on,
            words=words,
            group="Devis sans réponse",
            place=Place("sales", item.id, "proposals"),
        )


def _payments(office: Office) -> Iterator[Duty]:
    for item in store.late_invoices(office.db, office.today()):
        yield Duty(
            kind=DutyKind.PAYMENTS,
            due_on=item.due_on,
            words=f"Relancer {item.payer} : {item.number}, reste {euros(item.remaining)}",
            group="Factures en retard",
            place=Place("sales", item.id, "invoices"),
        )


def _documents(office: Office) -> Iterator[Duty]:
    for item in store.ending_documents(office.db, office.today() + DOCUMENTS_AHEAD):
        verb = "a expiré" if item.valid_until < office.today() else "expire"
        words = f"Demander à {item.trainer} : {label(item.kind)} qui {verb}"
        yield Duty(
            kind=DutyKind.DOCUMENTS,
            due_on=item.valid_until,
            words=f"{words} le {short_date(item.valid_until)}",
            group="Dossiers des formateurs",
            place=Place("teaching", item.trainer_id, "trainers"),
        )


# First steps ------------------------------------------------------------------------------------


class FirstStep(StrEnum):
    """What a new office does before anything else, in order."""

    IDENTITY = auto()
    COURSE = auto()
    CLIENT = auto()
    SESSION = auto()


_TABLES = {
    FirstStep.IDENTITY: "organisation",
    FirstStep.COURSE: "course",
    FirstStep.CLIENT: "client",
    FirstStep.SESSION: "training_session",
}


def first_steps(office: Office) -> tuple[FirstStep, ...]:
    """Return the steps that are still to be taken."""
    return tuple(step for step, table in _TABLES.items() if not store.has_any(office.db, table))
