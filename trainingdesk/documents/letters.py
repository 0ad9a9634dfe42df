"""What letters have in common: their frame, whom they go to, how they open and close."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.paper_data import AgreementEventPaper, UnpaidInvoice
from trainingdesk.domain.parties import Client, Contact
from trainingdesk.domain.people import Civility, full_name
from trainingdesk.domain.receipts import Channel, Receipt
from trainingdesk.french import euros, long_date
from trainingdesk.paper import blocks as b

SIGNATURE = 18
"""Room to sign a letter, in millimetres: it leaves on one page where it can."""
SALUTATIONS = {
    Civility.MADAME: "Madame",
    Civility.MONSIEUR: "Monsieur",
    Civility.UNKNOWN: "Madame, Monsieur",
}

_BY = {
    Channel.LETTER: "par lettre",
    Channel.REGISTERED_LETTER: "par lettre recommandée",
    Channel.EMAIL: "par courriel",
    Channel.HAND: "remis en main propre",
    Channel.FAX: "par télécopie",
    Channel.PLATFORM: "par la plateforme",
    Channel.PHONE: "par téléphone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter says; `closing` is its last part, which never leaves the signature alone.

    `countersigned` is the frame of a letter that the client signs as well.
    """

    title: str
    reference: str
    about: str
    body: Sequence[Flowable]
    closing: Sequence[Flowable] = ()
    registered: bool = False
    countersigned: b.SignatureBox | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """From whom a letter goes, to whom, and when."""

    office: Organisation
    client: Client
    contact: Contact | None
    on: date


def composed(letter: Letter, mail: Mail, wording: Wording) -> Composition:
    """Return the letter in its frame, the address where a window envelope shows it."""
    greeting = _greeting(mail)
    story = [
        *b.parties(_heading(letter, wording), _window(mail), address_window=True),
        *b.text(made_at(mail.office, mail.on), align="right"),
        *b.text(b.Markup("{} {}").format(b.bold("Objet :"), letter.about)),
        *b.text(f"{greeting},"),
        *letter.body,
        *b.keep_together(
            letter.closing,
            b.text(wording("courriers.formule", greeting=greeting)),
            _signatures(letter, mail.office),
        ),
    ]
    return Composition(
        title=letter.title,
        reference=letter.reference,
        subject=letter.about,
        story=story,
    )


_THE = {
    AgreementKind.CONVENTION: "la convention",
    AgreementKind.CONTRACT: "le contrat",
    AgreementKind.ORDER: "la commande",
    AgreementKind.CPF: "le dossier CPF",
}


def named(agreement: Agreement) -> str:
    """Return the agreement as a sentence names it: «la convention CV-2026-0012»."""
    return f"{_THE[agreement.kind]} {agreement.number}".strip()


def mail_of(data: AgreementEventPaper) -> Mail:
    """Return how a letter about an agreement goes out."""
    return Mail(office=data.organisation, client=data.client, contact=data.contact, on=data.on)


def made_at(office: Organisation, on: date) -> str:
    """Return place and date as they open a letter: «Valence, le 10 avril 2026»."""
    day = f"le {long_date(on)}"
    return f"{office.address.city}, {day}" if office.address.city else day.capitalize()


def _signatures(letter: Letter, office: Organisation) -> list[Flowable]:
    ours = replace(common.office_signature(office), height=SIGNATURE)
    if letter.countersigned is not None:
        return b.signatures([ours, letter.countersigned])
    return b.two_columns((), b.signatures([ours]))


def _heading(letter: Letter, wording: Wording) -> list[Flowable]:
    facts: list[tuple[str, b.Content]] = [("Référence", letter.reference)]
    if letter.registered:
        facts.append(("Envoi", wording("courriers.recommande")))
    return [*b.title(letter.title), *b.facts(facts)]


def _window(mail: Mail) -> b.Party:
    person = f"À l’attention de {full_name(mail.contact)}" if mail.contact else ""
    return b.Party(
        name=mail.client.display_name,
        lines=tuple(filter(None, (person, *mail.client.address.lines))),
    )


def _greeting(mail: Mail) -> str:
    if mail.contact is not None:
        return SALUTATIONS[mail.contact.civility]
    return SALUTATIONS[mail.client.civility]


# What letters about an agreement tell -----------------------------------------------------------


def training_facts(data: AgreementEventPaper) -> list[tuple[str, b.Content]]:
    """Return which training it is about, and when."""
    file = data.file
    title = b.Markup("{} (session {})").format(b.bold(file.session.title), file.session.number)
    facts: list[tuple[str, b.Content]] = [
        ("Formation", title),
        ("Dates", common.dates(file)),
    ]
    return [fact for fact in facts if fact[1]]


def received(receipt: Receipt) -> str:
    """Return the day, the channel and the reference of what came in."""
    reference = f", référence {receipt.reference}" if receipt.reference else ""
    return f"{came(receipt.received_on, receipt.channel)}{reference}"


def came(on: date, channel: Channel) -> str:
    """Return the day and the channel of what came in: «le 24 avril 2026, par courriel»."""
    return f"le {long_date(on)}, {_BY[channel]}"


def under(clause: str) -> str:
    """Return the clause of the terms that decides, as it follows a word; empty without one."""
    return f" (clause « {clause} » de nos conditions de vente)" if clause else ""


def unpaid_table(unpaid: Sequence[UnpaidInvoice]) -> list[Flowable]:
    """Return the invoices that are due, with their sum where they are several."""
    rows: list[b.Row] = [
        [f"Facture {bill.number}", long_date(bill.due_on), euros(bill.remaining)] for bill in unpaid
    ]
    total = [["Total", "", euros(sum_of(unpaid))]] if len(rows) > 1 else []
    columns = (
        b.Column(title="Facture", row_header=True),
        b.Column(title="Échue le"),
        b.Column(title="Reste dû", align="right"),
    )
    return b.table(columns, rows, footer_rows=total)


def sum_of(unpaid: Sequence[UnpaidInvoice]) -> Decimal:
    """Return what is left to pay of all."""
    return sum((bill.remaining for bill in unpaid), ZERO)


def mediation(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    """Return whom a consumer may turn to (C. conso. L612-1, L616-1)."""
    return mediator_of(data.client, data.organisation, wording)


def mediator_of(client: Client, office: Organisation, wording: Wording) -> list[Flowable]:
    """Return the mediator of an office, for a client who is a consumer."""
    who = common.mediator(office)
    if not (client.is_individual and who):
        return []
    return b.text(wording("courriers.mediateur", mediator=who))
