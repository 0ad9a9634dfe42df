"""Electronic invoices: judged before the number is taken, and put inside the paper (Factur-X)."""

from collections.abc import Mapping

from trainingdesk.documents.wording import SHIPPED, Wording, filled
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.interchange.facturx import (
    DISCOUNT,
    INDEMNITY,
    PENALTIES,
    cii,
    faults,
    profile_for,
)
from trainingdesk.paper.invoice_file import InvoiceFile

_PRINTED: Mapping[str, tuple[str, ...]] = {
    "invoice.reglement": (DISCOUNT,),
    "invoice.retard": (PENALTIES, INDEMNITY),
    "invoice.retard_particulier": (PENALTIES,),
    "invoice.avoir": (DISCOUNT, PENALTIES, INDEMNITY),
}
"""What the office may word otherwise, and the notes of the file that say the same."""


def file_of(data: InvoicePaper, wording: Wording) -> InvoiceFile | None:
    """Return the file that travels inside an invoice, `None` for a draft.

    It says what the paper was composed with: *wording* has just printed it.
    """
    if not data.invoice.is_issued:
        return None
    profile = profile_for(data)
    xml = cii(data, profile, _own_words(wording))
    return InvoiceFile(xml=xml, profile=profile, dated=data.on)


def _own_words(wording: Wording) -> dict[str, str]:
    """Return the notes that the office words itself, filled in as they are on the paper."""
    return {
        subject: filled(wording.body(key), wording.facts[key])
        for key, subjects in _PRINTED.items()
        for subject in subjects
        if wording.used.get(key, SHIPPED) != SHIPPED
    }


def refuse_faulty(data: InvoicePaper) -> None:
    """Refuse an invoice whose file the official rules would turn down.

    Raises:
        RuleBroken: something blocks it; the sentence says what and where to mend it.
    """
    blocking = [fault for fault in faults(data) if fault.blocks]
    if blocking:
        told = " ".join(fault.sentence for fault in blocking)
        raise RuleBroken(f"La facture électronique serait refusée. {told}", blocking[0].field)


def told(data: InvoicePaper) -> tuple[tuple[str, bool], ...]:
    """Return what is wrong with the file, a sentence each, and whether it keeps it from leaving.

    What only a platform asks for is told all the same: the invoice may leave without.
    """
    return tuple((fault.sentence, fault.blocks) for fault in faults(data))
