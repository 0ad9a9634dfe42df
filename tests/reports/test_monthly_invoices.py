"""The report of a month's invoices, on paper, as a workbook and for another program."""

import csv
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.support.invoice_office import InvoiceOffice, franchise, taxed, training
from tests.support.office_sample import OFFICE
from tests.support.pdf_text import pages, plain, without_furniture
from tests.support.workbook_reader import cents, formulas, shown, worked_out
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.french import parse_amount
from trainingdesk.reports.monthly_invoices.csv_file import as_csv
from trainingdesk.reports.monthly_invoices.figures import (
    breakdowns,
    credit_notes,
    file_name,
    invoices,
    period_name,
    received,
    remaining,
    sums,
    title,
    treatment_name,
)
from trainingdesk.reports.monthly_invoices.pdf import as_pdf
from trainingdesk.reports.monthly_invoices.xlsx import as_xlsx
from trainingdesk.services.reporting import invoice_report
from trainingdesk.storage import sales as store

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)
LONG = (
    "Société coopérative agricole et viticole des producteurs réunis de la vallée de l’Ardèche "
    "méridionale et des communes voisines"
)
DATE = re.compile(r"\d\d/\d\d/\d{4}")
AMOUNT = re.compile(r"[-+]?\d{1,3}(?:\s\d{3})*,\d\d")


@pytest.fixture
def sales():
    made = InvoiceOffice()
    yield made
    made.office.close()


@pytest.fixture
def month(sales):
    """Return the report of a month with one of everything."""
    funder = sales.new_funder("Opcazur")
    first, second = (
        sales.new_session("ACC-01", "Accueillir"),
        sales.new_session("TAB-01", "Tableur"),
    )
    other = sales.new_client(LONG)
    last_year = sales.sell([training("300.00", first)], date(2025, 5, 6))
    sales.pay("300.00", [(last_year, "300.00")], date(2025, 5, 20))
    sales.sell([training("75.00")], date(2026, 3, 2))
    paid = sales.sell([training("690.00", first), taxed("120.00")], date(2026, 5, 4), funder=funder)
    sales.pay("900.00", [(paid, "834.00")], date(2026, 5, 30), "VIR 12")
    mixed = [
        training("100.00", first),
        taxed("10.05", "5.5", second),
        taxed("0.03", session=second),
    ]
    corrected = sales.sell(mixed, date(2026, 5, 5), client=other)
    sales.credit(corrected, mixed[1:], date(2026, 5, 6))
    sales.sell([franchise("55.50")], date(2026, 5, 7), kind=InvoiceKind.DEPOSIT)
    return report_of(sales)


def report_of(sales, first=FIRST, last=LAST):
    return invoice_report(sales.office, first, last)


def table(csv_file):
    return list(csv.DictReader(StringIO(csv_file.decode("utf-8-sig"), newline=""), delimiter=";"))


def listed(pdf):
    """Return the amounts of each invoice on the paper, and those of the total below them."""
    paper = PdfReader(BytesIO(without_furniture(pdf)))
    lines = [plain(line) for page in paper.pages for line in page.extract_text().splitlines()]
    if "Totaux" not in lines:
        return {}
    start, end = lines.index("Factures et avoirs") + 1, lines.index("Totaux")
    rows, row = {}, []
    for number, line in zip(lines[start:end], lines[start + 1 : end], strict=False):
        if DATE.fullmatch(line) and re.fullmatch(r"[AF]-\d{4}-\d{4}", number):
            row = rows[number] = []
        elif line.startswith("Total"):
            row = rows["Total"] = []
        elif AMOUNT.fullmatch(line):
            row.append(parse_amount(line))
    return rows


# Figures ----------------------------------------------------------------------------------------


def test_each_breakdown_adds_up_to_the_whole(month):
    whole, before = sums(month.rows), sums(month.previous_year.rows)
    found = breakdowns(month)
    assert len(found) == 5
    assert all((each.sums, each.sums_before) == (whole, before) for each in found)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param(
            0,
            [
                ("franchise en base (293 B du CGI)", "55.50"),
                ("exonéré (261-4-4° a du CGI)", "790.00"),
                ("5,5 %", "0.00"),
                ("20 %", "144.00"),
            ],
            id="rate, what the credit note takes back taken off",
        ),
        pytest.param(
            1,
            [
                ("Facture", "944.64"),
                ("Facture d’acompte", "55.50"),
                ("Avoir", "-10.64"),
            ],
            id="kind",
        ),
        pytest.param(2, [("Opcazur", "834.00"), ("Payé par le client", "155.50")], id="funder"),
        pytest.param(
            3,
            [
                ("ACC-01 – Accueillir", "790.00"),
                ("TAB-01 – Tableur", "0.00"),
                ("Sans session", "199.50"),
            ],
            id="course, a line without one kept",
        ),
        pytest.param(4, [("Mairie d’Évian-la-Forêt", "889.50"), (LONG, "100.00")], id="client"),
    ],
)
def test_invoices_are_broken_down_by(month, place, expected):
    groups = breakdowns(month)[place].groups
    assert [(plain(group.label), group.sums.total_ttc) for group in groups] == [
        (label, Decimal(amount)) for label, amount in expected
    ]


def test_a_group_opens_on_the_lines_behind_it_and_not_on_whole_invoices(month):
    (course,) = [group for group in breakdowns(month)[3].groups if group.label.startswith("TAB")]
    assert [(share.row.number, len(share.parts)) for share in course.shares] == [
        ("A-2026-0001", 2),
        ("F-2026-0003", 2),
    ]


def test_a_client_of_last_year_alone_is_shown(month):
    stranger = replace(month.previous_year.rows[0], client_id=99, client="Ancien client")
    earlier = replace(month.previous_year, rows=(stranger,))
    groups = breakdowns(replace(month, previous_year=earlier))[4].groups
    (gone,) = [group for group in groups if group.label == "Ancien client"]
    assert (gone.sums.total_ttc, gone.sums_before.total_ttc) == (Decimal(0), Decimal(300))


def test_two_clients_of_one_name_stay_two(sales):
    for _ in range(2):
        sales.sell([training("10.00")], client=sales.new_client("Dupont"))
    assert [group.label for group in breakdowns(report_of(sales))[4].groups] == ["Dupont"] * 2


def test_invoices_credit_notes_payments_and_dues_are_counted(month):
    assert (invoices(month.rows), credit_notes(month.rows)) == (3, 1)
    assert received(month.payments) == Decimal(900)
    assert remaining(month.rows) == Decimal("155.50")
    assert remaining(month.still_due) == Decimal("230.50")


@pytest.mark.parametrize(
    ("last", "heading", "name", "file"),
    [
        pytest.param(
            LAST, "Rapport mensuel des factures", "mai 2026", "Factures 2026-05", id="month"
        ),
        pytest.param(
            date(2026, 6, 15),
            "Rapport des factures",
            "du 1er mai 2026 au 15 juin 2026",
            "Factures 2026-05-01 au 2026-06-15",
            id="any period",
        ),
    ],
)
def test_a_report_is_named_after_its_period(sales, last, heading, name, file):
    report = report_of(sales, FIRST, last)
    assert (title(report), plain(period_name(report)), file_name(report)) == (heading, name, file)


def test_what_has_neither_rate_nor_exemption_has_a_name():
    assert treatment_name(None, None) == "Non ventilé"


# Paper ------------------------------------------------------------------------------------------


def test_the_paper_says_what_was_invoiced_paid_and_is_due(month):
    text = " ".join(pages(as_pdf(month, OFFICE)))
    for said in (
        "Rapport mensuel des factures",
        "Mai 2026 – situation des règlements au 3 juin 2026",
        "Facturé TTC 989,50 € 300,00 €",
        "Règlements reçus 900,00 € 300,00 €",
        "Reste dû sur toutes les factures émises jusqu’au 31 mai 2026 230,50 €",
        "Opcazur S-2026-001",
        "avoir sur F-2026-0003",
        "facture d’acompte",
        "payé par Opcazur",
        "F-2026-0002 – Mairie d’Évian-la-Forêt : 834,00 66,00 900,00",
        "Total, 4 pièces",
    ):
        assert said in text


def test_an_empty_month_says_so(sales):
    text = " ".join(pages(as_pdf(report_of(sales), OFFICE)))
    assert "Aucune facture ni aucun avoir n’a été émis" in text
    assert "Aucun règlement n’a été reçu" in text
    assert "Aucune facture ne reste due" in text
    assert "Totaux" not in text


def test_a_month_without_invoices_still_stands_beside_last_year(sales):
    sales.sell([training("300.00")], date(2025, 5, 6))
    text = " ".join(pages(as_pdf(report_of(sales), OFFICE)))
    assert "Mairie d’Évian-la-Forêt 0,00 0,00 0,00 300,00 -300,00" in text


def test_a_payment_of_a_draft_is_told_as_such(month):
    settled = replace(month.payments[0].settlements[0], number=None)
    payment = replace(month.payments[0], settlements=(settled,))
    unissued = replace(month, payments=(payment,))
    assert "brouillon – Mairie" in " ".join(pages(as_pdf(unissued, OFFICE)))
    assert shown(as_xlsx(unissued))["Règlements"]["D2"].value == "brouillon"


@pytest.mark.parametrize("count", [2, 9, 10, 11, 12, 33, 34, 35, 36])
def test_a_total_never_stands_alone_on_a_page(sales, count):
    for _ in range(count):
        sales.sell([training("10.00")])
    found = pages(as_pdf(report_of(sales), OFFICE))
    page = next(page for page in found if f"Total, {count} pièces" in page)
    assert f"F-2026-{count:04d}" in page


def test_the_paper_is_valid_with_five_rates_and_long_names(sales, judge):
    client, funder = sales.new_client(LONG), sales.new_funder(LONG)
    rates = [taxed("123456.78", rate) for rate in ("2.1", "5.5", "8.5", "10", "20")]
    sales.sell([training("1.00"), *rates], client=client, funder=funder)
    pdf = as_pdf(report_of(sales), OFFICE)
    judge(pdf)
    assert listed(pdf)["F-2026-0001"][:1] == [Decimal("617284.90")]
    # More rates than columns have room for stand below each other.
    assert "2,1 % : 2 592,59 5,5 % : 6 790,12 8,5 % : 10 493,83" in " ".join(pages(pdf))


# Workbook ---------------------------------------------------------------------------------------


def test_the_workbook_holds_real_numbers_and_dates(month):
    sheet = shown(as_xlsx(month))["Factures"]
    titles = [cell.value for cell in sheet[1]]
    row = dict(zip(titles, sheet[3], strict=True))
    assert row["Numéro"].value == "F-2026-0002"
    assert row["Date"].value == datetime(2026, 5, 4)  # noqa: DTZ001 - a cell knows no zone
    assert row["Total TTC"].value == 834
    assert row["Total TTC"].number_format == '#,##0.00\\ "€"'
    assert row["Date"].number_format == "dd/mm/yyyy"


def test_the_workbook_prints_landscape_with_its_header_on_each_page(month):
    for sheet in load_workbook(BytesIO(as_xlsx(month))):
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes == "B2"


@pytest.mark.parametrize("name", ["=1+1", "+33 formation", "-Dupont", "@Dupont"])
def test_a_text_that_looks_like_a_formula_stays_text(sales, name):
    sales.sell([training("10.00")], client=sales.new_client(name))
    report = report_of(sales)
    cell = formulas(as_xlsx(report))["Factures"]["E2"]
    assert (cell.data_type, cell.value) == ("s", name)
    assert table(as_csv(report))[0]["Client"] == f"'{name}"


def test_every_formula_is_written_with_what_it_works_out_to(month):
    workbook = as_xlsx(month)
    values, book = shown(workbook), formulas(workbook)
    checked = 0
    for sheet in book:
        for cell in (cell for row in sheet for cell in row if cell.data_type == "f"):
            value = values[sheet.title][cell.coordinate].value
            assert cents(value) == worked_out(book, sheet, cell.value), cell
            checked += 1
    assert checked > 60


def test_an_empty_month_makes_a_workbook_of_zeros(sales):
    workbook = as_xlsx(report_of(sales))
    book = formulas(workbook)
    totals = [cell for cell in book["Factures"][3] if cell.data_type == "f"]
    assert totals
    assert {worked_out(book, book["Factures"], cell.value) for cell in totals} == {Decimal(0)}
    assert shown(workbook)["Synthèse"]["B6"].value == 0


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_libreoffice_works_out_the_same_totals(month, tmp_path):
    workbook = as_xlsx(month)
    # Saved by openpyxl, formulas have no values: each total is LibreOffice's own.
    formulas(workbook).save(tmp_path / "rapport.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    made = tmp_path / "again"
    convert = ("soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(made))
    subprocess.run(
        [*convert, str(tmp_path / "rapport.xlsx")], check=True, capture_output=True, timeout=120
    )
    again, ours = shown((made / "rapport.xlsx").read_bytes()), shown(workbook)
    for sheet in formulas(workbook):
        for cell in (cell for row in sheet for cell in row if cell.data_type == "f"):
            here, there = (book[sheet.title][cell.coordinate].value for book in (ours, again))
            assert cents(there) == cents(here), cell


# For another program ----------------------------------------------------------------------------


def test_the_csv_is_what_french_excel_reads(month):
    content = as_csv(month)
    assert content.startswith(b"\xef\xbb\xbfNum\xc3\xa9ro;Date;")
    assert content.endswith(b"\r\n")
    (credit, paid, *_) = table(content)
    assert (credit["Numéro"], credit["Corrige"], credit["Échéance"]) == (
        "A-2026-0001",
        "F-2026-0003",
        "",
    )
    assert (paid["Date"], paid["Payeur"], paid["Total TTC"]) == ("04/05/2026", "Opcazur", "834,00")
    assert credit["Total TTC"] == "-10,64"


def test_rates_have_columns_that_add_up_to_the_invoice(month):
    for row in table(as_csv(month)):
        for total, prefix in (("Total HT", "HT "), ("Total TVA", "TVA ")):
            parts = [parse_amount(text) for name, text in row.items() if name.startswith(prefix)]
            assert len(parts) > 1
            assert sum(parts) == parse_amount(row[total])


# All three --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda report: as_pdf(report, OFFICE), id="pdf"),
        pytest.param(as_xlsx, id="xlsx"),
        pytest.param(as_csv, id="csv"),
    ],
)
def test_the_same_report_gives_the_same_bytes(month, made):
    assert made(month) == made(month)


PRICES = st.integers(-20_000, 300_000).map(lambda amount: Decimal(amount).scaleb(-2))
LINES = st.one_of(
    PRICES.map(training),
    PRICES.map(franchise),
    st.builds(taxed, PRICES, st.sampled_from(["2.1", "5.5", "10", "20"])),
)


@st.composite
def sale(draw):
    return {
        "lines": draw(st.lists(LINES, min_size=1, max_size=4)),
        "gap": draw(st.integers(0, 9)),
        "kind": draw(st.sampled_from([InvoiceKind.INVOICE, InvoiceKind.DEPOSIT])),
        "funded": draw(st.booleans()),
        "session": draw(st.sampled_from([None, 0, 1])),
        "credited": draw(st.integers(0, 4)),
        "paid": draw(st.integers(0, 100)),
        "more": draw(st.integers(0, 5000)),
    }


def carry_out(sales, plan):
    """Sell, credit and settle as planned; what the services refuse does not happen."""
    funder = sales.new_funder("Opcazur")
    sessions = [sales.new_session("A-1", "Accueillir"), sales.new_session("T-1", "Tableur")]
    day = date(2026, 4, 28)
    for step in plan:
        day += timedelta(days=step["gap"])
        session = None if step["session"] is None else sessions[step["session"]]
        with suppress(RuleBroken):
            sold = sales.sell(
                step["lines"],
                day,
                kind=step["kind"],
                session=session,
                funder=funder if step["funded"] else None,
            )
            left = store.balance(sales.office.db, sold).remaining
            part = (left * step["paid"] / 100).quantize(Decimal("0.01"))
            if part:
                sales.pay(str(part + Decimal(step["more"]).scaleb(-2)), [(sold, str(part))], day)
            if step["credited"]:
                sales.credit(sold, step["lines"][: step["credited"]], day)


def in_file(sales, what):
    sign = "case kind when 'credit_note' then -1 else 1 end"
    ((found,),) = sales.office.db.execute(
        f"select coalesce(sum({sign} * {what}_cents), 0) from invoice"
        " where issued_on between ? and ?",
        [FIRST.isoformat(), LAST.isoformat()],
    )
    return Decimal(found).scaleb(-2)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(sale(), max_size=6))
def test_paper_workbook_csv_and_file_agree_to_the_cent(plan):
    sales = InvoiceOffice()
    carry_out(sales, plan)
    report = report_of(sales)
    whole = sums(report.rows)
    balances = [
        store.balance(sales.office.db, row.id).remaining
        for row in report.rows
        if row.kind is not InvoiceKind.CREDIT_NOTE
    ]
    ((paid,),) = sales.office.db.execute(
        "select coalesce(sum(amount_cents), 0) from payment where paid_on between ? and ?",
        [FIRST.isoformat(), LAST.isoformat()],
    )
    assert [whole.total_ht, whole.tva, whole.total_ttc] == [
        in_file(sales, what) for what in ("total_ht", "tva", "total_ttc")
    ]
    assert remaining(report.rows) == sum(balances, Decimal(0))
    assert all(each.sums == whole for each in breakdowns(report))
    assert all(part.rate is not None for row in report.rows for part in row.parts)
    sales.office.close()

    wanted = {
        "Total HT": whole.total_ht,
        "Total TVA": whole.tva,
        "Total TTC": whole.total_ttc,
        "Reste dû au 03/06/2026": remaining(report.rows),
    }
    rows = table(as_csv(report))
    assert {
        name: sum((parse_amount(row[name]) for row in rows), Decimal(0)) for name in wanted
    } == wanted

    workbook = as_xlsx(report)
    values, book = shown(workbook), formulas(workbook)
    totals = max(len(report.rows), 1) + 2
    for cell in book["Factures"][1]:
        if cell.value in wanted:
            place = f"{cell.column_letter}{totals}"
            assert cents(values["Factures"][place].value) == wanted[cell.value]
            assert (
                worked_out(book, book["Factures"], book["Factures"][place].value)
                == (wanted[cell.value])
            )
    assert cents(values["Synthèse"]["B7"].value) == Decimal(paid).scaleb(-2)

    pdf = as_pdf(report, OFFICE)
    paper = listed(pdf)
    total = paper.pop("Total", [Decimal(0), Decimal(0), Decimal(0)])
    assert len(paper) == len(report.rows)
    assert sum((row[0] for row in paper.values()), Decimal(0)) == total[0] == whole.total_ht
    assert (
        sum((row[-1] for row in paper.values()), Decimal(0)) == total[-1] == remaining(report.rows)
    )
    for row in report.rows:
        assert row.total_ttc in paper[row.number]
    assert received(report.payments) == Decimal(paid).scaleb(-2)
