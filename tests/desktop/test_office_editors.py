"""The office's own identity, numbers and texts."""

import pytest
from PySide6.QtGui import QTextCursor

from tests.support.desk_hands import fill, newest, plain, press, said
from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.documents.wording import shipped_texts
from trainingdesk.domain.identifiers import sample_siret
from trainingdesk.domain.instalments import StagedGuard
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.prices import FeeVat
from trainingdesk.services import fees, identity, payments, wording
from trainingdesk.services.office import open_office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.publishing import issue, prepare
from trainingdesk.storage import office as store


def _open(window, kind, row_id=None, **context):
    window.edit(kind, row_id, **context)
    return newest(window)


def test_an_office_is_entered_for_the_first_time(qtbot):
    empty = open_office(":memory:")
    window = MainWindow(empty)
    qtbot.addWidget(window)
    editor = _open(window, "organisation", None)
    assert "première saisie" in editor.windowTitle()
    fill(
        editor,
        identity_name="Atelier",
        identity_siret=sample_siret(3),
        identity_vat_regime=VatRegime.FRANCHISE,
    )
    press(editor, "Enregistrer")
    kept = store.organisation(empty.db)
    assert (kept.name, kept.vat_regime) == ("Atelier", VatRegime.FRANCHISE)
    window.close()
    empty.close()


def test_an_office_that_nobody_touched_stays_as_it_was(window, office):
    before = store.organisation(office.db)
    press(_open(window, "organisation", 1), "Enregistrer")
    assert store.organisation(office.db) == before


def test_what_the_law_leaves_open_is_chosen_with_the_accountant(window, office):
    editor = _open(window, "organisation", 1)
    assert editor.ui.fee_vat.currentText() == "À choisir"
    fill(editor, fee_vat=FeeVat.UNTAXED, staged_guard=StagedGuard.REFUSE)
    press(editor, "Enregistrer")
    assert fees.fee_vat(office) is FeeVat.UNTAXED
    assert payments.guard_on(office, office.today()) is StagedGuard.REFUSE
    again = _open(window, "organisation", 1)
    assert again.ui.fee_vat.findText("À choisir") == -1


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        pytest.param({"identity_name": ""}, "identity_name", "nom", id="name"),
        pytest.param({"identity_iban": "FR76"}, "identity_iban", "IBAN", id="IBAN"),
        pytest.param({"pattern_invoice": "F-{YYYY}"}, "pattern_invoice", "SEQ", id="pattern"),
    ],
)
def test_what_is_wrong_is_shown_on_its_tab_and_nothing_is_written(
    window, office, typed, field, words
):
    before = store.organisation(office.db)
    editor = _open(window, "organisation", 1)
    fill(editor, identity_phone="01 02 03 04 05", **typed)
    assert not editor.save()
    assert words in said(editor, field)
    assert getattr(editor.ui, field).isVisible()
    assert editor.ui.identity_phone.text() == "01 02 03 04 05"
    assert store.organisation(office.db) == before


def test_a_pattern_shows_the_number_it_would_give(window, office):
    editor = _open(window, "organisation", 1)
    fill(editor, pattern_invoice="FA{YY}-{SEQ:05}")
    assert plain(editor.ui.example_invoice.text()) == "par exemple : FA26-00007"
    fill(editor, pattern_invoice="FA{YY}")
    assert "{SEQ}" in editor.ui.example_invoice.text()
    fill(editor, pattern_invoice="FA{YY}-{SEQ:05}")
    press(editor, "Enregistrer")
    assert identity.pattern(office, "invoice").text == "FA{YY}-{SEQ:05}"


def test_an_activity_number_unlike_the_others_is_wondered_at(window):
    editor = _open(window, "organisation", 1)
    editor.ui.tabs.setCurrentIndex(1)
    fill(editor, identity_activity_number="84380000099")
    assert editor.ui.activity_doubt.isVisible()
    fill(editor, identity_activity_number="84380000038")
    assert not editor.ui.activity_doubt.isVisible()


def test_a_text_is_worded_anew_and_printed_so(window, office, filled):
    key = next(key for key in shipped_texts() if key.startswith("course_sheet."))
    editor = _open(window, "text", key=key)
    assert editor.ui.shipped.toPlainText() == shipped_texts()[key]
    press(editor, "&Partir")
    editor.ui.wording.appendPlainText("Notre phrase.")
    press(editor, "Enregistrer")
    assert wording.versions_of(office, key)[0].body.endswith("Notre phrase.")
    prepared = prepare(office, "course_sheet", Subject(course_version_id=filled.version))
    assert prepared.overrides[key].body.endswith("Notre phrase.")


def test_a_field_that_the_text_lacks_is_said_at_once_and_refused(window, office):
    editor = _open(window, "text", key="convention.effectif_complet")
    editor.ui.wording.setPlainText("Groupe de {nombre}")
    assert "{nombre}" in editor.ui.verdict.text()
    assert not editor.save()
    assert editor.ui.wording.toPlainText() == "Groupe de {nombre}"
    assert store.texts(office.db) == {}


def test_the_place_of_what_is_wrong_is_said_and_shown(window):
    editor = _open(window, "text", key="convention.effectif_complet")
    editor.ui.wording.setPlainText("Groupe\nde {count")
    assert editor.ui.verdict.text().startswith("Ligne 2, caractère 4")
    assert not editor.save()
    assert editor.ui.wording.textCursor().position() == 10


def test_the_fields_of_a_text_stand_beside_it_and_are_inserted(window):
    editor = _open(window, "text", key="convention.effectif_complet")
    editor.ui.wording.setPlainText("Groupe de ")
    editor.ui.wording.moveCursor(QTextCursor.MoveOperation.End)
    item = editor.ui.fields.item(0)
    assert item.text() == "{count}"
    editor.ui.fields.itemActivated.emit(item)
    assert editor.ui.wording.toPlainText() == "Groupe de {count}"
    editor.choose("convention.moyens")
    assert editor.ui.fields.item(0).text() == "Ce texte n’a pas de champ."


def test_a_text_is_read_with_the_facts_of_a_paper_that_left(window, office, filled, qtbot):
    subject = Subject(enrolment_id=filled.enrolments[0])
    issue(office, prepare(office, "joining_letter", subject), anyway=True)
    editor = _open(window, "text", key="joining_letter.reclamation")
    editor.ui.wording.setPlainText("Écrivez vite à {contact}.")
    read = "Écrivez vite à bonjour@atelier-savoirs.example."
    qtbot.waitUntil(lambda: editor.ui.reading.toPlainText() == read)
    assert "Convocation" in editor.ui.example.text()
    editor.ui.views.setCurrentWidget(editor.ui.paper_tab)
    qtbot.waitUntil(lambda: editor.ui.paper.document.pageCount() == 1)
    editor.ui.wording.setPlainText("Écrivez vite à {contact")
    qtbot.waitUntil(lambda: editor.ui.reading.toPlainText() == "")
    editor._is_edited = False


def test_a_text_that_no_paper_printed_yet_is_read_as_it_stands(window, qtbot):
    editor = _open(window, "text", key="convention.effectif_complet")
    qtbot.waitUntil(lambda: bool(editor.ui.example.text()))
    assert "Aucun document édité" in editor.ui.example.text()
    assert editor.ui.reading.toPlainText() == shipped_texts()["convention.effectif_complet"]


def test_a_wrong_text_is_shown_again_when_another_was_chosen(window):
    editor = _open(window, "text", key="convention.effectif_complet")
    editor.ui.wording.setPlainText("Groupe de {nombre}")
    editor.choose("convention.moyens")
    assert editor.ui.verdict.text() == ""
    assert not editor.save()
    assert editor.ui.wording.toPlainText() == "Groupe de {nombre}"


def test_a_text_goes_back_to_what_was_shipped_and_its_versions_stay(window, office):
    wording.save(office, {"convention.moyens": "Nos moyens."})
    editor = _open(window, "text", key="convention.moyens")
    assert editor.ui.wording.toPlainText() == "Nos moyens."
    press(editor, "&Revenir")
    press(editor, "Enregistrer")
    assert "convention.moyens" not in store.texts(office.db)
    editor = _open(window, "text", key="convention.moyens")
    editor.ui.versions.setCurrentIndex(2)
    editor.ui.versions.activated.emit(2)
    press(editor, "Enregistrer")
    assert store.texts(office.db)["convention.moyens"].body == "Nos moyens."


def test_texts_are_found_by_a_word_they_hold(window):
    editor = _open(window, "text")
    editor.ui.filter.setText("bon pour accord")
    seen = [key for key, item in editor._items.items() if not item.isHidden()]
    assert "convention.bon_pour_accord" in seen
    assert "convention.moyens" not in seen
