"""What is owed around those who teach, and the papers of the office that end."""

from collections.abc import Iterator
from datetime import date, timedelta

from trainingdesk.domain.deadlines.duty import EDITOR, Duty, Place, Why, key
from trainingdesk.domain.deadlines.state import (
    EndingPaper,
    OpenMission,
    TrainerFile,
)
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.office_documents import OfficeDocumentKind, told_from
from trainingdesk.domain.trainer_files import Standing
from trainingdesk.french import listed, short_date

FILES_AHEAD = timedelta(days=30)
"""How long before a session the file of who teaches it is looked through."""
FILES_READY = timedelta(days=7)
MISSIONS_AHEAD = timedelta(days=21)
SENT_BEFORE = timedelta(days=14)
SIGNED_BEFORE = timedelta(days=3)


def file_duties(file: TrainerFile, today: date) -> Iterator[Duty]:
    """Yield what the file of a trainer lacks for a session that comes, and each paper that ends."""
    if file.starts_on - FILES_AHEAD > today:
        return
    missing = [lack for lack in file.lacks if lack.on is None]
    if missing:
        names = listed([label(lack.kind) for lack in missing])
        verb = "manque" if len(missing) == 1 else "manquent"
        articles = dict.fromkeys(lack.need.article for lack in missing)
        yield _of_file(
            file,
            "missing",
            file.starts_on - FILES_READY,
            f"{names} ({verb} au dossier)",
            Why(article="\n".join(articles)),
        )
    for lack in file.lacks:
        if lack.on is not None:
            verb = "a expiré" if lack.standing is Standing.ENDED else "expire"
            said = f"{label(lack.kind)} qui {verb} le {short_date(lack.on)}"
            yield _of_file(file, lack.kind, lack.on, said, Why(article=lack.need.article))


def _of_file(file: TrainerFile, what: str, due_on: date, said: str, why: Why) -> Duty:
    return Duty(
        key=key(DutyKind.DOCUMENTS, file.trainer_id, what),
        kind=DutyKind.DOCUMENTS,
        due_on=due_on,
        subject=file.trainer,
        sentence=f"Demander à {file.trainer} : {said}, avant la session du "
        f"{short_date(file.starts_on)}",
        action="Ouvrir le formateur",
        place=Place("teaching", file.trainer_id, "trainers"),
        group="Dossiers des formateurs",
        why=why,
    )


def mission_duties(mission: OpenMission, today: date) -> Iterator[Duty]:
    """Yield the contract of a subcontractor that was not sent, or did not come back."""
    if mission.signed_on is not None or mission.starts_on - MISSIONS_AHEAD > today:
        return
    if mission.sent_on is None:
        due_on = mission.starts_on - SENT_BEFORE
        sentence = f"Envoyer à {mission.trainer} son contrat de sous-traitance"
    else:
        due_on = mission.starts_on - SIGNED_BEFORE
        sentence = (
            f"Relancer {mission.trainer} : contrat de sous-traitance envoyé le "
            f"{short_date(mission.sent_on)}, non signé"
        )
    yield Duty(
        key=key(DutyKind.MISSIONS, mission.session.id, mission.trainer_id),
        kind=DutyKind.MISSIONS,
        due_on=due_on,
        subject=mission.trainer,
        sentence=sentence,
        action="Ouvrir le formateur",
        place=Place("teaching", mission.trainer_id, "trainers"),
        group=mission.session.name,
        why=Why(article="Référentiel national qualité, indicateur 27"),
    )


def office_document_duties(paper: EndingPaper, today: date) -> Iterator[Duty]:
    """Yield a paper of the office that ended, or ends soon."""
    until = paper.valid_until
    if told_from(paper.kind, until) > today:
        return
    name = paper.name or label(paper.kind)
    verb = "a expiré" if until < today else "expire"
    told = f"{name}, qui {verb} le {short_date(until)}"
    is_audited = paper.kind is OfficeDocumentKind.QUALIOPI
    yield Duty(
        key=key(DutyKind.OFFICE_DOCUMENTS, paper.kind, paper.name, until.isoformat()),
        kind=DutyKind.OFFICE_DOCUMENTS,
        due_on=until,
        subject="Organisme",
        sentence=f"Prévoir l’audit de renouvellement : {told}"
        if is_audited
        else f"Renouveler : {told}",
        action="Ouvrir les pièces",
        place=Place(EDITOR, 1, "office_documents"),
        group="Organisme",
        why=Why(article="C. trav. R6316-1" if is_audited else ""),
    )
