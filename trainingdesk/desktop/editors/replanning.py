"""What editors have in common that change the slots of a session there is."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.widgets.binding import FormInvalidError, reveal
from trainingdesk.domain.clashes import Clash, kept_note, sentences
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import Slot, TrainingSession
from trainingdesk.services.changes import Changes
from trainingdesk.services.clashes import clashes

R = TypeVar("R")


class Replanning(Editor[R], Generic[R]):
    """Shows what the new slots would be wanted twice for, before anything is done.

    The form has a `clash_box`. A subclass says what is `planned`, and how to `change` it; `settled`
    holds the clashes there were before.
    """

    settled: frozenset[tuple[object, ...]] = frozenset()
    _kept: tuple[Clash, ...] = ()

    def planned(self, value: R) -> tuple[TrainingSession, Sequence[Slot]]:
        """Return the session as it would be.

        Raises:
            RuleBroken: it cannot be.
        """
        raise NotImplementedError

    def change(self, value: R, note: str) -> Changes:
        """Do it; *note* says which clashes were kept, and why."""
        raise NotImplementedError

    def settle(self, session: TrainingSession, slots: Sequence[Slot]) -> None:
        """Take the clashes that a session has already as known."""
        self.settled = frozenset(each.key for each in clashes(self.office, session, slots))

    def listen(self) -> None:
        """Look again whenever something is typed, and let what is found be kept."""
        self.binding.edited.connect(self.look)
        self.ui.clash_box.kept.connect(self._keep)
        self.look()

    def look(self) -> None:
        """Show the clashes of what is typed, as far as it can be read."""
        try:
            self._show(self._found(self.binding.peek(self.value)))
        except (FormInvalidError, RuleBroken):
            self._show(())

    def store(self, value: R) -> Changes:
        """Change the slots.

        Raises:
            RuleBroken: they have clashes that nobody kept yet, or cannot be changed.
        """
        found = self._found(value)
        kept = {clash.key for clash in self._kept}
        if self._show([clash for clash in found if clash.key not in kept]):
            raise RuleBroken("Changez la saisie, ou choisissez « Garder quand même ».", "clashes")
        reason = self.ui.clash_box.reason.text()
        note = kept_note(self._kept, reason, self.office.today()) if self._kept else ""
        return self.change(value, note)

    def mark(self, field: str, words: str) -> bool:
        """Lead to the clashes; the rest as usual."""
        if field == "clashes":
            reveal(self.ui.clash_box)
            self.ui.clash_box.keep.setFocus()
            return True
        return super().mark(field, words)

    def _found(self, value: R) -> tuple[Clash, ...]:
        session, slots = self.planned(value)
        found = clashes(self.office, session, slots)
        return tuple(clash for clash in found if clash.key not in self.settled)

    def _show(self, found: Sequence[Clash]) -> bool:
        self.ui.clash_box.show_clashes((), sentences(found))
        return bool(found)

    def _keep(self) -> None:
        try:
            self._kept = self._found(self.binding.peek(self.value))
        except (FormInvalidError, RuleBroken):
            self._kept = ()
        if not self.save():
            self._kept = ()
