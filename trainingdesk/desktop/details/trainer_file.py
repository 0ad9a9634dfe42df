"""The file of a trainer: its papers, and what it lacks for what is still to be taught."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.widgets.kept_papers import Acts, KeptPaper, KeptPapers
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.labels import label
from trainingdesk.domain.trainer_files import Lack, Standing, ends_on
from trainingdesk.french import short_date, typeset
from trainingdesk.services import trainer_files
from trainingdesk.storage import teaching

EMPTY = (
    "Le dossier est vide. Déposez ici un PDF ou une image : CV, diplômes, déclaration d’activité, "
    "attestation de vigilance, assurance."
)


def file_view(desk: Desk, trainer_id: int) -> QWidget:
    """Return the papers of a trainer's file, with what it lacks above."""
    db = desk.office.db
    trainer = teaching.TRAINERS.get(db, trainer_id)
    papers = [
        KeptPaper(
            id=item.id or 0,
            name=label(item.kind),
            label=item.label,
            received_on=item.received_on,
            valid_until=ends_on(item),
            file_name=item.file_name,
        )
        for item in teaching.listed_documents(db, trainer_id)
    ]
    lacks = () if trainer.archived_on else trainer_files.lacking(desk.office, trainer)

    def add(file: Path | None) -> None:
        given = {} if file is None else {"file": file}
        desk.edit("trainer_document", None, trainer_id=trainer_id, **given)

    def scan(document_id: int) -> tuple[str, bytes | None]:
        document = teaching.TRAINER_DOCUMENTS.get(db, document_id)
        return document.file_name, document.content

    acts = Acts(
        add=add,
        change=partial(desk.edit, "trainer_document"),
        scan=scan,
        remove=partial(trainer_files.remove_document, desk.office),
    )
    return KeptPapers(desk, papers, acts, *lacking_words(lacks), empty=EMPTY)


_INKS = {Standing.MISSING: "danger", Standing.ENDED: "danger", Standing.ENDING: "warning"}


def lacking_words(lacks: tuple[Lack, ...]) -> list[QWidget]:
    """Return a line for what lacks and one for what ends, in colour; or that nothing does."""
    if not lacks:
        return [_line("✓ Dossier complet pour les missions connues.", "success", "")]
    lines = []
    for standing, start in (
        (Standing.MISSING, "Manque"),
        (Standing.ENDED, "Expiré"),
        (Standing.ENDING, "Expire bientôt"),
    ):
        found = [lack for lack in lacks if lack.standing is standing]
        if found:
            words = ", ".join(_said(lack) for lack in found)
            why = "\n".join(
                f"{capital(label(lack.kind))} : {lack.need.article}"
                for lack in found
                if lack.need.article
            )
            lines.append(_line(f"{start} : {words}.", _INKS[standing], why))
    return lines


def _said(lack: Lack) -> str:
    day = f" ({short_date(lack.on)})" if lack.on else ""
    return f"{label(lack.kind)}{day}"


def _line(words: str, ink: str, why: str) -> QWidget:
    line = QLabel(typeset(words))
    line.setWordWrap(True)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setToolTip(why)
    line.setStyleSheet(f"color: {getattr(theme.current(), ink)}")
    return line
