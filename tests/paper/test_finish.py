"""What the finished file holds beside the pages."""

from hashlib import md5
from io import BytesIO

import pikepdf
import pytest

from tests.paper.full_sample import DAY, INFO, INVOICE_FILE, LETTERHEAD
from trainingdesk.paper import blocks as b
from trainingdesk.paper.page import Attachment, FacturX, PaperInfo, render

NOTE = Attachment(file_name="annexe.csv", data=b"a;b", mime="text/csv", modified=DAY)


@pytest.fixture
def pdf(full_paper):
    with pikepdf.open(BytesIO(full_paper)) as opened:
        yield opened


def test_information_and_metadata_say_the_same(pdf):
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo["/Title"]) == "Échantillon complet – E-2026-0001"
        assert xmp["dc:description"] == str(pdf.docinfo["/Subject"]) == "Tous les blocs"
        assert xmp["dc:creator"] == [str(pdf.docinfo["/Author"])] == ["Atelier Lumière"]
        assert xmp["pdf:Keywords"] == str(pdf.docinfo["/Keywords"]) == "essai, blocs"
        assert xmp["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == (
            "3",
            "A",
            "1",
        )


def test_what_is_not_known_is_not_said():
    paper = render(PaperInfo(title="Note & <suite>", dated=DAY), LETTERHEAD, b.text("x"))
    with pikepdf.open(BytesIO(paper)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Note & <suite>"
        assert "dc:creator" not in xmp
        assert "/Author" not in pdf.docinfo


def test_the_metadata_can_be_read_without_decompressing(full_paper):
    assert b"<pdfaid:part>3</pdfaid:part>" in full_paper


def test_the_language_and_the_title_are_announced(pdf):
    assert str(pdf.Root.Lang) == "fr-FR"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert pdf.Root.MarkInfo.Marked is True


def test_an_electronic_invoice_names_its_profile(pdf):
    with pdf.open_metadata() as xmp:
        fx = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
        assert xmp[f"{fx}ConformanceLevel"] == "EN 16931"
        assert xmp[f"{fx}DocumentFileName"] == "factur-x.xml"


def test_an_attachment_comes_out_as_it_went_in(pdf):
    (specification,) = pdf.Root.AF
    stored = specification.EF.F
    assert stored.read_bytes() == INVOICE_FILE.data
    assert (str(specification.UF), str(specification.Desc)) == ("factur-x.xml", "Facture")
    assert specification.AFRelationship == "/Data"
    assert (stored.Subtype, int(stored.Params.Size)) == ("/text/xml", len(INVOICE_FILE.data))
    assert bytes(stored.Params.CheckSum) == md5(INVOICE_FILE.data, usedforsecurity=False).digest()
    assert str(stored.Params.ModDate) == "D:20261120000000Z"


def test_several_attachments_are_found_by_name(judge):
    paper = render(
        INFO,
        LETTERHEAD,
        b.title("x"),
        attachments=(INVOICE_FILE, NOTE),
        facturx=FacturX(profile="EXTENDED"),
    )
    judge(paper)
    with pikepdf.open(BytesIO(paper)) as pdf:
        assert list(pdf.attachments) == ["annexe.csv", "factur-x.xml"]
        assert pdf.attachments["annexe.csv"].get_file().read_bytes() == b"a;b"


def fonts_of(pdf):
    return {
        font.objgen: font for page in pdf.pages for font in page.resources.get("/Font", {}).values()
    }.values()


def test_every_font_is_embedded_and_only_the_letters_in_use(pdf):
    names = {str(font.BaseFont) for font in fonts_of(pdf)}
    assert {name.split("+")[1] for name in names} == {
        "NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"
    }  # fmt: skip
    for font in fonts_of(pdf):
        assert len(font.FontDescriptor.FontFile2.read_bytes()) < 60_000


def test_no_letter_leads_back_to_nothing(pdf):
    for font in fonts_of(pdf):
        mapping = font.ToUnicode.read_bytes()
        assert b"<0000>" not in mapping
        announced = int(mapping.split(b" beginbfchar")[0].split(b"\n")[-1])
        assert (
            announced
            == mapping.split(b"beginbfchar")[1].split(b"endbfchar")[0].strip().count(b"\n") + 1
        )


def test_pictures_are_rgb_without_transparency(pdf):
    pictures = [picture for page in pdf.pages for picture in page.get_images().values()]
    assert len(pictures) >= 5
    for picture in pictures:
        assert picture.ColorSpace == "/DeviceRGB"
        assert "/SMask" not in picture
