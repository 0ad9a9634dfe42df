"""Whether the papers of a session agree: gathered from the file, judged by the rules."""

from trainingdesk.domain import coherence
from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.coherence.dossier import Bargain, Dossier, Said
from trainingdesk.domain.coherence.finding import Finding
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Client
from trainingdesk.services.issued_facts import KEYS, said_by
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import bargains, papers, parties, sales


def dossier(office: Office, session_id: int) -> Dossier:
    """Return a session with its bargains, invoices and the latest issue of each paper.

    Raises:
        RuleBroken: the session was deleted, or the office has no identity yet.
    """
    db = office.db
    file = session_file(office, session_id)
    agreements = sales.agreements_of(db, session_id)
    invoices = sales.invoices_where(db, "session_id = ? order by id", [session_id])
    client_ids = {agreement.client_id for agreement in agreements}
    client_ids |= {invoice.client_id for invoice in invoices}
    clients = {client_id: parties.CLIENTS.get(db, client_id) for client_id in sorted(client_ids)}
    funder_ids = {invoice.payer_funder_id for invoice in invoices if invoice.payer_funder_id}
    return Dossier(
        on=office.today(),
        file=file,
        bargains=tuple(
            _bargain(office, agreement, clients[agreement.client_id]) for agreement in agreements
        ),
        invoices=tuple(invoices),
        papers=_papers(office, session_id),
        clients=clients,
        funders={funder_id: parties.FUNDERS.get(db, funder_id) for funder_id in sorted(funder_ids)},
    )


def findings(office: Office, session_id: int) -> tuple[Finding, ...]:
    """Return what contradicts itself in the file of a session, the gravest first.

    Raises:
        RuleBroken: the session was deleted, or the office has no identity yet.
    """
    return coherence.findings(dossier(office, session_id))


def findings_of_year(office: Office, year: int) -> dict[int, tuple[Finding, ...]]:
    """Return the findings of each session that starts in a year and does not agree, by its id."""
    ids = office.db.execute(
        "select id from training_session where starts_on between ? and ? order by starts_on, id",
        [f"{year}-01-01", f"{year}-12-31"],
    ).fetchall()
    told = {session_id: findings(office, session_id) for (session_id,) in ids}
    return {session_id: found for session_id, found in told.items() if found}


def session_named(office: Office, name: str) -> int:
    """Return the id of the session with this number, else with this id.

    Raises:
        RuleBroken: there is none.
    """
    row = office.db.execute(
        "select id from training_session where number = ? or id = ? order by number = ? desc",
        [name, int(name) if name.isdecimal() else None, name],
    ).fetchone()
    if row is None:
        raise RuleBroken(f"Aucune session « {name} » : donnez son numéro tel qu’il est écrit.")
    return int(row[0])


def _bargain(office: Office, agreement: Agreement, client: Client) -> Bargain:
    accepted = (
        amendment.subject
        for amendment in bargains.amendments_of(office.db, agreement.id or 0)
        if amendment.accepted_on is not None
    )
    return Bargain(
        agreement=agreement,
        client=client,
        proposal=(
            sales.proposal(office.db, agreement.proposal_id) if agreement.proposal_id else None
        ),
        amended=frozenset(accepted),
    )


def _papers(office: Office, session_id: int) -> tuple[Said, ...]:
    return tuple(
        said_by(paper, data)
        for paper, data in papers.latest_of_session(office.db, session_id, KEYS)
    )
