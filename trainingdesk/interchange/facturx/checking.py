"""What would be wrong with an invoice's file, told before the number is taken."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.domain.invoices import InvoiceKind, InvoiceLine
from trainingdesk.domain.numbering import MAX_LENGTH
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.domain.tva import RATES
from trainingdesk.french import long_date, percent, typeset
from trainingdesk.interchange.facturx.checking_parties import party_faults
from trainingdesk.interchange.facturx.fault import Fault
from trainingdesk.interchange.facturx.notes import is_credit
from trainingdesk.interchange.facturx.profiles import Profile, mixes_out_of_scope, profile_for

QUANTITY_DECIMALS = 4
PRICE_DECIMALS = 6
FIRST_YEAR, LAST_YEAR = 2000, 2099

_NUMBER = re.compile(r"[A-Za-z0-9+\-_/]+")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file can hold; copied texts bring them along unseen."""


def faults(data: InvoicePaper, profile: Profile | None = None) -> tuple[Fault, ...]:
    """Return what is wrong with an invoice, those that block first.

    A draft is judged as it would be issued; its missing number is no fault. Without a *profile* it
    is judged by the one that it needs.
    """
    chosen = profile or profile_for(data)
    found = [
        *party_faults(data),
        *_number_faults(data),
        *_date_faults(data),
        *_reference_faults(data),
        *_line_faults(data),
        *_profile_faults(data, chosen),
        *_text_faults(data),
    ]
    return tuple(sorted(found, key=lambda fault: not fault.blocks))


def _number_faults(data: InvoicePaper) -> Iterator[Fault]:
    """Yield what is wrong with the numbers of the invoice and of those it names."""
    numbers = [("BT-1", data.invoice.number, "number")]
    numbers += [("BT-25", deposit.number, "deductions") for deposit in data.invoice.deductions]
    if data.corrects is not None:
        numbers.append(("BT-25", data.corrects.number, "corrects"))
    for term, number, field in numbers:
        if number is None:
            continue
        if len(number) > MAX_LENGTH:
            yield _fault(
                f"BR-FR-01_{term}",
                f"Le numéro {number} dépasse {MAX_LENGTH} caractères : raccourcissez le modèle de "
                "numéro.",
                field,
            )
        if not _NUMBER.fullmatch(number):
            yield _fault(
                f"BR-FR-02_{term}",
                f"Le numéro « {number} » ne peut contenir que des lettres sans accent, des "
                "chiffres et + - _ / : changez le modèle de numéro.",
                field,
            )


def _date_faults(data: InvoicePaper) -> Iterator[Fault]:
    invoice = data.invoice
    dates = [
        ("BT-2", invoice.issued_on, "issued_on", "La date de la facture"),
        ("BT-9", invoice.due_on, "due_on", "L’échéance"),
        ("BT-73", invoice.delivered_from, "delivered_from", "Le début de la prestation"),
        ("BT-74", invoice.delivered_until, "delivered_until", "La fin de la prestation"),
    ]
    for term, day, field, name in dates:
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield _fault(
                f"BR-FR-03_{term}",
                f"{name}, le {long_date(day)}, n’est pas dans ce siècle : corrigez-la.",
                field,
            )
    yield from _order_faults(data, invoice.issued_on or data.on)


def _order_faults(data: InvoicePaper, issued_on: date) -> Iterator[Fault]:
    invoice = data.invoice
    may_be_due_before = is_credit(data) or invoice.kind is InvoiceKind.DEPOSIT
    if invoice.due_on is not None and invoice.due_on < issued_on and not may_be_due_before:
        yield _fault("BR-FR-CO-07", "L’échéance ne peut pas précéder la facture.", "due_on")
    first, last = invoice.delivered_from, invoice.delivered_until
    if first is not None and last is not None and last < first:
        yield _fault(
            "BR-29", "La fin de la prestation précède son début : corrigez-les.", "delivered_until"
        )


def _reference_faults(data: InvoicePaper) -> Iterator[Fault]:
    if not is_credit(data):
        return
    corrected = data.corrects
    if corrected is None or not corrected.number or corrected.issued_on is None:
        yield _fault(
            "BR-FR-CO-05",
            "Un avoir doit nommer la facture qu’il corrige, avec sa date : faites-le depuis cette "
            "facture.",
            "corrects",
        )


def _line_faults(data: InvoicePaper) -> Iterator[Fault]:
    if not data.invoice.lines:
        yield _fault("BR-16", "Une facture sans ligne ne peut pas être émise.", "lines")
    for number, item in enumerate(data.invoice.lines, 1):
        yield from _faults_of_line(number, item)


def _faults_of_line(number: int, item: InvoiceLine) -> Iterator[Fault]:
    line = item.line
    if not line.label.strip():
        yield _fault("BR-25", f"La ligne {number} ne dit pas ce qui est vendu.", f"lines.{number}")
    if _decimals(line.quantity) > QUANTITY_DECIMALS:
        yield _fault(
            "BR-FR-DEC-02_BT-129",
            f"La quantité de la ligne {number} a plus de {QUANTITY_DECIMALS} décimales : "
            "arrondissez-la.",
            f"lines.{number}.quantity",
        )
    if _decimals(line.unit_price) > PRICE_DECIMALS:
        yield _fault(
            "BR-FR-DEC-03_BT-146",
            f"Le prix de la ligne {number} a plus de {PRICE_DECIMALS} décimales : arrondissez-le.",
            f"lines.{number}.unit_price",
        )
    if line.tva_rate not in RATES:
        yield _fault(
            "BR-FR-16_BT-152",
            f"Le taux de TVA de {percent(line.tva_rate)} de la ligne {number} n’existe pas en "
            "France.",
            f"lines.{number}.tva_rate",
        )
    if line.exemption is None and not line.tva_rate:
        yield _fault(
            "BR-S-05",
            f"La ligne {number} est sans TVA et ne dit pas pourquoi : choisissez l’exonération.",
            f"lines.{number}.exemption",
        )


def _profile_faults(data: InvoicePaper, profile: Profile) -> Iterator[Fault]:
    if profile is Profile.EN16931 and mixes_out_of_scope(data.invoice):
        yield _fault(
            "BR-O-11",
            "Une indemnité hors du champ de la TVA ne va pas avec d’autres lignes : faites-en une "
            "facture à part.",
            "lines",
        )


def _text_faults(data: InvoicePaper) -> Iterator[Fault]:
    """Yield the texts that hold a character no XML file can."""
    told = (
        *_texts("organisation", data.organisation),
        *_texts("", data.invoice),
        *_texts("client.email", data.client.email),
        *_texts("tax_mentions", data.tax_mentions),
    )
    for field, text in told:
        if _UNWRITABLE.search(text):
            yield _fault(
                "XML",
                f"« {_UNWRITABLE.sub('', text)} » contient un caractère invisible qui ne peut pas "
                "être écrit : saisissez ce texte au clavier.",
                field,
            )


def _texts(path: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the texts in a value, whatever holds them, each with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, InvoiceLine):
        yield from _texts(path, value.line)
    elif isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _texts(f"{path}.{number}", item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _texts(f"{path}.{part.name}".lstrip("."), getattr(value, part.name))


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - no price or quantity is infinite
    return -exponent


def _fault(rule: str, sentence: str, field: str) -> Fault:
    return Fault(rule, typeset(sentence), field)
