"""The name plates that stand on the table, one sheet a person, folded in two."""

from reportlab.platypus import Flowable

from trainingdesk.documents.attendance.sheets import expected, firm_of, refusal
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance_data import NamePlatesPaper
from trainingdesk.domain.people import list_name
from trainingdesk.domain.session_file import Participant
from trainingdesk.paper import blocks as b
from trainingdesk.paper.plates import NamePlate

__all__ = ["compose", "file_name", "refusal"]

TITLE = "Chevalets"
BLANK_PLATES = 2
"""For names that come late, written by hand."""


def compose(data: NamePlatesPaper, wording: Wording) -> Composition:
    """Return a plate for each person, then blank ones; for one late name hers alone."""
    title = data.file.session.title
    people = [data.participant] if data.participant else expected(data.file)
    plates = [_plate(person, title, wording) for person in people]
    if data.participant is None:
        below = _below("", title, wording)
        plates += [NamePlate("", "", below) for _ in range(BLANK_PLATES)]
    story: list[Flowable] = []
    for number, plate in enumerate(plates):
        story += [*(b.page_break() if number else []), plate]
    return Composition(
        title=TITLE,
        reference=data.file.session.number,
        subject=title,
        story=story,
        orientation="landscape",
        is_bare=True,
    )


def _plate(person: Participant, title: str, wording: Wording) -> NamePlate:
    firm = "" if person.client.is_individual and not person.employer else firm_of(person)
    below = _below(firm, title, wording)
    if person.trainee is None:
        return NamePlate("", "", below)
    return NamePlate(person.trainee.first_name, person.trainee.last_name, below)


def _below(firm: str, title: str, wording: Wording) -> list[str]:
    """Return the small lines below the name."""
    return [
        wording("name_plates.entreprise", firm=firm) if firm else "",
        wording("name_plates.formation", title=title),
    ]


def file_name(data: NamePlatesPaper) -> str:
    """Return the name of the file, without suffix."""
    person = data.participant
    if person is None or person.trainee is None:
        return file_stem(TITLE, data.file.session.number)
    return file_stem("Chevalet", data.file.session.number, list_name(person.trainee))
