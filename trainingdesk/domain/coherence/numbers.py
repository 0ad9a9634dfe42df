"""Numbers that name a firm or a funder's file: SIRET and file numbers."""

from collections.abc import Iterator, Mapping

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import Dossier
from trainingdesk.domain.coherence.finding import Finding, Level, Side
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.parties import FunderKind
from trainingdesk.domain.session_file import FundingFile


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return the numbers that differ."""
    yield from _sirets(dossier)
    yield from _file_numbers(dossier)
    yield from _cpf(dossier)


def _sirets(dossier: Dossier) -> Iterator[Finding]:
    for bargain, said in dossier.agreed:
        if said.client is not None and _differ(said.client.siret, bargain.client.siret):
            yield _siret(
                "siret.client",
                places.on_paper(dossier, said, said.client.siret),
                places.of_client(said.client.client_id, "SIRET du client", bargain.client.siret),
            )
    for invoice in dossier.invoiced:
        client = dossier.clients[invoice.client_id]
        if _differ(invoice.client.siret, client.siret):
            yield _siret(
                "siret.client",
                places.of_invoice(invoice, invoice.client.siret),
                places.of_client(invoice.client_id, "SIRET du client", client.siret),
            )
        funder = dossier.funders.get(invoice.payer_funder_id or 0)
        if funder is not None and _differ(invoice.recipient.siret, funder.siret):
            yield _siret(
                "siret.funder",
                places.of_invoice(invoice, invoice.recipient.siret),
                places.of_funder(funder.id or 0, "SIRET du financeur", funder.siret),
            )


def _siret(rule: str, left: Side, right: Side) -> Finding:
    return Finding(
        rule=rule,
        level=Level.RED,
        left=left,
        right=right,
        sentence=f"{left.what} porte le SIRET {left.value} ; la fiche porte {right.value}.",
    )


def _file_numbers(dossier: Dossier) -> Iterator[Finding]:
    known = {item.funding.id: item for item in dossier.file.fundings}
    for _bargain, said in dossier.agreed:
        for named in said.fundings:
            item = known.get(named.funding_id)
            # A convention often leaves before the funder gave a number.
            if item is not None and _differ(named.file_number, item.funding.file_number):
                left = places.on_paper(dossier, said, named.file_number)
                yield _file_number(dossier, "file_number.agreement", left, item)
    for invoice in dossier.invoiced:
        for item in _files_of(invoice, known):
            if item.funding.file_number not in invoice.file_number.split(", "):
                left = places.of_invoice(invoice, invoice.file_number or "aucun")
                yield _file_number(dossier, "file_number.invoice", left, item)


def _files_of(invoice: Invoice, known: Mapping[int | None, FundingFile]) -> Iterator[FundingFile]:
    """Yield the funders' files that an invoice asks money under."""
    ids = dict.fromkeys([invoice.funding_id, *(item.funding_id for item in invoice.lines)])
    yield from (known[funding_id] for funding_id in ids if funding_id in known)


def _cpf(dossier: Dossier) -> Iterator[Finding]:
    """A CPF file bears the platform's own number."""
    for bargain in dossier.holding:
        if bargain.agreement.kind is not AgreementKind.CPF:
            continue
        for item in dossier.file.fundings_of(bargain.client.id):
            is_cpf = item.funder.kind is FunderKind.CDC
            if is_cpf and _differ(bargain.agreement.number, item.funding.file_number):
                left = places.of_agreement(
                    bargain.agreement_id, "Dossier CPF", bargain.agreement.number
                )
                yield _file_number(dossier, "file_number.agreement", left, item)


def _file_number(dossier: Dossier, rule: str, left: Side, item: FundingFile) -> Finding:
    number = item.funding.file_number or "aucun"
    what = places.share_name(item)
    return Finding(
        rule=rule,
        level=Level.RED,
        left=left,
        right=places.in_session(dossier, what, number, places.MONEY),
        sentence=(
            f"{left.what}, numéro de dossier : {left.value} ; prise en charge de "
            f"{item.funder.name} : {number}."
        ),
    )


def _differ(said: str, known: str) -> bool:
    """Whether two numbers are there and are not the same: one that lacks contradicts nothing."""
    return bool(said and known) and "".join(said.split()) != "".join(known.split())
