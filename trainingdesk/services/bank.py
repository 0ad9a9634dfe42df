"""Lines of bank statements: held against invoices and payments, each match taken back at will."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trainingdesk.domain import bank_matching
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.bank_labels import means_of
from trainingdesk.domain.bank_matching import BOUNCED_WITHIN, CASHED_WITHIN, NEAR_BEFORE
from trainingdesk.domain.bank_proposals import Action, Confidence, KnownPayment, Proposal
from trainingdesk.domain.bank_statements import BankLine, BankMatch, LineState
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.payments import Allocation, Payment, PaymentKind
from trainingdesk.french import euros, listed, long_date, plural, short_date
from trainingdesk.services import invoicing, payments
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import bank as store
from trainingdesk.storage import sales
from trainingdesk.storage.database import one_wait_for_the_disk, unit_of_work

_UNDONE = "Rapprochement bancaire annulé"

Progress = Callable[[int, int, str], None]


# What lines may be ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedLine:
    """A line, with what it seems to be while it waits, or what it was matched with."""

    line: BankLine
    proposal: Proposal | None = None
    told: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it is ticked beforehand."""
        return self.proposal is not None and self.proposal.is_sure

    @property
    def is_ready(self) -> bool:
        """Whether it can be accepted without a choice."""
        return self.proposal is not None and not self.proposal.is_open


def review(
    office: Office, state: LineState | None = None, statement_id: int | None = None
) -> list[ReviewedLine]:
    """Return lines, the last day first, with what they seem to be or were matched with."""
    lines = store.lines(office.db, state, statement_id)
    # Lines that are not shown want the same invoices: all that wait are looked at together.
    found = proposals(office) if any(one.state is LineState.WAITING for one in lines) else {}
    matched = [one.id or 0 for one in lines if one.state is LineState.MATCHED]
    words = store.matched_words(office.db, matched)
    return [
        ReviewedLine(
            line=one,
            proposal=found.get(one.id or 0) if one.state is LineState.WAITING else None,
            told=_matched(words.get(one.id or 0, ())),
        )
        for one in reversed(lines)
    ]


def _matched(payments_told: Sequence[tuple[str, str, int]]) -> str:
    if not payments_told:
        return ""
    names = [
        f"{name or 'règlement'} du {short_date(date.fromisoformat(on))}"
        for name, on, _made in payments_told
    ]
    made = any(made for _name, _on, made in payments_told)
    return f"{'Enregistré' if made else 'Pointé'} – {listed(names)}"


def proposals(office: Office) -> dict[int, Proposal]:
    """Return what each waiting line seems to be, by its id."""
    waiting = store.lines(office.db, LineState.WAITING)
    if not waiting:
        return {}
    return bank_matching.propose(waiting, store.debtors(office.db), _about(office, waiting))


def _about(office: Office, lines: Sequence[BankLine]) -> list[KnownPayment]:
    """Return the payments that lines may be, or may take back."""
    first = lines[0].day - timedelta(max(BOUNCED_WITHIN, CASHED_WITHIN))
    last = lines[-1].day + timedelta(NEAR_BEFORE)
    return store.payments_between(office.db, first, last)


def recorded_choices(office: Office, line: BankLine) -> list[KnownPayment]:
    """Return the payments that a line may be, alone or together: those of its amount first."""
    found = [
        one
        for one in _about(office, [line])
        if not one.is_ticked
        and abs(one.amount) <= abs(line.amount)
        and (one.amount > 0) == (line.amount > 0)
        and one.paid_on >= line.day - timedelta(CASHED_WITHIN)
    ]
    return sorted(found, key=lambda one: (one.amount != line.amount, abs(line.day - one.paid_on)))


def bounce_choices(office: Office, line: BankLine) -> list[KnownPayment]:
    """Return the payments that a debit may take back."""
    found = _about(office, [line])
    return [
        one
        for one in found
        if one.amount == -line.amount and one.may_bounce and one.means.is_by_bank
    ]


def refund_choices(office: Office, line: BankLine) -> list[KnownPayment]:
    """Return the payments that leave as much ahead as a debit gives back."""
    found = _about(office, [line])
    return [one for one in found if one.ahead >= -line.amount > 0 and one.may_bounce]


def settle_with(payer: PayerKey, parts: Iterable[Allocation]) -> Proposal:
    """Return that a line is new money of a payer, for the invoices that somebody chose."""
    return _chosen(Action.SETTLE, payer=payer, parts=tuple(parts))


def choose(action: Action, *payment_ids: int) -> Proposal:
    """Return what somebody chose that a line is."""
    return _chosen(action, payment_ids=payment_ids)


def _chosen(
    action: Action,
    payer: PayerKey | None = None,
    parts: tuple[Allocation, ...] = (),
    payment_ids: tuple[int, ...] = (),
) -> Proposal:
    return Proposal(
        action=action,
        confidence=Confidence.SURE,
        what="",
        reason="Choisi à la main.",
        payer=payer,
        parts=parts,
        payment_ids=payment_ids,
    )


# Matching ---------------------------------------------------------------------------------------


def accept(office: Office, line_id: int, proposal: Proposal) -> Changes:
    """Make of a waiting line what was proposed or chosen.

    Raises:
        RuleBroken: it waits no more, a choice is left open, or the money cannot be noted so.
    """
    if proposal.is_open:
        raise RuleBroken("Choisissez d’abord à quoi correspond cette ligne.")
    with unit_of_work(office.db):
        line = _waiting(office, line_id)
        match proposal.action:
            case Action.IGNORE:
                store.set_state(office.db, [line_id], LineState.IGNORED)
                return changed("Ligne ignorée", Kind.PAYMENTS)
            case Action.RECORDED:
                done = _tick(office, line, proposal.payment_ids)
            case Action.SETTLE:
                done = _settle(office, line, proposal)
            case Action.BOUNCED:
                done = payments.take_back(
                    office, proposal.payment_ids[0], PaymentKind.BOUNCED, line.day, line.label
                )
            case Action.REFUND:
                done = payments.give_back(
                    office, proposal.payment_ids[0], -line.amount, line.day, line.label
                )
        if proposal.action is not Action.RECORDED:
            _match(office, line, done.saved_id, made=True)
        store.set_state(office.db, [line_id], LineState.MATCHED)
    return done


def _waiting(office: Office, line_id: int) -> BankLine:
    line = store.LINES.get(office.db, line_id)
    if line.state is not LineState.WAITING:
        raise RuleBroken("Cette ligne est déjà traitée : remettez-la d’abord en attente.")
    return line


def _match(office: Office, line: BankLine, payment_id: int, *, made: bool) -> None:
    match = BankMatch(bank_line_id=line.id or 0, payment_id=payment_id, made=made)
    store.MATCHES.insert(office.db, match)


def _tick(office: Office, line: BankLine, payment_ids: Iterable[int]) -> Changes:
    total = ZERO
    for payment_id in payment_ids:
        if store.is_ticked(office.db, payment_id):
            raise RuleBroken("Ce règlement est déjà pointé sur une autre ligne du relevé.")
        total += sales.payment(office.db, payment_id).amount
        _match(office, line, payment_id, made=False)
    if total != line.amount:
        raise RuleBroken(
            f"Les règlements choisis font {euros(total)}, et la ligne {euros(line.amount)} : "
            "choisissez ceux qui en font la somme."
        )
    return changed(f"Ligne de {euros(line.amount)} pointée", Kind.PAYMENTS)


def _settle(office: Office, line: BankLine, proposal: Proposal) -> Changes:
    if line.amount < 0:
        raise RuleBroken("Une somme qui sort du compte ne règle pas de facture.")
    payer = proposal.payer or PayerKey()
    payment = Payment(
        paid_on=line.day,
        amount=line.amount,
        means=means_of(line.label),
        reference=line.reference,
        notes=line.label,
        client_id=payer.client_id,
        funder_id=payer.funder_id,
        allocations=proposal.parts,
    )
    done = invoicing.receive(office, payment)
    until = sales.payment(office.db, done.saved_id).held_until
    if until is not None:
        # It would be noted as kept in a drawer, and the bank has its money.
        raise RuleBroken(
            f"Ce chèque ne pouvait pas être encaissé avant le {long_date(until)}, fin du délai de "
            "rétractation (C. trav. L6353-6). Rendez cette somme, ou ignorez la ligne et saisissez "
            "le règlement à cette date."
        )
    return done


def accept_all(
    office: Office, chosen: Mapping[int, Proposal], progress: Progress
) -> tuple[Changes, tuple[str, ...]]:
    """Accept many lines, each for itself; return what could not be noted, a sentence a line.

    Those that were done stay done where somebody interrupts.
    """
    troubles: list[str] = []
    with one_wait_for_the_disk(office.db):
        for place, (line_id, proposal) in enumerate(chosen.items()):
            progress(place, len(chosen), "Rapprochement")
            try:
                accept(office, line_id, proposal)
            except RuleBroken as refusal:
                line = store.LINES.get(office.db, line_id)
                troubles.append(
                    f"{short_date(line.day)}, {euros(line.amount)}, {line.label} : {refusal}"
                )
    done = len(chosen) - len(troubles)
    words = plural(done, "ligne traitée", "lignes traitées")
    return changed(words, Kind.PAYMENTS, Kind.AGREEMENTS, Kind.INVOICES), tuple(troubles)


def ignore(office: Office, line_ids: Sequence[int]) -> Changes:
    """Note that waiting lines have nothing to do with invoices.

    Raises:
        RuleBroken: one of them waits no more.
    """
    with unit_of_work(office.db):
        for line_id in line_ids:
            _waiting(office, line_id)
        store.set_state(office.db, line_ids, LineState.IGNORED)
    return changed(plural(len(line_ids), "ligne ignorée", "lignes ignorées"), Kind.PAYMENTS)


# Taking back ------------------------------------------------------------------------------------


def undo(office: Office, line_ids: Sequence[int]) -> Changes:
    """Let lines wait again; payments that were made from them are taken back as mistakes.

    Raises:
        RuleBroken: a payment was rejected by the bank since.
    """
    with unit_of_work(office.db):
        for line_id in line_ids:
            for match in store.matches_of(office.db, line_id):
                if match.made:
                    _take_back(office, match.payment_id)
            store.unmatch(office.db, line_id)
        store.set_state(office.db, line_ids, LineState.WAITING)
    words = plural(len(line_ids), "ligne remise en attente", "lignes remises en attente")
    return changed(words, Kind.PAYMENTS, Kind.AGREEMENTS, Kind.INVOICES)


def _take_back(office: Office, payment_id: int) -> None:
    known = sales.payment(office.db, payment_id)
    if known.kind is PaymentKind.BOUNCED:
        _receive_again(office, known)
        return
    back = known.taken_back
    if back is None:
        payments.take_back(office, payment_id, PaymentKind.MISTAKE, office.today(), _UNDONE)
    elif back.kind is PaymentKind.BOUNCED:
        raise RuleBroken(
            f"Le règlement de {euros(known.amount)} a été rejeté par la banque depuis : remettez "
            "d’abord la ligne de ce rejet en attente."
        )


def _receive_again(office: Office, bounce: Payment) -> None:
    """Write a payment anew that had not bounced after all, for what it settled."""
    settled = tuple(replace(part, amount=-part.amount) for part in bounce.allocations)
    original = sales.payment(office.db, bounce.corrects_id or 0)
    anew = replace(
        original, id=None, recorded_on=None, corrections=(), allocations=settled, notes=_UNDONE
    )
    saved = invoicing.receive(office, anew).saved_id
    store.move_match(office.db, original.id or 0, saved)
