"""What can be done with the chosen duty: its action, put it off, take it back, why it is one."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.aside_bar import AsideBar
from trainingdesk.desktop.widgets.duty_tree import ICONS
from trainingdesk.desktop.widgets.why_button import WhyButton
from trainingdesk.domain.deadlines import Duty
from trainingdesk.domain.deadlines.duty import NOTE_SENT
from trainingdesk.french import plural, typeset

OPEN = "Ouvrir le dossier"


class DutyBar(QWidget):
    """The whole sentence of the chosen duty, and a row of actions, those of its context menu."""

    acted = Signal()
    sent = Signal()
    put_off = Signal(object)
    taken_back = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.act = self._action("folder-open", "")
        self.send = self._action("check", "")
        self._name(self.send, NOTE_SENT)
        self.aside = self._action("clock", "Ctrl+M")
        self.back = self._action("undo-2", "Ctrl+R")
        self.why = self._action("circle-alert", "Shift+F1")
        self.why.setText(typeset("Pourquoi ?"))
        self.why_button = WhyButton(self)
        self.question = AsideBar(today, self)
        self._arrange()
        self.act.triggered.connect(self.acted)
        self.send.triggered.connect(self.sent)
        self.aside.triggered.connect(self.question.ask)
        self.back.triggered.connect(self.taken_back)
        self.why.triggered.connect(self.why_button.click)
        self.question.given.connect(self.put_off)
        self.show_duty(None, "", count=0, is_put_off=False)

    def show_duty(self, duty: Duty | None, why: str, *, count: int, is_put_off: bool) -> None:
        """Offer what can be done with the chosen line, or the *count* lines of a group."""
        more = f" ({plural(count, 'ligne')})" if count > 1 else ""
        self.sentence.setText(typeset(duty.sentence) if duty else "")
        self.sentence.setVisible(duty is not None)
        if duty is not None:
            self.act.setIcon(theme.icon(ICONS[duty.kind]))
            self._name(self.act, OPEN if duty.awaited else typeset(duty.action))
        self._name(self.aside, f"Mettre de côté jusqu’au…{more}")
        self._name(self.back, f"Reprendre{more}")
        self.act.setVisible(duty is not None)
        self.send.setVisible(duty is not None and duty.awaited is not None)
        self.aside.setVisible(bool(count) and not is_put_off)
        self.back.setVisible(bool(count) and is_put_off)
        self.why.setVisible(bool(why))
        self.why_button.explain(why)
        if is_put_off or not count:
            self.close_question()

    def tell(self, words: str) -> None:
        """Say what is wrong with the day that was typed."""
        self.question.tell(words)

    def close_question(self) -> None:
        """Ask for no day any more."""
        self.question.hide()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for action in (self.send, self.act, self.aside, self.back):
            row.addWidget(self._button(action))
        row.addStretch()
        row.addWidget(self.why_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.sentence)
        whole.addLayout(row)
        whole.addWidget(self.question)

    def _action(self, icon: str, keys: str) -> QAction:
        action = QAction(self)
        action.setIcon(theme.icon(icon))
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    def _name(self, action: QAction, words: str) -> None:
        action.setText(words)
        # Qt leaves no room between a tool button's icon and its text, and would drop an ellipsis.
        action.setIconText(f" {words}")

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))
        return button
