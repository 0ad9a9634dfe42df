"""Inter or intra changes as long as nobody agreed to it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import SessionKind
from trainingdesk.services import (
    agreeing,
    deciding,
    planning,
    proposing,
    session_kinds,
    session_starts,
)
from trainingdesk.storage import sales
from trainingdesk.storage import sessions as store

OTHER = {SessionKind.INTER: SessionKind.INTRA, SessionKind.INTRA: SessionKind.INTER}


def change(filled, session_id=None):
    session_id = session_id or filled.session
    session = store.SESSIONS.get(filled.office.db, session_id)
    changed = replace(session, kind=OTHER[session.kind])
    planning.plan_session(filled.office, changed, store.slots_of(filled.office.db, session_id))
    return store.SESSIONS.get(filled.office.db, session_id).kind is changed.kind


def sign(filled):
    agreement = filled.agree()
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc Besson")
    return agreement


def sold(filled):
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    proposing.accept(filled.office, proposal)
    session = session_starts.from_proposal(filled.office, proposal).session
    return proposal, session_starts.plan_sold(filled.office, proposal, session, ()).saved_id


def test_the_kind_changes_while_agreements_are_drafts_or_sent(filled):
    agreement = filled.agree()
    assert change(filled)
    agreeing.send(filled.office, agreement)
    assert change(filled)


def test_a_signature_keeps_the_kind_and_says_what_to_do(filled):
    sign(filled)
    with pytest.raises(RuleBroken, match="déjà signé") as refusal:
        change(filled)
    assert refusal.value.field == "kind"
    assert "Planifiez une autre session" in str(refusal.value)


def test_other_things_of_a_signed_session_still_change(filled):
    sign(filled)
    session = store.SESSIONS.get(filled.office.db, filled.session)
    slots = store.slots_of(filled.office.db, filled.session)
    planning.plan_session(filled.office, replace(session, maximum=9), slots)
    assert store.SESSIONS.get(filled.office.db, filled.session).maximum == 9


def test_an_agreement_that_ended_lets_the_kind_go(filled):
    agreement = sign(filled)
    deciding.postpone_by_office(filled.office, agreement, filled.clock.day, None)
    assert session_kinds.settled_by(filled.office, filled.session) == ""
    assert change(filled)


def test_an_accepted_proposal_keeps_the_kind_of_the_session_it_sold(filled):
    _proposal, session_id = sold(filled)
    with pytest.raises(RuleBroken, match="offre déjà acceptée"):
        change(filled, session_id)


def test_a_proposal_is_planned_as_the_kind_it_sold(filled):
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    proposing.accept(filled.office, proposal)
    session = session_starts.from_proposal(filled.office, proposal).session
    other = replace(session, kind=OTHER[session.kind])
    with pytest.raises(RuleBroken, match="vend une session") as refusal:
        session_starts.plan_sold(filled.office, proposal, other, ())
    assert refusal.value.field == "kind"
    assert sales.proposal(filled.office.db, proposal).session_id is None


def test_the_people_of_a_session_propose_its_kind(filled):
    db, office = filled.office.db, filled.office
    session = store.SESSIONS.get(db, filled.session)
    proposed = session_kinds.proposed_kind
    assert proposed(office, session, filled.session) is SessionKind.INTER
    db.execute("delete from enrolment where client_id = ?", [filled.individual])
    assert proposed(office, session, filled.session) is SessionKind.INTRA
    assert proposed(office, session, None) is SessionKind.INTER
    whole = replace(session, price_for_group=Decimal(1800))
    assert proposed(office, whole, None) is SessionKind.INTRA
