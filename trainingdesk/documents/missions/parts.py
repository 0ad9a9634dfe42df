"""What the contract and the letter of a mission have in common."""

from reportlab.platypus import Flowable

from trainingdesk.documents.agreements import slot_times
from trainingdesk.domain.labels import label
from trainingdesk.domain.missions_data import MissionPaper
from trainingdesk.french import hours, listed, long_date, period, plural
from trainingdesk.paper import blocks as b


def calendar(data: MissionPaper) -> list[Flowable]:
    """Return the days and times that the trainer teaches."""
    rows: list[b.Row] = [
        [long_date(day.day, weekday=True), slot_times(day.slots), hours(day.hours)]
        for day in data.file.days
    ]
    columns = (
        b.Column(title="Jour", weight=1.5, row_header=True),
        b.Column(title="Horaires", weight=1.7),
        b.Column(title="Durée", align="right"),
    )
    return b.table(columns, rows, footer_rows=[["Total", "", hours(data.hours)]])


def heading(data: MissionPaper) -> str:
    """Return what stands below the title: the session and its name."""
    session = data.file.session
    return f"Session {session.number} – {session.title}"


def training(data: MissionPaper, *, told_alone: bool) -> list[Flowable]:
    """Return title, objectives, dates and place of the training.

    *told_alone* to those who have nothing else to know it by: its nature, its public, how many.
    """
    file = data.file
    people = plural(data.head_count, "stagiaire") if data.head_count else ""
    more: list[tuple[str, b.Content]] = [
        ("Nature", label(file.course.nature)),
        ("Public", listed(file.version.sheet.audience)),
        ("Effectif prévu", people),
    ]
    facts: list[tuple[str, b.Content]] = [
        ("Formation", b.bold(file.session.title)),
        ("Référence", f"{file.course.code} – session {file.session.number}"),
        ("Objectifs", b.bullets(file.version.sheet.objectives)),
        ("Dates", dates(data)),
        ("Durée confiée", f"{hours(data.hours)}, soit {plural(data.days, 'jour')}"),
        ("Déroulement", label(file.session.modality)),
        ("Lieu", file.place),
        *(more if told_alone else ()),
    ]
    return b.facts([fact for fact in facts if fact[1]])


def dates(data: MissionPaper) -> str:
    """Return the period of the trainer's own slots."""
    days = [slot.day for slot in data.file.slots]
    return period(min(days), max(days)) if days else ""


def no_slot(data: MissionPaper) -> str | None:
    """Return why a mission without a slot has no paper."""
    if data.file.slots:
        return None
    return (
        f"{data.trainer_name} n’a aucun créneau dans la session {data.file.session.number} : "
        "désignez d’abord le formateur dans ses créneaux."
    )
