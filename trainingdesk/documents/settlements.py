"""What a decision about an agreement came to, as its letters show it."""

from datetime import timedelta

from reportlab.platypus import Flowable

from trainingdesk.documents.letters import received, training_facts
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.cancellation import DatedTier, dated_tiers
from trainingdesk.domain.conditions.kinds import Base
from trainingdesk.domain.notice import notice, notice_words
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.french import euros, long_date, percent
from trainingdesk.paper import blocks as b

REFUND_DAYS = 14
"""How long an office has to give back what was paid before a withdrawal (C. conso. L221-24)."""
_INDEMNITIES = {SettlementKind.CANCELLATION, SettlementKind.NOT_FORMED}
"""What is owed then pays no training: it is invoiced apart."""
_OF = {
    Base.HT: "du prix HT",
    Base.TTC: "du prix TTC",
    Base.DEPOSIT: "de l’acompte",
}


def settlement_of(data: AgreementEventPaper) -> Settlement:
    """Return the decision that a letter is about; the paper is made from one."""
    assert data.settlement is not None  # noqa: S101 - gathered from a decision
    return data.settlement


def taken_back(data: AgreementEventPaper) -> str | None:
    """Return why a letter is not made any more: its decision was taken back."""
    if settlement_of(data).stands:
        return None
    return "Cette décision a été annulée : aucun courrier n’en est édité."


def decision_facts(data: AgreementEventPaper) -> list[tuple[str, b.Content]]:
    """Return what was asked when, how long before the start, and the clause that decides."""
    decision = settlement_of(data)
    start = data.file.first_day
    facts: list[tuple[str, b.Content]] = [
        *training_facts(data),
        ("Demande reçue", received(data.receipt) if data.receipt else ""),
        ("Délai avant le début", _given(data)),
        ("Nouvelle date", long_date(decision.new_start) if decision.new_start else ""),
        ("Clause appliquée", decision.clause),
    ]
    if not data.file.days and start:
        facts.insert(len(training_facts(data)), ("Début prévu", long_date(start)))
    return [fact for fact in facts if fact[1]]


def _given(data: AgreementEventPaper) -> str:
    """Return the notice in the unit of the terms, where they count one."""
    cancellation = data.conditions.rules.cancellation
    start, receipt = data.file.first_day, data.receipt
    if settlement_of(data).kind is not SettlementKind.CANCELLATION or not (
        cancellation and start and receipt and receipt.received_on < start
    ):
        return ""
    return notice_words(notice(receipt.received_on, start, cancellation.unit), cancellation.unit)


def tiers(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    """Return what each notice costs, the tier that was applied set in bold."""
    cancellation = data.conditions.rules.cancellation
    start, receipt = data.file.first_day, data.receipt
    if settlement_of(data).kind is not SettlementKind.CANCELLATION or not (
        cancellation and start and receipt
    ):
        return []
    dated = dated_tiers(cancellation, start)
    applied = next(
        tier for tier in dated if tier.until is None or receipt.received_on <= tier.until
    )
    rows: list[b.Row] = [
        [
            b.Cell(_until(tier), bold=tier is applied),
            b.Cell(_due(tier), bold=tier is applied),
            b.Cell("appliqué" if tier is applied else "", bold=True),
        ]
        for tier in dated
    ]
    columns = (
        b.Column(title="Annulation reçue", weight=2, row_header=True),
        b.Column(title="Somme prévue", weight=2),
        b.Column(title="", weight=1),
    )
    return [
        *b.text(wording("courriers.paliers"), keep_with_next=True),
        *b.table(columns, rows),
    ]


def _until(tier: DatedTier) -> str:
    return f"jusqu’au {long_date(tier.until)}" if tier.until else "plus tard, ou après le début"


def _due(tier: DatedTier) -> str:
    if not tier.share or tier.base not in _OF:
        return "rien"
    if tier.base is Base.DEPOSIT and tier.share == 1:
        return "l’acompte"
    return f"{percent(tier.share * 100)} {_OF[tier.base]}"


def amounts(decision: Settlement) -> list[Flowable]:
    """Return the calculation: what the terms give, what is given up, paid, left or given back."""
    stays = decision.kind is SettlementKind.POSTPONEMENT and decision.balance < 0
    if stays or not (decision.due_ttc or decision.paid):
        return []
    lines = [b.Amount("Somme prévue par les conditions", decision.due_ttc)]
    if decision.due_ht != decision.due_ttc:
        lines.append(b.Amount("dont hors taxe", decision.due_ht))
    if decision.waived:
        lines.append(b.Amount("Geste commercial", -decision.waived))
        lines.append(b.Amount("Somme demandée", decision.owed))
    if decision.paid:
        lines.append(b.Amount("Déjà versé", -decision.paid))
    name = "À vous rembourser" if decision.balance < 0 else "Reste à payer"
    lines.append(b.Amount(name, abs(decision.balance), strong=True))
    return b.amount_summary(lines, width=105)


def gesture(decision: Settlement, wording: Wording) -> list[Flowable]:
    """Return the sentence of what is given up; the calculation was told before it."""
    if not decision.waived:
        return []
    reason = f" ({decision.waived_reason.rstrip(' .')})" if decision.waived_reason else ""
    return b.text(
        wording(
            "courriers.geste",
            reason=reason,
            waived=euros(decision.waived),
            owed=euros(decision.owed),
            rest=rest_words(decision),
        )
    )


def rest_words(decision: Settlement) -> str:
    """Return what is left, as a sentence ends."""
    if decision.balance > 0:
        return f"il vous reste {euros(decision.balance)} à payer"
    if decision.balance < 0:
        return f"{euros(-decision.balance)} vous sont remboursés"
    return "il ne reste rien à payer"


def follow_up(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    """Return how what is owed is invoiced, and what was paid too much given back."""
    decision = settlement_of(data)
    told = []
    if decision.owed:
        told.append(wording("courriers.facture"))
        if decision.kind in _INDEMNITIES and not data.client.is_individual:
            told.append(wording("courriers.indemnite"))
    # What was paid for a training that moves stays for the new date.
    if decision.balance < 0 and decision.kind is not SettlementKind.POSTPONEMENT:
        told.append(_refund(data, wording))
    return b.text(" ".join(told)) if told else []


def _refund(data: AgreementEventPaper, wording: Wording) -> str:
    """Return how money goes back; within 14 days of a withdrawal (C. conso. L221-24)."""
    decision = settlement_of(data)
    if decision.refunded_on:
        return wording("courriers.rembourse", date=long_date(decision.refunded_on))
    if decision.kind is SettlementKind.WITHDRAWAL and data.receipt:
        last = data.receipt.received_on + timedelta(days=REFUND_DAYS)
        return wording("courriers.remboursement_retractation", date=long_date(last))
    return wording("courriers.remboursement")
