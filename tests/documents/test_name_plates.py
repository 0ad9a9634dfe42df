"""The name plates, folded in two."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.support.office_sample import FILE, ON, PEOPLE, SESSION, participant, unnamed
from tests.support.pdf_text import pages
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance_data import NamePlatesPaper
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.sessions import SessionState

KIND = PAPERS["name_plates"]
LONG = participant(9, "Anne-Charlotte", "de La Rochefoucauld-Montbel")
MILLIMETRE = 72 / 25.4
CAPITAL = 0.714
"""Height of a capital of the shipped letters, in parts of their size."""


def plates(*people, alone=None):
    return NamePlatesPaper(file=replace(FILE, participants=people), participant=alone, on=ON)


def pdf_of(data):
    return rendered(KIND.compose(data, Wording()), data.organisation, data.on)


def letters(pdf, page=0):
    """Return the texts of a page with their size in points and the side they are read from."""
    found = []

    def visit(text, matrix, text_matrix, _font, size):
        if text.strip():
            scale = abs(text_matrix[0] * matrix[0]) or 1.0
            found.append((" ".join(text.split()), size * scale, matrix[0] < 0))

    PdfReader(BytesIO(pdf)).pages[page].extract_text(visitor_text=visit)
    return found


def test_a_plate_for_each_person_then_two_to_write_on(judge):
    pdf = pdf_of(plates(PEOPLE[0], PEOPLE[1]))
    judge(pdf)
    found = pages(pdf)
    assert len(found) == 4
    assert "Amélie Œuvrard" in " ".join(found)
    assert [page.count("Accueillir un public exigeant") for page in found] == [2, 2, 2, 2]
    assert "Mairie" not in found[3]


def test_a_name_says_itself_on_both_faces_one_on_its_head():
    found = letters(pdf_of(plates(PEOPLE[0])))
    faces = [(text, upside_down) for text, _size, upside_down in found if "Œuvrard" in text]
    assert sorted(upside_down for _text, upside_down in faces) == [False, True]


@pytest.mark.parametrize("person", [PEOPLE[0], LONG], ids=["short", "very long"])
def test_a_name_is_read_at_five_metres_and_stays_on_its_face(person):
    pdf = pdf_of(plates(person))
    page = PdfReader(BytesIO(pdf)).pages[0]
    assert float(page.mediabox.width) == pytest.approx(297 * MILLIMETRE, abs=1)
    name = [size for text, size, _side in letters(pdf) if person.trainee.last_name in text]
    # A capital of a four-hundredth of the distance is read without effort.
    assert min(name) * CAPITAL / MILLIMETRE >= 5_000 / 400


def test_the_late_name_comes_alone():
    data = plates(*PEOPLE[:3], alone=PEOPLE[1])
    (page,) = pages(pdf_of(data))
    assert PEOPLE[1].trainee.last_name in page
    assert KIND.file_name(data).startswith("Chevalet – S-2026-014 – ")
    assert KIND.file_name(plates(*PEOPLE)) == "Chevalets – S-2026-014"
    assert KIND.file_name(plates(alone=unnamed(9))) == "Chevalets – S-2026-014"


def test_a_seat_without_a_name_has_a_line_and_its_firm(judge):
    data = plates(unnamed(9))
    pdf = pdf_of(data)
    judge(pdf)
    assert "Mairie d’Évian-la-Forêt" in pages(pdf)[0]
    assert [mention.name for mention in missing(KIND.mentions, data)] == ["Noms des stagiaires"]


def test_an_individual_stands_for_no_firm():
    assert "Particulier" not in pages(pdf_of(plates(PEOPLE[7])))[0]


def test_forty_plates_and_none_are_whole_papers(judge):
    judge(pdf_of(plates(*PEOPLE * 5)))
    judge(pdf_of(plates()))


def test_they_are_the_same_each_time_and_none_for_a_cancelled_session():
    assert pdf_of(plates(*PEOPLE)) == pdf_of(plates(*PEOPLE))
    assert KIND.refusal(plates(*PEOPLE)) is None
    cancelled = replace(FILE, session=replace(SESSION, state=SessionState.CANCELLED))
    assert "annulée" in KIND.refusal(NamePlatesPaper(file=cancelled, on=ON))
