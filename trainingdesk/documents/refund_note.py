"""The note of what is given back to a client, and how it was found."""

from trainingdesk.documents import letters, settlements
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.french import euros
from trainingdesk.paper import blocks as b

TITLE = "Note de remboursement"


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the note."""
    decision = settlements.settlement_of(data)
    back = euros(abs(decision.balance))
    letter = letters.Letter(
        title=TITLE,
        reference=data.agreement.name,
        about=wording("refund_note.objet", title=data.file.session.title),
        body=(
            *b.text(wording("refund_note.intro", amount=back)),
            *b.facts(settlements.decision_facts(data)),
            *settlements.amounts(decision),
        ),
        closing=(*settlements.follow_up(data, wording), *letters.mediation(data, wording)),
    )
    return letters.composed(letter, letters.mail_of(data), wording)


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: number and client."""
    return file_stem(TITLE, data.agreement.number or "projet", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why nothing is given back."""
    if settlements.settlement_of(data).balance >= 0:
        return "Cette décision ne donne lieu à aucun remboursement."
    return settlements.taken_back(data)
