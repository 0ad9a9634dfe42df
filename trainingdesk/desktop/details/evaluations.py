"""What a session's people are asked and how they are assessed: handed out, answered, added up."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QFileDialog,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QToolButton,
    QWidget,
)

from trainingdesk.desktop.answers_import import choose_answers
from trainingdesk.desktop.answers_window import AnswersWindow
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import day_of, menu_button, row
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import ShortTable, small_table, stacked
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.desktop.widgets.objective_grid import ObjectiveGrid
from trainingdesk.domain.labels import label
from trainingdesk.domain.questionnaires import AnswerSheet, QuestionnaireKind
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import typeset
from trainingdesk.services import questionnaires, questionnaires_papers
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.removing import Step
from trainingdesk.storage import questionnaires as store

FRONT = "evaluations_front"
"""The property of the window that remembers which part was in front."""
TALLEST_REMARKS = 150
JANUARY, DECEMBER, LAST_OF_DECEMBER = 1, 12, 31


def evaluations_view(desk: Desk, file: SessionFile) -> QWidget:
    """Return the questionnaires of a session, the assessment of its objectives, its figures."""
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    sheets = store.sheets_of(desk.office.db, file.session.id or 0)
    tabs.addTab(_Sheets(desk, file, sheets).view(), "Questionnaires")
    tabs.addTab(Lazy(partial(_assessment, desk, file)), "Acquis par objectif")
    tabs.addTab(Lazy(partial(_results, desk, file)), "Résultats")
    if isinstance(desk, QWidget):
        tabs.setCurrentIndex(max(int(desk.property(FRONT) or 0), 0))
        tabs.currentChanged.connect(partial(desk.setProperty, FRONT))
    return tabs


# Questionnaires ---------------------------------------------------------------------------------


class _Sheets:
    """The sheets that were handed out, and what is done with them."""

    def __init__(self, desk: Desk, file: SessionFile, sheets: Sequence[AnswerSheet]) -> None:
        self._desk = desk
        self._file = file
        self._sheets = sheets
        self._session_id = file.session.id or 0
        self._people = {
            kind: questionnaires.respondents(desk.office, file, kind) for kind in QuestionnaireKind
        }
        self._table = small_table(
            ("Questionnaire", "Remis à", "Remis le", "Répondu le", "État"),
            [self._cells(sheet) for sheet in sheets],
            long=(1,),
            empty="Aucun questionnaire remis. « Remettre » note ceux que vous donnez ou envoyez ; "
            "« Formulaires » les imprime.",
            opened=lambda place: self._type(sheets[place].kind, sheets[place].id),
        )

    def view(self) -> QWidget:
        """Return the buttons above the list."""
        buttons = row(
            _menu_button("Remettre", "send", self._to_hand_out),
            _menu_button("Saisir", "pencil", self._to_type),
            _menu_button("Importer", "import", self._to_import),
            _menu_button("Formulaires", "printer", self._forms),
        )
        return stacked(buttons, self._table, stretch=1)

    def _cells(self, sheet: AnswerSheet) -> tuple[str, ...]:
        people = self._people[sheet.kind]
        whom = next((each.name for each in people if each.holds(sheet)), "inscription annulée")
        state = "répondu" if sheet.is_answered else "remis"
        return (
            shown.capital(label(sheet.kind)),
            whom,
            day_of(sheet.sent_on),
            day_of(sheet.answered_on),
            state,
        )

    def _given(self, kind: QuestionnaireKind) -> list[AnswerSheet]:
        return [sheet for sheet in self._sheets if sheet.kind is kind]

    def _chosen(self) -> AnswerSheet | None:
        place = self._table.currentRow() if isinstance(self._table, ShortTable) else -1
        return self._sheets[place] if 0 <= place < len(self._sheets) else None

    # Menus --------------------------------------------------------------------------------------

    def _to_hand_out(self, menu: QMenu) -> None:
        """Offer each kind to those who have not got it, then the messages with its address."""
        for kind in QuestionnaireKind:
            left = len(self._people[kind]) - len(self._given(kind))
            words = f"{shown.capital(label(kind))} ({max(left, 0)})"
            _add(menu, words, partial(self._hand_out, kind), enabled=left > 0)
        mails = menu.addMenu("Préparer les courriels")
        for kind in QuestionnaireKind:
            linked = bool(questionnaires.link_template(self._desk.office, kind))
            act = partial(self._write_mails, kind, menu)
            _add(mails, f"{shown.capital(label(kind))}…", act, enabled=linked)
        mails.addSeparator()
        _add(mails, "Régler les liens…", partial(self._desk.edit, "questionnaire"))

    def _to_type(self, menu: QMenu) -> None:
        """Offer the kinds that were handed out, then what can be done with the chosen sheet."""
        for kind in QuestionnaireKind:
            given = self._given(kind)
            came = sum(sheet.is_answered for sheet in given)
            words = f"{shown.capital(label(kind))} ({came}/{len(given)})…"
            _add(menu, words, partial(self._type, kind), enabled=bool(given))
        menu.addSeparator()
        sheet = self._chosen()
        is_answered = sheet is not None and sheet.is_answered
        erase = partial(self._undoable, questionnaires.erase)
        _add(menu, "Effacer les réponses de la ligne choisie", erase, enabled=is_answered)
        withdraw = partial(self._undoable, questionnaires.withdraw)
        _add(menu, "Retirer le questionnaire choisi", withdraw, enabled=sheet is not None)

    def _to_import(self, menu: QMenu) -> None:
        for kind in QuestionnaireKind:
            act = partial(choose_answers, self._desk, menu.window(), self._file, kind)
            words = f"{shown.capital(label(kind))}…"
            _add(menu, words, act, enabled=bool(self._people[kind]))

    def _forms(self, menu: QMenu) -> None:
        """Offer each form for each respondent, and one without a name to photocopy."""
        blank = Subject(session_id=self._session_id)
        for kind in QuestionnaireKind:
            forms = menu.addMenu(shown.capital(label(kind)))
            key = f"{kind}_form"
            _add(forms, "Sans nom, à photocopier", partial(self._desk.show_paper, key, blank))
            forms.addSeparator()
            for each in self._people[kind]:
                subject = _subject(self._session_id, each.field, each.owner_id)
                _add(forms, each.name, partial(self._desk.show_paper, key, subject))
        menu.addSeparator()
        _add(menu, "Questions…", partial(self._desk.edit, "questionnaire"))

    # Actions ------------------------------------------------------------------------------------

    def _hand_out(self, kind: QuestionnaireKind) -> None:
        office = self._desk.office
        self._desk.perform(lambda: questionnaires.hand_out(office, self._session_id, kind))

    def _type(self, kind: QuestionnaireKind, sheet_id: int | None = None) -> None:
        AnswersWindow(self._desk, self._file, kind, sheet_id).show()

    def _undoable(self, act: Callable[[Office, int], Step]) -> None:
        sheet = self._chosen()
        if sheet is not None:
            self._desk.remove(partial(act, self._desk.office, sheet.id or 0))

    def _write_mails(self, kind: QuestionnaireKind, near: QWidget) -> None:
        """Write a draft for each who has not answered into a folder."""
        # The messages lean on the texts of papers, which most sessions on screen do without.
        from trainingdesk.services import questionnaire_mails  # noqa: PLC0415

        def act() -> Changes:
            letters = questionnaire_mails.messages(self._desk.office, self._session_id, kind)
            home = QStandardPaths.StandardLocation.DocumentsLocation
            folder = QFileDialog.getExistingDirectory(
                near.window(),
                "Dossier des courriels",
                QStandardPaths.writableLocation(home),
            )
            if not folder:
                return Changes("", frozenset())
            return questionnaire_mails.write_drafts(self._desk.office, letters, folder)

        self._desk.perform(act)


def _subject(session_id: int, field: str, owner_id: int) -> Subject:
    """Return what a form is about: an enrolment tells its session itself."""
    if field == "enrolment_id":
        return Subject(enrolment_id=owner_id)
    owner: dict[str, Any] = {field: owner_id}
    return Subject(session_id=session_id, **owner)


# Assessment -------------------------------------------------------------------------------------


def _assessment(desk: Desk, file: SessionFile) -> QWidget:
    grid = ObjectiveGrid(desk, file)

    def fill(menu: QMenu) -> None:
        session = Subject(session_id=file.session.id)
        show = partial(desk.show_paper, "assessment_form")
        _add(menu, "Grille du groupe", partial(show, session))
        menu.addSeparator()
        for person in file.seated:
            if person.trainee is not None:
                subject = Subject(enrolment_id=person.enrolment.id)
                _add(menu, person.name, partial(show, subject))

    return stacked(row(_menu_button("Fiches d’évaluation", "printer", fill)), grid, stretch=1)


# Results ----------------------------------------------------------------------------------------


def _results(desk: Desk, file: SessionFile) -> QWidget:
    """Return the figures at a glance and what was written, and the papers that hold them all."""
    paper = questionnaires_papers.results(
        desk.office,
        Subject(session_id=file.session.id),
        desk.office.today(),
        lambda _session_id: file,
    )
    rates = [(rate.name, rate.shown, rate.told_from, rate.formula) for rate in paper.rates]
    for result in paper.kinds:
        for rate in (result.answers, result.satisfaction):
            name = f"{rate.name} – {label(result.kind)}"
            rates.append((name, rate.shown, rate.told_from, rate.formula))
    figures = small_table(("Indicateur", "Résultat", "Calculé sur", "Calcul"), rates, long=(0, 3))
    if isinstance(figures, ShortTable):
        # The formulas are long: they are cut on screen, whole below the pointer and on paper.
        for place, (*_, formula) in enumerate(rates):
            if (item := figures.item(place, 3)) is not None:
                item.setToolTip(formula)
    button = _menu_button("Bilan", "chart-column", partial(_reports, desk, file))
    said = [
        "\n".join([title, *(f"• {words}" for words in comments)])
        for result in paper.kinds
        for title, comments in result.comments
    ]
    parts = [row(button), figures]
    if said:
        words = QPlainTextEdit(typeset("\n\n".join(said)))
        words.setReadOnly(True)
        words.setAccessibleName("Remarques")
        words.setMaximumHeight(TALLEST_REMARKS)
        parts.append(words)
    return stacked(*parts, stretch=1)


def _reports(desk: Desk, file: SessionFile, menu: QMenu) -> None:
    year = desk.office.today().year
    show = partial(desk.show_paper, "questionnaire_results")
    _add(menu, "De la session", partial(show, Subject(session_id=file.session.id)))
    menu.addSeparator()
    for each in (year, year - 1):
        span = date(each, JANUARY, 1), date(each, DECEMBER, LAST_OF_DECEMBER)
        words = f"De toutes les sessions terminées en {each}"
        _add(menu, words, partial(show, Subject(period=span)))


# Menus ------------------------------------------------------------------------------------------


def _menu_button(text: str, icon: str, fill: Callable[[QMenu], object]) -> QToolButton:
    """Return a button whose menu is made when it drops down."""
    menu = QMenu()

    def refill() -> None:
        menu.clear()
        fill(menu)

    menu.aboutToShow.connect(refill)
    return menu_button(text, icon, menu)


def _add(menu: QMenu, words: str, act: Callable[[], object], *, enabled: bool = True) -> None:
    # An ampersand in a name would mark a key.
    action = menu.addAction(typeset(words).replace("&", "&&"))
    action.setEnabled(enabled)
    action.triggered.connect(lambda _on=False: act())
