"""The letter of a postponement, at the client's request or decided by the office."""

from reportlab.platypus import Flowable

from trainingdesk.documents import letters, settlements
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.french import plural
from trainingdesk.paper import blocks as b

TITLE = "Report de la formation"


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the letter."""
    body = _by_office(data, wording) if is_by_office(data) else _by_client(data, wording)
    letter = letters.Letter(
        title=TITLE,
        reference=data.agreement.name,
        about=wording("postponement.objet", title=data.file.session.title),
        body=body,
        closing=(
            *settlements.follow_up(data, wording),
            *b.text(wording("postponement.suite")),
            *letters.mediation(data, wording),
        ),
    )
    return letters.composed(letter, letters.mail_of(data), wording)


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: number and client."""
    return file_stem("Report", data.agreement.number or "projet", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why this is not the letter of the decision."""
    if settlements.settlement_of(data).kind is not SettlementKind.POSTPONEMENT:
        return "Cette décision n’est pas un report : choisissez le courrier qui lui correspond."
    return settlements.taken_back(data)


def is_by_office(data: AgreementEventPaper) -> bool:
    """Whether the office moved the training: nobody's request is answered."""
    return data.receipt is None


def _by_client(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    decision = settlements.settlement_of(data)
    return [
        *b.text(wording("postponement.intro_client")),
        *b.facts(settlements.decision_facts(data)),
        *b.text(decision.sentence),
        *settlements.gesture(decision, wording),
        *(settlements.amounts(decision) if decision.due_ttc else ()),
    ]


def _by_office(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    decision = settlements.settlement_of(data)
    least = data.file.session.minimum
    few = least is not None and data.head_count < least
    why = (
        wording(
            "postponement.effectif",
            count=plural(data.head_count, "inscrit"),
            least=plural(least, "participant"),
        )
        if few and least is not None
        else wording("postponement.empechement")
    )
    terms = data.conditions.rules.office_cancellation
    key = "choix" if decision.new_start else "a_fixer"
    if terms is not None and not terms.refund_unless_new_date:
        key = "sans_remboursement"
    return [
        *b.text(f"{wording('postponement.intro_organisme')} {why}"),
        *b.facts(settlements.decision_facts(data)),
        *b.text(decision.sentence),
        *b.text(wording(f"postponement.{key}")),
    ]
