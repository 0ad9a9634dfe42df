"""The costs of a session, typed in place, with their sum."""

from collections.abc import Sequence

from trainingdesk.desktop.widgets import cells
from trainingdesk.desktop.widgets.cell_table import Cell, CellTable
from trainingdesk.domain.costs import CostKind, SessionCost, total
from trainingdesk.french import euros, typeset


class CostTable(CellTable):
    """Lines of costs; those typed well are told by `complete`."""

    def prepare(self, session_id: int) -> None:
        """Set the columns, for the costs of one session."""
        self._blank_cost = SessionCost(session_id=session_id)
        self.arrange(
            (
                cells.choice("kind", "Nature", CostKind, width=150),
                cells.text("label", "Libellé", stretches=True),
                Cell(
                    field="bill_id",
                    caption="Facture",
                    get=lambda cost: "" if cost.bill_id is None else "reçue",
                    show=str,
                    width=72,
                ),
                cells.decimal("quantity", "Quantité", width=84),
                cells.money("unit_cost", "Coût unitaire HT", width=130),
                Cell(
                    field="total",
                    caption="Total HT",
                    get=lambda cost: cost.total,
                    show=euros,
                    right=True,
                    width=110,
                ),
            ),
            lambda: self._blank_cost,
            check=SessionCost.checked,
            ordered=False,
        )

    def complete(self) -> tuple[SessionCost, ...] | None:
        """Return the lines, or `None` while one of them is half typed."""
        lines = [cost for cost in self.peek() if cost != self._blank_cost]
        if self.fault() or any(not cost.label.strip() or cost.quantity <= 0 for cost in lines):
            return None
        return tuple(lines)

    def adopt(self, saved: Sequence[SessionCost]) -> None:
        """Take the ids of lines that were just written for the first time, in their order."""
        known = {row.record.id for row in self._rows.rows}
        fresh = iter([cost for cost in saved if cost.id not in known])
        for row in self._rows.rows:
            if row.record.id is None and row.record != self._blank_cost:
                row.record = next(fresh, row.record)

    def recount(self) -> None:
        """Write the sum below the table; what a supplier billed is counted by his invoice."""
        lines = self.peek()
        own = total(cost for cost in lines if cost.bill_id is None)
        words = f"Total des coûts saisis : {euros(own)}"
        if own != (every := total(lines)):
            words += f" (sans {euros(every - own)}, remplacés par des factures reçues)"
        self.foot.setText(typeset(words))
