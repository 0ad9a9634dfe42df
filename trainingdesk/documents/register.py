"""The papers that the program prints: what composes each, what it must say, how it is filed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainingdesk.documents import convention, invoice
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.labels import label
from trainingdesk.domain.mentions.agreements import CONVENTION
from trainingdesk.domain.mentions.invoices import INVOICE
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.paper_data import AgreementPaper, InvoicePaper


def _nothing(_data: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper.

    `compose` is given the paper's data (see `domain.paper_data`), as are `file_name`, which
    returns the name without suffix, and `refusal`, a sentence why the paper may not exist yet.
    `folder` holds the papers that belong to no session.
    """

    key: str
    name: str
    compose: Callable[[Any, Wording], Composition]
    mentions: tuple[Mention[Any], ...]
    file_name: Callable[[Any], str]
    folder: str = ""
    refusal: Callable[[Any], str | None] = _nothing


def _agreement_name(data: AgreementPaper) -> str:
    name = label(data.agreement.kind).capitalize()
    return f"{name} {data.agreement.number} - {data.client.display_name}"


def _invoice_name(data: InvoicePaper) -> str:
    title = invoice.TITLES[data.invoice.kind]
    return f"{title} {data.invoice.number or 'projet'} - {data.invoice.recipient.name}"


PAPERS = {
    kind.key: kind
    for kind in (
        PaperKind("convention", "Convention", convention.compose, CONVENTION, _agreement_name),
        PaperKind("invoice", "Facture", invoice.compose, INVOICE, _invoice_name, "Factures"),
    )
}
"""Every paper, by key."""
