"""Keeping the accounts of a learning platform."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.conditions.rules import ELearning
from trainingdesk.domain.elearning import (
    NO_TERMS,
    AccessDue,
    AccessState,
    PlatformAccess,
    access_due,
    proposed_login,
    refuse_too_early,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.receipts import ReceiptKind
from trainingdesk.domain.sendings import Sending, SendingItem
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import Enrolment
from trainingdesk.domain.withdrawal import WithdrawalPeriod, withdrawal_period
from trainingdesk.french import long_date, plural, short_date
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.services.terms import conditions_of, version
from trainingdesk.storage import bargains, parties, sales, sessions
from trainingdesk.storage import elearning as store
from trainingdesk.storage import sendings as sent
from trainingdesk.storage.database import unit_of_work

PLATFORM = "Plateforme de formation"
"""What a platform is called until somebody names it."""


def now(office: Office) -> datetime:
    """Return the hour it is, on the day that the office lives in."""
    hour = datetime.now().astimezone().time().replace(second=0, microsecond=0, tzinfo=None)
    return datetime.combine(office.today(), hour)


# What there is ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Bargain:
    """What a client agreed to: the terms, his signature, what he may still go back on."""

    conditions: Conditions
    signed_on: date | None = None
    withdrawal: WithdrawalPeriod | None = None
    asked_on: date | None = None

    @property
    def rule(self) -> ELearning:
        """What the terms say of accounts."""
        return self.conditions.rules.elearning or NO_TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person of a session and her account, `None` while nobody prepared it.

    `due` is when it is to be open, `None` where nothing is promised or signed.
    """

    person: Participant
    access: PlatformAccess | None
    bargain: Bargain
    sent_on: date | None = None
    due: AccessDue | None = None

    def state(self, today: date) -> AccessState:
        """Return how far it is."""
        if self.access is None:
            return AccessState.TO_OPEN
        return self.access.state(self.sent_on, today)


def accounts(office: Office, file: SessionFile) -> tuple[Account, ...]:
    """Return the accounts of the people who have a seat and a name, and those left to close."""
    session_id = file.session.id or 0
    known = store.accesses_of(office.db, session_id)
    sent_days = store.sent_days(office.db, session_id)
    bargains_of: dict[int, Bargain] = {}
    found = []
    for person in file.participants:
        client_id, seat = person.client.id or 0, person.enrolment.id or 0
        if not _has_account(person, known.get(seat), office.today()):
            continue
        if client_id not in bargains_of:
            bargains_of[client_id] = bargain_of(office, session_id, client_id)
        access, bargain = known.get(seat), bargains_of[client_id]
        found.append(
            Account(
                person=person,
                access=access,
                bargain=bargain,
                sent_on=sent_days.get(seat),
                due=due_of(bargain, access),
            )
        )
    return tuple(found)


def _has_account(person: Participant, access: PlatformAccess | None, today: date) -> bool:
    """Whether someone is to have an account, or left her seat while hers is open."""
    if person.trainee is None or person.enrolment.state.takes_a_seat:
        return person.trainee is not None
    return access is not None and access.opened_at is not None and access.is_valid_on(today)


def bargain_of(office: Office, session_id: int, client_id: int | None) -> Bargain:
    """Return what holds for the people of a client; the terms in force where none was made."""
    record = next(
        (
            one
            for one in sales.agreements_of(office.db, session_id)
            if one.client_id == client_id and not one.state.is_over
        ),
        None,
    )
    if record is None:
        return Bargain(conditions=version(office, None, office.today()))
    asked = [
        receipt.received_on
        for receipt in bargains.receipts_of(office.db, record.id or 0)
        if receipt.kind is ReceiptKind.EARLY_START
    ]
    conditions = conditions_of(office, record)
    return Bargain(
        conditions=conditions,
        signed_on=record.signed_on,
        withdrawal=_withdrawal(record, conditions),
        asked_on=min(asked, default=None),
    )


def _withdrawal(record: Agreement, conditions: Conditions) -> WithdrawalPeriod | None:
    if record.kind is not AgreementKind.CONTRACT or record.signed_on is None:
        return None
    return withdrawal_period(record.signed_on, record.signed_where, conditions.rules.withdrawal)


def due_of(bargain: Bargain, access: PlatformAccess | None) -> AccessDue | None:
    """Return when an account is due, `None` where nothing is promised or signed."""
    hours = bargain.rule.access_hours
    if hours is None or bargain.signed_on is None:
        return None
    return access_due(
        bargain.signed_on,
        hours,
        signed_time=access.signed_time if access else None,
        withdrawal=bargain.withdrawal,
        asked_on=bargain.asked_on,
    )


# Accounts ---------------------------------------------------------------------------------------


def new_access(office: Office, enrolment_id: int) -> PlatformAccess:
    """Return an account as it might be: a login from the names, the platform used last."""
    seat = sessions.ENROLMENTS.get(office.db, enrolment_id)
    session = sessions.SESSIONS.get(office.db, seat.session_id)
    return _proposed(office, seat, _platform(office, session.remote_link))


def _platform(office: Office, link: str) -> str:
    return urlsplit(link).hostname or store.last_platform(office.db) or PLATFORM


def _proposed(office: Office, seat: Enrolment, platform: str) -> PlatformAccess:
    if seat.trainee_id is None:
        raise RuleBroken("Cette place n’a pas encore de nom : désignez d’abord le stagiaire.")
    person = parties.TRAINEES.get(office.db, seat.trainee_id)
    login = proposed_login(person, store.logins_of(office.db, platform))
    return PlatformAccess(enrolment_id=seat.id or 0, platform=platform, login=login)


def propose(office: Office, session_id: int, platform: str = "") -> Changes:
    """Prepare an account, with a login from the names, for everyone who has none yet.

    The platform is the one at the session's link, or the one used last, unless it is named.

    Raises:
        RuleBroken: everyone has one, or nobody has a name.
    """
    file = session_file(office, session_id)
    wanting = [each.person for each in accounts(office, file) if each.access is None]
    if not wanting:
        raise RuleBroken("Chaque personne inscrite nommément a déjà son identifiant.")
    platform = platform or _platform(office, file.session.remote_link)
    with unit_of_work(office.db):
        for person in wanting:
            store.ACCESSES.insert(office.db, _proposed(office, person.enrolment, platform))
    words = plural(len(wanting), "identifiant proposé", "identifiants proposés")
    return changed(words, Kind.SESSIONS, saved=session_id)


def save_access(office: Office, access: PlatformAccess) -> Changes:
    """Write an account; the hour of a signature holds for all people of the same client.

    Raises:
        RuleBroken: the account cannot be, somebody else has its login, or it opens within a
            withdrawal period without a request.
    """
    checked = access.checked(now(office))
    seat = sessions.ENROLMENTS.get(office.db, checked.enrolment_id)
    bargain = bargain_of(office, seat.session_id, seat.client_id)
    _refuse_shared(office, checked, bargain.rule)
    if checked.opened_at is not None:
        refuse_too_early(checked.opened_at.date(), bargain.withdrawal, bargain.asked_on)
    with unit_of_work(office.db):
        saved = store.ACCESSES.save(office.db, checked)
        if checked.signed_time is not None:
            _spread_hour(office, seat, checked)
    return changed(f"Accès « {checked.login} » enregistré", Kind.SESSIONS, saved=saved)


def save_account(
    office: Office, access: PlatformAccess, *, hours: Decimal, sent_on: date | None
) -> Changes:
    """Write an account with the hours that were followed and the day its letter left.

    Raises:
        RuleBroken: one of them cannot be; then nothing is written.
    """
    seat = access.enrolment_id
    with unit_of_work(office.db):
        done = save_access(office, access)
        known = sessions.ENROLMENTS.get(office.db, seat)
        if hours != known.self_paced_hours:
            note_hours(office, seat, hours)
        if sent_on != store.sent_days(office.db, known.session_id).get(seat):
            _write_sent(office, access, sent_on)
    return done


def _write_sent(office: Office, access: PlatformAccess, on: date | None) -> None:
    if on is None:
        sent.forget(office.db, SendingItem.PLATFORM_ACCESS, access.enrolment_id)
        return
    if on > office.today():
        raise RuleBroken(f"Le jour de l’envoi ({long_date(on)}) est dans le futur.", "sent_on")
    if access.opened_at is None:
        raise RuleBroken("Notez d’abord quand l’accès a été ouvert.", "opened_at")
    sent.note(
        office.db,
        Sending(item=SendingItem.PLATFORM_ACCESS, sent_on=on, enrolment_id=access.enrolment_id),
    )


def _spread_hour(office: Office, seat: Enrolment, access: PlatformAccess) -> None:
    """Give the hour of one signature to the others whom it brings."""
    seats = {
        one.id
        for one in sessions.enrolments_of(office.db, seat.session_id)
        if one.client_id == seat.client_id
    }
    for other in store.accesses_of(office.db, seat.session_id).values():
        if other.enrolment_id in seats and other.signed_time != access.signed_time:
            store.ACCESSES.update(office.db, replace(other, signed_time=access.signed_time))


def _refuse_shared(office: Office, access: PlatformAccess, rule: ELearning) -> None:
    if not rule.one_login_each or not access.is_valid_on(office.today()):
        return
    holder = store.holder_of(office.db, access, office.today())
    if holder is not None:
        raise RuleBroken(
            f"L’identifiant « {access.login} » est déjà celui de {holder} : chaque personne a le "
            "sien.",
            "login",
        )


def open_accounts(office: Office, session_id: int, at: datetime | None = None) -> Changes:
    """Note that the prepared accounts of a session were opened on the platform.

    Those that wait for the end of a withdrawal period are left, and told.

    Raises:
        RuleBroken: none is ready, or the moment lies ahead.
    """
    moment = at or now(office)
    file = session_file(office, session_id)
    ready = [
        each
        for each in accounts(office, file)
        if each.access is not None and each.access.opened_at is None
    ]
    if not ready:
        raise RuleBroken("Aucun accès préparé n’attend d’être ouvert : proposez les identifiants.")
    opened, waiting = [], ""
    for each in ready:
        try:
            opened.append(_opened(office, each, moment))
        except RuleBroken as refusal:
            if len(ready) == 1:
                raise
            waiting = f" ; {each.person.name} attend : {refusal}"
    with unit_of_work(office.db):
        for access in opened:
            store.ACCESSES.update(office.db, access)
    words = plural(len(opened), "accès ouvert", "accès ouverts")
    return changed(f"{words}{waiting}", Kind.SESSIONS, saved=session_id)


def _opened(office: Office, each: Account, at: datetime) -> PlatformAccess:
    assert each.access is not None  # noqa: S101 - asked for by the caller
    refuse_too_early(at.date(), each.bargain.withdrawal, each.bargain.asked_on)
    access = each.access.opened(at, each.bargain.rule).checked(now(office))
    _refuse_shared(office, access, each.bargain.rule)
    return access


def note_sent(
    office: Office, session_id: int, on: date | None = None, *, only: int | None = None
) -> Changes:
    """Note that people were sent their access: all whose account is open, or one of them.

    Raises:
        RuleBroken: nobody's letter waits, or the day lies ahead.
    """
    day = on or office.today()
    if day > office.today():
        raise RuleBroken(f"Le jour de l’envoi ({long_date(day)}) est dans le futur.", "sent_on")
    file = session_file(office, session_id)
    waiting = [
        each.person.enrolment.id
        for each in accounts(office, file)
        if each.state(office.today()) is AccessState.OPEN
        and each.person.enrolment.state.takes_a_seat
        and only in {None, each.person.enrolment.id}
    ]
    if not waiting:
        raise RuleBroken("Aucun accès ouvert n’attend d’être envoyé.")
    with unit_of_work(office.db):
        for seat in waiting:
            sent.note(
                office.db,
                Sending(item=SendingItem.PLATFORM_ACCESS, sent_on=day, enrolment_id=seat),
            )
    words = plural(len(waiting), "accès envoyé", "accès envoyés")
    return changed(f"{words} le {short_date(day)}", Kind.SESSIONS, saved=session_id)


def close_access(office: Office, access_id: int, on: date | None = None) -> Changes:
    """Close an account; one that was only prepared is taken back."""
    access = store.ACCESSES.get(office.db, access_id)
    if access.opened_at is None:
        with unit_of_work(office.db):
            store.ACCESSES.delete(office.db, access_id)
        return changed(f"Identifiant « {access.login} » retiré", Kind.SESSIONS)
    with unit_of_work(office.db):
        store.ACCESSES.update(office.db, access.closed(on or office.today()))
    return changed(f"Accès « {access.login} » fermé", Kind.SESSIONS, saved=access_id)


def prolong(office: Office, access_id: int, until: date) -> Changes:
    """Let an account last longer.

    Raises:
        RuleBroken: it lasts as long already, or its login went to somebody else.
    """
    access = store.ACCESSES.get(office.db, access_id).prolonged(until)
    seat = sessions.ENROLMENTS.get(office.db, access.enrolment_id)
    rule = bargain_of(office, seat.session_id, seat.client_id).rule
    _refuse_shared(office, access, rule)
    with unit_of_work(office.db):
        store.ACCESSES.update(office.db, access)
    words = f"Accès « {access.login} » prolongé jusqu’au {short_date(until)}"
    return changed(words, Kind.SESSIONS, saved=access_id)


def note_hours(office: Office, enrolment_id: int, hours: Decimal) -> Changes:
    """Note the hours that the platform's log proves for one person.

    Raises:
        RuleBroken: more than the session plans, or less than nothing.
    """
    seat = sessions.ENROLMENTS.get(office.db, enrolment_id)
    planned = sessions.SESSIONS.get(office.db, seat.session_id).self_paced_hours
    if hours < 0:
        raise RuleBroken("Les heures suivies ne peuvent pas être négatives.", "self_paced_hours")
    if hours > planned:
        raise RuleBroken(
            f"La session prévoit {plural(planned, 'heure')} d’e-learning : une attestation n’en "
            "compte pas davantage.",
            "self_paced_hours",
        )
    with unit_of_work(office.db):
        sessions.ENROLMENTS.update(office.db, replace(seat, self_paced_hours=hours))
    return changed("Heures suivies enregistrées", Kind.SESSIONS, saved=seat.session_id)
