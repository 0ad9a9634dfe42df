"""Numbers that name a firm, a bank account or a training office, and the keys that guard them.

python-stdnum knows the keys; it is pure computation, so the rules may lean on it.
"""

from stdnum import iban, luhn
from stdnum.fr import siret, tva

from trainingdesk.domain.errors import RuleBroken

ACTIVITY_NUMBER_DIGITS = 11
SIREN_DIGITS = 9


def checked_siret(text: str, field: str = "siret") -> str:
    """Return the fourteen digits, or refuse.

    Raises:
        RuleBroken: the number is not fourteen digits, or its key is wrong.
    """
    digits = _without_spaces(text)
    if digits and not siret.is_valid(digits):
        raise RuleBroken(
            f"Le SIRET « {text} » n’est pas valable : 14 chiffres sont attendus et la clé doit "
            "être juste. Vérifiez-le sur l’avis de situation de l’établissement.",
            field,
        )
    return digits


def checked_vat_number(text: str, field: str = "vat_number") -> str:
    """Return the number as FR, key and SIREN, or refuse.

    Raises:
        RuleBroken: the number or its key is wrong.
    """
    plain = _without_spaces(text).upper()
    if plain and not tva.is_valid(plain):
        raise RuleBroken(
            "Le numéro de TVA doit s’écrire FR, deux caractères de clé puis le SIREN.", field
        )
    return plain


def checked_iban(text: str, field: str = "iban") -> str:
    """Return the account number without spaces, or refuse.

    Raises:
        RuleBroken: its length or key is wrong.
    """
    plain = _without_spaces(text).upper()
    if plain and not iban.is_valid(plain):
        raise RuleBroken("L’IBAN n’est pas valable : recopiez-le du RIB.", field)
    return plain


def checked_activity_number(text: str, field: str = "activity_number") -> str:
    """Return the eleven digits of a declaration of activity, or refuse.

    Raises:
        RuleBroken: it is not eleven digits.
    """
    digits = _without_spaces(text)
    if digits and not (digits.isdecimal() and len(digits) == ACTIVITY_NUMBER_DIGITS):
        raise RuleBroken(
            "Le numéro de déclaration d’activité compte 11 chiffres (par exemple 84 38 00000 38).",
            field,
        )
    return digits


def activity_number_looks_odd(digits: str) -> bool:
    """Whether the two department fields differ: seen equal on real numbers, promised by no text."""
    return digits[2:4] != digits[9:11]


def sample_siret(serial: int) -> str:
    """Return a valid invented SIRET, for practice offices and tests.

    SIREN that begin with 0 are given to nobody in practice.

    >>> sample_siret(7), siret.is_valid(sample_siret(7))
    ('00000007500010', True)
    """
    name = f"{serial:08d}"
    name += luhn.calc_check_digit(name)
    place = f"{name}0001"
    return place + luhn.calc_check_digit(place)


def vat_number_of(siren_number: str) -> str:
    """Return the French VAT number that a SIREN makes, key included.

    >>> vat_number_of("000000075")
    'FR43000000075'
    """
    key = (12 + 3 * (int(siren_number) % 97)) % 97
    return f"FR{key:02d}{siren_number}"


def _without_spaces(text: str) -> str:
    return "".join(text.split())
