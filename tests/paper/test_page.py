"""The whole paper: its frame, its breaks, its bytes."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.paper.full_sample import INFO, LETTERHEAD, full_sample
from trainingdesk.paper import blocks as b
from trainingdesk.paper.page import PaperInfo, render

SENTENCE = "Le stagiaire signe la feuille à chaque demi-journée. "
HASH_OF_THE_SAMPLE = """
from hashlib import sha256
from tests.paper.full_sample import full_sample
print(sha256(full_sample(initials=True)).hexdigest())
"""


def three_pages(**options):
    return render(INFO, LETTERHEAD, b.title("Titre") + b.text(SENTENCE * 260), **options)


def test_the_same_paper_has_the_same_bytes_in_another_process(full_paper):
    here = sha256(full_paper).hexdigest()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd())}
        run = subprocess.run(
            [sys.executable, "-c", HASH_OF_THE_SAMPLE],
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert run.stdout.strip() == here


def test_rendering_twice_in_one_process_gives_the_same_bytes(full_paper):
    assert full_sample(initials=True) == full_paper


def test_every_page_has_its_number_and_the_legal_lines(pages_of):
    pages = pages_of(three_pages())
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"page {number} / 3" in page
        assert "SIRET 123 456 789 00012" in page


def test_the_letterhead_stands_on_the_first_page_and_a_running_header_on_the_others(pages_of):
    first, *others = pages_of(three_pages())
    assert "contact@atelier-lumiere.example" in first
    assert "Échantillon complet – E-2026-0001" not in first
    for page in others:
        assert "contact@atelier-lumiere.example" not in page
        assert "Échantillon complet – E-2026-0001 Atelier Lumière" in page


def test_a_plain_first_page_is_like_the_others(pages_of):
    first, *_ = pages_of(three_pages(first_page="plain"))
    assert "contact@atelier-lumiere.example" not in first
    assert "Échantillon complet – E-2026-0001" in first


def test_initials_are_asked_for_on_every_page_but_the_last(pages_of):
    assert ["Paraphes" in page for page in pages_of(three_pages(initials=True))] == [
        True,
        True,
        False,
    ]


def test_a_name_stands_in_for_a_missing_logo(pages_of):
    bare = replace(LETTERHEAD, logo=None, legal=(), address=(), contact=())
    (page,) = pages_of(render(PaperInfo(title="Note", dated=INFO.dated), bare, b.text("Bonjour.")))
    assert page == "Bonjour. Atelier Lumière page 1 / 1"


@pytest.mark.parametrize(
    ("orientation", "size"), [("portrait", (595, 842)), ("landscape", (842, 595))]
)
def test_pages_are_a4(orientation, size):
    with pikepdf.open(BytesIO(three_pages(orientation=orientation))) as pdf:
        for page in pdf.pages:
            assert tuple(round(float(side)) for side in page.mediabox[2:]) == size


def test_a_paper_of_four_pages_has_bookmarks_below_each_other():
    story = b.title("Titre")
    for number in range(4):
        story += b.heading(f"Partie {number}") + b.heading("Détail", 3)
        story += b.text("Texte.") + b.page_break()
    with (
        pikepdf.open(BytesIO(render(INFO, LETTERHEAD, story))) as pdf,
        pdf.open_outline() as outline,
    ):
        (title,) = outline.root
        assert [part.title for part in title.children] == [
            f"Partie {number}" for number in range(4)
        ]
        assert [part.title for part in title.children[0].children] == ["Détail"]


def test_a_short_paper_has_no_bookmarks():
    with pikepdf.open(BytesIO(three_pages())) as pdf:
        assert "/Outlines" not in pdf.Root


def test_a_heading_never_ends_a_page(pages_of):
    for filling in range(28, 44):
        story = b.title("Titre") + b.text("\n".join(["Une ligne."] * filling))
        story += b.heading("Le sous-titre") + b.text(SENTENCE * 6)
        for page in pages_of(render(INFO, LETTERHEAD, story)):
            assert ("Le sous-titre" in page) == (f"Le sous-titre {SENTENCE.strip()}" in page)


def test_a_heading_stays_with_a_long_table_without_leaving_the_page_empty(pages_of):
    rows = [[f"Ligne {number}"] for number in range(80)]
    story = b.title("Titre") + b.heading("La liste") + b.table([b.Column(title="Nom")], rows)
    first, *others = pages_of(render(INFO, LETTERHEAD, story))
    assert "La liste Nom Ligne 0 Ligne 1" in first
    assert all(page.startswith("Nom Ligne ") for page in others)


def test_what_announces_the_signatures_stays_with_them(pages_of):
    for filling in range(20, 44):
        story = b.title("Titre") + b.text("\n".join(["Une ligne."] * filling))
        story += b.text("Fait à Lyon.", keep_with_next=True)
        story += b.signatures([b.SignatureBox(title="Le client")])
        for page in pages_of(render(INFO, LETTERHEAD, story)):
            assert ("Fait à Lyon." in page) == ("Le client" in page)


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(lambda: b.keep_together(b.text("Un."), b.text("Deux.")), id="kept blocks"),
        pytest.param(
            lambda: b.keep_together(b.writing_lines(4), b.text("Un.")), id="kept within kept"
        ),
        pytest.param(lambda: b.amount_summary([b.Amount("Un.", "1 €")] * 4), id="amounts"),
        pytest.param(lambda: b.table([b.Column(title="Un.")], [["x"]] * 3), id="small table"),
    ],
)
def test_a_heading_stays_with_a_block_that_is_never_parted(kept, pages_of):
    for filling in range(28, 46):
        story = b.text("\n".join(["Une ligne."] * filling)) + b.heading("Le sous-titre") + kept()
        for page in pages_of(render(INFO, LETTERHEAD, story)):
            assert ("Le sous-titre" in page) == ("Un." in page)


def test_a_broken_logo_is_refused():
    with pytest.raises(OSError, match="cannot identify"):
        render(INFO, replace(LETTERHEAD, logo=b"no picture"), b.text("x"))


def test_the_paper_dates_itself_by_what_it_is_given():
    paper = render(PaperInfo(title="Note", dated=date(2024, 2, 29)), LETTERHEAD, b.text("x"))
    with pikepdf.open(BytesIO(paper)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20240229000000Z"
        with pdf.open_metadata() as xmp:
            assert xmp["xmp:CreateDate"] == "2024-02-29T00:00:00Z"
