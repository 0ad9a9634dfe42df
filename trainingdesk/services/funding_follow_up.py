"""What becomes of a funder's part: agreed in time, late, refused or left unpaid."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.bpf import origin
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.deposit_lines import lump
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.funder_terms import FunderAnswer, FunderCase, funder_answer
from trainingdesk.domain.invoices import Addressee, Invoice, InvoiceLine, credit_note, lines_worth
from trainingdesk.domain.lines import Line
from trainingdesk.domain.money import ZERO, round_to_cent
from trainingdesk.domain.parties import Client, Funder
from trainingdesk.domain.price_shares import training_price
from trainingdesk.domain.sessions import Funding, FundingState
from trainingdesk.domain.tva import totals
from trainingdesk.french import euros
from trainingdesk.services import invoicing
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.shares import Sale, sale_of
from trainingdesk.services.terms import conditions_of, version
from trainingdesk.storage import claims, parties, sessions
from trainingdesk.storage import sales as store
from trainingdesk.storage.database import unit_of_work


def funder_state(office: Office, funding_id: int, today: date) -> FunderAnswer:
    """Return who pays what of a training that a funder was asked to pay, as things are on a day.

    The funder's agreement counts from the day it was filed, else from the day its answer was
    noted. What other funders granted is left out: the answer is about this one's part.

    Raises:
        RuleBroken: the session has no date or no price, or more was granted than it costs.
    """
    funding = sessions.FUNDINGS.get(office.db, funding_id)
    sale = sale_of(office, funding.session_id, funding.client_id)
    return funder_answer(_rules(office, sale), _case(office, funding, sale, today))


def _rules(office: Office, sale: Sale) -> Rules:
    if sale.agreement is None:
        return version(office, None, office.today()).rules
    return conditions_of(office, sale.agreement).rules


def _case(office: Office, funding: Funding, sale: Sale, today: date) -> FunderCase:
    if sale.file.first_day is None or sale.file.last_day is None:
        raise RuleBroken(
            f"La session {sale.file.session.number} n’a pas de date : planifiez-la d’abord."
        )
    price, rate = training_price(sale.lines), _rate(sale)
    others = sum(
        (
            _with_tax(share.funding.granted(price) or ZERO, rate)
            for share in sale.shares
            if share.funding.id != funding.id
        ),
        ZERO,
    )
    ttc = max(totals(sale.lines).total_ttc - others, ZERO)
    amount = funding.granted(price)
    granted = None if amount is None else min(_with_tax(amount, rate), ttc)
    paid = sum((_paid(office, invoice, funding) for invoice in _invoices(office, funding)), ZERO)
    return FunderCase(
        ttc=ttc,
        starts_on=sale.file.first_day,
        ends_on=sale.file.last_day,
        on=today,
        granted=granted,
        agreed_on=claims.agreed_on(office.db, funding),
        refused=funding.state is FundingState.REFUSED,
        paid=min(paid, ttc if granted is None else granted),
    )


def _rate(sale: Sale) -> Decimal:
    """Return the rate of the line that funders pay first: the dearest of training."""
    training = [line for line in sale.lines if line.kind.is_training]
    if not training:
        raise RuleBroken(
            "Aucune ligne n’est de formation : aucun financeur ne peut en payer une part. Corrigez "
            "la convention ou la prise en charge.",
            "lines",
        )
    return max(training, key=lambda line: line.total_ht).tva_rate


def _own_lines(invoice: Invoice, funding: Funding) -> tuple[InvoiceLine, ...]:
    """Return what an invoice asks under one file; one that names a file alone asks it all."""
    if invoice.funding_id == funding.id:
        return invoice.lines
    return tuple(item for item in invoice.lines if item.funding_id == funding.id)


def _paid(office: Office, invoice: Invoice, funding: Funding) -> Decimal:
    """Return what was paid of one file's part; of an invoice of several, in proportion."""
    paid = store.balance(office.db, invoice.id or 0).paid
    own = totals(item.line for item in _own_lines(invoice, funding)).total_ttc
    return round_to_cent(paid * own / invoice.totals.total_ttc)


def _with_tax(total_ht: Decimal, rate: Decimal) -> Decimal:
    return total_ht + round_to_cent(total_ht * rate / 100)


def _invoices(office: Office, funding: Funding) -> list[Invoice]:
    """Return the invoices of a funder's part, drafts included."""
    return store.invoices_of_funding(office.db, funding.id)


def bill_client_instead(office: Office, funding_id: int) -> Changes:
    """Draft what the client pays in a funder's place, with the credit note of the funder's invoice.

    The funder refused, agreed too late, or left its invoice unpaid for as long as the terms wait:
    what it did not pay goes to the client, at the same rate and to the cent, all or nothing. A
    funder that was not invoiced yet pays no more in the client's place from then on; one that was
    keeps the part that it paid.

    Raises:
        RuleBroken: the terms do not let the client be invoiced yet, or it was done already.
    """
    with unit_of_work(office.db):
        funding = sessions.FUNDINGS.get(office.db, funding_id)
        sale = sale_of(office, funding.session_id, funding.client_id)
        answer = funder_answer(_rules(office, sale), _case(office, funding, sale, office.today()))
        _refuse_not_yet(office, funding, answer)
        funder = parties.FUNDERS.get(office.db, funding.funder_id)
        moved = _take_back(office, funding, sale.client, funder)
        if moved is None:
            sessions.FUNDINGS.update(office.db, replace(funding, subrogation=False))
            saved = invoicing.draft_for_session(office, funding.session_id, funding.client_id)[-1]
        else:
            saved = store.save_invoice(office.db, moved)
    asked = store.invoice(office.db, saved).to_pay
    return changed(
        f"{sale.client.display_name} : {euros(asked)} à facturer à la place de {funder.name}",
        Kind.INVOICES,
        Kind.SESSIONS,
        saved=saved,
    )


def why_not_client(office: Office, funding_id: int) -> str:
    """Return why the client may not be invoiced in a funder's place today; empty if it may."""
    funding = sessions.FUNDINGS.get(office.db, funding_id)
    try:
        _refuse_not_yet(office, funding, funder_state(office, funding_id, office.today()))
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _refuse_not_yet(office: Office, funding: Funding, answer: FunderAnswer) -> None:
    is_refused = funding.state is FundingState.REFUSED
    agreed_on = claims.agreed_on(office.db, funding) or office.today()
    last = answer.last_agreement_day
    is_late = last is not None and agreed_on > last
    if not (is_refused or is_late or answer.credit_ttc):
        raise RuleBroken(answer.sentence)


def _take_back(office: Office, funding: Funding, client: Client, funder: Funder) -> Invoice | None:
    """Credit what the funder left unpaid; return the client's draft of it, if it was invoiced."""
    known = _invoices(office, funding)
    moved: list[InvoiceLine] = []
    for invoice in known:
        own = _own_lines(invoice, funding)
        if invoice.is_issued:
            moved += _credited(office, invoice, own, funder)
        else:
            moved += own
            _take_off_draft(office, invoice, own)
    if not known:
        return None
    if not moved:
        raise RuleBroken(
            f"{funder.name} a réglé sa part, ou elle est déjà reprise : il n’y a rien à facturer à "
            "la place."
        )
    return replace(
        known[-1],
        id=None,
        number=None,
        issued_on=None,
        due_on=None,
        funding_id=None,
        payer_funder_id=None,
        addressed_to=Addressee.CLIENT,
        payer=None,
        file_number="",
        lines=tuple(_to_client(item.line, client, funder) for item in moved),
    )


def _take_off_draft(office: Office, draft: Invoice, own: Sequence[InvoiceLine]) -> None:
    """Take one file's lines off a draft; one that asked nothing else goes whole."""
    others = tuple(item for item in draft.lines if item not in own)
    if others:
        store.save_invoice(office.db, replace(draft, lines=others))
    else:
        store.delete_draft(office.db, draft.id or 0)


def _credited(
    office: Office, invoice: Invoice, own: tuple[InvoiceLine, ...], funder: Funder
) -> tuple[InvoiceLine, ...]:
    waiting = store.invoices_where(office.db, "corrects_id = ? and number is null", [invoice.id])
    if waiting:
        raise RuleBroken(
            f"Un avoir sur la facture {invoice.number} est déjà en préparation : émettez-le ou "
            "supprimez-le d’abord."
        )
    left = store.balance(office.db, invoice.id or 0).remaining
    lines = lines_worth(replace(invoice, lines=own), left)
    if lines:
        reason = f"Facture non réglée par {funder.name}, reportée sur le client"
        store.save_invoice(office.db, credit_note(invoice, lines, reason))
    return lines


def _to_client(line: Line, client: Client, funder: Funder) -> InvoiceLine:
    label = f"{line.label} – part non réglée par {funder.name}"
    return InvoiceLine(
        line=lump(line, label, line.total_ht), origin=origin(line.kind, client.kind, None)
    )
