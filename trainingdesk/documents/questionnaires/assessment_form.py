"""What a trainer notes of each objective at the end: for one person, or a grid of the group."""

from reportlab.platypus import Flowable

from trainingdesk.documents.agreements import dates
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.participants import employer_name, seat_refusal
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Result
from trainingdesk.domain.labels import label
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.people import list_name
from trainingdesk.domain.questionnaires_data import AssessmentPaper
from trainingdesk.domain.sessions import SessionState
from trainingdesk.paper import blocks as b

TITLE = "Évaluation des acquis"
ROW_HEIGHT = 8.5
MOST_COLUMNS = 6
"""Objectives that a grid holds on one page; the others follow in a grid of their own."""


def compose(data: AssessmentPaper, wording: Wording) -> Composition:
    """Return the sheet of one person, else the grid of the group."""
    alone = data.participant is not None
    return Composition(
        title=TITLE,
        reference=f"Session {data.file.session.number}",
        subject=data.file.session.title,
        story=_alone(data, wording) if alone else _group(data, wording),
        orientation="portrait" if alone else "landscape",
    )


def _alone(data: AssessmentPaper, wording: Wording) -> list[Flowable]:
    return [
        *b.title(TITLE, data.file.session.title),
        *b.facts(_facts(data)),
        *b.text(wording("assessment_form.consigne")),
        *_objectives(data),
        *b.keep_together(
            b.text(wording("assessment_form.remarques"), after=2, keep_with_next=True),
            b.writing_lines(3),
            b.spacer(6),
            _signature(wording),
        ),
    ]


def _group(data: AssessmentPaper, wording: Wording) -> list[Flowable]:
    """Return the grid; height is short on a page that lies, so the head stands side by side."""
    objectives = [objective.text for objective in data.file.version.objectives]
    return [
        *b.two_columns(
            [*b.title(TITLE, data.file.session.title), *b.facts(_facts(data))], _signature(wording)
        ),
        *b.text(wording("assessment_form.grille"), after=3),
        *b.numbered(objectives),
        *_grids(data),
    ]


def _signature(wording: Wording) -> list[Flowable]:
    return b.signatures([b.SignatureBox(title=wording("assessment_form.signature"))])


def _facts(data: AssessmentPaper) -> list[tuple[str, b.Content]]:
    person = data.participant
    method = " ; ".join(line.rstrip(" .;") for line in data.file.version.sheet.assessment)
    items: list[tuple[str, b.Content]] = [
        ("Stagiaire", b.bold(person.name) if person else ""),
        ("Entreprise", employer_name(person) if person else ""),
        ("Session", data.file.session.number),
        ("Dates", dates(data.file)),
        ("Formation assurée par", data.file.trainer_names),
        ("Mode d’évaluation", method),
    ]
    return [item for item in items if item[1]]


def _objectives(data: AssessmentPaper) -> list[Flowable]:
    columns = (
        b.Column(title="Objectif pédagogique", row_header=True),
        *(b.Column(title=label(result).capitalize(), width=28) for result in Result),
    )
    rows: list[b.Row] = [
        [objective.text, *(b.choices([("", False)]) for _ in Result)]
        for objective in data.file.version.objectives
    ]
    return b.table(columns, rows, valign="MIDDLE")


def _grids(data: AssessmentPaper) -> list[Flowable]:
    """Return grids to write A, E or N in, their columns numbered as the objectives above are."""
    objectives = data.file.version.objectives
    story: list[Flowable] = []
    for first in range(0, len(objectives), MOST_COLUMNS):
        numbers = range(first + 1, min(first + MOST_COLUMNS, len(objectives)) + 1)
        columns = (
            b.Column(title="Stagiaire", width=70, row_header=True),
            *(b.Column(title=f"Objectif {n}", width=22, align="center") for n in numbers),
            b.Column(title="Remarque", weight=2),
        )
        people = [p for p in data.file.seated if p.trainee is not None]
        rows: list[b.Row] = [
            [list_name(person.trainee) if person.trainee else "", *("" for _ in numbers), ""]
            for person in people
        ]
        story += b.table(columns, rows, lines="grid", row_height=ROW_HEIGHT, valign="MIDDLE")
    return story


def file_name(data: AssessmentPaper) -> str:
    """Return the name of the file, without suffix."""
    person = data.participant
    whom = list_name(person.trainee) if person and person.trainee else data.file.session.number
    return file_stem(TITLE, whom)


def refusal(data: AssessmentPaper) -> str | None:
    """Return why there is nothing to assess: no objective, no seat, no session."""
    if not data.file.version.objectives:
        return (
            "La fiche de la formation n’a pas d’objectif à évaluer : complétez-la dans le "
            "Catalogue."
        )
    if data.participant is not None:
        paper = ParticipantPaper(file=data.file, participant=data.participant, on=data.on)
        return seat_refusal(paper)
    if data.file.session.state in {SessionState.CANCELLED, SessionState.POSTPONED}:
        return (
            f"La session {data.file.session.number} est annulée ou reportée : rien n’est à évaluer."
        )
    return None
