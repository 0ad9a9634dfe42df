"""The electronic seal of an office: whose certificate it is, how long it holds, what bears it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import short_date

AHEAD = timedelta(days=30)
"""How long before it ends a certificate is told: a new one takes weeks to be had."""


class SealScope(StrEnum):
    """Which issued papers bear the seal."""

    NOTHING = "nothing"
    INVOICES = "invoices"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says of itself; `holder` is whom the seal names, days are its validity.

    `use` is what its issuer made it for, in French, empty where that is not said.
    """

    holder: str
    issuer: str
    valid_from: date
    valid_until: date
    use: str = ""

    def refuse_on(self, day: date) -> None:
        """Refuse to seal on a day that the certificate does not hold.

        Raises:
            RuleBroken: it has expired, or does not hold yet.
        """
        if day > self.valid_until:
            raise RuleBroken(
                f"Le certificat du cachet a expiré le {short_date(self.valid_until)} : demandez-en "
                "un nouveau à votre prestataire, puis choisissez-le dans Fichier › Cachet "
                "électronique.",
                "content",
            )
        if day < self.valid_from:
            raise RuleBroken(
                f"Le certificat du cachet ne vaut qu’à partir du {short_date(self.valid_from)}.",
                "content",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSeal:
    """The seal that an office chose: the file of its certificate, still locked, and what bears it.

    `content` is PKCS#12; the password that opens it is kept nowhere.
    """

    content: bytes
    file_name: str
    certificate: Certificate
    scope: SealScope = SealScope.INVOICES
    id: int | None = None

    def marks(self, kind: str) -> bool:
        """Tell whether an issued paper of this kind bears the seal."""
        is_invoice = kind == "invoice"
        everything = self.scope is SealScope.EVERYTHING
        return everything or (is_invoice and self.scope is SealScope.INVOICES)
