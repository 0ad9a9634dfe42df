"""Tables of other programs, in the forms they come in."""

import re

import pytest
import xlsxwriter

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.table_files import read_table

CAPTIONS = ("Nom", "Note", "Remarque")
ROW = ("Œuvrard Amélie", "4", "Très bien, merci, à refaire ; vraiment")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'Nom;Note;Remarque\n{0};{1};"{2}"\n', id="semicolons, UTF-8"),
        pytest.param('Nom,Note,Remarque\r\n{0},{1},"{2}"\r\n'.encode("utf-8-sig"), id="commas"),
        pytest.param("Nom\tNote\tRemarque\n{0}\t{1}\t{2}\n".encode("cp1252"), id="tabs, Windows"),
    ],
)
def test_a_file_of_values_is_read_whatever_parts_its_cells(tmp_path, content):
    encoding = "cp1252" if b"\t" in content else "utf-8"
    filled = content.decode(encoding).format(*ROW).encode(encoding)
    path = tmp_path / "réponses.csv"
    path.write_bytes(filled)
    found = read_table(path)
    assert (found.captions, found.rows) == (CAPTIONS, (ROW,))


def test_letters_that_no_usual_code_knows_do_not_stop_the_reading(tmp_path):
    path = tmp_path / "réponses.csv"
    path.write_bytes(b"Nom;Note\n\x81mile;4\n")
    assert read_table(path).rows[0][1] == "4"


def test_a_workbook_is_read_and_a_short_row_filled_up(tmp_path):
    path = tmp_path / "réponses.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for place, words in enumerate(CAPTIONS):
        sheet.write(0, place, words)
    sheet.write(1, 0, "Bellil")
    sheet.write(1, 1, 4)
    book.close()
    assert read_table(path).rows == (("Bellil", "4", ""),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"Nom;Note\n", "ne contient pas de ligne", id="captions alone"),
        pytest.param(b"", "ne contient pas de ligne", id="empty"),
        pytest.param(b"\x89PNG\0\0", "ni un fichier CSV", id="a picture"),
    ],
)
def test_what_holds_no_table_is_refused_by_name(tmp_path, content, words):
    path = tmp_path / "photo.csv"
    path.write_bytes(content)
    with pytest.raises(RuleBroken, match=re.escape(words)) as refusal:
        read_table(path)
    assert "photo.csv" in str(refusal.value)
