"""`trainingdesk coherence`: what does not agree, told to people and to other programs."""

import json
from datetime import date

import pytest

from tests.support.filled_office import FilledOffice
from trainingdesk.cli.program import run
from trainingdesk.services import publishing
from trainingdesk.services.paper_data import Subject

NUMBER = "S-2026-001"
BEFORE = "2026-04-20"


@pytest.fixture
def filled(tmp_path):
    """A session whose joining letter names somebody as she is no longer named."""
    made = FilledOffice(path=tmp_path / "Atelier.trainingdesk")
    prepared = publishing.prepare(
        made.office, "joining_letter", Subject(enrolment_id=made.enrolments[0])
    )
    publishing.issue(made.office, prepared, anyway=True)
    yield made
    made.office.close()


def write(filled, sql):
    with filled.office.db.conn:
        filled.office.db.execute(sql)


def misspell(filled):
    write(filled, f"update trainee set last_name = 'Dupont' where id = {filled.trainees[0]}")


def asked(filled, capsys, *options, session=NUMBER, on=BEFORE):
    path = str(filled.office.path)
    status = run(["coherence", session, "--office", path, "--on", on, *options])
    told = capsys.readouterr()
    return status, told.out.replace("\xa0", " "), told.err.replace("\xa0", " ")


def test_a_session_that_agrees_is_told_so(filled, capsys):
    assert asked(filled, capsys) == (0, f"Session {NUMBER} : tout concorde.\n", "")
    assert asked(filled, capsys, "--json") == (0, "[]\n", "")


def test_a_name_that_differs_is_red_and_ends_with_1(filled, capsys):
    misspell(filled)
    status, out, _err = asked(filled, capsys)
    assert status == 1
    assert out == (
        "à corriger  Convocation, Amélie Œuvrard : « Amélie Œuvrard » ; sur la fiche : "
        "« Amélie Dupont ».\n"
    )


def test_other_programs_are_told_both_places(filled, capsys):
    misspell(filled)
    status, out, _err = asked(filled, capsys, "--json")
    (finding,) = json.loads(out)
    assert status == 1
    assert (finding["rule"], finding["level"]) == ("names.trainee", "red")
    assert finding["left"] == {
        "what": "Convocation, Amélie Œuvrard",
        "value": "Amélie Œuvrard",
        "place": {"page": "sessions", "row_id": filled.session, "view": "", "tab": "Documents"},
    }
    assert finding["right"] == {
        "what": "Stagiaire",
        "value": "Amélie Dupont",
        "place": {
            "page": "clients",
            "row_id": filled.trainees[0],
            "view": "trainees",
            "tab": "",
        },
    }
    assert finding["sentence"].endswith("« Amélie Dupont ».")


def test_what_is_only_to_be_looked_at_ends_with_0(filled, capsys):
    write(filled, "update trainer set qualification = ''")
    status, out, _err = asked(filled, capsys)
    assert (status, out) == (
        0,
        "à vérifier  La fiche de M. Marc Tellier ne dit rien de sa qualification.\n",
    )


def test_a_session_is_asked_for_by_its_id_as_well(filled, capsys):
    status, out, _err = asked(filled, capsys, session=str(filled.session))
    assert (status, out) == (0, f"Session {filled.session} : tout concorde.\n")


def test_without_a_day_it_is_today(filled, capsys):
    run(["coherence", NUMBER, "--office", str(filled.office.path), "--json"])
    told = {finding["rule"] for finding in json.loads(capsys.readouterr().out)}
    assert ("attendance.signed" in told) == (date.today() > date(2026, 5, 18))  # noqa: DTZ011


def test_a_session_that_is_not_there_is_refused(filled, capsys):
    status, out, err = asked(filled, capsys, session="S-1999-001")
    assert (status, out) == (2, "")
    assert err == ("Aucune session « S-1999-001 » : donnez son numéro tel qu’il est écrit.\n")
