"""What the papers of an agreement's life and of the register are made from, and where they go."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.letter_sample import RULES, TERMS
from tests.support.pdf_text import plain, printed
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.conditions.kinds import Need
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.services import (
    agreeing,
    deciding,
    drafts,
    event_papers,
    identity,
    publishing,
    receiving,
)
from trainingdesk.services import paper_data as gather
from trainingdesk.services.dossier import PaperState, needed_papers
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, sales
from trainingdesk.storage import papers as store

SENT, SIGNED = date(2026, 4, 10), date(2026, 4, 13)


def promise(office):
    """Have the office's terms hold each clause, an order acknowledged among them."""
    identity.save_conditions(office, replace(TERMS, id=None, number=0, starts_on=SENT))


def came(filled, agreement, kind, on=SIGNED, **fields):
    receipt = Receipt(kind=kind, received_on=on, agreement_id=agreement, **fields)
    return receiving.record(filled.office, receipt).saved_id


@pytest.fixture
def bargain(filled):
    """A convention of the town hall, signed, under terms with every clause."""
    promise(filled.office)
    agreement = filled.agree()
    agreeing.send(filled.office, agreement)
    filled.clock.day = SIGNED
    agreeing.sign(filled.office, agreement, SIGNED, "Luc Besson")
    return agreement


def prepare(filled, key, **subject):
    return publishing.prepare(filled.office, key, Subject(**subject))


def issued(filled, key, **subject):
    paper_id = publishing.issue(
        filled.office, prepare(filled, key, **subject), anyway=True
    ).saved_id
    return store.PAPERS.get(filled.office.db, paper_id)


def decide(filled, agreement, receipt_id=None, **changes):
    settled = Settlement(
        agreement_id=agreement,
        kind=SettlementKind.CANCELLATION,
        decided_on=SIGNED,
        clause="10. Annulation par le client",
        sentence="Rien n’est dû.",
        due_ht=D(0),
        due_ttc=D(0),
        receipt_id=receipt_id,
    )
    return bargains.save_settlement(filled.office.db, replace(settled, **changes))


def change(filled, agreement, **changes):
    asked = Amendment(
        agreement_id=agreement,
        position=1,
        subject=AmendmentSubject.PRICE,
        asked_on=SIGNED,
        before="2 070,00 €",
        after="1 900,00 €",
    )
    return bargains.AMENDMENTS.insert(filled.office.db, replace(asked, **changes))


def enter(filled, **changes):
    entry = RegisterEntry(kind=EntryKind.RESERVE, received_on=SIGNED, facts="Salle froide")
    return bargains.REGISTER.insert(filled.office.db, replace(entry, **changes))


# Agreements -------------------------------------------------------------------------------------


def test_an_event_knows_the_pieces_that_were_in_on_its_day(filled, bargain):
    came(filled, bargain, ReceiptKind.SIGNED_PROPOSAL)
    filled.clock.day = date(2026, 4, 20)
    came(filled, bargain, ReceiptKind.SIGNED_TERMS, date(2026, 4, 20))
    files = gather.reader(filled.office)
    then = event_papers.event(filled.office, bargain, SIGNED, files)
    now = event_papers.event(filled.office, bargain, date(2026, 4, 20), files)
    assert then.pieces.missing == (Need.SIGNED_TERMS, Need.DEPOSIT)
    assert now.pieces.missing == (Need.DEPOSIT,)


def test_an_acknowledgement_stays_as_it_was_when_the_rest_comes(filled, bargain):
    came(filled, bargain, ReceiptKind.SIGNED_PROPOSAL)
    paper = issued(filled, "order_acknowledgement", agreement_id=bargain)
    filled.clock.day = date(2026, 4, 20)
    came(filled, bargain, ReceiptKind.SIGNED_TERMS, date(2026, 4, 20))
    (needed,) = [
        one
        for one in needed_papers(filled.office, filled.session)
        if one.key == "order_acknowledgement"
    ]
    assert (needed.whom, needed.state, needed.paper_id) == (
        "Mairie d’Évian-la-Forêt",
        PaperState.ISSUED,
        paper.id,
    )


def test_an_order_of_which_nothing_came_blocks_its_acknowledgement(filled):
    promise(filled.office)
    filled.agree()
    (needed,) = [
        one
        for one in needed_papers(filled.office, filled.session)
        if one.key == "order_acknowledgement"
    ]
    assert needed.state is PaperState.BLOCKED
    assert "rien n’est encore revenu du client" in needed.why


def test_terms_that_promise_no_acknowledgement_need_none(filled):
    filled.agree()
    keys = {one.key for one in needed_papers(filled.office, filled.session)}
    assert "order_acknowledgement" not in keys


def bill(filled, **changes):
    """Issue the town hall's invoice, due by the terms a month later."""
    (draft,) = filled.draft_invoices()
    record = replace(sales.invoice(filled.office.db, draft), **changes)
    sales.save_invoice(filled.office.db, record)
    publishing.issue_invoice(filled.office, draft, anyway=True)
    return sales.invoice(filled.office.db, draft)


def test_what_is_due_and_unpaid_is_listed(filled, bargain):
    invoice = bill(filled)
    files = gather.reader(filled.office)
    on_the_day = event_papers.event(filled.office, bargain, invoice.due_on, files)
    late = event_papers.event(filled.office, bargain, date(2026, 12, 1), files)
    assert on_the_day.unpaid == ()
    assert [(one.number, one.remaining) for one in late.unpaid] == [(invoice.number, D("2070.00"))]


@pytest.mark.parametrize(
    ("key", "count"),
    [
        pytest.param("suspension", 1, id="a suspension lists all that the client owes"),
        pytest.param("formal_notice", 0, id="a formal notice lists what this agreement is owed"),
    ],
)
def test_the_debts_of_other_agreements_count_for_a_suspension_only(filled, bargain, key, count):
    other = sales.agreement(filled.office.db, bargain)
    second = sales.save_agreement(filled.office.db, replace(other, id=None, number="CV-X"))
    bill(filled, agreement_id=second)
    filled.clock.day = date(2026, 12, 1)
    assert len(prepare(filled, key, agreement_id=bargain).data.unpaid) == count


def test_an_invoice_of_the_session_alone_belongs_to_its_agreement(filled, bargain):
    bill(filled, agreement_id=None)
    filled.clock.day = date(2026, 12, 1)
    assert len(prepare(filled, "formal_notice", agreement_id=bargain).data.unpaid) == 1


def test_a_staged_payment_is_that_of_the_agreement(filled, bargain):
    parts = (Instalment(SIGNED, D(500), "À la commande"), Instalment(SIGNED, D(1570), "Solde"))
    bargains.save_instalments(filled.office.db, bargain, parts)
    assert prepare(filled, "payment_schedule", agreement_id=bargain).data.instalments == parts


# Decisions and changes --------------------------------------------------------------------------


def test_a_decision_is_told_with_what_it_answers(filled, bargain):
    receipt = came(
        filled, bargain, ReceiptKind.CANCELLATION, channel=Channel.LETTER, content=b"scan"
    )
    settled = decide(filled, bargain, receipt)
    data = prepare(filled, "cancellation_acknowledgement", settlement_id=settled).data
    assert data.settlement.id == settled
    assert (data.receipt.id, data.receipt.channel, data.receipt.content) == (
        receipt,
        Channel.LETTER,
        None,
    )


def test_a_decision_of_the_office_answers_nothing(filled, bargain):
    settled = decide(filled, bargain, kind=SettlementKind.OFFICE_CANCELLATION)
    data = prepare(filled, "cancellation_acknowledgement", settlement_id=settled).data
    assert data.receipt is None


def test_a_letter_about_a_decision_is_found_at_each_place(filled, bargain):
    first, second = decide(filled, bargain), decide(filled, bargain)
    paper = issued(filled, "cancellation_acknowledgement", settlement_id=first)
    assert (
        paper.settlement_id,
        paper.agreement_id,
        paper.session_id,
        paper.client_id,
    ) == (first, bargain, filled.session, filled.town_hall)
    again = issued(filled, "cancellation_acknowledgement", settlement_id=first)
    other = issued(filled, "cancellation_acknowledgement", settlement_id=second)
    assert again.id == paper.id
    assert (other.id != paper.id, other.replaces_id) == (True, None)


def test_a_change_names_the_proposal_that_prices_it(filled, bargain):
    proposal = filled.propose()
    record = replace(sales.proposal(filled.office.db, proposal), number="P-2026-0009")
    sales.save_proposal(filled.office.db, record)
    amendment = change(filled, bargain, proposal_id=proposal)
    paper = prepare(filled, "amendment", amendment_id=amendment)
    assert paper.data.proposal_number == "P-2026-0009"
    priced = prepare(filled, "proposal", proposal_id=proposal)
    assert priced.data.completes == sales.agreement(filled.office.db, bargain).name
    assert prepare(filled, "proposal", proposal_id=filled.propose()).data.completes == ""


def test_a_change_tells_how_it_was_asked_and_not_how_it_was_accepted(filled, bargain):
    asked = came(filled, bargain, ReceiptKind.MODIFICATION, channel=Channel.LETTER)
    accepted = came(filled, bargain, ReceiptKind.MODIFICATION)
    amendment = change(filled, bargain, receipt_id=accepted)
    assert prepare(filled, "amendment", amendment_id=amendment).data.receipt.id == asked
    untold = change(filled, bargain, position=2, asked_on=SENT)
    assert prepare(filled, "amendment", amendment_id=untold).data.receipt is None


def test_a_blank_request_and_a_filled_one_are_two_papers(filled, bargain):
    blank = issued(filled, "modification_request", agreement_id=bargain)
    filled_in = issued(filled, "modification_request", amendment_id=change(filled, bargain))
    assert (blank.amendment_id, filled_in.replaces_id) == (None, None)
    assert blank.agreement_id == filled_in.agreement_id == bargain


# The register -----------------------------------------------------------------------------------


def test_a_reserve_about_an_agreement_goes_to_its_client(filled, bargain):
    entry = enter(filled, agreement_id=bargain)
    paper = issued(filled, "reserve_received", register_entry_id=entry)
    assert (paper.register_entry_id, paper.agreement_id, paper.client_id, paper.session_id) == (
        entry,
        bargain,
        filled.town_hall,
        filled.session,
    )


def test_a_complaint_about_no_session_has_a_client_at_least(filled):
    entry = enter(filled, kind=EntryKind.COMPLAINT, client_id=filled.individual)
    data = prepare(filled, "reserve_received", register_entry_id=entry).data
    assert (data.file, data.agreement, data.contact) == (None, None, None)
    assert data.client.id == filled.individual


def test_an_entry_without_a_client_has_no_letter(filled):
    entry = enter(filled)
    with pytest.raises(RuleBroken, match="quel client elle concerne") as refusal:
        prepare(filled, "reserve_received", register_entry_id=entry)
    assert refusal.value.field == "client_id"


def test_the_register_holds_the_entries_of_its_period(filled, bargain):
    enter(filled, received_on=date(2026, 3, 31), facts="Avant")
    enter(filled, received_on=date(2026, 4, 30), facts="Dernier jour", agreement_id=bargain)
    enter(filled, received_on=date(2026, 4, 1), facts="Premier jour")
    enter(filled, received_on=date(2026, 5, 1), facts="Après")
    period = (date(2026, 4, 1), date(2026, 4, 30))
    lines = prepare(filled, "complaints_register", period=period).data.lines
    assert [(one.entry.facts, one.client_name, one.session_number) for one in lines] == [
        ("Premier jour", "", ""),
        ("Dernier jour", "Mairie d’Évian-la-Forêt", "S-2026-001"),
    ]


def test_registers_of_two_periods_do_not_replace_each_other(filled):
    april = issued(filled, "complaints_register", period=(date(2026, 4, 1), date(2026, 4, 30)))
    may = issued(filled, "complaints_register", period=(date(2026, 5, 1), date(2026, 5, 31)))
    enter(filled, received_on=date(2026, 4, 2))
    filled.clock.day = date(2026, 6, 1)
    again = issued(filled, "complaints_register", period=(date(2026, 4, 1), date(2026, 4, 30)))
    assert (april.replaces_id, may.replaces_id, again.replaces_id) == (None, None, april.id)


# People -----------------------------------------------------------------------------------------


def test_someone_is_handed_what_her_own_agreement_says(filled):
    agreement = filled.agree(filled.individual)
    promise(filled.office)
    kept = sales.agreement(filled.office.db, agreement).conditions_id
    own = prepare(filled, "handed_over", enrolment_id=filled.enrolments[3]).data
    other = prepare(filled, "handed_over", enrolment_id=filled.enrolments[0]).data
    assert own.conditions.id == kept
    assert other.conditions.id != kept
    assert other.conditions.rules == RULES


def test_individuals_alone_need_a_receipt(filled):
    papers = [
        one for one in needed_papers(filled.office, filled.session) if one.key == "handed_over"
    ]
    assert [one.whom for one in papers] == ["Mme Zoé Łukasiewicz"]


def test_an_employer_is_told_of_an_absence_by_mail(filled):
    filled.attend(absent_from={(1, 0)})
    letter = prepare(filled, "absence_notice", enrolment_id=filled.enrolments[1])
    assert letter.refusal is None
    assert letter.data.hours_followed == D("10.5")
    assert drafts.recipient(filled.office, letter) == "luc@evian.example"


@pytest.mark.parametrize("key", ["suspension", "formal_notice", "consents"])
def test_a_letter_goes_by_mail_to_the_contact(filled, bargain, key):
    assert drafts.recipient(filled.office, prepare(filled, key, agreement_id=bargain)) == (
        "luc@evian.example"
    )


def test_mails_about_entries_and_receipts_find_their_reader(filled):
    entry = enter(filled, client_id=filled.individual)
    letter = prepare(filled, "reserve_received", register_entry_id=entry)
    receipt = prepare(filled, "handed_over", enrolment_id=filled.enrolments[3])
    register = prepare(filled, "complaints_register", period=(SENT, SIGNED))
    assert [drafts.recipient(filled.office, one) for one in (letter, receipt, register)] == [
        "zoe@exemple.example",
        "zoe@exemple.example",
        "",
    ]


def test_a_subject_that_nothing_is_set_of_makes_no_paper(filled):
    with pytest.raises(ValueError, match="Subject"):
        prepare(filled, "suspension")


# From the decision to the letter ----------------------------------------------------------------


def writing(day):
    return Receipt(
        kind=ReceiptKind.CANCELLATION, received_on=day, channel=Channel.REGISTERED_LETTER
    )


def form(filled, agreement):
    """Have all the pieces in, the deposit aside, which terms without one do not ask for."""
    came(filled, agreement, ReceiptKind.SIGNED_PROPOSAL)
    came(filled, agreement, ReceiptKind.SIGNED_TERMS)


DECISIONS = {
    "a cancellation": (
        lambda office, agreement, day: deciding.cancel(office, agreement, writing(day)),
        "cancellation_acknowledgement",
    ),
    "a cancellation by the office": (
        deciding.cancel_by_office,
        "cancellation_acknowledgement",
    ),
    "a postponement": (
        lambda office, agreement, day: deciding.postpone(
            office, agreement, writing(day), date(2026, 6, 15)
        ),
        "postponement",
    ),
    "an interruption": (
        lambda office, agreement, day: deciding.interrupt(office, agreement, writing(day)),
        "cancellation_acknowledgement",
    ),
    "a termination": (
        lambda office, agreement, _day: deciding.terminate(office, agreement, SIGNED),
        "termination",
    ),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_each_decision_has_a_letter_that_can_leave(filled, bargain, decision):
    decided, key = DECISIONS[decision]
    form(filled, bargain)
    filled.clock.day = date(2026, 5, 4)
    settled = decided(filled.office, bargain, date(2026, 5, 4)).saved_id
    prepared = prepare(filled, key, settlement_id=settled)
    assert (prepared.refusal, prepared.missing) == (None, ())
    text = printed(prepared.render()[0])
    assert plain(prepared.data.settlement.sentence) in text
    assert prepared.data.settlement.clause in text


def test_a_withdrawal_has_its_letter(filled):
    promise(filled.office)
    agreement = filled.agree(filled.individual)
    agreeing.send(filled.office, agreement)
    filled.clock.day = SIGNED
    agreeing.sign(filled.office, agreement, SIGNED, "Zoé Łukasiewicz")
    settled = deciding.withdraw(filled.office, agreement, writing(SIGNED)).saved_id
    prepared = prepare(filled, "cancellation_acknowledgement", settlement_id=settled)
    assert (prepared.refusal, prepared.missing) == (None, ())
    assert "Nous avons bien reçu votre rétractation" in printed(prepared.render()[0])
