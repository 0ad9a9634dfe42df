"""The demonstration: made, refused, made again, and the main job done in it."""

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.support.pdf_text import printed
from trainingdesk.domain.closings import ClosedSpan
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.coherence import findings_of_year
from trainingdesk.services.office import Office, create_office, open_office
from trainingdesk.services.practice.closed_months import LEFT_OPEN
from trainingdesk.services.practice_folder import OFFICE_FILE, make_practice_office, play_demo
from trainingdesk.services.workplace import practice_office
from trainingdesk.storage import checks, closings, papers
from trainingdesk.storage.database import open_reader
from trainingdesk.storage.lock import hold
from trainingdesk.storage.office import save_setting
from trainingdesk.storage.office_file import SIDECARS

TODAY = date(2026, 11, 20)


def today():
    return TODAY


def nobody(_done, _total, _what):
    """Progress that nobody watches."""


def leave_a_demonstration(folder):
    """Leave what an earlier demonstration leaves, with an office that is empty."""
    office = create_office(folder / OFFICE_FILE)
    save_setting(office.db, "demonstration", value=True)
    office.close()
    for path in ("Documents/2026/Facture.pdf", "Sauvegardes/Organisme 2026-01-01.trainingdesk"):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_bytes(b"x")


def leave_a_crash(folder):
    """Leave what a demonstration leaves when its window falls."""
    leave_a_demonstration(folder)
    for name in (f".{OFFICE_FILE}.verrou", *(f"{OFFICE_FILE}{end}" for end in SIDECARS)):
        (folder / name).touch()


def leave_a_log(folder):
    """Leave a demonstration whose last commits are in the log."""
    leave_a_demonstration(folder)
    office = open_office(folder / OFFICE_FILE)
    save_setting(office.db, "demonstration", value=True)
    office.db.close()


def give_up(folder):
    """Begin to make a demonstration, and give up."""
    return make_practice_office(folder, today, nobody, lambda: True)


def everything(folder):
    return {
        path.relative_to(folder): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


# The folder -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(Path.rmdir, id="no folder yet"),
        pytest.param(Path.exists, id="an empty folder"),
        pytest.param(leave_a_demonstration, id="an earlier demonstration"),
        pytest.param(leave_a_crash, id="one that was not closed"),
        pytest.param(leave_a_log, id="one with a log"),
    ],
)
def test_a_demonstration_that_is_given_up_leaves_the_folder_empty(tmp_path, prepare):
    folder = tmp_path / "démo"
    folder.mkdir()
    prepare(folder)
    assert give_up(folder) is None
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "strange",
    [
        pytest.param(lambda folder: (folder / "photo.jpg").write_bytes(b"x"), id="a file alone"),
        pytest.param(lambda folder: (folder / "Documents").mkdir(), id="a folder of our name"),
        pytest.param(
            lambda folder: create_office(folder / OFFICE_FILE).close(), id="an office of our name"
        ),
        pytest.param(
            lambda folder: (folder / OFFICE_FILE).write_bytes(b"x" * 5000), id="a file of our name"
        ),
        pytest.param(
            lambda folder: (
                leave_a_demonstration(folder),
                (folder / "Mon organisme.trainingdesk").write_bytes(b"x"),
            ),
            id="an earlier demonstration with a file of the user's",
        ),
    ],
)
def test_a_folder_with_anything_else_is_refused_and_left_as_it_was(tmp_path, strange):
    folder = tmp_path / "Mes documents"
    folder.mkdir()
    strange(folder)
    before = everything(folder)
    for make in (give_up, lambda folder: play_demo(folder, today, nobody)):
        with pytest.raises(RuleBroken, match="choisissez un dossier vide") as refusal:
            make(folder)
        assert refusal.value.field == "folder"
    assert everything(folder) == before


def test_a_demonstration_that_is_interrupted_leaves_the_folder_empty(tmp_path):
    def interrupt(_done, _total, _what):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play_demo(tmp_path, today, interrupt)
    assert list(tmp_path.iterdir()) == []


def test_a_demonstration_says_what_it_is_before_it_is_filled(tmp_path):
    cut_short = tmp_path / "coupée"

    def copy_and_interrupt(_done, _total, _what):
        shutil.copytree(tmp_path / "démo", cut_short)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play_demo(tmp_path / "démo", today, copy_and_interrupt)
    assert give_up(cut_short) is None
    assert list(cut_short.iterdir()) == []


def test_a_file_for_a_folder_is_refused(tmp_path):
    path = tmp_path / "démo"
    path.write_text("x", "utf-8")
    with pytest.raises(RuleBroken, match="n’est pas un dossier"):
        give_up(path)


def test_a_demonstration_open_in_a_window_is_left_alone(tmp_path):
    leave_a_demonstration(tmp_path)
    before = (tmp_path / OFFICE_FILE).read_bytes()
    with hold(tmp_path / OFFICE_FILE):
        for make in (give_up, lambda folder: play_demo(folder, today, nobody)):
            with pytest.raises(RuleBroken, match="est déjà ouvert"):
                make(tmp_path)
    assert (tmp_path / OFFICE_FILE).read_bytes() == before


def test_the_lock_is_held_while_a_demonstration_is_made(tmp_path):
    held = []

    def look():
        with pytest.raises(RuleBroken, match="est déjà ouvert"), hold(tmp_path / OFFICE_FILE):
            pass
        held.append(True)
        return True

    assert make_practice_office(tmp_path, today, nobody, look) is None
    assert held != []


# The main job -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The folder of a demonstration made again, the files it made and the progress it told."""
    folder = tmp_path_factory.mktemp("démo")
    leave_a_crash(folder)
    told = []
    path, files = play_demo(folder, today, lambda *step: told.append(step))
    assert path == folder / OFFICE_FILE
    return folder, files, told


def test_the_main_job_makes_every_paper_from_proposal_to_report(demo):
    folder, files, told = demo
    assert Counter(file.kind for file in files) == {
        "course_sheet": 1,
        "proposal": 1,
        "convention": 3,
        "contract": 1,
        "order_acknowledgement": 4,
        "joining_letter": 8,
        "handed_over": 1,
        "attendance_sheet": 1,
        "completion_certificate": 8,
        "training_attestation": 8,
        "attendance_attestation": 2,
        "invoice": 5,
        "monthly_invoices": 3,
    }
    made = {path for path in (folder / "Documents").rglob("*") if path.is_file()}
    assert made == {file.path for file in files}
    assert all(file.size == file.path.stat().st_size for file in files)
    assert sum(file.path.suffix == ".pdf" for file in files) >= 25
    assert told[-1][0] == len(files)


def test_certificates_tell_the_hours_that_were_really_followed(demo):
    _folder, files, _told = demo
    hours = {"completion_certificate": [], "training_attestation": [], "attendance_attestation": []}
    for file in files:
        if file.kind in hours:
            words = printed(file.path.read_bytes())
            followed = re.search(r"(?:pour une durée de|Durée suivie) (\d+ h(?: 30)?)", words)
            hours[file.kind].append(followed[1])
    whole = ["14 h"] * 6
    assert sorted(hours["completion_certificate"]) == sorted([*whole, "10 h 30", "7 h"])
    assert sorted(hours["training_attestation"]) == sorted([*whole, "10 h 30", "7 h"])
    assert sorted(hours["attendance_attestation"]) == ["10 h 30", "7 h"]


def test_the_parts_of_the_fund_and_of_its_client_add_up(demo):
    folder, _files, _told = demo
    db = open_reader(folder / OFFICE_FILE)
    (session,) = db.execute(
        "select session_id from issued_paper where kind = 'attendance_sheet'"
        " order by id desc limit 1"
    ).fetchone()
    rows = db.execute(
        "select i.client_id, sum(i.total_ht_cents), a.total_ht_cents"
        " from invoice i join agreement a on a.id = i.agreement_id"
        " where i.session_id = ? group by i.client_id",
        [session],
    ).fetchall()
    db.close()
    assert len(rows) == 4
    assert all(invoiced == agreed for _client, invoiced, agreed in rows)


def test_the_office_of_the_demonstration_holds_together(demo):
    folder, _files, _told = demo
    db = open_reader(folder / OFFICE_FILE)
    assert checks.check(db) == []
    kinds = {kind for (kind,) in db.execute("select distinct kind from issued_paper")}
    assert kinds >= {"convention", "completion_certificate", "invoice"}
    past = papers.papers_where(db, "kind = 'invoice' and issued_on < '2026-01-01'", [])
    assert len(past) > 10
    db.close()


def test_the_past_of_the_demonstration_is_closed_and_chained(demo):
    folder, _, _ = demo
    db = open_reader(folder / OFFICE_FILE)
    made = closings.every(db)
    assert checks.check_chain(db) == []
    db.close()
    assert {one.period for one in made} == set(ClosedSpan)
    assert all(one.ends_on < one.closed_on <= today() - LEFT_OPEN for one in made)
    assert made[0].perpetual_ttc > made[-1].perpetual_ttc > 0


def test_the_papers_of_the_demonstration_agree(demo):
    folder, _, _ = demo
    office = Office(open_reader(folder / OFFICE_FILE), folder / OFFICE_FILE, today)
    found = [findings_of_year(office, year) for year in (2025, 2026, 2027)]
    office.close()
    assert found == [{}, {}, {}]


def test_nothing_stays_beside_the_office(demo):
    folder, _files, _told = demo
    assert {path.name for path in folder.iterdir()} <= {
        "Documents",
        OFFICE_FILE,
        *(f"{OFFICE_FILE}{end}" for end in SIDECARS),
    }


def test_the_program_s_own_demonstration_bears_the_same_name():
    assert practice_office().name == OFFICE_FILE
