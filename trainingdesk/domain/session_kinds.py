"""Inter or intra: what a bargain is unless somebody says otherwise."""

from collections.abc import Collection, Iterable

from trainingdesk.domain.lines import Line, LineKind, Unit, counted
from trainingdesk.domain.money import Money
from trainingdesk.domain.parties import Client
from trainingdesk.domain.sessions import SessionKind


def kind_of_session(clients: Iterable[Client], price_for_group: Money | None) -> SessionKind:
    """Return what a session is by who sends people, and by how its price is counted.

    A group has one price and one buyer. People of one house only make it an intra; one person who
    pays for himself does not: others may still come.
    """
    known = {client.id: client for client in clients}
    alone = len(known) == 1 and not any(client.is_individual for client in known.values())
    return SessionKind.INTRA if alone or price_for_group else SessionKind.INTER


def kind_of_offer(
    client: Client | None, lines: tuple[Line, ...], session_kind: SessionKind | None = None
) -> SessionKind:
    """Return what an offer is: that of its session; else by who asks, and for how many seats.

    A house that asks for a training wants it for its own people, at whatever price; a person, or a
    house with one seat at a price a head, joins others.
    """
    if session_kind is not None:
        return session_kind
    if client is None or client.is_individual:
        return SessionKind.INTER
    trainings = [line for line in counted(lines) if line.kind is LineKind.TRAINING]
    return SessionKind.INTER if _is_one_seat(trainings) else SessionKind.INTRA


def _is_one_seat(trainings: Collection[Line]) -> bool:
    by_head = bool(trainings) and all(line.unit is Unit.PERSON for line in trainings)
    return by_head and sum(line.quantity for line in trainings) == 1
