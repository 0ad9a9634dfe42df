"""Proposals, agreements, invoices, credit notes and payments."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.agreement import AgreementDetail
from trainingdesk.desktop.details.bill_reception import BillReception, confirmed
from trainingdesk.desktop.details.invoice import InvoiceDetail, show_reminders
from trainingdesk.desktop.details.payment import PaymentDetail, take_to_bank
from trainingdesk.desktop.details.proposal import ProposalDetail
from trainingdesk.desktop.details.supplier_bill import BillDetail
from trainingdesk.desktop.models.table import Column
from trainingdesk.desktop.pages.page import Button, ListPage
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.drop_area import dropped_files
from trainingdesk.desktop.widgets.list_pane import Choice, View, every
from trainingdesk.desktop.widgets.periods import periods
from trainingdesk.domain.agreements import AgreementKind, AgreementState
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.payments import PaymentKind, PaymentMeans
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.supplier_bills import ChargeKind
from trainingdesk.services import (
    invoicing,
    proposing,
    removing,
    supplier_invoices,
)
from trainingdesk.services.changes import Kind
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import lists, sales

PROPOSAL_COLUMNS = (
    Column(field="number", caption="N°", width=110),
    Column(field="created_on", caption="Date", show=shown.day, width=95),
    Column(field="client", caption="Client", width=175),
    Column(field="state", caption="État", show=shown.choice(ProposalState), width=90),
    Column(field="total_ht", caption="Total HT", show=shown.cents, right=True, width=100),
    Column(field="valid_until", caption="Valable jusqu’au", show=shown.day, width=135),
    Column(field="title", caption="Objet", width=240),
)
AGREEMENT_COLUMNS = (
    Column(field="number", caption="N°", width=120),
    Column(field="kind", caption="Type", show=shown.choice(AgreementKind), width=100),
    Column(field="client", caption="Client", width=220),
    Column(field="session", caption="Session", width=100),
    Column(field="starts_on", caption="Début", show=shown.day, width=95),
    Column(field="state", caption="État", show=shown.choice(AgreementState), width=160),
    Column(field="signed_on", caption="Signé le", show=shown.day, width=95),
    Column(field="total_ht", caption="Total HT", show=shown.cents, right=True, width=110),
)
# What matters most stands first: the rest lies beyond the edge of a narrow window.
INVOICE_COLUMNS = (
    Column(field="number", caption="N°", show=lambda text: text or "brouillon", width=105),
    Column(field="issued_on", caption="Date", show=shown.day, width=95),
    Column(field="client", caption="Client", width=175),
    Column(field="total_ttc", caption="Total TTC", show=shown.cents, right=True, width=95),
    Column(field="remaining", caption="Reste dû", show=shown.cents, right=True, width=90),
    Column(field="due_on", caption="Échéance", show=shown.day, width=95),
    Column(field="payer", caption="Payeur", width=150),
    Column(field="session", caption="Session", width=100),
)
PAYMENT_COLUMNS = (
    Column(field="paid_on", caption="Date", show=shown.day, width=95),
    Column(field="client", caption="Payeur", width=200),
    Column(field="amount", caption="Montant", show=shown.cents, right=True, width=105),
    Column(field="means", caption="Moyen", show=shown.choice(PaymentMeans), width=105),
    Column(field="kind", caption="Nature", show=shown.choice(PaymentKind), width=120),
    Column(field="invoices", caption="Factures", width=150),
    Column(field="unallocated", caption="Non affecté", show=shown.cents, right=True, width=110),
    Column(field="reference", caption="Référence", width=150),
    Column(field="held_until", caption="Retenu jusqu’au", show=shown.day, width=120),
)


BILL_COLUMNS = (
    Column(field="issued_on", caption="Date", show=shown.day, width=95),
    Column(field="supplier", caption="Fournisseur", width=190),
    Column(field="number", caption="N°", width=110),
    Column(field="total_ttc", caption="Total TTC", show=shown.cents, right=True, width=100),
    Column(field="due_on", caption="Échéance", show=shown.day, width=95),
    Column(field="paid_on", caption="Payée le", show=shown.day, width=95),
    Column(field="faults", caption="Anomalies", show=lambda n: str(n or ""), right=True, width=85),
    Column(field="charge", caption="Nature", show=shown.choice(ChargeKind), width=180),
    Column(field="session", caption="Session", width=100),
    Column(field="total_ht", caption="Total HT", show=shown.cents, right=True, width=100),
)


def _bill_states(today: date) -> Sequence[Choice]:
    return (
        Choice(caption="Toutes les factures"),
        Choice(caption="À payer", filters={"unpaid": ()}),
        Choice(caption="En retard", filters={"overdue": [str(today)]}),
        Choice(caption="Avec anomalies", filters={"faulty": ()}),
    )


def _payment_states(today: date) -> Sequence[Choice]:
    return (
        Choice(caption="Toutes les factures"),
        Choice(caption="Brouillons", filters={"draft": ()}),
        Choice(caption="Émises", filters={"issued": ()}),
        Choice(caption="À encaisser", filters={"unpaid": ()}),
        Choice(caption="En retard", filters={"overdue": [str(today)]}),
    )


class SalesPage(ListPage):
    """What is offered, agreed, invoiced and paid."""

    name = "sales"
    title = "Devis et factures"
    icon = "receipt-euro"
    shows = frozenset(
        {
            Kind.PROPOSALS,
            Kind.AGREEMENTS,
            Kind.INVOICES,
            Kind.PAYMENTS,
            Kind.SUPPLIERS,
            Kind.CLIENTS,
            Kind.PAPERS,
        }
    )
    views = (
        View(
            key="proposals",
            caption="Propositions",
            listing=lists.PROPOSALS,
            columns=PROPOSAL_COLUMNS,
            one="proposition",
            many="propositions",
            empty="Aucune proposition encore. « Nouveau » en commence une ; le client peut être "
            "créé en la saisissant.",
            choices=(every("Tous les états", ProposalState, "state"), periods),
        ),
        View(
            key="agreements",
            caption="Conventions et contrats",
            listing=lists.AGREEMENTS,
            columns=AGREEMENT_COLUMNS,
            one="accord",
            many="accords",
            empty="Aucune convention. Elles se préparent depuis une session.",
            choices=(every("Tous les états", AgreementState, "state"), periods),
        ),
        View(
            key="invoices",
            caption="Factures",
            listing=lists.INVOICES,
            columns=INVOICE_COLUMNS,
            filters={"not_kind": [InvoiceKind.CREDIT_NOTE.value]},
            one="facture",
            many="factures",
            empty="Aucune facture. Elles se préparent depuis une session, ou avec « Nouveau ».",
            choices=(_payment_states, periods),
        ),
        View(
            key="credit_notes",
            caption="Avoirs",
            listing=lists.INVOICES,
            columns=INVOICE_COLUMNS,
            filters={"kind": [InvoiceKind.CREDIT_NOTE.value]},
            one="avoir",
            many="avoirs",
            empty="Aucun avoir. On en fait un depuis la facture à corriger.",
            choices=(periods,),
        ),
        View(
            key="payments",
            caption="Règlements",
            listing=lists.PAYMENTS,
            columns=PAYMENT_COLUMNS,
            one="règlement",
            many="règlements",
            empty="Aucun règlement. On les saisit depuis une facture, ou avec « Nouveau ».",
            choices=(
                every("Tous les moyens", PaymentMeans, "means"),
                every("Toutes les natures", PaymentKind, "payment_kind"),
                periods,
            ),
        ),
        View(
            key="supplier_bills",
            caption="Factures reçues",
            listing=lists.SUPPLIER_BILLS,
            columns=BILL_COLUMNS,
            one="facture reçue",
            many="factures reçues",
            empty="Aucune facture reçue. Déposez ici celles des fournisseurs (Factur-X, XML, PDF, "
            "image), ou ouvrez-les avec « Ouvrir une facture reçue… ».",
            choices=(_bill_states, periods),
        ),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reception = BillReception(
            desk, self, lambda row_id: self.show_record(row_id, "supplier_bills")
        )
        self.setAcceptDrops(True)

    def buttons(self) -> Sequence[Button]:
        """Return the buttons of the list that is shown."""
        view = self.pane.view.key
        match view:
            case "proposals":
                return (
                    Button("Nouveau", "plus", partial(self.make, "proposal", view), None, "Ctrl+N"),
                    Button("Modifier", "pencil", self._open_chosen),
                    Button("Nouvelle version", "copy", self._renew, None, "Ctrl+D"),
                    Button("Supprimer", "trash-2", self._delete),
                )
            case "agreements":
                return (Button("Modifier", "pencil", self._open_chosen),)
            case "payments":
                return (
                    Button("Nouveau", "plus", partial(self.make, "payment", view), None, "Ctrl+N"),
                    Button("Ouvrir", "pencil", self._open_chosen),
                    Button("Annuler…", "undo-2", self._take_back),
                    Button("Relevé bancaire…", "import", self._show_bank),
                    Button("Remise de chèques…", "hand-coins", partial(take_to_bank, self.desk)),
                )
            case "supplier_bills":
                make = partial(self.make, "supplier_bill", view)
                return (
                    Button("Ouvrir une facture reçue…", "import", self._receive),
                    Button("Saisir", "plus", make, None, "Ctrl+N"),
                    Button("Modifier", "pencil", self._open_chosen),
                    Button("Supprimer", "trash-2", self._delete_bill),
                )
            case _:
                return (
                    Button("Nouveau", "plus", partial(self.make, "invoice", view), None, "Ctrl+N"),
                    Button("Modifier", "pencil", self._open_chosen),
                    Button("Supprimer le brouillon", "trash-2", self._discard),
                    Button("Facturer un mois…", "receipt-euro", self._bill_month),
                    Button("Relances", "mail", partial(show_reminders, self.desk)),
                )

    def open_row(self, row_id: int) -> None:
        """Open the editor, or the paper of what no longer changes."""
        match self.pane.view.key:
            case "proposals":
                record = sales.proposal(self.desk.office.db, row_id)
                if record.state is ProposalState.DRAFT:
                    self.desk.edit("proposal", row_id)
                else:
                    self.desk.show_paper("proposal", Subject(proposal_id=row_id))
            case "agreements":
                self.desk.edit("agreement", row_id)
            case "payments":
                self.desk.edit("payment", row_id)
            case "supplier_bills":
                self.desk.edit("supplier_bill", row_id)
            case _:
                if sales.invoice(self.desk.office.db, row_id).is_issued:
                    self.desk.show_paper("invoice", Subject(invoice_id=row_id))
                else:
                    self.desk.edit("invoice", row_id)

    def show_row(self, row_id: int) -> None:
        """Show the detail of the list's own kind."""
        detail = _DETAILS.get(self.pane.view.key, InvoiceDetail)
        detail(self.desk, self.detail).show(row_id)

    # Proposals ------------------------------------------------------------------------------------

    def _renew(self) -> None:
        if (row_id := self.pane.chosen_id) is not None:
            done = self.desk.perform(partial(proposing.renew, self.desk.office, row_id))
            if done is not None and done.id is not None:
                self.pane.choose(done.id)
                self.desk.edit("proposal", done.id)

    # Invoices -------------------------------------------------------------------------------------

    def _bill_month(self) -> None:
        from trainingdesk.desktop.month_billing_window import MonthBillingWindow  # noqa: PLC0415

        MonthBillingWindow(self.desk).show()

    def _discard(self) -> None:
        if (row_id := self.pane.chosen_id) is not None:
            self.desk.perform(partial(invoicing.discard_draft, self.desk.office, row_id))

    def _show_bank(self) -> None:
        from trainingdesk.desktop.bank_window import BankWindow  # noqa: PLC0415

        BankWindow(self.desk).show()

    # What suppliers sent --------------------------------------------------------------------------

    def _receive(self) -> None:
        self._reception.choose()

    def _delete_bill(self) -> None:
        """Ask first: the file that came cannot be brought back."""
        row = self.pane.chosen_row
        if (row_id := self.pane.chosen_id) is None:
            return
        if confirmed(
            self,
            f"Supprimer la facture {row['number']} de {row['supplier']} ?",
            "Son fichier ne pourra pas être retrouvé. Une facture reçue se conserve dix ans.",
        ):
            self.desk.perform(partial(supplier_invoices.remove, self.desk.office, row_id))

    # Shared ---------------------------------------------------------------------------------------

    def _open_chosen(self) -> None:
        if (row_id := self.pane.chosen_id) is not None:
            self.open_row(row_id)

    def _delete(self) -> None:
        row_id = self.pane.chosen_id
        if row_id is None:
            return
        remove = partial(removing.delete, self.desk.office, "proposal", row_id)
        self.desk.remove(partial(remove, "Cette proposition"))

    def _take_back(self) -> None:
        """Delete a cheque that is still held; take back, or give back, what was received."""
        row_id = self.pane.chosen_id
        if row_id is None:
            return
        if sales.payment(self.desk.office.db, row_id).held_until is None:
            self.desk.edit("payment_return", row_id)
            return
        remove = partial(removing.delete, self.desk.office, "payment", row_id)
        self.desk.remove(partial(remove, "Ce chèque retenu"))

    # Qt's own interface ---------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.pane.view.key == "supplier_bills" and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._reception.take(dropped_files(event))


_DETAILS: Mapping[str, type[AgreementDetail | BillDetail | PaymentDetail | ProposalDetail]] = (
    MappingProxyType(
        {
            "proposals": ProposalDetail,
            "agreements": AgreementDetail,
            "payments": PaymentDetail,
            "supplier_bills": BillDetail,
        }
    )
)
"""What shows a row of each list; the others hold invoices."""
