"""A file that somebody asked for is there whole, or what stood there is untouched."""

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.writing import write_whole


def test_it_takes_the_place_of_an_earlier_file(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(b"avant")
    assert write_whole(path, b"apres") == path
    assert path.read_bytes() == b"apres"
    assert [file.name for file in tmp_path.iterdir()] == ["liste.csv"]


def test_a_folder_that_is_a_file_is_told(tmp_path):
    folder = tmp_path / "liste"
    folder.write_bytes(b"")
    with pytest.raises(RuleBroken, match="autre dossier"):
        write_whole(folder / "liste.csv", b"")


def test_a_folder_that_is_missing_is_told(tmp_path):
    with pytest.raises(RuleBroken, match="autre dossier") as refused:
        write_whole(tmp_path / "nulle part" / "liste.csv", b"")
    assert refused.value.field == "path"
    assert list(tmp_path.iterdir()) == []
