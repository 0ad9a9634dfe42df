"""What claims to funders lean on: issued papers, signed copies, the day of an agreement."""

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.sessions import Funding, FundingState


def agreed_on(db: Database, funding: Funding) -> date | None:
    """Return the day a funder's agreement was filed, else the day its answer was noted."""
    (filed,) = db.execute(
        "select min(received_on) from receipt where funding_id = ? and kind = 'funder_agreement'",
        [funding.id],
    ).fetchone()
    if filed:
        return date.fromisoformat(filed)
    return funding.received_on if funding.state is FundingState.GRANTED else None


def issued(db: Database, kind: str, **about: int | None) -> bool:
    """Whether a paper of a kind left; *about* names the columns that say what it is about."""
    tests = " and ".join(f"{column} = ?" for column in about)
    row = db.execute(
        f"select 1 from issued_paper where kind = ? and {tests} limit 1", [kind, *about.values()]
    ).fetchone()
    return row is not None


def signed(db: Database, session_id: int, kinds: Sequence[str]) -> bool:
    """Whether a signed copy of a paper of a session came back, of any of some kinds."""
    marks = ", ".join("?" * len(kinds))
    row = db.execute(
        "select 1 from signed_copy c join issued_paper p on p.id = c.paper_id"
        f" where p.session_id = ? and p.kind in ({marks}) limit 1",
        [session_id, *kinds],
    ).fetchone()
    return row is not None


def has_document(db: Database, session_id: int, kind: str) -> bool:
    """Whether a document of a kind was filed in a session."""
    row = db.execute(
        "select 1 from session_document where session_id = ? and kind = ? limit 1",
        [session_id, kind],
    ).fetchone()
    return row is not None
