"""What holds for the scripts a person runs before anything is installed."""

import ast
import sys
from pathlib import Path

import pytest

BEFORE_ANYTHING_IS_INSTALLED = ["start.py", "check.py", "environment.py"]


@pytest.mark.parametrize("name", BEFORE_ANYTHING_IS_INSTALLED)
def test_the_scripts_are_read_by_python_3_8(top: Path, name: str) -> None:
    tree = ast.parse((top / "packaging" / name).read_text("utf-8"), feature_version=(3, 8))
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("name", BEFORE_ANYTHING_IS_INSTALLED)
def test_the_scripts_import_the_standard_library_only(top: Path, name: str) -> None:
    imported = set()
    for node in ast.walk(ast.parse((top / "packaging" / name).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module.partition(".")[0])
    assert imported <= set(sys.stdlib_module_names) | {"environment"}


@pytest.mark.parametrize("name", BEFORE_ANYTHING_IS_INSTALLED)
def test_annotations_stay_unread_where_python_3_8_could_not_read_them(top: Path, name: str) -> None:
    body = ast.parse((top / "packaging" / name).read_text("utf-8")).body
    assert ast.unparse(body[1]) == "from __future__ import annotations"


def test_packaging_is_no_package(top: Path) -> None:
    assert not (top / "packaging" / "__init__.py").exists()


def test_the_continuous_checks_run_the_same_script_as_a_person(top: Path) -> None:
    script = top / ".ci" / "run"
    assert script.read_text("utf-8").splitlines()[-1] == 'exec python3 packaging/check.py "$@"'
