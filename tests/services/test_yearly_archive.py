"""An archive of a year is read and verified without the program."""

import csv
import io
import json
import zipfile
from datetime import date
from decimal import Decimal as D
from hashlib import sha256

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.payments import Allocation, Payment, PaymentMeans
from trainingdesk.services import closings, invoicing, publishing, yearly_archive
from trainingdesk.storage import chain, papers, sales
from trainingdesk.storage import closings as store


def tell_nobody(_done, _total, _what):
    """Progress that nobody watches."""


@pytest.fixture
def sold(filled):
    """An office with an invoice and its PDF, a credit note without, a payment and a closing."""
    office = filled.office
    filled.attend()
    filled.agree()
    filled.clock.day = date(2026, 5, 22)
    (invoice,) = filled.draft_invoices()
    publishing.issue_invoice(office, invoice, anyway=True)
    asked = sales.invoice(office.db, invoice)
    note = invoicing.credit(office, invoice, "=geste", asked.lines[:1]).saved_id
    filled.clock.day = date(2026, 6, 3)
    invoicing.issue(office, note, date(2026, 5, 29))
    sales.save_payment(
        office.db,
        Payment(
            paid_on=date(2026, 6, 2),
            amount=D("10.00"),
            client_id=filled.town_hall,
            allocations=(Allocation(invoice_id=invoice, amount=D("10.00")),),
        ),
    )
    closings.close_month(office, date(2026, 5, 1))
    return filled


@pytest.fixture
def archive(sold, tmp_path):
    """The archive, opened."""
    path = tmp_path / "Archive 2026.zip"
    yearly_archive.write(sold.office, 2026, path, tell_nobody)
    with zipfile.ZipFile(path) as opened:
        yield opened


def pdf_name(filled):
    """Return the name that the only PDF left under, without suffix."""
    (paper,) = papers.papers_where(filled.office.db, "kind = 'invoice'", [])
    return paper.file_name.removesuffix(".pdf")


def table(archive, name):
    text = archive.read(f"{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_it_holds_what_a_reader_without_the_program_needs(archive, sold):
    assert archive.namelist() == [
        "factures.csv",
        "lignes.csv",
        "tva.csv",
        "reglements.csv",
        "clotures.csv",
        "donnees.json",
        "chaine.json",
        f"documents/{pdf_name(sold)}.pdf",
        "LISEZ-MOI.txt",
        "empreintes.sha256",
    ]


def test_each_file_has_its_fingerprint(archive):
    listed = dict(
        reversed(line.split("  ", 1))
        for line in archive.read("empreintes.sha256").decode().splitlines()
    )
    assert listed == {
        name: sha256(archive.read(name)).hexdigest()
        for name in archive.namelist()
        if name != "empreintes.sha256"
    }


def test_the_tables_say_what_the_file_says(archive, sold):
    invoice, note = table(archive, "factures")
    kept = sales.invoices_where(sold.office.db, "number = 'F-2026-0001'")[0]
    assert (invoice["Numéro"], note["Numéro"]) == ("F-2026-0001", "A-2026-0001")
    assert note["Corrige l’identifiant"] == invoice["Identifiant"]
    assert D(invoice["Total TTC"].replace(",", ".")) == kept.totals.total_ttc
    lines = [row for row in table(archive, "lignes") if row["Numéro"] == "F-2026-0001"]
    assert sum(D(row["Total HT"].replace(",", ".")) for row in lines) == kept.totals.total_ht
    rates = [row for row in table(archive, "tva") if row["Numéro"] == "F-2026-0001"]
    assert sum(D(row["Base HT"].replace(",", ".")) for row in rates) == kept.totals.total_ht
    (payment,) = table(archive, "reglements")
    assert (payment["Montant"], payment["Factures réglées"]) == ("10,00", "F-2026-0001 : 10,00")
    (may,) = table(archive, "clotures")
    assert (may["Au"], may["Factures"], may["Avoirs"]) == ("31/05/2026", "1", "1")


def test_a_text_that_a_spreadsheet_would_run_is_defused(archive):
    assert table(archive, "factures")[1]["Motif"] == "'=geste"


def test_the_data_are_the_tables(archive):
    data = json.loads(archive.read("donnees.json"))
    assert (data["annee"], data["annee_cloturee"]) == (2026, False)
    assert [row["Numéro"] for row in data["factures"]] == ["F-2026-0001", "A-2026-0001"]
    assert data["clotures"][0]["Du"] == "2026-05-01"
    assert data["reglements"][0]["Montant"] == "10.00"


def test_the_chain_is_verified_as_the_notice_says(archive):
    links = json.loads(archive.read("chaine.json"))
    assert [link["nature"] for link in links] == [
        "facture",
        "facture",
        "règlement",
        "affectation",
        "clôture",
    ]
    previous = "0" * 64
    for link in links:
        assert link["precedente"] == previous
        found = sha256((link["precedente"] + link["contenu"]).encode()).hexdigest()
        assert found == link["empreinte"]
        previous = found


def test_the_pdf_is_the_one_that_left(archive, sold):
    (paper,) = papers.papers_where(sold.office.db, "kind = 'invoice'", [])
    assert archive.read(f"documents/{pdf_name(sold)}.pdf") == papers.pdf_of(
        sold.office.db, paper.id
    )


def test_the_notice_is_french_and_says_how_things_stand(archive):
    notice = archive.read("LISEZ-MOI.txt").decode("utf-8-sig").replace("\xa0", " ")
    assert notice.startswith("ARCHIVE DE L’ANNÉE 2026\r\n")
    assert "2 factures et avoirs, 1 règlement, 1 clôture, 1 document PDF." in notice
    assert "1 pièce sans document PDF : A-2026-0001." in notice
    assert "L’année n’est pas encore clôturée." in notice
    assert "{" not in notice


def test_what_its_keeper_should_know_is_told(sold, tmp_path):
    made = yearly_archive.write(sold.office, 2026, tmp_path / "a.zip", tell_nobody)
    assert (made.invoices, made.documents, made.without_document) == (2, 1, ("A-2026-0001",))
    assert [words.replace("\xa0", " ") for words in made.told] == [
        "L’année 2026 n’est pas clôturée : refaites l’archive une fois qu’elle l’est.",
        "1 pièce sans document PDF : A-2026-0001.",
    ]


def test_a_closed_year_is_said_to_be(sold, tmp_path):
    sold.clock.day = date(2027, 1, 4)
    for month in range(6, 13):
        closings.close_month(sold.office, date(2026, month, 1))
    closings.close_year(sold.office, 2026)
    made = yearly_archive.write(sold.office, 2026, tmp_path / "a.zip", tell_nobody)
    assert (made.is_closed, made.closings) == (True, 9)
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert "L’année est clôturée." in opened.read("LISEZ-MOI.txt").decode()
    assert len(store.every(sold.office.db)) == 9


def test_a_year_with_a_held_cheque_alone_has_no_chain(sold, tmp_path):
    held = Payment(
        paid_on=date(2025, 3, 1),
        amount=D("5.00"),
        means=PaymentMeans.CHEQUE,
        client_id=sold.town_hall,
        held_until=date(2027, 1, 1),
    )
    sales.save_payment(sold.office.db, held)
    made = yearly_archive.write(sold.office, 2025, tmp_path / "a.zip", tell_nobody)
    assert (made.invoices, made.payments) == (0, 1)
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert json.loads(opened.read("chaine.json")) == []


def test_two_editions_of_one_invoice_are_both_kept(sold, tmp_path):
    (paper,) = papers.papers_where(sold.office.db, "kind = 'invoice'", [])
    name = pdf_name(sold)
    columns = [c.name for c in sold.office.db.table("issued_paper").columns if c.name != "id"]
    names = ", ".join(columns)
    sold.office.db.execute(
        f"insert into issued_paper ({names}) select {names} from issued_paper where id = ?",
        [paper.id],
    )
    sold.office.db.execute(
        "insert into paper_content select (select max(id) from issued_paper), data, texts, x'00'"
        " from paper_content where paper_id = ?",
        [paper.id],
    )
    sold.office.db.commit()
    yearly_archive.write(sold.office, 2026, tmp_path / "a.zip", tell_nobody)
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert opened.read(f"documents/{name} (2).pdf") == b"\x00"


def test_a_year_without_anything_is_refused_and_nothing_is_written(sold, tmp_path):
    with pytest.raises(RuleBroken, match="2019"):
        yearly_archive.write(sold.office, 2019, tmp_path / "a.zip", tell_nobody)
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_is_given_up_leaves_the_former_one(sold, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"former")

    def stop(_done, _total, _what):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        yearly_archive.write(sold.office, 2026, path, stop)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"former"]


def test_progress_ends_at_the_number_of_invoices(sold, tmp_path):
    steps = []
    yearly_archive.write(
        sold.office,
        2026,
        tmp_path / "a.zip",
        lambda done, total, _what: steps.append((done, total)),
    )
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_writing_it_changes_nothing(sold, tmp_path):
    before = list(chain.links(sold.office.db))
    yearly_archive.write(sold.office, 2026, tmp_path / "a.zip", tell_nobody)
    assert list(chain.links(sold.office.db)) == before
    assert not sold.office.db.conn.in_transaction
