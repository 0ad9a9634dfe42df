"""The attestation at the end of a training: each objective with what became of it."""

from reportlab.platypus import Flowable

from trainingdesk.documents import certifying as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.participants import composed, filed_as
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.courses import Objective
from trainingdesk.domain.labels import label
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.session_file import Participant
from trainingdesk.paper import blocks as b

TITLE = "Attestation de fin de formation"
NOT_ASSESSED = "non évalué"


def compose(data: ParticipantPaper, wording: Wording) -> Composition:
    """Return the attestation, handed to the person."""
    story = [
        *b.title(TITLE, data.file.session.title),
        *common.attested(data, wording, "training_attestation"),
        *b.facts(common.action(data)),
        *_results(data, wording),
        *common.signed(data, wording("training_attestation.signature")),
    ]
    return composed(data, TITLE, story)


def _results(data: ParticipantPaper, wording: Wording) -> list[Flowable]:
    version = data.file.version
    rows: list[b.Row] = [
        [objective.text, b.Cell(result(data.participant, objective), bold=True)]
        for objective in version.objectives
    ]
    columns = (
        b.Column(title="Objectif pédagogique", row_header=True),
        b.Column(title="Résultat", width=42),
    )
    story = b.heading("Objectifs et résultats de l’évaluation des acquis")
    if version.sheet.assessment:
        story += b.text(
            wording("training_attestation.evaluation", method=" ; ".join(version.sheet.assessment))
        )
    return [*story, *b.table(columns, rows)]


def result(participant: Participant, objective: Objective) -> str:
    """Return what became of an objective, assessed or not."""
    found = participant.results.get(objective.id) if objective.id is not None else None
    return label(found) if found else NOT_ASSESSED


def file_name(data: ParticipantPaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: ParticipantPaper) -> str | None:
    """Return why the attestation may not exist yet; results may still be missing."""
    return common.refusal(data)
