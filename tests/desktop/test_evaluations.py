"""Questionnaires and assessment of a session, typed, imported and worded in the window."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableWidget,
    QToolButton,
)

from tests.support.desk_hands import newest, press
from tests.support.office_sample import AFTER
from trainingdesk.desktop.answers_import import AnswersImport, read_answers
from trainingdesk.desktop.answers_window import AnswersWindow
from trainingdesk.desktop.details.evaluations import evaluations_view
from trainingdesk.desktop.editors.questionnaire import QuestionnaireEditor
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.desktop.widgets.objective_grid import CLOSED, ObjectiveGrid
from trainingdesk.domain.attendance import Result
from trainingdesk.domain.questionnaires import Question, QuestionKind, QuestionnaireKind
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import typeset
from trainingdesk.interchange.table_files import ReadTable
from trainingdesk.services import questionnaires as service
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import questionnaires as store

HOT, COLD = QuestionnaireKind.HOT, QuestionnaireKind.COLD


@pytest.fixture
def shown(qtbot, window, filled):
    """Return a way to show the sub-tab as it stands now, its part in front by number."""
    kept = []

    def show(front: int = 0):
        window.setProperty("evaluations_front", front)
        view = evaluations_view(window, session_file(window.office, filled.session))
        qtbot.addWidget(view)
        view.resize(640, 480)
        view.show()
        kept.append(view)
        return view

    return show


def menu_of(view, caption) -> QMenu:
    """Return a menu as it drops down."""
    button = next(b for b in view.findChildren(QToolButton) if b.text().strip() == caption)
    button.menu().aboutToShow.emit()
    return button.menu()


def sheets_in(view) -> QTableWidget:
    return view.widget(0).findChild(QTableWidget)


def choose(menu: QMenu, *path: str) -> None:
    """Choose an entry, through the menus that lead to it."""
    words, *rest = path
    found = [action for action in menu.actions() if action.text().startswith(words)]
    assert found, f"no « {words} » among {[action.text() for action in menu.actions()]}"
    if rest:
        choose(found[0].menu(), *rest)
    else:
        assert found[0].isEnabled(), words
        found[0].trigger()


def given(filled, kind=HOT):
    return store.sheets_of(filled.office.db, filled.session, kind)


def hand_out(filled, kind=HOT):
    service.hand_out(filled.office, filled.session, kind)


def rows_of(table):
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


# Sheets -----------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do_and_a_questionnaire_is_handed_out(shown, filled):
    view = shown()
    hints = [label.text() for label in view.findChildren(QLabel)]
    assert any("Aucun questionnaire remis" in hint for hint in hints)
    choose(menu_of(view, "Remettre"), "Satisfaction à chaud (4)")
    assert len(given(filled)) == 4
    table = sheets_in(shown())
    assert rows_of(table)[0] == [
        "Satisfaction à chaud",
        "Bellil Karim",
        "10/04/2026",
        "",
        "remis",
    ]


def test_what_concerns_nobody_more_cannot_be_handed_out(shown, filled):
    hand_out(filled)
    menu = menu_of(shown(), "Remettre")
    states = {action.text(): action.isEnabled() for action in menu.actions()}
    assert not states["Satisfaction à chaud (0)"]
    assert not states["Avis du financeur (0)"]
    assert states["Avis du client (1)"]


def test_the_part_that_was_in_front_stays_there(shown, window):
    tabs = shown(1)
    assert tabs.currentIndex() == 1
    tabs.setCurrentIndex(2)
    assert window.property("evaluations_front") == 2


def test_the_chosen_sheet_is_erased_withdrawn_and_comes_back(shown, window, filled):
    hand_out(filled)
    service.record(filled.office, given(filled)[0].id, {"ensemble": "4"})
    view = shown()
    sheets_in(view).setCurrentCell(0, 0)
    choose(menu_of(view, "Saisir"), "Effacer les réponses")
    assert not given(filled)[0].is_answered
    choose(menu_of(view, "Saisir"), "Retirer")
    assert len(given(filled)) == 3
    window.undo()
    assert len(given(filled)) == 4


def test_forms_are_shown_before_they_are_printed(shown, window, filled):
    view = shown()
    choose(menu_of(view, "Formulaires"), "Satisfaction à chaud", "Bellil Karim")
    assert "Bellil" in newest(window, PaperWindow).windowTitle()
    choose(menu_of(view, "Formulaires"), "Avis du client", "Mairie")
    assert len(window.findChildren(PaperWindow)) == 2
    assessed = shown(1)
    choose(menu_of(assessed, "Fiches d’évaluation"), "Grille du groupe")
    choose(menu_of(shown(2), "Bilan"), "De la session")
    assert len(window.findChildren(PaperWindow)) == 4


def test_messages_are_written_into_a_folder_once_a_link_is_set(
    shown, window, filled, tmp_path, monkeypatch
):
    menu = menu_of(shown(), "Remettre")
    mails = next(a.menu() for a in menu.actions() if a.text() == "Préparer les courriels")
    assert not any(a.isEnabled() for a in mails.actions() if a.text().startswith("Satisfaction"))
    service.save_link_template(filled.office, HOT, "https://f.example/{nom}")
    folders = iter(["", str(tmp_path)])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: next(folders))
    for _ in range(2):
        choose(menu_of(shown(), "Remettre"), "Préparer les courriels", "Satisfaction à chaud")
    assert len(list(tmp_path.glob("Courriel – *.eml"))) == 4
    assert "4\xa0courriels" in window.statusBar().currentMessage()


# Objectives -------------------------------------------------------------------------------------


def results_of(filled):
    file = session_file(filled.office, filled.session)
    return [[person.results.get(o.id) for o in file.version.objectives] for person in file.seated]


@pytest.fixture
def grid(shown, filled):
    """Return the grid of objectives after the session."""
    filled.clock.day = AFTER
    return shown(1).findChild(ObjectiveGrid)


def test_a_letter_is_a_result_and_the_next_person_follows(grid, filled):
    grid.table.go_to((0, 0))
    QTest.keyClicks(grid.table, "a")
    assert results_of(filled)[0][0] is Result.ACQUIRED
    assert (grid.table.currentRow(), grid.table.currentColumn()) == (1, 0)
    QTest.keyClicks(grid.table, "en")
    assert [row[0] for row in results_of(filled)][:3] == [
        Result.ACQUIRED,
        Result.IN_PROGRESS,
        Result.NOT_ACQUIRED,
    ]


def test_below_the_last_person_comes_the_next_objective(grid):
    grid.table.go_to((3, 0))
    QTest.keyClicks(grid.table, "a")
    assert (grid.table.currentRow(), grid.table.currentColumn()) == (0, 1)
    grid.table.go_to((3, 2))
    QTest.keyClicks(grid.table, "a")
    assert (grid.table.currentRow(), grid.table.currentColumn()) == (3, 2)


def test_a_whole_objective_or_person_is_typed_at_once_and_taken_back(grid, window, filled):
    keys = Qt.KeyboardModifier
    grid.table.go_to((1, 1))
    both = keys.ControlModifier | keys.ShiftModifier
    QTest.keyClick(grid.table, Qt.Key.Key_A, both)
    assert [row[1] for row in results_of(filled)] == [Result.ACQUIRED] * 4
    window.undo()
    assert [row[1] for row in results_of(filled)] == [None] * 4
    grid.table.go_to((2, 0))
    QTest.keyClick(grid.table, Qt.Key.Key_Space, keys.ShiftModifier)
    QTest.keyClicks(grid.table, "n")
    assert results_of(filled)[2] == [Result.NOT_ACQUIRED] * 3
    grid.table.go_to((2, 0))
    QTest.keyClick(grid.table, Qt.Key.Key_Space, keys.ControlModifier)
    assert len(grid.table.chosen) == 4
    QTest.keyClick(grid.table, Qt.Key.Key_Delete)
    assert results_of(filled)[2][0] is None
    QTest.keyClicks(grid.table, "x")
    assert results_of(filled)[2][0] is None


def test_the_cell_and_the_focus_survive_the_grid_that_is_made_anew(qtbot, grid, shown):
    grid.table.go_to((0, 1))
    QTest.keyClicks(grid.table, "a")
    again = shown(1).findChild(ObjectiveGrid)
    qtbot.waitUntil(lambda: (again.table.currentRow(), again.table.currentColumn()) == (1, 1))
    assert again.table.item(0, 1).text() == "A"
    assert again.table.item(0, 1).toolTip() == "Acquis"


def test_the_objective_of_the_column_is_written_whole(grid):
    grid.table.go_to((0, 2))
    words = [label.text() for label in grid.findChildren(QLabel)]
    assert any("Traiter une réclamation jusqu’à son terme" in said for said in words)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"state": SessionState.CLOSED}, CLOSED, id="a closed session"),
        pytest.param({}, "n’a pas d’objectif", id="a course without objectives"),
    ],
)
def test_what_cannot_be_assessed_says_why(qtbot, window, filled, changes, words):
    file = session_file(filled.office, filled.session)
    if changes:
        file = replace(file, session=replace(file.session, **changes))
    else:
        file = replace(file, version=replace(file.version, objectives=()))
    grid = ObjectiveGrid(window, file)
    qtbot.addWidget(grid)
    grid.show()
    QTest.keyClicks(grid.table, "a")
    assert all(result is None for row in results_of(filled) for result in row)
    assert any(typeset(words) in label.text() for label in grid.findChildren(QLabel))


# Typing answers ---------------------------------------------------------------------------------


@pytest.fixture
def answers(window, shown, filled):
    """Return the window in which the hot questionnaires are typed."""
    filled.clock.day = AFTER
    hand_out(filled)
    choose(menu_of(shown(), "Saisir"), "Satisfaction à chaud (0/4)")
    return newest(window, AnswersWindow)


def test_one_key_answers_and_goes_on_along_the_sheet(answers, filled):
    QTest.keyClicks(answers.table, "432")
    values = dict(given(filled)[0].values)
    assert values == {"ensemble": "4", "accueil": "3", "conditions": "2"}
    assert given(filled)[0].answered_on == AFTER
    assert (answers.table.currentRow(), answers.table.currentColumn()) == (0, 3)
    QTest.keyClicks(answers.table, "9")
    QTest.keyClick(answers.table, Qt.Key.Key_Return)
    assert answers.table.currentColumn() == 4
    answers.table.setCurrentCell(0, 0)
    QTest.keyClick(answers.table, Qt.Key.Key_Delete)
    assert "ensemble" not in given(filled)[0].values


def test_longer_answers_are_typed_in_their_cell_and_a_wrong_one_is_told(answers, filled):
    rating = 10
    answers.table.item(1, rating).setText("11")
    assert "11" in answers._trouble.text()
    assert answers.table.item(1, rating).text() == ""
    answers.table.item(1, rating).setText("8/10")
    assert answers.table.item(1, rating).text() == "8"
    assert answers._trouble.text() == ""
    last = answers.table.columnCount() - 1
    answers.table.item(1, last).setText("Très bien")
    assert given(filled)[1].comment == "Très bien"
    answers.table.setCurrentCell(1, last)
    assert "Remarques" in answers._question.text()
    answers.table.setCurrentCell(1, 11)
    QTest.keyClick(answers.table, Qt.Key.Key_Return)
    assert answers.table.state() == QTableWidget.State.EditingState


def test_the_day_that_the_answers_came_is_typed_loosely(answers, filled):
    answers.day.setText("hier ou avant")
    answers.table.item(0, 0).setText("4")
    assert "jour" in answers._trouble.text()
    answers.day.setText("21/05/2026")
    answers.table.item(0, 0).setText("4")
    assert "futur" in answers._trouble.text()
    assert not given(filled)[0].is_answered
    answers.day.setText("19/05/2026")
    answers.table.item(0, 0).setText("4")
    assert given(filled)[0].answered_on == date(2026, 5, 19)


def test_the_question_and_its_keys_stand_below(answers):
    answers.table.setCurrentCell(0, 0)
    assert "Dans l’ensemble" in answers._question.text()
    assert "4 très satisfait" in answers._question.text()
    answers.table.setCurrentCell(0, 10)
    assert "De 0 à 10" in answers._question.text()
    answers.table.setCurrentCell(0, 11)
    assert "Tapez le texte" in answers._question.text()


def test_closing_tells_the_pages_and_a_double_click_begins_at_its_sheet(
    answers, window, shown, filled
):
    QTest.keyClicks(answers.table, "4")
    press(answers, "Fermer")
    assert window.statusBar().currentMessage() == "Réponses enregistrées"
    table = sheets_in(shown())
    table.cellDoubleClicked.emit(2, 0)
    assert newest(window, AnswersWindow).table.currentRow() == 2


def test_yes_no_and_choices_have_their_keys(window, filled):
    hand_out(filled, QuestionnaireKind.TRAINER)
    file = session_file(filled.office, filled.session)
    typing = AnswersWindow(window, file, QuestionnaireKind.TRAINER)
    keys = [q.key for q in service.shipped(QuestionnaireKind.TRAINER).questions]
    typing.table.setCurrentCell(0, keys.index("niveau"))
    assert "2 inégal" in typing._question.text()
    QTest.keyClicks(typing.table, "2n")
    (sheet,) = given(filled, QuestionnaireKind.TRAINER)
    assert dict(sheet.values) == {"niveau": "inégal", "programme": "non"}
    typing.table.setCurrentCell(0, keys.index("programme"))
    assert "O oui" in typing._question.text()
    QTest.keyClicks(typing.table, "x")
    assert typing.table.currentColumn() == keys.index("programme")
    typing.close()


def test_a_question_that_a_sheet_did_not_ask_is_closed_in_it(window, filled):
    office = filled.office
    service.hand_out(office, filled.session, HOT, to=filled.enrolments[:1])
    more = Question(key="pauses", text="Les pauses")
    asked = service.current(office, HOT)
    service.save_version(office, replace(asked, questions=(more, *asked.questions)))
    hand_out(filled)
    typing = AnswersWindow(window, session_file(office, filled.session), HOT)
    typing.table.setCurrentCell(0, 0)
    QTest.keyClicks(typing.table, "4")
    QTest.keyClick(typing.table, Qt.Key.Key_Delete)
    assert not given(filled)[0].is_answered
    typing.close()


def test_what_was_said_in_confidence_is_seen_in_the_open_cell_alone(window, filled):
    hand_out(filled, QuestionnaireKind.POSITIONING)
    file = session_file(filled.office, filled.session)
    sheet = given(filled, QuestionnaireKind.POSITIONING)[0]
    service.record(filled.office, sheet.id, {"amenagement": "Un siège près de la porte"})
    typing = AnswersWindow(window, file, QuestionnaireKind.POSITIONING)
    typing.show()
    table = typing.table
    column = next(c for c, q in enumerate(table._questions) if q.is_restricted)
    delegate = table.itemDelegateForColumn(column)
    shown = [
        delegate.displayText(table.item(row, column).text(), table.locale()) for row in range(2)
    ]
    assert shown == ["renseigné", ""]
    table.setCurrentCell(0, column)
    assert "confidentielle" in typing._question.text()
    assert table.item(0, column).toolTip() == ""
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.findChild(QLineEdit).text() == "Un siège près de la porte"
    typing.close()


def test_a_sheet_withdrawn_meanwhile_is_told(answers, filled):
    service.withdraw(filled.office, given(filled)[0].id)
    answers.table.setCurrentCell(0, 0)
    QTest.keyClicks(answers.table, "4")
    assert "n’existe plus" in answers._trouble.text() or "supprim" in answers._trouble.text()


def test_an_answer_that_is_being_written_is_kept_when_the_window_closes(answers, filled):
    answers.show()
    table = answers.table
    table.setCurrentCell(0, table.columnCount() - 1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClicks(table.findChild(QLineEdit), "a refaire")
    answers.close()
    assert given(filled)[0].comment == "a refaire"


# Import -----------------------------------------------------------------------------------------

TABLE = ReadTable(
    ("Nom et prénom", "Les supports remis", "Autre chose"),
    (("Karim Bellil", "4", "x"), ("Une inconnue", "3", "x"), ("Fatou Ndiaye", "9", "x")),
)


@pytest.fixture
def review(window, filled):
    """Return the review of an export with a known person, an unknown one and a wrong answer."""
    file = session_file(filled.office, filled.session)
    made = AnswersImport(window, file, HOT, TABLE)
    made.show()
    return made


def test_what_was_understood_is_shown_and_the_rest_is_assigned_by_hand(review, window, filled):
    assert review.save_button.text() == "Importer 2\xa0réponses"
    assert "9" in review.people.item(2, 4).text()
    review.assign(2, filled.enrolments[0])
    assert review.save_button.text() == "Importer 3\xa0réponses"
    review.save()
    came = {sheet.enrolment_id: dict(sheet.values) for sheet in given(filled)}
    assert came[filled.enrolments[0]] == {"supports": "3"}
    assert len(came) == 3
    window.undo()
    assert given(filled) == ()


def test_two_lines_of_one_person_and_two_columns_of_one_question_hold_it_back(review, filled):
    karim = next(line.owner_id for line in review.lines if line.owner_id)
    review.assign(2, karim)
    assert not review.save_button.isEnabled()
    assert "même personne" in review._trouble.text()
    review.assign(2, None)
    review.take_column(2, "supports")
    assert "même chose" in review._trouble.text()
    review.take_column(2, "")
    assert review.save_button.isEnabled()


def test_a_box_assigns_its_line(qtbot, review, filled):
    box = review.people.cellWidget(1, 1)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(filled.enrolments[0]))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: review.lines[1].owner_id == filled.enrolments[0])


def test_the_first_answer_of_a_column_in_confidence_is_not_shown(window, filled):
    file = session_file(filled.office, filled.session)
    table = ReadTable(("Nom", "Besoins"), (("Karim Bellil", "Un siège près de la porte"),))
    review = AnswersImport(window, file, QuestionnaireKind.POSITIONING, table)
    assert review.columns.item(1, 1).text() == "Un siège près de la porte"
    review.take_column(1, "amenagement")
    assert review.columns.item(1, 1).text() == review.columns.item(1, 1).toolTip() == "renseigné"
    review.close()


def test_an_import_that_is_refused_stays_open(review, window, filled, monkeypatch):
    told = []
    monkeypatch.setattr(
        "trainingdesk.desktop.errors.tell", lambda _owner, error: told.append(str(error))
    )
    review.lines = ()
    review.save()
    assert "Aucune ligne" in told[0]
    assert review.isVisible()


def test_of_years_of_answers_those_of_the_session_are_shown(window, filled):
    file = session_file(filled.office, filled.session)
    rows = [(f"Inconnue {number}", "3", "x") for number in range(400)]
    table = ReadTable(TABLE.captions, (*rows, ("Fatou Ndiaye", "4", "x")))
    review = AnswersImport(window, file, HOT, table)
    review.show()
    assert review.people.rowCount() == 51
    assert [review.people.item(row, 0).text() for row in (0, 50)] == [
        "Inconnue 350",
        "Fatou Ndiaye",
    ]
    assert review._left.text() == typeset(
        "Et 350\N{NO-BREAK SPACE}autres lignes sans personne de cette session : "
        "rien n’en est importé."
    )
    press(review, "Importer 1")
    assert len(given(filled)) == 1


def test_a_file_is_chosen_and_read_beside_the_window(
    qtbot, window, shown, filled, tmp_path, monkeypatch
):
    path = tmp_path / "export.csv"
    path.write_text("Nom et prénom;Les supports remis\nKarim Bellil;4\n", "utf-8")
    names = iter(["", str(path)])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (next(names), ""))
    view = shown()
    for _ in range(2):
        choose(menu_of(view, "Importer"), "Satisfaction à chaud")
    qtbot.waitUntil(lambda: bool(window.findChildren(AnswersImport)))
    assert len(newest(window, AnswersImport).lines) == 1


def test_a_file_that_holds_nothing_is_told(qtbot, window, filled, tmp_path, monkeypatch):
    path = tmp_path / "vide.csv"
    path.write_text("")
    told = []
    monkeypatch.setattr(window, "report", told.append)
    read_answers(window, session_file(filled.office, filled.session), HOT, path)
    qtbot.waitUntil(lambda: bool(told))
    assert "vide.csv" in str(told[0])


# Results ----------------------------------------------------------------------------------------


def test_figures_and_remarks_are_seen_at_a_glance(shown, filled):
    filled.attend()
    hand_out(filled)
    for sheet in given(filled):
        service.record(filled.office, sheet.id, {"ensemble": "4", "points_forts": "Le rythme"})
    view = shown(2)
    rows = rows_of(view.widget(2).findChild(QTableWidget))
    assert rows[0][:3] == ["Taux d’assiduité", "non significatif", "4\xa0stagiaires"]
    assert rows[-1][3].startswith("réponses 3 ou 4")
    assert "• Le rythme" in view.widget(2).findChild(QPlainTextEdit).toPlainText()


# Wording ----------------------------------------------------------------------------------------


@pytest.fixture
def editor(window):
    """Return the editor of the questionnaires, on the cold one."""
    window.edit("questionnaire", None, kind=COLD)
    return newest(window, QuestionnaireEditor)


def test_questions_link_and_delay_are_worded_by_the_office(editor, filled):
    editor.ui.title_line.setText("Trois mois après")
    editor.ui.link_line.setText("https://f.example/{nom}")
    editor.ui.cold_box.setCurrentIndex(editor.ui.cold_box.findData(2))
    editor.ui.question_table.add(Question(key="", text="Encore une", kind=QuestionKind.YES_NO))
    editor.ui.kind_box.setCurrentIndex(editor.ui.kind_box.findData(HOT))
    assert not editor.ui.cold_box.isVisible()
    assert editor.ui.title_line.text() == service.shipped(HOT).title
    assert editor.save()
    now = service.current(filled.office, COLD)
    assert now.title == "Trois mois après"
    assert now.questions[-1].key == "encore_une"
    assert service.link_template(filled.office, COLD) == "https://f.example/{nom}"
    assert service.cold_months(filled.office) == 2
    assert service.current(filled.office, HOT) == service.shipped(HOT)


def test_the_shipped_questions_are_given_back(editor, filled):
    editor.ui.title_line.setText("Autre")
    press(editor, "Revenir")
    assert editor.ui.title_line.text() == service.shipped(COLD).title
    assert editor.save()
    assert store.versions(filled.office.db, COLD) == []


def test_a_question_without_words_holds_the_next_questionnaire_back(editor):
    wrong = Question(key="", text="", part="Vos remarques")
    editor.ui.question_table.add(wrong)
    editor.ui.kind_box.setCurrentIndex(editor.ui.kind_box.findData(HOT))
    assert editor.ui.kind_box.currentData() == COLD
    assert "question" in editor.ui.question_table._trouble.text()


@pytest.mark.parametrize(
    ("link", "words"),
    [
        pytest.param("nulle part", "https://", id="no address"),
        pytest.param("https://f.example/{age}", "{session}", id="an unknown field"),
    ],
)
def test_a_link_that_cannot_be_opened_is_told_and_nothing_is_lost(editor, filled, link, words):
    editor.ui.link_line.setText(link)
    editor.ui.title_line.setText("Gardé")
    assert not editor.save()
    assert words in editor._trouble.text()
    assert editor.ui.title_line.text() == "Gardé"
    assert service.current(filled.office, COLD) == service.shipped(COLD)
    editor.ui.link_line.clear()
    assert editor.save()


def test_two_overall_questions_are_told_below_the_table(editor):
    twice = Question(key="", text="Encore", is_overall=True)
    editor.ui.question_table.add(twice)
    assert not editor.save()
    assert "Une seule question" in editor.ui.question_table._trouble.text()
    editor.ui.question_table.show_records(service.shipped(COLD).questions)
    assert editor.save()


def test_a_positioning_says_what_it_asks_besides(window):
    window.edit("questionnaire")
    editor = newest(window, QuestionnaireEditor)
    assert "chaque objectif" in editor.ui.derived.text()
    editor.ui.title_line.clear()
    assert not editor.save()
    assert "titre" in editor._trouble.text()
    editor.ui.title_line.setText("Positionnement")
    assert editor.save()
