"""The attestation of attendance, half-day by half-day."""

from dataclasses import replace

import pytest

from tests.support.attendance_sample import (
    CONNECTED,
    DROPPED_OUT,
    EXCUSED,
    KEPT_AWAKE,
    LATE,
    LEARNT_ALONE,
    MISSED_A_HALF_DAY,
    REMOTE,
    SOMEONE,
    WITH_A_NIGHT,
    WITH_E_LEARNING,
    days,
    marked,
    paper,
)
from tests.support.office_sample import FILE, OFFICE
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.attendance_attestation import compose, file_name
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Attendance, Presence, Proof
from trainingdesk.domain.mentions.attendance import ATTENDANCE_ATTESTATION
from trainingdesk.domain.mentions.mention import missing


def pdf_of(data):
    return rendered(compose(data, Wording()), data.organisation, data.on)


def test_each_half_day_stands_with_its_hours():
    (page,) = pages(pdf_of(paper(MISSED_A_HALF_DAY)))
    for words in (
        (
            "Hélène Garance, gérante, atteste pour l’organisme de formation Atelier des Savoirs "
            "que Mme Nguyễn Đặng a participé à l’action de formation décrite ci-dessous"
        ),
        "Durée prévue 14 h en 2 jours Durée suivie 10 h 30 Absences 3 h 30",
        "lundi 18 mai 2026 Matin, 9 h – 12 h 30 Présence (signature) 3 h 30 3 h 30",
        "lundi 18 mai 2026 Après-midi, 13 h 30 – 17 h Absence 3 h 30 0 h",
        "mardi 19 mai 2026 Après-midi, 13 h 30 – 17 h Présence (signature) 3 h 30 3 h 30",
        "Total 14 h 10 h 30",
        "Fait à Valence Le 20 mai 2026 Pour l’organisme de formation Hélène Garance gérante",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("person", "file", "words"),
    [
        pytest.param(SOMEONE, FILE, "Absences aucune", id="present throughout"),
        pytest.param(
            LATE, FILE, "Retard 20 min (signature) 3 h 30 3 h 10", id="late by 20 minutes"
        ),
        pytest.param(
            marked(1, Presence.LATE, minutes=75, proof=Proof.SIGNED),
            FILE,
            "Retard 1 h 15 (signature) 3 h 30 2 h 15",
            id="late by more than an hour",
        ),
        pytest.param(
            marked(1, Presence.LATE, proof=Proof.SIGNED),
            FILE,
            "Retard (signature) 3 h 30 3 h 30",
            id="late, who knows how much",
        ),
        pytest.param(EXCUSED, FILE, "Absences 3 h 30, dont 3 h 30 justifiées", id="excused"),
        pytest.param(EXCUSED, FILE, "Absence justifiée 3 h 30 0 h", id="excused, in the table"),
        pytest.param(DROPPED_OUT, FILE, "Formation interrompue 3 h 30 0 h", id="dropped out"),
        pytest.param(
            CONNECTED, REMOTE, "Présence (relevé de connexion) 3 h 30 3 h 30", id="remote"
        ),
        pytest.param(
            LEARNT_ALONE,
            WITH_E_LEARNING,
            "En autonomie e-learning Relevé de la plateforme 4 h 2 h 30 Total 18 h 16 h 30",
            id="alone",
        ),
        pytest.param(
            KEPT_AWAKE,
            WITH_A_NIGHT,
            "mardi 19 mai 2026 Soirée, 22 h – 2 h Présence (signature) 4 h 4 h Total 18 h 18 h",
            id="night",
        ),
    ],
)
def test_what_happened_is_told_in_nouns_that_fit_everyone(person, file, words):
    assert words in printed(pdf_of(paper(person, file)))


def test_a_total_of_hours_is_that_of_its_rows():
    text = printed(pdf_of(paper(LATE)))
    assert "Durée suivie 13 h 40 Absences 0 h 20" in text
    assert "Total 14 h 13 h 40" in text


def test_without_a_representative_the_office_speaks():
    office = replace(OFFICE, representative_name="")
    text = printed(pdf_of(paper(file=replace(FILE, organisation=office))))
    assert "L’organisme de formation Atelier des Savoirs atteste que Mme Amélie Œuvrard a" in text


def test_a_long_training_goes_on_over_pages(judge):
    slots = days(30)
    marks = {
        slot.id: Attendance(
            enrolment_id=1, slot_id=slot.id, presence=Presence.PRESENT, proof=Proof.SIGNED
        )
        for slot in slots
    }
    data = paper(replace(SOMEONE, marks=marks), replace(FILE, slots=slots))
    pdf = pdf_of(data)
    judge(pdf)
    assert "Total 210 h 210 h" in printed(pdf)
    assert all("Durée suivie" in page for page in pages(pdf))
    assert "Pour l’organisme de formation" in pages(pdf)[-1]


def test_a_complete_attestation_lacks_nothing_and_is_the_same_each_time(judge):
    pdf = pdf_of(paper())
    judge(pdf)
    assert pdf == pdf_of(paper())
    assert missing(ATTENDANCE_ATTESTATION, paper()) == ()


def test_the_file_is_named_after_the_person():
    assert file_name(paper()) == "Attestation de présence – Œuvrard Amélie"
