"""The elements of a Cross Industry Invoice, added one by one; what is empty is left out."""

from datetime import date
from decimal import Decimal

from lxml import etree

_STANDARD = "urn:un:unece:uncefact:data:standard"
RSM = f"{_STANDARD}:CrossIndustryInvoice:100"
RAM = f"{_STANDARD}:ReusableAggregateBusinessInformationEntity:100"
UDT = f"{_STANDARD}:UnqualifiedDataType:100"
QDT = f"{_STANDARD}:QualifiedDataType:100"
NAMESPACES = {"rsm": RSM, "qdt": QDT, "ram": RAM, "udt": UDT}
DAY_FORMAT = "102"
"""A date as AAAAMMJJ."""

Element = etree._Element  # noqa: SLF001 - the only name that lxml gives the type


def root() -> Element:
    """Return an invoice without content."""
    return etree.Element(f"{{{RSM}}}CrossIndustryInvoice", nsmap=NAMESPACES)


def part(parent: Element, name: str, namespace: str = RAM) -> Element:
    """Add an element that holds others."""
    return etree.SubElement(parent, f"{{{namespace}}}{name}")


def text(parent: Element, name: str, words: str, **attributes: str) -> None:
    """Add an element that holds words, unless there are none."""
    if words.strip():
        etree.SubElement(parent, f"{{{RAM}}}{name}", attributes).text = words.strip()


def amount(parent: Element, name: str, value: Decimal, **attributes: str) -> None:
    """Add an amount in euros, to the cent."""
    text(parent, name, f"{value:.2f}", **attributes)


def plain(value: Decimal) -> str:
    """Write a number without zeros that say nothing and without exponent.

    >>> plain(Decimal("7.00")), plain(Decimal("1.5")), plain(Decimal("100"))
    ('7', '1.5', '100')
    """
    return f"{value.normalize():f}"


def moment(parent: Element, name: str, day: date | None) -> None:
    """Add a day, if it is known."""
    if day is not None:
        _day(part(parent, name), UDT, day)


def reference_moment(parent: Element, day: date | None) -> None:
    """Add the day of a document that is referred to, if it is known."""
    if day is not None:
        _day(part(parent, "FormattedIssueDateTime"), QDT, day)


def _day(parent: Element, namespace: str, day: date) -> None:
    written = etree.SubElement(parent, f"{{{namespace}}}DateTimeString", format=DAY_FORMAT)
    written.text = f"{day:%Y%m%d}"


def yes_or_no(parent: Element, name: str, *, value: bool) -> None:
    """Add a statement that holds or does not."""
    part(part(parent, name), "Indicator", UDT).text = "true" if value else "false"
