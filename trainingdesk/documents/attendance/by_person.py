"""The attendance sheet of one person: a line a half-day, for a file that a funder asks for."""

from reportlab.platypus import Flowable

from trainingdesk.documents.attendance import sheets
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.participants import seat_refusal
from trainingdesk.documents.presence import part_of_day, times
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Proof
from trainingdesk.domain.modality import is_remote
from trainingdesk.domain.paper_data import ParticipantPaper, SessionPaper
from trainingdesk.domain.people import list_name
from trainingdesk.domain.session_file import ScheduleDay
from trainingdesk.domain.sessions import Slot
from trainingdesk.french import hours, long_date
from trainingdesk.paper import blocks as b

TITLE = "Feuille d’émargement individuelle"
ROW_HEIGHT = 12.0
BLANK_LINES = 4
"""Half-days to write where no calendar is known yet."""


def compose(data: ParticipantPaper, wording: Wording) -> Composition:
    """Return the sheet."""
    rule = "regles_distance" if is_remote(data.file) else "regles"
    return Composition(
        title=TITLE,
        reference=sheets.reference(data.file),
        subject=data.file.session.title,
        story=[
            *b.title(TITLE, data.file.session.title),
            *b.facts([("Stagiaire", b.bold(_name(data))), *_firm(data)], columns=2),
            *b.facts(sheets.facts(data.file), columns=2),
            *b.small(wording(f"attendance_person.{rule}")),
            *_table(data),
        ],
    )


def _name(data: ParticipantPaper) -> str:
    trainee = data.participant.trainee
    return list_name(trainee) if trainee else data.participant.name


def _firm(data: ParticipantPaper) -> list[tuple[str, b.Content]]:
    firm = sheets.firm_of(data.participant)
    return [("Entreprise", firm)] if firm else []


def _table(data: ParticipantPaper) -> list[Flowable]:
    rows: list[b.Row] = [_line(data, day, slot) for day in data.file.days for slot in day.slots]
    empty: list[b.Row] = [["", "", "", "", ""]] * BLANK_LINES
    columns = (
        b.Column(title="Jour", weight=1.35, row_header=True),
        b.Column(title="Séance", weight=1.25),
        b.Column(title="Durée", weight=0.6),
        b.Column(title="Signature du stagiaire", weight=1.6),
        b.Column(title="Signature du formateur", weight=1.6),
    )
    return b.table(
        columns,
        rows or empty,
        footer_rows=[["Total prévu", "", hours(data.file.hours), "", ""]] if rows else [],
        lines="grid",
        row_height=ROW_HEIGHT,
        valign="MIDDLE",
    )


def _line(data: ParticipantPaper, day: ScheduleDay, slot: Slot) -> b.Row:
    where = "\nà distance" if slot.is_remote else ""
    return [
        long_date(day.day, weekday=True).capitalize(),
        f"{part_of_day(slot)}\n{times(slot)}{where}",
        hours(slot.hours),
        sheets.mark(data.participant, slot),
        sheets.PROOFS[Proof.SIGNED] if slot.trainer_signed else "",
    ]


def file_name(data: ParticipantPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(sheets.TITLE, data.file.session.number, _name(data))


def refusal(data: ParticipantPaper) -> str | None:
    """Return why there is nothing to sign, or nobody to."""
    return seat_refusal(data) or sheets.refusal(SessionPaper(file=data.file, on=data.on))
