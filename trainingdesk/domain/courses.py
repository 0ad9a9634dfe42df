"""Courses of the catalogue, and what a course sheet says."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.money import Money

HOURS_A_DAY = Decimal(7)
"""What a sheet that gives only days is read as, until the office confirms."""


class DayPart(StrEnum):
    """Half a day of a programme, by the word that sheets print."""

    MORNING = "matin"
    AFTERNOON = "après-midi"


@dataclass(frozen=True, slots=True)
class Module:
    """A step of the programme; sheets number them through the whole course."""

    title: str
    points: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class HalfDay:
    """The modules of half a day; a programme without days has one entry without either."""

    modules: tuple[Module, ...] = ()
    day: int | None = None
    day_part: DayPart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSheet:
    """What a course sheet tells the public; a version of a course holds one.

    `hours` is what the sheet states; where it gives only days, `hours_derived` is true and `hours`
    counts seven a day. `price_ht` is for one person. Lists hold plain lines, without bullet or mark.
    """

    code: str | None = None
    title: str
    category: str | None = None
    subcategory: str | None = None
    days: Decimal | None = None
    hours: Decimal | None = None
    hours_derived: bool = False
    objectives: tuple[str, ...] = ()
    introduction: str | None = None
    programme: tuple[HalfDay, ...] = ()
    prerequisites: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    assessment: tuple[str, ...] = ()
    modality: str | None = None
    recognition: str | None = None
    access: str | None = None
    accessibility: str | None = None
    price_ht: Money | None = None
    funding: str | None = None
    results: str | None = None
    contacts: str | None = None
    version_date: date | None = None
