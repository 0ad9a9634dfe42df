"""Statements in CAMT.053, the XML of ISO 20022, whatever its version."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lxml import etree

from trainingdesk.domain.bank_statements import BankEntry
from trainingdesk.domain.money import round_to_cent
from trainingdesk.interchange.bank.statement import ReadStatement, refuse_foreign, refused
from trainingdesk.interchange.safe_xml import DeclaresTypeError, safe_root

_ROOT = "BkToCstmrStmt"
_BOOKED = "BOOK"
_NOT_PROVIDED = "NOTPROVIDED"
_AMOUNT = re.compile(r"\d{1,14}(\.\d{1,5})?")
_SHOWN = 80

Element = etree._Element  # noqa: SLF001 - the only name that lxml gives the type


def is_camt(content: bytes) -> bool:
    """Whether a file looks like XML, which no other form of statement does."""
    head = content[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<")


def read_camt(content: bytes, name: str) -> ReadStatement:
    """Return the booked movements of a file: each transfer of a batch that is told apart alone.

    Raises:
        RuleBroken: it is broken, no statement, holds several accounts, another currency, or no
            booked movement.
    """
    try:
        root = safe_root(content)
    except (etree.XMLSyntaxError, DeclaresTypeError) as error:
        raise refused(name, "est un fichier XML abîmé, ou qui n’est pas un relevé") from error
    if not _all(root, _ROOT):
        raise refused(name, "est un fichier XML qui n’est pas un relevé CAMT.053")
    accounts = {_account(each) for each in _all(root, _ROOT, "Stmt")}
    if len(accounts) > 1:
        raise refused(name, "contient plusieurs comptes à la fois")
    amounts = _all(root, _ROOT, "Stmt", "Ntry", "Amt")
    refuse_foreign(name, (str(amount.get("Ccy", "")) for amount in amounts))
    entries: list[BankEntry] = []
    unread: list[str] = []
    pending = 0
    for booking in _all(root, _ROOT, "Stmt", "Ntry"):
        if _status(booking) != _BOOKED:
            pending += 1
            continue
        found = list(_movements(booking))
        entries += found
        if not found:
            unread.append(" ".join(" ".join(map(str, booking.itertext())).split())[:_SHOWN])
    if not entries:
        raise refused(name, "ne contient aucun mouvement comptabilisé")
    return ReadStatement(
        account=accounts.pop(), entries=tuple(entries), unread=tuple(unread), pending=pending
    )


def _all(parent: Element, *path: str) -> list[Element]:
    """Return the elements at a path, of any version's namespace."""
    found = [parent]
    for name in path:
        found = [child for each in found for child in each.iterchildren(f"{{*}}{name}")]
    return found


def _text(parent: Element, *path: str) -> str:
    """Return the first text that stands at a path."""
    texts = (" ".join((each.text or "").split()) for each in _all(parent, *path))
    return next((words for words in texts if words), "")


def _account(statement: Element) -> str:
    return _text(statement, "Acct", "Id", "IBAN") or _text(statement, "Acct", "Id", "Othr", "Id")


def _status(booking: Element) -> str:
    # Since its fifth version the format puts the code one level lower.
    return _text(booking, "Sts", "Cd") or _text(booking, "Sts") or _BOOKED


def _movements(booking: Element) -> Iterator[BankEntry]:
    """Return what a booking is made of; whole where its parts are not told with their amounts."""
    day = _day(booking)
    whole = _amount(booking)
    if day is None or not whole:
        return
    details = _all(booking, "NtryDtls", "TxDtls")
    parts = [(_detail_amount(each, booking), each) for each in details]
    if len(parts) > 1 and sum((amount for amount, _each in parts), Decimal()) == whole:
        for amount, each in parts:
            yield _entry(day, amount, each, booking)
    else:
        # A batch told by its sum alone is one line, as on the statement that the bank prints.
        single = details[0] if len(details) == 1 else booking
        yield _entry(day, whole, single, booking)


def _entry(day: date, amount: Decimal, told: Element, booking: Element) -> BankEntry:
    side = "Dbtr" if amount > 0 else "Cdtr"
    other = (
        _text(told, "RltdPties", side, "Nm")
        or _text(told, "RltdPties", side, "Pty", "Nm")
        or _text(told, "RltdPties", f"Ultmt{side}", "Nm")
    )
    remitted = [*_all(told, "RmtInf", "Ustrd"), *_all(told, "RmtInf", "Strd", "CdtrRefInf", "Ref")]
    words = [other, *(" ".join((each.text or "").split()) for each in remitted)]
    if not any(words):
        words = [
            _text(told, "AddtlTxInf") or _text(booking, "AddtlNtryInf"),
        ]
    reference = _text(told, "Refs", "EndToEndId")
    if reference == _NOT_PROVIDED:
        reference = ""
    return BankEntry(
        day=day,
        label=" ".join(dict.fromkeys(filter(None, words))),
        amount=amount,
        reference=reference or _text(told, "Refs", "ChqNb"),
    )


def _day(booking: Element) -> date | None:
    words = (
        _text(booking, "BookgDt", "Dt")
        or _text(booking, "BookgDt", "DtTm")
        or _text(booking, "ValDt", "Dt")
    )
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None


def _amount(parent: Element, *, otherwise: str = "") -> Decimal:
    """Return the signed amount of a booking or of a part of it; nought where it is unreadable."""
    words = _text(parent, "Amt")
    if not _AMOUNT.fullmatch(words):
        return Decimal()
    side = _text(parent, "CdtDbtInd") or otherwise
    amount = round_to_cent(Decimal(words))
    return -amount if side == "DBIT" else amount


def _detail_amount(detail: Element, booking: Element) -> Decimal:
    side = _text(booking, "CdtDbtInd")
    amount = _amount(detail, otherwise=side)
    if amount:
        return amount
    # Older versions tell it among the details of amounts.
    for place in _all(detail, "AmtDtls", "TxAmt"):
        amount = _amount(place, otherwise=side)
    return amount
