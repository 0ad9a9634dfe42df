"""«J’annule, je dois combien ?»: the answer is there as one types, and is kept when it is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.support.desk_hands import fill, newest, plain, press, said
from trainingdesk.desktop.editors.fee_events import Topic
from trainingdesk.desktop.widgets.record_box import ID
from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.prices import FeeVat
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.services import agreeing, fees, identity, invoicing, receiving
from trainingdesk.services.profiles import load_profile
from trainingdesk.storage import bargains, sales

SIGNED = ReceiptKind.SIGNED_AGREEMENT


@pytest.fixture
def agreed(filled) -> int:
    """Return the formed convention of the town hall, under terms of 50 and 100 %."""
    rules = load_profile("digiactif").rules
    terms = Conditions(number=2, starts_on=date(2026, 4, 1), rules=rules)
    identity.save_conditions(filled.office, terms)
    return formed(filled, filled.town_hall)


def formed(filled, client: int) -> int:
    agreement_id = filled.agree(client)
    agreeing.send(filled.office, agreement_id)
    came = Receipt(kind=SIGNED, received_on=filled.clock.day)
    receiving.receive_signed(
        filled.office, agreement_id, signed_on=filled.clock.day, by="Luc Besson", receipts=[came]
    )
    return agreement_id


def ask(window, **context):
    window.edit("fees", None, **context)
    return newest(window)


def labels(card) -> list[str]:
    QApplication.processEvents()  # labels that were just made are seen at the next turn
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def sentence(editor) -> str:
    return plain(editor.ui.answer.sentence)


@pytest.mark.parametrize(
    ("received", "owed"),
    [
        pytest.param("26/04/2026", "rien n’est dû", id="free"),
        pytest.param("27/04/2026", "50 % du prix HT", id="half"),
        pytest.param("9/5/2026", "la totalité du prix HT", id="all"),
    ],
)
def test_the_answer_follows_the_day_of_receipt(window, filled, agreed, received, owed):
    filled.clock.day = date(2026, 5, 10)
    editor = ask(window, agreement_id=agreed)
    fill(editor, received_on=received)
    assert owed in sentence(editor)


def test_a_gesture_lowers_the_sum_at_once_and_never_below_nothing(window, filled, agreed):
    filled.clock.day = date(2026, 5, 10)
    editor = ask(window, agreement_id=agreed)
    fill(editor, waived="70")
    assert "il reste 2 000,00 €" in sentence(editor)
    fill(editor, waived="5000")
    assert sentence(editor) == ""


def test_the_sentence_is_copied(window, filled, agreed):
    editor = ask(window, agreement_id=agreed)
    press(editor, "Copier la phrase")
    assert QApplication.clipboard().text() == editor.ui.answer.sentence != ""


def test_a_call_only_announces(window, office, filled, agreed):
    editor = ask(window, agreement_id=agreed)
    fill(editor, channel=Channel.PHONE)
    press(editor, "Noter l’annonce")
    assert not editor.isVisible()
    assert sales.agreement(office.db, agreed).state is AgreementState.FORMED
    assert bargains.settlements_of(office.db, agreed) == []


def test_a_written_cancellation_is_kept_with_its_gesture(window, office, filled, agreed):
    filled.clock.day = date(2026, 5, 10)
    editor = ask(window, agreement_id=agreed)
    fill(editor, reference="RA 12", waived="70", waived_reason="client fidele")
    press(editor, "Enregistrer l’annulation")
    (decided,) = bargains.settlements_of(office.db, agreed)
    assert (decided.owed, decided.waived_reason) == (Decimal("2000.00"), "client fidele")
    assert sales.agreement(office.db, agreed).state is AgreementState.CANCELLED


def test_a_postponement_wants_its_new_date(window, office, filled, agreed):
    editor = ask(window, agreement_id=agreed, topic=Topic.POSTPONEMENT)
    assert sentence(editor) == ""
    press(editor, "Enregistrer le report")
    assert "nouvelle date" in said(editor, "new_start")
    fill(editor, new_start="15/6/2026")
    assert "possible, sans frais" in sentence(editor)
    press(editor, "Enregistrer le report")
    (decided,) = bargains.settlements_of(office.db, agreed)
    assert decided.new_start == date(2026, 6, 15)


def test_a_person_withdraws_for_nothing(window, office, filled, agreed):
    contract = formed(filled, filled.individual)
    editor = ask(window, agreement_id=contract, topic=Topic.WITHDRAWAL)
    assert "vous ne devez rien" in sentence(editor)
    press(editor, "Enregistrer la rétractation")
    (decided,) = bargains.settlements_of(office.db, contract)
    assert decided.kind is SettlementKind.WITHDRAWAL


def test_one_of_several_people_stops(window, office, filled, agreed):
    editor = ask(window, agreement_id=agreed, topic=Topic.INTERRUPTION)
    assert "2 070,00 €" in sentence(editor)
    fill(editor, enrolment_id=filled.enrolments[0])
    assert "690,00 €" in sentence(editor)
    press(editor, "Enregistrer l’abandon")
    assert sales.agreement(office.db, agreed).state is AgreementState.FORMED


def test_the_office_cancels_and_asks_nothing(window, office, filled, agreed):
    editor = ask(window, agreement_id=agreed, topic=Topic.OFFICE)
    assert "rien n’est dû" in sentence(editor)
    press(editor, "Enregistrer l’annulation")
    (decided,) = bargains.settlements_of(office.db, agreed)
    assert decided.kind is SettlementKind.OFFICE_CANCELLATION


def test_a_late_invoice_tells_its_interest_and_saves_nothing(window, filled):
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    filled.clock.day = date(2026, 6, 30)
    editor = ask(window, invoice_id=draft)
    assert "40,00 €" in sentence(editor)
    assert sorted(b.text() for b in editor.buttons.buttons() if b.isVisible()) == [
        "Annuler",
        "Copier la phrase",
    ]


def test_a_session_offers_its_own_agreements(window, filled, agreed):
    contract = formed(filled, filled.individual)
    editor = ask(window, session_id=filled.session)
    box = editor.ui.agreement_id
    assert {box.itemData(row, ID) for row in range(box.count())} == {agreed, contract}
    assert "Choisissez l’accord" in editor.ui.answer.accessibleDescription()


def test_a_day_that_cannot_be_read_asks_to_be_completed(window, filled, agreed):
    editor = ask(window, agreement_id=agreed)
    fill(editor, received_on="demain soir peut-etre")
    assert sentence(editor) == ""
    press(editor, "Enregistrer l’annulation")
    assert "date" in said(editor, "received_on")


def test_an_absence_is_told_and_nothing_of_it_is_kept(window, filled, agreed):
    editor = ask(window, agreement_id=agreed, topic=Topic.ABSENCE)
    fill(editor, enrolment_id=filled.enrolments[0])
    assert "690,00 €" in sentence(editor)
    assert not editor.ui.channel.isVisible()


def test_the_letter_follows_the_decision_at_once(window, filled, agreed, monkeypatch):
    drawn = []
    monkeypatch.setattr(window, "show_paper", lambda key, subject: drawn.append((key, subject)))
    editor = ask(window, agreement_id=agreed)
    press(editor, "Enregistrer et imprimer")
    ((key, subject),) = drawn
    assert key == "cancellation_acknowledgement"
    (decided,) = bargains.settlements_of(filled.office.db, agreed)
    assert subject.settlement_id == decided.id


def test_the_tax_of_fees_is_asked_where_the_training_is_taxed(window, office, filled, agreed):
    record = sales.agreement(office.db, agreed)
    taxed = tuple(replace(each, tva_rate=Decimal(20), exemption=None) for each in record.lines)
    sales.save_agreement(office.db, replace(record, lines=taxed))
    filled.clock.day = date(2026, 5, 10)
    editor = ask(window, agreement_id=agreed)
    assert "2 070,00 €" in sentence(editor)
    fill(editor, fee_vat=FeeVat.TAXED)
    assert "2 484,00 €" in sentence(editor)
    assert fees.fee_vat(office) is FeeVat.TAXED


def test_a_notice_in_vain_ends_the_agreement(window, office, filled, agreed):
    filled.clock.day = date(2026, 5, 10)
    editor = ask(window, agreement_id=agreed, topic=Topic.TERMINATION)
    press(editor, "Enregistrer la résiliation")
    assert "mise en demeure" in said(editor, "notice_on")
    fill(editor, notice_on="9/5/2026")
    assert sentence(editor) == ""
    assert editor.ui.answer.accessibleDescription()


def test_the_scale_is_shown_with_the_step_that_holds(window, filled, agreed):
    filled.clock.day = date(2026, 5, 10)
    editor = ask(window, agreement_id=agreed)
    fill(editor, received_on="27/4/2026")
    assert [label for label in labels(editor.ui.answer) if label.startswith("▸")] == [
        "▸ Reçu jusqu’au 08/05/2026"
    ]


def test_an_agreement_that_is_not_formed_has_no_scale(window, filled, agreed):
    contract = filled.agree(filled.individual)
    editor = ask(window, agreement_id=contract)
    assert "n’est pas formé" in sentence(editor)
    assert not [label for label in labels(editor.ui.answer) if label.startswith("Reçu")]
