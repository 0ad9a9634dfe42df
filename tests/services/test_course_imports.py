"""Sheets that were looked at are saved together, or not at all."""

from dataclasses import replace

import pytest

from tests.support.filled_office import FilledOffice
from trainingdesk.domain.courses import CourseSheet
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.changes import Kind
from trainingdesk.services.course_imports import ChosenSheet, save_sheets, terms_in_force
from trainingdesk.services.office import open_office
from trainingdesk.storage import catalogue
from trainingdesk.storage import office as identity

NEW = CourseSheet(title="Animer une réunion", code="REU-01")


@pytest.fixture
def filled():
    made = FilledOffice()
    yield made
    made.office.close()


def test_sheets_become_courses(filled):
    told = []
    second = ChosenSheet(sheet=CourseSheet(title="Écrire une note"))
    done = save_sheets(
        filled.office, [ChosenSheet(sheet=NEW), second], progress=lambda *how: told.append(how)
    )
    assert catalogue.course_with_code(filled.office.db, "REU-01").title == "Animer une réunion"
    assert (done.label, done.kinds) == ("2\xa0fiches enregistrées", {Kind.COURSES})
    assert told == [(0, 2, "Fiches"), (1, 2, "Fiches")]


def test_a_sheet_becomes_what_a_known_course_teaches(filled):
    known = catalogue.latest_version(filled.office.db, filled.course).sheet
    renewed = replace(known, objectives=("Un objectif nouveau",))
    save_sheets(filled.office, [ChosenSheet(sheet=renewed, course_id=filled.course)])
    latest = catalogue.latest_version(filled.office.db, filled.course)
    assert latest.sheet.objectives == ("Un objectif nouveau",)
    assert latest.number == 2


def test_nothing_is_saved_when_one_sheet_is_refused(filled):
    taken = catalogue.COURSES.get(filled.office.db, filled.course).code
    again = ChosenSheet(sheet=CourseSheet(title="Une autre", code=taken))
    with pytest.raises(RuleBroken, match=taken):
        save_sheets(filled.office, [ChosenSheet(sheet=NEW), again])
    assert catalogue.course_with_code(filled.office.db, "REU-01") is None


def test_terms_become_the_conditions_of_the_office(filled):
    done = save_sheets(filled.office, [ChosenSheet(sheet=NEW)], terms="## Article 1\n\nTexte.")
    in_force = identity.conditions_on(filled.office.db, filled.office.today())
    assert in_force.terms == terms_in_force(filled.office) == "## Article 1\n\nTexte."
    assert in_force.number == 2
    assert Kind.OFFICE in done.kinds


def test_terms_may_be_the_first_conditions_of_a_new_office():
    office = open_office(":memory:")
    assert terms_in_force(office) == ""
    save_sheets(office, [ChosenSheet(sheet=NEW)], terms="Texte.")
    assert identity.conditions_on(office.db, office.today()).terms == "Texte."
    office.close()
