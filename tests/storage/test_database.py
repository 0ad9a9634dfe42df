"""The file: opened with care, refused untouched, written by one unit of work at a time."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlite_utils import Database

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.numbering import Pattern
from trainingdesk.domain.parties import Client, Trainee
from trainingdesk.storage import backups, office_file, parties, sales
from trainingdesk.storage.backups import FOLDER, latest
from trainingdesk.storage.database import (
    close_database,
    create_database,
    one_wait_for_the_disk,
    open_database,
    open_reader,
    unit_of_work,
)
from trainingdesk.storage.office_file import APPLICATION_ID

PATTERN = Pattern("F-{YYYY}-{SEQ:04}")
NOBODY = 65534


def state(folder):
    """Return every file of a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def change(path, *statements):
    """Change an office as another program would."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


# Making and opening -----------------------------------------------------------------------------


def test_a_new_office_is_empty_and_ours(tmp_path):
    path = tmp_path / "Aubépine.trainingdesk"
    with closing(create_database(path).conn):
        pass
    with path.open("rb") as file:
        assert file.read(72)[68:] == APPLICATION_ID.to_bytes(4, "big") == b"TDK1"
    reader = open_reader(path)
    assert parties.CLIENTS.where(reader) == []
    reader.close()


@pytest.mark.parametrize(
    ("name", "said"),
    [("Prise.trainingdesk", "existe déjà"), ("absent/Office.trainingdesk", "n’existe pas")],
)
def test_a_new_office_overwrites_nothing(tmp_path, name, said):
    (tmp_path / "Prise.trainingdesk").write_bytes(b"autre chose")
    with pytest.raises(RuleBroken, match=said) as refused:
        create_database(tmp_path / name)
    assert refused.value.field == "path"
    assert state(tmp_path).keys() == {"Prise.trainingdesk"}


def test_a_name_that_the_disk_refuses_is_told(tmp_path):
    with pytest.raises(RuleBroken, match="ne peut pas être créé"):
        create_database(tmp_path / ("n" * 300))


def test_opening_twice_changes_nothing(office_path):
    before = state(office_path.parent)
    for _ in range(2):
        close_database(open_database(office_path))
    assert state(office_path.parent) == before


def test_what_must_not_be_lost_is_kept_safely(office_path):
    db = open_database(office_path)
    pragmas = {
        name: db.execute(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    db.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_office_brought_back_from_a_copy_gets_its_log_again(office_path):
    change(office_path, "pragma journal_mode = delete")
    db = open_database(office_path)
    assert db.journal_mode == "wal"
    db.close()


# Refusals ---------------------------------------------------------------------------------------


def _newer(path):
    change(
        path,
        "insert into _sqlite_migrations (migration_set, name, applied_at)"
        " values ('trainingdesk', '0999_from_the_future', '2030')",
    )


def _random_after_header(path):
    content = path.read_bytes()
    path.write_bytes(content[:100] + os.urandom(len(content) - 100))


def _truncated(path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _foreign(path):
    path.unlink()
    change(path, "pragma journal_mode = wal", "create table recipes (name text)")


BAD = [
    pytest.param(_newer, "version plus récente.*mettez le programme à jour", id="newer"),
    pytest.param(_foreign, "autre programme.*Choisissez", id="another program's database"),
    pytest.param(_random_after_header, "endommagé.*sauvegarde", id="noise after the header"),
    pytest.param(_truncated, "endommagé.*sauvegarde", id="cut in two"),
    pytest.param(lambda path: path.write_bytes(b"Bonjour " * 99), "n’est pas", id="a text"),
    pytest.param(lambda path: path.write_bytes(b""), "autre programme", id="empty"),
    pytest.param(lambda path: path.write_bytes(b"SQLite format 3\0"), "n’est pas", id="a stump"),
    pytest.param(lambda path: path.unlink(), "introuvable.*vérifiez", id="missing"),
    pytest.param(lambda path: (path.unlink(), path.mkdir()), "introuvable", id="a folder"),
]


@pytest.mark.parametrize("opened", [open_database, open_reader])
@pytest.mark.parametrize(("spoil", "said"), BAD)
def test_what_cannot_be_opened_is_told_and_left_alone(office_path, opened, spoil, said):
    spoil(office_path)
    before = state(office_path.parent)
    with pytest.raises(RuleBroken, match=said) as refused:
        opened(office_path)
    assert refused.value.field == "path"
    assert state(office_path.parent) == before


def test_a_newer_office_after_a_crash_keeps_its_log(office_path, tmp_path):
    crashed = tmp_path / "après panne" / "Office.trainingdesk"
    crashed.parent.mkdir()
    with closing(sqlite3.connect(office_path)) as other:
        other.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('trainingdesk', '0999_from_the_future', '2030')"
        )
        other.commit()
        for end in ("", "-wal", "-shm"):
            shutil.copyfile(f"{office_path}{end}", f"{crashed}{end}")
    before = state(crashed.parent)
    with pytest.raises(RuleBroken, match="version plus récente"):
        open_database(crashed)
    after = state(crashed.parent)
    assert {name: after[name] for name in after if not name.endswith("-shm")} == {
        name: before[name] for name in before if not name.endswith("-shm")
    }


@pytest.mark.parametrize("opened", [open_database, open_reader])
def test_an_office_in_use_by_a_program_that_keeps_it_is_told(office_path, monkeypatch, opened):
    monkeypatch.setattr(office_file, "BUSY_SECONDS", 0.01)
    change(office_path, "pragma journal_mode = delete")
    with closing(sqlite3.connect(office_path)) as other:
        other.execute("begin exclusive")
        with pytest.raises(RuleBroken, match=r"occupé.*fermez l’autre fenêtre"):
            opened(office_path)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("attempt to write a readonly database", "lecture seule"),
        ("unable to open database file", "lecture seule"),
        ("database is locked", "occupé"),
        ("disk I/O error", "vérifiez que le disque est branché"),
    ],
)
def test_what_the_system_says_is_put_in_french(error, said):
    refused = office_file.unusable(Path("x"), sqlite3.OperationalError(error))
    assert said in str(refused)


_AS_NOBODY = """
import os, sys
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.storage.database import create_database, open_database, open_reader
from trainingdesk.storage.lock import OfficeLock
from trainingdesk.storage.parties import CLIENTS
create_database(":memory:").close()  # whatever is imported late may lie where nobody may read
os.setgid({uid}); os.setuid({uid})
try:
    {act}
except RuleBroken as refused:
    print(refused)
"""


def as_nobody(act, path):
    """Run a line in a process without rights, and return what it prints."""
    script = _AS_NOBODY.format(uid=NOBODY, act=act)
    return subprocess.run(
        [sys.executable, "-c", script, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
    ).stdout


@pytest.fixture
def readable(office_path) -> Iterator[Path]:
    """Return the office where another user may read it, and nothing more."""
    if os.geteuid() != 0:
        pytest.skip("only root can run a program as another user")
    # The folders of pytest are closed to others.
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / office_path.name
        shutil.copyfile(office_path, path)
        path.chmod(0o644)
        yield path


OPEN = "open_database(sys.argv[1])"


def test_a_read_only_file_is_told_and_left_alone(readable):
    readable.parent.chmod(0o777)
    before = state(readable.parent)
    assert "lecture seule. Copiez-le dans un dossier à vous" in as_nobody(OPEN, readable)
    assert state(readable.parent) == before


def test_a_read_only_folder_is_told_and_left_alone(readable):
    readable.chmod(0o666)
    before = state(readable.parent)
    assert "lecture seule" in as_nobody(OPEN, readable)
    assert state(readable.parent) == before


def test_an_unreadable_file_is_told(readable):
    readable.chmod(0o600)
    assert "ne peut pas être lu" in as_nobody(OPEN, readable)


def test_a_read_only_office_can_still_be_read(readable):
    before = state(readable.parent)
    said = as_nobody("print(len(CLIENTS.where(open_reader(sys.argv[1]))))", readable)
    assert (said.strip(), state(readable.parent)) == ("1", before)


def test_no_office_is_made_in_a_read_only_folder(readable):
    said = as_nobody("create_database(sys.argv[1] + '.new')", readable)
    assert "ne peut pas être créé" in said


def test_no_lock_is_taken_in_a_read_only_folder(readable):
    said = as_nobody("from pathlib import Path; OfficeLock.acquire(Path(sys.argv[1]))", readable)
    assert "Copiez-le dans un dossier" in said


# Readers ----------------------------------------------------------------------------------------


def test_a_reader_sees_what_is_written_and_writes_nothing(office_path):
    db = open_database(office_path)
    reader = open_reader(office_path)
    parties.TRAINEES.insert(db, Trainee(last_name="Roux"))
    assert len(parties.TRAINEES.where(reader)) == 2
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        parties.TRAINEES.insert(reader, Trainee(last_name="Leroux"))
    reader.close()
    db.close()


def test_looking_at_a_file_lets_go_of_no_lock(office_path):
    """Closing any file of Python's own on the office would release SQLite's locks (POSIX)."""
    db = open_database(office_path)
    parties.TRAINEES.insert(db, Trainee(last_name="Roux"))
    db.execute("begin immediate")
    office_file.check_office(office_path)
    with closing(office_file.connect_to_read(office_path)):
        pass
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0)\n"
        "try: c.execute('begin immediate')\n"
        "except sqlite3.OperationalError as error: print(error)"
    )
    other = subprocess.run(
        [sys.executable, "-c", script, office_path], capture_output=True, text=True, check=True
    )
    db.rollback()
    db.close()
    assert other.stdout.strip() == "database is locked"


# Migrations -------------------------------------------------------------------------------------


def _unmigrated(path):
    """Make the file of an office that no step of the schema has reached yet."""
    change(path, f"pragma application_id = {APPLICATION_ID}", "create table kept (word text)")
    change(path, "insert into kept values ('avant')")


def test_a_dated_copy_is_kept_before_a_migration(tmp_path):
    path = tmp_path / "Office.trainingdesk"
    _unmigrated(path)
    close_database(open_database(path))
    with closing(sqlite3.connect(latest(path).path)) as copy:
        assert copy.execute("select word from kept").fetchall() == [("avant",)]
        assert copy.execute("select count(*) from sqlite_schema").fetchone() == (1,)
    reader = open_reader(path)
    assert parties.CLIENTS.where(reader) == []
    reader.close()


def test_no_migration_without_room_for_the_copy(tmp_path, monkeypatch):
    path = tmp_path / "Office.trainingdesk"
    _unmigrated(path)
    before = state(tmp_path)
    full = shutil.disk_usage(tmp_path)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(RuleBroken, match=r"mis à jour.*Libérez de la place"):
        open_database(path)
    assert state(tmp_path) == before


def test_an_older_office_is_not_read_before_its_migration(tmp_path):
    path = tmp_path / "Office.trainingdesk"
    _unmigrated(path)
    with pytest.raises(RuleBroken, match="plus ancienne"):
        open_reader(path)


def test_a_migration_that_fails_leaves_the_copy_and_the_rows(tmp_path):
    path = tmp_path / "Office.trainingdesk"
    _unmigrated(path)
    change(path, "create table client (name text)")
    with pytest.raises(RuleBroken, match="client"):
        open_database(path)
    with closing(sqlite3.connect(path)) as office:
        assert office.execute("select word from kept").fetchall() == [("avant",)]
        assert (
            office.execute("select name from sqlite_schema where name = 'course'").fetchall() == []
        )
    assert (tmp_path / FOLDER).is_dir()


def test_a_migration_that_leaves_rows_dangling_is_refused(tmp_path):
    path = tmp_path / "Office.trainingdesk"
    _unmigrated(path)
    change(path, "create table child (parent integer references kept (rowid))")
    change(path, "create table mother (id integer primary key)")
    change(path, "create table daughter (mother integer references mother)")
    change(path, "drop table child", "insert into daughter values (7)")
    with pytest.raises(RuleBroken, match="endommagé"):
        open_database(path)


# Units of work ----------------------------------------------------------------------------------


def _add_client_and_fail(db):
    parties.CLIENTS.insert(db, Client(name="Lycée Baudelaire"))
    raise RuleBroken("Non.")


def _add_in_a_unit_and_fail(db):
    with unit_of_work(db):
        parties.CLIENTS.insert(db, Client(name="Lycée Baudelaire"))
    raise RuleBroken("Non.")


def test_a_unit_of_work_is_whole_or_nothing(db):
    with pytest.raises(RuleBroken), unit_of_work(db):
        _add_client_and_fail(db)
    assert parties.CLIENTS.where(db) == []
    assert not db.conn.in_transaction


def test_a_unit_inside_another_is_part_of_it(db):
    with pytest.raises(RuleBroken), unit_of_work(db):
        _add_in_a_unit_and_fail(db)
    assert parties.CLIENTS.where(db) == []


def test_every_change_leaves_its_before_and_after(db):
    row_id = parties.TRAINEES.insert(db, Trainee(last_name="Roux"))
    parties.TRAINEES.update(db, Trainee(last_name="Leroux", id=row_id))
    parties.TRAINEES.delete(db, row_id)
    changes = db.execute(
        "select action, before ->> 'last_name', after ->> 'last_name' from history"
        " where table_name = 'trainee' and row_id = ? order by id",
        [row_id],
    ).fetchall()
    assert changes == [
        ("insert", None, "Roux"),
        ("update", "Roux", "Leroux"),
        ("delete", "Leroux", None),
    ]


def _take_numbers(path):
    db = open_database(path)
    numbers = []
    for _ in range(20):
        with unit_of_work(db):
            numbers.append(sales.take_number(db, "invoice", PATTERN, date(2026, 11, 20)))
            parties.TRAINEES.insert(db, Trainee(last_name=numbers[-1]))
    db.close()
    return numbers


def test_three_programs_at_once_leave_no_gap(tmp_path):
    path = tmp_path / "Office.trainingdesk"
    close_database(create_database(path))
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        taken = [number for numbers in pool.map(_take_numbers, [path] * 3) for number in numbers]
    expected = [f"F-2026-{number:04}" for number in range(1, 61)]
    assert sorted(taken) == expected
    reader = open_reader(path)
    assert sorted(trainee.last_name for trainee in parties.TRAINEES.where(reader)) == expected
    reader.close()


def test_two_writers_wait_for_each_other(office_path):
    first, second = open_database(office_path), open_database(office_path)
    with unit_of_work(first):
        parties.TRAINEES.insert(first, Trainee(last_name="Roux"))
    with unit_of_work(second):
        parties.TRAINEES.insert(second, Trainee(last_name="Leroux"))
    assert len(parties.TRAINEES.where(first)) == 3
    close_database(first)
    close_database(second)


def test_a_log_that_a_reader_holds_is_emptied_later(office_path):
    db, reader = open_database(office_path), open_reader(office_path)
    db.execute("pragma busy_timeout = 1")
    reader.execute("begin")
    parties.TRAINEES.where(reader)
    parties.TRAINEES.insert(db, Trainee(last_name="Roux"))
    close_database(db)
    assert office_file.sidecar(office_path, "-wal").stat().st_size > 0
    reader.close()
    close_database(open_database(office_path))
    with closing(sqlite3.connect(f"{office_path.as_uri()}?immutable=1", uri=True)) as alone:
        assert len(parties.TRAINEES.where(Database(alone))) == 2


# What the file guards ---------------------------------------------------------------------------

INSERT_A_LINE = """
    insert into invoice_line
    select owner_id, 9, label, quantity, unit, unit_price_cents, discount, tva_rate, exemption,
        kind, is_optional, null, null, null, null, 1
    from invoice_line
"""


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        ("delete from invoice where number is not null", "une facture émise ne change plus"),
        ("update invoice set notes = 'x' where number is not null", "une facture émise"),
        ("update invoice set number = null, issued_on = null", "une facture émise"),
        ("update invoice_line set label = 'x'", "une facture émise"),
        ("delete from invoice_line", "une facture émise"),
        (INSERT_A_LINE, "une facture émise"),
        ("update issued_paper set title = 'x'", "un document édité ne change plus"),
        ("delete from issued_paper", "un document édité"),
        ("update paper_content set pdf = x'00'", "un document édité"),
        ("delete from paper_content", "un document édité"),
    ],
)
def test_the_file_itself_protects_what_was_issued(db, things, attempt, said):
    assert things.invoice
    before = list(db.query("select * from invoice")), list(db.query("select * from invoice_line"))
    with pytest.raises(sqlite3.IntegrityError, match=said):
        db.execute(attempt)
    after = list(db.query("select * from invoice")), list(db.query("select * from invoice_line"))
    assert after == before


def test_a_draft_changes_freely(db, things):
    db.execute("update invoice set notes = 'x' where id = ?", [things.draft_invoice])
    sales.delete_draft(db, things.draft_invoice)
    assert [invoice.id for invoice in sales.invoices_where(db, "1")] == [things.invoice]


def test_the_migration_copy_bears_the_name_of_a_backup(tmp_path):
    path = tmp_path / "Office.trainingdesk"
    _unmigrated(path)
    close_database(open_database(path))
    assert [backup.path.parent.name for backup in backups.backups_of(path)] == [FOLDER]


def synchronous(db):
    return db.execute("pragma synchronous").fetchone()[0]


def test_many_units_wait_for_the_disk_once_and_each_one_after_does_again(tmp_path):
    db = create_database(tmp_path / "a.trainingdesk")
    full = synchronous(db)
    with one_wait_for_the_disk(db):
        assert synchronous(db) < full
        with unit_of_work(db):
            db.execute("insert into setting values ('a', '1')")
    assert synchronous(db) == full
    with pytest.raises(ZeroDivisionError), one_wait_for_the_disk(db):
        raise ZeroDivisionError
    assert synchronous(db) == full
    db.close()
    again = open_database(tmp_path / "a.trainingdesk")
    assert again.execute("select value from setting where key = 'a'").fetchone() == ("1",)
    again.close()


def test_inside_a_unit_of_work_the_wait_is_the_unit_s(db):
    with unit_of_work(db), one_wait_for_the_disk(db):
        db.execute("insert into setting values ('a', '1')")
    assert db.execute("select count(*) from setting where key = 'a'").fetchone() == (1,)
