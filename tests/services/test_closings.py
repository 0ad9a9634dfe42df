"""Months and years are closed in order, once over, and nothing enters them again."""

from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.closings import ClosedSpan
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceLine
from trainingdesk.domain.lines import Line
from trainingdesk.domain.payments import Payment
from trainingdesk.services import closings, invoicing
from trainingdesk.storage import closings as store
from trainingdesk.storage import sales
from trainingdesk.storage.checks import check_chain

JANUARY, FEBRUARY = date(2027, 1, 15), date(2027, 2, 10)


def plain(words):
    return words.replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def client(filled):
    """A client of the office."""
    return filled.town_hall


def draft(filled, client, price="100.00", **fields):
    line = Line(label="Conseil", unit_price=D(price))
    return invoicing.save_draft(
        filled.office, Invoice(client_id=client, lines=(InvoiceLine(line=line),), **fields)
    ).saved_id


@pytest.fixture
def issued(filled, client):
    """Two invoices in January, half of one credited in February, and two payments."""
    office = filled.office
    filled.clock.day = date(2027, 4, 2)
    for price in ("100.00", "250.00"):
        first = draft(filled, client, price)
        invoicing.issue(office, first, JANUARY)
    sales.save_payment(office.db, Payment(paid_on=JANUARY, amount=D("80.00"), client_id=client))
    sales.save_payment(
        office.db,
        Payment(paid_on=JANUARY, amount=D("9.00"), client_id=client, held_until=date(2027, 6, 1)),
    )
    note = invoicing.credit(office, first, "Un jour de moins").saved_id
    filled.clock.day = date(2027, 2, 12)
    invoicing.issue(office, note, FEBRUARY)
    filled.clock.day = date(2027, 4, 2)
    return filled


def test_a_month_keeps_its_sums_and_the_perpetual_ones(issued):
    office = issued.office
    closings.close_month(office, JANUARY)
    february = store.CLOSINGS.get(office.db, closings.close_month(office, FEBRUARY).saved_id)
    january = store.every(office.db)[1]
    assert (january.invoices, january.credit_notes) == (2, 0)
    assert (january.total_ht, january.total_ttc) == (D("350.00"), D("350.00"))
    assert (january.payments, january.received) == (1, D("80.00"))
    assert january.perpetual_ttc == D("350.00")
    assert (february.invoices, february.credit_notes) == (0, 1)
    assert (february.total_ttc, february.perpetual_ttc) == (D("-250.00"), D("100.00"))
    assert february.closed_on == date(2027, 4, 2)
    assert check_chain(office.db) == []


def test_drafts_about_the_month_are_counted(issued, client):
    for day in (20, 21):
        draft(issued, client, delivered_from=date(2027, 1, day))
    said = plain(closings.close_month(issued.office, JANUARY).label)
    assert said.endswith(
        "2 brouillons portent sur cette période : leurs factures seront datées d’après."
    )


def test_what_was_closed_is_said(issued):
    done = closings.close_month(issued.office, JANUARY)
    assert plain(done.label) == (
        "Clôture de janvier 2027 : 2 factures, 350,00 € TTC ; total perpétuel 350,00 €."
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param(date(2027, 4, 1), "Avril 2027 n’est pas terminé", id="a running month"),
        pytest.param(FEBRUARY, "Clôturez d’abord janvier 2027", id="an earlier one is open"),
        pytest.param(date(2026, 12, 1), "précède la première facture", id="before any invoice"),
    ],
)
def test_a_month_that_cannot_be_closed_is_refused(issued, day, words):
    with pytest.raises(RuleBroken) as refused:
        closings.close_month(issued.office, day)
    assert words in plain(str(refused.value))
    assert store.every(issued.office.db) == []


def test_a_month_is_closed_once(issued):
    closings.close_month(issued.office, JANUARY)
    with pytest.raises(RuleBroken, match="déjà clôturé"):
        closings.close_month(issued.office, JANUARY)


def test_nothing_is_closed_while_nothing_was_issued(filled):
    assert closings.next_month(filled.office) is None
    assert closings.can_close_month(filled.office) is None
    with pytest.raises(RuleBroken, match="Aucune facture"):
        closings.close_month(filled.office, date(2020, 1, 1))
    with pytest.raises(RuleBroken, match="Aucune facture"):
        closings.close_year(filled.office, 2020)


def test_an_invoice_dated_in_a_closed_month_is_refused_and_takes_no_number(issued, client):
    office = issued.office
    closings.close_month(office, JANUARY)
    closings.close_month(office, FEBRUARY)
    waiting = draft(issued, client)
    with pytest.raises(RuleBroken) as refused:
        invoicing.issue(office, waiting, date(2027, 2, 28))
    assert plain(str(refused.value)) == (
        "Février 2027 est clôturé depuis le 2 avril 2027 : datez la facture du 1er mars 2027 ou "
        "après."
    )
    assert refused.value.field == "issued_on"
    assert "F-2027-0003" in invoicing.issue(office, waiting, date(2027, 3, 1)).label


def test_drafts_about_the_month_are_told(issued, client):
    draft(issued, client, delivered_from=date(2027, 1, 20), delivered_until=date(2027, 1, 21))
    said = plain(closings.close_month(issued.office, JANUARY).label)
    assert said.endswith("1 brouillon porte sur cette période : sa facture sera datée d’après.")


def close_months(filled, until):
    while (coming := closings.can_close_month(filled.office)) and coming <= until:
        closings.close_month(filled.office, coming)


def test_a_year_is_closed_once_its_months_are(issued):
    office = issued.office
    issued.clock.day = date(2028, 1, 5)
    with pytest.raises(RuleBroken, match="janvier\xa02027"):
        closings.close_year(office, 2027)
    close_months(issued, date(2027, 11, 1))
    assert closings.next_year(office) is None
    with pytest.raises(RuleBroken, match="décembre\xa02027"):
        closings.close_year(office, 2027)
    close_months(issued, date(2027, 12, 1))
    assert closings.next_year(office) == 2027
    year = store.CLOSINGS.get(office.db, closings.close_year(office, 2027).saved_id)
    assert (year.period, year.name) == (ClosedSpan.YEAR, "l’année 2027")
    assert (year.invoices, year.credit_notes, year.total_ttc) == (2, 1, D("100.00"))
    assert year.perpetual_ttc == D("100.00")
    with pytest.raises(RuleBroken, match="déjà clôturée"):
        closings.close_year(office, 2027)
    with pytest.raises(RuleBroken, match="pas terminé"):
        closings.close_year(office, 2028)
    assert check_chain(office.db) == []


def test_years_are_closed_in_order(issued):
    issued.clock.day = date(2029, 2, 1)
    close_months(issued, date(2028, 12, 1))
    with pytest.raises(RuleBroken, match="Clôturez d’abord l’année 2027"):
        closings.close_year(issued.office, 2028)
    closings.close_year(issued.office, 2027)
    closings.close_year(issued.office, 2028)
    assert [one.starts_on.year for one in store.every(issued.office.db)[:1]] == [2028]
