"""Commercial proposals, from draft to answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.courses import CourseVersion
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.proposals import Proposal, ProposalState
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.identity import pattern
from trainingdesk.services.office import Office
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales as store
from trainingdesk.storage.database import unit_of_work


def save_proposal(office: Office, proposal: Proposal) -> Changes:
    """Write a draft.

    Raises:
        RuleBroken: the title is missing, a line is wrong, or the proposal has left already.
    """
    if proposal.state is not ProposalState.DRAFT:
        raise RuleBroken(
            f"La proposition {proposal.number} est partie : créez une nouvelle version pour la "
            "modifier."
        )
    if not proposal.title.strip():
        raise RuleBroken("Une proposition a besoin d’un titre.", "title")
    for line in proposal.lines:
        line.checked()
    with unit_of_work(office.db):
        saved = store.save_proposal(office.db, proposal)
    return changed("Proposition enregistrée", Kind.PROPOSALS, saved=saved)


def send(office: Office, proposal_id: int) -> Changes:
    """Number and date a proposal; its validity runs from today by the conditions in force."""
    with unit_of_work(office.db):
        draft = store.proposal(office.db, proposal_id)
        today = office.today()
        conditions = identity.conditions_on(office.db, today)
        number = draft.number or store.take_number(
            office.db, "proposal", pattern(office, "proposal"), today
        )
        _close_earlier(office, draft)
        sent = draft.send(number, today, draft.valid_until or conditions.valid_until(today))
        store.save_proposal(office.db, replace(sent, conditions_id=conditions.id))
    return changed(f"Proposition {number} envoyée", Kind.PROPOSALS, saved=proposal_id)


def _close_earlier(office: Office, draft: Proposal) -> None:
    """Let a new version take the place of those that still wait for an answer."""
    earlier = office.db.execute(
        "select id from proposal where number = ? and number <> '' and version < ? and state = ?",
        [draft.number, draft.version, ProposalState.SENT],
    )
    for (proposal_id,) in earlier.fetchall():
        former = store.proposal(office.db, proposal_id)
        reason = f"Remplacée par la version {draft.version}"
        store.save_proposal(office.db, former.refuse(office.today(), reason))


def accept(office: Office, proposal_id: int, on: date | None = None) -> Changes:
    """Note that the client accepted.

    Raises:
        RuleBroken: it was not sent, or is no longer valid.
    """
    with unit_of_work(office.db):
        accepted = store.proposal(office.db, proposal_id).accept(on or office.today())
        store.save_proposal(office.db, accepted)
    return changed(f"Proposition {accepted.number} acceptée", Kind.PROPOSALS, saved=proposal_id)


def refuse(office: Office, proposal_id: int, reason: str) -> Changes:
    """Note that the client refused, and why."""
    with unit_of_work(office.db):
        lost = store.proposal(office.db, proposal_id).refuse(office.today(), reason)
        store.save_proposal(office.db, lost)
    return changed(f"Proposition {lost.number} refusée", Kind.PROPOSALS, saved=proposal_id)


def prolong(office: Office, proposal_id: int, until: date) -> Changes:
    """Make a proposal valid until a later day."""
    with unit_of_work(office.db):
        proposal = store.proposal(office.db, proposal_id)
        if until < office.today():
            raise RuleBroken("La nouvelle date de validité est déjà passée.", "valid_until")
        store.save_proposal(office.db, replace(proposal, valid_until=until))
    return changed(f"Proposition {proposal.number} prolongée", Kind.PROPOSALS, saved=proposal_id)


def accept_prolonged(office: Office, proposal_id: int, on: date | None = None) -> Changes:
    """Note that the client accepted a proposal whose validity is past, which the office honours.

    Raises:
        RuleBroken: it was not sent, or has its answer.
    """
    day = on or office.today()
    with unit_of_work(office.db):
        proposal = store.proposal(office.db, proposal_id)
        if proposal.valid_until is not None and proposal.valid_until < day:
            proposal = replace(proposal, valid_until=day)
        store.save_proposal(office.db, proposal.accept(day))
    return changed(
        f"Proposition {proposal.number} prolongée et acceptée", Kind.PROPOSALS, saved=proposal_id
    )


def reopen(office: Office, proposal_id: int) -> Changes:
    """Take an acceptance or a refusal back: the proposal waits for its answer again.

    Raises:
        RuleBroken: it has no answer, something was made from it, or a later version took its
            place.
    """
    with unit_of_work(office.db):
        waiting = store.proposal(office.db, proposal_id).reopened()
        _refuse_used(office, waiting)
        store.save_proposal(office.db, waiting)
    return changed(
        f"Proposition {waiting.number} de nouveau en attente", Kind.PROPOSALS, saved=proposal_id
    )


def _refuse_used(office: Office, proposal: Proposal) -> None:
    later = office.db.execute(
        "select 1 from proposal where number = ? and version > ?",
        [proposal.number, proposal.version],
    ).fetchone()
    if later:
        raise RuleBroken(
            f"Une version plus récente de la proposition {proposal.number} existe : c’est elle qui "
            "attend une réponse."
        )
    made = office.db.execute(
        "select number from agreement where proposal_id = ?", [proposal.id]
    ).fetchone()
    if made or proposal.session_id is not None:
        what = f"l’accord {made[0]}".strip() if made else "une session"
        raise RuleBroken(
            f"La proposition {proposal.number} a déjà donné {what} : sa réponse ne change plus."
        )


def renew(office: Office, proposal_id: int) -> Changes:
    """Start the next version of a proposal as a draft."""
    with unit_of_work(office.db):
        former = store.proposal(office.db, proposal_id)
        saved = store.save_proposal(office.db, former.new_version(office.today()))
    return changed(f"Version {former.version + 1} créée", Kind.PROPOSALS, saved=saved)


def course_line(version: CourseVersion, people: int) -> Line:
    """Return the line that offers a course to so many people, at the price of its sheet."""
    return Line(
        label=version.sheet.title,
        quantity=Decimal(people),
        unit=Unit.PERSON,
        unit_price=version.sheet.price_ht or ZERO,
        course_version_id=version.id,
    )
