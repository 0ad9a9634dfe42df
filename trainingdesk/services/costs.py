"""The costs of a session, what is proposed for them, and what is left of its price."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from trainingdesk.domain.charges import COSTS
from trainingdesk.domain.costs import Basis, CostKind, Income, Margin, SessionCost
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.missions import MissionPay, days_taught, slots_of
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.people import full_name
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import SessionState
from trainingdesk.domain.teaching import Trainer, TrainerKind
from trainingdesk.french import typeset
from trainingdesk.services import missions
from trainingdesk.services.changes import Changes, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import costs as store
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales, supplier_bills
from trainingdesk.storage.database import unit_of_work

_OFF = {SessionState.CANCELLED, SessionState.POSTPONED}
_UNITS = {MissionPay.FLAT: "forfait", MissionPay.DAY: "jours", MissionPay.HOUR: "heures"}


def costs_of(office: Office, session_id: int) -> tuple[SessionCost, ...]:
    """Return the costs of a session as they were typed."""
    return tuple(store.costs_of(office.db, session_id))


def billed(office: Office, session_id: int) -> tuple[SessionCost, ...]:
    """Return the costs that suppliers billed for a session, credit notes below zero."""
    recovers_tva = identity.recovers_tva(office.db)
    return tuple(
        SessionCost(
            session_id=session_id,
            kind=COSTS.get(bill.charge, CostKind.OTHER),
            label=typeset(f"{bill.supplier_name} n° {bill.number}"),
            trainer_id=bill.trainer_id,
            unit_cost=bill.charged(recovers_tva=recovers_tva),
            bill_id=bill.id,
        )
        for bill in supplier_bills.of_session(office.db, session_id)
    )


def counted(costs: Sequence[SessionCost], bills: Sequence[SessionCost]) -> tuple[SessionCost, ...]:
    """Return what is counted: the bills, and what was typed and no bill came for."""
    return (*(cost for cost in costs if cost.bill_id is None), *bills)


def save(office: Office, session_id: int, costs: Sequence[SessionCost]) -> Changes:
    """Write the costs of a session in place of those before.

    No page but the one they are typed in shows them, so that none is read again.

    Raises:
        RuleBroken: a line says nothing, or counts nothing.
    """
    owned = [replace(cost.checked(), session_id=session_id) for cost in costs]
    with unit_of_work(office.db):
        store.save_costs(office.db, session_id, owned)
    return changed("Coûts enregistrés")


def proposed(office: Office, file: SessionFile) -> tuple[SessionCost, ...]:
    """Return the costs that follow from what is known and that nobody typed yet.

    Each trainer's pay comes from the mission, or from the price of a day; the room costs what a
    day of it cost last.
    """
    session_id = file.session.id or 0
    known = (*costs_of(office, session_id), *billed(office, session_id))
    paid = {cost.trainer_id for cost in known}
    found = [
        cost
        for trainer in file.trainers
        if trainer.id not in paid and (cost := _trainer_cost(office, file, trainer)) is not None
    ]
    if all(cost.kind is not CostKind.ROOM for cost in known):
        found.extend(_room_cost(office, file))
    return tuple(found)


def _trainer_cost(office: Office, file: SessionFile, trainer: Trainer) -> SessionCost | None:
    session_id, trainer_id = file.session.id or 0, trainer.id or 0
    mission = missions.mission(office, session_id, trainer_id)
    if mission.rate is None and trainer.day_rate is not None:
        mission = replace(mission, pay=MissionPay.DAY, rate=trainer.day_rate)
    if mission.rate is None:
        return None
    bought = trainer.kind is TrainerKind.SUBCONTRACTOR
    return SessionCost(
        session_id=session_id,
        kind=CostKind.SUBCONTRACTING if bought else CostKind.TRAINER,
        label=f"{full_name(trainer)} ({_UNITS[mission.pay]})",
        trainer_id=trainer_id,
        quantity=mission.quantity(slots_of(trainer_id, file.slots)),
        unit_cost=mission.rate,
    )


def _room_cost(office: Office, file: SessionFile) -> Iterator[SessionCost]:
    room, session_id = file.room, file.session.id or 0
    if room is None or room.id is None:
        return
    last = store.last_room_cost(office.db, session_id, room.id)
    held = [slot for slot in file.slots if not slot.is_remote]
    if last and held:
        yield SessionCost(
            session_id=session_id,
            kind=CostKind.ROOM,
            label=f"{room.name} (jours)",
            quantity=days_taught(held),
            unit_cost=last,
        )


def margin(office: Office, file: SessionFile, costs: Sequence[SessionCost]) -> Margin:
    """Return what is left of a session's income once its costs, typed and billed, are paid."""
    session = file.session
    return Margin(
        income=tuple(_income(office, file)),
        costs=counted(costs, billed(office, session.id or 0)),
        people=len(file.seated),
        seat_price=session.price_per_person if session.price_for_group is None else None,
    )


def _income(office: Office, file: SessionFile) -> Iterator[Income]:
    """Yield what each client brings; the price of a group that nobody ordered yet comes once."""
    session_id = file.session.id or 0
    agreements = sales.agreements_of(office.db, session_id)
    billed = _billed(office, session_id)
    seated: dict[int, list[Participant]] = {}
    for person in file.seated:
        seated.setdefault(person.client.id or 0, []).append(person)
    state, group = file.session.state, file.session.price_for_group
    is_closed, is_off = state is SessionState.CLOSED, state in _OFF
    for client_id in dict.fromkeys([*seated, *(a.client_id for a in agreements), *billed]):
        own = [agreement for agreement in agreements if agreement.client_id == client_id]
        standing = [agreement for agreement in own if not agreement.state.is_over]
        agreed = sum((agreement.totals.total_ht for agreement in standing), ZERO)
        asked = billed.get(client_id, ZERO)
        is_billed = asked > 0 and (is_closed or asked >= agreed)
        if is_billed or (own and not standing):
            yield Income(amount=asked, basis=Basis.INVOICED)
        elif standing:
            yield Income(amount=agreed, basis=Basis.AGREED)
        elif group is None and not is_off:
            yield Income(amount=_seats(file, seated.get(client_id, [])), basis=Basis.PLANNED)
    if group is not None and not (agreements or billed or is_off):
        yield Income(amount=group, basis=Basis.PLANNED)


def _billed(office: Office, session_id: int) -> dict[int, Decimal]:
    """Return what each client, or who pays for him, was invoiced before tax, credit taken off.

    A deposit is a part of the invoice that settles it, and counts with that one. Of an invoice of
    several sessions, the lines of this one count.
    """
    issued = sales.invoices_of_session(office.db, session_id)
    deposits = {bill.id for bill in issued if bill.kind is InvoiceKind.DEPOSIT}
    sums: dict[int, Decimal] = {}
    for bill in issued:
        if bill.kind is InvoiceKind.DEPOSIT or bill.corrects_id in deposits:
            continue
        amount = bill.sign * sum((item.total_ht for item in bill.lines_of(session_id)), ZERO)
        sums[bill.client_id] = sums.get(bill.client_id, ZERO) + amount
    return sums


def _seats(file: SessionFile, people: Sequence[Participant]) -> Decimal:
    usual = file.session.price_per_person or ZERO
    prices = (person.enrolment.price for person in people)
    return sum((usual if price is None else price for price in prices), ZERO)
