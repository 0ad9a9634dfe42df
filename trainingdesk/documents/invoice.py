"""Invoices and credit notes (CGI ann. II art. 242 nonies A, C. com. L441-9)."""

from reportlab.platypus import Flowable

from trainingdesk.documents.agreements import dates, duration, quantity, total_amounts
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.invoices import Invoice, InvoiceKind, Recipient
from trainingdesk.domain.lines import Line
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.domain.transfer_codes import transfer_code
from trainingdesk.domain.tva import Exemption, exemption_mention
from trainingdesk.french import euros, long_date, percent, period, short_date
from trainingdesk.paper import blocks as b
from trainingdesk.paper.letterhead import grouped_siret
from trainingdesk.paper.qr_codes import QrCode

CODE_SIDE = 28
"""Of the code of a transfer, in millimetres: a telephone reads it at arm's length."""
TITLES = {
    InvoiceKind.INVOICE: "Facture",
    InvoiceKind.DEPOSIT: "Facture d’acompte",
    InvoiceKind.BALANCE: "Facture de solde",
    InvoiceKind.CREDIT_NOTE: "Avoir",
    InvoiceKind.CANCELLATION_FEE: "Facture de frais d’annulation",
    InvoiceKind.LATE_CHARGES: "Facture de pénalités de retard",
    InvoiceKind.EXPENSES: "Facture de frais",
}


def compose(data: InvoicePaper, wording: Wording) -> Composition:
    """Return the invoice; a draft is marked as such and bears no number."""
    invoice = data.invoice
    title = TITLES[invoice.kind]
    reference = f"{title} {invoice.number}" if invoice.number else f"{title} – projet"
    story = [
        *b.parties(_heading(data), _window(invoice.buyer), address_window=True),
        *_parties_named(invoice),
        *_subject(data),
        *_lines(data),
        *b.amount_summary(_amounts(data)),
        *_mentions(data, wording),
        *_payment(data, wording),
    ]
    return Composition(title=title, reference=reference, subject=_subject_words(data), story=story)


def _heading(data: InvoicePaper) -> list[Flowable]:
    invoice = data.invoice
    facts: list[tuple[str, b.Content]] = [
        ("Numéro", invoice.number or "attribué à l’émission"),
        ("Date", long_date(invoice.issued_on or data.on)),
    ]
    if invoice.kind is not InvoiceKind.CREDIT_NOTE and invoice.due_on:
        facts.append(("Échéance", long_date(invoice.due_on)))
    if data.corrects is not None and data.corrects.issued_on is not None:
        facts.append(
            ("Corrige", f"{data.corrects.number} du {short_date(data.corrects.issued_on)}")
        )
    return [*b.title(TITLES[invoice.kind]), *b.facts(facts)]


def _window(recipient: Recipient) -> b.Party:
    return b.Party(name=recipient.name, lines=recipient.address.lines)


def _parties_named(invoice: Invoice) -> list[Flowable]:
    """Return who buys and who pays, with the numbers that name them."""
    facts: list[tuple[str, b.Content]] = [("Client", _identity(invoice.client))]
    if invoice.is_to_funder:
        facts = [
            ("Facturé à", _identity(invoice.buyer)),
            ("Pour", _identity(invoice.client)),
        ]
    elif invoice.payer is not None:
        facts.append(("Payeur", _identity(invoice.payer)))
    for name, value in (
        ("N° de dossier", invoice.file_number),
        ("Bon de commande", invoice.purchase_order),
        ("Code service", invoice.service_code),
        ("N° d’engagement", invoice.engagement_number),
    ):
        if value:
            facts.append((name, value))
    return b.facts(facts)


def _identity(recipient: Recipient) -> str:
    parts = [recipient.name, ", ".join(recipient.address.lines)]
    if recipient.siret:
        parts.append(f"SIREN\N{NO-BREAK SPACE}{grouped_siret(recipient.siren)}")
    if recipient.vat_number:
        parts.append(f"TVA\N{NO-BREAK SPACE}{recipient.vat_number}")
    return " – ".join(filter(None, parts))


def _subject(data: InvoicePaper) -> list[Flowable]:
    """Return what was delivered: title, session, dates, hours and people."""
    facts: list[tuple[str, b.Content]] = []
    if data.file is not None:
        file = data.file
        facts += [
            ("Formation", f"{file.session.title} ({file.course.code})"),
            ("Session", f"{file.session.number}, {dates(file)}, {duration(file)}"),
        ]
    elif data.invoice.delivered_from and data.invoice.delivered_until:
        facts.append(
            ("Prestation", period(data.invoice.delivered_from, data.invoice.delivered_until))
        )
    if data.participants:
        facts.append(("Stagiaires", ", ".join(person.name for person in data.participants)))
    if data.invoice.reason:
        facts.append(("Motif", data.invoice.reason))
    return b.facts(facts)


def _subject_words(data: InvoicePaper) -> str:
    return data.file.session.title if data.file else TITLES[data.invoice.kind]


def _lines(data: InvoicePaper) -> list[Flowable]:
    rows: list[b.Row] = [
        [
            item.line.label,
            quantity(item.line),
            euros(item.line.unit_price),
            _rate(item.line),
            euros(item.total_ht),
        ]
        for item in data.invoice.lines
    ]
    columns = (
        b.Column(title="Désignation", weight=3, row_header=True),
        b.Column(title="Quantité", align="right"),
        b.Column(title="Prix unitaire HT", align="right"),
        b.Column(title="TVA", align="right"),
        b.Column(title="Montant HT", align="right"),
    )
    return b.table(columns, rows)


def _rate(line: Line) -> str:
    if line.exemption is Exemption.OUT_OF_SCOPE:
        return "hors champ"
    return "exonéré" if line.exemption else percent(line.tva_rate)


def _amounts(data: InvoicePaper) -> list[b.Amount]:
    amounts = total_amounts(data.invoice.totals)
    deposits = data.invoice.deductions
    if not deposits:
        return amounts
    taken = [
        b.Amount(f"Acompte {deposit.number} du {short_date(deposit.issued_on)}", -deposit.total_ttc)
        for deposit in deposits
    ]
    return [*amounts, *taken, b.Amount("Reste à payer", data.invoice.to_pay, strong=True)]


def _mentions(data: InvoicePaper, wording: Wording) -> list[Flowable]:
    on = data.invoice.issued_on or data.on
    parts = [
        f"{exemption_mention(kind, on, data.tax_mentions)}."
        for kind in data.invoice.totals.exemptions
    ]
    if data.organisation.vat_on_debits:
        parts.append("Option pour le paiement de la taxe d’après les débits.")
    parts.append(wording("invoice.categorie"))
    if data.invoice.notes:
        parts.append(data.invoice.notes)
    return b.text(" ".join(parts))


def _payment(data: InvoicePaper, wording: Wording) -> list[Flowable]:
    """Return how to pay and what lateness costs (C. com. L441-9, L441-10, D441-5)."""
    if data.invoice.kind is InvoiceKind.CREDIT_NOTE:
        return b.text(wording("invoice.avoir"))
    office = data.organisation
    facts: list[tuple[str, b.Content]] = []
    if office.iban:
        facts += [("IBAN", grouped_iban(office.iban)), ("BIC", office.bic)]
    facts.append(("Référence à rappeler", data.invoice.number or "numéro de la facture"))
    return b.keep_together(
        b.heading("Règlement"),
        b.text(wording("invoice.reglement", due=_due(data))),
        _beside_code(data, b.facts([fact for fact in facts if fact[1]])),
        b.small(_late(data, wording)),
    )


def _beside_code(data: InvoicePaper, facts: list[Flowable]) -> list[Flowable]:
    """Return the facts with the code that a telephone makes a transfer of, once it is numbered."""
    office, invoice = data.organisation, data.invoice
    if not invoice.number:
        return facts
    text = transfer_code(office.name, office.iban, invoice.to_pay, invoice.number, office.bic)
    if not text:
        return facts
    told = f"Code à lire avec l’application de votre banque : virement de {euros(invoice.to_pay)}."
    code = QrCode(text, told, CODE_SIDE)
    return b.two_columns(facts, [code, *b.small("Virement par téléphone")], shares=(3, 1))


def _due(data: InvoicePaper) -> str:
    due = data.invoice.due_on
    return f"le {long_date(due)}" if due else "à l’échéance convenue"


def _late(data: InvoicePaper, wording: Wording) -> str:
    if data.is_owed_by_consumer:
        mediator = ", ".join(
            filter(
                None,
                (
                    data.organisation.mediator_name,
                    data.organisation.mediator_website,
                    data.organisation.mediator_address,
                ),
            )
        )
        text = wording("invoice.retard_particulier")
        return f"{text} {wording('invoice.mediateur', mediator=mediator)}" if mediator else text
    rate = (
        wording("invoice.taux_connu", rate=percent(data.late_rate))
        if data.late_rate is not None
        else ""
    )
    return wording(
        "invoice.retard",
        rate=data.late_words,
        known=f" {rate}" if rate else "",
        indemnity=euros(data.indemnity),
    )


def grouped_iban(iban: str) -> str:
    """Write an account number by fours.

    >>> grouped_iban("FR7630006000011234567890189")[:9].replace(chr(160), "_")
    'FR76_3000'
    """
    return "\N{NO-BREAK SPACE}".join(iban[i : i + 4] for i in range(0, len(iban), 4))


def file_name(data: InvoicePaper) -> str:
    """Return the name that the paper is filed under."""
    title = TITLES[data.invoice.kind]
    return file_stem(f"{title} {data.invoice.number or 'projet'}", data.invoice.recipient.name)
