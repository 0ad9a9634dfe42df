"""What the fonts hold, and what becomes of the rest."""

import pytest
from fontTools.ttLib import TTFont

from trainingdesk.assets import resource
from trainingdesk.paper.fonts import missing_glyphs, printable, register

FACES = ("Regular", "Bold", "Italic", "BoldItalic")


@pytest.mark.parametrize(
    "name", ["Łukasz", "Nguyễn", "Şahin", "Ó Briain", "Đặng", "Œuvré", "Çelik", "Ñuñez", "Žižek"]
)
def test_a_name_prints_as_it_is_written(name):
    assert printable(name) == name
    assert missing_glyphs(name) == ""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("plain ASCII & <signs>", "plain ASCII & <signs>", id="nothing to do"),
        pytest.param("1\u202f234\u00a0€", "1\u00a0234\u00a0€", id="narrow space"),
        pytest.param("e\u0301", "é", id="accent of its own"),
        pytest.param("ﬁn", "fin", id="ligature"),
        pytest.param("20 ㎡", "20 m2", id="square metres"),
        pytest.param("ok ✅ 👍", "ok ✔ ?", id="signs of a phone"),
        pytest.param("a\u200bb\u00adc\ufeff", "abc", id="signs without width"),
        pytest.param("a\tb\x07\r\nc\u2028d", "a b\nc\nd", id="control characters"),
        pytest.param("a\u3000b", "a b", id="a space from elsewhere"),
        pytest.param("中文", "??", id="no equal"),
        pytest.param(
            "≥ 80 % → ☐ ☑ ■ −5 °C № ½", "≥ 80 % → ☐ ☑ ■ −5 °C № ½", id="signs of the trade"
        ),
    ],
)
def test_a_text_is_put_into_letters_that_the_fonts_hold(text, printed):
    assert printable(text) == printed
    assert all(ord(sign) in register() for sign in printed if sign != "\n")


def test_what_cannot_be_printed_is_named_once_each_in_order():
    assert missing_glyphs("Où ? 中 et 文, 中 👍") == "中文👍"


@pytest.mark.parametrize("face", FACES)
def test_a_face_has_outlines_that_pdf_readers_embed_and_no_hinting(face):
    font = TTFont(resource("fonts", f"NotoSans-{face}.ttf"))
    assert "glyf" in font
    assert "fpgm" not in font
    assert font["name"].getDebugName(6) == f"NotoSans-{face}"


@pytest.mark.parametrize("face", FACES)
def test_figures_stand_below_each_other(face):
    font = TTFont(resource("fonts", f"NotoSans-{face}.ttf"))
    names = font.getBestCmap()
    assert len({font["hmtx"][names[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_the_licence_travels_with_the_fonts():
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text("utf-8")
