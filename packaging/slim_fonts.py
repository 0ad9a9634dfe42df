"""Slim Debian's Noto Sans to what a French paper can need, and put it into resources/fonts.

Run by hand when the package changes: `apt install fonts-noto-core`, then this script. A few signs
that Noto Sans lacks (arrows, comparisons, boxes) are taken from its sister faces, so that one face
holds every sign a programme or a questionnaire uses. The same input gives the same bytes.
"""

from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/truetype/noto")
TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
KEPT = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B
    (0x02B0, 0x02DF),  # modifier letters
    (0x0300, 0x036F),  # combining marks
    (0x1E00, 0x1EFF),  # Latin Extended Additional: Vietnamese among others
    (0x2000, 0x2064),  # general punctuation
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x215F),  # №, ™, ℃, fractions
    (0xFFFD, 0xFFFD),  # the replacement character
)
BORROWED = {
    "NotoSansMath-Regular.ttf": "←↑→↓↔⇒≤≥≠≈−∞√∑",
    "NotoSansSymbols2-Regular.ttf": "☐☑☒✓✔✗✘■□▪▫●○◆◇►▶★☆☎✉◦⚠➔➜➤",
}
# Copyright, family, style, unique and full name, version, PostScript name, licence and its address.
NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)


def borrow(font: TTFont, donor: TTFont, signs: str) -> None:
    """Copy the outlines of *signs* from *donor* into *font*; both have 1000 units per em."""
    outlines = donor.getGlyphSet()
    for sign in signs:
        name = f"uni{ord(sign):04X}"
        source = donor.getBestCmap()[ord(sign)]
        recording = DecomposingRecordingPen(outlines)
        outlines[source].draw(recording)
        pen = TTGlyphPen(None)
        recording.replay(pen)
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = donor["hmtx"][source]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(sign)] = name


def slim(face: str) -> Path:
    """Write one slim face; return where."""
    font = TTFont(SOURCE / f"NotoSans-{face}.ttf", recalcTimestamp=False)
    for donor, signs in BORROWED.items():
        borrow(font, TTFont(SOURCE / donor), signs)
    options = Options(
        hinting=False,
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl"],
        name_IDs=list(NAMES),
    )
    options.name_languages = [0x409]
    options.drop_tables += ["meta"]
    subsetter = Subsetter(options)
    borrowed = "".join(BORROWED.values())
    subsetter.populate(
        unicodes=[code for first, last in KEPT for code in range(first, last + 1)],
        text=borrowed,
    )
    subsetter.subset(font)
    target = TARGET / f"NotoSans-{face}.ttf"
    font.save(target)
    return target


if __name__ == "__main__":
    for face in FACES:
        written = slim(face)
        print(f"{written.name}: {written.stat().st_size} bytes")
