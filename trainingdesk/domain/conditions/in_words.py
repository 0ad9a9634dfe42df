"""Rules of sale as a sentence ends: what papers say in passing of what a clause tells whole."""

from trainingdesk.domain.conditions.kinds import LateReference, PaymentMoment, ReferenceDay
from trainingdesk.domain.conditions.rules import Late, Payment, Rules
from trainingdesk.french import number, plural

_DUE = {
    PaymentMoment.BEFORE_START: "avant le début de la formation, à réception de la facture",
    PaymentMoment.END_OF_TRAINING: "à la fin de la formation, à réception de la facture",
    PaymentMoment.ON_RECEIPT: "à réception de la facture",
}


def payment_words(rules: Rules) -> str:
    """Return when the price falls due; terms that say nothing leave the thirty days of the law."""
    payment = rules.payment or Payment()
    if payment.moment is PaymentMoment.AFTER_INVOICE:
        return f"à {plural(payment.days, 'jour')} de la date de la facture"
    return _DUE[payment.moment]


def late_words(rules: Rules) -> str:
    """Return the rate of late interest; terms without one leave the law's (C. com. L441-10, II)."""
    late = rules.late or Late()
    more = f" majoré de {plural(late.points, 'point')}" if late.points else ""
    if late.reference is LateReference.LEGAL:
        return f"à {number(late.multiple)} fois le taux de l’intérêt légal{more}"
    read = " en vigueur le 1er janvier" if late.read_on is ReferenceDay.JANUARY else ""
    floor = (
        f", sans être inférieur à {number(late.floor_multiple)} fois le taux de l’intérêt légal"
        if late.floor_multiple
        else ""
    )
    times = f"{number(late.multiple)} fois le " if late.multiple != 1 else ""
    at = "à " if times else "au "
    return f"{at}{times}taux de refinancement de la Banque centrale européenne{read}{more}{floor}"
