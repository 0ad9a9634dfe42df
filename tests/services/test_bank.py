"""Statements come in once, their lines become payments or ticks, and all of it is taken back."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from tests.support.filled_office import FilledOffice
from tests.support.money_office import left, pay, signed
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.bank_proposals import Action, Confidence, Proposal
from trainingdesk.domain.bank_statements import BankEntry, LineState
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceLine
from trainingdesk.domain.lines import Line
from trainingdesk.domain.payments import Allocation, Payment, PaymentKind, PaymentMeans
from trainingdesk.interchange.bank import BankTable, ColumnUse, CsvLayout, ReadStatement, open_table
from trainingdesk.services import bank, bank_imports, invoicing, payments
from trainingdesk.services.office import open_office
from trainingdesk.storage import bank as store
from trainingdesk.storage import sales

SOLD = date(2026, 5, 20)
CAME = date(2026, 6, 8)


def sold(filled, client, price="690"):
    line = InvoiceLine(line=Line(label="Formation", unit_price=D(price)))
    draft = invoicing.save_draft(filled.office, Invoice(client_id=client, lines=(line,))).saved_id
    invoicing.issue(filled.office, draft, SOLD)
    return draft


@pytest.fixture
def owing(filled):
    """The office with an unpaid invoice of the town hall, on the day of a statement."""
    filled.clock.day = SOLD
    filled.bill = sold(filled, filled.town_hall)
    filled.number = sales.invoice(filled.office.db, filled.bill).number
    filled.asked = left(filled, filled.bill)
    filled.clock.day = CAME + timedelta(2)
    return filled


def entry(amount, label, day=CAME, reference=""):
    return BankEntry(day=day, label=label, amount=D(amount), reference=reference)


def came(filled, *entries, account="FR76"):
    """Import movements; return what is shown of them, the first one first."""
    read = ReadStatement(account=account, entries=entries)
    bank_imports.import_statement(filled.office, "releve.ofx", read)
    return shown(filled)


def shown(filled):
    return list(reversed(bank.review(filled.office)))


def accepted(filled, reviewed):
    return bank.accept(filled.office, reviewed.line.id, reviewed.proposal)


# Coming in --------------------------------------------------------------------------------------


def test_a_statement_imported_twice_brings_nothing_twice(filled):
    filled.clock.day = CAME
    fee = entry("-1.50", "FRAIS")
    came(filled, fee, fee, entry("10", "VIR"))
    assert len(shown(filled)) == 3
    with pytest.raises(RuleBroken, match=r"3.mouvements.*déjà importés"):
        came(filled, fee, fee, entry("10", "VIR"))
    assert len(came(filled, entry("10", "VIR"), entry("11", "VIR"), fee)) == 4


def test_the_label_of_an_import_tells_what_was_left_out(filled):
    filled.clock.day = CAME
    came(filled, entry("1", "A"))
    read = ReadStatement(
        account="FR76",
        entries=(entry("1", "A"), entry("2", "B"), entry("3", "C", CAME + timedelta(1))),
        unread=("Total",),
        pending=2,
    )
    done = bank_imports.import_statement(filled.office, "r.xml", read)
    assert done.label == (
        "1 mouvement importé, 1 déjà là, 1 ligne sans mouvement, 3 pas encore comptabilisés"
    ).replace("1 m", "1\xa0m").replace("1 l", "1\xa0l")


def test_a_statement_of_days_to_come_is_refused(filled):
    with pytest.raises(RuleBroken, match="aucun mouvement lisible"):
        came(filled, entry("1", "A", filled.clock.day + timedelta(1)))
    assert store.statements(filled.office.db) == []


CSV = "Date;Libellé;Montant\n08/06/2026;VIR MAIRIE;12,00\n".encode()


def read_csv(filled, tmp_path, content=CSV):
    path = tmp_path / "releve.csv"
    path.write_bytes(content)
    read, table = bank_imports.read_file(filled.office, path)
    assert read == content
    assert isinstance(table, BankTable)
    return table


def test_the_columns_and_the_account_of_a_table_are_remembered(filled, tmp_path):
    filled.clock.day = CAME
    table = read_csv(filled, tmp_path)
    assert bank_imports.remembered(filled.office, table) is None
    bank_imports.import_table(filled.office, "releve.csv", table, table.layout, " Compte courant ")
    later = read_csv(filled, tmp_path, CSV + b"09/06/2026;X;1,00\n")
    assert bank_imports.remembered(filled.office, later) == (table.layout, "Compte courant")
    (one,) = store.statements(filled.office.db)
    assert (one.statement.account, one.first_day, one.last_day) == ("Compte courant", CAME, CAME)
    assert one.counts == {LineState.WAITING: 1}
    assert store.accounts(filled.office.db) == ["Compte courant"]


def test_a_table_in_odd_letters_is_read_so_the_next_time(filled, tmp_path):
    filled.clock.day = CAME
    odd = CSV.decode().encode("mac-roman")
    table = open_table(odd, "releve.csv", CsvLayout(encoding="mac-roman"))
    bank_imports.import_table(filled.office, "releve.csv", table, table.layout, "Compte")
    assert read_csv(filled, tmp_path, odd).captions == ("Date", "Libellé", "Montant")
    assert read_csv(filled, tmp_path, CSV.replace(b"Montant", b"Somme")).layout.encoding == ""


def test_a_table_is_refused_whole_while_something_lacks(filled, tmp_path):
    table = read_csv(filled, tmp_path)
    wrong = CsvLayout(uses=(ColumnUse.DAY, ColumnUse.NOTHING, ColumnUse.AMOUNT))
    with pytest.raises(RuleBroken, match="laquelle est le libellé"):
        bank_imports.import_table(filled.office, "releve.csv", table, wrong, "Compte")
    with pytest.raises(RuleBroken, match="Nommez le compte"):
        bank_imports.import_table(filled.office, "releve.csv", table, table.layout, " ")
    with pytest.raises(RuleBroken, match="aucun mouvement lisible"):  # it is still April
        bank_imports.import_table(filled.office, "releve.csv", table, table.layout, "Compte")
    assert bank_imports.remembered(filled.office, table) is None


def test_only_the_tables_used_last_are_remembered(filled, tmp_path, monkeypatch):
    filled.clock.day = CAME
    monkeypatch.setattr(bank_imports, "MOST_LAYOUTS", 1)
    first = read_csv(filled, tmp_path)
    bank_imports.import_table(filled.office, "a.csv", first, first.layout, "A")
    second = read_csv(filled, tmp_path, CSV.replace(b"Montant", b"Montant EUR"))
    bank_imports.import_table(filled.office, "b.csv", second, second.layout, "B")
    assert bank_imports.remembered(filled.office, first) is None
    assert bank_imports.remembered(filled.office, second) is not None


# Matching ---------------------------------------------------------------------------------------


def test_a_line_that_quotes_an_invoice_becomes_its_payment(owing):
    (line,) = came(
        owing, entry(owing.asked, f"VIR {owing.number.replace('-', '')}", reference="R7")
    )
    assert line.is_sure
    done = accepted(owing, line)
    payment = sales.payment(owing.office.db, done.saved_id)
    assert (payment.paid_on, payment.amount, payment.means) == (
        CAME,
        owing.asked,
        PaymentMeans.TRANSFER,
    )
    assert (payment.client_id, payment.reference) == (owing.town_hall, "R7")
    assert left(owing, owing.bill) == 0
    (after,) = shown(owing)
    assert after.line.state is LineState.MATCHED
    assert after.told == "Enregistré – Mairie d’Évian-la-Forêt du 08/06/2026"


def test_a_payment_that_was_typed_already_is_ticked_and_none_is_made(owing):
    owing.clock.day = CAME - timedelta(1)
    known = pay(owing, owing.bill)
    owing.clock.day = CAME
    (line,) = came(owing, entry(owing.asked, "VIR MAIRIE D EVIAN LA FORET"))
    assert (line.proposal.action, line.is_sure) == (Action.RECORDED, True)
    accepted(owing, line)
    (after,) = shown(owing)
    assert after.told == "Pointé – Mairie d’Évian-la-Forêt du 07/06/2026"
    assert [one.id for one in sales.PAYMENTS.where(owing.office.db)] == [known]


def test_a_payment_is_ticked_once(owing):
    known = pay(owing, owing.bill)
    first, second = came(owing, entry(owing.asked, "A"), entry(owing.asked, "B"))
    assert bank.recorded_choices(owing.office, first.line)[0].id == known
    bank.accept(owing.office, first.line.id, bank.choose(Action.RECORDED, known))
    assert bank.recorded_choices(owing.office, second.line) == []
    with pytest.raises(RuleBroken, match="déjà pointé"):
        bank.accept(owing.office, second.line.id, bank.choose(Action.RECORDED, known))


def test_payments_that_do_not_make_the_sum_are_not_ticked(owing):
    known = pay(owing, owing.bill)
    (line,) = came(owing, entry("12", "A"))
    with pytest.raises(RuleBroken, match="et la ligne 12,00"):
        bank.accept(owing.office, line.line.id, bank.choose(Action.RECORDED, known))
    assert shown(owing)[0].line.state is LineState.WAITING
    assert store.matches_of(owing.office.db, line.line.id) == []


def test_another_payer_and_other_invoices_can_be_chosen(owing):
    (line,) = came(owing, entry("100", "VIR QUI ?"))
    assert line.proposal is None
    assert not line.is_ready
    parts = (Allocation(invoice_id=owing.bill, amount=D(60)),)
    chosen = bank.settle_with(PayerKey(client_id=owing.town_hall), parts)
    bank.accept(owing.office, line.line.id, chosen)
    assert left(owing, owing.bill) == owing.asked - 60
    (payment,) = sales.PAYMENTS.where(owing.office.db)
    assert sales.payment(owing.office.db, payment.id).unallocated == 40


@pytest.mark.parametrize(
    ("proposal", "why"),
    [
        pytest.param(
            Proposal(action=Action.SETTLE, confidence=Confidence.DOUBTFUL, what="", reason=""),
            "Choisissez d’abord",
            id="an open choice",
        ),
        pytest.param(
            bank.settle_with(PayerKey(), ()), "ne règle pas de facture", id="money that left"
        ),
    ],
)
def test_what_a_line_cannot_be_is_refused(owing, proposal, why):
    (line,) = came(owing, entry("-12", "PRLV"))
    with pytest.raises(RuleBroken, match=why):
        bank.accept(owing.office, line.line.id, proposal)
    assert shown(owing)[0].line.state is LineState.WAITING


def test_an_invoice_paid_meanwhile_is_not_paid_twice(owing):
    (line,) = came(owing, entry(owing.asked, f"VIR {owing.number}"))
    pay(owing, owing.bill)
    with pytest.raises(RuleBroken, match="ne demande plus"):
        accepted(owing, line)
    assert shown(owing)[0].line.state is LineState.WAITING


@pytest.mark.parametrize(
    ("label", "why"),
    [
        pytest.param("REM CHQ 12", "Ce chèque ne pouvait pas être encaissé", id="cheque"),
        pytest.param("VIR ZOE", "rien ne peut être encaissé avant", id="transfer"),
    ],
)
def test_money_of_an_individual_who_may_withdraw_is_not_noted(filled, label, why):
    signed(filled, filled.individual)
    (line,) = came(filled, entry("100", label, filled.clock.day))
    chosen = bank.settle_with(PayerKey(client_id=filled.individual), ())
    with pytest.raises(RuleBroken, match=why):
        bank.accept(filled.office, line.line.id, chosen)
    assert sales.PAYMENTS.where(filled.office.db) == []
    assert shown(filled)[0].line.state is LineState.WAITING


def test_a_line_is_treated_once(owing):
    (line,) = came(owing, entry("-12", "PRLV"))
    accepted(owing, line)
    for again in (lambda: accepted(owing, line), lambda: bank.ignore(owing.office, [line.line.id])):
        with pytest.raises(RuleBroken, match="déjà traitée"):
            again()


def test_sure_lines_are_accepted_together_and_the_others_told(owing):
    lines = came(
        owing,
        entry("-40", "PRLV LOYER"),
        entry(owing.asked, f"VIR {owing.number}"),
        entry(owing.asked, "VIR ENCORE", CAME + timedelta(1)),
    )
    chosen = {each.line.id: lines[1].proposal for each in lines[1:]}
    chosen[lines[0].line.id] = lines[0].proposal
    steps = []
    done, troubles = bank.accept_all(owing.office, chosen, lambda *step: steps.append(step))
    assert done.label == "2\xa0lignes traitées"
    assert len(troubles) == 1
    assert "VIR ENCORE" in troubles[0]
    assert "ne demande plus" in troubles[0]
    assert steps[-1] == (2, 3, "Rapprochement")
    assert [each.line.state for each in shown(owing)] == [
        LineState.IGNORED,
        LineState.MATCHED,
        LineState.WAITING,
    ]


def test_lines_that_were_done_before_an_interruption_stay_done(owing):
    lines = came(owing, entry("-40", "PRLV LOYER"), entry("-50", "PRLV EAU"))

    def give_up(done, _total, _what):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bank.accept_all(owing.office, {one.line.id: one.proposal for one in lines}, give_up)
    assert [each.line.state for each in shown(owing)] == [LineState.IGNORED, LineState.WAITING]


def test_lines_of_one_state_or_one_statement_are_shown_alone(owing):
    came(owing, entry("-40", "PRLV LOYER"))
    came(owing, entry("-50", "PRLV EAU"), account="B")
    bank.ignore(owing.office, [shown(owing)[0].line.id])
    (waiting,) = bank.review(owing.office, LineState.WAITING)
    assert waiting.line.label == "PRLV EAU"
    latest = store.statements(owing.office.db)[0].statement.id
    assert [each.line.label for each in bank.review(owing.office, None, latest)] == ["PRLV EAU"]
    assert bank.review(owing.office, LineState.MATCHED) == []
    assert store.count(owing.office.db, LineState.WAITING) == 1


def test_a_file_without_statements_proposes_nothing(filled):
    assert bank.proposals(filled.office) == {}


# Money that leaves ------------------------------------------------------------------------------


def bounced(owing):
    """Pay the invoice by a line, then let the bank take it back; return both lines."""
    (paid,) = came(owing, entry(owing.asked, f"VIR {owing.number}"))
    accepted(owing, paid)
    lines = came(owing, entry(-owing.asked, "REJET VIR MAIRIE", CAME + timedelta(1)))
    (payment,) = bank.bounce_choices(owing.office, lines[1].line)
    assert lines[1].proposal.payment_ids == (payment.id,)
    accepted(owing, lines[1])
    return shown(owing)


def test_a_payment_that_the_bank_takes_back_is_owed_again(owing):
    bounced(owing)
    assert left(owing, owing.bill) == owing.asked
    kinds = [one.kind for one in sales.PAYMENTS.where(owing.office.db, "1 order by id")]
    assert kinds == [PaymentKind.RECEIVED, PaymentKind.BOUNCED]


def test_a_credit_whose_money_bounced_waits_again_only_after_the_bounce(owing):
    paid, rejected = bounced(owing)
    with pytest.raises(RuleBroken, match="rejeté par la banque depuis"):
        bank.undo(owing.office, [paid.line.id])
    bank.undo(owing.office, [rejected.line.id])
    assert left(owing, owing.bill) == 0
    bank.undo(owing.office, [paid.line.id])
    assert left(owing, owing.bill) == owing.asked
    assert {each.line.state for each in shown(owing)} == {LineState.WAITING}


def test_money_paid_ahead_is_given_back_by_a_line(owing):
    payment = Payment(paid_on=CAME, amount=D(50), client_id=owing.town_hall)
    known = invoicing.receive(owing.office, payment).saved_id
    (line,) = came(owing, entry("-50", "VIR MAIRIE EVIAN LA FORET"))
    assert bank.refund_choices(owing.office, line.line)[0].id == known
    assert line.proposal.action is Action.REFUND
    accepted(owing, line)
    assert sales.payment(owing.office.db, known).unallocated == 0
    bank.undo(owing.office, [line.line.id])
    assert sales.payment(owing.office.db, known).unallocated == 50


# Taking back ------------------------------------------------------------------------------------


def test_a_match_that_made_the_payment_takes_it_back(owing):
    (line,) = came(owing, entry(owing.asked, f"VIR {owing.number}"))
    accepted(owing, line)
    bank.undo(owing.office, [line.line.id])
    assert left(owing, owing.bill) == owing.asked
    assert [one.amount for one in sales.PAYMENTS.where(owing.office.db)] == [
        owing.asked,
        -owing.asked,
    ]
    (again,) = shown(owing)
    assert (again.line.state, again.is_sure) == (LineState.WAITING, True)
    accepted(owing, again)
    assert left(owing, owing.bill) == 0


def test_a_tick_that_is_taken_back_leaves_the_payment(owing):
    known = pay(owing, owing.bill)
    (line,) = came(owing, entry(owing.asked, "VIR MAIRIE D EVIAN LA FORET"))
    accepted(owing, line)
    bank.undo(owing.office, [line.line.id])
    assert sales.payment(owing.office.db, known).taken_back is None
    assert left(owing, owing.bill) == 0
    assert shown(owing)[0].proposal.payment_ids == (known,)


def test_a_payment_taken_back_by_hand_lets_its_line_wait_again(owing):
    (line,) = came(owing, entry(owing.asked, f"VIR {owing.number}"))
    made = accepted(owing, line).saved_id
    payments.take_back(owing.office, made, PaymentKind.MISTAKE, owing.clock.day)
    bank.undo(owing.office, [line.line.id])
    assert shown(owing)[0].line.state is LineState.WAITING
    assert len(sales.PAYMENTS.where(owing.office.db)) == 2


def test_ignored_lines_wait_again(owing):
    (line,) = came(owing, entry("-12", "PRLV"))
    bank.ignore(owing.office, [line.line.id])
    assert bank.undo(owing.office, [line.line.id]).label == "1\xa0ligne remise en attente"
    assert shown(owing)[0].line.state is LineState.WAITING


def test_an_import_is_taken_back_once_none_of_its_lines_is_matched(owing):
    lines = came(owing, entry(owing.asked, f"VIR {owing.number}"), entry("-12", "PRLV"))
    accepted(owing, lines[0])
    statement = lines[0].line.statement_id
    with pytest.raises(RuleBroken, match=r"1.ligne de ce relevé est pointée"):
        bank_imports.undo_import(owing.office, statement)
    bank.undo(owing.office, [lines[0].line.id])
    bank_imports.undo_import(owing.office, statement)
    assert shown(owing) == []
    assert len(came(owing, entry("-12", "PRLV"))) == 1


def test_all_of_it_stands_in_the_file_when_it_is_opened_again(tmp_path):
    made = FilledOffice(path=tmp_path / "a.trainingdesk")
    made.clock.day = CAME
    came(made, entry("-12", "PRLV"), entry("5", "VIR"))
    bank.ignore(made.office, [shown(made)[0].line.id])
    made.office.close()
    again = open_office(tmp_path / "a.trainingdesk", made.clock)
    states = [each.line.state for each in bank.review(again)]
    again.close()
    assert states == [LineState.WAITING, LineState.IGNORED]
