"""The questions of each questionnaire, as shipped and as the office words them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QSignalBlocker, Qt

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.questionnaire import Ui_QuestionnaireForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.desktop.widgets.binding import FormInvalidError, Typed, choices_of
from trainingdesk.desktop.widgets.cell_table import Cell
from trainingdesk.domain.labels import label
from trainingdesk.domain.questionnaires import (
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnaireKind,
    keyed,
)
from trainingdesk.french import typeset
from trainingdesk.services import questionnaires
from trainingdesk.services.changes import Changes
from trainingdesk.services.questionnaires import Settings

DERIVED = (
    "Le positionnement demande en plus, pour chaque session, où la personne en est de chaque "
    "objectif et des prérequis de la formation."
)


@dataclass(frozen=True, slots=True)
class Questionnaires:
    """All questionnaires with the address of each one's form."""

    wordings: Mapping[QuestionnaireKind, Questionnaire] = field(default_factory=dict)
    links: Mapping[QuestionnaireKind, str] = field(default_factory=dict)


class QuestionnaireEditor(Editor[Questionnaires]):
    """The questionnaires in one window, one at a time; `kind` in the context names the first."""

    form = Ui_QuestionnaireForm
    record = Questionnaires
    noun = "Questionnaires"
    fresh = known = ""

    def prepare(self) -> None:
        """Lay out the table of questions."""
        for kind, words in choices_of(QuestionnaireKind):
            self.ui.kind_box.addItem(words, kind)
        self.ui.question_table.arrange(
            (
                cells.text("part", "Partie", width=150),
                cells.text("text", "Question", stretches=True),
                cells.choice("kind", "Réponse", QuestionKind, width=150),
                _choices_cell(),
                cells.tick("is_overall", "D’ensemble", width=108),
            ),
            lambda: Question(key="", text=""),
            check=Question.checked,
        )
        fields = ", ".join(f"{{{name}}}" for name in questionnaires.LINK_FIELDS)
        self.ui.link_hint.setText(
            typeset(f"Champs remplis par le programme : {fields}. Imprimé en code QR.")
        )
        self.ui.kind_box.currentIndexChanged.connect(self._change_kind)
        self.ui.give_back.clicked.connect(self._give_back)
        self.ui.question_table.edited.connect(self.touch)
        self.ui.title_line.textEdited.connect(self.touch)
        self.ui.introduction_text.textChanged.connect(self.touch)
        self.ui.link_line.textEdited.connect(self.touch)
        for months in range(questionnaires.EARLIEST_COLD, questionnaires.LATEST_COLD + 1):
            self.ui.cold_box.addItem(f"{months} mois après la session", months)
        self.ui.cold_box.activated.connect(self.touch)

    def load(self, row_id: int | None) -> Questionnaires:  # noqa: ARG002 - all are one record
        """Return the questionnaires as they are asked now."""
        office = self.office
        return Questionnaires(
            {kind: questionnaires.current(office, kind) for kind in QuestionnaireKind},
            {kind: questionnaires.link_template(office, kind) for kind in QuestionnaireKind},
        )

    def shown(self) -> None:
        """Show the kind one came for, else the first."""
        self._typed = dict(self.value.wordings)
        self._links = dict(self.value.links)
        kind = self.context.get("kind")
        self._kind = kind if isinstance(kind, QuestionnaireKind) else QuestionnaireKind.POSITIONING
        with QSignalBlocker(self.ui.kind_box):
            self.ui.kind_box.setCurrentIndex(self.ui.kind_box.findData(self._kind))
        with QSignalBlocker(self.ui.cold_box):
            months = questionnaires.cold_months(self.office)
            self.ui.cold_box.setCurrentIndex(self.ui.cold_box.findData(months))
        self._show_kind()

    def complete(self, value: Questionnaires) -> Questionnaires:
        """Return what was typed of all kinds."""
        self._take()
        return replace(value, wordings=dict(self._typed), links=dict(self._links))

    def store(self, value: Questionnaires) -> Changes:
        """Write what was changed."""
        settings = Settings(
            wordings=tuple(value.wordings.values()),
            links=value.links,
            cold_months=self.ui.cold_box.currentData(),
        )
        return questionnaires.save_settings(self.office, settings)

    def mark(self, field: str, words: str) -> bool:
        """Say what is wrong below the questions, or beside the field that they name."""
        if field == "link":
            self.ui.link_line.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if field == "questions":
            self.ui.question_table.tell(words)
            return True
        return super().mark(field, words)

    def _change_kind(self) -> None:
        """Keep what was typed and show another kind; a question that is wrong holds it back."""
        try:
            self._take()
        except FormInvalidError:
            with QSignalBlocker(self.ui.kind_box):
                self.ui.kind_box.setCurrentIndex(self.ui.kind_box.findData(self._kind))
            return
        self._kind = QuestionnaireKind(self.ui.kind_box.currentData())
        self._show_kind()

    def _take(self) -> None:
        questions = keyed(self.ui.question_table.records())
        self._typed[self._kind] = replace(
            self._typed[self._kind],
            title=self.ui.title_line.text().strip(),
            introduction=self.ui.introduction_text.toPlainText().strip(),
            questions=questions,
        )
        self._links[self._kind] = self.ui.link_line.text().strip()

    def _show_kind(self) -> None:
        wording = self._typed[self._kind]
        self.ui.title_line.setText(wording.title)
        with QSignalBlocker(self.ui.introduction_text):
            self.ui.introduction_text.setPlainText(wording.introduction)
        self.ui.link_line.setText(self._links[self._kind])
        self.ui.question_table.show_records(wording.questions)
        is_cold = self._kind is QuestionnaireKind.COLD
        self.ui.cold_box.setVisible(is_cold)
        self.ui.cold_label.setVisible(is_cold)
        positioning = self._kind is QuestionnaireKind.POSITIONING
        self.ui.derived.setText(typeset(DERIVED) if positioning else "")
        self.ui.give_back.setToolTip(f"Les questions d’origine : {label(self._kind)}")

    def _give_back(self) -> None:
        """Bring the shipped questions back; saving makes them the ones that are asked."""
        self._typed[self._kind] = questionnaires.shipped(self._kind)
        self._show_kind()
        self.touch()


def _choices_cell() -> Cell[Question]:
    """Return the column of the answers to choose from, written with semicolons between them."""
    return Cell(
        field="choices",
        caption="Réponses proposées",
        get=lambda question: question.choices,
        put=lambda question, choices: replace(question, choices=choices),
        typed=Typed(_split, " ; ".join, "Séparez les réponses par « ; »."),
        width=240,
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
