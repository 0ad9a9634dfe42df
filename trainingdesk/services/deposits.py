"""Deposits: what a client is asked first, and the invoice of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.agreements import Agreement, AgreementKind, AgreementState
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.kinds import Base
from trainingdesk.domain.deposit import DepositAsked, asked_of_individual, asked_of_professional
from trainingdesk.domain.deposit_lines import deposit_lines
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.prices import Price
from trainingdesk.domain.tva import Totals, totals
from trainingdesk.french import euros, long_date, percent
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.invoicing import standing
from trainingdesk.services.office import Office
from trainingdesk.services.shares import Sale, sale_under
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import sales as store
from trainingdesk.storage.database import unit_of_work


def deposit_due(office: Office, agreement_id: int, today: date) -> DepositAsked | None:
    """Return the deposit that an agreement's client is to be asked; `due_on` may lie ahead.

    `None` where its terms ask none, where funders pay the whole price, where it was invoiced
    already, and while an individual has not signed: nothing is known of the day then.
    """
    agreement = store.agreement(office.db, agreement_id)
    if agreement.state.is_over or agreement.state is AgreementState.DONE:
        return None
    if _invoiced(office, agreement_id) or standing(
        office, agreement.session_id, agreement.client_id
    ):
        return None
    sale = sale_under(office, agreement)
    return _asked(office, agreement, sale, today)


def draft_deposit(office: Office, agreement_id: int) -> Changes:
    """Draft the invoice of the deposit: one line a rate, in proportion to the client's part.

    Raises:
        RuleBroken: there is none to ask, it is not to be asked yet, or it was invoiced already.
    """
    with unit_of_work(office.db):
        agreement = store.agreement(office.db, agreement_id)
        _refuse_ended(agreement)
        _refuse_twice(office, agreement)
        sale = sale_under(office, agreement)
        asked = _asked(office, agreement, sale, office.today())
        if asked is None:
            raise RuleBroken(_none_words(agreement, sale))
        _refuse_too_early(office, agreement, asked)
        rules = conditions_of(office, agreement).rules
        lines = deposit_lines(
            sale.client_lines,
            asked.amount,
            _label(agreement, sale, rules, asked.amount),
            with_tax=not _is_before_tax(agreement, rules),
        )
        draft = replace(
            sale.asking(lines),
            kind=InvoiceKind.DEPOSIT,
            due_on=asked.due_on or office.today(),
            delivered_from=None,
            delivered_until=None,
        )
        draft.check_complete()
        saved = store.save_invoice(office.db, draft)
    return changed(
        f"{agreement.name} : acompte de {euros(draft.totals.total_ttc)} préparé",
        Kind.INVOICES,
        saved=saved,
    )


def _asked(office: Office, agreement: Agreement, sale: Sale, today: date) -> DepositAsked | None:
    """Return what the terms ask of the whole price, and no more than the client's own part."""
    left = totals(sale.client_lines)
    if left.total_ttc <= 0:
        return None
    rules = conditions_of(office, agreement).rules
    price = Price(agreement.totals.total_ht, agreement.totals.total_ttc)
    if agreement.kind is AgreementKind.CONTRACT:
        if agreement.signed_on is None:
            return None
        asked = asked_of_individual(rules, price, agreement.signed_on, agreement.signed_where)
    elif agreement.kind.asks_nothing_first:
        return None
    else:
        first = agreement.signed_on or agreement.sent_on or today
        asked = asked_of_professional(rules, price, first, sale.file.first_day)
    if not asked.amount:
        return None
    own = left.total_ht if _is_before_tax(agreement, rules) else left.total_ttc
    return replace(asked, amount=min(asked.amount, own))


def _is_before_tax(agreement: Agreement, rules: Rules) -> bool:
    """Whether the sum is one HT, to which tax is added; an individual's is what he pays."""
    if agreement.kind is AgreementKind.CONTRACT:
        return False
    return rules.deposit is not None and rules.deposit.base is Base.HT


def _label(agreement: Agreement, sale: Sale, rules: Rules, amount: Decimal) -> str:
    whole = _base(agreement, rules, agreement.totals)
    share = (amount / whole * 100).quantize(Decimal("0.01")) if whole else Decimal(0)
    told = f"de {percent(share.normalize())} " if share == share.to_integral_value() else ""
    return f"Acompte {told}sur « {sale.file.session.title} », {agreement.name}"


def _base(agreement: Agreement, rules: Rules, price: Totals) -> Decimal:
    return price.total_ht if _is_before_tax(agreement, rules) else price.total_ttc


def _invoiced(office: Office, agreement_id: int) -> str | None:
    """Return the number of the deposit that stands, «brouillon» for a draft, or `None`."""
    for deposit in store.asked_ahead(office.db, agreement_id):
        balance = store.balance(office.db, deposit.id or 0)
        if balance.total_ttc > balance.credited:
            return deposit.number or "brouillon"
    return None


def _refuse_ended(agreement: Agreement) -> None:
    if agreement.state.is_over or agreement.state is AgreementState.DONE:
        raise RuleBroken(f"{agreement.name} : il n’y a plus d’acompte à demander.")


def _refuse_twice(office: Office, agreement: Agreement) -> None:
    known = _invoiced(office, agreement.id or 0)
    if known:
        raise RuleBroken(f"{agreement.name} : l’acompte est déjà facturé ({known}).")
    for invoice in standing(office, agreement.session_id, agreement.client_id):
        raise RuleBroken(
            f"{agreement.name} : le prix est déjà facturé ({invoice.number or 'brouillon'}), il "
            "n’y a plus d’acompte à demander."
        )


def _refuse_too_early(office: Office, agreement: Agreement, asked: DepositAsked) -> None:
    is_person = agreement.kind is AgreementKind.CONTRACT
    if is_person and asked.due_on is not None and office.today() < asked.due_on:
        raise RuleBroken(
            f"{agreement.name} : rien ne peut être demandé avant le {long_date(asked.due_on)}, fin "
            "du délai de rétractation (C. trav. L6353-6)."
        )


def _none_words(agreement: Agreement, sale: Sale) -> str:
    if agreement.kind is AgreementKind.CONTRACT and agreement.signed_on is None:
        return (
            f"{agreement.name} : notez d’abord la signature. Rien ne peut être demandé à un "
            "particulier avant la fin de son délai de rétractation (C. trav. L6353-6)."
        )
    if agreement.kind is AgreementKind.CPF or totals(sale.client_lines).total_ttc <= 0:
        return f"{agreement.name} : un financeur paie tout le prix, il n’y a pas d’acompte."
    return f"{agreement.name} : les conditions de vente ne demandent pas d’acompte."
