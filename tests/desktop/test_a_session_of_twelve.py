"""Twelve people of five firms, from the first date to the archive, by the widgets alone."""

from collections import Counter
from datetime import date
from zipfile import ZipFile

import pytest
from pikepdf import Pdf
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from tests.support.busy_hands import JOB_MS, WHOLE_COLUMN, BusyHands
from tests.support.desk_hands import plain, said
from trainingdesk.desktop.answers_window import AnswersWindow
from trainingdesk.desktop.details.attendance import AttendanceView
from trainingdesk.desktop.mail_window import MailWindow
from trainingdesk.desktop.outdated_window import OutdatedWindow
from trainingdesk.desktop.paper_window import IssuedPaperWindow, PaperWindow
from trainingdesk.desktop.widgets.coherence_list import CoherenceList
from trainingdesk.desktop.widgets.detail import Detail
from trainingdesk.desktop.widgets.mark_table import MarkTable
from trainingdesk.desktop.widgets.objective_grid import ResultTable
from trainingdesk.domain.identifiers import sample_siret
from trainingdesk.domain.parties import ClientKind, FunderKind
from trainingdesk.domain.questionnaires import QuestionKind
from trainingdesk.domain.sessions import EnrolmentState, FundingState, SessionState
from trainingdesk.storage import papers as kept
from trainingdesk.storage import parties, sales, sessions
from trainingdesk.storage import questionnaires as sheets

FIRMS = {
    "Scierie du Bois-Joli": "Mme Inès ROUX <ines@scierie.example>\nM. Malo LE GOFF\nMme Ève ABBÉ",
    "Garage Pelletan": "M. Tom BRUN\nMme Lise CARO\nM. Omar DIB",
    "Menuiserie Fauvel": "M. Luc ÉMERY\nMme Nora FAURE",
    "Cabinet Tournesol": "Mme Zoé GALL\nM. Hugo HÉRAN",
    "Épicerie du Lac": "Mme Ana IBARRA",
}
INDIVIDUAL = "Zoé Arnaud"
FUNDERS = {
    "Scierie du Bois-Joli": ("OPCO Exemple Territoires", "2026-A-0101", "2 070"),
    "Garage Pelletan": ("OPCO Mobile", "2026-B-0202", "900"),
    "Menuiserie Fauvel": ("Fonds des artisans", "2026-C-0303", "500"),
}
PAYS_THE_FIRM = "Fonds des artisans"
MOST = {
    "plan": 10,
    "enrol": 90,
    "wait": 12,
    "fund": 40,
    "agree": 5,
    "write": 5,
    "sign": 20,
    "position": 5,
    "replace": 20,
    "open the morning": 5,
    "type the attendance": 20,
    "assess": 12,
    "hear them": 200,
    "certify": 5,
    "bill": 20,
    "send to the funders": 6,
    "check and close": 5,
    "reopen": 10,
}
"""The gestures that each step may cost at most; a step that grows says so here."""


def test_a_session_of_twelve_is_planned_filled_run_and_closed(qtbot, window, filled, outside):
    walk = Walk(qtbot, window, filled, outside)
    for step in MOST:
        walk.hands.step = step
        getattr(walk, step.replace(" ", "_"))()
    costly = {step: count for step, count in walk.hands.gestures.items() if count > MOST[step]}
    assert costly == {}
    assert walk.hands.typed_twice == []


@pytest.fixture
def outside(monkeypatch, tmp_path):
    """Stand for what lies outside of the program: the folder that is chosen, what is opened."""
    folder = tmp_path / "outside"
    folder.mkdir()
    opened = []

    def chosen(_owner, _title, proposed, _kinds):
        return str(folder / proposed.rpartition("/")[2]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    return Outside(folder, opened)


class Outside:
    """The folder in which files are saved, and what was opened in other programs."""

    def __init__(self, folder, opened):
        self.folder = folder
        self.opened = opened


class Walk:
    """One session from day to day; each step is what an office manager does at that time."""

    def __init__(self, qtbot, window, filled, outside):
        self.qtbot, self.window, self.filled, self.outside = qtbot, window, filled, outside
        self.db = filled.office.db
        self.hands = BusyHands(window)
        window.tabs.setCurrentWidget(window.pages["sessions"])

    # Before ---------------------------------------------------------------------------------------

    def plan(self):
        hands = self.hands
        hands.press(hands.page, "Nouveau")
        editor = hands.opened
        hands.choose(editor, course_id="Accueillir", venue_id="Atelier", room_id=self.filled.room)
        hands.type(editor, maximum="12")
        slots = editor.ui.slot_table
        hands.say(slots.phrase, "2 mardis à partir du 19/05, 9h-12h30 et 13h30-17h")
        hands.choose_cell(slots, 0, "trainer_ids", (self.filled.trainer,))
        assert plain(slots.foot.text()) == "2 jours · 14 h"
        assert {slot.trainer_ids for slot in slots.peek()} == {(self.filled.trainer,)}
        told = plain(editor.ui.clash_box.words.text())
        assert "19/05/2026 de 9 h à 12 h 30 : Marc Tellier anime déjà la session" in told
        hands.press(editor, "Enregistrer")
        assert editor.isVisible(), "a clash is shown before the session is saved"
        hands.save(editor, "Garder quand même")
        self.session = hands.page.pane.chosen_id
        assert self.session != self.filled.session, "the new session is the one that is shown"
        assert "Conflit gardé" in self._kept().notes

    def enrol(self):
        hands = self.hands
        hands.show_tab("Stagiaires")
        for number, (firm, names) in enumerate(FIRMS.items()):
            hands.press(hands.page, "Inscrire une liste")
            editor = hands.opened
            self._add_firm(editor, firm, number)
            hands.type(editor, text=names)
            hands.save(editor)
        hands.press(hands.page, "Inscrire")
        editor = hands.opened
        client = hands.add(editor, "client_id", "Arnaud")
        hands.choose(client, kind=ClientKind.INDIVIDUAL)
        hands.type(client, first_name="Zoé", email="zoe@arnaud.example")
        hands.type(
            client,
            address_street="9 impasse du Puits",
            address_postcode="26100",
            address_city="Romans-sur-Isère",
        )
        hands.save(client)
        hands.save(editor)
        assert len(self._seats()) == 12

    def wait(self):
        hands = self.hands
        hands.press(hands.page, "Mettre en attente")
        editor = hands.opened
        hands.choose(editor, client_id="Épicerie")
        trainee = hands.add(editor, "trainee_id", "Jouve")
        hands.type(trainee, first_name="Iris")
        hands.save(trainee)
        hands.save(editor)
        hands.open_row("Faure")
        seat = hands.opened
        hands.choose(seat, state=EnrolmentState.CANCELLED)
        hands.save(seat)
        self._give_the_free_seat()
        assert len(self._seats()) == 12
        assert sessions.waiting_for(self.db, self.session) == []

    def fund(self):
        hands = self.hands
        hands.show_tab("Finances")
        for number, (firm, (name, file_number, amount)) in enumerate(FUNDERS.items()):
            hands.press(hands.page, "Ajouter une prise en charge")
            editor = hands.opened
            (client,) = parties.CLIENTS.where(self.db, "name = ?", [firm])
            hands.choose(editor, client_id=client.id, state=FundingState.GRANTED)
            if parties.FUNDERS.where(self.db, "name = ?", [name]):
                hands.choose(editor, funder_id=name)
            else:
                self._add_funder(editor, name, number)
            hands.type(editor, file_number=file_number, amount=amount)
            if (name != PAYS_THE_FIRM) != editor.ui.subrogation.isChecked():
                hands.press(editor, editor.ui.subrogation.text())
            hands.save(editor)
        assert len(sessions.fundings_of(self.db, self.session)) == 3

    def agree(self):
        hands = self.hands
        hands.press(hands.page, "Préparer conventions et contrats")
        hands.show_tab("Documents")
        hands.press(hands.page, "Éditer tout ce qui est prêt")
        self._rest()
        made = self._made()
        assert (made["convention"], made["contract"], made["joining_letter"]) == (5, 1, 12)

    def write(self):
        hands = self.hands
        hands.press(hands.page, "Courriels…")
        mails = hands.dialog(MailWindow)
        hands.press(mails, "Ouvrir dans la messagerie")
        self._rest()
        mails.close()
        written = sorted(url.fileName().partition(" – ")[0] for url in self.outside.opened)
        assert written == sorted([*FIRMS, INDIVIDUAL, "Mme Inès Roux"])

    def sign(self):
        hands = self.hands
        self._let_it_be(date(2026, 4, 20))
        for who in (*FIRMS, INDIVIDUAL):
            hands.open_paper("Clients", who, "Contrat" if who == INDIVIDUAL else "Convention")
            hands.press(hands.dialog(IssuedPaperWindow), "Revenu signé")
            hands.save(hands.opened)
        agreed = sales.agreements_of(self.db, self.session)
        assert {agreement.signed_on for agreement in agreed} == {date(2026, 4, 20)}
        assert all(agreement.signed_by for agreement in agreed)

    def position(self):
        hands = self.hands
        hands.show_tab("Évaluations")
        hands.pick(hands.page, "Remettre", "Positionnement (12)")
        assert len(sheets.sheets_of(self.db, self.session)) == 12

    def replace(self):
        hands = self.hands
        self._rest()
        self._let_it_be(date(2026, 5, 18))
        hands.show_tab("Stagiaires")
        hands.choose_row("Émery")
        hands.press(hands.page, "Remplacer")
        editor = hands.opened
        assert "Émery" in editor.ui.enrolment_id.currentText()
        trainee = hands.add(editor, "trainee_id", "Énard")
        hands.type(trainee, first_name="Paul")
        hands.save(trainee)
        hands.save(editor)
        self.qtbot.waitUntil(self.window.outdated.isVisible, timeout=JOB_MS)
        hands.press(self.window, "5 documents à rééditer")
        outdated = hands.dialog(OutdatedWindow)
        hands.press(outdated, "Tout cocher")
        hands.press(outdated, "Rééditer les documents cochés")
        self._rest()
        outdated.close()
        hands.show_tab("Documents")
        hands.press(hands.page, "Éditer tout ce qui est prêt (1)")
        self._rest()
        hands.open_paper("Clients", "Menuiserie", "Convention")
        hands.press(hands.dialog(IssuedPaperWindow), "Revenu signé")
        hands.save(hands.opened)
        again = kept.papers_where(self.db, "session_id = ? and replaces_id > 0", [self.session])
        assert {"convention", "attendance_sheet", "name_plates"} <= {each.kind for each in again}

    # The days themselves --------------------------------------------------------------------------

    def open_the_morning(self):
        hands = self.hands
        self._let_it_be(date(2026, 5, 19))
        hands.show_tab("Émargement")
        hands.press(hands.page, "Chevalets")
        hands.dialog(PaperWindow).close()
        hands.pick(hands.page, "Feuille", "Une page par jour")
        hands.dialog(PaperWindow).close()

    def type_the_attendance(self):
        hands = self.hands
        self._everyone_present(0, 1)
        hands.go_to(hands.seen(MarkTable), 3, 1)
        hands.key(hands.seen(MarkTable), Qt.Key.Key_A)
        hands.press(hands.page, "Préparer l’avis")
        notice = hands.dialog(PaperWindow)
        hands.press(notice, "Éditer")
        hands.press(notice, "Préparer un courriel")
        notice.close()
        (paper,) = kept.papers_where(self.db, "kind = 'absence_notice'", [])
        assert paper.issued_on == date(2026, 5, 19)
        self._let_it_be(date(2026, 5, 26))
        self._everyone_present(2, 3)
        hands.pick(hands.seen(AttendanceView), "Autres", "Le formateur a tout signé")
        marks = sessions.attendance_of(self.db, self.session)
        assert Counter(mark.presence.value for row in marks.values() for mark in row.values()) == {
            "P": 47,
            "A": 1,
        }

    def assess(self):
        hands = self.hands
        hands.show_tab("Évaluations", "Acquis par objectif")
        for objective in range(3):
            hands.go_to(hands.seen(ResultTable), 0, objective)
            hands.key(hands.seen(ResultTable), Qt.Key.Key_A, held=WHOLE_COLUMN)
        hands.go_to(hands.seen(ResultTable), 3, 1)
        hands.key(hands.seen(ResultTable), Qt.Key.Key_E)

    def hear_them(self):
        hands = self.hands
        hands.show_tab("Évaluations", "Questionnaires")
        hands.pick(hands.page, "Remettre", "Satisfaction à chaud (12)")
        hands.pick(hands.page, "Saisir", "Satisfaction à chaud (0/12)…")
        answers = hands.dialog(AnswersWindow)
        keys = {QuestionKind.YES_NO: Qt.Key.Key_O, QuestionKind.SCALE: Qt.Key.Key_4}
        asked = [keys.get(each.kind, Qt.Key.Key_Right) for each in answers._questions]
        for _sheet in range(12):
            hands.key(answers.table, *asked)
            hands.key(answers.table, Qt.Key.Key_Down, Qt.Key.Key_Home)
        answers.close()
        given = sheets.sheets_of(self.db, self.session)
        assert sum(sheet.is_answered for sheet in given) == 12

    # Afterwards -----------------------------------------------------------------------------------

    def certify(self):
        hands = self.hands
        hands.show_tab("Documents")
        hands.press(hands.page, "Éditer tout ce qui est prêt (24)")
        self._rest()
        made = self._made()
        assert (made["completion_certificate"], made["training_attestation"]) == (12, 12)

    def bill(self):
        hands = self.hands
        hands.press(hands.page, "Préparer les factures")
        hands.press(hands.opened, "Préparer les factures")
        payers = ("OPCO Exemple Territoires", "OPCO Mobile")
        for side, whom in (
            *(("Clients", who) for who in (*FIRMS, INDIVIDUAL) if who != "Scierie du Bois-Joli"),
            *(("Financeurs", payer) for payer in payers),
        ):
            hands.open_paper(side, whom, "Facture")
            paper = hands.dialog(PaperWindow)
            hands.press(paper, "Valider et numéroter")
            paper.close()
        billed = sales.invoices_where(self.db, "session_id = ?", [self.session])
        assert all(invoice.is_issued for invoice in billed)
        asked = {invoice.recipient.name: int(invoice.totals.total_ttc) for invoice in billed}
        assert asked == {
            "OPCO Exemple Territoires": 2070,
            "OPCO Mobile": 900,
            "Garage Pelletan": 1170,
            "Menuiserie Fauvel": 690,
            "Cabinet Tournesol": 1380,
            "Épicerie du Lac": 1380,
            INDIVIDUAL: 690,
        }

    def send_to_the_funders(self):
        for name in ("OPCO Exemple Territoires", "OPCO Mobile"):
            self.hands.pick(self.hands.page, "Rassembler", f"Dossier financeur ({name})…")
            self._rest()
            self.qtbot.waitUntil(lambda name=name: bool(self._sent_to(name)), timeout=JOB_MS)
            with Pdf.open(self._sent_to(name)[0]) as pdf, pdf.open_outline() as outline:
                held = {item.title.partition(" – ")[0]: len(item.children) for item in outline.root}
            assert list(held) == [
                "Facture",
                "Certificat de réalisation",
                "Feuille d’émargement par entreprise",
                "Fiche programme",
            ]
            assert held["Certificat de réalisation"] == 3

    def check_and_close(self):
        hands = self.hands
        hands.show_tab("Vérification")
        assert not hands.seen(CoherenceList).findings
        hands.press(hands.page, "Clôturer…")
        editor = hands.opened
        points = editor.ui.points.table
        lacking = {points.item(row, 0).text(): points.item(row, 1).text() for row in range(8)}
        assert set(lacking.values()) == {"fait"}, lacking
        hands.save(editor, "Clôturer")
        self._rest()
        (archive,) = self.filled.office.documents.rglob("Session*.zip")
        with ZipFile(archive) as files:
            assert sum("Certificat" in name for name in files.namelist()) == 12
        assert self._kept().state is SessionState.CLOSED

    def reopen(self):
        hands = self.hands
        hands.show_tab("Stagiaires")
        hands.open_row("Roux")
        seat = hands.opened
        hands.choose(seat, state=EnrolmentState.DROPPED_OUT)
        hands.press(seat, "Enregistrer")
        assert "rouvrez" in plain(seat._trouble.text()).casefold()
        seat._is_edited = False
        seat.close()
        hands.pick(hands.page, "Plus", "Rouvrir la session…")
        editor = hands.opened
        hands.press(editor, "Rouvrir")
        assert "motif est gardé" in said(editor, "reason")
        hands.type(editor, reason="Feuille du mardi matin mal relue")
        hands.save(editor, "Rouvrir")
        assert self._kept().state is SessionState.CONFIRMED

    # Parts of steps -------------------------------------------------------------------------------

    def _add_firm(self, editor, name, number):
        hands = self.hands
        client = hands.add(editor, "client_id", name)
        hands.type(
            client,
            siret=sample_siret(60 + number),
            address_street=f"{number + 3} rue des Lilas",
            address_postcode=f"7400{number}",
            address_city=f"Annecy {number}",
        )
        hands.bring(client.ui.tabs, client.ui.tabs.tabText(1))
        hands.press(client.ui.contacts, "Ajouter")
        email = f"direction@firme{number}.example"
        hands.write(client.ui.contacts, 0, last_name=f"Rey{'aeiou'[number]}", email=email)
        hands.choose_cell(client.ui.contacts, 0, "is_signatory", True)
        hands.save(client)

    def _add_funder(self, editor, name, number):
        made = self.hands.add(editor, "funder_id", name)
        self.hands.choose(made, kind=FunderKind.OPCO)
        self.hands.type(
            made,
            address_street=f"{number} quai des Fonds",
            address_postcode=f"7501{number}",
            address_city=f"Paris {number}e",
        )
        self.hands.save(made)

    def _give_the_free_seat(self):
        waiting = [
            button
            for button in self.hands.seen(Detail).findChildren(QPushButton)
            if button.isVisible() and button.toolTip().startswith("Donner la place libre")
        ]
        self.hands.click(waiting[0])

    def _everyone_present(self, *columns):
        for column in columns:
            self.hands.go_to(self.hands.seen(MarkTable), 0, column)
            self.hands.key(self.hands.seen(MarkTable), Qt.Key.Key_P, held=WHOLE_COLUMN)

    def _let_it_be(self, day):
        self.filled.clock.day = day
        self.window.refresh()

    def _rest(self):
        self.qtbot.waitUntil(lambda: not self.window.jobs.is_busy, timeout=JOB_MS)

    def _kept(self):
        return sessions.SESSIONS.get(self.db, self.session)

    def _seats(self):
        seats = sessions.enrolments_of(self.db, self.session)
        return [seat for seat in seats if seat.state.takes_a_seat]

    def _made(self):
        papers = kept.papers_where(self.db, "session_id = ?", [self.session])
        return Counter(paper.kind for paper in papers)

    def _sent_to(self, name):
        return [path for path in self.outside.folder.glob("*.pdf") if name in path.name]
