"""What the letters about a learning platform have in common."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from trainingdesk.documents.joining_letter import salutation_of, window_of
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.session_file import Participant
from trainingdesk.paper import blocks as b

HELLO = "Bonjour,"
HOUR = ("heure", "heures")
WORKING_HOUR = ("heure ouvrée", "heures ouvrées")


def opening(
    title: str, facts: Sequence[tuple[str, b.Content]], person: Participant | None
) -> list[Flowable]:
    """Return the head of a letter, with the address for a window envelope if it is known."""
    heading = [*b.title(title), *b.facts([fact for fact in facts if fact[1]])]
    window = window_of(person) if person else None
    return b.parties(heading, window, address_window=True) if window else heading


def greeting(person: Participant | None) -> list[Flowable]:
    """Return how a letter opens; one to many says hello."""
    return b.text(salutation_of(person) if person else HELLO)


def about(words: str) -> list[Flowable]:
    """Return what a letter is about."""
    return b.text(b.Markup("{} {}").format(b.bold("Objet :"), words))


def contact_of(office: Organisation) -> str:
    """Return how the office is reached, empty where neither is known."""
    return " ou ".join(filter(None, (office.email, office.phone)))


def closing(office: Organisation, formula: str) -> list[Flowable]:
    """Return how a letter ends."""
    signatory = ", ".join(filter(None, (office.representative_name, office.representative_title)))
    return b.text(b.lines(formula, signatory or office.trade_name))
