"""Forms to fill in: positioning, assessment, satisfaction, and what came of them."""

from trainingdesk.documents.paper_kind import PaperKind
from trainingdesk.documents.questionnaires import assessment_form, form, results
from trainingdesk.domain.mentions.questionnaires import ASSESSMENT, FORM, POSITIONING, RESULTS

_FORMS = {
    "positioning_form": "Questionnaire de positionnement",
    "hot_form": "Questionnaire de satisfaction à chaud",
    "cold_form": "Questionnaire de satisfaction à froid",
    "client_form": "Questionnaire d’appréciation du client",
    "trainer_form": "Bilan du formateur",
    "funder_form": "Questionnaire d’appréciation du financeur",
}

PAPERS: tuple[PaperKind, ...] = (
    *(
        PaperKind(
            key=key,
            name=name,
            compose=form.compose,
            mentions=POSITIONING if key == "positioning_form" else FORM,
            file_name=form.file_name,
            refusal=form.refusal,
        )
        for key, name in _FORMS.items()
    ),
    PaperKind(
        key="assessment_form",
        name="Fiche d’évaluation des acquis",
        compose=assessment_form.compose,
        mentions=ASSESSMENT,
        file_name=assessment_form.file_name,
        refusal=assessment_form.refusal,
    ),
    PaperKind(
        key="questionnaire_results",
        name="Bilan des évaluations",
        compose=results.compose,
        mentions=RESULTS,
        file_name=results.file_name,
        folder="Qualité",
    ),
)
