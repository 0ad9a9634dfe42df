"""Cheques wait, go to the bank on one slip, and come back from one that was a mistake."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from tests.support.filled_office import FilledOffice
from tests.support.money_office import pay, signed
from tests.support.office_sample import OFFICE
from tests.support.pdf_text import printed
from trainingdesk.domain.bank_proposals import Action
from trainingdesk.domain.bank_statements import BankEntry
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.payments import Payment, PaymentKind, PaymentMeans
from trainingdesk.interchange.bank import ReadStatement
from trainingdesk.services import (
    bank,
    bank_imports,
    cheque_slips,
    duties,
    identity,
    invoicing,
    payments,
    publishing,
    removing,
    text_previews,
)
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import papers

CAME = date(2026, 6, 1)
TODAY = date(2026, 6, 10)


@pytest.fixture
def filled(tmp_path):
    made = FilledOffice(documents=tmp_path / "Documents")
    made.clock.day = TODAY
    yield made
    made.office.close()


def cheque(filled, amount="690.00", on=CAME, client=None, **changes):
    given = {"means": PaymentMeans.CHEQUE, "reference": f"Chèque {amount}"} | changes
    payer = client or filled.town_hall
    payment = Payment(paid_on=on, amount=D(amount), client_id=payer, **given)
    return invoicing.receive(filled.office, payment).saved_id


def waiting(filled):
    return [one.payment_id for one in cheque_slips.waiting(filled.office)]


def make(filled, *ids, on=TODAY, notes=""):
    return cheque_slips.make(filled.office, ids, on, notes)


# Those that wait --------------------------------------------------------------------------------


def test_a_cheque_waits_until_it_goes_with_a_slip(filled):
    first, other = cheque(filled), cheque(filled, "12.50", on=TODAY)
    assert waiting(filled) == [first, other]
    make(filled, first)
    assert waiting(filled) == [other]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"means": PaymentMeans.TRANSFER}, id="a transfer"),
        pytest.param({"means": PaymentMeans.CASH}, id="cash"),
    ],
)
def test_nothing_but_cheques_goes_to_the_bank_this_way(filled, changes):
    cheque(filled, **changes)
    assert waiting(filled) == []


@pytest.mark.parametrize("kind", [PaymentKind.BOUNCED, PaymentKind.MISTAKE])
def test_a_cheque_that_was_taken_back_waits_no_more(filled, kind):
    payments.take_back(filled.office, cheque(filled), kind, TODAY)
    assert waiting(filled) == []


def test_an_advance_that_is_given_back_leaves_its_cheque_waiting(filled):
    came = cheque(filled)
    payments.give_back(filled.office, came, D(90), TODAY)
    assert waiting(filled) == [came]


def test_a_held_cheque_waits_from_the_day_it_is_cashed(filled):
    signed(filled, filled.individual)
    filled.clock.day = date(2026, 4, 20)
    held = cheque(filled, "207.00", on=filled.clock.day, client=filled.individual)
    assert waiting(filled) == []
    filled.clock.day = date(2026, 4, 28)
    payments.cash(filled.office, held, filled.clock.day)
    assert waiting(filled) == [held]


def test_a_cheque_is_told_with_its_payer_and_what_it_settles(filled):
    bills = filled.draft_invoices()
    filled.clock.day = TODAY
    for bill in bills:
        invoicing.issue(filled.office, bill)
    pay(filled, bills[0], means=PaymentMeans.CHEQUE)
    filled.fund("100")
    fund = Payment(paid_on=TODAY, amount=D(5), means=PaymentMeans.CHEQUE, funder_id=filled.funder)
    invoicing.receive(filled.office, fund)
    one, other = cheque_slips.waiting(filled.office)
    assert (one.payer, one.invoices) == ("Mairie d’Évian-la-Forêt", "F-2026-0001")
    assert other.payer
    assert other.invoices == ""


# The slip ---------------------------------------------------------------------------------------


def test_a_slip_is_numbered_printed_and_filed_at_once(filled):
    done = make(filled, cheque(filled), cheque(filled, "12.50"), notes=" Au guichet ")
    assert (
        done.label == "Remise RC-2026-001 : 2\N{NO-BREAK SPACE}chèques, 702,50\N{NO-BREAK SPACE}€"
    )
    assert done.file.name == "Bordereau de remise de chèques – RC-2026-001 – 10-06-2026.pdf"
    text = printed(done.file.read_bytes())
    assert "Total de 2 chèques 702,50 €" in text
    assert "Au guichet" in text
    (made,) = cheque_slips.slips(filled.office)
    assert (made.slip.cheques, made.slip.total, made.bounced) == (2, D("702.50"), 0)
    paper_id = cheque_slips.paper_of(filled.office, done.saved_id)
    assert papers.PAPERS.get(filled.office.db, paper_id).cheque_slip_id == done.saved_id


def test_a_cheque_knows_its_slip(filled):
    came = cheque(filled)
    assert cheque_slips.slip_of(filled.office, came) is None
    make(filled, came)
    assert cheque_slips.slip_of(filled.office, came).number == "RC-2026-001"


def test_the_numbers_of_a_year_begin_again(filled):
    filled.clock.day = date(2027, 1, 5)
    for on in (date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 5)):
        make(filled, cheque(filled, on=on), on=on)
    found = [each.slip.number for each in cheque_slips.slips(filled.office)]
    assert found == ["RC-2027-002", "RC-2027-001", "RC-2026-001"]


def test_a_slip_that_cannot_be_takes_no_number(filled):
    came = cheque(filled)
    identity.save_organisation(filled.office, replace(OFFICE, iban=""))
    with pytest.raises(RuleBroken, match="IBAN du compte à créditer"):
        make(filled, came)
    assert waiting(filled) == [came]
    assert cheque_slips.slips(filled.office) == []
    identity.save_organisation(filled.office, OFFICE)
    assert make(filled, came).label.startswith("Remise RC-2026-001")


@pytest.mark.parametrize(
    ("on", "said"),
    [
        pytest.param(TODAY + timedelta(days=1), "futur", id="tomorrow"),
        pytest.param(CAME - timedelta(days=1), "n’est arrivé que", id="before it came"),
    ],
)
def test_a_slip_is_not_of_any_day(filled, on, said):
    came = cheque(filled)
    with pytest.raises(RuleBroken, match=said):
        make(filled, came, on=on)
    assert waiting(filled) == [came]


def test_a_cheque_goes_once(filled):
    came = cheque(filled)
    make(filled, came)
    with pytest.raises(RuleBroken, match="n’attend plus"):
        make(filled, came)
    assert len(cheque_slips.slips(filled.office)) == 1


def test_without_a_folder_that_can_be_written_the_slip_stands(filled, tmp_path):
    (tmp_path / "Documents").write_text("no folder", encoding="utf-8")
    done = make(filled, cheque(filled))
    assert "n’a pas pu être écrit" in done.label
    assert len(cheque_slips.slips(filled.office)) == 1


def test_a_cheque_that_bounces_stays_on_its_slip_which_is_then_not_undone(filled):
    came = cheque(filled)
    slip = make(filled, came, cheque(filled, "12.50")).saved_id
    payments.take_back(filled.office, came, PaymentKind.BOUNCED, TODAY)
    (made,) = cheque_slips.slips(filled.office)
    assert (made.bounced, made.slip.cheques) == (1, 2)
    with pytest.raises(RuleBroken, match="bien reçu la remise RC-2026-001"):
        cheque_slips.undo(filled.office, slip)
    assert waiting(filled) == []


def test_a_slip_that_was_a_mistake_frees_its_cheques_and_keeps_its_number(filled):
    came, other = cheque(filled), cheque(filled, "12.50")
    slip = make(filled, came, other).saved_id
    done = cheque_slips.undo(filled.office, slip)
    assert done.label == "Remise RC-2026-001 annulée : ses chèques attendent de nouveau"
    assert waiting(filled) == [came, other]
    make(filled, came)
    latest, undone = cheque_slips.slips(filled.office)
    assert latest.slip.number == "RC-2026-002"
    assert (undone.slip.undone_on, undone.slip.total) == (TODAY, D("702.50"))
    with pytest.raises(RuleBroken, match="déjà annulée"):
        cheque_slips.undo(filled.office, slip)


def test_the_paper_of_an_undone_slip_is_kept_and_not_made_again(filled):
    slip = make(filled, cheque(filled)).saved_id
    cheque_slips.undo(filled.office, slip)
    assert cheque_slips.paper_of(filled.office, slip) is not None
    again = publishing.prepare(filled.office, "cheque_slip", cheque_slips.subject_of(slip))
    assert "est annulée" in again.refusal
    with pytest.raises(RuleBroken, match="Choisissez d’abord la remise"):
        publishing.prepare(filled.office, "cheque_slip", Subject())


def test_a_cheque_on_a_slip_is_not_deleted(filled):
    came = cheque(filled)
    make(filled, came)
    with pytest.raises(RuleBroken, match="ne peut pas être supprimé"):
        removing.delete(filled.office, "payment", came, "Ce règlement")


def test_the_words_of_the_slip_are_shown_in_one_that_left(filled):
    assert text_previews.example(filled.office, "cheque_slip.arrete") is None
    make(filled, cheque(filled))
    shown = text_previews.example(filled.office, "cheque_slip.arrete")
    assert shown.told.startswith("Bordereau de remise de chèques – RC-2026-001")
    assert shown.text("{count}, {total}") == "1\N{NO-BREAK SPACE}chèque, 690,00\N{NO-BREAK SPACE}€"


# In the statement of the bank --------------------------------------------------------------------


def statement(filled, amount, label="REMISE CHEQUES"):
    """Import a movement of today; return it with what it seems to be."""
    entry = BankEntry(day=filled.clock.day, label=label, amount=D(amount))
    read = ReadStatement(account="FR76", entries=(entry,))
    bank_imports.import_statement(filled.office, "releve.ofx", read)
    (found,) = bank.review(filled.office)
    return found


def test_a_slip_is_found_in_a_statement_and_is_undone_only_once_it_is_not(filled):
    slip = make(filled, cheque(filled), cheque(filled, "12.50")).saved_id
    found = statement(filled, "702.50")
    assert found.proposal.reason.startswith("Total du bordereau de remise RC-2026-001")
    bank.accept(filled.office, found.line.id, found.proposal)
    with pytest.raises(RuleBroken, match="pointée dans un relevé"):
        cheque_slips.undo(filled.office, slip)
    bank.undo(filled.office, [found.line.id])
    cheque_slips.undo(filled.office, slip)
    assert len(waiting(filled)) == 2


def test_a_cheque_that_a_statement_tells_of_waits_no_more(filled):
    came = cheque(filled)
    assert cheque_slips.waits(filled.office, came)
    found = statement(filled, "690.00", "REMISE CHEQUE MAIRIE")
    bank.accept(filled.office, found.line.id, bank.choose(Action.RECORDED, came))
    assert waiting(filled) == []
    assert not cheque_slips.waits(filled.office, came)


# On the first page ------------------------------------------------------------------------------


def told(filled):
    return [one for one in duties.duties(filled.office) if one.kind is DutyKind.CHEQUES_TO_BANK]


def test_cheques_that_wait_too_long_are_told_until_they_go(filled):
    first, other = cheque(filled, on=CAME), cheque(filled, "12.50", on=TODAY)
    filled.clock.day = CAME + timedelta(days=7)
    assert told(filled) == []
    filled.clock.day = TODAY
    (duty,) = told(filled)
    assert duty.sentence == (
        "Remettre en banque 2\N{NO-BREAK SPACE}chèques (702,50\N{NO-BREAK SPACE}€), "
        "le plus ancien reçu le 01/06/2026"
    )
    assert duty.due_on == CAME + timedelta(days=8)
    assert (duty.place.row_id, duty.place.view) == (first, "payments")
    make(filled, first, other)
    assert told(filled) == []


@pytest.mark.parametrize(("days", "is_told"), [(9, True), (10, False), (0, False)])
def test_the_office_chooses_when_it_is_told(filled, days, is_told):
    cheque(filled)
    cheque_slips.save_wait_days(filled.office, days)
    assert cheque_slips.wait_days(filled.office) == days
    assert bool(told(filled)) is is_told


def test_a_wait_that_is_too_long_is_not_kept(filled):
    with pytest.raises(RuleBroken, match="à 180"):
        cheque_slips.save_wait_days(filled.office, 181)
    assert cheque_slips.wait_days(filled.office) == 8


def test_a_void_cheque_is_told_no_more(filled):
    came = cheque(filled)
    filled.clock.day = date(2027, 6, 9)
    assert len(told(filled)) == 1
    filled.clock.day = date(2027, 6, 10)
    assert told(filled) == []
    with pytest.raises(RuleBroken, match="périmé"):
        make(filled, came, on=filled.clock.day)
