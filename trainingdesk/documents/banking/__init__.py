"""What is taken to the bank."""

from trainingdesk.documents.banking import cheque_slip
from trainingdesk.documents.paper_kind import PaperKind
from trainingdesk.domain.mentions.banking import CHEQUE_SLIP

PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        key="cheque_slip",
        name=cheque_slip.TITLE,
        compose=cheque_slip.compose,
        mentions=CHEQUE_SLIP,
        file_name=cheque_slip.file_name,
        refusal=cheque_slip.refusal,
        folder="Remises de chèques",
    ),
)
