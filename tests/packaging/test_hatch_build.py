"""What a build adds to the package's own modules."""

import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hatchling.bridge.app import Application

FORM = '<ui version="4.0"><class>A</class><widget class="QWidget" name="A"/></ui>'


@pytest.fixture
def root(top: Path, tmp_path: Path) -> Path:
    """A checkout with one form, not compiled yet."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(top / "packaging" / "build_forms.py", tmp_path / "packaging")
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "client.ui").write_text(FORM)
    return tmp_path


@pytest.fixture
def no_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no uic is found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)


def initialized(hatch_build: ModuleType, root: Path, target: str, version: str) -> dict[str, Any]:
    """Return the build data after the hook prepared such a build."""
    hook = hatch_build.WheelHook(str(root), {}, None, None, "", target, Application())
    build_data: dict[str, Any] = {"force_include": {}}
    hook.initialize(version, build_data)
    return build_data["force_include"]


def test_a_wheel_gets_forms_and_resources(hatch_build: ModuleType, root: Path) -> None:
    added = initialized(hatch_build, root, "wheel", "standard")
    assert added == {str(root / "resources"): "trainingdesk/_resources"}
    assert (root / "trainingdesk" / "desktop" / "forms" / "client.py").exists()


def test_an_editable_install_reads_the_resources_where_they_are(
    hatch_build: ModuleType, root: Path
) -> None:
    assert initialized(hatch_build, root, "wheel", "editable") == {}
    assert (root / "trainingdesk" / "desktop" / "forms" / "client.py").exists()


@pytest.mark.usefixtures("no_compiler")
def test_an_editable_install_goes_on_without_a_compiler(
    hatch_build: ModuleType, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert initialized(hatch_build, root, "wheel", "editable") == {}
    assert "Ils le seront au premier lancement." in capsys.readouterr().err


@pytest.mark.usefixtures("no_compiler")
def test_a_wheel_without_its_forms_is_refused(hatch_build: ModuleType, root: Path) -> None:
    with pytest.raises(Exception, match="ne peuvent pas être compilés"):
        initialized(hatch_build, root, "wheel", "standard")


def test_a_source_archive_is_left_alone(hatch_build: ModuleType, root: Path) -> None:
    assert initialized(hatch_build, root, "sdist", "standard") == {}
    assert not (root / "trainingdesk").exists()
