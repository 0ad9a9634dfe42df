"""Gathering what the papers of `documents.attendance` are made from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from trainingdesk.domain.attendance_data import ClientSessionPaper, NamePlatesPaper
from trainingdesk.domain.paper_data import ParticipantPaper, SessionPaper
from trainingdesk.services import paper_data as gather
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Gatherer, Subject
from trainingdesk.storage import parties


def sheet(_office: Office, subject: Subject, on: date, files: Files) -> SessionPaper:
    """Return what a sheet for the whole session prints."""
    return gather.session(_required(subject.session_id, subject), on, files)


def company_sheet(office: Office, subject: Subject, on: date, files: Files) -> ClientSessionPaper:
    """Return what the sheet of one client's people prints, nobody else on it."""
    client_id = _required(subject.client_id, subject)
    file = gather.session(_required(subject.session_id, subject), on, files).file
    return ClientSessionPaper(
        file=file.narrowed(file.of_client(client_id), attended=True),
        client=parties.CLIENTS.get(office.db, client_id),
        on=on,
    )


def personal_sheet(office: Office, subject: Subject, on: date, files: Files) -> ParticipantPaper:
    """Return what the sheet of one person prints: what was marked before that day."""
    enrolment_id = _required(subject.enrolment_id, subject)
    made = gather.participant(office, enrolment_id, on, files, attended=True)
    file = made.file.marked_before(on)
    return replace(made, file=file, participant=file.participants[0])


def name_plates(office: Office, subject: Subject, on: date, files: Files) -> NamePlatesPaper:
    """Return what the plates of a session print, or of one person alone."""
    if subject.enrolment_id is not None:
        made = gather.participant(office, subject.enrolment_id, on, files, attended=False)
        return NamePlatesPaper(file=made.file, participant=made.participant, on=on)
    file = files(_required(subject.session_id, subject))
    return NamePlatesPaper(file=file.narrowed(file.seated, attended=False), on=on)


def _required(row_id: int | None, subject: Subject) -> int:
    if row_id is None:
        raise ValueError(subject)
    return row_id


GATHERERS: Mapping[str, Gatherer] = {
    "attendance_day": sheet,
    "attendance_week": sheet,
    "attendance_month": sheet,
    "attendance_blank": sheet,
    "attendance_company": company_sheet,
    "attendance_person": personal_sheet,
    "name_plates": name_plates,
}
