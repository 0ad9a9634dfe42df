"""What suppliers billed the practice office: a printer's electronic invoice, a trainer's fees."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from trainingdesk.assets import resource
from trainingdesk.domain.costs import CostKind, total
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.people import full_name
from trainingdesk.domain.supplier_bills import ChargeKind, SupplierBill
from trainingdesk.services import supplier_invoices
from trainingdesk.services.office import Office
from trainingdesk.storage import costs, sessions, teaching

PRINTED = timedelta(days=12)
TERM = timedelta(days=30)
AFTER = timedelta(days=3)
"""How long after a session its trainer bills."""
FEES = 2
"""How many trainers' bills there are."""


def file_bills(office: Office) -> None:
    """File them, on the office's last day."""
    _file_printer(office)
    for number, bill in enumerate(islice(_fees(office), FEES), 1):
        supplier_invoices.save(office, replace(bill, number=f"HON-{number:03}"))


def _file_printer(office: Office) -> None:
    issued_on = office.today() - PRINTED
    xml = (
        resource("sample", "supplier_invoice.xml")
        .read_text("utf-8")
        .format(issued_on=issued_on, due_on=issued_on + TERM)
    )
    opened = supplier_invoices.opened_content(office, "IDR-3318.xml", xml.encode())
    supplier_invoices.save(office, replace(opened.bill, charge=ChargeKind.MATERIAL))


def _fees(office: Office) -> Iterator[SupplierBill]:
    """Yield the bills of subcontracted trainers for the latest sessions that they are costed in."""
    rows = office.db.execute(
        "select distinct session_id, trainer_id from session_cost where kind = ?"
        " and trainer_id is not null order by session_id desc, trainer_id",
        [CostKind.SUBCONTRACTING],
    ).fetchall()
    for session_id, trainer_id in rows:
        session = sessions.SESSIONS.get(office.db, session_id)
        if session.ends_on is None or session.ends_on + AFTER > office.today():
            continue
        trainer = teaching.TRAINERS.get(office.db, trainer_id)
        own = [
            each for each in costs.costs_of(office.db, session_id) if each.trainer_id == trainer_id
        ]
        issued_on = session.ends_on + AFTER
        amount = total(own)
        yield SupplierBill(
            supplier_name=trainer.company or full_name(trainer),
            siret=trainer.siret,
            issued_on=issued_on,
            due_on=issued_on + TERM,
            received_on=issued_on,
            total_ht=amount,
            tva=ZERO,
            total_ttc=amount,
            charge=ChargeKind.TRAINER_FEES,
            session_id=session_id,
            trainer_id=trainer_id,
            covers=tuple(each.id or 0 for each in own),
            notes="Exonérée de TVA, article 261-4-4° a du CGI.",
        )
