"""The conditions of sale are written clause by clause, and read as they are written."""

from dataclasses import fields, replace
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QWhatsThis

from tests.support.desk_hands import cells, fill, newest, plain, press, write_cell
from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.desktop.widgets.binding import FormInvalidError
from trainingdesk.desktop.widgets.finding_line import FindingLine
from trainingdesk.desktop.widgets.rule_form import RuleForm
from trainingdesk.desktop.widgets.special_values import SpecialValues
from trainingdesk.domain.conditions import STATUTORY, Conditions, Rules
from trainingdesk.domain.conditions.clauses import TITLES, heading
from trainingdesk.domain.conditions.conformity import findings
from trainingdesk.domain.conditions.kinds import Base, IndividualDeposit, Mark, Need
from trainingdesk.domain.conditions.rules import (
    RULES,
    Cancellation,
    Deposit,
    Formation,
    Tier,
)
from trainingdesk.domain.conditions.special import SpecialTerms
from trainingdesk.french import typeset
from trainingdesk.services import conditions, identity
from trainingdesk.services.office import open_office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.profiles import shipped_profiles
from trainingdesk.services.starting import start_office
from trainingdesk.storage import sales

FROM_ALL = replace(
    STATUTORY,
    deposit=Deposit(share=Decimal("0.3"), individuals=IndividualDeposit.AS_OTHERS),
    cancellation=Cancellation(tiers=(Tier(at_least=15, share=Decimal("0.5")), Tier())),
)


@pytest.fixture
def known(office) -> Conditions:
    """Return the latest version of the office: a deposit from all, and two tiers."""
    identity.save_conditions(office, Conditions(number=0, starts_on=office.today(), rules=FROM_ALL))
    return conditions.latest(office)


@pytest.fixture
def editor(window, known):
    """Return the editor of the version to come."""
    window.edit("conditions", 0)
    return newest(window)


def type_into(editor, field, text):
    """Type into a value of the clause that is shown, and leave it."""
    line = editor.ui.clauses.form.fields[field].line
    line.setText(text)
    line.textEdited.emit(text)
    line.editingFinished.emit()


def said_of(editor, field) -> str:
    return editor.ui.clauses.form.fields[field].accessibleDescription()


def read(editor) -> str:
    return plain(editor.ui.clauses.view.text.toPlainText())


def answer(button: QMessageBox.StandardButton) -> None:
    """Answer the question that is about to be asked."""

    def press_it() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            box.button(button).click()

    QTimer.singleShot(50, press_it)


# Clauses ------------------------------------------------------------------------------------------


def test_the_menu_opens_one_editor_of_the_version_to_come(window, known):
    menus = [action.menu() for action in window.menuBar().actions()]
    (action,) = [a for menu in menus for a in menu.actions() if a.text() == "Conditions de vente…"]
    action.trigger()
    first = newest(window)
    action.trigger()
    assert newest(window) is first
    assert first.windowTitle() == "Conditions de vente"


@pytest.mark.parametrize("name", RULES)
def test_every_clause_has_a_form_that_gives_back_what_it_is_shown(qtbot, name):
    known = next(
        rule for profile in shipped_profiles() if (rule := getattr(profile.rules, name)) is not None
    )
    form = RuleForm(name, type(known))
    qtbot.addWidget(form)
    form.show_rule(known)
    assert (form.rule(), form.faults()) == (known, {})
    assert list(form.fields) == [field.name for field in fields(known)]
    for field in form.fields.values():
        assert (field.focusProxy() or field).accessibleName()


def test_a_changed_value_is_read_at_once_and_saved_as_the_next_version(
    qtbot, window, office, editor, known
):
    editor.ui.clauses.choose("deposit")
    type_into(editor, "share", "40 %")
    qtbot.waitUntil(lambda: "40 % du prix TTC" in read(editor))
    press(editor, "Enregistrer")
    assert not editor.isVisible()
    latest, former = conditions.versions(office)[:2]
    assert (latest.number, latest.rules.deposit.share) == (known.number + 1, Decimal("0.4"))
    assert former == known


def test_what_nobody_changed_makes_no_version(office, editor, known):
    press(editor, "Enregistrer")
    assert conditions.latest(office) == known


def test_a_value_that_cannot_be_read_is_said_beside_it_and_nothing_is_lost(office, editor, known):
    editor.ui.clauses.choose("deposit")
    type_into(editor, "share", "beaucoup")
    assert "nombre" in said_of(editor, "share")
    editor.ui.clauses.choose("hours")
    press(editor, "Enregistrer")
    assert editor.ui.clauses.name == "deposit"
    assert editor.ui.clauses.form.fields["share"].line.text() == "beaucoup"
    assert conditions.latest(office) == known
    type_into(editor, "share", "35")
    assert said_of(editor, "share") == ""


@pytest.mark.parametrize(
    ("clause", "field", "typed", "words"),
    [
        pytest.param("deposit", "share", "130", "de 0 à 100", id="more than all"),
        pytest.param("deposit", "days_before", "1,5", "nombre entier", id="half a day"),
        pytest.param("payment", "days", "", "nombre entier", id="nothing"),
        pytest.param("late", "points", "beaucoup", "par exemple", id="words"),
        pytest.param("hours", "morning_from", "26h", "une heure", id="no time of day"),
    ],
)
def test_numbers_keep_within_their_bounds(editor, clause, field, typed, words):
    editor.ui.clauses.choose(clause)
    type_into(editor, field, typed)
    assert words in said_of(editor, field)


def test_a_rule_that_leans_on_a_missing_one_is_shown_where_it_is(office, editor, known):
    editor.take(replace(FROM_ALL, deposit=None, formation=Formation(needs=(Need.DEPOSIT,))))
    editor.ui.clauses.choose("hours")
    press(editor, "Enregistrer")
    assert editor.ui.clauses.name == "formation"
    assert "Acompte" in said_of(editor, "needs")
    assert conditions.latest(office) == known


def test_a_clause_is_added_from_its_box_and_taken_out_again(office, editor):
    clauses = editor.ui.clauses
    clauses.choose("hours")
    assert not clauses.form.isEnabled()
    press(clauses, "Ajouter cette clause")
    assert clauses.form.isEnabled()
    assert read(editor).startswith(heading(clauses.peek(), "hours"))
    type_into(editor, "morning_from", "9h30")
    clauses.list._items["suspension"].setCheckState(0, clauses.list._items["hours"].checkState(0))
    clauses.list._items["late"].setCheckState(0, clauses.list._items["intra"].checkState(0))
    press(editor, "Enregistrer")
    rules = conditions.latest(office).rules
    assert rules.hours.morning_from == time(9, 30)
    assert (rules.late, rules.suspension.unpaid_invoice) == (None, True)


def test_a_clause_taken_out_and_put_back_keeps_its_values(editor):
    clauses = editor.ui.clauses
    item = clauses.list._items["deposit"]
    ticked = item.checkState(0)
    item.setCheckState(0, clauses.list._items["hours"].checkState(0))
    assert clauses.peek().deposit is None
    assert "n’en parlent pas" in read(editor)
    item.setCheckState(0, ticked)
    assert clauses.peek() == FROM_ALL


def test_tiers_are_typed_in_a_table_and_put_in_order(qtbot, office, editor):
    editor.ui.clauses.choose("cancellation")
    table = editor.ui.clauses.form.fields["tiers"].table
    press(table, "Ajouter")
    qtbot.waitUntil(lambda: "sauf au dernier" in said_of(editor, "tiers"))
    row = len(table.peek()) - 1
    write_cell(table, row, "Préavis d’au moins", "30")
    write_cell(table, row, "Part (%)", "0")
    write_cell(table, row, "De quoi", Base.NONE)
    press(editor, "Enregistrer")
    tiers = conditions.latest(office).rules.cancellation.tiers
    assert [tier.at_least for tier in tiers] == [30, 15, None]
    assert cells(table, row)[2] == "Rien"


@pytest.mark.parametrize(
    ("caption", "typed", "words"),
    [
        ("Préavis d’au moins", "", "sauf au dernier"),
        ("Préavis d’au moins", "-2", "nombre de jours"),
        ("Part (%)", "150", "de 0 à 100"),
    ],
)
def test_tiers_that_cannot_hold_are_refused(office, editor, known, caption, typed, words):
    editor.ui.clauses.choose("cancellation")
    write_cell(editor.ui.clauses.form.fields["tiers"].table, 0, caption, typed)
    press(editor, "Enregistrer")
    assert words in said_of(editor, "tiers")
    assert conditions.latest(office) == known


def test_the_words_of_a_box_tick_it(office, editor):
    editor.ui.clauses.choose("offer")
    field = editor.ui.clauses.form.fields["preparation_cost"]
    (words,) = field.findChildren(QLabel)
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    press(editor, "Enregistrer")
    assert conditions.latest(office).rules.offer.preparation_cost


def test_scrolling_over_a_form_changes_nothing(editor):
    editor.ui.clauses.choose("deposit")
    box = editor.ui.clauses.form.fields["base"].box
    box.setFocus()
    centre = QPointF(box.rect().center())
    turn = QWheelEvent(
        centre,
        box.mapToGlobal(centre),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert editor.ui.clauses.peek() == FROM_ALL


def test_lists_are_ticked(office, editor):
    editor.ui.clauses.choose("formation")
    marks = editor.ui.clauses.form.fields["marks"]
    for row in range(2):
        marks.list.item(row).setCheckState(editor.ui.clauses.list._items["late"].checkState(0))
    press(editor, "Enregistrer")
    assert conditions.latest(office).rules.formation.marks == (Mark.INITIALS, Mark.STAMP)


# What the law says --------------------------------------------------------------------------------


def test_findings_stand_below_their_clause_and_mark_it_in_the_list(qtbot, editor):
    editor.ui.clauses.choose("deposit")
    (found,) = [each for each in findings(FROM_ALL) if each.clause == "deposit"]
    (line,) = editor.ui.clauses.view.findChildren(FindingLine)
    assert line.why.toolTip() == typeset(found.article)
    assert not editor.ui.clauses.list._items["deposit"].icon(0).isNull()
    line.why.click()
    QWhatsThis.hideText()
    individuals = editor.ui.clauses.form.fields["individuals"]
    individuals.box.setCurrentIndex(individuals._values.index(IndividualDeposit.AFTER_WITHDRAWAL))
    qtbot.waitUntil(lambda: editor.ui.clauses.list._items["deposit"].icon(0).isNull())


def test_all_findings_are_listed_and_lead_to_their_clause(editor):
    editor.ui.tabs.setCurrentWidget(editor.ui.findings_tab)
    table = editor.ui.findings.table
    assert table.rowCount() == len(findings(FROM_ALL))
    titles = [table.item(row, 1).text() for row in range(table.rowCount())]
    row = titles.index(TITLES["deposit"])
    table.setCurrentCell(row, 0)
    assert editor.ui.findings.why.toolTip()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert editor.ui.clauses.name == "deposit"
    editor.ui.clauses.choose("offer")
    editor.ui.tabs.setCurrentWidget(editor.ui.findings_tab)
    table.cellDoubleClicked.emit(row, 1)
    assert editor.ui.tabs.currentWidget() is editor.ui.rules_tab
    assert editor.ui.clauses.name == "deposit"


def test_the_tab_tells_how_much_was_found(editor):
    assert editor.ui.tabs.tabText(2) == f"Conformité ({len(findings(FROM_ALL))})"
    assert findings(STATUTORY) == ()
    editor.take(STATUTORY)
    assert editor.ui.tabs.tabText(2) == "Conformité"
    assert "Rien n’a été relevé" in editor.ui.findings._summary.text()


# The office's own text ----------------------------------------------------------------------------


def test_without_a_text_of_its_own_the_clauses_are_shown_as_printed(qtbot, editor):
    editor.ui.tabs.setCurrentWidget(editor.ui.text_tab)
    preview = editor.ui.terms.markdown.preview
    qtbot.waitUntil(lambda: heading(FROM_ALL, "deposit") in preview.toPlainText())
    assert not editor.ui.terms.clearing.isEnabled()


def test_a_text_is_shown_with_its_values_and_saved_with_its_fields(qtbot, office, editor):
    editor.ui.tabs.setCurrentWidget(editor.ui.text_tab)
    terms = editor.ui.terms
    terms.markdown.text.setPlainText("# Acompte\n\nUn acompte de ")
    terms.markdown.text.moveCursor(QTextCursor.MoveOperation.End)
    (field,) = terms.fields.findItems("acompte.part", Qt.MatchFlag.MatchExactly)
    assert plain(field.text(1)) == "30 %"
    terms.fields.itemActivated.emit(field, 0)
    terms.markdown.text.insertPlainText(", à verser sous 8 jours.")
    qtbot.waitUntil(lambda: "de 30 %" in plain(terms.markdown.preview.toPlainText()))
    (line,) = [terms.review.item(row) for row in range(terms.review.count())]
    assert "8 jours" in plain(line.text())
    terms.review.itemActivated.emit(line)
    assert terms.markdown.text.textCursor().blockNumber() == 2
    press(editor, "Enregistrer")
    assert conditions.latest(office).terms.endswith("de {acompte.part}, à verser sous 8 jours.")


def test_an_outdated_reference_is_among_what_to_read_again(editor):
    editor.ui.terms.markdown.text.setPlainText("Les pénalités de l’article L441-6 sont dues.")
    (line,) = [editor.ui.terms.review.item(row) for row in range(editor.ui.terms.review.count())]
    assert "L441-10" in line.text()


def test_an_unknown_field_is_said_below_the_text_and_refused(office, editor, known):
    editor.ui.terms.markdown.text.setPlainText("Un acompte de {acompte.montant}.")
    editor.ui.tabs.setCurrentWidget(editor.ui.findings_tab)
    press(editor, "Enregistrer")
    assert editor.ui.tabs.currentWidget() is editor.ui.text_tab
    assert "{acompte.montant}" in editor.ui.terms.trouble.text()
    assert conditions.latest(office) == known


def test_the_text_is_given_up_for_the_one_of_the_rules(office, editor):
    editor.ui.tabs.setCurrentWidget(editor.ui.text_tab)
    editor.ui.terms.markdown.text.setPlainText("# Objet")
    press(editor, "Imprimer le texte")
    assert editor.ui.terms.value() == ""
    editor.ui.terms.markdown.text.undo()
    assert editor.ui.terms.value() == "# Objet"


# Versions and models ------------------------------------------------------------------------------


def test_rules_are_taken_from_a_model_once_the_user_agreed(office, editor, known):
    model = next(each for each in shipped_profiles() if each.rules.elearning)
    (action,) = [
        each for each in editor.ui.take_profile.menu().actions() if each.text() == model.name
    ]
    answer(QMessageBox.StandardButton.No)
    action.trigger()
    assert editor.ui.clauses.peek() == FROM_ALL
    answer(QMessageBox.StandardButton.Yes)
    action.trigger()
    assert conditions.latest(office) == known
    press(editor, "Enregistrer")
    assert conditions.latest(office).rules == model.rules


def test_rules_are_taken_from_a_file(monkeypatch, tmp_path, editor):
    file = tmp_path / "voisin.toml"
    file.write_text('name = "Voisin"\n[deposit]\nshare = 0.5\n', "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(file), ""))
    answer(QMessageBox.StandardButton.Yes)
    press(editor, "&Ouvrir un fichier")
    assert editor.ui.clauses.peek() == Rules(deposit=Deposit(share=Decimal("0.5")))


def test_a_file_that_holds_no_rules_is_refused_and_changes_nothing(tmp_path, editor):
    file = tmp_path / "voisin.toml"
    file.write_text("[deposit]\nshare = 5\n", "utf-8")
    told = []

    def close() -> None:
        box = QApplication.activeModalWidget()
        told.append(box.text())
        box.done(0)

    QTimer.singleShot(50, close)
    editor.read_file(str(file))
    assert "deposit.share" in told[0]
    assert editor.ui.clauses.peek() == FROM_ALL


def test_the_terms_are_seen_as_they_print(window, editor):
    press(editor, "&Voir le document")
    assert newest(window, PaperWindow).isVisible()


def test_an_earlier_version_is_read_and_not_changed(window, office, editor, known):
    versions = editor.ui.versions
    place = versions.findData(known.id)
    versions.setCurrentIndex(place)
    versions.activated.emit(place)
    past = newest(window)
    assert past.windowTitle() == f"Conditions de vente – version {known.number}"
    past.ui.clauses.choose("deposit")
    assert not past.ui.clauses.form.isEnabled()
    assert past.ui.terms.markdown.text.isReadOnly()
    assert [b.text() for b in past.buttons.buttons() if b.isVisible()] == ["Fermer"]
    assert editor.isVisible()


def test_the_window_says_since_when_a_version_holds_and_what_comes(window, office, known):
    coming = replace(known, starts_on=date(2026, 9, 1), terms="# Objet")
    conditions.save_new_version(office, coming)
    window.edit("conditions", 0)
    words = plain(newest(window).ui.version_name.text())
    assert f"Version {known.number} en vigueur" in words
    assert "1er septembre 2026" in words
    assert newest(window).ui.starts_on.text() == "01/09/2026"
    window.edit("conditions", known.id)
    assert f"suivie de la version {known.number + 1}" in plain(
        newest(window).ui.version_name.text()
    )


def test_a_day_before_the_version_in_force_is_refused_beside_its_field(editor):
    editor.ui.clauses.list.add("hours")
    fill(editor, starts_on="1/1/2020")
    press(editor, "Enregistrer")
    assert "en vigueur depuis" in editor.binding.widget("starts_on").accessibleDescription()


def test_a_new_office_is_led_to_the_models(qtbot):
    empty = open_office(":memory:")
    start_office(empty)
    window = MainWindow(empty)
    qtbot.addWidget(window)
    window.show()
    press(window, "Choisir un modèle de conditions")
    assert "partez d’un modèle" in newest(window).ui.version_name.text()
    newest(window).close()
    window.close()
    empty.close()


# Values of one agreement --------------------------------------------------------------------------


@pytest.fixture
def agreement(filled, known) -> int:
    """Return the id of a drafted agreement under these conditions."""
    return filled.agree()


def test_an_agreement_replaces_a_single_value_of_the_conditions(window, office, agreement):
    window.edit("agreement", agreement)
    editor = newest(window)
    values = editor.ui.own_values
    values.choice.setEditText("Part payée d’avance")
    press(values, "Remplacer cette valeur")
    row = values._rows["deposit.share"]
    assert plain(row.general.text()) == "30 %"
    row.field.line.setText("10")
    press(editor, "Enregistrer")
    assert sales.agreement(office.db, agreement).special == SpecialTerms(
        {"deposit.share": Decimal("0.1")}
    )


def test_a_value_of_an_agreement_goes_back_to_the_general_one(window, office, agreement):
    draft = sales.agreement(office.db, agreement)
    own = SpecialTerms({"deposit.share": Decimal("0.1"), "payment.instalments": True})
    sales.save_agreement(office.db, replace(draft, special=own))
    window.edit("agreement", agreement)
    editor = newest(window)
    editor.ui.own_values._rows["deposit.share"].removing.click()
    press(editor, "Enregistrer")
    assert sales.agreement(office.db, agreement).special == SpecialTerms(
        {"payment.instalments": True}
    )


def test_a_value_that_the_rules_refuse_is_said_below_it(window, office, agreement):
    window.edit("agreement", agreement)
    editor = newest(window)
    values = editor.ui.own_values
    values.replace_value("deposit.base")
    base = values._rows["deposit.base"].field
    base.box.setCurrentIndex(base._values.index(Base.NONE))
    press(editor, "Enregistrer")
    assert "prix HT ou TTC" in values._rows["deposit.base"].trouble.text()
    assert sales.agreement(office.db, agreement).special == SpecialTerms()


def test_a_value_of_an_agreement_that_cannot_be_read_is_said_below_it(qtbot):
    values = SpecialValues()
    qtbot.addWidget(values)
    values.show_special(SpecialTerms(), FROM_ALL)
    values.replace_value("deposit.share")
    values.show()
    values._rows["deposit.share"].field.line.setText("beaucoup")
    with pytest.raises(FormInvalidError):
        values.special()
    assert "nombre" in values._rows["deposit.share"].trouble.text()
    assert not values.mark("late.points", "Trop.")
    values.lock()
    assert not values.adding.isVisible()


@pytest.mark.parametrize(
    ("button", "key"),
    [
        pytest.param("see_paper", "general_terms", id="general terms"),
        pytest.param("see_house_rules", "house_rules", id="house rules"),
    ],
)
def test_what_goes_with_the_conditions_is_shown(window, editor, known, monkeypatch, button, key):
    drawn = []
    monkeypatch.setattr(window, "show_paper", lambda key, subject: drawn.append((key, subject)))
    getattr(editor.ui, button).click()
    assert drawn == [(key, Subject(conditions_id=known.id))]
