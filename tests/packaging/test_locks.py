"""The lock files: every version pinned, every file by its hash, and no address anywhere."""

import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>[\w.+!]+)(?: ; [^\\]+?)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Return version and hashes of each name locked in the file."""
    found = {}
    for entry in path.read_text("utf-8").replace("\\\n", " ").splitlines():
        head, *hashes = re.split(r"\s+(?=--hash)", entry.strip())
        pin = PIN.fullmatch(head)
        assert pin, f"not a pinned version: {head}"
        assert hashes, f"no hash: {head}"
        assert all(HASH.fullmatch(value.strip()) for value in hashes), head
        found[canonicalize_name(pin["name"])] = (pin["version"], frozenset(hashes))
    return found


def wanted(top: Path, group: str | None) -> list[Requirement]:
    project = tomllib.loads((top / "pyproject.toml").read_text("utf-8"))
    lines = list(project["project"]["dependencies"])
    if group is not None:
        lines += project["dependency-groups"][group]
    return [Requirement(line) for line in lines]


@pytest.fixture(params=["requirements.lock", "requirements-dev.lock"])
def lock_file(request: pytest.FixtureRequest, top: Path) -> Path:
    """Each of the two lock files."""
    return top / "packaging" / request.param


def test_a_lock_names_no_address_and_no_index(lock_file: Path) -> None:
    text = lock_file.read_text("utf-8")
    assert not re.search(
        r"://|^\s*-i\b|--(index|extra|find|trusted)|@ ?(file|git)|\bopt/", text, re.MULTILINE
    )


def test_a_lock_pins_each_version_with_its_hashes(lock_file: Path) -> None:
    assert len(pins(lock_file)) > 10


@pytest.mark.parametrize(
    ("name", "group"),
    [("requirements.lock", None), ("requirements-dev.lock", "dev")],
    ids=["runtime", "development"],
)
def test_a_lock_satisfies_the_project_file(top: Path, name: str, group: str | None) -> None:
    locked = pins(top / "packaging" / name)
    for requirement in wanted(top, group):
        version, _ = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), str(requirement)


def test_the_development_lock_holds_the_runtimes_own_pins(top: Path) -> None:
    runtime = pins(top / "packaging" / "requirements.lock")
    development = pins(top / "packaging" / "requirements-dev.lock")
    assert runtime.items() <= development.items()


@pytest.mark.parametrize("name", ["pyside6-essentials", "lxml", "pikepdf", "pillow"])
def test_a_compiled_library_is_locked_for_several_systems(top: Path, name: str) -> None:
    _, hashes = pins(top / "packaging" / "requirements.lock")[name]
    assert len(hashes) >= 4


def test_a_new_lock_is_made_without_this_machines_addresses(lock: ModuleType) -> None:
    variables = {"PATH": "/bin", "PIP_INDEX_URL": "x", "UV_FIND_LINKS": "y"}
    assert lock.without_addresses(variables) == {"PATH": "/bin"}
    for name in lock.LOCKS:
        command = lock.lock_command("uv", name)
        assert {"--universal", "--generate-hashes", "--no-emit-index-url", "--no-config"} <= set(
            command
        )
