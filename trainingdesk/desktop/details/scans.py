"""Scans and lists that come back to a session: dropped, chosen, opened, kept elsewhere, deleted."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from trainingdesk.desktop.connection_review import review_list
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.scan_review import review_scans
from trainingdesk.domain.session_documents import SessionDocument
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import Slot
from trainingdesk.french import short_date, typeset
from trainingdesk.services import session_documents

SCANS = "Numérisations (*.pdf *.png *.jpg *.jpeg)"
LISTS = "Listes de présence (*.csv *.xlsx *.txt *.tsv)"
_LIST_SUFFIXES = {".csv", ".xlsx", ".txt", ".tsv"}


def take_files(desk: Desk, file: SessionFile, paths: Sequence[Path]) -> None:
    """Take what was dropped: a list of connections is read, everything else is filed."""
    scans = []
    for path in paths:
        if path.suffix.lower() in _LIST_SUFFIXES:
            review_list(desk, file, path)
        else:
            scans.append(path)
    if scans:
        review_scans(desk, scans, session_id=file.session.id)


def choose_scans(desk: Desk, file: SessionFile, owner: QWidget) -> None:
    """Ask for scans, then for what they are."""
    chosen, _filter = QFileDialog.getOpenFileNames(owner.window(), "Ajouter un scan", "", SCANS)
    if chosen:
        take_files(desk, file, [Path(each) for each in chosen])


def choose_list(desk: Desk, file: SessionFile, owner: QWidget) -> None:
    """Ask for the list of the meeting tool, then show what it says."""
    chosen, _filter = QFileDialog.getOpenFileName(owner.window(), "Relevé de connexion", "", LISTS)
    if chosen:
        review_list(desk, file, Path(chosen))


def add_documents(
    menu: QMenu, desk: Desk, documents: Sequence[SessionDocument], slots: Sequence[Slot]
) -> None:
    """Add an entry for each document, with what can be done with it."""
    by_id = {slot.id: slot for slot in slots}
    for document in documents:
        about = [by_id[slot_id] for slot_id in document.slot_ids if slot_id in by_id]
        own = menu.addMenu(typeset(f"{document.label} – {_dated(document, about)}"))
        own.setToolTip(document.file_name)
        _add(own, "Ouvrir", partial(open_document, desk, document))
        _add(own, "Enregistrer sous…", partial(_save_as, desk, document, menu))
        own.addSeparator()
        _add(own, "Supprimer…", partial(_delete, desk, document, menu))


def _dated(document: SessionDocument, about: Sequence[Slot]) -> str:
    days = list(dict.fromkeys(slot.day for slot in about))
    if not days:
        return f"reçu le {short_date(document.received_on)}"
    if len(days) == 1:
        return f"du {short_date(days[0])}"
    return f"du {short_date(days[0])} au {short_date(days[-1])}"


def open_document(desk: Desk, document: SessionDocument) -> Path | None:
    """Open a copy in the program that the system has for it; the one kept cannot be changed."""
    name = Path(document.file_name).name or "document"
    try:
        path = Path(mkdtemp(prefix="trainingdesk-")) / name
        session_documents.write(desk.office, document.id or 0, path)
    except Exception as error:  # noqa: BLE001 - told by whose fault it is
        desk.report(error)
        return None
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    return path


def _save_as(desk: Desk, document: SessionDocument, near: QWidget) -> None:
    owner = near.parentWidget() or near
    chosen, _filter = QFileDialog.getSaveFileName(
        owner.window(), "Enregistrer sous", document.file_name
    )
    if not chosen:
        return
    try:
        session_documents.write(desk.office, document.id or 0, Path(chosen))
    except Exception as error:  # noqa: BLE001 - told by whose fault it is
        desk.report(error)
    else:
        desk.tell(typeset(f"« {Path(chosen).name} » enregistré"))


def _delete(desk: Desk, document: SessionDocument, near: QWidget) -> None:
    """Ask first: what proved a presence cannot be brought back."""
    owner = near.parentWidget() or near
    box = QMessageBox(owner.window())
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(typeset(f"Supprimer « {document.file_name} » ?"))
    box.setInformativeText("Ce document prouve des présences et ne pourra pas être retrouvé.")
    gone = box.addButton("Supprimer", QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton("Garder", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.exec()
    if box.clickedButton() is gone:
        desk.perform(partial(session_documents.delete, desk.office, document.id or 0))


def _add(menu: QMenu, words: str, act: Callable[[], object]) -> None:
    menu.addAction(words).triggered.connect(lambda _on=False: act())
