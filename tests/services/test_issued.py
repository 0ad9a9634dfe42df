"""The file of an issued paper is found again, or put back."""

from dataclasses import replace

import pytest

from tests.support.filled_office import FilledOffice
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import publishing
from trainingdesk.services.issued import filed
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import papers


@pytest.fixture
def filled(tmp_path):
    made = FilledOffice(documents=tmp_path / "Documents")
    yield made
    made.office.close()


@pytest.mark.parametrize("key", ["joining_letter", "course_sheet"])
def test_a_file_that_was_taken_away_is_put_back_where_it_was(filled, key):
    subject = (
        Subject(enrolment_id=filled.enrolments[0])
        if key == "joining_letter"
        else Subject(course_version_id=filled.version)
    )
    done = publishing.issue(
        filled.office, publishing.prepare(filled.office, key, subject), anyway=True
    )
    paper = papers.PAPERS.get(filled.office.db, done.id)
    pdf = papers.pdf_of(filled.office.db, done.id)
    assert filed(filled.office, paper, pdf) == done.file
    done.file.unlink()
    assert filed(filled.office, paper, pdf).read_bytes() == pdf
    assert done.file.is_file()


def test_an_office_without_folder_says_so(filled):
    subject = Subject(course_version_id=filled.version)
    done = publishing.issue(
        filled.office, publishing.prepare(filled.office, "course_sheet", subject), anyway=True
    )
    paper = papers.PAPERS.get(filled.office.db, done.id)
    with pytest.raises(RuleBroken, match="garde ses documents"):
        filed(replace(filled.office, documents=None), paper, b"")
