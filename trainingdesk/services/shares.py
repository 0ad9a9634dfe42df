"""Who pays what of a session: the funders that pay in a client's place, and the client."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.bpf import origin
from trainingdesk.domain.deposit_lines import lump
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceLine
from trainingdesk.domain.lines import Line, counted
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.parties import Client
from trainingdesk.domain.session_file import FundingFile, SessionFile
from trainingdesk.domain.sessions import FundingState
from trainingdesk.french import euros
from trainingdesk.services.agreeing import session_lines
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import parties
from trainingdesk.storage import sales as store


@dataclass(frozen=True, kw_only=True)
class Sale:
    """What a session is sold for to a client, and the funders that pay their part directly."""

    file: SessionFile
    client: Client
    agreement: Agreement | None
    lines: tuple[Line, ...]
    shares: tuple[FundingFile, ...]
    common: Invoice

    @property
    def client_lines(self) -> tuple[Line, ...]:
        """What is left to the client.

        Raises:
            RuleBroken: the funders granted more than the training costs.
        """
        granted = sum((share.funding.amount or ZERO for share in self.shares), ZERO)
        return _without(self.lines, granted, self.shares)

    def for_client(self) -> Invoice:
        """Return the draft of the client's part."""
        return self.asking(self.client_lines)

    def asking(self, lines: Sequence[Line]) -> Invoice:
        """Return the draft that asks the client for some lines."""
        return replace(
            self.common,
            lines=tuple(
                InvoiceLine(line=line, origin=origin(line.kind, self.client.kind, None))
                for line in lines
            ),
        )

    def for_funders(self) -> list[Invoice]:
        """Return the drafts of the funders' parts."""
        return [_for_funder(self.common, share, self.client, self.lines) for share in self.shares]


def sale_of(office: Office, session_id: int, client_id: int) -> Sale:
    """Return what a session is sold for to a client, under the agreement that stands if any.

    Raises:
        RuleBroken: there is no price.
    """
    return _sale(office, session_id, client_id, _agreement(office, session_id, client_id))


def sale_under(office: Office, agreement: Agreement) -> Sale:
    """Return what an agreement sells, though it ended."""
    return _sale(office, agreement.session_id, agreement.client_id, agreement)


def _sale(office: Office, session_id: int, client_id: int, agreement: Agreement | None) -> Sale:
    file = session_file(office, session_id)
    client = parties.CLIENTS.get(office.db, client_id)
    return Sale(
        file=file,
        client=client,
        agreement=agreement,
        lines=counted(agreement.lines) if agreement else session_lines(file, client_id),
        shares=tuple(
            share
            for share in file.fundings_of(client_id)
            if share.funding.state is FundingState.GRANTED
            and share.funding.subrogation
            and share.funding.amount
        ),
        common=Invoice(
            client_id=client_id,
            session_id=session_id,
            agreement_id=agreement.id if agreement else None,
            conditions_id=agreement.conditions_id if agreement else None,
            delivered_from=file.first_day,
            delivered_until=file.last_day,
            service_code=client.service_code,
            purchase_order=_purchase_order(office, agreement),
            engagement_number=_engagement_number(office, agreement),
        ),
    )


def _agreement(office: Office, session_id: int, client_id: int) -> Agreement | None:
    """Return the agreement of a client for a session; one that stands comes first."""
    found = [a for a in store.agreements_of(office.db, session_id) if a.client_id == client_id]
    return min(found, key=lambda agreement: agreement.state.is_over, default=None)


def _purchase_order(office: Office, agreement: Agreement | None) -> str:
    if agreement is not None and agreement.kind is AgreementKind.ORDER and agreement.number:
        return agreement.number
    if agreement is None or agreement.proposal_id is None:
        return ""
    return store.proposal(office.db, agreement.proposal_id).purchase_order


def _engagement_number(office: Office, agreement: Agreement | None) -> str:
    """Return the number that a public client gave its commitment of money."""
    if agreement is None or agreement.proposal_id is None:
        return ""
    return store.proposal(office.db, agreement.proposal_id).engagement_number


def _for_funder(
    common: Invoice, share: FundingFile, client: Client, lines: Sequence[Line]
) -> Invoice:
    training = training_line(lines)
    amount = share.funding.amount or ZERO
    file_number = share.funding.file_number
    label = f"{training.label} – prise en charge {share.funder.name}"
    if file_number:
        label += f", dossier {file_number}"
    line = lump(training, label, amount)
    return replace(
        common,
        funding_id=share.funding.id,
        payer_funder_id=share.funder.id,
        file_number=file_number,
        lines=(InvoiceLine(line=line, origin=origin(line.kind, client.kind, share.funder.kind)),),
    )


def _without(
    lines: Sequence[Line], granted: Decimal, shares: Sequence[FundingFile]
) -> tuple[Line, ...]:
    """Return the lines with what funders pay taken off the training's."""
    if not granted:
        return tuple(lines)
    training = training_line(lines)
    left = training.total_ht - granted
    if left < 0:
        raise RuleBroken(
            f"Les financeurs ont accordé {euros(granted)} pour une formation à "
            f"{euros(training.total_ht)} HT : corrigez la prise en charge ou le prix.",
            "amount",
        )
    names = ", ".join(share.funder.name for share in shares)
    rest = lump(training, f"{training.label} – part non prise en charge par {names}", left)
    others = tuple(line for line in lines if line is not training)
    return (rest, *others) if left else others


def training_line(lines: Sequence[Line]) -> Line:
    """Return the line that funders pay: the dearest of training."""
    training = [line for line in lines if line.kind.is_training]
    if not training:
        raise RuleBroken(
            "Un financeur a accordé une prise en charge, mais aucune ligne n’est de formation : "
            "corrigez la convention ou la prise en charge.",
            "lines",
        )
    return max(training, key=lambda line: line.total_ht)
