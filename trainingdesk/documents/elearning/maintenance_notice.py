"""The notice that the platform closes for maintenance, to all who may use it."""

from trainingdesk.documents.composition import Composition
from trainingdesk.documents.elearning import parts
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.elearning_data import MaintenancePaper
from trainingdesk.french import long_date, long_moment
from trainingdesk.paper import blocks as b

TITLE = "Maintenance de la plateforme"


def compose(data: MaintenancePaper, wording: Wording) -> Composition:
    """Return the notice; it names nobody, as everyone gets the same."""
    work = data.maintenance
    contact = parts.contact_of(data.organisation)
    facts: list[tuple[str, b.Content]] = [
        ("Plateforme", data.platform),
        ("Début", b.bold(long_moment(work.starts_at))),
        ("Fin", b.bold(long_moment(work.ends_at, is_end=True))),
        ("Raison", work.reason),
    ]
    story = [
        *parts.opening(TITLE, [("Date", long_date(data.on))], None),
        *parts.about(wording("maintenance_notice.objet")),
        *parts.greeting(None),
        *b.text(wording("maintenance_notice.intro")),
        *b.facts([fact for fact in facts if fact[1]]),
        *b.text(wording("maintenance_notice.effet")),
        *b.keep_together(
            b.text(wording("maintenance_notice.contact", contact=contact)) if contact else [],
            b.text(wording("maintenance_notice.excuses")),
            parts.closing(data.organisation, wording("maintenance_notice.formule")),
        ),
    ]
    return Composition(
        title=TITLE,
        reference=f"Maintenance du {long_date(work.starts_at)}",
        subject=f"{TITLE} – {long_moment(work.starts_at)}",
        story=story,
    )


def file_name(data: MaintenancePaper) -> str:
    """Return the name of the file: the hour it starts at."""
    return file_stem(TITLE, f"{data.maintenance.starts_at:%Y-%m-%d %Hh%M}")
