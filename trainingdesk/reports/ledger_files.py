"""The sales journal in the layouts of accounting programs, each a description in a file."""

import csv
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import StringIO

from trainingdesk.assets import resource
from trainingdesk.domain.ledger import ChartOfAccounts, LedgerEntry, LedgerLine

FEC = "fec"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a program wants the entries: its columns in order, each with what fills it."""

    key: str
    name: str
    suffix: str
    separator: str
    encoding: str
    day_form: str
    file_name: str
    columns: tuple[tuple[str, str], ...]

    def named(self, siren: str, first: date, last: date) -> str:
        """Return the name of the file for a period."""
        stem = self.file_name.format(siren=siren, first=first, last=last)
        return f"{stem}.{self.suffix}"


@cache
def layouts() -> Mapping[str, Layout]:
    """Return the layouts that are shipped, by key."""
    found = {}
    for path in sorted(resource("ledger").glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        columns = tuple((str(title), str(source)) for title, source in told.pop("columns"))
        found[path.stem] = Layout(key=path.stem, columns=columns, **told)
    return found


def as_file(entries: Sequence[LedgerEntry], chart: ChartOfAccounts, layout: Layout) -> bytes:
    """Return the entries as the bytes of a file, a line each."""
    text = StringIO(newline="")
    # Quoting is no part of a flat file: separators are taken out of the texts instead.
    is_flat = layout.separator == "\t"
    writer = csv.writer(
        text,
        delimiter=layout.separator,
        lineterminator="\r\n",
        quoting=csv.QUOTE_NONE if is_flat else csv.QUOTE_MINIMAL,
        quotechar=None if is_flat else '"',
    )
    writer.writerow([title for title, _source in layout.columns])
    for entry, line in _lines(entries):
        writer.writerow(
            [_cell(source, entry, line, chart, layout) for _title, source in layout.columns]
        )
    return _encoded(text.getvalue(), layout.encoding)


def _lines(entries: Sequence[LedgerEntry]) -> Iterator[tuple[LedgerEntry, LedgerLine]]:
    for entry in entries:
        for line in entry.lines:
            yield entry, line


_Source = Callable[[LedgerEntry, LedgerLine, ChartOfAccounts], object]

_SOURCES: Mapping[str, _Source] = {
    "": lambda _entry, _line, _chart: "",
    "journal": lambda _entry, _line, chart: chart.journal,
    "journal_name": lambda _entry, _line, chart: chart.journal_name,
    "number": lambda entry, _line, _chart: str(entry.number),
    "on": lambda entry, _line, _chart: entry.on,
    "piece": lambda entry, _line, _chart: entry.piece,
    "text": lambda entry, _line, _chart: entry.text,
    "account": lambda _entry, line, _chart: line.account,
    "label": lambda _entry, line, _chart: line.label,
    "aux": lambda _entry, line, _chart: line.aux,
    "aux_label": lambda _entry, line, _chart: line.aux_label,
    "debit": lambda _entry, line, _chart: f"{line.debit:.2f}".replace(".", ","),
    "credit": lambda _entry, line, _chart: f"{line.credit:.2f}".replace(".", ","),
}
"""What may fill a column."""


def _cell(
    source: str, entry: LedgerEntry, line: LedgerLine, chart: ChartOfAccounts, layout: Layout
) -> str:
    value = _SOURCES[source](entry, line, chart)
    if isinstance(value, date):
        return f"{value:{layout.day_form}}"
    # A separator or a line end inside a text would break the line.
    return " ".join(str(value).replace(layout.separator, " ").split())


def _encoded(text: str, encoding: str) -> bytes:
    """Return the bytes; a letter that the encoding lacks loses its accent rather than its place."""
    plain = "".join(letter if _fits(letter, encoding) else _bare(letter) for letter in text)
    return plain.encode(encoding, errors="replace")


def _fits(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


_UNLIKE = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "Ł": "L",
    "ł": "l",
}


def _bare(letter: str) -> str:
    return _UNLIKE.get(letter) or unicodedata.normalize("NFKD", letter)[0]
