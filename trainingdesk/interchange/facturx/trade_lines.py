"""The lines of an invoice, as a Cross Industry Invoice holds them."""

from decimal import Decimal

from trainingdesk.domain.lines import Line
from trainingdesk.domain.money import round_to_cent
from trainingdesk.interchange.facturx import elements as e
from trainingdesk.interchange.facturx.codes import UNITS, Category, TaxGroup
from trainingdesk.interchange.facturx.profiles import Profile

DISCOUNT_REASON = "95"
"""UNTDID 5189: a discount."""


def trade_line(
    parent: e.Element, number: int, line: Line, group: TaxGroup, profile: Profile
) -> None:
    """Add a line under its number; *group* is what its tax is added up with."""
    item = e.part(parent, "IncludedSupplyChainTradeLineItem")
    e.text(e.part(item, "AssociatedDocumentLineDocument"), "LineID", str(number))
    _product(item, line)
    quantity, price = _billed(line)
    agreement = e.part(item, "SpecifiedLineTradeAgreement")
    e.text(e.part(agreement, "NetPriceProductTradePrice"), "ChargeAmount", e.plain(price))
    delivery = e.part(item, "SpecifiedLineTradeDelivery")
    e.text(delivery, "BilledQuantity", e.plain(quantity), unitCode=UNITS[line.unit])
    settlement = e.part(item, "SpecifiedLineTradeSettlement")
    _tax(settlement, group, profile)
    _discount(settlement, line)
    summation = e.part(settlement, "SpecifiedTradeSettlementLineMonetarySummation")
    e.amount(summation, "LineTotalAmount", line.total_ht)


def _product(item: e.Element, line: Line) -> None:
    name, *more = line.label.strip().splitlines() or [""]
    product = e.part(item, "SpecifiedTradeProduct")
    e.text(product, "Name", name)
    e.text(product, "Description", "\n".join(more))


def _billed(line: Line) -> tuple[Decimal, Decimal]:
    """Return quantity and price; what takes money off is a negative quantity (BR-27)."""
    if line.unit_price < 0:
        return -line.quantity, -line.unit_price
    return line.quantity, line.unit_price


def _tax(settlement: e.Element, group: TaxGroup, profile: Profile) -> None:
    """Add the treatment; the extended profile says of each line why it bears no tax."""
    extended = profile is Profile.EXTENDED
    tax = e.part(settlement, "ApplicableTradeTax")
    e.text(tax, "TypeCode", "VAT")
    e.text(tax, "ExemptionReason", group.reason if extended else "")
    e.text(tax, "CategoryCode", group.category)
    e.text(tax, "ExemptionReasonCode", group.reason_code if extended else "")
    if group.category is not Category.OUT_OF_SCOPE:
        e.amount(tax, "RateApplicablePercent", group.rate)


def _discount(settlement: e.Element, line: Line) -> None:
    """Add what is taken off, so that price less discount is the line's total to the cent."""
    if not line.discount:
        return
    gross = round_to_cent(line.quantity * line.unit_price)
    allowance = e.part(settlement, "SpecifiedTradeAllowanceCharge")
    e.yes_or_no(allowance, "ChargeIndicator", value=False)
    e.text(allowance, "CalculationPercent", e.plain(line.discount))
    e.amount(allowance, "BasisAmount", gross)
    e.amount(allowance, "ActualAmount", gross - line.total_ht)
    e.text(allowance, "ReasonCode", DISCOUNT_REASON)
    e.text(allowance, "Reason", "Remise")
