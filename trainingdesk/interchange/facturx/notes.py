"""What an invoice file says in words (BG-1), each note under the code of its subject."""

from collections.abc import Iterator, Mapping

from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.domain.tva import Exemption
from trainingdesk.french import euros, percent, typeset
from trainingdesk.interchange.facturx.codes import Category, category_of
from trainingdesk.interchange.facturx.countries import country_code

DISCOUNT = "AAB"
GENERAL = "AAI"
INDEMNITY = "PMT"
PENALTIES = "PMD"
REGULATORY = "REG"
TREATMENT = "BAR"

_CREDIT_WORDS = "Sans objet : cet avoir vient en déduction de la facture qu’il corrige."


def notes(data: InvoicePaper, printed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield subject code and words; platforms ask for the first three, once each (BR-FR-05, 06).

    What the paper prints in an office's own words is *printed* here too, by subject code.
    """
    for subject, words in _notes(data):
        yield subject, printed.get(subject) or typeset(words)


def _notes(data: InvoicePaper) -> Iterator[tuple[str, str]]:
    yield DISCOUNT, _discount(data)
    yield PENALTIES, _penalties(data)
    yield INDEMNITY, _indemnity(data)
    treatment = _treatment(data)
    if treatment:
        yield TREATMENT, treatment
    if data.organisation.activity_sentence:
        yield REGULATORY, data.organisation.activity_sentence
    yield GENERAL, "Catégorie de l’opération : prestation de services."
    for words in _general(data):
        yield GENERAL, words


def is_credit(data: InvoicePaper) -> bool:
    """Whether it gives money back."""
    return data.invoice.kind is InvoiceKind.CREDIT_NOTE


def _discount(data: InvoicePaper) -> str:
    return _CREDIT_WORDS if is_credit(data) else "Pas d’escompte pour paiement anticipé."


def _penalties(data: InvoicePaper) -> str:
    """Return what lateness costs (C. com. L441-10, II), or for a person (C. civ. 1231-6)."""
    if is_credit(data):
        return _CREDIT_WORDS
    if data.is_owed_by_consumer:
        return "Les intérêts au taux légal courent à compter de la mise en demeure."
    rate = data.late_rate
    known = f" (soit {percent(rate)} par an à la date de la facture)" if rate is not None else ""
    return f"Pénalités de retard dues dès le lendemain de l’échéance, {data.late_words}{known}."


def _indemnity(data: InvoicePaper) -> str:
    if is_credit(data):
        return _CREDIT_WORDS
    if data.is_owed_by_consumer:
        return "Aucune indemnité forfaitaire de recouvrement n’est due par un particulier."
    amount = euros(data.indemnity)
    return f"Indemnité forfaitaire pour frais de recouvrement en cas de retard : {amount}."


def _treatment(data: InvoicePaper) -> str:
    """Return what the platform is to do with the file (BT-22 under BAR).

    What is exempt by CGI 261 alone is outside electronic invoicing (CGI 289 bis): nothing is said
    of it, and the platform decides.
    """
    if data.client.is_individual and not data.invoice.is_to_funder:
        return "B2C"
    exemptions = [part.exemption for part in data.invoice.totals.by_rate]
    if not any(_is_in_scope(one) for one in exemptions):
        return ""
    buyer = data.invoice.buyer
    abroad = not buyer.siren and country_code(buyer.address.country) not in {"FR", ""}
    return "B2BINT" if abroad else "B2B"


def _is_in_scope(exemption: Exemption | None) -> bool:
    return exemption in {None, Exemption.FRANCHISE}


def _general(data: InvoicePaper) -> Iterator[str]:
    invoice = data.invoice
    if data.organisation.vat_on_debits and any(
        category_of(part.exemption) is Category.STANDARD for part in invoice.totals.by_rate
    ):
        yield "Option pour le paiement de la taxe d’après les débits."
    if invoice.payer is not None:
        file = f", dossier n° {invoice.file_number}" if invoice.file_number else ""
        if invoice.is_to_funder:
            yield f"Formation suivie pour {invoice.client.name}, facturée au financeur{file}."
        else:
            yield f"Facture à régler par {invoice.payer.name}, en subrogation du client{file}."
    if invoice.purchase_order and invoice.engagement_number:
        yield f"Bon de commande {invoice.purchase_order}."
    if invoice.reason:
        yield f"Motif : {invoice.reason}"
    if invoice.notes:
        yield invoice.notes
