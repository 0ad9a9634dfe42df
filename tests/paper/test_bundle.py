"""Papers bound into one file."""

from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, PdfError

from trainingdesk.paper.bundle import Part, bound, is_readable


def paper(pages, width=100):
    """Return a PDF of some pages that are tagged, each as wide as its place says."""
    with Pdf.new() as pdf:
        for number in range(pages):
            page = pdf.add_blank_page(page_size=(width + number, 200))
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], StructParent=7)
            page.obj.Annots = Array([pdf.make_indirect(link)])
        output = BytesIO()
        pdf.save(output)
        return output.getvalue()


def part(group, name="", pages=1, width=100, copies=1):
    return Part(group=group, name=name, pdf=paper(pages, width), copies=copies)


def widths(pdf):
    return [int(page.mediabox[2]) for page in pdf.pages]


def opened(*parts):
    return Pdf.open(BytesIO(bound(parts, "Documents", "Atelier")))


def outline(pdf):
    """Return the bookmarks: caption, place of the page, and those inside."""
    pages = [page.obj.objgen for page in pdf.pages]

    def told(items):
        return [
            (item.title, pages.index(item.destination[0].objgen), told(item.children))
            for item in items
        ]

    with pdf.open_outline() as found:
        return told(found.root)


def test_papers_follow_each_other_whole():
    with opened(part("A", pages=2), part("B", width=300)) as pdf:
        assert widths(pdf) == [100, 101, 300]


def test_each_paper_has_a_bookmark_at_its_first_page():
    with opened(part("Convention", "Mairie", pages=3), part("Programme")) as pdf:
        assert outline(pdf) == [("Convention – Mairie", 0, []), ("Programme", 3, [])]


def test_papers_of_a_kind_stand_under_one_bookmark():
    with opened(
        part("Convocation", "Zoé", pages=2), part("Convocation", "Léa"), part("Facture", "Mairie")
    ) as pdf:
        assert outline(pdf) == [
            ("Convocation", 0, [("Zoé", 0, []), ("Léa", 2, [])]),
            ("Facture – Mairie", 3, []),
        ]


def test_copies_follow_the_original_under_its_bookmark():
    with opened(part("Convention", "A", pages=2, copies=3), part("Facture", width=300)) as pdf:
        assert widths(pdf) == [100, 101] * 3 + [300]
        assert outline(pdf) == [("Convention – A", 0, []), ("Facture", 6, [])]


def test_a_bound_file_claims_to_be_no_more_than_pdf_1_7():
    with opened(part("A")) as pdf:
        assert pdf.pdf_version == "1.7"
        assert Name.Metadata not in pdf.Root
        assert Name.MarkInfo not in pdf.Root
        assert Name.StructTreeRoot not in pdf.Root
        assert Name.OutputIntents not in pdf.Root


def test_nothing_points_at_the_tags_that_stay_behind():
    with opened(part("A", pages=2)) as pdf:
        for page in pdf.pages:
            assert Name.StructParents not in page.obj
            assert Name.Tabs not in page.obj
            assert [Name.StructParent in note for note in page.obj.Annots] == [False]


def test_its_title_and_language_are_told():
    with opened(part("A")) as pdf:
        assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author)) == ("Documents", "Atelier")
        assert str(pdf.Root.Lang) == "fr-FR"
        assert pdf.Root.PageMode == Name.UseOutlines


def test_the_same_papers_give_the_same_bytes():
    parts = [part("A", pages=2), part("B")]
    assert bound(parts, "Documents", "Atelier") == bound(parts, "Documents", "Atelier")


def test_what_is_no_pdf_is_refused():
    with pytest.raises(PdfError):
        bound([Part(group="A", name="", pdf=b"JPEG")], "Documents", "Atelier")


def test_a_scan_is_readable_when_it_is_an_open_pdf_with_pages():
    locked = BytesIO()
    with Pdf.open(BytesIO(paper(1))) as pdf:
        pdf.save(locked, encryption=Encryption(user="secret", owner="secret"))
    assert is_readable(paper(1))
    assert not is_readable(paper(0))
    assert not is_readable(b"JPEG")
    assert not is_readable(locked.getvalue())


def test_a_field_that_shows_nothing_stays_with_its_paper():
    with Pdf.open(BytesIO(paper(1))) as pdf:
        made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 0, 0], FT=Name.Sig)
        field = pdf.make_indirect(made)
        pdf.pages[0].obj.Annots.append(field)
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        output = BytesIO()
        pdf.save(output)
    with opened(Part(group="A", name="", pdf=output.getvalue())) as pdf:
        kinds = [str(each.Subtype) for each in pdf.pages[0].Annots]
    assert kinds == ["/Link"]
