"""Who sells, who buys and who pays, as a Cross Industry Invoice names them."""

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.invoices import Recipient
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.french import euros
from trainingdesk.interchange.facturx import elements as e
from trainingdesk.interchange.facturx.codes import (
    FRENCH_ADDRESS_SCHEME,
    MAIL_SCHEME,
    SIREN_SCHEME,
    SIRET_SCHEME,
    Category,
    TaxGroup,
)
from trainingdesk.interchange.facturx.countries import country_code

PAYER_ROLE = "PR"
STREET_LINES = ("LineOne", "LineTwo", "LineThree")


def seller(parent: e.Element, office: Organisation, groups: tuple[TaxGroup, ...]) -> None:
    """Add the office, with the number that tax knows it by."""
    party = e.part(parent, "SellerTradeParty")
    e.text(party, "GlobalID", _digits(office.siret), schemeID=SIRET_SCHEME)
    e.text(party, "Name", office.trade_name)
    e.text(party, "Description", _legal_words(office))
    _legal_organisation(party, office.siren)
    _contact(party, office)
    _address(party, office.address)
    _electronic_address(party, office.siren, FRENCH_ADDRESS_SCHEME)
    if not bears_no_vat_number(groups):
        _tax_number(party, office)


def buyer(parent: e.Element, data: InvoicePaper, groups: tuple[TaxGroup, ...]) -> None:
    """Add the client, who buys even where a funder pays, unless that wants the invoice its own."""
    client = data.invoice.buyer
    party = e.part(parent, "BuyerTradeParty")
    _names(party, client)
    _address(party, client.address)
    if client.siren:
        _electronic_address(party, client.siren, FRENCH_ADDRESS_SCHEME)
    elif not data.invoice.is_to_funder:
        _electronic_address(party, data.client.email, MAIL_SCHEME)
    if client.vat_number and not bears_no_vat_number(groups):
        _registration(party, _digits(client.vat_number), "VA")


def payer(parent: e.Element, funder: Recipient) -> None:
    """Add who pays in the buyer's place."""
    party = e.part(parent, "PayerTradeParty")
    _names(party, funder, role=PAYER_ROLE)
    _address(party, funder.address)


def bears_no_vat_number(groups: tuple[TaxGroup, ...]) -> bool:
    """Whether nothing of the invoice is in the scope of VAT, and no VAT number goes with it.

    The standard refuses one then (BR-O-02).
    """
    return all(group.category is Category.OUT_OF_SCOPE for group in groups)


def _names(party: e.Element, recipient: Recipient, role: str = "") -> None:
    e.text(party, "GlobalID", _digits(recipient.siret), schemeID=SIRET_SCHEME)
    e.text(party, "Name", recipient.name)
    e.text(party, "RoleCode", role)
    _legal_organisation(party, recipient.siren)


def _legal_organisation(party: e.Element, siren: str) -> None:
    if siren:
        organisation = e.part(party, "SpecifiedLegalOrganization")
        e.text(organisation, "ID", siren, schemeID=SIREN_SCHEME)


def _legal_words(office: Organisation) -> str:
    """Return form, capital and register (C. com. R123-237, R123-238)."""
    capital = f"au capital de {euros(office.capital)}" if office.capital is not None else ""
    form = " ".join(filter(None, (office.legal_form, capital)))
    register = f"RCS {office.rcs_city}" if office.rcs_city else ""
    return ", ".join(filter(None, (form, register)))


def _contact(party: e.Element, office: Organisation) -> None:
    if not (office.phone or office.email):
        return
    contact = e.part(party, "DefinedTradeContact")
    e.text(contact, "PersonName", office.representative_name or office.trade_name)
    if office.phone:
        phone = e.part(contact, "TelephoneUniversalCommunication")
        e.text(phone, "CompleteNumber", office.phone)
    if office.email:
        mail = e.part(contact, "EmailURIUniversalCommunication")
        e.text(mail, "URIID", office.email)


def _address(party: e.Element, address: Address) -> None:
    written = e.part(party, "PostalTradeAddress")
    e.text(written, "PostcodeCode", address.postcode)
    *first, last = STREET_LINES
    lines = [line for line in address.street.splitlines() if line.strip()]
    for name, line in zip(first, lines, strict=False):
        e.text(written, name, line)
    # The standard has three lines: what a longer address says beyond shares the third.
    e.text(written, last, ", ".join(lines[len(first) :]))
    e.text(written, "CityName", address.city)
    e.text(written, "CountryID", country_code(address.country))


def _electronic_address(party: e.Element, address: str, scheme: str) -> None:
    if address:
        e.text(e.part(party, "URIUniversalCommunication"), "URIID", address, schemeID=scheme)


def _tax_number(party: e.Element, office: Organisation) -> None:
    """Add the VAT number, or the SIREN that the tax office knows who has none by (BR-E-02)."""
    if office.vat_number:
        _registration(party, _digits(office.vat_number), "VA")
    else:
        _registration(party, office.siren, "FC")


def _registration(party: e.Element, number: str, scheme: str) -> None:
    if number:
        e.text(e.part(party, "SpecifiedTaxRegistration"), "ID", number, schemeID=scheme)


def _digits(number: str) -> str:
    return "".join(number.split())
