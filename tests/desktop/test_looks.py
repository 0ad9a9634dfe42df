"""How windows look: nothing cut, jumping, out of line or too pale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.details.parts import menu_button
from trainingdesk.desktop.editors.register import open_editor
from trainingdesk.desktop.picture_windows import session_windows
from trainingdesk.desktop.widgets.detail import LEAST, facts, kept_in, small_table, stacked
from trainingdesk.desktop.widgets.label_columns import align_labels
from trainingdesk.services import closing

LONG = "Communauté de communes des Trois-Vallées-et-du-Haut-Layon"
WCAG_TEXT = 4.5


def luminance(colour):
    parts = [getattr(QColor(colour), name)() for name in ("redF", "greenF", "blueF")]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink, ground):
    pale, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (pale + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "danger", "warning", "success"])
@pytest.mark.parametrize("ground", ["window", "base", "alternate", "selection"])
def test_every_ink_is_read_on_every_ground(look, ink, ground):
    assert contrast(getattr(look, ink), getattr(look, ground)) >= WCAG_TEXT


# Tables -----------------------------------------------------------------------------------------


@given(
    st.integers(0, 900),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=8),
)
def test_columns_keep_what_they_cannot_do_without_and_fill_no_more_than_the_room(room, pairs):
    needs = [max(pair) for pair in pairs]
    least = [min(pair) for pair in pairs]
    widths = kept_in(room, needs, least)
    assert all(low <= width <= need for low, width, need in zip(least, widths, needs, strict=True))
    if sum(least) <= room:
        assert sum(widths) <= room
    else:
        assert widths == needs


def test_nothing_is_cut_where_there_is_room_for_all():
    assert kept_in(500, [200, 80, 220], [88, 80, 88]) == [200, 80, 220]


def test_the_widest_are_cut_first():
    assert kept_in(400, [300, 80, 120], [88, 80, 88]) == [200, 80, 120]


@pytest.fixture
def table(qtbot):
    made = small_table(
        ("Client", "Session", "Reste dû"),
        [(LONG, "S-2026-001", "1 200,00 €"), ("Bois", "S-2026-002", "0,00 €")],
        right=(2,),
        long=(0,),
    )
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def test_a_long_text_gives_way_to_the_amounts(table):
    assert not table.horizontalScrollBar().isVisible()
    assert LEAST <= table.columnWidth(0) < table.sizeHintForColumn(0)
    assert table.columnWidth(2) >= table.sizeHintForColumn(2)
    table.resize(900, 200)
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        pytest.param(0, 0, LONG, id="a cut text"),
        pytest.param(1, 0, "", id="a text that is seen whole"),
        pytest.param(0, 1, "", id="a short one"),
    ],
)
def test_what_is_cut_is_read_below_the_pointer(table, row, column, told):
    QToolTip.hideText()
    place = table.visualItemRect(table.item(row, column)).center()
    asks = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), asks)
    assert (QToolTip.text() if QToolTip.isVisible() else "") == told
    QToolTip.hideText()


# Facts, buttons and labels ----------------------------------------------------------------------


def test_a_fact_of_several_lines_keeps_them_where_room_lacks(qtbot):
    about = facts([("Lieu", f"{LONG}, {LONG}"), ("Notes", LONG)])
    below = QWidget()
    below.setMinimumHeight(160)
    whole = stacked(about, below)
    qtbot.addWidget(whole)
    whole.resize(260, 200)
    whole.show()
    values = [label for label in about.findChildren(QLabel) if label.wordWrap()]
    assert len(values) == 2

    def are_whole():
        return all(label.height() >= label.heightForWidth(label.width()) for label in values)

    qtbot.waitUntil(are_whole, timeout=1000)


def test_buttons_side_by_side_are_equally_tall(qtbot, qapp):
    theme.dress(qapp, theme.LIGHT)
    pushed = QPushButton(theme.icon("printer"), "Imprimer…")
    dropped = menu_button("Autres", "plus", QMenu())
    plain = menu_button("Autres", "", QMenu())
    bare = QPushButton(theme.icon("x"), "")
    for one in (pushed, dropped, plain, bare):
        qtbot.addWidget(one)
        one.ensurePolished()
        one.adjustSize()
    heights = {one.size().height() for one in (pushed, dropped, plain, bare)}
    assert len(heights) == 1


def test_labels_of_parts_one_below_the_other_stand_in_one_column(qtbot):
    body = QWidget()
    column = QVBoxLayout(body)
    labels = []
    for caption in ("Prix", "Conditions particulières"):
        group = QGroupBox(caption)
        form = QFormLayout(group)
        form.addRow(caption, QLineEdit())
        labels.append(form.itemAt(0, QFormLayout.ItemRole.LabelRole).widget())
        column.addWidget(group)
    qtbot.addWidget(body)
    align_labels(body)
    short, long = labels
    assert short.minimumWidth() == long.minimumWidth() == long.sizeHint().width()


def test_the_last_button_of_an_editor_ends_where_its_fields_do(window):
    editor = open_editor(window, "maintenance", None, {})
    editor.show()
    last = editor.buttons.buttons()[-1]
    field = editor.ui.reason
    right = last.mapTo(editor, QPoint(last.width(), 0)).x()
    assert right == field.mapTo(editor, QPoint(field.width(), 0)).x()


def test_a_session_that_lacks_something_is_not_closed_by_enter(window, filled):
    editor = open_editor(window, "closing", filled.session, {})
    editor.show()
    accepting = [
        button
        for button in editor.buttons.buttons()
        if editor.buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole
    ]
    assert [button.text() for button in accepting] == ["Clôturer quand même"]
    assert not accepting[0].isDefault()
    assert not accepting[0].autoDefault()


# The page of sessions ---------------------------------------------------------------------------


@pytest.fixture
def page(window, filled):
    window.resize(1280, 720)
    window.go_to("sessions", filled.session)
    return window.pages["sessions"]


def test_all_sub_tabs_of_a_session_are_seen_and_none_moves_the_others(page):
    tabs = page.detail.tabs
    sizes = page._splitter.sizes()
    last = tabs.tabBar().tabRect(tabs.count() - 1)
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        QApplication.processEvents()  # a tab that is made widens the page at the next turn
        assert page._splitter.sizes() == sizes, tabs.tabText(number)
        assert last.right() <= tabs.width()


def test_every_window_that_a_session_opens_can_be_drawn(window, filled, tmp_path):
    made = {name: make() for name, make in session_windows(window, filled.session, tmp_path)}
    assert {"courriels", "documents à rééditer", "classer les scans"} <= set(made)
    for each in made.values():
        each.close()


def test_what_lacks_before_closing_leads_to_a_sub_tab_that_is_there(page, filled):
    tabs = page.detail.tabs
    named = {point.tab for point in closing.points(filled.office, filled.session)}
    assert named <= {tabs.tabText(number) for number in range(tabs.count())}
