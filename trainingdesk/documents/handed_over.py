"""The receipt of what a person was handed before the training (L6353-8): ticked and signed."""

from trainingdesk.documents import agreements as common
from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.participants import employer_name, filed_as, seat_refusal
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.kinds import Item
from trainingdesk.domain.conditions.rules import Sendings
from trainingdesk.domain.paper_data import HandedOverPaper
from trainingdesk.paper import blocks as b

TITLE = "Reçu de remise"


def compose(data: HandedOverPaper, wording: Wording) -> Composition:
    """Return the receipt."""
    title = data.file.session.title
    story = [
        *b.title(TITLE, title),
        *b.facts(_who(data)),
        *b.text(wording("handed_over.intro"), keep_with_next=True),
        *(piece for item in items(data, wording) for piece in b.checkbox(item, checked=False)),
        *b.spacer(3),
        *b.keep_together(
            b.text(wording("handed_over.lecture")),
            b.text(
                wording("handed_over.fait", made=letters.made_at(data.organisation, data.on)),
                keep_with_next=True,
            ),
            b.signatures([_signature(data, wording)]),
        ),
    ]
    return Composition(
        title=TITLE,
        reference=f"Session {data.file.session.number}",
        subject=f"{title} – {data.participant.name}",
        story=story,
    )


def file_name(data: HandedOverPaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: HandedOverPaper) -> str | None:
    """Return why nobody can sign it."""
    return seat_refusal(data)


def items(data: HandedOverPaper, wording: Wording) -> tuple[str, ...]:
    """Return what is handed over: what the law asks for everybody, and what the terms add.

    Who buys for himself gets the terms and the contract with its form to withdraw as well.
    """
    terms = data.conditions.rules.sendings or Sendings()
    buys = data.participant.client.is_individual
    return tuple(
        words
        for applies, words in (
            (True, wording("handed_over.programme")),
            (True, wording("handed_over.reglement")),
            (True, wording("handed_over.livret")),
            (buys, wording("handed_over.contrat")),
            (
                buys or Item.TERMS in terms.on_enrolment,
                wording("handed_over.conditions", number=data.conditions.number),
            ),
            (Item.SOFTWARE_GUIDE in terms.in_those_days, wording("handed_over.logiciel")),
        )
        if applies
    )


def _who(data: HandedOverPaper) -> list[tuple[str, b.Content]]:
    facts: list[tuple[str, b.Content]] = [
        ("Stagiaire", b.bold(data.participant.name)),
        ("Entreprise", employer_name(data.participant)),
        ("Organisme", data.organisation.trade_name),
        ("Session", data.file.session.number),
        ("Dates", common.dates(data.file)),
    ]
    return [fact for fact in facts if fact[1]]


def _signature(data: HandedOverPaper, wording: Wording) -> b.SignatureBox:
    hint = wording("handed_over.signature")
    return b.SignatureBox(title=data.participant.name, lines=(hint,), height=common.SIGNATURE)
