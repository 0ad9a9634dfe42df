"""The pieces that an agreement waits for, and all that came in for it."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import ShortTable, small_table
from trainingdesk.desktop.widgets.drop_area import DropArea
from trainingdesk.desktop.widgets.proofs import open_proof
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.formation import Pieces, marks_words, missing_marks
from trainingdesk.domain.labels import label
from trainingdesk.domain.receipts import SIGNED, Receipt
from trainingdesk.french import short_date, typeset
from trainingdesk.services import receiving
from trainingdesk.storage import bargains

NOTHING_YET = "Rien n’est encore arrivé. « Noter une réception… », ou déposez ici le document reçu."
CAME, AWAITED = "✓", "○"


def receipts_tab(desk: Desk, record: Agreement, rules: Rules, pieces: Pieces) -> QWidget:
    """Return the needed pieces, what came in, and where a scan can be dropped."""
    agreement_id = record.id or 0
    found = bargains.receipts_of(desk.office.db, agreement_id)
    table = small_table(
        ("Reçu le", "Nature", "Par", "Référence", "Preuve"),
        [
            (
                short_date(item.received_on),
                capital(label(item.kind)),
                label(item.channel),
                item.reference or item.note,
                item.file_name,
            )
            for item in found
        ],
        long=(1, 3, 4),
        empty=NOTHING_YET,
        opened=lambda place: _open(desk, found[place]),
    )
    add = button("Noter une réception…", "plus", partial(_add, desk, agreement_id))
    forget = button("Retirer", "trash-2", lambda: _forget(desk, table, found, agreement_id))
    forget.setEnabled(bool(found))
    words = _lacking(rules, record, found)
    area = DropArea(_needed(pieces), *words, row(add, forget), table)
    area.dropped.connect(partial(_add, desk, agreement_id))
    return area


def _needed(pieces: Pieces) -> QWidget:
    """Return each piece that the terms ask for, ticked when it is in."""
    whole = QWidget()
    form = QFormLayout(whole)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(4)
    for need in pieces.needed:
        came = pieces.received.get(need)
        state = QLabel(f"reçu le {short_date(came)}" if came else "attendu")
        state.setProperty("role", "" if came else "muted")
        form.addRow(f"{CAME if came else AWAITED}  {capital(label(need))}", state)
    return whole


def _lacking(rules: Rules, record: Agreement, found: list[Receipt]) -> list[QWidget]:
    """Return a mild word on marks that the signed papers lack; nothing is kept from going on."""
    if not record.kind.is_printed:
        return []
    lines = [
        f"{capital(label(item.kind))} : sans {marks_words(marks)}."
        for item in found
        if item.kind in SIGNED and (marks := missing_marks(rules, item, record.kind))
    ]
    if not lines:
        return []
    words = QLabel(typeset("\n".join(lines)))
    words.setWordWrap(True)
    words.setStyleSheet(f"color: {theme.current().warning}")
    return [words]


def _open(desk: Desk, receipt: Receipt) -> None:
    """Open the proof; without one, what is known of the receipt."""
    if open_proof(receipt) is None:
        desk.edit("receipt", receipt.id)


def _add(desk: Desk, agreement_id: int, file: Path | None = None) -> None:
    if file is None:
        desk.edit("receipt", None, agreement_id=agreement_id)
    else:
        desk.edit("receipt", None, agreement_id=agreement_id, file=file)


def _forget(desk: Desk, table: QWidget, found: list[Receipt], agreement_id: int) -> None:
    place = table.currentRow() if isinstance(table, ShortTable) else -1
    if place < 0:
        desk.tell("Choisissez d’abord la réception à retirer.")
        return
    receipt_id = found[place].id or 0
    desk.perform(partial(receiving.forget, desk.office, receipt_id, agreement_id))
