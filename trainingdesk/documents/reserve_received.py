"""The answer to a reserve or a complaint: received, looked into or answered."""

from reportlab.platypus import Flowable

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.paper_data import RegisterEntryPaper
from trainingdesk.domain.registers import EntryKind
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

_TITLES = {
    EntryKind.COMPLAINT: "Réclamation reçue",
    EntryKind.RESERVE: "Réserve reçue",
    EntryKind.ADVERSE_ADVICE: "Réserve reçue",
}
_NOUNS = {
    EntryKind.COMPLAINT: "réclamation",
    EntryKind.RESERVE: "réserve",
    EntryKind.ADVERSE_ADVICE: "réserve",
}


def compose(data: RegisterEntryPaper, wording: Wording) -> Composition:
    """Return the letter."""
    noun = _NOUNS[data.entry.kind]
    letter = letters.Letter(
        title=_TITLES[data.entry.kind],
        reference=reference(data),
        about=wording("reserve_received.objet", noun=noun, title=subject(data)),
        body=(
            *b.text(wording("reserve_received.intro", noun=noun)),
            *b.facts(entry_facts(data)),
            *b.callout(data.entry.facts, heading=wording("reserve_received.faits")),
            *_late(data, wording),
            *_answer(data, wording),
        ),
        closing=letters.mediator_of(data.client, data.organisation, wording),
    )
    return letters.composed(letter, mail_of(data), wording)


def file_name(data: RegisterEntryPaper) -> str:
    """Return the name of the file: what came, the session and the client."""
    return file_stem(_TITLES[data.entry.kind], reference(data), data.client.display_name)


def refusal(data: RegisterEntryPaper) -> str | None:
    """Return why this is not the letter of the entry."""
    if data.entry.kind is EntryKind.ADVERSE_ADVICE:
        return "Cette entrée du registre est un avis de l’organisme : éditez « Avis défavorable »."
    return None


def reference(data: RegisterEntryPaper) -> str:
    """Return what the letter refers to: agreement, else session, else the day it came."""
    if data.agreement is not None and data.agreement.number:
        return data.agreement.number
    if data.file is not None:
        return data.file.session.number
    return f"{data.entry.received_on:%d-%m-%Y}"


def subject(data: RegisterEntryPaper) -> str:
    """Return the training it is about, as the subject of a letter ends."""
    return f" – formation « {data.file.session.title} »" if data.file else ""


def entry_facts(data: RegisterEntryPaper) -> list[tuple[str, b.Content]]:
    """Return when it came, from whom, about which training."""
    entry = data.entry
    facts: list[tuple[str, b.Content]] = [
        ("Formation", data.file.session.title if data.file else ""),
        ("Session", data.file.session.number if data.file else ""),
        ("Accord", data.agreement.name if data.agreement else ""),
        ("Reçue", letters.came(entry.received_on, entry.channel)),
        ("De la part de", entry.said_by),
    ]
    return [fact for fact in facts if fact[1]]


def mail_of(data: RegisterEntryPaper) -> letters.Mail:
    """Return how a letter about an entry goes out."""
    return letters.Mail(
        office=data.organisation, client=data.client, contact=data.contact, on=data.on
    )


def _late(data: RegisterEntryPaper, wording: Wording) -> list[Flowable]:
    """Return that a reserve came after the service, where the terms want it during."""
    terms = data.conditions.rules.reserves
    last = data.file.last_day if data.file else None
    if data.entry.kind is not EntryKind.RESERVE or terms is None or last is None:
        return []
    if not terms.during_service or data.entry.received_on <= last:
        return []
    clause = letters.under(clause_name(data.conditions, "reserves"))
    return b.text(wording("reserve_received.tardive", last=long_date(last), clause=clause))


def _answer(data: RegisterEntryPaper, wording: Wording) -> list[Flowable]:
    entry = data.entry
    if not entry.answer:
        return b.text(wording("reserve_received.examen"))
    story = [*b.text(wording("reserve_received.reponse"), keep_with_next=True)]
    story += b.text(entry.answer)
    if entry.action:
        story += b.text(wording("reserve_received.action", action=entry.action.rstrip(" .")))
    return story
