"""The letter that ends an agreement after a formal notice in vain (C. civ. 1225, 1226)."""

from trainingdesk.documents import letters, settlements
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Résolution de l’accord"


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the letter, to be sent registered."""
    decision = settlements.settlement_of(data)
    end = wording(
        "termination.fin",
        agreement=letters.named(data.agreement),
        date=long_date(data.agreement.ended_on or decision.decided_on),
        clause=letters.under(decision.clause),
    )
    letter = letters.Letter(
        title=TITLE,
        reference=data.agreement.name,
        about=wording("termination.objet", agreement=data.agreement.name),
        body=(
            *b.text(wording("termination.intro")),
            *b.facts(settlements.decision_facts(data)),
            *b.text(decision.sentence),
            *b.callout(end),
            *settlements.gesture(decision, wording),
        ),
        closing=(
            *settlements.amounts(decision),
            *settlements.follow_up(data, wording),
            *letters.mediation(data, wording),
        ),
        registered=True,
    )
    return letters.composed(letter, letters.mail_of(data), wording)


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: number and client."""
    return file_stem("Résolution", data.agreement.number or "projet", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why the decision ends nothing."""
    if settlements.settlement_of(data).kind is not SettlementKind.TERMINATION:
        return (
            "Cette décision n’est pas une résolution : choisissez le courrier qui lui correspond."
        )
    return settlements.taken_back(data)
