"""A year for the wall: one landscape page, A3 or A4, and what its letters mean."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from reportlab.platypus import Flowable

from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.planners import PlannedSession, YearPlan, lettered
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import MONTHS, NBSP, long_date, plural
from trainingdesk.paper import blocks as b
from trainingdesk.paper.flowables import Columns
from trainingdesk.paper.letterhead import letterhead
from trainingdesk.paper.page import PaperInfo, Sheet, render
from trainingdesk.paper.styles import MM
from trainingdesk.reports.planners.year_figure import YearFigure

EMPTY = "Aucune session n’est planifiée sur ces douze mois."
KEY = (
    "Contour plein : session confirmée ou clôturée ; contour pointillé : prévue. "
    "Une couleur par formation."
)
MARKED = "Les sessions y sont des barres marquées d’une lettre, dont la légende suit."
STACKS: dict[Sheet, int] = {"A4": 2, "A3": 3}
"""How many parts of the legend stand side by side."""
GAP = 6 * MM


def title(plan: YearPlan) -> str:
    """Return the paper's title."""
    return f"Planning {plan.name}" + (f" – {plan.about}" if plan.about else "")


def file_name(plan: YearPlan) -> str:
    """Return the name of its file, which every system accepts."""
    whose = "".join(" " if sign in '<>:"/\\|?*' else sign for sign in plan.about)
    name = f"Planning {plan.name}" + (f" – {whose}" if whose else "")
    return " ".join(name.split())


def as_pdf(plan: YearPlan, organisation: Organisation, sheet: Sheet = "A3") -> bytes:
    """Return the planner as PDF; the same plan gives the same bytes."""
    info = PaperInfo(
        title=title(plan),
        subject=f"Sessions de {plan.name}",
        author=organisation.name,
        dated=plan.on,
    )
    return render(
        info,
        letterhead(organisation),
        _story(plan, STACKS[sheet]),
        orientation="landscape",
        first_page="plain",
        sheet=sheet,
    )


def _story(plan: YearPlan, stacks: int) -> list[Flowable]:
    legend = _legend(plan, stacks)
    said = f"{plural(len(plan.sessions), 'session')}, au {long_date(plan.on)}"
    alt = (
        f"Calendrier de {plan.name}, une colonne par mois et une ligne par jour. "
        f"{MARKED if plan.sessions else EMPTY}{_closed_in_words(plan)}"
    )
    return [*b.title(title(plan), said), YearFigure(plan, legend, alt), *legend]


def _closed_in_words(plan: YearPlan) -> str:
    if not plan.closed:
        return ""
    named = [f"{long_date(day)} ({why})" for day, why in sorted(plan.closed.items())]
    return f" Jours fériés et de fermeture : {', '.join(named)}."


def _legend(plan: YearPlan, stacks: int) -> list[Flowable]:
    if not plan.sessions:
        return b.text(EMPTY)
    rows = [_row(place, session) for place, session in enumerate(plan.sessions)]
    length = -(-len(rows) // stacks)
    parts = [_table(rows[start : start + length]) for start in range(0, len(rows), length)]
    empty: list[list[Flowable]] = [[] for _ in range(stacks - len(parts))]
    return [*b.small(KEY), Columns([*parts, *empty], GAP, [1] * stacks)]


def _table(rows: Sequence[b.Row]) -> list[Flowable]:
    columns = (
        b.Column(title="Repère", width=13, row_header=True),
        b.Column(title="Formation", weight=1.9),
        b.Column(title="Jours", weight=1.2),
        b.Column(title="Lieu, formateurs", weight=1.7),
    )
    return b.table(columns, rows, small=True, space_after=0)


def _row(place: int, session: PlannedSession) -> b.Row:
    state = " (prévue)" if session.state is SessionState.PLANNED else ""
    where = ", ".join(filter(None, (session.place, *session.trainers)))
    return [
        b.Cell(lettered(place), bold=True),
        f"{session.title} – {session.number}{state}",
        days_in_words(session.days),
        where,
    ]


def days_in_words(days: Iterable[date]) -> str:
    r"""Write days shortly, those in a row as one stretch.

    >>> days_in_words([date(2027, 5, 18), date(2027, 5, 19), date(2027, 5, 25), date(2027, 6, 1)])
    '18-19, 25\xa0mai, 1er\xa0juin'
    """
    months = groupby(sorted(days), key=lambda day: (day.year, day.month))
    return ", ".join(
        f"{_numbers([day.day for day in found])}{NBSP}{MONTHS[number - 1]}"
        for (_year, number), found in months
    )


def _numbers(days: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        f"{_ordinal(run[0])}-{run[-1]}" if len(run) > 1 else _ordinal(run[0]) for run in runs
    )


def _ordinal(day: int) -> str:
    return "1er" if day == 1 else str(day)
