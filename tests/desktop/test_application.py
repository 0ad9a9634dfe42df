"""The front: one window, that is not taken away from who is typing in it."""

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog

from tests.support.desk_hands import fill, newest
from trainingdesk.desktop.application import Front
from trainingdesk.services.office import create_office
from trainingdesk.services.starting import start_office


@pytest.fixture
def front(qtbot, tmp_path, monkeypatch):
    """A front over an office of its own, on a workstation of its own."""
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    path = tmp_path / "Mon organisme.trainingdesk"
    office = create_office(path)
    start_office(office)
    office.close()
    made = Front()
    made.open(path)
    made.window.back_up = lambda: None
    yield made
    if made.window is not None:
        for editor in made.window.findChildren(QDialog):
            editor.hide()
        made.window.close()
        made.window.deleteLater()


def test_who_goes_on_typing_keeps_the_window_when_its_colours_change(front, nobody_is_asked):
    window = front.window
    window.edit("client")
    fill(newest(window), name="Scierie")
    front.change("again")
    assert front.window is window
    assert window.isVisible()
    assert newest(window).ui.name.text() == "Scierie"
    assert "Enregistrer ce que vous avez saisi" in nobody_is_asked[0]
    nobody_is_asked.clear()


def test_a_new_office_that_is_not_shown_leaves_the_one_that_is_edited(
    front, tmp_path, monkeypatch, nobody_is_asked
):
    chosen = tmp_path / "Autre.trainingdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    window = front.window
    window.edit("client")
    fill(newest(window), name="Scierie")
    front.change("new")
    assert front.window is window
    assert newest(window).ui.name.text() == "Scierie"
    nobody_is_asked.clear()


def test_the_name_of_an_office_may_hold_dots(front, tmp_path, monkeypatch):
    chosen = tmp_path / "S.A.R.L. Dupont"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    front.change("new")
    assert (tmp_path / "S.A.R.L. Dupont.trainingdesk").is_file()
    assert "S.A.R.L. Dupont" in front.window.windowTitle()


def test_a_record_that_is_open_comes_forward_instead_of_opening_twice(window, filled):
    for _ in range(3):
        window.edit("client", filled.town_hall)
    assert len(window.findChildren(QDialog)) == 1
