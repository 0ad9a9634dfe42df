"""The rules of sale, clause by clause: the list, the form, and what they come to."""

import types
import typing
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.binding import FormInvalidError, reveal
from trainingdesk.desktop.widgets.clause_list import ClauseList
from trainingdesk.desktop.widgets.clause_view import ClauseView
from trainingdesk.desktop.widgets.rule_form import RuleForm
from trainingdesk.domain.conditions.checking import checked
from trainingdesk.domain.conditions.clauses import TITLES, clause_text, heading
from trainingdesk.domain.conditions.conformity import Finding, findings, worst
from trainingdesk.domain.conditions.rules import RULES, Rules
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import typeset

PAUSE_MS = 150
"""How long after the last key the clause is written again."""
FIRST = RULES[0]


class RulesEditor(QWidget):
    """The clauses of one version of the conditions.

    `judged` is emitted with the findings, each time the rules changed and can be read.
    """

    edited = Signal()
    judged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records = _records()
        self._known: dict[str, Any] = dict.fromkeys(RULES)
        self._forms: dict[str, RuleForm] = {}
        self._findings: tuple[Finding, ...] = ()
        self._organisation: Organisation | None = None
        self._is_locked = False
        self._name = FIRST
        self.list = ClauseList(self)
        self.view = ClauseView(self)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._absent = QLabel(
            typeset("Cette clause n’est pas dans vos conditions : rien n’en est imprimé."), self
        )
        self._absent.setProperty("role", "muted")
        self._absent.setWordWrap(True)
        self._adding = QPushButton(theme.icon("plus"), "Ajouter cette clause", self)
        self._adding.setAutoDefault(False)
        self._adding.clicked.connect(lambda: self.list.add(self._name))
        self._stack = QStackedWidget(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self._arrange()
        self.list.chosen.connect(self._show_clause)
        self.list.switched.connect(self._switch)

    @property
    def name(self) -> str:
        """The clause that is shown."""
        return self._name

    @property
    def form(self) -> RuleForm:
        """The form of the clause that is shown."""
        return self._forms[self._name]

    def show_rules(self, rules: Rules, organisation: Organisation | None = None) -> None:
        """Show rules in place of those before; clauses name what they can of the office."""
        self._organisation = organisation or self._organisation
        self._known = {name: getattr(rules, name) for name in RULES}
        self.list.show_present(frozenset(name for name in RULES if self._known[name] is not None))
        for name, form in self._forms.items():
            form.show_rule(self._known[name])
        self.list.choose(self._name)
        self._show_clause(self._name)

    def peek(self) -> Rules:
        """Return the rules as far as they can be read."""
        present = self.list.present()
        return Rules(**{name: self._known[name] for name in RULES if name in present})

    def rules(self) -> Rules:
        """Return the rules.

        Raises:
            FormInvalidError: a value cannot be read; it is marked and shown.
        """
        self._judge()
        present = self.list.present()
        for name in RULES:
            form = self._forms.get(name)
            faults = form.faults() if form is not None and name in present else {}
            if form is not None and faults:
                self.choose(name)
                for field, words in faults.items():
                    form.mark(field, words)
                form.go_to(next(iter(faults)))
                raise FormInvalidError
        return self.peek()

    def mark(self, path: str, words: str) -> bool:
        """Say beside a value what is wrong; return whether there is such a value."""
        name, _dot, field = path.partition(".")
        if name not in self._records or field not in self._records[name].__dataclass_fields__:
            return False
        self.choose(name)
        self.form.mark(field, words)
        self.form.go_to(field)
        return True

    def choose(self, name: str) -> None:
        """Show a clause, wherever its editor is hidden."""
        reveal(self)
        self.list.choose(name)

    def lock(self) -> None:
        """Only show from now on."""
        self._is_locked = True
        self.list.lock()
        self._show_clause(self._name)

    def _show_clause(self, name: str) -> None:
        if self._name in self._forms:
            self._take()
        self._name = name
        if name not in self._forms:
            self._make_form(name)
        self._stack.setCurrentIndex(list(self._forms).index(name))
        self._title.setText(typeset(TITLES[name]))
        self._show_presence()
        self._judge()

    def _make_form(self, name: str) -> None:
        form = RuleForm(name, self._records[name])
        form.show_rule(self._known[name])
        form.edited.connect(self._typed)
        self._forms[name] = form
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(form)
        self._stack.addWidget(area)

    def _switch(self, name: str, is_there: bool) -> None:
        self._show_clause(name)
        if is_there:
            self.form.setFocus()
        self.edited.emit()

    def _show_presence(self) -> None:
        is_there = self._name in self.list.present()
        self.form.setEnabled(is_there and not self._is_locked)
        self._absent.setVisible(not is_there)
        self._adding.setVisible(not is_there and not self._is_locked)

    def _typed(self) -> None:
        self._pause.start()
        self.edited.emit()

    def _judge(self) -> None:
        """Write the clause again, and hold the rules against the law."""
        self._pause.stop()
        self._take()
        rules = self.peek()
        text = clause_text(self._name, rules, self._organisation)
        self.view.show_clause(heading(rules, self._name), text)
        self._findings = findings(rules)
        self.view.show_findings([each for each in self._findings if each.clause == self._name])
        self.list.mark(worst(self._findings))
        self.judged.emit(self._findings)

    def _take(self) -> None:
        """Take what the form holds, if it can be read, and say what would be refused."""
        form = self.form
        wrong = form.faults()
        for field in form.fields:
            if field not in wrong:
                form.absolve(field)
        if wrong or self._name not in self.list.present():
            return
        self._known[self._name] = form.rule()
        try:
            checked(self.peek())
        except RuleBroken as error:
            name, _dot, field = (error.field or "").partition(".")
            if name == self._name and field in form.fields:
                form.mark(field, str(error))

    def _arrange(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self._absent, 1)
        row.addWidget(self._adding)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(24)
        for widget in (self.list, middle, self.view):
            splitter.addWidget(widget)
        splitter.setSizes([296, 424, 370])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.setFocusProxy(self.list)


def _records() -> dict[str, type[Any]]:
    """Return the record of each rule."""
    hints = typing.get_type_hints(Rules)
    return {
        name: next(part for part in typing.get_args(hints[name]) if part is not types.NoneType)
        for name in RULES
    }
