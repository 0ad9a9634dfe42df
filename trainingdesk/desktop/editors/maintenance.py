"""A time during which the learning platform is closed, and who is told."""

from datetime import datetime, time, timedelta

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.maintenance import Ui_MaintenanceForm
from trainingdesk.desktop.widgets.binding import FormInvalidError
from trainingdesk.domain.elearning import Maintenance
from trainingdesk.french import listed, long_moment, plural, typeset
from trainingdesk.services import elearning, platform_events
from trainingdesk.services.changes import Changes
from trainingdesk.storage import elearning as store

AHEAD = timedelta(days=7)
EVENING, LENGTH = time(20), timedelta(hours=2)
MOST_NAMES = 8


class MaintenanceEditor(Editor[Maintenance]):
    """One maintenance; a new one is proposed for an evening a week ahead."""

    form = Ui_MaintenanceForm
    record = Maintenance
    noun = "Maintenance de la plateforme"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Answer at each change."""
        self.binding.edited.connect(self.compute)

    def load(self, row_id: int | None) -> Maintenance:
        """Return the maintenance, or a new one."""
        if row_id is not None:
            return store.MAINTENANCES.get(self.office.db, row_id)
        start = datetime.combine(self.office.today() + AHEAD, EVENING)
        return Maintenance(starts_at=start, ends_at=start + LENGTH)

    def shown(self) -> None:
        """Tell what holds for what is known already."""
        self.compute()

    def compute(self) -> None:
        """Tell until when it is to be announced, and to whom."""
        try:
            record = self.binding.peek(self.value)
        except FormInvalidError:
            return
        rule = platform_events.rule_in_force(self.office)
        lines = []
        if rule.maintenance_hours is not None:
            lines.append(
                f"À annoncer avant le {long_moment(record.announce_by(rule))}, au moins "
                f"{plural(rule.maintenance_hours, 'heure')} à l’avance."
            )
        if late := platform_events.lateness(record, rule, elearning.now(self.office)):
            lines.append(f"Attention : {late}. Elle est gardée telle quelle.")
        self.ui.clock.setText(typeset("\n".join(lines)))
        self.ui.clock.setVisible(bool(lines))
        self.ui.told.setText(typeset(self._told(record)))

    def _told(self, record: Maintenance) -> str:
        people = platform_events.told_of(self.office, record)
        if not people:
            return "Aucun accès n’est ouvert ces jours-là : personne n’est à prévenir."
        names = [each.name for each in people[:MOST_NAMES]]
        if more := len(people) - len(names):
            names.append(plural(more, "autre"))
        return f"À prévenir : {listed(names)}."

    def store(self, value: Maintenance) -> Changes:
        """Write the maintenance; one announced late is told, not refused."""
        return platform_events.save_maintenance(self.office, value)
