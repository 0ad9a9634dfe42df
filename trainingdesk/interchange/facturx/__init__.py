"""Electronic invoices: ours written and checked as the file of a Factur-X, those received read."""

from trainingdesk.interchange.facturx.attachment import Attachment
from trainingdesk.interchange.facturx.checking import faults
from trainingdesk.interchange.facturx.fault import Fault
from trainingdesk.interchange.facturx.notes import DISCOUNT, INDEMNITY, PENALTIES
from trainingdesk.interchange.facturx.profiles import Profile, profile_for
from trainingdesk.interchange.facturx.reading import is_pdf, read_supplier_invoice
from trainingdesk.interchange.facturx.schema import schema_faults
from trainingdesk.interchange.facturx.source import BrokenInvoiceFileError, NoInvoiceFileError
from trainingdesk.interchange.facturx.supplier_invoice import SupplierInvoice
from trainingdesk.interchange.facturx.writing import cii

__all__ = [
    "DISCOUNT",
    "INDEMNITY",
    "PENALTIES",
    "Attachment",
    "BrokenInvoiceFileError",
    "Fault",
    "NoInvoiceFileError",
    "Profile",
    "SupplierInvoice",
    "cii",
    "faults",
    "is_pdf",
    "profile_for",
    "read_supplier_invoice",
    "schema_faults",
]
