"""Papers of trainers and of the office, kept with their scans, and what lacks."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.mission_sample import buy
from tests.support.office_sample import OFFICE
from trainingdesk.domain.deadlines import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.office_documents import OfficeDocument, OfficeDocumentKind
from trainingdesk.domain.parties import FunderKind
from trainingdesk.domain.sessions import FundingState
from trainingdesk.domain.teaching import TrainerDocument, TrainerDocumentKind
from trainingdesk.domain.trainer_files import Standing
from trainingdesk.services import duties, missions, office_documents, scans, trainer_files
from trainingdesk.services import identity as office_identity
from trainingdesk.storage import lists, parties, sessions, teaching
from trainingdesk.storage import office_documents as papers

PDF = b"%PDF-1.7 \xc3\xa9"
PNG = b"\x89PNG\r\n\x1a\n..."
JPEG = b"\xff\xd8\xff\xe0..."
SIGNED_DAY = date(2026, 5, 4)


def kept(filled):
    return teaching.documents_of(filled.office.db, filled.trainer)


def told(filled, *kinds):
    return [duty.sentence for duty in duties.duties(filled.office) if duty.kind in kinds]


# Scans ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PDF, id="PDF"),
        pytest.param(b"\n" * 20 + PDF, id="PDF after some lines"),
        pytest.param(PNG, id="PNG"),
        pytest.param(JPEG, id="JPEG"),
    ],
)
def test_a_file_that_can_be_shown_again_is_kept(tmp_path, content):
    file = tmp_path / "été.pdf"
    file.write_bytes(content)
    found = scans.read(file)
    assert (found.file_name, found.content) == ("été.pdf", content)
    assert found.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "vide", id="empty"),
        pytest.param(b"MZ\x90", "ni un PDF", id="a program"),
        pytest.param(PDF + b"0" * scans.LARGEST, "20 Mo", id="too large"),
    ],
)
def test_a_file_that_cannot_be_shown_is_refused(content, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        scans.scan("x.pdf", content)
    assert refused.value.field == "content"


def test_a_file_that_is_gone_is_told():
    with pytest.raises(RuleBroken) as refused:
        scans.read(Path("/nowhere/scan.pdf"))
    assert refused.value.field == "content"


# Trainers ---------------------------------------------------------------------------------------


def test_a_paper_is_kept_with_its_scan_replaced_and_taken_away(filled):
    office = filled.office
    document = TrainerDocument(
        trainer_id=filled.trainer,
        kind=TrainerDocumentKind.INSURANCE,
        file_name="rc.pdf",
        content=PDF,
    )
    saved = trainer_files.save_document(office, document).saved_id
    found = teaching.TRAINER_DOCUMENTS.get(office.db, saved)
    assert (found.content, found.sha256) == (PDF, hashlib.sha256(PDF).hexdigest())
    trainer_files.save_document(office, replace(found, content=PNG, file_name="rc.png"))
    assert teaching.TRAINER_DOCUMENTS.get(office.db, saved).content == PNG
    trainer_files.save_document(office, replace(found, content=None))
    bare = teaching.TRAINER_DOCUMENTS.get(office.db, saved)
    assert (bare.content, bare.file_name, bare.sha256) == (None, "", "")
    trainer_files.remove_document(office, saved)
    assert saved not in {paper.id for paper in kept(filled)}


def test_lists_leave_scans_out(filled):
    document = TrainerDocument(
        trainer_id=filled.trainer, kind=TrainerDocumentKind.CV, file_name="cv.pdf", content=PDF
    )
    trainer_files.save_document(filled.office, document)
    found = teaching.listed_documents(filled.office.db, filled.trainer)
    assert [(paper.kind, paper.content) for paper in found] == [
        (TrainerDocumentKind.CV, None),
        (TrainerDocumentKind.CV, None),
        (TrainerDocumentKind.DIPLOMA, None),
    ]
    assert found[1].file_name == "cv.pdf"


def test_a_scan_that_cannot_be_shown_changes_nothing(filled):
    before = kept(filled)
    document = TrainerDocument(
        trainer_id=filled.trainer, kind=TrainerDocumentKind.CV, file_name="cv.exe", content=b"MZ"
    )
    with pytest.raises(RuleBroken):
        trainer_files.save_document(filled.office, document)
    assert kept(filled) == before


def test_a_subcontractor_lacks_more_the_larger_the_contract(filled):
    kinds = TrainerDocumentKind
    lacking = {
        rate: [lack.kind for lack in trainer_files.lacking(filled.office, buy(filled, rate))]
        for rate in (None, "2499.99", "2500.00")
    }
    usual = [kinds.ACTIVITY_DECLARATION, kinds.INSURANCE]
    assert lacking == {
        None: usual,
        "2499.99": usual,
        "2500.00": [*usual, kinds.VIGILANCE, kinds.REGISTRATION],
    }


def test_the_cpf_asks_a_subcontractor_for_the_certificate(filled):
    filled.fund("500.00")
    trainer = buy(filled, None)
    funder = parties.FUNDERS.get(filled.office.db, filled.funder)
    parties.FUNDERS.update(filled.office.db, replace(funder, kind=FunderKind.CDC))
    found = [lack.kind for lack in trainer_files.lacking(filled.office, trainer)]
    assert TrainerDocumentKind.QUALIOPI in found
    (funding,) = sessions.FUNDINGS.where(filled.office.db)
    sessions.FUNDINGS.update(filled.office.db, replace(funding, state=FundingState.REFUSED))
    assert not trainer_files.is_cpf(filled.office, filled.session)


def test_what_lacks_is_a_duty_before_the_session(filled):
    buy(filled, None)
    filled.clock.day = SIGNED_DAY
    (words,) = told(filled, DutyKind.DOCUMENTS)
    assert words == (
        "Demander à Marc Tellier : déclaration d’activité et assurance (manquent au dossier), "
        "avant la session du 18/05/2026"
    )


def test_a_trainer_with_a_whole_file_is_not_asked(filled):
    filled.clock.day = SIGNED_DAY
    trainer = teaching.TRAINERS.get(filled.office.db, filled.trainer)
    assert trainer_files.lacking(filled.office, trainer) == ()
    assert told(filled, DutyKind.DOCUMENTS) == []


def test_a_paper_that_ends_before_the_session_is_told_in_the_detail(filled):
    document = TrainerDocument(
        trainer_id=filled.trainer,
        kind=TrainerDocumentKind.QUALIOPI,
        valid_until=date(2026, 5, 17),
    )
    trainer_files.save_document(filled.office, document)
    trainer = teaching.TRAINERS.get(filled.office.db, filled.trainer)
    (lack,) = trainer_files.lacking(filled.office, trainer)
    assert (lack.standing, lack.on) == (Standing.ENDING, date(2026, 5, 17))


def test_a_contract_that_is_not_signed_is_a_duty(filled):
    buy(filled)
    filled.clock.day = SIGNED_DAY
    kind = DutyKind.MISSIONS
    assert told(filled, kind) == ["Envoyer à Marc Tellier son contrat de sous-traitance"]
    missions.note_sent(filled.office, filled.session, filled.trainer)
    assert "non signé" in told(filled, kind)[0]
    missions.note_signed(filled.office, filled.session, filled.trainer)
    assert told(filled, kind) == []


# The office -------------------------------------------------------------------------------------


def own(**changes):
    return OfficeDocument(
        **{"kind": OfficeDocumentKind.INSURANCE, "label": "RC", "received_on": SIGNED_DAY} | changes
    )


def test_a_paper_of_the_office_is_kept_listed_and_taken_away(filled):
    office = filled.office
    bank = office_documents.save(office, own(kind=OfficeDocumentKind.BANK_DETAILS)).saved_id
    saved = office_documents.save(office, own(file_name="rc.pdf", content=PDF)).saved_id
    listed = papers.listed(office.db)
    assert [(paper.id, paper.file_name, paper.content) for paper in listed] == [
        (saved, "rc.pdf", None),
        (bank, "", None),
    ]
    assert papers.OFFICE_DOCUMENTS.get(office.db, saved).content == PDF
    office_documents.remove(office, saved)
    assert [paper.id for paper in papers.listed(office.db)] == [bank]


def test_a_paper_of_the_office_that_ends_is_a_duty_until_a_later_one_comes(filled):
    office = filled.office
    filled.clock.day = SIGNED_DAY
    office_documents.save(office, own(valid_until=date(2026, 5, 20)))
    lease = own(kind=OfficeDocumentKind.OTHER, label="Bail", valid_until=date(2026, 5, 30))
    office_documents.save(office, lease)
    assert told(filled, DutyKind.OFFICE_DOCUMENTS) == [
        "Renouveler : assurance professionnelle, qui expire le 20/05/2026",
        "Renouveler : Bail, qui expire le 30/05/2026",
    ]
    office_documents.save(office, own(valid_until=date(2027, 5, 20)))
    assert len(told(filled, DutyKind.OFFICE_DOCUMENTS)) == 1


def test_the_certificate_of_the_identity_is_watched_too(filled):
    filled.clock.day = SIGNED_DAY
    identity = replace(OFFICE, id=1, qualiopi_until=date(2026, 9, 1))
    office_identity.save_organisation(filled.office, identity)
    (words,) = told(filled, DutyKind.OFFICE_DOCUMENTS)
    assert words.startswith("Prévoir l’audit de renouvellement")
    renewed = own(kind=OfficeDocumentKind.QUALIOPI, valid_until=date(2029, 9, 1))
    office_documents.save(filled.office, renewed)
    assert told(filled, DutyKind.OFFICE_DOCUMENTS) == []


def test_a_paper_without_end_replaces_none_of_the_office_that_came_later(filled):
    office = filled.office
    filled.clock.day = SIGNED_DAY
    for changes in ({}, {"kind": OfficeDocumentKind.OTHER, "label": "Bail"}):
        old = own(**changes, received_on=date(2024, 5, 1))
        office_documents.save(office, old)
        office_documents.save(
            office, replace(old, received_on=date(2025, 5, 1), valid_until=date(2026, 5, 2))
        )
    assert len(told(filled, DutyKind.OFFICE_DOCUMENTS)) == 2
    for changes in ({}, {"kind": OfficeDocumentKind.OTHER, "label": "Bail"}):
        office_documents.save(office, own(**changes, received_on=date(2025, 6, 1)))
    assert told(filled, DutyKind.OFFICE_DOCUMENTS) == []


def test_a_certificate_renewed_in_the_identity_alone_is_not_asked_for(filled):
    filled.clock.day = SIGNED_DAY
    former = own(kind=OfficeDocumentKind.QUALIOPI, valid_until=date(2026, 9, 1))
    office_documents.save(filled.office, former)
    assert len(told(filled, DutyKind.OFFICE_DOCUMENTS)) == 1
    identity = replace(OFFICE, id=1, qualiopi_until=date(2029, 9, 1))
    office_identity.save_organisation(filled.office, identity)
    assert told(filled, DutyKind.OFFICE_DOCUMENTS) == []


def test_a_trainer_s_paper_without_end_replaces_none_that_came_later(filled):
    filled.clock.day = date(2026, 3, 1)
    first = TrainerDocument(
        trainer_id=filled.trainer,
        kind=TrainerDocumentKind.INSURANCE,
        received_on=date(2024, 2, 1),
    )
    trainer_files.save_document(filled.office, first)
    later = replace(first, received_on=date(2025, 2, 1), valid_until=date(2026, 2, 1))
    trainer_files.save_document(filled.office, later)
    (words,) = told(filled, DutyKind.DOCUMENTS)
    assert "assurance qui a expiré le 01/02/2026" in words
    found = lists.fetch(filled.office.db, lists.TRAINERS, [filled.trainer])
    assert found[filled.trainer]["ends_next"] == "2026-02-01"


def test_the_list_of_trainers_tells_the_first_end_that_nothing_replaces(filled):
    db = filled.office.db
    for kind, until in (
        (TrainerDocumentKind.INSURANCE, date(2026, 1, 1)),
        (TrainerDocumentKind.INSURANCE, date(2027, 1, 1)),
        (TrainerDocumentKind.VIGILANCE, date(2026, 9, 1)),
        (TrainerDocumentKind.QUALIOPI, date(2026, 2, 1)),
        (TrainerDocumentKind.QUALIOPI, None),
    ):
        paper = TrainerDocument(trainer_id=filled.trainer, kind=kind, valid_until=until)
        trainer_files.save_document(filled.office, paper)
    found = lists.fetch(db, lists.TRAINERS, [filled.trainer])
    assert found[filled.trainer]["ends_next"] == "2026-09-01"
