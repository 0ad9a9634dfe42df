"""A proposal seen: what it says, its paper, and what is done next with it."""

from decimal import Decimal
from functools import partial

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import day_of, lines_table
from trainingdesk.desktop.preview import LazyPreview
from trainingdesk.desktop.widgets.detail import Detail, facts, scrolling
from trainingdesk.desktop.widgets.detail import Step as NextStep
from trainingdesk.domain.labels import label
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.french import euros
from trainingdesk.services import proposing, publishing
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import parties, sales


class ProposalDetail:
    """Shows a proposal in the card at the right."""

    def __init__(self, desk: Desk, detail: Detail) -> None:
        self._desk = desk
        self._detail = detail

    def show(self, row_id: int) -> None:
        """Show a proposal with what is done next."""
        office = self._desk.office
        record = sales.proposal(office.db, row_id)
        client = parties.CLIENTS.get(office.db, record.client_id)
        expired = record.is_expired(office.today())
        state = "expirée" if expired else label(record.state)
        named = " · ".join(filter(None, (record.number, client.display_name)))
        self._detail.head(record.title, named, state)
        view = NextStep(
            "Voir le document",
            "eye",
            partial(self._desk.show_paper, "proposal", Subject(proposal_id=row_id)),
        )
        more: list[NextStep] = []
        match record.state:
            case ProposalState.DRAFT:
                send = partial(proposing.send, office, row_id)
                steps = [
                    NextStep(
                        "Numéroter et envoyer", "send", partial(self._desk.perform, send), True
                    ),
                    view,
                ]
            case ProposalState.SENT:
                accept = partial(
                    self._desk.perform, partial(proposing.accept_prolonged, office, row_id)
                )
                refuse = partial(self._desk.edit, "refusal", row_id)
                words = "Accepter (prolonge la validité)" if expired else "Acceptée"
                steps = [
                    NextStep(words, "check", accept, True),
                    NextStep("Refusée", "ban", refuse),
                    view,
                ]
                prolong = partial(self._desk.edit, "validity", row_id)
                more = [NextStep("Prolonger la validité…", "calendar-days", prolong)]
            case ProposalState.ACCEPTED if record.session_id is None:
                plan = partial(
                    self._desk.edit, "session", None, proposal_id=row_id, after=self._show_planned
                )
                steps = [
                    NextStep("Planifier la session", "calendar-days", plan, True),
                    view,
                    self._reopening(row_id),
                ]
            case ProposalState.REFUSED:
                steps = [view, self._reopening(row_id)]
            case _:
                steps = [view]
        self._detail.buttons(steps, more)
        about = facts(
            [
                ("Client", client.display_name),
                ("Dates", record.dates),
                ("Lieu", record.place),
                ("Durée", record.duration),
                ("Participants", ", ".join(record.participants) or _count(record.head_count)),
                ("Envoyée le", day_of(record.sent_on)),
                ("Valable jusqu’au", day_of(record.valid_until)),
                ("À rappeler le", day_of(record.recall_on)),
                ("Motif du refus", record.lost_reason),
                ("Coût de préparation", _sum(record.preparation_cost)),
            ]
        )
        preview = LazyPreview(partial(_drawn, office, row_id))
        self._detail.fill(
            [
                ("Lignes", lines_table(record.lines)),
                ("Informations", scrolling(about)),
                ("Aperçu", preview),
            ]
        )

    def _show_planned(self, changes: Changes) -> None:
        """Go on where the people of the session that was planned are enrolled."""
        if changes.id is not None:
            self._desk.go_to("sessions", changes.id)

    def _reopening(self, row_id: int) -> NextStep:
        reopen = partial(self._desk.perform, partial(proposing.reopen, self._desk.office, row_id))
        return NextStep("Revenir à envoyée", "undo-2", reopen)


def _drawn(office: Office, row_id: int) -> bytes:
    return publishing.prepare(office, "proposal", Subject(proposal_id=row_id)).render()[0]


def _sum(amount: Decimal | None) -> str:
    return "" if amount is None else euros(amount)


def _count(count: int | None) -> str:
    return "" if count is None else str(count)
