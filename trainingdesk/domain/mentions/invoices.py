"""What invoices must say (CGI ann. II art. 242 nonies A, C. com. L441-9)."""

from trainingdesk.domain.chorus import goes_through_chorus
from trainingdesk.domain.identifiers import SIREN_DIGITS
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.domain.tva import exemption_mention
from trainingdesk.french import euros, long_date, percent, short_date

TAX = "CGI ann. II art. 242 nonies A, I"
TRADE = "C. com. L441-9"
CLIENT = "Clients › la fiche du client"
FORM = "la facture"


def _is_credit(data: InvoicePaper) -> bool:
    return data.invoice.kind is InvoiceKind.CREDIT_NOTE


def _delivers(data: InvoicePaper) -> bool:
    """Whether it is about something given on days: a deposit or a fee is not, nor their credit."""
    about = data.corrects or data.invoice
    asks_only = {InvoiceKind.DEPOSIT, InvoiceKind.CANCELLATION_FEE}
    return about.session_id is not None and about.kind not in asks_only


def _to_professional(data: InvoicePaper) -> bool:
    return not _is_credit(data) and not data.is_owed_by_consumer


def _demands(data: InvoicePaper, number: bool) -> bool:
    """Whether a public client refuses an invoice without a number that it asks for."""
    return number and goes_through_chorus(data.client, data.invoice)


INVOICE: tuple[Mention[InvoicePaper], ...] = (
    *office_mentions(blocks=True),
    Mention(
        "Numéro de TVA de l’organisme",
        f"{TAX}, 2°",
        "Fichier › Organisme › TVA",
        lambda data: (data.organisation.vat_number,),
        applies=lambda data: (
            data.organisation.vat_regime is not VatRegime.FRANCHISE
            and any(part.rate for part in data.invoice.totals.by_rate)
        ),
        blocks=True,
    ),
    Mention("Nom du client", f"{TAX}, 1°", CLIENT, lambda d: (d.invoice.client.name,), blocks=True),
    Mention(
        "Adresse du client",
        f"{TAX}, 1°",
        CLIENT,
        lambda data: (
            data.invoice.client.address.lines if data.invoice.client.address.is_complete else ()
        ),
        blocks=True,
    ),
    Mention(
        "SIREN du client",
        "décret 2022-1299",
        CLIENT,
        lambda data: (
            (data.invoice.client.siren[:3],)
            if len(data.invoice.client.siren) == SIREN_DIGITS
            else ()
        ),
        applies=lambda data: not data.client.is_individual,
    ),
    Mention(
        "Adresse du payeur",
        f"{TRADE}",
        "Clients › la fiche du financeur",
        lambda data: (
            data.invoice.recipient.address.lines
            if data.invoice.recipient.address.is_complete
            else ()
        ),
        applies=lambda data: data.invoice.payer is not None,
        blocks=True,
    ),
    Mention(
        "Date d’émission",
        f"{TAX}, 6°",
        FORM,
        lambda data: (long_date(data.invoice.issued_on or data.on),),
        blocks=True,
    ),
    Mention(
        "Numéro unique",
        f"{TAX}, 7°",
        FORM,
        lambda data: (data.invoice.number or "",),
        applies=lambda data: data.invoice.is_issued,
        blocks=True,
    ),
    Mention(
        "Désignation, quantité et prix de chaque ligne",
        f"{TAX}, 8°",
        FORM,
        lambda data: [
            text
            for item in data.invoice.lines
            for text in (item.line.label, euros(item.line.unit_price), euros(item.total_ht))
        ],
        blocks=True,
    ),
    Mention(
        "Remise",
        f"{TAX}, 9°",
        FORM,
        lambda data: [
            f"remise {item.line.discount.normalize():f}".replace(".", ",")
            for item in data.invoice.lines
            if item.line.discount
        ],
        applies=lambda data: any(item.line.discount for item in data.invoice.lines),
        blocks=True,
    ),
    Mention(
        "Dates de la prestation",
        f"{TAX}, 10°",
        "Sessions › la session › Modifier",
        lambda data: [
            long_date(day)
            for day in (data.invoice.delivered_from, data.invoice.delivered_until)
            if day
        ],
        applies=_delivers,
    ),
    Mention(
        "Total HT et TVA par taux",
        f"{TAX}, 11°",
        FORM,
        lambda data: [
            text
            for part in data.invoice.totals.by_rate
            if part.exemption is None
            for text in (percent(part.rate), euros(part.base_ht), euros(part.tva))
        ],
        applies=lambda data: any(p.exemption is None for p in data.invoice.totals.by_rate),
        blocks=True,
    ),
    Mention(
        "Montant total",
        f"{TAX}, 11°",
        FORM,
        lambda data: (
            euros(data.invoice.totals.total_ht),
            euros(data.invoice.totals.total_ttc),
        ),
        blocks=True,
    ),
    Mention(
        "Option pour les débits",
        f"{TAX}, 11° bis",
        "Fichier › Organisme › TVA",
        lambda _: ("Option pour le paiement de la taxe d’après les débits",),
        applies=lambda data: data.organisation.vat_on_debits,
        blocks=True,
    ),
    Mention(
        "Texte de l’exonération",
        f"{TAX}, 12°",
        FORM,
        lambda data: [
            exemption_mention(kind, data.invoice.issued_on or data.on, data.tax_mentions)
            for kind in data.invoice.totals.exemptions
        ],
        applies=lambda data: bool(data.invoice.totals.exemptions),
        blocks=True,
    ),
    Mention(
        "Catégorie de l’opération", "décret 2022-1299", FORM, lambda _: ("prestation de services",)
    ),
    Mention(
        "Bon de commande",
        TRADE,
        FORM,
        lambda data: (data.invoice.purchase_order,),
        applies=lambda data: (
            bool(data.invoice.purchase_order) or _demands(data, data.client.demands_order)
        ),
    ),
    Mention(
        "Numéro d’engagement",
        TRADE,
        FORM,
        lambda data: (data.invoice.engagement_number,),
        applies=lambda data: (
            bool(data.invoice.engagement_number) or _demands(data, data.client.demands_engagement)
        ),
    ),
    Mention(
        "Code service",
        TRADE,
        FORM,
        lambda data: (data.invoice.service_code,),
        applies=lambda data: (
            bool(data.invoice.service_code) or _demands(data, data.client.demands_service)
        ),
    ),
    Mention(
        "Date d’échéance",
        TRADE,
        FORM,
        lambda data: (long_date(data.invoice.due_on) if data.invoice.due_on else "",),
        applies=lambda data: not _is_credit(data) and data.invoice.is_issued,
        blocks=True,
    ),
    Mention(
        "Conditions d’escompte",
        TRADE,
        FORM,
        lambda _: ("escompte",),
        applies=lambda data: not _is_credit(data),
        blocks=True,
    ),
    Mention(
        "Taux des pénalités de retard",
        "C. com. L441-10",
        "Outils › Taux de référence",
        lambda data: (percent(data.late_rate) if data.late_rate is not None else "",),
        applies=_to_professional,
    ),
    Mention(
        "Indemnité forfaitaire de recouvrement",
        "C. com. D441-5",
        "Fichier › Conditions de vente",
        lambda data: (euros(data.indemnity),),
        applies=_to_professional,
        blocks=True,
    ),
    Mention(
        "Médiateur de la consommation",
        "C. conso. L616-1",
        "Fichier › Organisme › Litiges et données",
        lambda data: (data.organisation.mediator_name,),
        applies=lambda data: data.is_owed_by_consumer and not _is_credit(data),
    ),
    Mention(
        "Facture corrigée",
        "CGI art. 289, I, 5",
        FORM,
        lambda data: (data.corrects.number or "" if data.corrects else "",),
        applies=_is_credit,
        blocks=True,
    ),
    Mention(
        "Acomptes déduits",
        "CGI art. 289, I, 1, c",
        FORM,
        lambda data: [
            text
            for deposit in data.invoice.deductions
            for text in (
                deposit.number,
                short_date(deposit.issued_on),
                euros(-deposit.total_ttc),
                euros(data.invoice.to_pay),
            )
        ],
        applies=lambda data: bool(data.invoice.deductions),
        blocks=True,
    ),
)
