"""One program at a time writes to an office."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.storage import parties
from trainingdesk.storage.database import open_database, open_reader
from trainingdesk.storage.lock import OfficeLock, hold, holder

_HOLD = """
import sys
from pathlib import Path
from trainingdesk.storage.lock import OfficeLock
lock = OfficeLock.acquire(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
lock.release()
"""


@pytest.fixture
def elsewhere(office_path):
    """Return another program that holds the office until its input is closed."""
    program = subprocess.Popen(
        [sys.executable, "-c", _HOLD, office_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert program.stdout.readline() == "held\n"
    yield program
    program.communicate()


def names(path):
    return sorted(found.name for found in path.parent.iterdir())


def test_a_second_program_is_told_who_has_the_office(office_path, elsewhere):
    with pytest.raises(RuleBroken, match=r"déjà ouvert par .* puis recommencez") as no:
        OfficeLock.acquire(office_path)
    assert no.value.field == "path"
    assert holder(office_path).process == elsewhere.pid


def test_a_second_program_may_read(office_path, elsewhere):
    assert elsewhere.poll() is None
    reader = open_reader(office_path)
    assert len(parties.CLIENTS.where(reader)) == 1
    reader.close()


def test_the_office_is_free_once_the_other_closed_it(office_path, elsewhere):
    elsewhere.communicate()
    with hold(office_path):
        assert holder(office_path).process == os.getpid()


def test_a_crash_frees_the_office(office_path, elsewhere):
    elsewhere.send_signal(signal.SIGKILL)
    elsewhere.wait()
    with hold(office_path):
        assert holder(office_path).process == os.getpid()
    assert names(office_path) == [office_path.name]


def test_nothing_is_left_beside_the_office(office_path):
    with hold(office_path):
        assert names(office_path) == [f".{office_path.name}.verrou", office_path.name]
    assert names(office_path) == [office_path.name]


def test_a_block_that_fails_lets_go(office_path):
    with pytest.raises(ZeroDivisionError), hold(office_path):
        raise ZeroDivisionError
    with hold(office_path):
        assert holder(office_path) is not None


def test_one_program_opens_as_many_connections_as_it_wants(office_path):
    with hold(office_path):
        window, worker = open_database(office_path), open_database(office_path)
        assert len(parties.CLIENTS.where(window)) == len(parties.CLIENTS.where(worker)) == 1
        window.close()
        worker.close()


def test_a_second_window_of_the_same_program_is_refused(office_path):
    with hold(office_path), pytest.raises(RuleBroken, match="déjà ouvert"):
        OfficeLock.acquire(office_path)


def test_letting_go_twice_frees_nobody_else(office_path):
    first = OfficeLock.acquire(office_path)
    first.release()
    with hold(office_path):
        first.release()
        with pytest.raises(RuleBroken, match="déjà ouvert"):
            OfficeLock.acquire(office_path)


def test_a_link_leads_to_the_same_lock(office_path, tmp_path):
    link = tmp_path / "bureau" / "Raccourci.trainingdesk"
    link.parent.mkdir()
    link.symlink_to(office_path)
    with hold(office_path), pytest.raises(RuleBroken, match="déjà ouvert"):
        OfficeLock.acquire(link)


def test_two_offices_of_one_folder_are_held_apart(tmp_path):
    with hold(tmp_path / "Aubépine"), hold(tmp_path / "Bruyère"):
        assert len(list(tmp_path.iterdir())) == 2


def test_who_held_it_is_told_in_french(office_path):
    with hold(office_path):
        told = holder(office_path).told
    assert told.startswith("par ")
    assert " depuis le " in told


@pytest.mark.parametrize("content", [None, "", "{}", '{"user": 1, "since": "hier"}', "[]"])
def test_a_lock_file_that_says_nothing_names_nobody(tmp_path, content):
    path = tmp_path / "Office.trainingdesk"
    if content is not None:
        (tmp_path / ".Office.trainingdesk.verrou").write_text(content)
    assert holder(path) is None


def test_an_unnamed_holder_is_refused_all_the_same(office_path):
    with hold(office_path):
        office_path.with_name(f".{office_path.name}.verrou").write_text("")
        with pytest.raises(RuleBroken, match="déjà ouvert dans un autre programme"):
            OfficeLock.acquire(office_path)


def test_a_folder_that_is_gone_is_told():
    with pytest.raises(RuleBroken, match="introuvable ou en lecture seule"):
        OfficeLock.acquire(Path("absent") / "Office.trainingdesk")


_RACE = """
import sys
from pathlib import Path
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.storage.lock import hold
path, mark = Path(sys.argv[1]), Path(sys.argv[1] + ".inside")
won = 0
for _ in range(400):
    try:
        with hold(path):
            mark.touch(exist_ok=False)  # fails if another is inside
            mark.unlink()
            won += 1
    except RuleBroken:
        pass
print(won)
"""


def test_two_programs_are_never_inside_together(tmp_path):
    """The file that bears the lock comes and goes meanwhile."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", _RACE, tmp_path / "Office"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for _ in range(2)
    ]
    outputs = [program.communicate() for program in programs]
    assert [errors for _, errors in outputs] == ["", ""]
    assert all(int(won) > 0 for won, _ in outputs)
    assert list(tmp_path.iterdir()) == []
