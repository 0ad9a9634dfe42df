"""Course sheets read from files, looked at before anything is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.errors import sentence
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.widgets.detail import scrolling
from trainingdesk.domain.courses import CourseSheet
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import euros, hours, number, plural, short_date, typeset
from trainingdesk.interchange.course_sheets import ReadSheet, read_course_sheet
from trainingdesk.services.changes import Changes
from trainingdesk.services.course_imports import ChosenSheet, save_sheets, terms_in_force
from trainingdesk.storage import catalogue

FILES = "Fiches de formation (*.pdf *.docx *.txt *.text *.md *.markdown)"
NOT_FOUND = "non trouvé"
ADD, RENEW, LEAVE = "add", "renew", "leave"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file and what was read in it, or the sentence that says why nothing was."""

    path: Path
    read: ReadSheet | None
    trouble: str = ""


def choose_sheets(desk: Desk, owner: QWidget) -> None:
    """Ask for files, read them beside the window, then show what was understood."""
    paths, _filter = QFileDialog.getOpenFileNames(owner, "Importer des fiches", "", FILES)
    if paths:
        read_sheets(desk, [Path(path) for path in paths])


def read_sheets(desk: Desk, paths: Sequence[Path]) -> None:
    """Read files beside the window, then show what was understood."""

    def work(ticket: Ticket) -> list[ReadFile]:
        files = []
        for place, path in enumerate(paths):
            ticket.progress(place, len(paths), "Lecture")
            files.append(read_file(path))
        return files

    desk.jobs.run(
        "Lecture des fiches",
        work,
        lambda files: ImportReview(desk, files).show(),
        desk.report,
    )


def read_file(path: Path) -> ReadFile:
    """Read one file; what keeps it from being read is told in its place."""
    try:
        return ReadFile(path, read_course_sheet(path))
    except (RuleBroken, OSError) as error:
        return ReadFile(path, None, sentence(error))


class ImportReview(QDialog):
    """Shows each file field by field, what was not understood, and asks what to do with it."""

    def __init__(self, desk: Desk, files: Sequence[ReadFile]) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Importer des fiches – relecture")
        self._desk = desk
        self._list = QListWidget(self)
        self._list.setAccessibleName("Fichiers lus")
        self._list.setMinimumWidth(220)
        self._list.setWordWrap(True)
        self._stack = QStackedWidget(self)
        self._cards: list[SheetCard] = []
        for file in files:
            card = SheetCard(desk, file)
            card.changed.connect(self._show_state)
            self._cards.append(card)
            self._stack.addWidget(card)
            self._list.addItem(QListWidgetItem(file.path.name))
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setProperty("role", "error")
        self._save = QPushButton(self)
        self._save.setIcon(theme.icon("check", theme.current().on_accent))
        self._save.setProperty("primary", "true")
        self._save.clicked.connect(self.save)
        self._give_up = QPushButton("Annuler", self)
        self._give_up.clicked.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._arrange()
        self._list.setCurrentRow(0)
        self._show_state()
        self.resize(1040, 680)

    @property
    def cards(self) -> "Sequence[SheetCard]":
        """What is shown of each file, in order."""
        return self._cards

    @Slot()
    def save(self) -> None:
        """Save what was chosen beside the window: all of it, or nothing and why."""
        chosen = [item for card in self._cards if (item := card.chosen()) is not None]
        terms = next((card.terms for card in self._cards if card.takes_terms), "")
        if not self._save.isEnabled():
            return
        self._save.setEnabled(False)

        def work(ticket: Ticket) -> Changes:
            return save_sheets(ticket.office, chosen, terms, ticket.progress)

        self._desk.jobs.run("Enregistrement des fiches", work, self._saved, self._failed)

    def _saved(self, changes: Changes) -> None:
        self._desk.broadcast(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._save.setEnabled(True)
        if isinstance(error, RuleBroken):
            self._tell(str(error))
        else:
            self._desk.report(error)

    def _tell(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))

    @Slot()
    def _show_state(self) -> None:
        """Say how far each file is, and what the button will do."""
        colours = theme.current()
        ink = {"ok": colours.success, "look": colours.warning, "no": colours.danger}
        icons = {"ok": "circle-check", "look": "triangle-alert", "no": "circle-alert"}
        for row, card in enumerate(self._cards):
            state, words = card.state()
            item = self._list.item(row)
            item.setText(f"{card.file.path.name}\n{words}")
            item.setIcon(theme.icon(icons[state], ink[state]))
            item.setForeground(QColor(colours.text))
        codes = [card.code for card in self._cards if card.action == ADD and card.code]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        self._tell(
            typeset(f"Deux fiches portent la référence {twice[0]} : changez-en une.")
            if twice
            else ""
        )
        count = sum(card.action != LEAVE for card in self._cards)
        blocked = any(card.is_blocked for card in self._cards)
        self._save.setText(f"Enregistrer {plural(count, 'fiche')}")
        self._save.setEnabled(bool(count) and not twice and not blocked)

    def _arrange(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self._list)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setHandleWidth(16)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([260, 760])
        self._save.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._give_up.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._words, 4)
        buttons.addWidget(self._save)
        buttons.addWidget(self._give_up)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(splitter, 1)
        layout.addLayout(buttons)


class SheetCard(QWidget):
    """One file: its title and code to correct, what to do with it, and all that was read."""

    changed = Signal()

    def __init__(self, desk: Desk, file: ReadFile) -> None:
        super().__init__()
        self.file = file
        self._desk = desk
        self._title = QLineEdit(self)
        self._code = QLineEdit(self)
        self._code.setMaximumWidth(240)
        self._code.setPlaceholderText("attribuée à l’enregistrement")
        self._what = QComboBox(self)
        self._taken = QLabel(self)
        self._taken.setWordWrap(True)
        self._taken.setStyleSheet(f"color: {theme.current().warning}")
        self._terms = QCheckBox("En faire les conditions générales de vente de l’organisme", self)
        self._what.currentIndexChanged.connect(self.changed)
        self._other_id: int | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if file.read is None:
            self._what.hide()
            trouble = QLabel(file.trouble, self)
            trouble.setWordWrap(True)
            trouble.setProperty("role", "error")
            layout.addWidget(trouble)
            layout.addStretch(1)
            return
        self._arrange(layout, file.read)
        self._title.setText(file.read.sheet.title)
        self._code.setText(file.read.sheet.code or "")
        self._look_up()
        self._title.editingFinished.connect(self._look_up)
        self._code.editingFinished.connect(self._look_up)

    @property
    def code(self) -> str:
        """The code that the course will bear; empty when it is to be given one."""
        return self._code.text().strip()

    @property
    def action(self) -> str:
        """What is to be done with the sheet."""
        return str(self._what.currentData() or LEAVE)

    @property
    def takes_terms(self) -> bool:
        """Whether the terms found after the sheet become the office's own."""
        return self._terms.isChecked()

    @property
    def terms(self) -> str:
        """The terms found after the sheet."""
        return (self.file.read.terms or "") if self.file.read else ""

    @property
    def is_blocked(self) -> bool:
        """Whether the sheet cannot be saved as it stands."""
        return self.action != LEAVE and not self._title.text().strip()

    def choose(self, action: str) -> None:
        """Choose what is to be done, as the box would."""
        self._what.setCurrentIndex(self._what.findData(action))

    def rename(self, code: str) -> None:
        """Give the course another code, as typing it would."""
        self._code.setText(code)
        self._look_up()

    def take_terms(self, *, taken: bool = True) -> None:
        """Tick, or not, that the terms become the office's own."""
        self._terms.setChecked(taken)

    def chosen(self) -> ChosenSheet | None:
        """Return what is to be saved, if anything."""
        if self.file.read is None or self.action == LEAVE:
            return None
        sheet = replace(
            self.file.read.sheet, title=self._title.text().strip(), code=self.code or None
        )
        course_id = self._other_id if self.action == RENEW else None
        return ChosenSheet(sheet=sheet, course_id=course_id)

    def state(self) -> tuple[str, str]:
        """Return how far the file is: «ok», «look» or «no», and it in words."""
        if self.file.read is None:
            return "no", "illisible"
        if self.action == LEAVE:
            return "no", "ne sera pas importée"
        unread = len(self.file.read.unread)
        if self.action == RENEW:
            return "look", "mise à jour d’une formation"
        if unread:
            return "look", f"{plural(unread, 'ligne')} à relire"
        return "ok", "comprise"

    @Slot()
    def _look_up(self) -> None:
        """Tell whether the code is another course's, and offer what can be done."""
        other = catalogue.course_with_code(self._desk.office.db, self.code) if self.code else None
        self._other_id = other.id if other else None
        leaves = self._what.count() > 0 and self.action == LEAVE
        self._what.blockSignals(True)
        self._what.clear()
        if other is None:
            self._what.addItem("Ajouter au catalogue", ADD)
        else:
            self._what.addItem(typeset(f"Mettre à jour « {other.title} »"), RENEW)
        self._what.addItem("Ne pas importer", LEAVE)
        self._what.setCurrentIndex(1 if leaves else 0)
        self._what.blockSignals(False)
        words = (
            f"La référence {self.code} est déjà celle de « {other.title} » : la fiche en devient "
            "la nouvelle version, ou donnez-lui une autre référence."
            if other
            else ""
        )
        self._taken.setText(typeset(words))
        self._taken.setVisible(bool(words))
        self.changed.emit()

    def _arrange(self, layout: QVBoxLayout, read: ReadSheet) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for caption, field in (
            ("&Intitulé", self._title),
            ("&Référence", self._code),
            ("&Que faire", self._what),
        ):
            field.setAccessibleName(caption.replace("&", ""))
            form.addRow(caption, field)
        form.addRow("", self._taken)
        layout.addLayout(form)
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        tabs.addTab(scrolling(_fields(read.sheet)), "Ce qui a été compris")
        unread = _read_only("\n".join(read.unread), "Lignes non comprises")
        hint = "Ces lignes n’ont trouvé leur place dans aucune rubrique : rien n’en est enregistré."
        tabs.addTab(_under(hint, unread), f"À relire ({len(read.unread)})")
        tabs.setTabVisible(1, bool(read.unread))
        terms = _read_only(read.terms or "", "Conditions générales lues après la fiche")
        same = bool(read.terms) and read.terms == terms_in_force(self._desk.office)
        self._terms.setEnabled(not same)
        if same:
            self._terms.setText("Ce sont déjà les conditions générales de vente de l’organisme")
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self._terms)
        column.addWidget(terms, 1)
        tabs.addTab(place, "Conditions générales")
        tabs.setTabVisible(2, bool(read.terms))
        self._terms.setVisible(bool(read.terms))
        layout.addWidget(tabs, 1)


def _fields(sheet: CourseSheet) -> QWidget:
    """Return every field with what was read for it, or that nothing was."""
    whole = QWidget()
    form = QFormLayout(whole)
    form.setContentsMargins(0, 8, 8, 8)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    for caption, value in written(sheet):
        name = QLabel(caption)
        name.setProperty("role", "muted")
        text = QLabel(value or NOT_FOUND)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if not value:
            text.setStyleSheet(f"color: {theme.current().warning}")
        form.addRow(name, text)
    return whole


def written(sheet: CourseSheet) -> list[tuple[str, str]]:
    """Return the fields of a sheet as people read them; what was not found is empty."""
    length = hours(sheet.hours) if sheet.hours is not None else ""
    if length and sheet.hours_derived:
        length += " (7 h par jour : à vérifier)"
    return [
        ("Domaine", " – ".join(filter(None, (sheet.category, sheet.subcategory)))),
        ("Jours", _number(sheet.days)),
        ("Durée", typeset(length)),
        ("Prix HT", euros(sheet.price_ht) if sheet.price_ht is not None else ""),
        ("Mise à jour", short_date(sheet.version_date) if sheet.version_date else ""),
        ("Objectifs", _points(sheet.objectives)),
        ("Public", _points(sheet.audience)),
        ("Prérequis", _points(sheet.prerequisites)),
        ("Introduction", sheet.introduction or ""),
        ("Programme", _programme(sheet)),
        ("Méthodes", _points(sheet.methods)),
        ("Évaluation", _points(sheet.assessment)),
        ("Modalité", sheet.modality or ""),
        ("Reconnaissance", sheet.recognition or ""),
        ("Délais d’accès", sheet.access or ""),
        ("Accessibilité", sheet.accessibility or ""),
        ("Financement", sheet.funding or ""),
        ("Résultats", sheet.results or ""),
        ("Contacts", sheet.contacts or ""),
    ]


def _programme(sheet: CourseSheet) -> str:
    lines: list[str] = []
    for half_day in sheet.programme:
        when = [f"Jour {half_day.day}"] if half_day.day else []
        when += [half_day.day_part.value] if half_day.day_part else []
        lines += [", ".join(when)] if when else []
        for module in half_day.modules:
            lines.append(f"{module.number}. {module.title}" if module.number else module.title)
            lines += [f"   • {point}" for point in module.points]
    return "\n".join(lines)


def _points(lines: Sequence[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _number(value: Decimal | None) -> str:
    return "" if value is None else number(value)


def _read_only(text: str, name: str) -> QPlainTextEdit:
    area = QPlainTextEdit(text)
    area.setReadOnly(True)
    area.setAccessibleName(name)
    return area


def _under(words: str, widget: QWidget) -> QWidget:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 8, 0, 0)
    label = QLabel(typeset(words))
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    layout.addWidget(label)
    layout.addWidget(widget, 1)
    return whole
