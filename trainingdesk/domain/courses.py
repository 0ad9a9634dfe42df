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
    counts seven a day. `price_ht` is for one person. Lists hold plain lines, without bullet.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A field of the catalogue and its part: «RELATION CLIENT – FIDÉLISATION»."""

    name: str
    part: str = ""
    id: int | None = None

    def __str__(self) -> str:
        """Return both names as lists show them."""
        return f"{self.name} – {self.part}" if self.part else self.name


class CourseAim(StrEnum):
    """What a course aims at, by the letters of frame F-3 of the BPF (cerfa 10443)."""

    RNCP = "a"
    SPECIFIC_REGISTER = "b"
    OTHER_CQP = "c"
    OTHER = "d"
    SKILLS_ASSESSMENT = "e"
    VAE = "f"


class ActionNature(StrEnum):
    """The four kinds of action that count as training (L6313-1)."""

    TRAINING = "training"
    SKILLS_ASSESSMENT = "skills_assessment"
    VAE = "vae"
    APPRENTICESHIP = "apprenticeship"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """An entry of the catalogue; what it teaches stands in its dated versions."""

    code: str
    title: str
    category_id: int | None = None
    nature: ActionNature = ActionNature.TRAINING
    aim: CourseAim = CourseAim.OTHER
    nsf_code: str = ""
    rncp_code: str = ""
    rs_code: str = ""
    minimum: int | None = None
    maximum: int | None = None
    archived_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One line that the course promises, assessed one by one at its end."""

    text: str
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseVersion:
    """A course as its sheet stood from `sheet.version_date` on; sessions keep theirs."""

    course_id: int
    number: int
    sheet: CourseSheet
    objectives: tuple[Objective, ...] = ()
    note: str = ""
    id: int | None = None
