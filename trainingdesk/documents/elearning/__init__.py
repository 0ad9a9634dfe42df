"""Accounts on the learning platform, incidents and maintenance."""

from trainingdesk.documents.elearning import (
    elearning_register,
    incident_notice,
    maintenance_notice,
    platform_access,
)
from trainingdesk.documents.paper_kind import PaperKind
from trainingdesk.domain.mentions import elearning as mentions

PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        key="platform_access",
        name="Accès à la plateforme",
        compose=platform_access.compose,
        mentions=mentions.PLATFORM_ACCESS,
        file_name=platform_access.file_name,
        refusal=platform_access.refusal,
    ),
    PaperKind(
        key="incident_notice",
        name="Incident de la plateforme",
        compose=incident_notice.compose,
        mentions=mentions.INCIDENT_NOTICE,
        file_name=incident_notice.file_name,
    ),
    PaperKind(
        key="maintenance_notice",
        name="Maintenance de la plateforme",
        compose=maintenance_notice.compose,
        mentions=mentions.MAINTENANCE_NOTICE,
        file_name=maintenance_notice.file_name,
        folder="E-learning",
    ),
    PaperKind(
        key="elearning_register",
        name="Registre de l’e-learning",
        compose=elearning_register.compose,
        mentions=mentions.ELEARNING_REGISTER,
        file_name=elearning_register.file_name,
        folder="Registres",
    ),
)
"""The papers of this group."""
