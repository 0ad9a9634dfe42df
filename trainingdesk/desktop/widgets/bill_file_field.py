"""The file of a supplier's invoice, as it came."""

from trainingdesk.desktop.widgets.proof_field import ProofField
from trainingdesk.services.supplier_invoices import LARGEST_FILE, too_large

BILL_FILES = "Factures (*.pdf *.xml *.png *.jpg *.jpeg);;Tous (*)"


class BillFileField(ProofField):
    """Holds an electronic invoice, a plain PDF or a picture; what it is, the service judges."""

    asks = "Choisir la facture reçue"
    files = BILL_FILES

    def refusal(self, data: bytes) -> str:
        """Return that a file is too large, or nothing."""
        return too_large("Ce fichier") if len(data) > LARGEST_FILE else ""
