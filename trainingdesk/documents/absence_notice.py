"""The letter that tells an employer of a person's absences and delays."""

from reportlab.platypus import Flowable

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.participants import filed_as
from trainingdesk.documents.presence import part_of_day, seen, times
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Attendance, Presence
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.paper_data import AbsencePaper
from trainingdesk.domain.sessions import Slot
from trainingdesk.french import hours, long_date
from trainingdesk.paper import blocks as b

TITLE = "Absence signalée"


def compose(data: AbsencePaper, wording: Wording) -> Composition:
    """Return the letter."""
    name = data.participant.name
    letter = letters.Letter(
        title=TITLE,
        reference=f"Session {data.file.session.number}",
        about=wording("absence_notice.objet", name=name),
        body=(
            *b.text(wording("absence_notice.intro", name=name, title=data.file.session.title)),
            *_table(data),
        ),
        closing=b.text(_asked(data, wording)),
    )
    mail = letters.Mail(
        office=data.organisation, client=data.client, contact=data.contact, on=data.on
    )
    return letters.composed(letter, mail, wording)


def file_name(data: AbsencePaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: AbsencePaper) -> str | None:
    """Return why there is nobody to tell, or nothing."""
    if data.client.is_individual:
        return f"{data.participant.name} n’a pas d’employeur à prévenir."
    if not missed(data):
        return f"{data.participant.name} : aucune absence ni aucun retard n’est noté."
    return None


def missed(data: AbsencePaper) -> list[tuple[Slot, Attendance]]:
    """Return the slots that the person missed in whole or in part, with their marks."""
    marks = data.participant.marks
    return [
        (slot, marks[slot.id])
        for slot in data.file.slots
        if slot.id is not None
        and slot.id in marks
        and marks[slot.id].presence is not Presence.PRESENT
    ]


def _table(data: AbsencePaper) -> list[Flowable]:
    rows: list[b.Row] = [
        [long_date(slot.day, weekday=True), f"{part_of_day(slot)}, {times(slot)}", seen(mark)]
        for slot, mark in missed(data)
    ]
    columns = (
        b.Column(title="Jour", weight=1.5, row_header=True),
        b.Column(title="Séance", weight=1.7),
        b.Column(title="Constat", weight=1.3),
    )
    return b.table(columns, rows)


def _asked(data: AbsencePaper, wording: Wording) -> str:
    terms = data.conditions.rules.absence
    unexplained = any(mark.presence is Presence.ABSENT for _slot, mark in missed(data))
    clause = letters.under(clause_name(data.conditions, "absence"))
    sentences = (
        wording(
            "absence_notice.heures",
            followed=hours(data.hours_followed),
            planned=hours(data.file.hours),
        ),
        wording("absence_notice.justificatif") if unexplained else "",
        wording("absence_notice.prix", clause=clause) if terms and terms.share_due == 1 else "",
    )
    return " ".join(filter(None, sentences))
