"""What is answered to someone who reported an incident: until when it is mended, or that it is."""

from reportlab.platypus import Flowable

from trainingdesk.documents.composition import Composition
from trainingdesk.documents.elearning import parts
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.elearning import IncidentKind
from trainingdesk.domain.elearning_data import IncidentPaper
from trainingdesk.domain.labels import label
from trainingdesk.domain.people import list_name
from trainingdesk.french import long_date, long_moment, plural
from trainingdesk.paper import blocks as b

RECEIVED = "Incident signalé"
CLOSED = "Incident corrigé"
_ADVICE = {IncidentKind.FORGOTTEN_PASSWORD: "oublie", IncidentKind.FRAUDULENT_USE: "fraude"}


def compose(data: IncidentPaper, wording: Wording) -> Composition:
    """Return the letter; it closes an incident that was mended."""
    file, incident = data.file, data.incident
    is_closed = incident.fixed_at is not None
    number = f"{incident.id}" if incident.id is not None else ""
    story = [
        *parts.opening(
            _title(data),
            [("Session", file.session.number), ("Incident", number), ("Date", long_date(data.on))],
            data.participant,
        ),
        *parts.about(
            wording("incident_notice.objet_clos" if is_closed else "incident_notice.objet_recu")
        ),
        *parts.greeting(data.participant),
        *b.text(wording(_introduction(data), title=file.session.title)),
        *b.facts(_facts(data)),
        *b.text(_answer(data, wording)),
        *b.keep_together(_end(data, wording), _closing(data, wording)),
    ]
    return Composition(
        title=_title(data),
        reference=f"Session {file.session.number}",
        subject=f"{file.session.title} – {label(incident.kind)}",
        story=story,
    )


def file_name(data: IncidentPaper) -> str:
    """Return the name of the file, without suffix."""
    trainee = data.participant.trainee if data.participant else None
    day = f"{data.incident.reported_at:%Y-%m-%d}"
    return file_stem(_title(data), list_name(trainee) if trainee else "tous", day)


def _title(data: IncidentPaper) -> str:
    return RECEIVED if data.incident.fixed_at is None else CLOSED


def _introduction(data: IncidentPaper) -> str:
    whom = "intro_" if data.participant else "intro_tous_"
    return f"incident_notice.{whom}{'recu' if data.incident.fixed_at is None else 'clos'}"


def _facts(data: IncidentPaper) -> list[tuple[str, b.Content]]:
    incident = data.incident
    facts: list[tuple[str, b.Content]] = [
        ("Plateforme", data.platform),
        ("Nature", label(incident.kind)),
        ("Survenu", long_moment(incident.happened_at)),
        ("Signalé", long_moment(incident.reported_at)),
        ("Faits", incident.facts),
        ("Corrigé", long_moment(incident.fixed_at) if incident.fixed_at else ""),
        ("Ce qui a été fait", incident.outcome if incident.fixed_at else ""),
    ]
    return [fact for fact in facts if fact[1]]


def _answer(data: IncidentPaper, wording: Wording) -> str:
    """Return until when it is mended, and what the person can do meanwhile."""
    incident, rule = data.incident, data.rule
    if incident.fixed_at is not None:
        return wording("incident_notice.excuses")
    due = incident.fix_by(rule)
    late = plural(rule.report_hours or 0, *parts.HOUR)
    sentences = [
        wording(
            "incident_notice.delai",
            due=f"le {long_moment(due, is_end=True)}",
            hours=plural(rule.repair_working_hours or 0, *parts.WORKING_HOUR),
        )
        if due
        else wording("incident_notice.sans_delai"),
        wording("incident_notice.tardif", hours=late) if incident.is_reported_late(rule) else "",
    ]
    return " ".join(filter(None, sentences))


def _end(data: IncidentPaper, wording: Wording) -> list[Flowable]:
    contact = parts.contact_of(data.organisation)
    asked = "complement" if data.incident.fixed_at is None else "verifier"
    advice = _ADVICE.get(data.incident.kind)
    sentences = [
        wording(f"incident_notice.{advice}") if advice and not data.incident.fixed_at else "",
        wording(f"incident_notice.{asked}", contact=contact) if contact else "",
    ]
    words = " ".join(filter(None, sentences))
    return b.text(words) if words else []


def _closing(data: IncidentPaper, wording: Wording) -> list[Flowable]:
    return parts.closing(data.organisation, wording("incident_notice.formule"))
