"""The invoices of a month's closed sessions are reviewed in one list and issued in one run."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.funder_habits import ClaimPaper, ClaimPapers
from trainingdesk.domain.sessions import SessionState
from trainingdesk.services import month_billing
from trainingdesk.storage import papers, parties, sales, sessions
from trainingdesk.storage.checks import check_chain

MAY = date(2026, 5, 1)
END = date(2026, 5, 29)


@pytest.fixture
def closed(filled):
    """A session of May that is closed, with a town hall and an individual."""
    filled.attend()
    filled.clock.day = END
    db = filled.office.db
    session = sessions.SESSIONS.get(db, filled.session)
    sessions.SESSIONS.update(db, replace(session, state=SessionState.CLOSED, closed_on=END))
    db.commit()
    return filled


def plain(text):
    return re.sub(r"\s", " ", text)


def review(filled, on=END):
    return month_billing.bills(filled.office, MAY, on)


def numbers(filled):
    found = sales.invoices_where(filled.office.db, "1 order by id")
    return [invoice.number for invoice in found]


def issue(filled, bills, **how):
    ids = [bill.invoice_id for bill in bills]
    return month_billing.issue_all(filled.office, ids, END, **how)


def test_what_is_not_drafted_yet_is_listed_with_what_it_will_ask(closed):
    found = review(closed)
    assert [bill.client for bill in found] == ["Mairie d’Évian-la-Forêt", "Mme Zoé Łukasiewicz"]
    assert [bill.invoice_id for bill in found] == [None, None]
    assert [bill.total_ttc for bill in found] == [D("2070.00"), D("690.00")]
    assert not any(bill.is_ready for bill in found)


def test_other_months_and_open_sessions_are_left_out(closed):
    db = closed.office.db
    assert month_billing.bills(closed.office, date(2026, 4, 1), END) == ()
    session = sessions.SESSIONS.get(db, closed.session)
    sessions.SESSIONS.update(db, replace(session, state=SessionState.CONFIRMED, closed_on=None))
    assert review(closed) == ()
    assert month_billing.months_to_bill(closed.office) == []


def test_reviewing_keeps_nothing(closed):
    month_billing.draft_missing(closed.office, MAY)
    before = list(closed.office.db.conn.iterdump())
    assert all(bill.is_ready for bill in review(closed))
    assert list(closed.office.db.conn.iterdump()) == before


def test_all_are_issued_in_one_run_with_their_papers(closed):
    done = month_billing.draft_missing(closed.office, MAY)
    assert plain(done.label) == "2 brouillons préparés"
    assert plain(month_billing.draft_missing(closed.office, MAY).label) == "0 brouillon préparé"
    told = []
    done = issue(closed, review(closed), progress=lambda *step: told.append(step[:2]))
    assert plain(done.label) == "2 factures émises, 2 760,00 €"
    assert numbers(closed) == ["F-2026-0001", "F-2026-0002"]
    assert len(papers.papers_where(closed.office.db, "kind = 'invoice'", [])) == 2
    assert told == [(0, 2), (1, 2)]
    assert review(closed) == ()
    assert check_chain(closed.office.db) == []


def test_one_that_cannot_leave_keeps_all_of_them(closed):
    month_billing.draft_missing(closed.office, MAY)
    first, second = review(closed)
    person = parties.CLIENTS.get(closed.office.db, second.client_id)
    parties.CLIENTS.update(closed.office.db, replace(person, address=Address()))
    closed.office.db.commit()
    _ready, held = review(closed)
    assert "Adresse du client" in held.trouble
    with pytest.raises(RuleBroken, match=r"Aucune facture n’a été émise\. Celle de Mme Zoé"):
        issue(closed, (first, held))
    assert numbers(closed) == [None, None]
    assert papers.papers_where(closed.office.db, "kind = 'invoice'", []) == []
    issue(closed, (first,))
    assert numbers(closed) == ["F-2026-0001", None]


class GaveUp(Exception):
    pass


def test_giving_up_issues_none(closed):
    month_billing.draft_missing(closed.office, MAY)

    def give_up(done, _total, _what):
        if done == 1:
            raise GaveUp

    with pytest.raises(GaveUp):
        issue(closed, review(closed), progress=give_up)
    assert numbers(closed) == [None, None]
    assert check_chain(closed.office.db) == []


def test_what_cannot_be_drafted_is_told_and_left(closed):
    closed.fund("5000")
    (refused, _person) = review(closed)
    assert "ont accordé 5 000,00" in plain(refused.trouble)
    done = month_billing.draft_missing(closed.office, MAY)
    assert plain(done.label).endswith("1 facture impossible : voyez la liste")
    assert numbers(closed) == [None]


def test_a_funder_s_part_names_its_payer(closed):
    closed.fund("1000")
    month_billing.draft_missing(closed.office, MAY)
    fund, client, _person = review(closed)
    assert (fund.payer, fund.total_ttc) == ("OPCO Exemple Territoires", D("1000.00"))
    assert (client.payer, client.total_ttc) == ("", D("1070.00"))


def test_papers_that_a_funder_waits_for_are_told_with_its_invoice(closed):
    closed.fund("1000")
    funder = parties.FUNDERS.get(closed.office.db, closed.funder)
    asks = replace(funder.habits, papers=ClaimPapers.of(ClaimPaper.COMPLETION_CERTIFICATE))
    parties.FUNDERS.update(closed.office.db, replace(funder, habits=asks))
    closed.office.db.commit()
    month_billing.draft_missing(closed.office, MAY)
    fund, client, _person = review(closed)
    assert fund.is_ready
    assert any("attend encore" in remark for remark in fund.remarks)
    assert client.remarks == ()


def test_a_day_that_is_too_early_is_told_for_each(closed):
    month_billing.draft_missing(closed.office, MAY)
    (first, _second) = review(closed)
    issue(closed, (first,))
    (late,) = review(closed, on=date(2026, 5, 28))
    assert "ne peut pas porter une date antérieure" in late.trouble
