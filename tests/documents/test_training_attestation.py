"""The attestation at the end of a training."""

from dataclasses import replace

import pytest

from tests.support.attendance_sample import MISSED_A_HALF_DAY, REMOTE, SOMEONE, paper
from tests.support.office_sample import FILE, OFFICE, PEOPLE, SHEET, VERSION
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.training_attestation import compose, file_name, result
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Result
from trainingdesk.domain.courses import Objective
from trainingdesk.domain.mentions.attendance import TRAINING_ATTESTATION
from trainingdesk.domain.mentions.mention import missing


def pdf_of(data):
    return rendered(compose(data, Wording()), data.organisation, data.on)


def test_it_states_who_what_when_how_long_and_each_result():
    (page,) = pages(pdf_of(paper(MISSED_A_HALF_DAY)))
    for words in (
        "Attestation de fin de formation Accueillir un public exigeant sans s’épuiser",
        (
            "Hélène Garance, gérante, atteste pour l’organisme de formation Atelier des Savoirs "
            "que Mme Nguyễn Đặng a suivi l’action de formation décrite ci-dessous."
        ),
        "Employeur Mairie d’Évian-la-Forêt",
        "Nature de l’action action de formation (article L6313-1)",
        "Dates du 18 mai 2026 au 19 mai 2026",
        "Modalité en présentiel",
        "Durée prévue 14 h en 2 jours Durée suivie 10 h 30",
        "Mode d’évaluation : Questionnaire d’entrée ; Mise en situation notée en fin de parcours.",
        (
            "Identifier les attentes d’un visiteur dès les premières secondes acquis "
            "Employer les mots qui apaisent en cours d’acquisition "
            "Traiter une réclamation jusqu’à son terme acquis"
        ),
        "Fait à Valence Le 20 mai 2026 Pour l’organisme de formation Hélène Garance gérante",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("results", "words"),
    [
        pytest.param({1: Result.ACQUIRED}, "acquis", id="acquired"),
        pytest.param({1: Result.IN_PROGRESS}, "en cours d’acquisition", id="in progress"),
        pytest.param({1: Result.NOT_ACQUIRED}, "non acquis", id="not acquired"),
        pytest.param({}, "non évalué", id="not assessed"),
    ],
)
def test_each_objective_has_its_result(results, words):
    person = replace(SOMEONE, results=results)
    assert result(person, VERSION.objectives[0]) == words


def test_an_objective_that_was_never_saved_is_not_assessed():
    assert result(SOMEONE, Objective(text="Conclure")) == "non évalué"


def test_results_not_entered_yet_warn_and_do_not_refuse():
    data = paper(replace(SOMEONE, results={1: Result.ACQUIRED, 2: Result.ACQUIRED}))
    (lacking,) = missing(TRAINING_ATTESTATION, data)
    assert (lacking.name, lacking.blocks) == ("Résultat de chaque objectif", False)
    assert "non évalué" in printed(pdf_of(data))


def test_nothing_lacks_when_all_is_assessed():
    assert missing(TRAINING_ATTESTATION, paper()) == ()
    assert missing(TRAINING_ATTESTATION, paper(PEOPLE[7])) == ()


def test_it_is_called_neither_certificate_nor_diploma():
    text = printed(pdf_of(paper())).casefold()
    assert "certificat" not in text
    assert "diplôme" not in text


def test_without_a_representative_the_office_speaks():
    office = replace(OFFICE, representative_name="")
    text = printed(pdf_of(paper(file=replace(FILE, organisation=office))))
    assert "L’organisme de formation Atelier des Savoirs atteste que Mme Amélie Œuvrard" in text


def test_a_remote_session_says_so():
    text = printed(pdf_of(paper(file=REMOTE)))
    assert "Lieu À distance Modalité à distance, en direct" in text


def test_objectives_longer_than_a_page_go_on_and_none_is_cut(judge):
    objectives = tuple(
        Objective(id=n, text=f"Conduire l’étape numéro {n} du projet, " + "avec méthode " * 12)
        for n in range(1, 41)
    )
    version = replace(VERSION, objectives=objectives, sheet=replace(SHEET, assessment=()))
    data = paper(
        replace(SOMEONE, results={40: Result.NOT_ACQUIRED}), replace(FILE, version=version)
    )
    pdf = pdf_of(data)
    judge(pdf)
    assert len(pages(pdf)) >= 3
    text = printed(pdf)
    assert all(f"l’étape numéro {n} du projet" in text for n in range(1, 41))
    assert "Mode d’évaluation" not in text
    assert "non acquis" in pages(pdf)[-1]
    assert "Pour l’organisme de formation" in pages(pdf)[-1]


def test_it_is_valid_and_the_same_each_time(judge):
    pdf = pdf_of(paper())
    judge(pdf)
    assert pdf == pdf_of(paper())


def test_the_file_is_named_after_the_person():
    assert file_name(paper()) == "Attestation de fin de formation – Œuvrard Amélie"
