"""What a slip of cheques must say for the bank to credit them."""

from trainingdesk.domain.cheque_slips import ChequeSlipPaper
from trainingdesk.domain.mentions.events import HABIT
from trainingdesk.domain.mentions.identity import IDENTITY
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.french import euros, long_date, plural

PAYMENTS = "Devis et factures › Règlements"
BANK = "Fichier › Organisme › Banque"


def _iban(data: ChequeSlipPaper) -> tuple[str, ...]:
    # Groups are read one by one: the paper sets them apart with spaces.
    iban = data.organisation.iban
    return tuple(iban[start : start + 4] for start in range(0, len(iban), 4))


CHEQUE_SLIP: tuple[Mention[ChequeSlipPaper], ...] = (
    Mention("Titulaire du compte", HABIT, IDENTITY, lambda data: (data.organisation.trade_name,)),
    Mention("IBAN du compte à créditer", HABIT, BANK, _iban, blocks=True),
    Mention("BIC de la banque", HABIT, BANK, lambda data: (data.organisation.bic,)),
    Mention("Numéro de la remise", HABIT, PAYMENTS, lambda data: (data.slip.number,)),
    Mention(
        "Date de la remise",
        HABIT,
        PAYMENTS,
        lambda data: (long_date(data.slip.deposited_on),),
    ),
    Mention(
        "Tireur de chaque chèque",
        HABIT,
        PAYMENTS,
        lambda data: tuple(cheque.payer for cheque in data.cheques),
    ),
    Mention(
        "Numéro de chaque chèque",
        HABIT,
        PAYMENTS,
        lambda data: tuple(cheque.reference for cheque in data.cheques),
    ),
    Mention(
        "Montant de chaque chèque",
        HABIT,
        PAYMENTS,
        lambda data: tuple(euros(cheque.amount) for cheque in data.cheques),
    ),
    Mention(
        "Nombre et total",
        HABIT,
        PAYMENTS,
        lambda data: (plural(len(data.cheques), "chèque"), euros(data.total)),
    ),
)
