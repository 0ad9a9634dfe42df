"""Work on the file that can be stopped."""

import sqlite3
from contextlib import closing

import pytest

from trainingdesk.storage.long_work import GivenUp, never, stoppable

_COUNTING = """
    with recursive n(i) as (select 1 union all select i + 1 from n limit {})
    select count(*) from n
"""
_LONG = 10**9


def test_one_long_statement_is_stopped():
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(GivenUp),
        stoppable(connection, lambda: True),
    ):
        connection.execute(_COUNTING.format(_LONG))


def test_another_trouble_is_told_as_it_is():
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        stoppable(connection, never),
    ):
        connection.execute("select * from nowhere")


def test_what_comes_after_is_not_stopped():
    with closing(sqlite3.connect(":memory:")) as connection:
        with stoppable(connection, lambda: True):
            pass
        counted = connection.execute(_COUNTING.format(500_000)).fetchone()
    assert counted == (500_000,)
