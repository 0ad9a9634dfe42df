"""What is printed: attestations, alone and by the hundred, and the month's report in its forms.

The floors tell the same facts with the libraries alone: paragraphs and tables of platypus, neither
tagged nor finished nor kept; or the bare canvas, which only writes lines of text.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from bench_figures import Figure, figure, side_by_side
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from trainingdesk.documents import certifying
from trainingdesk.documents.training_attestation import TITLE, result
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.invoice_report import InvoiceReport
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.french import euros, long_date, number, short_date
from trainingdesk.paper.fonts import BOLD, REGULAR, register
from trainingdesk.paper.letterhead import letterhead
from trainingdesk.paper.lettering import escape
from trainingdesk.reports.monthly_invoices.columns import invoice_columns
from trainingdesk.reports.monthly_invoices.figures import breakdowns
from trainingdesk.services import paper_data, publishing, reporting
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.publishing import Prepared
from trainingdesk.services.reporting import Format
from trainingdesk.storage import office as identity

ALONE = 30
HUNDRED = 100
BATCHES = 3
KEY = "training_attestation"

TOP = ParagraphStyle("top", fontName=BOLD, fontSize=19, leading=23, spaceAfter=3)
BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9.2, leading=13.4, spaceAfter=5)
HEAD = ParagraphStyle("head", parent=BODY, fontName=BOLD, fontSize=11.5, leading=15)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8.8, leading=12, spaceAfter=0)
STRONG = ParagraphStyle("strong", parent=CELL, fontName=BOLD)
SMALL = ParagraphStyle("small", parent=CELL, fontSize=7.6, leading=10.2)


# Attestations -----------------------------------------------------------------------------------


def attestations(office: Office) -> list[Figure]:
    """Measure one attestation and a hundred, composed, drawn, finished and kept in the file."""
    # The folder of files beside the office is another matter.
    office = replace(office, documents=None)
    prepared = _prepared(office, ALONE + 1 + HUNDRED * (BATCHES + 1))
    alone, batches = prepared[: ALONE + 1], prepared[ALONE + 1 :]

    def issue(papers: Sequence[Prepared]) -> None:
        for paper in papers:
            publishing.issue(office, paper)

    def write(papers: Sequence[Prepared], make: Callable[[ParticipantPaper], bytes]) -> None:
        for paper in papers:
            make(paper.data)

    def batch(place: int) -> Sequence[Prepared]:
        return batches[HUNDRED * place : HUNDRED * (place + 1)]

    one, plain_one = side_by_side(
        ALONE, lambda n: issue(alone[n : n + 1]), lambda n: write(alone[n : n + 1], plain)
    )
    _, canvas_one = side_by_side(
        ALONE, lambda _n: None, lambda n: write(alone[n : n + 1], on_canvas)
    )
    many, plain_many = side_by_side(
        BATCHES, lambda n: issue(batch(n)), lambda n: write(batch(n), plain)
    )
    _, canvas_many = side_by_side(BATCHES, lambda _n: None, lambda n: write(batch(n), on_canvas))
    drawn, plain_drawn = side_by_side(
        ALONE, lambda n: alone[n].render(), lambda n: plain(alone[n].data)
    )
    gathered, _ = side_by_side(ALONE, lambda n: _prepared(office, 1, skip=n), lambda _n: None)
    platypus, canvas = "platypus simple", "canevas nu"
    return [
        figure("papers", "une attestation", one, plain_one, floor_name=platypus, most_ratio=1.8),
        figure("papers", "une attestation", one, canvas_one, floor_name=canvas),
        figure("papers", "cent attestations", many, plain_many, floor_name=platypus,
               most_ratio=1.5),
        figure("papers", "cent attestations", many, canvas_many, floor_name=canvas),
        figure("papers", "une, faite sans être gardée", drawn, plain_drawn, floor_name=platypus),
        figure("papers", "rassembler les données d’une", gathered),
    ]  # fmt: skip


def _prepared(office: Office, count: int, skip: int = 0) -> list[Prepared]:
    """Gather the attestations of people trained lately; each session is read once."""
    found = office.db.execute(
        "select e.id from enrolment e join training_session s on s.id = e.session_id"
        " where s.state = 'closed' order by s.id desc, e.id limit ? offset ?",
        [count, skip],
    ).fetchall()
    files = paper_data.reader(office)
    # A small office has fewer people: they are then served again.
    ids = [found[number % len(found)][0] for number in range(count)]
    return [
        publishing.prepare(office, KEY, Subject(enrolment_id=each), files=files) for each in ids
    ]


def plain(data: ParticipantPaper) -> bytes:
    """Return the attestation through plain platypus."""
    register()
    head = letterhead(data.organisation)
    story = [
        Paragraph(TITLE, TOP),
        Paragraph(escape(data.file.session.title), BODY),
        Paragraph(_attested(data), BODY),
        _table([[escape(name), _words(value)] for name, value in certifying.action(data)], 150),
        Spacer(0, 9),
        Paragraph("Objectifs et résultats de l’évaluation des acquis", HEAD),
        Paragraph(escape(_assessment(data)), BODY),
        _table(
            [
                ["Objectif pédagogique", "Résultat"],
                *[
                    [escape(each.text), f"<b>{escape(result(data.participant, each))}</b>"]
                    for each in data.file.version.objectives
                ],
            ],
            360,
        ),
        Spacer(0, 9),
        _table([[name, _words(value)] for name, value in _made_on(data)], 150),
    ]
    output = BytesIO()
    document = SimpleDocTemplate(output, pagesize=A4, topMargin=50 * mm, title=TITLE)

    def frame(canvas: Canvas, page: Any) -> None:  # noqa: ANN401 - reportlab has no types
        canvas.setFont(REGULAR, 7.6)
        for place, line in enumerate((head.name, *head.address, *head.contact)):
            canvas.drawRightString(A4[0] - 20 * mm, A4[1] - 15 * mm - place * 9.6, line)
        for place, line in enumerate(head.legal):
            canvas.drawString(20 * mm, 15 * mm - place * 8.6, line)
        canvas.drawRightString(A4[0] - 20 * mm, 9 * mm, f"page {page.page}")

    document.build(story, onFirstPage=frame, onLaterPages=frame)
    return output.getvalue()


def on_canvas(data: ParticipantPaper) -> bytes:
    """Return the words of the attestation, one line below the other."""
    register()
    head = letterhead(data.organisation)
    lines = [
        *(head.name, *head.address, *head.contact, TITLE, data.file.session.title),
        _plain_attested(data),
        *(f"{name} : {_words(value)}" for name, value in certifying.action(data)),
        _assessment(data),
        *(f"{o.text} : {result(data.participant, o)}" for o in data.file.version.objectives),
        *(f"{name} : {_words(value)}" for name, value in _made_on(data)),
        *head.legal,
    ]
    output = BytesIO()
    canvas = Canvas(output, pagesize=A4)
    canvas.setFont(REGULAR, 9.2)
    for place, line in enumerate(lines):
        canvas.drawString(20 * mm, A4[1] - 20 * mm - place * 13.4, line)
    canvas.showPage()
    canvas.save()
    return output.getvalue()


def _attested(data: ParticipantPaper) -> str:
    office = data.organisation
    facts = {
        "representative": f"{office.representative_name}, {office.representative_title}",
        "office": office.trade_name,
        "trainee": data.participant.name,
    }
    bold = {name: f"<b>{escape(value)}</b>" for name, value in facts.items()}
    return Wording()(f"{KEY}.atteste", **bold)


def _plain_attested(data: ParticipantPaper) -> str:
    return _attested(data).replace("<b>", "").replace("</b>", "")


def _assessment(data: ParticipantPaper) -> str:
    return Wording()(f"{KEY}.evaluation", method=" ; ".join(data.file.version.sheet.assessment))


def _made_on(data: ParticipantPaper) -> list[tuple[str, str]]:
    office = data.organisation
    return [
        ("Fait à", office.address.city),
        ("Le", long_date(data.on)),
        (Wording()(f"{KEY}.signature"), office.representative_name),
    ]


def _words(value: object) -> str:
    return str(value)


def _table(rows: Sequence[Sequence[str]], first: float) -> Table:
    cells = [[Paragraph(cell, CELL) for cell in row] for row in rows]
    return Table(cells, colWidths=[first, 481 - first], hAlign="LEFT")


# The month's report -----------------------------------------------------------------------------


def report(office: Office) -> list[Figure]:
    """Measure the report of the last whole month."""
    last = office.today().replace(day=1) - timedelta(days=1)
    return report_of(office, last.replace(day=1), last, "report")


def report_of(office: Office, first: date, last: date, part: str) -> list[Figure]:
    """Measure the report of a period, read and then written in each form."""
    read, bare = side_by_side(
        5,
        lambda _n: reporting.invoice_report(office, first, last),
        lambda _n: _bare_rows(office, first, last),
    )
    whole = reporting.invoice_report(office, first, last)
    made = [
        figure(
            part,
            f"rapport : lire {len(whole.rows)} factures et leur passé",
            read,
            bare,
            floor_name="requête du mois",
        )
    ]
    organisation = identity.organisation(office.db)
    floors: dict[Format, tuple[str, Callable[[], bytes]]] = {
        Format.PDF: ("platypus simple", lambda: plain_report(whole, organisation.name)),
        Format.XLSX: ("xlsxwriter seul", lambda: bare_workbook(whole)),
        Format.CSV: ("csv seul", lambda: bare_csv(whole)),
    }
    for form, (floor_name, floor) in floors.items():
        written, bare = side_by_side(
            3,
            partial(_rendered, office, whole, form),
            partial(_alone, floor),
        )
        made.append(
            figure(part, f"rapport en {form.upper()}", written, bare, floor_name=floor_name)
        )
    return made


def _rendered(office: Office, whole: InvoiceReport, form: Format, _run: int) -> bytes:
    return reporting.rendered(office, whole, form)


def _alone(floor: Callable[[], bytes], _run: int) -> bytes:
    return floor()


def _bare_rows(office: Office, first: date, last: date) -> list[Any]:
    return office.db.execute(
        "select * from invoice i join invoice_line l on l.owner_id = i.id"
        " where i.issued_on between ? and ?",
        [str(first), str(last)],
    ).fetchall()


def _grids(report: InvoiceReport) -> list[list[list[str]]]:
    """Return the tables of the report as texts."""
    return [
        [_invoice_cells(row) for row in report.rows],
        *(
            [
                [group.label, _amount(group.sums.total_ht), _amount(group.sums_before.total_ht)]
                for group in each.groups
            ]
            for each in breakdowns(report)
        ),
        [
            [short_date(each.paid_on), _amount(each.amount), each.reference]
            for each in report.payments
        ],
        [_invoice_cells(row) for row in report.still_due],
    ]


def _invoice_cells(row: Any) -> list[str]:  # noqa: ANN401 - a row of either list
    amounts = (row.total_ht, row.total_ttc, row.credited, row.paid, row.remaining)
    texts = (row.number, short_date(row.issued_on), row.client, ", ".join(row.sessions))
    return [*texts, *map(_amount, amounts)]


def _amount(value: Any) -> str:  # noqa: ANN401 - a decimal
    return number(value, 2)


def plain_report(report: InvoiceReport, name: str) -> bytes:
    """Return the report through plain platypus."""
    register()
    story: list[Any] = [Paragraph(escape(name), TOP), Paragraph("Rapport des factures", BODY)]
    total = sum((row.total_ht for row in report.rows), start=report.rows[0].total_ht * 0)
    story.append(Paragraph(escape(euros(total)), BODY))
    for grid in filter(None, _grids(report)):
        cells = [[Paragraph(escape(cell), SMALL) for cell in row] for row in grid]
        width = 780 / len(grid[0])
        story += [Spacer(0, 9), Table(cells, colWidths=[width] * len(grid[0]))]
    output = BytesIO()
    SimpleDocTemplate(output, pagesize=landscape(A4), leftMargin=30, rightMargin=30).build(story)
    return output.getvalue()


def bare_workbook(report: InvoiceReport) -> bytes:
    """Return the tables of the report as bare cells."""
    output = BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    columns = invoice_columns(report)
    lists: Iterable[Sequence[Any]] = (
        [[column.value(row) for column in columns] for row in report.rows],
        [[column.value(row) for column in columns] for row in report.still_due],
        *_grids(report)[1:-1],
    )
    for rows in lists:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(line, place, str(value) if isinstance(value, date) else value)
    book.close()
    return output.getvalue()


def bare_csv(report: InvoiceReport) -> bytes:
    """Return the invoices as the csv module writes them."""
    columns = invoice_columns(report)
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for row in report.rows:
        writer.writerow([column.value(row) for column in columns])
    return text.getvalue().encode("utf-8-sig")


PARTS: dict[str, Callable[[Office], list[Figure]]] = {"papers": attestations, "report": report}
