"""Who was entrusted with what at the practice office, what it cost, and the office's own papers."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from trainingdesk.domain.costs import CostKind, SessionCost
from trainingdesk.domain.missions import Mission, MissionPay
from trainingdesk.domain.office_documents import OfficeDocument, OfficeDocumentKind
from trainingdesk.domain.sessions import SessionState
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.services import costs, missions, office_documents
from trainingdesk.services.office import Office
from trainingdesk.services.practice import sample
from trainingdesk.services.practice.suppliers import file_bills
from trainingdesk.services.practice.world import World
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import missions as assignments
from trainingdesk.storage import sessions as store
from trainingdesk.storage import teaching
from trainingdesk.storage.missions import Assignment

SENT = timedelta(days=21)
SIGNED = timedelta(days=12)
EXPENSES = "remboursés sur justificatifs, train en seconde classe"
COSTED = 8
"""How many of the latest sessions have their costs typed."""
INTERNAL_DAY = Decimal(260)
BOOKLET = Decimal(9)
HELD = {SessionState.CONFIRMED, SessionState.CLOSED}


def entrust(world: World) -> None:
    """Plan the papers of the office, and on its last day all missions and costs."""
    for entry in sample.listed("office_papers.toml", "paper"):
        valid = entry.get("valid")
        document = OfficeDocument(
            kind=OfficeDocumentKind(entry["kind"]),
            label=entry["label"],
            reference=entry["reference"],
            received_on=world.today - timedelta(days=entry["received"]),
            valid_until=None if valid is None else world.today + timedelta(days=valid),
        )
        day = document.received_on or world.today
        world.story.exactly(day, partial(office_documents.save, document=document))
    world.story.exactly(world.today, _entrust_all)


def _entrust_all(office: Office) -> None:
    for trainer in teaching.TRAINERS.where(office.db, "kind = ?", [TrainerKind.SUBCONTRACTOR]):
        for given in assignments.of_trainer(office.db, trainer.id or 0):
            if given.state in HELD:
                _mission(office, given, trainer.day_rate)
    _count_costs(office)
    file_bills(office)


def _mission(office: Office, given: Assignment, rate: Decimal | None) -> None:
    """Send a contract three weeks ahead; it comes back nine days later, unless that lies ahead."""
    today = office.today()

    def told(day: date) -> date | None:
        return day if day <= today else None

    sent_on = told(given.first_day - SENT)
    record = Mission(
        session_id=given.session_id,
        trainer_id=given.trainer_id,
        pay=MissionPay.DAY,
        rate=rate,
        expenses=EXPENSES,
        sent_on=sent_on,
        signed_on=told(given.first_day - SIGNED) if sent_on else None,
    )
    missions.save(office, record)


def _count_costs(office: Office) -> None:
    held = store.SESSIONS.where(
        office.db,
        "starts_on <= ? and state in ('confirmed', 'closed')"
        " and exists (select 1 from slot l where l.session_id = training_session.id)"
        " order by starts_on desc, id desc limit ?",
        [office.today().isoformat(), COSTED],
    )
    for session in held:
        file = session_file(office, session.id or 0)
        lines = list(costs.proposed(office, file))
        lines += [
            SessionCost(
                session_id=session.id or 0,
                kind=CostKind.TRAINER,
                label=f"{trainer.first_name} {trainer.last_name} (jours, coût salarial)",
                trainer_id=trainer.id,
                quantity=Decimal(len(file.days)),
                unit_cost=INTERNAL_DAY,
            )
            for trainer in file.trainers
            if trainer.kind is TrainerKind.INTERNAL
        ]
        if file.seated:
            lines.append(
                SessionCost(
                    session_id=session.id or 0,
                    kind=CostKind.MATERIAL,
                    label="Livrets et fournitures (par stagiaire)",
                    quantity=Decimal(len(file.seated)),
                    unit_cost=BOOKLET,
                )
            )
        costs.save(office, session.id or 0, lines)
