"""`trainingdesk report`: the reports of the office as files."""

import csv
import json

import pytest

from tests.support.filled_office import FilledOffice
from tests.support.money_office import pay
from tests.support.pdf_text import plain, printed
from tests.support.ubl_sample import UBL_INVOICE
from tests.support.workbook_reader import shown
from trainingdesk.cli.program import run
from trainingdesk.services import invoicing, supplier_invoices


@pytest.fixture(autouse=True)
def workstation(tmp_path, monkeypatch):
    """A workstation of its own."""
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def filled(tmp_path):
    """An office with two invoices of May, one of them paid."""
    made = FilledOffice(path=tmp_path / "Atelier.trainingdesk")
    made.attend()
    for client in (made.town_hall, made.individual):
        for draft in made.draft_invoices(client):
            invoicing.issue(made.office, draft)
    pay(made, draft)
    yield made
    made.office.close()


def asked(filled, capsys, *options):
    path = str(filled.office.path)
    status = run(["report", "invoices", "--office", path, "--on", "2026-05-31", *options])
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.parametrize(
    "period",
    [
        ("--month", "2026-05"),
        ("--month", "2026-t2"),
        ("--month", "2026"),
        ("--from", "2026-05-01", "--to", "31/05/2026"),
    ],
    ids=["month", "quarter", "year", "days"],
)
def test_a_period_is_said_as_one_likes(filled, capsys, tmp_path, period):
    out = tmp_path / "rapport.csv"
    status, said, _ = asked(filled, capsys, *period, "--out", str(out), "--json")
    told = json.loads(said)
    assert status == 0
    assert (told["invoices"], told["total_ttc"]) == (2, "2760.00")
    assert (told["received"], told["still_due"]) == ("690.00", "2070.00")


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_the_three_forms_tell_the_same_sum(filled, capsys, tmp_path, form):
    out = tmp_path / "rapport"
    status, said, _ = asked(
        filled, capsys, "--month", "2026-05", "--format", form, "--out", str(out)
    )
    assert status == 0
    assert "mai 2026 : 2 pièces, 2 760,00 € HT, 2 760,00 € TTC." in plain(said)
    content = out.read_bytes()
    if form == "pdf":
        assert "2 760,00 €" in printed(content)
    elif form == "csv":
        rows = csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";")
        assert any("2070,00" in row for row in rows)
    else:
        cells = (cell for sheet in shown(content) for row in sheet.values for cell in row)
        assert 2760 in set(cells)


def test_the_end_of_the_name_says_the_form(filled, capsys, tmp_path):
    out = tmp_path / "Factures 2026-05.PDF"
    assert asked(filled, capsys, "--month", "2026-05", "--out", str(out))[0] == 0
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--out", "r.csv"), "Quelle période"),
        (("--month", "2026-05", "--to", "2026-06-01", "--out", "r.csv"), "Quelle période"),
        (("--from", "2026-05-01", "--out", "r.csv"), "Quelle période"),
        (("--month", "2026-05", "--out", "rapport.txt"), "Sous quelle forme"),
        (("--month", "2026-13", "--out", "r.csv"), "n’est pas une période"),
        (("--month", "mai", "--out", "r.csv"), "n’est pas une période"),
        (("--month", "0000", "--out", "r.csv"), "n’est pas une période"),
        (("--month", "9999-12", "--out", "r.csv"), "L’année 9999 ne peut pas être la bonne"),
        (
            ("--from", "0001-01-01", "--to", "2026-05-31", "--out", "r.csv"),
            "L’année 1 ne peut pas être la bonne",
        ),
        (("--from", "2026-05-31", "--to", "2026-05-01", "--out", "r.csv"), "inversez"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(
    filled, capsys, tmp_path, monkeypatch, options, words
):
    monkeypatch.chdir(tmp_path)
    status, said, told = asked(filled, capsys, *options)
    assert status != 0
    assert words in plain(told + said)
    assert not (tmp_path / "r.csv").exists()


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_the_aged_balance_is_written_in_three_forms(filled, capsys, tmp_path, form):
    out = tmp_path / f"balance.{form}"
    path = str(filled.office.path)
    command = ["report", "balance", "--office", path, "--on", "2026-07-31", "--out", str(out)]
    assert run(command) == 0
    assert "2 070,00 € dus par 1 payeur" in plain(capsys.readouterr().out)
    assert out.stat().st_size > 100
    assert run([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["total"], told["payers"], told["on"]) == ("2070.00", 1, "2026-07-31")


def test_the_sales_journal_is_written_under_its_own_name(filled, capsys, tmp_path):
    path = str(filled.office.path)
    command = ["report", "journal", "--office", path, "--month", "2026-05", "--out"]
    assert run([*command, str(tmp_path / "compta")]) == 0
    said = plain(capsys.readouterr().out)
    assert "3 écritures" in said
    assert "ce n’est pas le fichier des écritures comptables (FEC) de l’exercice" in said
    (file,) = (tmp_path / "compta").iterdir()
    assert file.name.endswith("FEC20260531.txt")


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_the_summary_of_the_tax_is_written_in_three_forms(filled, capsys, tmp_path, form):
    out = tmp_path / f"tva.{form}"
    path = str(filled.office.path)
    command = ["report", "tva", "--office", path, "--month", "2026-T2", "--out", str(out)]
    assert run(command) == 0
    assert "0,00 € de TVA d’après les encaissements" in plain(capsys.readouterr().out)
    assert out.stat().st_size > 50


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_the_charges_are_written_in_three_forms(filled, capsys, tmp_path, form):
    bill = supplier_invoices.opened_content(filled.office, "f.xml", UBL_INVOICE).bill
    supplier_invoices.save(filled.office, bill)
    out = tmp_path / f"charges.{form}"
    path = str(filled.office.path)
    command = ["report", "charges", "--office", path, "--month", "2026-06", "--out", str(out)]
    assert run(command) == 0
    assert "1 facture reçue, 129,60 € de charges" in plain(capsys.readouterr().out)
    assert out.stat().st_size > 50
