"""The few colours of a paper: ink, greys, and the office's accent in its two strengths."""

from functools import cache

from reportlab.lib.colors import Color, HexColor

INK = HexColor("#1f2933")
MUTED = HexColor("#55616c")
RULE = HexColor("#cfd6dc")
WHITE = HexColor("#ffffff")
# WCAG 2.1, 1.4.3: text against its background.
ENOUGH_CONTRAST = 4.5
# Below this the sRGB curve is a straight line (IEC 61966-2-1).
_NEARLY_BLACK = 0.04045


class OfficeColour(Color):  # type: ignore[misc]
    """A colour that the letterhead decides, once the paper is rendered."""

    def __init__(self, strength: float) -> None:
        super().__init__(0, 0, 0)
        self.strength = strength

    def resolve(self, accent: Color) -> Color:
        """Return *accent* mixed with white paper."""
        return _mixed(accent, self.strength)


ACCENT = OfficeColour(1.0)
SOFT = OfficeColour(0.45)
TINT = OfficeColour(0.08)


@cache
def readable_accent(colour: str) -> Color:
    """Return the accent, darkened until a text in it is easy to read on white.

    Raises:
        ValueError: *colour* is not written as «#1f5a7a».
    """
    accent = HexColor(colour)
    while contrast(accent, WHITE) < ENOUGH_CONTRAST:
        accent = Color(accent.red * 0.92, accent.green * 0.92, accent.blue * 0.92)
    return accent


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2.1, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= _NEARLY_BLACK else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (colour.red, colour.green, colour.blue)
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _mixed(colour: Color, strength: float) -> Color:
    return Color(*(1 - strength * (1 - part) for part in (colour.red, colour.green, colour.blue)))
