"""Who owes what: payers, their unpaid invoices, and a payment that is written again."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.invoice_office import InvoiceOffice, training
from trainingdesk.storage import sales
from trainingdesk.storage.sales import Payer


@pytest.fixture
def shop():
    made = InvoiceOffice()
    yield made
    made.office.close()


def test_an_office_that_nobody_owes_anything_has_no_debtor(shop):
    shop.pay("10.00", [(shop.sell([training("10.00")]), "10.00")])
    assert sales.debtors(shop.office.db) == []


def test_a_fund_that_pays_in_place_of_the_client_owes_the_invoice(shop):
    fund = shop.new_funder("Opcazur")
    invoice = shop.sell([training("30.00")], funder=fund)
    shop.sell([training("10.00")])
    owed = {payer: (name, amount) for payer, name, amount in sales.debtors(shop.office.db)}
    assert owed == {
        Payer(client_id=shop.client): ("Mairie d’Évian-la-Forêt", Decimal(10)),
        Payer(funder_id=fund): ("Opcazur", Decimal(30)),
    }
    assert sales.payer_of(shop.office.db, invoice) == Payer(funder_id=fund)
    assert sales.payer_name(shop.office.db, Payer(funder_id=fund)) == "Opcazur"
    assert sales.payer_name(shop.office.db, Payer(client_id=shop.client)).startswith("Mairie")
    (debt,) = sales.owed_by(shop.office.db, Payer(funder_id=fund))
    assert (debt.invoice_id, debt.remaining) == (invoice, Decimal(30))


def test_credits_and_payments_lessen_what_is_owed(shop):
    invoice = shop.sell([training("100.00")])
    shop.pay("30.00", [(invoice, "30.00")])
    shop.credit(invoice, [training("25.00")])
    (debt,) = sales.owed_by(shop.office.db, Payer(client_id=shop.client))
    assert debt.remaining == Decimal(45)


def test_the_first_due_stands_first(shop):
    late = shop.sell([training("20.00")], date(2026, 5, 14))
    early = shop.sell([training("20.00")], date(2026, 5, 15))
    debts = sales.owed_by(shop.office.db, Payer(client_id=shop.client))
    assert [debt.invoice_id for debt in debts] == [late, early]


def test_what_a_payment_settles_counts_as_unpaid_while_it_is_written_again(shop):
    invoice = shop.sell([training("100.00")])
    payment = shop.pay("100.00", [(invoice, "100.00")])
    payer = Payer(client_id=shop.client)
    assert sales.owed_by(shop.office.db, payer) == []
    (debt,) = sales.owed_by(shop.office.db, payer, payment)
    assert debt.remaining == Decimal(100)
