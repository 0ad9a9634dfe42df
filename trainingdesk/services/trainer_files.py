"""The file of a trainer: its papers with their scans, and what it lacks."""

from collections.abc import Iterable
from decimal import Decimal

from trainingdesk.domain.labels import label
from trainingdesk.domain.parties import FunderKind
from trainingdesk.domain.teaching import Trainer, TrainerDocument
from trainingdesk.domain.trainer_files import Lack, Work, lacks
from trainingdesk.services import missions, scans
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import missions as assignments
from trainingdesk.storage import sessions, teaching, usage
from trainingdesk.storage.database import unit_of_work
from trainingdesk.storage.missions import Assignment


def save_document(office: Office, document: TrainerDocument) -> Changes:
    """Write one paper of a trainer's file with its scan, where there is one.

    Raises:
        RuleBroken: it ends before it came, or its scan cannot be shown again.
    """
    checked = scans.with_hash(document.checked())
    with unit_of_work(office.db):
        saved = teaching.TRAINER_DOCUMENTS.save(office.db, checked)
    return changed(f"Pièce enregistrée : {label(document.kind)}", Kind.TRAINERS, saved=saved)


def remove_document(office: Office, document_id: int) -> Changes:
    """Take a paper and its scan out of a trainer's file."""
    document = teaching.TRAINER_DOCUMENTS.get(office.db, document_id)
    name = document.label or label(document.kind)
    with unit_of_work(office.db):
        usage.delete(office.db, "trainer_document", document_id, name)
    return changed(f"Pièce retirée : {name}", Kind.TRAINERS)


def lacking(office: Office, trainer: Trainer) -> tuple[Lack, ...]:
    """Return what the file of a trainer lacks, for what is still to be taught."""
    given = [
        each
        for each in assignments.coming(office.db, office.today())
        if each.trainer_id == trainer.id
    ]
    found = teaching.listed_documents(office.db, trainer.id or 0)
    return lacks(trainer.kind, found, office.today(), work(office, given))


def work(office: Office, given: Iterable[Assignment]) -> Work:
    """Return what the sessions given to one trainer ask his file for."""
    known = tuple(given)
    prices = [_price(office, each) for each in known]
    return Work(
        largest=max((price for price in prices if price is not None), default=None),
        is_cpf=any(is_cpf(office, each.session_id) for each in known),
        until=max((each.last_day for each in known), default=None),
    )


def is_cpf(office: Office, session_id: int) -> bool:
    """Return whether the personal training account pays for somebody in a session."""
    row = office.db.execute(
        "select 1 from funding f join funder u on u.id = f.funder_id"
        " where f.session_id = ? and u.kind = ? and f.state <> 'refused'",
        [session_id, FunderKind.CDC],
    ).fetchone()
    return row is not None


def _price(office: Office, given: Assignment) -> Decimal | None:
    mission = missions.mission(office, given.session_id, given.trainer_id)
    slots = sessions.slots_of(office.db, given.session_id)
    return mission.price([slot for slot in slots if given.trainer_id in slot.trainer_ids])
