"""What the letters to late payers and the statement of account must say."""

from trainingdesk.domain.mentions.events import CLIENT, DISPUTES, HABIT, ToClient
from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.reminders import Level
from trainingdesk.domain.reminders_data import ReminderPaper, StatementPaper
from trainingdesk.french import euros, long_date, plural, short_date

INVOICES = "Devis et factures › Factures"
RATES = "Outils › Taux de référence"


def _to_payer() -> tuple[Mention[ToClient], ...]:
    return (
        *office_mentions(),
        Mention("Nom du payeur", HABIT, CLIENT, lambda data: (data.client.display_name,)),
        Mention(
            "Adresse du payeur",
            HABIT,
            CLIENT,
            lambda data: data.client.address.lines if data.client.address.is_complete else (),
        ),
    )


REMINDER: tuple[Mention[ReminderPaper], ...] = (
    *_to_payer(),
    Mention("Date", HABIT, INVOICES, lambda data: (long_date(data.on),)),
    Mention(
        "Factures réclamées",
        HABIT,
        INVOICES,
        lambda data: [
            words
            for bill in data.bills
            for words in (bill.number, short_date(bill.due_on), euros(bill.remaining))
        ],
    ),
    Mention(
        "Intérêts de retard, hors de la facture",
        "C. com. L441-10",
        RATES,
        lambda data: (euros(data.interest),),
        applies=lambda data: data.interest > 0,
    ),
    Mention(
        "Indemnité forfaitaire de recouvrement, hors de la facture",
        "C. com. L441-10, D441-5",
        INVOICES,
        lambda data: (euros(data.indemnity),),
        applies=lambda data: data.indemnity > 0,
    ),
    Mention(
        "Médiateur de la consommation",
        "C. conso. L616-1",
        DISPUTES,
        lambda data: (data.organisation.mediator_name,),
        applies=lambda data: data.client.is_individual,
    ),
)

NOTICE: tuple[Mention[ReminderPaper], ...] = (
    *REMINDER,
    Mention("Mise en demeure", "C. civ. 1344", INVOICES, lambda _: ("mettons en demeure",)),
    Mention(
        "Délai pour payer",
        "C. civ. 1344",
        "Devis et factures › Relances",
        lambda data: (plural(data.answer_days, "jour"),),
    ),
    Mention("Envoi recommandé", "C. civ. 1344", INVOICES, lambda _: ("recommandée",)),
    Mention(
        "Intérêt légal d’un particulier",
        "C. civ. 1231-6",
        INVOICES,
        lambda _: ("taux légal",),
        applies=lambda data: data.client.is_individual and data.level is Level.NOTICE,
    ),
)

STATEMENT: tuple[Mention[StatementPaper], ...] = (
    *_to_payer(),
    Mention("Date du relevé", HABIT, INVOICES, lambda data: (long_date(data.on),)),
    Mention("Solde", HABIT, INVOICES, lambda data: (euros(abs(data.balance)),)),
)
