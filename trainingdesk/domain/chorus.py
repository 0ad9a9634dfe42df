"""What becomes of an invoice on Chorus Pro, the portal through which public bodies are invoiced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.parties import Client
from trainingdesk.french import listed, long_date


class ChorusStatus(StrEnum):
    """How far an invoice is on the portal."""

    DEPOSITED = "deposited"
    RECEIVED = "received"
    SUSPENDED = "suspended"
    REJECTED = "rejected"
    PAID = "paid"

    @property
    def needs_words(self) -> bool:
        """Whether it says nothing without its reason."""
        return self in {ChorusStatus.SUSPENDED, ChorusStatus.REJECTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChorusEvent:
    """A status that the portal gave an invoice on a day; it is never changed, a later one follows.

    `words` are the portal's reason, or its deposit number.
    """

    invoice_id: int
    status: ChorusStatus
    day: date
    words: str = ""
    id: int | None = None


def goes_through_chorus(client: Client, invoice: Invoice) -> bool:
    """Whether an invoice is to be deposited: a public body buys, and no fund does in its place."""
    return client.is_public and not invoice.is_to_funder


def check_event(
    event: ChorusEvent, invoice: Invoice, former: Sequence[ChorusEvent], today: date
) -> None:
    """Refuse a status that could not follow what is known.

    Raises:
        RuleBroken: the invoice is a draft, the day cannot be, a reason lacks, or nothing was
            deposited before.
    """
    if invoice.issued_on is None:
        raise RuleBroken("Une facture se dépose une fois émise : numérotez-la d’abord.")
    if event.day > today:
        raise RuleBroken(f"Le {long_date(event.day)} est dans le futur.", "day")
    first = max([invoice.issued_on, *(one.day for one in former)])
    if event.day < first:
        what = "l’état précédent" if former else "la facture"
        raise RuleBroken(f"Ce jour précède {what}, du {long_date(first)}.", "day")
    if event.status.needs_words and not event.words.strip():
        raise RuleBroken("Recopiez le motif que donne le portail.", "words")
    if not former and event.status is not ChorusStatus.DEPOSITED:
        raise RuleBroken("Notez d’abord le dépôt de la facture sur le portail.", "status")


def awaits_deposit(events: Sequence[ChorusEvent]) -> bool:
    """Whether an invoice is still to be deposited, or again after it was rejected."""
    return not events or events[-1].status is ChorusStatus.REJECTED


def lacking_numbers(client: Client, invoice: Invoice) -> tuple[str, ...]:
    """Return the numbers that a public client demands and that an invoice does not bear."""
    asked = (
        (client.demands_order, invoice.purchase_order, "le numéro de bon de commande"),
        (client.demands_engagement, invoice.engagement_number, "le numéro d’engagement"),
        (client.demands_service, invoice.service_code, "le code service"),
    )
    if not goes_through_chorus(client, invoice):
        return ()
    return tuple(name for demanded, number, name in asked if demanded and not number.strip())


def lacking_words(client: Client, invoice: Invoice) -> str:
    """Return what to tell before such an invoice is issued; empty when nothing lacks."""
    lacking = lacking_numbers(client, invoice)
    if not lacking:
        return ""
    return (
        f"{client.display_name} refuse une facture sans {listed(list(lacking))} : "
        "complétez le brouillon avant de l’émettre."
    )
