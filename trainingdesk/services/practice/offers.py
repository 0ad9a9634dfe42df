"""The proposals of the practice office: those that led to a session, and the others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from trainingdesk.domain.courses import HOURS_A_DAY, CourseSheet
from trainingdesk.domain.lines import Line, LineKind, Unit
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.sessions import SessionKind, TrainingSession
from trainingdesk.domain.tva import treatment
from trainingdesk.french import hours as in_hours
from trainingdesk.french import listed, plural
from trainingdesk.services import proposing
from trainingdesk.services.office import Office
from trainingdesk.services.practice import sample
from trainingdesk.services.practice.diary import DAY, open_from
from trainingdesk.services.practice.sample import Entry
from trainingdesk.services.practice.world import World
from trainingdesk.storage import catalogue, parties, sales

COACHING_PRICE = Decimal(140)
OPTION_PRICE = Decimal(480)
ANSWER = timedelta(days=11)
AGAIN = timedelta(days=7)
"""How long a client takes to answer, and to ask for another version."""

Facts = Mapping[str, Any]


def line(label: str, kind: LineKind, price: Decimal, **facts: Any) -> Line:  # noqa: ANN401
    """Return a line taxed as its kind is at an exempt office."""
    rate, exemption = treatment(VatRegime.EXEMPT, is_training=kind.is_training)
    return Line(
        label=label, kind=kind, unit_price=price, tva_rate=rate, exemption=exemption, **facts
    )


def _extras(facts: Facts) -> list[Line]:
    """Return what is sold beside the training: travel, coaching, and an option."""
    extras = []
    if "travel" in facts:
        travel = "Déplacement du formateur"
        extras.append(line(travel, LineKind.TRAVEL, Decimal(facts["travel"])))
    if "coaching" in facts:
        label = "Accompagnement individuel à la prise de fonction"
        quantity = Decimal(facts["coaching"])
        extras.append(
            line(label, LineKind.COACHING, COACHING_PRICE, quantity=quantity, unit=Unit.HOUR)
        )
    if "option" in facts:
        extras.append(line(facts["option"], LineKind.TRAINING, OPTION_PRICE, is_optional=True))
    return extras


def _days(sheet: CourseSheet) -> Decimal:
    return (sheet.hours or Decimal(0)) / HOURS_A_DAY


def duration(sheet: CourseSheet) -> str:
    """Write how long a course lasts: «14 h (2 jours)»."""
    return f"{in_hours(sheet.hours or Decimal(0))} ({plural(_days(sheet), 'jour')})"


def offer_for(
    office: Office, world: World, client: str, session: TrainingSession, facts: Facts
) -> Proposal:
    """Return the draft of the proposal that a session for one client comes from."""
    version = catalogue.version(office.db, session.course_version_id)
    training = line(
        session.title,
        LineKind.TRAINING,
        session.price_for_group or Decimal(0),
        course_version_id=version.id,
        session_id=session.id,
    )
    lines = (training, *_extras(facts))
    return _draft(office, world, client, facts, lines=lines, sheets=[version.sheet])


def _draft(
    office: Office,
    world: World,
    client: str,
    facts: Facts,
    *,
    lines: tuple[Line, ...],
    sheets: Sequence[CourseSheet],
) -> Proposal:
    buyer = world.clients[client]
    signatory = parties.signatory_of(office.db, world.client_id(client))
    return Proposal(
        client_id=world.client_id(client),
        title=listed([sheet.title for sheet in sheets]),
        created_on=office.today(),
        kind=SessionKind.INTRA,
        contact_id=signatory.id if signatory else None,
        session_id=lines[0].session_id,
        dates=facts.get("dates", "À convenir ensemble"),
        place=facts.get("place", "Dans vos locaux ou au Centre des Trois-Hérons, à Angers"),
        duration=listed([duration(sheet) for sheet in sheets]),
        head_count=facts["head_count"],
        billing=buyer.billing_address,
        introduction=facts.get("introduction", ""),
        lines=lines,
    )


def send(office: Office, draft: Proposal) -> int:
    """Save a draft, let it leave and return its id."""
    saved = proposing.save_proposal(office, draft).saved_id
    proposing.send(office, saved)
    return saved


def send_again(office: Office, proposal_id: int) -> int:
    """Send the next version of a proposal, its introduction reworded, and return its id."""
    renewed = proposing.renew(office, proposal_id).saved_id
    draft = sales.proposal(office.db, renewed)
    note = "Cette version tient compte de vos remarques et remplace la précédente."
    return send(office, replace(draft, introduction=f"{draft.introduction} {note}".strip()))


def negotiate(world: World) -> None:
    """Plan the proposals that led to no session."""
    for entry in sample.listed("proposals.toml", "proposal"):
        _one(world, entry)


def _one(world: World, entry: Entry) -> None:
    created = open_from(world.today - timedelta(days=entry["ago"]), -DAY)

    def begin(office: Office) -> None:
        draft = _several(office, world, entry)
        if entry["state"] == "draft":
            proposing.save_proposal(office, draft)
            return
        proposal_id = send(office, draft)
        at = world.story.at
        if entry["state"] == "refused":
            reason = entry["reason"]
            at(created + ANSWER, lambda later: proposing.refuse(later, proposal_id, reason))
        elif entry["state"] == "renewed":
            at(created + AGAIN, lambda later: proposing.renew(later, proposal_id))

    world.story.at(created, begin)


def _several(office: Office, world: World, entry: Entry) -> Proposal:
    """Return the draft of a proposal of one or several courses, priced by day for the group."""
    versions = [
        catalogue.latest_version(office.db, world.courses[code]) for code in entry["courses"]
    ]
    lines = tuple(
        line(
            version.sheet.title,
            LineKind.TRAINING,
            Decimal(entry["price"]),
            unit=Unit.DAY,
            quantity=_days(version.sheet),
            course_version_id=version.id,
        )
        for version in versions
    )
    draft = _draft(
        office,
        world,
        entry["client"],
        entry,
        lines=(*lines, *_extras(entry)),
        sheets=[version.sheet for version in versions],
    )
    if "recall" in entry:
        return replace(draft, recall_on=world.today + timedelta(days=entry["recall"]))
    return draft
