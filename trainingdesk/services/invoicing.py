"""Invoices: drafted from what was agreed, issued in one go, paid and credited."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.bpf import origin
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceKind, InvoiceLine, Recipient, credit_note
from trainingdesk.domain.lines import Line, Unit, counted
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.parties import Client, Funder
from trainingdesk.domain.payments import Payment
from trainingdesk.domain.session_file import FundingFile, SessionFile
from trainingdesk.domain.sessions import FundingState
from trainingdesk.french import euros, long_date
from trainingdesk.services.agreeing import session_lines
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.identity import pattern
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import office as identity
from trainingdesk.storage import parties
from trainingdesk.storage import sales as store
from trainingdesk.storage.database import unit_of_work


def draft_for_session(office: Office, session_id: int, client_id: int) -> list[int]:
    """Draft what a session is invoiced for to a client and to the funders who pay in its place.

    Each funder that granted an amount and pays directly gets an invoice of it; the client gets
    the rest. The parts add up to the price agreed.

    Raises:
        RuleBroken: there is no price, or the funders granted more than it.
    """
    with unit_of_work(office.db):
        file = session_file(office, session_id)
        client = parties.CLIENTS.get(office.db, client_id)
        agreement = next(
            (a for a in store.agreements_of(office.db, session_id) if a.client_id == client_id),
            None,
        )
        _refuse_twice(office, file, client)
        lines = counted(agreement.lines) if agreement else session_lines(file, client_id)
        shares = [
            share
            for share in file.fundings_of(client_id)
            if share.funding.state is FundingState.GRANTED
            and share.funding.subrogation
            and share.funding.amount
        ]
        common = Invoice(
            client_id=client_id,
            session_id=session_id,
            agreement_id=agreement.id if agreement else None,
            conditions_id=agreement.conditions_id if agreement else None,
            delivered_from=file.first_day,
            delivered_until=file.last_day,
            service_code=client.service_code,
            purchase_order=_purchase_order(office, agreement),
        )
        drafts = [_for_funder(common, share, client, lines) for share in shares]
        rest = _for_client(common, client, lines, shares)
        if rest.totals.total_ht > 0:
            drafts.append(rest)
        return [store.save_invoice(office.db, draft) for draft in drafts]


def _refuse_twice(office: Office, file: SessionFile, client: Client) -> None:
    """Refuse to draft again what stands in an invoice that was not credited whole."""
    for invoice in store.invoices_where(
        office.db,
        "session_id = ? and client_id = ? and kind = 'invoice'",
        [file.session.id, client.id],
    ):
        balance = store.balance(office.db, invoice.id or 0)
        if balance.total_ttc > balance.credited:
            raise RuleBroken(
                f"La session {file.session.number} est déjà facturée pour {client.display_name} "
                f"({invoice.number or 'brouillon'}) : supprimez le brouillon ou faites un avoir "
                "avant de recommencer."
            )


def _purchase_order(office: Office, agreement: Agreement | None) -> str:
    if agreement is None or agreement.proposal_id is None:
        return ""
    return store.proposal(office.db, agreement.proposal_id).purchase_order


def _for_funder(
    common: Invoice, share: FundingFile, client: Client, lines: Sequence[Line]
) -> Invoice:
    training = _training_line(lines)
    amount = share.funding.amount or ZERO
    file_number = share.funding.file_number
    label = f"{training.label} – prise en charge {share.funder.name}"
    if file_number:
        label += f", dossier {file_number}"
    line = replace(
        training,
        label=label,
        quantity=Decimal(1),
        unit=Unit.GROUP,
        unit_price=amount,
        discount=ZERO,
    )
    return replace(
        common,
        funding_id=share.funding.id,
        payer_funder_id=share.funder.id,
        file_number=file_number,
        lines=(InvoiceLine(line=line, origin=origin(line.kind, client.kind, share.funder.kind)),),
    )


def _for_client(
    common: Invoice, client: Client, lines: Sequence[Line], shares: Sequence[FundingFile]
) -> Invoice:
    granted = sum((share.funding.amount or ZERO for share in shares), ZERO)
    return replace(
        common,
        lines=tuple(
            InvoiceLine(line=line, origin=origin(line.kind, client.kind, None))
            for line in _without(lines, granted, shares)
        ),
    )


def _without(
    lines: Sequence[Line], granted: Decimal, shares: Sequence[FundingFile]
) -> tuple[Line, ...]:
    """Return the lines with what funders pay taken off the training's."""
    if not granted:
        return tuple(lines)
    training = _training_line(lines)
    left = training.total_ht - granted
    if left < 0:
        raise RuleBroken(
            f"Les financeurs ont accordé {euros(granted)} pour une formation à "
            f"{euros(training.total_ht)} HT : corrigez la prise en charge ou le prix.",
            "amount",
        )
    names = ", ".join(share.funder.name for share in shares)
    rest = replace(
        training,
        label=f"{training.label} – part non prise en charge par {names}",
        quantity=Decimal(1),
        unit=Unit.GROUP,
        unit_price=left,
        discount=ZERO,
    )
    others = tuple(line for line in lines if line is not training)
    return (rest, *others) if left else others


def _training_line(lines: Sequence[Line]) -> Line:
    """Return the line that funders pay: the dearest of training."""
    training = [line for line in lines if line.kind.is_training]
    if not training:
        raise RuleBroken(
            "Un financeur a accordé une prise en charge, mais aucune ligne n’est de formation : "
            "corrigez la convention ou la prise en charge.",
            "lines",
        )
    return max(training, key=lambda line: line.total_ht)


def save_draft(office: Office, invoice: Invoice) -> Changes:
    """Write a draft.

    Raises:
        RuleBroken: it is issued already, or a line is wrong.
    """
    if invoice.is_issued:
        invoice.check_complete()
    for item in invoice.lines:
        item.line.checked()
    with unit_of_work(office.db):
        saved = store.save_invoice(office.db, invoice)
    return changed("Brouillon de facture enregistré", Kind.INVOICES, saved=saved)


def discard_draft(office: Office, invoice_id: int) -> Changes:
    """Remove a draft; no number is lost, for it had none.

    Raises:
        RuleBroken: it is issued.
    """
    with unit_of_work(office.db):
        invoice = store.invoice(office.db, invoice_id)
        if invoice.is_issued:
            invoice.check_complete()
        store.delete_draft(office.db, invoice_id)
    return changed("Brouillon supprimé", Kind.INVOICES)


def as_issued(office: Office, invoice: Invoice, number: str, on: date) -> Invoice:
    """Return the invoice as it would stand with this number and date, parties frozen.

    Raises:
        RuleBroken: it could not stand.
    """
    conditions = identity.conditions_on(office.db, on)
    client = parties.CLIENTS.get(office.db, invoice.client_id)
    funder = (
        parties.FUNDERS.get(office.db, invoice.payer_funder_id) if invoice.payer_funder_id else None
    )
    kind = sequence_of(invoice)
    last = store.last_issued_on(office.db, kind, pattern(office, kind), on)
    frozen = replace(
        invoice,
        client=_recipient(client),
        payer=_payer(funder) if funder else None,
        conditions_id=invoice.conditions_id or conditions.id,
    )
    due = invoice.due_on or conditions.due_on(on, invoice.delivered_from)
    return frozen.issue(number, on, max(due, on), last)


def sequence_of(invoice: Invoice) -> str:
    """Return the sequence that numbers an invoice."""
    return "credit_note" if invoice.kind is InvoiceKind.CREDIT_NOTE else "invoice"


def issue(office: Office, invoice_id: int, on: date | None = None) -> Changes:
    """Give a draft its number and date for ever, in one unit of work.

    Raises:
        RuleBroken: the draft could not stand; no number is taken.
    """
    day = on or office.today()
    with unit_of_work(office.db):
        draft = store.invoice(office.db, invoice_id)
        draft.check_complete()
        if draft.corrects_id is not None:
            _check_credit(office, draft, day)
        kind = sequence_of(draft)
        number = store.take_number(office.db, kind, pattern(office, kind), day)
        store.save_invoice(office.db, as_issued(office, draft, number, day))
    label = f"Avoir {number} émis" if kind == "credit_note" else f"Facture {number} émise"
    return changed(label, Kind.INVOICES, Kind.SESSIONS, saved=invoice_id)


def _recipient(client: Client) -> Recipient:
    return Recipient(
        name=client.display_name,
        address=client.billing_address,
        siret=client.siret,
        vat_number=client.vat_number,
    )


def _payer(funder: Funder) -> Recipient:
    return Recipient(name=funder.name, address=funder.address, siret=funder.siret)


def credit(
    office: Office, invoice_id: int, reason: str, lines: Sequence[InvoiceLine] | None = None
) -> Changes:
    """Draft a credit note over a whole invoice or some of its lines.

    Raises:
        RuleBroken: more would be credited than remains, or no reason is given.
    """
    with unit_of_work(office.db):
        original = store.invoice(office.db, invoice_id)
        draft = credit_note(original, tuple(lines or original.lines), reason)
        _check_credit(office, draft, office.today())
        saved = store.save_invoice(office.db, draft)
    return changed("Avoir préparé", Kind.INVOICES, saved=saved)


def _check_credit(office: Office, note: Invoice, on: date) -> None:
    """Refuse a credit note over more than remains: several drafts may wait for one invoice."""
    assert note.corrects_id is not None  # noqa: S101 - the file keeps no other credit note
    original = store.invoice(office.db, note.corrects_id)
    if original.issued_on is not None and on < original.issued_on:
        raise RuleBroken(
            f"La facture {original.number} est datée du {long_date(original.issued_on)} : "
            "son avoir ne peut pas porter une date antérieure.",
            "issued_on",
        )
    balance = store.balance(office.db, note.corrects_id)
    left = balance.total_ttc - balance.credited
    if note.totals.total_ttc > left:
        raise RuleBroken(
            f"L’avoir dépasse ce qui reste de la facture {original.number} : "
            f"{euros(left)} au plus.",
            "lines",
        )


def receive(office: Office, payment: Payment) -> Changes:
    """Record money that came in.

    Raises:
        RuleBroken: it settles more than it brought, or more than an invoice still asks.
    """
    payment.checked()
    with unit_of_work(office.db):
        saved = store.save_payment(office.db, payment)
        for part in payment.allocations:
            _refuse_unpayable(store.invoice(office.db, part.invoice_id))
            left = store.balance(office.db, part.invoice_id).remaining
            if left < 0:
                raise RuleBroken(
                    f"Cette facture ne demande plus que {euros(left + part.amount)} : "
                    "affectez le reste à une autre facture.",
                    "amount",
                )
    return changed(f"Règlement de {euros(payment.amount)} enregistré", Kind.PAYMENTS, saved=saved)


def _refuse_unpayable(invoice: Invoice) -> None:
    if not invoice.is_issued:
        raise RuleBroken("Un brouillon ne se règle pas : émettez d’abord la facture.", "invoice")
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        raise RuleBroken(
            f"L’avoir {invoice.number} ne se règle pas : il diminue la facture qu’il corrige.",
            "invoice",
        )
