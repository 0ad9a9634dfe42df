"""What people receive around a session: catalogue, booklet, guides, attestations."""

from trainingdesk.documents.paper_kind import PaperKind
from trainingdesk.documents.reception import (
    catalogue,
    payment_attestation,
    remote_letters,
    success_attestation,
    welcome_booklet,
)
from trainingdesk.domain.mentions import reception as mentions

PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        key="catalogue",
        name="Catalogue de formations",
        compose=catalogue.compose,
        mentions=mentions.CATALOGUE,
        file_name=catalogue.file_name,
        refusal=catalogue.refusal,
        folder="Catalogue",
    ),
    PaperKind(
        key="welcome_booklet",
        name="Livret d’accueil",
        compose=welcome_booklet.compose,
        mentions=mentions.WELCOME_BOOKLET,
        file_name=welcome_booklet.file_name,
        refusal=welcome_booklet.refusal,
    ),
    PaperKind(
        key="software_guide",
        name="Mode d’emploi de la visioconférence",
        compose=remote_letters.compose_guide,
        mentions=mentions.SOFTWARE_GUIDE,
        file_name=remote_letters.guide_name,
        refusal=remote_letters.guide_refusal,
    ),
    PaperKind(
        key="remote_link",
        name="Lien de connexion",
        compose=remote_letters.compose_link,
        mentions=mentions.REMOTE_LINK,
        file_name=remote_letters.link_name,
        refusal=remote_letters.link_refusal,
    ),
    PaperKind(
        key="success_attestation",
        name="Attestation de réussite ou de fin de stage",
        compose=success_attestation.compose,
        mentions=mentions.SUCCESS_ATTESTATION,
        file_name=success_attestation.file_name,
        refusal=success_attestation.refusal,
    ),
    PaperKind(
        key="payment_attestation",
        name="Attestation de présence et de règlement",
        compose=payment_attestation.compose,
        mentions=mentions.PAYMENT_ATTESTATION,
        file_name=payment_attestation.file_name,
        refusal=payment_attestation.refusal,
    ),
)
