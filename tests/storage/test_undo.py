"""Going back over what the history recorded."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainingdesk.domain.courses import Category
from trainingdesk.domain.parties import Client, Contact
from trainingdesk.storage import catalogue, parties
from trainingdesk.storage.database import create_database, unit_of_work
from trainingdesk.storage.undo import mark, revert


def rows(db, table):
    return db.execute(f"select * from {table} order by 1, 2").fetchall()


def undo(db, place, until=None):
    with unit_of_work(db):
        return revert(db, place, mark(db) if until is None else until)


def test_an_empty_file_has_no_past(db):
    assert mark(db) == 0
    assert undo(db, 0) == 0


def test_what_was_added_changed_and_deleted_is_as_before(db):
    first, second = (parties.CLIENTS.insert(db, Client(name=name)) for name in ("Un", "Deux"))
    before, place = rows(db, "client"), mark(db)
    parties.CLIENTS.insert(db, Client(name="Trois"))
    parties.CLIENTS.update(db, Client(id=first, name="Premier", notes="rappeler"))
    parties.CLIENTS.delete(db, second)
    assert undo(db, place) == 3
    assert rows(db, "client") == before


def test_a_cascade_comes_back_whole(db, things):
    other = parties.CLIENTS.insert(db, Client(name="Seul"))
    parties.CONTACTS.insert(db, Contact(client_id=other, last_name="Roche"))
    before, place = rows(db, "contact"), mark(db)
    parties.CLIENTS.delete(db, other)
    assert len(rows(db, "contact")) == len(before) - 1
    undo(db, place)
    assert rows(db, "contact") == before
    assert things.contact is not None


@pytest.mark.usefixtures("things")
def test_a_course_comes_back_with_rows_of_every_kind_of_key(db):
    sheet = catalogue.latest_version(db, 1).sheet
    course = catalogue.COURSES.insert(db, catalogue.COURSES.record(code="X", title="X"))
    catalogue.add_version(db, course, sheet)
    tables = ("course", "course_version", "objective", "programme_module", "module_point")
    before, place = [rows(db, table) for table in tables], mark(db)
    catalogue.COURSES.delete(db, course)
    undo(db, place)
    assert [rows(db, table) for table in tables] == before


def test_only_the_stretch_asked_for_is_taken_back(db):
    start = mark(db)
    parties.CLIENTS.insert(db, Client(name="Un"))
    between = mark(db)
    parties.CLIENTS.insert(db, Client(name="Deux"))
    undo(db, start, between)
    assert [client.name for client in parties.CLIENTS.where(db)] == ["Deux"]


def test_what_another_change_wrote_in_the_row_stays(db):
    client = parties.CLIENTS.insert(db, Client(name="Un"))
    start = mark(db)
    db.execute("update client set archived_on = '2026-01-01'")
    until = mark(db)
    parties.CLIENTS.update(db, Client(id=client, name="Un", notes="rappeler"))
    undo(db, start, until)
    again = parties.CLIENTS.get(db, client)
    assert (again.archived_on, again.notes) == (None, "rappeler")


def test_a_change_that_changed_nothing_is_taken_back_too(db):
    parties.CLIENTS.insert(db, Client(name="Un"))
    before, place = rows(db, "client"), mark(db)
    db.execute("update client set notes = notes")
    assert undo(db, place) == 1
    assert rows(db, "client") == before


def test_undoing_is_recorded_and_can_be_undone(db):
    start = mark(db)
    parties.CLIENTS.insert(db, Client(name="Un"))
    done = rows(db, "client")
    middle = mark(db)
    undo(db, start)
    assert rows(db, "client") == []
    undo(db, middle)
    assert rows(db, "client") == done


def test_what_would_dangle_is_refused_and_nothing_is_changed(db):
    category = catalogue.CATEGORIES.insert(db, Category(name="A", part=""))
    start = mark(db)
    course = catalogue.COURSES.record(code="X", title="X", category_id=category)
    course_id = catalogue.COURSES.insert(db, course)
    catalogue.COURSES.delete(db, course_id)
    until = mark(db)
    catalogue.CATEGORIES.delete(db, category)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        undo(db, until - 1, until)
    assert rows(db, "course") == []
    assert start < until


def test_a_place_that_was_taken_meanwhile_is_not_written_over(db):
    client = parties.CLIENTS.insert(db, Client(name="Un"))
    start = mark(db)
    parties.CLIENTS.delete(db, client)
    until = mark(db)
    assert parties.CLIENTS.insert(db, Client(name="Deux")) == client
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        undo(db, start, until)
    assert parties.CLIENTS.get(db, client).name == "Deux"


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "delete"]), st.integers(0, 9), st.text("abé", max_size=3)
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(before=_STEPS, after=_STEPS)
def test_whatever_was_done_is_undone_row_by_row(before, after):
    db = create_database(":memory:")
    _play(db, before)
    kept, place = rows(db, "client"), mark(db)
    _play(db, after)
    undo(db, place)
    assert rows(db, "client") == kept
    db.close()


def _play(db, steps):
    for step, number, text in steps:
        match step:
            case "add":
                parties.CLIENTS.insert(db, Client(name=f"Client {text}"))
            case "change":
                db.execute("update client set notes = ? where id % 10 = ?", [text, number])
            case "delete":
                db.execute("delete from client where id % 10 = ?", [number])
