"""Prices: proposal, convention and invoices of one client, credit notes taken off."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import Bargain, Dossier
from trainingdesk.domain.coherence.finding import Finding, Level
from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.domain.lines import counted
from trainingdesk.domain.money import CENT, ZERO
from trainingdesk.domain.price_shares import training_price
from trainingdesk.domain.sessions import FundingState
from trainingdesk.french import euros, listed


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return where prices differ."""
    for bargain in dossier.holding:
        yield from _proposal(bargain)
    yield from _papers(dossier)
    for client_id in dict.fromkeys(bargain.agreement.client_id for bargain in dossier.holding):
        yield from _invoiced(dossier, client_id)
    yield from _granted(dossier)


def _proposal(bargain: Bargain) -> Iterator[Finding]:
    proposal, agreement = bargain.proposal, bargain.agreement
    if proposal is None or bargain.price_is_amended:
        return
    offered, agreed = proposal.totals.total_ttc, agreement.totals.total_ttc
    if offered != agreed:
        name = f"Proposition {proposal.number}"
        yield Finding(
            rule="price.proposal",
            level=Level.AMBER,
            left=places.of_proposal(proposal.id or 0, name, euros(offered)),
            right=places.of_agreement(bargain.agreement_id, agreement.name, euros(agreed)),
            sentence=f"{name} : {euros(offered)} TTC ; {agreement.name} : {euros(agreed)}.",
        )


def _papers(dossier: Dossier) -> Iterator[Finding]:
    for bargain, said in dossier.agreed:
        agreed = bargain.agreement.totals.total_ttc
        is_changed = said.total_ttc is not None and said.total_ttc != agreed
        if is_changed and not bargain.price_is_amended:
            printed = euros(said.total_ttc or ZERO)
            yield Finding(
                rule="price.agreement",
                level=Level.AMBER,
                left=places.on_paper(dossier, said, printed),
                right=places.of_agreement(
                    bargain.agreement_id, bargain.agreement.name, euros(agreed)
                ),
                sentence=f"{said.name} : {printed} TTC sur le document édité, {euros(agreed)} "
                "aujourd’hui.",
            )


def _invoiced(dossier: Dossier, client_id: int) -> Iterator[Finding]:
    """Hold what a client and its funders were invoiced against what was agreed with it."""
    own = [invoice for invoice in dossier.invoiced if invoice.client_id == client_id]
    bargains = [b for b in dossier.holding if b.agreement.client_id == client_id]
    agreed = sum((b.agreement.totals.total_ttc for b in bargains), ZERO)
    asked = sum((i.to_pay - dossier.credited_ttc(i) for i in own), ZERO)
    waits = any(i.client_id == client_id and not i.is_issued for i in dossier.invoices)
    is_whole = any(i.kind is not InvoiceKind.DEPOSIT for i in own) and not waits
    gap = asked - agreed
    if abs(gap) > _rounding(own) and (gap > 0 or is_whole):
        name = bargains[0].client.display_name
        numbers = listed([invoice.number or "" for invoice in own])
        yield Finding(
            rule="price.invoiced",
            level=Level.AMBER,
            left=places.of_agreement(
                bargains[0].agreement_id, bargains[0].agreement.name, euros(agreed)
            ),
            right=places.in_session(dossier, f"Factures {numbers}", euros(asked), places.MONEY),
            sentence=f"{name} : {euros(agreed)} TTC convenus, {euros(asked)} facturés, avoirs "
            f"déduits ({numbers}).",
        )


def _rounding(invoices: Sequence[Invoice]) -> Decimal:
    """Return what tax may gain or lose where one price is split over several invoices."""
    is_taxed = any(invoice.totals.tva for invoice in invoices)
    return CENT * (len(invoices) - 1) if is_taxed else ZERO


def _granted(dossier: Dossier) -> Iterator[Finding]:
    for item in dossier.file.fundings:
        funding = item.funding
        own = [invoice for invoice in dossier.invoiced if invoice.asks_under(funding.id)]
        granted = funding.granted(_training_price(dossier, funding.client_id))
        if not own or funding.state is not FundingState.GRANTED or granted is None:
            continue
        asked = sum((_asked_under(dossier, invoice, funding.id) for invoice in own), ZERO)
        if asked != granted:
            numbers = listed([invoice.number or "" for invoice in own])
            yield Finding(
                rule="price.funding",
                level=Level.AMBER,
                left=places.in_session(
                    dossier,
                    places.share_name(item),
                    euros(granted),
                    places.MONEY,
                ),
                right=places.of_invoice(own[0], euros(asked)),
                sentence=f"{item.funder.name} accorde {euros(granted)} HT et se voit "
                f"facturer {euros(asked)} ({numbers}).",
            )


def _training_price(dossier: Dossier, client_id: int) -> Decimal:
    """Return the price of training that funders grant of: agreed, else as it was invoiced."""
    agreed = [
        bargain.agreement for bargain in dossier.holding if bargain.agreement.client_id == client_id
    ]
    if agreed:
        return training_price(counted(agreed[0].lines))
    return training_price(
        item.line
        for invoice in dossier.invoiced
        if invoice.client_id == client_id
        for item in invoice.lines
    )


def _asked_under(dossier: Dossier, invoice: Invoice, funding_id: int | None) -> Decimal:
    """Return what an invoice asks under a file, credit notes taken off."""
    if invoice.funding_id == funding_id:
        return invoice.totals.total_ht - dossier.credited_ht(invoice)
    notes = (_of_file(note, funding_id) for note in dossier.notes_of(invoice))
    return _of_file(invoice, funding_id) - sum(notes, ZERO)


def _of_file(invoice: Invoice, funding_id: int | None) -> Decimal:
    return sum((item.total_ht for item in invoice.lines if item.funding_id == funding_id), ZERO)
