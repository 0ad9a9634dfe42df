"""A form and the record it shows."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from trainingdesk.desktop.widgets.binding import Binding, FormInvalidError
from trainingdesk.desktop.widgets.record_box import RecordBox
from trainingdesk.domain.addresses import Address
from trainingdesk.french import parse_amount


@dataclass(frozen=True)
class Person:
    name: str = ""
    born_on: date | None = None
    address: Address = field(default_factory=Address)
    second: Address | None = None
    employer_id: int | None = None
    notes: str = ""
    fee: Decimal | None = None


@dataclass(frozen=True)
class Pair:
    person: Person


@pytest.fixture
def form(qtbot):
    made = QWidget()
    layout = QFormLayout(made)
    for kind, name in (
        (QLineEdit, "name"),
        (QLineEdit, "born_on"),
        (QLineEdit, "address_city"),
        (QLineEdit, "second_city"),
        (RecordBox, "employer_id"),
        (QPlainTextEdit, "notes"),
        (QLineEdit, "fee"),
    ):
        widget = kind(made)
        widget.setObjectName(name)
        layout.addRow(name, widget)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def binding(form):
    made = Binding(form, Person, lambda: date(2026, 5, 18))
    made.offer("employer_id", [(1, "Évian"), (2, "Annecy")], empty="Aucun")
    return made


def test_what_nobody_touched_stays_as_it_was(binding):
    person = Person(name=" Zoé", notes="Une ligne\n", employer_id=99, fee=Decimal("3.50"))
    binding.show(person)
    assert binding.read(person) == person


def test_a_record_inside_another_is_made_when_something_is_typed(binding):
    binding.show(Person())
    binding.widget("second_city").setText("Annecy")
    assert binding.read(Person()).second == Address(city="Annecy")


def test_a_day_typed_loosely_is_written_in_full_when_its_field_is_left(binding):
    line = binding.widget("born_on")
    line.setText("lundi")
    line.editingFinished.emit()
    assert line.text() == "25/05/2026"


def test_every_field_that_cannot_be_read_is_marked_and_the_first_has_the_caret(form, binding):
    binding.show(Person())
    binding.widget("born_on").setText("jamais")
    binding.widget("employer_id").setEditText("Personne")
    with pytest.raises(FormInvalidError):
        binding.read(Person())
    assert "date" in binding.widget("born_on").accessibleDescription()
    assert "Choisissez" in binding.widget("employer_id").accessibleDescription()
    assert form.focusWidget() is binding.widget("born_on")


def test_a_field_that_is_mended_loses_its_mark(binding):
    binding.show(Person())
    line = binding.widget("fee")
    line.setText("cher")
    line.editingFinished.emit()
    assert line.property("invalid") == "true"
    line.setText("12,5")
    line.editingFinished.emit()
    assert (line.property("invalid"), line.accessibleDescription()) == ("false", "")


def test_signs_that_no_file_can_hold_are_left_out(binding):
    binding.show(Person())
    binding.widget("name").setText("Zoé\x0bde la\x00 Tour\u2028")
    assert binding.read(Person()).name == "Zoé de la Tour"


@pytest.mark.parametrize("text", ["9" * 400, "-" + "9" * 16, "1e12"])
def test_an_amount_that_nobody_counts_is_no_amount(text):
    with pytest.raises(ValueError, match=text[:9]):
        parse_amount(text)


def test_records_two_deep_are_named_by_all_their_owners(qtbot):
    form = QWidget()
    qtbot.addWidget(form)
    line = QLineEdit(form)
    line.setObjectName("person_address_city")
    binding = Binding(form, Pair, date.today)
    pair = Pair(Person(address=Address(city="Évian")))
    binding.show(pair)
    assert line.text() == "Évian"
    line.setText("Annecy")
    assert binding.read(pair).person.address.city == "Annecy"


def test_a_list_that_may_be_typed_over_keeps_words_it_did_not_offer(qtbot):
    form = QWidget()
    qtbot.addWidget(form)
    box = QComboBox(form)
    box.setEditable(True)
    box.setObjectName("name")
    binding = Binding(form, Person, date.today)
    binding.offer("name", [("SARL", "SARL")])
    binding.show(Person(name="GAEC"))
    assert box.currentText() == "GAEC"
    box.setEditText("EARL")
    assert binding.read(Person()).name == "EARL"
