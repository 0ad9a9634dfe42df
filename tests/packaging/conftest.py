"""The scripts of ``packaging/``, loaded by path: that folder is no package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).resolve().parents[2]


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, TOP / "packaging" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def top() -> Path:
    """The top folder of the checkout."""
    return TOP


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``packaging/environment.py``."""
    return load("environment", monkeypatch)


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``packaging/start.py``."""
    load("environment", monkeypatch)
    return load("start", monkeypatch)


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``packaging/check.py``."""
    load("environment", monkeypatch)
    return load("check", monkeypatch)


@pytest.fixture
def build_forms(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``packaging/build_forms.py``."""
    return load("build_forms", monkeypatch)


@pytest.fixture
def build_messages(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``packaging/build_messages.py``."""
    return load("build_messages", monkeypatch)


@pytest.fixture
def hatch_build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``packaging/hatch_build.py``."""
    return load("hatch_build", monkeypatch)


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``packaging/lock.py``."""
    return load("lock", monkeypatch)
