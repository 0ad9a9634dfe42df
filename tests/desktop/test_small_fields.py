"""Pictures, colours and long texts of the office."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from trainingdesk.desktop.widgets import image_field
from trainingdesk.desktop.widgets.colour_field import ColourField
from trainingdesk.desktop.widgets.image_field import ImageField
from trainingdesk.desktop.widgets.markdown_field import MarkdownField


def _png() -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(0x1F5A7A)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.fixture
def picture(qtbot):
    made = ImageField()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_picture_is_taken_with_the_bytes_of_its_file(qtbot, picture, tmp_path):
    file = tmp_path / "logo.png"
    file.write_bytes(_png())
    with qtbot.waitSignal(picture.edited):
        picture.take(file)
    assert picture.value() == _png()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"pas une image", "PNG ou JPEG", id="no picture"),
        pytest.param(_png() + bytes(100), "Mo", id="too large"),
        pytest.param(None, "introuvable", id="no file"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_the_former_picture_kept(
    monkeypatch, picture, tmp_path, content, words
):
    picture.set_value(_png())
    monkeypatch.setattr(image_field, "LARGEST", len(_png()))
    file = tmp_path / "logo.png"
    if content is not None:
        file.write_bytes(content)
    picture.take(file)
    assert words in picture._trouble.text()
    assert picture._trouble.isVisible()
    assert picture.value() == _png()


def test_a_picture_is_removed(qtbot, picture):
    picture.set_value(_png())
    with qtbot.waitSignal(picture.edited):
        picture._remove.click()
    assert picture.value() is None
    assert not picture._remove.isEnabled()


def test_a_colour_is_typed_in_either_case(qtbot):
    field = ColourField()
    qtbot.addWidget(field)
    field.set_value("#1F5A7A")
    assert field.value() == "#1f5a7a"


@pytest.mark.parametrize("typed", ["", "bleu", "#12345"])
def test_what_is_no_colour_is_refused(qtbot, typed):
    field = ColourField()
    qtbot.addWidget(field)
    field.set_value(typed)
    with pytest.raises(ValueError, match="#1f5a7a"):
        field.value()


def test_a_text_is_seen_as_it_will_read_and_html_stays_text(qtbot):
    field = MarkdownField()
    qtbot.addWidget(field)
    field.set_value("# Objet\n\nUn <b>mot</b> **fort**.")
    assert field.preview.toPlainText() == "Objet\nUn <b>mot</b> fort."
    field.text.setPlainText("Autre")
    qtbot.waitUntil(lambda: field.preview.toPlainText() == "Autre")
    assert field.value() == "Autre"
