"""The order of printing, chosen in the window."""

from PySide6.QtWidgets import QSpinBox

from tests.support.desk_hands import newest, press
from trainingdesk.services.print_order import USUAL, Printed, print_order, save_print_order


def names(editor):
    rows = editor.ui.order_list
    return [rows.topLevelItem(place).text(0) for place in range(rows.topLevelItemCount())]


def test_the_usual_order_is_shown_with_its_copies(window):
    window.edit("print_order", 1)
    editor = newest(window)
    assert names(editor)[:3] == ["Convention", "Contrat", "Accusé de réception de commande"]
    first = editor.ui.order_list.topLevelItem(0)
    box = editor.ui.order_list.itemWidget(first, 1)
    assert isinstance(box, QSpinBox)
    assert (box.value(), box.accessibleName()) == (2, "Exemplaires, Convention")
    assert not editor.ui.up.isEnabled()


def test_rows_are_moved_and_kept_out_and_kept(window, office):
    window.edit("print_order", 1)
    editor = newest(window)
    press(editor, "Descendre")
    assert names(editor)[:2] == ["Contrat", "Convention"]
    press(editor, "Ne pas imprimer")
    press(editor, "Enregistrer")
    assert print_order(office)[:2] == (Printed("contract", 2), Printed("convention", 0))


def test_a_row_goes_up_again(window):
    window.edit("print_order", 1)
    editor = newest(window)
    press(editor, "Descendre")
    press(editor, "Monter")
    assert names(editor)[:2] == ["Convention", "Contrat"]
    editor._is_edited = False


def test_the_usual_order_is_one_press_away(window, office):
    save_print_order(office, [Printed("invoice", 3)])
    window.edit("print_order", 1)
    editor = newest(window)
    assert names(editor)[0] == "Facture"
    press(editor, "Ordre habituel")
    press(editor, "Enregistrer")
    kept = [printed for printed in print_order(office) if printed.key in {"invoice", "convention"}]
    assert kept == [printed for printed in USUAL if printed.key in {"invoice", "convention"}]
