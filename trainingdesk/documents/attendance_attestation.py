"""The attestation of attendance: each half-day with the hours followed in it."""

from decimal import Decimal

from reportlab.platypus import Flowable

from trainingdesk.documents import certifying as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.participants import composed, filed_as
from trainingdesk.documents.presence import part_of_day, seen, times
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Attendance, Presence
from trainingdesk.domain.labels import label
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.sessions import Slot, in_hours
from trainingdesk.french import hours, long_date
from trainingdesk.paper import blocks as b

TITLE = "Attestation de présence"


def compose(data: ParticipantPaper, wording: Wording) -> Composition:
    """Return the attestation, half-day by half-day."""
    story = [
        *b.title(TITLE, data.file.session.title),
        *common.attested(data, wording, "attendance_attestation"),
        *b.facts([*common.action(data), *_absences(data)]),
        *b.heading("Présence par demi-journée"),
        *_half_days(data),
        *b.small(wording("attendance_attestation.preuves")),
        *common.signed(data, wording("attendance_attestation.signature")),
    ]
    return composed(data, TITLE, story)


def _absences(data: ParticipantPaper) -> list[tuple[str, b.Content]]:
    """Return the hours of the slots that were missed, those with a reason apart."""
    missed = data.file.hours - data.hours_followed
    if missed <= 0:
        return [("Absences", "aucune")]
    marks = data.participant.marks
    excused = in_hours(
        sum(
            slot.minutes
            for slot in data.file.slots
            if slot.id is not None
            and slot.id in marks
            and marks[slot.id].presence is Presence.EXCUSED
        )
    )
    justified = f", dont {hours(excused)} justifiées" if excused else ""
    return [("Absences", f"{hours(missed)}{justified}")]


def _half_days(data: ParticipantPaper) -> list[Flowable]:
    marks = data.participant.marks
    rows: list[b.Row] = [
        _row(slot, marks.get(slot.id) if slot.id is not None else None) for slot in data.file.slots
    ]
    alone = data.file.session.self_paced_hours
    if alone:
        followed = data.participant.enrolment.self_paced_hours
        rows.append(
            ["En autonomie", "e-learning", "Relevé de la plateforme", hours(alone), hours(followed)]
        )
    columns = (
        b.Column(title="Jour", weight=1.5, row_header=True),
        b.Column(title="Demi-journée", weight=1.5),
        b.Column(title="Présence", weight=1.7),
        b.Column(title="Durée prévue", align="right"),
        b.Column(title="Durée suivie", align="right"),
    )
    total = ["Total", "", "", hours(data.file.hours), hours(data.hours_followed)]
    return b.table(columns, rows, footer_rows=[total])


def _row(slot: Slot, mark: Attendance | None) -> list[str]:
    return [
        long_date(slot.day, weekday=True),
        f"{part_of_day(slot)}, {times(slot)}",
        _presence(mark),
        hours(slot.hours),
        hours(mark.hours(slot) if mark else Decimal(0)),
    ]


def _presence(mark: Attendance | None) -> str:
    """Return what is known of a slot; one without a mark comes after the person left."""
    if mark is None:
        return "Formation interrompue"
    return f"{seen(mark)} ({label(mark.proof)})" if mark.proof else seen(mark)


def file_name(data: ParticipantPaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: ParticipantPaper) -> str | None:
    """Return why the attestation may not exist yet."""
    return common.refusal(data)
