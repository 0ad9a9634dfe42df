"""What the letters of a disciplinary case have in common."""

from dataclasses import replace

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents import letters
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.discipline import Delivery
from trainingdesk.domain.discipline_data import CaseNoticePaper, CasePaper
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

BY_HAND = b.SignatureBox(
    title="Décharge – remise en main propre",
    lines=("Reçu le :", "Nom et signature du stagiaire :"),
    height=letters.SIGNATURE,
)
"""Where the person signs that the letter was handed over: it proves the day."""


def mail_of(data: CasePaper) -> letters.Mail:
    """Return how a letter of a case goes out."""
    contact = data.contact if isinstance(data, CaseNoticePaper) else None
    return letters.Mail(
        office=data.organisation, client=data.addressee, contact=contact, on=data.on
    )


def delivered(letter: letters.Letter, channel: Delivery | None) -> letters.Letter:
    """Return a letter as it goes out: registered, or with the receipt of who takes it by hand.

    While the way is not chosen both are left open.
    """
    by_hand = channel is not Delivery.REGISTERED_LETTER
    return replace(
        letter,
        registered=channel is Delivery.REGISTERED_LETTER,
        countersigned=BY_HAND if by_hand else None,
    )


def training(data: CasePaper) -> list[Flowable]:
    """Return which training the case is about."""
    session = data.file.session
    title = b.Markup("{} (session {})").format(b.bold(session.title), session.number)
    return b.facts([("Formation", title), ("Dates", common.dates(data.file))])


def facts(data: CasePaper, wording: Wording) -> list[Flowable]:
    """Return what the person is blamed for."""
    day = long_date(data.case.happened_on, weekday=True)
    return [
        *b.text(wording("discipline.faits", day=day), keep_with_next=True),
        *b.text(data.case.facts),
    ]


def unnamed(data: CasePaper) -> str | None:
    """Return why nobody can be written to, or nothing."""
    if data.participant.trainee is None:
        return "Cette place n’a pas encore de nom : désignez d’abord le stagiaire."
    return None
