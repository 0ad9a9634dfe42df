"""When a trainer or a room cannot be had."""

from dataclasses import dataclass
from datetime import date, time

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.unavailability import Ui_UnavailabilityForm
from trainingdesk.desktop.widgets.binding import FormInvalidError, show_row
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.unavailabilities import Unavailability
from trainingdesk.french import plural, typeset
from trainingdesk.services import unavailabilities
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers, teaching
from trainingdesk.storage import unavailabilities as store

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An unavailability as it is typed: one day needs no second date."""

    trainer_id: int | None = None
    room_id: int | None = None
    first_day: date
    last_day: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    reason: str = ""


class UnavailabilityEditor(Editor[Span]):
    """One unavailability; a new one is of the trainer `trainer_id` or a room of `venue_id`."""

    form = Ui_UnavailabilityForm
    record = Span
    noun = "Indisponibilité"
    fresh = "nouvelle"

    def load(self, row_id: int | None) -> Span:
        """Return what is known, or today."""
        db = self.office.db
        kept = store.UNAVAILABILITIES.get(db, row_id) if row_id is not None else None
        trainer, venue = self.context.get("trainer_id"), self.context.get("venue_id")
        if kept is not None:
            trainer = kept.trainer_id
            venue = teaching.ROOMS.get(db, kept.room_id).venue_id if kept.room_id else None
        if isinstance(trainer, int):
            named = [each for each in offers.trainers(db) if each[0] == trainer]
            self.binding.offer("trainer_id", named or [(trainer, "Formateur archivé")])
        else:
            rooms = offers.rooms(db, venue if isinstance(venue, int) else None)
            self.binding.offer("room_id", rooms)
        for box in (self.ui.trainer_id, self.ui.room_id):
            show_row(box, wanted=box.count() > 0)
        if kept is None:
            room = self.ui.room_id.itemData(0)
            return Span(
                trainer_id=trainer if isinstance(trainer, int) else None,
                room_id=room,
                first_day=self.office.today(),
            )
        return Span(
            trainer_id=kept.trainer_id,
            room_id=kept.room_id,
            first_day=kept.first_day,
            last_day=kept.last_day,
            starts_at=kept.starts_at,
            ends_at=kept.ends_at,
            reason=kept.reason,
        )

    def shown(self) -> None:
        """Tell what it meets, now and whenever it changes."""
        self.binding.edited.connect(self._tell_met)
        self._tell_met()
        self.ui.first_day.setFocus()
        self.ui.first_day.selectAll()

    def store(self, value: Span) -> Changes:
        """Write it; what it meets was told and stays as it is."""
        return unavailabilities.save(self.office, self._unavailability(value))

    def _unavailability(self, span: Span) -> Unavailability:
        return Unavailability(
            trainer_id=span.trainer_id,
            room_id=span.room_id,
            first_day=span.first_day,
            last_day=span.last_day or span.first_day,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            reason=span.reason,
            id=self.row_id,
        )

    def _tell_met(self) -> None:
        try:
            span = self._unavailability(self.binding.peek(self.value))
            met = unavailabilities.met(self.office, span)
        except (FormInvalidError, RuleBroken):
            met = ()
        lines = [f"– {words}" for words in met[:MOST_SHOWN]]
        rest = len(met) - MOST_SHOWN
        lines += [f"– et {plural(rest, 'autre')}."] if rest > 0 else []
        head = f"{plural(len(met), 'créneau', 'créneaux')} déjà à ce moment :"
        self.ui.met.setText(typeset("\n".join([head, *lines])) if met else "")
        self.ui.met.setVisible(bool(met))
