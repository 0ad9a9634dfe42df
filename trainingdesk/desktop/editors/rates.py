"""The rates that late penalties are computed from, half-year by half-year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.rates import Ui_RatesForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.services import reference
from trainingdesk.services.changes import Changes
from trainingdesk.storage.office import ECB, ReferenceRate


@dataclass(frozen=True, slots=True)
class KnownRates:
    """The rates that the office knows, latest first."""

    rates: tuple[ReferenceRate, ...] = ()


class RatesEditor(Editor[KnownRates]):
    """The table of the central bank's rates."""

    form = Ui_RatesForm
    record = KnownRates
    noun = "Taux de référence"

    def prepare(self) -> None:
        """Lay out the table."""
        self.ui.rate_table.arrange(
            (
                cells.day("starts_on", "À partir du", self.office.today, width=130),
                cells.percent("rate", "Taux (%)"),
                cells.text("source", "Source", stretches=True),
            ),
            self._next,
            check=reference.checked_rate,
            ordered=False,
        )
        self.ui.rate_table.edited.connect(self.touch)

    def load(self, row_id: int | None) -> KnownRates:  # noqa: ARG002 - there is one table
        """Return every rate that is known."""
        return KnownRates(tuple(reference.known_rates(self.office)))

    def shown(self) -> None:
        """Show the rates."""
        self.ui.rate_table.show_records(self.value.rates)

    def complete(self, value: KnownRates) -> KnownRates:  # noqa: ARG002 - the table holds all
        """Return the rates once the table can be read."""
        return KnownRates(self.ui.rate_table.records())

    def store(self, value: KnownRates) -> Changes:
        """Write the rates."""
        return reference.save_rates(self.office, value.rates)

    def _next(self) -> ReferenceRate:
        """Return the row of the half-year that is wanting, its rate still to type."""
        latest = max(
            (rate.starts_on for rate in self.ui.rate_table.peek()), default=date(2024, 1, 1)
        )
        following = latest.replace(month=7) if latest.month == 1 else date(latest.year + 1, 1, 1)
        return ReferenceRate(
            kind=ECB,
            starts_on=following,
            rate=Decimal(0),
            source="Banque centrale européenne",
        )
