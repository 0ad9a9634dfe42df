"""Postal addresses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a letter goes; `street` may hold several lines."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "France"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address; the country is written for a letter that leaves France only."""
        town = f"{self.postcode} {self.city}".strip()
        abroad = "" if self.country.casefold() == "france" else self.country.upper()
        return tuple(line for line in (*self.street.splitlines(), town, abroad) if line)

    @property
    def is_complete(self) -> bool:
        """Whether a letter would arrive: street, postcode and town are there."""
        return bool(self.street and self.postcode and self.city)

    def __str__(self) -> str:
        """Return the address on one line."""
        return ", ".join(self.lines)
