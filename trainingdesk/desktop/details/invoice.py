"""An invoice or a credit note seen: its paper, its money, and what is done next with it."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.chorus import chorus_view
from trainingdesk.desktop.details.claims import claim_view
from trainingdesk.desktop.details.parts import day_of, lines_table
from trainingdesk.desktop.preview import LazyPreview
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import Detail, facts, scrolling, small_table
from trainingdesk.desktop.widgets.detail import Step as NextStep
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.invoices import Balance, Invoice, InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.payments import PaymentKind, PaymentMeans
from trainingdesk.french import euros
from trainingdesk.services import chorus, late_charges, publishing
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, parties, sales


class InvoiceDetail:
    """Shows an invoice in the card at the right."""

    def __init__(self, desk: Desk, detail: Detail) -> None:
        self._desk = desk
        self._detail = detail

    def show(self, row_id: int) -> None:
        """Show an invoice or a credit note with what is done next."""
        office = self._desk.office
        record = sales.invoice(office.db, row_id)
        client = parties.CLIENTS.get(office.db, record.client_id)
        balance = sales.balance(office.db, row_id)
        title = f"{shown.capital(label(record.kind))} {record.number or '– brouillon'}"
        self._detail.head(title, client.display_name, _state(record, balance))
        self._detail.buttons(*self._invoice_steps(record, owes=balance.remaining > 0))
        about = facts(
            [
                ("Client", client.display_name),
                ("Payeur", record.payer.name if record.payer else ""),
                ("Dossier", record.file_number),
                ("Bon de commande", record.purchase_order),
                ("Code service", record.service_code),
                ("N° d’engagement", record.engagement_number),
                ("À compléter", "" if record.is_issued else chorus.lacking(office, row_id)),
                ("Émise le", day_of(record.issued_on)),
                ("Échéance", day_of(record.due_on)),
                ("Total TTC", euros(record.totals.total_ttc)),
                ("Avoirs", euros(balance.credited) if balance.credited else ""),
                ("Réglé", euros(balance.paid) if balance.paid else ""),
                ("Passé en perte", euros(balance.written_off) if balance.written_off else ""),
                ("Reste dû", euros(balance.remaining) if record.is_issued else ""),
                ("Motif", record.reason),
            ]
        )
        tabs = [
            ("Aperçu", LazyPreview(partial(_drawn, office, row_id))),
            ("Informations", scrolling(about)),
            ("Lignes", lines_table([item.line for item in record.lines])),
            ("Règlements", self._payments_of(row_id)),
        ]
        if record.payer_funder_id is not None:
            tabs.append(("Demande de paiement", claim_view(self._desk, record)))
        if record.is_issued and chorus.is_followed(office, row_id):
            tabs.append(("Chorus Pro", chorus_view(self._desk, row_id)))
        self._detail.fill(tabs)

    def _invoice_steps(
        self, record: Invoice, *, owes: bool
    ) -> tuple[list[NextStep], list[NextStep]]:
        """Return what is done next with an invoice, and what drops down below it."""
        row_id = record.id or 0
        view = NextStep(
            "Voir le document",
            "eye",
            partial(self._desk.show_paper, "invoice", Subject(invoice_id=row_id)),
        )
        if not record.is_issued:
            number_it = partial(self._desk.show_paper, "invoice", Subject(invoice_id=row_id))
            edit = partial(self._desk.edit, "invoice", row_id)
            return [
                NextStep("Valider et numéroter…", "stamp", number_it, True),
                NextStep("Modifier", "pencil", edit),
            ], []
        if record.kind is InvoiceKind.CREDIT_NOTE:
            return [view], []
        make_credit = partial(self._desk.edit, "credit", row_id)
        credit = NextStep("Faire un avoir", "undo-2", make_credit)
        paying = partial(self._desk.edit, "payment", None, invoice_id=row_id)
        pay = [NextStep("Saisir un règlement", "hand-coins", paying, True)] if owes else []
        if not self._is_late(record, owes=owes):
            return [*pay, view, credit], []
        charge = self._late_steps(record)
        if not owes:
            return [view, *charge[:1]], [*charge[1:], credit]
        payer = sales.payer_of(self._desk.office.db, row_id)
        remind = partial(show_reminders, self._desk, PayerKey(payer.client_id, payer.funder_id))
        give_up = partial(self._desk.edit, "write_off", row_id)
        return [*pay, NextStep("Relancer…", "mail", remind), *charge[:1]], [
            *charge[1:],
            view,
            credit,
            NextStep("Passer en perte…", "ban", give_up),
        ]

    def _late_steps(self, record: Invoice) -> list[NextStep]:
        """Return what lateness lets do; charges of lateness bear none themselves."""
        if record.kind is InvoiceKind.LATE_CHARGES:
            return []
        late = partial(self._desk.edit, "fees", None, invoice_id=record.id)
        charge = partial(self._charge_lateness, record.id or 0)
        return [
            NextStep("Intérêts de retard…", "receipt-euro", late),
            NextStep("Facturer les pénalités", "receipt-euro", charge),
        ]

    def _charge_lateness(self, row_id: int) -> None:
        office = self._desk.office
        act = partial(late_charges.draft, office, row_id, office.today())
        done = self._desk.perform(act)
        if done is not None and done.id is not None:
            self._desk.go_to("sales", done.id, "invoices")

    def _is_late(self, record: Invoice, *, owes: bool) -> bool:
        """Whether the invoice waits past its day, or was paid after it."""
        days = [day for day, _amount in bargains.payments_of(self._desk.office.db, record.id or 0)]
        last = self._desk.office.today() if owes else max(days, default=date.min)
        return record.due_on is not None and record.due_on < last

    def _payments_of(self, row_id: int) -> QWidget:
        db = self._desk.office.db
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
            opened=lambda row: self._desk.edit("payment", rows[row][0]),
        )


def show_reminders(desk: Desk, payer: PayerKey | None = None) -> None:
    """Open the window of late payers, on one of them if it is named."""
    from trainingdesk.desktop.reminders_window import RemindersWindow  # noqa: PLC0415

    RemindersWindow(desk, payer).show()


def _drawn(office: Office, row_id: int) -> bytes:
    return publishing.prepare(office, "invoice", Subject(invoice_id=row_id)).render()[0]


def _state(record: Invoice, balance: Balance) -> str:
    """Return how far the money of an invoice is, in a word or two."""
    if not record.is_issued:
        return "brouillon"
    if record.kind is InvoiceKind.CREDIT_NOTE:
        return "émis"
    if balance.remaining > 0:
        return "réglée en partie" if balance.paid > 0 else "à encaisser"
    if balance.credited >= balance.total_ttc:
        return "annulée par avoir"
    if balance.remaining < 0:
        return "trop réglée"
    return "passée en perte" if balance.written_off else "réglée"
