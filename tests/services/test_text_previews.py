"""A text as it will read, on a paper that was issued."""

from datetime import datetime

import pytest

from tests.support.pdf_text import printed
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import publishing, text_previews, wording
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import papers


def issue(filled, key, **subject):
    prepared = publishing.prepare(filled.office, key, Subject(**subject))
    return publishing.issue(filled.office, prepared, anyway=True).saved_id


@pytest.fixture
def example(filled):
    """Return the example of a text of the joining letter, which one person was sent."""
    issue(filled, "joining_letter", enrolment_id=filled.enrolments[0])
    return text_previews.example(filled.office, "joining_letter.reclamation")


def test_a_text_of_a_paper_that_never_left_has_no_example(filled):
    assert text_previews.example(filled.office, "joining_letter.intro") is None


def test_a_text_that_the_papers_did_not_print_has_no_example(filled):
    issue(filled, "joining_letter", enrolment_id=filled.enrolments[0])
    assert text_previews.example(filled.office, "joining_letter.technique") is None


def test_a_wording_reads_with_the_facts_of_a_real_paper(example):
    assert example.facts == {"contact": "bonjour@atelier-savoirs.example"}
    assert example.text("Écrivez à {contact}.") == "Écrivez à bonjour@atelier-savoirs.example."
    assert "Convocation" in example.told


def test_what_is_being_typed_is_seen_on_the_paper_and_nothing_is_kept(filled, example):
    count = len(papers.papers_where(filled.office.db, "1", []))
    pdf = example.paper({"joining_letter.reclamation": "Dites-le à {contact}, vite."})
    assert "Dites-le à bonjour@atelier-savoirs.example, vite." in printed(pdf)
    assert len(papers.papers_where(filled.office.db, "1", [])) == count
    assert all(not text.own for text in wording.paper_texts(filled.office))


@pytest.mark.parametrize("body", ["Écrivez à {personne}", "Écrivez à {contact", "Écrivez à {}"])
def test_a_wording_that_is_not_complete_is_told(example, body):
    with pytest.raises(RuleBroken, match="pas encore complet"):
        example.text(body)


def test_a_text_that_several_papers_share_is_seen_on_any_of_them(filled):
    filled.attend(absent_from={(0, 1)})
    issue(filled, "absence_notice", enrolment_id=filled.enrolments[0])
    shown = text_previews.example(filled.office, "courriers.formule")
    assert "greeting" in shown.facts


def test_a_paper_whose_data_is_gone_is_no_example(filled):
    issue(filled, "joining_letter", enrolment_id=filled.enrolments[0])
    filled.office.db.execute("delete from enrolment where id = ?", [filled.enrolments[0]])
    filled.office.db.commit()
    assert text_previews.example(filled.office, "joining_letter.intro") is None


@pytest.mark.parametrize(
    ("key", "subject"),
    [
        ("attendance_sheet", "session_id"),
        ("joining_letter", "enrolment_id"),
        ("course_sheet", "course_version_id"),
    ],
)
def test_what_a_paper_is_about_is_found_again(filled, key, subject):
    ids = {
        "session_id": filled.session,
        "enrolment_id": filled.enrolments[0],
        "course_version_id": filled.version,
    }
    paper_id = issue(filled, key, **{subject: ids[subject]})
    paper = papers.PAPERS.get(filled.office.db, paper_id)
    assert text_previews.subject_of(filled.office, paper) == Subject(**{subject: ids[subject]})


def test_a_case_is_told_to_the_one_that_it_was_told_to(filled):
    paper = papers.IssuedPaper(
        kind="sanction_information",
        title="",
        reference="",
        file_name="",
        issued_on=filled.clock.day,
        issued_at=datetime(2026, 5, 20, 9),  # noqa: DTZ001 - as the file keeps it
        pages=1,
        sha256="",
        disciplinary_case_id=4,
        client_id=7,
        session_id=1,
    )
    found = text_previews.subject_of(filled.office, paper)
    assert found == Subject(disciplinary_case_id=4, client_id=7)


def test_a_session_with_a_party_is_found_with_it(filled):
    paper_id = issue(filled, "attendance_company", session_id=filled.session, client_id=1)
    paper = papers.PAPERS.get(filled.office.db, paper_id)
    found = text_previews.subject_of(filled.office, paper)
    assert found == Subject(session_id=filled.session, client_id=1)
