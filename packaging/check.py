"""Run every check and test of the checkout, and close with the tests' own summary line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import environment

MANUAL = """\
Lance toutes les vérifications et tous les tests.

  python3 packaging/check.py                  tout
  python3 packaging/check.py --only NOM       une vérification (l’option se répète)
  python3 packaging/check.py -- ARGUMENTS     des arguments pour pytest, par exemple -k facture

Noms : forms, format, ruff, mypy, layers, tests.
"""
PASSED, FAILED, SKIPPED = "réussi", "ÉCHEC", "non vérifié"

COVERAGE_REPORT = environment.TOP / ".coverage.json"
# Share of lines and branches that the tests must run, in percent.
GATES = {
    "domain": 100,
    "storage": 95,
    "services": 95,
    "documents": 95,
    "paper": 95,
    "reports": 95,
    "interchange": 95,
}


class Result(NamedTuple):
    """How one check ended."""

    name: str
    state: str


class Gate(NamedTuple):
    """A package's coverage against its threshold, both in percent; None without any code yet."""

    package: str
    covered: float | None
    threshold: int

    @property
    def state(self) -> str:
        """Say how the gate ends."""
        if self.covered is None:
            return SKIPPED
        return PASSED if self.covered >= self.threshold else FAILED

    def sentence(self) -> str:
        """Tell the figures."""
        if self.covered is None:
            return f"  {self.package} : {self.state}, aucun module n’a encore de code"
        # Cut, not rounded: 99,99 must not read 100.
        shown = f"{int(self.covered * 100) / 100:.2f}".replace(".", ",")
        return f"  {self.package} : {self.state}, {shown} % pour {self.threshold} % demandés"


def main(arguments: Sequence[str]) -> int:
    """Run the checks asked for and return 0 when none failed."""
    own, for_pytest = environment.split_at_dashes(arguments)
    parser = environment.Parser(MANUAL)
    parser.add_argument("--only", action="append", choices=check_names())
    only = parser.parse_args(own).only or check_names()
    # fc-list shows the tests which fonts the machine has; most machines have it.
    wished = [] if shutil.which("fc-list") else ["fontconfig"]
    python = environment.prepare(environment.DEVELOPMENT, environment.QT_LIBRARIES, wished)
    _mention_missing_tools()

    results = [
        Result(name, PASSED if _run(name, command) else FAILED)
        for name, command in static_commands(str(python)).items()
        if name in only
    ]
    closing = ""
    if "tests" in only:
        tested, closing = _run_tests(str(python), for_pytest)
        results += [Result("tests", tested), _check_coverage(for_pytest)]
    _conclude(results, closing)
    return environment.FAILED if any(result.state == FAILED for result in results) else 0


def check_names() -> list[str]:
    """Return the names that ``--only`` takes, in the order in which they run."""
    return [*static_commands(""), "tests"]


def static_commands(python: str) -> dict[str, list[str]]:
    """Return the command of each check that is no test."""
    scripts = sorted(str(script) for script in Path(__file__).parent.glob("*.py"))
    # By its function: the console script lost its way if the folder was moved.
    layers = "from importlinter.cli import lint_imports_command as check; check(['--no-logo'])"
    return {
        "forms": [python, "packaging/build_forms.py"],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "ruff": [python, "-m", "ruff", "check", "."],
        "mypy": [python, "-m", "mypy", "trainingdesk", *scripts],
        "layers": [python, "-c", layers],
    }


def pytest_command(python: str, arguments: Sequence[str]) -> list[str]:
    """Return pytest's command; warnings are errors by the project file."""
    return [
        *[python, "-m", "pytest", "-n", "auto", "--maxprocesses", "4", "-rs"],
        *["--dist", "worksteal"],
        *["--cov=trainingdesk", "--cov-report=term-missing:skip-covered"],
        f"--cov-report=json:{COVERAGE_REPORT}",
        *arguments,
    ]


def summary_line(output: Sequence[str]) -> str:
    """Return pytest's own closing line, the last one that counts tests; empty if it gave none."""
    counting = re.compile(
        r"\b\d+ (passed|failed|errors?|skipped|deselected)\b.* in [\d.]+s|no tests ran in"
    )
    return next((line.rstrip() for line in reversed(output) if counting.search(line)), "")


def gates(report: Mapping[str, object]) -> list[Gate]:
    """Weigh each guarded package of a coverage report in coverage's JSON form."""
    return [Gate(package, _covered(report, package), least) for package, least in GATES.items()]


def _covered(report: Mapping[str, object], package: str) -> float | None:
    files = report["files"]
    if not isinstance(files, dict):
        raise TypeError("coverage's report lists no files")
    prefix = ("trainingdesk", package)
    summaries = [data["summary"] for name, data in files.items() if Path(name).parts[:2] == prefix]
    return percent_covered(summaries)


def percent_covered(summaries: Sequence[Mapping[str, int]]) -> float | None:
    """Return the share of lines and branches run over several files, None if they hold no code."""
    # Where no test ran at all, coverage counts no branches.
    there = sum(entry["num_statements"] + entry.get("num_branches", 0) for entry in summaries)
    if there == 0:
        return None
    run = sum(entry["covered_lines"] + entry.get("covered_branches", 0) for entry in summaries)
    return 100 * run / there


def _run(name: str, command: list[str]) -> bool:
    environment.say(f"\n== {name} ==")
    return subprocess.run(command, cwd=environment.TOP, env=_environ(), check=False).returncode == 0


def _run_tests(python: str, arguments: Sequence[str]) -> tuple[str, str]:
    environment.say("\n== tests ==")
    COVERAGE_REPORT.unlink(missing_ok=True)
    output = []
    with subprocess.Popen(
        pytest_command(python, arguments),
        cwd=environment.TOP,
        env=_environ(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pytest:
        for line in pytest.stdout or ():
            output.append(line)
            print(line, end="", flush=True)
    return (PASSED if pytest.returncode == 0 else FAILED), summary_line(output)


def _check_coverage(for_pytest: Sequence[str]) -> Result:
    environment.say("\n== couverture ==")
    if for_pytest:
        environment.say(
            "  Seuils non vérifiés : pytest a reçu des arguments qui changent sa portée."
        )
        return Result("couverture", SKIPPED)
    if not COVERAGE_REPORT.exists():
        environment.say("  Les tests n’ont donné aucune mesure.")
        return Result("couverture", FAILED)
    weighed = gates(json.loads(COVERAGE_REPORT.read_text(encoding="utf-8")))
    for gate in weighed:
        environment.say(gate.sentence())
    failed = any(gate.state == FAILED for gate in weighed)
    return Result("couverture", FAILED if failed else PASSED)


def _mention_missing_tools() -> None:
    if shutil.which("fc-list") is None:
        environment.say(
            "fontconfig n’est pas installé : les polices du système ne sont pas vérifiées."
        )


def _conclude(results: Sequence[Result], closing: str) -> None:
    environment.say("\n== bilan ==")
    for result in results:
        environment.say(f"  {result.name} : {result.state}")
    if closing:
        environment.say(closing)


def _environ() -> dict[str, str]:
    return {**environment.environ(), "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}


if __name__ == "__main__":
    sys.exit(environment.run(main, sys.argv[1:]))
