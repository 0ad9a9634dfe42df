"""What all editors have in common: a form, its record, «Enregistrer» and «Annuler»."""

import sqlite3
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.errors import sentence
from trainingdesk.desktop.widgets.binding import Binding, FormInvalidError
from trainingdesk.desktop.widgets.detail import Squeezed
from trainingdesk.desktop.widgets.label_columns import align_labels
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office

R = TypeVar("R")

AROUND = QSize(48, 96)
"""What margins, the scroll bar and the buttons add to a form."""
SCREEN_SHARE = 0.9


class Editor(QDialog, Generic[R]):
    """A window that edits one record; it never keeps the others from being used.

    A subclass names its compiled form in `form`, and says how to `load` and `store` the record.
    """

    form: ClassVar[type[Any]]
    record: ClassVar[type[Any]]
    noun: ClassVar[str] = ""
    fresh: ClassVar[str] = "nouveau"
    known: ClassVar[str] = "modifier"
    """What the title says after the noun, for a new record and for a known one."""

    def __init__(
        self, desk: Desk, row_id: int | None = None, context: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.row_id = row_id
        self.context = dict(context or {})
        self._is_edited = False
        body = Squeezed()
        self.ui = self.form()
        self.ui.setupUi(body)
        self.binding = Binding(body, self.record, desk.office.today)
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self.buttons = QDialogButtonBox(self)
        self._arrange(body)
        self.prepare()
        self.value: R = self.load(row_id)
        self.binding.show(self.value)
        self.shown()
        self.binding.edited.connect(self.touch)
        self.setWindowTitle(self.title())
        self._is_edited = False

    @property
    def office(self) -> Office:
        """The open office."""
        return self.desk.office

    def title(self) -> str:
        """Return what the window is called."""
        words = self.fresh if self.row_id is None else self.known
        return " – ".join(filter(None, (self.noun, words)))

    def prepare(self) -> None:
        """Fill the lists of the form, before the record is shown."""

    def load(self, row_id: int | None) -> R:
        """Return the record to edit, a new one when there is no id."""
        raise NotImplementedError

    def shown(self) -> None:
        """Show the parts of the record that no field of the form holds."""

    def complete(self, value: R) -> R:
        """Return the record with the parts that no field of the form holds."""
        return value

    def store(self, value: R) -> Changes:
        """Write the record through its service."""
        raise NotImplementedError

    def mark(self, field: str, words: str) -> bool:
        """Say beside a field what is wrong; return whether the form shows the field."""
        return self.binding.mark(field, words)

    def touch(self) -> None:
        """Note that something was typed and is not saved."""
        self._is_edited = True

    def save(self) -> bool:
        """Write the record and close; what is wrong is said beside its field."""
        if not self.write():
            return False
        self.accept()
        return True

    def write(self) -> bool:
        """Write the record and tell every page; return whether it could be written."""
        self._trouble.hide()
        try:
            value = self.complete(self.binding.read(self.value))
            changes = self.store(value)
        except FormInvalidError:
            return False
        except RuleBroken as error:
            if not (error.field and self.mark(error.field, str(error))):
                self._tell(str(error))
            return False
        except (OSError, sqlite3.Error) as error:
            self._tell(sentence(error))
            return False
        self._is_edited = False
        self.desk.broadcast(changes)
        after = self.context.get("after")
        if callable(after):
            after(changes)
        return True

    def name_saving(self, words: str, icon: str) -> None:
        """Say on the button that saves what saving does."""
        self.save_button.setText(words)
        self.save_button.setIcon(theme.icon(icon, theme.current().on_accent))
        self.save_button.setToolTip(f"{words} (Ctrl+S)")

    def only_show(self) -> None:
        """Leave nothing to save: what is shown may not change any more."""
        for button in self.buttons.buttons():
            match self.buttons.buttonRole(button):
                case QDialogButtonBox.ButtonRole.AcceptRole:
                    button.hide()
                case QDialogButtonBox.ButtonRole.RejectRole:
                    button.setText("Fermer")

    def _tell(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.show()

    def _arrange(self, body: QWidget) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(body)
        self.save_button = save = QPushButton(self)
        save.setProperty("primary", "true")
        save.setDefault(True)
        self.name_saving("Enregistrer", "save")
        self.cancel_button = cancel = QPushButton("Annuler", self)
        self.buttons.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        save.clicked.connect(self.save)
        cancel.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(area, 1)
        layout.addWidget(self._trouble)
        layout.addWidget(self.buttons)
        if (inside := body.layout()) is not None:
            # So that the last button ends where the fields do.
            around = inside.contentsMargins()
            self.buttons.setContentsMargins(around.left(), 0, around.right(), 0)
        align_labels(body)
        size = QSettings().value(f"editors/{type(self).__name__}")
        self.resize(size if size is not None else self._first_size(body))

    def _first_size(self, body: QWidget) -> QSize:
        """Return the size that shows the whole form, or as much as the screen has room for."""
        whole = body.sizeHint().expandedTo(body.minimumSize()) + AROUND
        return whole.boundedTo(self.screen().availableSize() * SCREEN_SHARE)

    def _may_close(self) -> bool:
        if not self._is_edited:
            return True
        box = QMessageBox(self)
        box.setWindowTitle("Training Desk")
        box.setText("Enregistrer ce que vous avez saisi ?")
        keep = box.addButton("Enregistrer", QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton("Ne pas enregistrer", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("Continuer la saisie", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is keep:
            return self.save()
        return box.clickedButton() is drop

    # Qt's own interface -------------------------------------------------------------------------

    def reject(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            QSettings().setValue(f"editors/{type(self).__name__}", self.size())
            event.accept()
        else:
            event.ignore()
