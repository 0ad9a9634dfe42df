"""What a sale adds up to, and what the papers must say of its tax."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Protocol

from trainingdesk.domain.money import CENT, ZERO, Money, round_to_cent
from trainingdesk.domain.organisation import VatRegime

NORMAL_RATE = Decimal(20)
"""The normal rate, in percent (CGI 278)."""

RATES = (Decimal(0), Decimal("2.1"), Decimal("5.5"), Decimal("8.5"), Decimal(10), NORMAL_RATE)
"""The rates that a line may bear, overseas included."""


class Exemption(StrEnum):
    """Why a line bears no tax; the code decides the mention that is printed."""

    TRAINING = "training"
    FRANCHISE = "franchise"
    OUT_OF_SCOPE = "out_of_scope"
    """An indemnity pays for nothing that was delivered: no tax applies to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxMention:
    """What papers say of an exemption from a day on, until its next text; `source` is the law."""

    exemption: Exemption
    starts_on: date
    text: str
    source: str


# The recodification of VAT moves these articles on 1 January 2027, and the wording that follows
# from it was not published at the end of 2026; references to the CGI are tolerated on invoices
# until 30 June 2028. The texts are dated so that the next wording is one more row.
SHIPPED_MENTIONS = (
    TaxMention(
        exemption=Exemption.TRAINING,
        starts_on=date(2023, 1, 1),
        text="Exonération de TVA, article 261-4-4° a du CGI",
        source="CGI, article 261, 4, 4° a ; annexe II, article 242 nonies A, I, 12°",
    ),
    TaxMention(
        exemption=Exemption.FRANCHISE,
        starts_on=date(2023, 1, 1),
        text="TVA non applicable, article 293 B du CGI",
        source="CGI, article 293 E, II",
    ),
    TaxMention(
        exemption=Exemption.OUT_OF_SCOPE,
        starts_on=date(2023, 1, 1),
        text="Indemnité hors du champ d’application de la TVA, article 256 du CGI",
        source="CGI, article 256 ; annexe II, article 242 nonies A, I, 12°",
    ),
)
"""What holds while the office has no texts of its own; of each exemption, the oldest first."""


def exemption_mention(
    exemption: Exemption, on: date, mentions: Sequence[TaxMention] = SHIPPED_MENTIONS
) -> str:
    """Return the sentence of CGI ann. II art. 242 nonies A, I, 12° in force on a day.

    Days before the oldest text take it too: a paper that bears no tax always says why.
    """
    own = sorted(
        (mention for mention in mentions if mention.exemption is exemption),
        key=lambda mention: mention.starts_on,
    ) or [mention for mention in SHIPPED_MENTIONS if mention.exemption is exemption]
    past = [mention for mention in own if mention.starts_on <= on]
    return (past[-1] if past else own[0]).text


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


def before_tax(total_ttc: Decimal, rate: Decimal) -> Decimal:
    """Return the highest price before tax that comes to no more than a price with it.

    Tax is rounded to the cent, so that some prices with tax are never reached.

    >>> before_tax(Decimal("120.00"), NORMAL_RATE), before_tax(Decimal("0.03"), NORMAL_RATE)
    (Decimal('100.00'), Decimal('0.02'))
    """
    found = (total_ttc / (1 + rate / 100)).quantize(CENT, ROUND_DOWN)
    above = found + CENT
    return above if above + round_to_cent(above * rate / 100) <= total_ttc else found


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
