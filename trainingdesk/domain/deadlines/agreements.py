"""Papers of agreements: sent, awaited, changed, and what their terms make of a delay."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from trainingdesk.domain.agreements import AgreementKind, AgreementState
from trainingdesk.domain.conditions.kinds import Need
from trainingdesk.domain.deadlines.duty import EDITOR, NOTE_SENT, Duty, Place, Why, key
from trainingdesk.domain.deadlines.state import OpenAgreement
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.elearning import access_due
from trainingdesk.domain.formation import return_by, suspends_from
from trainingdesk.domain.receipts import ReceiptKind
from trainingdesk.domain.sendings import Awaited, SendingItem
from trainingdesk.french import listed, short_date

SENT_AHEAD = timedelta(days=21)
SIGNATURE_WITHIN = timedelta(days=7)
ACKNOWLEDGED_WITHIN = timedelta(days=3)
WRITTEN_WITHIN = timedelta(days=3)
ACCEPTED_WITHIN = timedelta(days=7)
INSURANCE_AHEAD = timedelta(days=30)
SUSPENSION_AHEAD = timedelta(days=30)
DAY = timedelta(days=1)

ACKNOWLEDGEMENT = "order_acknowledgement"
FORMAL_NOTICE = "formal_notice"
"""The papers that settle a duty, or open one."""

_PAPERS = (
    ReceiptKind.SIGNED_PROPOSAL,
    ReceiptKind.SIGNED_TERMS,
    ReceiptKind.SIGNED_AGREEMENT,
)
_NEEDS = {
    Need.SIGNED_PROPOSAL: "la proposition signée",
    Need.SIGNED_TERMS: "les conditions générales signées",
    Need.DEPOSIT: "l’acompte",
}
_SIGNED = {
    AgreementKind.CONVENTION: "la convention signée",
    AgreementKind.CONTRACT: "le contrat signé",
    AgreementKind.ORDER: "le bon de commande signé",
    AgreementKind.CPF: "la commande validée sur Mon Compte Formation",
}
_ANNOUNCED = {
    ReceiptKind.CANCELLATION: ("une annulation", "cancellation"),
    ReceiptKind.POSTPONEMENT: ("un report", "postponement"),
    ReceiptKind.WITHDRAWAL: ("une rétractation", "withdrawal"),
}
LIVE = {AgreementState.DRAFT, AgreementState.SENT, AgreementState.FORMED}
"""Agreements that nothing put an end to."""


def agreement_duties(agreement: OpenAgreement, today: date) -> Iterator[Duty]:
    """Yield what the papers of an agreement wait for."""
    if agreement.state not in LIVE:
        return
    yield from _draft(agreement, today)
    yield from _pieces(agreement)
    yield from _acknowledgement(agreement)
    yield from _announced(agreement)
    yield from _amendments(agreement)
    yield from _insurance(agreement, today)
    yield from _access(agreement)
    yield from _suspension(agreement, today)
    yield from _formal_notice(agreement, today)


def of_agreement(
    kind: DutyKind,
    agreement: OpenAgreement,
    due_on: date,
    *,
    sentence: str,
    action: str,
    why: Why,
    part: object = "",
    awaited: Awaited | None = None,
) -> Duty:
    """Return a duty that is done at an agreement; *part* tells it from others of its kind."""
    return Duty(
        key=key(kind, agreement.id, part),
        kind=kind,
        due_on=due_on,
        subject=f"{agreement.name}, {agreement.client}",
        sentence=sentence,
        action=action,
        place=Place("sales", agreement.id, "agreements"),
        group=agreement.session.name,
        why=why,
        awaited=awaited,
    )


def why(agreement: OpenAgreement, rule: str, article: str = "") -> Why:
    """Return the clause of the agreement's own terms, and the article of the law."""
    return Why(rule, article, agreement.conditions_id)


def signed_on(agreement: OpenAgreement) -> date | None:
    """Return the day the client committed himself: his signature, or the first paper in."""
    if agreement.signed_on is not None:
        return agreement.signed_on
    return min(filter(None, map(agreement.received, _PAPERS)), default=None)


def _draft(agreement: OpenAgreement, today: date) -> Iterator[Duty]:
    if agreement.state is not AgreementState.DRAFT:
        return
    starts_on = agreement.session.starts_on
    yield of_agreement(
        DutyKind.AGREEMENTS,
        agreement,
        max(starts_on - SENT_AHEAD, today) if starts_on else today,
        sentence=f"Envoyer à {agreement.client} : {agreement.name}, à signer",
        action="Noter l’envoi",
        why=why(agreement, "formation"),
    )


def _pieces(agreement: OpenAgreement) -> Iterator[Duty]:
    """Yield the papers that are awaited; once they are in, the deposit is a duty of its own."""
    if agreement.state is not AgreementState.SENT or agreement.sent_on is None:
        return
    pieces = agreement.pieces
    if all(need is Need.DEPOSIT for need in pieces.missing):
        return
    came = any(need is not Need.DEPOSIT for need in pieces.received)
    missing = [need for need in pieces.missing if not (came and need is Need.DEPOSIT)]
    yield of_agreement(
        DutyKind.PIECES if came else DutyKind.SIGNED_PAPERS,
        agreement,
        papers_due(agreement, agreement.sent_on),
        sentence=f"{agreement.client} : il manque {_words(missing, agreement.kind)} "
        f"(envoi du {short_date(agreement.sent_on)})",
        action="Noter le retour",
        why=why(agreement, "formation"),
    )


def papers_due(agreement: OpenAgreement, sent_on: date) -> date:
    """Return the last day for the papers to be back; a start that comes sooner decides."""
    due_on = return_by(agreement.rules, sent_on) or sent_on + SIGNATURE_WITHIN
    starts_on = agreement.session.starts_on
    return due_on if starts_on is None else min(due_on, starts_on)


def _words(needs: Sequence[Need], kind: AgreementKind) -> str:
    return listed([_NEEDS.get(need, _SIGNED[kind]) for need in needs])


def _acknowledgement(agreement: OpenAgreement) -> Iterator[Duty]:
    terms = agreement.rules.formation
    if terms is None or not terms.order_acknowledged or ACKNOWLEDGEMENT in agreement.papers:
        return
    ordered_on = signed_on(agreement)
    if ordered_on is None:
        return
    yield of_agreement(
        DutyKind.ACKNOWLEDGEMENTS,
        agreement,
        ordered_on + ACKNOWLEDGED_WITHIN,
        sentence=f"Accuser réception par écrit de la commande de {agreement.client}",
        action="Éditer l’accusé de réception",
        why=why(agreement, "formation"),
    )


def _announced(agreement: OpenAgreement) -> Iterator[Duty]:
    """Yield what was announced by phone and not written since, whatever it was then called."""
    came = [receipt for receipt in agreement.receipts if receipt.kind in _ANNOUNCED]
    spoken = [receipt for receipt in came if not receipt.channel.is_written]
    if not spoken:
        return
    said_on, kind = spoken[-1].received_on, spoken[-1].kind
    if any(item.channel.is_written and item.received_on >= said_on for item in came):
        return
    what, rule = _ANNOUNCED[kind]
    yield of_agreement(
        DutyKind.PHONE,
        agreement,
        said_on + WRITTEN_WITHIN,
        sentence=f"{agreement.client} a annoncé {what} par téléphone le {short_date(said_on)} : "
        "l’écrit est attendu, son jour de réception compte",
        action="Noter la réception",
        why=why(agreement, rule),
        part=said_on.isoformat(),
    )


def _amendments(agreement: OpenAgreement) -> Iterator[Duty]:
    for amendment in agreement.amendments:
        if amendment.accepted_on is not None or amendment.refused_on is not None:
            continue
        yield of_agreement(
            DutyKind.AMENDMENTS,
            agreement,
            amendment.asked_on + ACCEPTED_WITHIN,
            sentence=f"Avenant {amendment.position} de {agreement.name} sans réponse de "
            f"{agreement.client} (demande du {short_date(amendment.asked_on)})",
            action="Noter la réponse",
            why=why(agreement, "modification"),
            part=amendment.position,
        )


def _insurance(agreement: OpenAgreement, today: date) -> Iterator[Duty]:
    terms = agreement.rules.client_duties
    starts_on, ends_on = agreement.session.starts_on, agreement.session.ends_on
    if terms is None or not terms.insurance or starts_on is None or ends_on is None:
        return
    until = agreement.insured_until
    if ends_on < today or (until is not None and until > max(ends_on, today + INSURANCE_AHEAD)):
        return
    due_on = starts_on if until is None else until
    if due_on - INSURANCE_AHEAD > today:
        return
    sentence = f"Demander à {agreement.client} son attestation d’assurance"
    if until is not None:
        verb = "a pris fin" if until < today else "prend fin"
        sentence += f" : la dernière {verb} le {short_date(until)}"
    yield Duty(
        key=key(DutyKind.INSURANCE, agreement.client_id),
        kind=DutyKind.INSURANCE,
        due_on=due_on,
        subject=agreement.client,
        sentence=sentence,
        action="Ouvrir le client",
        place=Place(EDITOR, agreement.client_id, "client"),
        group=agreement.session.name,
        why=why(agreement, "client_duties"),
    )


def _access(agreement: OpenAgreement) -> Iterator[Duty]:
    """Yield the accounts of an e-learning: so many hours on the clock, days where no hour is known.

    Within an individual's withdrawal period they wait for his express request (L221-25).
    """
    terms = agreement.rules.elearning
    if (
        not agreement.session.is_learnt_alone
        or terms is None
        or terms.access_hours is None
        or agreement.signed_on is None
        or agreement.has_access
    ):
        return
    period = agreement.withdrawal
    due = access_due(
        agreement.signed_on,
        terms.access_hours,
        withdrawal=period,
        asked_on=agreement.received(ReceiptKind.EARLY_START),
    )
    sentence = f"Ouvrir les accès à la plateforme pour {agreement.client}"
    is_early = period is not None and due.day <= period.last_day
    article = "C. conso. L221-25" if is_early or due.waits_until else ""
    if due.waits_until is not None:
        sentence += (
            f" : pas avant le {short_date(due.waits_until)}, sauf demande expresse de commencer "
            "dans le délai de rétractation"
        )
    yield of_agreement(
        DutyKind.ACCESS,
        agreement,
        due.day,
        sentence=sentence,
        action=NOTE_SENT,
        why=why(agreement, "elearning", article),
        awaited=Awaited(item=SendingItem.PLATFORM_ACCESS, agreement_id=agreement.id),
    )


def _suspension(agreement: OpenAgreement, today: date) -> Iterator[Duty]:
    terms = agreement.rules.suspension
    starts_on, ends_on = agreement.session.starts_on, agreement.session.ends_on
    if terms is None or starts_on is None or ends_on is None or agreement.suspended_on is not None:
        return
    if ends_on < today or starts_on - SUSPENSION_AHEAD > today:
        return
    reasons: list[tuple[date, str]] = []
    if terms.unpaid_invoice and agreement.late_since is not None:
        since = agreement.late_since
        reasons.append((since + DAY, f"une facture est impayée depuis le {short_date(since)}"))
    if terms.missing_papers and agreement.sent_on is not None and agreement.pieces.missing:
        first = suspends_from(agreement.rules, agreement.sent_on, starts_on)
        if agreement.state is AgreementState.SENT and first is not None and first <= today:
            missing = _words(agreement.pieces.missing, agreement.kind)
            reasons.append((first, f"il manque {missing}"))
    if not reasons:
        return
    first_day, reason = min(reasons)
    yield of_agreement(
        DutyKind.SUSPENSIONS,
        agreement,
        max(starts_on - DAY, first_day),
        sentence=f"Suspendre ou maintenir la formation de {agreement.client} : {reason}",
        action="Décider de la suspension",
        why=why(agreement, "suspension"),
    )


def _formal_notice(agreement: OpenAgreement, today: date) -> Iterator[Duty]:
    """Yield a formal notice that has run while nothing was paid or sent."""
    terms = agreement.rules.termination
    noticed_on = agreement.papers.get(FORMAL_NOTICE)
    if terms is None or noticed_on is None:
        return
    due_on = noticed_on + timedelta(days=terms.notice_days) + DAY
    waits = agreement.late_since is not None or bool(agreement.pieces.missing)
    if due_on > today or not waits:
        return
    yield of_agreement(
        DutyKind.FORMAL_NOTICES,
        agreement,
        due_on,
        sentence=f"La mise en demeure de {agreement.client}, du {short_date(noticed_on)}, est "
        "restée sans effet : résoudre l’accord par lettre recommandée, ou patienter",
        action="Décider de la résolution",
        why=why(agreement, "termination"),
    )
