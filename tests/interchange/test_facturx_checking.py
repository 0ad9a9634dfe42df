"""What is wrong with an electronic invoice, told before its number is taken."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support import einvoice_judge as judge
from tests.support.invoice_cases import DEPOSIT, FEE, PAYER, bill, case, credited, selling
from tests.support.office_sample import COACHING, INDIVIDUAL, INVOICE_PAPER, OFFICE, SEVEN_SEATS
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.identifiers import sample_siret, vat_number_of
from trainingdesk.domain.invoices import Addressee, InvoiceKind
from trainingdesk.interchange.facturx import Profile, cii, faults, schema_faults

CLIENT = INVOICE_PAPER.invoice.client
DRAFT = bill(number=None, issued_on=None, due_on=None)


def of_office(**changes):
    return replace(INVOICE_PAPER, organisation=replace(OFFICE, **changes))


def of_client(**changes):
    return bill(client=replace(CLIENT, **changes))


def moved(**changes):
    return of_client(address=replace(CLIENT.address, **changes))


def sold(**changes):
    return selling(SEVEN_SEATS, replace(COACHING, **changes))


FAULTS = {
    "the office has no name": (of_office(name=""), "BR-06", "organisation.name"),
    "the office has no SIRET": (of_office(siret=""), "BR-FR-10", "organisation.siret"),
    "a wrong key of the office's SIRET": (
        of_office(siret="00000011700011"), "SIRET", "organisation.siret"),
    "a wrong key of the office's VAT number": (
        of_office(vat_number="FR71000000117"), "TVA", "organisation.vat_number"),
    "the VAT number of another firm": (
        of_office(vat_number=vat_number_of(sample_siret(7)[:9])), "TVA", "organisation.vat_number"),
    "taxed without VAT number": (of_office(vat_number=""), "BR-S-02", "organisation.vat_number"),
    "a wrong key of the IBAN": (
        of_office(iban="FR7630006000011234567890188"), "IBAN", "organisation.iban"),
    "a BIC that is none": (of_office(bic="AGRI"), "BIC", "organisation.bic"),
    "the office has no town": (
        of_office(address=replace(OFFICE.address, city=" ")),
        "CGI 242 nonies A", "organisation.address.city"),
    "the client has no name": (of_client(name=""), "BR-06", "client.name"),
    "the client has no street": (moved(street=""), "CGI 242 nonies A", "client.address.street"),
    "the client has no postcode": (
        moved(postcode=""), "CGI 242 nonies A", "client.address.postcode"),
    "the client has no town": (moved(city=""), "CGI 242 nonies A", "client.address.city"),
    "a country that is none": (moved(country="Lune"), "BR-09", "client.address.country"),
    "a wrong key of the client's SIRET": (
        of_client(siret="00000022400015"), "SIRET", "client.siret"),
    "a wrong key of the client's VAT number": (
        of_client(vat_number="FR00000000224"), "TVA", "client.vat_number"),
    "the mail of a person is too long": (
        replace(of_client(siret=""), client=replace(INDIVIDUAL, email="z" * 120 + "@a.example")),
        "BR-FR-25", "client.email"),
    "a wrong key of the payer's SIRET": (
        bill(payer=replace(PAYER, siret="00000033100012")), "SIRET", "payer.siret"),
    "the payer has no address": (
        bill(payer=replace(PAYER, address=Address(street="1 rue A", postcode="69000"))),
        "CGI 242 nonies A", "payer.address.city"),
    "a number too long": (bill(number="F" * 36), "BR-FR-01_BT-1", "number"),
    "a number with a space": (bill(number="F 31"), "BR-FR-02_BT-1", "number"),
    "a deposit with an odd number": (
        bill(deductions=(replace(DEPOSIT, number="n° 7"),)), "BR-FR-02_BT-25", "deductions"),
    "a date of another century": (
        bill(delivered_from=date(1926, 5, 18)), "BR-FR-03_BT-73", "delivered_from"),
    "due before it is issued": (bill(due_on=date(2026, 5, 19)), "BR-FR-CO-07", "due_on"),
    "an end before the start": (
        bill(delivered_until=date(2026, 5, 17)), "BR-29", "delivered_until"),
    "a credit note of nothing": (
        bill(kind=InvoiceKind.CREDIT_NOTE), "BR-FR-CO-05", "corrects"),
    "a credit note of a draft": (
        replace(bill(kind=InvoiceKind.CREDIT_NOTE), corrects=DRAFT.invoice),
        "BR-FR-CO-05", "corrects"),
    "no line": (bill(lines=()), "BR-16", "lines"),
    "a line that says nothing": (sold(label=" "), "BR-25", "lines.2"),
    "a quantity too fine": (
        sold(quantity=D("1.00001")), "BR-FR-DEC-02_BT-129", "lines.2.quantity"),
    "a price too fine": (
        sold(unit_price=D("0.1234567")), "BR-FR-DEC-03_BT-146", "lines.2.unit_price"),
    "a rate that is none": (sold(tva_rate=D(19)), "BR-FR-16_BT-152", "lines.2.tva_rate"),
    "no tax and no reason": (sold(tva_rate=D(0)), "BR-S-05", "lines.2.exemption"),
    "a character that cannot be written": (sold(label="Coaching\x0b"), "XML", "lines.2.label"),
    "such a character in the mail of the client": (
        replace(INVOICE_PAPER, client=replace(INVOICE_PAPER.client, email="a\x1f@lac.example")),
        "XML", "client.email"),
    "such a character in the register of the office": (
        of_office(rcs_city="Val\x02ence"), "XML", "organisation.rcs_city"),
    "such a character in the order": (bill(purchase_order="BC\ufffe"), "XML", "purchase_order"),
    "such a character in the name of the payer": (
        bill(payer=replace(PAYER, name="OPCO\x00")), "XML", "payer.name"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "rule", "field"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_rule_and_field(data, rule, field):
    (fault,) = faults(data)
    assert (fault.rule, fault.field, fault.blocks) == (rule, field, True)
    assert fault.sentence.endswith(".")


@pytest.mark.parametrize(
    ("data", "rule", "field"),
    [
        pytest.param(of_client(siret=""), "BR-FR-11", "client.siret", id="a firm without SIRET"),
        pytest.param(
            replace(of_client(siret=""), client=INDIVIDUAL),
            "BR-FR-12",
            "client.email",
            id="a person without mail",
        ),
        pytest.param(
            bill(client=replace(moved(country="Suisse").invoice.client, siret="")),
            "BR-FR-12",
            "client.email",
            id="a firm abroad without mail",
        ),
    ],
)
def test_what_only_a_platform_asks_for_warns(data, rule, field):
    (fault,) = faults(data)
    assert (fault.rule, fault.field, fault.blocks) == (rule, field, False)


def test_what_blocks_comes_first():
    data = replace(of_client(siret="", name=""), organisation=replace(OFFICE, iban="FR76"))
    assert [(fault.rule, fault.blocks) for fault in faults(data)] == [
        ("IBAN", True),
        ("BR-06", True),
        ("BR-FR-11", False),
    ]


def test_a_fault_says_what_to_mend_and_where():
    (fault,) = faults(moved(city=""))
    assert fault.sentence == (
        "Client\N{NO-BREAK SPACE}: la ville manque. À corriger dans Clients › la fiche du client."
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(DRAFT, id="draft"),
        pytest.param(case("deposit", "normal"), id="deposit"),
        pytest.param(
            bill(case("deposit", "normal"), due_on=date(2026, 5, 1)), id="deposit due at once"
        ),
        pytest.param(credited(INVOICE_PAPER, InvoiceKind.INVOICE), id="credit note"),
        pytest.param(of_office(iban="", bic=""), id="no bank"),
        pytest.param(selling(FEE, SEVEN_SEATS), id="indemnity beside a training"),
    ],
)
def test_what_can_be_issued_has_no_fault(data):
    assert faults(data) == ()


def test_an_indemnity_beside_a_training_does_not_fit_the_usual_profile():
    (fault,) = faults(selling(FEE, SEVEN_SEATS), Profile.EN16931)
    assert fault.rule == "BR-O-11"


@pytest.mark.skipif(bool(judge.missing()), reason=judge.missing() or "the schemas are here")
def test_a_file_that_departs_from_the_schema_is_told_with_the_place():
    schema = judge.schema_of(Profile.EN16931)
    xml = cii(INVOICE_PAPER, Profile.EN16931)
    assert schema_faults(xml, schema) == ()
    bare = xml.replace(b"<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>", b"")
    (fault,) = schema_faults(bare, schema)
    assert fault.rule == "XSD"
    assert "SpecifiedTradeSettlementPaymentMeans" in fault.sentence


def test_a_funder_invoiced_itself_lacks_its_siret():
    to_funder = bill(
        payer=replace(PAYER, siret=""), payer_funder_id=1, addressed_to=Addressee.FUNDER
    )
    (fault,) = faults(to_funder)
    assert (fault.rule, fault.field, fault.blocks) == ("BR-FR-11", "payer.siret", False)
