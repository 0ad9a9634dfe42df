"""Statements that banks let one download: OFX, CAMT.053, and tables of any bank.

The libraries that read OFX were looked at: one is under the GPL, which this program's licence does
not allow to ship, and refuses the heads and the comma that French banks write; the other was last
touched in 2021. What a statement needs of the format is read here in a page.
"""

from trainingdesk.interchange.bank.camt import is_camt, read_camt
from trainingdesk.interchange.bank.csv_layout import ColumnUse, CsvLayout, DayOrder
from trainingdesk.interchange.bank.csv_statements import (
    ENCODINGS,
    BankTable,
    open_table,
    read_rows,
)
from trainingdesk.interchange.bank.ofx import is_ofx, read_ofx
from trainingdesk.interchange.bank.statement import ReadStatement, refused

__all__ = [
    "ENCODINGS",
    "BankTable",
    "ColumnUse",
    "CsvLayout",
    "DayOrder",
    "ReadStatement",
    "open_statement",
    "open_table",
    "read_rows",
]


def open_statement(content: bytes, name: str) -> ReadStatement | BankTable:
    """Return the movements of a file, or its table where somebody has to say what is what.

    Raises:
        RuleBroken: it is empty, broken, or no statement; the sentence says what to do.
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refused(name, "est vide")
    if content.startswith(b"%PDF"):
        raise refused(name, "est un PDF, fait pour être lu et non importé")
    if is_ofx(content):
        return read_ofx(content, name)
    if is_camt(content):
        return read_camt(content, name)
    return open_table(content, name)
