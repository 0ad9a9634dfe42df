"""Invoices that suppliers send: opened, filed with their files, paid, and counted once."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO, round_to_cent
from trainingdesk.domain.supplier_bills import (
    EURO,
    LARGEST,
    BillKind,
    BillTax,
    ChargeKind,
    SupplierBill,
    doubts,
)
from trainingdesk.french import euros, number, short_date, sort_key, typeset
from trainingdesk.interchange.facturx import (
    BrokenInvoiceFileError,
    NoInvoiceFileError,
    SupplierInvoice,
    read_supplier_invoice,
)
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.mishaps import told
from trainingdesk.services.office import Office
from trainingdesk.storage import office as identity
from trainingdesk.storage import supplier_bills as store
from trainingdesk.storage import usage
from trainingdesk.storage.database import unit_of_work

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes: what came is kept whole, for the original is what the law asks for (L102 B LPF)."""
LARGEST_SCAN = 20_000_000
"""Bytes: a scan can be made smaller, and every backup carries it."""
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_BETWEEN = re.compile(r"[\s,;:()«»]+")
TOUCHED = (Kind.SUPPLIERS, Kind.SESSIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file that came in: the bill it makes, and what it said where it is electronic."""

    bill: SupplierBill
    invoice: SupplierInvoice | None

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with it, a sentence each."""
        return tuple(self.bill.faults.splitlines())


def opened(office: Office, path: Path) -> Opened:
    """Return what a file of this machine says; nothing is filed yet.

    Raises:
        RuleBroken: it cannot be read, is no invoice of any kind, or is filed already.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RuleBroken(too_large(f"« {path.name} »"), "content")
        content = path.read_bytes()
    except OSError as error:
        raise RuleBroken(told(error) or str(error), "content") from error
    return opened_content(office, path.name, content)


def opened_content(office: Office, file_name: str, content: bytes) -> Opened:
    """Return what the bytes of a file say; nothing is filed yet.

    Raises:
        RuleBroken: they are no invoice of any kind, or are filed already.
    """
    known = store.filed_as(office.db, _sha256(content))
    if known is not None:
        raise RuleBroken(_already(known), "content")
    invoice, broken = _read(file_name, content)
    blank = SupplierBill(
        supplier_name="",
        received_on=office.today(),
        file_name=file_name,
        sha256=_sha256(content),
        content=content,
    )
    if invoice is None:
        return Opened(bill=replace(blank, faults=broken), invoice=None)
    bill = _guessed(office, _filled(blank, invoice), invoice)
    return Opened(bill=replace(bill, faults="\n".join(_faults(office, invoice))), invoice=invoice)


def too_large(what: str) -> str:
    """Return that a file cannot be kept, and what to do."""
    return typeset(
        f"{what} dépasse {LARGEST_FILE // 1024 // 1024} Mo : demandez au fournisseur un fichier "
        "plus léger."
    )


def said(content: bytes | None) -> SupplierInvoice | None:
    """Return what the kept file of a bill says, `None` where it is a scan or there is none."""
    if content is None:
        return None
    try:
        return _read("", content)[0]
    except RuleBroken:
        return None


def save(office: Office, bill: SupplierBill) -> Changes:
    """File a bill with its file, where there is one; what is wrong with it is noted.

    Raises:
        RuleBroken: it lacks what finds it again, is filed already, or its file is no invoice.
    """
    checked = _tidied(bill.checked())
    content = checked.content
    if content is None:
        checked = replace(checked, file_name="", sha256="")
        faults = list(doubts(checked))
    else:
        checked = replace(checked, sha256=_sha256(content))
        invoice, broken = _read(checked.file_name, content)
        faults = [broken] if broken else []
        faults += doubts(checked) if invoice is None else _faults(office, invoice)
    with unit_of_work(office.db):
        known = store.same(office.db, checked)
        if known is not None:
            raise RuleBroken(_already(known), "number")
        known = store.filed_as(office.db, checked.sha256)
        if known is not None and known.id != bill.id:
            raise RuleBroken(_already(known), "content")
        saved = store.save(office.db, replace(checked, faults="\n".join(faults)))
    word = "Avoir classé" if bill.kind is BillKind.CREDIT_NOTE else "Facture classée"
    return changed(f"{word} : {_name(checked)}", *TOUCHED, saved=saved)


def pay(office: Office, bill_id: int, on: date | None) -> Changes:
    """Note the day that a bill was paid, or that it is not after all.

    Raises:
        RuleBroken: it was deleted meanwhile.
    """
    with unit_of_work(office.db):
        bill = store.bill(office.db, bill_id)
        store.save(office.db, replace(bill, paid_on=on))
    words = "payée" if on is not None else "de nouveau à payer"
    return changed(f"Facture {words} : {_name(bill)}", Kind.SUPPLIERS, saved=bill_id)


def remove(office: Office, bill_id: int) -> Changes:
    """Take a bill and its file out of the office; the costs it covered count again.

    Raises:
        RuleBroken: it was deleted meanwhile.
    """
    bill = store.bill(office.db, bill_id)
    with unit_of_work(office.db):
        usage.delete(office.db, "supplier_invoice", bill_id, _name(bill))
    return changed(f"Facture reçue supprimée : {_name(bill)}", *TOUCHED)


# What a file says -------------------------------------------------------------------------------


def _read(file_name: str, content: bytes) -> tuple[SupplierInvoice | None, str]:
    """Return the electronic invoice of a file, `None` for a scan or a plain PDF.

    Where the pages of a PDF can be seen but not its electronic invoice, the sentence says so.

    Raises:
        RuleBroken: it is neither, or broken.
    """
    if content.startswith(_IMAGES):
        _refuse_large(file_name, content)
        return None, ""
    try:
        return read_supplier_invoice(content), ""
    except BrokenInvoiceFileError as error:
        return None, str(error)
    except NoInvoiceFileError:
        _refuse_large(file_name, content)
        return None, ""


def _refuse_large(file_name: str, content: bytes) -> None:
    if len(content) > LARGEST_SCAN:
        raise RuleBroken(
            f"« {file_name} » dépasse {LARGEST_SCAN // 1_000_000} Mo : numérisez-le en plus petit.",
            "content",
        )


def _filled(blank: SupplierBill, invoice: SupplierInvoice) -> SupplierBill:
    """Return the fields of a bill as its file has them; amounts that are no euros stay to type."""
    totals, seller = invoice.totals, invoice.seller
    gives_back = invoice.is_credit or totals.total_ttc < 0
    bill = replace(
        blank,
        supplier_name=seller.name,
        siret=seller.siret or seller.siren,
        vat_number=seller.vat_number.upper(),
        kind=BillKind.CREDIT_NOTE if gives_back else BillKind.INVOICE,
        number=invoice.number,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        iban=invoice.iban.upper(),
        currency=invoice.currency.upper() or EURO,
        notes=_order(invoice),
    )
    if bill.currency != EURO:
        sums = f"{number(totals.total_ht, 2)} HT et {number(totals.total_ttc, 2)} TTC"
        origin = f"Montants d’origine en {bill.currency} : {sums}."
        return replace(bill, notes="\n".join(filter(None, (bill.notes, typeset(origin)))))
    sign = -1 if totals.total_ttc < 0 else 1
    return replace(
        bill,
        total_ht=_amount(sign * totals.total_ht),
        tva=_amount(sign * totals.tva),
        total_ttc=_amount(sign * totals.total_ttc),
        taxes=_rates(invoice, sign),
    )


def _rates(invoice: SupplierInvoice, sign: int) -> tuple[BillTax, ...]:
    """Return the rates, where there are several: one says no more than the totals do."""
    sums: dict[Decimal, BillTax] = {}
    for tax in invoice.taxes:
        rate = tax.rate or ZERO
        before = sums.get(rate, BillTax(rate=rate))
        sums[rate] = replace(
            before,
            base_ht=_amount(before.base_ht + sign * tax.base_ht),
            tva=_amount(before.tva + sign * tax.tva),
        )
    return tuple(sums.values()) if len(sums) > 1 else ()


def _amount(value: Decimal) -> Decimal:
    """Return an amount that can be kept; one that no office was ever billed stays to be typed."""
    return round_to_cent(value) if abs(value) <= LARGEST else ZERO


def _order(invoice: SupplierInvoice) -> str:
    parts = []
    if invoice.order:
        parts.append(f"Commande {invoice.order}.")
    if invoice.earlier:
        parts.append(f"Se rapporte à {', '.join(invoice.earlier)}.")
    return typeset(" ".join(parts))


def _guessed(office: Office, bill: SupplierBill, invoice: SupplierInvoice) -> SupplierBill:
    """Return the bill with its trainer, session and kind, where the file leaves no doubt."""
    trainer_id = _trainer(office, bill)
    usual = store.usual_charge(office.db, bill)
    first = ChargeKind.OTHER if trainer_id is None else ChargeKind.TRAINER_FEES
    return replace(
        bill,
        trainer_id=trainer_id,
        session_id=_session(office, invoice),
        charge=usual or first,
    )


def _trainer(office: Office, bill: SupplierBill) -> int | None:
    """Return the one trainer whose firm or name sent the bill."""
    rows = office.db.execute(
        "select id, siret, company, trim(first_name || ' ' || last_name) from trainer"
        " where archived_on is null"
    ).fetchall()
    name = sort_key(bill.supplier_name)
    found = [
        trainer_id
        for trainer_id, siret, company, full in rows
        if (bill.siren and siret[: len(bill.siren)] == bill.siren)
        or name in {sort_key(company), sort_key(full)} - {""}
    ]
    return found[0] if len(found) == 1 else None


def _session(office: Office, invoice: SupplierInvoice) -> int | None:
    """Return the one session whose number the file tells."""
    texts = (
        invoice.order,
        invoice.payment_reference,
        *invoice.notes,
        *(line.label for line in invoice.lines),
    )
    words = {word.strip(".") for word in _BETWEEN.split(" ".join(texts))}
    rows = office.db.execute("select id, number from training_session").fetchall()
    found = [session_id for session_id, own in rows if own.strip() and own in words]
    return found[0] if len(found) == 1 else None


def _faults(office: Office, invoice: SupplierInvoice) -> Iterator[str]:
    """Yield what is wrong with a file, and where the office is not its buyer."""
    yield from (fault.sentence for fault in invoice.faults)
    if invoice.totals.total_ttc < 0:
        yield typeset(
            "Le total du fichier est négatif : lisez le document pour savoir qui doit à qui."
        )
    owner = identity.ORGANISATIONS.where(office.db)
    own = owner[0].siret[: len(invoice.buyer.siren)] if owner else ""
    if own and invoice.buyer.siren and own != invoice.buyer.siren:
        yield typeset(
            f"La facture est adressée à {invoice.buyer.name or 'un autre'} "
            f"(SIREN {invoice.buyer.siren}), et non à votre organisme."
        )


# Filing -----------------------------------------------------------------------------------------


def _tidied(bill: SupplierBill) -> SupplierBill:
    return replace(
        bill,
        supplier_name=" ".join(bill.supplier_name.split()),
        number=" ".join(bill.number.split()),
        siret="".join(bill.siret.split()),
        vat_number="".join(bill.vat_number.split()).upper(),
        iban="".join(bill.iban.split()).upper(),
        covers=() if bill.session_id is None else bill.covers,
        taxes=tuple(tax for tax in bill.taxes if tax.base_ht or tax.tva),
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _name(bill: SupplierBill) -> str:
    return f"{bill.supplier_name} n° {bill.number}"


def _already(known: SupplierBill) -> str:
    day = short_date(known.issued_on) if known.issued_on else ""
    return typeset(
        f"Déjà classé : {label(known.kind)} {_name(known)} du {day}, total "
        f"{euros(known.total_ttc)}, dans « Devis et factures › Factures reçues »."
    )
