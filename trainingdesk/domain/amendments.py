"""Changes to a signed agreement: asked, printed with before and after, accepted in writing."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import long_date


class AmendmentSubject(StrEnum):
    """What changes."""

    TRAINEES = "trainees"
    DATES = "dates"
    PRICE = "price"
    HEAD_COUNT = "head_count"
    PLACE = "place"
    OTHER = "other"

    @property
    def changes_price(self) -> bool:
        """Whether the lines of the agreement change with it."""
        return self in {AmendmentSubject.PRICE, AmendmentSubject.HEAD_COUNT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One change; it binds from `accepted_on`. `position` numbers those of an agreement."""

    agreement_id: int
    position: int
    subject: AmendmentSubject
    asked_on: date
    before: str
    after: str
    reason: str = ""
    receipt_id: int | None = None
    proposal_id: int | None = None
    accepted_on: date | None = None
    refused_on: date | None = None
    id: int | None = None

    @property
    def name(self) -> str:
        """What people call it: «Avenant n° 2»."""
        return f"Avenant n° {self.position}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.accepted_on is None and self.refused_on is None

    def checked(self) -> "Amendment":
        """Return the amendment, or refuse one that changes nothing.

        Raises:
            RuleBroken: it does not say what becomes of what, or it was answered.
        """
        self._must_be_open()
        if not self.after.strip():
            raise RuleBroken("Écrivez ce qui est convenu à la place.", "after")
        if self.before.strip() == self.after.strip():
            raise RuleBroken(
                "L’avenant ne change rien : « avant » et « après » sont égaux.", "after"
            )
        return self

    def accepted(self, on: date, receipt_id: int | None = None) -> "Amendment":
        """Return the amendment as accepted in writing, or refuse."""
        self._must_be_open()
        self._must_follow(on)
        return replace(self, accepted_on=on, receipt_id=receipt_id)

    def refused(self, on: date) -> "Amendment":
        """Return the amendment as refused: the agreement stays as it is."""
        self._must_be_open()
        self._must_follow(on)
        return replace(self, refused_on=on)

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise RuleBroken(f"{self.name} a déjà sa réponse : établissez-en un nouveau.")

    def _must_follow(self, on: date) -> None:
        if on < self.asked_on:
            raise RuleBroken(
                f"La réponse ne peut pas précéder la demande, le {long_date(self.asked_on)}.",
                "accepted_on",
            )
