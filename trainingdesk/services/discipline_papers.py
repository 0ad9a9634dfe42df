"""Gathering what the papers of `documents.discipline` are made from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from trainingdesk.domain.discipline import DisciplinaryCase
from trainingdesk.domain.discipline_data import CaseNoticePaper, CasePaper, RecordingWaiverPaper
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.paper_data import ParticipantPaper, SessionPaper
from trainingdesk.services.discipline import setting_of
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Gatherer, Subject, participant
from trainingdesk.services.terms import version
from trainingdesk.storage import discipline as store
from trainingdesk.storage import parties


def case_paper(office: Office, subject: Subject, on: date, files: Files) -> CasePaper:
    """Return what a letter to the person herself prints."""
    case, person = _known(office, subject, on, files)
    return CasePaper(
        file=person.file,
        participant=person.participant,
        on=on,
        case=case,
        setting=setting_of(office, case.enrolment_id, case.happened_on),
    )


def notice(office: Office, subject: Subject, on: date, files: Files) -> CaseNoticePaper:
    """Return what a letter to a funder prints where one is named, else to the employer.

    Raises:
        RuleBroken: there is neither.
    """
    case, person = _known(office, subject, on, files)
    setting = setting_of(office, case.enrolment_id, case.happened_on)
    if subject.funder_id is not None:
        funder = parties.FUNDERS.get(office.db, subject.funder_id)
        seats = files(person.file.session.id or 0).fundings_of(person.participant.client.id)
        numbers = [each.funding.file_number for each in seats if each.funder.id == funder.id]
        return CaseNoticePaper(
            file=person.file,
            participant=person.participant,
            on=on,
            case=case,
            setting=setting,
            recipient=funder.name,
            address=funder.address,
            is_funder=True,
            file_number=next(iter(numbers), ""),
        )
    employer = person.participant.employer
    if employer is None:
        raise RuleBroken(
            f"{person.participant.name} n’a pas d’employeur à informer. S’il en a un, indiquez-le "
            "dans son inscription."
        )
    return CaseNoticePaper(
        file=person.file,
        participant=person.participant,
        on=on,
        case=case,
        setting=setting,
        recipient=employer.display_name,
        address=employer.address,
        contact=parties.signatory_of(office.db, employer.id or 0),
    )


def recording_waiver(
    office: Office, subject: Subject, on: date, files: Files
) -> RecordingWaiverPaper:
    """Return what a leave to record prints: for one person, else for the whole session."""
    conditions = version(office, None, on)
    if subject.enrolment_id is not None:
        person = participant(office, subject.enrolment_id, on, files, attended=False)
        return RecordingWaiverPaper(
            file=person.file, participant=person.participant, conditions=conditions, on=on
        )
    whole = files(subject.session_id or 0)
    return RecordingWaiverPaper(
        file=whole.narrowed((), attended=False), conditions=conditions, on=on
    )


def delegates(_office: Office, subject: Subject, on: date, files: Files) -> SessionPaper:
    """Return what the minutes of the delegates' election print: names stay out of them."""
    whole = files(subject.session_id or 0)
    nameless = (
        replace(person, trainee=None, employer=None, marks={}, results={})
        for person in whole.participants
    )
    return SessionPaper(file=whole.narrowed(nameless, attended=False), on=on)


def _known(
    office: Office, subject: Subject, on: date, files: Files
) -> tuple[DisciplinaryCase, ParticipantPaper]:
    case = store.CASES.get(office.db, subject.disciplinary_case_id or 0)
    return case, participant(office, case.enrolment_id, on, files, attended=False)


GATHERERS: Mapping[str, Gatherer] = MappingProxyType(
    {
        "hearing_summons": case_paper,
        "precautionary_exclusion": case_paper,
        "procedure_information": notice,
        "sanction_notice": case_paper,
        "sanction_information": notice,
        "recording_waiver": recording_waiver,
        "delegates_report": delegates,
    }
)
