"""The file that makes a printed invoice an electronic one: Factur-X, inside the paper."""

from dataclasses import dataclass
from datetime import date

from trainingdesk.paper.finish import Attachment
from trainingdesk.paper.metadata import FacturX

FILE_NAME = "factur-x.xml"
MIME = "text/xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFile:
    """The XML of an invoice, its profile as the standard writes it, and the paper's one date.

    Given to `page.render` by its two halves, it makes of the paper a Factur-X.
    """

    xml: bytes
    profile: str
    dated: date

    @property
    def attachment(self) -> Attachment:
        """The file as it travels inside the paper."""
        return Attachment(
            file_name=FILE_NAME,
            data=self.xml,
            mime=MIME,
            modified=self.dated,
            # The paper and the file say the same; France lets either stand for the invoice.
            relationship="Data",
            description="Facture électronique (Factur-X)",
        )

    @property
    def facturx(self) -> FacturX:
        """What the paper's metadata say of the file."""
        return FacturX(profile=self.profile, file_name=FILE_NAME)
