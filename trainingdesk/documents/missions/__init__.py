"""What trainers sign: mission letters and subcontracting contracts."""

from trainingdesk.documents.missions import mission_letter, subcontracting_contract
from trainingdesk.documents.paper_kind import PaperKind
from trainingdesk.domain.mentions.missions import MISSION_LETTER, SUBCONTRACTING_CONTRACT

PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        key="subcontracting_contract",
        name="Contrat de sous-traitance",
        compose=subcontracting_contract.compose,
        mentions=SUBCONTRACTING_CONTRACT,
        file_name=subcontracting_contract.file_name,
        refusal=subcontracting_contract.refusal,
    ),
    PaperKind(
        key="mission_letter",
        name="Lettre de mission",
        compose=mission_letter.compose,
        mentions=MISSION_LETTER,
        file_name=mission_letter.file_name,
        refusal=mission_letter.refusal,
    ),
)
