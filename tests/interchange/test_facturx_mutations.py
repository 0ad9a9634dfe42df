"""Invoice files spoilt in one place each: every fault is caught by name."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from lxml import etree

from tests.support import einvoice_judge as judge
from tests.support.invoice_cases import PAYER, bill, case
from trainingdesk.domain.invoices import Addressee
from trainingdesk.interchange.facturx import Profile, cii, profile_for
from trainingdesk.interchange.facturx import read_supplier_invoice as read
from trainingdesk.interchange.facturx.elements import NAMESPACES

pytestmark = pytest.mark.skipif(bool(judge.missing()), reason=judge.missing() or "judges are here")

Change = Callable[[etree._Element], None]

INVOICES = {
    "usual": case("plain", "several rates"),
    "balance": case("balance", "several rates"),
    "credit": case("credit note", "normal"),
    "fee": case("cancellation fee", "out of scope"),
    "late": case("late charges", "out of scope"),
    "expenses": case("expenses", "normal"),
    "funder": bill(payer=PAYER, file_number="2026-A-004512"),
    "files": bill(
        payer=PAYER,
        payer_funder_id=1,
        addressed_to=Addressee.FUNDER,
        file_number="2026-A-004512, 2026-A-004513",
    ),
    "public": bill(engagement_number="EJ-2026-42"),
}


def drop(element):
    element.getparent().remove(element)


def double(element):
    element.addnext(deepcopy(element))


def to(words: str) -> Change:
    def write(element):
        element.text = words

    return write


def marked(name: str, value: str) -> Change:
    return lambda element: element.set(name, value)


def unmarked(name: str) -> Change:
    return lambda element: element.attrib.pop(name)


DOCUMENT = "rsm:ExchangedDocument"
PROCESS = ".//ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"
SELLER = ".//ram:SellerTradeParty"
BUYER = ".//ram:BuyerTradeParty"
PAYER_PARTY = ".//ram:PayerTradeParty"
LINE = ".//ram:IncludedSupplyChainTradeLineItem"
LINE_TAX = f"{LINE}/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax"
SETTLEMENT = ".//ram:ApplicableHeaderTradeSettlement"
TAX = f"{SETTLEMENT}/ram:ApplicableTradeTax"
SUMS = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
NOTE = f"{DOCUMENT}/ram:IncludedNote[ram:SubjectCode='%s']"
EARLIER = f"{SETTLEMENT}/ram:InvoiceReferencedDocument"
ACCOUNT = ".//ram:PayeePartyCreditorFinancialAccount"

MUTATIONS = [
    ("usual", f"{DOCUMENT}/ram:ID", drop, "XSD"),
    ("usual", f"{DOCUMENT}/ram:ID", to(""), "BR-02"),
    ("usual", f"{DOCUMENT}/ram:ID", to("F" * 36), "BR-FR-01_BT-1"),
    ("usual", f"{DOCUMENT}/ram:ID", to("F 2026 31"), "BR-FR-02_BT-1"),
    ("usual", f"{DOCUMENT}/ram:TypeCode", to("389x"), "BR-FR-04_BT-3"),
    ("usual", f"{DOCUMENT}/ram:TypeCode", to("381"), "BR-FR-CO-05_BT-3"),
    ("usual", f"{DOCUMENT}/ram:IssueDateTime", drop, "XSD"),
    ("usual", f"{DOCUMENT}//udt:DateTimeString", to("19990520"), "BR-FR-03_BT-2"),
    ("usual", f"{DOCUMENT}//udt:DateTimeString", to("20260230"), "BR-FR-03_BT-2"),
    ("usual", f"{DOCUMENT}//udt:DateTimeString", marked("format", "999"), "FX-SCH"),
    ("usual", PROCESS, to("X1"), "BR-FR-08_BT-23"),
    ("usual", PROCESS, to("S2"), "BR-FR-CO-09_BT-23-1"),
    (
        "usual",
        ".//ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
        to("urn:autre"),
        "FX-SCH",
    ),
    ("usual", NOTE % "PMT", drop, "BR-FR-05_BT-22_PMT"),
    ("usual", NOTE % "PMD", drop, "BR-FR-05_BT-22_PMD"),
    ("usual", NOTE % "AAB", drop, "BR-FR-05_BT-22_AAB"),
    ("usual", NOTE % "PMT", double, "BR-FR-06_BT-21_PMT"),
    ("usual", f"{NOTE % 'BAR'}/ram:Content", to("B2X"), "BR-FR-20_BT-21"),
    ("usual", f"{SELLER}/ram:Name", drop, "BR-06"),
    ("usual", f"{SELLER}/ram:SpecifiedLegalOrganization", drop, "BR-FR-10_BT-30"),
    ("usual", f"{SELLER}/ram:SpecifiedLegalOrganization/ram:ID", to("000000224"), "BR-FR-09_BT-29"),
    ("usual", f"{SELLER}/ram:SpecifiedLegalOrganization/ram:ID", to("000000118"), "SIREN"),
    ("usual", f"{SELLER}/ram:GlobalID", to("00000011700011"), "SIRET"),
    ("usual", f"{SELLER}/ram:GlobalID", unmarked("schemeID"), "BR-FR-CO-10_BT-29-1"),
    ("usual", f"{SELLER}/ram:PostalTradeAddress", drop, "BR-08"),
    ("usual", f"{SELLER}/ram:PostalTradeAddress/ram:CountryID", drop, "XSD"),
    ("usual", f"{SELLER}/ram:PostalTradeAddress/ram:CountryID", to("XY"), "FX-SCH"),
    ("usual", f"{SELLER}/ram:PostalTradeAddress/ram:CityName", drop, "CGI 242 nonies A"),
    ("usual", f"{SELLER}/ram:URIUniversalCommunication", drop, "BR-FR-13_BT-34"),
    ("usual", f"{SELLER}/ram:SpecifiedTaxRegistration", drop, "BR-S-02"),
    ("usual", f"{SELLER}/ram:SpecifiedTaxRegistration/ram:ID", to("FR71000000117"), "TVA"),
    ("usual", f"{BUYER}/ram:Name", drop, "BR-07"),
    ("usual", f"{BUYER}/ram:PostalTradeAddress", drop, "BR-10"),
    ("usual", f"{BUYER}/ram:SpecifiedLegalOrganization", drop, "BR-FR-11_BT-47"),
    ("usual", f"{BUYER}/ram:URIUniversalCommunication", drop, "BR-FR-12_BT-49"),
    ("usual", f"{BUYER}/ram:URIUniversalCommunication/ram:URIID", to("999"), "BR-FR-21_BT-49"),
    ("usual", f"{BUYER}//ram:URIID", marked("schemeID", "0088"), "BR-FR-21_BT-49"),
    ("usual", f"{BUYER}//ram:URIID", to("000000224 A"), "BR-FR-23_BT-49"),
    ("usual", f"{LINE}", drop, "BR-CO-10"),
    ("usual", f"{LINE}//ram:LineID", drop, "XSD"),
    ("usual", f"{LINE}//ram:SpecifiedTradeProduct/ram:Name", to(""), "BR-25"),
    ("usual", f"{LINE}//ram:BilledQuantity", to("8"), "BT-131"),
    ("usual", f"{LINE}//ram:BilledQuantity", to("7.00001"), "BR-FR-DEC-02_BT-129"),
    ("usual", f"{LINE}//ram:BilledQuantity", marked("unitCode", "PERS"), "FX-SCH"),
    ("usual", f"{LINE}//ram:BilledQuantity", unmarked("unitCode"), "BR-23"),
    ("usual", f"{LINE}//ram:ChargeAmount", to("-690.00"), "BR-27"),
    ("usual", f"{LINE}//ram:ChargeAmount", to("690,00"), "XSD"),
    ("usual", f"{LINE}//ram:LineTotalAmount", to("4830.01"), "BR-CO-10"),
    ("usual", f"{LINE}//ram:ActualAmount", to("17.00"), "BT-131"),
    ("usual", f"{LINE}//ram:ReasonCode", to("XX"), "FX-SCH"),
    ("usual", f"{LINE_TAX}/ram:CategoryCode", to("L"), "BR-FR-15_BT-95_BT-151"),
    ("usual", f"{LINE_TAX}/ram:RateApplicablePercent", to("19.00"), "BR-FR-16_BT-152"),
    ("usual", f"{TAX}", drop, "BR-E-01"),
    ("usual", f"{TAX}/ram:ExemptionReasonCode", to("VATEX-FR-CGI999"), "FX-SCH"),
    ("usual", f"{TAX}/ram:BasisAmount", to("4830.10"), "BG-23"),
    ("usual", f"{TAX}/ram:CalculatedAmount", to("1.00"), "BR-E-09"),
    ("usual", f"{TAX}/ram:DueDateTypeCode", to("99"), "FX-SCH"),
    ("usual", f"{SETTLEMENT}/ram:InvoiceCurrencyCode", to("EUX"), "FX-SCH"),
    ("usual", f"{SETTLEMENT}/ram:InvoiceCurrencyCode", to("USD"), "BR-FR-CO-12_BT-5"),
    ("usual", ".//ram:DueDateDateTime/udt:DateTimeString", to("20260519"), "BR-FR-CO-07_BT-9"),
    ("usual", ".//ram:SpecifiedTradePaymentTerms", drop, "BR-CO-25"),
    ("usual", ".//ram:BillingSpecifiedPeriod/ram:EndDateTime/*", to("20260101"), "BR-29"),
    ("usual", ".//ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode", to("999"), "FX-SCH"),
    ("usual", f"{ACCOUNT}/ram:IBANID", to("FR7630006000011234567890188"), "IBAN"),
    ("usual", f"{ACCOUNT}/ram:IBANID", drop, "BR-61"),
    ("usual", f"{SUMS}/ram:LineTotalAmount", to("1.00"), "BR-CO-10"),
    ("usual", f"{SUMS}/ram:TaxBasisTotalAmount", to("1.00"), "BR-CO-13"),
    ("usual", f"{SUMS}/ram:TaxTotalAmount", to("37.10"), "BR-CO-14"),
    ("usual", f"{SUMS}/ram:TaxTotalAmount", unmarked("currencyID"), "BR-CO-15"),
    ("usual", f"{SUMS}/ram:GrandTotalAmount", to("5024.41"), "BR-CO-15"),
    ("usual", f"{SUMS}/ram:GrandTotalAmount", to("5024.400"), "BR-FR-DEC-01_BT-112"),
    ("usual", f"{SUMS}/ram:DuePayableAmount", to("0.00"), "BR-CO-16"),
    ("usual", f"{SUMS}/ram:DuePayableAmount", drop, "XSD"),
    ("balance", f"{SUMS}/ram:TotalPrepaidAmount", drop, "BR-CO-16"),
    ("balance", f"{SUMS}/ram:TotalPrepaidAmount", to("90.00"), "BR-CO-16"),
    ("balance", f"{DOCUMENT}/ram:TypeCode", to("386"), "BR-FR-CO-08_BT-23"),
    ("balance", f"{EARLIER}/ram:IssuerAssignedID", to(""), "BR-55"),
    ("balance", f"{EARLIER}/ram:IssuerAssignedID", to("F 7"), "BR-FR-02_BT-25"),
    ("credit", EARLIER, drop, "BR-FR-CO-05_BT-3"),
    ("credit", f"{EARLIER}/ram:FormattedIssueDateTime", drop, "BR-FR-CO-05_BT-3"),
    ("fee", f"{TAX}/ram:CategoryCode", to("E"), "BR-E-01"),
    ("fee", f"{LINE_TAX}/ram:CategoryCode", to("Z"), "BR-Z-01"),
    ("late", f"{TAX}/ram:CategoryCode", to("S"), "BR-48"),
    ("late", f"{TAX}/ram:CalculatedAmount", to("8.00"), "BR-O-09"),
    ("late", f"{LINE_TAX}/ram:CategoryCode", to("E"), "BR-O-01"),
    ("late", f"{SUMS}/ram:TaxTotalAmount", to("138.00"), "BR-CO-15"),
    ("late", NOTE % "PMD", drop, "BR-FR-05_BT-22_PMD"),
    ("expenses", f"{SELLER}/ram:SpecifiedTaxRegistration", drop, "BR-S-02"),
    ("expenses", f"{TAX}/ram:RateApplicablePercent", to("10.00"), "BR-S-08"),
    ("expenses", f"{LINE_TAX}/ram:RateApplicablePercent", to("0.00"), "BR-S-05"),
    ("expenses", f"{NOTE % 'BAR'}/ram:Content", to("B2G"), "BR-FR-20_BT-21"),
    ("files", f"{BUYER}/ram:Name", drop, "BR-07"),
    ("files", f"{BUYER}/ram:GlobalID", to("00000022400014"), "BR-FR-09_BT-46"),
    ("files", f"{BUYER}/ram:SpecifiedLegalOrganization/ram:ID", to("000000118"), "SIREN"),
    ("files", f"{BUYER}/ram:URIUniversalCommunication", drop, "BR-FR-12_BT-49"),
    ("files", ".//ram:BuyerReference", to(""), judge.NO_EMPTY_ELEMENT),
    ("public", ".//ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID", drop, "FX-SCH"),
    ("public", f"{NOTE % 'PMD'}/ram:Content", to(""), judge.NO_EMPTY_ELEMENT),
    ("funder", f"{PAYER_PARTY}", double, "XSD"),
    ("funder", f"{PAYER_PARTY}/ram:Name", drop, "FX-SCH"),
    ("funder", f"{PAYER_PARTY}/ram:GlobalID", to("00000022400014"), "BR-FR-09_EXT-FR-FE-46"),
    ("funder", f"{LINE_TAX}/ram:ExemptionReasonCode", drop, "BR-FXEXT-E-08"),
]


def spoilt(name: str, path: str, change: Change) -> tuple[bytes, Profile]:
    data = INVOICES[name]
    profile = profile_for(data)
    root = etree.fromstring(cii(data, profile))
    change(root.find(path, NAMESPACES))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True), profile


def rules_broken(xml: bytes, profile: Profile) -> set[str]:
    official = {finding.split(" ", 1)[0] for finding in judge.findings(xml, profile)}
    return official | {fault.rule for fault in read(xml).faults}


@pytest.mark.parametrize("name", INVOICES)
def test_before_it_is_spoilt_an_invoice_breaks_no_rule(name):
    data = INVOICES[name]
    assert rules_broken(cii(data, profile_for(data)), profile_for(data)) == set()


@pytest.mark.parametrize(("name", "path", "change", "rule"), MUTATIONS)
def test_a_spoilt_invoice_is_caught_by_the_rule_that_it_breaks(name, path, change, rule):
    broken = rules_broken(*spoilt(name, path, change))
    assert any(one.startswith(rule) for one in broken), broken
