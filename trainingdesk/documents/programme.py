"""The programme of a course, as it is joined to proposals and agreements."""

from reportlab.platypus import Flowable

from trainingdesk.domain.courses import CourseSheet, HalfDay, Module
from trainingdesk.paper import blocks as b


def programme_annex(sheet: CourseSheet) -> list[Flowable]:
    """Return what is taught, to whom, how and how it is assessed."""
    return [
        *_list("Objectifs", sheet.objectives),
        *_list("Prérequis", sheet.prerequisites),
        *_list("Public", sheet.audience),
        *_contents(sheet),
        *_list("Moyens et méthodes pédagogiques", sheet.methods),
        *_list("Suivi et évaluation", sheet.assessment),
    ]


def _contents(sheet: CourseSheet) -> list[Flowable]:
    if not (sheet.introduction or sheet.programme):
        return []
    return [*b.heading("Contenu", 3), *programme(sheet, level=4)]


def _list(heading: str, items: tuple[str, ...]) -> list[Flowable]:
    if not items:
        return []
    return [*b.heading(heading, 3), *(b.text(items[0]) if len(items) == 1 else b.bullets(items))]


def programme(sheet: CourseSheet, *, level: int) -> list[Flowable]:
    """Return the half-days with their modules and points."""
    story = introduction(sheet)
    for half_day in sheet.programme:
        story += half_day_blocks(half_day, level=level)
    return story


def introduction(sheet: CourseSheet) -> list[Flowable]:
    """Return the lines that lead to the programme."""
    lines = (sheet.introduction or "").splitlines()
    return [piece for line in lines for piece in b.text(line)]


def half_day_blocks(half_day: HalfDay, *, level: int) -> list[Flowable]:
    """Return the modules of half a day under its name."""
    name = half_day_name(half_day)
    story = b.heading(name, level) if name else []
    for module in half_day.modules:
        story += _module(module)
    return story


def half_day_name(half_day: HalfDay) -> str:
    """Return «Jour 1 – Matin», or as much of it as is known."""
    day = f"Jour {half_day.day}" if half_day.day is not None else ""
    part = half_day.day_part.value.capitalize() if half_day.day_part else ""
    return " – ".join(filter(None, (day, part)))


def _module(module: Module) -> list[Flowable]:
    number = f"{module.number}. " if module.number is not None else ""
    name = f"{number}{module.title}"
    if not name:
        return b.bullets(module.points)
    if not module.points:
        return b.text(b.bold(name))
    return [*b.text(b.bold(name), after=1, keep_with_next=True), *b.bullets(module.points)]
