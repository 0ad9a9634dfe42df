"""What a trainer teaches between two days, as a paper to send."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from reportlab.platypus import Flowable

from trainingdesk.domain.bookings import Booking
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.people import list_name
from trainingdesk.domain.planners import TrainerPlanning, taught_days, taught_hours
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import clock, hours, long_date, month, period, plural
from trainingdesk.paper import blocks as b
from trainingdesk.paper.letterhead import letterhead
from trainingdesk.paper.page import PaperInfo, render

EMPTY = "Aucune intervention n’est prévue sur cette période."


def title(planning: TrainerPlanning) -> str:
    """Return the paper's title."""
    return f"Planning de {planning.name}"


def file_name(planning: TrainerPlanning) -> str:
    """Return the name of its file, which every system accepts."""
    who = "".join(" " if sign in '<>:"/\\|?*' else sign for sign in list_name(planning.trainer))
    name = f"Planning – {who} – {planning.first:%Y-%m-%d} au {planning.last:%Y-%m-%d}"
    return " ".join(name.split())


def as_pdf(planning: TrainerPlanning, organisation: Organisation) -> bytes:
    """Return the planning as PDF; the same planning gives the same bytes."""
    info = PaperInfo(
        title=title(planning),
        subject=f"Interventions {period(planning.first, planning.last)}",
        author=organisation.name,
        dated=planning.on,
    )
    return render(info, letterhead(organisation), _story(planning), orientation="landscape")


def _story(planning: TrainerPlanning) -> list[Flowable]:
    about = period(planning.first, planning.last).capitalize()
    head = b.title(title(planning), f"{about} – établi le {long_date(planning.on)}")
    if not planning.bookings:
        return [*head, *b.text(EMPTY), *_absences(planning)]
    months = [
        piece
        for first, found in planning.by_month.items()
        for piece in (*b.heading(month(first).capitalize()), *_month(found))
    ]
    return [*head, *_totals(planning), *months, *_absences(planning), *_note(planning)]


def _totals(planning: TrainerPlanning) -> list[Flowable]:
    found = planning.bookings
    sessions = len({booking.session_id for booking in found})
    return b.facts(
        [
            ("Heures", hours(taught_hours(found))),
            ("Jours", plural(taught_days(found), "jour")),
            ("Sessions", plural(sessions, "session")),
            ("Période", period(planning.first, planning.last)),
        ],
        columns=2,
    )


def _month(found: Sequence[Booking]) -> list[Flowable]:
    columns = (
        b.Column(title="Jour", width=42, row_header=True),
        b.Column(title="Horaires", width=40),
        b.Column(title="Session", weight=1.4),
        b.Column(title="Lieu"),
        b.Column(title="Stagiaires", width=22, align="right"),
        b.Column(title="Durée", width=20, align="right"),
    )
    rows: list[b.Row] = []
    for day, slots in groupby(found, key=lambda each: each.slot.day):
        rows += _day(day, list(slots))
    footer = [
        b.Cell(f"Total, {plural(taught_days(found), 'jour')}", colspan=5, header=True),
        hours(taught_hours(found)),
    ]
    return b.table(columns, rows, footer_rows=[footer])


def _day(day: date, slots: Sequence[Booking]) -> list[b.Row]:
    named = b.Cell(long_date(day, weekday=True), rowspan=len(slots))
    return [
        [
            *([named] if number == 0 else []),
            f"{clock(each.slot.starts_at)} – {clock(each.slot.ends_at)}{_night(each)}",
            f"{each.title} ({each.number}{_unsure(each)})",
            each.place[:1].upper() + each.place[1:] or "à fixer",
            str(each.enrolled),
            hours(each.slot.hours),
        ]
        for number, each in enumerate(slots)
    ]


def _night(booking: Booking) -> str:
    slot = booking.slot
    return " (le lendemain)" if slot.end.date() > slot.day and slot.ends_at.hour else ""


def _unsure(booking: Booking) -> str:
    return ", à confirmer" if booking.state is SessionState.PLANNED else ""


def _absences(planning: TrainerPlanning) -> list[Flowable]:
    if not planning.absences:
        return []
    said = [
        " : ".join(filter(None, (period(each.first_day, each.last_day).capitalize(), each.reason)))
        for each in planning.absences
    ]
    return [*b.heading("Indisponibilités notées"), *b.bullets(said)]


def _note(planning: TrainerPlanning) -> list[Flowable]:
    unsure = any(each.state is SessionState.PLANNED for each in planning.bookings)
    words = "Les sessions à confirmer dépendent du nombre d’inscrits." if unsure else ""
    return b.small(words) if words else []
