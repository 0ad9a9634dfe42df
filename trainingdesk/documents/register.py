"""The papers that the program prints: what composes each, what it must say, how it is filed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainingdesk.documents import (
    attendance_attestation,
    attendance_sheet,
    completion_certificate,
    contract,
    convention,
    course_sheet,
    invoice,
    joining_letter,
    proposal,
    training_attestation,
)
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.mentions.agreements import CONVENTION
from trainingdesk.domain.mentions.attendance import (
    ATTENDANCE_ATTESTATION,
    ATTENDANCE_SHEET,
    COMPLETION_CERTIFICATE,
    JOINING_LETTER,
    TRAINING_ATTESTATION,
)
from trainingdesk.domain.mentions.contracts import CONTRACT
from trainingdesk.domain.mentions.courses import COURSE_SHEET
from trainingdesk.domain.mentions.invoices import INVOICE
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.mentions.proposals import PROPOSAL


def _never(_data: object) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """One kind of paper.

    `compose` is given the paper's data (see `domain.paper_data`), as are `file_name`, which
    returns the name without suffix, and `refusal`, a sentence why the paper may not exist yet.
    `folder` holds the papers that belong to no session.
    """

    key: str
    name: str
    compose: Callable[[Any, Wording], Composition]
    mentions: tuple[Mention[Any], ...]
    file_name: Callable[[Any], str]
    refusal: Callable[[Any], str | None] = _never
    folder: str = ""


PAPERS = {
    kind.key: kind
    for kind in (
        PaperKind(
            key="course_sheet",
            name="Fiche programme",
            compose=course_sheet.compose,
            mentions=COURSE_SHEET,
            file_name=course_sheet.file_name,
            folder="Catalogue",
        ),
        PaperKind(
            key="proposal",
            name="Proposition commerciale",
            compose=proposal.compose,
            mentions=PROPOSAL,
            file_name=proposal.file_name,
            refusal=proposal.refusal,
            folder="Propositions",
        ),
        PaperKind(
            key="convention",
            name="Convention",
            compose=convention.compose,
            mentions=CONVENTION,
            file_name=convention.file_name,
        ),
        PaperKind(
            key="contract",
            name="Contrat",
            compose=contract.compose,
            mentions=CONTRACT,
            file_name=contract.file_name,
        ),
        PaperKind(
            key="joining_letter",
            name="Convocation",
            compose=joining_letter.compose,
            mentions=JOINING_LETTER,
            file_name=joining_letter.file_name,
            refusal=joining_letter.refusal,
        ),
        PaperKind(
            key="attendance_sheet",
            name="Feuille d’émargement",
            compose=attendance_sheet.compose,
            mentions=ATTENDANCE_SHEET,
            file_name=attendance_sheet.file_name,
            refusal=attendance_sheet.refusal,
        ),
        PaperKind(
            key="completion_certificate",
            name="Certificat de réalisation",
            compose=completion_certificate.compose,
            mentions=COMPLETION_CERTIFICATE,
            file_name=completion_certificate.file_name,
            refusal=completion_certificate.refusal,
        ),
        PaperKind(
            key="training_attestation",
            name="Attestation de fin de formation",
            compose=training_attestation.compose,
            mentions=TRAINING_ATTESTATION,
            file_name=training_attestation.file_name,
            refusal=training_attestation.refusal,
        ),
        PaperKind(
            key="attendance_attestation",
            name="Attestation de présence",
            compose=attendance_attestation.compose,
            mentions=ATTENDANCE_ATTESTATION,
            file_name=attendance_attestation.file_name,
            refusal=attendance_attestation.refusal,
        ),
        PaperKind(
            key="invoice",
            name="Facture",
            compose=invoice.compose,
            mentions=INVOICE,
            file_name=invoice.file_name,
            folder="Factures",
        ),
    )
}
"""Every paper, by key."""
