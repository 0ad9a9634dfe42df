"""Papers that come back, and what they form."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.conditions.kinds import Mark, Need
from trainingdesk.domain.conditions.rules import Deposit, Formation
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.services import (
    agreeing,
    deciding,
    identity,
    proposing,
    publishing,
    receiving,
)
from trainingdesk.services.dossier import PaperState, needed_papers
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, papers, sales
from trainingdesk.storage import office as terms

SCAN = b"%PDF-1.7 scanned"
TODAY = date(2026, 4, 10)


def came(kind, day=TODAY, **facts):
    return Receipt(kind=ReceiptKind(kind), received_on=day, **facts)


def under(filled, **clauses):
    """Have the office sell under other clauses from today on."""
    former = terms.conditions_on(filled.office.db, TODAY)
    rules = replace(former.rules, **clauses)
    identity.save_conditions(filled.office, replace(former, rules=rules, starts_on=TODAY))


def strict(filled):
    needs = (Need.SIGNED_PROPOSAL, Need.SIGNED_TERMS, Need.DEPOSIT)
    under(
        filled,
        formation=Formation(needs=needs, marks=(Mark.STAMP, Mark.DATE)),
        deposit=Deposit(share=D("0.30")),
    )


def kept(filled, agreement):
    return sales.agreement(filled.office.db, agreement)


def sent(filled, client=None):
    agreement = filled.agree(client)
    agreeing.send(filled.office, agreement)
    return agreement


def test_a_receipt_that_forms_nothing_is_kept(filled):
    done = receiving.record(filled.office, came("insurance", client_id=filled.town_hall))
    (found,) = bargains.receipts_where(filled.office.db, "1")
    assert (found.id, done.label) == (done.saved_id, "Réception enregistrée")


def test_bytes_are_kept_with_their_hash(filled):
    receiving.record(filled.office, came("insurance", client_id=filled.town_hall, content=SCAN))
    (found,) = bargains.receipts_where(filled.office.db, "1")
    assert (found.content, len(found.sha256)) == (SCAN, 64)


def test_one_dialog_notes_all_that_came_back_and_says_what_is_awaited(filled):
    strict(filled)
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    agreement = agreeing.draft_agreement(
        filled.office, filled.session, filled.town_hall, proposal
    ).saved_id
    agreeing.send(filled.office, agreement)
    done = receiving.receive_signed(
        filled.office,
        agreement,
        signed_on=TODAY,
        by="Luc Besson",
        receipts=[
            came("signed_proposal", marks=(Mark.STAMP, Mark.DATE)),
            came("signed_terms", marks=(Mark.DATE,)),
            came("signed_agreement", marks=(Mark.STAMP, Mark.DATE)),
        ],
    )
    assert done.label.endswith("il manque l’acompte, sans : cachet")
    found = kept(filled, agreement)
    assert (found.state, found.signed_on) == (AgreementState.SENT, TODAY)
    assert sales.proposal(filled.office.db, proposal).state is ProposalState.ACCEPTED
    assert len(bargains.receipts_of(filled.office.db, agreement)) == 3


def test_what_a_fund_pays_whole_asks_no_deposit(filled):
    strict(filled)
    filled.fund("2070")
    agreement = sent(filled)
    for kind in ("signed_proposal", "signed_terms"):
        receiving.record(filled.office, came(kind, agreement_id=agreement))
    assert kept(filled, agreement).state is AgreementState.FORMED


def test_papers_without_the_agreement_s_own_leave_it_unsigned(filled):
    strict(filled)
    agreement = sent(filled)
    receiving.receive_signed(
        filled.office, agreement, signed_on=TODAY, by="Luc", receipts=[came("signed_proposal")]
    )
    assert kept(filled, agreement).signed_on is None


def test_nothing_came_back(filled):
    with pytest.raises(RuleBroken, match="Cochez au moins un document"):
        receiving.receive_signed(
            filled.office, sent(filled), signed_on=TODAY, by="Luc", receipts=[]
        )


def test_a_formed_agreement_awaits_nothing(filled):
    agreement = sent(filled)
    agreeing.sign(filled.office, agreement, TODAY, "Luc")
    with pytest.raises(RuleBroken, match="n’est plus attendu"):
        receiving.receive_signed(
            filled.office, agreement, signed_on=TODAY, by="Luc", receipts=[came("signed_terms")]
        )


def test_an_expired_proposal_is_not_accepted_by_itself(filled):
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    agreement = agreeing.draft_agreement(
        filled.office, filled.session, filled.town_hall, proposal
    ).saved_id
    agreeing.send(filled.office, agreement)
    filled.clock.day = date(2026, 7, 1)
    receiving.receive_signed(
        filled.office,
        agreement,
        signed_on=TODAY,
        by="Luc",
        receipts=[came("signed_proposal")],
    )
    assert sales.proposal(filled.office.db, proposal).state is ProposalState.SENT


def test_a_signature_removed_by_mistake_is_awaited_again(filled):
    agreement = sent(filled)
    agreeing.sign(filled.office, agreement, TODAY, "Luc")
    (receipt,) = bargains.receipts_of(filled.office.db, agreement)
    receiving.forget(filled.office, receipt.id, agreement)
    found = kept(filled, agreement)
    assert (found.state, found.signed_on, found.formed_on) == (AgreementState.SENT, None, None)
    agreeing.sign(filled.office, agreement, TODAY, "Luc Besson")
    assert kept(filled, agreement).signed_by == "Luc Besson"


def test_one_of_two_copies_removed_leaves_the_signature(filled):
    agreement = sent(filled)
    agreeing.sign(filled.office, agreement, TODAY, "Luc")
    again = receiving.record(filled.office, came("signed_agreement", agreement_id=agreement))
    receiving.forget(filled.office, again.saved_id, agreement)
    assert kept(filled, agreement).signed_on == TODAY


def test_a_receipt_of_no_agreement_is_simply_removed(filled):
    done = receiving.record(filled.office, came("insurance", client_id=filled.town_hall))
    receiving.forget(filled.office, done.saved_id, None)
    assert bargains.receipts_where(filled.office.db, "1") == []


# Copies ----------------------------------------------------------------------------------------


def issued(filled, agreement):
    prepared = publishing.prepare(filled.office, "convention", Subject(agreement_id=agreement))
    return publishing.issue(filled.office, prepared, anyway=True).saved_id


def test_a_scan_is_the_signed_copy_of_the_issued_paper_and_a_file(filing):
    agreement = sent(filing)
    paper_id = issued(filing, agreement)
    scan = came("signed_agreement", date(2026, 4, 9), content=SCAN, file_name="scan 12.pdf")
    done = agreeing.sign(filing.office, agreement, date(2026, 4, 8), "Luc Besson", copy=scan)
    (copy,) = papers.SIGNED_COPIES.where(filing.office.db)
    assert (copy.paper_id, copy.signed_on, copy.signed_by) == (
        paper_id,
        date(2026, 4, 8),
        "Luc Besson",
    )
    assert done.file.read_bytes() == SCAN
    assert done.file.parent.name == receiving.RETURNED
    assert "signé" in done.file.name
    (row,) = [p for p in needed_papers(filing.office, filing.session) if p.paper_id == paper_id]
    assert (row.state, row.why) == (PaperState.SIGNED, "le 08/04/2026")


def test_what_came_back_signed_had_left_the_day_its_paper_was_issued(filled):
    agreement = filled.agree()
    issued(filled, agreement)
    filled.clock.day = date(2026, 4, 14)
    copy = came("signed_agreement", filled.clock.day)
    receiving.receive_signed(
        filled.office, agreement, signed_on=filled.clock.day, by="Luc", receipts=[copy]
    )
    assert (kept(filled, agreement).sent_on, kept(filled, agreement).signed_on) == (
        TODAY,
        date(2026, 4, 14),
    )


def test_what_never_left_does_not_come_back(filled):
    agreement = filled.agree()
    copy = came("signed_agreement")
    with pytest.raises(RuleBroken, match="notez d’abord l’envoi"):
        receiving.receive_signed(
            filled.office, agreement, signed_on=TODAY, by="Luc", receipts=[copy]
        )


def test_a_later_edition_bears_the_day_on_which_it_came_back(filled):
    agreement = sent(filled)
    issued(filled, agreement)
    agreeing.sign(filled.office, agreement, TODAY, "Luc")
    filled.clock.day = date(2026, 4, 14)
    filled.enrol(filled.new_trainee("Lou", "Marin"), filled.town_hall)
    again = issued(filled, agreement)
    receiving.record(
        filled.office, came("signed_agreement", filled.clock.day, agreement_id=agreement)
    )
    assert papers.signed_since(filled.office.db, again) == date(2026, 4, 14)


def test_a_copy_that_was_no_copy_goes_with_its_receipt(filing):
    agreement = sent(filing)
    issued(filing, agreement)
    agreeing.sign(filing.office, agreement, TODAY, "Luc")
    (receipt,) = bargains.receipts_of(filing.office.db, agreement)
    receiving.forget(filing.office, receipt.id, agreement)
    assert papers.SIGNED_COPIES.where(filing.office.db) == []


def test_a_signed_proposal_is_a_copy_of_its_own_paper(filled):
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    prepared = publishing.prepare(filled.office, "proposal", Subject(proposal_id=proposal))
    paper_id = publishing.issue(filled.office, prepared, anyway=True).saved_id
    receiving.record(filled.office, came("signed_proposal", proposal_id=proposal))
    (copy,) = papers.SIGNED_COPIES.where(filled.office.db)
    assert (copy.paper_id, copy.signed_on, copy.received_on) == (paper_id, None, TODAY)


def test_a_scan_without_issued_paper_is_filed_under_its_own_name(filing):
    agreement = sent(filing)
    scan = came("signed_terms", content=SCAN, file_name="CGV retour.jpg", agreement_id=agreement)
    done = receiving.record(filing.office, scan)
    assert done.file.name.endswith("CGV retour.jpg")


def test_a_folder_that_cannot_be_written_loses_nothing(filing):
    agreement = sent(filing)
    filing.office.documents.parent.mkdir(exist_ok=True)
    filing.office.documents.write_text("a file stands in the way")
    scan = came("signed_terms", content=SCAN, file_name="x.pdf", agreement_id=agreement)
    done = receiving.record(filing.office, scan)
    assert "pas dans le dossier des documents" in done.label
    assert done.file is None
    assert len(bargains.receipts_of(filing.office.db, agreement)) == 1


def test_a_phone_brings_no_signature(filled):
    with pytest.raises(RuleBroken, match="par téléphone"):
        receiving.record(filled.office, came("signed_terms", channel=Channel.PHONE))
    assert bargains.receipts_where(filled.office.db, "1") == []


def test_who_pays_for_himself_is_asked_no_deposit_first(filled):
    agreement = kept(filled, filled.agree(filled.individual))
    assert not receiving.asks_deposit(filled.office, agreement)
    assert receiving.asks_deposit(filled.office, kept(filled, filled.agree()))


def test_what_waits_is_told_by_its_pieces(filled):
    pieces = receiving.pieces_of(filled.office, kept(filled, sent(filled)))
    assert pieces.missing == (Need.SIGNED_AGREEMENT,)


def test_another_paper_removed_leaves_the_signature(filled):
    agreement = sent(filled)
    agreeing.sign(filled.office, agreement, TODAY, "Luc")
    terms_came = receiving.record(filled.office, came("signed_terms", agreement_id=agreement))
    receiving.forget(filled.office, terms_came.saved_id, agreement)
    assert kept(filled, agreement).state is AgreementState.FORMED


def test_what_a_decision_rests_on_stays(filled):
    agreement = sent(filled)
    deciding.cancel(filled.office, agreement, came("cancellation"))
    (letter,) = bargains.receipts_of(filled.office.db, agreement)
    with pytest.raises(RuleBroken, match="reste au dossier"):
        receiving.forget(filled.office, letter.id, agreement)
