"""The letter that suspends trainings while invoices or papers are wanting."""

from reportlab.platypus import Flowable

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.conditions.kinds import Need
from trainingdesk.domain.conditions.rules import Suspension
from trainingdesk.domain.paper_data import AgreementEventPaper, UnpaidInvoice
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Suspension de la formation"


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the letter."""
    clause = clause_name(data.conditions, "suspension")
    held = wording(
        "suspension.effet",
        date=long_date(data.agreement.suspended_on or data.on),
        clause=letters.under(clause),
    )
    letter = letters.Letter(
        title=TITLE,
        reference=data.agreement.name,
        about=wording("suspension.objet", title=data.file.session.title),
        body=(
            *b.facts(letters.training_facts(data)),
            *_reasons(data, wording),
            *b.callout(held),
        ),
        closing=(*b.text(wording("suspension.reprise")), *letters.mediation(data, wording)),
    )
    return letters.composed(letter, letters.mail_of(data), wording)


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: number and client."""
    return file_stem("Suspension", data.agreement.number or "projet", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why nothing may be suspended."""
    if data.conditions.rules.suspension is None:
        return (
            "Vos conditions de vente ne prévoient pas de suspension : adressez plutôt une mise en "
            "demeure."
        )
    if unpaid(data) or missing(data):
        return None
    return (
        f"{data.agreement.name} : aucune facture échue ni pièce manquante ne permet de suspendre "
        "la formation."
    )


def unpaid(data: AgreementEventPaper) -> tuple[UnpaidInvoice, ...]:
    """Return the invoices that allow it, where the terms say so."""
    terms = data.conditions.rules.suspension or Suspension()
    return data.unpaid if terms.unpaid_invoice else ()


def missing(data: AgreementEventPaper) -> tuple[Need, ...]:
    """Return the pieces whose lack allows it, where the terms say so."""
    terms = data.conditions.rules.suspension or Suspension()
    return data.pieces.missing if terms.missing_papers else ()


def _reasons(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    made: list[Flowable] = []
    if bills := unpaid(data):
        made += b.text(wording("suspension.impayes"), keep_with_next=True)
        made += letters.unpaid_table(bills)
    if missing(data):
        made += b.text(wording("suspension.pieces", missing=data.pieces.missing_words))
    return made
