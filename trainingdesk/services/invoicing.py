"""Invoices: drafted from what was agreed, issued in one go, paid and credited."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from trainingdesk.domain.agreements import Agreement, AgreementKind, AgreementState
from trainingdesk.domain.deposit_lines import deposit_lines
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceKind, InvoiceLine, Recipient, credit_note
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import CENT, ZERO
from trainingdesk.domain.parties import Client, Funder
from trainingdesk.domain.payments import Payment
from trainingdesk.domain.tva import totals
from trainingdesk.french import euros, long_date, percent, plural
from trainingdesk.services import closings, payments
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.identity import pattern
from trainingdesk.services.office import Office
from trainingdesk.services.shares import Sale, sale_of
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import bargains, parties
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales as store
from trainingdesk.storage.database import unit_of_work


def draft_for_session(office: Office, session_id: int, client_id: int) -> list[int]:
    """Draft what a session is invoiced for to a client and to the funders who pay in its place.

    Each funder that granted an amount and pays directly gets an invoice of it; the client gets
    the rest, less the deposits already invoiced. The parts add up to the price agreed. Where an
    amendment raised the price after the invoice, the client gets an invoice of the complement.

    Raises:
        RuleBroken: there is no price, the funders granted more than it, or deposits ask for more
            than the client's part.
    """
    with unit_of_work(office.db):
        return [
            store.save_invoice(office.db, draft)
            for draft in drafts_for(office, session_id, client_id)
        ]


def drafts_for(office: Office, session_id: int, client_id: int) -> list[Invoice]:
    """Return what `draft_for_session` would draft, written nowhere.

    Raises:
        RuleBroken: as there.
    """
    sale = sale_of(office, session_id, client_id)
    if sale.agreement is not None and not _may_bill(sale.agreement, bool(sale.shares)):
        raise RuleBroken(_ended_words(office, sale.agreement))
    complement = _complement(office, sale)
    if complement is not None:
        return [complement]
    _refuse_twice(office, sale)
    drafts = sale.for_funders()
    rest = sale.for_client()
    agreement = sale.agreement
    deposits = store.open_deposits(office.db, agreement.id or 0) if agreement else ()
    if deposits:
        rest = replace(rest, kind=InvoiceKind.BALANCE, deductions=deposits)
        _refuse_too_much_asked(rest)
    if rest.totals.total_ht > 0:
        drafts.append(rest)
    return drafts


def draft_for_clients(office: Office, session_id: int, clients: Sequence[int]) -> Changes:
    """Draft what a session is invoiced for to some of its clients and their funders, all or none.

    Raises:
        RuleBroken: one of them cannot be invoiced; see `draft_for_session`.
    """
    with unit_of_work(office.db):
        made = [
            invoice_id
            for client_id in clients
            for invoice_id in draft_for_session(office, session_id, client_id)
        ]
    words = plural(len(made), "facture préparée", "factures préparées")
    return changed(words, Kind.INVOICES, Kind.SESSIONS)


def _may_bill(agreement: Agreement, has_funders: bool) -> bool:
    """Whether the price of an agreement may be invoiced.

    One that ended never is: its decision says what is owed. What was given before a termination is
    shared with funders by hand, over invoices of the whole.
    """
    if not agreement.state.is_over:
        return True
    return agreement.state is AgreementState.TERMINATED and has_funders


def _ended_words(office: Office, agreement: Agreement) -> str:
    decided = [one for one in bargains.settlements_of(office.db, agreement.id or 0) if one.stands]
    if not decided:
        return f"{agreement.name} a pris fin : son prix ne se facture plus."
    last = decided[-1]
    what = f"{label(last.kind).capitalize()} du {long_date(last.decided_on)}"
    return (
        f"{agreement.name} : son prix ne se facture plus. {what}. Ouvrez l’accord et préparez la "
        "facture de cette décision ; si le client revient, établissez un nouvel accord."
    )


def _refuse_ended(office: Office, draft: Invoice) -> None:
    """Refuse to issue the price of an agreement that ended, unless its decision asks for it."""
    if draft.agreement_id is None or draft.settlement_id is not None:
        return
    if not draft.kind.is_of_the_price:
        return
    agreement = store.agreement(office.db, draft.agreement_id)
    if not _may_bill(agreement, bool(store.subrogated(office.db, agreement))):
        raise RuleBroken(f"{_ended_words(office, agreement)} Supprimez ce brouillon.")


def _refuse_too_much_asked(balance: Invoice) -> None:
    if balance.to_pay < 0:
        raise RuleBroken(
            f"Les acomptes émis ({euros(balance.deducted)}) dépassent ce que le client doit encore "
            f"({euros(balance.totals.total_ttc)}) : faites et émettez d’abord un avoir de "
            f"{euros(-balance.to_pay)} sur l’acompte {balance.deductions[0].number}."
        )


def _complement(office: Office, sale: Sale) -> Invoice | None:
    """Return the draft of what an accepted amendment adds to a price that is invoiced already.

    Raises:
        RuleBroken: the amendment lowers it: a credit note is then made.
    """
    agreement_id = sale.agreement.id or 0 if sale.agreement else 0
    known = standing(office, sale.file.session.id, sale.client.id)
    accepted = [
        one
        for one in bargains.amendments_of(office.db, agreement_id)
        if one.subject.changes_price and one.accepted_on is not None
    ]
    decided = any(one.stands for one in bargains.settlements_of(office.db, agreement_id))
    if not accepted or decided or not known or not all(one.is_issued for one in known):
        return None
    over = totals(sale.lines).total_ht - store.billed_ht(office.db, [one.id for one in known])
    if over < 0:
        raise RuleBroken(
            f"{accepted[-1].name} baisse le prix de {euros(-over)} HT : faites un avoir sur la "
            f"facture {known[-1].number}."
        )
    label_of_it = f"Complément de prix, {accepted[-1].name[:1].lower()}{accepted[-1].name[1:]}"
    lines = deposit_lines(sale.lines, over, label_of_it, with_tax=False)
    return sale.asking(lines) if lines else None


def _refuse_twice(office: Office, sale: Sale) -> None:
    """Refuse to draft again what stands in an invoice that was not credited whole."""
    session, client = sale.file.session, sale.client
    for invoice in standing(office, session.id, client.id):
        raise RuleBroken(
            f"La session {session.number} est déjà facturée pour {client.display_name} "
            f"({invoice.number or 'brouillon'}) : supprimez le brouillon ou faites un avoir "
            "avant de recommencer."
        )


def standing(office: Office, session_id: int | None, client_id: int | None) -> list[Invoice]:
    """Return the invoices of a session to a client, its funders' included, not credited whole.

    Drafts are among them; deposits and fees are not.
    """
    found = store.invoices_where(
        office.db,
        "session_id = ? and client_id = ? and kind in ('invoice', 'balance') order by id",
        [session_id, client_id],
    )
    return [invoice for invoice in found if _stands(office, invoice)]


def _stands(office: Office, invoice: Invoice) -> bool:
    balance = store.balance(office.db, invoice.id or 0)
    return balance.total_ttc > balance.credited


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
    client = parties.CLIENTS.get(office.db, invoice.client_id)
    funder = (
        parties.FUNDERS.get(office.db, invoice.payer_funder_id) if invoice.payer_funder_id else None
    )
    closings.refuse_closed(office, on)
    kind = sequence_of(invoice)
    last = store.last_issued_on(office.db, kind, pattern(office, kind), on)
    frozen = replace(
        invoice,
        client=_recipient(client),
        payer=_payer(funder) if funder else None,
        conditions_id=invoice.conditions_id or identity.conditions_on(office.db, on).id,
    )
    return frozen.issue(number, on, _due_on(office, invoice, on), last)


def _due_on(office: Office, invoice: Invoice, on: date) -> date:
    """Return the day that an invoice issued on a day is due, by what was chosen or the terms."""
    terms = identity.conditions_on(office.db, on)
    due = invoice.due_on or terms.due_on(on, invoice.delivered_from, invoice.delivered_until)
    return max(due, on)


def sequence_of(invoice: Invoice) -> str:
    """Return the sequence that numbers an invoice."""
    return "credit_note" if invoice.kind is InvoiceKind.CREDIT_NOTE else "invoice"


def issue(office: Office, invoice_id: int, on: date | None = None) -> Changes:
    """Give a draft its number and date for ever, in one unit of work.

    Raises:
        RuleBroken: the draft could not stand; no number is taken.
    """
    day = on or office.today()
    _refuse_future(office, day)
    with unit_of_work(office.db):
        draft = store.invoice(office.db, invoice_id)
        draft.check_complete()
        _refuse_ended(office, draft)
        warning = ""
        if draft.corrects_id is not None:
            _check_credit(office, draft, day)
        else:
            warning = _refuse_claiming_early(office, draft, day)
        if draft.kind is InvoiceKind.DEPOSIT:
            _refuse_deposit_after_all(office, draft)
        kind = sequence_of(draft)
        number = store.take_number(office.db, kind, pattern(office, kind), day)
        store.save_invoice(office.db, as_issued(office, draft, number, day))
        if draft.agreement_id is not None:
            payments.move_excess(office, draft.agreement_id)
    said = f"Avoir {number} émis" if kind == "credit_note" else f"Facture {number} émise"
    return changed(
        f"{said}. {warning}" if warning else said, Kind.INVOICES, Kind.SESSIONS, saved=invoice_id
    )


def _refuse_future(office: Office, on: date) -> None:
    """Refuse a date ahead: no invoice could bear an earlier one until then."""
    if on > office.today():
        raise RuleBroken(
            f"Le {long_date(on)} est dans le futur : une facture porte la date du jour où elle est "
            "émise.",
            "issued_on",
        )


def _refuse_claiming_early(office: Office, draft: Invoice, on: date) -> str:
    """Refuse to ask an individual for money before he signed or while he may withdraw (L6353-6).

    Nor may more than 30 % be due before the first hours; what runs ahead of them is returned as a
    warning.
    """
    if draft.agreement_id is None or draft.payer_funder_id is not None:
        return ""
    agreement = store.agreement(office.db, draft.agreement_id)
    if agreement.kind is not AgreementKind.CONTRACT or agreement.state.is_over:
        return ""
    if agreement.signed_on is None:
        raise RuleBroken(
            f"{agreement.name} : notez d’abord la signature. Rien ne peut être demandé à un "
            "particulier avant la fin de son délai de rétractation (C. trav. L6353-6).",
            "issued_on",
        )
    period = agreement.withdrawal(conditions_of(office, agreement).rules)
    if period is not None and on < period.first_claim_on:
        raise RuleBroken(
            f"{agreement.name} : le délai de rétractation court jusqu’au "
            f"{long_date(period.last_day)} inclus. Rien ne peut être demandé avant le "
            f"{long_date(period.first_claim_on)} (C. trav. L6353-6).",
            "issued_on",
        )
    due_on = _due_on(office, draft, on)
    asked = store.asked_by(office.db, agreement.id or 0, due_on) + draft.to_pay
    return payments.refuse_ahead(office, agreement, asked, due_on)


def _refuse_deposit_after_all(office: Office, deposit: Invoice) -> None:
    """Refuse a deposit on what is invoiced whole already: it would be asked for twice."""
    for invoice in standing(office, deposit.session_id, deposit.client_id):
        if invoice.payer_funder_id is None:
            raise RuleBroken(
                f"Le prix est déjà facturé ({invoice.number or 'brouillon'}) : cet acompte serait "
                "demandé deux fois. Supprimez l’un des deux brouillons."
            )


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
    taker = store.deducted_by(office.db, note.corrects_id)
    if taker is not None and taker.is_issued:
        raise RuleBroken(
            f"L’acompte {original.number} est déjà déduit de la facture {taker.number} : faites "
            "l’avoir sur cette facture."
        )
    balance = store.balance(office.db, note.corrects_id)
    left = balance.total_ttc - balance.credited
    if note.totals.total_ttc > left:
        raise RuleBroken(
            f"L’avoir dépasse ce qui reste de la facture {original.number} : "
            f"{euros(left)} au plus.",
            "lines",
        )
    _check_credited_rates(office, note, original)


def _check_credited_rates(office: Office, note: Invoice, original: Invoice) -> None:
    """Refuse a credit note that takes back more of a rate than it bore: its tax was never asked.

    Credit notes in parts may leave a cent to their rounded tax: one more may take it back.
    """
    left = {(part.rate, part.exemption): part.base_ht for part in original.totals.by_rate}
    former = store.invoices_where(
        office.db, "corrects_id = ? and number is not null", [note.corrects_id]
    )
    for each in former:
        for part in each.totals.by_rate:
            left[part.rate, part.exemption] -= part.base_ht
    for part in note.totals.by_rate:
        most = left.get((part.rate, part.exemption), ZERO)
        if part.base_ht > most + (CENT if former else ZERO):
            name = label(part.exemption) if part.exemption else f"TVA à {percent(part.rate)}"
            raise RuleBroken(
                f"L’avoir dépasse ce qui reste de la facture {original.number} en lignes "
                f"« {name} » : {euros(most)} HT au plus.",
                "lines",
            )


def receive(office: Office, payment: Payment) -> Changes:
    """Record money that came in, with whom it comes from.

    An individual may pay nothing while he may withdraw: a cheque is held until that day, and is no
    payment meanwhile. A deposit that is now paid, or no more, may form its agreement.

    Raises:
        RuleBroken: it settles more than it brought, or more than an invoice still asks; or it came
            before an individual may be asked for money, or has not come yet.
    """
    payment.checked()
    payments.refuse_future(office, payment.paid_on)
    with unit_of_work(office.db):
        before = payments.invoices_of(office, payment.id)
        payment = payments.admitted(office, payment)
        saved = store.save_payment(office.db, payment, office.today())
        payments.check_settled(office, payment)
        payments.form(office, before | payments.invoices_of(office, saved))
        warning = payments.warning(office, payment)
    said = f"Règlement de {euros(payment.amount)} enregistré"
    if payment.held_until is not None:
        said = (
            f"Chèque de {euros(payment.amount)} enregistré, retenu jusqu’au "
            f"{long_date(payment.held_until)}"
        )
    return changed(
        f"{said}. {warning}" if warning else said, Kind.PAYMENTS, Kind.AGREEMENTS, saved=saved
    )
