"""One lookup finds the resources wherever the program was put."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from trainingdesk import assets

TOP = Path(__file__).resolve().parents[1]


def installed_into(folder: Path) -> ModuleType:
    """Return the module as it is loaded from a copy of the package in ``folder``."""
    copy = folder / "trainingdesk" / "assets.py"
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(Path(assets.__file__).read_bytes())
    spec = importlib.util.spec_from_file_location("assets_elsewhere", copy)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_checkout_keeps_its_resources_at_the_top() -> None:
    assert assets.resource_root() == TOP / "resources"


def test_a_wheel_carries_its_resources_inside(tmp_path: Path) -> None:
    (tmp_path / "trainingdesk" / "_resources").mkdir(parents=True)
    elsewhere = installed_into(tmp_path)
    assert elsewhere.resource_root() == tmp_path / "trainingdesk" / "_resources"


def test_a_frozen_program_unpacks_its_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert assets.resource_root() == tmp_path / "resources"


def test_a_resource_is_named_by_its_parts() -> None:
    assert assets.resource("fonts", "a.ttf") == TOP / "resources" / "fonts" / "a.ttf"
