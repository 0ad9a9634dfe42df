"""A year for the wall, and a trainer's planning to send."""

from dataclasses import replace
from datetime import date, time, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.support.office_sample import OFFICE
from tests.support.pdf_text import pages, printed
from trainingdesk.domain.bookings import Absence, Booking
from trainingdesk.domain.planners import PlannedSession, TrainerPlanning, YearPlan
from trainingdesk.domain.sessions import SessionState, Slot
from trainingdesk.domain.teaching import Trainer
from trainingdesk.reports.planners import trainer_planning, year_planner

ON = date(2027, 1, 15)
MM = 72 / 25.4
LONG = "Accompagner la transformation des organisations publiques et privées dans la durée"


def planned(number=0, days=1, **changes):
    first = date(2027, 1, 4) + timedelta(days=3 * number)
    given = {
        "number": f"S-2027-{number + 1:03d}",
        "title": "Accueillir un public exigeant",
        "state": SessionState.CONFIRMED,
        "course_id": number % 11,
        "days": tuple(first + timedelta(days=n) for n in range(days)),
        "place": "Centre des Hérons, salle Cévennes",
        "trainers": ("Marc Tellier",),
    }
    return PlannedSession(**(given | changes))


def year(*sessions, **changes):
    closed = {date(2027, 5, 6): "Ascension", date(2027, 8, 16): "Fermé : congés d’été"}
    return YearPlan(
        **({"first": date(2027, 1, 1), "on": ON, "closed": closed} | changes), sessions=sessions
    )


def booked(day, starts, ends, **changes):
    slot = Slot(day=day, starts_at=starts, ends_at=ends)
    given = {
        "session_id": 1,
        "number": "S-2027-001",
        "title": "Accueillir un public exigeant",
        "state": SessionState.CONFIRMED,
        "course_id": 1,
        "venue": "Centre des Hérons",
        "room": "salle Cévennes",
        "enrolled": 8,
    }
    return Booking(slot=slot, **(given | changes))


def planning(*bookings, **changes):
    given = {
        "trainer": Trainer(last_name="Tellier", first_name="Marc"),
        "first": date(2027, 1, 1),
        "last": date(2027, 6, 30),
        "on": ON,
        "bookings": bookings,
    }
    return TrainerPlanning(**(given | changes))


A_DAY = date(2027, 1, 18)
TWO_HALVES = (booked(A_DAY, time(9), time(12, 30)), booked(A_DAY, time(13, 30), time(17)))

YEARS = {
    "empty": year(),
    "never closed": year(planned(), closed={}),
    "one session": year(planned()),
    "planned, long title, side by side": year(
        planned(0, 5, title=LONG, state=SessionState.PLANNED), planned(0, 3), planned(1, 4)
    ),
    "from September": year(planned(90), first=date(2027, 9, 1)),
    "a busy office": year(*(planned(n, 1 + n % 5) for n in range(110))),
}


@pytest.mark.parametrize("plan", YEARS.values(), ids=YEARS)
@pytest.mark.parametrize(("sheet", "width"), [("A4", 297), ("A3", 420)])
def test_the_year_is_a_valid_landscape_paper(judge, plan, sheet, width):
    pdf = year_planner.as_pdf(plan, OFFICE, sheet)
    judge(pdf)
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert round(float(box.width) / MM) == width
    assert box.width > box.height


@pytest.mark.parametrize(("sheet", "sessions"), [("A4", 4), ("A3", 24)])
def test_the_calendar_and_its_legend_share_a_page_while_they_can(sheet, sessions):
    plan = year(*(planned(n) for n in range(sessions)))
    assert len(pages(year_planner.as_pdf(plan, OFFICE, sheet))) == 1


def test_each_session_of_a_busy_year_is_in_the_legend():
    plan = YEARS["a busy office"]
    first, *others = pages(year_planner.as_pdf(plan, OFFICE, "A4"))
    assert "Janvier" in first
    assert "Décembre" in first
    said = " ".join(others)
    assert [s.number for s in plan.sessions if s.number not in said] == []


def test_the_legend_says_what_a_letter_means():
    said = printed(year_planner.as_pdf(year(planned(0, 3), planned(9)), OFFICE))
    assert "A Accueillir un public exigeant – S-2027-001 4-6 janvier" in said
    assert "Centre des Hérons, salle Cévennes, Marc Tellier" in said
    assert "B Accueillir un public exigeant – S-2027-010 31 janvier" in said


def test_what_is_not_sure_yet_says_so():
    said = printed(year_planner.as_pdf(year(planned(state=SessionState.PLANNED)), OFFICE))
    assert "S-2027-001 (prévue)" in said


def test_a_reader_hears_when_the_office_is_closed():
    pdf = year_planner.as_pdf(year(planned()), OFFICE)
    alt = _alt(pdf)
    assert "6\xa0mai\xa02027 (Ascension)" in alt
    assert "16\xa0août\xa02027 (Fermé\xa0: congés d’été)" in alt


def _alt(pdf):
    tree = PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    found = []

    def walk(node):
        if "/Alt" in node:
            found.append(str(node["/Alt"]))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            child = kid.get_object()
            if isinstance(child, dict):
                walk(child)

    walk(tree)
    return " ".join(found)


def test_a_year_of_two_halves_names_each_month_with_its_year():
    said = printed(year_planner.as_pdf(YEARS["from September"], OFFICE))
    assert "Septembre 2027" in said
    assert "Août 2028" in said


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ("", "Planning 2027"),
        ("Hérons – salle 1/2", "Planning 2027 – Hérons – salle 1 2"),
    ],
)
def test_a_planner_s_file_has_a_name_that_every_system_takes(about, name):
    assert year_planner.file_name(year(about=about)) == name


def test_the_same_plan_gives_the_same_bytes():
    plan = YEARS["one session"]
    assert year_planner.as_pdf(plan, OFFICE) == year_planner.as_pdf(plan, OFFICE)
    sent = planning(*TWO_HALVES)
    assert trainer_planning.as_pdf(sent, OFFICE) == trainer_planning.as_pdf(sent, OFFICE)


PLANNINGS = {
    "nothing": planning(),
    "a day": planning(*TWO_HALVES),
    "a long year": planning(
        *(
            booked(A_DAY + timedelta(days=2 * n), start, end, title=LONG)
            for n in range(60)
            for start, end in ((time(9), time(12, 30)), (time(13, 30), time(17)))
        )
    ),
    "away": planning(
        absences=(
            Absence(name="Marc Tellier", first_day=A_DAY, last_day=A_DAY, reason="congés"),
            Absence(name="Marc Tellier", first_day=A_DAY, last_day=ON + timedelta(days=30)),
        )
    ),
}


@pytest.mark.parametrize("sent", PLANNINGS.values(), ids=PLANNINGS)
def test_a_trainer_s_planning_is_a_valid_paper(judge, sent):
    judge(trainer_planning.as_pdf(sent, OFFICE))


def test_a_planning_adds_up_to_the_hours_taught():
    slots = (*TWO_HALVES, booked(date(2027, 2, 1), time(9), time(12, 30)))
    said = printed(trainer_planning.as_pdf(planning(*slots), OFFICE))
    assert "Heures 10 h 30" in said
    assert "Total, 1 jour 7 h" in said
    assert "Total, 1 jour 3 h 30" in said
    assert "lundi 18 janvier 2027 9 h – 12 h 30" in said
    assert "Centre des Hérons, salle Cévennes 8 3 h 30" in said


@pytest.mark.parametrize(
    ("booking", "words"),
    [
        pytest.param(booked(A_DAY, time(22), time(6)), "22 h – 6 h (le lendemain)", id="a night"),
        pytest.param(booked(A_DAY, time(18), time(0)), "18 h – 0 h", id="until midnight"),
        pytest.param(booked(A_DAY, time(9), time(12), is_remote=True), "À distance", id="remote"),
        pytest.param(booked(A_DAY, time(9), time(12), venue="", room=""), "à fixer", id="nowhere"),
        pytest.param(
            booked(A_DAY, time(9), time(12), state=SessionState.PLANNED),
            "S-2027-001, à confirmer",
            id="not sure",
        ),
    ],
)
def test_a_slot_says_what_is_special_about_it(booking, words):
    assert words in printed(trainer_planning.as_pdf(planning(booking), OFFICE))


def test_a_planning_of_nothing_says_so():
    said = printed(trainer_planning.as_pdf(PLANNINGS["away"], OFFICE))
    assert "Aucune intervention n’est prévue" in said
    assert "Le 18 janvier 2027 : congés" in said


def test_a_planning_s_file_says_whose_and_when():
    named = replace(planning(), trainer=Trainer(last_name="O/Brien", first_name="Ana"))
    assert trainer_planning.file_name(named) == "Planning – O Brien Ana – 2027-01-01 au 2027-06-30"
    assert trainer_planning.title(named) == "Planning de Ana O/Brien"
