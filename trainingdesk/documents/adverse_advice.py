"""The office's advice against an order that the client maintains; the client countersigns."""

from trainingdesk.documents import agreements as common
from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.reserve_received import mail_of, reference, subject
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.paper_data import RegisterEntryPaper
from trainingdesk.domain.people import full_name
from trainingdesk.domain.registers import EntryKind
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Avis défavorable"


def compose(data: RegisterEntryPaper, wording: Wording) -> Composition:
    """Return the letter, with the frame in which the client countersigns."""
    clause = letters.under(clause_name(data.conditions, "reserves"))
    kept = "maintien" if data.client.is_individual else "maintien_pro"
    letter = letters.Letter(
        title=TITLE,
        reference=reference(data),
        about=wording("adverse_advice.objet", title=subject(data)),
        body=(
            *b.text(wording("adverse_advice.intro", date=long_date(data.entry.received_on))),
            *b.callout(data.entry.facts, heading=wording("adverse_advice.avis")),
            *(b.text(data.entry.answer) if data.entry.answer else ()),
            *b.text(wording("adverse_advice.suite", clause=clause)),
            *b.text(wording(f"adverse_advice.{kept}")),
        ),
        countersigned=_client(data, wording),
    )
    return letters.composed(letter, mail_of(data), wording)


def file_name(data: RegisterEntryPaper) -> str:
    """Return the name of the file: agreement or session, and client."""
    return file_stem(TITLE, reference(data), data.client.display_name)


def refusal(data: RegisterEntryPaper) -> str | None:
    """Return why this is not the letter of the entry."""
    if data.entry.kind is not EntryKind.ADVERSE_ADVICE:
        return "Cette entrée du registre vient du client : éditez « Réserve reçue »."
    return None


def _client(data: RegisterEntryPaper, wording: Wording) -> b.SignatureBox:
    who = full_name(data.contact) if data.contact else ""
    return b.SignatureBox(
        title=f"Pour {data.client.display_name}",
        lines=tuple(filter(None, (who, wording("adverse_advice.signature")))),
        height=common.SIGNATURE,
    )
