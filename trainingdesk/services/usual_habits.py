"""The habits that are proposed for a new funder, by its kind."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from trainingdesk.assets import resource
from trainingdesk.domain.funder_habits import (
    ClaimPaper,
    ClaimPapers,
    ClaimStart,
    FunderHabits,
    InvoicePer,
)
from trainingdesk.domain.invoices import Addressee
from trainingdesk.domain.parties import FunderKind


def usual_habits(kind: FunderKind) -> FunderHabits:
    """Return where the habits of a funder of a kind begin; the office corrects them."""
    return habits_from(_shipped()[kind])


def habits_from(entry: Mapping[str, Any]) -> FunderHabits:
    """Return the habits that an entry of data writes.

    Raises:
        ValueError: it names what there is not.
    """
    return FunderHabits(
        addressed_to=Addressee(entry["addressed_to"]),
        invoice_per=InvoicePer(entry["invoice_per"]),
        papers=ClaimPapers.of(*map(ClaimPaper, entry["papers"])),
        claim_days=entry.get("claim_days"),
        claim_from=ClaimStart(entry.get("claim_from", ClaimStart.END)),
    )


@cache
def _shipped() -> Mapping[str, Any]:
    return tomllib.loads(resource("funders", "habits.toml").read_text("utf-8"))
