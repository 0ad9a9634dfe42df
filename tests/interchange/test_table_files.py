"""Tables of other programs, in the forms they come in."""

import re
import zipfile
from io import BytesIO
from zipfile import ZIP_DEFLATED as DEFLATED

import pytest
import xlsxwriter
from openpyxl import Workbook

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange import table_files
from trainingdesk.interchange.table_files import read_table, rows_of

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


def test_the_separator_is_the_one_that_most_lines_agree_on():
    text = "Réunion\tAccueil, bilan, suite\n\nNom\tRemarque\nA\toui, mais ; enfin\nB\tnon\n"
    assert rows_of(text.encode(), "liste.csv")[2:] == [
        ["Nom", "Remarque"],
        ["A", "oui, mais ; enfin"],
        ["B", "non"],
    ]
    decimals = b"Nom;Note\nA;3,5\nB;4,5\n"
    assert rows_of(decimals, "notes.csv")[1] == ["A", "3,5"]


def test_a_file_as_excel_writes_text_in_unicode_is_read(tmp_path):
    path = tmp_path / "réponses.txt"
    path.write_bytes("Nom\tNote\nŒuvrard\t4\n".encode("utf-16"))
    assert read_table(path).rows == (("Œuvrard", "4"),)


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


def workbook(fill):
    made = Workbook()
    fill(made)
    packed = BytesIO()
    made.save(packed)
    return packed.getvalue()


def rewritten(content, part, change):
    """Return a workbook with one of its parts changed."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(packed, "w", DEFLATED) as new:
        for name in old.namelist():
            kept = old.read(name)
            new.writestr(name, change(kept) if name.endswith(part) else kept)
    return packed.getvalue()


def two_people(book):
    sheet = book.active
    sheet.append(["Nom", "Note"])
    sheet.append(["Ada", "=1+1"])
    sheet.append(["Zoé", 4.0])


def test_a_workbook_that_tells_a_wrong_size_is_read_whole():
    shrunk = rewritten(
        workbook(two_people), "sheet1.xml", lambda kept: kept.replace(b"A1:B3", b"A1:A1")
    )
    assert rows_of(shrunk, "réponses.xlsx") == [["Nom", "Note"], ["Ada", ""], ["Zoé", "4"]]


def test_the_first_sheet_with_anything_on_it_is_read():
    def fill(book):
        book.active.title = "Garde"
        book.create_sheet("Réponses").append(["Nom", "Note"])

    assert rows_of(workbook(fill), "réponses.xlsx") == [["Nom", "Note"]]


def test_a_workbook_that_is_empty_down_to_its_last_row_is_read():
    def fill(book):
        two_people(book)
        book.active.cell(1_048_576, 1).value = " "

    found = rows_of(workbook(fill), "réponses.xlsx")
    assert found[:2] == [["Nom", "Note"], ["Ada", ""]]
    assert not any(map(any, found[3:]))


def growing(content):
    return rewritten(
        content, "sheet1.xml", lambda kept: kept + b" " * (table_files.MOST_UNPACKED + 1)
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"Nom;Note\n" + b"A;4\n" * table_files.MOST_ROWS, id="values"),
        pytest.param(growing(workbook(two_people)), id="a workbook that grows without end"),
    ],
)
def test_more_than_anybody_can_look_at_is_refused(content):
    assert len(content) < table_files.LARGEST
    with pytest.raises(RuleBroken, match=r"«.tout.» a plus de 5.000.lignes"):
        rows_of(content, "tout")


def test_a_file_too_large_to_be_a_list_is_not_even_read(tmp_path):
    path = tmp_path / "film.csv"
    with path.open("wb") as made:
        made.truncate(table_files.LARGEST + 1)
    with pytest.raises(RuleBroken, match=r"«.film.csv.» dépasse 20 Mo"):
        read_table(path)


def test_a_package_that_is_no_workbook_is_refused():
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(RuleBroken, match=r"«.liste.xlsx.» est abîmé"):
        rows_of(output.getvalue(), "liste.xlsx")


@pytest.mark.parametrize(
    "part", ["sheet1.xml", "workbook.xml", "styles.xml", "[Content_Types].xml"]
)
def test_a_workbook_with_a_part_cut_short_is_refused(part):
    cut = rewritten(workbook(two_people), part, lambda kept: kept[: len(kept) // 2])
    with pytest.raises(RuleBroken, match=r"«.réponses.xlsx.» est abîmé"):
        rows_of(cut, "réponses.xlsx")
