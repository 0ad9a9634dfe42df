"""What the file of a trainer must hold, and what it lacks on a day."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.teaching import TrainerDocument, TrainerDocumentKind, TrainerKind
from trainingdesk.french import sort_key

VIGILANCE_FROM = Decimal(5000)
"""Euros before tax of one contract, from which the buyer must look into the seller (R8222-1)."""
VIGILANCE_MONTHS = 6
"""A vigilance certificate is asked for again so often, until the contract ends (D8222-5)."""
SOON = timedelta(days=30)


class Standing(StrEnum):
    """How a paper of the file stands."""

    MISSING = "missing"
    ENDED = "ended"
    ENDING = "ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a trainer is entrusted with: the largest contract, and whether the CPF pays for some.

    `until` is the last day of the last session; papers must be good until then.
    """

    largest: Decimal | None = None
    is_cpf: bool = False
    until: date | None = None


NO_WORK = Work()


@dataclass(frozen=True, slots=True)
class Need:
    """A paper that the file must hold, and why."""

    kind: TrainerDocumentKind
    article: str


@dataclass(frozen=True, slots=True)
class Lack:
    """A paper that the file must hold and does not, or not for long."""

    need: Need
    standing: Standing
    on: date | None = None

    @property
    def kind(self) -> TrainerDocumentKind:
        """Which paper."""
        return self.need.kind


_SKILLS = "C. trav. L6352-1 ; référentiel qualité, indicateur 21"
_SUBCONTRACTOR = "référentiel qualité, indicateur 27"
_VIGILANCE = "C. trav. L8222-1, R8222-1 et D8222-5"


def needs(kind: TrainerKind, work: Work = NO_WORK) -> Iterator[Need]:
    """Yield the papers that a trainer's file must hold for what he is entrusted with."""
    yield Need(TrainerDocumentKind.CV, _SKILLS)
    yield Need(TrainerDocumentKind.DIPLOMA, _SKILLS)
    if kind is not TrainerKind.SUBCONTRACTOR:
        return
    yield Need(TrainerDocumentKind.ACTIVITY_DECLARATION, "C. trav. L6351-1")
    yield Need(TrainerDocumentKind.INSURANCE, _SUBCONTRACTOR)
    if work.largest is not None and work.largest >= VIGILANCE_FROM:
        yield Need(TrainerDocumentKind.VIGILANCE, _VIGILANCE)
        yield Need(TrainerDocumentKind.REGISTRATION, _VIGILANCE)
    if work.is_cpf:
        yield Need(TrainerDocumentKind.QUALIOPI, "C. trav. L6316-1")


def ends_on(document: TrainerDocument) -> date | None:
    """Return the last day of a paper; a vigilance certificate without one is good six months."""
    if document.valid_until is not None or document.received_on is None:
        return document.valid_until
    if document.kind is TrainerDocumentKind.VIGILANCE:
        return add_months(document.received_on, VIGILANCE_MONTHS)
    return None


def lacks(
    kind: TrainerKind,
    documents: Collection[TrainerDocument],
    today: date,
    work: Work = NO_WORK,
) -> tuple[Lack, ...]:
    """Return what the file lacks, and what ends: within a month, or before the work does."""
    wanted = {need.kind: need for need in needs(kind, work)}
    held = {document.kind for document in documents}
    # What is held though nobody must ask for it is watched all the same: it was asked for once.
    for document in documents:
        wanted.setdefault(document.kind, Need(document.kind, ""))
    found = []
    for need in wanted.values():
        if need.kind not in held:
            found.append(Lack(need, Standing.MISSING))
            continue
        last = _last_day([document for document in documents if document.kind is need.kind])
        if last is None:
            continue
        if last < today:
            found.append(Lack(need, Standing.ENDED, last))
        elif last <= today + SOON or (work.until is not None and last < work.until):
            found.append(Lack(need, Standing.ENDING, last))
    return tuple(found)


def _last_day(held: Collection[TrainerDocument]) -> date | None:
    """Return until when papers of one kind are good, `None` for ever.

    A paper without end replaces those that came before it, and none that came later.
    """
    lasting = [document for document in held if ends_on(document) is None]
    ends = [
        day
        for document in held
        if (day := ends_on(document)) is not None
        and not any(_replaces(other, document) for other in lasting)
    ]
    return max(ends, default=None)


def _replaces(paper: TrainerDocument, former: TrainerDocument) -> bool:
    return (paper.received_on or date.max) >= (former.received_on or date.min)


_WORDS = {
    TrainerDocumentKind.VIGILANCE: ("vigilance", "urssaf"),
    TrainerDocumentKind.QUALIOPI: ("qualiopi",),
    TrainerDocumentKind.INSURANCE: ("assurance", "rcpro", "rc pro", "responsabilite"),
    TrainerDocumentKind.REGISTRATION: ("kbis", "sirene", "insee", "immatriculation"),
    TrainerDocumentKind.DIPLOMA: ("diplome", "master", "licence", "titre pro"),
    TrainerDocumentKind.ACTIVITY_DECLARATION: ("recepisse", "declaration", "nda"),
    TrainerDocumentKind.CV: ("cv", "curriculum"),
}


def kind_of(file_name: str) -> TrainerDocumentKind | None:
    """Return what a file seems to be by its name, or `None`.

    >>> kind_of("Attestation_URSSAF 2026.pdf")
    <TrainerDocumentKind.VIGILANCE: 'vigilance'>
    """
    plain = sort_key(file_name.replace("_", " ").replace("-", " "))
    for kind, words in _WORDS.items():
        if any(re.search(rf"\b{word}", plain) for word in words):
            return kind
    return None
