"""Entries in the layouts of accounting programs, each a description in a file."""

import csv
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from io import StringIO
from types import MappingProxyType

from trainingdesk.assets import resource
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.ledger import LedgerEntry, LedgerLine
from trainingdesk.domain.money import to_cents
from trainingdesk.reports.delimited import inert

FEC = "fec"
LINE_END = "\r\n"
_Value = str | date | Decimal | None
Known = list[dict[_Value, str]]
"""By column, how values were written before: accounts, names and amounts come again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a layout: what fills it, or a `text` that is always there.

    With a `width` it takes just so many characters: filled with spaces behind, or with `fill` in
    front, and cut at its end, or at its start where `keeps_end`. A code is never cut. A `quoted`
    one stands between double quotes.
    """

    title: str = ""
    source: str = ""
    text: str = ""
    width: int | None = None
    fill: str = ""
    keeps_end: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a program wants the entries: its columns in order, and how each value is written.

    `quotes` tells that a text is quoted where it holds the separator; elsewhere the separator is
    taken out of it. `about` says where the description comes from.
    """

    key: str
    name: str
    about: str
    suffix: str
    file_name: str
    encoding: str
    day_form: str
    columns: tuple[Field, ...]
    separator: str = ""
    decimal: str = ","
    has_titles: bool = False
    quotes: bool = False

    def named(self, siren: str, first: date, last: date) -> str:
        """Return the name of the file for a period."""
        stem = self.file_name.format(siren=siren, first=first, last=last)
        return f"{stem}.{self.suffix}"


@cache
def layouts() -> Mapping[str, Layout]:
    """Return the layouts that are shipped, by key, that of the law first."""
    paths = sorted(
        resource("ledger").glob("*.toml"), key=lambda path: (path.stem != FEC, path.stem)
    )
    found = {}
    for path in paths:
        told = tomllib.loads(path.read_text("utf-8"))
        columns = tuple(Field(**column) for column in told.pop("columns"))
        found[path.stem] = Layout(key=path.stem, columns=columns, **told)
    return MappingProxyType(found)


def as_file(entries: Iterable[LedgerEntry], layout: Layout) -> bytes:
    """Return the entries as the bytes of a file, a line each.

    Raises:
        RuleBroken: a code of the office is longer than the layout has room for.
    """
    return b"".join(as_lines(entries, layout))


def as_lines(entries: Iterable[LedgerEntry], layout: Layout) -> Iterator[bytes]:
    """Yield the bytes of a file entry by entry, its titles first."""
    joined = partial(_quoted, layout.separator) if layout.quotes else layout.separator.join
    # A mark at the head, where the encoding has one, stands there once.
    mark = "".encode(layout.encoding)
    if mark:
        yield mark
    if layout.has_titles:
        titles = joined([column.title for column in layout.columns])
        yield _encoded(titles + LINE_END, layout, mark)
    known: Known = [{} for _column in layout.columns]
    for place, entry in enumerate(entries, 1):
        text = "".join(joined(cells) + LINE_END for cells in _rows(layout, place, entry, known))
        yield _encoded(text, layout, mark)


def _rows(layout: Layout, place: int, entry: LedgerEntry, known: Known) -> Iterator[list[str]]:
    """Yield the cells of each line; what an entry has in common, or is known, is written once."""
    common = {
        at: _cell(column, _OF_ENTRY[column.source](place, entry), layout)
        for at, column in enumerate(layout.columns)
        if column.source in _OF_ENTRY
    }
    for line in entry.lines:
        cells = []
        for at, column in enumerate(layout.columns):
            text = common.get(at)
            if text is None:
                value = _OF_LINE[column.source](entry, line) if column.source else column.text
                text = known[at].get(value)
                if text is None:
                    text = known[at][value] = _cell(column, value, layout)
            cells.append(text)
        yield cells


def _quoted(separator: str, cells: Sequence[str]) -> str:
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="").writerow(map(inert, cells))
    return text.getvalue()


# What fills a column ------------------------------------------------------------------------------

_OF_ENTRY: Mapping[str, Callable[[int, LedgerEntry], _Value]] = {
    "movement": lambda place, _entry: str(place),
    "journal": lambda _place, entry: entry.journal.code,
    "journal_name": lambda _place, entry: entry.journal.name,
    "number": lambda _place, entry: str(entry.number),
    "on": lambda _place, entry: entry.on,
    "piece": lambda _place, entry: entry.piece,
    "text": lambda _place, entry: entry.text,
}
_OF_LINE: Mapping[str, Callable[[LedgerEntry, LedgerLine], _Value]] = {
    "due_on": lambda entry, line: entry.due_on if line.aux else None,
    "account": lambda _entry, line: line.account,
    "label": lambda _entry, line: line.label,
    "aux": lambda _entry, line: line.aux,
    "aux_label": lambda _entry, line: line.aux_label,
    "party": lambda _entry, line: line.aux or line.account,
    "party_label": lambda _entry, line: line.aux_label or line.label,
    "debit": lambda _entry, line: line.debit,
    "credit": lambda _entry, line: line.credit,
    "amount": lambda _entry, line: line.debit or line.credit,
    "cents": lambda _entry, line: str(to_cents(line.debit or line.credit)),
    "side": lambda _entry, line: "D" if line.debit else "C",
    "letter": lambda _entry, line: line.letter.code if line.letter else "",
    "lettered_on": lambda _entry, line: line.letter.on if line.letter else None,
}
"""What may fill a column; a party is the auxiliary account where a line has one."""
_CODES = frozenset({"journal", "account", "aux", "party", "cents", "amount", "movement"})
"""What means something else when it is cut."""


def _cell(column: Field, value: _Value, layout: Layout) -> str:
    text = _plain(value, layout)
    if column.width is not None:
        text = _fitted(text, column, layout)
    if column.quoted:
        return '"' + text.replace('"', "'") + '"'
    return text


_OF_THE_LAW = "\t|"
"""What a reader of the layout of LPF A47 A-1 may take for the end of a column."""
_UNSEEN = dict.fromkeys([*range(32), *range(127, 160)], " ")
"""Control characters, which copied texts bring along."""


def _plain(value: _Value, layout: Layout) -> str:
    match value:
        case None | "":
            return ""
        case Decimal():
            return f"{value:.2f}".replace(".", layout.decimal)
        case date():
            return f"{value:{layout.day_form}}"
        case _ if value.isalnum():
            return value
        case _:
            # A separator or a line end inside a text would break the line.
            if layout.separator and not layout.quotes:
                for sign in (layout.separator, *_OF_THE_LAW):
                    value = value.replace(sign, " ")
            return " ".join(value.translate(_UNSEEN).split())


def _fitted(text: str, column: Field, layout: Layout) -> str:
    """Return a text of just the width of its column, in letters that the encoding has."""
    width = column.width or 0
    text = _writable(text, layout.encoding)
    if len(text) > width and column.source in _CODES:
        raise RuleBroken(
            f"« {text} » est trop long pour {layout.name}, qui n’a que {width} caractères à cette "
            "place : raccourcissez ce code dans « Comptes et journaux », ou la période."
        )
    if column.fill:
        return text.rjust(width, column.fill)
    return (text[-width:] if column.keeps_end else text[:width]).ljust(width)


# Letters that an encoding lacks -------------------------------------------------------------------

_UNLIKE = {
    "’": "'",
    "‘": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "€": "EUR",
    "œ": "oe",
    "Œ": "OE",
    "Ł": "L",
    "ł": "l",
    "Đ": "D",
    "đ": "d",
    "Ÿ": "Y",
}


def _encoded(text: str, layout: Layout, mark: bytes) -> bytes:
    return _writable(text, layout.encoding).encode(layout.encoding).removeprefix(mark)


def _writable(text: str, encoding: str) -> str:
    """Return a text whose letters the encoding has; one that it lacks loses its accent alone."""
    if _fits(text, encoding):
        return text
    text = text.translate(_likeness(encoding))
    if _fits(text, encoding):
        return text
    return "".join(each if _fits(each, encoding) else _bare(each, encoding) for each in text)


@cache
def _likeness(encoding: str) -> Mapping[int, str]:
    """Return what stands for the letters that an encoding lacks and that have no accent."""
    return {ord(each): like for each, like in _UNLIKE.items() if not _fits(each, encoding)}


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _bare(letter: str, encoding: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0]
    # An accent that stands alone is one on a space.
    return bare if _fits(bare, encoding) and not bare.isspace() else "?"
