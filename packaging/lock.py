"""Make the two lock files anew from ``pyproject.toml``; asks for ``uv`` and the network.

Each line pins a version and the hashes of its files for every platform. Addresses are left out,
and so is what this machine's own settings say about them: a lock must serve everywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
# The development lock comes first and binds the other, so that both name the same versions.
LOCKS = {
    "requirements-dev.lock": ["--group", "dev"],
    "requirements.lock": ["--constraint", "packaging/requirements-dev.lock"],
}


def lock_command(uv: str, name: str) -> list[str]:
    """Return the command that writes the lock file ``name`` from the project file."""
    return [
        *[uv, "pip", "compile", "pyproject.toml", "--quiet", "--upgrade", "--no-config"],
        *["--universal", "--python-version", "3.11", "--generate-hashes"],
        *["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"],
        *LOCKS[name],
        *["--output-file", "packaging/" + name],
    ]


def without_addresses(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what it says to uv or pip about where to look."""
    return {
        name: value for name, value in variables.items() if not name.startswith(("UV_", "PIP_"))
    }


def main() -> int:
    """Write both lock files and return the exit code."""
    uv = shutil.which("uv")
    if uv is None:
        print("L’outil uv manque : « pip install uv », puis relancez.", file=sys.stderr)
        return 3
    for name in LOCKS:
        command = lock_command(uv, name)
        code = subprocess.run(
            command, cwd=str(TOP), env=without_addresses(os.environ), check=False
        ).returncode
        if code != 0:
            return code
        print("packaging/" + name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
