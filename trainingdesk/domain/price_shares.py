"""How the price of a training is split between its client and the funders, to the cent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from trainingdesk.domain.deposit_lines import lump
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.session_file import FundingFile
from trainingdesk.domain.sessions import Funding, FundingState, GrantBasis
from trainingdesk.domain.tva import totals
from trainingdesk.french import NBSP, euros, listed, number


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one side is asked: its lines, at the rates of what is sold."""

    lines: tuple[Line, ...]

    @property
    def total_ht(self) -> Decimal:
        """The part before tax."""
        return sum((line.total_ht for line in self.lines), ZERO)

    @property
    def total_ttc(self) -> Decimal:
        """The part with its own tax, rounded as on its own invoice."""
        return totals(self.lines).total_ttc


@dataclass(frozen=True, kw_only=True)
class FundedPart(Part):
    """What a funder is asked under one of its files."""

    share: FundingFile


@dataclass(frozen=True, kw_only=True)
class PriceShares:
    """A price, split: before tax, the parts add up to it at each rate, to the cent."""

    sold: tuple[Line, ...]
    funded: tuple[FundedPart, ...]
    rest: Part

    @property
    def rounding(self) -> Decimal:
        """What rounding tax on each invoice adds to the price TTC, or takes off it; often zero."""
        parts = (*self.funded, self.rest)
        return sum((part.total_ttc for part in parts), ZERO) - totals(self.sold).total_ttc


def training_price(lines: Iterable[Line]) -> Decimal:
    """Return the price of what funders may pay, before tax: training and what is tied to it."""
    return sum((line.total_ht for line in lines if line.kind.is_training), ZERO)


def pays_directly(funding: Funding) -> bool:
    """Whether a funder agreed to pay the office in the client's place."""
    return funding.state is FundingState.GRANTED and funding.subrogation


def split_price(lines: Sequence[Line], files: Sequence[FundingFile]) -> PriceShares:
    """Split what is sold between funders that pay directly, each its grant, and the client.

    Grants are taken off the dearest line of training first, then off the next one, and off travel,
    meals and material last.

    Raises:
        RuleBroken: funders granted more than the training costs, or nothing of it is training.
    """
    price = training_price(lines)
    granted = [
        (file, amount)
        for file in files
        if pays_directly(file.funding) and (amount := file.funding.granted(price))
    ]
    _refuse_too_much(lines, sum((amount for _file, amount in granted), ZERO), price)
    left = {
        place: line.total_ht
        for place, line in sorted(enumerate(lines), key=_turn)
        if line.kind.is_training
    }
    funded = tuple(
        FundedPart(share=file, lines=_taken(lines, left, file, amount)) for file, amount in granted
    )
    names = listed(list(dict.fromkeys(file.funder.name for file, _amount in granted)))
    return PriceShares(
        sold=tuple(lines), funded=funded, rest=Part(lines=tuple(_rest(lines, left, names)))
    )


def _turn(place: tuple[int, Line]) -> tuple[bool, Decimal]:
    """Return what sorts a line by when grants are taken off it."""
    line = place[1]
    return line.kind is not LineKind.TRAINING, -line.total_ht


def _refuse_too_much(lines: Sequence[Line], granted: Decimal, price: Decimal) -> None:
    if not granted:
        return
    if not any(line.kind.is_training for line in lines):
        raise RuleBroken(
            "Un financeur a accordé une prise en charge, mais aucune ligne n’est de formation : "
            "corrigez la convention ou la prise en charge.",
            "lines",
        )
    if granted > price:
        raise RuleBroken(
            f"Les financeurs ont accordé {euros(granted)} pour une formation à "
            f"{euros(price)} HT : corrigez la prise en charge ou le prix.",
            "amount",
        )


def _taken(
    lines: Sequence[Line], left: dict[int, Decimal], file: FundingFile, amount: Decimal
) -> tuple[Line, ...]:
    """Take a grant off what is left of the lines of training."""
    words = f"prise en charge {file.funder.name}"
    if file.funding.file_number:
        words += f", dossier {file.funding.file_number}"
    made = []
    for place, rest in left.items():
        part = min(rest, amount)
        if part > 0:
            made.append(lump(lines[place], f"{lines[place].label} – {words}", part))
            left[place] -= part
            amount -= part
    return tuple(made)


def _rest(lines: Sequence[Line], left: dict[int, Decimal], names: str) -> Iterable[Line]:
    for place, line in enumerate(lines):
        rest = left.get(place, line.total_ht)
        if rest == line.total_ht:
            yield line
        elif rest:
            yield lump(line, f"{line.label} – part non prise en charge par {names}", rest)


# In words ---------------------------------------------------------------------------------------


def grant_words(funding: Funding, price_ht: Decimal) -> str:
    """Return what a funder grants, as a convention says it; empty while that is not known."""
    amount = funding.granted(price_ht)
    if amount is None:
        return ""
    if funding.basis is GrantBasis.HOURS and funding.hours and funding.hourly_rate is not None:
        hours = f"{number(funding.hours)}{NBSP}h à {euros(funding.hourly_rate)}"
        return f"{euros(amount)} ({hours})"
    if funding.basis is GrantBasis.SHARE and funding.share is not None:
        return f"{euros(amount)} ({number(funding.share)}{NBSP}% du prix)"
    return euros(amount)


def remark(file: FundingFile, price_ht: Decimal) -> str:
    """Return what is to be known of a funder's file before its part is invoiced."""
    funding, name = file.funding, file.funder.name
    if funding.state is FundingState.REFUSED:
        return f"{name} a refusé : sa part est facturée au client."
    if funding.state is FundingState.REQUESTED:
        return f"{name} n’a pas encore répondu : rien ne lui est facturé, le client paie sa part."
    return _granted_remark(funding, name, funding.granted(price_ht), price_ht)


def _granted_remark(funding: Funding, name: str, amount: Decimal | None, price_ht: Decimal) -> str:
    if amount is None:
        return (
            f"{name} a donné son accord sans {_LACKING[funding.basis]} : complétez la prise en "
            "charge, sinon sa part est facturée au client."
        )
    if amount > price_ht:
        return (
            f"{name} accorde {euros(amount)} HT pour une formation à {euros(price_ht)} HT : "
            "corrigez la prise en charge ou le prix."
        )
    if not funding.subrogation:
        return f"{name} rembourse le client ({euros(amount)} HT) : le client reçoit la facture."
    if not funding.file_number:
        return f"{name} : le numéro de dossier manque, il est imprimé sur la facture."
    return ""


_LACKING = {
    GrantBasis.AMOUNT: "montant",
    GrantBasis.HOURS: "nombre d’heures ou prix de l’heure",
    GrantBasis.SHARE: "part du prix",
}


def unassigned(shares: PriceShares, client: str) -> str:
    """Return what no funder pays directly, and that the client is invoiced for it."""
    if not shares.funded:
        return f"Aucun financeur ne règle directement : tout le prix est facturé à {client}."
    if not shares.rest.total_ht:
        words = f"Les financeurs règlent tout le prix : rien n’est facturé à {client}."
    else:
        words = (
            f"{euros(shares.rest.total_ht)} HT ne sont pris en charge par aucun financeur : ils "
            f"sont facturés à {client}."
        )
    if shares.rounding:
        sign = "de plus" if shares.rounding > 0 else "de moins"
        words += (
            f" Chaque facture arrondit sa TVA : ensemble, elles font {euros(abs(shares.rounding))} "
            f"{sign} que le prix TTC."
        )
    return words
