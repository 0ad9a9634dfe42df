"""What every editor of people, places, courses and the office has in common."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTreeWidget,
)

from tests.support.desk_hands import fill, newest
from trainingdesk.storage import parties

KINDS = (
    "client",
    "contact",
    "course",
    "funder",
    "organisation",
    "rates",
    "text",
    "trainee",
    "trainer",
    "venue",
)
TYPED = (QLineEdit, QComboBox, QPlainTextEdit, QTreeWidget)


@pytest.fixture(params=KINDS)
def editor(window, request):
    window.edit(request.param, None)
    return newest(window)


def test_an_untouched_editor_closes_with_escape_and_asks_nothing(qtbot, editor):
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_every_field_has_a_name_that_is_read_aloud(editor):
    fields = [widget for kind in TYPED for widget in editor.findChildren(kind)]
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in fields
        if not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
        # The line of a list that may be typed over is named by the list.
        and not isinstance(widget.parent(), QComboBox)
    ]
    assert fields
    assert nameless == []


def test_every_button_says_what_it_does(editor):
    buttons = [button for button in editor.findChildren(QAbstractButton) if button.isVisible()]
    assert [type(b).__name__ for b in buttons if not (b.text() or b.accessibleName())] == []


def test_a_small_window_scrolls_and_loses_nothing(editor):
    editor.resize(400, 300)
    assert editor.width() <= 480


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        pytest.param("Enregistrer", True, id="save"),
        pytest.param("Ne pas enregistrer", False, id="drop"),
    ],
)
def test_what_was_typed_is_not_lost_without_a_word(qtbot, window, answer, kept):
    window.edit("client", None)
    editor = newest(window)
    fill(editor, name="Scierie")

    def press() -> None:
        box = editor.findChild(QMessageBox)
        button = next(b for b in box.buttons() if b.text().replace("&", "") == answer)
        button.click()

    qtbot.waitUntil(editor.isVisible)
    QTimer.singleShot(0, editor, press)
    editor.close()
    assert not editor.isVisible()
    found = parties.CLIENTS.where(window.office.db, "name = 'Scierie'")
    assert bool(found) is kept
