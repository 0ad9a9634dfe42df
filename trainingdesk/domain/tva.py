"""What a sale adds up to, and what the papers must say of its tax."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from trainingdesk.domain.money import ZERO, Money, round_to_cent
from trainingdesk.domain.organisation import VatRegime

NORMAL_RATE = Decimal(20)
"""The normal rate, in percent (CGI 278)."""

RATES = (Decimal(0), Decimal("2.1"), Decimal("5.5"), Decimal("8.5"), Decimal(10), NORMAL_RATE)
"""The rates that a line may bear, overseas included."""


class Exemption(StrEnum):
    """Why a line bears no tax; the code decides the mention that is printed."""

    TRAINING = "training"
    FRANCHISE = "franchise"


# The recodification of VAT moves these articles on 1 January 2027, and the wording that follows
# from it was not published at the end of 2026; references to the CGI are tolerated on invoices
# until 30 June 2028. The table is dated so that the next wording is one more row.
_MENTIONS = {
    Exemption.TRAINING: ((date.min, "Exonération de TVA, article 261-4-4° a du CGI"),),
    Exemption.FRANCHISE: ((date.min, "TVA non applicable, article 293 B du CGI"),),
}


def exemption_mention(exemption: Exemption, on: date) -> str:
    """Return the sentence of CGI ann. II art. 242 nonies A, I, 12° in force on a day."""
    return [text for start, text in _MENTIONS[exemption] if start <= on][-1]


class Taxed(Protocol):
    """A line as far as tax is concerned."""

    @property
    def total_ht(self) -> Decimal:
        """Price before tax, rounded to the cent."""

    @property
    def tva_rate(self) -> Decimal:
        """Rate in percent."""

    @property
    def exemption(self) -> Exemption | None:
        """Why there is no tax, or `None` where tax applies."""


@dataclass(frozen=True, slots=True)
class RateTotal:
    """What is sold at one rate, or under one exemption, and its tax."""

    rate: Decimal
    exemption: Exemption | None
    base_ht: Money
    tva: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums at the foot of a proposal or an invoice."""

    by_rate: tuple[RateTotal, ...]

    @property
    def total_ht(self) -> Decimal:
        """Sum of the lines before tax."""
        return sum((part.base_ht for part in self.by_rate), ZERO)

    @property
    def tva(self) -> Decimal:
        """Sum of the tax of each rate."""
        return sum((part.tva for part in self.by_rate), ZERO)

    @property
    def total_ttc(self) -> Decimal:
        """What is owed."""
        return self.total_ht + self.tva

    @property
    def exemptions(self) -> tuple[Exemption, ...]:
        """The exemptions that the lines rely on."""
        return tuple(part.exemption for part in self.by_rate if part.exemption)


def totals(lines: Iterable[Taxed]) -> Totals:
    """Add up lines; tax is rounded once per rate, not per line (CGI ann. II 242 nonies A)."""
    bases: defaultdict[tuple[Decimal, Exemption | None], Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        bases[line.tva_rate, line.exemption] += line.total_ht
    return Totals(
        tuple(
            RateTotal(rate, exemption, base, round_to_cent(base * rate / 100))
            for (rate, exemption), base in sorted(
                bases.items(), key=lambda item: (item[0][0], item[0][1] or "")
            )
        )
    )


def treatment(regime: VatRegime, *, is_training: bool) -> tuple[Decimal, Exemption | None]:
    """Return the rate and exemption that a new line takes under the office's regime.

    The exemption of 261-4-4° a covers training and what is closely tied to it; coaching or the
    hire of a room are taxed all the same.
    """
    if regime is VatRegime.FRANCHISE:
        return Decimal(0), Exemption.FRANCHISE
    if regime is VatRegime.EXEMPT and is_training:
        return Decimal(0), Exemption.TRAINING
    return NORMAL_RATE, None
