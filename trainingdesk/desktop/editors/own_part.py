"""The part of his price that a trainee pays himself, and the contract that it needs."""

from dataclasses import dataclass

from shiboken6 import isValid

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.own_part import Ui_OwnPartForm
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import Money
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.french import euros, sort_key
from trainingdesk.services import agreeing
from trainingdesk.services.changes import Changes
from trainingdesk.storage import parties
from trainingdesk.storage import sessions as store


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """Who pays a part himself, as a client, and how much."""

    client_id: int | None = None
    amount: Money | None = None


class OwnPartEditor(Editor[OwnPart]):
    """Drafts the contract of the trainee of one enrolment."""

    form = Ui_OwnPartForm
    record = OwnPart
    noun = "Part payée par le stagiaire"
    known = ""

    def prepare(self) -> None:
        """Offer the individuals."""
        self._fill()
        self.ui.client_id.let_add("Nouveau client particulier")
        self.ui.client_id.add_wished.connect(self._add_client)

    def load(self, row_id: int | None) -> OwnPart:
        """Return a part of no amount yet, of the individual whom the trainee is, if known."""
        db = self.office.db
        self._enrolment_id = required(row_id, "client_id", "Choisissez d’abord un stagiaire.")
        enrolment = store.ENROLMENTS.get(db, self._enrolment_id)
        session = store.SESSIONS.get(db, enrolment.session_id)
        buyer = parties.CLIENTS.get(db, enrolment.client_id)
        price = enrolment.price or session.price_per_person
        words = [session.number, f"inscription payée par {buyer.display_name}"]
        if price is not None and session.price_for_group is None:
            words.append(f"prix de la place : {euros(price)} HT")
        if enrolment.trainee_id is None:
            self.ui.seat_name.setText(" · ".join(words))
            return OwnPart()
        trainee = parties.TRAINEES.get(db, enrolment.trainee_id)
        self.ui.seat_name.setText(" · ".join([f"{trainee.first_name} {trainee.last_name}", *words]))
        name = sort_key(f"{trainee.last_name} {trainee.first_name}")
        same = [each.id for each in self._individuals() if sort_key(_listed(each)) == name]
        return OwnPart(client_id=same[0] if len(same) == 1 else None)

    def store(self, value: OwnPart) -> Changes:
        """Draft the contract; the employer's price becomes the rest."""
        words = "Choisissez le stagiaire comme client particulier, ou créez-le avec « + »."
        client_id = required(value.client_id, "client_id", words)
        if value.amount is None:
            raise RuleBroken("Saisissez la part que paie le stagiaire.", "amount")
        return agreeing.draft_own_part(self.office, self._enrolment_id, client_id, value.amount)

    def _add_client(self, typed: str) -> None:
        def made(changes: Changes) -> None:
            if isValid(self):  # else the form was closed before the new client was saved
                self._fill()
                self.ui.client_id.choose(changes.id)

        self.desk.edit("client", None, name=typed, kind=ClientKind.INDIVIDUAL, after=made)

    def _fill(self) -> None:
        self.ui.client_id.fill((client.id, _listed(client)) for client in self._individuals())

    def _individuals(self) -> list[Client]:
        return parties.CLIENTS.where(
            self.office.db,
            "kind = ? and archived_on is null order by sort_name",
            [ClientKind.INDIVIDUAL],
        )


def _listed(client: Client) -> str:
    return f"{client.name} {client.first_name}".strip()
