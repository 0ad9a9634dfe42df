"""Trainers, venues and courses, typed in their windows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.desk_hands import cells, fill, newest, press, said, write_cell
from tests.support.office_sample import SHEET
from trainingdesk.domain.courses import CourseAim, CourseSheet, Module
from trainingdesk.domain.teaching import TrainerDocumentKind, TrainerKind
from trainingdesk.storage import catalogue, teaching


def _open(window, kind, row_id=None, **context):
    window.edit(kind, row_id, **context)
    return newest(window)


def test_a_trainer_is_saved_with_the_papers_of_his_file(window, office):
    editor = _open(window, "trainer", name="Lefranc")
    fill(editor, first_name="Inès", kind=TrainerKind.SUBCONTRACTOR, day_rate="1 250,50")
    editor.ui.tabs.setCurrentIndex(1)
    press(editor.ui.documents, "Ajouter")
    editor.ui.documents._rows.setData(
        editor.ui.documents._rows.index(0, 0), TrainerDocumentKind.INSURANCE
    )
    write_cell(editor.ui.documents, 0, "Valable jusqu’au", "31/1/2027")
    press(editor, "Enregistrer")
    (trainer,) = teaching.TRAINERS.where(office.db, "last_name = 'Lefranc'")
    assert (trainer.kind, trainer.day_rate) == (TrainerKind.SUBCONTRACTOR, Decimal("1250.50"))
    (paper,) = teaching.documents_of(office.db, trainer.id)
    assert (paper.kind, paper.valid_until) == (TrainerDocumentKind.INSURANCE, date(2027, 1, 31))


def test_only_a_subcontractor_is_asked_for_his_firm(window, filled):
    editor = _open(window, "trainer", filled.trainer)
    fill(editor, kind=TrainerKind.INTERNAL)
    assert not editor.ui.company.isVisible()
    fill(editor, kind=TrainerKind.SUBCONTRACTOR)
    assert editor.ui.company.isVisible()


def test_a_date_that_is_none_keeps_the_trainer_open_with_what_was_typed(window, filled):
    editor = _open(window, "trainer", filled.trainer)
    editor.ui.tabs.setCurrentIndex(1)
    press(editor.ui.documents, "Ajouter")
    write_cell(editor.ui.documents, 0, "Reçue le", "bientot")
    editor.ui.tabs.setCurrentIndex(0)
    assert not editor.save()
    assert editor.ui.documents.isVisible()
    assert "bientot" in cells(editor.ui.documents, 0)


def test_a_wrong_activity_number_is_said_beside_its_field(window, filled):
    editor = _open(window, "trainer", filled.trainer)
    fill(editor, kind=TrainerKind.SUBCONTRACTOR, activity_number="123")
    assert not editor.save()
    assert "11 chiffres" in said(editor, "activity_number")


def test_a_venue_is_saved_with_its_rooms(window, office, filled):
    editor = _open(window, "venue", filled.venue)
    press(editor.ui.rooms, "Ajouter")
    write_cell(editor.ui.rooms, 1, "Salle", "Salle verte")
    write_cell(editor.ui.rooms, 1, "Places", "14")
    press(editor, "Enregistrer")
    rooms = {room.name: room.capacity for room in teaching.rooms_of(office.db, filled.venue)}
    assert rooms["Salle verte"] == 14
    assert len(rooms) == 2


def test_a_room_that_a_session_uses_is_not_taken_away(window, office, filled):
    before = teaching.rooms_of(office.db, filled.venue)
    editor = _open(window, "venue", filled.venue)
    editor.ui.rooms.grid.setCurrentIndex(editor.ui.rooms.grid.model().index(0, 0))
    press(editor.ui.rooms, "Retirer")
    assert not editor.save()
    assert "ne peut pas être supprimée" in editor._trouble.text()
    assert teaching.rooms_of(office.db, filled.venue) == before


def test_a_new_course_gets_a_code_and_a_first_version(window, office):
    editor = _open(window, "course")
    assert "version 1" in editor.ui.version.text()
    fill(editor, sheet_title="Tenir une caisse", sheet_hours="7", sheet_price_ht="350")
    editor.ui.sheet_category.setEditText("COMMERCE")
    editor.ui.sheet_subcategory.setEditText("CAISSE")
    editor.ui.sheet_objectives.setPlainText("Compter\n\nRendre la monnaie")
    fill(editor, course_aim=CourseAim.OTHER_CQP, course_minimum="3")
    press(editor, "Enregistrer")
    (course,) = catalogue.COURSES.where(office.db, "title = 'Tenir une caisse'")
    version = catalogue.latest_version(office.db, course.id)
    assert (course.code, course.aim, course.minimum) == ("TENUNE-01", CourseAim.OTHER_CQP, 3)
    assert version.sheet.objectives == ("Compter", "Rendre la monnaie")
    assert (version.sheet.hours, version.sheet.price_ht) == (Decimal(7), Decimal(350))
    (category,) = catalogue.CATEGORIES.where(office.db, "name = 'COMMERCE'")
    assert (category.part, category.id) == ("CAISSE", course.category_id)


def test_a_sheet_that_was_read_elsewhere_is_reviewed_before_it_is_saved(window, office):
    editor = _open(window, "course", sheet=replace(SHEET, code="ACC-02", title="Accueillir bien"))
    assert editor.ui.sheet_title.text() == "Accueillir bien"
    press(editor, "Enregistrer")
    course = catalogue.course_with_code(office.db, "ACC-02")
    assert course is not None
    assert catalogue.latest_version(office.db, course.id).sheet.programme == SHEET.programme


def test_a_course_that_nobody_touched_gets_no_new_version(window, office, filled):
    editor = _open(window, "course", filled.course)
    press(editor, "Enregistrer")
    assert len(catalogue.versions(office.db, filled.course)) == 1


def test_a_programme_that_a_session_relies_on_is_followed_by_a_new_version(window, office, filled):
    before = catalogue.version(office.db, filled.version).sheet
    editor = _open(window, "course", filled.course)
    assert "version 2" in editor.ui.version.text()
    programme = editor.ui.sheet_programme
    programme.tree.setCurrentItem(programme.tree.topLevelItem(0).child(0))
    programme.add_module()
    programme.title.setText("Posture")
    programme.title.textEdited.emit("Posture")
    press(editor, "Enregistrer")
    assert catalogue.version(office.db, filled.version).sheet == before
    latest = catalogue.latest_version(office.db, filled.course)
    assert latest.number == 2
    assert [module.title for module in latest.sheet.programme[0].modules][1] == "Posture"


def test_hours_typed_by_hand_are_no_longer_a_guess(window, office):
    sheet = CourseSheet(title="Devinée", days=Decimal(2), hours=Decimal(14), hours_derived=True)
    editor = _open(window, "course", sheet=sheet)
    assert editor.ui.sheet_hours_derived.isChecked()
    fill(editor, sheet_hours="12")
    press(editor, "Enregistrer")
    (course,) = catalogue.COURSES.where(office.db, "title = 'Devinée'")
    kept = catalogue.latest_version(office.db, course.id).sheet
    assert (kept.hours, kept.hours_derived) == (Decimal(12), False)


def test_the_parts_offered_are_those_of_the_chosen_category(window, filled):
    editor = _open(window, "course", filled.course)
    editor.ui.sheet_category.setEditText("RELATION CLIENT")
    box = editor.ui.sheet_subcategory
    assert [box.itemText(place).strip() for place in range(box.count())] == ["", "ACCUEIL"]
    editor.ui.sheet_category.setEditText("AUTRE")
    assert box.count() == 1
    assert box.currentText() == "ACCUEIL"


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        pytest.param({"sheet_title": ""}, "sheet_title", "intitulé", id="no title"),
        pytest.param({"sheet_price_ht": "cher"}, "sheet_price_ht", "montant", id="no amount"),
        pytest.param({"sheet_code": "ACC-01"}, "sheet_code", "déjà", id="code of another"),
    ],
)
def test_what_is_wrong_with_a_course_is_said_beside_its_field(window, typed, field, words):
    editor = _open(window, "course")
    fill(editor, **({"sheet_title": "Autre"} | typed))
    editor.ui.tabs.setCurrentIndex(2)
    assert not editor.save()
    assert words in said(editor, field)
    assert getattr(editor.ui, field).isVisible()


def test_points_without_a_title_are_said_below_the_programme(window, filled):
    editor = _open(window, "course", filled.course)
    editor.ui.sheet_programme.set_value(
        (replace(SHEET.programme[0], modules=(Module("", ("Un point",)),)),)
    )
    assert not editor.save()
    assert editor.ui.sheet_programme.isVisible()
    assert "titre" in said(editor, "sheet_programme")
