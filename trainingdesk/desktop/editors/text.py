"""The sentences of the papers, as shipped and as the office words them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from textwrap import shorten

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QListWidgetItem, QTreeWidgetItem

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.text import Ui_TextForm
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import sort_key, typeset
from trainingdesk.services import text_previews, wording
from trainingdesk.services.changes import Changes
from trainingdesk.services.text_previews import Example
from trainingdesk.services.wording import PaperText

KEY = Qt.ItemDataRole.UserRole
LONGEST_FACT = 28
PAUSE_MS = 250
"""How long the typing rests before the preview follows."""
NO_EXAMPLE = (
    "Aucun document édité n’imprime encore ce texte : l’aperçu rempli apparaîtra après le premier."
)


@dataclass(frozen=True, slots=True)
class Wordings:
    """The office's own words by key; empty where the shipped text prints."""

    bodies: Mapping[str, str]


class TextEditor(Editor[Wordings]):
    """All texts in one window; `key` in the context names the one to begin with."""

    form = Ui_TextForm
    record = Wordings
    noun = "Textes des documents"

    def prepare(self) -> None:
        """List the texts by paper."""
        self._texts = {text.key: text for text in wording.paper_texts(self.office)}
        self._items: dict[str, QTreeWidgetItem] = {}
        papers: dict[str, QTreeWidgetItem] = {}
        for text in sorted(self._texts.values(), key=lambda text: sort_key(text.paper)):
            if text.paper not in papers:
                papers[text.paper] = QTreeWidgetItem(self.ui.tree, [text.paper])
            item = QTreeWidgetItem(papers[text.paper], [text.name])
            item.setData(0, KEY, text.key)
            self._items[text.key] = item
        self.ui.tree.currentItemChanged.connect(self._show_text)
        self.ui.wording.textChanged.connect(self._type)
        self.ui.filter.textChanged.connect(self._sift)
        self.ui.versions.activated.connect(self._take_version)
        self.ui.begin.clicked.connect(self._begin)
        self.ui.give_back.clicked.connect(lambda: self.ui.wording.setPlainText(""))
        self.ui.fields.itemActivated.connect(self._insert_field)
        self._preview = QTimer(self)
        self._preview.setSingleShot(True)
        self._preview.setInterval(PAUSE_MS)
        self._preview.timeout.connect(self._show_preview)
        self.ui.views.currentChanged.connect(lambda _place: self._preview.start())
        self._examples: dict[str, Example | None] = {}

    def load(self, row_id: int | None) -> Wordings:  # noqa: ARG002 - all texts are one record
        """Return the office's own words."""
        return Wordings({key: text.own for key, text in self._texts.items()})

    def shown(self) -> None:
        """Show the text one came for, else the first."""
        self._typed = dict(self.value.bodies)
        for key in self._items:
            self._write(key)
        self.choose(str(self.context.get("key") or next(iter(self._items))))
        self.setWindowTitle(self.noun)

    def complete(self, value: Wordings) -> Wordings:
        """Return what was changed."""
        changed = {key: body for key, body in self._typed.items() if body != self.value.bodies[key]}
        return replace(value, bodies=changed)

    def store(self, value: Wordings) -> Changes:
        """Keep the changed texts."""
        return wording.save(self.office, value.bodies)

    def mark(self, field: str, words: str) -> bool:
        """Show the text that is wrong; its sentence stands below it."""
        if field not in self._items:
            return super().mark(field, words)
        self.choose(field)
        self.ui.wording.setFocus(Qt.FocusReason.OtherFocusReason)
        if fault := wording.fault_in(field, self._typed[field]):
            cursor = self.ui.wording.textCursor()
            cursor.setPosition(fault.at)
            self.ui.wording.setTextCursor(cursor)
        return True

    def choose(self, key: str) -> None:
        """Show a text by its key."""
        if key in self._items:
            self.ui.tree.setCurrentItem(self._items[key])

    @property
    def _text(self) -> PaperText | None:
        item = self.ui.tree.currentItem()
        return self._texts.get(item.data(0, KEY)) if item is not None else None

    def _show_text(self) -> None:
        text = self._text
        with QSignalBlocker(self.ui.wording):
            self.ui.shipped.setPlainText(text.shipped if text else "")
            self.ui.wording.setPlainText(self._typed[text.key] if text else "")
        for widget in (self.ui.wording, self.ui.begin, self.ui.versions):
            widget.setEnabled(text is not None)
        self.ui.versions.clear()
        if text is not None:
            self.ui.versions.addItem("Versions précédentes", None)
            for version in wording.versions_of(self.office, text.key):
                words = version.body or "texte d’origine"
                self.ui.versions.addItem(
                    typeset(f"Version {version.number} : {words[:40]}"), version.body
                )
            self.ui.versions.setVisible(self.ui.versions.count() > 1)
        self._show_fields(text)
        self._judge()

    def _type(self) -> None:
        text = self._text
        if text is not None:
            self._typed[text.key] = self.ui.wording.toPlainText().strip()
            self._write(text.key)
            self._judge()
            self.touch()

    def _judge(self) -> None:
        """Hold what is typed against the fields of the text, at once."""
        text = self._text
        body = self._typed[text.key] if text else ""
        self._preview.start()
        self.ui.verdict.setText("")
        self.ui.give_back.setEnabled(bool(body))
        self.ui.verdict.hide()
        if text is not None and body:
            try:
                wording.check(text.key, body)
            except RuleBroken as error:
                self.ui.verdict.setText(str(error))
                self.ui.verdict.show()
        self.ui.wording.setProperty("invalid", "true" if self.ui.verdict.text() else "false")
        self.ui.wording.style().unpolish(self.ui.wording)
        self.ui.wording.style().polish(self.ui.wording)

    def _show_fields(self, text: PaperText | None) -> None:
        """List what the program fills in, with what stands there on a paper that left."""
        self.ui.fields.clear()
        example = self._example(text) if text is not None else None
        for name in text.fields if text is not None else ():
            said = example.facts.get(name, "") if example else ""
            told = f"\n{shorten(said, LONGEST_FACT, placeholder='…')}" if said else ""
            item = QListWidgetItem(f"{{{name}}}{told}", self.ui.fields)
            item.setData(KEY, name)
            item.setToolTip(typeset(f"Par exemple : {said}") if said else "")
        if not self.ui.fields.count():
            item = QListWidgetItem("Ce texte n’a pas de champ.", self.ui.fields)
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _insert_field(self, item: QListWidgetItem) -> None:
        if item.data(KEY):
            self.ui.wording.insertPlainText(f"{{{item.data(KEY)}}}")
            self.ui.wording.setFocus(Qt.FocusReason.OtherFocusReason)

    def _example(self, text: PaperText) -> Example | None:
        if text.key not in self._examples:
            self._examples[text.key] = text_previews.example(self.office, text.key)
        return self._examples[text.key]

    def _show_preview(self) -> None:
        """Show how the text reads, and the paper with it where that is what is looked at."""
        text = self._text
        # The office may be closed before the typing rests.
        if text is None or not self.isVisible():
            return
        example = self._example(text)
        body = self._typed[text.key] or text.shipped
        if example is None:
            self.ui.example.setText(NO_EXAMPLE)
            self.ui.reading.setPlainText(body)
            self.ui.paper.show_words(NO_EXAMPLE)
            return
        self.ui.example.setText(typeset(f"Comme dans « {example.told} » :"))
        try:
            self.ui.reading.setPlainText(example.text(body))
            if self.ui.views.currentWidget() is self.ui.paper_tab:
                self.ui.paper.show_pdf(example.paper(self._typed))
        except RuleBroken as error:
            self.ui.reading.setPlainText("")
            self.ui.paper.show_words(str(error))

    def _begin(self) -> None:
        if (text := self._text) is not None:
            self.ui.wording.setPlainText(text.shipped)
            self.ui.wording.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_version(self, place: int) -> None:
        body = self.ui.versions.itemData(place)
        if body is not None:
            self.ui.wording.setPlainText(body)

    def _write(self, key: str) -> None:
        """Mark the texts that the office words itself."""
        item, own = self._items[key], bool(self._typed[key])
        item.setText(0, f"{self._texts[key].name}{' (modifié)' if own else ''}")
        font = item.font(0)
        font.setBold(own)
        item.setFont(0, font)

    def _sift(self, words: str) -> None:
        """Show the texts that hold some words, in their name or in what they say."""
        key = sort_key(words.strip())
        for text in self._texts.values():
            said = f"{text.paper} {text.name} {text.shipped} {self._typed[text.key]}"
            self._items[text.key].setHidden(key not in sort_key(said))
        for place in range(self.ui.tree.topLevelItemCount()):
            paper = self.ui.tree.topLevelItem(place)
            children = [paper.child(row) for row in range(paper.childCount())]
            paper.setHidden(all(child.isHidden() for child in children))
            paper.setExpanded(bool(key))
