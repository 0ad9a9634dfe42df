"""The life of an agreement in the window: what came, what was decided, what changes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTableWidget,
    QToolButton,
)

from tests.support.desk_hands import fill, newest, plain, press, said, write_cell
from tests.support.money_office import pay, signed
from trainingdesk.desktop.widgets.drop_area import DropArea
from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.conditions.kinds import Mark
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.services import (
    agreeing,
    amending,
    deciding,
    identity,
    invoicing,
    proposing,
    receiving,
)
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.profiles import load_profile
from trainingdesk.storage import bargains, sales, sessions

SIGNED = ReceiptKind.SIGNED_AGREEMENT


@pytest.fixture
def terms(filled) -> None:
    """Let the office sell under terms that name marks and fees."""
    rules = load_profile("digiactif").rules
    conditions = Conditions(number=2, starts_on=date(2026, 4, 1), rules=rules)
    identity.save_conditions(filled.office, conditions)


@pytest.fixture
def sent(filled, terms) -> int:
    """Return the town hall's convention, whose papers are awaited."""
    agreement_id = filled.agree()
    agreeing.send(filled.office, agreement_id)
    return agreement_id


@pytest.fixture
def formed(filled, sent) -> int:
    """Return the town hall's convention, signed without a stamp."""
    came = Receipt(kind=SIGNED, received_on=date(2026, 4, 9), marks=(Mark.DATE,))
    receiving.receive_signed(
        filled.office, sent, signed_on=date(2026, 4, 8), by="Luc Besson", receipts=[came]
    )
    return sent


@pytest.fixture
def page(window):
    """Return the page of agreements."""
    window.tabs.setCurrentWidget(window.pages["sales"])
    return window.pages["sales"]


def shown(page, agreement_id, tab=""):
    """Show an agreement, on one of its sub-tabs."""
    page.show_record(agreement_id, "agreements")
    tabs = page.detail.tabs
    if tab:
        tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index(tab))
        QApplication.processEvents()  # a sub-tab is made when it is first seen
    return page.detail


def words(widget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def more(detail) -> list[str]:
    """Return what «Plus» drops down."""
    (button,) = (b for b in detail.findChildren(QToolButton) if b.text() == "Plus")
    return [action.text() for action in button.menu().actions()]


# What is awaited --------------------------------------------------------------------------------


def test_an_agreement_says_what_it_waits_for(page, sent):
    detail = shown(page, sent)
    assert "il manque la convention ou le contrat signé" in words(detail)
    assert "en attente des pièces" in words(detail)


def test_the_piece_that_came_is_ticked_and_its_missing_marks_warn(page, formed):
    detail = shown(page, formed, "Pièces")
    said_there = words(detail)
    assert "✓  La convention ou le contrat signé" in said_there
    assert "cachet" in said_there


def test_a_person_s_contract_is_not_asked_for_a_stamp(page, filled, terms):
    contract = filled.agree(filled.individual)
    agreeing.send(filled.office, contract)
    came = Receipt(kind=SIGNED, received_on=date(2026, 4, 9), marks=(Mark.DATE,))
    receiving.receive_signed(
        filled.office, contract, signed_on=date(2026, 4, 8), by="Zoé", receipts=[came]
    )
    assert "cachet" not in words(shown(page, contract, "Pièces"))


def test_the_papers_that_came_back_form_the_agreement(page, window, office, sent):
    shown(page, sent)
    press(page.detail, "Revenu signé")
    editor = newest(window)
    editor.ui.marks.box(Mark.STAMP).click()
    fill(editor, received_on="hier", signed_on="hier", reference="RA 7")
    press(editor, "Enregistrer")
    assert sales.agreement(office.db, sent).state is AgreementState.FORMED
    (receipt,) = bargains.receipts_of(office.db, sent)
    assert (receipt.reference, receipt.marks) == ("RA 7", (Mark.STAMP,))
    assert "formé le 09/04/2026" in words(page.detail)


def test_no_paper_that_came_back_is_refused(window, sent):
    window.edit("signature", sent)
    editor = newest(window)
    editor.ui.has_agreement.setChecked(False)
    press(editor, "Enregistrer")
    assert "au moins un document" in said(editor, "has_agreement")


def test_a_receipt_is_noted_with_its_proof(page, window, office, sent, tmp_path):
    scan = tmp_path / "annulation.eml"
    scan.write_bytes(b"Bonjour")
    window.edit("receipt", None, agreement_id=sent, kind=ReceiptKind.MODIFICATION)
    editor = newest(window)
    fill(editor, received_on="1/1/2030")
    press(editor, "Enregistrer")
    assert "futur" in said(editor, "received_on")
    fill(editor, received_on="10/04/2026")
    editor.ui.content.take(scan)
    press(editor, "Enregistrer")
    (receipt,) = bargains.receipts_of(office.db, sent)
    assert (receipt.file_name, receipt.content) == ("annulation.eml", b"Bonjour")


def test_a_signed_paper_never_comes_by_phone(window, sent):
    window.edit("receipt", None, agreement_id=sent)
    editor = newest(window)
    fill(editor, channel=Channel.PHONE)
    press(editor, "Enregistrer")
    assert "téléphone" in said(editor, "channel")


def test_a_file_dropped_on_the_list_begins_a_receipt(page, window, sent, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF")
    detail = shown(page, sent, "Pièces")
    (area,) = (one for one in detail.findChildren(DropArea) if one.isVisible())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan))])
    area.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert newest(window).ui.content.file_name == "scan.pdf"


def test_the_proof_opens_by_double_click(page, filled, sent, monkeypatch):
    came = Receipt(
        kind=ReceiptKind.MODIFICATION,
        received_on=date(2026, 4, 9),
        agreement_id=sent,
        content=b"%PDF",
        file_name="demande.pdf",
    )
    receiving.record(filled.office, came)
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    detail = shown(page, sent, "Pièces")
    (table,) = (one for one in detail.findChildren(QTableWidget) if one.isVisible())
    table.opened.emit(0, 0)
    assert opened[0].endswith("demande.pdf")


def test_a_receipt_entered_by_mistake_is_taken_off(page, office, formed):
    detail = shown(page, formed, "Pièces")
    (table,) = (one for one in detail.findChildren(QTableWidget) if one.isVisible())
    table.selectRow(0)
    press(detail, "Retirer")
    assert bargains.receipts_of(office.db, formed) == []
    assert sales.agreement(office.db, formed).state is AgreementState.SENT


def test_a_call_is_told_beside_the_name(page, filled, formed):
    deciding.announce(filled.office, formed, date(2026, 4, 10))
    assert "écrit attendu" in words(shown(page, formed))


# Decisions --------------------------------------------------------------------------------------


@pytest.fixture
def cancelled(filled, formed) -> int:
    """Return the convention, cancelled too late."""
    filled.clock.day = date(2026, 5, 10)
    came = Receipt(kind=ReceiptKind.CANCELLATION, received_on=date(2026, 5, 9))
    deciding.cancel(filled.office, formed, came)
    return formed


def test_a_decision_is_lowered_by_a_gesture(page, window, office, cancelled):
    detail = shown(page, cancelled, "Décisions")
    press(detail, "Geste commercial")
    editor = newest(window)
    fill(editor, waived="5000")
    press(editor, "Enregistrer")
    assert "somme due" in said(editor, "waived")
    fill(editor, waived="70", waived_reason="client fidele")
    press(editor, "Enregistrer")
    (decided,) = bargains.settlements_of(office.db, cancelled)
    assert decided.owed == Decimal("2000.00")
    assert "client fidele" in words(page.detail)


def test_a_decision_is_taken_back(page, office, cancelled):
    press(shown(page, cancelled, "Décisions"), "Revenir sur la décision")
    assert sales.agreement(office.db, cancelled).state is AgreementState.FORMED
    assert "retirée le" in words(page.detail)


def test_nothing_was_decided_and_the_tab_says_how(page, formed):
    assert "Aucune décision" in words(shown(page, formed, "Décisions"))


# Amendments -------------------------------------------------------------------------------------


def asked(filled, agreement_id: int, subject: AmendmentSubject) -> int:
    wish = Amendment(
        agreement_id=agreement_id,
        position=0,
        subject=subject,
        asked_on=filled.clock.day,
        before="avant",
        after="apres",
    )
    return amending.propose(filled.office, wish).saved_id


def test_an_amendment_is_asked_for(page, window, office, formed):
    press(shown(page, formed, "Avenants"), "Nouveau…")
    editor = newest(window)
    press(editor, "Enregistrer")
    assert "convenu" in said(editor, "after")
    fill(editor, before="18 mai", after="1er juin")
    press(editor, "Enregistrer")
    (made,) = bargains.amendments_of(office.db, formed)
    assert (made.name, made.after) == ("Avenant n° 1", "1er juin")


def test_an_agreement_that_is_not_signed_has_no_amendment(page, sent):
    assert "se modifie directement" in words(shown(page, sent, "Avenants"))


def test_an_amendment_is_refused(page, filled, office, formed):
    asked(filled, formed, AmendmentSubject.DATES)
    press(shown(page, formed, "Avenants"), "Refusé")
    (made,) = bargains.amendments_of(office.db, formed)
    assert made.refused_on == filled.clock.day


def test_a_new_price_is_typed_when_it_is_accepted(page, window, filled, office, formed):
    asked(filled, formed, AmendmentSubject.PRICE)
    press(shown(page, formed, "Avenants"), "Accepté")
    editor = newest(window)
    assert not editor.ui.trainee_id.isVisible()
    write_cell(editor.ui.line_table, 0, "Remise %", "10")
    press(editor, "Enregistrer")
    assert sales.agreement(office.db, formed).totals.total_ht == Decimal("1863.00")


def test_people_change_when_it_is_accepted(page, window, filled, office, formed):
    new = filled.new_trainee("Ines", "Rocher")
    asked(filled, formed, AmendmentSubject.TRAINEES)
    press(shown(page, formed, "Avenants"), "Accepté")
    editor = newest(window)
    fill(editor, enrolment_id=filled.enrolments[0])
    press(editor, "Enregistrer")
    assert "remplaçant" in said(editor, "trainee_id")
    fill(editor, trainee_id="Rocher")
    editor.ui.same_profile.setChecked(True)
    press(editor, "Enregistrer")
    left = sessions.ENROLMENTS.get(office.db, filled.enrolments[0])
    assert left.state is EnrolmentState.REPLACED
    seated = sessions.enrolments_of(office.db, filled.session)
    assert new in {one.trainee_id for one in seated}


def test_an_answered_amendment_is_only_shown(window, filled, formed):
    amendment_id = asked(filled, formed, AmendmentSubject.DATES)
    amending.refuse(filled.office, amendment_id)
    window.edit("amendment", amendment_id)
    assert not newest(window).ui.after.isEnabled()


# Steps ------------------------------------------------------------------------------------------


def test_each_state_offers_its_own_steps(page, sent):
    detail = shown(page, sent)
    assert "Noter une réception…" in more(detail)
    assert "Suspendre la formation" not in more(detail)


def test_a_suspended_training_is_resumed(page, office, sent):
    record = sales.agreement(office.db, sent)
    sales.save_agreement(office.db, replace(record, suspended_on=date(2026, 4, 10)))
    detail = shown(page, sent)
    assert "suspendu le 10/04/2026" in words(detail)
    assert "Reprendre la formation" in more(detail)


# Papers -----------------------------------------------------------------------------------------


@pytest.fixture
def drawn(window, monkeypatch) -> list[tuple[str, Subject]]:
    """Return the papers that are asked for, as they are."""
    asked_for: list[tuple[str, Subject]] = []
    keep = lambda key, subject: asked_for.append((key, subject))  # noqa: E731
    monkeypatch.setattr(window, "show_paper", keep)
    return asked_for


def choose_more(detail, text: str) -> None:
    """Choose an entry of «Plus»."""
    (button,) = (b for b in detail.findChildren(QToolButton) if b.text() == "Plus")
    (action,) = (one for one in button.menu().actions() if one.text() == text)
    action.trigger()


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        pytest.param(
            "Demande de modification à remplir", "modification_request", id="blank request"
        ),
        pytest.param("Consentements (logo, références)", "consents", id="consents"),
    ],
)
def test_a_paper_of_a_signed_agreement_is_found_under_more(page, drawn, formed, entry, key):
    choose_more(shown(page, formed), entry)
    assert drawn == [(key, Subject(agreement_id=formed))]


def test_an_unsigned_agreement_is_changed_without_a_request(page, sent):
    assert "Demande de modification à remplir" not in more(shown(page, sent))


def test_a_person_is_asked_neither_for_a_logo_nor_a_name(page, filled, terms):
    contract = filled.agree(filled.individual)
    agreeing.send(filled.office, contract)
    assert "Consentements (logo, références)" not in more(shown(page, contract))


def test_a_request_is_filled_from_its_amendment(page, drawn, filled, formed):
    amendment = asked(filled, formed, AmendmentSubject.DATES)
    press(shown(page, formed, "Avenants"), "Demande")
    assert drawn == [("modification_request", Subject(amendment_id=amendment))]


def test_what_is_given_back_has_its_note(page, drawn, filled, office, terms):
    agreement_id = signed(filled)
    (draft,) = filled.draft_invoices()
    invoicing.issue(office, draft)
    pay(filled, draft, "500.00")
    deciding.cancel_by_office(office, agreement_id, filled.clock.day)
    (decided,) = bargains.settlements_of(office.db, agreement_id)
    press(shown(page, agreement_id, "Décisions"), "Note de remboursement")
    assert drawn == [("refund_note", Subject(settlement_id=decided.id))]


def test_a_decision_that_gives_nothing_back_has_no_such_note(page, cancelled):
    detail = shown(page, cancelled, "Décisions")
    texts = [button.text() for button in detail.findChildren(QPushButton) if button.isVisible()]
    assert "Courrier…" in texts
    assert "Note de remboursement" not in texts


def test_only_an_accepted_proposal_of_the_client_s_goes_with_an_amendment(
    window, filled, office, formed
):
    waiting, accepted = filled.propose(), filled.propose()
    for proposal_id in (waiting, accepted):
        proposing.send(office, proposal_id)
    proposing.accept(office, accepted)
    window.edit("amendment", None, agreement_id=formed)
    editor = newest(window)
    offered = [editor.ui.proposal_id.itemData(n) for n in range(editor.ui.proposal_id.count())]
    assert offered == [None, accepted]
    fill(editor, proposal_id=accepted, before="2 jours", after="3 jours")
    press(editor, "Enregistrer")
    (made,) = bargains.amendments_of(office.db, formed)
    assert made.proposal_id == accepted


# Money ------------------------------------------------------------------------------------------


def test_the_deposit_is_asked_once_the_papers_are_in(page, window, filled, office, monkeypatch):
    rules = load_profile("lexom").rules
    terms = Conditions(number=2, starts_on=date(2026, 4, 1), rules=rules)
    identity.save_conditions(office, terms)
    agreement_id = filled.agree()
    agreeing.send(office, agreement_id)
    drawn = []
    monkeypatch.setattr(window, "show_paper", lambda key, subject: drawn.append((key, subject)))
    press(shown(page, agreement_id), "Demander l’acompte")
    ((key, subject),) = drawn
    assert key == "invoice"
    assert sales.invoice(office.db, subject.invoice_id).totals.total_ttc == Decimal("621.00")


def test_the_tax_of_fees_is_asked_before_the_first_invoice(page, window, office, cancelled):
    detail = shown(page, cancelled, "Décisions")
    (box,) = (b for b in detail.findChildren(QComboBox) if b.accessibleName().startswith("TVA"))
    box.setCurrentIndex(1)
    box.activated.emit(1)
    press(detail, "Préparer la facture")
    (decided,) = bargains.settlements_of(office.db, cancelled)
    fee = sales.invoice(office.db, decided.invoice_id)
    assert fee.totals.total_ttc == Decimal("2070.00")
    assert "brouillon" in words(page.detail)


def test_a_schedule_is_proposed_then_must_add_up(page, window, filled, office, terms):
    contract = filled.agree(filled.individual)
    agreeing.send(office, contract)
    press(shown(page, contract, "Échéancier"), "Modifier l’échéancier")
    editor = newest(window)
    press(editor, "Proposer")
    assert "Échéances 690,00" in plain(editor.ui.instalment_table.foot.text())
    write_cell(editor.ui.instalment_table, 0, "Montant TTC", "10")
    assert "à répartir" in editor.ui.instalment_table.foot.text()
    press(editor, "Enregistrer")
    assert editor.isVisible()
    press(editor, "Proposer")
    press(editor, "Enregistrer")
    parts = bargains.instalments_of(office.db, contract)
    assert sum(part.amount for part in parts) == Decimal("690.00")


# Editors ----------------------------------------------------------------------------------------


@pytest.fixture(
    params=["signature", "receipt", "fees", "amendment", "instalments", "replacement", "waiting"]
)
def editor(window, filled, formed, request):
    """Return an editor of the life of an agreement."""
    of_agreement = {"agreement_id": formed}
    of_session = {"session_id": filled.session}
    context = of_session if request.param in {"replacement", "waiting"} else of_agreement
    if request.param in {"signature", "instalments"}:
        window.edit(request.param, formed)
    else:
        window.edit(request.param, None, **context)
    return newest(window)


def test_every_field_has_a_name_that_is_read_aloud(editor):
    kinds = (QLineEdit, QComboBox, QPlainTextEdit, QCheckBox)
    fields = [widget for kind in kinds for widget in editor.findChildren(kind)]
    nameless = [
        widget.objectName()
        for widget in fields
        if not (widget.accessibleName() or (isinstance(widget, QCheckBox) and widget.text()))
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QComboBox)
    ]
    assert fields or editor.findChildren(QTableView)
    assert nameless == []


def test_an_untouched_editor_closes_with_escape_and_asks_nothing(qtbot, editor):
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()
