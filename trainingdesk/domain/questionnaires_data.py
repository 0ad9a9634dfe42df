"""What the papers of questionnaires are made from: forms to fill in, and what came of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from trainingdesk.domain import result_indicators as indicators
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.parties import Client
from trainingdesk.domain.questionnaires import (
    AnswerSheet,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnaireKind,
)
from trainingdesk.domain.result_indicators import Mean, Progress, Rate
from trainingdesk.domain.session_file import Participant, SessionFile


@dataclass(frozen=True, kw_only=True)
class FormPaper:
    """A questionnaire to fill in by hand; `questions` are all it asks, those of the course too.

    `whom` is the name printed at its head, empty on a form for anybody; `client` the firm beside
    it. `link` is where the same questions are answered on line.
    """

    file: SessionFile
    questionnaire: Questionnaire
    questions: tuple[Question, ...]
    on: date
    whom: str = ""
    participant: Participant | None = None
    client: Client | None = None
    link: str = ""

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.file.organisation

    @property
    def kind(self) -> QuestionnaireKind:
        """Whom it asks, and when."""
        return self.questionnaire.kind


@dataclass(frozen=True, kw_only=True)
class AssessmentPaper:
    """What a trainer notes of each objective: one person's, or the whole group's in a grid."""

    file: SessionFile
    on: date
    participant: Participant | None = None

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.file.organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """What was answered to one question; a text has neither mean nor spread."""

    question: Question
    count: int
    mean: Mean | None = None
    spread: tuple[tuple[str, int], ...] = ()
    recommendation: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindResult:
    """What came of the questionnaires of one kind."""

    kind: QuestionnaireKind
    title: str
    answers: Rate
    satisfaction: Rate
    questions: tuple[QuestionResult, ...]
    comments: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResultsPaper:
    """The figures of a session, or of all sessions that ended in a period.

    `file` is the session without its people; comments are printed without names.
    """

    organisation: Organisation
    on: date
    rates: tuple[Rate, ...]
    kinds: tuple[KindResult, ...]
    trainees: int
    file: SessionFile | None = None
    period: tuple[date, date] | None = None
    sessions: int = 1
    progress: tuple[Progress, ...] = ()

    @property
    def span(self) -> tuple[date, date]:
        """The period that is told, the day of the paper where it tells one session."""
        return self.period or (self.on, self.on)


def kind_result(
    kind: QuestionnaireKind, wordings: Sequence[Questionnaire], sheets: Sequence[AnswerSheet]
) -> KindResult:
    """Return what came of the sheets of one kind.

    *wordings* are those that the sheets were handed out with, the newest first: a question keeps
    its key from one to the next, and is told in its newest words.
    """
    asked: dict[str, Question] = {}
    for wording in wordings:
        for question in wording.questions:
            asked.setdefault(question.key, question)
    whole = Questionnaire(kind=kind, title=wordings[0].title, questions=tuple(asked.values()))
    came = indicators.answered(sheets)
    return KindResult(
        kind=kind,
        title=whole.title,
        answers=indicators.answer_rate(sheets),
        satisfaction=indicators.satisfaction_rate(whole.overall, came),
        questions=tuple(_question_results(whole.questions, came)),
        comments=indicators.comments(whole, came),
    )


def _question_results(
    questions: Iterable[Question], sheets: Sequence[AnswerSheet]
) -> Iterable[QuestionResult]:
    for question in questions:
        if question.kind is QuestionKind.TEXT or question.is_restricted:
            continue
        measured = question.kind.is_measured
        rated = question.kind is QuestionKind.RATING
        yield QuestionResult(
            question=question,
            count=len(indicators.values_of(question, sheets)),
            mean=indicators.mean(question, sheets) if measured else None,
            spread=indicators.distribution(question, sheets),
            recommendation=indicators.recommendation(question, sheets) if rated else None,
        )
