"""Reminding late payers: who is due which letter, sending it once, taking it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Override, Wording
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.people import full_name
from trainingdesk.domain.receipts import Channel
from trainingdesk.domain.reminders import (
    NAMES,
    Delays,
    Level,
    RemindedInvoice,
    Reminder,
    Sent,
    check,
    next_step,
)
from trainingdesk.domain.reminders_data import LateBill
from trainingdesk.french import euros, listed, long_date, plural, short_date
from trainingdesk.interchange import mail
from trainingdesk.services import publishing, sealing
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.publishing import Prepared
from trainingdesk.services.reminders_papers import (
    DELAY,
    KEYS,
    addressee,
    delays,
    email_of,
    late_bills,
    to_credit,
    with_cost,
)
from trainingdesk.storage import office as identity
from trainingdesk.storage import papers, reports, sales
from trainingdesk.storage import reminders as store
from trainingdesk.storage.database import unit_of_work

RECENT = 200
"""How many letters that went are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReminder:
    """Late invoices of one payer that wait for the same letter, or for an answer to the last one.

    `on` is the day it may leave by the office's delays; `credit` is what the payer paid that
    settles no invoice yet; `trouble` is why the letter cannot be made.
    """

    payer: PayerKey
    name: str
    level: Level | None
    on: date
    bills: tuple[LateBill, ...]
    email: str = ""
    credit: Money = ZERO
    trouble: str = ""

    @property
    def remaining(self) -> Money:
        """What is left to pay of the invoices."""
        return sum((bill.remaining for bill in self.bills), ZERO)

    @property
    def charges(self) -> Money:
        """What lateness adds, outside the invoices."""
        return sum((bill.interest + bill.indemnity for bill in self.bills), ZERO)

    def may_leave(self, today: date) -> bool:
        """Whether the letter can be made today: the first once late, the others in their time."""
        if self.level is None or self.trouble:
            return False
        return self.level is Level.FIRST or self.on <= today

    def is_due(self, today: date) -> bool:
        """Whether it is proposed today: its delay has run, and nothing paid is left to allocate."""
        return self.may_leave(today) and self.on <= today and self.credit <= 0


def due(office: Office) -> list[DueReminder]:
    """Return who is late and which letter comes next, payer by payer."""
    today, chosen = office.today(), delays(office)
    ahead = {one.key: one.amount for one in reports.paid_ahead(office.db, today)}
    ended = to_credit(office)
    found: list[DueReminder] = []
    for payer, _name, _owed in sales.debtors(office.db):
        key = PayerKey(payer.client_id, payer.funder_id)
        groups: dict[tuple[Level | None, date | None], list[LateBill]] = {}
        for bill, level in late_bills(office, key, today, ended):
            on = _next_on(bill, level, chosen)
            wait = on if on > today and level is not Level.FIRST else None
            groups.setdefault((level, wait), []).append(bill)
        if not groups:
            continue
        client, contact = addressee(office, key)
        email = email_of(client, contact)
        for (level, _wait), bills in groups.items():
            costed, trouble = _costed(office, bills, level, today)
            found.append(
                DueReminder(
                    payer=key,
                    name=client.display_name,
                    level=level,
                    on=min(_next_on(bill, level, chosen) for bill in bills),
                    bills=costed,
                    email=email,
                    credit=ahead.get(key, ZERO),
                    trouble=trouble,
                )
            )
    return found


def _next_on(bill: LateBill, level: Level | None, chosen: Delays) -> date:
    return next_step(bill.due_on, _last(bill, level), chosen).on


def _last(bill: LateBill, level: Level | None) -> Sent | None:
    """Return the letter before the one that comes next."""
    if bill.told_on is None:
        return None
    return Sent(Level.NOTICE if level is None else Level(level - 1), bill.told_on)


def _costed(
    office: Office, bills: Sequence[LateBill], level: Level | None, on: date
) -> tuple[tuple[LateBill, ...], str]:
    try:
        return tuple(with_cost(office, bill, level, on)[0] for bill in bills), ""
    except RuleBroken as error:
        return tuple(bills), str(error)


# Sending ----------------------------------------------------------------------------------------


def subject_of(payer: PayerKey, on: date) -> Subject:
    """Return what a letter to a payer is about; its day sets it apart from earlier ones."""
    return Subject(client_id=payer.client_id, funder_id=payer.funder_id, period=(on, on))


def statement_of(office: Office, payer: PayerKey) -> Subject:
    """Return what the statement of a payer's account is about, today."""
    return subject_of(payer, office.today())


def prepare(office: Office, payer: PayerKey, level: Level) -> Prepared:
    """Return the letter as it would leave today.

    Raises:
        RuleBroken: a rate is missing for the interest that it claims.
    """
    return publishing.prepare(office, KEYS[level], subject_of(payer, office.today()))


def usual_channel(level: Level, email: str) -> Channel:
    """Return how a letter goes: the notice registered, the others by mail where one can."""
    if level is Level.NOTICE:
        return Channel.REGISTERED_LETTER
    return Channel.EMAIL if email else Channel.LETTER


def send(office: Office, payer: PayerKey, level: Level, channel: Channel | None = None) -> Changes:
    """Issue a letter and record that it went, both or neither; return the reminder's id.

    Raises:
        RuleBroken: no invoice waits for this letter, the same went already, or it lacks a mention.
    """
    today = office.today()
    with unit_of_work(office.db):
        prepared = prepare(office, payer, level)
        bills: tuple[LateBill, ...] = prepared.data.bills
        if not bills:
            _explain(office, payer, level)
        chosen = delays(office)
        for bill in bills:
            last = _last(bill, level)
            check(bill.number, bill.due_on, last, level=level, on=today, delays=chosen)
        kept = publishing.keep(office, prepared)
        record = Reminder(
            level=level,
            sent_on=today,
            channel=channel or usual_channel(level, email_of(*addressee(office, payer))),
            paper_id=kept.paper_id,
            client_id=payer.client_id,
            funder_id=payer.funder_id,
            invoices=tuple(
                RemindedInvoice(
                    invoice_id=bill.invoice_id,
                    remaining=bill.remaining,
                    interest=bill.interest,
                    indemnity=bill.indemnity,
                )
                for bill in bills
            ),
        )
        reminder_id = store.add(office.db, record)
    filed = publishing.put_in_folder(office, prepared, kept)
    kinds = frozenset({Kind.INVOICES, Kind.PAPERS, Kind.CLIENTS, Kind.FUNDERS})
    return Changes(filed.label, kinds, reminder_id, filed.file)


def _explain(office: Office, payer: PayerKey, level: Level) -> None:
    """Refuse a letter that no invoice waits for, with the reason of the first that is late."""
    today, chosen = office.today(), delays(office)
    for bill, comes in late_bills(office, payer, today, to_credit(office)):
        last = _last(bill, comes)
        check(bill.number, bill.due_on, last, level=level, on=today, delays=chosen)
    raise RuleBroken("Aucune facture n’est en retard : il n’y a rien à relancer.")


def send_all(
    office: Office,
    wanted: Sequence[DueReminder],
    progress: Callable[[int, int, str], None] = lambda *_told: None,
) -> tuple[Changes, tuple[int, ...]]:
    """Send letters one after the other; return what was done, and the reminders.

    Raises:
        RuleBroken: one could not leave; those before it stand.
    """
    sealing.require(office, [KEYS[each.level] for each in wanted if each.level is not None])
    sent: list[int] = []
    file: Path | None = None
    for place, each in enumerate(wanted):
        progress(place, len(wanted), each.name)
        if each.level is not None:
            done = send(office, each.payer, each.level)
            sent.append(done.saved_id)
            file = done.file or file
    words = plural(len(sent), "lettre de relance éditée", "lettres de relance éditées")
    made = changed(words, Kind.INVOICES, Kind.PAPERS, Kind.CLIENTS, Kind.FUNDERS)
    return replace(made, file=file.parent if file else None), tuple(sent)


def undo(office: Office, reminder_id: int) -> Changes:
    """Take back that a letter went, before a later one about the same invoices.

    The paper itself stays among the issued ones, as all do.

    Raises:
        RuleBroken: a later letter answers to it.
    """
    record = store.reminder(office.db, reminder_id)
    told = [each.invoice_id for each in record.invoices]
    later = [one for one in store.about(office.db, told) if one.level > record.level]
    if later:
        raise RuleBroken(
            f"« {NAMES[later[-1].step]} » est partie ensuite, le {long_date(later[-1].sent_on)} : "
            "annulez-la d’abord."
        )
    with unit_of_work(office.db):
        store.REMINDERS.delete(office.db, reminder_id)
    return changed(
        f"Envoi annulé : {NAMES[record.step]} du {short_date(record.sent_on)} ; la lettre reste "
        "parmi les documents édités",
        Kind.INVOICES,
        Kind.CLIENTS,
        Kind.FUNDERS,
    )


def save_delays(office: Office, chosen: Delays) -> Changes:
    """Keep the days between letters.

    Raises:
        RuleBroken: one leaves no day, or lets the debt grow old.
    """
    checked = chosen.checked()
    with unit_of_work(office.db):
        for name in Delays.__slots__:
            identity.save_setting(office.db, DELAY.format(name), getattr(checked, name))
    return changed("Délais de relance enregistrés", Kind.OFFICE, Kind.INVOICES)


# Those that went --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SentReminder:
    """A letter that went, with the name of its payer."""

    record: Reminder
    name: str

    @property
    def claimed(self) -> Money:
        """What it told in all."""
        parts = (each.remaining + each.interest + each.indemnity for each in self.record.invoices)
        return sum(parts, ZERO)


def sent(office: Office) -> list[SentReminder]:
    """Return the letters that went, the newest first."""
    return [SentReminder(one, _name(office, one)) for one in store.latest(office.db, RECENT)]


def _name(office: Office, record: Reminder) -> str:
    return addressee(office, PayerKey(record.client_id, record.funder_id))[0].display_name


def draft(office: Office, reminder_id: int) -> tuple[str, bytes]:
    """Return a mail that carries a letter that went, unsent, and the name of its file."""
    record = store.reminder(office.db, reminder_id)
    client, contact = addressee(office, PayerKey(record.client_id, record.funder_id))
    kept = papers.PAPERS.get(office.db, record.paper_id)
    own = identity.texts(office.db).values()
    wording = Wording({text.key: Override(text.number, text.body) for text in own})
    key = KEYS[record.step]
    numbers = [sales.invoice(office.db, each.invoice_id).number or "" for each in record.invoices]
    sender = identity.organisation(office.db)
    signature = (sender.representative_name, sender.trade_name, sender.phone)
    fields: dict[str, object] = {
        "nom": full_name(contact) if contact is not None else client.display_name,
        "factures": listed(numbers),
        "reste": euros(sum((each.remaining for each in record.invoices), ZERO)),
        "signature": "\n".join(filter(None, signature)),
    }
    message = mail.draft(
        sender=sender.email,
        to=email_of(client, contact),
        subject=" ".join(wording(f"{key}.courriel_objet", **fields).split()),
        body=f"{wording(f'{key}.courriel', **fields)}\n",
        attachments={kept.file_name: papers.pdf_of(office.db, record.paper_id)},
    )
    return f"{file_stem('Courriel', NAMES[record.step], client.display_name)}.eml", message


def write_drafts(office: Office, reminder_ids: Sequence[int], folder: Path) -> list[Path]:
    """Write a mail for each letter into a folder; return the files.

    Raises:
        OSError: the folder cannot be written.
    """
    made = []
    for reminder_id in reminder_ids:
        name, content = draft(office, reminder_id)
        path = folder / f"{Path(name).stem} ({reminder_id}).eml"
        path.write_bytes(content)
        made.append(path)
    return made
