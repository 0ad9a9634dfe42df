"""A place of training and its rooms."""

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.venue import Ui_VenueForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.domain.teaching import Room, Venue
from trainingdesk.services import party_files
from trainingdesk.services.changes import Changes
from trainingdesk.services.parties import check_room
from trainingdesk.storage import teaching as store


class VenueEditor(Editor[Venue]):
    """Where one trains."""

    form = Ui_VenueForm
    record = Venue
    noun = "Lieu"

    def prepare(self) -> None:
        """Lay out the table of rooms."""
        self.ui.rooms.arrange(
            (
                cells.text("name", "Salle", width=168),
                cells.number("capacity", "Places"),
                cells.text("equipment", "Équipement", stretches=True),
            ),
            lambda: Room(venue_id=0, name=""),
            check=check_room,
            ordered=False,
        )
        self.ui.rooms.edited.connect(self.touch)

    def load(self, row_id: int | None) -> Venue:
        """Return the venue; a new one bears the name that was typed elsewhere."""
        if row_id is None:
            return Venue(name=str(self.context.get("name") or ""))
        return store.VENUES.get(self.office.db, row_id)

    def shown(self) -> None:
        """Show the rooms."""
        rooms = store.rooms_of(self.office.db, self.value.id) if self.value.id else []
        self.ui.rooms.show_records(rooms)

    def complete(self, value: Venue) -> Venue:
        """Return the venue once the rooms can be read."""
        self._rooms = self.ui.rooms.records()
        return value

    def store(self, value: Venue) -> Changes:
        """Write the venue and the rooms."""
        return party_files.save_venue(self.office, value, self._rooms)
