"""The register of a learning platform over a period: accounts, incidents, maintenance."""

from reportlab.platypus import Flowable

from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.elearning import PlatformAccess
from trainingdesk.domain.elearning_data import (
    AccessLine,
    ELearningRegisterPaper,
    IncidentLine,
    MaintenanceLine,
)
from trainingdesk.domain.labels import label
from trainingdesk.french import period, plural, short_date, short_moment
from trainingdesk.paper import blocks as b

TITLE = "Registre de l’e-learning"


def compose(data: ELearningRegisterPaper, wording: Wording) -> Composition:
    """Return the register, a table for each of the three."""
    span = period(data.first, data.last)
    return Composition(
        title=TITLE,
        reference=span,
        subject=f"{TITLE} {span}",
        story=[
            *b.title(TITLE, span[:1].upper() + span[1:]),
            *b.heading("Accès"),
            *_accesses(data, wording),
            *b.heading("Incidents"),
            *_incidents(data, wording),
            *b.heading("Maintenances"),
            *_maintenances(data, wording),
        ],
        orientation="landscape",
    )


def file_name(data: ELearningRegisterPaper) -> str:
    """Return the name of the file: the period."""
    return file_stem(TITLE, f"{data.first:%Y-%m-%d} au {data.last:%Y-%m-%d}")


def _accesses(data: ELearningRegisterPaper, wording: Wording) -> list[Flowable]:
    lines = data.accesses
    if not lines:
        return b.text(wording("elearning_register.aucun_acces"))
    columns = (
        b.Column(title="Stagiaire", weight=1.7, row_header=True),
        b.Column(title="Client, session", weight=2.1),
        b.Column(title="Plateforme, identifiant", weight=2.1),
        b.Column(title="À ouvrir avant", weight=1.2),
        b.Column(title="Ouvert le", weight=1.2),
        b.Column(title="Envoyé le", weight=1),
        b.Column(title="Validité", weight=1.4),
    )
    count = plural(len(lines), "accès", "accès")
    late = sum(line.is_late for line in lines)
    return [
        *b.text(wording("elearning_register.acces", count=count, late=late), keep_with_next=True),
        *b.table(columns, [_access(line) for line in lines], small=True),
    ]


def _access(line: AccessLine) -> b.Row:
    access = line.access
    return [
        line.person,
        b.lines(line.client_name, line.session_number),
        b.lines(access.platform, access.login),
        line.due or "–",
        _noted(short_moment(access.opened_at) if access.opened_at else "", late=line.is_late),
        short_date(line.sent_on) if line.sent_on else "–",
        _validity(access),
    ]


def _validity(access: PlatformAccess) -> b.Content:
    parts = (
        f"du {short_date(access.valid_from)}" if access.valid_from else "",
        f"au {short_date(access.valid_until)}" if access.valid_until else "sans fin fixée",
        f"fermé le {short_date(access.closed_on)}" if access.closed_on else "",
    )
    return b.lines(*filter(None, parts))


def _incidents(data: ELearningRegisterPaper, wording: Wording) -> list[Flowable]:
    lines = data.incidents
    if not lines:
        return b.text(wording("elearning_register.aucun_incident"))
    columns = (
        b.Column(title="N°", weight=0.4, row_header=True),
        b.Column(title="Session, stagiaire", weight=1.6),
        b.Column(title="Nature", weight=1.1),
        b.Column(title="Survenu", weight=1.1),
        b.Column(title="Signalé", weight=1.1),
        b.Column(title="Faits", weight=2.4),
        b.Column(title="À corriger avant", weight=1.1),
        b.Column(title="Corrigé", weight=1.1),
        b.Column(title="Suite", weight=1.8),
    )
    counted = {
        "count": plural(len(lines), "incident"),
        "reported": sum(line.is_reported_late for line in lines),
        "late": sum(line.is_fixed_late for line in lines),
        "open": sum(line.incident.fixed_at is None for line in lines),
    }
    words = wording("elearning_register.incidents", **counted)
    return [
        *b.text(words, keep_with_next=True),
        *b.table(columns, [_incident(line) for line in lines], small=True),
    ]


def _incident(line: IncidentLine) -> b.Row:
    incident = line.incident
    fixed = short_moment(incident.fixed_at) if incident.fixed_at else "ouvert"
    return [
        str(incident.id or ""),
        b.lines(line.session_number, line.person or "tous les stagiaires"),
        label(incident.kind),
        short_moment(incident.happened_at),
        _noted(short_moment(incident.reported_at), late=line.is_reported_late),
        incident.facts,
        short_moment(line.fix_by, is_end=True) if line.fix_by else "–",
        _noted(fixed, late=line.is_fixed_late, word="hors délai"),
        incident.outcome or "–",
    ]


def _maintenances(data: ELearningRegisterPaper, wording: Wording) -> list[Flowable]:
    lines = data.maintenances
    if not lines:
        return b.text(wording("elearning_register.aucune_maintenance"))
    columns = (
        b.Column(title="Début", weight=1.2, row_header=True),
        b.Column(title="Fin", weight=1.2),
        b.Column(title="Annoncée", weight=1.2),
        b.Column(title="Raison", weight=4),
    )
    count = plural(len(lines), "maintenance")
    late = sum(line.is_announced_late for line in lines)
    words = wording("elearning_register.maintenances", count=count, late=late)
    return [
        *b.text(words, keep_with_next=True),
        *b.table(columns, [_maintenance(line) for line in lines], small=True),
    ]


def _maintenance(line: MaintenanceLine) -> b.Row:
    work = line.maintenance
    announced = short_moment(work.announced_at) if work.announced_at else "non annoncée"
    return [
        short_moment(work.starts_at),
        short_moment(work.ends_at, is_end=True),
        _noted(announced, late=line.is_announced_late),
        work.reason,
    ]


def _noted(words: str, *, late: bool, word: str = "tardif") -> b.Content:
    """Return a moment, with a word where it came too late."""
    return b.lines(words, word) if late else words
