"""Where each fact of a file is mended: the page, its list, the row and the sub-tab."""

from trainingdesk.domain.coherence.dossier import Dossier, Said
from trainingdesk.domain.coherence.finding import Side
from trainingdesk.domain.deadlines.duty import Place
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.session_file import FundingFile

SLOTS = "Calendrier"
PEOPLE = "Stagiaires"
SHEET = "Émargement"
RESULTS = "Évaluations"
PAPERS = "Documents"
MONEY = "Finances"


def in_session(dossier: Dossier, what: str, value: str, tab: str) -> Side:
    """Return a fact of the session itself, below one of its sub-tabs."""
    return Side(what, value, Place("sessions", dossier.session_id), tab)


def on_paper(dossier: Dossier, said: Said, value: str) -> Side:
    """Return what an issued paper says; it is issued again from the session's papers."""
    return in_session(dossier, said.name, value, PAPERS)


def of_course(dossier: Dossier, value: str) -> Side:
    """Return what the course's programme says."""
    return Side("Programme", value, Place("catalogue", dossier.file.course.id or 0))


def of_client(client_id: int, what: str, value: str) -> Side:
    """Return a fact of a client's own record."""
    return Side(what, value, Place("clients", client_id, "clients"))


def of_trainee(trainee_id: int, what: str, value: str) -> Side:
    """Return a fact of a trainee's own record."""
    return Side(what, value, Place("clients", trainee_id, "trainees"))


def of_funder(funder_id: int, what: str, value: str) -> Side:
    """Return a fact of a funder's own record."""
    return Side(what, value, Place("clients", funder_id, "funders"))


def of_trainer(trainer_id: int, what: str, value: str) -> Side:
    """Return a fact of a trainer's own record."""
    return Side(what, value, Place("teaching", trainer_id, "trainers"))


def of_venue(venue_id: int, value: str) -> Side:
    """Return what a venue's own record says."""
    return Side("Lieu", value, Place("teaching", venue_id, "venues"))


def of_agreement(agreement_id: int, what: str, value: str) -> Side:
    """Return a fact of an agreement."""
    return Side(what, value, Place("sales", agreement_id, "agreements"))


def of_proposal(proposal_id: int, what: str, value: str) -> Side:
    """Return a fact of a proposal."""
    return Side(what, value, Place("sales", proposal_id, "proposals"))


def of_invoice(invoice: Invoice, value: str) -> Side:
    """Return a fact of an invoice."""
    return Side(invoice_name(invoice), value, Place("sales", invoice.id or 0, "invoices"))


def invoice_name(invoice: Invoice) -> str:
    """Return what people call an invoice."""
    return f"Facture {invoice.number}"


def share_name(item: FundingFile) -> str:
    """Return what people call a funder's share in a session; a file number tells two apart."""
    number = item.funding.file_number
    return f"Prise en charge {item.funder.name}" + (f", dossier {number}" if number else "")
