"""What a bank's telephone application reads to fill in a transfer (EPC069-12, version 2)."""

import re
import unicodedata
from decimal import Decimal

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.identifiers import checked_iban
from trainingdesk.domain.money import CENT

MOST = Decimal("999999999.99")
"""The largest sum of one transfer, in euros."""
LONGEST_NAME, LONGEST_REFERENCE = 70, 140
_SERVICE, _VERSION, _UTF_8, _TRANSFER = "BCD", "002", "1", "SCT"


def transfer_code(name: str, iban: str, amount: Decimal, reference: str, bic: str = "") -> str:
    r"""Return the lines of the code, or nothing where no transfer could be made of them.

    >>> made = transfer_code("Atelier", "FR7630006000011234567890189", Decimal("12.5"), "F-1")
    >>> made.split("\n")[3:8]
    ['SCT', '', 'Atelier', 'FR7630006000011234567890189', 'EUR12.50']
    """
    if not (CENT <= amount <= MOST) or not name.strip():
        return ""
    try:
        account = checked_iban(iban)
    except RuleBroken:
        return ""
    if not account:
        return ""
    return "\n".join(
        (
            _SERVICE,
            _VERSION,
            _UTF_8,
            _TRANSFER,
            "".join(bic.split()),
            _one_line(name, LONGEST_NAME),
            "".join(account.split()),
            f"EUR{amount:.2f}",
            "",
            "",
            _one_line(reference, LONGEST_REFERENCE),
        )
    )


_SPELLED = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "&": "+", "–": "-"})
_FOREIGN = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")
"""What transfers between banks do not carry."""


def _one_line(text: str, longest: int) -> str:
    """Return a text in the letters that every bank takes."""
    spelled = unicodedata.normalize("NFKD", text.translate(_SPELLED))
    bare = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    return " ".join(_FOREIGN.sub(" ", bare).split())[:longest].rstrip()
