"""The certificate of completion, against the State's model."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from tests.support.attendance_sample import (
    DROPPED_OUT,
    LATE,
    LEARNT_ALONE,
    MISSED_A_HALF_DAY,
    REMOTE,
    SOMEONE,
    WITH_E_LEARNING,
    enrolled,
    paper,
)
from tests.support.office_sample import COURSE, FILE, OFFICE, PEOPLE, SESSION, TOWN_HALL, unnamed
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.completion_certificate import compose, file_name
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.courses import ActionNature
from trainingdesk.domain.mentions.attendance import COMPLETION_CERTIFICATE
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.parties import TraineeStatus


def pdf_of(data):
    return rendered(compose(data, Wording()), data.organisation, data.on)


def test_the_model_is_followed_word_for_word_and_in_its_order():
    (page,) = pages(pdf_of(paper(MISSED_A_HALF_DAY)))
    assert (
        "Certificat de réalisation Je soussigné(e) Hélène Garance, représentant légal du "
        "dispensateur de l’action concourant au développement des compétences "
        "Atelier des Savoirs, atteste que : Mme Nguyễn Đặng, salarié(e) de l’entreprise "
        "Mairie d’Évian-la-Forêt a suivi l’action Accueillir un public exigeant sans s’épuiser "
        "Nature de l’action concourant au développement des compétences : action de formation "
        "bilan de compétences action de VAE action de formation par apprentissage "
        "qui s’est déroulée du 18 mai 2026 au 19 mai 2026 pour une durée de 10 h 30. "
        "Sans préjudice des délais imposés par les règles fiscales, comptables ou commerciales, "
        "je m’engage à conserver l’ensemble des pièces justificatives qui ont permis d’établir "
        "le présent certificat pendant une durée de 3 ans à compter de la fin de l’année du "
        "dernier paiement. En cas de cofinancement des fonds européens la durée de conservation "
        "est étendue conformément aux obligations conventionnelles spécifiques. "
        "Fait à Valence Le 20 mai 2026 "
        "Cachet et signature du responsable du dispensateur de formation Hélène Garance gérante"
    ) in page


@pytest.mark.parametrize(
    ("person", "file", "words"),
    [
        pytest.param(SOMEONE, FILE, "pour une durée de 14 h.", id="all of it"),
        pytest.param(LATE, FILE, "pour une durée de 13 h 40.", id="late by 20 minutes"),
        pytest.param(DROPPED_OUT, FILE, "pour une durée de 7 h.", id="left after a day"),
        pytest.param(
            LEARNT_ALONE,
            WITH_E_LEARNING,
            "pour une durée de 16 h 30. Dont 2 h 30 à distance, comptées d’après les activités "
            "réalisées et le temps estimé pour les mener à bien.",
            id="14 h in the room and 2 h 30 alone",
        ),
        pytest.param(SOMEONE, REMOTE, "pour une durée de 14 h. Dont 14 h à distance", id="remote"),
    ],
)
def test_the_hours_are_those_followed(person, file, words):
    assert words in printed(pdf_of(paper(person, file)))


@pytest.mark.parametrize(
    ("person", "words"),
    [
        pytest.param(
            SOMEONE, "Mme Amélie Œuvrard, salarié(e) de l’entreprise Mairie d’Évian", id="employee"
        ),
        pytest.param(
            enrolled(SOMEONE, status=TraineeStatus.OTHER),
            "Mme Amélie Œuvrard (Mairie d’Évian-la-Forêt) a suivi",
            id="with a firm, but not its employee",
        ),
        pytest.param(PEOPLE[7], "Mme Zoé Łukasiewicz a suivi", id="nobody’s employee"),
    ],
)
def test_the_beneficiary_is_named_with_the_employer_if_any(person, words):
    assert words in printed(pdf_of(paper(person)))


def figures(pdf):
    """Return what the figures of the paper say, in the order they are read."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = []
        waiting = [opened.Root.StructTreeRoot]
        while waiting:
            node = waiting.pop()
            if node.get("/S") == "/Figure":
                found.append(str(node.Alt))
            kids = node.get("/K", [])
            several = kids if isinstance(kids, pikepdf.Array) else [kids]
            waiting += [kid for kid in reversed(several) if isinstance(kid, pikepdf.Dictionary)]
        return found


@pytest.mark.parametrize(
    ("nature", "place"),
    [
        pytest.param(ActionNature.TRAINING, 0, id="training"),
        pytest.param(ActionNature.SKILLS_ASSESSMENT, 1, id="skills assessment"),
        pytest.param(ActionNature.VAE, 2, id="VAE"),
        pytest.param(ActionNature.APPRENTICESHIP, 3, id="apprenticeship"),
    ],
)
def test_one_box_is_ticked_the_nature_of_the_action(nature, place, judge):
    file = replace(FILE, course=replace(COURSE, nature=nature))
    pdf = pdf_of(paper(SOMEONE, file))
    boxes = ["Case non cochée"] * 4
    boxes[place] = "Case cochée"
    assert figures(pdf) == boxes
    judge(pdf)


def test_it_is_valid_and_the_same_each_time(judge):
    pdf = pdf_of(paper())
    judge(pdf)
    assert pdf == pdf_of(paper())


def test_long_names_and_titles_stay_on_one_page(judge):
    employer = replace(TOWN_HALL, name="Communauté d’agglomération des Trois-Vallées " * 3)
    person = replace(SOMEONE, employer=employer)
    file = replace(FILE, session=replace(SESSION, title="Conduire un projet & <réussir> " * 12))
    pdf = pdf_of(paper(person, file))
    judge(pdf)
    assert len(pages(pdf)) == 1
    assert "Conduire un projet & <réussir> " * 11 in printed(pdf)


def test_what_is_not_known_yet_shows_as_room_to_fill_in():
    office = replace(OFFICE, representative_name="", representative_title="")
    bare = replace(FILE, organisation=office, slots=())
    text = printed(pdf_of(paper(unnamed(9), bare)))
    assert "Je soussigné(e) ……" in text
    assert "Stagiaire à désigner" in text
    assert "qui s’est déroulée ……" in text


def test_the_file_is_named_after_the_person():
    assert file_name(paper()) == "Certificat de réalisation – Œuvrard Amélie"
    assert file_name(paper(unnamed(9))) == "Certificat de réalisation – Stagiaire à désigner"


def test_a_complete_certificate_lacks_nothing():
    assert missing(COMPLETION_CERTIFICATE, paper()) == ()


@pytest.mark.parametrize(
    ("data", "names"),
    [
        pytest.param(
            paper(file=replace(FILE, organisation=replace(OFFICE, representative_name=""))),
            ["Représentant légal"],
            id="no representative",
        ),
        pytest.param(paper(unnamed(9)), ["Nom du bénéficiaire", "Durée suivie"], id="nobody"),
        pytest.param(
            paper(file=replace(FILE, slots=())), ["Dates de l’action", "Durée suivie"], id="no slot"
        ),
        pytest.param(
            paper(file=replace(FILE, session=replace(SESSION, title=""))),
            ["Intitulé de l’action"],
            id="no title",
        ),
    ],
)
def test_the_fields_of_the_model_block(data, names):
    lacking = [mention.name for mention in missing(COMPLETION_CERTIFICATE, data) if mention.blocks]
    assert lacking == names


def test_hours_are_exact_to_the_minute():
    person = replace(LATE, marks={**LATE.marks, 1: replace(LATE.marks[1], minutes_missed=1)})
    assert "13 h 59" in printed(pdf_of(paper(person)))
