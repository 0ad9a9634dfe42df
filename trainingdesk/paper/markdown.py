"""Texts written in Markdown, such as conditions and house rules."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from trainingdesk.paper import colours
from trainingdesk.paper.flowables import Heading, Rule, paragraph
from trainingdesk.paper.lettering import Markup, bold, escape, hyperlink, italic
from trainingdesk.paper.lists import ListFrame
from trainingdesk.paper.styles import HEADINGS, Align, style
from trainingdesk.paper.tables import Cell, Column, build_table
from trainingdesk.paper.tagging import Node

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_LISTS = {"bullet_list": False, "ordered_list": True}
_BREAKS = {"softbreak": Markup(" "), "hardbreak": Markup("<br/>")}
_EMPHASIS: dict[str, Callable[[str], Markup]] = {"strong": bold, "em": italic}


def markdown(text: str, *, level: int = 2) -> list[Flowable]:
    """Return headings, paragraphs, lists, links and tables.

    The highest heading becomes one of *level*, and those below it follow without a gap. HTML in the
    text prints as it stands.
    """
    # Most papers hold no Markdown, and it takes 12 ms to import.
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415

    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text))
    used = sorted({node.tag for node in tree.walk() if node.type == "heading"})
    levels = {tag: min(level + rank, len(HEADINGS)) for rank, tag in enumerate(used)}
    made: list[Flowable] = []
    for block in tree.children:
        made += _block(block, levels)
    return made


def _block(block: "SyntaxTreeNode", levels: dict[str, int]) -> list[Flowable]:
    match block.type:
        case "heading":
            level = levels[block.tag]
            return [Heading.of(_inline(block), level, style(HEADINGS[level - 1]))]
        case "bullet_list" | "ordered_list":
            frame = ListFrame(numbered=_LISTS[block.type], start=_start(block))
            items = _list(block, frame)
            items[-1].spaceAfter = style("body").spaceAfter + 1
            return items
        case "table":
            return [_table(block)]
        case "hr":
            return [Rule(None, 0.5, colours.RULE, 4, 8)]
        case "blockquote":
            return [
                paragraph(_inline(child), style("body", indent=14, muted=True), Node(role="P"))
                for child in block.children
            ]
        case _:
            return [paragraph(_inline(block), style("body"), Node(role="P"))]


def _list(block: "SyntaxTreeNode", frame: ListFrame) -> list[Flowable]:
    made: list[Flowable] = []
    for item in block.children:
        children = list(item.children)
        begins_with_text = bool(children) and children[0].type == "paragraph"
        flowable, body = frame.item(_inline(children.pop(0)) if begins_with_text else "")
        made.append(flowable)
        for child in children:
            if child.type in _LISTS:
                inner = frame.inner(body, numbered=_LISTS[child.type], start=_start(child))
                made += _list(child, inner)
            else:
                made.append(frame.more(_inline(child), body))
    return made


def _start(block: "SyntaxTreeNode") -> int:
    return int(block.attrs.get("start", 1))


def _table(block: "SyntaxTreeNode") -> Flowable:
    head, *bodies = block.children
    titles = head.children[0].children
    columns = [Column(title=_inline(cell), align=_align(cell)) for cell in titles]
    rows = [
        [Cell(_inline(cell)) for cell in row.children] for body in bodies for row in body.children
    ]
    return build_table(columns, rows)


def _align(cell: "SyntaxTreeNode") -> Align:
    asked = str(cell.attrs.get("style", ""))
    return "right" if "right" in asked else "center" if "center" in asked else "left"


def _inline(block: "SyntaxTreeNode") -> Markup:
    if block.type in {"fence", "code_block", "html_block"}:
        return escape(block.content.rstrip("\n"))
    return _joined(
        _piece(node)
        for child in block.children
        for node in ([child] if child.type != "inline" else child.children)
    )


def _piece(node: "SyntaxTreeNode") -> Markup:
    if node.type in _BREAKS:
        return _BREAKS[node.type]
    inside = _joined(map(_piece, node.children)) if node.children else escape(node.content)
    if node.type == "link":
        return hyperlink(inside, str(node.attrs["href"]))
    return _EMPHASIS.get(node.type, Markup)(inside)


def _joined(pieces: Iterable[Markup]) -> Markup:
    return Markup("".join(pieces))
