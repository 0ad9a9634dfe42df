"""Dates in their order: agreement before the start, certificate after the end."""

from collections.abc import Iterator
from datetime import date

from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import (
    MISSIONS,
    Bargain,
    Dossier,
    Said,
    days_in_words,
    days_of,
)
from trainingdesk.domain.coherence.finding import Finding, Level, Side
from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.domain.sessions import FundingState, Slot
from trainingdesk.french import period, short_date


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return the dates that differ or are out of order."""
    for bargain in dossier.holding:
        yield from _agreement(dossier, bargain)
    yield from _unasked(dossier)
    yield from _fundings(dossier)
    yield from _papers(dossier)
    yield from _certificates(dossier)
    for invoice in dossier.invoiced:
        yield from _invoice(dossier, invoice)


# Agreements -------------------------------------------------------------------------------------


def _agreement(dossier: Dossier, bargain: Bargain) -> Iterator[Finding]:
    agreement, start = bargain.agreement, dossier.file.first_day
    if start is None:
        return
    first = places.in_session(dossier, "Début de la session", short_date(start), places.SLOTS)
    if agreement.signed_on is not None:
        if agreement.signed_on > start:
            day = short_date(agreement.signed_on)
            yield Finding(
                rule="dates.agreement",
                level=Level.RED,
                left=places.of_agreement(bargain.agreement_id, f"{agreement.name}, signature", day),
                right=first,
                sentence=f"{agreement.name} : signature du {day}, après le début de la session, le "
                f"{short_date(start)}.",
            )
        return
    late = [s for b, s in dossier.agreed if b is bargain and s.on > start]
    if late:
        (said, *_others) = late
        yield Finding(
            rule="dates.agreement",
            level=Level.RED,
            left=places.on_paper(dossier, said, short_date(said.on)),
            right=first,
            sentence=f"{said.name} : document du {short_date(said.on)}, après le début de la "
            f"session, le {short_date(start)}.",
        )
    elif dossier.has_started:
        yield Finding(
            rule="agreement.signed",
            level=Level.AMBER,
            left=places.of_agreement(bargain.agreement_id, agreement.name, "non signée"),
            right=first,
            sentence=f"La session a commencé le {short_date(start)} sans le retour signé : "
            f"{agreement.name}, {bargain.client.display_name}.",
        )


def _unasked(dossier: Dossier) -> Iterator[Finding]:
    """Tell who sends people to a session that has started without any agreement."""
    start = dossier.file.first_day
    if start is None or not dossier.has_started:
        return
    known = {bargain.agreement.client_id for bargain in dossier.bargains}
    clients = {p.client.id: p.client for p in dossier.file.seated if p.client.id not in known}
    for client in clients.values():
        yield Finding(
            rule="agreement.missing",
            level=Level.AMBER,
            left=places.in_session(dossier, client.display_name, "aucun accord", places.PAPERS),
            right=places.in_session(
                dossier, "Début de la session", short_date(start), places.SLOTS
            ),
            sentence=f"La session a commencé le {short_date(start)} sans convention ni contrat "
            f"pour {client.display_name}.",
        )


# Funders ----------------------------------------------------------------------------------------


def _fundings(dossier: Dossier) -> Iterator[Finding]:
    start = dossier.file.first_day
    if start is None:
        return
    first = places.in_session(dossier, "Début de la session", short_date(start), places.SLOTS)
    for item in dossier.file.fundings:
        funding, name = item.funding, item.funder.name
        what = places.share_name(item)
        if funding.state is FundingState.REQUESTED and dossier.has_started:
            yield Finding(
                rule="funding.answered",
                level=Level.AMBER,
                left=places.in_session(dossier, what, "sans réponse", places.MONEY),
                right=first,
                sentence=f"La session a commencé le {short_date(start)} sans la réponse de {name}.",
            )
        elif (
            funding.state is FundingState.GRANTED
            and funding.received_on is not None
            and funding.received_on > start
        ):
            day = short_date(funding.received_on)
            yield Finding(
                rule="dates.funding",
                level=Level.RED,
                left=places.in_session(dossier, what, day, places.MONEY),
                right=first,
                sentence=f"L’accord de {name} est du {day}, après le début de la session, le "
                f"{short_date(start)}.",
            )


# Papers -----------------------------------------------------------------------------------------


def _papers(dossier: Dossier) -> Iterator[Finding]:
    moved = {
        bargain.agreement_id
        for bargain in dossier.holding
        if AmendmentSubject.DATES in bargain.amended
    }
    for said in dossier.current:
        # A trainer is told his own slots alone.
        if said.agreement_id not in moved and said.key not in MISSIONS:
            yield from _schedule(dossier, said)


def _schedule(dossier: Dossier, said: Said) -> Iterator[Finding]:
    """Hold the days of a paper against the session's, then the times where no hour is lost."""
    days = days_of(dossier.file)
    if said.days and days and said.days != days:
        then, now = days_in_words(said.days), days_in_words(days)
        yield Finding(
            rule="dates.paper",
            level=Level.RED,
            left=places.on_paper(dossier, said, then),
            right=places.in_session(dossier, "Calendrier", now, places.SLOTS),
            sentence=f"{said.name} annonce {then} ; la session a lieu {now}.",
        )
    elif said.hours == dossier.file.hours and _times(said.slots) != _times(dossier.file.slots):
        yield Finding(
            rule="dates.times",
            level=Level.AMBER,
            left=places.on_paper(dossier, said, "autres horaires"),
            right=places.in_session(dossier, "Calendrier", "horaires changés", places.SLOTS),
            sentence=f"Les horaires ont changé depuis : {said.name} annonce les anciens.",
        )


def _times(slots: tuple[Slot, ...]) -> tuple[tuple[object, object], ...]:
    return tuple((slot.start, slot.end) for slot in slots)


def _certificates(dossier: Dossier) -> Iterator[Finding]:
    end = dossier.file.last_day
    for said in dossier.certificates:
        if end is not None and said.on < end:
            yield Finding(
                rule="dates.certificate",
                level=Level.RED,
                left=places.on_paper(dossier, said, short_date(said.on)),
                right=places.in_session(
                    dossier, "Fin de la session", short_date(end), places.SLOTS
                ),
                sentence=f"{said.name} : document du {short_date(said.on)}, avant la fin de la "
                f"session, le {short_date(end)}.",
            )


# Invoices ---------------------------------------------------------------------------------------


def _invoice(dossier: Dossier, invoice: Invoice) -> Iterator[Finding]:
    first, last = dossier.file.first_day, dossier.file.last_day
    if first is None or last is None:
        return
    stated = (invoice.delivered_from, invoice.delivered_until)
    if None not in stated and stated != (first, last):
        yield _delivery(dossier, invoice, period(first, last))
    elif (
        invoice.kind is not InvoiceKind.DEPOSIT
        and invoice.issued_on is not None
        and invoice.issued_on < last
    ):
        # A firm may be asked its price ahead; a funder pays for what was given.
        is_funder = invoice.payer_funder_id is not None
        day = short_date(invoice.issued_on)
        yield Finding(
            rule="dates.invoice",
            level=Level.RED if is_funder else Level.AMBER,
            left=places.of_invoice(invoice, day),
            right=places.in_session(dossier, "Fin de la session", short_date(last), places.SLOTS),
            sentence=f"{places.invoice_name(invoice)} est datée du {day}, avant la fin de la "
            f"session, le {short_date(last)}.",
        )


def _delivery(dossier: Dossier, invoice: Invoice, held: str) -> Finding:
    stated = period(invoice.delivered_from or date.min, invoice.delivered_until or date.max)
    left: Side = places.of_invoice(invoice, stated)
    return Finding(
        rule="dates.delivery",
        level=Level.RED,
        left=left,
        right=places.in_session(dossier, "Calendrier", held, places.SLOTS),
        sentence=f"{left.what} facture une formation {stated} ; la session a lieu {held}.",
    )
