"""The office itself: the identity its papers carry."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.money import Money


class VatRegime(StrEnum):
    """What VAT law makes of the office's trainings."""

    EXEMPT = "exempt"
    """Exempt by attestation (CGI 261, 4, 4° a); other sales are taxed."""
    FRANCHISE = "franchise"
    """Below the thresholds (CGI 293 B): nothing is taxed."""
    NORMAL = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Identity, declarations and referents of the office."""

    name: str
    legal_form: str = ""
    is_sole_trader: bool = False
    capital: Money | None = None
    siret: str = ""
    naf: str = ""
    rcs_city: str = ""
    address: Address = field(default_factory=Address)
    phone: str = ""
    email: str = ""
    website: str = ""
    representative_name: str = ""
    representative_title: str = ""

    activity_number: str = ""
    activity_region: str = ""
    activity_declared_on: date | None = None
    qualiopi_number: str = ""
    qualiopi_from: date | None = None
    qualiopi_until: date | None = None

    vat_regime: VatRegime = VatRegime.EXEMPT
    vat_number: str = ""
    vat_on_debits: bool = False
    vat_exemption_on: date | None = None

    iban: str = ""
    bic: str = ""
    bank_name: str = ""

    court: str = ""
    mediator_name: str = ""
    mediator_website: str = ""
    mediator_address: str = ""
    dpo_name: str = ""
    dpo_email: str = ""
    pedagogical_referent: str = ""
    administrative_referent: str = ""
    disability_referent: str = ""
    harassment_referent: str = ""
    referents_contact: str = ""

    logo: bytes | None = None
    stamp: bytes | None = None
    accent: str = "#1f5a7a"
    id: int | None = None

    @property
    def siren(self) -> str:
        """The nine digits that name the firm, the first of its SIRET."""
        return self.siret.replace(" ", "")[:9]

    @property
    def trade_name(self) -> str:
        """The name as the law prints it: a sole trader's is followed by EI (C. com. R526-27)."""
        return f"{self.name} EI" if self.is_sole_trader else self.name

    @property
    def advertising_sentence(self) -> str:
        """The one form in which advertising may name the declaration (L6352-12)."""
        if not self.activity_number:
            return ""
        return (
            f"Enregistré sous le numéro {grouped_activity_number(self.activity_number)}. "
            "Cet enregistrement ne vaut pas agrément de l’État."
        )

    @property
    def activity_sentence(self) -> str:
        """The sentence that conventions, contracts, proposals and invoices carry (R6351-6)."""
        if not self.activity_number:
            return ""
        return (
            "Déclaration d’activité enregistrée sous le numéro "
            f"{grouped_activity_number(self.activity_number)} auprès du préfet de région "
            f"{_of(self.activity_region)}."
        )


def grouped_activity_number(number: str) -> str:
    """Write the eleven digits as the préfet does.

    >>> grouped_activity_number("84380000038").replace(chr(160), "_")
    '84_38_00000_38'
    """
    digits = number.replace(" ", "")
    groups = (digits[:2], digits[2:4], digits[4:9], digits[9:])
    return "\N{NO-BREAK SPACE}".join(filter(None, groups))


_ARTICLES = {
    "centre-val de loire": "du ",
    "grand est": "du ",
    "hauts-de-france": "des ",
    "pays de la loire": "des ",
    "la réunion": "de ",
    "mayotte": "de ",
    "corse": "de ",
    "bretagne": "de ",
    "bourgogne-franche-comté": "de ",
    "guadeloupe": "de ",
    "guyane": "de ",
    "martinique": "de ",
    "normandie": "de ",
    "nouvelle-aquitaine": "de ",
    "provence-alpes-côte d’azur": "de ",
}


def _of(region: str) -> str:
    """Return the region with the article French gives it: d’Île-de-France, des Hauts-de-France."""
    plain = region.replace("'", "’")
    if plain.casefold() in _ARTICLES:
        return _ARTICLES[plain.casefold()] + region
    return f"d’{region}" if plain[:1].casefold() in "aeéèêiîoôuyœ" else f"de {region}"
