"""Statements in OFX: the tags of version 1, half of them never closed, and the XML of version 2.

One reader serves both: it goes from tag to tag and expands nothing but the letters that HTML
names, so neither a missing end nor a declared entity can lead it astray.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape

from trainingdesk.domain.bank_statements import BankEntry
from trainingdesk.domain.money import round_to_cent
from trainingdesk.interchange.bank.statement import ReadStatement, refuse_foreign, refused
from trainingdesk.interchange.table_files import decoded

_MARK = re.compile(r"<OFX\b[^>]*>", re.IGNORECASE)
_CURRENCY = re.compile(r"<CURDEF>\s*(\w*)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z0-9_.]+)[^<>]*>([^<]*)")
_DAY = re.compile(r"\d{8}")
_ACCOUNTS = {"BANKACCTFROM", "CCACCTFROM"}
_MOVEMENT = "STMTTRN"
_HEAD = 4096
"""Letters among which the mark of the format stands, after its header."""
_SHOWN = 80


def is_ofx(content: bytes) -> bool:
    """Whether a file says that it is OFX."""
    head = decoded(content[:_HEAD])
    return _MARK.search(head) is not None or head.lstrip().upper().startswith("OFXHEADER")


def read_ofx(content: bytes, name: str) -> ReadStatement:
    """Return the movements of the first account of an OFX file.

    Banks often name another encoding at its head than the one they wrote in: the letters themselves
    are heeded.

    Raises:
        RuleBroken: it is cut, holds several accounts or another currency, or no movement.
    """
    text = decoded(content)
    opened = _MARK.search(text)
    if opened is None or not re.search(r"</OFX\s*>", text, re.IGNORECASE):
        raise refused(name, "est un fichier OFX incomplet")
    refuse_foreign(name, _CURRENCY.findall(text))
    accounts: list[str] = []
    entries: list[BankEntry] = []
    unread: list[str] = []
    for kind, values in _groups(text[opened.end() :]):
        if kind != _MOVEMENT:
            accounts.append(values.get("ACCTID", ""))
        elif (entry := _entry(values)) is not None:
            entries.append(entry)
        elif values.get("TRNAMT") or values.get("NAME"):
            unread.append(" ".join(filter(None, values.values()))[:_SHOWN])
    if len(set(accounts)) > 1:
        raise refused(name, "contient plusieurs comptes à la fois")
    if not entries:
        raise refused(name, "ne contient aucun mouvement lisible")
    return ReadStatement(
        account=accounts[0] if accounts else "", entries=tuple(entries), unread=tuple(unread)
    )


def _groups(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Return each account and each movement with what stands between its tags."""
    kind, values = "", dict[str, str]()
    for found in _TAG.finditer(text):
        closing, tag, words = found[1], found[2].upper(), found[3]
        if closing:
            if tag == kind:
                yield kind, values
                kind = ""
        elif tag == _MOVEMENT or tag in _ACCOUNTS:
            if kind:
                yield kind, values
            kind, values = tag, {}
        elif kind:
            values.setdefault(tag, " ".join(unescape(words).split()))


def _entry(values: dict[str, str]) -> BankEntry | None:
    day, amount = _day(values.get("DTPOSTED", "")), _amount(values.get("TRNAMT", ""))
    if day is None or not amount:
        return None
    name, memo = values.get("NAME") or values.get("PAYEE", ""), values.get("MEMO", "")
    # Many banks write the beginning of the one into the other.
    words = (memo,) if memo.startswith(name) else (name, "" if memo in name else memo)
    return BankEntry(
        day=day,
        label=" ".join(filter(None, words)),
        amount=amount,
        reference=values.get("CHECKNUM") or values.get("REFNUM", ""),
    )


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _amount(text: str) -> Decimal | None:
    """Return an amount, which the format lets be written with a dot or a comma."""
    plain = re.sub(r"\s", "", text).replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d{1,12}(\.\d*)?|\.\d+)", plain):
        return None
    return round_to_cent(Decimal(plain))
