"""The script that runs every check, and how it reads what the tools say."""

from types import ModuleType

import pytest

NBSP = "\N{NO-BREAK SPACE}"


def measured(lines: int, run: int, branches: int = 0, taken: int = 0) -> dict[str, int]:
    return {
        "num_statements": lines,
        "covered_lines": run,
        "num_branches": branches,
        "covered_branches": taken,
    }


@pytest.mark.parametrize(
    ("output", "closing"),
    [
        pytest.param(
            ["collected 2 items\n", "===== 2 passed in 0.10s =====\n"],
            "===== 2 passed in 0.10s =====",
            id="all well",
        ),
        pytest.param(
            ["== 1 failed, 3 passed, 1 skipped in 61.20s (0:01:01) ==\n", "Exit\n"],
            "== 1 failed, 3 passed, 1 skipped in 61.20s (0:01:01) ==",
            id="words after it",
        ),
        pytest.param(
            ["2 passed, 1 warning in 0.10s\n"], "2 passed, 1 warning in 0.10s", id="quiet"
        ),
        pytest.param(["== 1 error in 2.00s ==\n"], "== 1 error in 2.00s ==", id="broken import"),
        pytest.param(["== no tests ran in 0.01s ==\n"], "== no tests ran in 0.01s ==", id="none"),
        pytest.param(["Killed\n"], "", id="no summary"),
    ],
)
def test_the_closing_line_is_pytests_own(
    check: ModuleType, output: list[str], closing: str
) -> None:
    assert check.summary_line(output) == closing


@pytest.mark.parametrize(
    ("summaries", "percent"),
    [
        pytest.param([], None, id="no module"),
        pytest.param([measured(0, 0)], None, id="docstrings only"),
        pytest.param([measured(10, 10), measured(5, 5, 4, 4)], 100, id="everything"),
        pytest.param([measured(6, 6, 4, 2)], 80, id="branches count like lines"),
        pytest.param([measured(10, 0)], 0, id="nothing"),
        pytest.param([{"num_statements": 9, "covered_lines": 0}], 0, id="no test ran at all"),
    ],
)
def test_coverage_counts_lines_and_branches(
    check: ModuleType, summaries: list[dict[str, int]], percent: float | None
) -> None:
    assert check.percent_covered(summaries) == percent


@pytest.mark.parametrize(
    ("covered", "threshold", "state"),
    [(100, 100, "réussi"), (99.99, 100, "ÉCHEC"), (95, 95, "réussi"), (None, 95, "non vérifié")],
    ids=["just enough", "nearly", "the threshold itself", "no code yet"],
)
def test_a_gate_opens_at_its_threshold(
    check: ModuleType, covered: float | None, threshold: int, state: str
) -> None:
    assert check.Gate("domain", covered, threshold).state == state


def test_a_gate_never_shows_more_than_was_covered(check: ModuleType) -> None:
    sentence = check.Gate("domain", 99.999, 100).sentence()
    assert sentence == f"  domain{NBSP}: ÉCHEC, 99,99{NBSP}% pour 100{NBSP}% demandés"


def test_each_package_is_weighed_by_its_own_files(check: ModuleType) -> None:
    files = {
        "trainingdesk/french.py": {"summary": measured(10, 0)},
        "trainingdesk/domain/money.py": {"summary": measured(10, 10)},
        "trainingdesk/storage/rows.py": {"summary": measured(10, 9)},
    }
    states = {gate.package: gate.state for gate in check.gates({"files": files})}
    assert states["domain"] == "réussi"
    assert states["storage"] == "ÉCHEC"
    assert states["paper"] == "non vérifié"


def test_every_check_can_be_asked_for_by_name(check: ModuleType) -> None:
    assert check.check_names() == ["forms", "format", "ruff", "mypy", "layers", "tests"]
    named = check.MANUAL.splitlines()[-1]
    assert all(name in named for name in check.check_names())


def test_arguments_are_handed_on_to_pytest(check: ModuleType) -> None:
    assert check.pytest_command("python", ["-k", "facture"])[-2:] == ["-k", "facture"]


def test_an_unknown_check_is_refused(check: ModuleType, environment: ModuleType) -> None:
    with pytest.raises(environment.Stop, match="Commande non comprise") as stop:
        check.main(["--only", "weather"])
    assert stop.value.code == 2
