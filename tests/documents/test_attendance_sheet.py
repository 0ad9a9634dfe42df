"""The attendance sheet, as it lies on the table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.attendance_sample import (
    CONNECTED,
    DROPPED_OUT,
    EXCUSED,
    LATE,
    MISSED_A_HALF_DAY,
    REMOTE,
    SOMEONE,
    UNPROVEN,
    WITH_A_NIGHT,
    days,
    enrolled,
    marked,
)
from tests.support.office_sample import (
    FILE,
    ON,
    PEOPLE,
    SESSION,
    SLOTS,
    TRAINER,
    participant,
    unnamed,
)
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.attendance.sheets import LANDSCAPE, PORTRAIT, mark, spreads
from trainingdesk.documents.attendance_sheet import compose, file_name, refusal
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Presence, Proof
from trainingdesk.domain.mentions.attendance import ATTENDANCE_SHEET
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.paper_data import SessionPaper
from trainingdesk.domain.people import Civility
from trainingdesk.domain.session_file import ScheduleDay
from trainingdesk.domain.sessions import EnrolmentState, Modality, SessionState


def blank(people):
    """Return the people before anything was marked."""
    return tuple(replace(person, marks={}) for person in people)


TEN = (
    *PEOPLE,
    participant(9, "Anne-Charlotte", "de La Rochefoucauld-Montbel"),
    participant(10, "Guy", "Petit"),
)
TO_SIGN = replace(FILE, participants=blank(PEOPLE))


def sheet(file=TO_SIGN):
    return SessionPaper(file=file, on=ON)


def pdf_of(data):
    return rendered(compose(data, Wording()), data.organisation, data.on)


def test_a_sheet_to_sign_names_everything_and_everyone():
    (page,) = pages(pdf_of(sheet()))
    for words in (
        "Feuille d’émargement Accueillir un public exigeant sans s’épuiser",
        "Session S-2026-014 (ACC-01) Formateur M. Marc Tellier",
        "du 18 mai 2026 au 19 mai 2026, soit 14 h en 2 jours",
        "Atelier des Savoirs, salle Cévennes, 12 rue des Tisserands, 26000 Valence",
        "Lundi 18 mai 2026 Mardi 19 mai 2026",
        "Matin 9 h – 12 h 30 Après-midi 13 h 30 – 17 h",
        "Bellil Karim Mairie d’Évian-la-Forêt d’Aubigné-Lefèvre Jeanne Mairie d’Évian-la-Forêt",
        "Łukasiewicz Zoé Particulier",
        "M. Marc Tellier Formateur",
        "Absence, retard ou départ anticipé : noter l’heure dans la case.",
        "84 26 00000 26",
    ):
        assert words in page
    assert "Signé" not in page
    assert "suivies" not in page


@pytest.mark.parametrize(
    ("person", "slot", "words"),
    [
        pytest.param(SOMEONE, 1, "Signé", id="signed"),
        pytest.param(CONNECTED, 1, "Connexion", id="connected"),
        pytest.param(
            marked(1, Presence.PRESENT, proof=Proof.OTHER), 1, "Autre preuve", id="proven otherwise"
        ),
        pytest.param(UNPROVEN, 3, "", id="present, still to sign"),
        pytest.param(replace(SOMEONE, marks={}), 1, "", id="not marked"),
        pytest.param(MISSED_A_HALF_DAY, 2, "Absence", id="absent"),
        pytest.param(EXCUSED, 4, "Absence justifiée", id="excused"),
        pytest.param(LATE, 1, "Retard 20 min\nSigné", id="late and signed"),
        pytest.param(
            marked(1, Presence.LATE, minutes=90), 1, "Retard 1 h 30", id="late, still to sign"
        ),
        pytest.param(DROPPED_OUT, 3, "Abandon", id="left the day before"),
        pytest.param(enrolled(DROPPED_OUT, left_on=None), 3, "", id="dropped out, who knows when"),
    ],
)
def test_a_reprint_tells_the_truth(person, slot, words):
    found = mark(person, SLOTS[slot - 1])
    assert found.replace("\N{NO-BREAK SPACE}", " ") == words


def test_a_slot_that_was_never_saved_bears_no_mark():
    assert mark(SOMEONE, replace(SLOTS[0], id=None)) == ""


def test_a_reprint_adds_the_hours_that_are_proven():
    text = printed(
        pdf_of(sheet(replace(FILE, participants=(MISSED_A_HALF_DAY, LATE, DROPPED_OUT, UNPROVEN))))
    )
    assert "Đặng Nguyễn Mairie d’Évian-la-Forêt 10 h 30 suivies Signé Absence Signé Signé" in text
    assert "13 h 40 suivies Retard 20 min Signé Signé Signé Signé" in text
    assert "7 h suivies Signé Signé Abandon Abandon" in text
    assert text.count("suivies") == 3


def test_the_trainer_signs_only_the_half_days_he_teaches():
    second = replace(TRAINER, id=2, first_name="Léa", last_name="Roux", civility=Civility.MADAME)
    slots = (
        replace(SLOTS[0], trainer_signed=True),
        replace(SLOTS[1], trainer_ids=(2,)),
        replace(SLOTS[2], trainer_ids=()),
        SLOTS[3],
    )
    file = replace(TO_SIGN, slots=slots, trainers=(TRAINER, second))
    text = printed(pdf_of(sheet(file)))
    assert "Formateurs M. Marc Tellier et Mme Léa Roux" in text
    assert "M. Marc Tellier Formateur Signé –" in text
    assert "Mme Léa Roux Formatrice – –" in text


def test_the_replaced_and_the_cancelled_are_left_out():
    people = (
        SOMEONE,
        enrolled(PEOPLE[2], state=EnrolmentState.REPLACED),
        enrolled(PEOPLE[3], state=EnrolmentState.CANCELLED),
        enrolled(PEOPLE[4], state=EnrolmentState.DROPPED_OUT, left_on=date(2026, 5, 18)),
    )
    text = printed(pdf_of(sheet(replace(FILE, participants=people))))
    assert "Ndiaye Fatou" in text
    assert "Íñiguez" not in text
    assert "d’Aubigné" not in text


def test_a_seat_without_a_name_is_a_line_to_fill_in_after_the_others():
    text = printed(pdf_of(sheet(replace(FILE, participants=(unnamed(9), SOMEONE)))))
    assert "à désigner" not in text
    assert text.index("Œuvrard Amélie") < text.rindex("Mairie d’Évian-la-Forêt")


@pytest.mark.parametrize(
    ("file", "count"),
    [
        pytest.param(replace(FILE, participants=blank(TEN)), 1, id="ten, two days"),
        pytest.param(replace(FILE, participants=blank(TEN), slots=days(1)), 1, id="ten, one day"),
        pytest.param(replace(FILE, participants=blank(TEN), slots=days(4)), 1, id="ten, four days"),
        pytest.param(replace(FILE, participants=blank(TEN), slots=days(5)), 1, id="ten, five days"),
        pytest.param(
            replace(REMOTE, participants=blank(TEN), slots=days(5)),
            1,
            id="ten, five days, remote",
        ),
        pytest.param(replace(FILE, participants=blank(TEN), slots=days(6)), 2, id="six days"),
        pytest.param(replace(FILE, participants=blank(TEN * 2)), 2, id="twenty"),
        pytest.param(replace(FILE, participants=blank(TEN * 4)), 3, id="forty"),
        pytest.param(replace(FILE, participants=()), 1, id="nobody yet"),
        pytest.param(replace(FILE, participants=blank(TEN), slots=()), 1, id="no calendar yet"),
    ],
)
def test_ten_names_fit_one_page_and_more_go_on_well(file, count, judge):
    pdf = pdf_of(sheet(file))
    judge(pdf)
    found = pages(pdf)
    assert len(found) == count
    assert all("Stagiaire Entreprise" in page for page in found)
    assert "M. Marc Tellier Formateur" in found[-1]


@pytest.mark.parametrize(
    ("file", "orientation"),
    [
        pytest.param(TO_SIGN, "portrait", id="two days"),
        pytest.param(replace(TO_SIGN, slots=days(1, slots_a_day=3)), "portrait", id="long day"),
        pytest.param(replace(TO_SIGN, slots=days(2, slots_a_day=3)), "landscape", id="long days"),
        pytest.param(replace(TO_SIGN, slots=days(3)), "landscape", id="three days"),
        pytest.param(replace(TO_SIGN, slots=()), "portrait", id="no calendar"),
    ],
)
def test_more_than_two_days_lie_across(file, orientation):
    assert compose(sheet(file), Wording()).orientation == orientation


def by_day(slots):
    return replace(FILE, slots=slots).days


@pytest.mark.parametrize(
    ("schedule", "layout", "counts"),
    [
        pytest.param(by_day(()), PORTRAIT, [], id="none"),
        pytest.param(by_day(days(2)), PORTRAIT, [2], id="two"),
        pytest.param(by_day(days(5)), LANDSCAPE, [5], id="a week"),
        pytest.param(by_day(days(6)), LANDSCAPE, [3, 3], id="six"),
        pytest.param(by_day(days(11)), LANDSCAPE, [4, 4, 3], id="eleven"),
        pytest.param(by_day(days(4, slots_a_day=3)), LANDSCAPE, [2, 2], id="three slots a day"),
        pytest.param(
            (
                *by_day(days(3, slots_a_day=1)),
                *(ScheduleDay(date(2026, 7, number), (SLOTS * 3)[:10]) for number in (1, 2)),
            ),
            LANDSCAPE,
            [3, 1, 1],
            id="short days then long ones",
        ),
        pytest.param(
            (ScheduleDay(date(2026, 7, 1), SLOTS * 3),), LANDSCAPE, [1], id="an endless day"
        ),
    ],
)
def test_days_spread_evenly_over_the_pages(schedule, layout, counts):
    spread = spreads(schedule, layout)
    assert [len(page) for page in spread] == counts
    assert [day for page in spread for day in page] == list(schedule)


def test_a_later_page_can_lie_alone():
    first, second = pages(pdf_of(sheet(replace(TO_SIGN, slots=days(7)))))
    assert "Vendredi 5 juin 2026" not in first
    assert "Feuille d’émargement du 5 juin 2026 au 7 juin 2026" in second
    assert "Accueillir un public exigeant" in second
    assert "Session S-2026-014 (ACC-01)" in second
    assert "M. Marc Tellier Formateur" in second


def test_a_night_slot_and_a_remote_one_are_named():
    slots = (replace(SLOTS[0], is_remote=True), *WITH_A_NIGHT.slots[1:])
    text = printed(pdf_of(sheet(replace(WITH_A_NIGHT, slots=slots))))
    assert "Matin 9 h – 12 h 30 à distance" in text
    assert "Soirée 22 h – 2 h" in text
    assert "À distance, le relevé de connexion joint vaut signature." in text


def test_a_remote_session_says_it_once():
    text = printed(pdf_of(sheet(REMOTE)))
    assert "Lieu À distance" in text
    assert "12 h 30 à distance" not in text


def test_without_calendar_or_trainer_there_is_room_to_write():
    text = printed(pdf_of(sheet(replace(TO_SIGN, slots=(), trainers=()))))
    assert "Date : ……" in text
    assert "Formateur" in text


def test_a_very_long_title_prints_whole_and_heads_each_page_shortened(judge):
    title = "Conduire un projet & <réussir> " * 9
    file = replace(TO_SIGN, session=replace(SESSION, title=title), slots=days(7))
    pdf = pdf_of(sheet(file))
    judge(pdf)
    first, *others = pages(pdf)
    assert title.strip() in first
    for page in others:
        assert "S-2026-014 – Conduire un projet & <réussir> Conduire" in page
        assert "…" in page


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.POSTPONED])
def test_a_session_that_does_not_take_place_has_nothing_to_sign(state):
    file = replace(FILE, session=replace(SESSION, state=state))
    assert refusal(sheet(file)) == (
        "La session S-2026-014 est annulée ou reportée : rien n’est à signer."
    )
    assert refusal(sheet()) is None


@pytest.mark.parametrize(
    ("file", "names"),
    [
        pytest.param(TO_SIGN, [], id="complete"),
        pytest.param(REMOTE, [], id="complete, remote"),
        pytest.param(
            replace(TO_SIGN, slots=()),
            ["Date de chaque jour", "Horaires de chaque demi-journée", "Durée"],
            id="no calendar",
        ),
        pytest.param(replace(TO_SIGN, trainers=()), ["Formateurs"], id="no trainer"),
        pytest.param(
            replace(TO_SIGN, participants=(SOMEONE, unnamed(9))),
            ["Noms des stagiaires"],
            id="unnamed",
        ),
        pytest.param(replace(TO_SIGN, participants=(PEOPLE[7],)), [], id="nobody’s employee"),
        pytest.param(
            replace(TO_SIGN, session=replace(SESSION, modality=Modality.MIXED), venue=None),
            ["Lieu"],
            id="no place",
        ),
    ],
)
def test_what_the_sheet_lacks_is_named(file, names):
    assert [mention.name for mention in missing(ATTENDANCE_SHEET, sheet(file))] == names


def test_it_is_the_same_each_time_and_named_after_the_session():
    assert pdf_of(sheet()) == pdf_of(sheet())
    assert file_name(sheet()) == "Feuille d’émargement – S-2026-014"


@given(counts=st.lists(st.integers(1, 12), max_size=40))
def test_any_days_keep_their_order_and_fit_their_page(counts):
    schedule = [
        ScheduleDay(date(2026, 6, 1) + timedelta(number), SLOTS[:1] * count)
        for number, count in enumerate(counts)
    ]
    spread = spreads(schedule, LANDSCAPE)
    assert [day for page in spread for day in page] == schedule
    for page in spread:
        assert 1 <= len(page) <= LANDSCAPE.days
        assert len(page) == 1 or sum(len(day.slots) for day in page) <= LANDSCAPE.slots
