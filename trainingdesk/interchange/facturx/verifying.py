"""Whether a received invoice adds up and names who can be paid."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from stdnum import iban
from stdnum.fr import siren, siret, tva

from trainingdesk.domain.money import CENT, ZERO, round_to_cent
from trainingdesk.french import euros, percent, typeset
from trainingdesk.interchange.facturx.fault import Fault
from trainingdesk.interchange.facturx.supplier_invoice import (
    SupplierInvoice,
    SupplierLine,
    SupplierParty,
    SupplierTotals,
)

EURO = "EUR"
FRANCE = "FR"
BEYOND_MEASURE = Decimal(10**20)
"""Euros: the numbers of a broken file may multiply to more than can be rounded or written."""


def verified(invoice: SupplierInvoice) -> Iterator[Fault]:
    """Yield what is wrong with an invoice that could be read."""
    yield from _missing(invoice)
    for words, field, party in (
        ("Fournisseur", "seller", invoice.seller),
        ("Client", "buyer", invoice.buyer),
    ):
        yield from _name_faults(words, field, party)
        if not party.city and not invoice.is_summary:
            yield _fault("CGI 242 nonies A", f"{words} : la ville manque.", f"{field}.city")
    yield from _legal_faults(invoice)
    if invoice.iban and not iban.is_valid(invoice.iban):
        yield _fault(
            "IBAN",
            f"L’IBAN {invoice.iban} n’est pas valable : ne payez pas avant d’avoir appelé le "
            "fournisseur à un numéro que vous connaissez.",
            "iban",
        )
    if invoice.currency != EURO:
        yield _fault(
            "BT-5",
            f"Les montants sont en « {invoice.currency} » et non en euros : convertissez-les.",
            "currency",
        )
    for number, line in enumerate(invoice.lines, 1):
        if line.counts:
            yield from _line_faults(number, line)
    yield from _tax_faults(invoice)
    yield from _total_faults(invoice)


def _missing(invoice: SupplierInvoice) -> Iterator[Fault]:
    if not invoice.number:
        yield _fault("BR-02", "La facture n’a pas de numéro.", "number")
    if invoice.issued_on is None:
        yield _fault("BR-03", "La facture n’a pas de date.", "issued_on")
    if not invoice.type_code:
        yield _fault("BR-04", "Le fichier ne dit pas si c’est une facture ou un avoir.", "type")
    if not invoice.lines:
        words = "Le fichier ne porte que des totaux, sans ligne : complétez depuis le document."
        yield Fault("BR-16", typeset(words), "lines", blocks=False)
    told = invoice.due_on is not None or invoice.payment_terms or invoice.is_summary
    if invoice.totals.to_pay > 0 and not told:
        yield _fault("BR-CO-25", "La facture ne dit pas quand la payer.", "due_on")


def _legal_faults(invoice: SupplierInvoice) -> Iterator[Fault]:
    """Yield the mentions that the law asks of a French seller and that lack; none of them blocks.

    The smallest profile holds too little to be accused (R123-237 C. com., 242 nonies A ann. II).
    """
    seller = invoice.seller
    if invoice.is_summary or seller.country not in {"", FRANCE}:
        return
    if not seller.siren:
        words = "Fournisseur : le numéro SIREN ou SIRET manque."
        yield Fault("R123-237", typeset(words), "seller.siren", blocks=False)
    if invoice.totals.tva and not seller.vat_number:
        words = "Fournisseur : de la TVA est facturée sans numéro de TVA."
        yield Fault("CGI 242 nonies A", typeset(words), "seller.vat_number", blocks=False)
    for tax in invoice.taxes:
        if not tax.rate and tax.base_ht and not tax.reason:
            words = "La facture ne dit pas pourquoi elle est sans TVA."
            yield Fault("CGI 242 nonies A", typeset(words), "taxes", blocks=False)
            return


def _name_faults(words: str, field: str, party: SupplierParty) -> Iterator[Fault]:
    if not party.name:
        yield _fault("BR-06", f"{words} : le nom manque.", f"{field}.name")
    french = party.vat_number if party.vat_number.startswith("FR") else ""
    keys: tuple[tuple[str, str, Callable[[str], bool], str], ...] = (
        ("SIREN", party.siren, siren.is_valid, "siren"),
        ("SIRET", party.siret, siret.is_valid, "siret"),
        ("TVA", french, tva.is_valid, "vat_number"),
    )
    for name, number, is_valid, part in keys:
        if number and not is_valid(number):
            told = "numéro de TVA" if name == "TVA" else name
            yield _fault(
                name, f"{words} : le {told} {number} n’est pas valable.", f"{field}.{part}"
            )


def _line_faults(number: int, line: SupplierLine) -> Iterator[Fault]:
    if not line.price_quantity:
        yield _fault("BR-26", f"Le prix de la ligne {number} est pour zéro unité.", "lines")
        return
    worth = line.quantity * line.unit_price / line.price_quantity + line.adjustment
    if abs(_to_cent(worth) - line.total_ht) > CENT:
        yield _fault(
            "BT-131",
            f"La ligne {number} « {line.label} » porte {_euros(line.total_ht)} HT, mais quantité, "
            f"prix et remises font {_euros(worth)}.",
            f"lines.{number}",
        )


def _tax_faults(invoice: SupplierInvoice) -> Iterator[Fault]:
    for tax in invoice.taxes:
        due = _to_cent(tax.base_ht * (tax.rate or ZERO) / 100)
        if abs(due - tax.tva) > CENT:
            yield _fault(
                "BR-CO-17",
                f"La TVA à {percent(tax.rate or ZERO)} sur {_euros(tax.base_ht)} est de "
                f"{_euros(due)}, et non de {_euros(tax.tva)}.",
                "taxes",
            )


def _total_faults(invoice: SupplierInvoice) -> Iterator[Fault]:
    for rule, field, name, told, found in (*_sums(invoice.totals), *_sums_of_parts(invoice)):
        if told != found:
            yield _fault(
                rule,
                f"{name} indiqué est de {_euros(told)}, mais le calcul donne {_euros(found)}.",
                field,
            )


_Sum = tuple[str, str, str, Decimal, Decimal]
"""Rule, field, name, what the file tells and what it comes to."""


def _sums(totals: SupplierTotals) -> Iterator[_Sum]:
    if totals.lines_ht is not None:
        found = totals.lines_ht + totals.adjustment
        yield "BR-CO-13", "total_ht", "Le total HT", totals.total_ht, found
    found = totals.total_ht + totals.tva
    yield "BR-CO-15", "total_ttc", "Le total TTC", totals.total_ttc, found


def _sums_of_parts(invoice: SupplierInvoice) -> Iterator[_Sum]:
    totals = invoice.totals
    if not invoice.is_summary:
        yield "BR-CO-16", "to_pay", "Le net à payer", totals.to_pay, _left(totals)
    if invoice.lines and totals.lines_ht is not None:
        found = sum((line.total_ht for line in invoice.lines if line.counts), ZERO)
        yield "BR-CO-10", "lines_ht", "Le total des lignes", totals.lines_ht, found
    if invoice.taxes:
        tva = sum((tax.tva for tax in invoice.taxes), ZERO)
        yield "BR-CO-14", "tva", "Le total de TVA", totals.tva, tva
        bases = sum((tax.base_ht for tax in invoice.taxes), ZERO)
        yield "BG-23", "taxes", "Le total HT", totals.total_ht, bases


def _left(totals: SupplierTotals) -> Decimal:
    return totals.total_ttc - totals.prepaid + totals.rounding


def _to_cent(amount: Decimal) -> Decimal:
    return round_to_cent(max(-BEYOND_MEASURE, min(amount, BEYOND_MEASURE)))


def _euros(amount: Decimal) -> str:
    return euros(_to_cent(amount))


def _fault(rule: str, sentence: str, field: str) -> Fault:
    return Fault(rule, typeset(sentence), field)
