"""Copies that can be trusted: whole, checked, thinned by age, never in the way."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Trainee
from trainingdesk.storage import parties
from trainingdesk.storage.backups import (
    FOLDER,
    Backup,
    backups_of,
    copy_to,
    is_due,
    latest,
    make,
    restore,
    thin,
)
from trainingdesk.storage.database import (
    close_database,
    empty_wal,
    open_database,
    unit_of_work,
)
from trainingdesk.storage.office import save_setting

AT = datetime(2026, 5, 18, 9, 12)  # noqa: DTZ001 - the clock on the wall


@pytest.fixture
def office(office_path):
    """Return the office on disk, open."""
    opened = open_database(office_path)
    yield opened
    close_database(opened)


def add_trainee(db, name):
    return parties.TRAINEES.insert(db, Trainee(last_name=name))


def names(path):
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as copy:
        return [name for (name,) in copy.execute("select last_name from trainee order by id")]


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def dated(folder, name, *days_ago, hour=9):
    """Make copies of the given ages."""
    for age in days_ago:
        at = AT - timedelta(days=age)
        (folder / f"{name} {at:%Y-%m-%d} {hour:02}0000.trainingdesk").write_bytes(
            b"." * 18 + b"\1\1"
        )


# Making one -------------------------------------------------------------------------------------


def test_a_backup_holds_what_the_log_still_keeps(office, office_path):
    add_trainee(office, "Dernière")
    result = make(office_path, at=AT)
    assert result.path == office_path.parent / FOLDER / "Aubépine 2026-05-18 091200.trainingdesk"
    assert "Aubépine 2026-05-18 091200.trainingdesk" in result.told
    assert names(result.path) == ["Lefèvre", "Dernière"]


def test_a_backup_is_one_file(office, office_path):
    assert office.journal_mode == "wal"
    result = make(office_path, at=AT)
    with closing(sqlite3.connect(result.path)) as copy:
        assert copy.execute("pragma journal_mode").fetchone() == ("delete",)
        assert copy.execute("pragma integrity_check").fetchone() == ("ok",)
    assert files(result.path.parent) == [result.path.name]


def test_two_backups_in_one_second_are_both_kept(office_path):
    made = [make(office_path, at=AT).path for _ in range(2)]
    assert [path.stem[-6:] for path in made] == ["091200", "091201"]


def test_writing_goes_on_while_a_backup_is_made(office, office_path):
    def write(_done, _total):
        add_trainee(office, "Entre-temps")

    result = make(office_path, write, at=AT)
    assert names(result.path) == ["Lefèvre"]
    assert "Entre-temps" in [trainee.last_name for trainee in parties.TRAINEES.where(office)]


def test_progress_ends_at_the_total(office_path):
    told = []
    make(office_path, lambda done, total: told.append((done, total)))
    assert told
    assert told[-1][0] == told[-1][1] > 0


@pytest.mark.parametrize("steps", [0, 1, 2], ids="after step {}".format)
def test_a_backup_given_up_leaves_nothing_behind(office, office_path, steps):
    office.execute("update signed_copy set content = zeroblob(9000000)")
    told = []
    result = make(
        office_path,
        lambda done, total: told.append((done, total)),
        lambda: len(told) > steps,
        at=AT,
    )
    assert (result.path, len(told)) == (None, steps + 1)
    assert told[-1][0] <= told[-1][1]
    assert files(office_path.parent / FOLDER) == []


@pytest.mark.parametrize(("room", "made"), [(2.0, True), (1.99, False)])
def test_never_more_than_half_the_room(office_path, room, made):
    size = office_path.stat().st_size
    result = make(office_path, at=AT, free=lambda _: int(size * room))
    assert (result.path is not None) is made
    assert ("Libérez de la place" in result.told) is not made


def test_the_log_counts_in_the_room(office, office_path):
    size = office_path.stat().st_size
    add_trainee(office, "Dernière")
    assert make(office_path, free=lambda _: size * 2).path is None


def test_a_damaged_office_is_not_copied_and_its_backups_stay(office_path):
    kept = make(office_path, at=AT).path
    damage(office_path)
    with pytest.raises(RuleBroken, match="est endommagé"):
        make(office_path)
    assert files(office_path.parent / FOLDER) == [kept.name]


def test_a_copy_that_fails_its_check_is_not_kept(office, office_path):
    office.execute("pragma ignore_check_constraints = on")
    office.execute("update trainee set last_name = ''")
    with pytest.raises(RuleBroken, match="est endommagé"):
        make(office_path)
    assert files(office_path.parent / FOLDER) == []


def damage(path):
    """Overwrite the second half of a file, its header and its tables' names left alone."""
    content = path.read_bytes()
    half = len(content) // 2
    path.write_bytes(content[:half] + b"\xa5" * (len(content) - half))


def test_a_disk_that_refuses_is_no_damage(office_path):
    (office_path.parent / FOLDER).mkdir()
    target = office_path.parent / FOLDER / "Aubépine 2026-05-18 091200.trainingdesk.partiel"
    target.mkdir()
    with pytest.raises(OSError, match="partiel"):
        make(office_path, at=AT)


# Whether one is due -----------------------------------------------------------------------------


def test_the_first_backup_is_due(office_path):
    assert is_due(office_path)


def test_none_is_due_while_nothing_changed(office, office_path):
    make(office_path)
    empty_wal(office)
    assert not is_due(office_path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda db: add_trainee(db, "Roux"), id="a row"),
        pytest.param(lambda db: save_setting(db, "accent", "bleu"), id="a setting"),
        pytest.param(
            lambda db: db.execute("update number_sequence set last = last + 1"), id="a number"
        ),
    ],
)
def test_one_is_due_after_a_change(office, office_path, change):
    make(office_path)
    change(office)
    assert is_due(office_path)


def test_one_is_due_when_the_latest_cannot_be_read(office_path):
    make(office_path, at=AT).path.write_bytes(b"nothing")
    assert is_due(office_path)


def test_asking_leaves_no_trace_in_the_folder_of_backups(office, office_path):
    assert office.journal_mode == "wal"
    made = make(office_path).path
    is_due(office_path)
    assert files(made.parent) == [made.name]


# Which there are --------------------------------------------------------------------------------


def test_backups_are_told_latest_first(office_path):
    folder = office_path.parent / FOLDER
    folder.mkdir()
    dated(folder, "Aubépine", 3, 0, 5)
    dated(folder, "Autre office", 0)
    (folder / "Aubépine 2026-99-99 091200.trainingdesk").touch()
    (folder / "Aubépine.trainingdesk").touch()
    (folder / "Aubépine 2026-05-01 090000.trainingdesk").mkdir()
    assert [backup.made_at.day for backup in backups_of(office_path)] == [18, 15, 13]
    assert latest(office_path) == Backup(
        folder / "Aubépine 2026-05-18 090000.trainingdesk", AT.replace(minute=0)
    )


def test_an_office_without_backup_has_no_latest(office_path):
    assert latest(office_path) is None


def test_a_backup_says_when_it_was_made(tmp_path):
    assert Backup(tmp_path, AT).told == "lundi\xa018\xa0mai\xa02026 à 9\xa0h\xa012"


# Thinning ---------------------------------------------------------------------------------------


def ages(folder, name="Aubépine"):
    return sorted((AT.date() - b.made_at.date()).days for b in backups_of(folder.parent / name))


@pytest.fixture
def folder(tmp_path):
    """Return an empty folder of backups."""
    folder = tmp_path / FOLDER
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(range(5), range(5), id="fewer than ten all stay"),
        pytest.param(range(10), range(10), id="ten all stay"),
        pytest.param(
            # Monday 18 May: three latest, three days, two Sundays of weeks before, then the last of
            # April and of March.
            range(120),
            [0, 1, 2, 3, 4, 5, 8, 15, 18, 48],
            id="a backup every day",
        ),
    ],
)
def test_ten_stay_thinned_by_age(folder, before, after):
    dated(folder, "Aubépine", *before)
    removed = thin(folder)
    assert ages(folder) == list(after)
    assert len(removed) == len(before) - len(list(after))


def test_many_backups_of_one_day_leave_room_for_earlier_days(folder):
    for hour in range(20):
        dated(folder, "Aubépine", 0, hour=hour)
    dated(folder, "Aubépine", 1, 2, 40)
    thin(folder)
    assert ages(folder) == [0] * 7 + [1, 2, 40]


def test_a_year_of_days_keeps_the_months_before(folder):
    start = AT - timedelta(days=400)
    for day in range(400):
        at = start + timedelta(days=day)
        (folder / f"Aubépine {at:%Y-%m-%d} 090000.trainingdesk").write_bytes(b"." * 18 + b"\1\1")
        thin(folder)
    kept = backups_of(folder.parent / "Aubépine")
    assert len(kept) == 10
    assert [backup.made_at.month for backup in kept[-3:]] == [5, 4, 3]


def test_offices_are_thinned_apart(folder):
    dated(folder, "Aubépine", *range(12))
    dated(folder, "Bruyère", 200, 300)
    thin(folder)
    assert len(ages(folder)) == 10
    assert ages(folder, "Bruyère") == [200, 300]


def test_foreign_files_are_never_removed(folder):
    dated(folder, "Aubépine", *range(12))
    strange = ["notes.txt", "Aubépine.trainingdesk", "Aubépine 2026-05-18.trainingdesk"]
    for name in strange:
        (folder / name).touch()
    thin(folder)
    assert set(strange) <= set(files(folder))


def test_a_copy_that_was_worked_in_is_never_removed(office_path):
    old = make(office_path, at=AT - timedelta(days=300)).path
    with closing(open_database(old).conn):
        pass
    dated(old.parent, "Aubépine", *range(100))
    thin(old.parent)
    assert old.exists()


# Copying elsewhere ------------------------------------------------------------------------------


def test_an_office_is_copied_elsewhere(office, office_path, tmp_path):
    add_trainee(office, "Dernière")
    destination = tmp_path / "clé" / "Copie.trainingdesk"
    destination.parent.mkdir()
    result = copy_to(office_path, destination)
    assert (result.path, names(destination)) == (destination, ["Lefèvre", "Dernière"])
    assert files(destination.parent) == ["Copie.trainingdesk"]


@pytest.mark.parametrize(
    ("name", "said"), [("Prise.trainingdesk", "existe déjà"), ("absent/x", "n’existe pas")]
)
def test_a_copy_never_overwrites(office_path, tmp_path, name, said):
    (tmp_path / "Prise.trainingdesk").write_bytes(b"autre chose")
    with pytest.raises(RuleBroken, match=said):
        copy_to(office_path, tmp_path / name)
    assert (tmp_path / "Prise.trainingdesk").read_bytes() == b"autre chose"


def test_a_copy_given_up_leaves_nothing_behind(office_path, tmp_path):
    result = copy_to(office_path, tmp_path / "Copie.trainingdesk", cancelled=lambda: True)
    assert result.path is None
    assert not [name for name in files(tmp_path) if name.startswith("Copie")]


def test_the_file_alone_is_whole_once_the_log_is_empty(office, office_path, tmp_path):
    with unit_of_work(office):
        for number in range(500):
            add_trainee(office, f"Roux {number}")
    empty_wal(office)
    shutil.copyfile(office_path, tmp_path / "seul.trainingdesk")
    assert len(names(tmp_path / "seul.trainingdesk")) == 501


# Bringing one back ------------------------------------------------------------------------------


def test_a_backup_is_restored_and_what_it_replaces_is_kept(office_path):
    backup = make(office_path, at=AT).path
    later = open_database(office_path)
    add_trainee(later, "Après")
    close_database(later)
    aside = restore(backup, office_path, at=AT)
    assert aside == office_path.with_name("Aubépine remplacé 2026-05-18 091200.trainingdesk")
    assert (names(office_path), names(aside)) == (["Lefèvre"], ["Lefèvre", "Après"])
    assert backup.exists()
    with closing(open_database(office_path).conn) as restored:
        assert Database(restored).journal_mode == "wal"


def test_the_log_of_a_replaced_office_goes_with_it(office_path, tmp_path):
    backup = make(office_path, at=AT).path
    crashed = leave_a_log(office_path, tmp_path)
    aside = restore(backup, crashed)
    assert names_with_log(aside) == ["Lefèvre", "Dernière"]
    assert names_with_log(crashed) == ["Lefèvre"]


def leave_a_log(office_path, tmp_path):
    """Return an office as a crash leaves it: its last commit is in the log alone."""
    office = open_database(office_path)
    add_trainee(office, "Dernière")
    crashed = tmp_path / "après panne" / office_path.name
    crashed.parent.mkdir()
    for end in ("", "-wal", "-shm"):
        shutil.copyfile(f"{office_path}{end}", f"{crashed}{end}")
    close_database(office)
    return crashed


def names_with_log(path):
    with closing(sqlite3.connect(path)) as office:
        return [name for (name,) in office.execute("select last_name from trainee order by id")]


def test_a_log_without_its_office_is_not_played_into_the_restored_one(office_path, tmp_path):
    backup = make(office_path, at=AT).path
    crashed = leave_a_log(office_path, tmp_path)
    crashed.unlink()
    assert restore(backup, crashed) is None
    assert names_with_log(crashed) == ["Lefèvre"]


def test_a_restoration_that_fails_puts_everything_back(office_path, tmp_path):
    backup = make(office_path, at=AT).path
    crashed = leave_a_log(office_path, tmp_path)
    in_the_way = crashed.with_name("Aubépine remplacé 2026-05-18 091200.trainingdesk-wal")
    in_the_way.mkdir()
    with pytest.raises(OSError, match="directory"):
        restore(backup, crashed, at=AT)
    assert files(crashed.parent) == [f"Aubépine.trainingdesk{end}" for end in ("", "-shm", "-wal")]
    assert names_with_log(crashed) == ["Lefèvre", "Dernière"]


def test_a_restoration_given_up_changes_nothing(office_path):
    backup = make(office_path, at=AT).path
    before = hashlib.sha256(office_path.read_bytes()).digest()
    assert restore(backup, office_path, cancelled=lambda: True) is None
    assert hashlib.sha256(office_path.read_bytes()).digest() == before
    assert [path.suffix for path in office_path.parent.glob("Aubépine*")].count(
        ".trainingdesk"
    ) == 1


@pytest.mark.parametrize(
    "content", [b"pas une base", None], ids=["no backup at all", "a damaged one"]
)
def test_a_bad_backup_is_refused_and_the_office_stays(office_path, content):
    backup = make(office_path, at=AT).path
    if content is None:
        damage(backup)
    else:
        backup.write_bytes(content)
    before = office_path.read_bytes()
    with pytest.raises(RuleBroken, match="endommagé"):
        restore(backup, office_path)
    assert office_path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"x" * 5000], ids=["empty", "no database"])
def test_what_is_no_office_is_not_backed_up(tmp_path, content):
    path = tmp_path / "photo.trainingdesk"
    path.write_bytes(content)
    with pytest.raises(RuleBroken, match="rien n’y a été changé"):
        make(path)
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_folder_is_not_moved_to_make_room_for_a_backup(office_path, tmp_path):
    folder = tmp_path / "Mes documents"
    folder.mkdir()
    with pytest.raises(RuleBroken, match="est un dossier"):
        restore(office_path, folder)
    assert folder.is_dir()
