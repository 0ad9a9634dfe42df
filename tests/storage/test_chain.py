"""The chain holds for a sound file, and breaks at the very link of whatever is changed."""

import json
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest

from trainingdesk.domain.closings import ClosedSpan
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Deduction, Invoice, InvoiceKind, InvoiceLine, Recipient
from trainingdesk.domain.lines import Line
from trainingdesk.domain.numbering import DEFAULT_PATTERNS, Pattern
from trainingdesk.domain.payments import Allocation, Payment
from trainingdesk.storage import chain, closings, sales
from trainingdesk.storage.checks import Rule, check, check_chain
from trainingdesk.storage.database import (
    close_database,
    create_database,
    open_database,
    open_reader,
    unit_of_work,
)
from trainingdesk.storage.migrations.triggers import ORIGIN

DAY = date(2026, 5, 18)
INVOICES = Pattern(DEFAULT_PATTERNS["invoice"])
RESTORE = "Restaurez la dernière sauvegarde où la chaîne tient."
NOTES = Pattern(DEFAULT_PATTERNS["credit_note"])


def issue(db, client_id, day=DAY, **fields):
    """Issue an invoice of two lines at two rates, paid for by a funder."""
    lines = (
        InvoiceLine(line=Line(label="Deux journées", quantity=D(2), unit_price=D("950.00"))),
        InvoiceLine(
            line=Line(label="Repas", unit_price=D("30.00"), tva_rate=D(20), exemption=None)
        ),
    )
    draft = Invoice(
        client_id=client_id,
        issued_on=day,
        due_on=day,
        client=Recipient(name="Mairie d’Évian"),
        payer=Recipient(name="Opcazur"),
        lines=lines,
    )
    asked = replace(draft, **fields)
    note = asked.kind is InvoiceKind.CREDIT_NOTE
    kind, pattern = ("credit_note", NOTES) if note else ("invoice", INVOICES)
    number = sales.take_number(db, kind, pattern, day)
    return sales.save_invoice(db, replace(asked, number=number))


@pytest.fixture
def chained(db, things):
    """An office with seven links.

    An invoice, its payment and what it settles, a deposit, its balance, a credit note, a closing.
    """
    with unit_of_work(db):
        deposit = issue(db, things.client, kind=InvoiceKind.DEPOSIT)
        taken_off = Deduction(deposit, "F-2026-0002", DAY, D("10.00"))
        things.balance = issue(
            db,
            things.client,
            kind=InvoiceKind.BALANCE,
            deductions=(taken_off,),
            payer_funder_id=things.funder,
            conditions_id=things.conditions,
        )
        issue(
            db,
            things.client,
            kind=InvoiceKind.CREDIT_NOTE,
            corrects_id=things.invoice,
            reason="Absence",
        )
        may = closings.summed(
            db, ClosedSpan.MONTH, date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 2)
        )
        closings.add(db, may)
    return things


def unguard(db):
    """Let a test do what the file itself forbids."""
    for (name,) in db.execute(
        "select name from sqlite_schema where type = 'trigger' and name like '%keeps%'"
    ).fetchall():
        db.execute(f'drop trigger "{name}"')
    db.execute("pragma foreign_keys = off")
    db.execute("pragma ignore_check_constraints = on")


def as_another_program(db):
    """Ask for no trigger of what is replaced, and for no reference, as most programs do."""
    db.execute("pragma recursive_triggers = off")
    db.execute("pragma foreign_keys = off")


def told(db):
    """Return the breaks of the chain, sentences with plain spaces."""
    return [
        (one.place, one.sentence.replace("\xa0", " "))
        for one in check_chain(db)
        if one.rule is Rule.CHAIN
    ]


def test_a_sound_chain_holds(db, chained):
    assert check_chain(db) == []
    assert check(db) == []
    assert [link.kind for link in chain.links(db)] == [
        "invoice",
        "payment",
        "allocation",
        *["invoice"] * 3,
        "closing",
    ]
    assert chain.place_of(db, chain.LinkKind.INVOICE, chained.balance) == 5
    assert chain.place_of(db, chain.LinkKind.INVOICE, chained.draft_invoice) is None


@pytest.mark.usefixtures("chained")
def test_each_fingerprint_follows_from_the_one_before(db):
    previous = ORIGIN
    for link in chain.links(db):
        assert link.previous == previous
        assert link.sha256 == sha256((previous + link.content).encode()).hexdigest()
        previous = link.sha256


@pytest.mark.usefixtures("chained")
def test_a_link_tells_who_pays_what_at_which_rate_less_what(db):
    said = json.loads(next(chain.links(db, 5, 5)).content)
    assert (said["client_name"], said["payer_name"]) == ("Mairie d’Évian", "Opcazur")
    assert said["rates"] == [
        {"tva_rate": "0", "exemption": "training", "total_ht_cents": 190_000},
        {"tva_rate": "20", "exemption": None, "total_ht_cents": 3_000},
    ]
    assert said["deductions"] == [
        {"number": "F-2026-0002", "issued_on": "2026-05-18", "net_cents": 193_600}
    ]


@pytest.mark.usefixtures("chained")
def test_a_credit_note_names_what_it_corrects(db):
    assert json.loads(next(chain.links(db, 6, 6)).content)["corrects"] == "F-2026-0001"


@pytest.mark.usefixtures("things")
def test_a_draft_is_no_link(db):
    assert [link.kind for link in chain.links(db)] == ["invoice", "payment", "allocation"]


def columns(table):
    """Return the columns of a table of the schema, read from an office made for that."""
    with closing(create_database(":memory:")) as db:
        return [column.name for column in db.table(table).columns if column.name != "id"]


def changed(column):
    """Return SQL for another value than the one a column has, of the same kind."""
    if column.endswith(("_cents", "_id", "position")) or column in {
        "is_optional", "invoices", "credit_notes", "payments",
    }:  # fmt: skip
        return f"coalesce({column}, 0) + 7"
    return f"coalesce({column}, '') || 'x'"


@pytest.mark.usefixtures("chained")
@pytest.mark.parametrize("column", [c for c in columns("invoice") if c != "corrects_id"])
def test_each_field_of_an_invoice_breaks_its_own_link(db, column):
    unguard(db)
    db.execute(f"update invoice set {column} = {changed(column)} where number = 'F-2026-0003'")
    assert told(db)[0] == (
        "maillon 5",
        f"La facture F-2026-0003 ne correspond plus à son empreinte (maillon 5). {RESTORE}",
    )


@pytest.mark.parametrize("column", [c for c in columns("invoice_line") if c != "owner_id"])
def test_each_field_of_a_line_breaks_its_own_link(db, chained, column):
    unguard(db)
    db.execute(
        f"update invoice_line set {column} = {changed(column)} where owner_id = ? and position = 1",
        [chained.balance],
    )
    assert [place for place, _ in told(db)] == ["maillon 5"]


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        pytest.param(
            "update invoice set corrects_id = 4 where kind = 'credit_note'",
            6,
            id="what it corrects",
        ),
        pytest.param("delete from invoice_line where position = 1", 4, id="a line gone"),
        pytest.param("delete from invoice_deduction", 5, id="a deduction gone"),
        pytest.param("delete from invoice where number = 'F-2026-0002'", 4, id="an invoice gone"),
        pytest.param("update chain_link set content = '[]' where id = 6", 6, id="a content"),
        pytest.param("update chain_link set content = 'x' where id = 7", 7, id="no content at all"),
        pytest.param("delete from chain_link where id = 2", 2, id="a link gone"),
        pytest.param("delete from chain_link where id = 1", 1, id="the first link gone"),
        pytest.param(
            f"update chain_link set sha256 = '{'a' * 64}' where id = 3", 3, id="a fingerprint"
        ),
        pytest.param(
            f"update chain_link set previous = '{'a' * 64}' where id = 3", 3, id="the one before"
        ),
        *(
            pytest.param(
                f"update {table} set {column} = {changed(column)}", place, id=f"{table} {column}"
            )
            for table, place in (("payment", 2), ("payment_allocation", 3), ("period_closing", 7))
            for column in columns(table)
            if column != "held_until"
        ),
        pytest.param("delete from payment", 2, id="a payment gone"),
        pytest.param("delete from payment_allocation", 3, id="what it settles gone"),
        pytest.param("delete from period_closing", 7, id="a closing gone"),
    ],
)
@pytest.mark.usefixtures("chained")
def test_whatever_else_is_changed_breaks_the_first_link_it_touches(db, statement, place):
    unguard(db)
    db.execute(statement)
    assert told(db)[0][0] == f"maillon {place}"


@pytest.mark.usefixtures("chained")
def test_a_link_written_anew_with_its_fingerprint_breaks_the_next(db):
    unguard(db)
    db.execute("update invoice set reason = 'autre' where number = 'F-2026-0002'")
    link = next(chain.links(db, 4, 4))
    content = link.content.replace('"reason":""', '"reason":"autre"')
    db.execute(
        "update chain_link set content = ?, sha256 = ? where id = 4",
        [content, chain.fingerprint(link.previous, content)],
    )
    assert told(db) == [
        (
            "maillon 5",
            f"Maillon 5 (facture F-2026-0003) : il ne suit pas celui d’avant. {RESTORE}",
        )
    ]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        pytest.param(
            "update invoice set notes = 'x' where kind = 'credit_note'",
            "L’avoir A-2026-0001 ne correspond plus",
            id="a credit note",
        ),
        pytest.param(
            "update period_closing set tva_cents = 1",
            "La clôture du 1er mai 2026 au 31 mai 2026 ne correspond plus",
            id="a closing",
        ),
        pytest.param(
            "update chain_link set content = '{}' where id = 7",
            "Maillon 7 (clôture) : son empreinte n’est pas celle",
            id="the link of a closing",
        ),
        pytest.param(
            "update payment set amount_cents = 1",
            "Le règlement de 900,00 € du 18 mai 2026 ne correspond plus",
            id="a payment",
        ),
        pytest.param(
            "update payment_allocation set amount_cents = 1",
            "L’affectation de 900,00 € à la facture F-2026-0001 ne correspond plus",
            id="what a payment settles",
        ),
        pytest.param(
            "update chain_link set content = '{}' where id = 2",
            "Maillon 2 (règlement) : son empreinte n’est pas celle",
            id="the link of a payment",
        ),
    ],
)
@pytest.mark.usefixtures("chained")
def test_what_broke_is_named_as_people_know_it(db, statement, words):
    unguard(db)
    db.execute(statement)
    assert told(db)[0][1].startswith(words)


@pytest.mark.usefixtures("chained")
def test_what_was_issued_without_a_link_is_told(db):
    unguard(db)
    db.execute("delete from chain_link where id >= 6")
    assert told(db) == [
        (
            "facture A-2026-0001",
            f"1 facture émise sans maillon dans la chaîne (A-2026-0001). {RESTORE}",
        ),
        (
            "clôture au 31\xa0mai\xa02026",
            f"La clôture au 31 mai 2026 est sans maillon dans la chaîne. {RESTORE}",
        ),
    ]


@pytest.mark.usefixtures("chained")
def test_a_chain_written_anew_is_betrayed_by_the_sums_of_a_closing(db):
    unguard(db)
    kept = [(link.kind, link.row_id) for link in chain.links(db)]
    db.execute("update invoice set issued_on = '2026-04-30' where number = 'F-2026-0003'")
    db.execute("delete from chain_link")
    for kind, row_id in kept:
        chain.append(db, kind, row_id)
    (found,) = check_chain(db)
    assert (found.rule, found.place) == (Rule.CLOSINGS, "clôture de mai\xa02026")


@pytest.mark.usefixtures("things")
def test_money_without_a_link_is_told(db):
    unguard(db)
    db.execute("delete from chain_link where id >= 2")
    assert told(db) == [
        (
            "règlements",
            f"2 règlements ou affectations sans maillon dans la chaîne. {RESTORE}",
        )
    ]


@pytest.mark.usefixtures("things")
def test_a_held_cheque_is_no_link_until_it_is_cashed(db):
    cheque = Payment(paid_on=DAY, amount=D("50.00"), held_until=date(2026, 6, 24))
    held = replace(cheque, id=sales.save_payment(db, cheque), recorded_on=DAY)
    assert check_chain(db) == []
    assert chain.place_of(db, chain.LinkKind.PAYMENT, held.id) is None
    sales.save_payment(db, replace(held, held_until=None))
    assert chain.place_of(db, chain.LinkKind.PAYMENT, held.id) == 4
    assert check_chain(db) == []


@pytest.mark.usefixtures("chained")
def test_progress_ends_at_the_number_of_links(db):
    steps = []
    check_chain(db, lambda done, total: steps.append((done, total)))
    assert steps == [(place, 7) for place in range(1, 8)]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        pytest.param("update chain_link set content = '{}'", "un maillon", id="a link changed"),
        pytest.param("delete from chain_link", "un maillon", id="a link deleted"),
        pytest.param(
            f"insert into chain_link values (8, 'invoice', 9, '{{}}', '{'b' * 64}', '{'c' * 64}')",
            "un maillon ne suit que le dernier",
            id="a link that does not follow",
        ),
        pytest.param(
            "insert into chain_link select 9, kind, 99, content, sha256, previous"
            " from chain_link order by id desc limit 1",
            "un maillon ne suit que le dernier",
            id="a link after a hole",
        ),
        pytest.param(
            "update period_closing set total_ttc_cents = 1", "une clôture", id="a closing"
        ),
        pytest.param("delete from period_closing", "une clôture", id="a closing deleted"),
    ],
)
@pytest.mark.usefixtures("chained")
def test_the_file_itself_keeps_the_chain(db, statement, words):
    with pytest.raises(RuleBroken, match=words), unit_of_work(db):
        db.execute(statement)
    assert check_chain(db) == []


@pytest.mark.parametrize(
    ("table", "changed", "words"),
    [
        pytest.param(
            "payment",
            {"amount_cents": "1", "recorded_on": "'2026-06-05'"},
            "un règlement",
            id="a payment",
        ),
        pytest.param("payment_allocation", {"amount_cents": "1"}, "une affectation", id="a match"),
        pytest.param("period_closing", {"payments": "7"}, "une clôture", id="a closing"),
        pytest.param("period_closing", {"id": "99"}, "une clôture", id="the period of a closing"),
        pytest.param(
            "invoice",
            {"number": "'F-9'", "issued_on": "'2026-06-05'"},
            "une facture",
            id="an invoice",
        ),
        pytest.param(
            "invoice",
            {"id": "99", "issued_on": "'2026-06-05'"},
            "un numéro déjà donné",
            id="the number of an invoice",
        ),
    ],
)
@pytest.mark.usefixtures("chained")
def test_no_other_program_writes_over_what_is_kept(db, table, changed, words):
    as_another_program(db)
    names = [column.name for column in db.table(table).columns]
    values = ", ".join(changed.get(name, name) for name in names)
    kind = {"payment_allocation": "allocation", "period_closing": "closing"}.get(table, table)
    kept = f"id = (select row_id from chain_link where kind = '{kind}' order by id limit 1)"
    with pytest.raises(RuleBroken, match=words), unit_of_work(db):
        db.execute(f"insert or replace into {table} select {values} from {table} where {kept}")
    assert check_chain(db) == []


def test_no_other_program_puts_a_draft_in_the_place_of_an_invoice(db, chained):
    with unit_of_work(db):
        draft = sales.save_invoice(db, Invoice(client_id=chained.client))
    as_another_program(db)
    with pytest.raises(RuleBroken, match="une facture émise ne change plus"), unit_of_work(db):
        db.execute("update or replace invoice set id = ? where id = ?", [chained.invoice, draft])
    assert check_chain(db) == []


def test_the_file_itself_keeps_invoices_out_of_a_closed_month(db, chained):
    with pytest.raises(RuleBroken, match="une période clôturée"), unit_of_work(db):
        issue(db, chained.client, date(2026, 5, 31))
    with unit_of_work(db):
        issue(db, chained.client, date(2026, 6, 1))
    assert check_chain(db) == []


# Several programs at once -----------------------------------------------------------------------

EACH = 20


def issue_many(path: Path, client_id: int) -> None:
    db = open_database(path)
    for _ in range(EACH):
        with unit_of_work(db):
            issue(db, client_id)
    close_database(db)


def test_three_processes_that_issue_at_once_keep_one_chain(office_path):
    with closing(open_database(office_path)) as db:
        (client_id,) = db.execute("select id from client").fetchone()
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(issue_many, office_path, client_id) for _ in range(3)]:
            done.result()
    with closing(open_database(office_path)) as db:
        assert [link.id for link in chain.links(db)] == list(range(1, 3 * EACH + 4))
        assert check_chain(db) == []


KILLED_AFTER = ((0.013, 0.071, 0.002), (0.044, 0.0, 0.09))
"""Seconds, for each round of three programs."""


def issue_until_killed(path: Path, client_id: int) -> None:
    """Issue invoices and write what pays them, one unit of work after another, for ever."""
    db = open_database(path)
    while True:
        with unit_of_work(db):
            part = Allocation(invoice_id=issue(db, client_id), amount=D("10.00"))
            sales.save_payment(db, Payment(paid_on=DAY, amount=D("10.00"), allocations=(part,)))


def issued_so_far(path: Path) -> list[str]:
    with closing(open_reader(path)) as db:
        rows = db.execute("select number from invoice where number is not null order by id")
        return [number for (number,) in rows.fetchall()]


def test_programs_killed_at_any_instant_leave_no_gap_and_nothing_half_done(office_path):
    with closing(open_database(office_path)) as db:
        (client_id,) = db.execute("select id from client").fetchone()
    spawn = get_context("spawn")
    for instants in KILLED_AFTER:
        before = len(issued_so_far(office_path))
        programs = [
            spawn.Process(target=issue_until_killed, args=(office_path, client_id), daemon=True)
            for _ in range(3)
        ]
        for program in programs:
            program.start()
        while len(issued_so_far(office_path)) < before + 3:
            time.sleep(0.01)
        for program, instant in zip(programs, instants, strict=True):
            time.sleep(instant)
            program.kill()
            program.join()
    numbers = issued_so_far(office_path)
    assert numbers == [f"F-2026-{place:04}" for place in range(1, len(numbers) + 1)]
    with closing(open_database(office_path)) as db:
        assert check_chain(db) == []
        assert check(db) == []
        # The first invoice of the office was paid too: each has its payment, or neither is there.
        assert db.execute("select count(*) from payment").fetchone() == (len(numbers),)
        counted = db.execute("select max(last) from number_sequence where kind = 'invoice'")
        assert counted.fetchone() == (len(numbers),)
