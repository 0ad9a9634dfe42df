"""What was decided about an agreement, and what follows: sum, gesture, invoice, refund."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, day_of, row
from trainingdesk.desktop.widgets.detail import facts, heading, scrolling, stacked
from trainingdesk.desktop.widgets.letters import letter_of
from trainingdesk.desktop.widgets.shown import VAT_WORDS, capital
from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.labels import label
from trainingdesk.domain.prices import FeeVat
from trainingdesk.domain.settlements import Settlement
from trainingdesk.french import euros, short_date, typeset
from trainingdesk.services import deciding, fees
from trainingdesk.services.changes import Changes
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, sales

NONE_YET = (
    "Aucune décision. « Calculer les frais… » répond à une annulation, un report, une rétractation "
    "ou un abandon, et l’enregistre."
)


def decisions_tab(desk: Desk, record: Agreement) -> QWidget:
    """Return the decisions, the latest first."""
    found = bargains.settlements_of(desk.office.db, record.id or 0)
    if not found:
        hint = QLabel(typeset(NONE_YET))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        return stacked(hint, QWidget(), stretch=1)
    cards = [_card(desk, decided) for decided in reversed(found)]
    return scrolling(stacked(*cards, QWidget(), stretch=len(cards)))


def _card(desk: Desk, decided: Settlement) -> QWidget:
    title = f"{capital(label(decided.kind))} – {short_date(decided.decided_on)}"
    if not decided.stands:
        title += f" (retirée le {day_of(decided.undone_on)})"
    sentence = QLabel(decided.sentence)
    sentence.setWordWrap(True)
    parts: list[QWidget] = [heading(title), sentence, facts(_figures(desk, decided))]
    if decided.stands and decided.owed and fees.fee_vat(desk.office) is None:
        parts.append(_vat_choice(desk))
    if decided.stands:
        groups = (_buttons(desk, decided), _refund(desk, decided), _changes(desk, decided))
        parts += [row(*group) for group in groups if group]
    return stacked(*parts)


def _figures(desk: Desk, decided: Settlement) -> list[tuple[str, str]]:
    gesture = euros(decided.waived) if decided.waived else ""
    if gesture and decided.waived_reason:
        gesture += f" ({decided.waived_reason})"
    owes = decided.balance >= 0
    invoice = sales.invoice(desk.office.db, decided.invoice_id) if decided.invoice_id else None
    return [
        ("Clause", decided.clause),
        ("Dû TTC", euros(decided.due_ttc)),
        ("Geste commercial", gesture),
        ("Déjà versé", euros(decided.paid) if decided.paid else ""),
        ("Reste à payer" if owes else "À rembourser", euros(abs(decided.balance))),
        ("Nouvelle date", day_of(decided.new_start)),
        ("Facture", (invoice.number or "brouillon") if invoice else ""),
        ("Remboursé le", day_of(decided.refunded_on)),
    ]


def _buttons(desk: Desk, decided: Settlement) -> list[QWidget]:
    """Return what follows from the decision."""
    row_id = decided.id or 0
    letter = partial(desk.show_paper, letter_of(decided.kind), Subject(settlement_id=row_id))
    made: list[QWidget] = [button("Courrier…", "mail", letter)]
    if decided.invoice_id is not None:
        go = partial(desk.go_to, "sales", decided.invoice_id, "invoices")
        made.append(button("Voir la facture", "eye", go))
    elif decided.stands:
        # Nothing owed and nothing paid: a deposit that was asked may still stand to be credited.
        words = "Préparer la facture" if decided.owed else "Préparer l’avoir"
        made.append(button(words, "receipt-euro", partial(_invoice, desk, row_id)))
    return made


def _refund(desk: Desk, decided: Settlement) -> list[QWidget]:
    """Return what is done about a sum to give back."""
    if decided.balance >= 0:
        return []
    row_id = decided.id or 0
    note = partial(desk.show_paper, "refund_note", Subject(settlement_id=row_id))
    made: list[QWidget] = [button("Note de remboursement", "file-text", note)]
    if decided.refunded_on is None:
        back = partial(fees.refund, desk.office, row_id, desk.office.today())
        made.insert(0, button("Noter le remboursement", "hand-coins", _doing(desk, back)))
    return made


def _changes(desk: Desk, decided: Settlement) -> list[QWidget]:
    """Return what changes the decision itself."""
    row_id = decided.id or 0
    undo = _doing(desk, partial(deciding.undo, desk.office, row_id))
    made: list[QWidget] = [button("Revenir sur la décision", "undo-2", undo)]
    if decided.due_ttc and decided.invoice_id is None:
        gesture = partial(desk.edit, "gesture", row_id)
        made.insert(0, button("Geste commercial…", "hand-coins", gesture))
    return made


def _invoice(desk: Desk, settlement_id: int) -> None:
    """Draft what follows from the decision, and show it before it takes its number."""
    done = desk.perform(partial(fees.draft_fee_invoice, desk.office, settlement_id))
    if done is not None:
        desk.show_paper("invoice", Subject(invoice_id=done.id))


def _vat_choice(desk: Desk) -> QWidget:
    """Return the choice that the law leaves open, asked once, before the first fee is invoiced."""
    box = QComboBox()
    box.setAccessibleName("TVA des frais d’annulation")
    box.addItem("À choisir : voir votre comptable", None)
    for choice, words in VAT_WORDS.items():
        box.addItem(words, choice)

    def choose() -> None:
        if (chosen := box.currentData()) is not None:
            desk.perform(partial(fees.choose_fee_vat, desk.office, FeeVat(chosen)))

    box.activated.connect(choose)
    caption = QLabel("TVA des frais d’annulation")
    caption.setBuddy(box)
    return row(caption, box)


def _doing(desk: Desk, act: Callable[[], Changes]) -> Callable[[], object]:
    return partial(desk.perform, act)
