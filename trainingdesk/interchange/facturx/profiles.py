"""The two profiles of Factur-X that our invoices take."""

from enum import StrEnum

from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.domain.tva import Exemption


class Profile(StrEnum):
    """What an invoice file may hold; the value is the name that the PDF gives it."""

    EN16931 = "EN 16931"
    """All that the European standard knows: what most invoices need."""
    EXTENDED = "EXTENDED"
    """Also who pays in the buyer's place, and an indemnity beside what bears tax or is exempt."""

    @property
    def guideline(self) -> str:
        """The specification that the file names as its own (BT-24)."""
        return _GUIDELINES[self]


_GUIDELINES = {
    Profile.EN16931: "urn:cen.eu:en16931:2017",
    Profile.EXTENDED: "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
}


def profile_for(data: InvoicePaper) -> Profile:
    """Return the profile that an invoice needs: the usual one, unless it says too little."""
    if data.invoice.third_payer is not None or mixes_out_of_scope(data.invoice):
        return Profile.EXTENDED
    return Profile.EN16931


def mixes_out_of_scope(invoice: Invoice) -> bool:
    """Whether an indemnity stands beside other lines, which EN 16931 refuses (BR-O-11)."""
    exemptions = {part.exemption for part in invoice.totals.by_rate}
    return Exemption.OUT_OF_SCOPE in exemptions and len(exemptions) > 1
