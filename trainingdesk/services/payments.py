"""What holds for money that comes in: whose it is, when it may come, which agreement it forms."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.instalments import StagedGuard, allowed_by
from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.payments import Allocation, Payment, PaymentKind, PaymentMeans, loss
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.domain.withdrawal import WithdrawalPeriod
from trainingdesk.french import euros, long_date
from trainingdesk.services import receiving
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import bargains
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales as store
from trainingdesk.storage.database import unit_of_work

_GUARD = "staged_guard"


def admitted(office: Office, payment: Payment) -> Payment:
    """Return a payment with its payer and its day, held if it is a cheque that comes too early.

    One that is written already stays as it is: only what it settles may change.

    Raises:
        RuleBroken: it is no cheque, and an individual may not be asked for money yet (L6353-6); or
            it was taken back.
    """
    if payment.id is not None:
        known = store.payment(office.db, payment.id)
        if known.taken_back is not None or known.kind.takes_back:
            raise RuleBroken("Ce règlement est annulé : il ne règle plus rien.")
        if known.held_until is None:
            return payment
    payment = replace(_with_payer(office, payment), recorded_on=office.today())
    if payment.means is not PaymentMeans.CHEQUE:
        payment = replace(payment, held_until=None)
    running = [
        (contract, period)
        for contract in _contracts(office, payment)
        if (period := _period(office, contract)) is not None
        and payment.paid_on < period.first_claim_on
    ]
    if not running:
        return payment
    contract, period = max(running, key=lambda found: found[1].first_claim_on)
    if payment.means is not PaymentMeans.CHEQUE:
        raise RuleBroken(
            f"{contract.name} : rien ne peut être encaissé avant le "
            f"{long_date(period.first_claim_on)}, fin du délai de rétractation (C. trav. L6353-6). "
            "Seul un chèque peut être gardé jusque-là.",
            "paid_on",
        )
    return replace(payment, held_until=period.first_claim_on)


def _with_payer(office: Office, payment: Payment) -> Payment:
    if payment.client_id is not None or payment.funder_id is not None or not payment.allocations:
        return payment
    payer = store.payer_of(office.db, payment.allocations[0].invoice_id)
    return replace(payment, client_id=payer.client_id, funder_id=payer.funder_id)


def _contracts(office: Office, payment: Payment) -> list[Agreement]:
    """Return the contracts that a payment is for: those of its invoices.

    What settles nothing may be for any contract of the person.
    """
    if payment.client_id is None:
        return []
    found = store.AGREEMENTS.where(
        office.db, "client_id = ? and kind = ? order by id", [payment.client_id, _CONTRACT]
    )
    if payment.unallocated:
        return found
    settled = [store.invoice(office.db, part.invoice_id) for part in payment.allocations]
    return [contract for contract in found if any(_is_of(item, contract) for item in settled)]


_CONTRACT = AgreementKind.CONTRACT


def _is_of(invoice: Invoice, contract: Agreement) -> bool:
    if invoice.agreement_id is not None:
        return invoice.agreement_id == contract.id
    return invoice.session_id == contract.session_id


def _period(office: Office, contract: Agreement) -> WithdrawalPeriod | None:
    if contract.state.is_over:
        return None
    return contract.withdrawal(conditions_of(office, contract).rules)


# What it settles --------------------------------------------------------------------------------


def check_settled(office: Office, payment: Payment) -> None:
    """Refuse a written payment that settles what asks for nothing, or for less."""
    for part in payment.allocations:
        _refuse_unpayable(store.invoice(office.db, part.invoice_id))
        left = store.balance(office.db, part.invoice_id).remaining
        if payment.held_until is not None:
            left -= part.amount
        if left < 0:
            raise RuleBroken(
                f"Cette facture ne demande plus que {euros(left + part.amount)} : "
                "affectez le reste à une autre facture.",
                "amount",
            )


def _refuse_unpayable(invoice: Invoice) -> None:
    if not invoice.is_issued:
        raise RuleBroken("Un brouillon ne se règle pas : émettez d’abord la facture.", "invoice")
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        raise RuleBroken(
            f"L’avoir {invoice.number} ne se règle pas : il diminue la facture qu’il corrige.",
            "invoice",
        )


def invoices_of(office: Office, payment_id: int | None) -> set[int]:
    """Return the invoices that a payment settles, as the file knows it."""
    if payment_id is None:
        return set()
    return {part.invoice_id for part in store.payment(office.db, payment_id).allocations}


def form(office: Office, invoice_ids: Iterable[int]) -> None:
    """Bring agreements in line with what is now paid ahead, before a new date included."""
    for invoice_id in invoice_ids:
        invoice = store.invoice(office.db, invoice_id)
        if invoice.agreement_id is not None:
            for agreement_id in bargains.moved_to(office.db, invoice.agreement_id):
                receiving.form(office, agreement_id)


def move_excess(office: Office, agreement_id: int) -> None:
    """Settle the fees of an agreement with what its other invoices were paid too much.

    A client who had paid a price that is now credited owes nothing more of the fee.
    """
    for fee in store.fees_of(office.db, agreement_id):
        asked = store.balance(office.db, fee).remaining
        for invoice_id, excess in store.overpaid(office.db, agreement_id):
            moved = min(asked, excess)
            if moved > 0:
                _move(office, invoice_id, fee, moved)
                asked -= moved


def _move(office: Office, source: int, target: int, amount: Decimal) -> None:
    """Let the last payments of an invoice settle another one instead, for an amount."""
    for payment_id in store.payments_settling(office.db, source):
        payment = store.payment(office.db, payment_id)
        parts = {part.invoice_id: part.amount for part in payment.allocations}
        part = min(parts[source], amount)
        parts[source] -= part
        parts[target] = parts.get(target, ZERO) + part
        allocations = tuple(
            Allocation(invoice_id=invoice_id, amount=settled)
            for invoice_id, settled in parts.items()
            if settled
        )
        store.save_payment(office.db, replace(payment, allocations=allocations), office.today())
        amount -= part
        if not amount:
            return


# Taken back -------------------------------------------------------------------------------------


def take_back(
    office: Office, payment_id: int, kind: PaymentKind, on: date, words: str = ""
) -> Changes:
    """Undo a payment that the bank rejected, or that was typed wrong, by one that takes it back.

    What it settled is owed again; a decision whose refund is undone waits for it again.

    Raises:
        RuleBroken: it is a cheque still held, or was undone already; or the day is in the future.
    """
    refuse_future(office, on)
    with unit_of_work(office.db):
        known = store.payment(office.db, payment_id)
        contrary = known.takes_back(kind, on, words)
        saved = _written(office, contrary)
        if known.settlement_id is not None:
            settled = bargains.settlement(office.db, known.settlement_id)
            bargains.save_settlement(office.db, replace(settled, refunded_on=None))
        form(office, {part.invoice_id for part in contrary.allocations})
    done = "rejeté par la banque" if kind is PaymentKind.BOUNCED else "annulé"
    return changed(
        f"Règlement de {euros(known.amount)} {done}",
        Kind.PAYMENTS,
        Kind.AGREEMENTS,
        Kind.INVOICES,
        saved=saved,
    )


def give_back(
    office: Office, payment_id: int, amount: Decimal, on: date, words: str = ""
) -> Changes:
    """Note that what a payment settles nothing with was given back to the payer.

    Raises:
        RuleBroken: so much is not left of it, or the day is in the future.
    """
    refuse_future(office, on)
    with unit_of_work(office.db):
        known = store.payment(office.db, payment_id)
        saved = _written(office, known.gives_back(amount, on, words))
    return changed(f"{euros(amount)} rendus au payeur", Kind.PAYMENTS, saved=saved)


def write_off(office: Office, invoice_id: int, amount: Decimal, on: date, words: str) -> Changes:
    """Give up what an invoice asks and nobody will pay: it is owed no more, and never came.

    The invoice and its tax stay as they are (CGI 272, 1 gives tax back by its own way).

    Raises:
        RuleBroken: so much is not owed, no reason is given, or the day is in the future.
    """
    refuse_future(office, on)
    with unit_of_work(office.db):
        invoice = store.invoice(office.db, invoice_id)
        _refuse_unpayable(invoice)
        asked = store.balance(office.db, invoice_id).remaining
        given_up = loss(invoice, asked, amount, on, words)
        saved = _written(office, _with_payer(office, given_up))
    return changed(
        f"Facture {invoice.number} : {euros(amount)} passés en perte",
        Kind.PAYMENTS,
        Kind.INVOICES,
        saved=saved,
    )


def _written(office: Office, payment: Payment) -> int:
    dated = replace(payment, recorded_on=office.today())
    return store.save_payment(office.db, dated, office.today())


def refuse_future(office: Office, on: date) -> None:
    """Refuse money of a day to come.

    Raises:
        RuleBroken: the day is in the future.
    """
    if on > office.today():
        raise RuleBroken(
            f"Le {long_date(on)} est dans le futur : datez l’argent du jour où il est venu.",
            "paid_on",
        )


# Held cheques -----------------------------------------------------------------------------------


def cash(office: Office, payment_id: int, on: date) -> Changes:
    """Note that a held cheque was cashed: from that day on it is a payment.

    Raises:
        RuleBroken: it is not held, may not be cashed yet, or the person has withdrawn.
    """
    with unit_of_work(office.db):
        held = store.payment(office.db, payment_id)
        _refuse_cashing(office, held, on)
        cashed = replace(held, paid_on=on, recorded_on=office.today(), held_until=None)
        store.save_payment(office.db, cashed, office.today())
        check_settled(office, cashed)
        form(office, invoices_of(office, payment_id))
        said = warning(office, cashed)
    label = f"Chèque de {euros(cashed.amount)} encaissé"
    return changed(
        f"{label}. {said}" if said else label, Kind.PAYMENTS, Kind.AGREEMENTS, saved=payment_id
    )


def _refuse_cashing(office: Office, held: Payment, on: date) -> None:
    if held.held_until is None:
        raise RuleBroken("Ce règlement n’est pas un chèque retenu : il est déjà encaissé.")
    if on < held.held_until:
        raise RuleBroken(
            f"Ce chèque ne s’encaisse pas avant le {long_date(held.held_until)}, fin du délai de "
            "rétractation (C. trav. L6353-6).",
            "paid_on",
        )
    if on > office.today():
        raise RuleBroken(f"Le jour de l’encaissement ({long_date(on)}) est dans le futur.")
    for contract in _contracts(office, held):
        decided = bargains.settlements_of(office.db, contract.id or 0)
        if any(one.stands and one.kind is SettlementKind.WITHDRAWAL for one in decided):
            raise RuleBroken(
                f"{contract.name} : la personne s’est rétractée. Rendez-lui le chèque, puis "
                "supprimez ce règlement."
            )


# Ahead of the hours -----------------------------------------------------------------------------


def warning(office: Office, payment: Payment) -> str:
    """Return what to say of a written payment that runs ahead of the hours delivered, if it does.

    Raises:
        RuleBroken: the office refuses such payments.
    """
    guard = guard_on(office, payment.paid_on)
    if guard is StagedGuard.IGNORE or payment.held_until is not None or not payment.allocations:
        return ""
    said = " ".join(
        words
        for contract in _contracts(office, payment)
        if (words := _ahead(office, contract.id or 0, payment.paid_on))
    )
    if said and guard is StagedGuard.REFUSE:
        raise RuleBroken(said, "amount")
    return said


def _ahead(office: Office, contract_id: int, on: date) -> str:
    contract = store.agreement(office.db, contract_id)
    if contract.state.is_over:
        return ""
    paid = bargains.paid_for(office.db, contract_id, on)
    allowed = allowed_on(office, contract, on)
    if paid <= allowed:
        return ""
    return (
        f"Attention : {euros(paid)} sont versés pour {contract.name} et {euros(allowed)} pouvaient "
        f"l’être au {long_date(on)}, 30 % puis au fil des heures données (C. trav. L6353-6)."
    )


def refuse_ahead(office: Office, contract: Agreement, asked: Decimal, due_on: date) -> str:
    """Refuse to have more than 30 % due before the first hours; warn of what outruns them later.

    Raises:
        RuleBroken: so much may not be due that early (L6353-6), or the office refuses it.
    """
    allowed = allowed_on(office, contract, due_on)
    if asked <= allowed:
        return ""
    words = (
        f"{contract.name} : {euros(asked)} seraient dus au {long_date(due_on)} et {euros(allowed)} "
        "peuvent l’être, 30 % puis au fil des heures données (C. trav. L6353-6)."
    )
    first_day = session_file(office, contract.session_id).first_day
    guard = guard_on(office, office.today())
    if (first_day is not None and due_on < first_day) or guard is StagedGuard.REFUSE:
        raise RuleBroken(f"{words} Repoussez l’échéance, ou demandez d’abord l’acompte.", "due_on")
    return "" if guard is StagedGuard.IGNORE else f"Attention : {words}"


def allowed_on(office: Office, contract: Agreement, on: date) -> Decimal:
    """Return what an individual may have paid at the end of a day; all of it after the last."""
    file = session_file(office, contract.session_id)
    given = sum((day.hours for day in file.days if day.day <= on), Decimal(0))
    if file.last_day is not None and on >= file.last_day:
        given = file.hours or Decimal(1)
    return allowed_by(contract.totals.total_ttc, given, file.hours)


def guard_on(office: Office, day: date) -> StagedGuard:
    """Return what the office makes of such payments from a day on: it warns unless it chose."""
    chosen = dict(_choices(office))
    past = [start for start in chosen if start <= day.isoformat()]
    return StagedGuard(chosen[max(past)]) if past else StagedGuard.WARN


def choose_guard(office: Office, guard: StagedGuard, starts_on: date) -> Changes:
    """Choose what is made of such payments from a day on; what was chosen before stays known."""
    chosen = dict(_choices(office)) | {starts_on.isoformat(): str(guard)}
    with unit_of_work(office.db):
        identity.save_setting(office.db, _GUARD, sorted(chosen.items()))
    return changed("Contrôle des versements échelonnés enregistré", Kind.OFFICE)


def _choices(office: Office) -> list[tuple[str, str]]:
    kept = identity.setting(office.db, _GUARD, [])
    return [(str(start), str(guard)) for start, guard in kept] if isinstance(kept, list) else []
