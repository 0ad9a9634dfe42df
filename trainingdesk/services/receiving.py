"""What comes in: kept with its channel, day and proof, and what follows from it at once."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from trainingdesk.documents.file_names import file_stem
from trainingdesk.domain.agreements import Agreement, AgreementState
from trainingdesk.domain.conditions.kinds import Mark
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.formation import Pieces, marks_words, missing_marks, pieces
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.filing import place, session_folder
from trainingdesk.services.mishaps import told
from trainingdesk.services.office import Office
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import bargains as store
from trainingdesk.storage import papers, sales, sessions
from trainingdesk.storage.database import unit_of_work
from trainingdesk.storage.papers import IssuedPaper, SignedCopy

RETURNED = "Signés"
"""The folder of what came back, within its session's."""

_LEFT = "kind in ('convention', 'contract') and agreement_id = ?"
_PAPER_OF = {
    ReceiptKind.SIGNED_PROPOSAL: ("kind = 'proposal' and proposal_id = ?", "proposal_id"),
    ReceiptKind.SIGNED_AGREEMENT: (_LEFT, "agreement_id"),
}
"""Where the paper that a signed one is the copy of is found."""


def record(office: Office, receipt: Receipt) -> Changes:
    """Keep what came in; an agreement whose last piece it is becomes formed.

    Raises:
        RuleBroken: the day lies ahead, or a signed paper came by phone.
    """
    with unit_of_work(office.db):
        saved = keep(office, receipt)
        words = _marks_wanting(office, [receipt])
        if receipt.agreement_id is not None:
            form(office, receipt.agreement_id)
    label, file = _filed(office, f"Réception enregistrée{words}", [receipt])
    done = changed(label, Kind.AGREEMENTS, Kind.PROPOSALS, saved=saved)
    return replace(done, file=file)


def keep(office: Office, receipt: Receipt) -> int:
    """Write a receipt and the signed copy that it brings, and return its id.

    Raises:
        RuleBroken: the day lies ahead, or a signed paper came by phone.
    """
    checked = receipt.checked(office.today())
    if checked.content is not None:
        checked = replace(checked, sha256=hashlib.sha256(checked.content).hexdigest())
    paper = _paper(office, checked)
    if paper is not None and checked.id is None:
        papers.SIGNED_COPIES.insert(office.db, _copy(office, checked, paper))
    return store.save_receipt(office.db, checked)


def receive_signed(
    office: Office,
    agreement_id: int,
    *,
    signed_on: date,
    by: str,
    where: SignedWhere = SignedWhere.DISTANCE,
    receipts: Sequence[Receipt],
) -> Changes:
    """Note the papers that the client returned together; the agreement's own signs it.

    A signed proposal that still waited for its answer is accepted by it. What came back was sent:
    where nobody noted it, the day its paper was issued is taken.

    Raises:
        RuleBroken: the agreement's paper never left, or a day lies ahead.
    """
    if not receipts:
        raise RuleBroken("Cochez au moins un document revenu.", "receipts")
    with unit_of_work(office.db):
        agreement = sales.agreement(office.db, agreement_id)
        linked = [
            replace(receipt, agreement_id=agreement_id, proposal_id=agreement.proposal_id)
            for receipt in receipts
        ]
        kinds = {receipt.kind for receipt in linked}
        if ReceiptKind.SIGNED_AGREEMENT in kinds:
            signed = _as_sent(office, agreement).sign(signed_on, by, office.today())
            sales.save_agreement(office.db, replace(signed, signed_where=where))
        elif not agreement.state.is_open:
            raise RuleBroken(f"{agreement.name} : aucun document n’est plus attendu.")
        if ReceiptKind.SIGNED_PROPOSAL in kinds:
            _accept(office, agreement)
        for receipt in linked:
            keep(office, receipt)
        formed_on = form(office, agreement_id)
        lacking = pieces_of(office, sales.agreement(office.db, agreement_id))
        words = " : accord formé" if formed_on else f" : il manque {lacking.missing_words}"
        words += _marks_wanting(office, linked)
    label, file = _filed(office, f"{agreement.name}, retour noté{words}", linked)
    done = changed(label, Kind.AGREEMENTS, Kind.PROPOSALS, Kind.SESSIONS, saved=agreement_id)
    return replace(done, file=file)


def forget(office: Office, receipt_id: int, agreement_id: int | None) -> Changes:
    """Remove a receipt entered by mistake; an agreement that it signed or formed waits again.

    Raises:
        RuleBroken: a decision rests on it.
    """
    with unit_of_work(office.db):
        receipt = store.RECEIPTS.get(office.db, receipt_id)
        _refuse_leaning(office, receipt_id)
        paper = _paper(office, receipt)
        if paper is not None:
            office.db.execute(
                "delete from signed_copy where paper_id = ? and received_on = ? and sha256 = ?",
                [paper.id, receipt.received_on.isoformat(), receipt.sha256],
            )
        store.delete_receipt(office.db, receipt_id)
        if agreement_id is not None:
            if receipt.kind is ReceiptKind.SIGNED_AGREEMENT:
                _unsign(office, agreement_id)
            form(office, agreement_id)
    return changed("Réception retirée", Kind.AGREEMENTS, Kind.PROPOSALS)


def pieces_of(office: Office, agreement: Agreement) -> Pieces:
    """Return which pieces an agreement needs, and which are in."""
    assert agreement.id is not None  # noqa: S101 - only what is in the file has receipts
    return pieces(
        conditions_of(office, agreement).rules,
        store.receipts_of(office.db, agreement.id),
        sales.deposit_paid_on(office.db, agreement.id),
        kind=agreement.kind,
        asks_deposit=asks_deposit(office, agreement),
    )


def asks_deposit(office: Office, agreement: Agreement) -> bool:
    """Whether the client is asked a deposit before the agreement is formed.

    Not an individual, whose contract binds before anything may be asked of him (L6353-6), nor
    whoever a funder pays the whole price for.
    """
    if agreement.kind.asks_nothing_first:
        return False
    paid = sales.subrogated(office.db, agreement)
    return paid < agreement.totals.total_ht


def form(office: Office, agreement_id: int) -> date | None:
    """Bring an agreement's state in line with its pieces; return the day it was formed, if any."""
    agreement = sales.agreement(office.db, agreement_id)
    formed_on = pieces_of(office, agreement).formed_on
    now = agreement.formed(formed_on)
    if now != agreement:
        sales.save_agreement(office.db, now)
    return now.formed_on


def _accept(office: Office, agreement: Agreement) -> None:
    """Accept the proposal that came back signed, unless it was answered or has expired."""
    if agreement.proposal_id is None:
        return
    proposal = sales.proposal(office.db, agreement.proposal_id)
    if proposal.state is ProposalState.SENT and not proposal.is_expired(office.today()):
        sales.save_proposal(office.db, proposal.accept(office.today()))


def _unsign(office: Office, agreement_id: int) -> None:
    """Let an agreement wait for its signature again, once no signed copy is left."""
    agreement = sales.agreement(office.db, agreement_id)
    others = store.receipts_of(office.db, agreement_id)
    if not any(other.kind is ReceiptKind.SIGNED_AGREEMENT for other in others):
        sales.save_agreement(office.db, replace(agreement, signed_on=None, signed_by=""))


def _refuse_leaning(office: Office, receipt_id: int) -> None:
    leans = office.db.execute(
        "select 1 from settlement where receipt_id = ?"
        " union select 1 from amendment where receipt_id = ?",
        [receipt_id, receipt_id],
    ).fetchone()
    if leans:
        raise RuleBroken(
            "Une décision ou un avenant s’appuie sur cette réception : elle reste au dossier."
        )


# Marks ------------------------------------------------------------------------------------------


def _marks_wanting(office: Office, receipts: Sequence[Receipt]) -> str:
    """Say which marks the terms ask and the papers lack: «, sans : cachet et date»."""
    lacking = {
        mark
        for receipt in receipts
        if receipt.agreement_id is not None
        for mark in _marks_of(office, sales.agreement(office.db, receipt.agreement_id), receipt)
    }
    return f", sans : {marks_words(lacking)}" if lacking else ""


def _marks_of(office: Office, agreement: Agreement, receipt: Receipt) -> tuple[Mark, ...]:
    return missing_marks(conditions_of(office, agreement).rules, receipt, agreement.kind)


# Copies -----------------------------------------------------------------------------------------


def _as_sent(office: Office, agreement: Agreement) -> Agreement:
    left = papers.papers_where(office.db, f"{_LEFT} order by issued_on", [agreement.id])
    if agreement.state is not AgreementState.DRAFT or not left:
        return agreement
    return agreement.send(left[0].issued_on)


def _paper(office: Office, receipt: Receipt) -> IssuedPaper | None:
    """Return the issued paper that a receipt is the signed copy of, the latest."""
    condition, column = _PAPER_OF.get(receipt.kind, ("", ""))
    owner = getattr(receipt, column) if column else None
    if owner is None:
        return None
    found = papers.papers_where(office.db, f"{condition} order by id desc limit 1", [owner])
    return found[0] if found else None


def _copy(office: Office, receipt: Receipt, paper: IssuedPaper) -> SignedCopy:
    assert paper.id is not None  # noqa: S101 - read from the file
    agreement = (
        sales.agreement(office.db, receipt.agreement_id)
        if receipt.agreement_id is not None and receipt.kind is ReceiptKind.SIGNED_AGREEMENT
        else None
    )
    if agreement and agreement.signed_on and paper.replaces_id is not None:
        # A later edition is signed anew: the first signature is not the one that it bears.
        agreement = agreement if paper.issued_on <= agreement.signed_on else None
    return SignedCopy(
        paper_id=paper.id,
        received_on=receipt.received_on,
        channel=receipt.channel,
        reference=receipt.reference,
        signed_on=agreement.signed_on if agreement else None,
        signed_by=agreement.signed_by if agreement else "",
        file_name=receipt.file_name,
        sha256=receipt.sha256,
        content=receipt.content,
    )


def _filed(office: Office, label: str, receipts: Sequence[Receipt]) -> tuple[str, Path | None]:
    """Write the scans into the folder of their session, and return what to say of it.

    What was received stands all the same when the folder cannot be written.
    """
    last = None
    for receipt in receipts:
        if office.documents is None or receipt.content is None or receipt.agreement_id is None:
            continue
        try:
            last = place(office.documents, _file(office, receipt), receipt.content)
        except OSError as error:
            label += f". La copie est gardée, mais pas dans le dossier des documents. {told(error)}"
    return label, last


def _file(office: Office, receipt: Receipt) -> Path:
    agreement = sales.agreement(office.db, receipt.agreement_id or 0)
    session = sessions.SESSIONS.get(office.db, agreement.session_id)
    paper = _paper(office, receipt)
    reference = paper.reference if paper else agreement.name
    scan = Path(receipt.file_name)
    stem = file_stem(reference, scan.stem if paper is None else "signé")
    return session_folder(session, office.today()) / RETURNED / f"{stem}{scan.suffix or '.pdf'}"
