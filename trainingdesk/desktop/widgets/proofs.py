"""Opening a kept file, such as the proof of a receipt, in the program that the system has."""

from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from trainingdesk.domain.receipts import Receipt


def open_proof(receipt: Receipt) -> Path | None:
    """Open a copy of the proof under its own name; return it, or `None` where there is none.

    The one that is kept in the office file cannot be changed from there.
    """
    return open_copy(receipt.file_name, receipt.content)


def open_copy(file_name: str, content: bytes | None) -> Path | None:
    """Open a copy of a kept file under its own name; return it, or `None` where there is none."""
    if content is None:
        return None
    path = Path(mkdtemp(prefix="trainingdesk-")) / (Path(file_name).name or "preuve")
    path.write_bytes(content)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    return path
