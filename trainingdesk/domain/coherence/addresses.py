"""Addresses: the client's, and where the session is held."""

from collections.abc import Iterator

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import (
    AGREEMENTS,
    MISSIONS,
    SHEETS,
    Dossier,
    Said,
    place_words,
)
from trainingdesk.domain.coherence.finding import Finding, Level
from trainingdesk.domain.sessions import SessionState

_TOLD = AGREEMENTS | MISSIONS | SHEETS | {"joining_letter"}
"""The papers that bring people to a place."""


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return the addresses that differ.

    Once a session is closed its papers are held against each other alone: a client or a venue that
    moved since leaves them as right as they were.
    """
    if dossier.file.session.state is not SessionState.CLOSED:
        yield from _clients(dossier)
        yield from _places(dossier)
    yield from _invoices(dossier)


def _clients(dossier: Dossier) -> Iterator[Finding]:
    for bargain, said in dossier.agreed:
        address = bargain.client.address
        if said.client is not None and _differ(said.client.address, address):
            yield Finding(
                rule="address.client",
                level=Level.AMBER,
                left=places.on_paper(dossier, said, str(said.client.address)),
                right=places.of_client(said.client.client_id, "Client", str(address)),
                sentence=(
                    f"{said.name} porte l’adresse « {said.client.address} » ; la fiche de "
                    f"{bargain.client.display_name} dit « {address} »."
                ),
            )


def _places(dossier: Dossier) -> Iterator[Finding]:
    moved = {
        bargain.agreement_id
        for bargain in dossier.holding
        if AmendmentSubject.PLACE in bargain.amended
    }
    now = place_words(dossier.file.venue, dossier.file.room)
    for said in dossier.current:
        is_told = said.key in _TOLD and said.agreement_id not in moved
        if is_told and said.place and now and said.place != now:
            yield _place(dossier, said, now)


def _place(dossier: Dossier, said: Said, now: str) -> Finding:
    return Finding(
        rule="address.place",
        level=Level.AMBER,
        left=places.on_paper(dossier, said, said.place),
        right=places.of_venue(dossier.file.session.venue_id or 0, now),
        sentence=f"{said.name} donne pour lieu « {said.place} » ; la session se tient « {now} ».",
    )


def _invoices(dossier: Dossier) -> Iterator[Finding]:
    """Hold invoices against the convention of the same client."""
    for invoice in dossier.invoiced:
        for _bargain, said in dossier.agreed:
            client = said.client
            if client is None or client.client_id != invoice.client_id:
                continue
            if _differ(invoice.client.address, client.billing):
                yield Finding(
                    rule="address.invoice",
                    level=Level.AMBER,
                    left=places.of_invoice(invoice, str(invoice.client.address)),
                    right=places.on_paper(dossier, said, str(client.billing)),
                    sentence=(
                        f"{places.invoice_name(invoice)} est adressée « {invoice.client.address} » "
                        f"; {said.name} donne « {client.billing} »."
                    ),
                )


def _differ(one: Address, other: Address) -> bool:
    return one.is_complete and other.is_complete and one.lines != other.lines
