"""Money that is to be asked, awaited, cashed or given back."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.cheque_slips import NEVER
from trainingdesk.domain.conditions.rules import FunderTerms
from trainingdesk.domain.deadlines.agreements import LIVE, of_agreement, signed_on, why
from trainingdesk.domain.deadlines.duty import Duty, Place, Why, key
from trainingdesk.domain.deadlines.state import (
    ChequesToBank,
    ChorusInvoice,
    HeldCheque,
    LateInvoice,
    OpenAgreement,
    OpenSettlement,
)
from trainingdesk.domain.deposit import DepositAsked, asked_of_individual, asked_of_professional
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.funder_terms import client_from
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.reminders import Level, NextStep
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.french import euros, plural, short_date

DEPOSIT_AHEAD = timedelta(days=14)
INSTALMENTS_AHEAD = timedelta(days=7)
CHEQUES_AHEAD = timedelta(days=3)

_TO_INVOICE = ("Facturer", "Facturer l’acompte")


def bargain_duties(agreement: OpenAgreement, today: date) -> Iterator[Duty]:
    """Yield what an agreement's money waits for."""
    if agreement.state in LIVE:
        yield from _withdrawal(agreement, today)
        deposits = tuple(_deposit(agreement, today))
        yield from deposits
        # What is paid first is the first instalment too: one of them tells it.
        told = {duty.due_on for duty in deposits}
        yield from (duty for duty in _instalments(agreement, today) if duty.due_on not in told)
        yield from _new_price(agreement)


def _withdrawal(agreement: OpenAgreement, today: date) -> Iterator[Duty]:
    period = agreement.withdrawal
    if period is None or period.last_day < today:
        return
    yield of_agreement(
        DutyKind.WITHDRAWALS,
        agreement,
        period.last_day,
        sentence=f"Le délai de rétractation de {agreement.client} court jusqu’au "
        f"{short_date(period.last_day)} : rien à encaisser avant",
        action="Voir le contrat",
        why=why(agreement, "withdrawal", "C. trav. L6353-5 et L6353-6"),
    )


def _deposit(agreement: OpenAgreement, today: date) -> Iterator[Duty]:
    asked = _asked(agreement)
    if asked is None or asked.due_on is None:
        return
    own = agreement.price.total_ttc if agreement.own_price is None else agreement.own_price
    amount = min(asked.amount, own)
    left = amount - agreement.paid if agreement.deposit_left is None else agreement.deposit_left
    if left <= 0:
        return
    is_contract = agreement.kind is AgreementKind.CONTRACT
    ends_on = agreement.session.ends_on
    is_over = ends_on is not None and ends_on < today
    ahead = timedelta(0) if is_contract else DEPOSIT_AHEAD
    if is_over or asked.due_on - ahead > today:
        return
    what = "l’acompte" if asked.rule == "deposit" else "le premier versement"
    is_invoiced = agreement.deposit_left is not None
    verb, action = ("Encaisser", "Saisir le règlement") if is_invoiced else _TO_INVOICE
    yield of_agreement(
        DutyKind.DEPOSITS,
        agreement,
        asked.due_on,
        sentence=f"{verb} {what} de {agreement.client} : {euros(left if is_invoiced else amount)}",
        action=action,
        why=why(agreement, asked.rule, "C. trav. L6353-6" if is_contract else ""),
    )


def _asked(agreement: OpenAgreement) -> DepositAsked | None:
    """Return what is paid first, once the client has committed himself."""
    since = signed_on(agreement)
    rules, price = agreement.rules, agreement.price
    if since is None:
        return None
    if agreement.kind is AgreementKind.CONTRACT:
        # Before he signed, nothing runs that could end.
        if agreement.signed_on is None:
            return None
        return asked_of_individual(rules, price, agreement.signed_on, agreement.signed_where)
    if not agreement.asks_deposit:
        return None
    return asked_of_professional(rules, price, since, agreement.session.starts_on)


def _instalments(agreement: OpenAgreement, today: date) -> Iterator[Duty]:
    """Yield the instalments that fall due while what was paid does not reach them."""
    staged = sum((part.amount for part in agreement.instalments), ZERO)
    reached = agreement.price.total_ttc - staged
    for position, part in enumerate(agreement.instalments, 1):
        reached += part.amount
        if agreement.paid >= reached or part.due_on - INSTALMENTS_AHEAD > today:
            continue
        yield of_agreement(
            DutyKind.INSTALMENTS,
            agreement,
            part.due_on,
            sentence=f"Échéance de {agreement.client} : {part.label}, {euros(part.amount)}",
            action="Facturer ou encaisser",
            why=why(agreement, "payment"),
            part=position,
        )


def _new_price(agreement: OpenAgreement) -> Iterator[Duty]:
    """Yield what a change of price that came after the invoice asks more, or gives back."""
    accepted = [
        amendment.accepted_on
        for amendment in agreement.amendments
        if amendment.subject.changes_price and amendment.accepted_on is not None
    ]
    if not accepted or agreement.billed_ht is None:
        return
    over = agreement.price.total_ht - agreement.billed_ht
    if not over:
        return
    verb, action = (
        ("Facturer le complément à", "Facturer le complément")
        if over > 0
        else ("Faire un avoir à", "Faire un avoir")
    )
    yield of_agreement(
        DutyKind.INVOICES,
        agreement,
        max(accepted),
        sentence=f"{verb} {agreement.client} : {euros(abs(over))} HT, d’après l’avenant accepté le "
        f"{short_date(max(accepted))}",
        action=action,
        why=why(agreement, "modification"),
        part="price",
    )


def cheque_duties(cheque: HeldCheque, today: date) -> Iterator[Duty]:
    """Yield a cheque that may be cashed, or may be soon, or goes back to who withdrew."""
    if cheque.goes_back:
        yield _cheque(
            cheque,
            today,
            sentence=f"Rendre le chèque de {cheque.client} ({euros(cheque.amount)}) : sa "
            "rétractation ne lui fait rien devoir",
            action="Rendre le chèque",
        )
        return
    if cheque.held_until - CHEQUES_AHEAD > today:
        return
    yield _cheque(
        cheque,
        cheque.held_until,
        sentence=f"Encaisser le chèque de {cheque.client} ({euros(cheque.amount)}), gardé jusqu’au "
        f"{short_date(cheque.held_until)}",
        action="Encaisser le chèque",
    )


def _cheque(cheque: HeldCheque, due_on: date, *, sentence: str, action: str) -> Duty:
    return Duty(
        key=key(DutyKind.CHEQUES, cheque.payment_id),
        kind=DutyKind.CHEQUES,
        due_on=due_on,
        subject=cheque.client,
        sentence=sentence,
        action=action,
        place=Place("sales", cheque.payment_id, "payments"),
        group="Chèques gardés",
        why=Why("withdrawal", "C. trav. L6353-6"),
    )


def to_bank_duties(found: ChequesToBank | None, days: int, today: date) -> Iterator[Duty]:
    """Yield the cheques that wait, once the oldest has waited so many days."""
    if found is None or days == NEVER or found.oldest_on + timedelta(days=days) > today:
        return
    one = found.cheques == 1
    since = f"reçu le {short_date(found.oldest_on)}"
    yield Duty(
        key=key(DutyKind.CHEQUES_TO_BANK, found.payment_id),
        kind=DutyKind.CHEQUES_TO_BANK,
        due_on=found.oldest_on + timedelta(days=days),
        subject=plural(found.cheques, "chèque", "chèques"),
        sentence=f"Remettre en banque {plural(found.cheques, 'chèque', 'chèques')} "
        f"({euros(found.total)}), {since if one else f'le plus ancien {since}'}",
        action="Remettre en banque",
        place=Place("sales", found.payment_id, "payments"),
        group="Chèques à remettre en banque",
        why=Why("", "C. mon. fin. L131-32 et L131-59"),
    )


def chorus_duties(invoice: ChorusInvoice) -> Iterator[Duty]:
    """Yield the deposit of a public client's invoice on its portal, again after a rejection."""
    sentence = f"Déposer sur Chorus Pro la facture {invoice.number} de {invoice.client}"
    if invoice.rejected_on is not None:
        sentence = (
            f"Corriger et déposer de nouveau sur Chorus Pro la facture {invoice.number} de "
            f"{invoice.client}, rejetée le {short_date(invoice.rejected_on)} : {invoice.reason}"
        )
    yield Duty(
        key=key(DutyKind.CHORUS, invoice.id, "" if invoice.rejected_on is None else "again"),
        kind=DutyKind.CHORUS,
        due_on=invoice.rejected_on or invoice.issued_on,
        subject=f"{invoice.number}, {invoice.client}",
        sentence=sentence,
        action="Noter le dépôt",
        place=Place("sales", invoice.id, "invoices"),
        group="Factures à déposer",
    )


def settlement_duties(found: OpenSettlement) -> Iterator[Duty]:
    """Yield a decision whose sum is not invoiced or given back, or that awaits credit notes."""
    settlement = found.settlement
    balance = settlement.balance
    if balance > 0:
        is_drafted = settlement.invoice_id is not None
        verb, action = ("Émettre la facture de", "Émettre") if is_drafted else ("Facturer",) * 2
        sentence = f"{verb} {euros(balance)} à {found.client}{_proposed(found)}"
    elif settlement.carries_over:
        or_back = ", ou les lui rendre" if settlement.is_moved_by_office else ""
        sentence = (
            f"Préparer l’accord de {found.client} pour la nouvelle date : {euros(-balance)} versés "
            f"à y reprendre{or_back}"
        )
        action = "Préparer"
    elif found.to_credit:
        is_drafted = settlement.invoice_id is not None
        verb, action = ("Émettre",) * 2 if is_drafted else ("Préparer",) * 2
        then = f", puis rembourser {euros(-balance)}" if balance else ""
        what = "l’avoir de ce qui était facturé à"
        if settlement.owed:
            what = f"la facture de {euros(settlement.owed)}, et l’avoir s’il en faut un, pour"
        sentence = f"{verb} {what} {found.client}{then}"
    else:
        sentence = f"Rembourser {euros(-balance)} à {found.client}"
        action = "Noter le remboursement"
    yield Duty(
        key=key(DutyKind.SETTLEMENTS, settlement.id),
        kind=DutyKind.SETTLEMENTS,
        due_on=settlement.decided_on,
        subject=f"{found.name}, {found.client}",
        sentence=f"{sentence} : décision du {short_date(settlement.decided_on)}",
        action=action,
        place=Place("sales", found.agreement_id, "agreements"),
        group=found.session.name,
        why=Why(_rule(settlement.kind), "", found.conditions_id),
    )


def _rule(kind: SettlementKind) -> str:
    """Return the rule that a decision was computed by; who gives up early owes the preparation."""
    return "offer" if kind is SettlementKind.NOT_FORMED else str(kind)


def _proposed(found: OpenSettlement) -> str:
    """Say that the terms let the office claim the sum, and do not claim it themselves."""
    terms = found.rules.cancellation
    if found.settlement.kind is not SettlementKind.CANCELLATION:
        return ""
    return ", si vous le souhaitez" if terms is not None and terms.discretionary else ""


def late_duties(invoice: LateInvoice, today: date) -> Iterator[Duty]:
    """Yield the reminder of a late invoice; a funder late for good leaves it to the client."""
    terms = invoice.rules.funder or FunderTerms()
    if invoice.funder and invoice.trained_until is not None:
        limit = client_from(terms, invoice.trained_until)
        if limit is not None and limit <= today:
            yield _funder_late(invoice, limit, terms.unpaid_months or 0)
            return
    step = invoice.step or NextStep(Level.FIRST, invoice.due_on)
    if step.on > today and step.level is not Level.FIRST:
        # The letter that went leaves days to pay: nothing is sent twice.
        return
    payer = invoice.funder or invoice.client
    left = f"{invoice.number}, reste {euros(invoice.remaining)}"
    name, sentence = {
        Level.FIRST: ("", f"Relancer {payer} : {left}"),
        Level.SECOND: ("second", f"Relancer {payer} une seconde fois : {left}"),
        Level.NOTICE: ("notice", f"Mettre {payer} en demeure de payer : {left}"),
        None: ("answer", f"Mise en demeure de {payer} restée sans effet : {left}"),
    }[step.level]
    yield Duty(
        key=key(DutyKind.REMINDERS, invoice.id, name),
        kind=DutyKind.REMINDERS,
        due_on=step.on,
        subject=f"{invoice.number}, {payer}",
        sentence=sentence,
        action="Relancer" if step.level else "Décider de la suite",
        place=Place("sales", invoice.id, "invoices"),
        group="Factures en retard",
        why=Why("late", "C. com. L441-10", invoice.conditions_id),
    )


def _funder_late(invoice: LateInvoice, limit: date, months: int) -> Duty:
    remaining: Decimal = invoice.remaining
    return Duty(
        key=key(DutyKind.FUNDERS_LATE, invoice.id),
        kind=DutyKind.FUNDERS_LATE,
        due_on=limit,
        subject=f"{invoice.number}, {invoice.funder}",
        sentence=f"{invoice.funder} n’a pas réglé {euros(remaining)} "
        f"{plural(months, 'mois', 'mois')} après la fin : faire un avoir et facturer "
        f"{invoice.client}",
        action="Facturer le client",
        place=Place("sales", invoice.id, "invoices"),
        group="Factures en retard",
        why=Why("funder", "", invoice.conditions_id),
    )
