"""Lines of a bank are held against invoices and payments: clear signs first, doubts left open."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal as D
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainingdesk.domain import bank_matching
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.bank_matching import propose
from trainingdesk.domain.bank_proposals import Action, Bill, Confidence, Debtor, KnownPayment
from trainingdesk.domain.bank_statements import BankLine
from trainingdesk.domain.payments import PaymentMeans

DAY = date(2026, 5, 4)
TOWN, FUND = PayerKey(client_id=1), PayerKey(funder_id=2)


def line(amount, label="VIR", day=DAY, number=1, reference=""):
    return BankLine(
        statement_id=1, day=day, label=label, amount=D(amount), reference=reference,
        fingerprint=f"{number:064}", id=number,
    )  # fmt: skip


def bill(invoice_id, remaining, *marks):
    number = f"F-2026-{invoice_id:04}"
    return Bill(
        invoice_id=invoice_id, number=number, remaining=D(remaining), marks=(number, *marks)
    )


def owing(name, *bills, payer=TOWN):
    return Debtor(payer=payer, name=name, names=(name,), bills=bills)


def noted(payment_id, amount, name="Dupont", days=0, **more):
    more = {"names": (name,), "name": name} | more
    return KnownPayment(id=payment_id, paid_on=DAY + timedelta(days), amount=D(amount), **more)


def only(one, debtors=(), payments=()):
    return propose([one], debtors, payments).get(one.id)


def settled(proposal):
    return {part.invoice_id: part.amount for part in proposal.parts}


EVIAN = owing("Mairie d’Évian", bill(1, "690"), bill(2, "345"), bill(3, "200"))
AKTO = owing("Akto", bill(7, "500", "DOS-77123"), bill(8, "500"), payer=FUND)


@pytest.mark.parametrize(
    ("label", "amount", "confidence", "parts", "reason"),
    [
        pytest.param("VIR F20260001", "690", 2, {1: "690"}, "cite F-2026-0001", id="number"),
        pytest.param("DOS 77123", "500", 2, {7: "500"}, "cite F-2026-0007", id="file number"),
        pytest.param(
            "F-2026-0001 F-2026-0002", "1035", 2, {1: "690", 2: "345"}, "Somme exacte",
            id="sum of the quoted",
        ),
        pytest.param(
            "F-2026-0001 F-2026-0002", "345", 2, {2: "345"}, "l’une des factures",
            id="one of the quoted",
        ),
        pytest.param("VIR MAIRIE EVIAN", "345", 2, {2: "345"}, "nomme Mairie", id="name"),
        pytest.param(
            "VIR MAIRIE EVIAN", "1235", 2, {1: "690", 2: "345", 3: "200"}, "tout ce que doit",
            id="all that a payer owes",
        ),
        pytest.param(
            "VIR MAIRIE EVIAN", "890", 1, {1: "690", 3: "200"}, "Somme de 2 factures",
            id="some of what a payer owes",
        ),
        pytest.param(
            "VIR F-2026-0001", "100", 1, {1: "100"}, "590,00 € resteront dus",
            id="part of the quoted",
        ),
        pytest.param(
            "VIR F-2026-0001", "700", 1, {1: "690"}, "10,00 € de plus", id="more than the quoted",
        ),
        pytest.param(
            "VIR MAIRIE EVIAN", "700", 1, {1: "690", 2: "10"}, "règlement partiel",
            id="part of what a payer owes",
        ),
        pytest.param("VIR", "200", 1, {3: "200"}, "Seule facture", id="the amount alone"),
    ],
)  # fmt: skip
def test_a_credit_settles_what_its_words_and_amount_tell(label, amount, confidence, parts, reason):
    found = only(line(amount, label), [EVIAN, AKTO])
    assert found.action is Action.SETTLE
    assert found.confidence == confidence
    assert settled(found) == {key: D(value) for key, value in parts.items()}
    assert reason in found.reason.replace("\u202f", " ").replace("\xa0", " ")


TWINS = owing("Twin", bill(11, "100"), bill(12, "100"), bill(13, "50"), bill(14, "150"))


@pytest.mark.parametrize(
    ("label", "amount", "debtors", "reason"),
    [
        pytest.param("VIR", "500", [AKTO], "Plusieurs factures ont ce montant", id="amount"),
        pytest.param("VIR AKTO", "500", [AKTO], "Plusieurs factures", id="amounts of a payer"),
        pytest.param("VIR TWIN", "250", [TWINS], "Plusieurs sommes", id="sums"),
        pytest.param(
            "F-2026-0011 F-2026-0012", "100", [TWINS], "citées ont ce montant", id="quoted twins"
        ),
        pytest.param(
            "F-2026-0001 F-2026-0007", "690", [EVIAN, AKTO], "plusieurs payeurs", id="two payers"
        ),
        pytest.param(
            "AKTO MAIRIE EVIAN", "12", [EVIAN, AKTO], "nomme plusieurs payeurs", id="two names"
        ),
        pytest.param(
            "AKTO TWIN", "1000",
            [AKTO, owing("Twin", bill(11, "400"), bill(12, "600"))], "de plusieurs payeurs",
            id="sums of two payers",
        ),
    ],
)  # fmt: skip
def test_what_may_be_two_things_is_left_to_choose(label, amount, debtors, reason):
    found = only(line(amount, label), debtors)
    assert found.is_open
    assert not found.is_sure
    assert found.parts == ()
    assert reason in found.reason


def test_the_payer_of_an_open_choice_is_told_where_it_is_known():
    assert only(line("500", "VIR AKTO"), [AKTO]).payer == FUND
    assert only(line("690", "F-2026-0001 F-2026-0007"), [EVIAN, AKTO]).payer is None


def test_a_credit_that_tells_nothing_has_no_proposal():
    assert only(line("12.34", "VIR"), [EVIAN]) is None


def test_two_credits_of_one_amount_leave_the_only_invoice_open():
    lines = [line("200", number=1), line("200", number=2)]
    found = propose(lines, [EVIAN], [])
    assert all(one.is_open and "Plusieurs lignes" in one.reason for one in found.values())


def test_an_invoice_that_a_clear_line_settles_is_gone_for_the_others():
    lines = [line("690", "VIR", number=1), line("690", "VIR F-2026-0001", number=2)]
    assert set(propose(lines, [EVIAN], [])) == {2}


def test_a_sum_among_too_many_invoices_is_not_guessed(monkeypatch):
    monkeypatch.setattr(bank_matching, "MOST_SUMS", 5)
    many = owing("Mairie", *(bill(number, 2**number) for number in range(1, 9)))
    found = only(line("30", "VIR MAIRIE"), [many])
    assert "règlement partiel" in found.reason


def test_many_invoices_are_told_by_the_first():
    many = owing("Mairie", *(bill(number, "10") for number in range(1, 6)))
    told = only(line("50", "VIR MAIRIE"), [many]).what.replace("\xa0", " ")
    assert told == "Mairie : F-2026-0001 et 4 autres factures"


# Already noted ----------------------------------------------------------------------------------


def test_a_payment_that_was_typed_is_only_ticked():
    found = only(line("690", "VIR DUPONT"), [EVIAN], [noted(5, "690", days=-2)])
    assert (found.action, found.payment_ids, found.is_sure) == (Action.RECORDED, (5,), True)


def test_a_payment_of_another_payer_than_the_one_named_is_not_ticked():
    found = only(line("100", "VIR MAIRIE EVIAN"), [EVIAN], [noted(5, "100")])
    assert found.action is Action.SETTLE
    assert settled(found) == {1: D(100)}


def test_two_lines_that_share_an_invoice_settle_it_together():
    lines = [line("300", "F-2026-0001", number=1), line("390", "F-2026-0001", number=2)]
    first, second = propose(lines, [EVIAN], []).values()
    assert settled(first) == {1: D(300)}
    assert settled(second) == {1: D(390)}
    assert "solde de ce que les autres lignes" in second.reason


def test_a_client_who_may_pay_the_same_price_again_is_no_sure_tick():
    found = only(line("345", "VIR MAIRIE EVIAN"), [EVIAN], [noted(5, "345", "Mairie d’Évian")])
    assert (found.payment_ids, found.confidence) == ((5,), Confidence.LIKELY)
    assert "une facture non réglée l’a aussi" in found.reason


def test_an_unpaid_invoice_that_is_quoted_is_no_payment_of_before():
    label = "VIR MAIRIE EVIAN F-2026-0002"
    found = only(line("345", label), [EVIAN], [noted(5, "345", "Mairie d’Évian")])
    assert settled(found) == {2: D(345)}
    paid = noted(5, "345", "Mairie d’Évian", marks=("F-2026-0002",))
    assert only(line("345", label), [EVIAN], [paid]).payment_ids == (5,)


def test_a_cheque_is_known_by_its_number_a_month_later():
    cheque = noted(5, "690", days=-30, means=PaymentMeans.CHEQUE, marks=("0004512",), names=())
    found = only(line("690", "CHEQUE", reference="0004512"), [], [cheque])
    assert found.is_sure


def test_the_nearest_of_two_payments_alike_is_ticked():
    pair = [noted(5, "690", days=-8), noted(6, "690", days=-1)]
    assert only(line("690", "VIR DUPONT"), [], pair).payment_ids == (6,)


def test_two_payments_alike_as_near_are_left_to_choose():
    pair = [noted(5, "690"), noted(6, "690")]
    assert only(line("690", "VIR DUPONT"), [], pair).is_open
    assert only(line("690", "VIR"), [], pair).is_open


def test_a_payment_of_the_amount_alone_is_likely():
    found = only(line("690", "VIR"), [], [noted(5, "690")])
    assert (found.confidence, found.payment_ids) == (Confidence.LIKELY, (5,))


@pytest.mark.parametrize(
    "payment",
    [
        pytest.param(noted(5, "690", is_ticked=True), id="ticked already"),
        pytest.param(noted(5, "690", days=-11), id="too long before"),
        pytest.param(noted(5, "690", days=6), id="too long after"),
        pytest.param(noted(5, "691"), id="another amount"),
    ],
)
def test_a_payment_that_it_cannot_be_is_not_proposed(payment):
    assert only(line("690", "VIR DUPONT"), [], [payment]) is None


def slip(number="12"):
    return [
        noted(5, "100", "A", days=-3, slip=number, means=PaymentMeans.CHEQUE),
        noted(6, "250", "B", days=-5, slip=number, means=PaymentMeans.CHEQUE),
    ]


@pytest.mark.parametrize(
    ("label", "confidence"),
    [("REMISE CHEQUES", Confidence.SURE), ("DEPOT AGENCE", Confidence.LIKELY)],
)
def test_the_cheques_of_a_slip_are_ticked_by_their_sum(label, confidence):
    found = only(line("350", label), [], slip())
    assert (found.payment_ids, found.confidence) == ((5, 6), confidence)
    assert "bordereau de remise 12 (2 chèques)" in found.reason.replace("\xa0", " ")


def test_many_cheques_of_a_slip_are_told_by_the_first():
    cheques = [noted(number, "10", "A", slip="9") for number in range(4)]
    told = only(line("40", "REMISE CHQ"), [], cheques).what.replace("\xa0", " ")
    assert told == "Déjà saisi – A du 04/05/2026 et 3 autres règlements"


def test_a_transfer_of_the_same_sum_that_quotes_its_invoice_is_no_rival_of_a_slip():
    taken = line("350", "REMISE CHEQUES", number=1)
    sent = line("350", "VIR F-2026-0009", number=2)
    found = propose([taken, sent], [owing("Zoé", bill(9, "350"))], slip())
    assert (found[1].payment_ids, found[1].confidence) == ((5, 6), Confidence.SURE)
    assert (settled(found[2]), found[2].confidence) == ({9: D(350)}, Confidence.SURE)


def test_two_lines_that_may_be_one_slip_are_said_to_be_several():
    found = propose([line("350", "REMISE", number=n) for n in (1, 2)], [], slip())
    assert [one.is_open for one in found.values()] == [True, True]
    assert all(one.reason.startswith("Plusieurs règlements déjà saisis") for one in found.values())
    one_cheque = [noted(8, "350", "C", slip="13", means=PaymentMeans.CHEQUE)]
    found = propose([line("350", "REMISE", number=n) for n in (1, 2)], [], one_cheque)
    assert all(one.reason.startswith("Plusieurs lignes peuvent") for one in found.values())


def test_two_slips_of_one_sum_are_left_to_choose():
    other = [noted(8, "350", "C", slip="13", means=PaymentMeans.CHEQUE)]
    assert only(line("350", "REMISE"), [], [*slip(), *other]).is_open


# Debits -----------------------------------------------------------------------------------------


def test_a_debit_is_spent_money():
    found = only(line("-40", "PRLV LOYER"), [EVIAN], [noted(5, "40")])
    assert (found.action, found.is_sure) == (Action.IGNORE, True)


def test_a_rejected_payment_is_proposed_but_never_ticked_beforehand():
    found = only(line("-690", "REJET VIR DUPONT"), [], [noted(5, "690", days=-20, is_ticked=True)])
    assert (found.action, found.payment_ids) == (Action.BOUNCED, (5,))
    assert found.confidence is Confidence.LIKELY


@pytest.mark.parametrize(
    "payments",
    [
        pytest.param([], id="no payment of the amount"),
        pytest.param([noted(5, "690"), noted(6, "690")], id="two payments"),
        pytest.param([noted(5, "690", may_bounce=False)], id="taken back already"),
        pytest.param([noted(5, "690", days=1)], id="received later"),
        pytest.param([noted(5, "690", means=PaymentMeans.CASH)], id="no bank saw it"),
    ],
)
def test_a_rejection_of_nobody_knows_what_is_left_to_choose(payments):
    found = only(line("-690", "CHEQUE IMPAYE"), [], payments)
    assert (found.action, found.is_open) == (Action.BOUNCED, True)


def test_a_refund_that_was_typed_is_ticked():
    found = only(line("-50", "VIR DUPONT"), [], [noted(5, "-50")])
    assert (found.action, found.is_sure) == (Action.RECORDED, True)


def test_money_paid_ahead_is_proposed_to_be_given_back():
    payment = noted(5, "690", days=-9, ahead=D(50))
    found = only(line("-50", "VIR DUPONT"), [], [payment])
    assert (found.action, found.payment_ids) == (Action.REFUND, (5,))
    assert found.confidence is Confidence.LIKELY


def test_one_payment_bounces_once():
    lines = [line("-690", "REJET DUPONT", number=1), line("-690", "REJET", number=2)]
    found = propose(lines, [], [noted(5, "690")])
    taken = [one.payment_ids for one in found.values() if not one.is_open]
    assert len(taken) <= 1


# Never more than is owed ------------------------------------------------------------------------

AMOUNTS = st.sampled_from([D(10), D(20), D(30), D(50), D(60)])
WORDS = st.sampled_from(
    ["VIR", "VIR ALPHA", "BETA", "F20260001", "2026 0002", "ALPHA BETA", "REM CHEQUES", "REJET"]
)


@st.composite
def books(draw):
    ids = count(1)
    debtors = [
        Debtor(
            payer=PayerKey(client_id=place),
            name=name,
            names=(name,),
            bills=tuple(bill(next(ids), draw(AMOUNTS)) for _ in range(draw(st.integers(0, 4)))),
        )
        for place, name in enumerate(("Alpha", "Beta", "Gamma"))
    ]
    payments = [
        noted(
            number,
            draw(AMOUNTS) * draw(st.sampled_from((1, 1, -1))),
            draw(st.sampled_from(("Alpha", "Beta"))),
            draw(st.integers(-12, 6)),
            slip=draw(st.sampled_from(("", "", "1"))),
            is_ticked=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    lines = [
        line(
            draw(AMOUNTS) * draw(st.sampled_from((1, 1, -1))),
            draw(WORDS),
            DAY + timedelta(draw(st.integers(-3, 3))),
            number,
        )
        for number in range(1, draw(st.integers(1, 9)))
    ]
    return lines, debtors, payments


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books())
def test_no_invoice_gets_more_than_it_asks_and_no_line_gives_more_than_it_brought(book):
    lines, debtors, payments = book
    found = propose(lines, debtors, payments)
    given_to = Counter()
    for one in lines:
        parts = found[one.id].parts if one.id in found else ()
        assert all(part.amount > 0 for part in parts)
        assert sum(part.amount for part in parts) <= max(one.amount, 0)
        for part in parts:
            given_to[part.invoice_id] += part.amount
    owed = {each.invoice_id: each.remaining for debtor in debtors for each in debtor.bills}
    assert all(amount <= owed[invoice_id] for invoice_id, amount in given_to.items())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books())
def test_no_payment_is_two_lines_and_none_is_a_line_of_another_amount(book):
    lines, debtors, payments = book
    found = propose(lines, debtors, payments)
    ticked = Counter(
        payment_id
        for proposal in found.values()
        if proposal.action is Action.RECORDED
        for payment_id in proposal.payment_ids
    )
    assert all(times == 1 for times in ticked.values())
    by_id = {payment.id: payment for payment in payments}
    for one in lines:
        proposal = found.get(one.id)
        if proposal is not None and proposal.action is Action.RECORDED and proposal.payment_ids:
            assert sum(by_id[each].amount for each in proposal.payment_ids) == one.amount
            assert not any(by_id[each].is_ticked for each in proposal.payment_ids)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books())
def test_every_proposal_says_what_and_why_and_open_ones_take_nothing(book):
    lines, debtors, payments = book
    for proposal in propose(lines, debtors, payments).values():
        assert proposal.what
        assert proposal.reason.endswith(".")
        assert not (proposal.is_open and (proposal.parts or proposal.payment_ids))
