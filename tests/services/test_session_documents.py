"""Filing what came back to a session, and the scanner's folder."""

import tracemalloc
from dataclasses import replace

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.session_documents import (
    LARGEST,
    SessionDocument,
    SessionDocumentKind,
)
from trainingdesk.domain.sessions import TrainingSession
from trainingdesk.services import planning, removing, session_documents, undoing
from trainingdesk.storage import session_documents as store

PDF = b"%PDF-1.7 a signed sheet"


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(PDF)
    return path


def test_a_scan_is_kept_with_its_half_days_and_comes_out_as_it_went_in(filled, scan, tmp_path):
    done = session_documents.file_scan(
        filled.office, filled.session, scan, slot_ids=filled.slots[:2]
    )
    assert done.label == "« scan.pdf » classé dans la session"
    (listed,) = store.documents_of(filled.office.db, filled.session)
    assert (listed.id, listed.file_name, listed.label) == (
        done.saved_id,
        "scan.pdf",
        "Feuille d’émargement",
    )
    assert (listed.slot_ids, listed.content) == (tuple(filled.slots[:2]), None)
    assert listed.received_on == filled.clock.day
    kept = store.document(filled.office.db, done.saved_id)
    assert (kept.content, kept.slot_ids) == (PDF, tuple(filled.slots[:2]))
    assert len(kept.sha256) == 64
    copy = session_documents.write(filled.office, done.saved_id, tmp_path / "copie.pdf")
    assert copy.read_bytes() == PDF
    assert scan.exists()


def test_the_same_bytes_are_kept_once_in_the_whole_office(filled, scan):
    session_documents.file_scan(filled.office, filled.session, scan)
    other = TrainingSession(number="", course_version_id=filled.version, title="Autre")
    other_id = planning.plan_session(filled.office, other).saved_id
    with pytest.raises(RuleBroken, match="déjà classé dans la session S-2026-001"):
        session_documents.file_scan(filled.office, other_id, scan)
    assert store.documents_of(filled.office.db, other_id) == []


def test_a_half_day_of_another_session_is_refused(filled, scan):
    with pytest.raises(RuleBroken, match="n’existe plus"):
        session_documents.file_scan(filled.office, filled.session, scan, slot_ids=[999])
    assert store.documents_of(filled.office.db, filled.session) == []


def test_a_file_that_is_gone_is_told_by_the_system(filled, tmp_path):
    with pytest.raises(FileNotFoundError):
        session_documents.file_scan(filled.office, filled.session, tmp_path / "absent.pdf")


def test_filing_is_taken_back_and_deleting_is_for_good(filled, scan):
    step = undoing.step(
        filled.office,
        lambda: session_documents.file_scan(
            filled.office, filled.session, scan, slot_ids=filled.slots
        ),
    )
    removing.take_back(filled.office, step)
    assert store.documents_of(filled.office.db, filled.session) == []
    saved = session_documents.file_scan(filled.office, filled.session, scan).saved_id
    done = session_documents.delete(filled.office, saved)
    assert done.label == "« scan.pdf » supprimé"
    assert store.documents_of(filled.office.db, filled.session) == []
    with pytest.raises(RuleBroken):
        session_documents.delete(filled.office, saved)


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        pytest.param("S-2026-001.pdf", True, id="the number itself"),
        pytest.param("scan_s_2026_001_matin.PDF", True, id="other signs between"),
        pytest.param("Feuille d’émargement – S-2026-001.pdf", True, id="the name of our own paper"),
        pytest.param("S-2026-0012.pdf", False, id="a longer number"),
        pytest.param("XS-2026-001.pdf", False, id="inside another word"),
        pytest.param("SCAN0001.pdf", False, id="the scanner’s own name"),
    ],
)
def test_a_files_name_tells_its_session(filled, name, is_found):
    found = session_documents.proposed_session(filled.office, name)
    assert found == (filled.session if is_found else None)


def test_what_waits_in_the_folder_is_scans_alone(tmp_path):
    for name in ("b.PDF", "a.jpg", "c.docx", ".caché.pdf", "Thumbs.db"):
        (tmp_path / name).write_bytes(PDF)
    (tmp_path / "Classés").mkdir()
    assert [path.name for path in session_documents.waiting_scans(tmp_path)] == ["a.jpg", "b.PDF"]


def test_a_file_taken_in_is_moved_beside_the_filed_ones(filled, scan):
    done = session_documents.take_in(filled.office, filled.session, scan)
    moved = scan.parent / "Classés" / "scan.pdf"
    assert done.file == moved
    assert moved.read_bytes() == PDF
    assert not scan.exists()
    scan.write_bytes(PDF + b" another day")
    again = session_documents.take_in(filled.office, filled.session, scan)
    assert again.file == moved.with_name("scan (2).pdf")
    assert len(store.documents_of(filled.office.db, filled.session)) == 2


def test_a_file_that_cannot_be_moved_is_in_the_office_and_stays_where_it_was(filled, scan):
    (scan.parent / "Classés").write_text("a file where the folder should be")
    done = session_documents.take_in(filled.office, filled.session, scan)
    assert "mais pas déplacé" in done.label
    assert done.file is None
    assert scan.read_bytes() == PDF
    assert len(store.documents_of(filled.office.db, filled.session)) == 1
    (scan.parent / "Classés").unlink()
    later = session_documents.take_in(filled.office, filled.session, scan)
    assert "était déjà classé dans la session S-2026-001" in later.label
    assert not scan.exists()
    assert len(store.documents_of(filled.office.db, filled.session)) == 1


def test_a_file_that_cannot_be_kept_is_left_alone(filled, scan):
    scan.write_bytes(b"no scan at all")
    with pytest.raises(RuleBroken, match="ni un PDF"):
        session_documents.take_in(filled.office, filled.session, scan)
    assert scan.exists()


def test_a_document_of_another_kind_keeps_its_own_words(filled):
    document = SessionDocument(
        session_id=filled.session,
        kind=SessionDocumentKind.OTHER,
        label="Attestation d’assurance",
        received_on=filled.clock.day,
        file_name="assurance.pdf",
        content=PDF,
    )
    session_documents.keep(filled.office, document)
    (listed,) = store.documents_of(filled.office.db, filled.session)
    assert replace(listed, id=None, sha256="") == replace(document, content=None)


def test_of_a_film_no_more_is_read_than_it_takes_to_refuse_it(filled, tmp_path):
    film = tmp_path / "film.pdf"
    with film.open("wb") as made:
        made.write(PDF)
        made.truncate(10 * LARGEST)
    tracemalloc.start()
    with pytest.raises(RuleBroken, match="dépasse 20 Mo"):
        session_documents.take_in(filled.office, filled.session, film)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * LARGEST
    assert film.exists()
