"""An address as a square that a telephone reads."""

from io import BytesIO

import pikepdf
import pytest
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from tests.paper.full_sample import INFO, LETTERHEAD
from trainingdesk.paper.page import render
from trainingdesk.paper.qr_codes import QUIET, QrCode
from trainingdesk.paper.styles import MM

SIDE = 30


def runs(pdf):
    """Return the rectangles drawn inside the figure, in points."""
    with pikepdf.open(BytesIO(pdf)) as paper:
        found, inside = [], False
        for operands, operator in pikepdf.parse_content_stream(paper.pages[0]):
            if str(operator) == "BDC":
                inside = str(operands[0]) == "/Figure"
            elif inside and str(operator) == "re":
                found.append(tuple(float(value) for value in operands))
    return found


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://f.example/a", id="a short address"),
        pytest.param(f"https://f.example/{'a' * 120}?n=%C5%92uvrard", id="a long address"),
    ],
)
def test_the_dark_squares_are_those_of_the_code_with_white_around_them(address):
    pdf = render(INFO, LETTERHEAD, [QrCode(address, "Code", SIDE)])
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(address)
    code.make()
    step = SIDE * MM / (code.getModuleCount() + 2 * QUIET)
    drawn = runs(pdf)
    dark = sum(bool(cell) for row in code.modules for cell in row)
    assert round(sum(width / step for _, _, width, _ in drawn)) == dark
    wide = max(x + width for x, _, width, _ in drawn) - min(x for x, *_ in drawn)
    assert wide == pytest.approx(SIDE * MM - 2 * QUIET * step, abs=0.1)
