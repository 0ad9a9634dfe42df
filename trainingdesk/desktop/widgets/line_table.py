"""The priced lines of a proposal, an agreement or an invoice, with their sums."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from trainingdesk import french
from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.binding import choices_of, typed_kinds
from trainingdesk.desktop.widgets.cell_table import Cell, CellTable, Choices
from trainingdesk.desktop.widgets.record_box import RecordBox
from trainingdesk.domain.invoices import BpfOrigin, InvoiceLine
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import Line, LineKind, Unit, counted
from trainingdesk.domain.money import Money
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.tva import RATES, Exemption, totals, treatment

Origins = Callable[[LineKind], BpfOrigin | None]

_TREATMENTS = [
    ((Decimal(0), Exemption.TRAINING), "exonéré"),
    ((Decimal(0), Exemption.FRANCHISE), "franchise"),
    *(((rate, None), french.percent(rate)) for rate in reversed(RATES) if rate),
]


class LineTable(CellTable):
    """Lines with kind, quantity, price, discount and tax.

    The tax follows the kind of the line under the office's regime until another is chosen.
    `course_wished` asks for a line about a course of the catalogue.
    """

    course_wished = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._origins: Origins | None = None
        self._regime = VatRegime.EXEMPT
        self.course = RecordBox(self)
        self.course.setAccessibleName("Formation du catalogue")
        if (line := self.course.lineEdit()) is not None:
            line.setPlaceholderText("Chercher une formation du catalogue…")
        self.from_catalogue = QPushButton(theme.icon("book-open"), "Ajouter la formation", self)
        self.from_catalogue.setAutoDefault(False)
        self.from_catalogue.clicked.connect(self._wish)
        self._helper = QWidget(self)
        row = QHBoxLayout(self._helper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.course, 1)
        row.addWidget(self.from_catalogue)
        row.addStretch(1)
        self._helper.hide()
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self._helper)
        QWidget.setTabOrder(self.course, self.from_catalogue)
        QWidget.setTabOrder(self.from_catalogue, self.grid)

    def offer_courses(self, courses: Choices) -> None:
        """Let lines be taken from the catalogue."""
        self.course.fill(courses)
        self._helper.show()

    def prepare(
        self,
        regime: VatRegime,
        *,
        has_options: bool = False,
        origins: Origins | None = None,
    ) -> None:
        """Set the columns: with options for what is offered, with origins for what is invoiced."""
        self._regime = regime
        self._origins = origins
        cells = _common(self._of_kind)
        if has_options:
            cells.insert(-1, _option())
        if origins is not None:
            cells.insert(-1, _origin())
        self.arrange(cells, self.blank, check=lambda item: item.line.checked())

    def blank(self) -> InvoiceLine:
        """Return a line on which nothing is typed yet."""
        return self._of_kind(
            InvoiceLine(line=Line(label="", unit_price=Decimal(0))), LineKind.TRAINING
        )

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show lines that bear no origin."""
        self.show_records([InvoiceLine(line=line) for line in lines])

    def lines(self) -> tuple[Line, ...]:
        """Return the lines.

        Raises:
            FormInvalidError: a cell is wrong; it is marked and chosen.
        """
        return tuple(item.line for item in self.records())

    def add_line(self, line: Line) -> None:
        """Add a line of training, taxed as the office's regime says."""
        item = self._of_kind(InvoiceLine(line=line), line.kind)
        kept = [known for known in self.peek() if known != self.blank()]
        self.show_records([*kept, item])
        self._changed()

    def propose_origins(self, former: Origins | None) -> None:
        """Propose origins again, where they were proposed: who pays has changed."""
        if self._origins is None:
            return
        fresh = []
        for item in self.peek():
            proposed = former(item.line.kind) if former else None
            same = item.origin is None or item.origin == proposed
            origin = self._origins(item.line.kind) if same else item.origin
            fresh.append(replace(item, origin=origin))
        self.show_records(fresh)

    def lock(self) -> None:
        """Only show from now on."""
        super().lock()
        self._helper.hide()

    def recount(self) -> None:
        """Write the sums below, options aside."""
        sums = totals(counted(tuple(item.line for item in self.peek())))
        words = [f"Total HT {french.euros(sums.total_ht)}"]
        if sums.tva:
            words += [f"TVA {french.euros(sums.tva)}", f"TTC {french.euros(sums.total_ttc)}"]
        elif sums.exemptions:
            words.append("sans TVA")
        self.foot.setText(" · ".join(words))

    def _of_kind(self, item: InvoiceLine, kind: LineKind) -> InvoiceLine:
        rate, exemption = treatment(self._regime, is_training=kind.is_training)
        line = replace(item.line, kind=kind, tva_rate=rate, exemption=exemption)
        return InvoiceLine(line=line, origin=self._origins(kind) if self._origins else None)

    def _wish(self) -> None:
        course_id = self.course.currentData()
        if isinstance(course_id, int):
            self.course_wished.emit(course_id)
            self.course.choose(None)
        self.course.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in the box adds the course: it must not reach the window's «Enregistrer».
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.course.hasFocus():
                self._wish()
            event.accept()
        else:
            super().keyPressEvent(event)


def _common(of_kind: Callable[[InvoiceLine, LineKind], InvoiceLine]) -> list[Cell[InvoiceLine]]:
    kinds = typed_kinds(date.today)
    return [
        Cell(
            field="label",
            caption="Désignation",
            typed=kinds[str],
            width=220,
            stretches=True,
            **_place("label"),
        ),
        Cell(
            field="kind",
            caption="Nature",
            get=lambda item: item.line.kind,
            put=of_kind,
            choices=lambda: choices_of(LineKind),
            width=112,
        ),
        Cell(
            field="quantity",
            caption="Quantité",
            typed=kinds[Decimal],
            right=True,
            width=92,
            **_place("quantity"),
        ),
        Cell(
            field="unit",
            caption="Unité",
            choices=lambda: choices_of(Unit),
            width=112,
            **_place("unit"),
        ),
        Cell(
            field="unit_price",
            caption="Prix HT",
            typed=kinds[Money],
            right=True,
            width=96,
            **_place("unit_price"),
        ),
        Cell(
            field="discount",
            caption="Remise %",
            typed=kinds[Decimal],
            right=True,
            width=96,
            **_place("discount"),
        ),
        Cell(
            field="tva_rate",
            caption="TVA",
            get=lambda item: (item.line.tva_rate, item.line.exemption),
            put=_taxed,
            choices=lambda: _TREATMENTS,
            hint=lambda item: (
                shown.capital(label(item.line.exemption)) if item.line.exemption else ""
            ),
            width=92,
        ),
        Cell(
            field="total_ht",
            caption="Total HT",
            get=lambda item: item.total_ht,
            show=lambda amount: french.number(amount, 2),
            right=True,
            width=104,
        ),
    ]


def _option() -> Cell[InvoiceLine]:
    return Cell(field="is_optional", caption="Option", width=76, **_place("is_optional"))


def _origin() -> Cell[InvoiceLine]:
    return Cell(
        field="origin",
        caption="Origine (BPF)",
        get=lambda item: item.origin,
        put=lambda item, origin: replace(item, origin=origin),
        choices=lambda: choices_of(BpfOrigin),
        width=180,
    )


def _place(field: str) -> dict[str, Any]:
    """Return how a field of the line is read from its item and put back."""
    return {
        "get": lambda item: getattr(item.line, field),
        "put": lambda item, value: replace(item, line=replace(item.line, **{field: value})),
    }


def _taxed(item: InvoiceLine, tax: tuple[Decimal, Exemption | None]) -> InvoiceLine:
    rate, exemption = tax
    return replace(item, line=replace(item.line, tva_rate=rate, exemption=exemption))
