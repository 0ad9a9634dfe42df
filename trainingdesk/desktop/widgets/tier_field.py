"""What a client owes who cancels, notice by notice."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from trainingdesk import french
from trainingdesk.desktop.widgets.binding import Typed
from trainingdesk.desktop.widgets.cell_table import Cell, CellTable
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.conditions.kinds import Base
from trainingdesk.domain.conditions.labels import LABELS
from trainingdesk.domain.conditions.rules import Tier

PERCENT = Decimal(100)
BASES = [(base, capital(LABELS[Base][base])) for base in Base if base is not Base.COST]
"""A tier never takes the cost of the proposal: that is owed before there is anything to cancel."""


class TierField(Field):
    """The tiers in a small table, the longest notice first."""

    def __init__(self) -> None:
        super().__init__()
        self.table = CellTable(self)
        self.table.arrange(_CELLS, Tier, ordered=False, keeps_blank=True)
        self.table.edited.connect(self.edited)
        self.table.edited.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.setFocusProxy(self.table)

    def value(self) -> tuple[Tier, ...]:
        """Return the tiers, the longest notice first and the one without any last."""
        if words := self.table.fault():
            raise ValueError(words)
        tiers = self.table.peek()
        if sum(tier.at_least is None for tier in tiers) > 1:
            raise ValueError("Donnez un préavis à chaque palier, sauf au dernier.")
        return tuple(sorted(tiers, key=lambda tier: (tier.at_least is None, -(tier.at_least or 0))))

    def set_value(self, value: tuple[Tier, ...] | None) -> None:
        """Show the tiers; where there are none yet, the one that holds for any notice."""
        self.table.show_records((Tier(),) if value is None else value)


def _notice(text: str) -> int | None:
    if not text:
        return None
    days = int(text)
    if days < 0:
        raise ValueError(text)
    return days


def _share(text: str) -> Decimal:
    share = french.parse_amount(text.rstrip("%")) / PERCENT
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


def _set(field: str) -> dict[str, Any]:
    """Return how a field of a tier is read and put back."""
    return {
        "field": field,
        "get": lambda tier: getattr(tier, field),
        "put": lambda tier, value: replace(tier, **{field: value}),
    }


_CELLS: list[Cell[Tier]] = [
    Cell(
        caption="Préavis d’au moins",
        typed=Typed(_notice, str, "Écrivez un nombre de jours, ou rien au dernier palier."),
        right=True,
        width=158,
        **_set("at_least"),
    ),
    Cell(
        caption="Part (%)",
        typed=Typed(
            _share, lambda share: french.number(share * PERCENT), "Écrivez une part, de 0 à 100."
        ),
        right=True,
        width=76,
        **_set("share"),
    ),
    Cell(caption="De quoi", choices=lambda: BASES, stretches=True, **_set("base")),
]
