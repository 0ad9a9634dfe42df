"""Clients, the people they send, and who pays in their place."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.details.register import RegisterDetail
from trainingdesk.desktop.models.table import Column
from trainingdesk.desktop.pages.page import Button, ListPage
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import (
    Step,
    facts,
    heading,
    scrolling,
    small_table,
    stacked,
)
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.desktop.widgets.list_pane import Choice, View, archived, every
from trainingdesk.desktop.widgets.periods import periods
from trainingdesk.desktop.widgets.related import related, sessions_of
from trainingdesk.domain.attendance import hours_followed
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.parties import Client, ClientKind, Contact, FunderKind
from trainingdesk.domain.people import full_name, list_name
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.registers import EntryKind
from trainingdesk.french import euros, hours, short_date
from trainingdesk.services.changes import Kind
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import details, lists, papers, parties, sessions
from trainingdesk.storage.lists import Row
from trainingdesk.storage.papers import IssuedPaper

YEARS = 4
"""How many years of the register are offered to be printed."""

CLIENT_COLUMNS = (
    Column(field="name", caption="Nom", width=230),
    Column(field="kind", caption="Type", show=shown.choice(ClientKind), width=150),
    Column(field="city", caption="Ville", width=130),
    Column(field="phone", caption="Téléphone", width=125),
    Column(field="email", caption="Courriel", width=200),
    Column(field="sessions", caption="Sessions", right=True, width=90),
    Column(field="owed", caption="Reste dû", show=shown.cents, right=True, width=110),
)
TRAINEE_COLUMNS = (
    Column(field="name", caption="Nom", width=200),
    Column(field="employer", caption="Employeur", width=200),
    Column(field="email", caption="Courriel", width=220),
    Column(field="phone", caption="Téléphone", width=125),
    Column(field="sessions", caption="Sessions", right=True, width=90),
)
FUNDER_COLUMNS = (
    Column(field="name", caption="Nom", width=220),
    Column(field="kind", caption="Type", show=shown.choice(FunderKind), width=180),
    Column(field="city", caption="Ville", width=130),
    Column(field="phone", caption="Téléphone", width=125),
    Column(field="email", caption="Courriel", width=200),
    Column(field="sessions", caption="Sessions", right=True, width=90),
)
REGISTER_COLUMNS = (
    Column(field="received_on", caption="Reçu le", show=shown.day, width=95),
    Column(field="kind", caption="Nature", show=shown.choice(EntryKind), width=130),
    Column(field="client", caption="Client", width=190),
    Column(field="facts", caption="Faits", show=shown.one_line, width=260),
    Column(field="answered_on", caption="Répondu le", show=shown.day, width=105),
    Column(field="closed_on", caption="Clos le", show=shown.day, width=95),
)
PROPOSAL_COLUMNS = (
    Column(field="number", caption="N°"),
    Column(field="created_on", caption="Date", show=shown.day),
    Column(field="state", caption="État", show=shown.choice(ProposalState)),
    Column(field="total_ht", caption="Total HT", show=shown.cents, right=True),
    Column(field="title", caption="Objet"),
)
INVOICE_COLUMNS = (
    Column(field="number", caption="N°", show=lambda text: text or "brouillon"),
    Column(field="issued_on", caption="Date", show=shown.day),
    Column(field="total_ttc", caption="Total TTC", show=shown.cents, right=True),
    Column(field="remaining", caption="Reste dû", show=shown.cents, right=True),
    Column(field="due_on", caption="Échéance", show=shown.day),
    Column(field="session", caption="Session"),
    Column(field="kind", caption="Type", show=shown.choice(InvoiceKind)),
)


def _clients(key: str, caption: str, one: str, many: str, kind: ClientKind | None = None) -> View:
    return View(
        key=key,
        caption=caption,
        listing=lists.CLIENTS,
        columns=CLIENT_COLUMNS,
        filters={"kind": [kind.value]} if kind else {},
        one=one,
        many=many,
        empty="Personne ici encore. « Nouveau » ajoute un client ; on peut aussi le créer en "
        "saisissant un devis.",
        choices=(archived,),
    )


def _register_states(_today: date) -> Sequence[Choice]:
    return (
        Choice(caption="Toutes"),
        Choice(caption="Sans réponse", filters={"unanswered": ()}),
        Choice(caption="À clore", filters={"open": ()}),
        Choice(caption="Closes", filters={"closed": ()}),
    )


class ClientsPage(ListPage):
    """Who buys, who learns, who pays."""

    name = "clients"
    title = "Clients"
    icon = "users"
    shows = frozenset(
        {
            Kind.CLIENTS,
            Kind.TRAINEES,
            Kind.FUNDERS,
            Kind.SESSIONS,
            Kind.PROPOSALS,
            Kind.AGREEMENTS,
            Kind.INVOICES,
            Kind.PAYMENTS,
            Kind.PAPERS,
        }
    )
    views = (
        _clients("clients", "Tous les clients", "client", "clients"),
        _clients("companies", "Entreprises", "entreprise", "entreprises", ClientKind.COMPANY),
        _clients(
            "individuals", "Particuliers", "particulier", "particuliers", ClientKind.INDIVIDUAL
        ),
        _clients(
            "public_bodies",
            "Organismes publics",
            "organisme public",
            "organismes publics",
            ClientKind.PUBLIC_BODY,
        ),
        _clients(
            "training_offices",
            "Organismes de formation",
            "organisme de formation",
            "organismes de formation",
            ClientKind.TRAINING_OFFICE,
        ),
        View(
            key="trainees",
            caption="Stagiaires",
            listing=lists.TRAINEES,
            columns=TRAINEE_COLUMNS,
            one="stagiaire",
            many="stagiaires",
            empty="Aucun stagiaire. On les ajoute ici, ou en les inscrivant à une session.",
            choices=(archived,),
        ),
        View(
            key="funders",
            caption="Financeurs",
            listing=lists.FUNDERS,
            columns=FUNDER_COLUMNS,
            one="financeur",
            many="financeurs",
            empty="Aucun financeur. « Nouveau » ajoute un OPCO ou un autre fonds.",
            choices=(archived, every("Tous les types", FunderKind, "kind")),
        ),
        View(
            key="register",
            caption="Réclamations et réserves",
            listing=lists.REGISTER,
            columns=REGISTER_COLUMNS,
            one="entrée du registre",
            many="entrées du registre",
            empty="Aucune réclamation ni réserve. « Nouveau » en note une, puis la réponse.",
            choices=(_register_states, periods),
        ),
    )

    @property
    def _table(self) -> str:
        """The table of the list that is shown, which names its editor too."""
        tables = {"trainees": "trainee", "funders": "funder", "register": "register_entry"}
        return tables.get(self.pane.view.key, "client")

    def buttons(self) -> Sequence[Button]:
        """Return the buttons of the bar."""
        if self._table == "register_entry":
            new = partial(self.desk.edit, "register_entry")
            return (
                Button("Nouveau", "plus", new, shortcut="Ctrl+N"),
                Button("Modifier", "pencil", self.open_chosen),
                Button("Imprimer le registre", "printer", menu=self._years),
            )
        return (
            Button("Nouveau", "plus", menu=self._new_menu),
            Button("Modifier", "pencil", self.open_chosen),
            *self.removal(self._table),
        )

    def open_row(self, row_id: int) -> None:
        """Open the editor of a client, trainee, funder or entry of the register."""
        self.desk.edit(self._table, row_id)

    def show_row(self, row_id: int) -> None:
        """Show the detail of the list's own kind."""
        match self._table:
            case "trainee":
                self._show_trainee(row_id)
            case "funder":
                self._show_funder(row_id)
            case "register_entry":
                RegisterDetail(self.desk, self.detail).show(row_id)
            case _:
                self._show_client(row_id)

    # Clients --------------------------------------------------------------------------------------

    def _show_client(self, row_id: int) -> None:
        db = self.desk.office.db
        client = parties.CLIENTS.get(db, row_id)
        owed = self.pane.chosen_row.get("owed") or 0
        self.detail.head(
            client.display_name,
            " · ".join(filter(None, (shown.capital(label(client.kind)), client.address.city))),
            _client_state(client, owed),
        )
        propose = partial(self.desk.edit, "proposal", None, client_id=row_id)
        contact = partial(self.desk.edit, "contact", None, client_id=row_id)
        today = self.desk.office.today()
        about = Subject(client_id=row_id, period=(today, today))
        account = partial(self.desk.show_paper, "account_statement", about)
        self.detail.buttons(
            [
                Step("Nouvelle proposition", "file-text", propose, is_next=True),
                Step("Ajouter un interlocuteur", "user-plus", contact),
                Step("Relevé de compte", "file-text", account),
            ]
        )
        self.detail.fill(
            (
                ("Fiche", scrolling(self._client_facts(client))),
                ("Contacts", Lazy(partial(self._contacts, row_id))),
                ("Personnes", Lazy(partial(self._employees, row_id))),
                ("Sessions", Lazy(partial(self._sessions, row_id))),
                ("Ventes", Lazy(partial(self._sales, row_id))),
                ("Documents", Lazy(partial(self._papers, "client_id", row_id))),
            )
        )

    def _client_facts(self, client: Client) -> QWidget:
        db = self.desk.office.db
        funder = parties.FUNDERS.get(db, client.funder_id) if client.funder_id else None
        owed = self.pane.chosen_row.get("owed") or 0
        billing = "\n".join(client.billing.lines) if client.billing else ""
        return facts(
            [
                ("Reste dû", shown.cents(owed) if owed else ""),
                ("Forme juridique", client.legal_form),
                ("SIRET", client.siret),
                ("N° de TVA", client.vat_number),
                ("Adresse", "\n".join(client.address.lines)),
                ("Facturation", billing),
                ("Code service", client.service_code),
                ("Téléphone", client.phone),
                ("Courriel", client.email),
                ("OPCO", funder.name if funder else ""),
                ("Logo autorisé le", _day(client.logo_consent_on)),
                ("Référence refusée le", _day(client.reference_refused_on)),
                ("Assuré jusqu’au", _day(client.insurance_until)),
                ("Notes", client.notes),
            ]
        )

    def _contacts(self, row_id: int) -> QWidget:
        found = parties.contacts_of(self.desk.office.db, row_id)
        return small_table(
            ("Nom", "Fonction", "Rôle", "Téléphone", "Courriel"),
            [
                (full_name(person), person.role, _part(person), person.phone, person.email)
                for person in found
            ],
            empty="Aucun interlocuteur. « Ajouter un interlocuteur » en saisit un : qui signe, "
            "qui reçoit les factures.",
            opened=lambda row: self.desk.edit("contact", found[row].id),
        )

    def _employees(self, row_id: int) -> QWidget:
        found = details.employees_of(self.desk.office.db, row_id)
        return small_table(
            ("Nom", "Poste", "Depuis", "Jusqu’au", "Sessions"),
            [
                (item.name, item.job, _day(item.starts_on), _day(item.ends_on), str(item.sessions))
                for item in found
            ],
            right=(4,),
            empty="Personne de ce client n’est encore connu. Ses stagiaires apparaîtront ici.",
            opened=lambda row: self.desk.go_to("clients", found[row].id, "trainees"),
        )

    def _sessions(self, row_id: int) -> QWidget:
        return sessions_of(self.desk, "client", row_id, "Aucune session pour ce client.")

    def _sales(self, row_id: int) -> QWidget:
        proposals = related(
            self.desk,
            lists.PROPOSALS,
            PROPOSAL_COLUMNS,
            {"client": [row_id]},
            place=lambda _row: ("sales", "proposals"),
            empty="Aucun devis. « Nouvelle proposition » en commence un.",
        )
        invoices = self._invoices("client", row_id)
        return stacked(heading("Factures"), invoices, heading("Devis"), proposals, stretch=1)

    def _invoices(self, name: str, row_id: int) -> QWidget:
        return related(
            self.desk,
            lists.INVOICES,
            INVOICE_COLUMNS,
            {name: [row_id]},
            place=_list_of_invoice,
            empty="Aucune facture.",
        )

    def _papers(self, link: str, row_id: int) -> QWidget:
        """Show the papers that left; opening one shows the very bytes."""
        found = papers.papers_where(
            self.desk.office.db, f"{link} = ? order by issued_at desc, id desc limit 200", [row_id]
        )
        return small_table(
            ("Date", "Document", "Nom", "Pages"),
            [_paper_row(paper) for paper in found],
            right=(3,),
            empty="Aucun document n’est encore parti.",
            opened=lambda row: self.desk.show_issued(found[row].id or 0),
        )

    # Trainees -------------------------------------------------------------------------------------

    def _show_trainee(self, row_id: int) -> None:
        trainee = parties.TRAINEES.get(self.desk.office.db, row_id)
        employer = str(self.pane.chosen_row.get("employer") or "")
        state = "archivé" if trainee.archived_on else ""
        self.detail.head(list_name(trainee), employer or "sans employeur connu", state)
        self.detail.buttons([])
        about = facts(
            [
                ("Civilité", label(trainee.civility) if trainee.civility else ""),
                ("Nom de naissance", trainee.birth_name),
                ("Né(e) le", _day(trainee.born_on)),
                ("Téléphone", trainee.phone),
                ("Courriel", trainee.email),
                ("Adresse", "\n".join(trainee.address.lines)),
                # What they are is not for whoever passes behind the screen.
                ("Aménagements", "renseignés : « Modifier »" if trainee.special_needs else ""),
                ("Notes", trainee.notes),
            ]
        )
        self.detail.fill(
            (
                ("Fiche", scrolling(about)),
                ("Sessions suivies", Lazy(partial(self._seats, row_id))),
                ("Employeurs", Lazy(partial(self._jobs, row_id))),
                ("Documents", Lazy(partial(self._papers, "trainee_id", row_id))),
            )
        )

    def _seats(self, row_id: int) -> QWidget:
        db = self.desk.office.db
        found = details.seats_of(db, row_id)
        rows = []
        for seat in found:
            marks = sessions.attendance_of(db, seat.session_id).get(seat.id, {})
            followed = hours_followed(
                sessions.slots_of(db, seat.session_id), marks, seat.self_paced_hours
            )
            done = hours(followed) if marks or seat.self_paced_hours else ""
            start = _day(seat.starts_on)
            rows.append((seat.number, start, done, label(seat.state), seat.title, seat.client))
        return small_table(
            ("Session", "Début", "Heures suivies", "État", "Formation", "Client"),
            rows,
            right=(2,),
            empty="Aucune session. On inscrit une personne depuis la session.",
            opened=lambda row: self.desk.go_to("sessions", found[row].session_id),
        )

    def _jobs(self, row_id: int) -> QWidget:
        found = details.jobs_of(self.desk.office.db, row_id)
        return small_table(
            ("Employeur", "Poste", "Depuis", "Jusqu’au"),
            [
                (
                    job.client,
                    job.job,
                    _day(job.starts_on),
                    _day(job.ends_on) or "aujourd’hui",
                )
                for job in found
            ],
            empty="Aucun employeur connu.",
            opened=lambda row: self.desk.go_to("clients", found[row].client_id, "clients"),
        )

    # Funders --------------------------------------------------------------------------------------

    def _show_funder(self, row_id: int) -> None:
        funder = parties.FUNDERS.get(self.desk.office.db, row_id)
        state = "archivé" if funder.archived_on else ""
        self.detail.head(funder.name, shown.capital(label(funder.kind)), state)
        self.detail.buttons([])
        about = facts(
            [
                ("SIRET", funder.siret),
                ("Adresse", "\n".join(funder.address.lines)),
                ("Téléphone", funder.phone),
                ("Courriel", funder.email),
                ("Portail", funder.portal),
                ("Notes", funder.notes),
            ]
        )
        self.detail.fill(
            (
                ("Fiche", scrolling(about)),
                ("Prises en charge", Lazy(partial(self._supports, row_id))),
                ("Factures", Lazy(partial(self._invoices, "funder", row_id))),
            )
        )

    def _supports(self, row_id: int) -> QWidget:
        found = details.supports_of(self.desk.office.db, row_id)
        return small_table(
            ("Session", "Dossier", "État", "Montant", "Subrogation", "Client", "Formation"),
            [
                (
                    item.number,
                    item.file_number,
                    label(item.state),
                    euros(item.amount) if item.amount is not None else "",
                    "oui" if item.subrogation else "non",
                    item.client,
                    item.title,
                )
                for item in found
            ],
            right=(3,),
            empty="Aucune prise en charge. On les ajoute depuis une session, onglet Finances.",
            opened=lambda row: self.desk.edit("funding", found[row].id),
        )

    # Actions --------------------------------------------------------------------------------------

    def _years(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return the years that the register can be printed for, this one first."""
        this = self.desk.office.today().year
        return [
            (str(year), partial(self._print_register, year)) for year in range(this, this - 4, -1)
        ]

    def _print_register(self, year: int) -> None:
        period = (date(year, 1, 1), date(year, 12, 31))
        self.desk.show_paper("complaints_register", Subject(period=period))

    def _new_menu(self) -> Sequence[tuple[str, Callable[[], object]]]:
        kinds = [
            (shown.capital(label(kind)), partial(self.desk.edit, "client", None, kind=kind))
            for kind in ClientKind
        ]
        return (
            *kinds,
            ("Stagiaire", partial(self.desk.edit, "trainee")),
            ("Financeur", partial(self.desk.edit, "funder")),
            ("Réclamation ou réserve", partial(self.desk.edit, "register_entry")),
        )


def _list_of_invoice(row: Row) -> tuple[str, str]:
    is_credit = row["kind"] == InvoiceKind.CREDIT_NOTE
    return "sales", "credit_notes" if is_credit else "invoices"


def _client_state(client: Client, owed: int) -> str:
    if client.archived_on:
        return "archivé"
    return f"doit {shown.cents(owed)}" if owed > 0 else ""


def _part(contact: Contact) -> str:
    parts = ["signe"] if contact.is_signatory else []
    parts += ["reçoit les factures"] if contact.is_billing else []
    parts += ["décide"] if contact.is_decider else []
    return ", ".join(parts)


def _paper_row(paper: IssuedPaper) -> tuple[str, ...]:
    return short_date(paper.issued_on), paper.title, paper.reference, str(paper.pages)


def _day(day: date | None) -> str:
    return short_date(day) if day is not None else ""
