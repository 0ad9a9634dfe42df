"""Late payers are reminded once each time, in their turn, with the interest of the day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.filled_office import FilledOffice
from tests.support.money_office import asked, pay, signed
from tests.support.office_sample import CONDITIONS
from tests.support.offices import rules_of
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceLine
from trainingdesk.domain.late_interest import Debtor, late_interest
from trainingdesk.domain.lines import Line
from trainingdesk.domain.payments import Payment
from trainingdesk.domain.receipts import Channel
from trainingdesk.domain.reference_rates import RateKind, ReferenceRate
from trainingdesk.domain.reminders import Delays, Level
from trainingdesk.services import (
    deciding,
    duties,
    identity,
    invoicing,
    publishing,
    reference,
    reminders,
)
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import papers, sales
from trainingdesk.storage import reminders as store

SOLD = date(2026, 5, 20)
DUE = date(2026, 6, 19)


def sold(filled, client, price="2000", on=SOLD):
    """Issue an invoice that is due after thirty days; return its id."""
    line = InvoiceLine(line=Line(label="Formation", unit_price=D(price)))
    draft = invoicing.save_draft(filled.office, Invoice(client_id=client, lines=(line,))).saved_id
    filled.clock.day = on
    invoicing.issue(filled.office, draft, on)
    return draft


def late(filled, days=10):
    filled.clock.day = DUE + timedelta(days=days)


@pytest.fixture
def owing(filled):
    """The office with a late invoice of the town hall, ten days after its due date."""
    filled.bill = sold(filled, filled.town_hall)
    assert sales.invoice(filled.office.db, filled.bill).due_on == DUE
    late(filled)
    filled.payer = PayerKey(client_id=filled.town_hall)
    return filled


def through(filled, *levels):
    """Send letters, each once its delay has run; return the reminders."""
    made = []
    for level in levels:
        made.append(reminders.send(filled.office, filled.payer, level).saved_id)
        filled.clock.day += timedelta(days=15)
    return made


def reminding(filled):
    found = duties.duties(filled.office)
    return [duty.sentence for duty in found if duty.kind is DutyKind.REMINDERS]


def test_a_late_payer_waits_for_the_first_letter_with_the_cost_of_the_day(owing):
    (each,) = reminders.due(owing.office)
    assert (each.payer, each.level, each.on) == (owing.payer, Level.FIRST, date(2026, 6, 27))
    (bill,) = each.bills
    expected = late_interest(
        rules=CONDITIONS.rules,
        ttc=D(2000),
        due_on=DUE,
        paid_on=owing.clock.day,
        rates=reference.rates(owing.office),
        debtor=Debtor.PUBLIC,
    )
    assert (bill.interest, bill.indemnity) == (expected.interest, D("40.00"))
    assert each.is_due(owing.clock.day)


def test_before_its_delay_the_first_letter_may_leave_but_is_not_proposed(owing):
    late(owing, 3)
    (each,) = reminders.due(owing.office)
    assert (each.may_leave(owing.clock.day), each.is_due(owing.clock.day)) == (True, False)
    late(owing, 0)
    assert reminders.due(owing.office) == []


def test_the_letter_and_its_record_leave_together(owing):
    done = reminders.send(owing.office, owing.payer, Level.FIRST)
    record = store.reminder(owing.office.db, done.saved_id)
    assert (record.step, record.sent_on, record.channel) == (
        Level.FIRST,
        owing.clock.day,
        Channel.EMAIL,
    )
    (told,) = record.invoices
    assert (told.invoice_id, told.remaining, told.indemnity) == (owing.bill, D(2000), D(40))
    paper = papers.PAPERS.get(owing.office.db, record.paper_id)
    assert (paper.title, paper.client_id) == ("Première relance", owing.town_hall)
    assert sales.balance(owing.office.db, owing.bill).remaining == 2000


def test_nothing_is_sent_twice(owing):
    reminders.send(owing.office, owing.payer, Level.FIRST)
    with pytest.raises(RuleBroken, match="rien n’est envoyé deux fois"):
        reminders.send(owing.office, owing.payer, Level.FIRST)
    with pytest.raises(RuleBroken, match=r"peut partir à partir du 14\sjuillet\s2026"):
        reminders.send(owing.office, owing.payer, Level.SECOND)
    assert len(reminders.sent(owing.office)) == 1
    assert len(papers.papers_where(owing.office.db, "kind = 'first_reminder'", [])) == 1


def test_who_is_not_late_is_not_reminded(owing):
    pay(owing, owing.bill)
    with pytest.raises(RuleBroken, match="Aucune facture n’est en retard"):
        reminders.send(owing.office, owing.payer, Level.FIRST)


def test_what_a_decision_leaves_to_be_credited_is_not_claimed(filled):
    agreement = signed(filled)
    asked(filled, agreement)
    filled.clock.day = date(2026, 7, 20)
    assert len(reminders.due(filled.office)) == 1
    deciding.cancel_by_office(filled.office, agreement, date(2026, 4, 14))
    assert reminders.due(filled.office) == []


def test_a_letter_that_cannot_leave_is_not_recorded(owing):
    owing.office.db.execute("update client set address_city = ''")
    with pytest.raises(RuleBroken, match="mention obligatoire"):
        reminders.send(owing.office, owing.payer, Level.FIRST)
    assert reminders.sent(owing.office) == []


def test_the_letters_follow_each_other_up_to_the_formal_notice(owing):
    *_others, notice = through(owing, Level.FIRST, Level.SECOND, Level.NOTICE)
    record = store.reminder(owing.office.db, notice)
    assert record.channel is Channel.REGISTERED_LETTER
    (each,) = reminders.due(owing.office)
    assert (each.level, each.may_leave(owing.clock.day)) == (None, False)
    with pytest.raises(RuleBroken, match="rien n’est envoyé deux fois"):
        reminders.send(owing.office, owing.payer, Level.NOTICE)


def test_a_younger_invoice_starts_with_a_courteous_letter_of_its_own(owing):
    through(owing, Level.FIRST)
    young = sold(owing, owing.town_hall, "500", on=date(2026, 7, 14))
    owing.clock.day = date(2026, 8, 20)
    found = {each.level: each for each in reminders.due(owing.office)}
    assert [bill.invoice_id for bill in found[Level.FIRST].bills] == [young]
    assert [bill.invoice_id for bill in found[Level.SECOND].bills] == [owing.bill]


def test_the_duty_rests_until_the_next_letter_and_says_which(owing):
    assert reminding(owing)[0].startswith("Relancer Mairie")
    reminders.send(owing.office, owing.payer, Level.FIRST)
    assert reminding(owing) == []
    owing.clock.day += timedelta(days=15)
    assert "une seconde fois" in reminding(owing)[0]
    through(owing, Level.SECOND)
    assert reminding(owing)[0].startswith("Mettre Mairie d’Évian-la-Forêt en demeure de payer")
    through(owing, Level.NOTICE)
    assert "restée sans effet" in reminding(owing)[0]


def test_the_duty_of_a_letter_that_was_put_off_is_not_that_of_the_next(owing):
    (first,) = [d for d in duties.duties(owing.office) if d.kind is DutyKind.REMINDERS]
    through(owing, Level.FIRST)
    (second,) = [d for d in duties.duties(owing.office) if d.kind is DutyKind.REMINDERS]
    assert first.key != second.key


def test_a_letter_taken_back_may_leave_again_and_its_paper_stays(owing):
    sent = reminders.send(owing.office, owing.payer, Level.FIRST).saved_id
    assert "reste parmi les documents" in reminders.undo(owing.office, sent).label
    assert reminders.sent(owing.office) == []
    assert len(papers.papers_where(owing.office.db, "kind = 'first_reminder'", [])) == 1
    assert reminders.send(owing.office, owing.payer, Level.FIRST).id is not None


def test_a_letter_that_another_answers_to_is_not_taken_back(owing):
    first, _second = through(owing, Level.FIRST, Level.SECOND)
    with pytest.raises(RuleBroken, match="annulez-la d’abord"):
        reminders.undo(owing.office, first)


def test_a_consumer_owes_no_40_euros_and_no_interest_before_the_notice(filled):
    filled.bill = sold(filled, filled.individual, "690")
    filled.payer = PayerKey(client_id=filled.individual)
    late(filled)
    through(filled, Level.FIRST, Level.SECOND, Level.NOTICE)
    told = [one for each in reminders.sent(filled.office) for one in each.record.invoices]
    assert {(one.interest, one.indemnity) for one in told} == {(D(0), D(0))}


def test_a_consumer_owes_the_legal_rate_once_the_notice_went(filled):
    reference.save_rates(
        filled.office,
        RateKind.LEGAL_PROFESSIONAL,
        [
            ReferenceRate(
                kind=RateKind.LEGAL_PROFESSIONAL,
                starts_on=date(2026, 7, 1),
                rate=D("2.70"),
                source="essai",
            )
        ],
    )
    filled.bill = sold(filled, filled.individual, "690")
    filled.payer = PayerKey(client_id=filled.individual)
    late(filled)
    through(filled, Level.FIRST, Level.SECOND, Level.NOTICE)
    (each,) = reminders.due(filled.office)
    # 690 € × 2,70 % × 15 days / 365
    assert (each.bills[0].interest, each.bills[0].indemnity) == (D("0.77"), D(0))


def test_what_was_paid_ahead_is_allocated_before_anybody_is_reminded(owing):
    payment = Payment(paid_on=owing.clock.day, amount=D(300), client_id=owing.town_hall)
    invoicing.receive(owing.office, payment)
    (each,) = reminders.due(owing.office)
    assert (each.credit, each.is_due(owing.clock.day)) == (D(300), False)


def test_a_rate_that_is_missing_keeps_back_only_letters_that_claim_interest(owing):
    rules = rules_of("digiactif")
    identity.save_conditions(
        owing.office, replace(CONDITIONS, id=None, starts_on=SOLD, rules=rules)
    )
    owing.office.db.execute("delete from reference_rate")
    bill = sold(owing, owing.town_hall, "100", on=date(2026, 7, 1))
    owing.clock.day = date(2026, 9, 1)
    assert reminders.due(owing.office)[0].trouble == ""
    reminders.send(owing.office, owing.payer, Level.FIRST)
    owing.clock.day += timedelta(days=15)
    (each,) = reminders.due(owing.office)
    assert bill in {one.invoice_id for one in each.bills}
    assert "n’est pas connu" in each.trouble
    with pytest.raises(RuleBroken, match="n’est pas connu"):
        reminders.send(owing.office, owing.payer, Level.SECOND)


def test_all_ticked_letters_leave_and_the_files_are_in_their_folder(tmp_path):
    filled = FilledOffice(documents=tmp_path)
    sold(filled, filled.town_hall)
    sold(filled, filled.individual, "690")
    late(filled)
    told = []
    done, sent = reminders.send_all(
        filled.office, reminders.due(filled.office), lambda *step: told.append(step)
    )
    assert (done.label, len(sent), len(told)) == ("2\xa0lettres de relance éditées", 2, 2)
    assert len(list((tmp_path / "2026" / "Relances").glob("Première relance*.pdf"))) == 2


def test_the_mail_carries_the_letter_that_left(owing, tmp_path):
    sent = reminders.send(owing.office, owing.payer, Level.FIRST).saved_id
    (file,) = reminders.write_drafts(owing.office, [sent], tmp_path)
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert message["To"] == "luc@evian.example"
    assert message["X-Unsent"] == "1"
    assert "2 000,00" in message.get_body().get_content().replace("\u202f", " ")
    (letter,) = message.iter_attachments()
    record = store.reminder(owing.office.db, sent)
    assert letter.get_content() == papers.pdf_of(owing.office.db, record.paper_id)


def test_the_delays_are_the_office_s_own(owing):
    reminders.save_delays(owing.office, Delays(first=20))
    (each,) = reminders.due(owing.office)
    assert (each.on, each.is_due(owing.clock.day)) == (date(2026, 7, 9), False)
    with pytest.raises(RuleBroken, match="de 1 à 90"):
        reminders.save_delays(owing.office, Delays(first=0))


def test_a_fund_that_pays_late_is_written_to_itself(filled):
    filled.fund("500")
    filled.attend()
    for draft in filled.draft_invoices(filled.town_hall):
        invoicing.issue(filled.office, draft)
    filled.clock.day = date(2026, 8, 1)
    each = next(one for one in reminders.due(filled.office) if one.payer.is_funder)
    done = reminders.send(filled.office, each.payer, Level.FIRST)
    record = store.reminder(filled.office.db, done.saved_id)
    paper = papers.PAPERS.get(filled.office.db, record.paper_id)
    assert (record.funder_id, record.client_id) == (filled.funder, None)
    assert (paper.funder_id, paper.client_id) == (filled.funder, None)


def test_the_statement_ends_on_what_is_owed_after_invoices_credits_and_payments(owing):
    credit = invoicing.credit(owing.office, owing.bill, "remise").saved_id
    invoicing.issue(owing.office, credit, owing.clock.day)
    sold(owing, owing.town_hall, "900", on=owing.clock.day)
    (last,) = [b.invoice_id for b in sales.owed_by(owing.office.db, _payer(owing))]
    pay(owing, last, "250.00")
    data = publishing.prepare(
        owing.office, "account_statement", Subject(client_id=owing.town_hall)
    ).data
    assert [line.amount for line in data.lines] == [D(2000), D(-2000), D(900), D(-250)]
    assert data.balance == sales.balance(owing.office.db, last).remaining == D(650)


def _payer(filled):
    return sales.Payer(client_id=filled.town_hall)


def test_a_statement_names_somebody(owing):
    with pytest.raises(RuleBroken, match="Choisissez le client"):
        publishing.prepare(owing.office, "account_statement", Subject())


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cents=st.integers(min_value=100, max_value=5_000_000),
    days=st.integers(min_value=1, max_value=120),
    share=st.integers(min_value=0, max_value=99),
)
def test_the_letter_claims_the_interest_of_the_law_to_the_cent(cents, days, share):
    filled = FilledOffice()
    price = D(cents) / 100
    bill = sold(filled, filled.town_hall, str(price))
    part = (price * share / 100).quantize(D("0.01"))
    if part:
        pay(filled, bill, str(part))
    filled.clock.day = DUE + timedelta(days=days)
    payer = PayerKey(client_id=filled.town_hall)
    data = reminders.prepare(filled.office, payer, Level.FIRST).data
    expected = late_interest(
        rules=CONDITIONS.rules,
        ttc=price - part,
        due_on=DUE,
        paid_on=filled.clock.day,
        rates=reference.rates(filled.office),
        debtor=Debtor.PUBLIC,
    )
    assert (data.interest, data.indemnity) == (expected.interest, expected.indemnity)
    assert data.total == price - part + expected.total
    filled.office.close()
