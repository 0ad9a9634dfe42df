"""A learning platform: accounts of one person each, incidents, maintenance.

How long each may take is told by the terms (`conditions.rules.ELearning`); moments are those of the
office's clock.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from trainingdesk.domain.conditions.rules import ELearning
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.people import Named
from trainingdesk.domain.withdrawal import WithdrawalPeriod
from trainingdesk.domain.working_hours import after_working_hours
from trainingdesk.french import long_date, short_date, short_moment, sort_key

HOURS_OF_DAY = 24
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
NO_TERMS = ELearning()
"""What holds where the terms have no clause: no delay is promised."""

_PASSWORD = re.compile(
    r"(?:mots?\s+de\s+passe|mdp|password|pwd)\W{0,3}(?:est\b|is\b|[:=])", re.IGNORECASE
)


def refuse_password(text: str, field: str) -> None:
    """Refuse a text that gives a password away: whoever has it chose it, and nobody else knows it.

    Raises:
        RuleBroken: it looks like one.
    """
    if _PASSWORD.search(text):
        raise RuleBroken(
            "N’écrivez aucun mot de passe : chaque personne choisit le sien et le garde secret.",
            field,
        )


# Accounts ---------------------------------------------------------------------------------------


class AccessState(StrEnum):
    """How far an account is."""

    TO_OPEN = "to_open"
    OPEN = "open"
    SENT = "sent"
    EXPIRED = "expired"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformAccess:
    """The account of one person; never a password.

    `signed_time` is the hour of the signature that its delay runs from, where it is known.
    `valid_until` is its last day, `None` for no end.
    """

    enrolment_id: int
    platform: str
    login: str
    signed_time: time | None = None
    opened_at: datetime | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    closed_on: date | None = None
    notes: str = ""
    id: int | None = None

    def checked(self, now: datetime) -> "PlatformAccess":
        """Return the account, tidied, or refuse one that cannot be.

        Raises:
            RuleBroken: the platform or login is missing, the days contradict each other, it opens
                in the future, or a password is written down.
        """
        platform, login = self.platform.strip(), self.login.strip()
        if not platform:
            raise RuleBroken("Nommez la plateforme, ou donnez son adresse.", "platform")
        if not login or " " in login:
            raise RuleBroken("Écrivez l’identifiant, en un seul mot.", "login")
        if self.opened_at is not None and self.opened_at > now:
            raise RuleBroken(
                f"L’ouverture ({short_moment(self.opened_at)}) est dans le futur.", "opened_at"
            )
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise RuleBroken(
                f"L’accès prendrait fin avant de commencer, le {short_date(self.valid_from)}.",
                "valid_until",
            )
        refuse_password(self.notes, "notes")
        return replace(self, platform=platform, login=login)

    def opened(self, at: datetime, rule: ELearning) -> "PlatformAccess":
        """Return the account as open from a moment on, for as long as the terms say."""
        valid_from = self.valid_from or at.date()
        return replace(
            self,
            opened_at=at,
            valid_from=valid_from,
            valid_until=self.valid_until or last_valid_day(valid_from, rule),
            closed_on=None,
        )

    def prolonged(self, until: date) -> "PlatformAccess":
        """Return the account with a later last day; one that was closed opens again.

        Raises:
            RuleBroken: it lasts as long already.
        """
        if self.valid_until is not None and until <= self.valid_until and self.closed_on is None:
            raise RuleBroken(
                f"L’accès dure déjà jusqu’au {long_date(self.valid_until)}.", "valid_until"
            )
        return replace(self, valid_until=until, closed_on=None)

    def closed(self, on: date) -> "PlatformAccess":
        """Return the account as closed.

        Raises:
            RuleBroken: it was never opened.
        """
        if self.opened_at is None:
            raise RuleBroken("Cet accès n’est pas encore ouvert : il n’y a rien à fermer.")
        return replace(self, closed_on=on)

    def is_valid_on(self, day: date) -> bool:
        """Whether the login may be used on a day, or is about to be."""
        if self.closed_on is not None:
            return False
        return self.valid_until is None or day <= self.valid_until

    def state(self, sent_on: date | None, today: date) -> AccessState:
        """Return how far it is, by the day its letter was sent."""
        if self.closed_on is not None:
            return AccessState.CLOSED
        if self.opened_at is None:
            return AccessState.TO_OPEN
        if not self.is_valid_on(today):
            return AccessState.EXPIRED
        return AccessState.OPEN if sent_on is None else AccessState.SENT


def last_valid_day(valid_from: date, rule: ELearning) -> date | None:
    """Return the last day of an account by the terms, `None` where they state no end."""
    return None if rule.open_days is None else valid_from + (rule.open_days - 1) * DAY


def proposed_login(person: Named, taken: frozenset[str]) -> str:
    """Return a login made of a person's names that nobody has: «zoe.lefevre», «zoe.lefevre2».

    *taken* are the logins in use, in small letters.
    """
    parts = (_plain(person.first_name), _plain(person.last_name))
    base = ".".join(filter(None, parts)) or "stagiaire"
    login, number = base, 1
    while login in taken:
        number += 1
        login = f"{base}{number}"
    return login


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", sort_key(name).replace("'", "")).strip("-")


# When an account is due -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AccessDue:
    """The moment an account is due by, and whether its hour counts.

    Without its hour it is due by the end of the day, `at` being midnight. `waits_until` is the
    first day on which it may be opened at all, where the law puts it off.
    """

    at: datetime
    has_hour: bool
    waits_until: date | None = None

    @property
    def day(self) -> date:
        """The last day to open it on."""
        return self.at.date() if self.has_hour else (self.at - DAY).date()

    @property
    def words(self) -> str:
        """The moment as lists show it."""
        return short_moment(self.at, is_end=True) if self.has_hour else short_date(self.day)


def access_due(
    signed_on: date,
    hours: int,
    *,
    signed_time: time | None = None,
    withdrawal: WithdrawalPeriod | None = None,
    asked_on: date | None = None,
) -> AccessDue:
    """Return when an account is due, so many hours after the signature.

    They run by the clock where the hour is known, else as whole days. Within an individual's
    withdrawal period it waits for his express request (C. conso. L221-25), and is due the day
    after the period at the latest.
    """
    if signed_time is None:
        due = AccessDue(_end_of(signed_on + (hours // HOURS_OF_DAY) * DAY), has_hour=False)
    else:
        start = datetime.combine(signed_on, signed_time)
        due = AccessDue(start + timedelta(hours=hours), has_hour=True)
    if withdrawal is None or due.day > withdrawal.last_day:
        return due
    first = withdrawal.first_claim_on
    if asked_on is None:
        return AccessDue(_end_of(first), has_hour=False, waits_until=first)
    if asked_on > due.day:
        return AccessDue(_end_of(min(asked_on, first)), has_hour=False)
    return due


def _end_of(day: date) -> datetime:
    return datetime.combine(day + DAY, time.min)


def refuse_too_early(on: date, withdrawal: WithdrawalPeriod | None, asked_on: date | None) -> None:
    """Refuse to open an account that an individual may still withdraw from, and did not ask for.

    Raises:
        RuleBroken: his withdrawal period runs and he did not expressly ask to start.
    """
    if withdrawal is None or on > withdrawal.last_day or (asked_on and asked_on <= on):
        return
    raise RuleBroken(
        f"Le délai de rétractation court jusqu’au {long_date(withdrawal.last_day)} : avant cette "
        "date, l’accès n’est ouvert qu’à la demande expresse de la personne. Notez cette demande "
        "dans les réceptions de son contrat, ou attendez."
    )


# Incidents --------------------------------------------------------------------------------------


class IncidentKind(StrEnum):
    """What went wrong."""

    FORGOTTEN_PASSWORD = "forgotten_password"  # noqa: S105 - the kind of incident, no secret
    FRAUDULENT_USE = "fraudulent_use"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that kept people from learning; without `enrolment_id` it befell all of them."""

    session_id: int
    kind: IncidentKind
    happened_at: datetime
    reported_at: datetime
    facts: str
    enrolment_id: int | None = None
    fixed_at: datetime | None = None
    outcome: str = ""
    id: int | None = None

    def checked(self, now: datetime) -> "Incident":
        """Return the incident, or refuse one that says nothing or whose moments do not follow.

        Raises:
            RuleBroken: the facts are missing, a moment lies ahead or precedes what it answers, or a
                password is written down.
        """
        if not self.facts.strip():
            raise RuleBroken("Décrivez les faits : c’est ce que le registre garde.", "facts")
        refuse_password(self.facts, "facts")
        refuse_password(self.outcome, "outcome")
        for name in ("happened_at", "reported_at", "fixed_at"):
            moment: datetime | None = getattr(self, name)
            if moment is not None and moment > now:
                raise RuleBroken(f"Ce moment ({short_moment(moment)}) est dans le futur.", name)
        if self.reported_at < self.happened_at:
            raise RuleBroken(
                "L’incident ne peut pas être signalé avant de survenir, le "
                f"{short_moment(self.happened_at)}.",
                "reported_at",
            )
        if self.fixed_at is not None:
            self._check_end(self.fixed_at)
        return self

    def _check_end(self, at: datetime) -> None:
        if at < self.reported_at:
            raise RuleBroken(
                "L’incident ne peut pas être corrigé avant d’être signalé, le "
                f"{short_moment(self.reported_at)}.",
                "fixed_at",
            )
        if not self.outcome.strip():
            raise RuleBroken("Écrivez ce qui a été fait.", "outcome")

    def is_reported_late(self, rule: ELearning) -> bool:
        """Whether it was told later than the terms ask; it is looked after all the same."""
        if rule.report_hours is None:
            return False
        return self.reported_at - self.happened_at > timedelta(hours=rule.report_hours)

    def fix_by(self, rule: ELearning) -> datetime | None:
        """Return when it is to be mended by, in working hours from its report."""
        if rule.repair_working_hours is None:
            return None
        return after_working_hours(self.reported_at, rule.repair_working_hours)

    def is_fixed_late(self, rule: ELearning, now: datetime) -> bool:
        """Whether it was, or is still not, mended in time."""
        due = self.fix_by(rule)
        return due is not None and (self.fixed_at or now) > due


# Maintenance ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    """A time during which the platform is closed, announced beforehand."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    announced_at: datetime | None = None
    id: int | None = None

    def checked(self, now: datetime) -> "Maintenance":
        """Return it, or refuse one whose moments do not follow.

        Raises:
            RuleBroken: it ends before it starts, has no reason, or is announced in the future.
        """
        if self.ends_at <= self.starts_at:
            raise RuleBroken("La maintenance doit finir après avoir commencé.", "ends_at")
        if not self.reason.strip():
            raise RuleBroken("Dites la raison : elle est donnée aux stagiaires.", "reason")
        refuse_password(self.reason, "reason")
        if self.announced_at is not None and self.announced_at > now:
            raise RuleBroken(
                f"L’annonce ({short_moment(self.announced_at)}) est dans le futur.", "announced_at"
            )
        return self

    def announce_by(self, rule: ELearning) -> datetime:
        """Return the last moment to announce it: its start, where the terms ask for no notice."""
        return self.starts_at - timedelta(hours=rule.maintenance_hours or 0)

    def is_announced_late(self, rule: ELearning, now: datetime) -> bool:
        """Whether it was announced, or still waits to be, with less notice than the terms give."""
        return (self.announced_at or now) > self.announce_by(rule)
