"""The wheel, built without the network and run from a bare folder."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built by the hatchling that is installed."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=TOP, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a program that finds the wheel's package, and never the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return {**os.environ, "PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"}


def run_installed(
    arguments: list[str], installed: dict[str, str], cwd: Path
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=installed,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )


def files_of(folder: str, pattern: str) -> set[str]:
    return {
        path.relative_to(TOP / folder).as_posix()
        for path in (TOP / folder).rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_module_and_every_resource(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert inside >= {f"trainingdesk/{name}" for name in files_of("trainingdesk", "*.py")}
    assert inside >= {f"trainingdesk/_resources/{name}" for name in files_of("resources", "*")}


def test_the_wheel_holds_a_module_for_each_form(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    forms = {f"trainingdesk/desktop/forms/{form.stem}.py" for form in (TOP / "ui").glob("*.ui")}
    assert inside >= forms


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        folders = {name.partition("/")[0] for name in archive.namelist()}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {"trainingdesk"}


def test_the_installed_program_finds_its_own_resources(
    installed: dict[str, str], tmp_path: Path
) -> None:
    script = "from trainingdesk.assets import resource_root; print(resource_root())"
    shown = run_installed(["-c", script], installed, tmp_path).stdout.strip()
    assert Path(shown) == Path(installed["PYTHONPATH"]) / "trainingdesk" / "_resources"


def test_the_installed_program_does_the_main_job(installed: dict[str, str], tmp_path: Path) -> None:
    arguments = ["-m", "trainingdesk", "demo", "papiers", "--on", "2026-11-21", "--json"]
    made = json.loads(run_installed(arguments, installed, tmp_path).stdout)
    papers = [file for file in made["files"] if file["path"].endswith(".pdf")]
    assert len(papers) >= 25
    for file in papers:
        content = (tmp_path / file["path"]).read_bytes()
        assert content.startswith(b"%PDF-")
        assert len(content) == file["bytes"]


def test_the_command_is_declared(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/entry_points.txt"))
        assert "trainingdesk = trainingdesk.__main__:main" in archive.read(name).decode()
