"""What is owed, by how long it has been due."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.aged_balance import (
    Age,
    PayerCredit,
    PayerKey,
    age,
    aged_balance,
    expected_cash,
)
from trainingdesk.domain.invoice_report import InvoicePart, InvoiceRow
from trainingdesk.domain.invoices import InvoiceKind

TODAY = date(2026, 5, 20)


def row(number=1, amount="100.00", due=TODAY, *, client=1, funder=None, paid="0.00", issued=TODAY):
    part = InvoicePart(label="Formation", total_ht=D(amount), tva=D(0), rate=D(0))
    return InvoiceRow(
        id=number,
        number=f"F-{number}",
        issued_on=issued,
        kind=InvoiceKind.INVOICE,
        client_id=client,
        client=f"Client {client}",
        funder_id=funder,
        funder=f"Fonds {funder}" if funder else None,
        due_on=due,
        corrects=None,
        credited=D(0),
        paid=D(paid),
        parts=(part,),
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-10, Age.NOT_DUE),
        (0, Age.NOT_DUE),
        (1, Age.UNTIL_30),
        (30, Age.UNTIL_30),
        (31, Age.UNTIL_60),
        (60, Age.UNTIL_60),
        (61, Age.UNTIL_90),
        (90, Age.UNTIL_90),
        (91, Age.OVER),
    ],
)
def test_an_invoice_ages_from_the_day_after_it_falls_due(days, expected):
    assert age(row(due=TODAY - timedelta(days=days)), TODAY) is expected


def test_an_invoice_without_a_day_is_due_when_it_is_issued():
    assert age(row(due=None, issued=TODAY - timedelta(days=40)), TODAY) is Age.UNTIL_60


def test_clients_come_first_each_by_name_and_a_funder_owes_for_itself():
    balance = aged_balance(
        [row(1, client=2), row(2, client=1, funder=9), row(3, client=1)], (), TODAY
    )
    assert [payer.name for payer in balance.payers] == ["Client 1", "Client 2", "Fonds 9"]
    assert [payer.total for payer in balance.payers] == [D(100)] * 3
    assert [each.number for each in balance.rows] == ["F-3", "F-1", "F-2"]


def test_what_was_paid_ahead_is_taken_off_and_never_lost():
    ahead = (
        PayerCredit(key=PayerKey(client_id=1), name="Client 1", amount=D(30)),
        PayerCredit(key=PayerKey(client_id=8), name="Anne", amount=D(12)),
        PayerCredit(key=PayerKey(), name="Payeur inconnu", amount=D(5)),
    )
    balance = aged_balance([row()], ahead, TODAY)
    assert {payer.name: payer.total for payer in balance.payers} == {
        "Anne": D(-12),
        "Client 1": D(70),
        "Payeur inconnu": D(-5),
    }
    assert (balance.invoiced, balance.credit, balance.total) == (D(100), D(47), D(53))


def test_what_is_late_is_what_is_past_its_day():
    rows = [row(1, due=TODAY), row(2, "50.00", due=TODAY - timedelta(days=3))]
    balance = aged_balance(rows, (), TODAY)
    assert (balance.late, balance.owed(Age.NOT_DUE)) == (D("50.00"), D("100.00"))


def test_money_is_expected_in_the_week_of_its_day_and_what_is_late_first():
    rows = [
        row(1, due=date(2026, 5, 24)),
        row(2, due=date(2026, 5, 25)),
        row(3, due=date(2026, 5, 19)),
        row(4, due=TODAY),
        row(5, due=date(2026, 5, 31), paid="130.00"),
    ]
    weeks = expected_cash(rows, TODAY)
    assert [(week.monday, [r.number for r in week.rows]) for week in weeks] == [
        (None, ["F-3"]),
        (date(2026, 5, 18), ["F-1", "F-4"]),
        (date(2026, 5, 25), ["F-2"]),
    ]
    assert [week.amount for week in weeks] == [D(100), D(200), D(100)]


ROWS = st.lists(
    st.builds(
        row,
        st.integers(1, 999),
        st.decimals(-500, 5000, places=2).map(str),
        st.dates(date(2026, 1, 1), date(2026, 9, 1)),
        client=st.integers(1, 4),
        funder=st.sampled_from([None, None, 7, 8]),
    ),
    max_size=30,
)


@given(ROWS)
def test_nothing_is_counted_twice_nor_lost(rows):
    balance = aged_balance(rows, (), TODAY)
    whole = sum((each.remaining for each in rows), D(0))
    assert balance.invoiced == whole
    assert sum((balance.owed(each) for each in Age), D(0)) == whole
    assert sum((payer.total for payer in balance.payers), D(0)) == balance.total
    expected = sum((week.amount for week in expected_cash(rows, TODAY)), D(0))
    assert expected == sum((each.remaining for each in rows if each.remaining > 0), D(0))
