"""Courses enter the catalogue, and their sheets change without touching what was sold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.office_sample import SHEET
from trainingdesk.domain.courses import Course, CourseSheet
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import catalogue
from trainingdesk.services.changes import Kind
from trainingdesk.services.office import open_office
from trainingdesk.storage import catalogue as store

TODAY = date(2026, 4, 10)


@pytest.fixture
def office():
    opened = open_office(":memory:", lambda: TODAY)
    yield opened
    opened.close()


def sheets(office, course):
    """Return the sheets of a course, oldest first."""
    found = store.versions(office.db, course)
    return [store.version(office.db, version).sheet for version, _number in reversed(found)]


def test_a_sheet_becomes_a_course_and_its_first_version(office):
    done = catalogue.add_course(office, SHEET)
    course = store.COURSES.get(office.db, done.saved_id)
    assert done.kinds == {Kind.COURSES}
    assert (course.code, course.title) == ("ACC-01", SHEET.title)
    assert sheets(office, done.saved_id) == [SHEET]
    (category,) = store.CATEGORIES.where(office.db)
    assert (category.name, category.part) == ("RELATION CLIENT", "ACCUEIL")
    assert course.category_id == category.id


def test_what_no_sheet_tells_comes_with_the_course(office):
    course = Course(code="x", title="x", nsf_code="312", maximum=8)
    done = catalogue.add_course(office, SHEET, course)
    kept = store.COURSES.get(office.db, done.saved_id)
    assert (kept.code, kept.nsf_code, kept.maximum) == ("ACC-01", "312", 8)


def test_two_courses_share_a_category(office):
    catalogue.add_course(office, SHEET)
    catalogue.add_course(office, replace(SHEET, code="ACC-02"))
    catalogue.add_course(office, replace(SHEET, code="ACC-03", subcategory=None))
    assert [c.part for c in store.CATEGORIES.where(office.db)] == ["ACCUEIL", ""]


@pytest.mark.parametrize(
    ("titles", "codes"),
    [
        pytest.param(["Gérer son temps"], ["GERSON-01"], id="two words"),
        pytest.param(["Gérer son temps"] * 2, ["GERSON-01", "GERSON-02"], id="the next number"),
        pytest.param(["Œuvrer à deux"], ["OEUDEU-01"], id="accents and ligatures"),
        pytest.param(["C++"], ["FORM-01"], id="no word long enough"),
    ],
)
def test_a_sheet_without_code_or_date_gets_both(office, titles, codes):
    made = [catalogue.add_course(office, CourseSheet(title=title)).saved_id for title in titles]
    assert [store.COURSES.get(office.db, course).code for course in made] == codes
    assert [sheet.version_date for course in made for sheet in sheets(office, course)] == [
        TODAY
    ] * len(made)


@pytest.mark.parametrize(
    ("sheet", "field"),
    [
        pytest.param(CourseSheet(title=" "), "title", id="no title"),
        pytest.param(replace(SHEET, title="Autre"), "code", id="the code of another"),
    ],
)
def test_a_course_that_cannot_be_told_apart_is_refused(office, sheet, field):
    catalogue.add_course(office, SHEET)
    with pytest.raises(RuleBroken) as refusal:
        catalogue.add_course(office, sheet)
    assert refusal.value.field == field
    assert len(store.COURSES.where(office.db)) == 1


def test_a_sheet_that_nothing_relies_on_is_written_in_place(office):
    course = store.COURSES.get(office.db, catalogue.add_course(office, SHEET).saved_id)
    better = replace(SHEET, hours=Decimal(21), objectives=("Accueillir",))
    catalogue.revise_course(office, course, better)
    assert sheets(office, course.id) == [better]


def test_a_sheet_that_a_session_follows_is_kept_and_a_new_version_begins(filled):
    office = filled.office
    course = store.COURSES.get(office.db, filled.course)
    catalogue.revise_course(office, course, replace(SHEET, hours=Decimal(21)))
    first, second = sheets(office, filled.course)
    assert (first.hours, second.hours) == (14, 21)
    assert first.version_date == SHEET.version_date
    assert second.version_date == filled.clock.day
    (followed,) = office.db.execute("select course_version_id from training_session").fetchone()
    assert store.version(office.db, followed).sheet.hours == 14


def test_a_new_version_keeps_the_date_that_it_was_given(filled):
    office = filled.office
    course = store.COURSES.get(office.db, filled.course)
    dated = replace(SHEET, hours=Decimal(21), version_date=date(2026, 3, 1))
    catalogue.revise_course(office, course, dated)
    assert sheets(office, filled.course)[1].version_date == date(2026, 3, 1)


def test_a_sheet_that_did_not_change_makes_no_version(filled):
    course = store.COURSES.get(filled.office.db, filled.course)
    catalogue.revise_course(filled.office, replace(course, nsf_code="312"), SHEET)
    assert len(sheets(filled.office, filled.course)) == 1
    assert store.COURSES.get(filled.office.db, filled.course).nsf_code == "312"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"title": ""}, "title", id="no title"),
        pytest.param({"code": "ACC-02"}, "code", id="the code of another"),
    ],
)
def test_a_revision_that_cannot_stand_changes_nothing(office, change, field):
    course = store.COURSES.get(office.db, catalogue.add_course(office, SHEET).saved_id)
    catalogue.add_course(office, replace(SHEET, code="ACC-02", title="Autre"))
    with pytest.raises(RuleBroken) as refusal:
        catalogue.revise_course(office, course, replace(SHEET, **change))
    assert refusal.value.field == field
    assert sheets(office, course.id) == [SHEET]


def test_a_sheet_that_lost_its_code_keeps_the_course_s(office):
    course = store.COURSES.get(office.db, catalogue.add_course(office, SHEET).saved_id)
    catalogue.revise_course(office, course, replace(SHEET, code=None, days=Decimal(3)))
    assert sheets(office, course.id)[0].code == "ACC-01"
