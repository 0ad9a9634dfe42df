"""The papers of a session in the window: all made at once, and gathered in one file."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Pdf
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMessageBox,
    QPushButton,
    QToolButton,
)

from tests.support.desk_hands import plain, press
from trainingdesk.desktop import printing
from trainingdesk.desktop.details import papers
from trainingdesk.desktop.mail_window import MailWindow
from trainingdesk.desktop.paper_window import IssuedPaperWindow, PaperWindow
from trainingdesk.desktop.widgets.papers_tree import CHECKING, PapersTree
from trainingdesk.domain.parties import Funder, FunderKind
from trainingdesk.domain.sessions import Funding, FundingState
from trainingdesk.services import identity, parties, planning, publishing
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import papers as store
from trainingdesk.storage import parties as people

ALL = "Éditer tout ce qui est prêt"


@pytest.fixture
def shown(window, filled):
    """Return the sub-tab of the session, as it is shown now."""

    def show():
        page = window.pages["sessions"]
        window.go_to("sessions", filled.session)
        page.read()
        tabs = page.detail.tabs
        tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index("Documents"))
        QApplication.processEvents()
        return tabs.currentWidget()

    return show


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """Choose a file in the dialog, whose name has no suffix; return the folder."""
    folder = tmp_path / "chosen"
    folder.mkdir()
    name = str(folder / "n° 1.2")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (name, ""))
    return folder


def menu_button(view, words):
    (button,) = [one for one in view.findChildren(QToolButton) if one.text().strip() == words]
    return button


def choose(view, words):
    """Choose an entry of the menu that gathers papers."""
    button = menu_button(view, "Rassembler")
    (action,) = [a for a in button.menu().actions() if plain(a.text()).startswith(words)]
    action.trigger()


def entries(view):
    button = menu_button(view, "Rassembler")
    return [plain(action.text()) for action in button.menu().actions()]


def wait(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=30000)


def lines(view):
    """Return the papers of the tree: name, recipient, state and remark."""
    tree = view.findChild(PapersTree)
    found = []
    for place in range(tree.topLevelItemCount()):
        side = tree.topLevelItem(place)
        for row in range(side.childCount()):
            item = side.child(row)
            below = [item.child(number) for number in range(item.childCount())]
            whom = item.text(0) if below else ""
            found += [(one.text(0), whom, one.text(1), one.text(2)) for one in below or [item]]
    return found


def states(view):
    return {f"{name} {whom}".strip(): state for name, whom, state, _why in lines(view)}


def issue(filled, key, **subject):
    prepared = publishing.prepare(filled.office, key, Subject(**subject))
    return publishing.issue(filled.office, prepared, anyway=True).saved_id


def kept(filled):
    return [paper.kind for paper in store.papers_where(filled.office.db, "1 order by id", [])]


def give_up(window):
    """Cancel the work at the first it says of its progress, in its own thread."""
    window.jobs.progressed.connect(
        lambda *_told: window.jobs.cancel(), Qt.ConnectionType.DirectConnection
    )


# All at once ------------------------------------------------------------------------------------


def test_one_button_makes_all_that_is_ready(qtbot, window, filled, shown):
    filled.agree()
    view = shown()
    (button,) = [b for b in view.findChildren(QPushButton) if b.text().startswith(ALL)]
    ready = list(states(view).values()).count("prêt")
    assert button.text() == f"{ALL} ({ready})"
    press(view, ALL)
    wait(qtbot, window)
    assert set(kept(filled)) >= {
        "attendance_sheet",
        "convention",
        "handed_over",
        "joining_letter",
    }
    assert len(kept(filled)) == ready
    view = shown()
    assert states(view)["Convention Mairie d’Évian-la-Forêt"] == "édité"
    (button,) = [b for b in view.findChildren(QPushButton) if b.text().startswith(ALL)]
    assert (button.text(), button.isEnabled()) == (f"{ALL} (0)", False)


def test_work_that_is_stopped_shows_what_was_made(qtbot, window, filled, shown):
    give_up(window)
    view = shown()
    press(view, ALL)
    wait(qtbot, window)
    assert len(kept(filled)) == 1
    assert "Édition interrompue" in window.statusBar().currentMessage()
    assert list(states(shown()).values()).count("édité") == 1


# By whom they are for ---------------------------------------------------------------------------


def test_papers_stand_below_whom_they_are_for(filled, shown):
    filled.agree()
    view = shown()
    tree = view.findChild(PapersTree)
    sides = [tree.topLevelItem(place).text(0) for place in range(tree.topLevelItemCount())]
    assert sides[:3] == ["Session", "Clients", "Stagiaires"]
    town_hall = tree.topLevelItem(1).child(0)
    assert (town_hall.text(0), plain(town_hall.text(2))) == (
        "Mairie d’Évian-la-Forêt",
        "1 à faire, 1 prêt",
    )


def test_what_is_to_be_issued_again_says_what_changed(qtbot, window, filled, shown):
    misspell(filled)
    (line,) = [one for one in lines(shown()) if one[2] == "à rééditer"]
    assert plain(line[3]) == "nom : « Œuvrard » → « Dupont »"


def test_much_that_changed_is_looked_at_beside_the_window(qtbot, window, filled, shown):
    for enrolment in filled.enrolments:
        issue(filled, "joining_letter", enrolment_id=enrolment)
    office = session_file(filled.office, filled.session).organisation
    identity.save_organisation(filled.office, replace(office, phone="04 99 99 99 99"))
    view = shown()
    assert [why for _n, _w, _s, why in lines(view)].count(CHECKING) == 4
    wait(qtbot, window)
    assert list(states(view).values()).count("à rééditer") == 4


def test_what_left_is_shown_as_it_left(window, filled, shown):
    issue(filled, "convention", agreement_id=filled.agree())
    tree = shown().findChild(PapersTree)
    tree.itemActivated.emit(tree.topLevelItem(1).child(0).child(0), 0)
    (seen,) = window.findChildren(IssuedPaperWindow)
    assert "tel qu’il est parti" in seen._notice.text()


def test_other_papers_are_offered_by_name_of_whom_they_are_for(window, filled, shown):
    button = menu_button(shown(), "Autres")
    button.menu().aboutToShow.emit()
    offered = {plain(action.text()): action for action in button.menu().actions()}
    people_of = offered["Attestation de présence"].menu().actions()
    assert len(people_of) == 4
    filled.attend()
    people_of[0].trigger()
    (seen,) = window.findChildren(PaperWindow)
    assert seen.windowTitle().startswith("Attestation de présence")


def test_all_that_left_is_printed_as_often_as_chosen(qtbot, window, filled, shown, monkeypatch):
    printed = []

    def look(pdf, _owner):
        printed.append(pdf)
        return True

    monkeypatch.setattr(printing, "print_pdf", look)
    paper_id = issue(filled, "convention", agreement_id=filled.agree())
    press(shown(), "Imprimer…")
    qtbot.waitUntil(lambda: bool(printed), timeout=30000)
    with Pdf.open(BytesIO(printed[0])) as pdf:
        assert len(pdf.pages) == 2 * store.PAPERS.get(filled.office.db, paper_id).pages


def test_mails_are_prepared_from_here(window, shown):
    press(shown(), "Courriels…")
    assert len(window.findChildren(MailWindow)) == 1


# In one file ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "copies"),
    [
        pytest.param("Fichier fusionné…", 1, id="one of each"),
        pytest.param("Fichier fusionné à imprimer…", 2, id="as often as it is printed"),
    ],
)
def test_what_left_is_bound_into_one_pdf(qtbot, window, filled, shown, chosen, words, copies):
    paper_id = issue(filled, "convention", agreement_id=filled.agree())
    choose(shown(), words)
    wait(qtbot, window)
    paper = store.PAPERS.get(filled.office.db, paper_id)
    with Pdf.open(chosen / "n° 1.2.pdf") as pdf:
        assert len(pdf.pages) == copies * paper.pages
    assert "Fichier enregistré" in window.statusBar().currentMessage()


def test_a_session_is_put_into_a_zip(qtbot, window, filled, shown, chosen):
    issue(filled, "joining_letter", enrolment_id=filled.enrolments[0])
    choose(shown(), "Zip de la session…")
    wait(qtbot, window)
    with zipfile.ZipFile(chosen / "n° 1.2.zip") as archive:
        assert archive.namelist() == ["Convocation – Œuvrard Amélie.pdf"]


@pytest.mark.parametrize("words", ["Fichier fusionné…", "Zip de la session…"])
def test_where_nobody_says_where_nothing_is_written(window, shown, monkeypatch, words):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    choose(shown(), words)
    assert not window.jobs.is_busy


# For a funder -----------------------------------------------------------------------------------


def test_without_a_funder_there_is_no_file_for_one(shown):
    assert entries(shown()) == [
        "Fichier fusionné…",
        "Fichier fusionné à imprimer…",
        "Zip de la session…",
    ]


def test_each_of_several_funders_is_named(filled, shown):
    filled.fund("1400.00")
    other = parties.save_funder(
        filled.office, Funder(name="AGEFICE Exemple", kind=FunderKind.SELF_EMPLOYED_FUND)
    ).saved_id
    funding = Funding(
        session_id=filled.session,
        client_id=filled.individual,
        funder_id=other,
        state=FundingState.REQUESTED,
    )
    planning.fund(filled.office, funding)
    assert entries(shown())[:2] == [
        "Dossier financeur (OPCO Exemple Territoires)…",
        "Dossier financeur (AGEFICE Exemple)…",
    ]


@pytest.fixture
def complete(filled):
    """A session that ended, with its invoice issued to the funder."""
    filled.fund("1400.00")
    for_fund, _for_client = filled.draft_invoices()
    filled.attend()
    publishing.issue_invoice(filled.office, for_fund)


def test_a_funder_is_sent_one_pdf(qtbot, window, filled, shown, chosen, complete):
    choose(shown(), "Dossier financeur…")
    wait(qtbot, window)
    qtbot.waitUntil((chosen / "n° 1.2.pdf").exists, timeout=5000)
    with Pdf.open(chosen / "n° 1.2.pdf") as pdf, pdf.open_outline() as outline:
        captions = [item.title.partition(" – ")[0] for item in outline.root]
    assert captions == [
        "Facture",
        "Certificat de réalisation",
        "Feuille d’émargement par entreprise",
        "Fiche programme",
    ]


def test_a_refusal_is_told(qtbot, window, filled, shown, nobody_is_asked):
    filled.fund("1400.00")
    view = shown()
    with filled.office.db.conn:
        filled.office.db.execute("update funding set state = 'refused'")
    choose(view, "Dossier financeur…")
    qtbot.waitUntil(lambda: bool(nobody_is_asked), timeout=30000)
    assert nobody_is_asked.pop() == "Ce financeur ne prend rien en charge dans cette session."
    assert "Édition interrompue" in window.statusBar().currentMessage()


def answer(qtbot, heard, words):
    """Answer the question that comes with the button of these words."""

    def look():
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, look)
            return
        heard.append(plain(box.informativeText()))
        (button,) = [b for b in box.buttons() if b.text() == words]
        button.click()

    QTimer.singleShot(20, look)


def misspell(filled):
    """Let a joining letter bear another name than the file."""
    issue(filled, "joining_letter", enrolment_id=filled.enrolments[0])
    trainee = people.TRAINEES.get(filled.office.db, filled.trainees[0])
    parties.save_trainee(filled.office, replace(trainee, last_name="Dupont"))


@pytest.mark.parametrize(
    ("words", "is_written"),
    [
        pytest.param("Enregistrer quand même", True, id="it leaves all the same"),
        pytest.param("Corriger d’abord", False, id="it is mended first"),
    ],
)
def test_what_contradicts_itself_is_asked_about_once(
    qtbot, window, filled, shown, chosen, complete, words, is_written
):
    misspell(filled)
    heard = []
    answer(qtbot, heard, words)
    choose(shown(), "Dossier financeur…")
    qtbot.waitUntil(lambda: bool(heard), timeout=30000)
    QApplication.processEvents()
    (told,) = heard
    assert "« Amélie Dupont »" in told
    assert (chosen / "n° 1.2.pdf").exists() == is_written


def test_a_long_list_of_doubts_is_cut(qtbot, window, filled, shown, chosen, monkeypatch):
    monkeypatch.setattr(papers, "MOST_DOUBTS", 2)
    filled.fund("1400.00")
    heard = []
    answer(qtbot, heard, "Corriger d’abord")
    choose(shown(), "Dossier financeur…")
    qtbot.waitUntil(lambda: bool(heard), timeout=30000)
    lines = heard[0].splitlines()
    assert len(lines) == 3
    assert lines[-1].startswith("… et 2 autres")


def test_a_file_for_a_funder_that_is_given_up_is_not_saved(
    qtbot, window, filled, shown, chosen, complete
):
    give_up(window)
    choose(shown(), "Dossier financeur…")
    wait(qtbot, window)
    qtbot.waitUntil(
        lambda: "Édition interrompue" in window.statusBar().currentMessage(), timeout=5000
    )
    assert list(chosen.iterdir()) == []
