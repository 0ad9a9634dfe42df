"""Designer forms become modules, once, and again when they change."""

import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

FORM = """\
<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0">
 <class>Client</class>
 <widget class="QWidget" name="Client">
  <layout class="QVBoxLayout"><item><widget class="QLineEdit" name="{field}"/></item></layout>
 </widget>
</ui>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with one form."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "trainingdesk" / "desktop").mkdir(parents=True)
    (tmp_path / "ui" / "client.ui").write_text(FORM.format(field="name"), encoding="utf-8")
    return tmp_path


def test_a_form_becomes_a_module(build_forms: ModuleType, root: Path) -> None:
    built = build_forms.build_forms(root)
    assert built == [root / "trainingdesk" / "desktop" / "forms" / "client.py"]
    assert "class Ui_Client" in built[0].read_text("utf-8")
    assert (built[0].parent / "__init__.py").exists()


def test_a_form_is_compiled_once(build_forms: ModuleType, root: Path) -> None:
    build_forms.build_forms(root)
    assert build_forms.build_forms(root) == []


def test_a_changed_form_is_compiled_again(build_forms: ModuleType, root: Path) -> None:
    build_forms.build_forms(root)
    (root / "ui" / "client.ui").write_text(FORM.format(field="vat_number"), encoding="utf-8")
    assert "vat_number" in build_forms.build_forms(root)[0].read_text("utf-8")


def test_a_form_that_left_takes_its_module_along(build_forms: ModuleType, root: Path) -> None:
    (module,) = build_forms.build_forms(root)
    (root / "ui" / "client.ui").unlink()
    assert build_forms.build_forms(root) == []
    assert not module.exists()


def test_without_any_form_nothing_is_made(build_forms: ModuleType, tmp_path: Path) -> None:
    assert build_forms.build_forms(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_broken_form_leaves_no_module(build_forms: ModuleType, root: Path) -> None:
    (root / "ui" / "client.ui").write_text("<ui", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        build_forms.build_forms(root)
    assert not (root / "trainingdesk" / "desktop" / "forms" / "client.py").exists()


def test_a_compiler_that_cannot_run_is_passed_over(
    build_forms: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "pyside6-uic"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("pyside6-uic") == str(broken)
    assert build_forms.find_uic()[0] != str(broken)


def test_stale_forms_without_a_compiler_are_told_in_french(
    build_forms: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(root))
    monkeypatch.setattr("sys.executable", str(root / "python"))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(build_forms.NoCompiler, match="ne peuvent pas être compilés"):
        build_forms.build_forms(root)
