"""What assistive technology reads."""

from itertools import pairwise

import pikepdf
import pytest

from tests.paper.conftest import kids
from tests.paper.full_sample import INFO, LETTERHEAD, URL, picture
from trainingdesk.paper import blocks as b
from trainingdesk.paper.page import render


def structure(read, *stories):
    return read(render(INFO, LETTERHEAD, [piece for story in stories for piece in story]))


def table_shape(tree):
    """Return for each row its cells as (role, scope, colspan, rowspan)."""
    return [
        [
            (
                str(cell.S)[1:],
                str(cell.get("/A", {}).get("/Scope", ""))[1:],
                int(cell.get("/A", {}).get("/ColSpan", 1)),
                int(cell.get("/A", {}).get("/RowSpan", 1)),
            )
            for cell in kids(row)
        ]
        for row in tree.of("TR")
    ]


def test_the_sample_holds_every_role(full_paper, structure_of):
    assert set(structure_of(full_paper).roles) == {
        "Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
        "Figure", "Link", "TOC", "TOCI", "Reference",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "roles"),
    [
        pytest.param([2, 3], ["H1", "H2"], id="no title"),
        pytest.param([1, 3, 4, 2], ["H1", "H2", "H3", "H2"], id="a level skipped"),
        pytest.param([1, 2, 3, 2, 3], ["H1", "H2", "H3", "H2", "H3"], id="in order"),
    ],
)
def test_headings_begin_at_the_first_level_and_skip_none(levels, roles, structure_of):
    headings = [b.title("x") if level == 1 else b.heading("x", level) for level in levels]
    assert structure(structure_of, *headings).roles[1:] == roles


def test_the_tree_reads_as_the_pages_do(full_paper, structure_of):
    roles = structure_of(full_paper).roles
    assert roles[:5] == ["Document", "H1", "P", "TOC", "TOCI"]


def test_a_paragraph_over_two_pages_is_one(structure_of):
    tree = structure(structure_of, b.text("Une phrase assez longue. " * 300))
    (paragraph,) = tree.of("P")
    first, second = kids(paragraph)
    assert int(first) == 0
    assert second.Pg.objgen != paragraph.Pg.objgen


def test_a_table_over_three_pages_is_one_and_its_header_is_read_once(structure_of):
    rows = [[f"Ligne {number}", "x"] for number in range(90)]
    tree = structure(
        structure_of,
        b.table([b.Column(title="Nom", row_header=True), b.Column(title="Note")], rows),
    )
    assert tree.counts["Table"] == 1
    shape = table_shape(tree)
    assert len(shape) == 91
    assert shape[0] == [("TH", "Column", 1, 1)] * 2
    assert shape[1:] == [[("TH", "Row", 1, 1), ("TD", "", 1, 1)]] * 90
    assert all(len(kids(header)) == 1 for header in tree.of("TH"))


def test_merged_cells_say_how_far_they_reach(structure_of):
    tree = structure(
        structure_of,
        b.attendance_grid([b.AttendanceDay("Lundi", ("Matin", "Soir"))], [("NOM", "Durand")]),
    )
    assert table_shape(tree) == [
        [("TH", "Column", 1, 2), ("TH", "Column", 1, 2), ("TH", "Column", 2, 1)],
        [("TH", "Column", 1, 1), ("TH", "Column", 1, 1)],
        [("TH", "Row", 1, 1), ("TD", "", 1, 1), ("TD", "", 1, 1), ("TD", "", 1, 1)],
    ]


@pytest.mark.parametrize(
    ("content", "roles"),
    [
        pytest.param(b.text("un") + b.small("deux"), ["TD", "P", "P"], id="texts"),
        pytest.param(b.bullets(["un"]), ["TD", "L", "LI", "Lbl", "LBody"], id="list"),
        pytest.param(b.checkbox("oui", True), ["TD", "P", "Figure"], id="checkbox"),
        pytest.param(b.choices([("oui", True)]), ["TD", "P", "Figure"], id="choices"),
        pytest.param(b.callout("dit"), ["TD", "P"], id="callout"),
        pytest.param(b.two_columns(b.text("un"), b.text("deux")), ["TD", "P", "P"], id="columns"),
        pytest.param(b.keep_together(b.text("un")), ["TD", "P"], id="kept together"),
        pytest.param(b.image(picture("RGB", "PNG"), "x")[0], ["TD", "Figure"], id="one flowable"),
        pytest.param(
            b.signatures([b.SignatureBox(title="Le client")]), ["TD", "P"], id="signature"
        ),
        pytest.param(b.table([b.Column()], [["x"]]), ["TD", "Table", "TR", "TD"], id="table"),
    ],
)
def test_blocks_in_a_cell_mean_something_inside_it(content, roles, structure_of, judge):
    paper = render(INFO, LETTERHEAD, b.title("x") + b.table([b.Column(title="y")], [[content]]))
    judge(paper)
    found = structure_of(paper).roles
    assert found[found.index("TD") :] == roles


def test_lists_nest(structure_of):
    tree = structure(structure_of, b.numbered(["un", ("deux", ["trois"])]))
    outer, inner = tree.of("L")
    assert (outer.A.ListNumbering, inner.A.ListNumbering) == ("/Decimal", "/Disc")
    assert [kid.S for kid in kids(outer)] == ["/LI", "/LI"]
    body = kids(kids(outer)[1])[1]
    assert kids(body)[-1].S == "/L"


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(b.link("tout est lien", URL), id="whole paragraph"),
        pytest.param(b.text("avant " + b.hyperlink("lien", URL) + " après"), id="amid a text"),
        pytest.param(b.text(b.hyperlink("un long lien " * 40, URL) + "fin"), id="several lines"),
        pytest.param(b.bullets([b.hyperlink("lien", URL)]), id="in a list"),
        pytest.param(b.text("x " * 2600 + b.hyperlink("lien " * 360, URL)), id="over two pages"),
    ],
)
def test_a_link_is_announced_and_found_from_its_rectangle(story, structure_of, judge):
    paper = render(INFO, LETTERHEAD, b.title("Titre") + story)
    judge(paper)
    tree = structure_of(paper)
    rectangles = [
        kid.Obj
        for link in tree.of("Link")
        for kid in kids(link)
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
    ]
    assert rectangles
    for rectangle in rectangles:
        assert str(rectangle.A.URI) == URL
        assert str(rectangle.Contents) == URL
        assert int(rectangle.F) == 4
        assert rectangle.StructParent is not None


def test_a_link_in_a_repeated_header_is_announced_once(structure_of, judge):
    header = [[b.Cell(b.hyperlink("Nom", URL))]]
    paper = render(
        INFO, LETTERHEAD, b.title("x") + b.table([b.Column()], [["Ligne"]] * 80, header_rows=header)
    )
    judge(paper)
    assert structure_of(paper).counts["Link"] == 1


@pytest.mark.parametrize(("ticked", "words"), [(True, "Case cochée"), (False, "Case non cochée")])
def test_a_box_says_whether_it_is_ticked(ticked, words, structure_of):
    tree = structure(structure_of, b.checkbox("Lu", ticked))
    (figure,) = tree.of("Figure")
    assert str(figure.Alt) == words
    left, bottom, right, top = map(float, figure.A.BBox)
    assert 0 < left < right < 595
    assert 0 < bottom < top < 842


def test_a_figure_has_its_words(structure_of):
    tree = structure(structure_of, b.bar_chart([], "Aucune vente : rien"))
    (figure,) = tree.of("Figure")
    assert str(figure.Alt) == "Aucune vente\u00a0: rien"


def test_every_mark_leads_back_to_its_element(full_paper, structure_of):
    tree = structure_of(full_paper)
    numbers = tree._pdf.Root.StructTreeRoot.ParentTree.Nums
    keys = [int(key) for key in list(numbers)[::2]]
    assert all(second == first + 1 for first, second in pairwise(keys))
    for page in tree._pdf.pages:
        assert page.Tabs == "/S"
        back = numbers[2 * int(page.StructParents) + 1]
        content = page.Contents.read_bytes()
        assert content.count(b"/MCID") == len(back)
        assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")
