"""What the program remembers on this workstation, outside any office file."""

import json
from contextlib import suppress
from pathlib import Path

import click


def _memory() -> Path:
    return Path(click.get_app_dir("trainingdesk")) / "workplace.json"


def last_office() -> Path | None:
    """Return the office file that was opened last, if it is still there."""
    try:
        path = Path(json.loads(_memory().read_text("utf-8"))["last_office"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return path if path.is_file() else None


def remember_office(path: Path) -> None:
    """Note the office file that is being opened."""
    memory = _memory()
    # What was done stands, even where the system keeps no memory of it.
    with suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps({"last_office": str(path.absolute())}), "utf-8")


def practice_office() -> Path:
    """Return where the demonstration office of this user lies."""
    folder = Path(click.get_app_dir("trainingdesk")) / "Organisme de démonstration"
    return folder / "Organisme de démonstration.trainingdesk"
