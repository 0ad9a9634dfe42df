"""Each block prints what it is given."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.paper.full_sample import HALVES, INFO, LETTERHEAD, picture
from trainingdesk.paper import blocks as b
from trainingdesk.paper.page import render
from trainingdesk.paper.styles import MM

AMOUNT = "1\u202f234\u202f567,50\u00a0€"
LONG_WORD = "https://www.exemple.fr/" + "un-chemin-sans-fin/" * 20
MONTHS = [(month, Decimal(100)) for month in ("janv.", "févr.")]


def printed(*stories, **options):
    return render(INFO, LETTERHEAD, [piece for story in stories for piece in story], **options)


def lines_at(flowable, width):
    """Return the lines into which a paragraph breaks at a width in points."""
    flowable.wrap(width, 1000)
    return [
        " ".join(line[1]) if isinstance(line, tuple) else "".join(word.text for word in line.words)
        for line in flowable.blPara.lines
    ]


@pytest.mark.parametrize("width", range(60, 420, 7))
def test_an_amount_is_never_broken_whatever_the_width(width):
    plain, marked = (
        b.text(f"Total dû : {AMOUNT} !")[0],
        b.text("Total " + b.bold(f"de {AMOUNT} !"))[0],
    )
    for flowable in (plain, marked):
        assert any(
            "1\u00a0234\u00a0567,50\u00a0€\u00a0!" in line
            for line in lines_at(flowable, width + 50)
        )


@pytest.mark.parametrize("width", range(80, 300, 9))
def test_no_line_begins_with_french_punctuation(width):
    words = "« Oui » ? Non ; peut-être : 50 % ! Enfin 12 € « toujours » ; " * 4
    for line in lines_at(b.text(words)[0], width):
        assert line.lstrip()[0] not in ":;?!»%€"
        assert not line.rstrip().endswith("«")


@pytest.mark.parametrize("width", [30, 90, 240])
def test_a_word_without_end_never_overflows(width):
    (flowable,) = b.text(LONG_WORD)
    lines = lines_at(flowable, width)
    assert "".join(lines) == LONG_WORD
    assert max(stringWidth(line, "NotoSans", flowable.style.fontSize) for line in lines) <= width


def test_a_word_without_end_fits_its_cell(pages_of, judge):
    paper = printed(
        b.table([b.Column(width=25), b.Column(width=20, align="right")], [[LONG_WORD, LONG_WORD]])
    )
    judge(paper)
    assert "".join(pages_of(paper)).replace(" ", "").count("sans-fin") >= 20


NESTED = ["un", ("deux", ["trois", ("quatre", ["cinq"])])]
THREE_FACTS = [("a", "1"), ("b", "2"), ("c", "3")]
TOTALS = [b.Amount("HT", Decimal("1234.5")), b.Amount("Reste", "néant", strong=True)]
ONE_HALF = [b.AttendanceDay("Lundi", ("Matin",))]
CLIENT = b.Party(role="Le client", name="Durand & Fils", lines=("38000 Grenoble",))
BLOCKS = {
    "signs of markup": (b.text("L'accueil & <suite>"), "L'accueil & <suite>"),
    "line end": (b.text("un\ndeux"), "un deux"),
    "nothing": (b.text(""), ""),
    "small": (b.small("Mention"), "Mention"),
    "markup": (b.text("a" + b.bold(" & ") + b.italic("b")), "a & b"),
    "link": (b.link("la fiche", "https://x.example"), "la fiche"),
    "facts": (b.facts([("Durée", "14 h"), ("Lieu", b.bold("Lyon"))]), "Durée 14 h Lieu Lyon"),
    "no facts": (b.facts([]), ""),
    "facts in two columns": (b.facts(THREE_FACTS, columns=2), "a 1 b 2 c 3"),
    "bullets": (b.bullets(NESTED), "• un • deux – trois – quatre ◦ cinq"),
    "no bullets": (b.bullets([]), ""),
    "numbers": (b.numbered(["un", ("deux", ["trois"])], start=4), "4. un 5. deux – trois"),
    "checkbox": (b.checkbox("Lu & approuvé", True), "Lu & approuvé"),
    "choices": (b.choices([("Oui", True), ("Non", False), ("", False)]), "Oui Non"),
    "callout": (b.callout("Sous dix jours.", heading="Délai"), "Délai Sous dix jours."),
    "callout without heading": (b.callout("Seul."), "Seul."),
    "amounts": (b.amount_summary(TOTALS), "HT 1 234,50 € Reste néant"),
    "columns": (b.two_columns(b.text("un"), b.text("deux") + b.text("trois")), "un deux trois"),
    "kept together": (b.keep_together(b.heading("Titre"), b.text("Texte")), "Titre Texte"),
    "what says nothing": (b.writing_lines(2) + b.spacer(3) + b.rule() + b.needs(10), ""),
    "parties": (
        b.parties(b.Party(name="Atelier"), CLIENT),
        "Atelier Le client Durand & Fils 38000 Grenoble",
    ),
    "blocks beside a party": (b.parties(b.text("Réf."), b.Party(name="Durand")), "Réf. Durand"),
    "attendance without firms": (
        b.attendance_grid(ONE_HALF, [("Łukasz NOWAK", "")], firm=None, person="Nom"),
        "Nom Lundi Matin Łukasz NOWAK",
    ),
    "table without header": (b.table([b.Column(), b.Column()], [["a", "b"]]), "a b"),
    "table without rows": (b.table([b.Column(title="Nom")], []), "Nom"),
    "blocks in a fitted column": (
        b.table(
            [b.Column(title="Quoi"), b.Column(align="right")], [["a", b.text("b")]], totals=TOTALS
        ),
        "Quoi a b HT 1 234,50 € Reste néant",
    ),
    "markup in a fitted column": (
        b.table([b.Column(title=b.bold("Prix & co"), align="right")], [[b.bold("1 €")]]),
        "Prix & co 1 €",
    ),
}


@pytest.mark.parametrize(("story", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_a_block_prints_its_texts_in_order(story, expected, pages_of, judge):
    paper = printed(b.title("Début"), story)
    judge(paper)
    (page,) = pages_of(paper)
    between = page.removeprefix("Début").split("Atelier Lumière 12, rue")[0]
    assert between.strip() == expected


def test_totals_stand_below_their_column_and_stay_with_the_last_row(pages_of):
    for count in range(20, 34):
        rows = [[f"Ligne {number}", "1", "2,00 €"] for number in range(count)]
        columns = [
            b.Column(title="Quoi"),
            b.Column(title="Nombre", align="right"),
            b.Column(title="Prix", align="right"),
        ]
        pages = pages_of(
            printed(b.table(columns, rows, totals=[b.Amount("Total HT", Decimal(50))]))
        )
        assert f"Ligne {count - 1} 1 2,00 € Total HT 50,00 €" in pages[-1]


def test_a_long_table_repeats_its_header_on_each_page(pages_of):
    rows = [[f"Ligne {number}"] for number in range(120)]
    pages = pages_of(printed(b.table([b.Column(title="Intitulé")], rows)))
    assert len(pages) > 2
    assert all("Intitulé Ligne" in page for page in pages)
    assert sum(page.count("Ligne ") for page in pages) == 120


def test_a_small_table_is_not_split(pages_of):
    rows = [[f"Ligne {number}"] for number in range(5)]
    for filling in range(30, 46):
        story = b.text("\n".join(["Texte."] * filling)) + b.table([b.Column(title="Nom")], rows)
        for page in pages_of(printed(story)):
            assert page.count("Ligne ") in {0, 5}


def test_a_row_taller_than_a_page_is_split_and_nothing_is_lost(pages_of):
    words = " ".join(f"mot{number}" for number in range(3000))
    paper = printed(
        b.table([b.Column(title="Jour", width=20), b.Column(title="Contenu")], [["1", words]])
    )
    text = " ".join(pages_of(paper))
    assert all(f"mot{number}" in text for number in range(3000))


def test_ten_people_sign_on_one_landscape_page(pages_of):
    people = [(f"NOM{number}", "Durand") for number in range(13)]
    days = [b.AttendanceDay(day, HALVES) for day in ("Lundi", "Mardi", "Mercredi")]
    first, second = pages_of(
        printed(
            b.title("Émargement", "Accueil"),
            b.attendance_grid(days, people),
            orientation="landscape",
        )
    )
    assert "NOM9" in first
    assert "NOM10" not in first
    assert "Stagiaire Entreprise Lundi Mardi Mercredi" in second


@pytest.mark.parametrize("count", [8, 14, 20])
def test_a_table_with_too_many_amounts_stays_on_the_paper(count, pages_of, judge):
    columns = [b.Column(title="Client"), *[b.Column(title="Total TTC", align="right")] * count]
    paper = printed(b.title("x"), b.table(columns, [["Durand", *["1 234,50 €"] * count]]))
    judge(paper)
    assert "Durand" in "".join(pages_of(paper)).replace(" ", "")


def test_columns_taller_than_a_page_follow_each_other(pages_of):
    tall = b.two_columns(b.text("Gauche " * 900), b.text("Droite " * 900))
    text = " ".join(pages_of(printed(b.title("x"), tall)))
    assert text.count("Gauche") == text.count("Droite") == 900


def test_a_list_item_over_two_pages_has_one_bullet(pages_of, structure_of):
    paper = printed(b.bullets(["Une phrase de la liste. " * 300]))
    assert " ".join(pages_of(paper)).count("•") == 1
    assert structure_of(paper).counts["LI"] == 1


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["un"]], id="too few cells"),
        pytest.param([["un", "deux", "trois"]], id="too many cells"),
        pytest.param([[b.Cell("un", colspan=3)]], id="too wide a span"),
        pytest.param([[b.Cell("un", rowspan=2), "deux"]], id="a span below the table"),
    ],
)
def test_a_row_that_does_not_fill_its_columns_is_refused(rows):
    with pytest.raises(ValueError, match="row 0 does not f"):
        b.table([b.Column(), b.Column()], rows)


def places_of(paper):
    """Return where each text stands on the first page, in millimetres from its top left."""
    places = {}

    def note(text, page, matrix, _font, _size):
        across, up = page[4] + matrix[4], page[5] + matrix[5]
        places[text.strip()] = (across / MM, 297 - up / MM)

    PdfReader(BytesIO(paper)).pages[0].extract_text(visitor_text=note)
    return places


@pytest.mark.parametrize("count", [1, 12], ids=["few facts", "more facts than the window is tall"])
def test_the_address_stands_where_a_window_envelope_shows_it(count):
    facts = b.facts([(f"Fait {number}", "oui") for number in range(count)])
    beside = b.title("Facture F-1") + facts
    story = b.parties(beside, b.Party(name="Durand"), address_window=True) + b.text("Suite")
    places = places_of(printed(story))
    across, down = places["Durand"]
    assert 100 < across < 110
    assert 45 < down < 60
    assert places["Suite"][1] > max(87, places[f"Fait {count - 1}"][1] + 4)


def test_a_tall_letterhead_pushes_the_address_down():
    tall = replace(LETTERHEAD, contact=["une ligne"] * 12)
    story = b.parties(b.Party(name="Atelier"), b.Party(name="Durand"), address_window=True)
    places = places_of(render(INFO, tall, story))
    assert places["Durand"][1] > 60
    assert places["Durand"][1] == places["Atelier"][1]


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(b.image(picture("CMYK", "JPEG"), "Logo"), id="CMYK JPEG"),
        pytest.param(b.image(picture("RGBA", "PNG"), "Logo", width=400), id="wider than the page"),
        pytest.param(b.image(picture("RGB", "JPEG"), "Logo", width=900, height=900), id="large"),
        pytest.param(b.bar_chart(MONTHS, "Deux mois", before=[Decimal(50)]), id="chart"),
        pytest.param(b.bar_chart([], "Aucun mois"), id="empty chart"),
    ],
)
def test_a_figure_prints(story, judge, structure_of):
    paper = printed(b.title("Titre"), story)
    judge(paper)
    assert len(structure_of(paper).of("Figure")) == 1


def test_a_tall_picture_goes_to_the_next_page_and_is_made_to_fit_there(pages_of):
    output = BytesIO()
    Image.new("RGB", (100, 400), "navy").save(output, "PNG")
    paper = printed(
        b.text("Avant"), b.image(output.getvalue(), "Un mât", height=400), b.text("Après")
    )
    assert ["Avant" in page for page in pages_of(paper)][:2] == [True, False]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("# Titre\n\nTexte **gras**.", "Titre Texte gras.", id="heading and text"),
        pytest.param("a & b <b>c</b>", "a & b <b>c</b>", id="HTML prints as it stands"),
        pytest.param("3. trois\n4. quatre", "3. trois 4. quatre", id="numbers go on"),
        pytest.param("- un\n  1. dessous\n\n  suite", "• un 1. dessous suite", id="nested"),
        pytest.param("- # titre", "• titre", id="an item without text"),
        pytest.param("-", "•", id="an empty item"),
        pytest.param("| a | b |\n|---|--:|\n| 1 | 2 |", "a b 1 2", id="table"),
        pytest.param("> cité", "cité", id="quotation"),
        pytest.param("un\ndeux\\\ntrois", "un deux trois", id="breaks"),
        pytest.param("    du code", "du code", id="code"),
        pytest.param(
            "[la fiche](https://x.example) ![photo](x.png)", "la fiche photo", id="link and image"
        ),
        pytest.param("---", "", id="rule"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_markdown_prints(source, expected, pages_of, judge):
    paper = printed(b.title("Début"), b.markdown(source))
    judge(paper)
    (page,) = pages_of(paper)
    assert page.removeprefix("Début").split("Atelier Lumière 12, rue")[0].strip() == expected


def test_the_contents_tell_the_page_of_each_heading(pages_of, judge):
    cover = b.parties(b.title("Catalogue"), b.Party(name="Durand"), address_window=True)
    story = cover + b.contents((1, 2, 3)) + b.page_break()
    for number in range(70):
        story += (
            b.heading(f"Fiche {number}") + b.heading("Détail " + "très long " * 20, 3) + b.text("x")
        )
    paper = printed(story)
    judge(paper)
    pages = pages_of(paper)
    told = dict(re.findall(r"Fiche (\d+) (\d+)", " ".join(pages)))
    assert len(told) == 70
    for sheet, page in told.items():
        assert f"Fiche {sheet} Détail" in pages[int(page) - 1]
