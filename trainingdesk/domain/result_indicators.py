"""What answers, attendance and assessments come to, each figure with how it was worked out.

A published figure says its formula, how many it is told from and over which period (RNQ,
indicator 2); one told from few people says nothing and is not given.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from trainingdesk.domain.attendance import Result
from trainingdesk.domain.courses import Objective
from trainingdesk.domain.questionnaires import (
    OBJECTIVE,
    SATISFIED_FROM,
    AnswerSheet,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnaireKind,
)
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.french import NBSP, number, percent, plural

LEAST = 5
"""How many a figure has to be told from before it says something."""
NOT_SIGNIFICANT = "non significatif"
PROMOTERS_FROM, DETRACTORS_TO = 9, 6
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A part of a whole, with the words of both: `formula` says what is divided by what."""

    name: str
    part: Decimal
    whole: Decimal
    formula: str
    count: int
    counted: tuple[str, str] = ("réponse", "réponses")

    @property
    def value(self) -> Decimal | None:
        """The share, 1 for all of it; `None` where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None

    @property
    def is_significant(self) -> bool:
        """Whether it is told from enough to be given."""
        return self.value is not None and self.count >= LEAST

    @property
    def shown(self) -> str:
        """The figure as it is printed."""
        if self.value is None or not self.is_significant:
            return NOT_SIGNIFICANT
        return percent((self.value * 100).quantize(_TENTH, ROUND_HALF_UP))

    @property
    def told_from(self) -> str:
        """How many it is told from: «12 réponses»."""
        return plural(self.count, *self.counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """The mean of the answers to one question, on a scale up to `best`."""

    count: int
    total: int
    best: int

    @property
    def value(self) -> Decimal | None:
        """The mean, `None` without answer."""
        return Decimal(self.total) / self.count if self.count else None

    @property
    def is_significant(self) -> bool:
        """Whether it is told from enough to be given."""
        return self.count >= LEAST

    @property
    def shown(self) -> str:
        """The mean as it is printed: «3,6 / 4»."""
        if self.value is None or not self.is_significant:
            return NOT_SIGNIFICANT
        return f"{number(self.value.quantize(_TENTH, ROUND_HALF_UP), 1)}{NBSP}/{NBSP}{self.best}"


def answered(sheets: Iterable[AnswerSheet]) -> tuple[AnswerSheet, ...]:
    """Return the sheets that came back."""
    return tuple(sheet for sheet in sheets if sheet.is_answered)


def values_of(question: Question, sheets: Iterable[AnswerSheet]) -> tuple[str, ...]:
    """Return the answers to a question, those left empty apart.

    A confidential one tells nothing, and an answer that was given to earlier words of the question,
    of another kind, is none to those of today.
    """
    if question.is_restricted:
        return ()
    offered = {value for value, _ in question.answers}
    found = (sheet.values.get(question.key, "") for sheet in sheets)
    return tuple(value for value in found if value and (not offered or value in offered))


def mean(question: Question, sheets: Iterable[AnswerSheet]) -> Mean:
    """Return the mean of the answers to a question of the scale or a rating."""
    marks = [int(value) for value in values_of(question, sheets)]
    return Mean(count=len(marks), total=sum(marks), best=int(question.answers[-1][0]))


def distribution(question: Question, sheets: Iterable[AnswerSheet]) -> tuple[tuple[str, int], ...]:
    """Return how often each answer of a question was given, in their order, none left out."""
    given = Counter(values_of(question, sheets))
    return tuple((word, given[value]) for value, word in question.answers)


def answer_rate(sheets: Sequence[AnswerSheet]) -> Rate:
    """Return the share of the sheets handed out that came back."""
    return Rate(
        name="Taux de réponse",
        part=Decimal(len(answered(sheets))),
        whole=Decimal(len(sheets)),
        formula="questionnaires revenus ÷ questionnaires remis",
        count=len(sheets),
        counted=("questionnaire remis", "questionnaires remis"),
    )


def satisfaction_rate(question: Question | None, sheets: Iterable[AnswerSheet]) -> Rate:
    """Return the share of satisfied answers, 3 or 4 of 4, to the overall question."""
    marks = [int(value) for value in values_of(question, sheets)] if question else []
    return Rate(
        name="Taux de satisfaction",
        part=Decimal(sum(mark >= SATISFIED_FROM for mark in marks)),
        whole=Decimal(len(marks)),
        formula="réponses 3 ou 4 sur 4 à la question d’ensemble ÷ réponses à cette question",
        count=len(marks),
    )


def recommendation(question: Question, sheets: Iterable[AnswerSheet]) -> int | None:
    """Return promoters (9, 10) less detractors (0 to 6) in hundredths, `None` told from few."""
    marks = [int(value) for value in values_of(question, sheets)]
    if len(marks) < LEAST:
        return None
    promoters = sum(mark >= PROMOTERS_FROM for mark in marks)
    detractors = sum(mark <= DETRACTORS_TO for mark in marks)
    share = Decimal(100 * (promoters - detractors)) / len(marks)
    return int(share.quantize(Decimal(1), ROUND_HALF_UP))


def comments(
    questionnaire: Questionnaire, sheets: Iterable[AnswerSheet]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what was written, by question; a remark beside the questions comes last."""
    kept = answered(sheets)
    asked = [q for q in questionnaire.questions if q.kind is QuestionKind.TEXT]
    found = [(question.text, values_of(question, kept)) for question in asked]
    found.append(("Remarques", tuple(sheet.comment for sheet in kept if sheet.comment)))
    return tuple((title, words) for title, words in found if words)


# What people learnt -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where people stood on an objective before, and what became of it for the same people."""

    objective: Objective
    people: int
    mastered_before: int
    acquired_after: int

    @property
    def gain(self) -> Decimal | None:
        """How much larger the share is after than before, `None` told from few."""
        if self.people < LEAST:
            return None
        return Decimal(self.acquired_after - self.mastered_before) / self.people


def progress(
    objectives: Iterable[Objective],
    people: Iterable[Participant],
    sheets: Iterable[AnswerSheet],
) -> tuple[Progress, ...]:
    """Return the way from positioning to assessment, of those of whom both are known.

    Who rated himself 3 or 4 of 4 mastered the objective before; after, the assessment tells.
    """
    before = {
        sheet.enrolment_id: sheet.values
        for sheet in sheets
        if sheet.kind is QuestionnaireKind.POSITIONING and sheet.is_answered
    }
    after = {person.enrolment.id: person.results for person in people}
    return tuple(_progress(objective, before, after) for objective in objectives)


def _progress(
    objective: Objective,
    before: Mapping[int | None, Mapping[str, str]],
    after: Mapping[int | None, Mapping[int, Result]],
) -> Progress:
    key, place = f"{OBJECTIVE}{objective.id}", objective.id or 0
    both = [
        (int(answers[key]), after[enrolment][place])
        for enrolment, answers in before.items()
        if key in answers and place in after.get(enrolment, {})
    ]
    return Progress(
        objective=objective,
        people=len(both),
        mastered_before=sum(mark >= SATISFIED_FROM for mark, _ in both),
        acquired_after=sum(result is Result.ACQUIRED for _, result in both),
    )


def abandonment_rate(files: Iterable[SessionFile]) -> Rate:
    """Return the share of those who began and left before the end."""
    began = [person for file in files for person in file.seated if _began(file, person)]
    left = [p for p in began if p.enrolment.state is EnrolmentState.DROPPED_OUT]
    return Rate(
        name="Taux d’abandon",
        part=Decimal(len(left)),
        whole=Decimal(len(began)),
        formula="stagiaires partis après le début ÷ stagiaires ayant commencé",
        count=len(began),
        counted=("stagiaire", "stagiaires"),
    )


def _began(file: SessionFile, person: Participant) -> bool:
    return file.hours_followed(person) > 0


def assiduity_rate(files: Iterable[SessionFile]) -> Rate:
    """Return the hours followed of the hours planned, of everyone expected."""
    followed = planned = Decimal(0)
    people = 0
    for file in files:
        for person in file.seated:
            followed += file.hours_followed(person)
            planned += file.hours
            people += 1
    return Rate(
        name="Taux d’assiduité",
        part=followed,
        whole=planned,
        formula="heures suivies ÷ heures prévues",
        count=people,
        counted=("stagiaire", "stagiaires"),
    )


def objectives_rate(files: Iterable[SessionFile]) -> Rate:
    """Return the objectives acquired of those assessed; people are counted, not objectives."""
    assessed = [person for file in files for person in file.seated if person.results]
    results = [result for person in assessed for result in person.results.values()]
    return Rate(
        name="Taux d’atteinte des objectifs",
        part=Decimal(sum(result is Result.ACQUIRED for result in results)),
        whole=Decimal(len(results)),
        formula="objectifs « acquis » ÷ objectifs évalués",
        count=len(assessed),
        counted=("stagiaire évalué", "stagiaires évalués"),
    )
