"""Compile the French texts of the command line, which come from a library, for `gettext`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[1] / "resources/i18n/fr/LC_MESSAGES/trainingdesk.po"


def compiled(source: Path) -> bytes:
    """Return a catalogue of texts in the form that `gettext` reads."""
    output = BytesIO()
    with source.open("rb") as file:
        write_mo(output, read_po(file, abort_invalid=True))
    return output.getvalue()


def main() -> None:
    """Write the compiled catalogue beside its source."""
    target = SOURCE.with_suffix(".mo")
    target.write_bytes(compiled(SOURCE))
    print(f"{target} : {target.stat().st_size} octets")


if __name__ == "__main__":
    main()
