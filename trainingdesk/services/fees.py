"""The invoices that follow from a decision: fees, what is owed of the price, what is given back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.deposit_lines import deposit_lines, lump
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import (
    BpfOrigin,
    Deduction,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    credit_note,
    lines_worth,
)
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.money import CENT, ZERO
from trainingdesk.domain.payments import Allocation, Payment, PaymentKind
from trainingdesk.domain.prices import FeeVat
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.domain.tva import Exemption, before_tax, totals
from trainingdesk.french import euros, long_date
from trainingdesk.services import payments
from trainingdesk.services.answering import fee_vat
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.invoicing import standing
from trainingdesk.services.office import Office
from trainingdesk.services.shares import Sale, sale_under
from trainingdesk.storage import bargains
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales as store
from trainingdesk.storage.database import unit_of_work

__all__ = ["choose_fee_vat", "draft_fee_invoice", "fee_vat", "refund", "take_back"]

_REASONS = {
    SettlementKind.CANCELLATION: "Annulation par le client",
    SettlementKind.OFFICE_CANCELLATION: "Annulation par l’organisme",
    SettlementKind.WITHDRAWAL: "Rétractation du client",
    SettlementKind.NOT_FORMED: "Commande non formée",
    SettlementKind.POSTPONEMENT: "Report",
    SettlementKind.INTERRUPTION: "Abandon en cours de formation",
    SettlementKind.FORCE_MAJEURE: "Force majeure",
    SettlementKind.TERMINATION: "Résiliation",
}


def choose_fee_vat(office: Office, choice: FeeVat) -> Changes:
    """Keep what the office makes of the tax on cancellation money; the law is disputed."""
    with unit_of_work(office.db):
        identity.save_setting(office.db, "fee_vat", str(choice))
    return changed("TVA des sommes d’annulation enregistrée", Kind.OFFICE)


def draft_fee_invoice(office: Office, settlement_id: int) -> Changes:
    """Draft what a decision asks the client for, and the credit notes that go with it.

    A fee is invoiced whole, on an invoice of its own: taxed as the office chose, outside the BPF,
    never a funder's. The deposits already invoiced are taken off it as a balance takes them off
    (CGI 289, I, 1, c), so that their own tax and their own line of the BPF follow that choice; a
    deposit above the sum is credited for the rest, and the invoices of the price are credited
    whole. What is owed of the price itself keeps the price's tax. Credit notes leave first.

    Raises:
    Where what is owed of the price is what was invoiced already, that invoice is the decision's.

    Raises:
        RuleBroken: the tax of fees is not chosen, the decision was taken back or invoiced already,
            or nothing follows from it.
    """
    with unit_of_work(office.db):
        settled = bargains.settlement(office.db, settlement_id)
        _refuse_again(settled)
        for left_over in _made(office, settled):
            if not left_over.is_issued:
                store.delete_draft(office.db, left_over.id or 0)
        agreement = store.agreement(office.db, settled.agreement_id)
        sale = sale_under(office, agreement)
        if settled.is_of_the_price:
            known = _already_invoiced(office, sale, settled)
            if known is not None:
                return _linked(office, settled, known)
            made = _price(office, sale, settled)
        else:
            made = _fee(office, sale, settled)
        if not made:
            raise RuleBroken(
                "Rien ne suit de cette décision : ni somme à facturer, ni facture à annuler."
            )
        saved = [
            store.save_invoice(office.db, replace(draft, settlement_id=settlement_id))
            for draft in made
        ]
        bargains.save_settlement(office.db, replace(settled, invoice_id=saved[-1]))
    last = made[-1]
    noun = "avoir" if last.kind is InvoiceKind.CREDIT_NOTE else "facture"
    return changed(
        f"{agreement.name} : {noun} de {euros(last.totals.total_ttc)} à émettre",
        Kind.INVOICES,
        Kind.AGREEMENTS,
        saved=saved[-1],
    )


def _refuse_again(settled: Settlement) -> None:
    if not settled.stands:
        raise RuleBroken("Cette décision a été reprise : il n’y a rien à facturer.")
    if settled.invoice_id is not None:
        raise RuleBroken("La facture de cette décision est déjà préparée ou émise.")


# Fees -------------------------------------------------------------------------------------------


def _fee(office: Office, sale: Sale, settled: Settlement) -> list[Invoice]:
    deposits = _deposits(office, settled)
    if settled.carries_over and not settled.is_moved_by_office:
        return []
    if settled.carries_over and settled.new_agreement_id is not None:
        raise RuleBroken(
            "L’accord pour la nouvelle date est préparé et reprend ce qui a été versé : annulez-le "
            "d’abord si le client préfère être remboursé."
        )
    reason = _REASONS[settled.kind]
    undone = [
        draft
        for invoice in _of_price(office, sale)
        if (draft := _credited(office, invoice, _left(office, invoice), reason)) is not None
    ]
    if not settled.owed:
        return undone + _given_back(office, deposits, _sum(deposits), reason)[0]
    line = _fee_line(office, sale, settled)
    notes, kept = _given_back(office, deposits, _sum(deposits) - totals([line]).total_ttc, reason)
    fee = replace(
        sale.common,
        kind=InvoiceKind.CANCELLATION_FEE,
        delivered_from=None,
        delivered_until=None,
        lines=(InvoiceLine(line=line, origin=BpfOrigin.OUTSIDE),),
        deductions=kept,
    )
    return [*undone, *notes, fee]


def _fee_line(office: Office, sale: Sale, settled: Settlement) -> Line:
    chosen = fee_vat(office)
    if chosen is None:
        raise RuleBroken(
            "Choisissez d’abord si les sommes d’annulation portent la TVA : la question est "
            "discutée, voyez-la avec votre comptable. Le choix se fait une fois.",
            "fee_vat",
        )
    sold = max(sale.lines, key=lambda line: (line.kind.is_training, line.total_ht))
    name = sale.agreement.name if sale.agreement else ""
    label = f"{_FEES.get(settled.kind, 'Indemnité d’annulation')} – « {sold.label} », {name}"
    if chosen is FeeVat.TAXED:
        line = lump(sold, label, before_tax(settled.owed, sold.tva_rate))
    else:
        line = replace(
            lump(sold, label, settled.owed), tva_rate=Decimal(0), exemption=Exemption.OUT_OF_SCOPE
        )
    return replace(line, kind=LineKind.OTHER)


_FEES = {
    SettlementKind.NOT_FORMED: "Préparation de la proposition",
    SettlementKind.POSTPONEMENT: "Indemnité de report",
}


# The price --------------------------------------------------------------------------------------


def _already_invoiced(office: Office, sale: Sale, settled: Settlement) -> Invoice | None:
    """Return the last invoice of the price, where those issued ask for what is owed, or less."""
    issued = [invoice for invoice in _of_price(office, sale) if invoice.is_issued]
    asked = sum((_left(office, invoice) for invoice in issued), ZERO)
    return issued[-1] if issued and asked <= settled.owed else None


def _linked(office: Office, settled: Settlement, invoice: Invoice) -> Changes:
    bargains.save_settlement(office.db, replace(settled, invoice_id=invoice.id))
    return changed(
        f"La facture {invoice.number} demande déjà ce qui est dû : rien à facturer de plus",
        Kind.INVOICES,
        Kind.AGREEMENTS,
        saved=invoice.id,
    )


def _of_price(office: Office, sale: Sale) -> list[Invoice]:
    """Return the invoices of the price under this agreement, or made before there was one."""
    own = sale.agreement.id if sale.agreement else None
    found = standing(office, sale.file.session.id, sale.client.id)
    return [invoice for invoice in found if invoice.agreement_id in {None, own}]


def _price(office: Office, sale: Sale, settled: Settlement) -> list[Invoice]:
    """Return the invoice of what is owed of the price, or the credit note over what is not."""
    if sale.shares:
        raise RuleBroken(
            "Un financeur paie une part de cette formation : facturez la session, puis partagez la "
            "réduction entre ses factures par des avoirs."
        )
    reason = _REASONS[settled.kind]
    known = _of_price(office, sale)
    issued = [invoice for invoice in known if invoice.is_issued]
    if issued:
        over = sum((_left(office, invoice) for invoice in issued), ZERO) - settled.owed
        draft = _credited(office, issued[-1], over, reason)
        return [draft] if draft is not None else []
    for invoice in known:
        store.delete_draft(office.db, invoice.id or 0)
    deposits = _deposits(office, settled)
    lines = deposit_lines(sale.lines, settled.owed, f"{reason} – part due du prix")
    asked = totals(lines).total_ttc
    notes, kept = _given_back(office, deposits, _sum(deposits) - asked, reason)
    if not lines:
        return notes
    kind = InvoiceKind.BALANCE if kept else InvoiceKind.INVOICE
    return [*notes, replace(sale.asking(lines), kind=kind, deductions=kept)]


# What is given back -----------------------------------------------------------------------------


def _deposits(office: Office, settled: Settlement) -> tuple[Deduction, ...]:
    return store.open_deposits(office.db, settled.agreement_id)


def _sum(deposits: tuple[Deduction, ...]) -> Decimal:
    return sum((deposit.total_ttc for deposit in deposits), ZERO)


def _left(office: Office, invoice: Invoice) -> Decimal:
    balance = store.balance(office.db, invoice.id or 0)
    return balance.total_ttc - balance.credited


def _credited(office: Office, invoice: Invoice, amount: Decimal, reason: str) -> Invoice | None:
    """Return the credit note over an amount of an issued invoice; a draft is thrown away."""
    if not invoice.is_issued:
        store.delete_draft(office.db, invoice.id or 0)
        return None
    return credit_note(invoice, lines_worth(invoice, amount), reason)


def _given_back(
    office: Office, deposits: tuple[Deduction, ...], amount: Decimal, reason: str
) -> tuple[list[Invoice], tuple[Deduction, ...]]:
    """Return the credit notes over an amount of the deposits, the last first, and what is kept.

    Where tax makes the amount out of reach, a cent more is given back.
    """
    notes: list[Invoice] = []
    kept: list[Deduction] = []
    for deposit in reversed(deposits):
        part = min(deposit.total_ttc, amount)
        if part > 0:
            invoice = store.invoice(office.db, deposit.deposit_id)
            lines = lines_worth(invoice, part)
            if totals(item.line for item in lines).total_ttc < part:
                lines = lines_worth(invoice, part + CENT)
            notes.append(credit_note(invoice, lines, reason))
            amount -= part
        if part < deposit.total_ttc:
            kept.insert(0, deposit)
    return notes, tuple(kept)


def refund(office: Office, settlement_id: int, on: date) -> Changes:
    """Note that what was paid too much was given back: money that goes out, and the day.

    It goes out of what the invoices were paid too much, so that each is settled to the cent.

    Raises:
        RuleBroken: nothing is to be given back, it was already, or what was invoiced is not
            credited yet.
    """
    with unit_of_work(office.db):
        settled = bargains.settlement(office.db, settlement_id)
        _refuse_refund(office, settled, on)
        agreement = store.agreement(office.db, settled.agreement_id)
        payments.move_excess(office, settled.agreement_id)
        parts = _overpaid(office, settled.agreement_id, -settled.balance)
        amount = -sum((part.amount for part in parts), ZERO)
        _refuse_uncredited(-settled.balance - amount)
        payment = Payment(
            kind=PaymentKind.REFUND,
            paid_on=on,
            recorded_on=office.today(),
            amount=-amount,
            settlement_id=settlement_id,
            client_id=agreement.client_id,
            notes=f"Remboursement : {_REASONS[settled.kind].lower()}, {agreement.name}",
            allocations=parts,
        )
        store.save_payment(office.db, payment, office.today())
        bargains.save_settlement(office.db, replace(settled, refunded_on=on))
    return changed(
        f"{agreement.name} : {euros(amount)} rendus le {long_date(on)}",
        Kind.PAYMENTS,
        Kind.AGREEMENTS,
        Kind.INVOICES,
        saved=settlement_id,
    )


def _refuse_refund(office: Office, settled: Settlement, on: date) -> None:
    if not settled.stands:
        raise RuleBroken("Cette décision a été reprise : il n’y a rien à rendre.")
    if settled.refunded_on is not None:
        raise RuleBroken(f"La somme a déjà été rendue le {long_date(settled.refunded_on)}.")
    if settled.balance >= 0:
        raise RuleBroken("Cette décision ne laisse rien à rendre.")
    if settled.carries_over and (
        not settled.is_moved_by_office or settled.new_agreement_id is not None
    ):
        raise RuleBroken("Ce qui a été versé reste acquis pour la nouvelle date.")
    if on > office.today():
        raise RuleBroken(f"La date du remboursement ({long_date(on)}) est dans le futur.", "on")
    if _waiting(office, settled):
        raise RuleBroken(
            "Un avoir de cette décision n’est pas encore émis : émettez-le avant de rendre la "
            "somme."
        )


def _refuse_uncredited(missing: Decimal) -> None:
    """Refuse to give back what an invoice still asks; tax may put a cent out of reach."""
    if missing > CENT:
        raise RuleBroken(
            f"{euros(missing)} à rendre sont encore facturés : préparez et émettez d’abord l’avoir "
            "et la facture de cette décision, avec « Préparer la facture »."
        )


def _waiting(office: Office, settled: Settlement) -> list[Invoice]:
    """Return the draft credit notes over the invoices of an agreement."""
    return store.invoices_where(
        office.db,
        f"kind = 'credit_note' and number is null and agreement_id in ({_known(office, settled)})"
        " order by id",
    )


def _known(office: Office, settled: Settlement) -> str:
    """Return the ids of the agreements whose money the decision is about."""
    return ", ".join(map(str, store.merged(office.db, settled.agreement_id)))


def _overpaid(office: Office, agreement_id: int, amount: Decimal) -> tuple[Allocation, ...]:
    """Return how money given back is taken off what was paid too much."""
    parts = []
    for invoice_id, too_much in store.overpaid(office.db, agreement_id):
        part = min(too_much, amount)
        if part > 0:
            parts.append(Allocation(invoice_id=invoice_id, amount=-part))
            amount -= part
    return tuple(parts)


def _made(office: Office, settled: Settlement) -> list[Invoice]:
    """Return the invoices and credit notes that were made from a decision, oldest first.

    An invoice of the price that stood already and says what is owed of it is none of them.
    """
    linked = None if settled.is_of_the_price else settled.invoice_id
    return store.invoices_where(
        office.db, "settlement_id = ? or id = ? order by id", [settled.id, linked]
    )


def take_back(office: Office, settled: Settlement) -> None:
    """Remove the drafts that a decision made, within the unit of work that takes it back.

    Raises:
        RuleBroken: one of them was issued meanwhile.
    """
    made = _made(office, settled)
    for invoice in made:
        if invoice.is_issued and invoice.kind is InvoiceKind.CREDIT_NOTE:
            raise RuleBroken(
                f"L’avoir {invoice.number} en a été émis : la décision reste au dossier."
            )
        if invoice.is_issued:
            raise RuleBroken(
                f"La facture {invoice.number} en a été faite : créez d’abord un avoir, la décision "
                "reste au dossier."
            )
    for invoice in made:
        store.delete_draft(office.db, invoice.id or 0)
