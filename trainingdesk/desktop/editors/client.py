"""A client and the people there."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import cast

from PySide6.QtWidgets import QFormLayout, QLineEdit

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.choosing import offer_records
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.client import Ui_ClientForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.desktop.widgets.binding import show_row
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.parties import Client, ClientKind, Contact
from trainingdesk.domain.people import Civility
from trainingdesk.french import typeset
from trainingdesk.services import duplicates, party_files
from trainingdesk.services.changes import Changes
from trainingdesk.services.parties import check_contact
from trainingdesk.storage import offers
from trainingdesk.storage import parties as store

LEGAL_FORMS = ("", "SARL", "SAS", "SASU", "EURL", "SA", "EI", "SCI", "SCOP", "Association")
OF_PERSONS = ("civility", "first_name")
OF_BODIES = ("legal_form", "siret", "vat_number", "funder_id")
WATCHED = ("name", "first_name", "siret")


class ClientEditor(Editor[Client]):
    """Who buys; its kind decides which fields are asked."""

    form = Ui_ClientForm
    record = Client
    noun = "Client"

    def prepare(self) -> None:
        """Offer funders and legal forms, and lay out the table of people."""
        self.binding.offer("legal_form", [(name, name) for name in LEGAL_FORMS])
        self.ui.contacts.arrange(
            (
                cells.choice("civility", "Civilité", Civility, width=80),
                cells.text("first_name", "Prénom", width=104),
                cells.text("last_name", "Nom", width=120),
                cells.text("role", "Fonction", stretches=True),
                cells.text("email", "Courriel", width=200),
                cells.text("phone", "Téléphone", width=120),
                cells.tick("is_signatory", "Signe", width=64),
                cells.tick("is_billing", "Factures", width=80),
                cells.tick("is_decider", "Décide", width=72),
            ),
            lambda: Contact(client_id=0, last_name=""),
            check=check_contact,
            ordered=False,
        )
        self.ui.contacts.edited.connect(self.touch)
        self.ui.kind.currentIndexChanged.connect(self._show_fields)
        self.ui.billing_group.toggled.connect(self.touch)
        self.ui.duplicate.linkActivated.connect(lambda link: self.desk.edit("client", int(link)))
        self.ui.duplicate.setStyleSheet(f"color: {theme.current().warning}")
        self.ui.duplicate.hide()
        for name in WATCHED:
            line = cast("QLineEdit", self.binding.widget(name))
            line.editingFinished.connect(self._look_for_another)

    def load(self, row_id: int | None) -> Client:
        """Return the client; a new one bears the name that was typed elsewhere."""
        if row_id is None:
            kind = self.context.get("kind")
            client = Client(
                name=str(self.context.get("name") or ""),
                kind=kind if isinstance(kind, ClientKind) else ClientKind.COMPANY,
            )
        else:
            client = store.CLIENTS.get(self.office.db, row_id)
        offer_records(
            self,
            "funder_id",
            lambda: offers.funders(self.office.db, client.funder_id),
            "funder",
            "Nouveau financeur",
            empty="Aucun",
        )
        return client

    def shown(self) -> None:
        """Show the people, the billing address and the fields of the kind."""
        people = store.contacts_of(self.office.db, self.value.id) if self.value.id else []
        self.ui.contacts.show_records(people)
        self.ui.billing_group.setChecked(self.value.billing is not None)
        if self.value.billing is None:
            self.ui.billing_country.setText(Address().country)
        self._show_fields()
        self._look_for_another()

    def complete(self, value: Client) -> Client:
        """Return the client without a billing address that says nothing."""
        self._contacts = self.ui.contacts.records()
        billing = value.billing if self.ui.billing_group.isChecked() else None
        if billing is not None and not (billing.street or billing.postcode or billing.city):
            billing = None
        return _without_strangers(value, billing)

    def store(self, value: Client) -> Changes:
        """Write the client and the people."""
        return party_files.save_client(self.office, value, self._contacts)

    def _show_fields(self) -> None:
        kind = self.ui.kind.currentData()
        is_person = kind == ClientKind.INDIVIDUAL
        self._ask(OF_PERSONS, wanted=is_person)
        self._ask(OF_BODIES, wanted=not is_person)
        is_public = kind == ClientKind.PUBLIC_BODY
        self._ask(["service_code"], wanted=is_public)
        show_row(self.ui.demands, wanted=is_public)
        self.ui.name_label.setText("&Nom" if is_person else "&Raison sociale")
        self.ui.name.setAccessibleName("Nom" if is_person else "Raison sociale")

    def _ask(self, names: Sequence[str], *, wanted: bool) -> None:
        layout = cast("QFormLayout", self.ui.name.parentWidget().layout())
        for name in names:
            layout.setRowVisible(self.binding.widget(name), wanted)

    def _look_for_another(self) -> None:
        """Tell of a client that may be the same one; nothing keeps both from being kept."""
        asked = Client(
            id=self.value.id,
            name=self.ui.name.text(),
            first_name=self.ui.first_name.text() if self._is_person else "",
            siret=self.ui.siret.text(),
        )
        alike = duplicates.like_client(self.office, asked)
        links = [
            f'<a href="{other.id}" style="color: {theme.current().accent}">'
            f"{escape(other.display_name)}</a>"
            + (f" ({escape(other.address.city)})" if other.address.city else "")
            for other in alike
        ]
        self.ui.duplicate.setText(typeset("Existe peut-être déjà : ") + ", ".join(links))
        self.ui.duplicate.setVisible(bool(alike))

    @property
    def _is_person(self) -> bool:
        return bool(self.ui.kind.currentData() == ClientKind.INDIVIDUAL)


def _without_strangers(client: Client, billing: Address | None) -> Client:
    """Return the client without what its kind is not asked."""
    known = replace(client, billing=billing)
    if client.kind is not ClientKind.PUBLIC_BODY:
        known = replace(
            known,
            service_code="",
            demands_order=False,
            demands_engagement=False,
            demands_service=False,
        )
    if client.is_individual:
        return replace(known, legal_form="", siret="", vat_number="", funder_id=None)
    return replace(known, civility=Civility.UNKNOWN, first_name="")
