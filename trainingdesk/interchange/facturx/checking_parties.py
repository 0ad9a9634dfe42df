"""What is wrong with the names, numbers and addresses of an invoice's parties.

Neither the schema nor the official rules see a wrong key or an empty town: these checks do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum import bic

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.identifiers import (
    SIREN_DIGITS,
    checked_iban,
    checked_siret,
    checked_vat_number,
)
from trainingdesk.domain.invoices import Recipient
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.french import typeset
from trainingdesk.interchange.facturx.countries import country_code
from trainingdesk.interchange.facturx.fault import Fault

OFFICE_PLACE = "Fichier › Organisme"
CLIENT_PLACE = "Clients › la fiche du client"
PAYER_PLACE = "Clients › la fiche du financeur"
LONGEST_ELECTRONIC_ADDRESS = 125


@dataclass(frozen=True, slots=True)
class _Party:
    """One side of the invoice: what it is called in a sentence, its field and where it is kept."""

    words: str
    field: str
    place: str

    def fault(self, rule: str, sentence: str, part: str, *, blocks: bool = True) -> Fault:
        """Return a fault of this party, with the place that mends it."""
        told = typeset(f"{self.words} : {sentence} À corriger dans {self.place}.")
        return Fault(rule, told, f"{self.field}.{part}", blocks)

    def refusal(self, rule: str, check: Callable[[str], str], value: str, part: str) -> list[Fault]:
        """Return what a check of the domain says of a number, if it refuses it."""
        try:
            check(value)
        except RuleBroken as error:
            return [self.fault(rule, str(error), part)]
        return []


_OFFICE = _Party("Organisme", "organisation", OFFICE_PLACE)
_CLIENT = _Party("Client", "client", CLIENT_PLACE)
_PAYER = _Party("Payeur", "payer", PAYER_PLACE)
_NO_SIRET = "le SIRET manque ; une plateforme refuse sans lui une facture entre entreprises."


def party_faults(data: InvoicePaper) -> Iterator[Fault]:
    """Yield what is wrong with the office, the client and who pays in its place."""
    yield from _office_faults(data)
    yield from _client_faults(data)
    if data.invoice.payer is not None:
        yield from _recipient_faults(_PAYER, data.invoice.payer)


def _office_faults(data: InvoicePaper) -> Iterator[Fault]:
    office = data.organisation
    yield from _name_faults(_OFFICE, office.name)
    yield from _address_faults(_OFFICE, office.address)
    if not office.siret.strip():
        yield _OFFICE.fault("BR-FR-10", "le SIRET manque.", "siret")
    yield from _OFFICE.refusal("SIRET", checked_siret, office.siret, "siret")
    yield from _vat_faults(_OFFICE, office.vat_number, office.siren)
    if not office.vat_number.strip() and _is_taxed(data):
        yield _OFFICE.fault(
            "BR-S-02", "une facture avec TVA porte le numéro de TVA, qui manque.", "vat_number"
        )
    yield from _OFFICE.refusal("IBAN", checked_iban, office.iban, "iban")
    if office.bic.strip() and not bic.is_valid(office.bic):
        yield _OFFICE.fault("BIC", "le BIC n’est pas valable : recopiez-le du RIB.", "bic")


def _is_taxed(data: InvoicePaper) -> bool:
    return any(part.rate for part in data.invoice.totals.by_rate)


def _client_faults(data: InvoicePaper) -> Iterator[Fault]:
    client = data.invoice.client
    yield from _recipient_faults(_CLIENT, client)
    if data.invoice.is_to_funder:
        if not data.invoice.buyer.siret.strip():
            yield _PAYER.fault("BR-FR-11", _NO_SIRET, "siret", blocks=False)
        return
    if client.siret.strip():
        return
    if not data.client.is_individual and country_code(client.address.country) == "FR":
        yield _CLIENT.fault(
            "BR-FR-11",
            _NO_SIRET,
            "siret",
            blocks=False,
        )
    elif not data.client.email.strip():
        yield _CLIENT.fault(
            "BR-FR-12",
            "l’adresse électronique manque ; une plateforme refuse le fichier sans elle.",
            "email",
            blocks=False,
        )
    elif len(data.client.email) > LONGEST_ELECTRONIC_ADDRESS:
        yield _CLIENT.fault(
            "BR-FR-25",
            f"l’adresse électronique dépasse {LONGEST_ELECTRONIC_ADDRESS} caractères.",
            "email",
        )


def _recipient_faults(party: _Party, recipient: Recipient) -> Iterator[Fault]:
    yield from _name_faults(party, recipient.name)
    yield from _address_faults(party, recipient.address)
    yield from party.refusal("SIRET", checked_siret, recipient.siret, "siret")
    yield from _vat_faults(party, recipient.vat_number, recipient.siren)


def _name_faults(party: _Party, name: str) -> Iterator[Fault]:
    if not name.strip():
        yield party.fault("BR-06", "le nom manque.", "name")


def _address_faults(party: _Party, address: Address) -> Iterator[Fault]:
    parts = (
        ("street", address.street, "la rue manque."),
        ("postcode", address.postcode, "le code postal manque."),
        ("city", address.city, "la ville manque."),
    )
    for field, value, sentence in parts:
        if not value.strip():
            yield party.fault("CGI 242 nonies A", sentence, f"address.{field}")
    if not country_code(address.country):
        yield party.fault(
            "BR-09",
            f"le pays « {address.country} » n’est pas connu ; écrivez son nom français.",
            "address.country",
        )


def _vat_faults(party: _Party, vat_number: str, siren: str) -> Iterator[Fault]:
    wrong = party.refusal("TVA", checked_vat_number, vat_number, "vat_number")
    yield from wrong
    named = "".join(vat_number.split())[-SIREN_DIGITS:]
    if vat_number and siren and not wrong and named != siren:
        yield party.fault(
            "TVA", "le numéro de TVA et le SIRET ne nomment pas la même entreprise.", "vat_number"
        )
