"""The public sheet of a course, printed and read back."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.office_sample import COURSE_SHEET_PAPER, OFFICE, SHEET, VERSION
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.course_sheet import compose, duration, file_name
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.courses import CourseSheet, DayPart, HalfDay, Module
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.paper_data import CourseSheetPaper
from trainingdesk.interchange.course_sheets import read_course_sheet


def paper_of(sheet: CourseSheet) -> CourseSheetPaper:
    return replace(COURSE_SHEET_PAPER, version=replace(VERSION, sheet=sheet))


def pdf_of(data: CourseSheetPaper) -> bytes:
    return rendered(compose(data, Wording()), data.organisation, data.on)


def read_back(sheet: CourseSheet, folder):
    file = folder / "fiche.pdf"
    file.write_bytes(pdf_of(paper_of(sheet)))
    return read_course_sheet(file)


def test_a_usual_sheet_fits_one_page_and_states_its_facts():
    (page,) = pages(pdf_of(COURSE_SHEET_PAPER))
    for words in (
        "Domaine : RELATION CLIENT Sous-domaine : ACCUEIL",
        "Référence : ACC-01 Durée : 2 jours, soit 14 h",
        "Mise à jour : 5 janvier 2026 Prix par personne : 690,00 € HT, exonéré de TVA",
        "Jour 1 – Matin 1. Se préparer à recevoir",
        "Contacts : Paula Vidal, 04 00 00 00 01",
    ):
        assert words in page


def test_the_paper_is_valid_and_the_same_each_time(judge):
    pdf = pdf_of(COURSE_SHEET_PAPER)
    judge(pdf)
    assert pdf == pdf_of(COURSE_SHEET_PAPER)


def test_the_file_is_named_by_code_and_title():
    assert file_name(COURSE_SHEET_PAPER) == (
        "Fiche programme – ACC-01 – Accueillir un public exigeant sans s’épuiser"
    )


@pytest.mark.parametrize(
    ("days", "stated", "derived", "printed_as"),
    [
        pytest.param(D(2), D(14), False, "2 jours, soit 14 h", id="both"),
        pytest.param(D("0.5"), D("3.5"), True, "0,5 jour", id="days alone"),
        pytest.param(None, D("13.5"), False, "13 h 30", id="hours alone"),
        pytest.param(None, None, False, "", id="none"),
    ],
)
def test_the_duration_is_what_the_sheet_states(days, stated, derived, printed_as):
    sheet = replace(SHEET, days=days, hours=stated, hours_derived=derived)
    assert duration(sheet).replace("\N{NO-BREAK SPACE}", " ") == printed_as


def test_hours_counted_from_days_are_said_to_be_so(tmp_path):
    sheet = replace(SHEET, days=D(3), hours=D(21), hours_derived=True)
    text = printed(pdf_of(paper_of(sheet)))
    assert "7 h par jour, soit 21 h (heures déduites du nombre de jours)" in text
    assert read_back(sheet, tmp_path).sheet == sheet


@pytest.mark.parametrize(
    ("regime", "words"),
    [
        pytest.param(VatRegime.EXEMPT, "690,00 € HT, exonéré de TVA", id="exempt"),
        pytest.param(VatRegime.FRANCHISE, "690,00 € HT, TVA non applicable", id="franchise"),
        pytest.param(VatRegime.NORMAL, "690,00 € HT, TVA au taux normal en sus", id="taxed"),
    ],
)
def test_the_price_says_what_becomes_of_the_tax(regime, words, tmp_path):
    data = replace(COURSE_SHEET_PAPER, organisation=replace(OFFICE, vat_regime=regime))
    pdf = pdf_of(data)
    assert words in printed(pdf)
    (tmp_path / "fiche.pdf").write_bytes(pdf)
    assert read_course_sheet(tmp_path / "fiche.pdf").sheet == SHEET


def test_a_sheet_says_nothing_that_it_was_not_told(tmp_path):
    bare = CourseSheet(title="Vendre mieux", objectives=("Tenir un prix",))
    (page,) = pages(pdf_of(paper_of(bare)))
    assert page.startswith("Vendre mieux Objectifs • Tenir un prix Atelier des Savoirs")
    assert read_back(bare, tmp_path).sheet == bare


def test_what_is_longer_than_a_page_goes_on_and_nothing_is_cut(tmp_path):
    long = replace(
        SHEET,
        title="Conduire une équipe dispersée " * 4 + "sans perdre le fil",
        category="MANAGEMENT DES ÉQUIPES ET DES ORGANISATIONS",
        objectives=tuple(f"Savoir conduire l’étape numéro {n} du projet" for n in range(1, 71)),
        methods=("Exercices courts et commentés par le groupe " * 30 + "toujours",),
    )
    pdf = pdf_of(paper_of(long))
    text = printed(pdf)
    assert len(pages(pdf)) >= 3
    assert all(objective in text for objective in long.objectives)
    read = read_back(long, tmp_path).sheet
    assert read == replace(long, methods=(" ".join(long.methods[0].split()),))


@pytest.mark.parametrize(
    "half_days",
    [
        pytest.param((HalfDay(day=1), HalfDay(day=2)), id="days without modules"),
        pytest.param(
            tuple(HalfDay((Module("Tenir un prix"),), day, DayPart.MORNING) for day in (1, 2)),
            id="mornings only",
        ),
        pytest.param(
            (HalfDay((Module("", ("Écouter", "Reformuler")),)),), id="points without a module"
        ),
        pytest.param(
            (HalfDay((Module("Écouter", ("Poser " + "des questions ouvertes " * 9,)),), 1),),
            id="a long point",
        ),
    ],
)
def test_a_programme_of_any_shape_is_printed_and_read_back(half_days, tmp_path):
    sheet = replace(SHEET, programme=half_days, introduction=None)
    expected = [line.strip() for half in half_days for m in half.modules for line in m.points]
    read = read_back(sheet, tmp_path).sheet.programme
    assert [(half.day, half.day_part) for half in read] == [
        (half.day, half.day_part) for half in half_days
    ]
    assert [line for half in read for m in half.modules for line in m.points] == expected


@pytest.mark.parametrize(
    "title",
    [
        pytest.param(
            "Savoir accueillir accueillir (dont) accueillir ; accueillir", id="after a semicolon"
        ),
        pytest.param("Savoir " + ", ".join(["accueillir"] * 9), id="after commas"),
        pytest.param("Savoir vendre (Lyon) (Marseille) (Excel) (PowerPoint)", id="of names"),
    ],
)
def test_a_title_that_goes_on_on_another_line_is_read_back_whole(title, tmp_path):
    assert read_back(replace(SHEET, title=title), tmp_path).sheet.title == title


# Any sheet -----------------------------------------------------------------------

WORDS = (
    "accueillir", "analyser", "appliquer", "écouter", "œuvrer", "vendre", "négocier",
    "client", "équipe", "projet", "qualité", "sécurité", "réunion", "bilan", "étape", "outil",
    "exercice", "échange", "cas", "pratique", "d’abord", "souvent", "besoins", "attentes",
    "freins", "leviers", "chiffres", "clés", "simples", "utiles", "concrets", "réussis",
    "Excel", "PowerPoint", "Lyon", "Marseille", "Zoé", "Łukasiewicz", "Nguyễn", "RGPD",
    "OPCO", "2026",
)  # fmt: skip
JOINTS = (" ", " ", " ", " ", ", ", " et ", " – ", " ; ", ". Puis ", " (dont) ")


@st.composite
def phrases(draw, least=1, most=12):
    """Return words as an office writes them: a capital first, and no heading among them."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=most))
    text = words[0]
    for word in words[1:]:
        text += draw(st.sampled_from(JOINTS)) + word
    return "Savoir " + text


@st.composite
def programmes(draw):
    numbered = draw(st.booleans())
    days = draw(st.integers(0, 3))
    halves = [(day, part) for day in range(1, days + 1) for part in DayPart] or [(None, None)]
    number = 0
    half_days = []
    for day, part in halves:
        modules = []
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            points = tuple(draw(st.lists(phrases(most=20), min_size=1, max_size=4)))
            modules.append(Module(draw(phrases()), points, number if numbered else None))
        half_days.append(HalfDay(tuple(modules), day, part))
    return tuple(half_days)


LISTS = st.lists(phrases(most=30), max_size=4).map(tuple)
TEXTS = st.none() | phrases(most=40)
DURATIONS = st.one_of(
    st.just((None, None, False)),
    st.integers(1, 20).map(lambda halves: (D(halves) / 2, D(halves) / 2 * 7, True)),
    st.integers(1, 400).map(lambda quarters: (None, D(quarters) / 4, False)),
    st.integers(1, 10).map(lambda days: (D(days), D(days) * 6 + D("0.5"), False)),
)


@st.composite
def sheets(draw):
    days, stated, derived = draw(DURATIONS)
    category = draw(st.none() | st.sampled_from(("COMMERCE", "RELATION CLIENT ET VENTE")))
    return CourseSheet(
        # Cut right after the end of a sentence, a title cannot be told from two lines.
        title=re.sub(r"\s?[.;:!?…]", ",", draw(phrases())),
        code=draw(st.none() | st.from_regex(r"[A-Z]{3}-[0-9]{2}", fullmatch=True)),
        category=category,
        subcategory=draw(st.none() | st.just("ACCUEIL")) if category else None,
        days=days,
        hours=stated,
        hours_derived=derived,
        objectives=draw(st.lists(phrases(most=30), min_size=1, max_size=5).map(tuple)),
        introduction=draw(st.none() | phrases(most=40).map("{}.".format)),
        programme=draw(programmes()),
        prerequisites=draw(LISTS),
        audience=draw(LISTS),
        methods=draw(LISTS),
        assessment=draw(LISTS),
        modality=draw(TEXTS),
        recognition=draw(TEXTS),
        access=draw(TEXTS),
        accessibility=draw(TEXTS),
        price_ht=draw(st.none() | st.integers(1, 5_000_000).map(lambda cents: D(cents) / 100)),
        funding=draw(TEXTS),
        results=draw(TEXTS),
        contacts=draw(TEXTS),
        version_date=draw(st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))),
    )


@given(sheet=sheets())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_sheet_is_read_back_as_it_was(sheet, tmp_path):
    assert read_back(sheet, tmp_path).sheet == sheet
