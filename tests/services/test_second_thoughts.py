"""What two services must agree on: nothing sold twice, nothing proven and then cut away."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest

from trainingdesk.domain.attendance import Attendance, Presence, Proof
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.sessions import FundingState
from trainingdesk.services import attending, invoicing, planning, proposing, publishing
from trainingdesk.services.agreeing import session_lines
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import lists, sales
from trainingdesk.storage import sessions as store


def test_a_session_is_not_invoiced_twice_to_a_client(filled):
    (draft,) = filled.draft_invoices()
    with pytest.raises(RuleBroken, match="déjà facturée"):
        invoicing.draft_for_session(filled.office, filled.session, filled.town_hall)
    invoicing.discard_draft(filled.office, draft)
    assert len(filled.draft_invoices()) == 1


def test_a_session_whose_invoice_was_credited_is_invoiced_again(filled):
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    note = invoicing.credit(filled.office, draft, "Erreur de client").saved_id
    invoicing.issue(filled.office, note)
    assert len(invoicing.draft_for_session(filled.office, filled.session, filled.town_hall)) == 1


def test_a_price_agreed_for_one_person_is_charged(filled):
    enrolment = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    planning.enrol(filled.office, [replace(enrolment, price=Decimal("100.00"))])
    file = session_file(filled.office, filled.session)
    prices = {line.unit_price for line in session_lines(file, filled.town_hall)}
    assert prices == {Decimal("100.00"), file.session.price_per_person}
    seats = sum(line.quantity for line in session_lines(file, filled.town_hall))
    assert seats == len(file.of_client(filled.town_hall))


def test_a_signed_slot_is_not_cut_below_a_lateness_nor_moved_ahead(filled):
    first = store.slots_of(filled.office.db, filled.session)[0]
    filled.clock.day = first.day + timedelta(days=10)
    late = Attendance(
        enrolment_id=filled.enrolments[0],
        slot_id=first.id,
        presence=Presence.LATE,
        minutes_missed=150,
        proof=Proof.SIGNED,
    )
    attending.record(filled.office, filled.session, [late])
    session = store.SESSIONS.get(filled.office.db, filled.session)
    others = store.slots_of(filled.office.db, filled.session)[1:]
    for cut in (
        replace(first, ends_at=time(first.starts_at.hour + 1)),
        replace(first, day=filled.clock.day + timedelta(days=30)),
    ):
        with pytest.raises(RuleBroken, match="porte un émargement"):
            planning.plan_session(filled.office, session, [cut, *others])
    assert store.slots_of(filled.office.db, filled.session)[0] == first


def test_a_funding_that_was_refused_is_not_printed(filled):
    funding = filled.fund("500.00")
    known = store.FUNDINGS.get(filled.office.db, funding)
    agreement = Subject(agreement_id=filled.agree())
    asked = publishing.prepare(filled.office, "convention", agreement).data
    planning.fund(filled.office, replace(known, state=FundingState.REFUSED))
    refused = publishing.prepare(filled.office, "convention", agreement).data
    assert (len(asked.fundings), refused.fundings) == (1, ())


def test_a_client_does_not_owe_what_a_fund_pays(filled):
    filled.fund("500.00")
    for draft in filled.draft_invoices():
        invoicing.issue(filled.office, draft)
    owed = lists.fetch(filled.office.db, lists.CLIENTS, [filled.town_hall])
    debt = sum(
        record.totals.total_ttc
        for record in sales.invoices_where(
            filled.office.db, "client_id = ? and payer_funder_id is null", [filled.town_hall]
        )
    )
    assert owed[filled.town_hall]["owed"] == int(debt * 100)


def test_a_new_version_takes_the_place_of_the_one_that_waits(filled):
    first = filled.propose()
    proposing.send(filled.office, first)
    second = proposing.renew(filled.office, first).saved_id
    proposing.send(filled.office, second)
    former = sales.proposal(filled.office.db, first)
    assert former.state is ProposalState.REFUSED
    assert former.lost_reason == "Remplacée par la version 2"
    assert sales.proposal(filled.office.db, second).state is ProposalState.SENT
