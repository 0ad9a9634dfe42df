"""The three letters to a late payer; what lateness costs stands outside the invoices."""

from reportlab.platypus import Flowable

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.invoice import grouped_iban
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.reminders import NAMES, Level
from trainingdesk.domain.reminders_data import LateBill, ReminderPaper
from trainingdesk.french import euros, listed, long_date, percent, plural, short_date
from trainingdesk.paper import blocks as b

_KEYS = {
    Level.FIRST: "first_reminder",
    Level.SECOND: "second_reminder",
    Level.NOTICE: "payment_notice",
}


def compose(data: ReminderPaper, wording: Wording) -> Composition:
    """Return the letter; the formal notice leaves registered (C. civ. 1344)."""
    key = _KEYS[data.level]
    numbers = listed([bill.number for bill in data.bills])
    bills = "factures échues" if len(data.bills) > 1 else "facture échue"
    letter = letters.Letter(
        title=NAMES[data.level],
        reference=numbers,
        about=wording(f"{key}.objet", bills=bills),
        body=(
            *b.text(wording(f"{key}.debut", since=_since(data), amount=euros(data.remaining))),
            *_table(data),
            *_claim(data, key, wording),
            *_charges(data, key, wording),
            *how_to_pay(data.organisation, numbers),
        ),
        closing=(
            *b.text(wording(f"{key}.fin")),
            *letters.mediator_of(data.client, data.organisation, wording),
        ),
        registered=data.level is Level.NOTICE,
    )
    mail = letters.Mail(
        office=data.organisation, client=data.client, contact=data.contact, on=data.on
    )
    return letters.composed(letter, mail, wording)


def file_name(data: ReminderPaper) -> str:
    """Return the name of the file: letter, payer and day."""
    return file_stem(NAMES[data.level], data.client.display_name, short_date(data.on))


def refusal(data: ReminderPaper) -> str | None:
    """Return why there is nothing to claim."""
    if data.bills:
        return None
    return (
        f"{data.client.display_name} : aucune facture n’attend ce courrier aujourd’hui, "
        "rien n’est envoyé deux fois."
    )


def _since(data: ReminderPaper) -> str:
    """Return the day of the last letter, as a sentence goes on with it."""
    return f" du {long_date(data.told_on)}" if data.told_on else ""


def _shows_charges(data: ReminderPaper) -> bool:
    return data.level is not Level.FIRST and data.charges > 0


def _table(data: ReminderPaper) -> list[Flowable]:
    """Return the invoices; the letters that claim it tell beside them what lateness costs."""
    wide = _shows_charges(data)
    columns = [
        b.Column(title="Facture", row_header=True),
        b.Column(title="Émise le"),
        b.Column(title="Échue le"),
        b.Column(title="Reste dû", align="right"),
    ]
    if wide:
        columns += [
            b.Column(title="Intérêts", align="right"),
            b.Column(title="Indemnité", align="right"),
        ]
    rows: list[b.Row] = [_row(bill, wide=wide) for bill in data.bills]
    total = ["Total", "", "", euros(data.remaining)]
    if wide:
        total += [euros(data.interest), euros(data.indemnity)]
    return b.table(columns, rows, footer_rows=[total] if len(rows) > 1 else [])


def _row(bill: LateBill, *, wide: bool) -> list[str]:
    cells = [
        bill.number,
        short_date(bill.issued_on),
        short_date(bill.due_on),
        euros(bill.remaining),
    ]
    return [*cells, euros(bill.interest), euros(bill.indemnity)] if wide else cells


def _claim(data: ReminderPaper, key: str, wording: Wording) -> list[Flowable]:
    days = plural(data.answer_days, "jour")
    if data.level is Level.NOTICE:
        return b.callout(
            wording(f"{key}.demande", total=euros(data.total), days=days),
            heading=wording(f"{key}.titre_demande"),
        )
    return b.text(wording(f"{key}.demande", total=euros(data.total), days=days))


def _charges(data: ReminderPaper, key: str, wording: Wording) -> list[Flowable]:
    """Return what lateness costs: a consumer owes the legal rate from the notice, and no 40 €."""
    if data.client.is_individual:
        return b.text(wording(f"{key}.particulier")) if data.level is Level.NOTICE else []
    if not data.charges:
        return []
    rates = dict.fromkeys(rate for bill in data.bills for rate in bill.rates)
    told = wording(
        f"{key}.frais_public" if data.client.is_public else f"{key}.frais",
        interest=euros(data.interest),
        indemnity=euros(data.indemnity),
        day=long_date(data.on),
        rates=listed([percent(rate) for rate in rates]),
        clause=letters.under(data.clause),
    )
    # A letter that claims it says it as plainly as the rest.
    return b.small(told) if data.level is Level.FIRST else b.text(told)


def how_to_pay(office: Organisation, numbers: str) -> list[Flowable]:
    """Return where to pay, and what to say then."""
    facts: list[tuple[str, b.Content]] = [("Référence à rappeler", numbers)]
    if office.iban:
        facts = [("IBAN", grouped_iban(office.iban)), ("BIC", office.bic), *facts]
    return b.facts([fact for fact in facts if fact[1]])
