"""The letter that keeps somebody out at once, until a decision is taken (R6352-7)."""

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.discipline import case_letters as case
from trainingdesk.documents.participants import filed_as
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.discipline_data import CasePaper
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Exclusion conservatoire"


def compose(data: CasePaper, wording: Wording) -> Composition:
    """Return the letter."""
    since = long_date(data.case.excluded_from or data.on)
    letter = letters.Letter(
        title=TITLE,
        reference=f"Session {data.file.session.number}",
        about=wording("precautionary_exclusion.objet"),
        body=(
            *case.training(data),
            *case.facts(data, wording),
            *b.callout(wording("precautionary_exclusion.mesure", since=since)),
            *b.text(wording("precautionary_exclusion.provisoire")),
        ),
        closing=b.text(wording("precautionary_exclusion.suite")),
    )
    sent = case.delivered(letter, data.case.summons_channel)
    return letters.composed(sent, case.mail_of(data), wording)


def file_name(data: CasePaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: CasePaper) -> str | None:
    """Return why there is nothing to tell, or nothing."""
    if (words := case.unnamed(data)) is not None:
        return words
    if data.case.excluded_from is None:
        return "Notez d’abord à partir de quel jour le stagiaire est écarté à titre conservatoire."
    return None
