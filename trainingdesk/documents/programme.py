"""The programme of a course, as it is joined to proposals and agreements."""

from reportlab.platypus import Flowable

from trainingdesk.domain.courses import CourseSheet, HalfDay, Module
from trainingdesk.paper import blocks as b


def programme_annex(heading: str, sheet: CourseSheet) -> list[Flowable]:
    """Return what is taught, how and how it is assessed, under a heading of its own."""
    return [
        *b.heading(heading),
        *_list("Objectifs", sheet.objectives),
        *_list("Prérequis", sheet.prerequisites),
        *_list("Public", sheet.audience),
        *programme(sheet, level=3),
        *_list("Moyens et méthodes pédagogiques", sheet.methods),
        *_list("Suivi et évaluation", sheet.assessment),
    ]


def _list(heading: str, items: tuple[str, ...]) -> list[Flowable]:
    if not items:
        return []
    return [*b.heading(heading, 3), *(b.text(items[0]) if len(items) == 1 else b.bullets(items))]


def programme(sheet: CourseSheet, *, level: int) -> list[Flowable]:
    """Return the half-days with their modules and points."""
    story: list[Flowable] = []
    if sheet.introduction:
        story += b.text(sheet.introduction)
    for half_day in sheet.programme:
        if name := half_day_name(half_day):
            story += b.heading(name, level)
        for module in half_day.modules:
            story += _module(module)
    return story


def half_day_name(half_day: HalfDay) -> str:
    """Return «Jour 1 - Matin», or as much of it as is known."""
    day = f"Jour {half_day.day}" if half_day.day is not None else ""
    part = half_day.day_part.value.capitalize() if half_day.day_part else ""
    return " - ".join(filter(None, (day, part)))


def _module(module: Module) -> list[Flowable]:
    number = f"{module.number}. " if module.number is not None else ""
    title = b.text(b.bold(f"{number}{module.title}"), after=1)
    if not module.points:
        return b.text(b.bold(f"{number}{module.title}"))
    return [*title, *b.bullets(module.points)]
