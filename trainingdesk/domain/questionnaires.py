"""Questionnaires: their questions in numbered versions, the sheets handed out, the answers."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import chain, count
from types import MappingProxyType

from trainingdesk.domain.courses import CourseVersion
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import sort_key


class QuestionnaireKind(StrEnum):
    """Whom a questionnaire asks, and when."""

    POSITIONING = "positioning"
    HOT = "hot"
    COLD = "cold"
    CLIENT = "client"
    TRAINER = "trainer"
    FUNDER = "funder"

    @property
    def is_for_trainees(self) -> bool:
        """Whether each trainee gets one, rather than a firm, a trainer or a fund."""
        return self in {self.POSITIONING, self.HOT, self.COLD}

    @property
    def asks_satisfaction(self) -> bool:
        """Whether it asks how the training was found: a positioning comes before it."""
        return self is not self.POSITIONING


class QuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    RATING = "rating"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"

    @property
    def is_measured(self) -> bool:
        """Whether its answers are numbers that have a mean."""
        return self in {self.SCALE, self.RATING}


LONGEST_CHOICE = 80
SCALE = range(1, 5)
RATING = range(11)
SATISFIED_FROM = 3
"""The least answer on the scale that counts as satisfied: 3 of 4."""
AGREEMENT = ("pas du tout", "plutôt non", "plutôt oui", "tout à fait")
"""What the four steps of a scale mean unless the question says otherwise."""
RESTRICTED = frozenset({"amenagement"})
"""The keys of questions whose answers prepare a person's stay and are nobody else's business."""
YES, NO = "oui", "non"
_YES_NO = {"o": YES, "oui": YES, "yes": YES, "vrai": YES, "true": YES, "1": YES} | {
    "n": NO,
    "non": NO,
    "no": NO,
    "faux": NO,
    "false": NO,
    "0": NO,
}
_LEADING = re.compile(
    r"\s*(\d+)(?:[.,]0+)?\s*(?:/\s*\d+|[-\u2013\u2014:.)=(]\s*[^\d\s].*|étoiles?|points?)?\s*",
    re.DOTALL,
)
"""The number that begins an answer: «3», «8/10», «4 – très satisfait»; never that of a decimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `key` stays the same from version to version, so that answers keep theirs.

    `choices` are the answers to choose from, or the words for the four steps of a scale. `part` is
    the heading that it stands under. The answers to the `is_overall` question, one of the scale,
    make the rate of satisfaction.
    """

    key: str
    text: str
    kind: QuestionKind = QuestionKind.SCALE
    choices: tuple[str, ...] = ()
    part: str = ""
    is_overall: bool = False

    @property
    def is_restricted(self) -> bool:
        """Whether its answers are shown on demand alone, and never counted, printed or exported."""
        return self.key in RESTRICTED

    @property
    def steps(self) -> tuple[str, ...]:
        """The words for the steps of a scale."""
        return self.choices or AGREEMENT

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """What may be answered and its words, in order; nothing for a text."""
        match self.kind:
            case QuestionKind.SCALE:
                return tuple((str(n), word) for n, word in zip(SCALE, self.steps, strict=True))
            case QuestionKind.RATING:
                return tuple((str(n), str(n)) for n in RATING)
            case QuestionKind.YES_NO:
                return ((YES, YES), (NO, NO))
            case QuestionKind.CHOICE:
                return tuple((word, word) for word in self.choices)
        return ()

    def checked(self) -> "Question":
        """Return the question, or refuse one that could not be asked.

        Raises:
            RuleBroken: it has no words, a scale has not four steps, a choice has less than two, or
                one that is too long to be ticked.
        """
        if not self.text.strip():
            raise RuleBroken("Écrivez la question.", "text")
        if self.kind is QuestionKind.SCALE and len(self.steps) != len(SCALE):
            raise RuleBroken(
                "Une échelle a quatre réponses, de la moins bonne à la meilleure : séparez-les par "
                "des points-virgules, ou laissez vide.",
                "choices",
            )
        if self.kind is QuestionKind.CHOICE and len(self.choices) < 2:  # noqa: PLR2004 - a choice
            raise RuleBroken("Un choix a deux réponses au moins, séparées par « ; ».", "choices")
        if any(len(choice) > LONGEST_CHOICE for choice in self.choices):
            raise RuleBroken(
                f"Une réponse proposée a {LONGEST_CHOICE} signes au plus : elle s’imprime sur une "
                "ligne.",
                "choices",
            )
        if self.is_overall and self.kind is not QuestionKind.SCALE:
            raise RuleBroken(
                "La question d’ensemble se répond sur l’échelle de 1 à 4 : c’est d’elle que vient "
                "le taux de satisfaction.",
                "kind",
            )
        return self

    def read(self, typed: str) -> str:
        """Return an answer as it is kept, from what was typed or exported; empty for none.

        Raises:
            RuleBroken: it is no answer to this question.
        """
        text = typed.strip()
        if not text or self.kind is QuestionKind.TEXT:
            return text
        is_tick = self.kind is QuestionKind.YES_NO
        found = _YES_NO.get(_bare(text)) if is_tick else self._named(text)
        if found is None:
            offered = ", ".join(word for word, _ in self.answers)
            raise RuleBroken(
                f"« {text} » n’est pas une réponse à « {self.text} ». Réponses : {offered}.",
                self.key,
            )
        return found

    def _named(self, text: str) -> str | None:
        """Return the answer that a text gives by its words, else by the number it begins with."""
        known = {value for value, _ in self.answers}
        bare = _bare(text)
        for value, word in self.answers:
            if bare in {_bare(word), _bare(f"{value} {word}")}:
                return value
        leading = _LEADING.fullmatch(text)
        number = str(int(leading[1])) if leading else ""
        return number if number in known else None


# The words of the answers offered are held against every answer of a long file.
@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    """Return what two spellings of the same answer have in common."""
    return " ".join(re.findall(r"\w+", sort_key(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """The questions of one kind as the office words them; number 0 is the shipped wording.

    A version without questions of its own gives the shipped ones back.
    """

    kind: QuestionnaireKind
    number: int = 0
    title: str
    introduction: str = ""
    questions: tuple[Question, ...] = ()
    written_on: date | None = None
    id: int | None = None

    def checked(self) -> "Questionnaire":
        """Return the questionnaire, or refuse one that could not be handed out.

        Raises:
            RuleBroken: it has no title or question, a question is wrong, or two are the overall
                one.
        """
        if not self.title.strip():
            raise RuleBroken("Donnez un titre au questionnaire.", "title")
        if not self.questions:
            raise RuleBroken("Un questionnaire pose au moins une question.", "questions")
        for question in self.questions:
            question.checked()
        keys = [question.key for question in self.questions]
        if len(set(keys)) < len(keys):
            raise RuleBroken("Deux questions portent la même clé.", "questions")
        if sum(question.is_overall for question in self.questions) > 1:
            raise RuleBroken(
                "Une seule question donne l’appréciation d’ensemble : décochez les autres.",
                "questions",
            )
        return self

    @property
    def overall(self) -> Question | None:
        """The question that tells satisfaction."""
        return next((question for question in self.questions if question.is_overall), None)

    def about(self, version: CourseVersion) -> "Questionnaire":
        """Return the questionnaire for people of a course: a positioning asks of its objectives.

        What a future trainee is asked has to bear on the training (L6353-9): where one stands on
        each objective, and what the course takes for granted.
        """
        if self.kind is not QuestionnaireKind.POSITIONING:
            return self
        return replace(self, questions=(*positioning_questions(version), *self.questions))


def keyed(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions, those written anew with a key of their own, made from their words."""
    kept = tuple(questions)
    taken = {question.key for question in kept if question.key}
    found = []
    for question in kept:
        key = question.key or _fresh_key(question.text, taken)
        taken.add(key)
        found.append(replace(question, key=key))
    return tuple(found)


def _fresh_key(text: str, taken: Collection[str]) -> str:
    stem = "_".join(_bare(text).split()[:KEY_WORDS]) or "question"
    numbered = (f"{stem}_{number}" for number in count(2))
    return next(key for key in chain([stem], numbered) if key not in taken)


KEY_WORDS = 5
OBJECTIVE = "objectif-"
PREREQUISITE = "prerequis-"
OBJECTIVES_PART = "Où en êtes-vous sur chaque objectif de la formation ?"
PREREQUISITES_PART = "Ce que la formation suppose acquis"
SELF_RATED = ("pas encore", "un peu", "assez bien", "je maîtrise")
MET = ("oui", "en partie", "non")
_NONE_NEEDED = re.compile(r"(aucune?|neant|pas de|sans)\b")
"""How a sheet begins to say that nothing is taken for granted."""


def positioning_questions(version: CourseVersion) -> tuple[Question, ...]:
    """Return what a positioning asks of a course: its objectives, then its prerequisites."""
    objectives = tuple(
        Question(
            key=f"{OBJECTIVE}{objective.id}",
            text=objective.text,
            choices=SELF_RATED,
            part=OBJECTIVES_PART,
        )
        for objective in version.objectives
    )
    return objectives + tuple(
        Question(
            key=f"{PREREQUISITE}{place}",
            text=text,
            kind=QuestionKind.CHOICE,
            choices=MET,
            part=PREREQUISITES_PART,
        )
        for place, text in enumerate(version.sheet.prerequisites, 1)
        if not _NONE_NEEDED.match(sort_key(text))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to one question, by its key."""

    question: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet:
    """A questionnaire handed to one person or house; the answers come later, or never.

    One of the four ids names who answers. `questionnaire_id` is `None` for the shipped wording.
    """

    session_id: int
    kind: QuestionnaireKind
    questionnaire_id: int | None = None
    enrolment_id: int | None = None
    client_id: int | None = None
    trainer_id: int | None = None
    funder_id: int | None = None
    sent_on: date | None = None
    answered_on: date | None = None
    comment: str = ""
    answers: tuple[Answer, ...] = ()
    id: int | None = None

    @property
    def owner_id(self) -> int:
        """The id of the enrolment, client, trainer or funder that answers."""
        ids = (self.enrolment_id, self.client_id, self.trainer_id, self.funder_id)
        return next(found for found in ids if found is not None)

    @property
    def values(self) -> Mapping[str, str]:
        """The answers by the key of their question."""
        return MappingProxyType({answer.question: answer.value for answer in self.answers})

    @property
    def is_answered(self) -> bool:
        """Whether something came back."""
        return self.answered_on is not None


def read_answers(questions: Iterable[Question], typed: Mapping[str, str]) -> tuple[Answer, ...]:
    """Return what was typed as answers; nothing is kept of a question left empty.

    Raises:
        RuleBroken: something typed is no answer; `field` is the key of the question.
    """
    read = ((question.key, question.read(typed.get(question.key, ""))) for question in questions)
    return tuple(Answer(question=key, value=value) for key, value in read if value)
