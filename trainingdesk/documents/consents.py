"""What a client allows the office to say of it: its logo, its name among the references."""

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.conditions.kinds import Naming
from trainingdesk.domain.conditions.rules import Publicity
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.paper import blocks as b

TITLE = "Logo et références : votre accord"


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the form, to be ticked, signed and sent back."""
    office = data.organisation.trade_name
    clause = letters.under(clause_name(data.conditions, "publicity"))
    story = [
        *b.title(TITLE, data.client.display_name),
        *b.text(wording("consents.intro", office=office, clause=clause)),
        *b.heading("Votre logo"),
        *_answers(wording("consents.logo_oui", office=office), wording("consents.logo_non")),
        *b.heading("Votre nom parmi nos références"),
        *_naming(data, wording),
        *b.keep_together(
            b.text(wording("consents.retrait", office=office)),
            b.text(
                wording("consents.fait", made="…" * 12, on="…" * 8),
                keep_with_next=True,
            ),
            b.signatures([common.client_signature(data, wording("consents.signature"))]),
        ),
    ]
    return Composition(
        title=TITLE,
        reference=data.agreement.number or "projet",
        subject=data.client.display_name,
        story=story,
    )


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: the client's."""
    return file_stem("Logo et références", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why nothing is asked: a person has neither logo nor place among references."""
    if data.client.is_individual:
        return "Ce document s’adresse aux entreprises et aux organismes publics."
    return None


def _naming(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    terms = data.conditions.rules.publicity or Publicity()
    office = data.organisation.trade_name
    if terms.naming is Naming.UNLESS_OBJECTED:
        return [
            *b.text(wording("consents.nom_sauf_refus", office=office), keep_with_next=True),
            *b.checkbox(wording("consents.nom_opposition", office=office), checked=False),
        ]
    return _answers(wording("consents.nom_oui", office=office), wording("consents.nom_non"))


def _answers(yes: str, no: str) -> list[Flowable]:
    return [*b.checkbox(yes, checked=False), *b.checkbox(no, checked=False)]
