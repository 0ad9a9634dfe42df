"""Boxes of a form that choose a record, and let a missing one be made meanwhile."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from shiboken6 import isValid

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.widgets.record_box import RecordBox
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.changes import Changes

Offered = Callable[[], Iterable[tuple[object, str]]]


def offer_records(
    editor: Editor[Any], field: str, offered: Offered, kind: str, words: str, *, empty: str = ""
) -> None:
    """Offer records in a field; its «+» opens the editor of *kind*, and the new one is chosen."""
    box = cast("RecordBox", editor.binding.widget(field))
    box.fill(offered(), empty=empty)

    def made(changes: Changes) -> None:
        if not isValid(box):
            return  # the form was closed before the new record was saved
        box.fill(offered(), empty=empty)
        box.choose(changes.id)

    box.let_add(words)
    box.add_wished.connect(lambda text: editor.desk.edit(kind, None, name=text, after=made))


def required(record_id: int | None, field: str, words: str) -> int:
    """Return the id that was chosen.

    Raises:
        RuleBroken: none was; *words* say what to choose.
    """
    if not record_id:
        raise RuleBroken(words, field)
    return record_id
