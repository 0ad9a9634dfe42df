"""`trainingdesk close`, `trainingdesk archive` and `trainingdesk check --chain`."""

import json
import zipfile
from contextlib import closing
from sqlite3 import connect

import pytest

from tests.support.filled_office import FilledOffice
from trainingdesk.cli.program import run
from trainingdesk.services import invoicing
from trainingdesk.services.starting import start_office

RESTORE = "Restaurez la dernière sauvegarde où la chaîne tient."


@pytest.fixture(autouse=True)
def workstation(tmp_path, monkeypatch):
    """A workstation of its own."""
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def path(tmp_path):
    """A closed office with two invoices of May."""
    made = FilledOffice(path=tmp_path / "Atelier.trainingdesk")
    start_office(made.office)
    made.attend()
    for client in (made.town_hall, made.individual):
        for draft in made.draft_invoices(client):
            invoicing.issue(made.office, draft)
    made.office.close()
    return made.path


@pytest.fixture
def say(path, capsys):
    """Run a command on the office; return its status, what it printed and what it complained of."""

    def ran(*arguments):
        status = run([*arguments, "--office", str(path)])
        told = capsys.readouterr()
        return status, plain(told.out), plain(told.err)

    return ran


def plain(words):
    return words.replace("\xa0", " ").replace("\u202f", " ")


def test_a_month_is_closed_and_its_sums_told(say):
    status, out, _ = say("close", "--month", "2026-05", "--on", "2026-06-01")
    assert (status, out) == (
        0,
        "Clôture de mai 2026 : 2 factures, 2 760,00 € TTC ; total perpétuel 2 760,00 €.\n",
    )
    assert say("check", "--chain")[0] == 0


def test_a_closing_is_told_as_json(say):
    _, out, _ = say("close", "--month", "2026-05", "--on", "2026-06-01", "--json")
    told = json.loads(out)
    assert (told["from"], told["to"], told["invoices"]) == ("2026-05-01", "2026-05-31", 2)
    assert (told["total_ttc"], told["perpetual_ttc"]) == ("2760.00", "2760.00")


def test_a_year_waits_for_its_months(say):
    status, _, err = say("close", "--year", "2026", "--on", "2027-01-02")
    assert (status, err) == (
        2,
        "Clôturez d’abord mai 2026 : un mois de l’année est encore ouvert.\n",
    )
    for month in range(5, 13):
        say("close", "--month", f"2026-{month:02}", "--on", "2027-01-02")
    status, out, _ = say("close", "--year", "2026", "--on", "2027-01-02")
    assert (status, out.split(" : ")[0]) == (0, "Clôture de l’année 2026")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param([], "Que clôturer ?", id="neither"),
        pytest.param(["--month", "2026-05", "--year", "2026"], "Que clôturer ?", id="both"),
        pytest.param(["--month", "2026-T2"], "Un seul mois", id="a quarter"),
        pytest.param(["--month", "2026-06"], "Clôturez d’abord mai 2026", id="out of order"),
    ],
)
def test_what_cannot_be_closed_is_refused(say, options, words):
    status, out, err = say("close", *options, "--on", "2026-08-01")
    assert (status, out) == (2, "")
    assert err.startswith(words)


def test_a_year_is_archived(say, tmp_path):
    out = tmp_path / "2026.zip"
    status, said, _ = say("archive", "--year", "2026", "--out", str(out))
    assert status == 0
    assert said.splitlines()[0] == (
        f"Année 2026 : 2 factures et avoirs, 0 document, 0 règlement, 0 clôture dans « {out} »."
    )
    assert said.splitlines()[1].startswith("L’année 2026 n’est pas clôturée")
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None


def test_an_archive_is_told_as_json(say, tmp_path):
    out = tmp_path / "2026.zip"
    told = json.loads(say("archive", "--year", "2026", "--out", str(out), "--json")[1])
    assert (told["file"], told["invoices"], told["year_is_closed"]) == (str(out), 2, False)
    assert told["without_document"] == ["F-2026-0001", "F-2026-0002"]


def test_a_sound_chain_is_said_to_be(say):
    assert say("check", "--chain") == (
        0,
        "La chaîne des factures de « Atelier.trainingdesk » est en ordre.\n",
        "",
    )


@pytest.fixture
def forged(path):
    """An invoice changed behind the program's back."""
    with closing(connect(path)) as db:
        db.execute("drop trigger invoice_keeps_update")
        db.execute("update invoice set notes = 'autre' where number = 'F-2026-0002'")
        db.commit()


@pytest.mark.usefixtures("forged")
@pytest.mark.parametrize("options", [["--chain"], []], ids=["chain only", "everything"])
def test_the_first_broken_link_is_named(say, options):
    status, out, _ = say("check", *options)
    assert (status, out) == (
        1,
        f"La facture F-2026-0002 ne correspond plus à son empreinte (maillon 2). {RESTORE}\n",
    )


@pytest.mark.usefixtures("forged")
def test_the_first_broken_link_is_named_as_json(say):
    (found,) = json.loads(say("check", "--chain", "--json")[1])
    assert (found["rule"], found["place"]) == ("chain", "maillon 2")
