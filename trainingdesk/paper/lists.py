"""Lists, nested as deep as one likes."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from trainingdesk.paper.flowables import ListItem, paragraph, paragraph_of
from trainingdesk.paper.styles import style
from trainingdesk.paper.tagging import Node

# A line, or a line with the lines below it.
Entry = str | tuple[str, Sequence["Entry"]]

_BULLETS = ("•", "–", "◦")
_STEP = 13.0
_STEP_NUMBERED = 17.0


def bullets(items: Sequence[Entry]) -> list[Flowable]:
    """Return a list with bullets; an item is a text, or a pair (text, items below it)."""
    return _closed(_items(items, ListFrame(numbered=False)))


def numbered(items: Sequence[Entry], *, start: int = 1) -> list[Flowable]:
    """Return a numbered list; what stands below an item has bullets."""
    return _closed(_items(items, ListFrame(numbered=True, start=start)))


class ListFrame:
    """One list being built: its node, its indent, the label of the next item."""

    def __init__(
        self,
        *,
        numbered: bool,
        start: int = 1,
        depth: int = 0,
        indent: float = 0,
        parent: Node | None = None,
    ) -> None:
        self.node = Node(role="L", numbered=numbered, parent=parent)
        self.depth = depth
        self._numbered = numbered
        self._next = start
        self._indent = indent

    @property
    def text_indent(self) -> float:
        """Where the text of the items begins."""
        return self._indent + (_STEP_NUMBERED if self._numbered else _STEP)

    def item(self, text: str) -> tuple[ListItem, Node]:
        """Return the next item, and the node that holds what stands below it."""
        label, body = Node(role="Lbl"), Node(role="LBody")
        Node(role="LI", parent=self.node, children=(label, body))
        # An item without words still has its line, and its bullet.
        words = text or "\N{NO-BREAK SPACE}"
        made = paragraph_of(ListItem, words, style("body", indent=self.text_indent, after=2), body)
        made.label = (
            f"{self._next}." if self._numbered else _BULLETS[min(self.depth, len(_BULLETS) - 1)]
        )
        made.label_node = label
        made.label_indent = self._indent + 1
        self._next += 1
        return made, body

    def more(self, text: str, body: Node) -> Flowable:
        """Return a further paragraph of an item."""
        node = Node(role="P", parent=body)
        return paragraph(text, style("body", indent=self.text_indent, after=2), node)

    def inner(self, body: Node, *, numbered: bool, start: int = 1) -> "ListFrame":
        """Return a list below an item."""
        return ListFrame(
            numbered=numbered,
            start=start,
            depth=self.depth + 1,
            indent=self.text_indent,
            parent=body,
        )


def _items(items: Sequence[Entry], frame: ListFrame) -> list[Flowable]:
    made: list[Flowable] = []
    for entry in items:
        text, below = (entry, ()) if isinstance(entry, str) else entry
        item, body = frame.item(text)
        made.append(item)
        if below:
            made += _items(below, frame.inner(body, numbered=False))
    return made


def _closed(items: list[Flowable]) -> list[Flowable]:
    """Give the last item the distance that a paragraph leaves."""
    if items:
        items[-1].spaceAfter = style("body").spaceAfter + 1
    return items
