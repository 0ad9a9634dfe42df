"""What a sentence about dates asks for: which days, which hours, on site or at a distance."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from trainingdesk.domain.scheduling import Hours
from trainingdesk.domain.slot_phrases.words import (
    DASH,
    DAYS_OF_ANY_KIND,
    LINKS,
    MONTH_NUMBERS,
    ON_SITE,
    REMOTE,
    SPAN,
    WEEKDAYS,
    WEEKS,
    Sort,
    Token,
    tokens,
    unclear,
)
from trainingdesk.french import DAYS, parse_day, parse_time

YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Days that share their hours: a list, a span, or a rhythm from a first day on.

    `parts` are usual half-days, 0 for the morning; hours that are said outdo them. `is_remote` is
    `None` where nothing is said of it.
    """

    first_word: Token
    dates: tuple[date, ...] = ()
    span: tuple[date, date] | None = None
    start: date | None = None
    count: int | None = None
    weeks: int | None = None
    weekdays: tuple[int, ...] = ()
    parts: tuple[int, ...] | None = None
    hours: tuple[Hours, ...] = ()
    is_remote: bool | None = None

    @property
    def has_days(self) -> bool:
        """Whether anything was said of the days."""
        return bool(
            self.dates or self.span or self.start or self.count or self.weeks or self.weekdays
        )

    @property
    def is_complete(self) -> bool:
        """Whether enough was said to know the days."""
        return bool(self.dates or self.span or (self.start and (self.count or self.weeks)))

    @property
    def has_hours(self) -> bool:
        """Whether anything was said of the hours."""
        return bool(self.hours) or self.parts is not None


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as it was typed: its month and year may stand further on."""

    token: Token
    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


def read_wishes(phrase: str, today: date) -> tuple[Wish, ...]:
    """Return what the sentence asks for, in its order; hours hold for the days said before them.

    Raises:
        RuleBroken: a word is not understood; the sentence says which and where.
    """
    return _with_hours_from_behind(_Reader(tokens(phrase), today).wishes())


def _with_hours_from_behind(wishes: list[Wish]) -> tuple[Wish, ...]:
    done: list[Wish] = []
    for wish in reversed(wishes):
        if not wish.has_hours and done:
            done.append(replace(wish, hours=done[-1].hours, parts=done[-1].parts))
        else:
            done.append(wish)
    return tuple(reversed(done))


class _Reader:
    """Goes through the words once, from left to right."""

    def __init__(self, words: tuple[Token, ...], today: date) -> None:
        self._words = words
        self._today = today
        self._place = 0
        self._wish = Wish(first_word=words[0])
        self._placed = self._wish
        """What was said before it was told where that is held."""

    def wishes(self) -> list[Wish]:
        """Return all that is asked for."""
        done: list[Wish] = []
        while self._now.sort is not Sort.END:
            if self._skip(LINKS | DAYS_OF_ANY_KIND):
                continue
            if self._is_hours():
                self._read_hours()
            elif self._is_remote():
                self._read_place(done, is_remote=True)
            elif self._skip(ON_SITE):
                self._read_place(done, is_remote=False)
            elif self._now.part is not None:
                self._read_part()
            else:
                self._read_days(done)
        return [*done, self._wish]

    # Words ----------------------------------------------------------------------------------------

    @property
    def _now(self) -> Token:
        return self._words[self._place]

    def _ahead(self, count: int) -> Token:
        return self._words[min(self._place + count, len(self._words) - 1)]

    def _take(self) -> Token:
        token = self._now
        self._place = min(self._place + 1, len(self._words) - 1)
        return token

    def _skip(self, texts: frozenset[str] | set[str]) -> bool:
        found = self._now.text in texts
        if found:
            self._take()
        return found

    def _is_remote(self) -> bool:
        if self._now.text == "a" and self._ahead(1).text in REMOTE:
            self._take()
        return self._skip(REMOTE)

    def _read_place(self, done: list[Wish], *, is_remote: bool) -> None:
        """Read where the days are held; the hours of one day may be held in either way."""
        wish = self._wish
        if wish.is_remote is (not is_remote):
            first = self._placed if self._placed.has_hours else wish
            done.append(replace(first, is_remote=wish.is_remote))
            hours = wish.hours[len(first.hours) :]
            parts = (wish.parts or ())[len(first.parts or ()) :]
            wish = replace(wish, hours=hours, parts=parts or None)
        self._wish = self._placed = replace(wish, is_remote=is_remote)

    # Hours ----------------------------------------------------------------------------------------

    def _is_hours(self, shift: int = 0) -> bool:
        shift += self._ahead(shift).text == "de"
        first, link, last = (self._ahead(shift + n) for n in range(3))
        if first.sort is Sort.TIME:
            return True
        return (
            first.sort is Sort.NUMBER
            and link.text in {DASH, "a"}
            and (last.sort in {Sort.TIME, Sort.NUMBER})
            and self._ahead(shift + 3).text not in MONTH_NUMBERS
        )

    def _read_hours(self) -> None:
        self._skip({"de"})
        token = self._now
        start = self._time()
        if not self._skip({DASH, "a"}):
            raise unclear(token, why="manque d’une heure de fin")
        end = self._time()
        if start == end:
            raise unclear(token, why="commence un créneau sans durée")
        self._wish = replace(self._wish, hours=(*self._wish.hours, (start, end)))

    def _time(self) -> time:
        token = self._take()
        if token.sort not in {Sort.TIME, Sort.NUMBER}:
            raise unclear(token)
        named = {"midi": "12h", "minuit": "0h"}.get(token.text, token.text)
        plain = re.sub(r"\s*h(?:eures?)?", "h", named)
        try:
            return time(0) if plain in {"24h", "24"} else parse_time(plain)
        except ValueError:
            raise unclear(token, why="n’est pas une heure") from None

    def _read_part(self) -> None:
        said = self._take().part or ()
        self._wish = replace(self._wish, parts=(*(self._wish.parts or ()), *said))

    # Days -----------------------------------------------------------------------------------------

    def _read_days(self, done: list[Wish]) -> None:
        """Read one thing said of the days; what does not go with those before begins anew."""
        token = self._now
        said = self._days_said()
        wish = self._wish
        is_new = wish.is_complete and (wish.has_hours or wish.is_remote is not None)
        if is_new or any(getattr(wish, name) for name in said) or _is_apart(wish, said):
            done.append(wish)
            wish = Wish(first_word=token)
        self._wish = replace(wish, **said)  # type: ignore[arg-type] # names of its own fields

    def _days_said(self) -> dict[str, object]:
        following = self._ahead(1)
        if self._now.number is not None:
            if following.text in WEEKS:
                return {"weeks": self._number()}
            if following.text in WEEKDAYS or following.text in DAYS_OF_ANY_KIND or following.part:
                return self._count()
        if self._now.text in WEEKDAYS and not self._is_day_number(1):
            return {"weekdays": self._weekdays()}
        if self._skip({"des"}) or self._is_from():
            return {"start": self._resolved([self._day()])[0]}
        if self._skip({"du"}):
            return self._span_or_start()
        return self._dates()

    def _is_from(self) -> bool:
        if self._now.text != "a" or self._ahead(1).text not in {"partir", "compter"}:
            return False
        self._take()
        self._take()
        self._skip({"du", "de"})
        return True

    def _number(self) -> int:
        value = self._take().number or 0
        self._take()
        return value

    def _count(self) -> dict[str, object]:
        token = self._take()
        if not token.number:
            raise unclear(token, why="ne compte aucun jour")
        said: dict[str, object] = {"count": token.number}
        if self._now.text in WEEKDAYS:
            said["weekdays"] = self._weekdays()
        else:
            self._skip(DAYS_OF_ANY_KIND)
        return said

    def _weekdays(self) -> tuple[int, ...]:
        found = [WEEKDAYS[self._take().text]]
        while self._now.text in LINKS and self._ahead(1).text in WEEKDAYS:
            if self._is_day_number(2):
                break
            self._take()
            found.append(WEEKDAYS[self._take().text])
        return tuple(sorted(set(found)))

    def _is_day_number(self, ahead: int) -> bool:
        """Whether a day of the month stands there, and no number of days, weeks or hours."""
        token, link = self._ahead(ahead), self._ahead(ahead + 1)
        if token.sort is Sort.NUMBER:
            counted = link.text in WEEKDAYS or link.text in WEEKS | DAYS_OF_ANY_KIND
            return not self._is_hours(ahead) and not counted
        return token.sort is Sort.DATE

    def _span_or_start(self) -> dict[str, object]:
        first = self._day()
        if not self._skip(SPAN):
            return {"start": self._resolved([first])[0]}
        return {"span": self._span(first)}

    def _span(self, first: _Day) -> tuple[date, date]:
        last = self._day()
        start, end = self._resolved([first, last])
        if end < start:
            raise unclear(last.token, why="précède le premier jour")
        return start, end

    def _dates(self) -> dict[str, object]:
        found = [self._day()]
        if self._skip(SPAN):
            return {"span": self._span(found[0])}
        while self._now.text in LINKS:
            shift = 2 if self._ahead(1).text in WEEKDAYS else 1
            if not self._is_day_number(shift) or self._ahead(shift + 1).text in SPAN:
                break
            self._take()
            found.append(self._day())
        return {"dates": tuple(self._resolved(found))}

    def _day(self) -> _Day:
        weekday = WEEKDAYS.get(self._now.text)
        if weekday is not None:
            self._take()
        token = self._take()
        if token.sort is Sort.DATE:
            return _typed_date(token, weekday)
        if token.sort is not Sort.NUMBER:
            raise unclear(token)
        month = MONTH_NUMBERS.get(self._now.text)
        year = None
        if month is not None:
            self._take()
            if self._now.sort is Sort.NUMBER and int(self._now.number or 0) in YEARS:
                year = self._take().number
        return _Day(token, token.number or 0, month, year, weekday)

    def _resolved(self, typed: list[_Day]) -> list[date]:
        """Return the days; one takes its month from the next, and its year from those that say it.

        Raises:
            RuleBroken: no such day, no month, or the weekday that was said is another.
        """
        dated = [each for each in typed if each.year is not None]
        anchor = _real(dated[0], dated[0].month, self._today) if dated else self._today
        month = None
        found = []
        for each in reversed(typed):
            month = each.month or month
            day = _real(each, month, anchor)
            if each.weekday not in {None, day.weekday()}:
                raise unclear(each.token, why=f"est un {DAYS[day.weekday()]}")
            found.append(day)
        return found[::-1]


def _is_apart(wish: Wish, said: dict[str, object]) -> bool:
    """Whether a list of days meets anything else: it stands alone."""
    return bool(wish.dates and said) or (wish.has_days and "dates" in said)


def _typed_date(token: Token, weekday: int | None) -> _Day:
    parts = [int(part) for part in re.split(r"[-/.]", token.text)]
    if "-" in token.text:
        parts.reverse()
    day, month, *years = parts
    year = years[0] if years else None
    if year is not None and year < 100:  # noqa: PLR2004 - two figures mean this century
        year += 2000
    return _Day(token, day, month, year, weekday)


def _real(typed: _Day, month: int | None, anchor: date) -> date:
    if month is None:
        raise unclear(typed.token, why="n’a pas de mois")
    if typed.year is not None and typed.year not in YEARS:
        raise unclear(typed.token, why="est d’une année impossible")
    try:
        if typed.year is not None:
            return date(typed.year, month, typed.day)
        return parse_day(f"{typed.day}/{month}", anchor)
    except ValueError:
        raise unclear(typed.token, why="n’est pas un jour du calendrier") from None
