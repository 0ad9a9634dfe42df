"""The joining letter, as the person opens it."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from tests.support.attendance_sample import LINK, REMOTE, SOMEONE, WITH_A_NIGHT, days, enrolled
from tests.support.office_sample import (
    FILE,
    OFFICE,
    ON,
    PEOPLE,
    SESSION,
    SHEET,
    SLOTS,
    TOWN_HALL,
    VERSION,
    unnamed,
)
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.joining_letter import compose, file_name, refusal
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.mentions.attendance import JOINING_LETTER
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.people import Civility
from trainingdesk.domain.sessions import EnrolmentState, Modality, SessionState


def letter(person=SOMEONE, file=FILE):
    return ParticipantPaper(file=file, participant=person, on=ON)


def pdf_of(data):
    return rendered(compose(data, Wording()), data.organisation, data.on)


def living_at(address, **changes):
    return replace(SOMEONE, trainee=replace(SOMEONE.trainee, address=address, **changes))


def without_course_words():
    sheet = replace(SHEET, objectives=(), prerequisites=())
    return replace(FILE, version=replace(VERSION, sheet=sheet))


def test_a_usual_letter_says_all_on_one_page():
    (page,) = pages(pdf_of(letter()))
    for words in (
        "Convocation Session S-2026-014 Date 10 avril 2026",
        "Mairie d’Évian-la-Forêt À l’attention de Mme Amélie Œuvrard 1 place de l’Hôtel-de-Ville",
        "Madame, Votre inscription est confirmée.",
        "Stagiaire Mme Amélie Œuvrard (Mairie d’Évian-la-Forêt)",
        "Formation Accueillir un public exigeant sans s’épuiser (ACC-01)",
        "Formation assurée par M. Marc Tellier",
        "Lieu Atelier des Savoirs, salle Cévennes, 12 rue des Tisserands, 26000 Valence",
        "Accès Tram 2, arrêt Tisserands. Stationnement gratuit dans la cour.",
        "Accessibilité du lieu Plain-pied, boucle magnétique",
        "lundi 18 mai 2026 9 h – 12 h 30, 13 h 30 – 17 h 7 h",
        "Durée totale 14 h",
        "Prérequis Aucune connaissance préalable n’est nécessaire",
        "Référent pédagogique Marc Tellier Référent handicap Inès Rocher",
        "Référent administratif Paula Vidal Violences et harcèlement Inès Rocher",
        "Joindre les référents 04 00 00 00 01 Absence ou retard 04 00 00 00 01",
        "Vous signez la feuille d’émargement à chaque demi-journée",
        "Le règlement intérieur joint s’applique",
        "Une réclamation peut être adressée à tout moment à bonjour@atelier-savoirs.example.",
        "Au plaisir de vous accueillir, Hélène Garance, gérante",
    ):
        assert words in page


HOME = Address(street="8 allée des Pins", postcode="26000", city="Valence")


@pytest.mark.parametrize(
    ("person", "words"),
    [
        pytest.param(
            living_at(HOME), "Mme Amélie Œuvrard 8 allée des Pins 26000 Valence", id="at home"
        ),
        pytest.param(
            SOMEONE, "Mairie d’Évian-la-Forêt À l’attention de Mme Amélie Œuvrard", id="at work"
        ),
        pytest.param(
            PEOPLE[7], "Mme Zoé Łukasiewicz 3 impasse du Puits 26100 Romans", id="pays herself"
        ),
    ],
)
def test_the_window_shows_where_the_letter_goes(person, words):
    assert words in printed(pdf_of(letter(person)))


def test_without_an_address_the_letter_has_no_window(judge):
    nowhere = replace(SOMEONE, employer=replace(TOWN_HALL, address=Address()))
    pdf = pdf_of(letter(nowhere))
    judge(pdf)
    assert "À l’attention" not in printed(pdf)
    assert "Madame, Votre inscription" in printed(pdf)


@pytest.mark.parametrize(
    ("civility", "words"),
    [
        pytest.param(Civility.MADAME, "Madame, Votre", id="Mme"),
        pytest.param(Civility.MONSIEUR, "Monsieur, Votre", id="M."),
        pytest.param(Civility.UNKNOWN, "Bonjour, Votre", id="unknown"),
    ],
)
def test_the_salutation_fits_the_person_or_anyone(civility, words):
    assert words in printed(pdf_of(letter(living_at(HOME, civility=civility))))


def links(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            str(note.A.URI)
            for page in opened.pages
            for note in page.get("/Annots", [])
            if "/URI" in note.get("/A", {})
        ]


def test_a_remote_session_gives_its_link_the_tool_and_what_to_have_ready(judge):
    pdf = pdf_of(letter(file=REMOTE))
    judge(pdf)
    (page,) = pages(pdf)
    assert links(pdf) == [LINK]
    assert f"Lieu À distance Connexion {LINK} – visio.example, navigateur à jour" in page
    assert "À prévoir ordinateur, connexion internet stable, micro-casque et caméra" in page
    assert "connectez-vous sous vos nom et prénom" in page
    assert "émargement" not in page
    assert "Tram 2" not in page


@pytest.mark.parametrize(
    ("link", "words"),
    [
        pytest.param("", "Connexion le lien de connexion vous sera envoyé", id="not known yet"),
        pytest.param("salle 42, code 0815", "Connexion salle 42, code 0815 À", id="no web link"),
    ],
)
def test_a_link_that_cannot_be_followed_is_none(link, words):
    file = replace(REMOTE, session=replace(REMOTE.session, remote_link=link))
    pdf = pdf_of(letter(file=file))
    assert words in printed(pdf)
    assert links(pdf) == []


def test_a_mixed_session_tells_both_ways_in():
    mixed = replace(SESSION, modality=Modality.MIXED, remote_link=LINK)
    slots = (replace(SLOTS[0], is_remote=True), *SLOTS[1:])
    text = printed(pdf_of(letter(file=replace(FILE, session=mixed, slots=slots))))
    assert "9 h – 12 h 30 (à distance), 13 h 30 – 17 h" in text
    assert "Accès Tram 2" in text
    assert "Vous signez la feuille d’émargement" in text
    assert "À distance, vos connexions et vos travaux prouvent votre présence" in text


def test_dates_that_are_not_fixed_are_announced():
    text = printed(pdf_of(letter(file=replace(FILE, slots=()))))
    assert "Dates communiquées dès qu’elles sont fixées" in text
    assert "Durée totale" not in text


def test_a_signature_never_goes_alone_to_a_second_page(judge):
    pdf = pdf_of(letter(file=replace(FILE, slots=days(5))))
    judge(pdf)
    first, second = pages(pdf)
    assert "Règles de la formation" not in first
    assert "Règles de la formation" in second
    assert "Hélène Garance, gérante" in second


def test_bad_cases_print_whole(judge):
    title = "Conduire un projet & <réussir> " * 10
    objectives = tuple(f"Savoir mener l’étape numéro {n} du projet." for n in range(1, 81))
    file = replace(
        WITH_A_NIGHT,
        organisation=replace(
            OFFICE, phone="", email="", representative_name="", referents_contact=""
        ),
        session=replace(SESSION, title=title),
        version=replace(VERSION, sheet=replace(SHEET, objectives=objectives)),
        trainers=(),
        venue=None,
        room=None,
    )
    pdf = pdf_of(letter(file=file))
    judge(pdf)
    text = printed(pdf)
    assert title.strip() in text
    assert "22 h – 2 h" in text
    assert all(objective.rstrip(".") in text for objective in objectives)
    assert "réclamation" not in text.casefold()
    assert "gérante" in text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(letter(), None, id="someone"),
        pytest.param(
            letter(unnamed(9)),
            "Cette place n’a pas encore de nom : désignez le stagiaire dans la session, "
            "onglet Stagiaires.",
            id="nobody named",
        ),
        pytest.param(
            letter(enrolled(SOMEONE, state=EnrolmentState.CANCELLED)),
            "Mme Amélie Œuvrard : cette inscription est annulée, aucun document n’en est édité.",
            id="cancelled",
        ),
        pytest.param(
            letter(file=replace(FILE, session=replace(SESSION, state=SessionState.POSTPONED))),
            "La session S-2026-014 est annulée ou reportée : aucun document n’en est édité.",
            id="postponed",
        ),
    ],
)
def test_only_someone_who_is_expected_is_invited(data, sentence):
    assert refusal(data) == sentence


def test_a_seat_without_a_name_can_be_previewed():
    assert "Stagiaire Stagiaire à désigner" in printed(pdf_of(letter(unnamed(9))))
    assert file_name(letter(unnamed(9))) == "Convocation – Stagiaire à désigner"


@pytest.mark.parametrize(
    ("data", "names"),
    [
        pytest.param(letter(), [], id="complete"),
        pytest.param(letter(file=REMOTE), [], id="complete, remote"),
        pytest.param(
            letter(file=replace(REMOTE, session=replace(REMOTE.session, remote_link=""))),
            ["Lien de connexion"],
            id="no link",
        ),
        pytest.param(
            letter(file=without_course_words()), ["Objectifs", "Prérequis"], id="bare course"
        ),
        pytest.param(
            letter(file=replace(FILE, organisation=replace(OFFICE, harassment_referent=""))),
            ["Contact en cas de violence, de harcèlement ou de discrimination"],
            id="no contact about violence",
        ),
        pytest.param(
            letter(file=replace(FILE, slots=())),
            ["Dates", "Horaires", "Durée totale"],
            id="no calendar",
        ),
        pytest.param(
            letter(file=replace(FILE, venue=None)), ["Lieu", "Accès au lieu"], id="no place"
        ),
    ],
)
def test_what_the_letter_lacks_is_named(data, names):
    assert [mention.name for mention in missing(JOINING_LETTER, data)] == names
    assert not any(mention.blocks for mention in JOINING_LETTER)


def test_a_course_without_prerequisites_says_so():
    assert "Prérequis aucun À apporter" in printed(pdf_of(letter(file=without_course_words())))


def test_it_is_valid_the_same_each_time_and_named_after_the_person(judge):
    pdf = pdf_of(letter())
    judge(pdf)
    assert pdf == pdf_of(letter())
    assert file_name(letter()) == "Convocation – Œuvrard Amélie"
