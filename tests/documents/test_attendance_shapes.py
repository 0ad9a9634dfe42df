"""The attendance sheet by day, week, month, person and firm, and without names."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.attendance_sample import REMOTE, SOMEONE, days, enrolled
from tests.support.office_sample import (
    FILE,
    INDIVIDUAL,
    ON,
    PEOPLE,
    SESSION,
    SLOTS,
    TOWN_HALL,
    participant,
    unnamed,
)
from tests.support.pdf_text import pages, plain, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance_data import ClientSessionPaper
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.paper_data import ParticipantPaper, SessionPaper
from trainingdesk.domain.sessions import EnrolmentState, SessionState

TEN = tuple(
    replace(person, marks={})
    for person in (
        *PEOPLE,
        participant(9, "Anne-Charlotte", "de La Rochefoucauld-Montbel"),
        participant(10, "Guy", "Petit"),
    )
)
TO_SIGN = replace(FILE, participants=TEN)
ONE_DAY_A_WEEK = tuple(
    replace(slot, day=slot.day + timedelta(weeks=week), id=10 * week + slot.id)
    for week in range(9)
    for slot in SLOTS[:2]
)
WHOLE = ("attendance_day", "attendance_week", "attendance_month", "attendance_blank")


def whole(file):
    return SessionPaper(file=file, on=ON)


def of_client(file, client=TOWN_HALL):
    own = file.narrowed(file.of_client(client.id), attended=True)
    return ClientSessionPaper(file=own, client=client, on=ON)


def of_person(file, place=0):
    person = file.participants[place]
    return ParticipantPaper(file=file.narrowed([person], attended=True), participant=person, on=ON)


def pdf_of(key, data):
    return rendered(PAPERS[key].compose(data, Wording()), data.organisation, data.on)


EVERY = [
    *((key, whole(TO_SIGN)) for key in WHOLE),
    ("attendance_company", of_client(TO_SIGN)),
    ("attendance_person", of_person(TO_SIGN)),
]
IDS = [key for key, _data in EVERY]


@pytest.mark.parametrize(("key", "data"), EVERY, ids=IDS)
def test_each_shape_is_judged_valid_complete_and_the_same_each_time(key, data, judge):
    pdf = pdf_of(key, data)
    judge(pdf)
    assert pdf == pdf_of(key, data)
    assert missing(PAPERS[key].mentions, data) == ()
    text = printed(pdf).casefold()
    for mention in PAPERS[key].mentions:
        for words in mention.words(data) if mention.applies(data) else ():
            assert plain(words).casefold() in text, mention.name


@pytest.mark.parametrize(("key", "data"), EVERY, ids=IDS)
def test_ten_names_or_two_days_stand_on_one_page_but_by_day(key, data):
    found = pages(pdf_of(key, data))
    assert len(found) == (2 if key == "attendance_day" else 1)


@pytest.mark.parametrize(
    ("key", "orientation"),
    [
        ("attendance_day", "portrait"),
        ("attendance_week", "landscape"),
        ("attendance_month", "landscape"),
        ("attendance_blank", "portrait"),
        ("attendance_company", "portrait"),
        ("attendance_person", "portrait"),
    ],
)
def test_how_each_lies(key, orientation):
    data = dict(EVERY)[key]
    assert PAPERS[key].compose(data, Wording()).orientation == orientation


def test_by_day_each_page_bears_its_own_day_and_every_name():
    first, second = pages(pdf_of("attendance_day", whole(TO_SIGN)))
    assert "Lundi 18 mai 2026" in first
    assert "Mardi 19 mai 2026" not in first
    assert "Feuille d’émargement du mardi 19 mai 2026" in second
    assert first.count("Bellil Karim") == second.count("Bellil Karim") == 1


def test_by_week_a_page_turns_with_the_week():
    slots = tuple(replace(slot, day=slot.day + timedelta(4)) for slot in days(4))
    found = pages(pdf_of("attendance_week", whole(replace(TO_SIGN, slots=slots))))
    assert [page.count(" juin 2026 Matin") for page in found] != [4]
    assert len(found) == 2


def test_by_month_a_page_turns_with_the_month_and_days_are_written_short():
    found = pages(pdf_of("attendance_month", whole(replace(TO_SIGN, slots=ONE_DAY_A_WEEK))))
    assert len(found) == 3
    assert "Lun. 18/05" in found[0]
    assert "Feuille d’émargement, juin 2026" in found[1]
    assert "Lun. 29/06" in found[1]
    assert "Lun. 06/07" in found[2]


def test_beside_fourteen_half_days_names_are_not_broken():
    text = printed(pdf_of("attendance_month", whole(replace(TO_SIGN, slots=days(7)))))
    assert text.count("13 h 30") == 7
    assert "Stagiaire Entreprise" in text
    assert "Mairie d’Évian-la-Forêt" in text


def test_a_month_with_a_slot_at_a_distance_says_so():
    slots = (replace(ONE_DAY_A_WEEK[0], is_remote=True), *ONE_DAY_A_WEEK[1:])
    text = printed(pdf_of("attendance_month", whole(replace(TO_SIGN, slots=slots))))
    assert text.count("dist.") == 1


def test_without_names_there_are_lines_to_write_on():
    text = printed(pdf_of("attendance_blank", whole(TO_SIGN)))
    assert "Bellil" not in text
    assert "Mairie" not in text
    assert "M. Marc Tellier Formateur" in text
    assert "Chacun écrit son nom et son entreprise" in text


def test_one_firms_sheet_names_nobody_elses_people():
    text = printed(pdf_of("attendance_company", of_client(TO_SIGN)))
    assert "Entreprise Mairie d’Évian-la-Forêt" in text
    assert "Bellil Karim" in text
    assert "Łukasiewicz" not in text
    assert "Particulier" not in text


def test_a_client_without_people_has_no_sheet():
    nobody = of_client(replace(TO_SIGN, participants=TEN[:2]), INDIVIDUAL)
    refused = PAPERS["attendance_company"].refusal(nobody)
    assert refused == "Mme Zoé Łukasiewicz n’a personne dans cette session."
    assert PAPERS["attendance_company"].refusal(of_client(TO_SIGN)) is None


def test_one_persons_sheet_has_a_line_for_each_half_day():
    text = printed(pdf_of("attendance_person", of_person(replace(FILE, participants=(SOMEONE,)))))
    assert "Stagiaire Œuvrard Amélie Entreprise Mairie d’Évian-la-Forêt" in text
    assert "Lundi 18 mai 2026 Matin 9 h – 12 h 30 3 h 30 Signé" in text
    assert "Total prévu 14 h" in text


def test_one_persons_long_course_goes_on_with_its_header(judge):
    data = of_person(replace(TO_SIGN, slots=days(12)))
    pdf = pdf_of("attendance_person", data)
    judge(pdf)
    found = pages(pdf)
    assert len(found) == 2
    assert all("Signature du stagiaire" in page for page in found)


def test_a_persons_sheet_without_calendar_has_lines_to_write_on():
    data = of_person(replace(TO_SIGN, slots=()))
    text = printed(pdf_of("attendance_person", data))
    assert "Signature du formateur" in text
    assert "Total prévu" not in text


def test_a_remote_half_day_and_the_trainers_signature_are_said_to_one_person():
    slots = (replace(SLOTS[0], is_remote=True, trainer_signed=True), *SLOTS[1:])
    text = printed(pdf_of("attendance_person", of_person(replace(TO_SIGN, slots=slots))))
    assert "à distance" in text
    assert "relevé de connexion" in text
    assert text.count("Signé ") == 1


@pytest.mark.parametrize(
    ("person", "said"),
    [
        pytest.param(unnamed(9), "n’a pas encore de nom", id="unnamed"),
        pytest.param(
            enrolled(SOMEONE, state=EnrolmentState.CANCELLED), "est annulée", id="cancelled"
        ),
    ],
)
def test_nobody_to_sign_is_no_persons_sheet(person, said):
    data = of_person(replace(TO_SIGN, participants=(person,)))
    assert said in PAPERS["attendance_person"].refusal(data)


def test_an_individual_has_no_firm_on_his_sheet():
    data = of_person(TO_SIGN, place=7)
    assert "Entreprise Particulier" in printed(pdf_of("attendance_person", data))


@pytest.mark.parametrize("key", [*WHOLE, "attendance_company", "attendance_person"])
@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.POSTPONED])
def test_a_session_that_does_not_take_place_has_nothing_to_sign(key, state):
    file = replace(TO_SIGN, session=replace(SESSION, state=state))
    make = {"attendance_company": of_client, "attendance_person": of_person}.get(key, whole)
    assert "annulée ou reportée" in PAPERS[key].refusal(make(file))
    assert PAPERS[key].refusal(make(TO_SIGN)) is None


@pytest.mark.parametrize("key", WHOLE)
@pytest.mark.parametrize(
    "file",
    [
        pytest.param(replace(TO_SIGN, slots=()), id="no calendar"),
        pytest.param(replace(TO_SIGN, participants=(), trainers=()), id="nobody at all"),
        pytest.param(replace(TO_SIGN, participants=TEN * 4), id="forty"),
        pytest.param(replace(REMOTE, slots=days(7)), id="at a distance, seven days"),
        pytest.param(
            replace(TO_SIGN, session=replace(SESSION, title="Conduire & <réussir> " * 12)),
            id="a very long title",
        ),
    ],
)
def test_hard_cases_are_still_whole_papers(key, file, judge):
    judge(pdf_of(key, whole(file)))


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("attendance_day", "Feuille d’émargement par jour – S-2026-014"),
        ("attendance_week", "Feuille d’émargement par semaine – S-2026-014"),
        ("attendance_month", "Feuille d’émargement par mois – S-2026-014"),
        ("attendance_blank", "Feuille d’émargement vierge – S-2026-014"),
        ("attendance_company", "Feuille d’émargement – S-2026-014 – Mairie d’Évian-la-Forêt"),
        ("attendance_person", "Feuille d’émargement – S-2026-014 – Œuvrard Amélie"),
    ],
)
def test_each_is_filed_under_its_own_name(key, name):
    assert PAPERS[key].file_name(dict(EVERY)[key]) == name
