"""What a funder asks for before it pays: there, or missing and why."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.filled_office import FilledOffice
from tests.support.pdf_text import plain
from trainingdesk.documents.register import PAPERS
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.funder_habits import ClaimPaper, ClaimPapers, ClaimStart, FunderHabits
from trainingdesk.domain.invoices import Addressee
from trainingdesk.domain.parties import FunderKind
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.session_documents import SessionDocument, SessionDocumentKind
from trainingdesk.domain.sessions import EnrolmentState, FundingState, Modality
from trainingdesk.services import (
    agreeing,
    duties,
    funder_claims,
    invoicing,
    planning,
    publishing,
)
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.usual_habits import habits_from, usual_habits
from trainingdesk.storage import bargains, parties, session_documents, sessions

AFTERWARDS = date(2026, 6, 1)


@pytest.fixture
def filled(tmp_path):
    office = FilledOffice(documents=tmp_path)
    yield office
    office.office.close()


def accustom(filled, *papers, **habits):
    funder = parties.FUNDERS.get(filled.office.db, filled.funder)
    own = FunderHabits(papers=ClaimPapers.of(*papers), **habits)
    parties.FUNDERS.update(filled.office.db, replace(funder, habits=own))


def change(filled, funding_id, **changes):
    funding = sessions.FUNDINGS.get(filled.office.db, funding_id)
    planning.fund(filled.office, replace(funding, **changes))


def lacks(filled, paper):
    (claim,) = funder_claims.claims_of(filled.office, filled.session)
    return next(asked.lacks for asked in claim.papers if asked.paper is paper)


def issue(filled, key, **about):
    publishing.issue(filled.office, publishing.prepare(filled.office, key, Subject(**about)))


@pytest.mark.parametrize("paper", ClaimPaper)
def test_every_paper_that_a_funder_may_ask_for_is_one_of_the_register(paper):
    assert paper.value in PAPERS


@pytest.mark.parametrize("kind", FunderKind)
def test_each_kind_of_funder_has_habits_to_begin_with_and_no_limit(kind):
    habits = usual_habits(kind)
    assert habits.checked() == habits
    assert ClaimPaper.INVOICE in habits.papers.keys
    assert habits.claim_days is None


def test_habits_are_read_from_data():
    entry = {
        "addressed_to": "funder",
        "invoice_per": "session",
        "papers": ["invoice"],
        "claim_days": 60,
        "claim_from": "agreement",
    }
    habits = habits_from(entry)
    assert (habits.addressed_to, habits.claim_days) == (Addressee.FUNDER, 60)
    assert habits.claim_from is ClaimStart.AGREEMENT


def test_the_sheet_of_the_course_is_there_once_it_was_issued(filled):
    accustom(filled, ClaimPaper.COURSE_SHEET)
    filled.fund("690")
    assert lacks(filled, ClaimPaper.COURSE_SHEET) == "à éditer"
    issue(filled, "course_sheet", course_version_id=filled.version)
    assert lacks(filled, ClaimPaper.COURSE_SHEET) == ""


def test_the_convention_is_there_once_it_is_signed(filled):
    accustom(filled, ClaimPaper.CONVENTION)
    filled.fund("690")
    assert lacks(filled, ClaimPaper.CONVENTION) == "à préparer"
    agreement = filled.agree()
    assert lacks(filled, ClaimPaper.CONVENTION) == "signature attendue"
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc Besson")
    assert lacks(filled, ClaimPaper.CONVENTION) == ""


def test_the_attendance_sheet_is_there_once_all_half_days_are_proven(filled):
    accustom(filled, ClaimPaper.ATTENDANCE_SHEET)
    filled.fund("690")
    assert lacks(filled, ClaimPaper.ATTENDANCE_SHEET) == "à éditer"
    issue(filled, "attendance_sheet", session_id=filled.session)
    assert lacks(filled, ClaimPaper.ATTENDANCE_SHEET) == "exemplaire signé attendu"
    slots = [slot.id for slot in sessions.slots_of(filled.office.db, filled.session)]
    scan(filled, SessionDocumentKind.ATTENDANCE_SHEET, slots[:-1])
    assert lacks(filled, ClaimPaper.ATTENDANCE_SHEET) == "exemplaire signé attendu"
    scan(filled, SessionDocumentKind.ATTENDANCE_SHEET, slots[-1:])
    assert lacks(filled, ClaimPaper.ATTENDANCE_SHEET) == ""


def scan(filled, kind, slots=()):
    session_documents.add(
        filled.office.db,
        SessionDocument(
            session_id=filled.session,
            kind=kind,
            label="Scan",
            received_on=filled.clock.day,
            file_name="scan.pdf",
            sha256="a" * 64,
            content=b"%PDF",
            slot_ids=tuple(slots),
        ),
    )


def test_a_signed_copy_of_the_sheet_proves_it_too(filled):
    accustom(filled, ClaimPaper.ATTENDANCE_SHEET)
    filled.fund("690")
    issue(filled, "attendance_sheet", session_id=filled.session)
    filled.office.db.execute(
        "insert into signed_copy (paper_id, received_on, channel, reference, signed_by, file_name,"
        " sha256) select max(id), '2026-05-20', '', '', '', '', '' from issued_paper"
    )
    assert lacks(filled, ClaimPaper.ATTENDANCE_SHEET) == ""


def test_what_is_learnt_alone_is_proven_by_the_log_of_the_platform(filled):
    accustom(filled, ClaimPaper.ATTENDANCE_SHEET)
    filled.fund("690")
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    filled.office.db.execute("delete from slot where session_id = ?", [filled.session])
    sessions.SESSIONS.update(filled.office.db, replace(session, modality=Modality.E_LEARNING))
    assert lacks(filled, ClaimPaper.ATTENDANCE_SHEET) == "relevé de connexion à joindre"
    scan(filled, SessionDocumentKind.CONNECTION_LOG)
    assert lacks(filled, ClaimPaper.ATTENDANCE_SHEET) == ""


@pytest.mark.parametrize(
    "paper", [ClaimPaper.COMPLETION_CERTIFICATE, ClaimPaper.TRAINING_ATTESTATION]
)
def test_each_person_of_the_client_who_came_has_her_paper(filled, paper):
    accustom(filled, paper)
    filled.fund("690")
    people = [
        enrolment
        for enrolment in sessions.enrolments_of(filled.office.db, filled.session)
        if enrolment.client_id == filled.town_hall
    ]
    told = "à éditer pour Mme Karim Bellil, Mme Fatou Ndiaye et Mme Amélie Œuvrard"
    assert lacks(filled, paper) == told
    note_issued(filled, paper, people[:1])
    assert lacks(filled, paper) == "à éditer pour Mme Fatou Ndiaye et Mme Amélie Œuvrard"
    absent = replace(people[2], state=EnrolmentState.ABSENT)
    sessions.save_enrolment(filled.office.db, absent, filled.clock.day)
    note_issued(filled, paper, people[1:2])
    assert lacks(filled, paper) == ""


def note_issued(filled, kind, people):
    for enrolment in people:
        filled.office.db.execute(
            "insert into issued_paper (kind, title, reference, file_name, issued_on, issued_at,"
            " pages, sha256, session_id, trainee_id)"
            " values (?, 'x', 'x', 'x.pdf', '2026-05-20', '2026-05-20 09:00:00', 1, ?, ?, ?)",
            [kind, "a" * 64, filled.session, enrolment.trainee_id],
        )


@pytest.mark.parametrize("subrogation", [True, False], ids=["pays directly", "refunds"])
def test_the_invoice_is_there_once_it_is_issued_and_not_credited_whole(filled, subrogation):
    accustom(filled, ClaimPaper.INVOICE)
    filled.fund("2070", subrogation=subrogation)
    assert lacks(filled, ClaimPaper.INVOICE) == "à préparer"
    (bill,) = filled.draft_invoices()
    if subrogation:
        assert lacks(filled, ClaimPaper.INVOICE) == "brouillon à émettre"
    invoicing.issue(filled.office, bill)
    assert lacks(filled, ClaimPaper.INVOICE) == ""
    note = invoicing.credit(filled.office, bill, "erreur").saved_id
    invoicing.issue(filled.office, note)
    assert lacks(filled, ClaimPaper.INVOICE) == "à préparer"


# In words ---------------------------------------------------------------------------------------


def test_a_claim_tells_what_is_missing_and_until_when(filled):
    accustom(filled, ClaimPaper.CONVENTION, ClaimPaper.INVOICE, claim_days=60)
    funding = filled.fund("690")
    claim = funder_claims.claim_of(filled.office, funding)
    assert (claim.is_ready, claim.last_day) == (False, date(2026, 7, 18))
    assert plain(claim.words) == (
        "OPCO Exemple Territoires attend encore : convention ou contrat signé (à préparer) et "
        "facture (à préparer). Dernier jour : le 18 juillet 2026."
    )
    assert plain(claim.summary) == (
        "OPCO Exemple Territoires, dossier 2026-A-004512 : il manque convention ou contrat signé "
        "et facture, à envoyer avant le 18/07/2026."
    )
    told = funder_claims.missing_papers(filled.office, filled.session, filled.town_hall)
    assert told == (claim.words,)
    assert funder_claims.missing_papers(filled.office, filled.session, filled.individual) == ()


@pytest.mark.parametrize(
    ("changes", "papers", "words"),
    [
        pytest.param({"state": FundingState.REFUSED}, [ClaimPaper.INVOICE], "a refusé", id="no"),
        pytest.param({"claimed_on": date(2026, 4, 1)}, [], "Paiement demandé à", id="claimed"),
        pytest.param({}, [], "aucun document demandé n’est noté", id="no habit"),
        pytest.param({}, [ClaimPaper.COURSE_SHEET], "tous les documents demandés", id="ready"),
    ],
)
def test_a_claim_tells_how_far_it_is(filled, changes, papers, words):
    accustom(filled, *papers)
    funding = filled.fund("690")
    issue(filled, "course_sheet", course_version_id=filled.version)
    filled.clock.day = AFTERWARDS
    change(filled, funding, **changes)
    claim = funder_claims.claim_of(filled.office, funding)
    assert words in claim.words
    assert claim.summary == ""


def test_a_claim_cannot_have_left_tomorrow(filled):
    funding = filled.fund("690")
    with pytest.raises(RuleBroken, match="dans le futur"):
        change(filled, funding, claimed_on=AFTERWARDS)


# The duty ---------------------------------------------------------------------------------------


def told(filled):
    found = duties.duties(filled.office)
    return [plain(duty.sentence) for duty in found if duty.kind is DutyKind.CLAIMS]


def test_the_last_day_to_claim_is_told_until_the_claim_has_left(filled):
    accustom(filled, claim_days=20)
    funding = filled.fund("2070")
    assert told(filled) == []
    filled.clock.day = AFTERWARDS
    (sentence,) = told(filled)
    assert "dernier jour le 08/06/2026 : émettre la facture, puis envoyer" in sentence
    (bill,) = filled.draft_invoices()
    invoicing.issue(filled.office, bill)
    (sentence,) = told(filled)
    assert "dernier jour le 08/06/2026 : envoyer les documents qu’il demande" in sentence
    change(filled, funding, claimed_on=AFTERWARDS)
    assert told(filled) == []


def test_a_claim_that_left_without_invoice_is_still_told(filled):
    accustom(filled, claim_days=20)
    funding = filled.fund("2070")
    filled.clock.day = date(2026, 6, 20)
    change(filled, funding, claimed_on=AFTERWARDS)
    (sentence,) = told(filled)
    assert "le dernier jour était le 08/06/2026" in sentence


@pytest.mark.parametrize(
    ("habits", "changes"),
    [
        pytest.param({}, {}, id="no limit"),
        pytest.param({"claim_days": 200}, {}, id="far away"),
        pytest.param({"claim_days": 20}, {"subrogation": False}, id="refunds the client"),
        pytest.param({"claim_days": 20}, {"state": FundingState.REFUSED}, id="refused"),
        pytest.param(
            {"claim_days": 20, "claim_from": ClaimStart.AGREEMENT}, {}, id="no day of agreement"
        ),
    ],
)
def test_what_need_not_be_claimed_is_not_told(filled, habits, changes):
    accustom(filled, **habits)
    change(filled, filled.fund("690"), **changes)
    filled.clock.day = AFTERWARDS
    assert told(filled) == []


def test_the_days_may_run_from_the_agreement_that_was_filed(filled):
    accustom(filled, claim_days=60, claim_from=ClaimStart.AGREEMENT)
    funding = filled.fund("690")
    bargains.save_receipt(
        filled.office.db,
        Receipt(
            kind=ReceiptKind.FUNDER_AGREEMENT,
            received_on=date(2026, 4, 10),
            channel=Channel.EMAIL,
            funding_id=funding,
        ),
    )
    assert funder_claims.claim_of(filled.office, funding).last_day == date(2026, 6, 9)
    filled.clock.day = AFTERWARDS
    assert "09/06/2026" in told(filled)[0]
