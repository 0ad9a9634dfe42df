"""Attendance and payment attested together, as funds of the self-employed ask."""

from reportlab.platypus import Flowable

from trainingdesk.documents import certifying as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.participants import composed, filed_as
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.reception_data import PaidBill, PaymentAttestationPaper
from trainingdesk.french import euros, long_date
from trainingdesk.paper import blocks as b

TITLE = "Attestation de présence et de règlement"


def compose(data: PaymentAttestationPaper, wording: Wording) -> Composition:
    """Return the attestation: the hours followed, then what was paid."""
    story = [
        *b.title(TITLE, data.file.session.title),
        *common.attested(data, wording, "payment_attestation"),
        *b.facts([("Client", data.client.display_name), *common.action(data)]),
        *b.heading("Règlement"),
        *b.text(_price(data, wording), keep_with_next=True),
        *_payments(data),
        *common.signed(data, wording("payment_attestation.signature")),
    ]
    return composed(data, TITLE, story)


def _price(data: PaymentAttestationPaper, wording: Wording) -> str:
    """Return what the price was, and for whom: an invoice may be for several people or sessions."""
    key = "regle" if data.people == 1 else "regle_plusieurs"
    if data.is_shared:
        key = "regle_commun"
    return wording(
        f"payment_attestation.{key}",
        total=euros(data.total),
        people=data.people,
        client=data.client.display_name,
    )


def _payments(data: PaymentAttestationPaper) -> list[Flowable]:
    rows: list[b.Row] = [
        [
            _bill(line, data.client.display_name),
            long_date(line.paid_on),
            label(line.means),
            euros(line.amount),
        ]
        for line in data.paid
    ]
    columns = (
        b.Column(title="Facture", weight=2.2, row_header=True),
        b.Column(title="Réglée le"),
        b.Column(title="Moyen"),
        b.Column(title="Montant TTC", align="right", weight=1.1),
    )
    total = ["Total réglé", "", "", euros(data.paid_total)]
    return b.table(columns, rows, footer_rows=[total])


def _bill(line: PaidBill, client: str) -> b.Content:
    """Return the invoice, and who paid it where that was not the client."""
    what = "Facture" if line.amount > 0 else "Remboursement, facture"
    words = f"{what} {line.number} du {long_date(line.issued_on)}"
    return words if line.payer == client else b.lines(words, f"payée par {line.payer}")


def file_name(data: PaymentAttestationPaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: PaymentAttestationPaper) -> str | None:
    """Return why the attestation may not exist yet: hours unproven, or money still owed."""
    if common.refusal(data):
        return common.refusal(data)
    if not data.paid:
        return f"Aucun règlement de {data.client.display_name} n’est enregistré pour cette session."
    if not data.is_billed:
        return (
            "Seul un acompte est facturé : émettez d’abord la facture de solde de "
            f"{data.client.display_name}."
        )
    if data.remaining > ZERO:
        return (
            f"Il reste {euros(data.remaining)} à régler pour {data.client.display_name} : "
            "l’attestation s’édite une fois tout réglé."
        )
    return None
