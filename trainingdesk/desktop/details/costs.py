"""What a session costs, typed in place, and what is left of its price."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.cost_table import CostTable
from trainingdesk.desktop.widgets.detail import heading, no_taller, small_table
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.costs import THIN, Margin, by_kind
from trainingdesk.domain.labels import label
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import euros, percent, plural, typeset
from trainingdesk.services import costs

MOST_BILLS = 4
"""How many bills are seen at once below the costs."""
COSTS_HEIGHT, BILLS_HEIGHT = 112, 68


def costs_view(desk: Desk, file: SessionFile) -> QWidget:
    """Return the costs of a session with its margin."""
    return CostsView(desk, file)


class CostsView(QWidget):
    """The table of costs; what is typed is saved as soon as its line is whole."""

    def __init__(self, desk: Desk, file: SessionFile) -> None:
        super().__init__()
        self._desk = desk
        self._file = file
        self._session_id = file.session.id or 0
        self._margin = _words(role="")
        self._more = _words(role="muted")
        self.table = CostTable(self)
        self.table.prepare(self._session_id)
        self.table.show_records(costs.costs_of(desk.office, self._session_id))
        self.table.edited.connect(self._typed)
        propose = button("Proposer les coûts", "import", self._propose)
        propose.setToolTip(
            "Ajouter la rémunération de chaque formateur et la salle, d’après les créneaux"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._margin)
        layout.addWidget(self._more)
        received = button("Facture reçue…", "receipt-euro", self._receive)
        received.setToolTip("Saisir la facture d’un fournisseur pour cette session")
        layout.addWidget(row(propose, received))
        layout.addWidget(self.table, 1)
        self._bills = costs.billed(desk.office, self._session_id)
        if self._bills:
            # Together they ask for no more room than the costs alone.
            self.table.setMinimumHeight(COSTS_HEIGHT)
            bills = no_taller(self._bill_table(), len(self._bills), MOST_BILLS)
            bills.setMinimumHeight(BILLS_HEIGHT)
            layout.addWidget(heading("Factures reçues pour cette session"))
            layout.addWidget(bills)
        self._tell()

    def _bill_table(self) -> QWidget:
        bills = self._bills
        return small_table(
            ("Facture", "Nature", "Charge"),
            [(bill.label, label(bill.kind), euros(bill.total)) for bill in bills],
            right=(2,),
            long=(0,),
            opened=lambda place: self._desk.go_to(
                "sales", bills[place].bill_id or 0, "supplier_bills"
            ),
        )

    def _receive(self) -> None:
        self._desk.edit("supplier_bill", None, session_id=self._session_id)

    def _propose(self) -> None:
        known = self.table.peek()
        found = costs.proposed(self._desk.office, self._file)
        if not found:
            self._desk.tell(
                "Rien à proposer : les coûts connus sont là, ou aucun prix de journée n’est noté."
            )
            return
        self.table.show_records([*known, *found])
        self._typed()

    def _typed(self) -> None:
        """Save what is whole; a line that is half typed waits."""
        self._tell()
        lines = self.table.complete()
        if lines is None or lines == costs.costs_of(self._desk.office, self._session_id):
            return
        done = self._desk.perform(
            lambda: costs.save(self._desk.office, self._session_id, lines), self.window()
        )
        if done is not None:
            self.table.adopt(costs.costs_of(self._desk.office, self._session_id))

    def _tell(self) -> None:
        lines = self.table.peek()
        margin = costs.margin(self._desk.office, self._file, lines)
        words, ink = verdict(margin)
        self._margin.setText(typeset(words))
        colour = getattr(theme.current(), ink) if ink else theme.current().text
        self._margin.setStyleSheet(f"color: {colour}; font-weight: 600")
        self._more.setText(typeset(_figures(margin)))


def verdict(margin: Margin) -> tuple[str, str]:
    """Return what a margin comes to, in words, and the theme's colour for it."""
    brings = f"{capital(label(margin.basis))} {euros(margin.income_total)} HT"
    if not margin.costs:
        return f"{brings} · aucun coût saisi", ""
    start = f"{brings} · coûts {euros(margin.cost_total)}"
    if margin.rate is None:
        return f"{start} · aucun produit : rien ne les couvre", "danger"
    left = f"{euros(margin.amount)} ({percent(margin.rate)})"
    if margin.amount < 0:
        return f"{start} · perte {left} : la session coûte plus qu’elle ne rapporte", "danger"
    if margin.rate < THIN:
        return f"{start} · marge {left} : mince", "warning"
    return f"{start} · marge {left}", "success"


def _figures(margin: Margin) -> str:
    parts, lines = [], margin.costs
    if lines and margin.per_person is not None:
        parts.append(f"{euros(margin.per_person)} par stagiaire ({margin.people})")
    if lines and margin.seat_price is not None:
        even = margin.break_even
        if even is None:
            parts.append("jamais à l’équilibre : une place coûte plus qu’elle ne rapporte")
        else:
            parts.append(f"à l’équilibre à partir de {plural(even, 'stagiaire')}")
    elif lines and margin.people:
        parts.append("prix de groupe : l’effectif n’y change rien")
    parts += [f"{label(kind)} {euros(amount)}" for kind, amount in by_kind(lines).items() if amount]
    return capital(" · ".join(parts)) if parts else "Ajoutez des lignes, ou faites-les proposer."


def _words(role: str) -> QLabel:
    words = QLabel()
    words.setWordWrap(True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setProperty("role", role)
    return words
