"""The rows behind the reports, read from the file."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.invoice_office import InvoiceOffice, taxed, training
from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.services import identity, invoicing
from trainingdesk.services.office import create_office, open_office
from trainingdesk.storage import reports
from trainingdesk.storage.parties import CLIENTS

MAY = (date(2026, 5, 1), date(2026, 5, 31))
TODAY = date(2026, 6, 3)


@pytest.fixture
def sales():
    made = InvoiceOffice()
    yield made
    made.office.close()


def may(sales, as_of=TODAY):
    return reports.period(sales.office.db, *MAY, as_of)


def test_an_invoice_is_read_with_who_pays_and_what_it_sells(sales):
    funder = sales.new_funder("Opcazur")
    session = sales.new_session("ACC-01", "Accueillir")
    sales.sell([training("690.00", session), taxed("120.00")], session=session, funder=funder)
    (row,) = may(sales).rows
    assert (row.number, row.issued_on, row.due_on) == (
        "F-2026-0001",
        date(2026, 5, 12),
        date(2026, 6, 11),
    )
    assert (row.client, row.payer) == ("Mairie d’Évian-la-Forêt", "Opcazur")
    assert (row.total_ht, row.tva, row.total_ttc) == (
        Decimal("810.00"),
        Decimal("24.00"),
        Decimal("834.00"),
    )
    assert [(part.rate, part.total_ht, part.tva) for part in row.parts] == [
        (Decimal(0), Decimal("690.00"), Decimal("0.00")),
        (Decimal(20), Decimal("120.00"), Decimal("24.00")),
    ]


def test_a_line_belongs_to_its_own_session_else_to_that_of_the_invoice(sales):
    first, second = (
        sales.new_session("ACC-01", "Accueillir"),
        sales.new_session("TAB-01", "Tableur"),
    )
    sales.sell([training("100", first), training("100", second), training("100")], session=first)
    (row,) = may(sales).rows
    assert [(part.session, part.course) for part in row.parts] == [
        ("S-2026-001", "ACC-01 – Accueillir"),
        ("S-2026-002", "TAB-01 – Tableur"),
        ("S-2026-001", "ACC-01 – Accueillir"),
    ]


def test_a_line_without_session_or_course_is_kept(sales):
    sales.sell([taxed("100")])
    (row,) = may(sales).rows
    assert [(part.session, part.course, part.total_ttc) for part in row.parts] == [
        (None, None, Decimal("120.00"))
    ]


def test_an_invoice_taken_over_without_lines_keeps_its_amounts(sales):
    sales.office.db.execute(
        """
        insert into invoice (client_id, kind, addressed_to, purchase_order, service_code,
            engagement_number, file_number, reason, notes, client_name,
            client_address_street, client_address_postcode, client_address_city,
            client_address_country, client_siret, client_vat_number,
            total_ht_cents, tva_cents, total_ttc_cents, number, issued_on)
        values (?, 'invoice', 'client', '', '', '', '', '', '', 'Reprise', '', '', '', '', '', '',
            10000, 2000, 12000, 'X-1', '2026-05-02')
        """,
        [sales.client],
    )
    (row,) = may(sales).rows
    assert (row.total_ht, row.tva, row.due_on) == (Decimal(100), Decimal(20), None)
    assert [part.rate for part in row.parts] == [None]


def test_tax_rounded_once_a_rate_leaves_nothing_unexplained(sales):
    sales.sell([taxed("0.03"), taxed("0.03"), taxed("0.03")])
    (row,) = may(sales).rows
    assert [(part.rate, part.tva) for part in row.parts] == [
        (Decimal(20), Decimal("0.01")),
        (Decimal(20), Decimal("0.00")),
        (Decimal(20), Decimal("0.01")),
    ]


def test_drafts_and_other_months_stay_out(sales):
    sales.sell([training("10")], date(2026, 4, 30))
    inside = sales.sell([training("20")], date(2026, 5, 31))
    sales.sell([training("30")], date(2026, 6, 1))
    draft = Invoice(client_id=sales.client, lines=(training("40"),))
    invoicing.save_draft(sales.office, draft)
    assert [row.id for row in may(sales).rows] == [inside]


def test_numbers_are_in_the_order_people_count(sales):
    identity.save_pattern(sales.office, "invoice", "F{YYYY}-{SEQ}")
    for _ in range(11):
        sales.sell([training("10")])
    assert [row.number for row in may(sales).rows][8:] == ["F2026-9", "F2026-10", "F2026-11"]


def test_a_credit_note_is_negative_and_taken_off_the_invoice_it_corrects(sales):
    invoice = sales.sell([taxed("100.00")])
    sales.credit(invoice, [taxed("40.00")])
    credit, corrected = may(sales).rows
    assert (credit.kind, credit.corrects) == (InvoiceKind.CREDIT_NOTE, "F-2026-0001")
    assert (credit.total_ht, credit.tva, credit.total_ttc) == (
        Decimal(-40),
        Decimal(-8),
        Decimal(-48),
    )
    assert (credit.due_on, credit.remaining) == (None, Decimal(0))
    assert (corrected.total_ttc, corrected.credited, corrected.remaining) == (
        Decimal(120),
        Decimal(48),
        Decimal(72),
    )


def test_what_comes_after_the_day_of_the_report_is_not_counted_yet(sales):
    invoice = sales.sell([training("100.00")])
    sales.credit(invoice, [training("30.00")], on=date(2026, 5, 20))
    sales.pay("50.00", [(invoice, "50.00")], on=date(2026, 5, 22))
    credit, before = may(sales, as_of=date(2026, 5, 19)).rows
    assert (before.credited, before.paid, before.remaining) == (
        Decimal(0),
        Decimal(0),
        Decimal(100),
    )
    assert (credit.credited, credit.remaining) == (Decimal(0), Decimal(-30))
    _, after = may(sales).rows
    assert (after.credited, after.paid, after.remaining) == (Decimal(30), Decimal(50), Decimal(20))


def test_an_invoice_paid_in_three_parts_is_still_one_row(sales):
    invoice = sales.sell([training("60.00"), taxed("10.00")])
    for part in ("20.00", "30.00", "7.00"):
        sales.pay(part, [(invoice, part)])
    (row,) = may(sales).rows
    assert (row.total_ttc, row.paid, row.remaining) == (
        Decimal("72.00"),
        Decimal("57.00"),
        Decimal("15.00"),
    )


def test_a_payment_is_listed_with_what_it_settles_and_what_is_left(sales):
    first = sales.sell([training("100.00")], date(2026, 4, 2))
    second = sales.sell([training("50.00")])
    draft = Invoice(client_id=sales.client, lines=(training("25.00"),))
    unpaid = invoicing.save_draft(sales.office, draft).saved_id
    sales.pay("180.00", [(second, "50.00"), (first, "100.00")], reference="VIR 778")
    # A draft is no longer payable; a file from elsewhere may hold such a payment all the same.
    sales.office.db.execute(
        "insert into payment_allocation (payment_id, invoice_id, amount_cents, settled_on)"
        " values (1, ?, 2500, '2026-05-01')",
        [unpaid],
    )
    sales.office.db.commit()
    (payment,) = may(sales).payments
    assert [(part.number, part.amount) for part in payment.settlements] == [
        (None, Decimal(25)),
        ("F-2026-0001", Decimal(100)),
        ("F-2026-0002", Decimal(50)),
    ]
    assert {part.client for part in payment.settlements} == {"Mairie d’Évian-la-Forêt"}
    assert (payment.reference, payment.amount, payment.unallocated) == (
        "VIR 778",
        Decimal(180),
        Decimal(5),
    )


def test_payments_of_other_months_stay_out(sales):
    sales.pay("10.00", on=date(2026, 4, 30))
    sales.pay("20.00", on=date(2026, 5, 1))
    sales.pay("30.00", on=date(2026, 6, 1))
    assert [payment.amount for payment in may(sales).payments] == [Decimal(20)]


def test_still_due_are_older_invoices_too_and_what_was_paid_too_much(sales):
    old = sales.sell([training("10.00")], date(2025, 3, 1))
    settled = sales.sell([training("20.00")], date(2026, 4, 1))
    sales.pay("20.00", [(settled, "20.00")])
    back = sales.sell([training("30.00")], date(2026, 5, 2))
    sales.pay("30.00", [(back, "30.00")])
    sales.credit(back, [training("5.00")], date(2026, 5, 3))
    sales.sell([training("40.00")], date(2026, 6, 1))
    due = reports.still_due(sales.office.db, MAY[1], TODAY)
    assert [(row.id, row.remaining) for row in due] == [(old, Decimal(10)), (back, Decimal(-5))]


def test_twelve_months_stand_beside_the_twelve_before(sales):
    sales.sell([training("10.00")], date(2025, 5, 31))
    credited = sales.sell([training("20.00")], date(2025, 6, 1))
    sales.credit(credited, [training("5.00")], date(2025, 6, 30))
    sales.sell([training("40.00")], date(2026, 5, 4))
    months = reports.twelve_months(sales.office.db, MAY[1])
    assert len(months) == 12
    assert (months[0].month, months[0].total_ht) == (date(2025, 6, 1), Decimal(15))
    assert (months[-1].total_ht, months[-1].year_before) == (Decimal(40), Decimal(10))
    assert sum(month.total_ht for month in months) == Decimal(55)


def test_a_month_costs_as_many_queries_with_thirty_invoices_as_with_one(sales):
    def asked():
        queries = []
        sales.office.db.conn.set_trace_callback(queries.append)
        may(sales)
        sales.office.db.conn.set_trace_callback(None)
        return len(queries)

    sales.pay("5.00", [(sales.sell([training("10.00")]), "5.00")])
    one = asked()
    for _ in range(29):
        sales.pay("5.00", [(sales.sell([training("10.00")]), "5.00")])
    assert asked() == one


def test_a_snapshot_does_not_see_what_others_write_meanwhile(tmp_path):
    path = tmp_path / "Bureau.trainingdesk"
    create_office(path).close()
    reader, writer = open_office(path), open_office(path)
    try:
        with reports.snapshot(reader.db) as db:
            assert reports.still_due(db, *MAY) == ()
            writer.db.execute("insert into setting values ('essai', '1')")
            writer.db.commit()
            (seen,) = db.execute("select count(*) from setting where key = 'essai'").fetchone()
        assert seen == 0
        assert not reader.db.conn.in_transaction
    finally:
        reader.close()
        writer.close()


def test_a_snapshot_within_a_unit_of_work_leaves_it_open(sales):
    db = sales.office.db
    db.execute("begin")
    with reports.snapshot(db):
        assert CLIENTS.where(db)
    assert db.conn.in_transaction
    db.rollback()
