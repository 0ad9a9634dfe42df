"""The hands of a user: press what is seen, type into a named field, tell which window is open."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.widgets.record_box import RecordBox


def press(owner: QWidget, words: str) -> None:
    """Press the button or tool whose text begins so, among those that are seen."""
    QApplication.processEvents()  # buttons that were just made are seen at the next turn
    found = [
        button
        for button in owner.findChildren(QAbstractButton)
        if plain(button.text()).strip().startswith(words)
        and button.isVisible()
        and button.isEnabled()
    ]
    assert found, f"no button « {words} » among {[b.text() for b in _seen(owner)]}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def pick(owner: QWidget, words: str, action: str) -> None:
    """Choose what the seen button with this text drops down."""
    QApplication.processEvents()
    found = [
        button
        for button in owner.findChildren(QToolButton)
        if button.text().strip() == words and button.isVisible()
    ]
    assert found, f"no button « {words} »"
    found[0].menu().aboutToShow.emit()
    offered = {plain(one.text()): one for one in found[0].menu().actions()}
    assert action in offered, f"« {action} » is not among {list(offered)}"
    assert offered[action].isEnabled(), f"« {action} » is not enabled"
    offered[action].trigger()


def _seen(owner: QWidget) -> list[QAbstractButton]:
    return [b for b in owner.findChildren(QAbstractButton) if b.isVisible() and b.text()]


def newest(owner: QWidget, kind: type[QDialog] = Editor) -> QDialog:
    """Return the dialog that was opened last."""
    shown = [dialog for dialog in owner.findChildren(kind) if dialog.isVisible()]
    assert shown, f"no {kind.__name__} is open"
    return shown[-1]


def fill(editor: Editor, **texts: object) -> None:
    """Put texts into fields by name, as typing them would; a choice is named by its value."""
    for name, value in texts.items():
        widget = getattr(editor.ui, name)
        if isinstance(widget, RecordBox):
            widget.setEditText(str(value))
            widget.settle()
            assert not value or widget.currentIndex() >= 0, f"« {value} » names nobody"
        elif isinstance(widget, QComboBox):
            place = widget.findData(value)
            assert place >= 0, f"« {value} » is not offered"
            widget.setCurrentIndex(place)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(str(value))
        else:
            assert isinstance(widget, QLineEdit), name
            widget.setText(str(value))
            widget.textEdited.emit(str(value))
            widget.editingFinished.emit()


def said(editor: Editor, field: str) -> str:
    """Return the sentence beside a field."""
    return editor.binding.widget(field).accessibleDescription()


def write_cell(table: QWidget, row: int, caption: str, value: object) -> None:
    """Type into a cell of a small table, or choose in it."""
    captions = [cell.caption for cell in table._rows.cells]
    column = captions.index(caption)
    role = Qt.ItemDataRole.CheckStateRole if isinstance(value, bool) else Qt.ItemDataRole.EditRole
    given = (Qt.CheckState.Checked if value else Qt.CheckState.Unchecked) if role != 2 else value
    table._rows.setData(table._rows.index(row, column), given, role)


def cells(table: QWidget, row: int) -> list[str]:
    """Return what a row of a small table shows."""
    return [
        str(table._rows.index(row, column).data() or "")
        for column in range(table._rows.columnCount())
    ]


def plain(text: str) -> str:
    """Return a text with ordinary spaces."""
    return text.replace("\u202f", " ").replace("\xa0", " ")
