"""Statements as tables, of any bank: CSV or a workbook, read as a layout says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.bank_statements import BankEntry
from trainingdesk.interchange.bank.csv_layout import (
    ColumnUse,
    CsvLayout,
    guessed_mark,
    guessed_order,
    guessed_uses,
    heading_of,
    read_amount,
    read_day,
    uses_by_content,
)
from trainingdesk.interchange.bank.statement import ReadStatement, refused
from trainingdesk.interchange.table_files import (
    Rows,
    decoded,
    parsed,
    rows_of,
    separator_of,
    whole,
)

MOST_LINES = 50_000
ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "utf-16", "mac-roman")
_WORKBOOK = b"PK\x03\x04"
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class BankTable:
    """A table of movements and the layout that seems to be its own."""

    captions: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    layout: CsvLayout
    is_text: bool = True

    @property
    def key(self) -> str:
        """What tells the tables of one bank from those of others: its captions."""
        return "|".join(" ".join(caption.casefold().split()) for caption in self.captions)

    def column(self, use: ColumnUse) -> list[str]:
        """Return the cells of the first column of a use."""
        uses = self.layout.uses
        place = uses.index(use) if use in uses else None
        return [] if place is None else [row[place] for row in self.rows]


def open_table(content: bytes, name: str, layout: CsvLayout | None = None) -> BankTable:
    """Return the table of a file, by an encoding and separator that were chosen or by their signs.

    Raises:
        RuleBroken: the file is empty, no table, or has too many rows.
    """
    wanted = layout or CsvLayout()
    is_text = not content.startswith(_WORKBOOK)
    rows = [row for row in _rows(content, name, wanted, is_text=is_text) if any(row)]
    if not rows or max(map(len, rows)) == 1:
        raise refused(name, "ne contient pas de tableau de mouvements")
    heading = heading_of(rows)
    body = rows if heading is None else rows[heading + 1 :]
    width = max(map(len, rows if heading is None else [rows[heading], *body]))
    captions = rows[heading] if heading is not None else []
    names = [*captions, *[""] * (width - len(captions))]
    table = BankTable(
        captions=tuple(name or f"Colonne {place}" for place, name in enumerate(names, 1)),
        rows=tuple(tuple(row + [""] * (width - len(row))) for row in body),
        layout=wanted,
        is_text=is_text,
    )
    if not table.rows:
        raise refused(name, "ne contient aucun mouvement sous ses titres de colonnes")
    uses = guessed_uses(table.captions) if heading is not None else uses_by_content(table.rows)
    return _guessed(replace(table, layout=replace(wanted, uses=uses)))


def _rows(content: bytes, name: str, layout: CsvLayout, *, is_text: bool) -> Rows:
    if not is_text:
        return rows_of(content, name)
    text = decoded(content, layout.encoding)
    if "\0" in text:
        raise refused(name, "n’est pas un tableau")
    return whole(parsed(text, layout.separator or separator_of(text)), name, MOST_LINES)


def _guessed(table: BankTable) -> BankTable:
    """Return the table with the order of its days and the mark of its cents as they seem to be."""
    sums = [
        cell
        for use in (ColumnUse.AMOUNT, ColumnUse.DEBIT, ColumnUse.CREDIT)
        for cell in table.column(use)
    ]
    layout = replace(
        table.layout,
        day_order=guessed_order(table.column(ColumnUse.DAY)),
        decimal_mark=guessed_mark(sums) if table.is_text else ".",
    )
    return replace(table, layout=layout)


def read_rows(table: BankTable, layout: CsvLayout, account: str) -> ReadStatement:
    """Return the movements of a table as a layout reads them, oldest row as it stands.

    Rows without a day or an amount are told apart: totals, balances, notes of the bank.
    """
    entries: list[BankEntry] = []
    unread: list[str] = []
    for row in table.rows:
        entry = _entry(row, layout)
        if entry is not None:
            entries.append(entry)
        else:
            unread.append(" · ".join(filter(None, row))[:_SHOWN])
    return ReadStatement(account=account, entries=tuple(entries), unread=tuple(unread))


def _entry(row: Sequence[str], layout: CsvLayout) -> BankEntry | None:
    day = _day(row, layout)
    amount = _amount(row, layout)
    if day is None or not amount:
        return None
    return BankEntry(
        day=day,
        label=" ".join(dict.fromkeys(" ".join(c.split()) for c in _cells(row, layout, _LABEL))),
        amount=amount,
        reference=" ".join(_cells(row, layout, ColumnUse.REFERENCE)),
    )


_LABEL = ColumnUse.LABEL


def _cells(row: Sequence[str], layout: CsvLayout, use: ColumnUse) -> Iterator[str]:
    for cell, known in zip(row, layout.uses, strict=False):
        if known is use and cell:
            yield cell


def _day(row: Sequence[str], layout: CsvLayout) -> date | None:
    found = (read_day(cell, layout.day_order) for cell in _cells(row, layout, ColumnUse.DAY))
    return next(found, None)


def _amount(row: Sequence[str], layout: CsvLayout) -> Decimal | None:
    total: Decimal | None = None
    for use in (ColumnUse.AMOUNT, ColumnUse.CREDIT, ColumnUse.DEBIT):
        for cell in _cells(row, layout, use):
            amount = read_amount(cell, layout.decimal_mark)
            if amount is None:
                return None
            # Banks write what goes out with its sign or without.
            signed = -abs(amount) if use is ColumnUse.DEBIT else amount
            total = signed if total is None else total + signed
    return total
