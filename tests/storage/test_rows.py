"""Every dataclass has its columns, and comes out of the file as it went in."""

import dataclasses
import itertools
import types
import typing
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.conditions import Rules, SpecialTerms
from trainingdesk.domain.conditions.rules import Deposit
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.funder_habits import ClaimPaper, ClaimPapers
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.domain.lines import Line
from trainingdesk.domain.money import Money
from trainingdesk.domain.parties import Client, Trainee
from trainingdesk.domain.payments import Allocation, PaymentKind
from trainingdesk.domain.sessions import SessionState
from trainingdesk.domain.settlements import FreedSeat
from trainingdesk.storage import (
    bank,
    bargains,
    catalogue,
    cheque_slips,
    chorus,
    closing,
    closings,
    costs,
    discipline,
    elearning,
    missions,
    notices,
    office,
    office_documents,
    papers,
    parties,
    questionnaires,
    reminders,
    sales,
    seals,
    sendings,
    session_documents,
    sessions,
    supplier_bills,
    teaching,
    unavailabilities,
)
from trainingdesk.storage.rows import Table, columns, from_row, to_row

MODULES = (
    bank,
    bargains,
    catalogue,
    cheque_slips,
    chorus,
    closing,
    closings,
    discipline,
    costs,
    missions,
    notices,
    elearning,
    office,
    office_documents,
    papers,
    parties,
    questionnaires,
    reminders,
    sales,
    seals,
    sendings,
    session_documents,
    sessions,
    supplier_bills,
    teaching,
    unavailabilities,
)

OWNED = {
    "slot": {"session_id"},
    "questionnaire": {"questions"},
    "answer": {"sheet_id"},
    "payment_allocation": {"payment_id", "settled_on"},
    "reminder_invoice": {"reminder_id"},
    "supplier_invoice_tax": {"bill_id"},
    "settlement_seat": {"settlement_id"},
    "instalment": {"agreement_id", "position"},
    "proposal_line": {"owner_id", "position"},
    "agreement_line": {"owner_id", "position"},
    "invoice_line": {"owner_id", "position", "origin", "funding_id", "total_ht_cents"},
}
"""Columns that the aggregate's module writes, unknown to the dataclass."""

TABLES = [
    *(table for module in MODULES for table in vars(module).values() if isinstance(table, Table)),
    Table("payment_allocation", Allocation),
    Table("settlement_seat", FreedSeat),
    Table("instalment", Instalment),
    *(Table(name, Line) for name in ("proposal_line", "agreement_line", "invoice_line")),
]

NOT_A_DATACLASS = {
    "setting": "key and JSON",
    "text_version": "read as the latest of each key",
    "number_sequence": "counted up by SQL",
    "objective": "part of a course version",
    "course_text": "part of a course version",
    "programme_half_day": "part of a course version",
    "programme_module": "part of a course version",
    "module_point": "part of a course version",
    "slot_trainer": "part of a slot",
    "session_document_slot": "part of a document",
    "objective_result": "read as a mapping",
    "proposal_participant": "part of a proposal",
    "receipt_mark": "part of a receipt",
    "invoice_deduction": "links two invoices",
    "cheque_slip_item": "links a payment and a slip",
    "duty_aside": "key and day",
    "paper_content": "bytes of a paper",
    "chain_link": "what a row said, and fingerprints",
    "history": "written by triggers",
    "_sqlite_migrations": "written by the migrations",
}


def filled(record: type, counter: itertools.count) -> Any:
    """Return a record whose every column says something of its own, tuples left empty."""
    hints = typing.get_type_hints(record, include_extras=True)
    return record(
        **{
            field.name: value
            for field in dataclasses.fields(record)
            if field.name != "id"
            and (value := _value(hints[field.name], next(counter), counter)) is not None
        }
    )


def _value(hint: Any, place: int, counter: itertools.count) -> Any:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (hint,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    if hint == Money:
        return Decimal(place) + Decimal("0.37")
    if hint is Rules:
        return Rules(deposit=Deposit(share=Decimal(place) / 1000))
    if hint is SpecialTerms:
        return SpecialTerms({"deposit.share": Decimal(place) / 1000})
    if dataclasses.is_dataclass(hint) and hint is not ClaimPapers:
        return filled(hint, counter)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return list(hint)[-1]
    values = {
        str: f"Œuvre {place}",
        ClaimPapers: ClaimPapers.of(ClaimPaper.INVOICE, ClaimPaper.CONVENTION),
        int: place,
        bool: True,
        bytes: b"\x00\xff",
        Decimal: Decimal(place) / 4,
        date: date(2026, 1, 1) + timedelta(days=place),
        datetime: datetime(2026, 1, 1, 9, 30, place),  # noqa: DTZ001 - as the file keeps it
        time: time(9, place),
    }
    return values.get(hint)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_columns_of_a_dataclass_are_those_of_its_table(db, table):
    record = filled(table.record, itertools.count(1))
    known = set(table.row(record)) | OWNED.get(table.name, set())
    in_file = {column.name for column in db.table(table.name).columns}
    assert known == in_file - {"id"}


OWN = {"origin": "9", "settled_on": "2026-05-18"}
"""What columns unknown to the dataclass hold that is no number."""

NOBODY_ELSE = {"client_id": None, "trainer_id": None, "funder_id": None}
FITTING = {
    "invoice": lambda _record: {"kind": InvoiceKind.CREDIT_NOTE, "late_for_id": None},
    "settlement": lambda record: {"waived": record.due_ttc},
    "sending": lambda _record: {"agreement_id": None},
    "answer_sheet": lambda _record: NOBODY_ELSE,
    "unavailability": lambda _record: {"room_id": None},
    "reminder": lambda _record: {"level": 3, "funder_id": None},
    "session_notice": lambda _record: {"state": SessionState.POSTPONED, **NOBODY_ELSE},
    "issued_paper": lambda _record: {"sha256": "a" * 64, "unsealed_sha256": "b" * 64},
    "payment": lambda _record: {"held_until": None, "kind": PaymentKind.MISTAKE},
}
"""What a table refuses of a record that is filled at random."""


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_comes_out_as_it_went_in(db, table):
    db.execute("pragma foreign_keys = off")
    record = filled(table.record, itertools.count(1))
    owner: dict[str, Any] = dict.fromkeys(OWNED.get(table.name, set()), 1)
    owner |= {name: OWN[name] for name in owner.keys() & OWN.keys()}
    record = dataclasses.replace(record, **FITTING.get(table.name, lambda _record: {})(record))
    row_id = table.insert(db, record, **owner)
    (found,) = table.where(db)
    if hasattr(record, "id"):
        assert table.get(db, row_id) == dataclasses.replace(record, id=row_id)
    else:
        assert found == record


def test_every_table_of_the_file_is_accounted_for(db):
    tables = {
        table.name for table in db.tables if not table.name.startswith(("search_index", "sqlite_"))
    }
    assert tables == {table.name for table in TABLES} | set(NOT_A_DATACLASS)


def test_an_optional_part_that_is_missing_is_none_again(db):
    client = Client(name="Lycée Baudelaire")
    assert parties.CLIENTS.get(db, parties.CLIENTS.insert(db, client)).billing is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_money_keeps_its_cents(amount):
    allocation = Allocation(invoice_id=1, amount=amount)
    assert from_row(Allocation, to_row(allocation)) == allocation


@given(st.decimals(min_value=0, max_value=10**6, places=4))
def test_quantities_keep_every_decimal(quantity):
    line = Line(label="x", quantity=quantity, unit_price=Decimal(1))
    assert str(from_row(Line, to_row(line)).quantity) == str(quantity)


def test_saving_again_writes_the_same_row(db):
    row_id = parties.TRAINEES.save(db, Trainee(last_name="Roux"))
    again = dataclasses.replace(parties.TRAINEES.get(db, row_id), last_name="Leroux")
    assert parties.TRAINEES.save(db, again) == row_id
    assert [trainee.last_name for trainee in parties.TRAINEES.where(db)] == ["Leroux"]


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda db: parties.TRAINEES.get(db, 9), id="read"),
        pytest.param(
            lambda db: parties.TRAINEES.update(db, Trainee(last_name="Roux", id=9)), id="written"
        ),
        pytest.param(lambda db: parties.TRAINEES.delete(db, 9), id="deleted"),
    ],
)
def test_a_row_that_is_gone_is_told(db, act):
    with pytest.raises(RuleBroken, match="n’existe plus"):
        act(db)


def test_a_row_is_deleted(db):
    row_id = parties.TRAINEES.insert(db, Trainee(last_name="Roux"))
    parties.TRAINEES.delete(db, row_id)
    assert parties.TRAINEES.where(db) == []


def test_a_kind_of_value_without_a_form_is_refused():
    record = dataclasses.make_dataclass("Record", [("weight", float)])
    with pytest.raises(TypeError, match="no column for weight"):
        columns(record)


def test_an_invoice_has_no_column_for_its_lines():
    assert "lines" not in columns(Invoice)
