"""The priced lines of proposals, agreements and invoices."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import Money, round_to_cent
from trainingdesk.domain.tva import RATES, Exemption
from trainingdesk.french import euros, percent

LARGEST = Decimal(1_000_000_000)
"""No line sells for more; a quantity typed for a price does."""


class LineKind(StrEnum):
    """What a line sells; it decides tax and whether the BPF counts it."""

    TRAINING = "training"
    TRAVEL = "travel"
    MEALS = "meals"
    ROOM = "room"
    MATERIAL = "material"
    COACHING = "coaching"
    OTHER = "other"

    @property
    def is_training(self) -> bool:
        """Whether the line is training or closely tied to it (CGI 261, 4, 4° a)."""
        return self in {LineKind.TRAINING, LineKind.TRAVEL, LineKind.MEALS, LineKind.MATERIAL}


class Unit(StrEnum):
    """What the price is for."""

    PERSON = "person"
    GROUP = "group"
    DAY = "day"
    HOUR = "hour"
    PIECE = "piece"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """So many units of something at a price before tax.

    `discount` is in percent of the line. An optional line is offered and not added up.
    """

    label: str
    quantity: Decimal = Decimal(1)
    unit: Unit = Unit.GROUP
    unit_price: Money
    discount: Decimal = Decimal(0)
    tva_rate: Decimal = Decimal(0)
    exemption: Exemption | None = Exemption.TRAINING
    kind: LineKind = LineKind.TRAINING
    is_optional: bool = False
    course_version_id: int | None = None
    session_id: int | None = None

    @property
    def total_ht(self) -> Decimal:
        """Price of the line before tax, its discount taken off, rounded to the cent."""
        return round_to_cent(self.quantity * self.unit_price * (1 - self.discount / 100))

    def checked(self) -> "Line":
        """Return the line, or refuse what no paper may carry."""
        if not self.label.strip():
            raise RuleBroken("Chaque ligne doit dire ce qui est vendu.", "label")
        if self.tva_rate not in RATES:
            raise RuleBroken(
                f"Le taux de TVA de {percent(self.tva_rate)} n’existe pas en France.", "tva_rate"
            )
        if self.exemption and self.tva_rate:
            raise RuleBroken("Une ligne exonérée ne porte pas de TVA.", "tva_rate")
        if not self.exemption and not self.tva_rate:
            raise RuleBroken(
                "Une ligne sans TVA doit dire pourquoi : choisissez l’exonération.", "exemption"
            )
        if not 0 <= self.discount <= 100:  # noqa: PLR2004
            raise RuleBroken("Une remise va de 0 à 100 %.", "discount")
        if abs(self.total_ht) > LARGEST:
            raise RuleBroken(
                f"« {self.label} » : aucune ligne ne dépasse {euros(LARGEST)}, vérifiez la "
                "quantité et le prix.",
                "unit_price",
            )
        return self


def counted(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines that add up: options are offered beside the sum."""
    return tuple(line for line in lines if not line.is_optional)
