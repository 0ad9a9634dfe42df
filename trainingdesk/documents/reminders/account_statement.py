"""The statement of a payer's account: invoices, credit notes, payments, and what is owed."""

from decimal import Decimal

from reportlab.platypus import Flowable

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.reminders.letter import how_to_pay
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.reminders_data import StatementPaper
from trainingdesk.french import euros, listed, long_date, short_date
from trainingdesk.paper import blocks as b

TITLE = "Relevé de compte"


def compose(data: StatementPaper, wording: Wording) -> Composition:
    """Return the letter with the account."""
    letter = letters.Letter(
        title=TITLE,
        reference=f"au {short_date(data.on)}",
        about=wording("account_statement.objet", day=long_date(data.on)),
        body=(
            *b.text(
                wording(
                    "account_statement.debut", first=long_date(data.first), day=long_date(data.on)
                )
            ),
            *_account(data),
            *_open(data, wording),
        ),
        closing=b.text(wording("account_statement.fin")),
    )
    mail = letters.Mail(
        office=data.organisation, client=data.client, contact=data.contact, on=data.on
    )
    return letters.composed(letter, mail, wording)


def file_name(data: StatementPaper) -> str:
    """Return the name of the file: payer and day."""
    return file_stem(TITLE, data.client.display_name, short_date(data.on))


def refusal(data: StatementPaper) -> str | None:
    """Return why there is nothing to tell."""
    if data.lines or data.opening:
        return None
    return f"{data.client.display_name} : aucune facture ni aucun règlement à relever."


def _account(data: StatementPaper) -> list[Flowable]:
    columns = (
        b.Column(title="Date", fit=True),
        b.Column(title="Opération", row_header=True),
        b.Column(title="Débit", align="right", fit=True),
        b.Column(title="Crédit", align="right", fit=True),
        b.Column(title="Solde", align="right", fit=True),
    )
    rows: list[b.Row] = []
    if data.opening:
        words = "Solde antérieur"
        rows.append([short_date(data.first), words, "", "", euros(data.opening)])
    rows += [
        [
            short_date(line.day),
            line.words,
            _sum(line.amount),
            _sum(-line.amount),
            euros(balance),
        ]
        for line, balance in zip(data.lines, data.balances, strict=True)
    ]
    label = "Solde en votre faveur" if data.balance < 0 else "Solde à régler"
    total = b.Amount(label=label, amount=abs(data.balance), strong=True)
    return b.table(columns, rows, totals=[total])


def _sum(amount: Decimal) -> str:
    return euros(amount) if amount > 0 else ""


def _open(data: StatementPaper, wording: Wording) -> list[Flowable]:
    """Return the invoices of which something remains, and how to pay them."""
    if not data.open_bills:
        return b.text(wording("account_statement.solde"))
    rows: list[b.Row] = [
        [
            bill.number,
            short_date(bill.due_on) + (" (échue)" if bill.due_on < data.on else ""),
            euros(bill.remaining),
        ]
        for bill in data.open_bills
    ]
    columns = (
        b.Column(title="Facture à régler", row_header=True),
        b.Column(title="Échéance"),
        b.Column(title="Reste dû", align="right"),
    )
    numbers = listed([bill.number for bill in data.open_bills])
    return [*b.table(columns, rows), *how_to_pay(data.organisation, numbers)]
