"""The script that opens the program from a checkout."""

from pathlib import Path
from types import ModuleType

import pytest


@pytest.mark.parametrize(
    ("platform", "variables", "shown"),
    [
        pytest.param("linux", {}, False, id="a server"),
        pytest.param("linux", {"DISPLAY": ""}, False, id="an empty display"),
        pytest.param("linux", {"DISPLAY": ":0"}, True, id="X11"),
        pytest.param("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True, id="Wayland"),
        pytest.param("win32", {}, True, id="Windows"),
        pytest.param("darwin", {}, True, id="macOS"),
    ],
)
def test_a_window_needs_a_display(
    start: ModuleType, platform: str, variables: dict[str, str], shown: bool
) -> None:
    assert start.has_display(platform, variables) is shown


def test_only_the_papers_just_made_are_listed(start: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_text("old")
    (tmp_path / "again.pdf").write_text("first")
    before = start.papers_in(tmp_path)
    before[tmp_path / "again.pdf"] -= 1
    (tmp_path / "factures").mkdir()
    (tmp_path / "factures" / "new.pdf").write_text("new")
    (tmp_path / "notes.txt").write_text("no paper")

    made = start.made_since(before, start.papers_in(tmp_path))

    assert made == [tmp_path / "again.pdf", tmp_path / "factures" / "new.pdf"]


@pytest.mark.parametrize(
    ("names", "head"),
    [
        pytest.param([], "Aucun papier nouveau dans ici.", id="none"),
        pytest.param(["a.pdf"], "1 papier dans ici\N{NO-BREAK SPACE}:", id="one"),
        pytest.param(["a.pdf", "b.pdf"], "2 papiers dans ici\N{NO-BREAK SPACE}:", id="many"),
    ],
)
def test_the_list_of_papers_counts_them(start: ModuleType, names: list[str], head: str) -> None:
    folder = Path("ici")
    lines = start.listing(folder, [folder / name for name in names]).splitlines()
    assert lines == [head, *(f"  {name}" for name in names)]


def test_arguments_for_a_window_are_refused_without_one(
    start: ModuleType, environment: ModuleType
) -> None:
    with pytest.raises(environment.Stop, match="pas de fenêtre") as stop:
        start.main(["--demo", "papiers", "--", "bureau.desk"])
    assert stop.value.code == 2


@pytest.mark.parametrize("arguments", [["--dmeo", "x"], ["--demo"], ["x"]], ids=" ".join)
def test_a_wrong_command_line_is_answered_with_the_manual(
    start: ModuleType, environment: ModuleType, arguments: list[str]
) -> None:
    with pytest.raises(environment.Stop, match="Commande non comprise") as stop:
        start.main(arguments)
    assert stop.value.code == 2
    assert start.MANUAL in str(stop.value)


def test_help_is_french(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        start.main(["--help"])
    assert leaving.value.code == 0
    assert capsys.readouterr().out == start.MANUAL
