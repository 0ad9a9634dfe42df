"""Colours that can be read."""

import pytest

from trainingdesk.paper import colours


@pytest.mark.parametrize(
    "accent", ["#ffff00", "#cccccc", "#ffffff", "#00ff00", "#1f5a7a", "#000000"]
)
def test_an_accent_is_darkened_until_it_is_easy_to_read_on_white(accent):
    assert colours.contrast(colours.readable_accent(accent), colours.WHITE) >= 4.5


def test_a_dark_accent_stays_as_it_is():
    assert colours.readable_accent("#1f5a7a").hexval() == "0x1f5a7a"


@pytest.mark.parametrize("grey", [colours.MUTED, colours.INK], ids=["muted", "ink"])
def test_our_greys_are_easy_to_read_on_white_and_on_the_tint(grey):
    tint = colours.TINT.resolve(colours.readable_accent("#1f5a7a"))
    assert colours.contrast(grey, colours.WHITE) >= 4.5
    assert colours.contrast(grey, tint) >= 4.5


def test_black_on_white_is_the_strongest_contrast():
    assert colours.contrast(colours.readable_accent("#000000"), colours.WHITE) == pytest.approx(21)


def test_a_colour_written_otherwise_is_refused():
    with pytest.raises(ValueError, match="azur"):
        colours.readable_accent("azur")
