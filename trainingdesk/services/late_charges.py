"""Invoicing what lateness costs: the interest and the indemnity of an invoice paid late."""

from datetime import date
from decimal import Decimal

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import BpfOrigin, Invoice, InvoiceKind, InvoiceLine
from trainingdesk.domain.late_interest import LateInterest
from trainingdesk.domain.lines import Line, LineKind, Unit
from trainingdesk.domain.reminders import Level
from trainingdesk.domain.tva import Exemption
from trainingdesk.french import euros, period, plural
from trainingdesk.services import answering
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import reminders, sales
from trainingdesk.storage.database import unit_of_work


def draft(office: Office, invoice_id: int, on: date) -> Changes:
    """Draft the invoice of what the delay of another one costs until a day, or its last payment.

    What was charged before is left out: the indemnity is charged once (C. com. D441-5), interest
    goes on until the invoice is paid. A consumer owes it from the formal notice that was sent.

    Raises:
        RuleBroken: nothing is owed of it, it is drafted already, or a rate is missing.
    """
    with unit_of_work(office.db):
        late = sales.invoice(office.db, invoice_id)
        cost = answering.late_cost(office, invoice_id, on, notice_on=_notice(office, invoice_id))
        _refuse_twice(office, late)
        interest, indemnity = cost.answer.beyond(sales.charged(office.db, invoice_id))
        if not interest + indemnity:
            raise RuleBroken(
                f"Facture {late.number} : rien de plus n’est dû pour le retard. "
                f"{cost.answer.sentence}"
            )
        saved = sales.save_invoice(
            office.db, _charging(late, _lines(late, cost.answer, interest, indemnity))
        )
    return changed(
        f"Pénalités de {euros(interest + indemnity)} prêtes à émettre", Kind.INVOICES, saved=saved
    )


def _notice(office: Office, invoice_id: int) -> date | None:
    """Return the day of the formal notice about an invoice, if one went."""
    letters = reminders.about(office.db, [invoice_id])
    return min((one.sent_on for one in letters if one.level is Level.NOTICE), default=None)


def _refuse_twice(office: Office, late: Invoice) -> None:
    if sales.invoices_where(office.db, "late_for_id = ? and number is null", [late.id]):
        raise RuleBroken(
            f"Les pénalités de la facture {late.number} sont déjà en brouillon : émettez-le ou "
            "supprimez-le."
        )


def _charging(late: Invoice, lines: tuple[InvoiceLine, ...]) -> Invoice:
    """Return the draft that asks whoever owed the late invoice; it sells nothing."""
    return Invoice(
        client_id=late.client_id,
        kind=InvoiceKind.LATE_CHARGES,
        payer_funder_id=late.payer_funder_id,
        late_for_id=late.id,
        conditions_id=late.conditions_id,
        purchase_order=late.purchase_order,
        service_code=late.service_code,
        engagement_number=late.engagement_number,
        file_number=late.file_number,
        reason=f"Retard de paiement de la facture {late.number}",
        lines=lines,
    )


def _lines(
    late: Invoice, cost: LateInterest, interest: Decimal, indemnity: Decimal
) -> tuple[InvoiceLine, ...]:
    found = []
    if interest:
        found.append(_line(_interest_label(late, cost, interest), interest))
    if indemnity:
        found.append(_line("Indemnité forfaitaire pour frais de recouvrement", indemnity))
    return tuple(found)


def _interest_label(late: Invoice, cost: LateInterest, interest: Decimal) -> str:
    first, last = cost.segments[0].first, cost.segments[-1].last
    days = plural(sum(segment.days for segment in cost.segments), "jour")
    words = f"Intérêts de retard, facture {late.number} : {days}, {period(first, last)}"
    return words if interest == cost.interest else f"{words}, complément"


def _line(label: str, amount: Decimal) -> InvoiceLine:
    line = Line(
        label=label,
        unit=Unit.GROUP,
        unit_price=amount,
        tva_rate=Decimal(0),
        exemption=Exemption.OUT_OF_SCOPE,
        kind=LineKind.OTHER,
    )
    return InvoiceLine(line=line, origin=BpfOrigin.OUTSIDE)
