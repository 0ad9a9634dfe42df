"""Each duty: the first day it is told, the day it is due, and what makes it vanish."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal as D

import pytest

from tests.support.offices import rules_of
from trainingdesk.domain.agreements import AgreementKind, AgreementState
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.conditions import STATUTORY
from trainingdesk.domain.conditions.rules import (
    ClientDuties,
    FunderTerms,
    Intra,
    OfficeCancellation,
    PersonalData,
    Sendings,
    Suspension,
)
from trainingdesk.domain.deadlines import DutyKind, OfficeState, Place, duties
from trainingdesk.domain.deadlines.state import (
    ChequesToBank,
    EndingDocument,
    HeldCheque,
    LateInvoice,
    OpenAgreement,
    OpenEntry,
    OpenFunding,
    OpenProposal,
    OpenSession,
    OpenSettlement,
    SessionRef,
    Unbilled,
)
from trainingdesk.domain.deadlines.training import ahead_of
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.prices import Price
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.reference_rates import RateKind
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.domain.sessions import Modality, SessionKind
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.domain.teaching import TrainerDocumentKind

LEXOM, DIGIACTIF, ILMIS, RIVAGE = map(rules_of, ("lexom", "digiactif", "ilmis", "rivage"))
START = date(2026, 5, 18)
END = date(2026, 5, 19)
SENT = date(2026, 4, 10)
REF = SessionRef(id=7, number="S-2026-007", title="Accueillir", starts_on=START, ends_on=END)
REMOTE = replace(REF, modality=Modality.REMOTE)
ONLINE = replace(REF, modality=Modality.E_LEARNING)
SENT_ONE = OpenAgreement(
    id=3,
    name="Convention CV-2026-0003",
    kind=AgreementKind.CONVENTION,
    state=AgreementState.SENT,
    client_id=5,
    client="Mairie",
    session=REF,
    price=Price(D("1000.00"), D("1200.00")),
    rules=LEXOM,
    conditions_id=1,
    sent_on=SENT,
)
SIGNED = replace(SENT_ONE, signed_on=date(2026, 4, 14), state=AgreementState.FORMED)
CONTRACT = replace(SIGNED, kind=AgreementKind.CONTRACT, name="Contrat CT-2026-0001")
SESSION = OpenSession(ref=REF, seated=4)
DAY = timedelta(days=1)


def came(kind, day, channel=Channel.EMAIL):
    return Receipt(kind=kind, received_on=day, channel=channel)


def found(state, today, *kinds):
    """Return the kind and the day of what is to be done, of some kinds only if they are named."""
    return [
        (duty.kind, duty.due_on) for duty in duties(state, today) if not kinds or duty.kind in kinds
    ]


def of_agreement(agreement, today, *kinds):
    return found(OfficeState(agreements=(agreement,)), today, *kinds)


def of_session(session, today, *kinds, rules=STATUTORY):
    return found(OfficeState(sessions=(session,), rules=rules), today, *kinds)


def one(state, today):
    (duty,) = duties(state, today)
    return duty


def first_day(state, kind, start=date(2026, 1, 1)):
    """Return the first day that a kind is told, of those that follow *start*."""
    days = (start + timedelta(days=count) for count in range(400))
    return next((day for day in days if found(state, day, kind)), None)


def test_an_office_without_anything_has_nothing_to_do():
    assert duties(OfficeState(), date(2026, 6, 1)) == ()


def test_duties_come_by_day_and_each_once():
    other = replace(SIGNED, id=4, rules=LEXOM)
    state = OfficeState(agreements=(SIGNED, other))
    told = duties(state, date(2026, 5, 1))
    days = [duty.due_on for duty in told]
    assert days == sorted(days)
    assert [duty.kind for duty in told].count(DutyKind.INSURANCE) == 1


# Papers of agreements ---------------------------------------------------------------------------


def test_an_agreement_that_was_prepared_is_to_be_sent():
    draft = replace(SENT_ONE, state=AgreementState.DRAFT, sent_on=None)
    assert of_agreement(draft, date(2026, 4, 10), DutyKind.AGREEMENTS) == [
        (DutyKind.AGREEMENTS, START - timedelta(days=21))
    ]
    assert of_agreement(draft, date(2026, 5, 4), DutyKind.AGREEMENTS)[0][1] == date(2026, 5, 4)
    undated = replace(draft, session=replace(REF, starts_on=None, ends_on=None))
    today = date(2026, 4, 10)
    assert of_agreement(undated, today) == [(DutyKind.AGREEMENTS, today)]


@pytest.mark.parametrize(
    ("rules", "sent_on", "due_on"),
    [
        pytest.param(LEXOM, SENT, date(2026, 4, 17), id="a week where the terms are silent"),
        pytest.param(ILMIS, SENT, date(2026, 4, 25), id="fifteen days by the terms"),
        pytest.param(ILMIS, date(2026, 5, 10), START, id="the start comes sooner"),
    ],
)
def test_signed_papers_are_awaited_for_as_long_as_the_terms_say(rules, sent_on, due_on):
    agreement = replace(SENT_ONE, rules=rules, sent_on=sent_on)
    awaited = of_agreement(agreement, sent_on, DutyKind.SIGNED_PAPERS)
    assert awaited == [(DutyKind.SIGNED_PAPERS, due_on)]


def test_the_papers_of_a_session_without_dates_are_awaited_too():
    agreement = replace(SENT_ONE, session=replace(REF, starts_on=None, ends_on=None))
    assert of_agreement(agreement, SENT) == [(DutyKind.SIGNED_PAPERS, date(2026, 4, 17))]


def test_missing_pieces_are_named_and_the_deposit_is_a_duty_of_its_own():
    today = date(2026, 4, 15)
    none = one(OfficeState(agreements=(SENT_ONE,)), SENT)
    assert none.sentence == (
        "Mairie : il manque la proposition signée, les conditions générales signées et l’acompte "
        "(envoi du 10/04/2026)"
    )
    assert none.place == Place("sales", 3, "agreements")
    signed = replace(SENT_ONE, receipts=(came(ReceiptKind.SIGNED_PROPOSAL, date(2026, 4, 14)),))
    told = {d.kind: d for d in duties(OfficeState(agreements=(signed,)), today)}
    assert told[DutyKind.PIECES].sentence.startswith(
        "Mairie : il manque les conditions générales signées ("
    )
    assert told[DutyKind.DEPOSITS].sentence == "Facturer l’acompte de Mairie : 360,00\xa0€"
    assert told[DutyKind.ACKNOWLEDGEMENTS].due_on == date(2026, 4, 17)
    whole = replace(
        signed,
        receipts=(*signed.receipts, came(ReceiptKind.SIGNED_TERMS, date(2026, 4, 15))),
        papers={"order_acknowledgement": today},
    )
    assert of_agreement(whole, today, DutyKind.PIECES, DutyKind.ACKNOWLEDGEMENTS) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (AgreementKind.CONTRACT, "le contrat signé"),
        (AgreementKind.ORDER, "le bon de commande signé"),
        (AgreementKind.CPF, "la commande validée sur Mon Compte Formation"),
    ],
)
def test_the_paper_that_is_awaited_has_its_own_name(kind, words):
    agreement = replace(SENT_ONE, rules=ILMIS, kind=kind)
    assert words in one(OfficeState(agreements=(agreement,)), SENT).sentence


@pytest.mark.parametrize(
    ("kind", "receipts", "words"),
    [
        pytest.param(
            AgreementKind.CONTRACT,
            (ReceiptKind.SIGNED_PROPOSAL, ReceiptKind.SIGNED_TERMS),
            "Mairie : il manque le contrat signé (",
            id="a contract is signed beside what the terms ask",
        ),
        pytest.param(
            AgreementKind.ORDER,
            (),
            "Mairie : il manque le bon de commande signé et l’acompte (",
            id="an order stands for the papers of the terms",
        ),
    ],
)
def test_the_pieces_that_are_awaited_are_those_of_its_kind(kind, receipts, words):
    agreement = replace(
        SENT_ONE,
        kind=kind,
        receipts=tuple(came(each, SENT) for each in receipts),
        asks_deposit=kind is AgreementKind.ORDER,
    )
    told = {duty.kind: duty for duty in duties(OfficeState(agreements=(agreement,)), SENT)}
    awaited = told.get(DutyKind.PIECES) or told[DutyKind.SIGNED_PAPERS]
    assert awaited.sentence.startswith(words)


@pytest.mark.parametrize(
    ("rules", "is_told"), [(LEXOM, True), (ILMIS, False)], ids=["asked", "not asked"]
)
def test_an_order_that_came_back_is_acknowledged_where_the_terms_say_so(rules, is_told):
    told = of_agreement(replace(SIGNED, rules=rules), SENT, DutyKind.ACKNOWLEDGEMENTS)
    assert told == ([(DutyKind.ACKNOWLEDGEMENTS, date(2026, 4, 17))] if is_told else [])
    assert of_agreement(replace(SENT_ONE, rules=rules), SENT, DutyKind.ACKNOWLEDGEMENTS) == []


def test_what_is_announced_by_phone_awaits_its_writing():
    said = came(ReceiptKind.CANCELLATION, date(2026, 4, 20), Channel.PHONE)
    agreement = replace(SIGNED, rules=ILMIS, receipts=(said,))
    duty = one(OfficeState(agreements=(agreement,)), date(2026, 4, 20))
    assert (duty.kind, duty.due_on) == (DutyKind.PHONE, date(2026, 4, 23))
    written = replace(agreement, receipts=(said, came(ReceiptKind.CANCELLATION, date(2026, 4, 22))))
    assert of_agreement(written, date(2026, 4, 22)) == []


def test_an_amendment_waits_until_it_is_accepted_or_refused():
    asked = Amendment(
        agreement_id=3,
        position=1,
        subject=AmendmentSubject.DATES,
        asked_on=date(2026, 4, 20),
        before="18 mai",
        after="25 mai",
    )
    agreement = replace(SIGNED, rules=ILMIS, amendments=(asked,))
    assert of_agreement(agreement, date(2026, 4, 20)) == [(DutyKind.AMENDMENTS, date(2026, 4, 27))]
    for answer in ({"accepted_on": END}, {"refused_on": END}):
        answered = replace(agreement, amendments=(replace(asked, **answer),))
        assert of_agreement(answered, date(2026, 4, 20)) == []


@pytest.mark.parametrize(
    ("until", "today", "due_on"),
    [
        pytest.param(None, date(2026, 4, 17), None, id="none, the session is far"),
        pytest.param(None, date(2026, 4, 18), START, id="none, a month before the start"),
        pytest.param(date(2026, 5, 10), date(2026, 4, 9), None, id="ends before the session, far"),
        pytest.param(date(2026, 5, 10), date(2026, 4, 10), date(2026, 5, 10), id="in a month"),
        pytest.param(date(2026, 4, 1), date(2026, 5, 1), date(2026, 4, 1), id="ended"),
        pytest.param(date(2027, 1, 1), date(2026, 5, 1), None, id="good for long"),
        pytest.param(None, date(2026, 5, 20), None, id="the session is over"),
    ],
)
def test_the_insurance_of_a_client_is_asked_for(until, today, due_on):
    rules = replace(ILMIS, client_duties=ClientDuties(insurance=True))
    agreement = replace(SIGNED, rules=rules, insured_until=until)
    told = [day for _kind, day in of_agreement(agreement, today, DutyKind.INSURANCE)]
    assert told == ([due_on] if due_on else [])


def test_an_insurance_that_ended_is_said_to_have():
    agreement = replace(
        SIGNED, insured_until=date(2026, 4, 1), papers={"order_acknowledgement": END}
    )
    told = duties(OfficeState(agreements=(replace(agreement, paid=D(360)),)), date(2026, 5, 1))
    assert [duty.sentence for duty in told] == [
        "Demander à Mairie son attestation d’assurance : la dernière a pris fin le 01/04/2026"
    ]
    later = replace(agreement, insured_until=date(2026, 5, 10), paid=D(360))
    assert "prend fin" in one(OfficeState(agreements=(later,)), date(2026, 5, 1)).sentence


@pytest.mark.parametrize(
    ("changes", "due_on"),
    [
        pytest.param({}, date(2026, 4, 18), id="96 hours from the signature of a firm"),
        pytest.param({"has_access": True}, None, id="given"),
        pytest.param({"session": REF}, None, id="no e-learning"),
        pytest.param(
            {"session": replace(REF, modality=Modality.MIXED, self_paced_hours=D("3.5"))},
            date(2026, 4, 18),
            id="some hours on a platform",
        ),
        pytest.param({"rules": LEXOM}, None, id="terms without e-learning"),
        pytest.param(
            {"kind": AgreementKind.CONTRACT}, date(2026, 4, 29), id="after the withdrawal period"
        ),
        pytest.param(
            {
                "kind": AgreementKind.CONTRACT,
                "receipts": (came(ReceiptKind.EARLY_START, date(2026, 4, 15)),),
            },
            date(2026, 4, 18),
            id="an individual who expressly asked",
        ),
    ],
)
def test_e_learning_accounts_are_due_from_the_signature(changes, due_on):
    agreement = replace(SIGNED, rules=ILMIS, session=ONLINE)
    told = of_agreement(replace(agreement, **changes), date(2026, 4, 15), DutyKind.ACCESS)
    assert told == ([(DutyKind.ACCESS, due_on)] if due_on else [])


def test_access_hours_past_the_withdrawal_period_need_no_request():
    slow = replace(ILMIS, elearning=replace(ILMIS.elearning, access_hours=24 * 30))
    agreement = replace(CONTRACT, rules=slow, session=ONLINE)
    told = of_agreement(agreement, date(2026, 4, 15), DutyKind.ACCESS)
    assert told == [(DutyKind.ACCESS, date(2026, 5, 14))]


@pytest.mark.parametrize(
    ("changes", "today", "due_on"),
    [
        pytest.param({"late_since": date(2026, 4, 1)}, date(2026, 4, 17), None, id="far ahead"),
        pytest.param(
            {"late_since": date(2026, 4, 1)}, date(2026, 4, 18), START - DAY, id="unpaid, soon"
        ),
        pytest.param(
            {"late_since": START}, date(2026, 5, 19), date(2026, 5, 19), id="unpaid, running"
        ),
        pytest.param({"late_since": START}, date(2026, 5, 20), None, id="over"),
        pytest.param(
            {"late_since": START, "suspended_on": START}, END, None, id="suspended already"
        ),
        pytest.param({}, date(2026, 5, 1), None, id="nothing is late"),
        pytest.param(
            {"state": AgreementState.SENT}, START, START, id="papers missing when it starts"
        ),
        pytest.param(
            {"state": AgreementState.SENT}, START - DAY, None, id="papers awaited until it starts"
        ),
        pytest.param(
            {"state": AgreementState.SENT, "sent_on": date(2026, 5, 10)},
            date(2026, 5, 12),
            None,
            id="papers still in time",
        ),
        pytest.param(
            {"rules": replace(LEXOM, suspension=Suspension()), "state": AgreementState.SENT},
            date(2026, 4, 18),
            None,
            id="terms that do not suspend for papers",
        ),
        pytest.param(
            {
                "rules": replace(LEXOM, suspension=Suspension(unpaid_invoice=False)),
                "late_since": START,
            },
            END,
            None,
            id="terms that do not suspend for money",
        ),
    ],
)
def test_a_suspension_is_to_be_considered(changes, today, due_on):
    told = of_agreement(replace(SIGNED, **changes), today, DutyKind.SUSPENSIONS)
    assert told == ([(DutyKind.SUSPENSIONS, due_on)] if due_on else [])


@pytest.mark.parametrize(
    ("changes", "today", "is_told"),
    [
        pytest.param({"late_since": SENT}, date(2026, 4, 28), False, id="eight days run"),
        pytest.param({"late_since": SENT}, date(2026, 4, 29), True, id="they have run"),
        pytest.param({}, date(2026, 4, 29), True, id="pieces are missing"),
        pytest.param({"rules": ILMIS, "late_since": SENT}, END, False, id="no such terms"),
        pytest.param({"papers": {}}, END, False, id="no notice was sent"),
    ],
)
def test_a_formal_notice_that_has_run_asks_for_a_decision(changes, today, is_told):
    agreement = replace(SIGNED, papers={"formal_notice": date(2026, 4, 20)})
    told = of_agreement(replace(agreement, **changes), today, DutyKind.FORMAL_NOTICES)
    assert told == ([(DutyKind.FORMAL_NOTICES, date(2026, 4, 29))] if is_told else [])


def test_a_formal_notice_that_was_answered_asks_for_nothing():
    rules = replace(ILMIS, termination=LEXOM.termination)
    agreement = replace(
        SIGNED,
        rules=rules,
        papers={"formal_notice": date(2026, 4, 20)},
        receipts=(came(ReceiptKind.SIGNED_AGREEMENT, date(2026, 4, 22)),),
    )
    assert of_agreement(agreement, END) == []


def test_an_agreement_that_ended_waits_for_nothing():
    assert of_agreement(replace(SENT_ONE, state=AgreementState.CANCELLED), SENT) == []


# Money ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "told_on", "due_on"),
    [
        pytest.param({}, date(2026, 4, 1), date(2026, 4, 14), id="with the signed papers"),
        pytest.param(
            {"rules": RIVAGE}, date(2026, 4, 13), date(2026, 4, 27), id="three weeks before"
        ),
        pytest.param({"paid": D(360)}, None, None, id="paid"),
        pytest.param({"deposit_left": D(0)}, None, None, id="invoiced and paid"),
        pytest.param({"asks_deposit": False}, None, None, id="a funder pays all"),
        pytest.param({"rules": ILMIS}, None, None, id="none is asked"),
        pytest.param({"signed_on": None}, None, None, id="nobody committed himself"),
        pytest.param(
            {"kind": AgreementKind.CONTRACT},
            date(2026, 4, 29),
            date(2026, 4, 29),
            id="an individual, once he can withdraw no more",
        ),
        pytest.param(
            {"kind": AgreementKind.CONTRACT, "rules": DIGIACTIF},
            date(2026, 4, 29),
            date(2026, 4, 29),
            id="an individual whom the terms ask for the whole price",
        ),
        pytest.param(
            {
                "kind": AgreementKind.CONTRACT,
                "signed_on": None,
                "receipts": (came(ReceiptKind.SIGNED_TERMS, date(2026, 4, 14)),),
            },
            None,
            None,
            id="an individual who has not signed",
        ),
        pytest.param(
            {"rules": RIVAGE, "session": replace(REF, starts_on=None, ends_on=None)},
            None,
            None,
            id="before a start that is not set",
        ),
    ],
)
def test_a_deposit_is_due_when_the_terms_and_the_law_say(changes, told_on, due_on):
    state = OfficeState(agreements=(replace(SIGNED, **changes),))
    assert first_day(state, DutyKind.DEPOSITS, date(2026, 4, 1)) == told_on
    if told_on:
        assert found(state, told_on, DutyKind.DEPOSITS) == [(DutyKind.DEPOSITS, due_on)]


def test_a_deposit_is_invoiced_then_cashed_and_forgotten_after_the_session():
    asked = replace(SIGNED, deposit_left=D(360))
    (duty,) = (
        duty
        for duty in duties(OfficeState(agreements=(asked,)), date(2026, 4, 15))
        if duty.kind is DutyKind.DEPOSITS
    )
    assert duty.sentence == "Encaisser l’acompte de Mairie : 360,00\xa0€"
    assert of_agreement(asked, END + DAY, DutyKind.DEPOSITS) == []
    part = replace(CONTRACT, rules=DIGIACTIF, deposit_left=D(360))
    told = duties(OfficeState(agreements=(part,)), date(2026, 4, 29))
    assert "Encaisser le premier versement" in told[0].sentence


def test_a_deposit_asks_no_more_than_funders_leave_to_the_client():
    agreement = replace(SIGNED, own_price=D(100), paid=D(40))
    told = duties(OfficeState(agreements=(agreement,)), date(2026, 4, 15))
    assert "Facturer l’acompte de Mairie : 100,00\xa0€" in [duty.sentence for duty in told]


def test_a_withdrawal_period_is_told_until_its_last_day():
    agreement = replace(CONTRACT, rules=ILMIS)
    last_day = date(2026, 4, 28)
    assert of_agreement(agreement, last_day) == [(DutyKind.WITHDRAWALS, last_day)]
    assert of_agreement(agreement, last_day + DAY) == []


def test_instalments_wait_while_what_was_paid_does_not_reach_them():
    parts = (
        Instalment(due_on=date(2026, 5, 4), amount=D(400), label="à mi-parcours"),
        Instalment(due_on=date(2026, 5, 25), amount=D(440), label="à la fin"),
    )
    agreement = replace(SIGNED, rules=ILMIS, instalments=parts, paid=D(360))
    assert of_agreement(agreement, date(2026, 4, 26)) == []
    assert of_agreement(agreement, date(2026, 4, 27)) == [(DutyKind.INSTALMENTS, date(2026, 5, 4))]
    assert len(of_agreement(agreement, date(2026, 5, 25))) == 2
    paid = replace(agreement, paid=D(760))
    assert of_agreement(paid, date(2026, 5, 25)) == [(DutyKind.INSTALMENTS, date(2026, 5, 25))]


def test_a_held_cheque_is_told_three_days_before_it_may_be_cashed():
    cheque = HeldCheque(payment_id=9, client="Zoé", amount=D(200), held_until=date(2026, 4, 29))
    state = OfficeState(cheques=(cheque,))
    assert first_day(state, DutyKind.CHEQUES) == date(2026, 4, 26)
    assert one(state, date(2026, 5, 3)).due_on == date(2026, 4, 29)


def test_cheques_are_to_be_taken_to_the_bank_once_the_oldest_has_waited():
    waits = ChequesToBank(cheques=1, total=D(200), oldest_on=date(2026, 4, 1), payment_id=9)
    state = OfficeState(to_bank=waits)
    assert first_day(state, DutyKind.CHEQUES_TO_BANK) == date(2026, 4, 9)
    duty = one(state, date(2026, 5, 3))
    assert duty.due_on == date(2026, 4, 9)
    assert duty.sentence == "Remettre en banque 1\xa0chèque (200,00\xa0€), reçu le 01/04/2026"
    several = one(replace(state, to_bank=replace(waits, cheques=2)), date(2026, 5, 3))
    assert "2\xa0chèques" in several.sentence
    assert several.sentence.endswith(", le plus ancien reçu le 01/04/2026")


@pytest.mark.parametrize(("days", "told"), [(0, None), (30, date(2026, 5, 1))])
def test_the_office_says_how_long_a_cheque_may_wait(days, told):
    waits = ChequesToBank(cheques=1, total=D(200), oldest_on=date(2026, 4, 1), payment_id=9)
    state = OfficeState(to_bank=waits, bank_after=days)
    assert first_day(state, DutyKind.CHEQUES_TO_BANK) == told


def test_a_held_cheque_of_who_withdrew_goes_back_at_once():
    cheque = HeldCheque(
        payment_id=9, client="Zoé", amount=D(200), held_until=date(2026, 4, 29), goes_back=True
    )
    duty = one(OfficeState(cheques=(cheque,)), date(2026, 4, 20))
    assert (duty.action, duty.due_on) == ("Rendre le chèque", date(2026, 4, 20))
    assert duty.sentence.startswith("Rendre le chèque de Zoé (200,00\xa0€)")


@pytest.mark.parametrize(
    ("due", "paid", "invoice", "rules", "sentence"),
    [
        (D(1200), D(360), None, LEXOM, "Facturer 840,00\xa0€ à Mairie : décision du 20/04/2026"),
        (D(1200), D(360), 8, LEXOM,
         "Émettre la facture de 840,00\xa0€ à Mairie : décision du 20/04/2026"),
        (D(500), D(0), None, DIGIACTIF,
         "Facturer 500,00\xa0€ à Mairie, si vous le souhaitez : décision du 20/04/2026"),
        (D(0), D(360), None, LEXOM, "Rembourser 360,00\xa0€ à Mairie : décision du 20/04/2026"),
    ],
    ids=["to invoice", "drafted", "at the office’s choice", "to give back"],
)  # fmt: skip
def test_a_decision_is_invoiced_or_refunded(due, paid, invoice, rules, sentence):
    settlement = Settlement(
        id=1,
        agreement_id=3,
        kind=SettlementKind.CANCELLATION,
        decided_on=date(2026, 4, 20),
        clause="",
        sentence="",
        due_ht=due,
        due_ttc=due,
        paid=paid,
        invoice_id=invoice,
    )
    settled = OpenSettlement(
        settlement=settlement, agreement_id=3, name="CV", client="Mairie", session=REF, rules=rules
    )
    duty = one(OfficeState(settlements=(settled,)), date(2026, 4, 20))
    assert (duty.sentence, duty.why.rule) == (sentence, "cancellation")
    given_up = replace(settled, settlement=replace(settlement, kind=SettlementKind.NOT_FORMED))
    assert one(OfficeState(settlements=(given_up,)), SENT).why.rule == "offer"


@pytest.mark.parametrize(
    ("due", "paid", "told"),
    [
        (D(0), D(0), "Préparer l’avoir de ce qui était facturé à Mairie : "),
        (
            D(360),
            D(360),
            "Préparer la facture de 360,00\xa0€, et l’avoir s’il en faut un, pour Mairie",
        ),
        (D(360), D(500), "pour Mairie, puis rembourser 140,00\xa0€"),
    ],
    ids=["nothing owed", "owed and paid", "paid more"],
)
def test_what_was_invoiced_before_a_decision_is_credited_first(due, paid, told):
    settlement = Settlement(
        id=1,
        agreement_id=3,
        kind=SettlementKind.CANCELLATION,
        decided_on=date(2026, 4, 20),
        clause="",
        sentence="",
        due_ht=due,
        due_ttc=due,
        paid=paid,
    )
    settled = OpenSettlement(
        settlement=settlement,
        agreement_id=3,
        name="CV",
        client="Mairie",
        session=REF,
        rules=LEXOM,
        to_credit=True,
    )
    duty = one(OfficeState(settlements=(settled,)), date(2026, 4, 20))
    assert told in duty.sentence
    assert duty.action == "Préparer"


LATE = LateInvoice(id=8, number="F-2026-0008", client="Mairie", due_on=END, remaining=D("840.00"))


@pytest.mark.parametrize(
    ("changes", "kind", "due_on"),
    [
        pytest.param({}, DutyKind.REMINDERS, END, id="a client"),
        pytest.param(
            {"funder": "OPCO", "trained_until": END, "rules": LEXOM},
            DutyKind.FUNDERS_LATE,
            date(2026, 6, 20),
            id="a funder, the day after a month",
        ),
        pytest.param(
            {"funder": "OPCO", "trained_until": END, "rules": RIVAGE},
            DutyKind.REMINDERS,
            END,
            id="a funder whose two months run",
        ),
        pytest.param(
            {"funder": "OPCO", "trained_until": END},
            DutyKind.REMINDERS,
            END,
            id="a funder where the terms set no delay",
        ),
        pytest.param(
            {"funder": "OPCO", "rules": LEXOM}, DutyKind.REMINDERS, END, id="no end is known"
        ),
    ],
)
def test_late_invoices_are_recalled_and_late_funders_passed_over(changes, kind, due_on):
    state = OfficeState(late_invoices=(replace(LATE, **changes),))
    assert found(state, date(2026, 6, 20)) == [(kind, due_on)]


def test_a_deposit_that_is_late_is_told_once():
    deposit = replace(LATE, deposit_of=SIGNED.id, due_on=date(2026, 4, 20))
    kinds = DutyKind.DEPOSITS, DutyKind.REMINDERS
    state = OfficeState(
        agreements=(replace(SIGNED, deposit_left=D(360)),), late_invoices=(deposit,)
    )
    assert found(state, date(2026, 5, 1), *kinds) == [(DutyKind.DEPOSITS, date(2026, 4, 14))]
    ended = replace(state, agreements=())
    assert found(ended, date(2026, 5, 1), *kinds) == [(DutyKind.REMINDERS, date(2026, 4, 20))]


# Funders ----------------------------------------------------------------------------------------

ASKED = OpenFunding(
    id=2, funder="OPCO", client="Mairie", session=REF, requested_on=date(2026, 4, 1)
)


@pytest.mark.parametrize(
    ("rules", "requested", "kind", "told_on", "due_on"),
    [
        (LEXOM, False, DutyKind.FUNDER_REQUESTS, date(2026, 4, 17), START - DAY),
        (replace(LEXOM, funder=FunderTerms(asked_before_start=False)), False,
         DutyKind.FUNDER_REQUESTS, None, None),
        (DIGIACTIF, True, DutyKind.FUNDER_ANSWERS, date(2026, 5, 3), date(2026, 5, 17)),
        (RIVAGE, True, DutyKind.FUNDER_ANSWERS, date(2026, 4, 26), date(2026, 5, 10)),
        (ILMIS, True, DutyKind.FUNDER_ANSWERS, date(2026, 5, 3), START - DAY),
    ],
    ids=["to ask for", "need not be asked", "one jour ouvrable", "five jours ouvrés", "silent"],
)  # fmt: skip
def test_funders_are_asked_and_answer_in_the_unit_of_the_terms(
    rules, requested, kind, told_on, due_on
):
    funding = ASKED if requested else replace(ASKED, requested_on=None)
    state = OfficeState(fundings=(funding,), rules=rules)
    assert first_day(state, kind) == told_on
    if told_on:
        assert found(state, told_on) == [(kind, due_on)]


@pytest.mark.parametrize("starts_on", [None, date(2026, 4, 1)], ids=["no start", "begun"])
def test_a_funder_is_not_asked_once_it_is_too_late(starts_on):
    funding = replace(ASKED, session=replace(REF, starts_on=starts_on))
    assert found(OfficeState(fundings=(funding,)), date(2026, 4, 2)) == []


# Sessions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("session", "rules", "told_on", "due_on"),
    [
        pytest.param(
            replace(SESSION, minimum=6), STATUTORY, date(2026, 5, 4), date(2026, 5, 11), id="a week"
        ),
        pytest.param(
            replace(SESSION, minimum=6), RIVAGE, date(2026, 5, 1), date(2026, 5, 8), id="ten days"
        ),
        pytest.param(
            replace(SESSION, minimum=6),
            replace(STATUTORY, office_cancellation=OfficeCancellation()),
            date(2026, 5, 4),
            date(2026, 5, 11),
            id="terms that set no delay",
        ),
        pytest.param(replace(SESSION, minimum=4), STATUTORY, None, None, id="enough"),
        pytest.param(SESSION, STATUTORY, None, None, id="no minimum"),
        pytest.param(
            replace(SESSION, minimum=6, kind=SessionKind.INTRA), LEXOM, None, None, id="intra"
        ),
        pytest.param(
            replace(SESSION, seated=2, kind=SessionKind.INTRA),
            replace(STATUTORY, intra=Intra(runs_from=3)),
            date(2026, 5, 4),
            date(2026, 5, 11),
            id="intra from three people",
        ),
        pytest.param(replace(SESSION, minimum=6, is_open=False), STATUTORY, None, None, id="held"),
    ],
)
def test_a_session_under_its_minimum_is_told_a_week_before_it_can_be_adjourned(
    session, rules, told_on, due_on
):
    state = OfficeState(sessions=(session,), rules=rules)
    assert first_day(state, DutyKind.MINIMUM) == told_on
    if told_on:
        assert found(state, START) == [(DutyKind.MINIMUM, due_on)]
        assert found(state, START + DAY) == []


@pytest.mark.parametrize(
    ("rules", "told_on", "due_on"),
    [
        pytest.param(STATUTORY, date(2026, 4, 27), date(2026, 5, 4), id="two weeks"),
        pytest.param(DIGIACTIF, date(2026, 5, 4), date(2026, 5, 11), id="a week by the terms"),
        pytest.param(
            replace(STATUTORY, sendings=Sendings(in_those_days=DIGIACTIF.sendings.in_those_days)),
            date(2026, 5, 11),
            START,
            id="terms that name no days",
        ),
    ],
)
def test_convocations_are_sent_as_long_before_as_the_terms_say(rules, told_on, due_on):
    session = replace(SESSION, unsent={"joining_letter": 4})
    state = OfficeState(sessions=(session,), rules=rules)
    assert first_day(state, DutyKind.CALLS) == told_on
    assert found(state, told_on) == [(DutyKind.CALLS, due_on)]
    assert found(replace(state, sessions=(SESSION,)), told_on) == []


FAR = replace(
    SESSION,
    ref=REMOTE,
    unsent={"software_guide": 4, "remote_link": 4},
    first_slot=datetime.combine(START, time(9)),
)


def test_a_remote_session_has_its_sendings_by_the_day_and_by_the_hour():
    state = OfficeState(sessions=(FAR,), rules=DIGIACTIF)
    assert first_day(state, DutyKind.SOFTWARE) == date(2026, 5, 4)
    assert first_day(state, DutyKind.LINKS) == START - DAY
    assert found(state, START) == [
        (DutyKind.SOFTWARE, date(2026, 5, 11)),
        (DutyKind.LINKS, START),
    ]
    day_before = replace(DIGIACTIF.sendings, hours_before=10)
    early = replace(state, rules=replace(DIGIACTIF, sendings=day_before))
    assert found(early, START, DutyKind.LINKS) == [(DutyKind.LINKS, START - DAY)]
    told = {duty.kind: duty.sentence for duty in duties(state, START)}
    assert told[DutyKind.LINKS] == (
        "Envoyer le lien de connexion et le contact informatique à 4\xa0stagiaires, 4\xa0heures "
        "avant le début"
    )


@pytest.mark.parametrize(
    ("session", "rules"),
    [
        pytest.param(replace(FAR, ref=REF), DIGIACTIF, id="held on the spot"),
        pytest.param(replace(FAR, unsent={}), DIGIACTIF, id="all sent"),
        pytest.param(FAR, STATUTORY, id="terms without sendings"),
        pytest.param(FAR, ILMIS, id="terms with other sendings"),
        pytest.param(
            FAR, replace(ILMIS, sendings=Sendings(hours_before=4, days_before=7)), id="no item"
        ),
    ],
)
def test_other_sessions_have_no_sendings_of_that_kind(session, rules):
    assert of_session(session, START, DutyKind.SOFTWARE, DutyKind.LINKS, rules=rules) == []


def test_a_remote_session_without_slots_has_no_hour():
    session = replace(FAR, first_slot=None)
    assert of_session(session, START, DutyKind.LINKS, rules=DIGIACTIF) == []


@pytest.mark.parametrize(
    ("rules", "days"),
    [
        pytest.param(STATUTORY, 21, id="convocations"),
        pytest.param(replace(DIGIACTIF, sendings=Sendings(days_before=30)), 37, id="sendings"),
        pytest.param(
            replace(RIVAGE, office_cancellation=OfficeCancellation(adjourn_days=20)),
            27,
            id="adjourning",
        ),
    ],
)
def test_sessions_are_looked_at_early_enough(rules, days):
    assert ahead_of(rules) == timedelta(days=days)


def test_a_session_without_dates_waits_for_nothing():
    undated = replace(SESSION, ref=replace(REF, starts_on=None, ends_on=None), unmarked=4)
    assert of_session(undated, START) == []


def test_attendance_and_certificates_wait_after_the_session():
    session = replace(SESSION, is_open=False, unmarked=2, unmarked_since=START, uncertified=3)
    assert of_session(session, END) == [
        (DutyKind.ATTENDANCE, START),
        (DutyKind.CERTIFICATES, END),
    ]
    assert of_session(session, START) == [(DutyKind.ATTENDANCE, START)]


def unbilled(**changes):
    client = Unbilled(
        client_id=5, client="Mairie", kind=AgreementKind.CONVENTION, agreement_id=3, formed_on=SENT
    )
    return replace(client, **changes)


@pytest.mark.parametrize(
    ("clients", "told_on", "due_on", "sentence"),
    [
        pytest.param(
            (unbilled(), unbilled(client_id=6)), END, END, "Facturer 2\xa0clients", id="at the end"
        ),
        pytest.param(
            (unbilled(rules=DIGIACTIF),),
            date(2026, 5, 4),
            date(2026, 5, 11),
            "Facturer Mairie : à régler avant le début, le 18/05/2026",
            id="before the start",
        ),
        pytest.param(
            (unbilled(rules=DIGIACTIF, formed_on=date(2026, 5, 15)),),
            date(2026, 5, 8),
            date(2026, 5, 15),
            "Facturer Mairie : à régler avant le début, le 18/05/2026",
            id="agreed at the last moment",
        ),
        pytest.param(
            (unbilled(rules=DIGIACTIF, formed_on=None),),
            END,
            END,
            "Facturer Mairie",
            id="not agreed yet",
        ),
        pytest.param(
            (unbilled(rules=DIGIACTIF, kind=AgreementKind.CONTRACT),),
            END,
            END,
            "Facturer Mairie",
            id="never an individual before",
        ),
        pytest.param(
            (unbilled(rules=replace(ILMIS, payment=None), kind=None, agreement_id=None),),
            END,
            END,
            "Facturer Mairie",
            id="no agreement, no terms",
        ),
    ],
)
def test_invoices_are_made_when_the_terms_ask_for_payment(clients, told_on, due_on, sentence):
    state = OfficeState(sessions=(replace(SESSION, unbilled=clients),))
    assert first_day(state, DutyKind.INVOICES) == told_on
    duty = one(state, told_on)
    assert (duty.due_on, duty.sentence) == (due_on, sentence)


# Around -----------------------------------------------------------------------------------------

OFFER = OpenProposal(
    id=1, number="D-2026-0001", client="Mairie", valid_until=date(2026, 5, 10), recall_on=None
)


@pytest.mark.parametrize(
    ("changes", "today", "due_on", "words"),
    [
        pytest.param({}, date(2026, 4, 25), None, "", id="far from its end"),
        pytest.param({}, date(2026, 4, 26), date(2026, 5, 10), "Rappeler avant", id="near its end"),
        pytest.param({}, date(2026, 5, 11), date(2026, 5, 10), "Prolonger ou", id="expired"),
        pytest.param(
            {"recall_on": date(2026, 4, 20)},
            date(2026, 4, 20),
            date(2026, 4, 20),
            "Rappeler Mairie",
            id="to call back",
        ),
        pytest.param(
            {"recall_on": date(2026, 4, 20)},
            date(2026, 5, 11),
            date(2026, 5, 10),
            "Prolonger ou",
            id="called, then expired",
        ),
        pytest.param(
            {"recall_on": date(2026, 4, 20), "valid_until": None},
            date(2026, 4, 20),
            date(2026, 4, 20),
            "Rappeler Mairie",
            id="to call back, without end",
        ),
        pytest.param({"valid_until": None}, date(2026, 5, 11), None, "", id="without end"),
        pytest.param(
            {"accepted_on": date(2026, 4, 20)},
            date(2026, 4, 20),
            date(2026, 4, 27),
            "Préparer l’accord de Mairie : D-2026-0001 acceptée",
            id="accepted, no agreement yet",
        ),
    ],
)
def test_a_proposal_is_followed_until_something_comes_of_it(changes, today, due_on, words):
    told = duties(OfficeState(proposals=(replace(OFFER, **changes),)), today)
    assert [duty.due_on for duty in told] == ([due_on] if due_on else [])
    assert all(duty.sentence.startswith(words) for duty in told)


def entry(kind, **changes):
    made = RegisterEntry(id=1, kind=kind, received_on=SENT, facts="Salle froide")
    return OpenEntry(entry=replace(made, **changes), client="Mairie")


@pytest.mark.parametrize(
    ("found_entry", "sentence"),
    [
        pytest.param(
            entry(EntryKind.COMPLAINT),
            "Répondre à la réclamation de Mairie, du 10/04/2026",
            id="a complaint",
        ),
        pytest.param(entry(EntryKind.RESERVE, answered_on=END), None, id="answered"),
        pytest.param(entry(EntryKind.RESERVE, closed_on=END), None, id="closed"),
        pytest.param(
            entry(EntryKind.ADVERSE_ADVICE),
            "Faire contresigner l’avis défavorable de Mairie, du 10/04/2026",
            id="advice to be countersigned",
        ),
        pytest.param(
            entry(EntryKind.ADVERSE_ADVICE, countersigned_on=END), None, id="countersigned"
        ),
        pytest.param(
            replace(entry(EntryKind.RESERVE), client=""),
            "Répondre à la réserve, du 10/04/2026",
            id="from nobody known",
        ),
    ],
)
def test_the_register_waits_for_answers(found_entry, sentence):
    told = duties(OfficeState(register=(found_entry,)), SENT)
    assert [duty.sentence for duty in told] == ([sentence] if sentence else [])
    assert all(duty.due_on == date(2026, 4, 20) for duty in told)


def test_a_paper_of_a_trainer_is_asked_for_a_month_before_its_end():
    paper = EndingDocument(
        trainer_id=4,
        trainer="Marc Tellier",
        kind=TrainerDocumentKind.VIGILANCE,
        valid_until=date(2026, 6, 1),
    )
    state = OfficeState(documents=(paper,))
    assert first_day(state, DutyKind.DOCUMENTS) == date(2026, 5, 2)
    assert "expire le 01/06/2026" in one(state, date(2026, 5, 2)).sentence
    assert "a expiré le 01/06/2026" in one(state, date(2026, 6, 2)).sentence


def test_rates_that_nobody_entered_are_asked_for_from_the_first_day_of_the_half_year():
    state = OfficeState(missing_rates=(RateKind.ECB_REFI,))
    duty = one(state, date(2026, 7, 3))
    assert duty.due_on == date(2026, 7, 1)
    assert duty.sentence == "Saisir le taux « taux directeur de la BCE » du 2e semestre 2026"
    assert "les taux" in one(OfficeState(missing_rates=tuple(RateKind)), date(2026, 7, 3)).sentence
    unused = OfficeState(missing_rates=(RateKind.LEGAL_INDIVIDUAL,))
    assert duties(unused, date(2026, 7, 3)) == ()


def test_the_yearly_report_is_told_in_spring():
    state = OfficeState(trained_last_year=True)
    assert first_day(state, DutyKind.BPF) == date(2026, 3, 1)
    assert one(state, date(2026, 5, 31)).due_on == date(2026, 4, 29)
    assert duties(state, date(2026, 6, 1)) == ()


def test_data_past_their_time_are_told_once_a_year():
    state = OfficeState(rules=LEXOM, past_data=12)
    duty = one(state, date(2026, 1, 5))
    assert (duty.due_on, "12\xa0stagiaires" in duty.sentence) == (date(2026, 1, 31), True)
    assert duties(state, date(2026, 4, 1)) == ()
    for terms in (None, PersonalData()):
        silent = replace(state, rules=replace(LEXOM, personal_data=terms))
        assert duties(silent, date(2026, 1, 5)) == ()


def test_terms_against_the_law_are_to_be_mended():
    state = OfficeState(rules=LEXOM, rules_since=date(2026, 1, 1))
    duty = one(state, date(2026, 6, 1))
    assert (duty.kind, duty.due_on) == (DutyKind.CONFORMITY, date(2026, 1, 1))
    assert duty.sentence == (
        "Corriger les conditions de vente en vigueur : 4\xa0points contraires à la loi"
    )
    assert duties(replace(state, rules=STATUTORY), date(2026, 6, 1)) == ()
