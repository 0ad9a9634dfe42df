"""All invoices of a month's closed sessions: drafted, reviewed in one list, issued in one run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trainingdesk.domain.calendar import month_end
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.sessions import SessionState, TrainingSession
from trainingdesk.french import euros, plural
from trainingdesk.services import funder_claims, invoicing, publishing, sealing
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import parties, sales, sessions
from trainingdesk.storage.database import rehearsal, unit_of_work

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBill:
    """An invoice of a closed session that is still to be issued.

    Without `invoice_id` it is not drafted yet. `trouble` is why it cannot be issued; `remarks` is
    what it lacks without being held back.
    """

    session_id: int
    session: str
    ended_on: date
    client_id: int
    client: str
    payer: str = ""
    invoice_id: int | None = None
    total_ttc: Money = ZERO
    trouble: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether it can be issued."""
        return self.invoice_id is not None and not self.trouble


def bills(
    office: Office, first: date, on: date, progress: Progress = lambda *_told: None
) -> tuple[MonthBill, ...]:
    """Return what is to be invoiced of the sessions closed in the month that begins on *first*.

    Each draft is issued on the day *on* for trial, in the order of the list, and taken back: what
    holds one is told in the words it would be refused with. Nothing of it is kept.
    """
    found: list[MonthBill] = []
    with rehearsal(office.db):
        waiting = list(_waiting(office, first))
        for done, (session, client_id, drafts) in enumerate(waiting):
            progress(done, len(waiting), session.number or "")
            found += _told(office, session, client_id, drafts, on)
    return tuple(found)


def _waiting(office: Office, first: date) -> Iterator[tuple[TrainingSession, int, list[Invoice]]]:
    """Yield each client of a closed session that is not invoiced whole yet, with its drafts."""
    closed = sessions.SESSIONS.where(
        office.db,
        "state = ? and ends_on between ? and ? order by ends_on, number",
        [SessionState.CLOSED, first.isoformat(), month_end(first).isoformat()],
    )
    for session in closed:
        file = session_file(office, session.id or 0)
        clients = {p.client.id: p.client.display_name for p in file.seated if p.client.id}
        for client_id in sorted(clients, key=clients.__getitem__):
            known = invoicing.standing(office, session.id, client_id)
            drafts = [invoice for invoice in known if not invoice.is_issued]
            if drafts or not known:
                yield session, client_id, drafts


def _told(
    office: Office, session: TrainingSession, client_id: int, drafts: list[Invoice], on: date
) -> list[MonthBill]:
    client = parties.CLIENTS.get(office.db, client_id)
    bill = MonthBill(
        session_id=session.id or 0,
        session=f"{session.number} – {session.title}",
        ended_on=session.ends_on or on,
        client_id=client_id,
        client=client.display_name,
    )
    if not drafts:
        return [_undrafted(office, bill)]
    return [_drafted(office, bill, draft, on) for draft in drafts]


def _undrafted(office: Office, bill: MonthBill) -> MonthBill:
    try:
        made = invoicing.drafts_for(office, bill.session_id, bill.client_id)
    except RuleBroken as error:
        return replace(bill, trouble=str(error))
    return replace(bill, total_ttc=sum((draft.to_pay for draft in made), ZERO))


def _drafted(office: Office, bill: MonthBill, draft: Invoice, on: date) -> MonthBill:
    invoice_id, funder_id = draft.id or 0, draft.payer_funder_id
    drafted = replace(
        bill,
        invoice_id=invoice_id,
        total_ttc=draft.to_pay,
        payer=parties.FUNDERS.get(office.db, funder_id).name if funder_id else "",
    )
    try:
        checked = publishing.check_invoice(office, invoice_id, on=on, anyway=True)
        invoicing.issue(office, invoice_id, on)
    except RuleBroken as error:
        return replace(drafted, trouble=str(error))
    lacking = [mention.sentence for mention in checked.missing]
    faulty = [sentence for sentence, _blocks in checked.faults]
    asked = funder_claims.missing_papers(office, bill.session_id, bill.client_id)
    return replace(drafted, remarks=(*lacking, *faulty, *(asked if funder_id else ())))


def draft_missing(office: Office, first: date) -> Changes:
    """Draft what the sessions closed in a month are invoiced for and is not drafted yet.

    What cannot be drafted is left, and told by `bills`.
    """
    made, left = 0, 0
    with unit_of_work(office.db):
        for session, client_id, drafts in list(_waiting(office, first)):
            if drafts:
                continue
            try:
                made += len(invoicing.draft_for_session(office, session.id or 0, client_id))
            except RuleBroken:
                left += 1
    said = plural(made, "brouillon préparé", "brouillons préparés")
    if left:
        said += f", {plural(left, 'facture impossible', 'factures impossibles')} : voyez la liste"
    return changed(said, Kind.INVOICES, Kind.SESSIONS)


def issue_all(
    office: Office, invoice_ids: Sequence[int], on: date, progress: Progress = lambda *_told: None
) -> Changes:
    """Number these drafts in their order and keep their papers: all of them, or none.

    Raises:
        RuleBroken: one of them could not leave; it is named, and nothing was issued.
    """
    sealing.require(office, ("invoice",))
    numbered: list[publishing.Numbered] = []
    with unit_of_work(office.db):
        for done, invoice_id in enumerate(invoice_ids):
            progress(done, len(invoice_ids), "")
            numbered.append(_numbered(office, invoice_id, on))
    unfiled = [
        changes.label
        for each in numbered
        if (changes := publishing.file_invoice(office, each)).label != each.changes.label
    ]
    total = sum((each.paper.data.invoice.to_pay for each in numbered), ZERO)
    said = f"{plural(len(numbered), 'facture émise', 'factures émises')}, {euros(total)}"
    return changed(". ".join([said, *unfiled[:1]]), Kind.INVOICES, Kind.SESSIONS, Kind.PAPERS)


def _numbered(office: Office, invoice_id: int, on: date) -> publishing.Numbered:
    try:
        return publishing.number(office, invoice_id, on=on, anyway=True)
    except RuleBroken as error:
        draft = sales.invoice(office.db, invoice_id)
        client = parties.CLIENTS.get(office.db, draft.client_id)
        raise RuleBroken(
            f"Aucune facture n’a été émise. Celle de {client.display_name} "
            f"({euros(draft.to_pay)}) : {error}"
        ) from error


def months_to_bill(office: Office) -> list[date]:
    """Return the first days of the months that have closed sessions, the latest first."""
    rows = office.db.execute(
        "select distinct substr(ends_on, 1, 7) from training_session"
        " where state = 'closed' and ends_on is not null order by 1 desc"
    )
    return [date.fromisoformat(f"{text}-01") for (text,) in rows]
