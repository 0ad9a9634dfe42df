"""Conventions and contracts: what they cost, when they bind."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.filled_office import meals
from trainingdesk.domain.agreements import Agreement, AgreementKind, AgreementState
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Unit
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.services import agreeing, planning, proposing
from trainingdesk.services.changes import Kind
from trainingdesk.storage import sales as store
from trainingdesk.storage import sessions


def kept(filled, agreement):
    return store.agreement(filled.office.db, agreement)


def price_the_session(filled, **prices):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    slots = sessions.slots_of(filled.office.db, filled.session)
    planning.plan_session(filled.office, replace(session, **prices), slots)


def test_a_firm_signs_a_convention_and_a_person_a_contract(filled):
    convention, contract = kept(filled, filled.agree()), kept(filled, filled.agree(2))
    assert (convention.kind, convention.number) == (AgreementKind.CONVENTION, "CV-2026-0001")
    assert (contract.kind, contract.number) == (AgreementKind.CONTRACT, "CT-2026-0001")
    assert convention.contact_id == filled.contact
    assert contract.contact_id is None
    assert convention.conditions_id is not None


def test_the_price_is_the_session_s_for_each_person_sent(filled):
    (line,) = kept(filled, filled.agree()).lines
    assert (line.unit, line.quantity, line.unit_price) == (Unit.PERSON, 3, 690)
    assert (line.session_id, line.course_version_id) == (filled.session, filled.version)


def test_who_cancelled_is_not_counted(filled):
    first = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    planning.enrol(filled.office, [replace(first, state=EnrolmentState.CANCELLED)])
    assert kept(filled, filled.agree()).totals.total_ht == 1380


def test_a_group_has_one_price_whatever_its_size(filled):
    price_the_session(filled, price_for_group=Decimal(2400))
    (line,) = kept(filled, filled.agree()).lines
    assert (line.unit, line.quantity, line.unit_price) == (Unit.GROUP, 1, 2400)


def test_the_accepted_proposal_s_price_goes_before_the_session_s(filled):
    proposal = filled.propose(meals("100"), meals("50", optional=True))
    proposing.send(filled.office, proposal)
    proposing.accept(filled.office, proposal)
    done = agreeing.draft_agreement(filled.office, filled.session, filled.town_hall, proposal)
    agreement = kept(filled, done.saved_id)
    assert done.kinds == {Kind.AGREEMENTS, Kind.SESSIONS}
    assert [line.unit_price for line in agreement.lines] == [100]
    assert agreement.proposal_id == proposal


@pytest.mark.parametrize(
    ("prepare", "field"),
    [
        pytest.param(
            lambda filled: price_the_session(filled, price_per_person=None),
            "price_per_person",
            id="a session without price",
        ),
        pytest.param(
            lambda filled: [
                planning.enrol(
                    filled.office,
                    [
                        replace(
                            sessions.ENROLMENTS.get(filled.office.db, enrolment),
                            state=EnrolmentState.CANCELLED,
                        )
                    ],
                )
                for enrolment in filled.enrolments
            ],
            "client_id",
            id="a client who sends nobody",
        ),
    ],
)
def test_without_a_price_there_is_no_agreement_and_no_number_is_taken(filled, prepare, field):
    prepare(filled)
    with pytest.raises(RuleBroken) as refusal:
        filled.agree()
    assert refusal.value.field == field
    assert store.agreements_of(filled.office.db, filled.session) == []
    taken = filled.office.db.execute("select kind from number_sequence").fetchall()
    assert taken == [("session",)]


def test_an_agreement_is_written_while_it_is_a_draft(filled):
    draft = kept(filled, filled.agree())
    agreeing.save_agreement(filled.office, replace(draft, special_conditions="Salle fournie"))
    assert kept(filled, draft.id).special_conditions == "Salle fournie"
    with pytest.raises(RuleBroken) as refusal:
        agreeing.save_agreement(filled.office, replace(draft, lines=(replace(meals(), label=""),)))
    assert refusal.value.field == "label"
    assert kept(filled, draft.id).lines == draft.lines


def test_an_agreement_may_be_typed_by_hand(filled):
    typed = Agreement(
        kind=AgreementKind.CONVENTION,
        session_id=filled.session,
        client_id=filled.town_hall,
        number="CV-2025-0099",
        lines=(meals(),),
    )
    assert kept(filled, agreeing.save_agreement(filled.office, typed).saved_id).lines == (meals(),)


def test_what_is_signed_is_closed_or_cancelled_and_nothing_else_of_it_changes(filled):
    agreement = filled.agree()
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc Besson")
    signed = kept(filled, agreement)
    with pytest.raises(RuleBroken, match="un texte signé ne change plus"):
        agreeing.save_agreement(filled.office, replace(signed, special_conditions="Autre chose"))
    agreeing.save_agreement(filled.office, replace(signed, state=AgreementState.DONE))
    assert kept(filled, agreement).state is AgreementState.DONE


def test_sending_again_keeps_the_first_day(filled):
    agreement = filled.agree()
    agreeing.send(filled.office, agreement)
    filled.clock.day = date(2026, 4, 20)
    agreeing.send(filled.office, agreement)
    assert kept(filled, agreement).sent_on == date(2026, 4, 10)


def test_a_signature_that_came_back_is_noted_with_its_place(filled):
    agreement = filled.agree(filled.individual)
    agreeing.send(filled.office, agreement)
    filled.clock.day = date(2026, 4, 20)
    agreeing.sign(
        filled.office, agreement, date(2026, 4, 18), "Zoé Łukasiewicz", SignedWhere.PREMISES
    )
    signed = kept(filled, agreement)
    assert (signed.state, signed.signed_on) == (AgreementState.SIGNED, date(2026, 4, 18))
    assert (signed.signed_by, signed.signed_where) == ("Zoé Łukasiewicz", SignedWhere.PREMISES)
    assert signed.withdrawal is not None


@pytest.mark.parametrize(
    ("is_sent", "on", "said"),
    [
        pytest.param(False, date(2026, 4, 10), "notez d’abord l’envoi", id="before it left"),
        pytest.param(True, date(2026, 4, 11), "dans le futur", id="a day ahead"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(filled, is_sent, on, said):
    agreement = filled.agree()
    if is_sent:
        agreeing.send(filled.office, agreement)
    with pytest.raises(RuleBroken, match=said):
        agreeing.sign(filled.office, agreement, on, "Luc Besson")
    assert kept(filled, agreement).signed_on is None


def test_what_is_signed_is_not_sent_again(filled):
    agreement = filled.agree()
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc Besson")
    with pytest.raises(RuleBroken, match="plus aucune signature"):
        agreeing.send(filled.office, agreement)
