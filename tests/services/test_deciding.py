"""What events cost by the terms, and what is decided about them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.attendance import Attendance, Presence, Proof
from trainingdesk.domain.conditions.kinds import Base
from trainingdesk.domain.conditions.rules import (
    Cancellation,
    Deposit,
    Formation,
    Intra,
    Offer,
    OfficeCancellation,
    Postponement,
    Suspension,
    Termination,
    Tier,
)
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.interruption import HoursHeld
from trainingdesk.domain.invoices import Invoice, InvoiceKind, InvoiceLine
from trainingdesk.domain.late_interest import LateRule
from trainingdesk.domain.lines import Line
from trainingdesk.domain.payments import Allocation, Payment, PaymentKind, PaymentMeans
from trainingdesk.domain.prices import FeeVat
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.sessions import EnrolmentState, SessionKind, WaitingEntry
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.services import (
    agreeing,
    attending,
    deciding,
    duties,
    fees,
    identity,
    invoicing,
    planning,
    proposing,
)
from trainingdesk.storage import bargains, sales, sessions
from trainingdesk.storage import office as terms

TODAY = date(2026, 4, 10)
TIERS = Cancellation(
    tiers=(
        Tier(at_least=30, share=D(0), base=Base.NONE),
        Tier(at_least=10, share=D("0.50"), base=Base.HT),
        Tier(share=D(1), base=Base.HT),
    )
)
CLAUSES = {
    "cancellation": TIERS,
    "postponement": Postponement(at_least=7),
    "termination": Termination(notice_days=8),
    "suspension": Suspension(unpaid_invoice=True, missing_papers=True),
    "office_cancellation": OfficeCancellation(),
}


def under(filled, **clauses):
    """Have the office sell under other clauses from today on."""
    former = terms.conditions_on(filled.office.db, TODAY)
    rules = replace(former.rules, **clauses)
    identity.save_conditions(filled.office, replace(former, rules=rules, starts_on=TODAY))


@pytest.fixture
def selling(filled):
    """The office under terms with a clause for each event."""
    under(filled, **CLAUSES)
    return filled


def came(kind="cancellation", day=TODAY, channel=Channel.EMAIL, **facts):
    return Receipt(kind=ReceiptKind(kind), received_on=day, channel=channel, **facts)


def agreed(filled, client=None, proposal=None):
    """Return an agreement that was sent and not signed."""
    wanted = client or filled.town_hall
    saved = agreeing.draft_agreement(filled.office, filled.session, wanted, proposal).saved_id
    agreeing.send(filled.office, saved)
    return saved


def formed(filled, client=None, proposal=None):
    agreement = agreed(filled, client, proposal)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc Besson")
    return agreement


def kept(filled, agreement):
    return sales.agreement(filled.office.db, agreement)


def states(filled):
    return [
        sessions.ENROLMENTS.get(filled.office.db, enrolment).state
        for enrolment in filled.enrolments
    ]


def settled(filled, agreement):
    (found,) = bargains.settlements_of(filled.office.db, agreement)
    return found


def pay(filled, agreement, amount, *, kind=InvoiceKind.DEPOSIT):
    """Have the client pay an invoice of the agreement."""
    draft = Invoice(
        client_id=kept(filled, agreement).client_id,
        kind=kind,
        agreement_id=agreement,
        lines=(InvoiceLine(line=Line(label="Acompte", unit_price=D(amount))),),
    )
    invoice = invoicing.save_draft(filled.office, draft).saved_id
    invoicing.issue(filled.office, invoice)
    part = Allocation(invoice_id=invoice, amount=D(amount))
    paid = Payment(paid_on=filled.clock.day, amount=D(amount), allocations=(part,))
    invoicing.receive(filled.office, paid)
    return invoice


# Questions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param(date(2026, 4, 18), 0, id="thirty days before"),
        pytest.param(date(2026, 4, 19), 1035, id="twenty-nine days before"),
        pytest.param(date(2026, 5, 18), 2070, id="the day it starts"),
    ],
)
def test_a_cancellation_costs_what_its_day_of_receipt_says(selling, received, due):
    agreement = formed(selling)
    told = deciding.cancellation_cost(selling.office, agreement, received)
    assert (told.answer.due_ttc, told.answer.paid) == (due, 0)
    assert told.clause.endswith(". Annulation par le client")
    assert not told.is_proposed
    assert kept(selling, agreement).state is AgreementState.FORMED


def test_what_was_really_paid_is_deducted(selling):
    agreement = formed(selling)
    pay(selling, agreement, "600")
    told = deciding.cancellation_cost(selling.office, agreement, date(2026, 4, 19))
    assert (told.answer.paid, told.answer.balance) == (600, 435)


def test_the_sum_of_discretionary_terms_is_proposed(selling):
    under(selling, cancellation=replace(TIERS, discretionary=True))
    agreement = formed(selling)
    assert deciding.cancellation_cost(selling.office, agreement, date(2026, 4, 19)).is_proposed
    assert not deciding.cancellation_cost(selling.office, agreement, date(2026, 4, 18)).is_proposed


def test_what_never_bound_costs_the_preparation_of_its_proposal(selling):
    under(selling, offer=Offer(validity_days=30, preparation_cost=True))
    draft = sales.proposal(selling.office.db, selling.propose())
    proposing.save_proposal(selling.office, replace(draft, preparation_cost=D(150)))
    proposing.send(selling.office, draft.id)
    proposing.accept(selling.office, draft.id)
    agreement = agreed(selling, proposal=draft.id)
    told = deciding.cancellation_cost(selling.office, agreement, date(2026, 5, 17))
    assert told.answer.due_ttc == 150
    assert told.clause.startswith("1. ")
    deciding.cancel(selling.office, agreement, came())
    assert settled(selling, agreement).kind is SettlementKind.NOT_FORMED


def test_an_absence_gives_up_no_session_of_one_client(selling):
    under(selling, intra=Intra())
    session = sessions.SESSIONS.get(selling.office.db, selling.session)
    sessions.SESSIONS.update(selling.office.db, replace(session, kind=SessionKind.INTRA))
    with pytest.raises(RuleBroken, match="n’annule pas"):
        deciding.cancellation_cost(selling.office, formed(selling), TODAY, for_absence=True)


def test_without_a_date_no_notice_is_counted(selling):
    agreement = formed(selling)
    db = selling.office.db
    db.execute("delete from slot_trainer")
    db.execute("delete from slot")
    session = sessions.SESSIONS.get(db, selling.session)
    sessions.SESSIONS.update(db, replace(session, starts_on=None, ends_on=None))
    with pytest.raises(RuleBroken, match="n’a pas de date"):
        deciding.cancellation_cost(selling.office, agreement, TODAY)


@pytest.mark.parametrize(
    ("received", "due", "rule"),
    [
        pytest.param(date(2026, 4, 24), 0, "withdrawal", id="the last day"),
        pytest.param(date(2026, 4, 25), 345, "cancellation", id="a day later"),
    ],
)
def test_a_person_withdraws_in_time_and_cancels_after(selling, received, due, rule):
    agreement = formed(selling, selling.individual)
    told = deciding.withdrawal_answer(selling.office, agreement, received)
    assert (told.answer.due_ttc, told.answer.rule) == (due, rule)


def test_a_letter_is_told_with_the_days_it_left_and_came(selling):
    agreement = formed(selling, selling.individual)
    told = deciding.withdrawal_answer(
        selling.office, agreement, date(2026, 4, 26), sent_on=date(2026, 4, 22)
    )
    words = told.answer.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert "envoyée le 22 avril 2026 et reçue le 26 avril 2026" in words
    assert told.answer.notice_days == 22


@pytest.mark.parametrize(
    ("received", "sent", "said"),
    [
        pytest.param(TODAY, date(2026, 4, 11), "ne peut pas être reçue", id="sent after receipt"),
        pytest.param(TODAY, date(2026, 4, 9), "précède la signature", id="sent unsigned"),
        pytest.param(date(2026, 4, 9), None, "pas une rétractation", id="received unsigned"),
    ],
)
def test_a_letter_follows_the_signature_and_precedes_its_receipt(selling, received, sent, said):
    agreement = formed(selling, selling.individual)
    with pytest.raises(RuleBroken, match=said):
        deciding.withdrawal_answer(selling.office, agreement, received, sent_on=sent)


def test_a_firm_has_nothing_to_withdraw_from(selling):
    with pytest.raises(RuleBroken, match="seul un particulier se rétracte"):
        deciding.withdrawal_answer(selling.office, formed(selling), TODAY)


def test_a_postponement_is_told_under_its_clause(selling):
    told = deciding.postponement_cost(selling.office, formed(selling), TODAY, date(2026, 9, 7))
    assert (told.answer.allowed, told.answer.due_for_new_date) == (True, 2070)
    assert told.clause.endswith("Report à la demande du client")


def test_months_of_a_postponement_count_from_the_first_signed_paper(selling):
    under(selling, postponement=Postponement(at_least=1, within_months=5))
    proposal = selling.propose()
    proposing.send(selling.office, proposal)
    proposing.accept(selling.office, proposal)
    agreement = formed(selling, proposal=proposal)
    cost = deciding.postponement_cost
    assert cost(selling.office, agreement, TODAY, date(2026, 9, 10)).answer.allowed
    assert not cost(selling.office, agreement, TODAY, date(2026, 9, 11)).answer.allowed
    early = came("signed_proposal", date(2026, 3, 10), agreement_id=agreement)
    bargains.save_receipt(selling.office.db, early)
    assert not cost(selling.office, agreement, TODAY, date(2026, 9, 10)).answer.allowed


def test_what_does_not_bind_yet_is_postponed_for_nothing(selling):
    under(selling, deposit=Deposit(share=D("0.30")), postponement=Postponement(keeps_deposit=True))
    told = deciding.postponement_cost(selling.office, agreed(selling), TODAY, date(2026, 9, 7))
    assert (told.answer.due_ttc, told.answer.due_for_new_date) == (0, 2070)


def attend(filled, *, slots):
    """Have the first person of the town hall follow so many slots, and no other."""
    filled.clock.day = date(2026, 5, 20)
    marks = [
        Attendance(
            enrolment_id=filled.enrolments[0],
            slot_id=slot,
            presence=Presence.PRESENT,
            proof=Proof.SIGNED,
        )
        for slot in filled.slots[:slots]
    ]
    attending.record(filled.office, filled.session, marks)


def test_who_gives_up_owes_the_hours_followed_of_one_seat(selling):
    agreement = formed(selling)
    attend(selling, slots=2)
    told = deciding.interruption_cost(selling.office, agreement, enrolment_id=selling.enrolments[0])
    assert told.answer.due_ttc == 345
    whole = deciding.interruption_cost(selling.office, agreement)
    assert whole.answer.due_ttc == 345


def test_force_majeure_protects_a_person_whatever_the_terms(selling):
    agreement = formed(selling, selling.individual)
    held = HoursHeld(planned=D(14), followed=D(7))
    told = deciding.interruption_cost(selling.office, agreement, held=held, force_majeure=True)
    assert told.answer.due_ttc == 345
    assert "L6353-7" in told.answer.sentence


def test_only_the_client_s_people_are_counted(selling):
    with pytest.raises(RuleBroken, match="n’est pas inscrite"):
        deciding.interruption_cost(
            selling.office, formed(selling), enrolment_id=selling.enrolments[3]
        )


def test_a_late_invoice_costs_interest_until_it_is_paid(selling):
    draft = Invoice(
        client_id=selling.town_hall,
        lines=(InvoiceLine(line=Line(label="Formation", unit_price=D(1200))),),
        due_on=date(2026, 4, 20),
    )
    invoice = invoicing.save_draft(selling.office, draft).saved_id
    with pytest.raises(RuleBroken, match="Seule une facture émise"):
        deciding.late_cost(selling.office, invoice, TODAY)
    invoicing.issue(selling.office, invoice)
    told = deciding.late_cost(selling.office, invoice, date(2026, 5, 20))
    assert (told.answer.indemnity, told.answer.segments[0].days) == (40, 30)
    assert (told.clause, told.answer.rule) == ("", LateRule.PUBLIC)
    selling.clock.day = date(2026, 4, 30)
    part = Allocation(invoice_id=invoice, amount=D(1200))
    invoicing.receive(
        selling.office, Payment(paid_on=selling.clock.day, amount=D(1200), allocations=(part,))
    )
    paid = deciding.late_cost(selling.office, invoice, date(2026, 5, 20))
    assert [segment.days for segment in paid.answer.segments] == [10]


def late_invoice(filled, paid=()):
    draft = Invoice(
        client_id=filled.town_hall,
        lines=(InvoiceLine(line=Line(label="Formation", unit_price=D(1200))),),
        due_on=date(2026, 4, 20),
    )
    invoice = invoicing.save_draft(filled.office, draft).saved_id
    invoicing.issue(filled.office, invoice)
    filled.clock.day = date(2026, 4, 30)
    for amount in paid:
        part = Allocation(invoice_id=invoice, amount=D(amount))
        payment = Payment(paid_on=filled.clock.day, amount=D(amount), allocations=(part,))
        invoicing.receive(filled.office, payment)
    return invoice


def credit(filled, invoice, amount):
    lines = (InvoiceLine(line=Line(label="Formation", unit_price=D(amount))),)
    whole = invoicing.credit(filled.office, invoice, "Geste").saved_id
    draft = sales.invoice(filled.office.db, whole)
    invoicing.save_draft(filled.office, replace(draft, lines=lines))
    invoicing.issue(filled.office, whole)


def test_what_was_credited_whole_owes_no_interest(selling):
    invoice = late_invoice(selling)
    credit(selling, invoice, 1200)
    with pytest.raises(RuleBroken, match="annulée par un avoir"):
        deciding.late_cost(selling.office, invoice, date(2026, 5, 20))


@pytest.mark.parametrize(
    "given_back", [pytest.param((), id="kept"), pytest.param((-200,), id="given back")]
)
def test_what_was_paid_above_a_credit_is_no_payment_of_it(selling, given_back):
    invoice = late_invoice(selling, [1200])
    credit(selling, invoice, 200)
    for amount in given_back:
        part = Allocation(invoice_id=invoice, amount=D(amount))
        back = Payment(
            kind=PaymentKind.REFUND,
            paid_on=selling.clock.day,
            amount=D(amount),
            allocations=(part,),
        )
        sales.save_payment(selling.office.db, back)
    told = deciding.late_cost(selling.office, invoice, date(2026, 5, 20))
    assert [segment.days for segment in told.answer.segments] == [10]


def test_a_person_owes_interest_from_the_formal_notice_alone(selling):
    agreement = formed(selling, selling.individual)
    selling.clock.day = date(2026, 5, 20)
    (invoice,) = selling.draft_invoices(selling.individual)
    invoicing.issue(selling.office, invoice)
    assert sales.invoice(selling.office.db, invoice).agreement_id == agreement
    day = date(2026, 6, 29)
    assert deciding.late_cost(selling.office, invoice, day).answer.interest == 0
    noticed = deciding.late_cost(selling.office, invoice, day, notice_on=date(2026, 6, 20))
    assert noticed.answer.interest > 0
    assert noticed.answer.indemnity == 0


# Announcements ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("cancellation", "Annulation annoncée, écrit attendu"),
        ("postponement", "Report annoncé, écrit attendu"),
        ("withdrawal", "Rétractation annoncée, écrit attendu"),
    ],
)
def test_a_call_announces_and_settles_nothing(selling, kind, label):
    agreement = formed(selling)
    done = deciding.announce(selling.office, agreement, TODAY, kind=ReceiptKind(kind))
    assert done.label == label
    assert kept(selling, agreement).state is AgreementState.FORMED
    assert bargains.settlements_of(selling.office.db, agreement) == []
    assert deciding.announced(selling.office, agreement).channel is Channel.PHONE


def test_what_was_announced_is_awaited_until_it_is_written(selling):
    agreement = formed(selling)
    assert deciding.announced(selling.office, agreement) is None
    deciding.announce(selling.office, agreement, TODAY)
    written = came(agreement_id=agreement)
    bargains.save_receipt(selling.office.db, written)
    assert deciding.announced(selling.office, agreement) is None


def test_what_is_over_awaits_no_writing(selling):
    agreement = formed(selling)
    deciding.announce(selling.office, agreement, TODAY)
    deciding.cancel_by_office(selling.office, agreement, TODAY)
    assert deciding.announced(selling.office, agreement) is None


# Decisions --------------------------------------------------------------------------------------


def test_a_cancellation_is_settled_with_its_proof_its_clause_and_its_seats(selling):
    agreement = formed(selling)
    selling.clock.day = date(2026, 4, 21)
    letter = came(day=date(2026, 4, 20), channel=Channel.REGISTERED_LETTER, reference="1A 22")
    done = deciding.cancel(selling.office, agreement, letter, waived=D(35), reason="Fidélité")
    found = settled(selling, agreement)
    assert (found.kind, found.due_ttc, found.waived, found.owed) == (
        SettlementKind.CANCELLATION,
        1035,
        35,
        1000,
    )
    assert (found.decided_on, found.waived_reason) == (date(2026, 4, 21), "Fidélité")
    assert found.clause.endswith("Annulation par le client")
    assert found.sentence.startswith("Votre annulation a été reçue")
    (_signed, receipt) = bargains.receipts_of(selling.office.db, agreement)
    assert (receipt.id, receipt.reference) == (found.receipt_id, "1A 22")
    ended = kept(selling, agreement)
    assert (ended.state, ended.ended_on) == (AgreementState.CANCELLED, date(2026, 4, 20))
    assert states(selling) == [*[EnrolmentState.CANCELLED] * 3, EnrolmentState.ENROLLED]
    assert "annulation enregistrée, 1\u202f000,00\xa0€ à demander" in done.label
    assert selling.office.db.execute("select count(*) from invoice").fetchone() == (0,)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        pytest.param("trainee", "Place libre pour Lou Marin", id="a person"),
        pytest.param("client", "Place libre pour Mme Zoé Łukasiewicz", id="a client"),
        pytest.param("note", "Place libre pour Une amie de Karim", id="a note"),
        pytest.param("nobody", "Place libre pour la première demande", id="somebody"),
    ],
)
def test_the_first_who_waits_is_named(selling, who, said):
    agreement = formed(selling)
    trainee = selling.new_trainee("Lou", "Marin") if who == "trainee" else None
    entry = WaitingEntry(
        session_id=selling.session,
        trainee_id=trainee,
        client_id=selling.individual if who == "client" else None,
        note="Une amie de Karim" if who == "note" else "",
        since=TODAY,
    )
    planning.wait(selling.office, entry)
    assert said in deciding.cancel(selling.office, agreement, came()).label


def test_nobody_is_named_for_a_session_that_has_begun(selling):
    agreement = formed(selling)
    planning.wait(selling.office, WaitingEntry(session_id=selling.session, since=TODAY))
    selling.clock.day = date(2026, 5, 18)
    done = deciding.cancel(selling.office, agreement, came(day=date(2026, 5, 18)))
    assert "Place libre" not in done.label


@pytest.mark.parametrize(
    ("act", "said"),
    [
        pytest.param(
            lambda office, agreement: deciding.cancel(
                office, agreement, came(channel=Channel.PHONE)
            ),
            "un écrit est attendu",
            id="cancelled on the phone",
        ),
        pytest.param(
            lambda office, agreement: deciding.postpone(
                office, agreement, came(channel=Channel.PHONE), date(2026, 9, 7)
            ),
            "un écrit est attendu",
            id="postponed on the phone",
        ),
        pytest.param(
            lambda office, agreement: deciding.withdraw(office, agreement, came()),
            "seul un particulier",
            id="a firm withdraws",
        ),
        pytest.param(
            lambda office, agreement: deciding.cancel(office, agreement, came(), waived=D(1)),
            "geste commercial va de 0",
            id="more given up than due",
        ),
        pytest.param(
            lambda office, agreement: deciding.terminate(office, agreement, date(2026, 4, 2)),
            "à partir du 11",
            id="the notice runs",
        ),
        pytest.param(
            lambda office, agreement: deciding.cancel(
                office, agreement, came(day=date(2027, 1, 1))
            ),
            "dans le futur",
            id="tomorrow's letter",
        ),
    ],
)
def test_a_decision_that_cannot_be_leaves_everything_as_it_was(selling, act, said):
    agreement = formed(selling)
    before = kept(selling, agreement)
    with pytest.raises(RuleBroken, match=said):
        act(selling.office, agreement)
    assert kept(selling, agreement) == before
    assert bargains.settlements_of(selling.office.db, agreement) == []
    assert EnrolmentState.CANCELLED not in states(selling)


def test_terms_that_ask_no_writing_take_a_call(selling):
    under(
        selling,
        cancellation=replace(TIERS, in_writing=False),
        postponement=Postponement(in_writing=False),
    )
    call = came(channel=Channel.PHONE)
    one, other = formed(selling), formed(selling, selling.individual)
    deciding.cancel(selling.office, one, call)
    deciding.postpone(selling.office, other, call, date(2026, 9, 7))
    assert kept(selling, one).state is AgreementState.CANCELLED
    assert kept(selling, other).state is AgreementState.POSTPONED


def test_whoever_followed_hours_is_not_cancelled_but_counted_with_them(selling):
    agreement = formed(selling)
    selling.clock.day = date(2026, 5, 18)
    there, late = (
        Attendance(enrolment_id=person, slot_id=selling.slots[0], presence=presence)
        for person, presence in zip(selling.enrolments[:2], "PA", strict=True)
    )
    attending.record(selling.office, selling.session, [there, late])
    deciding.cancel(selling.office, agreement, came(day=date(2026, 5, 18)))
    assert states(selling)[:3] == [
        EnrolmentState.DROPPED_OUT,
        EnrolmentState.CANCELLED,
        EnrolmentState.CANCELLED,
    ]


def test_whoever_went_to_the_end_keeps_the_seat(selling):
    agreement = formed(selling)
    selling.attend({(0, place) for place in range(4)})
    deciding.cancel(selling.office, agreement, came(day=selling.clock.day))
    assert states(selling)[:3] == [
        EnrolmentState.ABSENT,
        EnrolmentState.PRESENT,
        EnrolmentState.PRESENT,
    ]


def test_a_session_that_has_begun_is_not_postponed_as_a_whole(selling):
    formed(selling)
    selling.attend()
    with pytest.raises(RuleBroken, match="a commencé"):
        deciding.adjourn_session(selling.office, selling.session, selling.clock.day)


def test_what_is_cancelled_is_not_cancelled_again(selling):
    agreement = formed(selling)
    deciding.cancel(selling.office, agreement, came())
    with pytest.raises(RuleBroken, match="plus rien à annuler"):
        deciding.cancel(selling.office, agreement, came())
    assert len(bargains.settlements_of(selling.office.db, agreement)) == 1


def test_the_office_gives_back_what_was_paid(selling):
    agreement = formed(selling)
    pay(selling, agreement, "600")
    done = deciding.cancel_by_office(selling.office, agreement, TODAY)
    found = settled(selling, agreement)
    assert (found.kind, found.balance) == (SettlementKind.OFFICE_CANCELLATION, -600)
    assert "600,00\xa0€ à rendre" in done.label


@pytest.mark.parametrize("act", [deciding.cancel, deciding.withdraw])
def test_a_person_inside_his_period_owes_nothing_whatever_he_calls_it(selling, act):
    agreement = formed(selling, selling.individual)
    selling.clock.day = date(2026, 4, 24)
    act(selling.office, agreement, came(day=date(2026, 4, 24)))
    found = settled(selling, agreement)
    assert (found.kind, found.due_ttc) == (SettlementKind.WITHDRAWAL, 0)


def test_a_letter_posted_in_time_is_a_withdrawal_in_time(selling):
    agreement = formed(selling, selling.individual)
    selling.clock.day = date(2026, 4, 27)
    letter = came("withdrawal", date(2026, 4, 27), Channel.REGISTERED_LETTER)
    with pytest.raises(RuleBroken, match="le jour de l’envoi"):
        deciding.withdraw(selling.office, agreement, letter)
    deciding.withdraw(selling.office, agreement, letter, sent_on=date(2026, 4, 24))
    assert kept(selling, agreement).state is AgreementState.CANCELLED


def test_a_postponement_keeps_its_new_date_and_the_deposit(selling):
    under(
        selling,
        deposit=Deposit(share=D("0.30")),
        postponement=Postponement(at_least=7, keeps_deposit=True),
    )
    agreement = formed(selling)
    deciding.postpone(selling.office, agreement, came("postponement"), date(2026, 9, 7))
    found = settled(selling, agreement)
    assert (found.kind, found.due_ttc, found.due_ht) == (SettlementKind.POSTPONEMENT, 621, 621)
    assert found.new_start == date(2026, 9, 7)
    assert kept(selling, agreement).state is AgreementState.POSTPONED
    assert states(selling)[:3] == [EnrolmentState.CANCELLED] * 3


def test_a_postponement_that_is_too_late_is_refused_with_what_cancelling_costs(selling):
    agreement = formed(selling)
    selling.clock.day = date(2026, 5, 15)
    with pytest.raises(RuleBroken, match="revient à annuler") as refusal:
        deciding.postpone(selling.office, agreement, came(day=date(2026, 5, 15)), date(2026, 9, 7))
    assert refusal.value.field == "new_start"


def test_the_tax_of_what_is_kept_follows_the_office_s_choice(selling):
    under(
        selling,
        deposit=Deposit(share=D("0.30")),
        postponement=Postponement(at_least=7, keeps_deposit=True),
    )
    agreement = agreed(selling)
    taxed = Line(label="Conseil", unit_price=D(1000), tva_rate=D(20), exemption=None)
    agreeing.save_agreement(selling.office, replace(kept(selling, agreement), lines=(taxed,)))
    agreeing.sign(selling.office, agreement, TODAY, "Luc")
    assert deciding.fee_vat(selling.office) is None
    terms.save_setting(selling.office.db, "fee_vat", FeeVat.TAXED)
    deciding.postpone(selling.office, agreement, came("postponement"), date(2026, 9, 7))
    found = settled(selling, agreement)
    assert (found.due_ttc, found.due_ht) == (360, 300)


def test_one_person_who_stops_leaves_the_agreement_to_the_others(selling):
    agreement = formed(selling)
    attend(selling, slots=2)
    deciding.interrupt(
        selling.office,
        agreement,
        came("modification", date(2026, 5, 20)),
        enrolment_id=selling.enrolments[0],
    )
    found = settled(selling, agreement)
    assert (found.kind, found.due_ttc) == (SettlementKind.INTERRUPTION, 2 * 690 + 345)
    assert kept(selling, agreement).state is AgreementState.FORMED
    assert states(selling)[0] is EnrolmentState.DROPPED_OUT
    deciding.undo(selling.office, found.id)
    assert states(selling)[0] is not EnrolmentState.DROPPED_OUT
    assert kept(selling, agreement).state is AgreementState.FORMED


def stop(filled, agreement, place, **facts):
    stopped = came("modification", date(2026, 5, 20))
    enrolment = filled.enrolments[place]
    deciding.interrupt(filled.office, agreement, stopped, enrolment_id=enrolment, **facts)
    return bargains.settlements_of(filled.office.db, agreement)[-1]


def test_a_second_person_who_stops_leaves_the_first_at_what_he_owes(selling):
    agreement = formed(selling)
    attend(selling, slots=2)
    stop(selling, agreement, 0, waived=D(45))
    second = stop(selling, agreement, 1)
    assert second.due_ttc == 690 + 300
    assert kept(selling, agreement).state is AgreementState.FORMED
    last = stop(selling, agreement, 2)
    assert last.due_ttc == 300
    assert kept(selling, agreement).state is AgreementState.TERMINATED


def test_who_stopped_already_does_not_stop_again(selling):
    agreement = formed(selling)
    attend(selling, slots=2)
    stop(selling, agreement, 0)
    with pytest.raises(RuleBroken, match="déjà enregistré"):
        stop(selling, agreement, 0)


def test_of_two_who_stopped_the_latest_sum_alone_is_to_be_asked(selling):
    agreement = formed(selling)
    attend(selling, slots=2)
    stop(selling, agreement, 0)
    second = stop(selling, agreement, 1)
    shown = [duty for duty in duties.duties(selling.office) if duty.kind is DutyKind.SETTLEMENTS]
    assert [duty.key for duty in shown] == [f"settlements:{second.id}"]


def test_taking_back_a_cancellation_leaves_who_had_stopped_before(selling):
    agreement = formed(selling)
    attend(selling, slots=2)
    stop(selling, agreement, 0)
    deciding.cancel_by_office(selling.office, agreement, date(2026, 5, 20))
    assert states(selling)[0] is EnrolmentState.DROPPED_OUT
    deciding.undo(selling.office, bargains.settlements_of(selling.office.db, agreement)[-1].id)
    assert states(selling)[0] is EnrolmentState.DROPPED_OUT


def test_taking_back_restores_the_day_that_somebody_had_left(selling):
    agreement = formed(selling)
    left = sessions.ENROLMENTS.get(selling.office.db, selling.enrolments[0])
    gone = replace(left, left_on=date(2026, 4, 2))
    sessions.ENROLMENTS.update(selling.office.db, gone)
    deciding.cancel(selling.office, agreement, came())
    deciding.undo(selling.office, settled(selling, agreement).id)
    assert sessions.ENROLMENTS.get(selling.office.db, selling.enrolments[0]) == gone


def test_when_all_are_stopped_the_agreement_ends(selling):
    agreement = formed(selling, selling.individual)
    held = HoursHeld(planned=D(14), followed=D(7))
    deciding.interrupt(
        selling.office, agreement, came("force_majeure"), held=held, force_majeure=True
    )
    found = settled(selling, agreement)
    assert (found.kind, found.due_ttc, found.due_ht) == (SettlementKind.FORCE_MAJEURE, 345, 345)
    assert kept(selling, agreement).state is AgreementState.TERMINATED


def test_after_a_notice_in_vain_the_agreement_is_terminated(selling):
    agreement = formed(selling)
    deciding.terminate(selling.office, agreement, date(2026, 4, 1))
    found = settled(selling, agreement)
    assert (found.kind, found.due_ttc) == (SettlementKind.TERMINATION, 0)
    assert kept(selling, agreement).state is AgreementState.TERMINATED


def test_what_was_held_by_the_day_of_the_end_is_owed(selling):
    told = deciding.termination_cost(
        selling.office, formed(selling), date(2026, 5, 1), date(2026, 5, 19)
    )
    assert told.answer.due_ttc == 1035
    assert told.clause.endswith("Résiliation")


def test_an_agreement_without_price_owes_nothing(selling):
    agreement = agreed(selling)
    agreeing.save_agreement(selling.office, replace(kept(selling, agreement), lines=()))
    agreeing.sign(selling.office, agreement, TODAY, "Luc")
    deciding.terminate(selling.office, agreement, date(2026, 4, 1))
    assert settled(selling, agreement).due_ht == 0


def test_the_held_cheque_of_who_withdrew_goes_back(selling):
    agreement = formed(selling, selling.individual)
    cheque = Payment(
        paid_on=TODAY,
        amount=D(200),
        means=PaymentMeans.CHEQUE,
        client_id=selling.individual,
        held_until=date(2026, 4, 25),
    )
    sales.save_payment(selling.office.db, cheque)
    selling.clock.day = date(2026, 4, 22)

    def told():
        return [d.action for d in duties.duties(selling.office) if d.kind is DutyKind.CHEQUES]

    assert told() == ["Encaisser le chèque"]
    deciding.withdraw(selling.office, agreement, came("withdrawal", date(2026, 4, 22)))
    assert told() == ["Rendre le chèque"]


# Taking back ------------------------------------------------------------------------------------


def test_a_decision_taken_back_leaves_the_agreement_and_its_seats_as_before(selling):
    agreement = formed(selling)
    before, seats = kept(selling, agreement), states(selling)
    deciding.cancel(selling.office, agreement, came())
    found = settled(selling, agreement)
    deciding.undo(selling.office, found.id)
    assert (kept(selling, agreement), states(selling)) == (before, seats)
    assert not settled(selling, agreement).stands
    with pytest.raises(RuleBroken, match="déjà été reprise"):
        deciding.undo(selling.office, found.id)


def test_the_draft_of_its_sum_goes_with_a_decision(selling):
    agreement = formed(selling)
    deciding.cancel(selling.office, agreement, came(day=date(2026, 4, 10)), waived=D(0))
    found = settled(selling, agreement)
    draft = invoicing.save_draft(selling.office, fee(selling)).saved_id
    bargains.save_settlement(selling.office.db, replace(found, invoice_id=draft))
    deciding.undo(selling.office, found.id)
    assert selling.office.db.execute("select count(*) from invoice").fetchone() == (0,)


def fee(filled):
    return Invoice(
        client_id=filled.town_hall,
        kind=InvoiceKind.CANCELLATION_FEE,
        lines=(InvoiceLine(line=Line(label="Frais d’annulation", unit_price=D(100))),),
    )


def test_what_was_invoiced_stays_decided(selling):
    agreement = formed(selling)
    selling.clock.day = date(2026, 4, 25)
    deciding.cancel(selling.office, agreement, came(day=date(2026, 4, 25)))
    found = settled(selling, agreement)
    invoice = invoicing.save_draft(selling.office, fee(selling)).saved_id
    invoicing.issue(selling.office, invoice)
    bargains.save_settlement(selling.office.db, replace(found, invoice_id=invoice))
    with pytest.raises(RuleBroken, match="créez d’abord un avoir"):
        deciding.undo(selling.office, found.id)
    with pytest.raises(RuleBroken, match="par un avoir"):
        deciding.waive(selling.office, found.id, D(10))
    assert kept(selling, agreement).state is AgreementState.CANCELLED


def test_decisions_are_taken_back_the_latest_first(selling):
    agreement = formed(selling)
    attend(selling, slots=1)
    stopped = came("modification", date(2026, 5, 20))
    deciding.interrupt(selling.office, agreement, stopped, enrolment_id=selling.enrolments[0])
    deciding.cancel_by_office(selling.office, agreement, date(2026, 5, 20))
    first, _last = bargains.settlements_of(selling.office.db, agreement)
    with pytest.raises(RuleBroken, match="plus récente"):
        deciding.undo(selling.office, first.id)


def test_a_seat_taken_again_since_keeps_a_decision(selling):
    agreement = formed(selling)
    deciding.cancel(selling.office, agreement, came())
    selling.enrol(selling.trainees[0], selling.town_hall)
    with pytest.raises(RuleBroken, match="réinscrite"):
        deciding.undo(selling.office, settled(selling, agreement).id)
    assert kept(selling, agreement).state is AgreementState.CANCELLED


def test_a_session_that_is_overfull_again_is_told(selling):
    agreement = formed(selling)
    deciding.cancel(selling.office, agreement, came())
    session = sessions.SESSIONS.get(selling.office.db, selling.session)
    sessions.SESSIONS.update(selling.office.db, replace(session, maximum=3))
    done = deciding.undo(selling.office, settled(selling, agreement).id)
    assert "4 inscrits pour 3 places" in done.label.replace("\xa0", " ")


def test_a_gesture_may_come_later(selling):
    agreement = formed(selling)
    selling.clock.day = date(2026, 4, 25)
    deciding.cancel(selling.office, agreement, came(day=date(2026, 4, 25)))
    found = settled(selling, agreement)
    deciding.waive(selling.office, found.id, D(500), "Fidélité")
    assert settled(selling, agreement).owed == 535


def test_a_gesture_takes_back_the_draft_of_the_former_sum(selling):
    agreement = formed(selling)
    selling.clock.day = date(2026, 4, 25)
    deciding.cancel(selling.office, agreement, came(day=date(2026, 4, 25)))
    found = settled(selling, agreement)
    fees.choose_fee_vat(selling.office, FeeVat.UNTAXED)
    fees.draft_fee_invoice(selling.office, found.id)
    done = deciding.waive(selling.office, found.id, D(500))
    assert "préparez-la de nouveau" in done.label
    again = fees.draft_fee_invoice(selling.office, found.id).saved_id
    assert sales.invoice(selling.office.db, again).totals.total_ttc == 535
    assert selling.office.db.execute("select count(*) from invoice").fetchone() == (1,)


# Suspension -------------------------------------------------------------------------------------


def overdue(filled):
    draft = replace(fee(filled), kind=InvoiceKind.INVOICE, due_on=date(2026, 4, 20))
    invoice = invoicing.save_draft(filled.office, draft).saved_id
    invoicing.issue(filled.office, invoice)


def test_an_overdue_invoice_lets_a_training_be_suspended(selling):
    agreement = formed(selling)
    overdue(selling)
    assert deciding.suspension_reasons(selling.office, agreement) == ()
    selling.clock.day = date(2026, 4, 21)
    (reason,) = deciding.suspension_reasons(selling.office, agreement)
    assert "n’est pas réglée" in reason
    deciding.suspend(selling.office, agreement)
    assert kept(selling, agreement).suspended_on == date(2026, 4, 21)
    deciding.resume(selling.office, agreement)
    assert kept(selling, agreement).suspended_on is None


@pytest.mark.parametrize(
    ("return_days", "last"),
    [
        pytest.param(15, date(2026, 4, 25), id="days to send them back"),
        pytest.param(None, date(2026, 5, 17), id="the eve of the start"),
    ],
)
def test_papers_that_lack_in_time_let_it_too(selling, return_days, last):
    under(selling, formation=Formation(return_days=return_days))
    agreement = agreed(selling)
    selling.clock.day = last
    assert deciding.suspension_reasons(selling.office, agreement) == ()
    selling.clock.day = date(last.year, last.month, last.day + 1)
    (reason,) = deciding.suspension_reasons(selling.office, agreement)
    assert reason == "il manque la convention ou le contrat signé"


def test_nothing_is_suspended_without_a_reason(selling):
    agreement = formed(selling)
    with pytest.raises(RuleBroken, match="Rien ne permet de suspendre"):
        deciding.suspend(selling.office, agreement)


@pytest.mark.parametrize(
    "terms_of_it",
    [
        pytest.param(None, id="no clause"),
        pytest.param(Suspension(unpaid_invoice=False), id="a clause for something else"),
    ],
)
def test_terms_may_not_allow_it(selling, terms_of_it):
    under(selling, suspension=terms_of_it)
    agreement = formed(selling)
    overdue(selling)
    selling.clock.day = date(2026, 4, 21)
    assert deciding.suspension_reasons(selling.office, agreement) == ()
