"""What a funder does not pay goes to the client, with the credit note of the funder's invoice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.filled_office import FilledOffice
from tests.support.money_office import left, pay, under
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import BpfOrigin, InvoiceKind
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.sessions import Funding, FundingState
from trainingdesk.services import funding_follow_up as follow
from trainingdesk.services import invoicing, planning, receiving
from trainingdesk.storage import sales, sessions

FILED, TOO_LATE = date(2026, 5, 4), date(2026, 5, 18)
LAST_DAY, MONTH_AFTER = date(2026, 5, 17), date(2026, 6, 20)


def kept(filled, invoice):
    return sales.invoice(filled.office.db, invoice)


def change(filled, funding, **changes):
    record = sessions.FUNDINGS.get(filled.office.db, funding)
    planning.fund(filled.office, replace(record, **changes))


def filed(filled, funding, on):
    filled.clock.day = on
    receipt = Receipt(kind=ReceiptKind.FUNDER_AGREEMENT, received_on=on, funding_id=funding)
    receiving.record(filled.office, receipt)


def issued(filled):
    drafts = filled.draft_invoices()
    for draft in drafts:
        invoicing.issue(filled.office, draft)
    return drafts


# Where it stands --------------------------------------------------------------------------------


def test_an_agreement_filed_in_time_leaves_the_rest_to_the_client(filled):
    under(filled, "digiactif")
    funding = filled.fund("1400.00")
    filed(filled, funding, FILED)
    answer = follow.funder_state(filled.office, funding, FILED)
    assert (answer.due_ttc, answer.funder_ttc) == (670, 1400)
    assert answer.last_agreement_day == LAST_DAY


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        pytest.param({"state": FundingState.REFUSED}, 2070, id="refused"),
        pytest.param({"received_on": TOO_LATE}, 2070, id="noted too late"),
        pytest.param({"received_on": FILED}, 670, id="noted in time"),
        pytest.param({"state": FundingState.REQUESTED, "amount": None}, 0, id="not answered yet"),
    ],
)
def test_the_answer_follows_what_is_known(filled, changes, due):
    under(filled, "digiactif")
    funding = filled.fund("1400.00")
    change(filled, funding, **changes)
    assert follow.funder_state(filled.office, funding, FILED).due_ttc == due


def test_what_other_funders_granted_is_left_out(filled):
    other = filled.fund("400.00")
    funding = filled.fund("1400.00")
    assert follow.funder_state(filled.office, funding, FILED).due_ttc == 270
    assert follow.funder_state(filled.office, other, FILED).due_ttc == 270


def test_the_terms_of_the_agreement_decide(filled):
    under(filled, "lexom")
    funding = filled.fund("1400.00")
    filled.agree()
    change(filled, funding, received_on=FILED)
    fund, _client = issued(filled)
    pay(filled, fund, "400.00")
    before = follow.funder_state(filled.office, funding, date(2026, 6, 18))
    after = follow.funder_state(filled.office, funding, MONTH_AFTER)
    assert (before.credit_ttc, after.credit_ttc, after.due_ttc) == (0, 1000, 1670)


def test_a_session_without_date_gives_no_answer(filled):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    bare = planning.plan_session(
        filled.office,
        replace(session, id=None, number="", starts_on=None, ends_on=None),
    ).saved_id
    filled.session = bare
    filled.enrol(filled.trainees[0], filled.town_hall)
    funding = filled.fund("100.00")
    with pytest.raises(RuleBroken, match="n’a pas de date"):
        follow.funder_state(filled.office, funding, FILED)


# Billing the client -----------------------------------------------------------------------------


def test_a_funder_that_paid_nothing_is_credited_and_the_client_invoiced(filled):
    under(filled, "lexom")
    funding = filled.fund("1400.00")
    change(filled, funding, received_on=FILED)
    fund, client = issued(filled)
    filled.clock.day = MONTH_AFTER
    moved = kept(filled, follow.bill_client_instead(filled.office, funding).saved_id)
    (note,) = sales.invoices_where(filled.office.db, "kind = 'credit_note'")
    assert (note.corrects_id, note.totals.total_ttc) == (fund, 1400)
    assert (moved.kind, moved.payer_funder_id, moved.funding_id) == (
        InvoiceKind.INVOICE,
        None,
        None,
    )
    assert moved.totals.total_ttc == 1400
    assert moved.lines[0].origin is BpfOrigin.PUBLIC_AGENTS
    for draft in (note.id, moved.id):
        invoicing.issue(filled.office, draft)
    assert (left(filled, fund), left(filled, client) + left(filled, moved.id)) == (0, 2070)
    with pytest.raises(RuleBroken, match="déjà reprise"):
        follow.bill_client_instead(filled.office, funding)


def test_what_a_funder_paid_in_part_stays_its_part(filled):
    under(filled, "lexom")
    funding = filled.fund("1400.00")
    change(filled, funding, received_on=FILED)
    fund, _client = issued(filled)
    pay(filled, fund, "900.00")
    filled.clock.day = MONTH_AFTER
    moved = follow.bill_client_instead(filled.office, funding).saved_id
    assert kept(filled, moved).totals.total_ttc == 500
    with pytest.raises(RuleBroken, match="déjà en préparation"):
        follow.bill_client_instead(filled.office, funding)


def test_a_refusal_before_any_invoice_bills_the_client_whole(filled):
    funding = filled.fund("1400.00")
    change(filled, funding, state=FundingState.REFUSED)
    whole = kept(filled, follow.bill_client_instead(filled.office, funding).saved_id)
    assert whole.totals.total_ttc == 2070
    assert not sessions.FUNDINGS.get(filled.office.db, funding).subrogation


def test_a_draft_of_the_funder_s_becomes_the_client_s(filled):
    under(filled, "digiactif")
    funding = filled.fund("1400.00")
    fund, client = filled.draft_invoices()
    filed(filled, funding, TOO_LATE)
    moved = follow.bill_client_instead(filled.office, funding).saved_id
    ids = [found.id for found in sales.invoices_where(filled.office.db, "1 order by id")]
    assert fund not in ids or fund == moved
    assert client in ids
    assert sum(kept(filled, found).totals.total_ttc for found in ids) == 2070


@pytest.mark.parametrize("profile", ["lexom", "digiactif"])
def test_a_funder_that_is_in_time_is_not_replaced(filled, profile):
    under(filled, profile)
    funding = filled.fund("1400.00")
    change(filled, funding, received_on=FILED)
    issued(filled)
    with pytest.raises(RuleBroken, match="Le financeur prend en charge"):
        follow.bill_client_instead(filled.office, funding)
    assert sales.invoices_where(filled.office.db, "number is null") == []


def test_the_funder_s_answer_is_awaited_first(filled):
    under(filled, "digiactif")
    asked = Funding(session_id=filled.session, client_id=filled.town_hall, funder_id=filled.funder)
    funding = planning.fund(filled.office, asked).saved_id
    with pytest.raises(RuleBroken, match="est attendu"):
        follow.bill_client_instead(filled.office, funding)


@settings(max_examples=25, deadline=None)
@given(granted=st.decimals("0.01", "2070", places=2), share=st.decimals(0, "0.99", places=2))
def test_the_client_takes_over_to_the_cent_what_the_funder_left(granted, share):
    filled = FilledOffice()
    under(filled, "lexom")
    funding = filled.fund(str(granted))
    change(filled, funding, received_on=FILED)
    fund = issued(filled)[0]
    paid = (granted * share).quantize(D("0.01"))
    if 0 < paid < granted:
        pay(filled, fund, str(paid))
    else:
        paid = D(0)
    filled.clock.day = MONTH_AFTER
    moved = follow.bill_client_instead(filled.office, funding).saved_id
    (note,) = sales.invoices_where(filled.office.db, "kind = 'credit_note'")
    invoicing.issue(filled.office, note.id)
    assert left(filled, fund) == 0
    assert kept(filled, moved).totals.total_ttc == note.totals.total_ttc == granted - paid
    filled.office.close()
