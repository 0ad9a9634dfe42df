"""Papers kept with scans, missions and costs, in their windows."""

from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QTableWidget

from tests.support.desk_hands import cells, fill, newest, plain, press, said, write_cell
from tests.support.mission_sample import buy
from trainingdesk.desktop.details.costs import CostsView, costs_view, verdict
from trainingdesk.desktop.details.missions import missions_view
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.domain.costs import Basis, CostKind, Income, Margin, SessionCost
from trainingdesk.domain.missions import MissionPay
from trainingdesk.domain.office_documents import OfficeDocumentKind
from trainingdesk.domain.teaching import TrainerDocumentKind
from trainingdesk.services import costs, missions
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import office_documents, teaching

PDF = b"%PDF-1.7 scan"


def drop(area, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    area.dropEvent(QDropEvent(QPointF(4, 4), Qt.DropAction.CopyAction, data, buttons, keys))


@pytest.fixture
def scan(tmp_path):
    """A scan on disk, named as people name them."""
    path = tmp_path / "Attestation Urssaf.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def opened(monkeypatch):
    """What the system was asked to open."""
    found = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: found.append(url.toLocalFile()) or True
    )
    return found


def tab(window, caption):
    """Show one sub-tab of the trainer, and return it."""
    window.tabs.setCurrentWidget(window.pages["teaching"])
    page = window.pages["teaching"]
    tabs = page.detail.tabs
    place = [tabs.tabText(number) for number in range(tabs.count())].index(caption)
    tabs.setCurrentIndex(place)
    return tabs.widget(place).layout().itemAt(0).widget()


def words(widget):
    return [plain(label.text()) for label in widget.findChildren(QLabel)]


def rows(widget):
    table = widget.findChild(QTableWidget)
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def choose(widget, row):
    widget.findChild(QTableWidget).setCurrentCell(row, 0)


# The file of a trainer --------------------------------------------------------------------------


def test_a_dropped_scan_is_known_by_its_name_kept_and_opened(window, filled, scan, opened):
    drop(tab(window, "Dossier"), scan)
    editor = newest(window)
    assert editor.ui.kind.currentData() == TrainerDocumentKind.VIGILANCE
    fill(editor, valid_until="31/12/2026")
    press(editor, "Enregistrer")
    file = tab(window, "Dossier")
    assert rows(file)[-1][:3] == ["Attestation de vigilance", "valable", "31/12/2026"]
    choose(file, 2)
    press(file, "Ouvrir")
    assert Path(opened[0]).read_bytes() == PDF


def test_a_scan_is_saved_elsewhere_and_a_paper_without_one_says_so(
    window, scan, tmp_path, monkeypatch
):
    target = tmp_path / "copie.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    drop(tab(window, "Dossier"), scan)
    press(newest(window), "Enregistrer")
    file = tab(window, "Dossier")
    press(file, "Enregistrer sous")
    assert "Choisissez d’abord" in window.statusBar().currentMessage()
    choose(file, 0)
    press(file, "Enregistrer sous")
    assert "pas de numérisation" in window.statusBar().currentMessage()
    press(file, "Ouvrir")
    assert "pas de numérisation" in window.statusBar().currentMessage()
    choose(file, 2)
    press(file, "Enregistrer sous")
    assert target.read_bytes() == PDF


def test_a_paper_is_changed_and_taken_away(window, filled, office):
    file = tab(window, "Dossier")
    choose(file, 1)
    press(file, "Modifier")
    editor = newest(window)
    fill(editor, label="Master")
    press(editor, "Enregistrer")
    file = tab(window, "Dossier")
    assert "Master" in rows(file)[1]
    choose(file, 1)
    press(file, "Retirer")
    kinds = [paper.kind for paper in teaching.listed_documents(office.db, filled.trainer)]
    assert kinds == [TrainerDocumentKind.CV]
    assert "Manque : diplôme ou titre." in words(tab(window, "Dossier"))


def test_enter_on_a_paper_without_scan_opens_what_is_known(window):
    file = tab(window, "Dossier")
    file.findChild(QTableWidget).opened.emit(0, 0)
    assert newest(window).windowTitle().startswith("Pièce du dossier")


def test_a_file_that_is_no_scan_is_refused_beside_the_field(window, tmp_path):
    path = tmp_path / "cv.docx"
    path.write_bytes(b"PK\x03\x04")
    drop(tab(window, "Dossier"), path)
    editor = newest(window)
    assert not editor.save()
    assert "ni un PDF" in plain(said(editor, "content"))
    assert editor.ui.content.file_name == "cv.docx"


def test_a_whole_file_says_so_and_what_ends_is_told(window, filled):
    assert "✓ Dossier complet pour les missions connues." in words(tab(window, "Dossier"))
    buy(filled)
    window.refresh()
    told = [text for text in words(tab(window, "Dossier")) if text.startswith("Manque")]
    assert told[0] == (
        "Manque : déclaration d’activité, assurance, attestation de vigilance, "
        "extrait Kbis ou avis Sirene."
    )


# The office's own papers ------------------------------------------------------------------------


def test_the_papers_of_the_office_are_added_changed_and_taken_away(window, office, scan):
    window.edit("office_documents", 1)
    listed = newest(window)
    assert any("Aucune pièce" in text for text in words(listed))
    drop(listed._list, scan)
    editor = newest(window)
    assert editor is not listed
    fill(editor, kind=OfficeDocumentKind.INSURANCE, label="RC", valid_until="1/1/2026")
    assert not editor.save()
    assert "avant d’avoir été reçue" in said(editor, "valid_until")
    fill(editor, received_on="1/1/2025")
    press(editor, "Enregistrer")
    assert rows(listed._list)[0][:3] == [
        "Assurance professionnelle",
        "expirée depuis 99\xa0jours",
        "01/01/2026",
    ]
    press(listed, "Modifier")
    editor = newest(window)
    fill(editor, reference="C-12")
    press(editor, "Enregistrer")
    assert rows(listed._list)[0][3] == "RC – C-12"
    assert office_documents.listed(office.db)[0].file_name == scan.name
    press(listed, "Retirer")
    assert office_documents.listed(office.db) == []
    listed.close()


def test_the_list_of_papers_may_be_closed_before_the_paper_is_saved(window, office):
    window.edit("office_documents", 1)
    listed = newest(window)
    press(listed, "Ajouter")
    editor = newest(window)
    listed.close()
    fill(editor, label="Certificat")
    press(editor, "Enregistrer")
    assert len(office_documents.listed(office.db)) == 1


# Missions ---------------------------------------------------------------------------------------


def test_a_mission_is_written_sent_signed_and_its_paper_shown(window, filled, office):
    buy(filled, "520.00")
    window.refresh()
    view = tab(window, "Missions")
    assert [plain(cell) for cell in rows(view)[0]] == [
        "S-2026-001",
        "À préparer",
        "",
        "18/05 – 19/05/2026",
        "14 h",
        "1 040,00 €",
        "Accueillir un public exigeant sans s’épuiser",
    ]
    press(view, "Modifier")
    editor = newest(window)
    assert "Prix de la mission : 1 040,00 € HT" in plain(editor.ui.about.text())
    fill(editor, pay=MissionPay.HOUR, rate="70")
    assert "980,00 € HT" in plain(editor.ui.about.text())
    fill(editor, rate="cher")
    assert "Prix de la mission" not in plain(editor.ui.about.text())
    assert not editor.save()
    fill(editor, rate="80")
    press(editor, "Enregistrer")
    assert missions.mission(office, filled.session, filled.trainer).rate == D("80.00")
    press(tab(window, "Missions"), "Envoyée")
    assert rows(tab(window, "Missions"))[0][1:3] == ["Envoyée", "10/04/2026"]
    press(tab(window, "Missions"), "Signée")
    assert rows(tab(window, "Missions"))[0][1] == "Signée"
    press(tab(window, "Missions"), "Voir le document")
    paper = newest(window, PaperWindow)
    assert "Contrat de sous-traitance" in paper.windowTitle()


def test_a_mission_leads_to_its_session(window):
    press(tab(window, "Missions"), "Session")
    assert window.tabs.currentWidget() is window.pages["sessions"]


def test_a_mission_of_an_employee_asks_no_price(window, filled):
    window.edit("mission", None, session_id=filled.session, trainer_id=filled.trainer)
    editor = newest(window)
    assert not editor.ui.rate.isVisible()
    fill(editor, signed_on="1/1/2030")
    assert not editor.save()
    assert "pas encore venu" in said(editor, "signed_on")


def test_a_written_mission_is_opened_by_its_number(window, filled, office):
    done = missions.note_sent(office, filled.session, filled.trainer)
    window.edit("mission", done.saved_id)
    assert newest(window).ui.sent_on.text() == "10/04/2026"


def test_a_session_shows_who_teaches(window, filled, office, qtbot):
    view = missions_view(window, session_file(office, filled.session))
    qtbot.addWidget(view)
    assert rows(view)[0][0] == "Marc Tellier"
    assert rows(view)[0][-1] == "interne"
    view.show()
    press(view, "Voir le document")
    assert "Lettre de mission" in newest(window, PaperWindow).windowTitle()


def test_a_session_of_nobody_says_so(window, filled, office, qtbot):
    office.db.execute("delete from slot_trainer")
    view = missions_view(window, session_file(office, filled.session))
    qtbot.addWidget(view)
    assert any("Aucun formateur" in text for text in words(view))


def test_of_two_missions_one_is_chosen_first(window, filled, office, qtbot):
    trainer = replace(teaching.TRAINERS.get(office.db, filled.trainer), id=None)
    other = teaching.TRAINERS.insert(office.db, trainer)
    office.db.execute("insert into slot_trainer values (?, ?)", [filled.slots[0], other])
    view = missions_view(window, session_file(office, filled.session))
    qtbot.addWidget(view)
    view.show()
    press(view, "Signée")
    assert "Choisissez d’abord" in window.statusBar().currentMessage()


# Costs ------------------------------------------------------------------------------------------


@pytest.fixture
def view(window, filled, office, qtbot) -> CostsView:
    """The costs of the session."""
    buy(filled, "520.00")
    made = costs_view(window, session_file(office, filled.session))
    qtbot.addWidget(made)
    made.show()
    return made


def kept(office, filled):
    return [(cost.label, cost.total) for cost in costs.costs_of(office, filled.session)]


def test_costs_are_typed_in_place_and_saved_line_by_line(view, office, filled):
    assert "aucun coût saisi" in view._margin.text()
    press(view, "Ajouter")
    write_cell(view.table, 0, "Nature", CostKind.MEALS)
    assert kept(office, filled) == []
    write_cell(view.table, 0, "Libellé", "Déjeuners")
    write_cell(view.table, 0, "Quantité", "4")
    write_cell(view.table, 0, "Coût unitaire HT", "18,50")
    assert kept(office, filled) == [("Déjeuners", D("74.00"))]
    assert plain(cells(view.table, 0)[-1]) == "74,00 €"
    assert "marge 2 686,00 € (97,3 %)" in plain(view._margin.text())
    assert "671,50 € par stagiaire (4)" in plain(view._more.text())
    write_cell(view.table, 0, "Quantité", "mille")
    assert kept(office, filled) == [("Déjeuners", D("74.00"))]
    write_cell(view.table, 0, "Quantité", "5")
    assert kept(office, filled) == [("Déjeuners", D("92.50"))]


def test_costs_are_proposed_once(view, window, office, filled):
    press(view, "Proposer")
    assert kept(office, filled) == [("M. Marc Tellier (jours)", D("1040.00"))]
    assert plain(view.table.foot.text()) == "Total des coûts saisis : 1 040,00 €"
    press(view, "Proposer")
    assert "Rien à proposer" in window.statusBar().currentMessage()
    view.table.grid.setCurrentIndex(view.table.grid.model().index(0, 0))
    press(view.table, "Retirer")
    assert kept(office, filled) == []


def test_a_line_that_was_just_saved_is_not_written_twice(view, office, filled):
    press(view, "Proposer")
    write_cell(view.table, 0, "Libellé", "Marc")
    write_cell(view.table, 0, "Quantité", "3")
    assert kept(office, filled) == [("Marc", D("1560.00"))]
    assert costs.costs_of(office, filled.session)[0].trainer_id == filled.trainer


BRINGS = Income(amount=D("1000.00"), basis=Basis.AGREED)


def spent(amount):
    return SessionCost(session_id=1, label="x", unit_cost=D(amount))


@pytest.mark.parametrize(
    ("margin", "ink", "said_so"),
    [
        pytest.param(Margin(income=(BRINGS,)), "", "aucun coût saisi", id="no cost"),
        pytest.param(
            Margin(income=(BRINGS,), costs=(spent("300"),)), "success", "marge 700", id="good"
        ),
        pytest.param(
            Margin(income=(BRINGS,), costs=(spent("900"),)), "warning", "mince", id="thin"
        ),
        pytest.param(
            Margin(income=(BRINGS,), costs=(spent("1100"),)), "danger", "perte", id="loss"
        ),
        pytest.param(Margin(costs=(spent("10"),)), "danger", "aucun produit", id="no income"),
    ],
)
def test_a_margin_is_told_in_words_and_colour(margin, ink, said_so):
    told, colour = verdict(margin)
    assert colour == ink
    assert said_so in told


@pytest.mark.parametrize(
    ("changes", "words_shown"),
    [
        pytest.param({"price_for_group": D("900.00")}, "prix de groupe", id="group"),
        pytest.param({"price_per_person": D("1.00")}, "jamais à l’équilibre", id="never"),
    ],
)
def test_what_covers_the_costs_is_said(window, filled, office, qtbot, changes, words_shown):
    line = SessionCost(
        session_id=filled.session, kind=CostKind.MEALS, label="Repas", quantity=D(4),
        unit_cost=D("9.00"),
    )  # fmt: skip
    costs.save(office, filled.session, [line])
    file = session_file(office, filled.session)
    made = costs_view(window, replace(file, session=replace(file.session, **changes)))
    qtbot.addWidget(made)
    assert words_shown in made._more.text()
