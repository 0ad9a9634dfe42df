"""A course at a distance and one learnt alone, from the first date to the end, by the widgets."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from tests.support.busy_hands import JOB_MS, WHOLE_COLUMN, BusyHands
from tests.support.elearning_sample import ILMIS
from trainingdesk.desktop.details.attendance import AttendanceView
from trainingdesk.desktop.details.elearning import FOLLOWED
from trainingdesk.desktop.paper_window import IssuedPaperWindow, PaperWindow
from trainingdesk.desktop.widgets.coherence_list import CoherenceList
from trainingdesk.desktop.widgets.detail import ShortTable
from trainingdesk.desktop.widgets.objective_grid import ResultTable
from trainingdesk.domain.attendance import Proof
from trainingdesk.domain.sessions import Modality, SessionState
from trainingdesk.services import identity
from trainingdesk.storage import office as terms
from trainingdesk.storage import papers as kept
from trainingdesk.storage import sessions

TOWN_HALL = "Mairie d’Évian-la-Forêt"
MOST = 70
"""The gestures that a small course may cost from its first date to its closing."""


@pytest.fixture
def course(qtbot, window, filled):
    """The hands of who runs one small course, and what both courses have in common."""
    window.tabs.setCurrentWidget(window.pages["sessions"])
    return Course(qtbot, window, filled)


def test_a_course_at_a_distance_is_proven_by_its_connections(course):
    course.begin(Modality.REMOTE, phrase="2 jeudis à partir du 21/05, 9h-12h30 et 13h30-17h")
    course.enrol("Mme Anne KERVELLA <anne@evian.example>\nM. Ali ROY <ali@evian.example>")
    course.agree()
    assert course.made["remote_link"] == 2
    assert course.made["name_plates"] == 0
    course.let_it_be(date(2026, 5, 28))
    course.hands.show_tab("Émargement")
    course.hands.press(course.hands.page, "Tous présents")
    course.hands.pick(course.hands.seen(AttendanceView), "Autres", "Le formateur a tout signé")
    marks = sessions.attendance_of(course.db, course.session)
    assert {mark.proof for row in marks.values() for mark in row.values()} == {Proof.CONNECTION}
    course.finish()


def test_a_course_learnt_alone_is_proven_by_its_platform(course, filled):
    former = terms.conditions_on(filled.office.db, filled.clock.day)
    rules = replace(former.rules, elearning=replace(ILMIS, open_days=90))
    yesterday = filled.clock.day - timedelta(days=1)
    identity.save_conditions(filled.office, replace(former, rules=rules, starts_on=yesterday))
    course.begin(Modality.E_LEARNING, hours="14", starts_on="20/04", ends_on="29/05")
    course.enrol("Mme Anne KERVELLA <anne@evian.example>")
    course.agree()
    hands = course.hands
    hands.show_tab("E-learning")
    hands.press(hands.page, "Proposer les identifiants")
    hands.press(hands.page, "Noter l’ouverture")
    hands.press(hands.page, "Lettre d’accès")
    letter = hands.dialog(PaperWindow)
    hands.press(letter, "Éditer")
    letter.close()
    hands.press(hands.page, "Noter l’envoi")
    course.let_it_be(date(2026, 5, 29))
    hands.fill_item(hands.seen(ShortTable), 0, FOLLOWED, "14")
    (seat,) = sessions.enrolments_of(course.db, course.session)
    assert seat.self_paced_hours == Decimal(14)
    course.finish()
    assert course.made["attendance_sheet"] == 0


class Course:
    """One small course in the window."""

    def __init__(self, qtbot, window, filled):
        self.qtbot, self.window, self.filled = qtbot, window, filled
        self.db = filled.office.db
        self.hands = BusyHands(window)

    def begin(self, modality, *, phrase="", hours="", **days):
        hands = self.hands
        hands.press(hands.page, "Nouveau")
        editor = hands.opened
        hands.choose(editor, course_id="Accueillir", modality=modality)
        if phrase:
            hands.type(editor, remote_link="https://visio.example/salle")
            hands.say(editor.ui.slot_table.phrase, phrase)
            hands.choose_cell(editor.ui.slot_table, 0, "trainer_ids", (self.filled.trainer,))
        else:
            hands.type(editor, self_paced_hours=hours, **days)
        hands.save(editor)
        self.session = hands.page.pane.chosen_id
        assert self.session != self.filled.session

    def enrol(self, names):
        hands = self.hands
        hands.show_tab("Stagiaires")
        hands.press(hands.page, "Inscrire une liste")
        editor = hands.opened
        hands.choose(editor, client_id=TOWN_HALL)
        hands.type(editor, text=names)
        hands.save(editor)

    def agree(self):
        hands = self.hands
        hands.press(hands.page, "Préparer conventions et contrats")
        hands.show_tab("Documents")
        hands.press(hands.page, "Éditer tout ce qui est prêt")
        self.rest()
        hands.open_paper("Clients", TOWN_HALL, "Convention")
        hands.press(hands.dialog(IssuedPaperWindow), "Revenu signé")
        hands.save(hands.opened)

    def finish(self):
        hands = self.hands
        hands.show_tab("Évaluations", "Acquis par objectif")
        for objective in range(3):
            hands.go_to(hands.seen(ResultTable), 0, objective)
            hands.key(hands.seen(ResultTable), Qt.Key.Key_A, held=WHOLE_COLUMN)
        hands.show_tab("Documents")
        hands.press(hands.page, "Éditer tout ce qui est prêt")
        self.rest()
        hands.press(hands.page, "Préparer les factures")
        hands.open_paper("Clients", TOWN_HALL, "Facture")
        paper = hands.dialog(PaperWindow)
        hands.press(paper, "Valider et numéroter")
        paper.close()
        hands.show_tab("Vérification")
        assert not hands.seen(CoherenceList).findings
        hands.press(hands.page, "Clôturer…")
        points = hands.opened.ui.points.table
        told = {points.item(row, 0).text(): points.item(row, 1).text() for row in range(8)}
        assert set(told.values()) == {"fait"}, told
        hands.save(hands.opened, "Clôturer")
        self.rest()
        assert sessions.SESSIONS.get(self.db, self.session).state is SessionState.CLOSED
        people = len(sessions.enrolments_of(self.db, self.session))
        made = self.made
        assert (made["completion_certificate"], made["training_attestation"]) == (people, people)
        assert hands.gestures.total() <= MOST
        assert hands.typed_twice == []

    @property
    def made(self):
        """How many papers of each kind left."""
        papers = kept.papers_where(self.db, "session_id = ?", [self.session])
        return Counter(paper.kind for paper in papers)

    def let_it_be(self, day):
        self.filled.clock.day = day
        self.window.refresh()

    def rest(self):
        self.qtbot.waitUntil(lambda: not self.window.jobs.is_busy, timeout=JOB_MS)
