"""Who is invoiced for what of a session, and what is said of it before."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from tests.support.filled_office import FilledOffice
from tests.support.pdf_text import plain
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.funder_habits import FunderHabits, InvoicePer
from trainingdesk.domain.invoices import Addressee, part_of
from trainingdesk.domain.sessions import FundingState, GrantBasis
from trainingdesk.services import coherence, funding_follow_up, invoicing, planning
from trainingdesk.services.shares import review_split
from trainingdesk.storage import parties, sales, sessions


@pytest.fixture
def filled():
    office = FilledOffice()
    yield office
    office.office.close()


def regrant(filled, funding_id, **changes):
    funding = sessions.FUNDINGS.get(filled.office.db, funding_id)
    planning.fund(filled.office, replace(funding, **changes))
    return funding_id


def another_file(filled, number, **changes):
    return regrant(filled, filled.fund("500"), file_number=number, **changes)


def accustom(filled, **habits):
    funder = parties.FUNDERS.get(filled.office.db, filled.funder)
    parties.FUNDERS.update(filled.office.db, replace(funder, habits=FunderHabits(**habits)))


def drafted(filled):
    return [sales.invoice(filled.office.db, row_id) for row_id in filled.draft_invoices()]


@pytest.mark.parametrize(
    ("grant", "asked"),
    [
        pytest.param({"amount": D(690)}, ["690.00", "1380.00"], id="amount"),
        pytest.param(
            {"basis": GrantBasis.HOURS, "hours": D(14), "hourly_rate": D(40)},
            ["560.00", "1510.00"],
            id="hours",
        ),
        pytest.param(
            {"basis": GrantBasis.SHARE, "share": D(70)}, ["1449.00", "621.00"], id="share"
        ),
        pytest.param({"basis": GrantBasis.SHARE, "share": D(100)}, ["2070.00"], id="whole"),
    ],
)
def test_a_funder_is_invoiced_its_grant_and_the_client_the_rest(filled, grant, asked):
    regrant(filled, filled.fund("1"), **grant)
    bills = drafted(filled)
    assert [bill.totals.total_ht for bill in bills] == [D(each) for each in asked]
    assert bills[0].payer_funder_id == filled.funder


def test_a_grant_keeps_no_figure_that_its_basis_does_not_reckon_with(filled):
    funding = regrant(filled, filled.fund("690"), basis=GrantBasis.SHARE, share=D(50))
    assert sessions.FUNDINGS.get(filled.office.db, funding).amount is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"amount": D(-1)}, "amount", id="amount"),
        pytest.param({"hours": D(-1)}, "hours", id="hours"),
        pytest.param({"hourly_rate": D(-1)}, "hourly_rate", id="rate"),
        pytest.param({"share": D("100.5")}, "share", id="more than the whole"),
        pytest.param({"share": D(-1)}, "share", id="less than nothing"),
    ],
)
def test_a_grant_that_cannot_be_is_refused(filled, wrong, field):
    funding_id = filled.fund("690")
    with pytest.raises(RuleBroken) as refused:
        regrant(filled, funding_id, **wrong)
    assert refused.value.field == field


@pytest.mark.parametrize("to", Addressee)
def test_an_invoice_is_addressed_as_the_funder_is_used_to(filled, to):
    accustom(filled, addressed_to=to)
    filled.fund("690")
    bill = drafted(filled)[0]
    issued = invoicing.as_issued(filled.office, bill, "F-1", filled.clock.day)
    names = {Addressee.CLIENT: "Mairie d’Évian-la-Forêt", Addressee.FUNDER: issued.payer.name}
    assert (bill.addressed_to, issued.buyer.name) == (to, names[to])
    assert (issued.third_payer is None) == (to is Addressee.FUNDER)


def test_each_file_has_its_invoice_unless_the_funder_wants_one_for_all(filled):
    files = [filled.fund("690"), another_file(filled, "2026-A-2")]
    assert [bill.funding_id for bill in drafted(filled)] == [*files, None]
    for bill in sales.invoices_where(filled.office.db, "1"):
        invoicing.discard_draft(filled.office, bill.id)
    accustom(filled, invoice_per=InvoicePer.SESSION)
    both, rest = drafted(filled)
    assert (both.funding_id, both.file_number) == (None, "2026-A-004512, 2026-A-2")
    assert [item.funding_id for item in both.lines] == files
    assert (both.totals.total_ht, rest.totals.total_ht) == (D(1190), D(880))
    found = sales.invoices_of_funding(filled.office.db, files[1])
    assert [bill.id for bill in found] == [both.id]


@pytest.mark.parametrize("issues", [False, True], ids=["draft", "issued"])
def test_what_a_funder_refuses_of_an_invoice_of_two_files_leaves_the_other(filled, issues):
    accustom(filled, invoice_per=InvoicePer.SESSION)
    filled.fund("690")
    second = another_file(filled, "2026-A-2")
    both, _rest = drafted(filled)
    if issues:
        invoicing.issue(filled.office, both.id)
    regrant(filled, second, state=FundingState.REFUSED)
    moved = funding_follow_up.bill_client_instead(filled.office, second).saved_id
    assert sales.invoice(filled.office.db, moved).totals.total_ht == 500
    assert sales.invoice(filled.office.db, moved).payer_funder_id is None
    notes = sales.invoices_where(filled.office.db, "corrects_id = ?", [both.id])
    assert [note.totals.total_ht for note in notes] == ([500] if issues else [])
    left = sales.invoice(filled.office.db, both.id)
    assert left.totals.total_ht == (1190 if issues else 690)


def test_what_a_funder_paid_for_two_files_counts_for_each_in_proportion(filled):
    accustom(filled, invoice_per=InvoicePer.SESSION)
    first = filled.fund("690")
    another_file(filled, "2026-A-2")
    drafted(filled)
    state = funding_follow_up.funder_state(filled.office, first, filled.clock.day)
    assert state.funder_ttc == D("690.00")


# Before drafting --------------------------------------------------------------------------------


def reviewed(filled):
    return review_split(filled.office, filled.session, filled.town_hall)


def test_the_review_says_who_is_asked_for_what_and_what_no_funder_pays(filled):
    regrant(filled, filled.fund("1"), basis=GrantBasis.SHARE, share=D(50))
    found = reviewed(filled)
    assert [(part.payer, part.total_ht) for part in found.parts] == [
        ("OPCO Exemple Territoires", D(1035)),
        ("Mairie d’Évian-la-Forêt", D(1035)),
    ]
    assert plain(found.parts[0].granted) == "1 035,00 € (50 % du prix)"
    assert "1 035,00 € HT ne sont pris en charge par aucun financeur" in plain(found.words)
    assert sales.invoices_where(filled.office.db, "1") == []


def test_the_review_tells_of_a_funder_that_pays_nothing_directly(filled):
    regrant(filled, filled.fund("690"), state=FundingState.REFUSED)
    funder, client = reviewed(filled).parts
    assert (funder.total_ht, client.total_ht) == (None, D(2070))
    assert "a refusé" in funder.remark


def test_the_review_tells_why_a_price_cannot_be_split(filled):
    filled.fund("2070.01")
    found = reviewed(filled)
    assert "ont accordé" in found.refusal
    assert "corrigez la prise en charge ou le prix" in found.parts[0].remark
    assert found.words == ""


def test_the_review_of_a_session_without_price_says_so(filled):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    sessions.SESSIONS.update(filled.office.db, replace(session, price_per_person=None))
    found = reviewed(filled)
    assert (found.parts, bool(found.refusal)) == ((), True)


def test_the_invoices_of_all_clients_are_drafted_or_none(filled):
    filled.fund("2070.01")
    everyone = [filled.individual, filled.town_hall]
    with pytest.raises(RuleBroken, match="ont accordé"):
        invoicing.draft_for_clients(filled.office, filled.session, everyone)
    assert sales.invoices_where(filled.office.db, "1") == []
    done = invoicing.draft_for_clients(filled.office, filled.session, everyone[:1])
    assert done.label == "1\xa0facture préparée"


# Agreeing with the papers -----------------------------------------------------------------------


def contradictions(filled):
    rules = {"price.funding", "file_number.invoice"}
    found = coherence.findings(filled.office, filled.session)
    return sorted(finding.rule for finding in found if finding.rule in rules)


@pytest.mark.parametrize("agrees", [False, True], ids=["nothing signed", "agreed"])
@pytest.mark.parametrize("per", InvoicePer)
def test_an_invoice_of_one_file_or_two_is_held_against_each_grant(filled, per, agrees):
    if agrees:
        filled.agree()
    accustom(filled, invoice_per=per)
    first = regrant(filled, filled.fund("1"), basis=GrantBasis.SHARE, share=D(50))
    second = another_file(filled, "2026-A-2")
    for bill in drafted(filled):
        invoicing.issue(filled.office, bill.id)
    assert contradictions(filled) == []
    regrant(filled, second, amount=D(450), file_number="2026-A-3")
    assert contradictions(filled) == ["file_number.invoice", "price.funding"]
    (bill,) = sales.invoices_of_funding(filled.office.db, second)
    lines = tuple(item for item in bill.lines if item.funding_id == second)
    part = tuple(part_of(item, D(50)) for item in lines)
    note = invoicing.credit(filled.office, bill.id, "erreur", part).saved_id
    invoicing.issue(filled.office, note)
    assert contradictions(filled) == ["file_number.invoice"]
    assert sessions.FUNDINGS.get(filled.office.db, first).share == 50
