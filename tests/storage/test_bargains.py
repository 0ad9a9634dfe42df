"""What happens to agreements, in the file."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.filled_office import FilledOffice
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.conditions.kinds import Mark
from trainingdesk.domain.payments import Allocation, Payment, PaymentMeans
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.domain.settlements import FreedSeat, Settlement, SettlementKind
from trainingdesk.services import agreeing, invoicing, payments
from trainingdesk.storage import bargains as store
from trainingdesk.storage import sales

DAY = date(2026, 4, 10)


@pytest.fixture
def filled():
    """An office in memory with a session and its people."""
    made = FilledOffice()
    yield made
    made.office.close()


def came(kind, day=DAY, **facts):
    return Receipt(kind=kind, received_on=day, **facts)


def test_a_receipt_keeps_its_marks_in_their_order(filled):
    db = filled.office.db
    marks = (Mark.DATE, Mark.STAMP)
    receipt = came(ReceiptKind.SIGNED_TERMS, client_id=filled.town_hall, marks=marks)
    saved = store.save_receipt(db, receipt)
    (found,) = store.receipts_where(db, "id = ?", [saved])
    assert found == replace(receipt, id=saved, marks=(Mark.STAMP, Mark.DATE))
    store.save_receipt(db, replace(found, marks=()))
    assert store.receipts_where(db, "1")[0].marks == ()
    store.delete_receipt(db, saved)
    assert store.receipts_where(db, "1") == []


def test_an_agreement_has_its_own_receipts_and_those_of_its_proposal(filled):
    db = filled.office.db
    proposal = filled.propose()
    agreed = agreeing.draft_agreement(filled.office, filled.session, filled.town_hall, proposal)
    own = came(ReceiptKind.SIGNED_AGREEMENT, date(2026, 4, 9), agreement_id=agreed.saved_id)
    of_proposal = came(ReceiptKind.SIGNED_PROPOSAL, date(2026, 4, 2), proposal_id=proposal)
    other = came(ReceiptKind.INSURANCE, client_id=filled.town_hall)
    for receipt in (own, of_proposal, other):
        store.save_receipt(db, receipt)
    kinds = [receipt.kind for receipt in store.receipts_of(db, agreed.saved_id)]
    assert kinds == [ReceiptKind.SIGNED_PROPOSAL, ReceiptKind.SIGNED_AGREEMENT]


def test_a_decision_keeps_the_seats_that_it_freed(filled):
    db = filled.office.db
    decided = Settlement(
        agreement_id=filled.agree(),
        kind=SettlementKind.CANCELLATION,
        decided_on=DAY,
        clause="11. Annulation",
        sentence="Rien n’est dû.",
        due_ht=D("10.00"),
        due_ttc=D("12.00"),
        seats=tuple(
            FreedSeat(enrolment_id=enrolment, state=EnrolmentState.CONFIRMED)
            for enrolment in filled.enrolments[:2]
        ),
    )
    saved = store.save_settlement(db, decided)
    assert store.settlement(db, saved) == replace(decided, id=saved)
    assert store.settlements_of(db, decided.agreement_id) == [replace(decided, id=saved)]
    store.save_settlement(db, replace(decided, id=saved, seats=()))
    assert store.settlement(db, saved).seats == ()


def test_amendments_come_in_their_order(filled):
    db = filled.office.db
    agreement = filled.agree()
    for position in (2, 1):
        amendment = Amendment(
            agreement_id=agreement,
            position=position,
            subject=AmendmentSubject.PLACE,
            asked_on=DAY,
            before="Valence",
            after="Lyon",
        )
        store.AMENDMENTS.insert(db, amendment)
    assert [found.position for found in store.amendments_of(db, agreement)] == [1, 2]


def paid(filled, invoice, amount, day=DAY, held_until=None):
    invoicing.receive(
        filled.office,
        Payment(
            paid_on=day,
            amount=D(amount),
            means=PaymentMeans.CHEQUE,
            held_until=held_until,
            allocations=(Allocation(invoice_id=invoice, amount=D(amount)),),
        ),
    )


def test_only_what_the_client_paid_for_the_agreement_counts_and_a_held_cheque_later(filled):
    filled.fund("1000")
    agreement = filled.agree()
    drafts = filled.draft_invoices()
    for invoice in drafts:
        invoicing.issue(filled.office, invoice)
    funder, client = sorted(
        drafts, key=lambda i: sales.invoice(filled.office.db, i).payer_funder_id is None
    )
    paid(filled, funder, "1000")
    paid(filled, client, "200")
    paid(filled, client, "300", held_until=date(2026, 5, 1))
    db = filled.office.db
    assert store.paid_for(db, agreement, date(2026, 5, 1)) == 200
    filled.clock.day = date(2026, 5, 2)
    (cheque,) = sales.PAYMENTS.where(db, "held_until is not null")
    payments.cash(filled.office, cheque.id, date(2026, 5, 2))
    assert store.paid_for(db, agreement, date(2026, 5, 2)) == 500
    assert store.payments_of(db, client) == [(DAY, D("200.00")), (date(2026, 5, 2), D("300.00"))]
