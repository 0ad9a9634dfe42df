"""Invoices written as Cross Industry Invoices, before the official judges."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.support import einvoice_judge as judge
from tests.support.invoice_cases import (
    BOOK,
    DEPOSIT,
    FEE,
    KINDS,
    PAYER,
    REGIMES,
    bill,
    case,
    credited,
    selling,
)
from tests.support.office_sample import COACHING, INDIVIDUAL, INVOICE_PAPER, OFFICE, SEVEN_SEATS
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Addressee, InvoiceKind, InvoiceLine, Recipient
from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.domain.tva import RATES, Exemption
from trainingdesk.interchange.facturx import (
    DISCOUNT,
    INDEMNITY,
    PENALTIES,
    Profile,
    cii,
    faults,
    profile_for,
)
from trainingdesk.interchange.facturx import read_supplier_invoice as read
from trainingdesk.interchange.facturx.elements import NAMESPACES

judged = pytest.mark.skipif(bool(judge.missing()), reason=judge.missing() or "the judges are here")

TO_A_PERSON = replace(
    bill(client=Recipient(name=INDIVIDUAL.display_name, address=INDIVIDUAL.address)),
    client=replace(INDIVIDUAL, email="zoe@exemple.example"),
)
REFUND = replace(SEVEN_SEATS, label="Geste commercial", quantity=D(1), unit_price=D(-85))


def texts(data: InvoicePaper, path: str, profile: Profile | None = None) -> list[str]:
    root = etree.fromstring(cii(data, profile or profile_for(data)))
    return [found.text for found in root.iterfind(f".//{path}", NAMESPACES)]


def notes(data: InvoicePaper) -> dict[str, list[str]]:
    root = etree.fromstring(cii(data, profile_for(data)))
    said = {}
    for note in root.iterfind(".//ram:IncludedNote", NAMESPACES):
        words, subject = (part.text for part in note)
        said.setdefault(subject, []).append(words)
    return said


@judged
@pytest.mark.parametrize("profile", Profile, ids=lambda profile: profile.value)
@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_passes_the_official_rules_under_every_regime(kind, regime, profile):
    data = case(kind, regime)
    assert judge.findings(cii(data, profile), profile) == []
    assert faults(data, profile) == ()


TO_FUNDER = bill(payer=PAYER, payer_funder_id=1, addressed_to=Addressee.FUNDER)
OTHERS = {
    "a funder pays": bill(payer=PAYER, file_number="2026-A-004512"),
    "a funder pays the balance": bill(
        case("balance", "several rates"), payer=PAYER, file_number="2026-A-004512"
    ),
    "a funder is invoiced itself": bill(TO_FUNDER, file_number="2026-A-004512"),
    "a funder is invoiced several files": bill(
        TO_FUNDER, file_number="2026-A-004512, 2026-A-004513, 2026-B-000001"
    ),
    "a funder pays for a person": replace(
        bill(payer=PAYER, file_number="2026-A-004512"), client=INDIVIDUAL
    ),
    "a public buyer asks for its numbers": bill(
        engagement_number="EJ-2026-42", service_code="FORM-02"
    ),
    "a funder is invoiced for a person": replace(TO_FUNDER, client=INDIVIDUAL),
    "a funder is credited itself": bill(
        case("credit note", "exempt"),
        payer=PAYER, payer_funder_id=1, addressed_to=Addressee.FUNDER,
    ),
    "a funder is credited": bill(case("credit note", "exempt"), payer=PAYER),
    "to a person": TO_A_PERSON,
    "to a firm abroad": bill(
        replace(INVOICE_PAPER, client=replace(INVOICE_PAPER.client, email="a@lac.example")),
        client=replace(
            INVOICE_PAPER.invoice.client,
            siret="",
            address=Address(
                street="1 rue du Lac", postcode="1204", city="Genève", country="Suisse"
            ),
        )
    ),
    "an indemnity beside a training": selling(FEE, SEVEN_SEATS),
    "two exemptions": selling(SEVEN_SEATS, replace(COACHING, exemption=Exemption.FRANCHISE,
                                                   tva_rate=D(0))),
    "money taken off": selling(SEVEN_SEATS, REFUND),
    "every unit": selling(*(replace(BOOK, unit=unit) for unit in Unit)),
    "every rate": selling(*(replace(COACHING, tva_rate=rate) for rate in RATES[1:])),
    "no bank, no order, no dates": bill(
        replace(INVOICE_PAPER, organisation=replace(OFFICE, iban="", bic="", phone="", email="")),
        purchase_order="", service_code="", delivered_from=None, delivered_until=None,
    ),
    "deposits that leave nothing to pay": bill(
        selling(replace(SEVEN_SEATS, quantity=D(1), unit_price=D(90))), deductions=(DEPOSIT,)
    ),
    "no due date": bill(due_on=None),
    "a long address": bill(
        client=replace(
            INVOICE_PAPER.invoice.client,
            address=Address(
                street="Service des finances\nBâtiment C\nBP 12\n1 place du Marché",
                postcode="74000", city="Évian-la-Forêt",
            ),
        )
    ),
    "markup in a label": selling(replace(SEVEN_SEATS, label="Écrire <b> & « lire »\nNiveau 2")),
}  # fmt: skip


@judged
@pytest.mark.parametrize("name", OTHERS)
def test_every_other_case_passes_the_official_rules(name):
    data = OTHERS[name]
    profile = profile_for(data)
    assert judge.findings(cii(data, profile), profile) == []
    assert faults(data) == ()


@judged
def test_a_subrogation_passes_the_rules_of_the_platforms_own_profile():
    xml = cii(OTHERS["a funder pays"], Profile.EXTENDED)
    assert judge.schematron_findings(xml, judge.PLATFORM_RULES) == []


@judged
def test_a_person_without_mail_lacks_only_the_address_that_a_platform_asks_for():
    data = replace(TO_A_PERSON, client=INDIVIDUAL)
    (finding,) = judge.findings(cii(data, Profile.EN16931), Profile.EN16931)
    assert finding.startswith("BR-FR-12")
    assert [(fault.rule, fault.blocks) for fault in faults(data)] == [("BR-FR-12", False)]


def test_the_same_invoice_gives_the_same_bytes():
    assert cii(INVOICE_PAPER, Profile.EN16931) == cii(INVOICE_PAPER, Profile.EN16931)


def test_a_draft_has_no_file():
    with pytest.raises(RuleBroken, match="brouillon"):
        cii(bill(number=None), Profile.EN16931)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("plain", ("380", "S1")),
        ("deposit", ("386", "S1")),
        ("balance", ("380", "S4")),
        ("credit note", ("381", "S1")),
        ("credit note of a deposit", ("503", "S1")),
        ("cancellation fee", ("380", "S1")),
        ("late charges", ("380", "S1")),
        ("expenses", ("380", "S1")),
    ],
)
def test_each_kind_has_its_codes(kind, codes):
    data = case(kind, "exempt")
    assert (
        *texts(data, "rsm:ExchangedDocument/ram:TypeCode"),
        *texts(data, "ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"),
    ) == codes


@pytest.mark.parametrize(
    ("regime", "told"),
    [
        pytest.param("exempt", [("E", "0.00", "VATEX-FR-CGI261-4", None)], id="exempt"),
        pytest.param("franchise", [("E", "0.00", "VATEX-FR-FRANCHISE", None)], id="franchise"),
        pytest.param("normal", [("S", "20.00", None, "72")], id="due on payment"),
        pytest.param("option for debits", [("S", "20.00", None, "5")], id="due on debits"),
        pytest.param("out of scope", [("O", None, "VATEX-EU-O", None)], id="out of scope"),
        pytest.param(
            "several rates",
            [
                ("E", "0.00", "VATEX-FR-CGI261-4", None),
                ("S", "5.50", None, "72"),
                ("S", "20.00", None, "72"),
            ],
            id="several",
        ),
    ],
)
def test_each_regime_has_its_category_and_reason(regime, told):
    root = etree.fromstring(cii(case("plain", regime), Profile.EN16931))
    path = ".//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax"
    names = ("CategoryCode", "RateApplicablePercent", "ExemptionReasonCode", "DueDateTypeCode")
    assert [
        tuple(tax.findtext(f"ram:{name}", None, NAMESPACES) for name in names)
        for tax in root.iterfind(path, NAMESPACES)
    ] == told


def test_deposits_are_named_and_taken_off_once():
    data = case("balance", "normal")
    earlier = "ram:InvoiceReferencedDocument"
    assert texts(data, f"{earlier}/ram:IssuerAssignedID") == ["F-2026-0007", "F-2026-0009"]
    assert texts(data, f"{earlier}//qdt:DateTimeString") == ["20260412", "20260412"]
    sums = "ram:SpecifiedTradeSettlementHeaderMonetarySummation"
    assert [
        texts(data, f"{sums}/ram:{name}")
        for name in ("GrandTotalAmount", "TotalPrepaidAmount", "DuePayableAmount")
    ] == [["5796.00"], ["180.00"], ["5616.00"]]


def test_a_credit_note_is_positive_and_names_what_it_corrects():
    data = case("credit note", "normal")
    assert texts(data, "ram:InvoiceReferencedDocument/ram:IssuerAssignedID") == ["F-2026-0031"]
    assert texts(data, "ram:DuePayableAmount") == ["5796.00"]
    assert texts(data, "ram:IBANID") == texts(data, "ram:DueDateDateTime") == []
    assert notes(data)["AAI"][-1] == "Motif\N{NO-BREAK SPACE}: Deux absents"


@pytest.mark.parametrize(
    ("data", "profile"),
    [
        pytest.param(INVOICE_PAPER, Profile.EN16931, id="usual"),
        pytest.param(OTHERS["a funder pays"], Profile.EXTENDED, id="a funder pays"),
        pytest.param(selling(FEE, SEVEN_SEATS), Profile.EXTENDED, id="indemnity beside a sale"),
        pytest.param(selling(FEE), Profile.EN16931, id="indemnity alone"),
        pytest.param(TO_FUNDER, Profile.EN16931, id="a funder is invoiced itself"),
    ],
)
def test_the_profile_is_the_smallest_that_says_all(data, profile):
    assert profile_for(data) is profile


def test_a_payer_is_a_party_in_the_extended_profile_and_a_note_in_both():
    data = OTHERS["a funder pays"]
    assert texts(data, "ram:PayerTradeParty/ram:Name") == ["OPCO Exemple Territoires"]
    assert texts(data, "ram:PayerTradeParty/ram:RoleCode") == ["PR"]
    assert texts(data, "ram:PayerTradeParty/ram:Name", Profile.EN16931) == []
    assert texts(data, "ram:BuyerTradeParty/ram:Name") == ["Mairie d’Évian-la-Forêt"]
    assert texts(data, "ram:BuyerReference") == ["2026-A-004512"]
    assert "Facture à régler par OPCO Exemple Territoires" in notes(data)["AAI"][-1]
    unfiled = notes(bill(payer=PAYER))["AAI"][-1]
    assert "dossier" not in unfiled


def test_a_funder_that_wants_the_invoice_its_own_is_the_buyer_and_the_client_a_note():
    data = OTHERS["a funder is invoiced itself"]
    assert texts(data, "ram:BuyerTradeParty/ram:Name") == ["OPCO Exemple Territoires"]
    assert texts(data, "ram:PayerTradeParty/ram:Name", Profile.EXTENDED) == []
    assert texts(data, "ram:BuyerReference") == ["2026-A-004512"]
    (words,) = [words for words in notes(data)["AAI"] if words.startswith("Formation suivie")]
    assert " ".join(words.split()) == (
        "Formation suivie pour Mairie d’Évian-la-Forêt, facturée au financeur, dossier n° "
        "2026-A-004512."
    )


def test_a_funder_invoiced_for_a_person_is_no_consumer():
    data = OTHERS["a funder is invoiced for a person"]
    taxed = selling(COACHING, data=data)
    assert notes(taxed)["BAR"] == ["B2B"]


def test_a_public_buyer_is_told_the_rate_of_its_own_code():
    (words,) = notes(INVOICE_PAPER)["PMD"]
    assert "majoré de 8 points" in " ".join(words.split())
    (funded,) = notes(bill(payer=PAYER))["PMD"]
    assert "majoré de 10 points" in " ".join(funded.split())


def test_a_public_client_is_found_by_service_and_engagement():
    data = bill(engagement_number="EJ-2026-42")
    order = "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"
    assert texts(data, "ram:BuyerReference") == ["FORM-02"]
    assert texts(data, order) == ["EJ-2026-42"]
    assert notes(data)["AAI"][-1] == "Bon de commande BC-778."
    assert texts(INVOICE_PAPER, order) == ["BC-778"]


def test_blanks_are_no_reference():
    data = bill(engagement_number=" ", purchase_order="\t", service_code=" ", file_number="D-7")
    assert texts(data, "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID") == []
    assert texts(data, "ram:BuyerReference") == ["D-7"]
    assert b"BuyerOrderReferencedDocument" not in cii(data, Profile.EN16931)


@pytest.mark.parametrize(
    ("data", "treatment"),
    [
        pytest.param(case("plain", "normal"), ["B2B"], id="taxed, to a firm"),
        pytest.param(case("plain", "franchise"), ["B2B"], id="franchise, to a firm"),
        pytest.param(case("plain", "exempt"), None, id="exempt alone: the platform decides"),
        pytest.param(case("plain", "out of scope"), None, id="indemnity alone"),
        pytest.param(TO_A_PERSON, ["B2C"], id="to a person"),
        pytest.param(OTHERS["to a firm abroad"], ["B2BINT"], id="abroad"),
        pytest.param(
            bill(
                client=replace(
                    INVOICE_PAPER.invoice.client,
                    address=replace(OFFICE.address, country="La Réunion"),
                )
            ),
            ["B2B"],
            id="overseas, with a SIRET",
        ),
    ],
)
def test_the_treatment_follows_who_buys_and_what(data, treatment):
    assert notes(data).get("BAR") == treatment


def test_the_three_notes_that_platforms_ask_for_are_there_once():
    said = notes(INVOICE_PAPER)
    assert [len(said[code]) for code in ("AAB", "PMD", "PMT")] == [1, 1, 1]
    assert "10,15\N{NO-BREAK SPACE}%" in said["PMD"][0]
    assert "40,00" in said["PMT"][0]
    unknown = notes(replace(INVOICE_PAPER, late_rate=None))
    assert "soit" not in unknown["PMD"][0]


def test_the_paper_s_own_words_are_the_file_s():
    printed = {DISCOUNT: "Escompte de 1 % à dix jours.", PENALTIES: "", INDEMNITY: "Soit 45 €."}
    xml = cii(INVOICE_PAPER, Profile.EN16931, printed).decode()
    assert "<ram:Content>Escompte de 1 % à dix jours.</ram:Content>" in xml
    assert "<ram:Content>Soit 45 €.</ram:Content>" in xml
    assert "Pénalités de retard" in xml
    assert "Pas d’escompte" not in xml


def test_a_person_owes_no_commercial_penalty():
    said = notes(TO_A_PERSON)
    assert said["PMD"] == ["Les intérêts au taux légal courent à compter de la mise en demeure."]
    assert said["PMT"][0].startswith("Aucune indemnité")


def test_a_credit_note_asks_for_nothing():
    said = notes(credited(INVOICE_PAPER, InvoiceKind.INVOICE))
    assert all(said[code][0].startswith("Sans objet") for code in ("AAB", "PMD", "PMT"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(case("plain", "option for debits"), True, id="taxed"),
        pytest.param(
            replace(INVOICE_PAPER, organisation=replace(OFFICE, vat_on_debits=True),
                    invoice=case("plain", "exempt").invoice),
            False,
            id="nothing taxed",
        ),
        pytest.param(case("plain", "normal"), False, id="no option"),
    ],
)  # fmt: skip
def test_the_option_for_debits_is_said_where_tax_is_due(data, said):
    words = "Option pour le paiement de la taxe d’après les débits."
    assert (words in notes(data)["AAI"]) is said


def test_a_note_of_the_invoice_is_passed_on_and_an_undeclared_office_says_nothing():
    assert notes(bill(notes="Bon pour remise."))["AAI"][-1] == "Bon pour remise."
    office = replace(OFFICE, activity_number="")
    assert "REG" not in notes(replace(INVOICE_PAPER, organisation=office))


def test_an_office_without_vat_number_is_known_by_its_siren():
    path = "ram:SellerTradeParty/ram:SpecifiedTaxRegistration/ram:ID"
    assert texts(case("plain", "franchise"), path) == ["000000117"]
    assert texts(INVOICE_PAPER, path) == ["FR72000000117"]
    assert texts(case("plain", "out of scope"), path) == []


def test_the_law_names_the_office_by_form_capital_and_register():
    (words,) = texts(INVOICE_PAPER, "ram:SellerTradeParty/ram:Description")
    assert words.startswith("SARL au capital de")
    assert words.endswith("RCS Valence")
    bare = replace(OFFICE, legal_form="", capital=None, rcs_city="", siret="", vat_number="")
    data = replace(INVOICE_PAPER, organisation=bare)
    assert texts(data, "ram:SellerTradeParty/ram:Description") == []
    assert texts(data, "ram:SellerTradeParty/ram:SpecifiedTaxRegistration/ram:ID") == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"email": ""}, ["04 00 00 00 01"], id="phone alone"),
        pytest.param({"phone": ""}, [], id="mail alone"),
    ],
)
def test_the_office_is_reached_as_it_can_be(changes, said):
    data = replace(INVOICE_PAPER, organisation=replace(OFFICE, **changes))
    assert texts(data, "ram:CompleteNumber") == said
    assert texts(data, "ram:DefinedTradeContact/ram:PersonName") == ["Hélène Garance"]


def test_an_account_is_told_even_where_its_bank_is_not():
    data = replace(INVOICE_PAPER, organisation=replace(OFFICE, bic=""))
    assert texts(data, "ram:IBANID") == ["FR7630006000011234567890189"]
    assert texts(data, "ram:BICID") == []


def test_a_client_with_a_vat_number_is_named_with_it():
    client = replace(INVOICE_PAPER.invoice.client, vat_number="FR 43000000075")
    path = "ram:BuyerTradeParty/ram:SpecifiedTaxRegistration/ram:ID"
    assert texts(bill(client=client), path) == ["FR43000000075"]


def test_a_line_that_takes_off_is_a_negative_quantity_at_a_positive_price():
    data = selling(SEVEN_SEATS, REFUND)
    assert texts(data, "ram:BilledQuantity") == ["7", "-1"]
    assert texts(data, "ram:NetPriceProductTradePrice/ram:ChargeAmount") == ["690", "85"]


def test_a_discount_is_said_with_its_base_and_its_amount():
    data = selling(COACHING)
    path = "ram:SpecifiedTradeAllowanceCharge/ram"
    assert [
        texts(data, f"{path}:{name}")
        for name in ("CalculationPercent", "BasisAmount", "ActualAmount")
    ] == [["10"], ["180.00"], ["18.00"]]


def test_a_label_of_several_lines_is_a_name_and_a_description():
    data = OTHERS["markup in a label"]
    assert texts(data, "ram:SpecifiedTradeProduct/ram:Name") == ["Écrire <b> & « lire »"]
    assert texts(data, "ram:SpecifiedTradeProduct/ram:Description") == ["Niveau 2"]


def test_a_long_address_keeps_all_its_lines():
    path = "ram:BuyerTradeParty/ram:PostalTradeAddress/ram:Line"
    assert [texts(OTHERS["a long address"], path + nth) for nth in ("One", "Two", "Three")] == [
        ["Service des finances"], ["Bâtiment C"], ["BP 12, 1 place du Marché"]
    ]  # fmt: skip


def test_an_unknown_register_day_is_left_out():
    data = credited(bill(issued_on=None), InvoiceKind.INVOICE)
    assert texts(data, "ram:FormattedIssueDateTime") == []
    assert texts(data, "ram:IssueDateTime/udt:DateTimeString") == ["20260520"]


def test_a_start_without_end_is_a_period_without_delivery_date():
    data = bill(delivered_until=None)
    assert texts(data, "ram:BillingSpecifiedPeriod//udt:DateTimeString") == ["20260518"]
    assert texts(data, "ram:OccurrenceDateTime/udt:DateTimeString") == []


prices = st.decimals(D(-5000), D(50000), places=2)
LINES = st.lists(
    st.builds(
        lambda quantity, price, discount, rate, unit: Line(
            label="Séance", quantity=quantity, unit_price=price, discount=discount, unit=unit,
            tva_rate=rate, exemption=None if rate else Exemption.TRAINING,
        ),
        st.decimals(D("0.25"), D(40), places=2),
        prices,
        st.sampled_from([D(0), D(5), D("12.5"), D("33.33"), D(100)]),
        st.sampled_from(RATES),
        st.sampled_from(list(Unit)),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


@settings(deadline=None)
@given(LINES)
def test_the_file_adds_up_as_the_invoice_does(lines):
    invoice = bill(lines=tuple(InvoiceLine(line=line) for line in lines)).invoice
    data = replace(INVOICE_PAPER, invoice=invoice)
    found = read(cii(data, Profile.EN16931))
    assert found.faults == ()
    assert found.totals.total_ht == invoice.totals.total_ht
    assert found.totals.tva == invoice.totals.tva
    assert found.totals.to_pay == invoice.to_pay
    assert [line.total_ht for line in found.lines] == [line.total_ht for line in lines]
    assert {(tax.rate, tax.base_ht, tax.tva) for tax in found.taxes} == {
        (part.rate, part.base_ht, part.tva) for part in invoice.totals.by_rate
    }


@judged
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(LINES, st.sampled_from(list(Profile)))
def test_whatever_is_sold_the_official_rules_agree(lines, profile):
    data = bill(lines=tuple(InvoiceLine(line=line) for line in lines))
    assert judge.findings(cii(data, profile), profile) == []


def test_dates_are_written_as_the_standard_asks():
    data = bill(issued_on=date(2026, 1, 2), due_on=date(2026, 2, 1))
    assert texts(data, "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString") == ["20260102"]
    assert texts(data, "ram:DueDateDateTime/udt:DateTimeString") == ["20260201"]
