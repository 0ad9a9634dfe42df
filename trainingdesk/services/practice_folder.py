"""A demonstration office in a folder of its own, made, refused or made again."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import cheque_slips, practice, publishing
from trainingdesk.services.dossier import NeededPaper, PaperState, needed_papers
from trainingdesk.services.main_job import MadeFile, do_main_job
from trainingdesk.services.needs import BY_KEY, Moment
from trainingdesk.services.office import Office, create_office
from trainingdesk.services.paper_data import Subject, reader
from trainingdesk.services.practice.closed_months import close_past_months
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import sales
from trainingdesk.storage.backups import FOLDER as BACKUPS
from trainingdesk.storage.database import unit_of_work
from trainingdesk.storage.lock import hold, lock_file
from trainingdesk.storage.office import save_setting, setting
from trainingdesk.storage.office_file import SIDECARS, SUFFIX, check_office, connect_to_look

OFFICE_FILE = f"Organisme de démonstration{SUFFIX}"
_MARK = "demonstration"
_OURS = ("Documents", BACKUPS)

Progress = Callable[[int, int, str], None]


def make_practice_office(
    folder: Path,
    today: Callable[[], date],
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Path | None:
    """Make a demonstration office in a folder that is empty or holds an earlier one.

    Returns its file, closed: who works in another thread cannot use this one's connection. When
    *cancelled* answers yes on the way, the folder is left empty and there is no file.

    Raises:
        RuleBroken: the folder holds anything else, the earlier demonstration is open in a window,
            or the folder cannot be written; nothing is touched.
        OSError: the system refuses the folder.
    """
    _check_ours(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with hold(folder / OFFICE_FILE):
        _make(folder, today, progress, cancelled).close()
        if not cancelled():
            return folder / OFFICE_FILE
        _clear(folder)
    return None


def play_demo(
    folder: Path, today: Callable[[], date], progress: Progress
) -> tuple[Path, list[MadeFile]]:
    """Make a demonstration office and do the main job in it; return its file and the papers.

    Raises:
        RuleBroken, OSError: as `make_practice_office`.
    """
    _check_ours(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        hold(folder / OFFICE_FILE),
        closing(_make(folder, today, progress, lambda: False)) as office,
    ):
        return folder / OFFICE_FILE, do_main_job(office, progress)


def _make(
    folder: Path,
    today: Callable[[], date],
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Office:
    """Make the office once its folder is known to be ours and its lock is held."""
    _clear(folder)
    office = create_office(folder / OFFICE_FILE, today)
    try:
        # Marked before it is filled: one that was cut short can be made again in its place.
        with unit_of_work(office.db):
            save_setting(office.db, _MARK, value=True)
        # Papers of the past are kept in the file; only those of the main job become files.
        inside = replace(office, documents=None)
        practice.build(inside, progress, cancelled)
        issue_past_papers(inside, progress)
        close_past_months(inside)
    except BaseException:
        office.close()
        _clear(folder)
        raise
    return office


def issue_past_papers(office: Office, progress: Progress) -> None:
    """Issue what had left by today: all papers of three closed sessions, invoices, cheque slips."""
    # A programme or general terms serve several sessions, and left once.
    days = {
        (paper.key, paper.subject): _issue_day(office, session_id, paper)
        for session_id in practice.closed_sessions(office)
        for paper in needed_papers(office, session_id)
        if paper.subject is not None and paper.state is PaperState.READY
    }
    wanted = [(key, subject, day) for (key, subject), day in days.items()]
    invoices = office.db.execute(
        "select id, issued_on from invoice where number is not null order by issued_on, id"
    )
    wanted += [
        ("invoice", Subject(invoice_id=invoice_id), date.fromisoformat(day))
        for invoice_id, day in invoices
    ]
    slips = office.db.execute("select id, deposited_on from cheque_slip order by id")
    wanted += [
        (cheque_slips.PAPER, cheque_slips.subject_of(slip_id), date.fromisoformat(day))
        for slip_id, day in slips
    ]
    files = reader(office)
    with unit_of_work(office.db):
        for number, (key, subject, day) in enumerate(wanted, 1):
            prepared = publishing.prepare(office, key, subject, on=day, files=files)
            publishing.issue(office, prepared, anyway=True)
            progress(number, len(wanted), "Documents des sessions closes")


def _issue_day(office: Office, session_id: int, paper: NeededPaper) -> date:
    """Return the day a paper of a closed session had left: before, at or after it."""
    file = session_file(office, session_id)
    first, last = file.first_day or office.today(), file.last_day or office.today()
    if paper.subject is not None and paper.subject.agreement_id is not None:
        agreement = sales.agreement(office.db, paper.subject.agreement_id)
        if paper.key == "order_acknowledgement":
            return agreement.formed_on or office.today()
        return agreement.sent_on or first
    days = {Moment.BEFORE: first - timedelta(days=14), Moment.FIRST_DAY: first, Moment.AFTER: last}
    return days[BY_KEY[paper.key].moment]


def _check_ours(folder: Path) -> None:
    """Refuse a folder that holds something else than an earlier demonstration."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise RuleBroken(f"« {folder} » n’est pas un dossier : choisissez-en un autre.", "folder")
    found = {path.name for path in folder.iterdir()}
    if not found:
        return
    strangers = sorted(found - _names(folder))
    if strangers or not _is_demo(folder / OFFICE_FILE):
        raise RuleBroken(
            f"Le dossier « {folder} » contient autre chose qu’une démonstration"
            + (f" ({strangers[0]})" if strangers else "")
            + " : choisissez un dossier vide.",
            "folder",
        )


def _names(folder: Path) -> set[str]:
    """Return what a demonstration may leave in its folder, a crash among others."""
    sidecars = {f"{OFFICE_FILE}{end}" for end in SIDECARS}
    return {OFFICE_FILE, *sidecars, lock_file(folder / OFFICE_FILE).name, *_OURS}


def _is_demo(path: Path) -> bool:
    """Whether an office is marked as a demonstration; looking does not change it."""
    try:
        check_office(path)
    except RuleBroken:
        return False
    with closing(connect_to_look(path)) as connection:
        return setting(Database(connection), _MARK, default=False) is True


def _clear(folder: Path) -> None:
    """Remove an earlier demonstration, all but the lock that is held."""
    for name in _names(folder) - {lock_file(folder / OFFICE_FILE).name}:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
