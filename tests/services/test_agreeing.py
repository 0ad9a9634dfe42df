"""Conventions and contracts: what they cost, when they bind."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.filled_office import meals
from trainingdesk.domain.agreements import Agreement, AgreementKind, AgreementState
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Unit
from trainingdesk.domain.parties import Client, ClientKind, Funder, FunderKind
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.sessions import EnrolmentState, Funding, FundingState
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.services import agreeing, parties, planning, proposing
from trainingdesk.services import paper_data as gather
from trainingdesk.services.changes import Kind
from trainingdesk.services.paper_data import reader
from trainingdesk.storage import bargains, sessions
from trainingdesk.storage import sales as store


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


def test_a_signed_text_does_not_change(filled):
    agreement = filled.agree()
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc Besson")
    signed = kept(filled, agreement)
    for changed in ({"special_conditions": "Autre chose"}, {"state": AgreementState.DONE}):
        with pytest.raises(RuleBroken, match="un texte signé ne change plus"):
            agreeing.save_agreement(filled.office, replace(signed, **changed))
    agreeing.save_agreement(filled.office, signed)
    assert kept(filled, agreement) == signed


def test_an_agreement_is_finished_once_formed(filled):
    agreement = filled.agree()
    with pytest.raises(RuleBroken, match="ce brouillon se supprime"):
        agreeing.finish(filled.office, agreement)
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc Besson")
    agreeing.finish(filled.office, agreement)
    done = kept(filled, agreement)
    assert (done.state, done.ended_on) == (AgreementState.DONE, filled.clock.day)
    agreeing.reopen_finished(filled.office, agreement)
    again = kept(filled, agreement)
    assert (again.state, again.ended_on) == (AgreementState.FORMED, None)
    with pytest.raises(RuleBroken, match="pas marqué comme terminé"):
        agreeing.reopen_finished(filled.office, agreement)


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
    assert (signed.state, signed.signed_on) == (AgreementState.FORMED, date(2026, 4, 18))
    assert (signed.signed_by, signed.signed_where) == ("Zoé Łukasiewicz", SignedWhere.PREMISES)
    assert signed.formed_on == date(2026, 4, 18)


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


# What another makes ---------------------------------------------------------------------------


@pytest.fixture
def cpf(filled):
    """The fund of the personal accounts."""
    fund = Funder(name="Caisse du Compte", kind=FunderKind.CDC)
    return parties.save_funder(filled.office, fund).saved_id


def file_of(filled, cpf, **facts):
    funding = Funding(
        session_id=filled.session,
        client_id=filled.individual,
        funder_id=cpf,
        file_number="CPF-778812",
        amount=Decimal(690),
        **facts,
    )
    return planning.fund(filled.office, funding).saved_id


def test_a_cpf_file_bears_its_own_number_and_is_formed_on_the_day_it_was_accepted(filled, cpf):
    file_of(filled, cpf, state=FundingState.GRANTED, received_on=date(2026, 4, 3))
    agreement = kept(filled, filled.agree(filled.individual))
    assert (agreement.kind, agreement.number) == (AgreementKind.CPF, "CPF-778812")
    assert (agreement.state, agreement.formed_on) == (AgreementState.FORMED, date(2026, 4, 3))
    (shown,) = bargains.receipts_of(filled.office.db, agreement.id)
    assert (shown.channel, shown.reference) == (Channel.PLATFORM, "CPF-778812")


def test_a_cpf_file_that_waits_is_formed_once_it_comes(filled, cpf):
    file_of(filled, cpf)
    agreement = filled.agree(filled.individual)
    assert kept(filled, agreement).state is AgreementState.DRAFT
    agreeing.sign(filled.office, agreement, filled.clock.day, "Zoé")
    assert kept(filled, agreement).state is AgreementState.FORMED


def test_a_file_that_the_fund_refused_leaves_the_person_his_contract(filled, cpf):
    file_of(filled, cpf, state=FundingState.REFUSED)
    assert kept(filled, filled.agree(filled.individual)).kind is AgreementKind.CONTRACT


def training_office(filled):
    client = Client(name="Institut Delta", kind=ClientKind.TRAINING_OFFICE)
    client_id = parties.save_client(filled.office, client).saved_id
    filled.enrol(filled.new_trainee("Lou", "Marin"), client_id)
    return client_id


def test_an_order_bears_the_number_that_the_client_gave_it(filled):
    ordering = training_office(filled)
    agreement = filled.agree(ordering)
    assert (kept(filled, agreement).kind, kept(filled, agreement).number) == (
        AgreementKind.ORDER,
        "",
    )
    came = Receipt(
        kind=ReceiptKind.SIGNED_AGREEMENT, received_on=filled.clock.day, reference="BC-77"
    )
    agreeing.sign(filled.office, agreement, filled.clock.day, "Institut Delta", copy=came)
    assert kept(filled, agreement).name == "Commande BC-77"
    (invoice,) = filled.draft_invoices(ordering)
    assert store.invoice(filled.office.db, invoice).purchase_order == "BC-77"


def test_an_order_takes_the_number_that_the_proposal_was_given(filled):
    ordering = training_office(filled)
    draft = store.proposal(filled.office.db, filled.propose())
    proposing.save_proposal(
        filled.office, replace(draft, client_id=ordering, purchase_order="BC-12")
    )
    done = agreeing.draft_agreement(filled.office, filled.session, ordering, draft.id)
    assert kept(filled, done.saved_id).number == "BC-12"


def test_the_number_of_a_public_commitment_goes_from_the_proposal_to_the_invoice(filled):
    draft = store.proposal(filled.office.db, filled.propose())
    proposing.save_proposal(filled.office, replace(draft, engagement_number="EJ-2026-42"))
    agreeing.draft_agreement(filled.office, filled.session, filled.town_hall, draft.id)
    (invoice,) = filled.draft_invoices()
    assert store.invoice(filled.office.db, invoice).engagement_number == "EJ-2026-42"


# A trainee who pays a part himself -------------------------------------------------------------


def amelie(filled):
    client = Client(name="Œuvrard", first_name="Amélie", kind=ClientKind.INDIVIDUAL)
    return parties.save_client(filled.office, client).saved_id


def test_a_trainee_who_pays_a_part_has_a_contract_and_his_employer_a_convention(filled):
    own = amelie(filled)
    part = agreeing.draft_own_part(filled.office, filled.enrolments[0], own, Decimal(200))
    contract, convention = kept(filled, part.saved_id), kept(filled, filled.agree())
    assert (contract.kind, contract.totals.total_ttc) == (AgreementKind.CONTRACT, 200)
    assert (convention.kind, convention.totals.total_ttc) == (
        AgreementKind.CONVENTION,
        2 * 690 + 490,
    )
    paper = gather.agreement(filled.office, contract.id, filled.clock.day, reader(filled.office))
    assert [person.name for person in paper.file.participants] == ["Mme Amélie Œuvrard"]


def test_the_price_of_a_group_is_left_to_be_typed(filled):
    price_the_session(filled, price_for_group=Decimal(2400))
    agreeing.draft_own_part(filled.office, filled.enrolments[0], amelie(filled), Decimal(200))
    assert kept(filled, filled.agree()).totals.total_ttc == 2400


@pytest.mark.parametrize(
    ("amount", "field"),
    [
        pytest.param("0", "amount", id="nothing"),
        pytest.param("690", "amount", id="all of it"),
    ],
)
def test_a_part_is_less_than_the_whole(filled, amount, field):
    own = amelie(filled)
    with pytest.raises(RuleBroken) as refusal:
        agreeing.draft_own_part(filled.office, filled.enrolments[0], own, Decimal(amount))
    assert refusal.value.field == field


def test_a_part_is_agreed_with_a_person_and_before_his_employer_signs(filled):
    with pytest.raises(RuleBroken, match="se contracte avec lui"):
        agreeing.draft_own_part(filled.office, filled.enrolments[0], filled.town_hall, Decimal(200))
    agreement = filled.agree()
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc Besson")
    with pytest.raises(RuleBroken, match="établissez d’abord un avenant"):
        agreeing.draft_own_part(filled.office, filled.enrolments[0], amelie(filled), Decimal(200))


def test_what_another_numbers_takes_no_number_of_the_office(filled, cpf):
    ordering = training_office(filled)
    file_of(filled, cpf)
    for client in (ordering, filled.individual):
        filled.agree(client)
    taken = filled.office.db.execute("select kind from number_sequence").fetchall()
    assert not {kind for (kind,) in taken} & {"order", "cpf", "contract"}
    assert {record.number for record in store.AGREEMENTS.where(filled.office.db)} == {
        "",
        "CPF-778812",
    }
