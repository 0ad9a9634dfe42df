"""The papers of a disciplinary case, and the waiver on recordings."""

from trainingdesk.documents.discipline import (
    delegates_report,
    hearing_summons,
    precautionary_exclusion,
    recording_waiver,
    sanction_information,
    sanction_notice,
)
from trainingdesk.documents.paper_kind import PaperKind
from trainingdesk.domain.mentions import discipline as mentions

PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        key="hearing_summons",
        name="Convocation à un entretien",
        compose=hearing_summons.compose,
        mentions=mentions.HEARING_SUMMONS,
        file_name=hearing_summons.file_name,
        refusal=hearing_summons.refusal,
    ),
    PaperKind(
        key="precautionary_exclusion",
        name="Exclusion conservatoire",
        compose=precautionary_exclusion.compose,
        mentions=mentions.PRECAUTIONARY_EXCLUSION,
        file_name=precautionary_exclusion.file_name,
        refusal=precautionary_exclusion.refusal,
    ),
    PaperKind(
        key="procedure_information",
        name="Information d’une procédure",
        compose=sanction_information.compose_procedure,
        mentions=mentions.PROCEDURE_INFORMATION,
        file_name=sanction_information.procedure_file_name,
        refusal=sanction_information.procedure_refusal,
    ),
    PaperKind(
        key="sanction_notice",
        name="Notification de sanction",
        compose=sanction_notice.compose,
        mentions=mentions.SANCTION_NOTICE,
        file_name=sanction_notice.file_name,
        refusal=sanction_notice.refusal,
    ),
    PaperKind(
        key="sanction_information",
        name="Information d’une sanction",
        compose=sanction_information.compose,
        mentions=mentions.SANCTION_INFORMATION,
        file_name=sanction_information.file_name,
        refusal=sanction_information.refusal,
    ),
    PaperKind(
        key="recording_waiver",
        name="Dérogation d’enregistrement",
        compose=recording_waiver.compose,
        mentions=mentions.RECORDING_WAIVER,
        file_name=recording_waiver.file_name,
        refusal=recording_waiver.refusal,
    ),
    PaperKind(
        key="delegates_report",
        name="Élection des délégués",
        compose=delegates_report.compose,
        mentions=mentions.DELEGATES_REPORT,
        file_name=delegates_report.file_name,
        refusal=delegates_report.refusal,
    ),
)
