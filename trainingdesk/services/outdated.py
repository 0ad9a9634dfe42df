"""The papers that a change made outdated: found after it, and issued again where one wishes."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import plural
from trainingdesk.services import dossier, publishing, sealing
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.dossier import NeededPaper, PaperState
from trainingdesk.services.needs import Side
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject, reader
from trainingdesk.storage import sales, sessions, touched

Progress = Callable[[int, int, str], None]
INVOICE = "invoice"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutdatedPaper:
    """A paper that would print otherwise today, and the session that it belongs to, if any."""

    paper: NeededPaper
    session_id: int | None = None
    session: str = ""

    @property
    def is_invoice(self) -> bool:
        """Whether only a credit note corrects it."""
        return self.paper.key == INVOICE

    @property
    def is_signed(self) -> bool:
        """Whether both sides hold a signed copy, which an amendment changes rather."""
        return self.paper.signed_on is not None


def last_change(office: Office) -> int:
    """Return where the record of changes stands: what comes after is told by `touched_since`."""
    return touched.last_change(office.db)


def touched_since(office: Office, change: int) -> list[int]:
    """Return the sessions with papers that a change after this one may have made outdated."""
    return touched.with_papers(office.db, touched.sessions_touched(office.db, change))


def outdated(
    office: Office,
    *,
    session_id: int | None = None,
    trainee_id: int | None = None,
    client_id: int | None = None,
    contact_id: int | None = None,
    funder_id: int | None = None,
    trainer_id: int | None = None,
    venue_id: int | None = None,
    course_id: int | None = None,
    progress: Progress | None = None,
) -> tuple[OutdatedPaper, ...]:
    """Return the papers that would print otherwise today, of what is named; of all that is open.

    Of a session that is closed, what says otherwise who somebody is: a new address leaves it alone.
    The proposals that a client has in hand are looked at with him.
    """
    owners = {
        "training_session": session_id,
        "trainee": trainee_id,
        "client": client_id,
        "contact": contact_id,
        "funder": funder_id,
        "trainer": trainer_id,
        "venue": venue_id,
        "course": course_id,
    }
    if any(row_id is not None for row_id in owners.values()):
        wanted = touched.sessions_of(office.db, owners)
    else:
        wanted = touched.open_sessions(office.db)
    found = of_sessions(office, touched.with_papers(office.db, wanted), progress)
    return (*found, *(_proposals(office, client_id) if client_id is not None else ()))


def of_sessions(
    office: Office, session_ids: Sequence[int], progress: Progress | None = None
) -> tuple[OutdatedPaper, ...]:
    """Return the outdated papers of some sessions."""
    found: list[OutdatedPaper] = []
    for place, session_id in enumerate(session_ids):
        session = sessions.SESSIONS.get(office.db, session_id)
        name = f"{session.number} – {session.title}"
        if progress is not None:
            progress(place, len(session_ids), "Documents vérifiés")
        is_over = session.state is SessionState.CLOSED
        found += (
            OutdatedPaper(paper=paper, session_id=session_id, session=name)
            for paper in dossier.needed_papers(office, session_id)
            if paper.state is PaperState.OUTDATED
            and not (is_over and not any(change.corrects_identity for change in paper.changes))
        )
    return _once(found)


def _once(found: Iterable[OutdatedPaper]) -> tuple[OutdatedPaper, ...]:
    """Return each paper once: a programme or general terms serve several sessions."""
    return tuple({each.paper.paper_id: each for each in found}.values())


def _proposals(office: Office, client_id: int) -> list[OutdatedPaper]:
    """Return the outdated proposals that wait for a client's answer."""
    files = reader(office)
    rows = office.db.execute(
        "select id from proposal where client_id = ? and state = 'sent' order by id", [client_id]
    ).fetchall()
    papers = []
    for (proposal_id,) in rows:
        record = sales.proposal(office.db, proposal_id)
        subject = Subject(proposal_id=proposal_id)
        paper = dossier.one_paper(
            office, files, "proposal", record.title, subject, side=Side.CLIENT
        )
        papers.append(OutdatedPaper(paper=paper))
    return [each for each in papers if each.paper.state is PaperState.OUTDATED]


@dataclass(frozen=True, slots=True)
class Reissued:
    """What came of issuing papers again; each one that was refused says why."""

    papers: tuple[int, ...]
    refused: tuple[str, ...]

    @property
    def changes(self) -> Changes:
        """What was done, in words."""
        count = len(self.papers)
        words = (
            plural(count, "document réédité", "documents réédités") if count else "Rien à rééditer"
        )
        told = ". ".join((words, *self.refused[:1]))
        return changed(told, Kind.PAPERS, Kind.SESSIONS)


def reissue(office: Office, papers: Collection[OutdatedPaper], progress: Progress) -> Reissued:
    """Issue papers again, each one whole before the next; the earlier ones are kept.

    What raises in *progress* stops the work: the papers made so far stand.

    Raises:
        RuleBroken: an invoice is among them, or they wait for their seal; nothing was made.
    """
    if any(each.is_invoice for each in papers):
        raise RuleBroken(
            "Une facture émise ne se réédite pas : un avoir l’annule, une nouvelle facture la "
            "remplace."
        )
    sealing.require(office, [each.paper.key for each in papers])
    files = reader(office)
    made: list[int] = []
    refused: list[str] = []
    for place, each in enumerate(papers):
        paper = each.paper
        name = " – ".join(filter(None, (paper.name, paper.whom)))
        progress(place, len(papers), name)
        try:
            prepared = publishing.prepare(
                office, paper.key, paper.subject or Subject(), files=files
            )
            made.append(publishing.issue(office, prepared, anyway=True).saved_id)
        except RuleBroken as error:
            refused.append(f"{name} : {error}")
    progress(len(papers), len(papers), "")
    return Reissued(tuple(made), tuple(refused))
