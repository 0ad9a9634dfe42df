"""Gathering what the papers of `documents.questionnaires` are made from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from trainingdesk.domain import result_indicators as indicators
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Client
from trainingdesk.domain.people import list_name
from trainingdesk.domain.questionnaires import AnswerSheet, QuestionnaireKind
from trainingdesk.domain.questionnaires_data import (
    AssessmentPaper,
    FormPaper,
    KindResult,
    ResultsPaper,
    kind_result,
)
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.services import questionnaires
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Gatherer, Subject, participant
from trainingdesk.services.questionnaires import Respondent, respondents
from trainingdesk.storage import office as identity
from trainingdesk.storage import parties
from trainingdesk.storage import questionnaires as store


def form(
    kind: QuestionnaireKind, office: Office, subject: Subject, on: date, files: Files
) -> FormPaper:
    """Return what a form prints: for one respondent, or for anybody of a session."""
    person: Participant | None = None
    if subject.enrolment_id is not None:
        own = participant(office, subject.enrolment_id, on, files, attended=False)
        file, person = own.file, own.participant
    else:
        file = files(subject.session_id or 0)
    whom = _respondent(office, file, kind, subject)
    asked = questionnaires.current(office, kind)
    name = whom.name if whom else ""
    if person is not None and person.trainee is not None:
        name = list_name(person.trainee)
    return FormPaper(
        file=file.narrowed(file.participants if person else (), attended=False),
        questionnaire=asked,
        questions=asked.about(file.version).questions,
        on=on,
        whom=name,
        participant=person,
        client=_client(office, subject),
        link=questionnaires.link_for(questionnaires.link_template(office, kind), file, whom),
    )


def _respondent(
    office: Office, file: SessionFile, kind: QuestionnaireKind, subject: Subject
) -> Respondent | None:
    found = respondents(office, file, kind)
    return next((each for each in found if getattr(subject, each.field) == each.owner_id), None)


def _client(office: Office, subject: Subject) -> Client | None:
    return parties.CLIENTS.get(office.db, subject.client_id) if subject.client_id else None


def assessment(office: Office, subject: Subject, on: date, files: Files) -> AssessmentPaper:
    """Return what an assessment sheet prints; nothing is ticked before the trainer did."""
    if subject.enrolment_id is not None:
        own = participant(office, subject.enrolment_id, on, files, attended=False)
        return AssessmentPaper(file=own.file, on=on, participant=own.participant)
    file = files(subject.session_id or 0)
    return AssessmentPaper(file=file.narrowed(file.seated, attended=False), on=on)


def results(office: Office, subject: Subject, on: date, files: Files) -> ResultsPaper:
    """Return the figures of a session, or of all that ended in a period.

    Raises:
        RuleBroken: no session ended in the period.
    """
    if subject.period is not None:
        return _over_a_period(office, subject.period, on, files)
    file = files(subject.session_id or 0)
    sheets = store.sheets_of(office.db, file.session.id or 0)
    return ResultsPaper(
        organisation=file.organisation,
        on=on,
        rates=_rates([file]),
        kinds=_kinds(office, sheets),
        trainees=len(file.seated),
        file=file.narrowed((), attended=False),
        progress=_progress(file, sheets),
    )


def _over_a_period(
    office: Office, period: tuple[date, date], on: date, files: Files
) -> ResultsPaper:
    held = [files(session_id) for session_id in store.sessions_between(office.db, *period)]
    if not held:
        raise RuleBroken("Aucune session ne s’est terminée sur cette période.")
    return ResultsPaper(
        organisation=identity.organisation(office.db),
        on=on,
        rates=_rates(held),
        kinds=_kinds(office, store.sheets_between(office.db, *period)),
        trainees=sum(len(file.seated) for file in held),
        period=period,
        sessions=len(held),
    )


def _rates(held: Sequence[SessionFile]) -> tuple[indicators.Rate, ...]:
    return (
        indicators.assiduity_rate(held),
        indicators.abandonment_rate(held),
        indicators.objectives_rate(held),
    )


def _kinds(office: Office, sheets: Iterable[AnswerSheet]) -> tuple[KindResult, ...]:
    """Return what came of each kind that was handed out; a positioning is no opinion."""
    by_kind: dict[QuestionnaireKind, list[AnswerSheet]] = {}
    for sheet in sheets:
        by_kind.setdefault(sheet.kind, []).append(sheet)
    return tuple(
        kind_result(kind, questionnaires.wordings_of(office, by_kind[kind]), by_kind[kind])
        for kind in QuestionnaireKind
        if kind.asks_satisfaction and kind in by_kind
    )


def _progress(file: SessionFile, sheets: Sequence[AnswerSheet]) -> tuple[indicators.Progress, ...]:
    positioned = any(
        sheet.kind is QuestionnaireKind.POSITIONING and sheet.is_answered for sheet in sheets
    )
    if not positioned:
        return ()
    return indicators.progress(file.version.objectives, file.seated, sheets)


GATHERERS: Mapping[str, Gatherer] = {
    **{f"{kind}_form": partial(form, kind) for kind in QuestionnaireKind},
    "assessment_form": assessment,
    "questionnaire_results": results,
}
