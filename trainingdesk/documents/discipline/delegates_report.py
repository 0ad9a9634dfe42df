"""The minutes of the election of trainees' delegates, or that nobody stood (R6352-9 to -12)."""

from dataclasses import replace
from decimal import Decimal

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import SessionPaper
from trainingdesk.french import clock, hours, long_date, plural
from trainingdesk.paper import blocks as b

TITLE = "Élection des délégués"
LONGER_THAN = Decimal(500)
"""Hours of training beyond which trainees elect delegates (L6352-4, 3°)."""
ROUNDS = ("Premier tour", "Second tour, s’il y a lieu")
CANDIDATES = 3
SIGNATURE = 18
ROW = 7
"""Room to sign, and height of a row filled in by hand, in millimetres: it all fits one page."""


def compose(data: SessionPaper, wording: Wording) -> Composition:
    """Return the minutes, to be filled in by hand on the day of the ballot."""
    session = data.file.session
    return Composition(
        title=TITLE,
        reference=f"Session {session.number}",
        subject=f"{TITLE} – {session.title}",
        story=[
            *b.title(TITLE, wording("delegates_report.sous_titre")),
            *b.facts(_facts(data)),
            *b.text(wording("delegates_report.regle")),
            *b.text(wording("delegates_report.scrutin"), keep_with_next=True),
            *b.writing_lines(1),
            *b.spacer(4),
            *_results(wording),
            *b.heading(wording("delegates_report.titre_carence")),
            *b.checkbox(wording("delegates_report.carence"), checked=False),
            *b.keep_together(
                b.text(wording("delegates_report.fin"), keep_with_next=True),
                b.signatures([_office(data), _witness()]),
            ),
        ],
    )


def file_name(data: SessionPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(TITLE, data.file.session.number)


def refusal(data: SessionPaper) -> str | None:
    """Return why no delegate is elected, or nothing."""
    if data.file.hours <= LONGER_THAN:
        return (
            f"Cette session dure {hours(data.file.hours)} : des délégués ne sont élus que "
            "pour plus de 500 h."
        )
    if not data.file.slots:
        return "Planifiez d’abord les séances : le scrutin se compte depuis la première."
    return None


def _facts(data: SessionPaper) -> list[tuple[str, b.Content]]:
    session, first = data.file.session, data.file.slots[0]
    title = b.Markup("{} (session {})").format(b.bold(session.title), session.number)
    return [
        ("Formation", title),
        ("Dates", common.dates(data.file)),
        ("Durée", hours(data.file.hours)),
        (
            "Première séance",
            f"{long_date(first.day, weekday=True)} à {clock(first.starts_at)}",
        ),
        (
            "Électeurs",
            plural(len(data.file.seated), "stagiaire, éligible", "stagiaires, éligibles"),
        ),
    ]


def _results(wording: Wording) -> list[Flowable]:
    made: list[Flowable] = []
    columns = (
        b.Column(title="Candidat titulaire", weight=2),
        b.Column(title="Voix"),
        b.Column(title="Candidat suppléant", weight=2),
        b.Column(title="Voix"),
    )
    for caption in ROUNDS:
        empty: list[b.Row] = [["", "", "", ""] for _ in range(CANDIDATES)]
        made += b.heading(caption)
        made += b.text(wording("delegates_report.votes"), keep_with_next=True)
        made += b.table(columns, empty, lines="grid", row_height=ROW)
    return made


def _office(data: SessionPaper) -> b.SignatureBox:
    return replace(common.office_signature(data.organisation), height=SIGNATURE)


def _witness() -> b.SignatureBox:
    return b.SignatureBox(
        title="Pour les stagiaires",
        lines=("Nom :", "Date et signature :"),
        height=SIGNATURE,
    )
