"""Where the files that travel with the program are, however it was installed."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_root() -> Path:
    """Return the folder of icons, fonts, wording and the other resources.

    A frozen program unpacks them beside its modules, a wheel carries them inside the package, and
    a checkout keeps them at its top.
    """
    unpacked = getattr(sys, "_MEIPASS", None)
    if unpacked is not None:
        return Path(unpacked) / "resources"
    inside = _PACKAGE / "_resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """Return one file or folder below the resources, there or not."""
    return resource_root().joinpath(*parts)
