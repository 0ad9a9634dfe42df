"""The labels of a form in one column, though its parts are laid out apart."""

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QGroupBox,
    QLayout,
    QTabWidget,
    QWidget,
)


def align_labels(body: QWidget) -> None:
    """Give the labels of parts that stand one below the other the width of the widest."""
    for column in _columns(body):
        labels = [label for form in column for label in _labels(form)]
        widest = max((label.sizeHint().width() for label in labels), default=0)
        for label in labels:
            label.setMinimumWidth(widest)


def _columns(body: QWidget) -> Iterator[list[QFormLayout]]:
    """Give the forms of a widget, those together that stand one below the other."""
    layout = body.layout()
    if layout is not None:
        column: list[QFormLayout] = []
        yield from _others(layout, column)
        yield column


def _others(layout: QLayout, column: list[QFormLayout]) -> Iterator[list[QFormLayout]]:
    """Add the forms of *layout* to *column*, and give the columns that stand beside it."""
    if isinstance(layout, QFormLayout):
        column.append(layout)
        return
    is_vertical = isinstance(layout, QBoxLayout) and layout.direction() in _VERTICAL
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        widget, inner = item.widget(), item.layout()
        if isinstance(widget, QTabWidget):
            for page in filter(None, map(widget.widget, range(widget.count()))):
                yield from _columns(page)
        elif isinstance(widget, QGroupBox) or type(widget) is QWidget:
            inner = widget.layout()
        if inner is None:
            continue
        beside: list[QFormLayout] = column if is_vertical else []
        yield from _others(inner, beside)
        if not is_vertical:
            yield beside


def _labels(form: QFormLayout) -> Iterator[QWidget]:
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        label = item.widget() if item is not None else None
        if label is not None and not label.isHidden():
            yield label


_VERTICAL = {QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.BottomToTop}
