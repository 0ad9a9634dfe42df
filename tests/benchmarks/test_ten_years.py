"""The office that the benchmark measures on, made at a tiny scale; no test looks at a time."""

import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from trainingdesk.services.office import open_office
from trainingdesk.storage.checks import check
from trainingdesk.storage.search import find

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
TODAY = date(2026, 6, 15)
SCALE = 0.002
TABLES = {
    "course": "courses",
    "client": "clients",
    "trainee": "trainees",
    "training_session": "sessions",
    "enrolment": "enrolments",
    "invoice": "invoices",
    "issued_paper": "papers",
    "agreement": "agreements",
    "proposal": "proposals",
    "trainer": "trainers",
    "venue": "venues",
}
"""How each table's count is named in a size."""


@pytest.fixture(scope="module")
def modules():
    """Return the benchmark's own modules, which lie in no package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(PACKAGING)
        yield tuple(map(import_module, ("bench", "bench_figures", "bench_office")))
        for name in [name for name in sys.modules if name.startswith("bench")]:
            del sys.modules[name]


@pytest.fixture(scope="module")
def bench(modules):
    """Return ``packaging/bench.py``."""
    return modules[0]


@pytest.fixture(scope="module")
def figures(modules):
    """Return ``packaging/bench_figures.py``."""
    return modules[1]


@pytest.fixture(scope="module")
def size(modules):
    """Return a five-hundredth of the ten-year office."""
    return modules[2].Size().scaled(SCALE)


@pytest.fixture(scope="module")
def office(modules, size, tmp_path_factory):
    """Return that office, open."""
    path = tmp_path_factory.mktemp("bench") / "dix ans.trainingdesk"
    modules[2].make_office(path, size, TODAY)
    office = open_office(path, lambda: TODAY)
    yield office
    office.close()


def count(office, query):
    return office.db.execute(f"select count(*) from {query}").fetchone()[0]


@pytest.mark.parametrize(("table", "name"), TABLES.items(), ids=list(TABLES))
def test_there_are_as_many_rows_as_asked_for(office, size, table, name):
    assert count(office, table) == getattr(size, name)


def test_the_office_holds_together(office):
    assert check(office.db) == []


def test_its_ten_years_end_two_months_ahead(office):
    first, last = office.db.execute(
        "select min(starts_on), max(starts_on) from training_session"
    ).fetchone()
    assert date.fromisoformat(first).year == TODAY.year - 10
    assert TODAY < date.fromisoformat(last) <= date(2026, 8, 15)


def test_only_what_is_over_is_signed_and_invoiced(office):
    ahead = "join training_session s on s.id = e.session_id where s.ends_on > '2026-06-15'"
    assert count(office, f"enrolment e {ahead}") > 0
    assert count(office, f"attendance a join enrolment e on e.id = a.enrolment_id {ahead}") == 0
    assert count(office, f"invoice e {ahead}") == 0


def test_every_row_is_in_the_history_as_the_services_would_leave_it(office):
    assert count(office, "history where table_name = 'attendance'") == count(office, "attendance")


def test_a_trainee_is_found_by_name(office):
    (name,) = office.db.execute("select last_name from trainee where id = 1").fetchone()
    assert name.casefold() in " ".join(hit.label for hit in find(office.db, name)).casefold()


def test_papers_weigh_what_was_asked(office, size):
    weights = office.db.execute("select distinct length(pdf) from paper_content").fetchall()
    assert weights == [(size.paper_bytes,)]


def test_a_figure_meets_its_aim_against_the_floor_of_the_same_run(figures):
    made = figures.figure("start", "x", [0.2, 0.3, 0.4], [0.1, 0.2, 0.1], most_ratio=2.0)
    assert (made.value, made.floor, made.ratio) == pytest.approx((300, 100, 3))
    assert made.is_met is False


def test_a_figure_without_an_aim_is_neither_met_nor_missed(figures):
    assert figures.figure("tabs", "x", [0.2], [0.1]).is_met is None


def test_the_table_names_what_is_missed(figures):
    slow = figures.figure("search", "une lettre", [0.02] * 20, most_high=16)
    quick = figures.figure("lists", "clients", [0.002] * 20, most_high=16)
    told = figures.table([slow, quick])
    assert told.endswith("Buts manqués :\n  search : une lettre")
    assert "atteint" in told


@pytest.mark.parametrize(
    ("given", "only", "scale"),
    [
        pytest.param([], None, 1.0, id="everything"),
        pytest.param(
            ["--only", "start", "--only", "search", "--scale", "0.1"],
            ["start", "search"],
            0.1,
            id="two parts of a small office",
        ),
    ],
)
def test_the_command_line_says_what_is_measured(bench, given, only, scale):
    options = bench.read_arguments(given)
    assert (options.only, options.scale) == (only, scale)


def test_the_manual_names_every_part(bench):
    assert all(part in bench.MANUAL for part in bench.PARTS)
