"""Compile the Designer forms of ``ui/`` into ``trainingdesk/desktop/forms/``, where stale.

The compiled modules are never kept in git. Each begins with the digest of its source, so that
neither a checkout nor a copy of the tree, which shuffle the dates of files, leaves an old one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MARK = "# Compiled from a Designer form; its digest: "


class NoCompiler(Exception):
    """Forms are stale, and no ``uic`` of Qt's runs on this machine."""


def build_forms(root: Path) -> list[Path]:
    """Compile the stale forms of the checkout ``root`` and return the modules written.

    A module whose form is gone is deleted.

    Raises:
        NoCompiler: forms are stale and no ``uic`` runs here.
        subprocess.CalledProcessError: ``uic`` refuses a form; its output says why.
    """
    folder = root / "trainingdesk" / "desktop" / "forms"
    forms = {folder / (form.stem + ".py"): form for form in sorted((root / "ui").glob("*.ui"))}
    _delete_orphans(folder, set(forms))
    stale = {module: form for module, form in forms.items() if _is_stale(module, form)}
    if stale:
        uic = find_uic()
        if uic is None:
            raise NoCompiler(
                "Les formulaires de ui/ ne peuvent pas être compilés : uic, l’outil de PySide6, "
                "ne fonctionne pas sur cette machine."
            )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text(
            '"""Forms compiled from ``ui/``."""\n', encoding="utf-8"
        )
        for module, form in stale.items():
            _compile(uic, form, module)
    return list(stale)


def find_uic() -> list[str] | None:
    """Return the first command among Qt's that runs here and compiles a form to Python, if any."""
    return next((command for command in _candidates() if _runs(command)), None)


def _candidates() -> Iterator[list[str]]:
    beside = str(Path(sys.executable).parent)
    for path in (None, beside):
        wrapper = shutil.which("pyside6-uic", path=path)
        if wrapper is not None:
            yield [wrapper]
    spec = importlib.util.find_spec("PySide6")
    if spec is not None and spec.origin is not None:
        inside = Path(spec.origin).parent
        for tool in (inside / "Qt" / "libexec" / "uic", inside / "uic.exe"):
            if tool.exists():
                yield [str(tool), "-g", "python"]


def _runs(command: list[str]) -> bool:
    # On a machine without Qt's system libraries uic is there and cannot start.
    try:
        done = subprocess.run([*command, "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _compile(uic: list[str], form: Path, module: Path) -> None:
    source = subprocess.run([*uic, str(form)], capture_output=True, check=True).stdout
    # Written beside and renamed: two test processes may compile the same form at once.
    draft = module.with_name(f"{module.name}.{os.getpid()}")
    draft.write_bytes((MARK + _digest(form) + "\n").encode() + source)
    draft.replace(module)


def _is_stale(module: Path, form: Path) -> bool:
    if not module.exists():
        return True
    with module.open(encoding="utf-8") as lines:
        return lines.readline().rstrip() != MARK + _digest(form)


def _delete_orphans(folder: Path, wanted: set[Path]) -> None:
    for module in folder.glob("*.py"):
        if module.name != "__init__.py" and module not in wanted:
            module.unlink(missing_ok=True)


def _digest(form: Path) -> str:
    return hashlib.sha256(form.read_bytes()).hexdigest()


def main() -> int:
    """Compile the forms of this checkout and say which."""
    try:
        built = build_forms(Path(__file__).resolve().parent.parent)
    except NoCompiler as problem:
        print(problem, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as problem:
        print(problem.stderr.decode(errors="replace"), file=sys.stderr)
        print(f"Le formulaire {problem.cmd[-1]} est refusé par uic.", file=sys.stderr)
        return 1
    for module in built:
        print("Formulaire compilé : " + module.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
