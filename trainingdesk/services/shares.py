"""Who pays what of a session: the funders that pay in a client's place, and the client."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.bpf import origin
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.funder_habits import InvoicePer
from trainingdesk.domain.invoices import Invoice, InvoiceLine
from trainingdesk.domain.lines import Line, counted
from trainingdesk.domain.parties import Client
from trainingdesk.domain.price_shares import (
    FundedPart,
    PriceShares,
    grant_words,
    pays_directly,
    remark,
    split_price,
    training_price,
    unassigned,
)
from trainingdesk.domain.session_file import FundingFile, SessionFile
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
    def split(self) -> PriceShares:
        """Who is asked for what.

        Raises:
            RuleBroken: the funders granted more than the training costs.
        """
        return split_price(self.lines, self.shares)

    @property
    def client_lines(self) -> tuple[Line, ...]:
        """What is left to the client.

        Raises:
            RuleBroken: the funders granted more than the training costs.
        """
        return self.split.rest.lines

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
        """Return the drafts of the funders' parts, as each is used to be invoiced."""
        return [
            _for_funder(self.common, parts, self.client) for parts in _grouped(self.split.funded)
        ]


def _grouped(parts: Sequence[FundedPart]) -> list[list[FundedPart]]:
    """Put together what one invoice asks: a file, or all files where the funder wants one."""
    groups: dict[tuple[int | None, int | None], list[FundedPart]] = {}
    for part in parts:
        funder = part.share.funder
        alone = funder.habits.invoice_per is InvoicePer.FILE
        key = (funder.id, part.share.funding.id if alone else None)
        groups.setdefault(key, []).append(part)
    return list(groups.values())


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
    lines = counted(agreement.lines) if agreement else session_lines(file, client_id)
    return Sale(
        file=file,
        client=client,
        agreement=agreement,
        lines=lines,
        shares=tuple(
            share
            for share in file.fundings_of(client_id)
            if pays_directly(share.funding) and share.funding.granted(training_price(lines))
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


def _for_funder(common: Invoice, parts: Sequence[FundedPart], client: Client) -> Invoice:
    """Return the draft of what a funder is asked under one file, or several."""
    funder = parts[0].share.funder
    files = [part.share.funding for part in parts]
    return replace(
        common,
        funding_id=files[0].id if len(files) == 1 else None,
        payer_funder_id=funder.id,
        addressed_to=funder.habits.addressed_to,
        file_number=", ".join(file.file_number for file in files if file.file_number),
        lines=tuple(
            InvoiceLine(
                line=line,
                origin=origin(line.kind, client.kind, funder.kind),
                funding_id=part.share.funding.id,
            )
            for part in parts
            for line in part.lines
        ),
    )


# Looked at before drafting ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PartReviewed:
    """What one side would be asked, in the words of the screen, and what is to be known of it."""

    payer: str
    granted: str
    total_ht: Decimal | None = None
    total_ttc: Decimal | None = None
    remark: str = ""
    funding_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class SplitReview:
    """How a session's price would be split for a client; `words` say what no funder pays."""

    client: str
    parts: tuple[PartReviewed, ...]
    words: str
    refusal: str = ""


def review_split(office: Office, session_id: int, client_id: int) -> SplitReview:
    """Return who would be invoiced for what, and what keeps it from being so.

    Nothing is written. A price that is missing, or is exceeded, is told as the `refusal`.
    """
    file = session_file(office, session_id)
    files = file.fundings_of(client_id)
    client = parties.CLIENTS.get(office.db, client_id)
    try:
        sale = sale_of(office, session_id, client_id)
    except RuleBroken as untold:
        return SplitReview(client=client.display_name, parts=(), words="", refusal=str(untold))
    price = training_price(sale.lines)
    try:
        shares = sale.split
    except RuleBroken as refusal:
        return SplitReview(
            client=client.display_name,
            parts=tuple(_reviewed(item, price, None) for item in files),
            words="",
            refusal=str(refusal),
        )
    asked = {part.share.funding.id: part for part in shares.funded}
    rest = PartReviewed(
        payer=client.display_name,
        granted="le reste" if shares.funded else "tout le prix",
        total_ht=shares.rest.total_ht,
        total_ttc=shares.rest.total_ttc,
    )
    return SplitReview(
        client=client.display_name,
        parts=(*(_reviewed(item, price, asked.get(item.funding.id)) for item in files), rest),
        words=unassigned(shares, client.display_name),
    )


def _reviewed(item: FundingFile, price: Decimal, part: FundedPart | None) -> PartReviewed:
    return PartReviewed(
        payer=item.funder.name,
        granted=grant_words(item.funding, price),
        total_ht=part.total_ht if part else None,
        total_ttc=part.total_ttc if part else None,
        remark=remark(item, price),
        funding_id=item.funding.id,
    )
