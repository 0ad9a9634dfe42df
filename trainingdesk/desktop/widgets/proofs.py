"""Opening the proof of a receipt in the program that the system has for it."""

from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from trainingdesk.domain.receipts import Receipt


def open_proof(receipt: Receipt) -> Path | None:
    """Open a copy of the proof under its own name; return it, or `None` where there is none.

    The one that is kept in the office file cannot be changed from there.
    """
    if receipt.content is None:
        return None
    path = Path(mkdtemp(prefix="trainingdesk-")) / (Path(receipt.file_name).name or "preuve")
    path.write_bytes(receipt.content)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    return path
