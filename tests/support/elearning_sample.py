"""The sample session learnt alone on a platform: accounts, incidents, maintenance, their papers."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal as D

from tests.support.office_sample import CONDITIONS, FILE, OFFICE, PEOPLE, TOWN_HALL
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.conditions.rules import ELearning
from trainingdesk.domain.elearning import Incident, IncidentKind, Maintenance, PlatformAccess
from trainingdesk.domain.elearning_data import (
    AccessLine,
    AccessPaper,
    ELearningRegisterPaper,
    IncidentLine,
    IncidentPaper,
    MaintenanceLine,
    MaintenancePaper,
)
from trainingdesk.domain.sessions import Modality
from trainingdesk.services.profiles import shipped_profiles

ILMIS: ELearning = next(
    each.rules.elearning for each in shipped_profiles() if each.rules.elearning is not None
)
"""The terms of the one office that promises an e-learning."""
TERMS: Conditions = replace(CONDITIONS, rules=replace(CONDITIONS.rules, elearning=ILMIS))
NO_TERMS = replace(CONDITIONS, rules=replace(CONDITIONS.rules, elearning=None))
ON = date(2026, 5, 20)

ONLINE = replace(
    FILE,
    session=replace(
        FILE.session,
        modality=Modality.E_LEARNING,
        self_paced_hours=D(14),
        remote_link="https://apprendre.atelier-savoirs.example",
    ),
    slots=(),
)
PERSON = replace(
    PEOPLE[0],
    marks={},
    results={},
    trainee=replace(PEOPLE[0].trainee, email="amelie@evian.example"),
)
ACCESS = PlatformAccess(
    enrolment_id=1,
    platform="apprendre.atelier-savoirs.example",
    login="amelie.oeuvrard",
    opened_at=datetime(2026, 5, 19, 10, 30),  # noqa: DTZ001 - as the file keeps it
    valid_from=date(2026, 5, 19),
    valid_until=date(2026, 8, 16),
    id=1,
)
FILE_OF_ONE = ONLINE.narrowed([PERSON], attended=False)
ACCESS_PAPER = AccessPaper(
    file=FILE_OF_ONE, participant=PERSON, access=ACCESS, conditions=TERMS, on=ON
)

# Friday afternoon: 72 working hours end on Wednesday; Monday 25 May 2026 is Whit Monday.
INCIDENT = Incident(
    id=3,
    session_id=1,
    enrolment_id=1,
    kind=IncidentKind.TECHNICAL,
    happened_at=datetime(2026, 5, 22, 14),  # noqa: DTZ001
    reported_at=datetime(2026, 5, 22, 15, 30),  # noqa: DTZ001
    facts="La deuxième vidéo s’arrête après une minute, sur ordinateur comme sur téléphone.",
)
FIXED = replace(
    INCIDENT,
    fixed_at=datetime(2026, 5, 26, 9, 15),  # noqa: DTZ001
    outcome="La vidéo a été remplacée ; la lecture a été vérifiée jusqu’à la fin.",
)
LATE = replace(
    INCIDENT,
    id=4,
    kind=IncidentKind.FRAUDULENT_USE,
    happened_at=datetime(2026, 5, 18, 8),  # noqa: DTZ001
    facts="Quelqu’un s’est connecté à mon compte pendant la nuit.",
)
INCIDENT_PAPER = IncidentPaper(
    file=FILE_OF_ONE,
    incident=INCIDENT,
    conditions=TERMS,
    on=date(2026, 5, 22),
    participant=PERSON,
    platform=ACCESS.platform,
)
CLOSED_PAPER = replace(INCIDENT_PAPER, incident=FIXED, on=date(2026, 5, 26))
TO_ALL_PAPER = replace(
    INCIDENT_PAPER,
    file=ONLINE.narrowed([], attended=False),
    incident=replace(INCIDENT, enrolment_id=None),
    participant=None,
)

MAINTENANCE = Maintenance(
    id=1,
    starts_at=datetime(2026, 6, 6, 22),  # noqa: DTZ001
    ends_at=datetime(2026, 6, 7, 0, 0),  # noqa: DTZ001
    reason="Mise à jour de sécurité du serveur et des outils de suivi.",
    announced_at=datetime(2026, 6, 2, 9),  # noqa: DTZ001
)
MAINTENANCE_PAPER = MaintenancePaper(
    organisation=OFFICE,
    maintenance=MAINTENANCE,
    platform=ACCESS.platform,
    on=date(2026, 6, 2),
)

REGISTER_PAPER = ELearningRegisterPaper(
    organisation=OFFICE,
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    accesses=(
        AccessLine(
            access=ACCESS,
            person="Œuvrard Amélie",
            client_name=TOWN_HALL.name,
            session_number="S-2026-014",
            sent_on=date(2026, 5, 20),
            due="22/05/2026 à 11 h",
        ),
        AccessLine(
            access=replace(ACCESS, id=2, login="zoe.lukasiewicz", valid_until=None),
            person="Łukasiewicz Zoé",
            client_name="Zoé Łukasiewicz",
            session_number="S-2026-014",
            due="18/05/2026",
            is_late=True,
        ),
    ),
    incidents=(
        IncidentLine(
            incident=FIXED,
            person="Œuvrard Amélie",
            session_number="S-2026-014",
            fix_by=FIXED.fix_by(ILMIS),
        ),
        IncidentLine(
            incident=LATE,
            person="",
            session_number="S-2026-014",
            fix_by=LATE.fix_by(ILMIS),
            is_reported_late=True,
            is_fixed_late=True,
        ),
    ),
    maintenances=(
        MaintenanceLine(maintenance=MAINTENANCE),
        MaintenanceLine(
            maintenance=replace(MAINTENANCE, id=2, announced_at=None), is_announced_late=True
        ),
    ),
    on=date(2026, 12, 31),
)

PAPERS = {
    "platform_access": ACCESS_PAPER,
    "incident_notice": INCIDENT_PAPER,
    "incident_notice (closed)": CLOSED_PAPER,
    "incident_notice (to all)": TO_ALL_PAPER,
    "maintenance_notice": MAINTENANCE_PAPER,
    "elearning_register": REGISTER_PAPER,
}
"""One of each paper, by its key and what is special about it."""
