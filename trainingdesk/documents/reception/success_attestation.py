"""The attestation that each trainee leaves with: of success where every objective is acquired."""

from reportlab.platypus import Flowable

from trainingdesk.documents import certifying as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.participants import composed, filed_as
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Result
from trainingdesk.domain.labels import label
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.results import has_succeeded
from trainingdesk.paper import blocks as b

SUCCESS, END = "Attestation de réussite", "Attestation de fin de stage"


def compose(data: ParticipantPaper, wording: Wording) -> Composition:
    """Return the attestation, its name as the results allow."""
    title = _title(data)
    story = [
        *b.title(title, data.file.session.title),
        *common.attested(data, wording, "success_attestation"),
        *b.facts(common.action(data)),
        *_results(data, wording),
        *b.small(wording("success_attestation.portee")),
        *common.signed(data, wording("success_attestation.signature")),
    ]
    return composed(data, title, story)


def _title(data: ParticipantPaper) -> str:
    succeeded = has_succeeded(data.file.version.objectives, data.participant.results)
    return SUCCESS if succeeded else END


def _results(data: ParticipantPaper, wording: Wording) -> list[Flowable]:
    objectives = data.file.version.objectives
    if not objectives:
        return []
    results = data.participant.results
    acquired = sum(results.get(one.id or 0) is Result.ACQUIRED for one in objectives)
    if not results:
        said = "non_evalue"
    elif acquired < len(objectives):
        said = "acquis"
    else:
        said = "tout_acquis" if acquired > 1 else "un_acquis"
    rows: list[b.Row] = [
        [
            objective.text,
            label(results[objective.id]) if objective.id in results else "non évalué",
        ]
        for objective in objectives
        if objective.id is not None
    ]
    columns = (
        b.Column(title="Objectif", weight=3, row_header=True),
        b.Column(title="Résultat", fit=True),
    )
    return [
        *b.heading("Objectifs de la formation"),
        *b.text(
            wording(f"success_attestation.{said}", acquired=acquired, total=len(objectives)),
            keep_with_next=True,
        ),
        *b.table(columns, rows),
    ]


def file_name(data: ParticipantPaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(_title(data), data)


def refusal(data: ParticipantPaper) -> str | None:
    """Return why the attestation may not exist yet."""
    return common.refusal(data)
