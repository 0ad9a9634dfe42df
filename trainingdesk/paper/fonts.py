"""The one family of every paper, and what it can print."""

import unicodedata
from functools import cache
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from trainingdesk.assets import resource_root

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
ITALIC = "NotoSans-Italic"
BOLD_ITALIC = "NotoSans-BoldItalic"
UNKNOWN = "?"

# Signs people paste from web pages and phones, and what says the same in our letters.
_SAME_MEANING = {
    "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "\N{FIGURE SPACE}": "\N{NO-BREAK SPACE}",
    "\N{WORD JOINER}": "",
    "\N{ZERO WIDTH SPACE}": "",
    "\N{ZERO WIDTH NON-JOINER}": "",
    "\N{ZERO WIDTH JOINER}": "",
    "\N{ZERO WIDTH NO-BREAK SPACE}": "",
    "\N{SOFT HYPHEN}": "",
    "\N{VARIATION SELECTOR-15}": "",
    "\N{VARIATION SELECTOR-16}": "",
    "\N{LINE SEPARATOR}": "\n",
    "\N{PARAGRAPH SEPARATOR}": "\n",
    "\t": " ",
    "\r": "",
    "⇒": "→",
    "➢": "►",
    "\N{WHITE HEAVY CHECK MARK}": "✔",
    "\N{CROSS MARK}": "✘",
}


@cache
def register() -> frozenset[int]:
    """Make the four faces known to reportlab, once; return the characters that they hold."""
    folder = resource_root() / "fonts"
    faces = {
        name: _load(name, folder / file)
        for name, file in (
            (REGULAR, "NotoSans-Regular.ttf"),
            (BOLD, "NotoSans-Bold.ttf"),
            (ITALIC, "NotoSans-Italic.ttf"),
            (BOLD_ITALIC, "NotoSans-BoldItalic.ttf"),
        )
    }
    for name, bold, italic in ((REGULAR, 0, 0), (BOLD, 1, 0), (ITALIC, 0, 1), (BOLD_ITALIC, 1, 1)):
        addMapping(REGULAR, bold, italic, name)
    return frozenset.intersection(*(frozenset(face.face.charToGlyph) for face in faces.values()))


def missing_glyphs(text: str) -> str:
    """Return the characters of *text* that no substitute can print, each once, in their order.

    >>> missing_glyphs("Łukasz Nguyễn, Şahin & Ó"), missing_glyphs("中 et 文, 中")
    ('', '中文')
    """
    return "".join(
        dict.fromkeys(
            sign
            for sign in unicodedata.normalize("NFC", text)
            if sign not in "\n?" and UNKNOWN in printable(sign)
        )
    )


def printable(text: str) -> str:
    r"""Return *text* in letters that the fonts hold; a sign without any equal shows as «?».

    >>> printable("e\N{COMBINING ACUTE ACCENT}té, 1\N{NARROW NO-BREAK SPACE}234 ㎡, 中")
    'été, 1\xa0234 m2, ?'
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text).translate(_substitutes())


class _Substitutes(dict[int, str]):
    """Fill itself with what each character becomes."""

    def __init__(self, held: frozenset[int]) -> None:
        super().__init__({ord("\n"): "\n"})
        self._held = held

    def __missing__(self, code: int) -> str:
        self[code] = found = self._find(code)
        return found

    def _find(self, code: int) -> str:
        sign = chr(code)
        if sign in _SAME_MEANING:
            return _SAME_MEANING[sign]
        if code in self._held:
            return sign
        if unicodedata.category(sign) in {"Cc", "Cf"}:
            return ""
        if unicodedata.category(sign) == "Zs":
            return " "
        plain = unicodedata.normalize("NFKD", sign)
        kept = "".join(part for part in plain if ord(part) in self._held)
        return kept if plain != sign and kept else UNKNOWN


@cache
def _substitutes() -> _Substitutes:
    return _Substitutes(register())


def _load(name: str, file: Path) -> TTFont:
    # Without «asciiReadable» only the letters in use are embedded, not the whole of ASCII.
    font = TTFont(name, str(file), asciiReadable=0)
    registerFont(font)
    return font
