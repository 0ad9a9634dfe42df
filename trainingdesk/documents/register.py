"""The papers that the program prints: what composes each, what it must say, how it is filed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainingdesk.documents import (
    absence_notice,
    adverse_advice,
    amendment,
    attendance_attestation,
    attendance_sheet,
    cancellation_acknowledgement,
    complaints_register,
    completion_certificate,
    consents,
    contract,
    convention,
    course_sheet,
    formal_notice,
    general_terms,
    handed_over,
    house_rules,
    invoice,
    joining_letter,
    modification_request,
    order_acknowledgement,
    payment_schedule,
    postponement,
    proposal,
    refund_note,
    reserve_received,
    suspension,
    termination,
    training_attestation,
)
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.mentions import events
from trainingdesk.domain.mentions.agreements import CONVENTION
from trainingdesk.domain.mentions.attendance import (
    ATTENDANCE_ATTESTATION,
    ATTENDANCE_SHEET,
    COMPLETION_CERTIFICATE,
    JOINING_LETTER,
    TRAINING_ATTESTATION,
)
from trainingdesk.domain.mentions.conditions import GENERAL_TERMS, HOUSE_RULES
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
            key="general_terms",
            name="Conditions générales de vente",
            compose=general_terms.compose,
            mentions=GENERAL_TERMS,
            file_name=general_terms.file_name,
            folder="Conditions",
        ),
        PaperKind(
            key="house_rules",
            name="Règlement intérieur",
            compose=house_rules.compose,
            mentions=HOUSE_RULES,
            file_name=house_rules.file_name,
            folder="Conditions",
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
            key="order_acknowledgement",
            name="Accusé de réception de commande",
            compose=order_acknowledgement.compose,
            mentions=events.ORDER_ACKNOWLEDGEMENT,
            file_name=order_acknowledgement.file_name,
            refusal=order_acknowledgement.refusal,
        ),
        PaperKind(
            key="amendment",
            name="Avenant",
            compose=amendment.compose,
            mentions=events.AMENDMENT,
            file_name=amendment.file_name,
            refusal=amendment.refusal,
        ),
        PaperKind(
            key="modification_request",
            name="Demande de modification",
            compose=modification_request.compose,
            mentions=events.MODIFICATION_REQUEST,
            file_name=modification_request.file_name,
        ),
        PaperKind(
            key="payment_schedule",
            name="Échéancier",
            compose=payment_schedule.compose,
            mentions=events.PAYMENT_SCHEDULE,
            file_name=payment_schedule.file_name,
            refusal=payment_schedule.refusal,
        ),
        PaperKind(
            key="suspension",
            name="Suspension",
            compose=suspension.compose,
            mentions=events.SUSPENSION,
            file_name=suspension.file_name,
            refusal=suspension.refusal,
        ),
        PaperKind(
            key="formal_notice",
            name="Mise en demeure",
            compose=formal_notice.compose,
            mentions=events.FORMAL_NOTICE,
            file_name=formal_notice.file_name,
            refusal=formal_notice.refusal,
        ),
        PaperKind(
            key="cancellation_acknowledgement",
            name="Annulation",
            compose=cancellation_acknowledgement.compose,
            mentions=events.CANCELLATION_ACKNOWLEDGEMENT,
            file_name=cancellation_acknowledgement.file_name,
            refusal=cancellation_acknowledgement.refusal,
        ),
        PaperKind(
            key="postponement",
            name="Report",
            compose=postponement.compose,
            mentions=events.POSTPONEMENT,
            file_name=postponement.file_name,
            refusal=postponement.refusal,
        ),
        PaperKind(
            key="refund_note",
            name="Note de remboursement",
            compose=refund_note.compose,
            mentions=events.REFUND_NOTE,
            file_name=refund_note.file_name,
            refusal=refund_note.refusal,
        ),
        PaperKind(
            key="termination",
            name="Résolution",
            compose=termination.compose,
            mentions=events.TERMINATION,
            file_name=termination.file_name,
            refusal=termination.refusal,
        ),
        PaperKind(
            key="handed_over",
            name="Reçu de remise",
            compose=handed_over.compose,
            mentions=events.HANDED_OVER,
            file_name=handed_over.file_name,
            refusal=handed_over.refusal,
        ),
        PaperKind(
            key="absence_notice",
            name="Absence signalée à l’employeur",
            compose=absence_notice.compose,
            mentions=events.ABSENCE_NOTICE,
            file_name=absence_notice.file_name,
            refusal=absence_notice.refusal,
        ),
        PaperKind(
            key="consents",
            name="Logo et références",
            compose=consents.compose,
            mentions=events.CONSENTS,
            file_name=consents.file_name,
            refusal=consents.refusal,
        ),
        PaperKind(
            key="reserve_received",
            name="Réserve ou réclamation reçue",
            compose=reserve_received.compose,
            mentions=events.RESERVE_RECEIVED,
            file_name=reserve_received.file_name,
            refusal=reserve_received.refusal,
            folder="Registres",
        ),
        PaperKind(
            key="adverse_advice",
            name="Avis défavorable",
            compose=adverse_advice.compose,
            mentions=events.ADVERSE_ADVICE,
            file_name=adverse_advice.file_name,
            refusal=adverse_advice.refusal,
            folder="Registres",
        ),
        PaperKind(
            key="complaints_register",
            name="Registre des réclamations et des réserves",
            compose=complaints_register.compose,
            mentions=events.COMPLAINTS_REGISTER,
            file_name=complaints_register.file_name,
            folder="Registres",
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
