"""What the papers of a learning platform must say."""

from decimal import Decimal

from trainingdesk.domain.elearning_data import (
    AccessPaper,
    ELearningRegisterPaper,
    IncidentPaper,
    MaintenancePaper,
)
from trainingdesk.domain.labels import label
from trainingdesk.domain.mentions.identity import IDENTITY, OfOffice, office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.french import long_date, long_moment, number, plural, short_moment

SESSION = "Sessions › la session › Modifier"
TRAINEES = "la session, onglet Stagiaires"
ELEARNING = "la session, onglet E-learning"
PLATFORM = "Outils › E-learning"
TERMS = "Fichier › Conditions de vente › Formation en ligne"
OWN_TERMS = "conditions de l’organisme"
HABIT = "usage"


def _reached() -> Mention[OfOffice]:
    """Return how to reach who helps (D6313-3-1: the assistance that a distance course promises)."""
    return Mention(
        "Assistance technique",
        "C. trav. D6313-3-1",
        IDENTITY,
        lambda data: (data.organisation.email or data.organisation.phone,),
    )


PLATFORM_ACCESS: tuple[Mention[AccessPaper], ...] = (
    *office_mentions(),
    Mention(
        "Nom du stagiaire",
        HABIT,
        TRAINEES,
        lambda data: (data.participant.name if data.participant.trainee else "",),
    ),
    Mention("Formation", HABIT, SESSION, lambda data: (data.file.session.title,)),
    Mention(
        "Identifiant",
        OWN_TERMS,
        ELEARNING,
        lambda data: (data.access.platform, data.access.login) if data.access else (),
    ),
    Mention(
        "Adresse électronique du stagiaire",
        HABIT,
        "la fiche du stagiaire",
        lambda data: (data.participant.trainee.email if data.participant.trainee else "",),
    ),
    Mention(
        "Fin de l’accès",
        OWN_TERMS,
        ELEARNING,
        lambda data: (
            (long_date(data.access.valid_until),) if data.access and data.access.valid_until else ()
        ),
    ),
    Mention(
        "Débit nécessaire",
        OWN_TERMS,
        TERMS,
        lambda data: (number(data.rule.bandwidth or Decimal(0)), "Mb/s"),
        applies=lambda data: data.rule.bandwidth is not None,
    ),
    Mention(
        "Délai de signalement",
        OWN_TERMS,
        TERMS,
        lambda data: (plural(data.rule.report_hours or 0, "heure"),),
        applies=lambda data: data.rule.report_hours is not None,
    ),
    Mention(
        "Délai de correction",
        OWN_TERMS,
        TERMS,
        lambda data: (
            plural(data.rule.repair_working_hours or 0, "heure ouvrée", "heures ouvrées"),
        ),
        applies=lambda data: data.rule.repair_working_hours is not None,
    ),
    Mention("Accès personnel", OWN_TERMS, TERMS, lambda _: ("vous est personnel",)),
    _reached(),
)

INCIDENT_NOTICE: tuple[Mention[IncidentPaper], ...] = (
    *office_mentions(),
    Mention("Formation", HABIT, SESSION, lambda data: (data.file.session.title,)),
    Mention("Nature", HABIT, ELEARNING, lambda data: (label(data.incident.kind),)),
    Mention("Faits", HABIT, ELEARNING, lambda data: (data.incident.facts,)),
    Mention(
        "Date du signalement",
        HABIT,
        ELEARNING,
        lambda data: (long_moment(data.incident.reported_at),),
    ),
    Mention("Délai ou date de correction", OWN_TERMS, TERMS, lambda data: (_until(data),)),
    _reached(),
)


def _until(data: IncidentPaper) -> str:
    if data.incident.fixed_at is not None:
        return long_moment(data.incident.fixed_at)
    due = data.incident.fix_by(data.rule)
    return long_moment(due, is_end=True) if due else ""


MAINTENANCE_NOTICE: tuple[Mention[MaintenancePaper], ...] = (
    *office_mentions(),
    Mention(
        "Début et fin",
        OWN_TERMS,
        PLATFORM,
        lambda data: (
            long_moment(data.maintenance.starts_at),
            long_moment(data.maintenance.ends_at, is_end=True),
        ),
    ),
    Mention("Raison", OWN_TERMS, PLATFORM, lambda data: (data.maintenance.reason,)),
    _reached(),
)

ELEARNING_REGISTER: tuple[Mention[ELearningRegisterPaper], ...] = (
    Mention("Nom de l’organisme", HABIT, IDENTITY, lambda data: (data.organisation.trade_name,)),
    Mention(
        "Accès de chacun",
        "RNQ, indicateur 19",
        ELEARNING,
        lambda data: [
            words for line in data.accesses for words in (line.person, line.access.login)
        ],
        applies=lambda data: bool(data.accesses),
    ),
    Mention(
        "Faits et dates de chaque incident",
        "RNQ, indicateur 31",
        ELEARNING,
        lambda data: [line.incident.facts for line in data.incidents],
        applies=lambda data: bool(data.incidents),
    ),
    Mention(
        "Dates de chaque maintenance",
        OWN_TERMS,
        PLATFORM,
        lambda data: [short_moment(line.maintenance.starts_at) for line in data.maintenances],
        applies=lambda data: bool(data.maintenances),
    ),
)
