"""The register of complaints, reserves and orders against advice, over a period."""

from reportlab.platypus import Flowable

from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.labels import label
from trainingdesk.domain.paper_data import RegisterLine, RegisterPaper
from trainingdesk.domain.registers import RegisterEntry
from trainingdesk.french import period, plural, short_date
from trainingdesk.paper import blocks as b

TITLE = "Registre des réclamations et des réserves"


def compose(data: RegisterPaper, wording: Wording) -> Composition:
    """Return the register, an entry a row."""
    span = period(data.first, data.last)
    return Composition(
        title=TITLE,
        reference=span,
        subject=f"{TITLE} {span}",
        story=[*b.title(TITLE, span[:1].upper() + span[1:]), *_entries(data, wording)],
        orientation="landscape",
    )


def file_name(data: RegisterPaper) -> str:
    """Return the name of the file: the period."""
    return file_stem(TITLE, f"{data.first:%Y-%m-%d} au {data.last:%Y-%m-%d}")


def _entries(data: RegisterPaper, wording: Wording) -> list[Flowable]:
    if not data.lines:
        return b.text(wording("complaints_register.vide"))
    columns = (
        b.Column(title="N°", weight=0.4, row_header=True),
        b.Column(title="Reçue le", weight=1),
        b.Column(title="Nature", weight=1.2),
        b.Column(title="Client, session", weight=1.7),
        b.Column(title="Faits", weight=3),
        b.Column(title="Réponse", weight=2.6),
        b.Column(title="Action", weight=2),
        b.Column(title="Close le", weight=1.3),
    )
    rows = [_row(place, line) for place, line in enumerate(data.lines, 1)]
    still_open = sum(line.entry.closed_on is None for line in data.lines)
    count = plural(len(data.lines), "entrée")
    return [
        *b.text(wording("complaints_register.compte", count=count, open=still_open)),
        *b.table(columns, rows, small=True),
    ]


def _row(place: int, line: RegisterLine) -> b.Row:
    entry = line.entry
    return [
        str(place),
        short_date(entry.received_on),
        label(entry.kind),
        b.lines(*filter(None, (line.client_name, line.session_number, entry.said_by))),
        entry.facts,
        _answer(entry),
        entry.action,
        _closed(entry),
    ]


def _answer(entry: RegisterEntry) -> str:
    if not entry.answered_on:
        return entry.answer or "–"
    return f"Le {short_date(entry.answered_on)} : {entry.answer}".rstrip(" :")


def _closed(entry: RegisterEntry) -> b.Content:
    days = (
        short_date(entry.closed_on) if entry.closed_on else "",
        f"contresigné le {short_date(entry.countersigned_on)}" if entry.countersigned_on else "",
    )
    return b.lines(*filter(None, days)) if any(days) else "ouverte"
