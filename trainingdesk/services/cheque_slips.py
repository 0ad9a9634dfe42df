"""Taking cheques to the bank: those that wait, the slips that were made, how long one may wait."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from trainingdesk.domain.cheque_slips import (
    USUAL_WAIT,
    Cheque,
    ChequeSlip,
    check_deposit,
    check_undoing,
    checked_wait,
    total,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import euros, plural
from trainingdesk.services import identity, publishing
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import cheque_slips as store
from trainingdesk.storage import office as settings
from trainingdesk.storage import sales
from trainingdesk.storage.database import unit_of_work

RECENT = 200
"""How many slips are listed."""
PAPER = "cheque_slip"
"""The key of the slip's paper, and of its numbers."""
_WAIT = "cheques.wait_days"


def waiting(office: Office) -> tuple[Cheque, ...]:
    """Return the cheques that are to be taken to the bank, the oldest first.

    Not those that are still held, that were taken back, that went with a slip or that a bank
    statement tells of.
    """
    return store.waiting(office.db)


def waits(office: Office, payment_id: int) -> bool:
    """Whether a payment is a cheque that is to be taken to the bank."""
    return store.waits(office.db, payment_id)


@dataclass(frozen=True, slots=True)
class MadeSlip:
    """A slip that was made, and how many of its cheques the bank rejected."""

    slip: ChequeSlip
    bounced: int


def slips(office: Office) -> list[MadeSlip]:
    """Return the slips that were made, the newest first."""
    return [MadeSlip(slip, bounced) for slip, bounced in store.latest(office.db, RECENT)]


def make(office: Office, payment_ids: Collection[int], on: date, notes: str = "") -> Changes:
    """Take cheques to the bank on a day: the slip, its number and its paper, all or nothing.

    Raises:
        RuleBroken: one does not wait any more or cannot go that day, or the paper lacks the
            account of the office; no number is taken.
    """
    with unit_of_work(office.db):
        written = record(office, payment_ids, on, notes)
        prepared = publishing.prepare(office, PAPER, subject_of(written.saved_id), on=on)
        kept = publishing.keep(office, prepared, anyway=True)
    filed = publishing.put_in_folder(office, prepared, kept)
    unfiled = office.documents is not None and filed.file is None
    label = f"{written.label}. {filed.label}" if unfiled else written.label
    return Changes(label, written.kinds | {Kind.PAPERS}, written.id, filed.file)


def record(office: Office, payment_ids: Collection[int], on: date, notes: str = "") -> Changes:
    """Take cheques to the bank on a day, with a number and no paper yet; return the slip's id.

    Raises:
        RuleBroken: one does not wait any more or cannot go that day.
    """
    with unit_of_work(office.db):
        wanted = set(payment_ids)
        cheques = [cheque for cheque in store.waiting(office.db) if cheque.payment_id in wanted]
        if len(cheques) < len(wanted):
            raise RuleBroken(
                "Un des chèques cochés n’attend plus : il a été remis, annulé ou supprimé "
                "entre-temps. Cochez de nouveau ceux qui partent."
            )
        check_deposit(cheques, on, office.today())
        slip = ChequeSlip(
            number=sales.take_number(office.db, PAPER, identity.pattern(office, PAPER), on),
            deposited_on=on,
            cheques=len(cheques),
            total=total(cheques),
            notes=notes.strip(),
        )
        slip_id = store.add(office.db, slip, [cheque.payment_id for cheque in cheques])
    what = plural(slip.cheques, "chèque", "chèques")
    label = f"Remise {slip.number} : {what}, {euros(slip.total)}"
    return changed(label, Kind.PAYMENTS, saved=slip_id)


def subject_of(slip_id: int) -> Subject:
    """Return what the paper of a slip is about."""
    return Subject(cheque_slip_id=slip_id)


def undo(office: Office, slip_id: int) -> Changes:
    """Note that a slip did not go to the bank after all: its cheques wait again.

    Its number stays taken, and its paper among the issued ones, as all do.

    Raises:
        RuleBroken: it is undone already, or the bank has it for sure.
    """
    with unit_of_work(office.db):
        slip = store.SLIPS.get(office.db, slip_id)
        cheques = store.cheques_of(office.db, slip_id)
        check_undoing(slip, cheques, is_ticked=store.is_ticked(office.db, slip_id))
        store.free(office.db, slip_id)
        store.SLIPS.update(office.db, replace(slip, undone_on=office.today()))
    return changed(
        f"Remise {slip.number} annulée : ses chèques attendent de nouveau",
        Kind.PAYMENTS,
        saved=slip_id,
    )


def paper_of(office: Office, slip_id: int) -> int | None:
    """Return the paper of a slip as it left."""
    return store.paper_of(office.db, slip_id)


def slip_of(office: Office, payment_id: int) -> ChequeSlip | None:
    """Return the slip that a cheque went with, if it went."""
    return store.slip_of(office.db, payment_id)


def wait_days(office: Office) -> int:
    """Return how many days a cheque may wait before the first page tells so; none for never."""
    return int(str(settings.setting(office.db, _WAIT, USUAL_WAIT)))


def save_wait_days(office: Office, days: int) -> Changes:
    """Choose how many days a cheque may wait before the first page tells so.

    Raises:
        RuleBroken: there are too many of them.
    """
    with unit_of_work(office.db):
        settings.save_setting(office.db, _WAIT, checked_wait(days))
    return changed("Rappel des chèques à remettre enregistré", Kind.OFFICE)
