"""The answer to a cancellation, by the client or by the office, with its calculation."""

from trainingdesk.documents import letters, settlements
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.paper import blocks as b

_CANCELLED = ("Annulation de la formation", "client")
_TOLD = {
    SettlementKind.CANCELLATION: _CANCELLED,
    SettlementKind.OFFICE_CANCELLATION: ("Annulation par l’organisme", "organisme"),
    SettlementKind.WITHDRAWAL: ("Rétractation", "retractation"),
    SettlementKind.NOT_FORMED: ("Abandon de la commande", "non_forme"),
    SettlementKind.INTERRUPTION: ("Interruption de la formation", "interruption"),
    SettlementKind.FORCE_MAJEURE: ("Cas de force majeure", "force_majeure"),
}
"""The title of each decision's letter, and how the names of its texts end."""
_OTHERS = {
    SettlementKind.POSTPONEMENT: "un report : éditez le courrier « Report »",
    SettlementKind.TERMINATION: "une résolution : éditez le courrier « Résolution »",
}


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the letter."""
    decision = settlements.settlement_of(data)
    title, key = _told(data)
    letter = letters.Letter(
        title=title,
        reference=data.agreement.name,
        about=wording(f"cancellation_acknowledgement.objet_{key}", title=data.file.session.title),
        body=(
            *b.text(wording(f"cancellation_acknowledgement.intro_{key}")),
            *b.facts(settlements.decision_facts(data)),
            *b.text(decision.sentence),
            *settlements.tiers(data, wording),
            *settlements.gesture(decision, wording),
        ),
        closing=(
            *settlements.amounts(decision),
            *settlements.follow_up(data, wording),
            *letters.mediation(data, wording),
        ),
    )
    return letters.composed(letter, letters.mail_of(data), wording)


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: what happened, number and client."""
    title, _key = _told(data)
    return file_stem(title, data.agreement.number or "projet", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why this is not the letter of the decision."""
    kind = settlements.settlement_of(data).kind
    if kind in _OTHERS:
        return f"Cette décision est {_OTHERS[kind]}."
    return settlements.taken_back(data)


def _told(data: AgreementEventPaper) -> tuple[str, str]:
    return _TOLD.get(settlements.settlement_of(data).kind, _CANCELLED)
