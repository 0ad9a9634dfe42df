"""A strict reader of the layout of LPF A47 A-1: it knows the law and nothing of the program."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

TITLES = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
)
ALWAYS = (*TITLES[:6], *TITLES[8:13], "ValidDate")
PAIRS = (("CompAuxNum", "CompAuxLib"), ("EcritureLet", "DateLet"), ("Montantdevise", "Idevise"))
AMOUNT = re.compile(r"\d+,\d\d")
ACCOUNT = re.compile(r"\d{3}[0-9A-Za-z]*")
FILE_NAME = re.compile(r"\d{9}FEC(\d{8})\.txt")


@dataclass(frozen=True)
class Record:
    """One line, its amounts and days read."""

    cells: dict[str, str]
    day: date
    debit: Decimal
    credit: Decimal

    def __getitem__(self, title: str) -> str:
        """Return a cell as it is written."""
        return self.cells[title]


def check_name(name: str, last: date) -> None:
    """Refuse a name of a file that the law does not give."""
    found = FILE_NAME.fullmatch(name)
    assert found, name
    assert day(found[1]) == last


def read(content: bytes) -> list[Record]:
    """Return the records of a file, or fail at the first fault."""
    text = content.decode("iso8859-15")
    assert text.encode("iso8859-15") == content
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert not any(set(line) & set("\r\n\v\f\x85\x00|") for line in lines)
    rows = [line.split("\t") for line in lines]
    assert tuple(rows[0]) == TITLES
    records = [_record(row) for row in rows[1:]]
    _check_entries(records)
    _check_names(records)
    _check_letters(records)
    return records


def day(text: str) -> date:
    """Return a day written as AAAAMMJJ."""
    assert re.fullmatch(r"\d{8}", text), text
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone


def _record(row: list[str]) -> Record:
    cells = dict(zip(TITLES, row, strict=True))
    assert all(text == text.strip() for text in row), row
    for title in ALWAYS:
        assert cells[title], (title, row)
    for one, other in PAIRS:
        assert bool(cells[one]) == bool(cells[other]), (one, row)
    assert ACCOUNT.fullmatch(cells["CompteNum"]), row
    for title in ("EcritureDate", "PieceDate", "ValidDate"):
        day(cells[title])
    if cells["DateLet"]:
        assert day(cells["DateLet"]) >= day(cells["PieceDate"])
        assert re.fullmatch(r"[A-Z]+", cells["EcritureLet"])
    debit, credit = (_amount(cells[title]) for title in ("Debit", "Credit"))
    assert (debit == 0) != (credit == 0), row
    return Record(cells, day(cells["EcritureDate"]), debit, credit)


def _amount(text: str) -> Decimal:
    assert AMOUNT.fullmatch(text), text
    return Decimal(text.replace(",", "."))


def _check_entries(records: list[Record]) -> None:
    """Hold each entry together and balanced, and the numbers of each journal without a gap."""
    days = [day(record["ValidDate"]) for record in records]
    assert days == sorted(days)
    sums: dict[tuple[str, int, int], Decimal] = {}
    heads: dict[tuple[str, int, int], tuple[str, ...]] = {}
    before = None
    for record in records:
        key = record["JournalCode"], record.day.year, int(record["EcritureNum"])
        assert key == before or key not in sums, "an entry is torn apart"
        before = key
        head = tuple(record[title] for title in ("EcritureDate", "PieceRef", "EcritureLib"))
        assert heads.setdefault(key, head) == head
        sums[key] = sums.get(key, Decimal(0)) + record.debit - record.credit
    assert set(sums.values()) <= {Decimal(0)}
    numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
    for code, year, number in sums:
        numbers[code, year].append(number)
    for found in numbers.values():
        assert found == list(range(found[0], found[0] + len(found)))


def _check_names(records: list[Record]) -> None:
    for number, name in (TITLES[:2], TITLES[4:6], TITLES[6:8]):
        known: dict[str, str] = {}
        for record in records:
            assert known.setdefault(record[number], record[name]) == record[name]


def _check_letters(records: list[Record]) -> None:
    """Hold one day for a letter of an account; what it joins is told by `check_whole_letters`."""
    known: dict[tuple[str, str, str], str] = {}
    for record in records:
        if record["EcritureLet"]:
            key = record["CompteNum"], record["CompAuxNum"], record["EcritureLet"]
            assert known.setdefault(key, record["DateLet"]) == record["DateLet"]


def check_whole_letters(records: list[Record]) -> int:
    """Hold that what a letter joins comes to nothing, in a file with all there is; count them."""
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    lines: dict[tuple[str, str, str], int] = defaultdict(int)
    for record in records:
        if record["EcritureLet"]:
            key = record["CompteNum"], record["CompAuxNum"], record["EcritureLet"]
            sums[key] += record.debit - record.credit
            lines[key] += 1
    assert set(sums.values()) <= {Decimal(0)}
    assert all(count > 1 for count in lines.values())
    return len(sums)
