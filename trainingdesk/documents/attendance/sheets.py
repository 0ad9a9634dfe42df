"""What every sheet to sign is made of: pages of days, a grid of half-days, who signs (R6313-3)."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from reportlab.platypus import Flowable

from trainingdesk.documents.agreements import dates, duration
from trainingdesk.documents.certifying import slots_to_prove
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.presence import part_of_day, seen, times
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Presence, Proof
from trainingdesk.domain.labels import label
from trainingdesk.domain.modality import is_on_site, is_remote
from trainingdesk.domain.paper_data import SessionPaper
from trainingdesk.domain.people import Civility, full_name, list_name
from trainingdesk.domain.session_file import Participant, ScheduleDay, SessionFile
from trainingdesk.domain.sessions import EnrolmentState, SessionState, Slot
from trainingdesk.domain.teaching import Trainer
from trainingdesk.french import clock, hours, long_date, period, sort_key
from trainingdesk.paper import blocks as b
from trainingdesk.paper.page import Orientation

TITLE = "Feuille d’émargement"
BLANK_DAY = b.AttendanceDay("Date : ……………………", ("Matin\n…… h – …… h", "Après-midi\n…… h – …… h"))
BLANK_LINES = 2
"""Rows left free for names that come late."""
REFERENCE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Layout:
    """How much a page of the sheet holds.

    `room` is what a grid leaves for its rows on the page where it begins, `later` on those where
    it goes on, in millimetres. `is_narrow` writes days and times short.
    """

    orientation: Orientation
    days: int
    slots: int
    room: float
    later: float
    is_narrow: bool = False

    def holds(self, height: float, pages: int) -> int:
        """Return how many rows of a height in millimetres stand on so many pages."""
        return int(self.room // height) + (pages - 1) * int(self.later // height)


PORTRAIT = Layout("portrait", days=2, slots=4, room=164, later=232)
LANDSCAPE = Layout("landscape", days=5, slots=10, room=102, later=148)
NARROW = Layout("landscape", days=7, slots=14, room=102, later=148, is_narrow=True)
ROW_HEIGHTS = (13.0, 12.0, 11.0, 10.0, 9.25)
"""In millimetres, from a row signed with ease to one that just holds a name on two lines."""


@dataclass(frozen=True, slots=True)
class Page:
    """The days of one page and, from the second on, the words that head it."""

    days: tuple[ScheduleDay, ...]
    heading: str = ""


def composed(
    key: str,
    file: SessionFile,
    wording: Wording,
    pages: Sequence[Page],
    layout: Layout,
    *,
    asked_by: str = "",
    is_blank: bool = False,
) -> Composition:
    """Return a sheet page by page, in the words of the paper *key*.

    *asked_by* names the client whose people alone it is for; *is_blank* leaves every name to be
    written.
    """
    story: list[Flowable] = []
    rule = "regles_distance" if is_remote(file) else "regles"
    for number, page in enumerate(pages or (Page(()),)):
        if number:
            heading = b.heading(page.heading or _continued(page.days))
        else:
            heading = b.title(TITLE, page.heading or file.session.title)
        rules = b.small(wording(f"{key}.{rule}"))
        last = number >= len(pages) - 1
        story += [
            *(b.page_break() if number else []),
            *_head(file, heading, rules, layout, asked_by),
            *_grid(file, page.days, layout, last=last, is_blank=is_blank),
        ]
    return Composition(
        title=TITLE,
        reference=reference(file),
        subject=file.session.title,
        story=story,
        orientation=layout.orientation,
    )


def reference(file: SessionFile) -> str:
    """Return what heads each page: the session's number and its title, shortened."""
    short = textwrap.shorten(file.session.title, REFERENCE_LENGTH, placeholder="…")
    return f"{file.session.number} – {short}"


def usual_layout(days: Sequence[ScheduleDay]) -> Layout:
    """Return the upright page for two usual days at most, the page across for more."""
    upright = len(days) <= PORTRAIT.days and _count(days) <= PORTRAIT.slots
    return PORTRAIT if upright else LANDSCAPE


def _count(days: Iterable[ScheduleDay]) -> int:
    return sum(len(day.slots) for day in days)


def spreads(days: Sequence[ScheduleDay], layout: Layout) -> tuple[tuple[ScheduleDay, ...], ...]:
    """Return the days of each page, as even as they fit: six days are three and three."""
    filled: list[list[ScheduleDay]] = []
    for day in days:
        page = filled[-1] if filled else []
        if page and len(page) < layout.days and _count([*page, day]) <= layout.slots:
            page.append(day)
        else:
            filled.append([day])
    share = -(-len(days) // len(filled)) if filled else 1
    even = [days[start : start + share] for start in range(0, len(days), share)]
    fits = all(len(page) == 1 or _count(page) <= layout.slots for page in even)
    return tuple(tuple(page) for page in (even if fits else filled))


def _continued(days: Sequence[ScheduleDay]) -> str:
    return f"{TITLE} {period(days[0].day, days[-1].day)}"


def _head(
    file: SessionFile,
    heading: list[Flowable],
    rules: list[Flowable],
    layout: Layout,
    asked_by: str,
) -> list[Flowable]:
    """Return what stands above the grid, side by side where height is short."""
    known = facts(file)
    if asked_by:
        known.append(("Entreprise", b.bold(asked_by)))
    if layout.orientation == "portrait":
        return [*heading, *b.facts(known, columns=2), *rules]
    return b.two_columns([*heading, *rules], b.facts(known))


def facts(file: SessionFile) -> list[tuple[str, b.Content]]:
    """Return what the sheet is about: session, trainers, dates, place."""
    items: list[tuple[str, b.Content]] = [
        ("Session", f"{file.session.number} ({file.course.code})"),
        ("Formateurs" if len(file.trainers) > 1 else "Formateur", file.trainer_names),
        (
            "Dates",
            ", soit ".join(filter(None, (dates(file), duration(file) if file.hours else ""))),
        ),
        ("Lieu", file.place),
    ]
    return [item for item in items if item[1]]


def _grid(
    file: SessionFile,
    days: Sequence[ScheduleDay],
    layout: Layout,
    *,
    last: bool,
    is_blank: bool,
) -> list[Flowable]:
    """Return the grid of some days: trainees, free lines, then the trainers."""
    slots = [slot for day in days for slot in day.slots]
    people = [] if is_blank else expected(file)
    trainers = _teaching(file, slots)
    free, height = (
        _blank_rows(file, max(len(trainers), 1), layout)
        if is_blank
        else _rows(len(people) + max(len(trainers), 1), layout)
    )
    columns = max(len(slots), len(BLANK_DAY.halves) if not days else 0)
    lines: list[tuple[tuple[str, str], list[b.Content]]] = [
        (_named(file, person, slots, last=last), [mark(person, slot) for slot in slots])
        for person in people
    ]
    lines += [(("", ""), [])] * free
    lines += [
        ((full_name(trainer), _role(trainer)), [_taught(trainer, slot) for slot in slots])
        for trainer in trainers
    ] or [(("", "Formateur"), [])]
    return b.attendance_grid(
        [_day(file, day, is_narrow=layout.is_narrow) for day in days] or [BLANK_DAY],
        [who for who, _ in lines],
        marks=[cells or [""] * columns for _, cells in lines],
        row_height=height,
    )


def _day(file: SessionFile, day: ScheduleDay, *, is_narrow: bool) -> b.AttendanceDay:
    if is_narrow:
        return b.AttendanceDay(_short(day.day), [_narrow(slot) for slot in day.slots])
    return b.AttendanceDay(
        long_date(day.day, weekday=True).capitalize(), [_half_day(file, slot) for slot in day.slots]
    )


def _short(day: date) -> str:
    return f"{long_date(day, weekday=True)[:3].capitalize()}. {day:%d/%m}"


def _narrow(slot: Slot) -> str:
    where = "\ndist." if slot.is_remote else ""
    return f"{clock(slot.starts_at)}\n{clock(slot.ends_at)}{where}"


def _half_day(file: SessionFile, slot: Slot) -> str:
    where = "\nà distance" if slot.is_remote and is_on_site(file) else ""
    return f"{part_of_day(slot)}\n{times(slot)}{where}"


def expected(file: SessionFile) -> list[Participant]:
    """Return the people as a roll calls them, those without a name last."""
    return sorted(
        file.seated,
        key=lambda person: (
            person.trainee is None,
            sort_key(list_name(person.trainee)) if person.trainee else "",
        ),
    )


def _teaching(file: SessionFile, slots: Sequence[Slot]) -> list[Trainer]:
    """Return who teaches any of these slots; where a slot names nobody, everyone may."""
    return [
        trainer
        for trainer in file.trainers
        if not slots or any(_teaches(trainer, slot) for slot in slots)
    ]


def _teaches(trainer: Trainer, slot: Slot) -> bool:
    return not slot.trainer_ids or trainer.id in slot.trainer_ids


def _blank_rows(file: SessionFile, signing: int, layout: Layout) -> tuple[int, float]:
    """Return the free lines of a sheet without names: one page, more lines than seats."""
    height = ROW_HEIGHTS[-3]
    fitting = layout.holds(height, 1) - signing
    wanted = max(len(file.seated) + BLANK_LINES, fitting)
    return min(wanted, fitting), height


def _rows(named: int, layout: Layout) -> tuple[int, float]:
    """Return how many free lines there is room for, and the height of the rows.

    One page does without free lines rather than need a second; several pages are as few as can be.
    """
    tallest, least = ROW_HEIGHTS[0], ROW_HEIGHTS[-1]
    fitting = layout.holds(least, 1)
    if named <= fitting:
        free = min(BLANK_LINES, fitting - named)
        return free, min(tallest, layout.room / (named + free))
    rows = named + BLANK_LINES
    pages = next(pages for pages in count(2) if layout.holds(least, pages) >= rows)
    height = next(height for height in ROW_HEIGHTS if layout.holds(height, pages) >= rows)
    return BLANK_LINES, height


def _named(
    file: SessionFile, person: Participant, slots: Sequence[Slot], *, last: bool
) -> tuple[str, str]:
    """Return the name and the firm; once all is known the last page adds the hours."""
    name = list_name(person.trainee) if person.trainee else ""
    firm = firm_of(person)
    if last and slots and not slots_to_prove(file, person):
        firm = f"{firm}\n{hours(file.hours_followed(person))} suivies"
    return name, firm


def firm_of(person: Participant) -> str:
    """Return who employs the person, or what she comes as."""
    if person.employer:
        return person.employer.name
    if person.client.is_individual:
        return label(person.client.kind).capitalize()
    return person.client.name


def mark(person: Participant, slot: Slot) -> str:
    """Return what a cell already says; a presence without proof is still to be signed."""
    found = person.marks.get(slot.id) if slot.id is not None else None
    if found is None:
        left = person.enrolment.left_on
        gone = person.enrolment.state is EnrolmentState.DROPPED_OUT
        return "Abandon" if gone and left is not None and left < slot.day else ""
    proof = PROOFS.get(found.proof, "") if found.proof else ""
    if found.presence is Presence.PRESENT:
        return proof
    return "\n".join(filter(None, (seen(found), proof)))


PROOFS = {Proof.SIGNED: "Signé", Proof.CONNECTION: "Connexion", Proof.OTHER: "Autre preuve"}
"""How a cell says that a presence is proven already."""


def _taught(trainer: Trainer, slot: Slot) -> str:
    if not _teaches(trainer, slot):
        return "–"
    return PROOFS[Proof.SIGNED] if slot.trainer_signed else ""


def _role(trainer: Trainer) -> str:
    return "Formatrice" if trainer.civility is Civility.MADAME else "Formateur"


def refusal(data: SessionPaper) -> str | None:
    """Return why there is nothing to sign: the session does not take place."""
    if data.file.session.state in {SessionState.CANCELLED, SessionState.POSTPONED}:
        return (
            f"La session {data.file.session.number} est annulée ou reportée : rien n’est à signer."
        )
    return None
