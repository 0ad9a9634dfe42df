"""The ground of a checkout: Python's age, system packages, the stamp of ``.venv``."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="apt ne sert que sous Linux")

WHOLE = {"requirements.lock": "a", "requirements-dev.lock": "b", "python": "3.11"}
RUNTIME_ONLY = {"requirements.lock": "a", "python": "3.11"}


@pytest.mark.parametrize("version", [(3, 8, 10), (3, 10, 12)], ids=str)
def test_an_old_python_gets_one_sentence_and_code_2(
    environment: ModuleType, version: tuple[int, ...]
) -> None:
    with pytest.raises(environment.Stop) as stop:
        environment.require_recent_python(version)
    assert stop.value.code == 2
    assert str(stop.value).count("\n") == 0
    assert ".".join(map(str, version)) in str(stop.value)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1)], ids=str)
def test_a_recent_python_is_let_through(environment: ModuleType, version: tuple[int, ...]) -> None:
    assert environment.require_recent_python(version) is None


def test_a_stop_ends_the_script_with_its_sentence_and_code(
    environment: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: object) -> int:
        raise environment.Stop("C’est non.", 3)

    assert environment.run(refuse, []) == 3
    assert capsys.readouterr().err == "C’est non.\n"


def test_an_interruption_says_how_to_go_on(
    environment: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    assert environment.run(interrupt, []) == 130
    assert "Relancez la même commande" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "parted"),
    [
        pytest.param([], ([], []), id="nothing"),
        pytest.param(["--demo", "d"], (["--demo", "d"], []), id="no dashes"),
        pytest.param(["a", "--", "b", "--", "c"], (["a"], ["b", "--", "c"]), id="the first counts"),
    ],
)
def test_arguments_are_parted_at_the_first_dashes(
    environment: ModuleType, arguments: list[str], parted: tuple[list[str], list[str]]
) -> None:
    assert environment.split_at_dashes(arguments) == parted


def test_a_library_that_loads_needs_no_package(environment: ModuleType) -> None:
    known = {"libc.so.6": "libc6"} if sys.platform == "linux" else {}
    assert environment.missing_packages(known) == []


def test_each_lacking_package_is_named_once(environment: ModuleType) -> None:
    lacking = {"libnothere.so.1": "libzeta", "libnorhere.so.2": "libzeta", "libno.so": "libalpha"}
    assert environment.missing_packages(lacking) == ["libalpha", "libzeta"]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of the PATH, where a test puts programs, for a person who is not root."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    return tmp_path


def put_program(folder: Path, name: str, exit_code: int) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    program.chmod(0o755)


@ON_LINUX
@pytest.mark.parametrize("sudo_exits", [None, 1], ids=["no sudo", "sudo wants a password"])
def test_without_rights_one_line_says_what_to_install(
    environment: ModuleType, programs: Path, sudo_exits: int | None
) -> None:
    put_program(programs, "apt-get", 0)
    if sudo_exits is not None:
        put_program(programs, "sudo", sudo_exits)
    with pytest.raises(environment.Stop) as stop:
        environment.provide(["libgl1", "python3.11-venv"], ["fontconfig"])
    assert stop.value.code == 3
    last_line = str(stop.value).splitlines()[-1]
    assert last_line == "sudo apt-get install libgl1 python3.11-venv fontconfig"


@ON_LINUX
def test_what_is_only_wished_for_stops_nobody(environment: ModuleType, programs: Path) -> None:
    put_program(programs, "apt-get", 0)
    assert environment.provide([], ["fontconfig"]) is None


@ON_LINUX
@pytest.mark.usefixtures("programs")
def test_a_system_without_apt_hears_what_lacks(environment: ModuleType) -> None:
    with pytest.raises(environment.Stop, match=r"libegl1, libgl1\. Installez") as stop:
        environment.provide(["libegl1", "libgl1"], [])
    assert stop.value.code == 3


@ON_LINUX
def test_sudo_that_asks_nothing_is_used(environment: ModuleType, programs: Path) -> None:
    put_program(programs, "sudo", 0)
    assert environment.apt_elevation() == ["sudo", "-n"]


@ON_LINUX
def test_root_needs_no_sudo(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert environment.apt_elevation() == []


def test_apt_refreshes_its_lists_before_it_installs(environment: ModuleType) -> None:
    update, install = environment.apt_commands(["sudo", "-n"], ["libgl1"])
    assert update[:3] == ["sudo", "-n", "env"]
    assert update[-1] == "update"
    assert install[-4:] == ["install", "-y", "--no-install-recommends", "libgl1"]
    assert "DEBIAN_FRONTEND=noninteractive" in install


@pytest.mark.parametrize(
    ("found", "wanted", "todo"),
    [
        pytest.param({}, RUNTIME_ONLY, "rebuild", id="nothing there"),
        pytest.param(RUNTIME_ONLY, RUNTIME_ONLY, "ready", id="all there"),
        pytest.param(WHOLE, RUNTIME_ONLY, "ready", id="more than needed"),
        pytest.param(RUNTIME_ONLY, WHOLE, "add", id="the tools of development lack"),
        pytest.param({**WHOLE, "python": "3.12"}, WHOLE, "rebuild", id="another Python"),
        pytest.param({**WHOLE, "requirements.lock": "old"}, WHOLE, "rebuild", id="a newer lock"),
        pytest.param(
            {**WHOLE, "requirements-dev.lock": "unfinished"}, WHOLE, "rebuild", id="interrupted"
        ),
        pytest.param(
            {**WHOLE, "requirements-dev.lock": "unfinished"},
            RUNTIME_ONLY,
            "ready",
            id="interrupted beyond what is needed",
        ),
    ],
)
def test_the_stamp_says_what_is_left_to_do(
    environment: ModuleType, found: dict[str, str], wanted: dict[str, str], todo: str
) -> None:
    assert environment.what_to_do(found, wanted) == todo


def test_a_stamp_follows_its_lock(environment: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text("one==1\n")
    before = environment.wanted_stamp("requirements.lock", tmp_path)
    (tmp_path / "requirements.lock").write_text("one==2\n")
    assert environment.wanted_stamp("requirements.lock", tmp_path) != before


def test_the_development_lock_fulfils_both(environment: ModuleType) -> None:
    whole = environment.wanted_stamp("requirements-dev.lock")
    assert whole.items() >= environment.wanted_stamp("requirements.lock").items()


def test_a_stamp_is_read_as_it_was_written(environment: ModuleType, tmp_path: Path) -> None:
    python = environment.interpreter(tmp_path)
    python.parent.mkdir()
    python.touch()
    environment.write_stamp(tmp_path, WHOLE)
    assert environment.read_stamp(tmp_path) == WHOLE


@pytest.mark.parametrize("content", ["", "[1]", "{"], ids=["empty", "no object", "cut short"])
def test_a_broken_stamp_says_nothing(environment: ModuleType, tmp_path: Path, content: str) -> None:
    python = environment.interpreter(tmp_path)
    python.parent.mkdir()
    python.touch()
    environment.write_stamp(tmp_path, WHOLE)
    next(tmp_path.glob("*.json")).write_text(content)
    assert environment.read_stamp(tmp_path) == {}


def test_a_stamp_without_its_python_says_nothing(environment: ModuleType, tmp_path: Path) -> None:
    environment.write_stamp(tmp_path, WHOLE)
    assert environment.read_stamp(tmp_path) == {}


def test_pip_installs_what_is_locked_and_nothing_else(environment: ModuleType) -> None:
    command = environment.pip_command(Path("requirements.lock"))
    assert {"--require-hashes", "--no-deps", "requirements.lock"} <= set(command)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Collecting lxml==6.1.3 (from -r x.lock (line 3))\n", "  lxml 6.1.3"),
        ("Installing collected packages: lxml, babel\n", "  Mise en place…"),
        ("Processing ./kept/rl_accel-0.9.1-cp311-cp311-linux_x86_64.whl\n", "  rl_accel 0.9.1"),
        ("  Using cached lxml-6.1.3-cp311.whl (5.1 MB)\n", ""),
    ],
    ids=["a library", "the end", "a file at hand", "chatter"],
)
def test_progress_is_told_in_french(environment: ModuleType, line: str, told: str) -> None:
    assert environment.pip_progress(line) == told


# --- a whole checkout, small -------------------------------------------------------------------

PROGRAM = """\
import sys
from pathlib import Path

import tinything

_, verb, folder = sys.argv
Path(folder).mkdir(exist_ok=True)
(Path(folder) / "facture.pdf").write_text(tinything.NAME)
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose program makes one paper with one library, which lies beside it."""
    top = tmp_path_factory.mktemp("checkout")
    (top / "packaging").mkdir()
    for name in ("environment.py", "start.py"):
        script = Path(__file__).resolve().parents[2] / "packaging" / name
        (top / "packaging" / name).write_bytes(script.read_bytes())
    (top / "trainingdesk").mkdir()
    (top / "trainingdesk" / "__init__.py").touch()
    (top / "trainingdesk" / "__main__.py").write_text(PROGRAM)
    wheel = make_wheel(top / "wheels")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock = f"tinything==1.0 \\\n    --hash=sha256:{digest}\n"
    (top / "packaging" / "requirements.lock").write_text(lock)
    more = lock.replace("tinything", "notthere")
    (top / "packaging" / "requirements-dev.lock").write_text(lock + more)
    return top


def make_wheel(folder: Path) -> Path:
    folder.mkdir()
    wheel = folder / "tinything-1.0-py3-none-any.whl"
    about = "tinything-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tinything.py", 'NAME = "tiny"\n')
        archive.writestr(
            f"{about}/METADATA", "Metadata-Version: 2.1\nName: tinything\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{about}/RECORD", "")
    return wheel


def start_demo(checkout: Path, wheels: Path) -> subprocess.CompletedProcess[str]:
    script = str(checkout / "packaging" / "start.py")
    return run_python(checkout, wheels, [script, "--demo", "papiers"])


def prepare_for_development(checkout: Path, wheels: Path) -> subprocess.CompletedProcess[str]:
    code = "import environment as e; e.run(lambda _: e.prepare(e.DEVELOPMENT), [])"
    return run_python(checkout / "packaging", wheels, ["-c", code])


def run_python(cwd: Path, wheels: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_fresh_checkout_installs_itself_then_starts_at_once_and_heals(checkout: Path) -> None:
    offline = checkout / "no-wheels"
    failed = start_demo(checkout, offline)
    assert failed.returncode == 1
    assert "Vérifiez la connexion à Internet" in failed.stderr

    first = start_demo(checkout, checkout / "wheels")
    assert (first.returncode, first.stderr) == (0, "")
    assert "  tinything 1.0" in first.stdout
    assert first.stdout.splitlines()[-1] == "  facture.pdf"

    second = start_demo(checkout, offline)
    assert second.returncode == 0
    assert second.stdout.splitlines()[0].startswith("1 papier")

    for _ in range(2):
        refused = prepare_for_development(checkout, checkout / "wheels")
        assert "Vérifiez la connexion à Internet" in refused.stderr
    assert "Préparation" not in start_demo(checkout, offline).stdout

    (checkout / ".venv" / "trainingdesk.json").unlink()
    next((checkout / ".venv").rglob("tinything.py")).unlink()
    healed = start_demo(checkout, checkout / "wheels")
    assert healed.returncode == 0
    assert "Préparation du dossier .venv…" in healed.stdout
