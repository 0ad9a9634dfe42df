"""The formal notice to fulfil an agreement (C. civ. 1225, 1226, 1344)."""

from reportlab.platypus import Flowable

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.conditions.rules import Termination
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.french import euros, plural
from trainingdesk.paper import blocks as b

TITLE = "Mise en demeure"


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the letter, to be sent registered."""
    letter = letters.Letter(
        title=TITLE,
        reference=data.agreement.name,
        about=wording("formal_notice.objet", agreement=data.agreement.name),
        body=(
            *b.facts(letters.training_facts(data)),
            *_obligations(data, wording),
            *b.callout(
                wording("formal_notice.delai", days=notice_days(data)),
                heading=wording("formal_notice.titre_delai"),
            ),
            *_interest(data, wording),
        ),
        closing=(*_otherwise(data, wording), *letters.mediation(data, wording)),
        registered=True,
    )
    return letters.composed(letter, letters.mail_of(data), wording)


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: number and client."""
    return file_stem(TITLE, data.agreement.number or "projet", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why nothing can be demanded."""
    if data.unpaid or data.pieces.missing:
        return None
    return f"{data.agreement.name} : aucune facture échue ni pièce manquante n’est à réclamer."


def notice_days(data: AgreementEventPaper) -> str:
    """Return the delay that the terms leave; eight days where they say nothing."""
    terms = data.conditions.rules.termination or Termination()
    return plural(terms.notice_days, "jour")


def _obligations(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    made: list[Flowable] = []
    if data.unpaid:
        made += b.text(
            wording("formal_notice.payer", amount=euros(letters.sum_of(data.unpaid))),
            keep_with_next=True,
        )
        made += letters.unpaid_table(data.unpaid)
    if data.pieces.missing:
        made += b.text(wording("formal_notice.remettre", missing=data.pieces.missing_words))
    return made


def _interest(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    """Return what runs on: the 40 € are due by professionals alone (C. com. L441-10)."""
    if not data.unpaid:
        return []
    if data.client.is_individual:
        return b.text(wording("formal_notice.interets_particulier"))
    indemnity = euros(data.conditions.recovery_indemnity)
    return b.text(wording("formal_notice.interets", indemnity=indemnity))


def _otherwise(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    clause = clause_name(data.conditions, "termination")
    key = "formal_notice.defaut" if clause else "formal_notice.defaut_sans_clause"
    return b.text(wording(key, clause=letters.under(clause)))
