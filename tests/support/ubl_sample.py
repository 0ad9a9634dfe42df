"""An invented UBL 2.1 invoice and its credit note, as a supplier's program writes them."""

_PARTY = """<cac:{side}><cac:Party>
  <cbc:EndpointID schemeID="0225">{siren}</cbc:EndpointID>
  <cac:PartyIdentification><cbc:ID schemeID="0009">{siret}</cbc:ID></cac:PartyIdentification>
  <cac:PostalAddress>
    <cbc:StreetName>{street}</cbc:StreetName>
      <cbc:AdditionalStreetName>Bâtiment B</cbc:AdditionalStreetName>
    <cbc:CityName>{city}</cbc:CityName><cbc:PostalZone>{postcode}</cbc:PostalZone>
    <cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country>
  </cac:PostalAddress>
  <cac:PartyTaxScheme><cbc:CompanyID>{siren}</cbc:CompanyID>
    <cac:TaxScheme><cbc:ID>LOC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID>
    <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName>
    <cbc:CompanyID schemeID="0002">{siren}</cbc:CompanyID></cac:PartyLegalEntity>
</cac:Party></cac:{side}>"""

_SELLER = _PARTY.format(
    side="AccountingSupplierParty", name="Papeterie du Canal", siren="000000331",
    siret="00000033100017", vat="FR35000000331", street="2 quai des Arts", city="Nantes",
    postcode="44000",
)  # fmt: skip
_BUYER = _PARTY.format(
    side="AccountingCustomerParty", name="Atelier des Savoirs", siren="000000117",
    siret="00000011700010", vat="FR72000000117", street="12 rue des Tisserands", city="Valence",
    postcode="26000",
)  # fmt: skip

_BODY = """{header}
<cbc:Note>Livré le 3 juin.</cbc:Note>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:OrderReference><cbc:ID>BC-12</cbc:ID></cac:OrderReference>
{reference}<cac:AdditionalDocumentReference><cbc:ID>BL-9</cbc:ID><cac:Attachment>
  <cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf"
    filename="bon.pdf">QQ==</cbc:EmbeddedDocumentBinaryObject>
</cac:Attachment></cac:AdditionalDocumentReference>
{seller}
{buyer}
<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
  <cbc:PaymentID>{number}</cbc:PaymentID>
  <cac:PayeeFinancialAccount><cbc:ID>FR76 3000 6000 0112 3456 7890 189</cbc:ID>
    </cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:PaymentTerms><cbc:Note>Trente jours.</cbc:Note></cac:PaymentTerms>
<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>
  <cbc:AllowanceChargeReason>Port</cbc:AllowanceChargeReason>
    <cbc:Amount currencyID="EUR">10.00</cbc:Amount>
  <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme>
    <cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
</cac:AllowanceCharge>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21.60</cbc:TaxAmount><cac:TaxSubtotal>
  <cbc:TaxableAmount currencyID="EUR">108.00</cbc:TaxableAmount>
    <cbc:TaxAmount currencyID="EUR">21.60</cbc:TaxAmount>
  <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme>
    <cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
</cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal>
  <cbc:LineExtensionAmount currencyID="EUR">98.00</cbc:LineExtensionAmount>
  <cbc:TaxExclusiveAmount currencyID="EUR">108.00</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="EUR">129.60</cbc:TaxInclusiveAmount>
  <cbc:ChargeTotalAmount currencyID="EUR">10.00</cbc:ChargeTotalAmount>
  <cbc:PrepaidAmount currencyID="EUR">29.60</cbc:PrepaidAmount>
  <cbc:PayableAmount currencyID="EUR">100.00</cbc:PayableAmount>
</cac:LegalMonetaryTotal>
<cac:{name}Line><cbc:ID>1</cbc:ID><cbc:{quantity} unitCode="C62">200</cbc:{quantity}>
  <cbc:LineExtensionAmount currencyID="EUR">98.00</cbc:LineExtensionAmount>
  <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReason>Remise</cbc:AllowanceChargeReason>
      <cbc:Amount currencyID="EUR">2.00</cbc:Amount></cac:AllowanceCharge>
  <cac:Item><cbc:Name>Ramettes</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID>
    <cbc:Percent>20</cbc:Percent>
    <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
  <cac:Price><cbc:PriceAmount currencyID="EUR">50</cbc:PriceAmount>
    <cbc:BaseQuantity unitCode="C62">100</cbc:BaseQuantity></cac:Price>
</cac:{name}Line>"""

_ROOT = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<{name} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{name}-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">'
    "<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>{body}</{name}>"
)

_REFERENCE = (
    "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>PC-441</cbc:ID>"
    "</cac:InvoiceDocumentReference></cac:BillingReference>\n"
)


def _document(name: str, quantity: str, header: str, number: str, reference: str = "") -> bytes:
    body = _BODY.format(
        header=header, reference=reference, number=number, name=name, quantity=quantity,
        seller=_SELLER, buyer=_BUYER,
    )  # fmt: skip
    return _ROOT.format(name=name, body=body).encode()


UBL_INVOICE = _document(
    "Invoice",
    "InvoicedQuantity",
    "<cbc:ID>PC-441</cbc:ID><cbc:IssueDate>2026-06-04</cbc:IssueDate>"
    "<cbc:DueDate>2026-07-04</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>",
    "PC-441",
)
UBL_CREDIT_NOTE = _document(
    "CreditNote",
    "CreditedQuantity",
    "<cbc:ID>PA-7</cbc:ID><cbc:IssueDate>2026-06-09</cbc:IssueDate>"
    "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>",
    "PA-7",
    _REFERENCE,
)
