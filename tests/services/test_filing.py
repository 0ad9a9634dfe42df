"""Papers as files: named for people, never half written, never over another."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.office_sample import SESSION
from trainingdesk.services.filing import place, session_folder

NAME = Path("2026", "Convention.pdf")


def test_the_folder_of_a_session_is_that_of_the_year_it_starts_in():
    today = date(2026, 12, 30)
    started = type(SESSION)(
        number="S-2027-001", course_version_id=1, title="Coût : 50 %", starts_on=date(2027, 1, 5)
    )
    assert session_folder(started, today) == Path("2027", "S-2027-001 Coût - 50 %")
    assert session_folder(SESSION, today).parent == Path("2026")


def test_a_file_is_written_below_folders_that_are_made_for_it(tmp_path):
    path = place(tmp_path, NAME, b"un")
    assert path == tmp_path / NAME
    assert path.read_bytes() == b"un"
    assert [file.name for file in path.parent.iterdir()] == ["Convention.pdf"]


def test_the_same_content_is_the_same_file(tmp_path):
    assert place(tmp_path, NAME, b"un") == place(tmp_path, NAME, b"un")
    assert len(list((tmp_path / "2026").iterdir())) == 1


def test_each_other_content_gets_the_next_name(tmp_path):
    paths = [place(tmp_path, NAME, content) for content in (b"un", b"deux", b"trois", b"deux")]
    assert [path.name for path in paths] == [
        "Convention.pdf",
        "Convention (2).pdf",
        "Convention (3).pdf",
        "Convention (2).pdf",
    ]
    assert [path.read_bytes() for path in paths] == [b"un", b"deux", b"trois", b"deux"]


def test_a_disk_that_refuses_leaves_nothing_half_written(tmp_path):
    (tmp_path / "2026" / "Convention.pdf.part").mkdir(parents=True)
    with pytest.raises(OSError, match=r"Convention\.pdf'$"):
        place(tmp_path, NAME, b"un")
    assert not (tmp_path / NAME).exists()
