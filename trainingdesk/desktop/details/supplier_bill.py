"""A supplier's invoice seen: its file, what it says, what comes with it, what is wrong with it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, day_of, row
from trainingdesk.desktop.preview import LazyPreview
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import (
    ROW_HEIGHT,
    Detail,
    ShortTable,
    Step,
    facts,
    heading,
    scrolling,
    small_table,
    stacked,
)
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.desktop.widgets.proofs import open_copy
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import round_to_cent
from trainingdesk.domain.supplier_bills import EURO, BillKind, SupplierBill
from trainingdesk.french import euros, number, percent, plural, short_date, typeset
from trainingdesk.interchange.facturx import Attachment, SupplierInvoice, is_pdf
from trainingdesk.services import supplier_invoices
from trainingdesk.services.changes import Changes
from trainingdesk.services.writing import write_whole
from trainingdesk.storage import sessions, teaching
from trainingdesk.storage import supplier_bills as store

HARMLESS = {".pdf", ".png", ".jpg", ".jpeg", ".csv", ".xlsx", ".ods", ".txt", ".xml"}
"""What is opened from here; a program that came by mail is not."""
PICTURE_WIDTH = 520
SPARE = 12
"""Pixels that the frame of a table takes."""
MOST_LINES = 12
"""How many lines of an invoice without pages are seen at once."""
NO_FAULT = "Rien à signaler : les sommes tombent juste et les mentions contrôlées y sont."


class BillDetail:
    """Shows a bill in the card at the right."""

    def __init__(self, desk: Desk, detail: Detail) -> None:
        self._desk = desk
        self._detail = detail

    def show(self, row_id: int) -> None:
        """Show a bill, unless it is gone."""
        office = self._desk.office
        bill = store.listed_bill(office.db, row_id)
        if bill is None:
            return
        tabs = BillTabs(self._desk, bill)
        self._detail.head(
            f"{shown.capital(label(bill.kind))} {bill.number}",
            f"{bill.supplier_name} · {euros(bill.sign * bill.total_ttc)} TTC",
            _state(bill, office.today()),
        )
        steps = [
            self._paying(bill),
            Step("Modifier", "pencil", partial(self._desk.edit, "supplier_bill", row_id)),
        ]
        if bill.file_name:
            steps.append(Step("Enregistrer le fichier…", "save", tabs.save_file))
        self._detail.buttons(steps)
        self._detail.fill(tabs.tabs())

    def _paying(self, bill: SupplierBill) -> Step:
        office = self._desk.office
        paid_on = None if bill.paid_on else office.today()
        pay = partial(supplier_invoices.pay, office, bill.id or 0, paid_on)
        act = partial(self._desk.perform, pay)
        word = _settled(bill)
        if bill.paid_on:
            return Step(f"Pas encore {word}", "undo-2", act)
        return Step(f"{shown.capital(word)} aujourd’hui", "hand-coins", act, is_next=True)


def _settled(bill: SupplierBill) -> str:
    return "déduit" if bill.kind is BillKind.CREDIT_NOTE else "payée"


def _state(bill: SupplierBill, today: date) -> str:
    faults = len(bill.faults.splitlines())
    told = f"{plural(faults, 'anomalie')} · " if faults else ""
    if bill.paid_on is not None:
        return f"{told}{_settled(bill)} le {short_date(bill.paid_on)}"
    if bill.kind is BillKind.CREDIT_NOTE:
        return f"{told}à déduire"
    is_late = bill.due_on is not None and bill.due_on < today
    return f"{told}{'en retard' if is_late else 'à payer'}"


class BillTabs:
    """The sub-tabs of one bill; its file is read when one of them is first seen."""

    def __init__(self, desk: Desk, bill: SupplierBill) -> None:
        self._desk = desk
        self._bill = bill
        self._read: tuple[bytes | None, SupplierInvoice | None] | None = None

    def tabs(self) -> Sequence[tuple[str, QWidget]]:
        """Return them, what is to be looked at first in front."""
        found: list[tuple[str, QWidget]] = []
        if self._bill.file_name:
            found.append(("Aperçu", Lazy(self._preview)))
        found.append(("Informations", scrolling(self._facts())))
        faults = self._bill.faults.splitlines()
        name = f"Anomalies ({len(faults)})" if faults else "Anomalies"
        found.append((name, _faults(faults)))
        if self._bill.file_name:
            found.append(("Lignes", Lazy(self._lines)))
            found.append(("Pièces jointes", Lazy(self._attachments)))
        return found

    def save_file(self) -> None:
        """Write the file, as it came, where the user wants it."""
        content = store.content_of(self._desk.office.db, self._bill.id or 0)
        self._save(self._bill.file_name, content)

    def _file(self) -> tuple[bytes | None, SupplierInvoice | None]:
        """Return the file and what it says, read once."""
        if self._read is None:
            content = store.content_of(self._desk.office.db, self._bill.id or 0)
            self._read = content, supplier_invoices.said(content)
        return self._read

    def _preview(self) -> QWidget:
        content, invoice = self._file()
        if content is not None and is_pdf(content):
            return LazyPreview(lambda: content)
        if invoice is not None:
            return scrolling(stacked(*_rendered(invoice), stretch=-1))
        return scrolling(_picture(content or b""))

    def _facts(self) -> QWidget:
        bill, db = self._bill, self._desk.office.db
        session = sessions.SESSIONS.get(db, bill.session_id) if bill.session_id else None
        trainer = teaching.TRAINERS.get(db, bill.trainer_id) if bill.trainer_id else None
        rates = store.bill(db, bill.id or 0).taxes
        return facts(
            [
                ("Fournisseur", bill.supplier_name),
                ("SIRET", bill.siret),
                ("N° de TVA", bill.vat_number),
                ("IBAN", bill.iban),
                ("Numéro", bill.number),
                ("Date", day_of(bill.issued_on)),
                ("Échéance", day_of(bill.due_on)),
                ("Reçue le", day_of(bill.received_on)),
                ("Total HT", euros(bill.total_ht)),
                ("TVA", euros(bill.tva)),
                ("Total TTC", euros(bill.total_ttc)),
                (
                    "Par taux",
                    "\n".join(
                        f"{percent(tax.rate)} : {euros(tax.base_ht)} HT, {euros(tax.tva)} de TVA"
                        for tax in rates
                    ),
                ),
                ("Monnaie d’origine", bill.currency if bill.currency != EURO else ""),
                ("Nature", shown.capital(label(bill.charge))),
                ("Session", f"{session.number} – {session.title}" if session else ""),
                ("Formateur", f"{trainer.first_name} {trainer.last_name}" if trainer else ""),
                ("Payée le", day_of(bill.paid_on)),
                ("Notes", bill.notes),
                ("Fichier", bill.file_name),
            ]
        )

    def _lines(self) -> QWidget:
        _content, invoice = self._file()
        if invoice is None:
            return small_table((), (), empty="Ce fichier ne porte pas de facture électronique.")
        return _line_table(invoice)

    # What travels with it -------------------------------------------------------------------------

    def _attachments(self) -> QWidget:
        _content, invoice = self._file()
        found = () if invoice is None else invoice.attachments
        table = small_table(
            ("Pièce jointe", "Taille"),
            [(each.name, _size(each)) for each in found],
            right=(1,),
            long=(0,),
            empty="Aucune pièce jointe ne voyage avec cette facture.",
            opened=lambda place: self._open(found[place]),
        )
        links = () if invoice is None else invoice.links
        told = [_told("\n".join(["En ligne, chez le fournisseur :", *links]))] if links else []
        if not found:
            return stacked(table, *told, stretch=0)
        bar = row(
            button("Ouvrir", "eye", partial(self._with_chosen, table, found, self._open)),
            button(
                "Enregistrer sous…", "save", partial(self._with_chosen, table, found, self._keep)
            ),
        )
        return stacked(bar, table, *told, stretch=1)

    def _with_chosen(
        self, table: QWidget, found: Sequence[Attachment], act: Callable[[Attachment], None]
    ) -> None:
        place = table.currentRow() if isinstance(table, ShortTable) else -1
        if place < 0 and len(found) == 1:
            place = 0
        if place < 0:
            self._desk.tell("Choisissez d’abord une pièce jointe de la liste.")
            return
        act(found[place])

    def _open(self, attachment: Attachment) -> None:
        if Path(attachment.name).suffix.lower() not in HARMLESS:
            self._desk.tell(
                "Par prudence, ce type de fichier ne s’ouvre pas d’ici : enregistrez-le d’abord."
            )
        elif open_copy(_plain(attachment.name), attachment.content) is None:
            self._desk.tell(_UNREADABLE)

    def _keep(self, attachment: Attachment) -> None:
        if attachment.content is None:
            self._desk.tell(_UNREADABLE)
        else:
            self._save(_plain(attachment.name), attachment.content)

    def _save(self, name: str, content: bytes | None) -> None:
        if content is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _filter = QFileDialog.getSaveFileName(None, "Enregistrer sous", f"{folder}/{name}")
        if chosen:
            self._desk.perform(lambda: _written(Path(chosen), content))


_UNREADABLE = typeset("Cette pièce jointe est abîmée ou démesurée : demandez-la au fournisseur.")


def _written(path: Path, content: bytes) -> Changes:
    write_whole(path, content)
    return Changes(typeset(f"Fichier enregistré : {path.name}"), frozenset(), file=path)


def _plain(name: str) -> str:
    """Return the name of a file without the folders that it may claim."""
    return Path(name.replace("\\", "/")).name or "piece"


def _size(attachment: Attachment) -> str:
    if attachment.content is None:
        return "illisible"
    return typeset(f"{max(len(attachment.content) // 1000, 1)} ko")


def _faults(faults: Sequence[str]) -> QWidget:
    if not faults:
        return small_table((), (), empty=NO_FAULT)
    told = QLabel("\n\n".join(f"• {fault}" for fault in faults))
    told.setWordWrap(True)
    told.setTextFormat(Qt.TextFormat.PlainText)
    told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    told.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return scrolling(stacked(told))


def _rendered(invoice: SupplierInvoice) -> tuple[QWidget, ...]:
    """Return an invoice that came without pages, as it would read."""
    currency = invoice.currency

    def money(amount: object) -> str:
        return f"{amount} {currency}"

    seller, buyer, totals = invoice.seller, invoice.buyer, invoice.totals
    about = facts(
        [
            ("De", _address(seller.name, seller.street, f"{seller.postcode} {seller.city}")),
            ("SIRET", seller.siret or seller.siren),
            ("N° de TVA", seller.vat_number),
            ("À", _address(buyer.name, buyer.street, f"{buyer.postcode} {buyer.city}")),
            ("Numéro", invoice.number),
            ("Date", day_of(invoice.issued_on)),
            ("Échéance", day_of(invoice.due_on)),
            ("Commande", invoice.order),
            ("Se rapporte à", ", ".join(invoice.earlier)),
        ]
    )
    sums = facts(
        [
            ("Total HT", money(number(round_to_cent(totals.total_ht), 2))),
            ("TVA", money(number(round_to_cent(totals.tva), 2))),
            ("Total TTC", money(number(round_to_cent(totals.total_ttc), 2))),
            ("Déjà payé", money(number(totals.prepaid, 2)) if totals.prepaid else ""),
            ("Net à payer", money(number(round_to_cent(totals.to_pay), 2))),
            ("Conditions", invoice.payment_terms),
            ("IBAN", invoice.iban),
            ("Mentions", "\n".join(invoice.notes)),
        ]
    )
    lines = _line_table(invoice)
    rows = min(len(invoice.lines), MOST_LINES)
    lines.setMinimumHeight((rows + 1) * ROW_HEIGHT + SPARE)
    return about, heading("Lignes"), lines, heading("Totaux"), sums


def _address(*parts: str) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())


def _line_table(invoice: SupplierInvoice) -> QWidget:
    return small_table(
        ("Désignation", "Quantité", "Prix HT", "TVA", "Total HT"),
        [
            (
                line.label,
                number(line.quantity),
                number(line.unit_price, 2),
                "" if line.tva_rate is None else percent(line.tva_rate),
                number(round_to_cent(line.total_ht), 2),
            )
            for line in invoice.lines
        ],
        right=(1, 2, 3, 4),
        long=(0,),
        empty="Le fichier ne porte que des totaux, sans ligne.",
    )


def _picture(content: bytes) -> QWidget:
    picture = QPixmap()
    picture.loadFromData(content)
    if picture.isNull():
        return _told("Ce fichier ne peut pas être montré ici : enregistrez-le pour l’ouvrir.")
    shown_picture = QLabel()
    shown_picture.setAccessibleName("Aperçu du document")
    shown_picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    shown_picture.setPixmap(
        picture.scaledToWidth(
            min(PICTURE_WIDTH, picture.width()), Qt.TransformationMode.SmoothTransformation
        )
    )
    return shown_picture


def _told(words: str) -> QLabel:
    told = QLabel(typeset(words))
    told.setWordWrap(True)
    told.setTextFormat(Qt.TextFormat.PlainText)
    told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    told.setProperty("role", "muted")
    return told
