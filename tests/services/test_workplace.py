"""What the program remembers on this workstation."""

import pytest

from trainingdesk.services import workplace


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A workstation where nothing was opened yet."""
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def office(tmp_path):
    path = tmp_path / "Aubépine d’été.trainingdesk"
    path.touch()
    return path


def test_nothing_is_remembered_at_first():
    assert workplace.last_office() is None


def test_the_office_opened_last_is_remembered(office, tmp_path):
    workplace.remember_office(tmp_path / "autre.trainingdesk")
    workplace.remember_office(office)
    assert workplace.last_office() == office


def test_an_office_named_from_its_folder_is_found_from_any_other(office, monkeypatch):
    monkeypatch.chdir(office.parent)
    workplace.remember_office(office.relative_to(office.parent))
    monkeypatch.chdir("/")
    assert workplace.last_office() == office


def test_an_office_that_is_gone_is_not_offered(office):
    workplace.remember_office(office)
    office.unlink()
    assert workplace.last_office() is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="a list"),
        pytest.param("{}", id="nothing said"),
        pytest.param('{"last_office": 3}', id="no path"),
    ],
)
def test_a_memory_that_says_nothing_is_forgotten(home, content):
    folder = home / "trainingdesk"
    folder.mkdir(parents=True)
    (folder / "workplace.json").write_text(content, "utf-8")
    assert workplace.last_office() is None


def test_a_workstation_that_cannot_remember_does_not_stop_the_work(home, office):
    home.write_text("un fichier à la place du dossier", "utf-8")
    workplace.remember_office(office)
    assert workplace.last_office() is None


def test_the_demonstration_lies_in_a_folder_of_its_own(home):
    path = workplace.practice_office()
    assert path.parent.parent == home / "trainingdesk"
    assert path.name == "Organisme de démonstration.trainingdesk"
