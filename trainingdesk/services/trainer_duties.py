"""Gathering what is owed around those who teach, and which papers of the office end."""

from collections.abc import Sequence
from itertools import groupby

from trainingdesk.domain.deadlines.state import (
    EndingPaper,
    OpenMission,
    SessionRef,
    TrainerFile,
)
from trainingdesk.domain.deadlines.trainers import FILES_AHEAD
from trainingdesk.domain.office_documents import OfficeDocumentKind
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.domain.trainer_files import lacks
from trainingdesk.services.office import Office
from trainingdesk.services.trainer_files import work
from trainingdesk.storage import missions, teaching
from trainingdesk.storage import office as identity
from trainingdesk.storage import office_documents as store
from trainingdesk.storage.missions import Assignment


def coming(office: Office) -> tuple[Assignment, ...]:
    """Return what trainers are still to teach, and begin to within a month."""
    today = office.today()
    found = missions.coming(office.db, today)
    return tuple(each for each in found if each.first_day <= today + FILES_AHEAD)


def trainer_files(office: Office, given: Sequence[Assignment]) -> tuple[TrainerFile, ...]:
    """Return what the files of those who teach soon lack."""
    files = []
    for trainer_id, parts in groupby(
        sorted(given, key=lambda each: (each.trainer_id, each.first_day)),
        key=lambda each: each.trainer_id,
    ):
        own = list(parts)
        held = teaching.listed_documents(office.db, trainer_id)
        found = lacks(own[0].kind, held, office.today(), work(office, own))
        if found:
            files.append(
                TrainerFile(
                    trainer_id=trainer_id,
                    trainer=own[0].trainer,
                    starts_on=own[0].first_day,
                    lacks=found,
                )
            )
    return tuple(files)


def open_missions(given: Sequence[Assignment]) -> tuple[OpenMission, ...]:
    """Return the subcontractors' parts of the sessions that come."""
    return tuple(
        OpenMission(
            session=SessionRef(
                id=each.session_id,
                number=each.number,
                title=each.title,
                starts_on=each.first_day,
                ends_on=each.last_day,
            ),
            trainer_id=each.trainer_id,
            trainer=each.trainer,
            starts_on=each.first_day,
            sent_on=each.sent_on,
            signed_on=each.signed_on,
        )
        for each in given
        if each.kind is TrainerKind.SUBCONTRACTOR
    )


def ending_papers(office: Office) -> tuple[EndingPaper, ...]:
    """Return the papers of the office that end; the certificate is known from its identity too."""
    found = dict(store.endings(office.db))
    for own in identity.ORGANISATIONS.where(office.db):
        if own.qualiopi_until is not None:
            known = found.get(OfficeDocumentKind.QUALIOPI, own.qualiopi_until)
            found[OfficeDocumentKind.QUALIOPI] = max(known, own.qualiopi_until)
    kinds = (EndingPaper(kind=kind, valid_until=day) for kind, day in found.items())
    named = (
        EndingPaper(kind=OfficeDocumentKind.OTHER, valid_until=day, name=name)
        for name, day in store.named_endings(office.db)
    )
    return (*kinds, *named)
