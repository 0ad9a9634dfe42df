"""The windows that sessions and money open, each with something to show, for their pictures."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from sqlite_utils import Database

from trainingdesk.desktop.answers_import import AnswersImport
from trainingdesk.desktop.answers_window import AnswersWindow
from trainingdesk.desktop.bank_window import BankWindow
from trainingdesk.desktop.cheque_slip_window import ChequeSlipWindow
from trainingdesk.desktop.connection_review import ConnectionReview
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.planner_window import TrainerPlanningWindow
from trainingdesk.desktop.elearning_window import ELearningWindow
from trainingdesk.desktop.mail_window import MailWindow
from trainingdesk.desktop.month_billing_window import MonthBillingWindow
from trainingdesk.desktop.outdated_window import OutdatedWindow
from trainingdesk.desktop.reminders_window import RemindersWindow
from trainingdesk.desktop.scan_review import ScanReview
from trainingdesk.domain.people import full_name
from trainingdesk.domain.questionnaires import QuestionnaireKind
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import short_date
from trainingdesk.interchange.table_files import ReadTable
from trainingdesk.services import connection_lists, outdated, questionnaires
from trainingdesk.services.outdated import OutdatedPaper
from trainingdesk.services.session_files import session_file

_ANSWERED = "select session_id from answer_sheet where answered_on is not null order by id limit 1"
_REMOTE = (
    "select id from training_session where modality = 'remote' and starts_on is not null"
    " order by starts_on desc limit 1"
)
_MUCH_ON_PAPER = (
    "select trainee_id from issued_paper where trainee_id is not null group by 1"
    " order by count(*) desc limit 1"
)

Made = tuple[str, Callable[[], QWidget]]


def session_windows(desk: Desk, session_id: int, folder: Path) -> Iterator[Made]:
    """Give the windows with their names; files that they read are written into *folder*."""
    db = desk.office.db
    yield "courriels", partial(MailWindow, desk, session_id)
    yield "e-learning", partial(ELearningWindow, desk)
    yield "documents à rééditer, à jour", partial(_outdated, desk, ())
    yield "documents à rééditer", lambda: _outdated(desk, _misspelt(desk))
    yield "planning d’un formateur", partial(TrainerPlanningWindow, desk)
    yield "classer les scans", lambda: ScanReview(desk, _scans(folder), session_id=session_id)
    if (answered := _first(db, _ANSWERED)) is not None:
        file, hot = session_file(desk.office, answered), QuestionnaireKind.HOT
        yield "saisir les réponses", partial(AnswersWindow, desk, file, hot)
        yield "importer des réponses", partial(_answers, desk, file, hot)
    if (remote := _first(db, _REMOTE)) is not None:
        yield "relevé de connexion", lambda: _review(desk, remote, folder)


def money_windows(desk: Desk) -> Iterator[Made]:
    """Give the windows around invoices and payments, with their names."""
    yield "relances", partial(RemindersWindow, desk)
    yield "facturer un mois", partial(MonthBillingWindow, desk)
    yield "remise de chèques", partial(ChequeSlipWindow, desk)
    yield "relevé bancaire", partial(BankWindow, desk)


def _outdated(desk: Desk, papers: tuple[OutdatedPaper, ...]) -> QWidget:
    window = OutdatedWindow(desk)
    window.show_papers(papers)
    return window


def _misspelt(desk: Desk) -> tuple[OutdatedPaper, ...]:
    """Return what would be outdated if a name were mended; the name stays as it is."""
    db = desk.office.db
    trainee_id = _first(db, _MUCH_ON_PAPER)
    db.execute("begin")
    try:
        mend = "update trainee set last_name = last_name || '-Duval' where id = ?"
        db.execute(mend, [trainee_id])
        return outdated.outdated(desk.office, trainee_id=trainee_id)
    finally:
        db.conn.rollback()


def _scans(folder: Path) -> list[Path]:
    paths = [folder / "Émargement 20-11.pdf", folder / "Scan sans nom.pdf"]
    for path in paths:
        path.write_bytes(b"%PDF-1.7")
    return paths


def _answers(desk: Desk, file: SessionFile, kind: QuestionnaireKind) -> QWidget:
    """Show what a form tool would export; one name is nobody's."""
    questions = questionnaires.current(desk.office, kind).about(file.version).questions
    asked = [question.text for question in questions[:3]]
    captions = ("Horodateur", "Nom et prénom", *asked, "Une colonne de trop")
    names = [full_name(person.trainee) for person in file.seated if person.trainee is not None]
    said = ("4", "3", "4", "oui")
    rows = [("21/09/2026", name, *said) for name in (*names[1:], "Un inconnu")]
    return AnswersImport(desk, file, kind, ReadTable(captions, tuple(rows)))


def _review(desk: Desk, session_id: int, folder: Path) -> QWidget:
    file = session_file(desk.office, session_id)
    slot = file.slots[0]
    day = short_date(slot.day)
    lines = ["Nom;Heure d’arrivée;Heure de départ"]
    names = [full_name(person.trainee) for person in file.seated if person.trainee is not None]
    lines += [f"{name};{day} 09:05;{day} 12:31" for name in (*names[1:], "Invité")]
    path = folder / "Participants.csv"
    path.write_text("\n".join(lines), "utf-8")
    return ConnectionReview(desk, file, connection_lists.read(file, path))


def _first(db: Database, query: str) -> int | None:
    row = db.execute(query).fetchone()
    return None if row is None else int(row[0])
