"""The tree of meanings, written into the PDF."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Integer, Name, Object, Pdf, String

from trainingdesk.paper.tagging import LinkMark, Mark, Node, Tags


def write_structure(pdf: Pdf, tags: Tags) -> None:
    """Write StructTreeRoot and ParentTree, and let pages and annotations point into them."""
    _mend_headings(tags)
    tree = _Tree(pdf, tags)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([tree.write(tags.root, root)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=tree.parents()))
    root.ParentTreeNextKey = tree.next_key
    pdf.Root.StructTreeRoot = root


def _mend_headings(tags: Tags) -> None:
    """Let headings begin at H1 and skip no level (ISO 14289-1, 7.4.2)."""
    last = 0
    for node in _walk(tags, tags.root):
        if node.role[0] == "H" and node.role[1:].isdigit():
            last = min(int(node.role[1:]), last + 1)
            node.role = f"H{last}"


def _walk(tags: Tags, node: Node) -> Iterator[Node]:
    yield node
    for kid in tags.kids.get(node, ()):
        if isinstance(kid, Node):
            yield from _walk(tags, kid)


class _Tree:
    def __init__(self, pdf: Pdf, tags: Tags) -> None:
        self._pdf = pdf
        self._tags = tags
        self._pages = [page.obj for page in pdf.pages]
        self._written: dict[Node, Object] = {}
        self.next_key = 0

    def write(self, node: Node, parent: Object) -> Object:
        """Write an element and all below it."""
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent)
        )
        self._written[node] = element
        if node.alt is not None:
            element.Alt = String(node.alt)
        attributes = self._attributes(node)
        if attributes is not None:
            element.A = attributes
        page = self._tags.first_page(node)
        if page is not None:
            element.Pg = self._pages[page]
        kids = [self._kid(kid, element, page) for kid in self._tags.kids.get(node, ())]
        if kids:
            element.K = kids[0] if len(kids) == 1 else Array(kids)
        return element

    def _kid(self, kid: Node | Mark | LinkMark, element: Object, page: int | None) -> Object | int:
        if isinstance(kid, Node):
            return self.write(kid, element)
        if isinstance(kid, LinkMark):
            annotation = self._pages[kid.page].Annots[kid.number]
            return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self._pages[kid.page])
        if kid.page == page:
            return kid.number
        return Dictionary(Type=Name.MCR, MCID=kid.number, Pg=self._pages[kid.page])

    def _attributes(self, node: Node) -> Dictionary | None:
        if node.role in {"TH", "TD"}:
            found = Dictionary(O=Name.Table)
            if node.scope:
                found.Scope = Name(f"/{node.scope}")
            if node.colspan > 1:
                found.ColSpan = node.colspan
            if node.rowspan > 1:
                found.RowSpan = node.rowspan
            return found if len(found) > 1 else None
        if node.role == "L":
            return Dictionary(
                O=Name.List, ListNumbering=Name.Decimal if node.numbered else Name.Disc
            )
        box = self._tags.boxes.get(node)
        if box is not None:
            return Dictionary(O=Name.Layout, BBox=Array(list(box)), Placement=Name.Block)
        return None

    def parents(self) -> Array:
        """Number pages and annotations, and return the way back from them to their elements."""
        numbers = Array()
        for page, nodes in zip(self._pages, self._tags.marks, strict=False):
            page.StructParents = self.next_key
            numbers.extend(
                [
                    Integer(self.next_key),
                    self._pdf.make_indirect(Array([self._written[node] for node in nodes])),
                ]
            )
            self.next_key += 1
        for page in self._pages:
            page.Tabs = Name.S
        for page, nodes in zip(self._pages, self._tags.links, strict=False):
            for annotation, node in zip(page.get(Name.Annots, Array()), nodes, strict=True):
                annotation.StructParent = self.next_key
                numbers.extend([Integer(self.next_key), self._written[node]])
                self.next_key += 1
        return numbers
