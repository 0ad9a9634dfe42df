"""The archive of a year: its invoices and money in open formats, read and verified by anyone.

A zip holds tables (CSV), the same as JSON, the chain, the PDFs as they left, the SHA-256 of every
file and a notice in French (CGI art. 286, I, 3° bis: archives in an open format, dated).
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain as one_after_another
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from trainingdesk import __version__
from trainingdesk.assets import resource
from trainingdesk.domain.closings import ClosedSpan, Closing
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceLine
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import from_cents
from trainingdesk.domain.payments import PaymentKind, PaymentMeans
from trainingdesk.french import listed, long_date, plural, typeset
from trainingdesk.reports.columns import Column, Value
from trainingdesk.reports.delimited import delimited
from trainingdesk.services.office import Office
from trainingdesk.services.writing import writing_whole
from trainingdesk.storage import chain, closings, papers, sales
from trainingdesk.storage import office as identity

Progress = Callable[[int, int, str], None]

NOTICE, HASHES, DATA, CHAIN = "LISEZ-MOI.txt", "empreintes.sha256", "donnees.json", "chaine.json"
DOCUMENTS = "documents"
_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """What an archive holds; `without_document` are the numbers whose PDF was never made."""

    year: int
    invoices: int
    payments: int
    closings: int
    documents: int
    without_document: tuple[str, ...]
    is_closed: bool

    @property
    def told(self) -> tuple[str, ...]:
        """What whoever keeps the archive should know, a sentence each."""
        said = []
        if not self.is_closed:
            said.append(
                f"L’année {self.year} n’est pas clôturée : refaites l’archive une fois qu’elle "
                "l’est."
            )
        if self.without_document:
            said.append(self.without_words)
        return tuple(said)

    @property
    def without_words(self) -> str:
        """Which invoices have no PDF, as a sentence; nothing where each has."""
        if not self.without_document:
            return ""
        more = "…" if len(self.without_document) > _TOLD else ""
        return (
            f"{plural(len(self.without_document), 'pièce', 'pièces')} sans document PDF : "
            f"{listed(self.without_document[:_TOLD])}{more}."
        )


def write(office: Office, year: int, path: Path, progress: Progress) -> Archived:
    """Write the archive of a calendar year, whole or not at all.

    One document after the other is read: memory does not grow with them.

    Raises:
        RuleBroken: nothing happened that year, or the file cannot be written.
    """
    with _as_of_now(office.db), writing_whole(path) as file:
        gathered = _gathered(office.db, year)
        if not gathered.invoices and not gathered.payments:
            raise RuleBroken(f"Aucune facture ni aucun règlement en {year}.", "year")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            return _fill(_Members(archive, office.today()), office, gathered, progress)


@contextmanager
def _as_of_now(db: Database) -> Iterator[None]:
    """Let all that is read be of one moment, whatever another window writes meanwhile."""
    if db.conn.in_transaction:
        yield
        return
    db.execute("begin")
    try:
        yield
    finally:
        db.rollback()


@dataclass(slots=True)
class _Members:
    """The files of the archive, with the fingerprint of each."""

    archive: zipfile.ZipFile
    day: date
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> None:
        info = zipfile.ZipInfo(name, (self.day.year, self.day.month, self.day.day, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        self.archive.writestr(info, content)
        self.hashes[name] = hashlib.sha256(content).hexdigest()

    def free(self, file_name: str) -> str:
        """Return a name in the folder of documents that no other took."""
        stem, dot, suffix = file_name.rpartition(".")
        name, place = f"{DOCUMENTS}/{file_name}", 2
        while name in self.hashes:
            name, place = f"{DOCUMENTS}/{stem} ({place}){dot}{suffix}", place + 1
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Payment:
    """Money that came in, and the invoices that it settles."""

    id: int
    kind: PaymentKind
    paid_on: date
    recorded_on: date
    amount: Decimal
    means: PaymentMeans
    payer: str
    reference: str
    held_until: date | None
    corrects: int | None
    settles: str


@dataclass(frozen=True, slots=True)
class _Year:
    """What happened in a year."""

    year: int
    invoices: Sequence[Invoice]
    payments: Sequence[_Payment]
    closings: Sequence[Closing]

    @property
    def is_closed(self) -> bool:
        return any(one.period is ClosedSpan.YEAR for one in self.closings)


def _gathered(db: Database, year: int) -> _Year:
    days = [date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()]
    return _Year(
        year,
        sales.invoices_where(
            db,
            "number is not null and issued_on between ? and ? order by issued_on, id",
            days,
        ),
        _payments(db, days),
        closings.CLOSINGS.where(db, "ends_on between ? and ? order by ends_on, id", days),
    )


def _payments(db: Database, days: list[str]) -> list[_Payment]:
    rows = db.execute(
        """
        select p.id, p.kind, p.paid_on, p.recorded_on, p.corrects_id, p.amount_cents, p.means,
            p.reference, p.held_until,
            coalesce(f.name, trim(c.name || ' ' || c.first_name), ''),
            (select group_concat(
                printf('%s : %s%d,%02d', i.number, iif(a.cents < 0, '-', ''),
                    abs(a.cents) / 100, abs(a.cents) % 100),
                ', ')
             from (select invoice_id, sum(amount_cents) as cents from payment_allocation
                where payment_id = p.id group by 1 having sum(amount_cents) <> 0) a
             join invoice i on i.id = a.invoice_id)
        from payment p left join client c on c.id = p.client_id
        left join funder f on f.id = p.funder_id
        where p.paid_on between ? and ? order by p.paid_on, p.id
        """,
        days,
    )
    return [
        _Payment(
            id=payment_id,
            kind=PaymentKind(kind),
            paid_on=date.fromisoformat(paid_on),
            recorded_on=date.fromisoformat(recorded_on),
            corrects=corrects,
            amount=from_cents(cents),
            means=PaymentMeans(means),
            reference=reference,
            held_until=date.fromisoformat(held) if held else None,
            payer=payer,
            settles=settles or "",
        )
        for (
            payment_id,
            kind,
            paid_on,
            recorded_on,
            corrects,
            cents,
            means,
            reference,
            held,
            payer,
            settles,
        ) in rows
    ]


def _fill(members: _Members, office: Office, year: _Year, progress: Progress) -> Archived:
    tables = _tables(year)
    for name, (columns, rows) in tables.items():
        members.add(f"{name}.csv", delimited(columns, rows))
    members.add(DATA, _as_json(_data(office, year, tables)))
    members.add(CHAIN, _as_json(list(_links(office.db, year))))
    without = []
    count = 0
    for place, invoice in enumerate(year.invoices):
        progress(place, len(year.invoices), invoice.number or "")
        found = papers.papers_where(
            office.db, "invoice_id = ? and kind = 'invoice' order by id", [invoice.id]
        )
        for paper in found:
            members.add(members.free(paper.file_name), papers.pdf_of(office.db, paper.id or 0))
        count += len(found)
        if not found:
            without.append(invoice.number or "")
    made = Archived(
        year=year.year,
        invoices=len(year.invoices),
        payments=len(year.payments),
        closings=len(year.closings),
        documents=count,
        without_document=tuple(without),
        is_closed=year.is_closed,
    )
    members.add(NOTICE, _notice(office, made).encode("utf-8-sig"))
    hashes = "".join(f"{digest}  {name}\n" for name, digest in members.hashes.items())
    members.add(HASHES, hashes.encode())
    progress(len(year.invoices), len(year.invoices), "")
    return made


# Tables -----------------------------------------------------------------------------------------

_Columns = Sequence[Column[Any]]


def _tables(year: _Year) -> dict[str, tuple[_Columns, list[Any]]]:
    lines = [(invoice, item) for invoice in year.invoices for item in invoice.lines]
    rates = [(invoice, rate) for invoice in year.invoices for rate in invoice.totals.by_rate]
    return {
        "factures": (_INVOICES, list(year.invoices)),
        "lignes": (_LINES, lines),
        "tva": (_RATES, rates),
        "reglements": (_PAYMENTS, list(year.payments)),
        "clotures": (_CLOSINGS, list(year.closings)),
    }


def _decimal(value: Decimal) -> str:
    return format(value.normalize(), "f").replace(".", ",")


def _corrected(invoice: Invoice) -> str:
    return "" if invoice.corrects_id is None else str(invoice.corrects_id)


def _deducted(invoice: Invoice) -> str:
    return listed([f"{one.number} du {one.issued_on:%d/%m/%Y}" for one in invoice.deductions])


_INVOICES: _Columns = (
    Column("Numéro", "text", lambda i: i.number),
    Column("Identifiant", "text", lambda i: str(i.id)),
    Column("Type", "text", lambda i: label(i.kind)),
    Column("Date", "date", lambda i: i.issued_on),
    Column("Échéance", "date", lambda i: i.due_on),
    Column("Prestation du", "date", lambda i: i.delivered_from),
    Column("Prestation au", "date", lambda i: i.delivered_until),
    Column("Client", "text", lambda i: i.client.name),
    Column("Adresse du client", "text", lambda i: _address(i.client)),
    Column("SIRET du client", "text", lambda i: i.client.siret),
    Column("N° TVA du client", "text", lambda i: i.client.vat_number),
    Column("Payeur", "text", lambda i: i.recipient.name),
    Column("Adresse du payeur", "text", lambda i: _address(i.recipient)),
    Column("SIRET du payeur", "text", lambda i: i.recipient.siret),
    Column("Corrige l’identifiant", "text", _corrected),
    Column("Motif", "text", lambda i: i.reason),
    Column("Bon de commande", "text", lambda i: i.purchase_order),
    Column("Dossier du financeur", "text", lambda i: i.file_number),
    Column("Acomptes déduits", "text", _deducted),
    Column("Montant des acomptes", "amount", lambda i: i.deducted),
    Column("Total HT", "amount", lambda i: i.totals.total_ht),
    Column("TVA", "amount", lambda i: i.totals.tva),
    Column("Total TTC", "amount", lambda i: i.totals.total_ttc),
)


def _address(party: Any) -> str:  # noqa: ANN401 - a frozen recipient
    address = party.address
    parts = (address.street, f"{address.postcode} {address.city}".strip(), address.country)
    return ", ".join(part for part in parts if part)


def _of_line(
    read: Callable[[InvoiceLine], Value],
) -> Callable[[tuple[Invoice, InvoiceLine]], Value]:
    return lambda pair: read(pair[1])


_LINES: _Columns = (
    Column("Numéro", "text", lambda pair: pair[0].number),
    Column("Libellé", "text", _of_line(lambda item: item.line.label)),
    Column("Quantité", "text", _of_line(lambda item: _decimal(item.line.quantity))),
    Column("Unité", "text", _of_line(lambda item: label(item.line.unit))),
    Column("Prix unitaire HT", "amount", _of_line(lambda item: item.line.unit_price)),
    Column("Remise", "text", _of_line(lambda item: _decimal(item.line.discount))),
    Column("Taux de TVA", "text", _of_line(lambda item: _decimal(item.line.tva_rate))),
    Column("Exonération", "text", _of_line(lambda item: _exemption(item.line))),
    Column("Total HT", "amount", _of_line(lambda item: item.total_ht)),
)


def _exemption(part: Any) -> str:  # noqa: ANN401 - a line or a rate
    return label(part.exemption) if part.exemption is not None else ""


_RATES: _Columns = (
    Column("Numéro", "text", lambda pair: pair[0].number),
    Column("Taux de TVA", "text", lambda pair: _decimal(pair[1].rate)),
    Column("Exonération", "text", lambda pair: _exemption(pair[1])),
    Column("Base HT", "amount", lambda pair: pair[1].base_ht),
    Column("TVA", "amount", lambda pair: pair[1].tva),
)
_PAYMENTS: _Columns = (
    Column("Identifiant", "text", lambda p: str(p.id)),
    Column("Nature", "text", lambda p: label(p.kind)),
    Column("Date", "date", lambda p: p.paid_on),
    Column("Enregistré le", "date", lambda p: p.recorded_on),
    Column("Corrige le règlement", "text", lambda p: str(p.corrects or "")),
    Column("Montant", "amount", lambda p: p.amount),
    Column("Moyen", "text", lambda p: label(p.means)),
    Column("Payeur", "text", lambda p: p.payer),
    Column("Référence", "text", lambda p: p.reference),
    Column("Retenu jusqu’au", "date", lambda p: p.held_until),
    Column("Factures réglées", "text", lambda p: p.settles),
)
_CLOSINGS: _Columns = (
    Column("Période", "text", lambda c: label(c.period)),
    Column("Du", "date", lambda c: c.starts_on),
    Column("Au", "date", lambda c: c.ends_on),
    Column("Clôturée le", "date", lambda c: c.closed_on),
    Column("Factures", "text", lambda c: str(c.invoices)),
    Column("Avoirs", "text", lambda c: str(c.credit_notes)),
    Column("Total HT", "amount", lambda c: c.total_ht),
    Column("TVA", "amount", lambda c: c.tva),
    Column("Total TTC", "amount", lambda c: c.total_ttc),
    Column("Règlements", "text", lambda c: str(c.payments)),
    Column("Montant reçu", "amount", lambda c: c.received),
    Column("Perpétuel HT", "amount", lambda c: c.perpetual_ht),
    Column("Perpétuel TVA", "amount", lambda c: c.perpetual_tva),
    Column("Perpétuel TTC", "amount", lambda c: c.perpetual_ttc),
    Column("Perpétuel reçu", "amount", lambda c: c.perpetual_received),
)


# The same as data -------------------------------------------------------------------------------


def _as_json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _data(
    office: Office, year: _Year, tables: dict[str, tuple[_Columns, list[Any]]]
) -> dict[str, object]:
    organisation = identity.organisation(office.db)
    return {
        "organisme": organisation.name,
        "siret": organisation.siret,
        "annee": year.year,
        "archive_du": office.today().isoformat(),
        "annee_cloturee": year.is_closed,
        "programme": f"Training Desk {__version__}",
    } | {
        name: [{column.title: _plain(column.value(row)) for column in columns} for row in rows]
        for name, (columns, rows) in tables.items()
    }


def _plain(value: Value) -> str | None:
    """Return a value as JSON says it: dates as ISO, amounts with a point."""
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:.2f}"
        case _:
            return value


_NATURES: Mapping[chain.LinkKind, str] = MappingProxyType(
    {
        chain.LinkKind.INVOICE: "facture",
        chain.LinkKind.PAYMENT: "règlement",
        chain.LinkKind.ALLOCATION: "affectation",
        chain.LinkKind.CLOSING: "clôture",
    }
)


def _links(db: Database, year: _Year) -> Iterator[dict[str, object]]:
    """Yield the links from the first of the year to its last, without a hole between."""
    settled = db.execute(
        "select id from payment_allocation where settled_on between ? and ?",
        [date(year.year, 1, 1).isoformat(), date(year.year, 12, 31).isoformat()],
    )
    rows: Iterable[tuple[chain.LinkKind, int | None]] = one_after_another(
        ((chain.LinkKind.INVOICE, one.id) for one in year.invoices),
        ((chain.LinkKind.PAYMENT, one.id) for one in year.payments),
        ((chain.LinkKind.ALLOCATION, row_id) for (row_id,) in settled.fetchall()),
        ((chain.LinkKind.CLOSING, one.id) for one in year.closings),
    )
    places = [place for kind, row_id in rows if (place := chain.place_of(db, kind, row_id or 0))]
    if not places:
        return
    for link in chain.links(db, min(places), max(places)):
        yield {
            "maillon": link.id,
            "nature": _NATURES[link.kind],
            "precedente": link.previous,
            "contenu": link.content,
            "empreinte": link.sha256,
        }


# The notice -------------------------------------------------------------------------------------


def _notice(office: Office, made: Archived) -> str:
    organisation = identity.organisation(office.db)
    words = (
        resource("archive", "notice.txt")
        .read_text("utf-8")
        .format(
            year=made.year,
            office=organisation.name,
            siret=organisation.siret or "non renseigné",
            day=long_date(office.today()),
            version=__version__,
            state="L’année est clôturée."
            if made.is_closed
            else "L’année n’est pas encore clôturée.",
            counts=f"{plural(made.invoices, 'facture ou avoir', 'factures et avoirs')}, "
            f"{plural(made.payments, 'règlement')}, {plural(made.closings, 'clôture')}, "
            f"{plural(made.documents, 'document PDF', 'documents PDF')}.",
            without=made.without_words,
            data=DATA,
            chain=CHAIN,
            documents=DOCUMENTS,
            hashes=HASHES,
        )
    )
    return "\r\n".join(typeset(line) for line in words.splitlines()) + "\r\n"
