"""A person at a client, edited alone."""

from trainingdesk.desktop.editors.choosing import offer_records
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.contact import Ui_ContactForm
from trainingdesk.domain.parties import Contact
from trainingdesk.services import parties
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers
from trainingdesk.storage import parties as store


class ContactEditor(Editor[Contact]):
    """Someone one writes to; `client_id` in the context names the client of a new one."""

    form = Ui_ContactForm
    record = Contact
    noun = "Interlocuteur"

    def load(self, row_id: int | None) -> Contact:
        """Return the person; a new one belongs to the client of the context."""
        if row_id is None:
            client_id = self.context.get("client_id")
            contact = Contact(
                client_id=client_id if isinstance(client_id, int) else 0,
                last_name=str(self.context.get("name") or ""),
            )
        else:
            contact = store.CONTACTS.get(self.office.db, row_id)
        offer_records(
            self,
            "client_id",
            lambda: offers.clients(self.office.db, contact.client_id),
            "client",
            "Nouveau client",
        )
        return contact

    def store(self, value: Contact) -> Changes:
        """Write the person."""
        return parties.save_contact(self.office, value)
