"""An invented office in memory that invoices: built through the services, as its users would."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tests.support.office_sample import OFFICE
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.courses import CourseSheet
from trainingdesk.domain.invoices import Invoice, InvoiceKind, InvoiceLine
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.parties import Client, Funder, FunderKind
from trainingdesk.domain.payments import Allocation, Payment
from trainingdesk.domain.sessions import TrainingSession
from trainingdesk.domain.tva import Exemption
from trainingdesk.services import catalogue, identity, invoicing, parties, planning
from trainingdesk.services.office import Office, open_office


@dataclass
class Clock:
    """The day it is in the office."""

    day: date = date(2026, 6, 3)

    def __call__(self) -> date:
        """Return today."""
        return self.day


@dataclass
class InvoiceOffice:
    """An office with a client, and short ways to sell."""

    clock: Clock = field(default_factory=Clock)
    office: Office = field(init=False)
    client: int = field(init=False)

    def __post_init__(self) -> None:
        """Open the office."""
        self.office = open_office(":memory:", self.clock)
        identity.save_organisation(self.office, OFFICE)
        conditions = Conditions(number=1, starts_on=date(2020, 1, 1))
        identity.save_conditions(self.office, conditions)
        self.client = self.new_client("Mairie d’Évian-la-Forêt")

    def new_client(self, name: str) -> int:
        return parties.save_client(self.office, Client(name=name)).saved_id

    def new_funder(self, name: str) -> int:
        funder = Funder(name=name, kind=FunderKind.OPCO)
        return parties.save_funder(self.office, funder).saved_id

    def new_session(self, code: str, title: str) -> int:
        course = catalogue.add_course(self.office, CourseSheet(title=title, code=code)).saved_id
        ((version,),) = self.office.db.execute(
            "select id from course_version where course_id = ?", [course]
        )
        session = TrainingSession(number="", course_version_id=version, title=title)
        return planning.plan_session(self.office, session).saved_id

    def sell(
        self,
        lines: Sequence[InvoiceLine],
        on: date = date(2026, 5, 12),
        *,
        client: int | None = None,
        kind: InvoiceKind = InvoiceKind.INVOICE,
        session: int | None = None,
        funder: int | None = None,
    ) -> int:
        """Issue an invoice; return its id."""
        draft = Invoice(
            client_id=client or self.client,
            kind=kind,
            session_id=session,
            payer_funder_id=funder,
            lines=tuple(lines),
        )
        invoice_id = invoicing.save_draft(self.office, draft).saved_id
        invoicing.issue(self.office, invoice_id, on)
        return invoice_id

    def credit(
        self,
        invoice_id: int,
        lines: Sequence[InvoiceLine] | None = None,
        on: date = date(2026, 5, 20),
    ) -> int:
        """Issue a credit note; return its id."""
        credit_id = invoicing.credit(self.office, invoice_id, "prix convenu", lines).saved_id
        invoicing.issue(self.office, credit_id, on)
        return credit_id

    def pay(
        self,
        amount: str,
        settles: Sequence[tuple[int, str]] = (),
        on: date = date(2026, 5, 22),
        reference: str = "",
    ) -> int:
        """Record a payment; return its id."""
        parts = tuple(Allocation(invoice_id=i, amount=Decimal(part)) for i, part in settles)
        payment = Payment(
            paid_on=on, amount=Decimal(amount), reference=reference, allocations=parts
        )
        return invoicing.receive(self.office, payment).saved_id


def training(price: str, session: int | None = None) -> InvoiceLine:
    """Return an exempt line."""
    line = Line(label="Formation", unit_price=Decimal(price), session_id=session)
    return InvoiceLine(line=line)


def taxed(price: str, rate: str = "20", session: int | None = None) -> InvoiceLine:
    """Return a line that bears tax."""
    line = Line(
        label="Coaching",
        unit_price=Decimal(price),
        tva_rate=Decimal(rate),
        exemption=None,
        kind=LineKind.COACHING,
        session_id=session,
    )
    return InvoiceLine(line=line)


def franchise(price: str) -> InvoiceLine:
    """Return a line below the thresholds of VAT."""
    line = Line(label="Salle", unit_price=Decimal(price), exemption=Exemption.FRANCHISE)
    return InvoiceLine(line=line)
