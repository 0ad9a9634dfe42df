"""Answers that a form tool exported: which column is which question, which line is whom."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from types import MappingProxyType

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.name_matching import Known, match
from trainingdesk.domain.questionnaires import Answer, Question
from trainingdesk.french import sort_key

EMAIL, NAME, FIRST_NAME, LAST_NAME = "@email", "@name", "@first_name", "@last_name"
WHEN, COMMENT = "@when", "@comment"
"""What a column may hold beside the answer to a question; no key of a question begins so."""

_CAPTIONS = {
    EMAIL: ("adresse e-mail", "email", "e-mail", "courriel", "adresse mail", "mail"),
    NAME: ("nom et prénom", "nom complet", "name", "full name", "stagiaire"),
    FIRST_NAME: ("prénom", "first name"),
    LAST_NAME: ("nom", "nom de famille", "last name"),
    WHEN: ("horodateur", "timestamp", "date", "heure de fin", "date réponse", "completion time"),
    COMMENT: ("commentaire", "commentaires", "remarque", "remarques"),
}
_IDLE = frozenset({"votre", "vos", "your", "et", "and", "de", "du", "la", "le", "of"})
ALIKE = 0.72
"""How much of a caption has to be that of a question; people look at what was guessed."""
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
_NUMBERED = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d+\s*[.)°:\u2013-]+\s*", re.IGNORECASE)


def match_columns(captions: Sequence[str], questions: Sequence[Question]) -> tuple[str, ...]:
    """Return what each column holds: the key of a question, one of the marks above, or nothing.

    The likest pair is taken first; a question and a column are each taken once.
    """
    matched = [_mark_of(caption) for caption in captions]
    pairs = sorted(
        (
            (-likeness, column, place)
            for column, caption in enumerate(captions)
            if not matched[column]
            for place, question in enumerate(questions)
            if (likeness := _likeness(caption, question.text)) >= ALIKE
        ),
    )
    taken: set[int] = set()
    for _, column, place in pairs:
        if not matched[column] and place not in taken:
            matched[column] = questions[place].key
            taken.add(place)
    return tuple(matched)


def _mark_of(caption: str) -> str:
    asked = _telling(caption)
    return next(
        (mark for mark, names in _CAPTIONS.items() if asked in [_telling(name) for name in names]),
        "",
    )


def _telling(caption: str) -> frozenset[str]:
    """Return the words of a caption that tell what it asks."""
    return frozenset(_bare(caption).split()) - _IDLE


def _likeness(caption: str, text: str) -> float:
    one, other = (_bare(words)[:TELLING] for words in (_NUMBERED.sub("", caption), text))
    if not one or not other:
        return 0.0
    # Form tools cut a long question, or put its part before it.
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= SURE_LENGTH and shorter in longer:
        return 0.99 if shorter != longer else 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


TELLING = 300
"""Letters of a question that tell it from all others."""
SURE_LENGTH = 12
"""Letters of a caption that cannot stand inside a question by chance."""


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", sort_key(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A line of the file: whose it seems to be, what was answered, what could not be read.

    `number` counts from 1, the captions apart; `owner_id` is `None` until somebody says whose.
    """

    number: int
    said_by: str
    owner_id: int | None = None
    answered_on: date | None = None
    comment: str = ""
    answers: tuple[Answer, ...] = ()
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a line, by what their column holds."""

    held: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, mark: str) -> str:
        return self.held.get(mark, "")

    @property
    def name(self) -> str:
        parts = (self[FIRST_NAME], self[LAST_NAME])
        return self[NAME] or " ".join(filter(None, parts))


def read_lines(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    questions: Iterable[Question],
    people: Iterable[Known],
    by_hand: Mapping[int, int | None] = MappingProxyType({}),
) -> tuple[ReadLine, ...]:
    """Return the lines as they would be kept; empty ones are left out.

    People are known by their e-mail, else by their name, unless *by_hand* says whose a line is.
    Of several lines of the same person the last stands, which a form tool writes when somebody
    answers again.
    """
    asked, known = tuple(questions), tuple(people)
    filled = [
        (number, _cells(row, columns))
        for number, row in enumerate(rows, 1)
        if any(cell.strip() for cell in row)
    ]
    month_first = any(_tells_month_first(cells[WHEN]) for _number, cells in filled)
    lines = [
        _line(number, cells, asked, known, month_first=month_first) for number, cells in filled
    ]
    last: dict[int | None, int] = {
        line.owner_id: line.number for line in lines if line.owner_id is not None
    }
    return tuple(
        replace(line, owner_id=by_hand.get(line.number, line.owner_id))
        for line in lines
        if line.number in by_hand or last.get(line.owner_id, line.number) == line.number
    )


def _cells(row: Sequence[str], columns: Sequence[str]) -> _Cells:
    held = {mark: cell.strip() for mark, cell in zip(columns, row, strict=False) if mark}
    return _Cells(held)


def _line(
    number: int,
    cells: _Cells,
    questions: Sequence[Question],
    people: Sequence[Known],
    *,
    month_first: bool,
) -> ReadLine:
    answers, troubles = [], []
    for question in questions:
        try:
            value = question.read(cells[question.key])
        except RuleBroken as error:
            troubles.append(str(error))
            continue
        if value:
            answers.append(Answer(question=question.key, value=value))
    return ReadLine(
        number=number,
        said_by=cells.name or cells[EMAIL] or f"ligne {number}",
        owner_id=match(cells.name, cells[EMAIL], people),
        answered_on=read_day(cells[WHEN], month_first=month_first),
        comment=cells[COMMENT],
        answers=tuple(answers),
        troubles=tuple(troubles),
    )


def _tells_month_first(stamp: str) -> bool:
    """Whether a timestamp can only be read as America writes it: «5/18/2026»."""
    found = _DAY_FIRST.match(stamp.strip())
    return found is not None and int(found[2]) > MONTHS >= int(found[1])


MONTHS = 12


def read_day(stamp: str, *, month_first: bool = False) -> date | None:
    """Return the day of a timestamp, French or ISO, or `None` where there is none.

    *month_first* takes «5/6/2026» for the sixth of May: the file says so at another line.

    >>> read_day("18/05/2026 17:42:10"), read_day("2026-05-18T17:42"), read_day("hier")
    (datetime.date(2026, 5, 18), datetime.date(2026, 5, 18), None)
    """
    text = stamp.strip()
    year_first, day_first = _YEAR_FIRST.match(text), _DAY_FIRST.match(text)
    parts = year_first.groups() if year_first else day_first.groups()[::-1] if day_first else ()
    if day_first and month_first:
        parts = (day_first[3], day_first[1], day_first[2])
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None
