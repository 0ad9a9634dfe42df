"""What the law publishes is typed in tables: rates by half-year, mentions by date, closings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.desk_hands import cells, fill, newest, plain, press, write_cell
from trainingdesk.domain.closed_days import ClosedDay
from trainingdesk.domain.reference_rates import (
    RateKind,
    half_year,
    half_year_text,
    next_half_year,
)
from trainingdesk.domain.tva import SHIPPED_MENTIONS, Exemption
from trainingdesk.services import closed_days, reference
from trainingdesk.storage import office as store

ECB, LEGAL, OWN = RateKind


def _open(window, kind):
    window.edit(kind, 1)
    return newest(window)


def _add(table, **cells_by_caption):
    """Press «Ajouter» and type into the row that comes; return its place."""
    press(table, "Ajouter")
    row = table.grid.currentIndex().row()
    for caption, typed in cells_by_caption.items():
        write_cell(table, row, caption, typed)
    return row


def test_a_new_row_is_that_of_the_half_year_that_follows(window, office):
    editor = _open(window, "rates")
    latest = reference.known_rates(office, LEGAL)[0]
    fill(editor, rate_kind=LEGAL)
    row = _add(editor.ui.rate_table)
    assert cells(editor.ui.rate_table, row) == [
        half_year_text(next_half_year(latest.starts_on)),
        "0,00",
        "Arrêté fixant le taux de l’intérêt légal",
    ]


def test_the_rate_of_a_new_half_year_is_typed_in_its_table(window, office):
    editor = _open(window, "rates")
    row = _add(editor.ui.rate_table, **{"Semestre": "S1 2031", "Taux (%)": "2,65"})
    assert cells(editor.ui.rate_table, row) == [
        "1er semestre 2031",
        "2,65",
        "Banque centrale européenne",
    ]
    press(editor, "Enregistrer")
    assert reference.rates(office).at(ECB, date(2031, 1, 1)) == Decimal("2.65")


def test_each_kind_of_rate_has_its_table_and_all_are_saved_together(window, office):
    editor = _open(window, "rates")
    for kind, rate in ((ECB, "3"), (LEGAL, "4"), (OWN, "8,5")):
        fill(editor, rate_kind=kind)
        _add(editor.ui.rate_table, **{"Semestre": "S1 2031", "Taux (%)": rate})
    press(editor, "Enregistrer")
    found = [reference.rates(office).at(kind, date(2031, 1, 1)) for kind in RateKind]
    assert found == [Decimal(3), Decimal(4), Decimal("8.5")]


def test_what_the_current_half_year_lacks_is_said_until_it_is_typed(window, office):
    today = half_year(office.today())
    for kind in RateKind:
        rates = [r for r in reference.known_rates(office, kind) if r.starts_on != today]
        reference.save_rates(office, kind, rates)
    editor = _open(window, "rates")
    words = "Il manque pour le {}, en cours : {}."
    names = [
        "taux directeur de la BCE",
        "intérêt légal, créancier professionnel",
        "intérêt légal, créancier particulier",
    ]
    for kind, missing in zip(RateKind, (names, names[1:], names[2:]), strict=True):
        fill(editor, rate_kind=kind)
        expected = words.format(half_year_text(today), " ; ".join(missing))
        assert plain(editor.ui.missing.text()) == expected
        assert editor.ui.missing.isVisible()
        _add(editor.ui.rate_table, **{"Semestre": half_year_text(today), "Taux (%)": "3"})
    assert not editor.ui.missing.isVisible()


@pytest.mark.parametrize(
    ("caption", "typed", "words"),
    [
        pytest.param("Taux (%)", "0", "2,15", id="no rate"),
        pytest.param("Semestre", "", "2e semestre 2026", id="no half-year"),
        pytest.param("Semestre", "03/04/2031", "1er janvier ou le 1er juillet", id="another day"),
    ],
)
def test_a_wrong_rate_is_refused_in_its_cell_and_keeps_its_kind(
    window, office, caption, typed, words
):
    before = reference.rates(office)
    editor = _open(window, "rates")
    write_cell(editor.ui.rate_table, 0, caption, typed)
    fill(editor, rate_kind=LEGAL)
    assert editor.ui.rate_kind.currentIndex() == 0
    press(editor, "Enregistrer")
    assert editor.isVisible()
    assert words in plain(editor.ui.rate_table._trouble.text())
    assert reference.rates(office) == before


def test_a_half_year_typed_twice_is_said_below_the_table(window, office):
    before = reference.rates(office)
    editor = _open(window, "rates")
    known = editor.ui.rate_table.peek()
    editor.ui.rate_table.show_records([known[0], *known])
    editor.ui.tabs.setCurrentIndex(1)
    press(editor, "Enregistrer")
    assert editor.ui.rate_table.isVisible()
    assert "deux taux" in editor.ui.rate_table._trouble.text()
    assert reference.rates(office) == before


def test_a_mention_of_vat_is_typed_with_the_day_it_starts(window, office):
    editor = _open(window, "rates")
    editor.ui.tabs.setCurrentIndex(1)
    table = editor.ui.mention_table
    assert [row.text for row in table.peek()] == [mention.text for mention in SHIPPED_MENTIONS]
    row = _add(
        table,
        **{"À partir du": "01/01/2031", "Mention imprimée": "TVA non applicable, nouvel article"},
    )
    write_cell(table, row, "Cas", Exemption.FRANCHISE)
    press(editor, "Enregistrer")
    new = replace(
        SHIPPED_MENTIONS[1],
        starts_on=date(2031, 1, 1),
        text="TVA non applicable, nouvel article",
        source="",
    )
    assert set(store.tax_mentions(office.db)) == {*SHIPPED_MENTIONS, new}


def test_the_last_mention_of_a_case_is_not_taken_away(window, office):
    editor = _open(window, "rates")
    editor.ui.mention_table.show_records(SHIPPED_MENTIONS[:1])
    press(editor, "Enregistrer")
    assert editor.isVisible()
    assert editor.ui.mention_table.isVisible()
    assert "franchise" in editor.ui.mention_table._trouble.text()
    assert store.tax_mentions(office.db) == SHIPPED_MENTIONS


def test_the_window_is_opened_once(window):
    assert _open(window, "rates") is _open(window, "rates")


def test_closings_are_typed_as_days_or_spans_of_days(window, office):
    editor = _open(window, "closed_days")
    table = editor.ui.period_table
    _add(table, Du="24/12/2026", Au="25/12/2026", Motif="Noël")
    _add(table, Du="15/05/2026", Motif="Pont")
    press(editor, "Enregistrer")
    assert closed_days.closed_days(office) == (
        ClosedDay(date(2026, 5, 15), "Pont"),
        ClosedDay(date(2026, 12, 24), "Noël"),
        ClosedDay(date(2026, 12, 25), "Noël"),
    )
    assert cells(_open(window, "closed_days").ui.period_table, 0) == ["15/05/2026", "", "Pont"]


def test_a_closing_that_ends_before_it_starts_is_refused_in_its_cell(window, office):
    editor = _open(window, "closed_days")
    _add(editor.ui.period_table, Du="24/12/2026", Au="24/12/2025")
    press(editor, "Enregistrer")
    assert "ne précède pas" in editor.ui.period_table._trouble.text()
    assert closed_days.closed_days(office) == ()
