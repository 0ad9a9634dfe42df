"""Proposals, agreements, invoices, credit notes and payments."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.agreement import AgreementDetail
from trainingdesk.desktop.details.bill_reception import BillReception, confirmed
from trainingdesk.desktop.details.chorus import chorus_view
from trainingdesk.desktop.details.claims import claim_view
from trainingdesk.desktop.details.parts import lines_table
from trainingdesk.desktop.details.supplier_bill import BillDetail
from trainingdesk.desktop.models.table import Column
from trainingdesk.desktop.pages.page import Button, ListPage
from trainingdesk.desktop.preview import LazyPreview
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import Step as NextStep
from trainingdesk.desktop.widgets.detail import facts, scrolling, small_table, stacked
from trainingdesk.desktop.widgets.drop_area import dropped_files
from trainingdesk.desktop.widgets.list_pane import Choice, View, every
from trainingdesk.desktop.widgets.periods import periods
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.agreements import AgreementKind, AgreementState
from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.payments import Payment, PaymentKind, PaymentMeans
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.supplier_bills import ChargeKind
from trainingdesk.french import euros, long_date, short_date
from trainingdesk.services import (
    cheque_slips,
    chorus,
    invoicing,
    late_charges,
    payments,
    proposing,
    publishing,
    removing,
    supplier_invoices,
)
from trainingdesk.services.changes import Changes, Kind
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, lists, parties, sales

"""How many buttons of an invoice fit side by side."""

PROPOSAL_COLUMNS = (
    Column(field="number", caption="N°", width=110),
    Column(field="client", caption="Client", width=210),
    Column(field="title", caption="Objet", width=240),
    Column(field="created_on", caption="Date", show=shown.day, width=95),
    Column(field="valid_until", caption="Valable jusqu’au", show=shown.day, width=120),
    Column(field="state", caption="État", show=shown.choice(ProposalState), width=95),
    Column(field="total_ht", caption="Total HT", show=shown.cents, right=True, width=110),
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
INVOICE_COLUMNS = (
    Column(field="number", caption="N°", show=lambda text: text or "brouillon", width=110),
    Column(field="issued_on", caption="Date", show=shown.day, width=95),
    Column(field="client", caption="Client", width=200),
    Column(field="payer", caption="Payeur", width=150),
    Column(field="session", caption="Session", width=100),
    Column(field="total_ttc", caption="Total TTC", show=shown.cents, right=True, width=110),
    Column(field="due_on", caption="Échéance", show=shown.day, width=95),
    Column(field="remaining", caption="Reste dû", show=shown.cents, right=True, width=110),
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
                    Button("Remise de chèques…", "hand-coins", self._take_to_bank),
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
                    Button("Relances", "mail", self._show_reminders),
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
        if self.pane.view.key == "agreements":
            AgreementDetail(self.desk, self.detail).show(row_id)
            return
        if self.pane.view.key == "supplier_bills":
            BillDetail(self.desk, self.detail).show(row_id)
            return
        front = self.detail.tabs.currentIndex()
        self.detail.clear_tabs()
        match self.pane.view.key:
            case "proposals":
                self._show_proposal(row_id)
            case "payments":
                self._show_payment(row_id)
            case _:
                self._show_invoice(row_id)
        self.detail.tabs.setCurrentIndex(max(min(front, self.detail.tabs.count() - 1), 0))

    # Proposals ------------------------------------------------------------------------------------

    def _show_proposal(self, row_id: int) -> None:
        office = self.desk.office
        record = sales.proposal(office.db, row_id)
        client = parties.CLIENTS.get(office.db, record.client_id)
        expired = record.is_expired(office.today())
        state = "expirée" if expired else label(record.state)
        self.detail.head(record.title, f"{record.number} · {client.display_name}", state)
        view = NextStep("Voir le document", "eye", self._show_paper("proposal", row_id))
        more: list[NextStep] = []
        match record.state:
            case ProposalState.DRAFT:
                send = partial(proposing.send, office, row_id)
                steps = [NextStep("Numéroter et envoyer", "send", self._doing(send), True), view]
            case ProposalState.SENT:
                accept = self._doing(partial(proposing.accept_prolonged, office, row_id))
                refuse = partial(self.desk.edit, "refusal", row_id)
                words = "Accepter (prolonge la validité)" if expired else "Acceptée"
                steps = [
                    NextStep(words, "check", accept, True),
                    NextStep("Refusée", "ban", refuse),
                    view,
                ]
                prolong = partial(self.desk.edit, "validity", row_id)
                more = [NextStep("Prolonger la validité…", "calendar-days", prolong)]
            case ProposalState.ACCEPTED if record.session_id is None:
                plan = partial(
                    self.desk.edit, "session", None, proposal_id=row_id, after=self._show_planned
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
        self.detail.buttons(steps, more)
        about = facts(
            [
                ("Client", client.display_name),
                ("Dates", record.dates),
                ("Lieu", record.place),
                ("Durée", record.duration),
                ("Participants", ", ".join(record.participants) or _count(record.head_count)),
                ("Envoyée le", _day(record.sent_on)),
                ("Valable jusqu’au", _day(record.valid_until)),
                ("À rappeler le", _day(record.recall_on)),
                ("Motif du refus", record.lost_reason),
                ("Coût de préparation", _sum(record.preparation_cost)),
            ]
        )
        self.detail.tabs.addTab(lines_table(record.lines), "Lignes")
        self.detail.tabs.addTab(scrolling(about), "Informations")
        self._add_preview("proposal", Subject(proposal_id=row_id))

    def _show_planned(self, changes: Changes) -> None:
        """Go on where the people of the session that was planned are enrolled."""
        if changes.id is not None:
            self.desk.go_to("sessions", changes.id)

    def _reopening(self, row_id: int) -> NextStep:
        reopen = self._doing(partial(proposing.reopen, self.desk.office, row_id))
        return NextStep("Revenir à envoyée", "undo-2", reopen)

    def _renew(self) -> None:
        if (row_id := self.pane.chosen_id) is not None:
            done = self.desk.perform(partial(proposing.renew, self.desk.office, row_id))
            if done is not None and done.id is not None:
                self.pane.choose(done.id)
                self.desk.edit("proposal", done.id)

    # Invoices -------------------------------------------------------------------------------------

    def _show_invoice(self, row_id: int) -> None:
        office = self.desk.office
        record = sales.invoice(office.db, row_id)
        client = parties.CLIENTS.get(office.db, record.client_id)
        balance = sales.balance(office.db, row_id)
        title = f"{shown.capital(label(record.kind))} {record.number or '– brouillon'}"
        self.detail.head(title, client.display_name, _invoice_state(record, balance.remaining))
        self.detail.buttons(*self._invoice_steps(record, owes=balance.remaining > 0))
        about = facts(
            [
                ("Client", client.display_name),
                ("Payeur", record.payer.name if record.payer else ""),
                ("Dossier", record.file_number),
                ("Bon de commande", record.purchase_order),
                ("Code service", record.service_code),
                ("N° d’engagement", record.engagement_number),
                ("À compléter", "" if record.is_issued else chorus.lacking(office, row_id)),
                ("Émise le", _day(record.issued_on)),
                ("Échéance", _day(record.due_on)),
                ("Total TTC", euros(record.totals.total_ttc)),
                ("Avoirs", euros(balance.credited) if balance.credited else ""),
                ("Réglé", euros(balance.paid) if balance.paid else ""),
                ("Reste dû", euros(balance.remaining) if record.is_issued else ""),
                ("Motif", record.reason),
            ]
        )
        self._add_preview("invoice", Subject(invoice_id=row_id))
        self.detail.tabs.addTab(scrolling(about), "Informations")
        self.detail.tabs.addTab(lines_table([item.line for item in record.lines]), "Lignes")
        self.detail.tabs.addTab(self._payments_of(row_id), "Règlements")
        if record.payer_funder_id is not None:
            self.detail.tabs.addTab(claim_view(self.desk, record), "Demande de paiement")
        if record.is_issued and chorus.is_followed(office, row_id):
            self.detail.tabs.addTab(chorus_view(self.desk, row_id), "Chorus Pro")

    def _invoice_steps(
        self, record: Invoice, *, owes: bool
    ) -> tuple[list[NextStep], list[NextStep]]:
        """Return what is done next with an invoice, and what drops down below it."""
        row_id = record.id or 0
        view = NextStep("Voir le document", "eye", self._show_paper("invoice", row_id))
        if not record.is_issued:
            number_it = self._show_paper("invoice", row_id)
            edit = partial(self.desk.edit, "invoice", row_id)
            return [
                NextStep("Valider et numéroter…", "stamp", number_it, True),
                NextStep("Modifier", "pencil", edit),
            ], []
        if record.kind is InvoiceKind.CREDIT_NOTE:
            return [view], []
        make_credit = partial(self.desk.edit, "credit", row_id)
        credit = NextStep("Faire un avoir", "undo-2", make_credit)
        paying = partial(self.desk.edit, "payment", None, invoice_id=row_id)
        pay = [NextStep("Saisir un règlement", "hand-coins", paying, True)] if owes else []
        if not self._is_late(record, owes=owes):
            return [*pay, view, credit], []
        charge = self._late_steps(record)
        if not owes:
            return [view, *charge[:1]], [*charge[1:], credit]
        payer = sales.payer_of(self.desk.office.db, row_id)
        remind = partial(self._show_reminders, PayerKey(payer.client_id, payer.funder_id))
        return [*pay, NextStep("Relancer…", "mail", remind), *charge[:1]], [
            *charge[1:],
            view,
            credit,
        ]

    def _late_steps(self, record: Invoice) -> list[NextStep]:
        """Return what lateness lets do; charges of lateness bear none themselves."""
        if record.kind is InvoiceKind.LATE_CHARGES:
            return []
        late = partial(self.desk.edit, "fees", None, invoice_id=record.id)
        charge = partial(self._charge_lateness, record.id or 0)
        return [
            NextStep("Intérêts de retard…", "receipt-euro", late),
            NextStep("Facturer les pénalités", "receipt-euro", charge),
        ]

    def _charge_lateness(self, row_id: int) -> None:
        office = self.desk.office
        act = partial(late_charges.draft, office, row_id, office.today())
        done = self.desk.perform(act)
        if done is not None and done.id is not None:
            self.desk.go_to("sales", done.id, "invoices")

    def _bill_month(self) -> None:
        from trainingdesk.desktop.month_billing_window import MonthBillingWindow  # noqa: PLC0415

        MonthBillingWindow(self.desk).show()

    def _take_to_bank(self) -> None:
        from trainingdesk.desktop.cheque_slip_window import ChequeSlipWindow  # noqa: PLC0415

        ChequeSlipWindow(self.desk).show()

    def _show_reminders(self, payer: PayerKey | None = None) -> None:
        from trainingdesk.desktop.reminders_window import RemindersWindow  # noqa: PLC0415

        RemindersWindow(self.desk, payer).show()

    def _is_late(self, record: Invoice, *, owes: bool) -> bool:
        """Whether the invoice waits past its day, or was paid after it."""
        days = [day for day, _amount in bargains.payments_of(self.desk.office.db, record.id or 0)]
        last = self.desk.office.today() if owes else max(days, default=date.min)
        return record.due_on is not None and record.due_on < last

    def _payments_of(self, row_id: int) -> QWidget:
        db = self.desk.office.db
        rows = db.execute(
            "select p.id, p.paid_on, p.kind, p.means, p.reference, sum(a.amount_cents)"
            " from payment p join payment_allocation a on a.payment_id = p.id"
            " where a.invoice_id = ? group by p.id having sum(a.amount_cents) <> 0"
            " order by p.paid_on, p.id",
            [row_id],
        ).fetchall()
        return small_table(
            ("Date", "Nature", "Moyen", "Référence", "Montant"),
            [
                (
                    shown.day(on),
                    shown.choice(PaymentKind)(kind),
                    shown.choice(PaymentMeans)(means),
                    reference,
                    shown.cents(cents),
                )
                for _id, on, kind, means, reference, cents in rows
            ],
            right=(4,),
            empty="Aucun règlement pour cette facture.",
            opened=lambda row: self.desk.edit("payment", rows[row][0]),
        )

    def _discard(self) -> None:
        if (row_id := self.pane.chosen_id) is not None:
            self.desk.perform(partial(invoicing.discard_draft, self.desk.office, row_id))

    # Payments -------------------------------------------------------------------------------------

    def _show_payment(self, row_id: int) -> None:
        db = self.desk.office.db
        record = sales.payment(db, row_id)
        self.detail.head(
            f"{_PAYMENT_NAMES[record.kind]} de {euros(abs(record.amount))}",
            f"{long_date(record.paid_on)} · {label(record.means)}",
            _payment_state(record),
        )
        edit = partial(self.desk.edit, "payment", row_id)
        steps = [NextStep("Ouvrir", "pencil", edit)]
        if record.unallocated > 0 and record.held_until is None:
            steps[0] = NextStep("Affecter…", "pencil", edit)
            back = partial(self.desk.edit, "payment_return", row_id, outcome=PaymentKind.REFUND)
            steps.append(NextStep("Rendre l’avance…", "undo-2", back))
        today = self.desk.office.today()
        if record.held_until is not None and record.held_until <= today:
            cash = self._doing(partial(payments.cash, self.desk.office, row_id, today))
            steps.insert(0, NextStep("Encaisser", "hand-coins", cash, True))
        slip = cheque_slips.slip_of(self.desk.office, row_id)
        more: list[NextStep] = []
        if cheque_slips.waits(self.desk.office, row_id):
            # Beside an advance to give back it would be cut: drop it down.
            bank = NextStep("Remettre en banque…", "hand-coins", self._take_to_bank)
            (more if len(steps) > 1 else steps).append(bank)
        self.detail.buttons(steps, more)
        settled = [(part, sales.invoice(db, part.invoice_id)) for part in record.allocations]
        table = small_table(
            ("Facture", "Client", "Montant"),
            [(i.number or "", i.client.name, euros(part.amount)) for part, i in settled],
            right=(2,),
            empty="Ce règlement ne solde aucune facture.",
            opened=lambda row: self.desk.go_to("sales", settled[row][0].invoice_id, "invoices"),
        )
        about = facts(
            [
                ("Référence", record.reference),
                ("Notes", record.notes),
                ("Enregistré le", _day(record.recorded_on)),
                (
                    "Remis en banque",
                    f"le {_day(slip.deposited_on)} ({slip.number})" if slip else "",
                ),
                *(
                    (
                        shown.capital(label(each.kind)),
                        f"{euros(-each.amount)} le {_day(each.paid_on)}",
                    )
                    for each in record.corrections
                ),
            ]
        )
        self.detail.tabs.addTab(stacked(about, table, stretch=1), "Factures réglées")

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

    def _doing(self, act: Callable[[], Changes]) -> Callable[[], object]:
        return partial(self.desk.perform, act)

    def _show_paper(self, key: str, row_id: int) -> Callable[[], object]:
        subjects = {
            "proposal": Subject(proposal_id=row_id),
            "invoice": Subject(invoice_id=row_id),
        }
        subject = subjects.get(key) or Subject(agreement_id=row_id)
        return partial(self.desk.show_paper, key, subject)

    def _add_preview(self, key: str, subject: Subject) -> None:
        """Add the paper itself, drawn when its tab is first seen."""
        pane = LazyPreview(lambda: publishing.prepare(self.desk.office, key, subject).render()[0])
        self.detail.tabs.addTab(pane, "Aperçu")

    # Qt's own interface ---------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.pane.view.key == "supplier_bills" and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._reception.take(dropped_files(event))


def _invoice_state(record: Invoice, remaining: Decimal) -> str:
    if not record.is_issued:
        return "brouillon"
    if record.kind is InvoiceKind.CREDIT_NOTE:
        return "émis"
    return "à encaisser" if remaining else "réglée"


_PAYMENT_NAMES = {
    PaymentKind.RECEIVED: "Règlement",
    PaymentKind.REFUND: "Remboursement",
    PaymentKind.BOUNCED: "Impayé",
    PaymentKind.MISTAKE: "Annulation",
}


def _payment_state(record: Payment) -> str:
    if record.held_until is not None:
        return f"retenu jusqu’au {short_date(record.held_until)}"
    if record.taken_back is not None:
        return f"{label(record.taken_back.kind)} le {short_date(record.taken_back.paid_on)}"
    return f"{euros(record.unallocated)} en avance" if record.unallocated else ""


def _day(day: date | None) -> str:
    return short_date(day) if day is not None else ""


def _sum(amount: Decimal | None) -> str:
    return "" if amount is None else euros(amount)


def _count(count: int | None) -> str:
    return "" if count is None else str(count)
