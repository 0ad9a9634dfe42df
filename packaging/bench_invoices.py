"""What an accountant waits for: invoices issued, the books of ten years, the chain read again.

The floors do the same with the libraries alone: a plain sheet of platypus and one row committed;
the same rows read and joined by tabs; the same links read and hashed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any

from bench_figures import Figure, figure, side_by_side
from bench_papers import BODY, CELL, HEAD, STRONG, report_of
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from trainingdesk.domain.invoices import Invoice
from trainingdesk.french import euros
from trainingdesk.paper.fonts import register
from trainingdesk.services import ledger, publishing
from trainingdesk.services.office import Office
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales
from trainingdesk.storage.checks import check_chain
from trainingdesk.storage.database import unit_of_work

BATCH, BATCHES = 50, 19
"""With the batch that warms up they make a thousand invoices."""


def invoices(office: Office) -> list[Figure]:
    """Measure a thousand invoices issued one by one, then the report of their month."""
    _make_complete(office)
    drafts = _drafts(office, BATCH * (BATCHES + 1))
    kept = [sales.invoice(office.db, invoice_id) for invoice_id in drafts]
    issued, plain = side_by_side(
        BATCHES,
        lambda place: [
            publishing.issue_invoice(office, each, anyway=True) for each in _batch(drafts, place)
        ],
        lambda place: [_plain(office, each) for each in _batch(kept, place)],
    )
    today = office.today()
    return [
        figure(
            "invoices",
            f"émettre {BATCH} factures (contrôles, XML, PDF/A-3, écriture)",
            issued,
            plain,
            floor_name="platypus simple et une ligne écrite",
            note=f"{len(drafts)} en tout",
        ),
        *report_of(office, today.replace(day=1), today, "invoices"),
    ]


def _batch(things: list[Any], place: int) -> list[Any]:
    return things[place * BATCH : (place + 1) * BATCH]


def _make_complete(office: Office) -> None:
    """Give the office and its clients what an invoice may not leave without."""
    with unit_of_work(office.db):
        office.db.execute(
            "update client set address_street = '1 rue du Port', address_postcode = '44000',"
            " address_city = 'Nantes' where address_city = '' or address_street = ''"
        )


def _drafts(office: Office, count: int) -> list[int]:
    """Draft again what was invoiced last, without its session: each may be issued today."""
    known = sales.invoices_where(
        office.db, "number is not null and kind = 'invoice' order by id desc limit ?", [count]
    )
    with unit_of_work(office.db):
        return [sales.save_invoice(office.db, _again(invoice)) for invoice in known]


def _again(invoice: Invoice) -> Invoice:
    return replace(invoice, id=None, number=None, issued_on=None, due_on=None, agreement_id=None)


def _plain(office: Office, invoice: Invoice) -> bytes:
    register()
    rows = [
        [Paragraph(item.line.label, CELL), Paragraph(euros(item.total_ht), CELL)]
        for item in invoice.lines
    ]
    rows.append([Paragraph("Total TTC", STRONG), Paragraph(euros(invoice.to_pay), STRONG)])
    story: list[Any] = [
        Paragraph(identity.organisation(office.db).name, HEAD),
        Paragraph(invoice.client.name, BODY),
        Spacer(0, 9),
        Table(rows, colWidths=[360, 120]),
    ]
    output = BytesIO()
    SimpleDocTemplate(output, pagesize=A4).build(story)
    with unit_of_work(office.db):
        identity.save_setting(office.db, "bench", invoice.id)
    return output.getvalue()


def books(office: Office) -> list[Figure]:
    """Measure the entries of all years, and the file of the FEC's layout."""
    first, last = date(office.today().year - 11, 1, 1), office.today()
    made = ledger.entries(office, first, last)
    (count,) = office.db.execute("select count(*) from invoice where number is not null").fetchone()
    read, bare = side_by_side(
        2, lambda _n: ledger.entries(office, first, last), lambda _n: _bare_rows(office)
    )
    written, plain = side_by_side(
        2, lambda _n: ledger.rendered(made, "fec"), lambda _n: _bare_file(office)
    )
    lines = sum(len(entry.lines) for entry in made)
    return [
        figure(
            "ledger",
            f"écritures de {count} factures et de leurs règlements",
            read,
            bare,
            floor_name="les mêmes lignes lues",
            note=f"{len(made)} écritures",
        ),
        figure(
            "ledger",
            "fichier en 18 colonnes",
            written,
            plain,
            floor_name="lignes lues et écrites par csv",
            note=f"{lines} lignes",
        ),
    ]


_ROWS = (
    "select i.*, l.* from invoice i join invoice_line l on l.owner_id = i.id"
    " where i.number is not null order by i.issued_on, i.id, l.position"
)
_MONEY = "select * from payment p join payment_allocation a on a.payment_id = p.id order by p.id"


def _bare_rows(office: Office) -> list[Any]:
    return [office.db.execute(query).fetchall() for query in (_ROWS, _MONEY)]


def _bare_file(office: Office) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter="\t")
    for rows in _bare_rows(office):
        writer.writerows(row[:18] for row in rows)
    return text.getvalue().encode("utf-8")


def whole_chain(office: Office) -> list[Figure]:
    """Measure the check of the whole chain."""
    found, bare = side_by_side(2, lambda _n: _checked(office), lambda _n: _hashed(office))
    (count,) = office.db.execute("select count(*) from chain_link").fetchone()
    return [
        figure(
            "chain",
            f"vérifier {count} maillons",
            found,
            bare,
            floor_name="maillons lus et hachés",
        )
    ]


def _checked(office: Office) -> None:
    if check_chain(office.db):
        raise RuntimeError("the chain of the office that is measured does not hold")


def _hashed(office: Office) -> list[str]:
    rows = office.db.execute("select previous, content from chain_link order by id")
    return [sha256(f"{previous}{content}".encode()).hexdigest() for previous, content in rows]


PARTS: dict[str, Callable[[Office], list[Figure]]] = {
    "ledger": books,
    "chain": whole_chain,
    # Last of all: what it issues would weigh on the others.
    "invoices": invoices,
}
