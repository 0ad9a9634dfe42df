"""An incident on the learning platform: what happened, when it is to be mended, what was done."""

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.incident import Ui_IncidentForm
from trainingdesk.desktop.widgets.binding import FormInvalidError
from trainingdesk.domain.elearning import Incident, IncidentKind
from trainingdesk.french import long_moment, plural, typeset
from trainingdesk.services import elearning, platform_events
from trainingdesk.services.changes import Changes
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import elearning as store


class IncidentEditor(Editor[Incident]):
    """One incident; a new one is of `session_id`, and of `enrolment_id` where that is known."""

    form = Ui_IncidentForm
    record = Incident
    noun = "Incident"

    def prepare(self) -> None:
        """Answer at each change."""
        self.binding.edited.connect(self.compute)

    def load(self, row_id: int | None) -> Incident:
        """Return the incident, or one that is reported now."""
        incident = (
            store.INCIDENTS.get(self.office.db, row_id) if row_id is not None else self._new()
        )
        file = session_file(self.office, incident.session_id)
        self.ui.session_name.setText(f"{file.session.number} – {file.session.title}")
        self.ui.enrolment_id.fill(
            [(p.enrolment.id, p.name) for p in file.participants if p.trainee is not None],
            empty="Tous les stagiaires",
        )
        return incident

    def _new(self) -> Incident:
        now = elearning.now(self.office)
        return Incident(
            session_id=required(
                self._given("session_id"), "session_id", "Choisissez d’abord la session."
            ),
            kind=IncidentKind.TECHNICAL,
            happened_at=now,
            reported_at=now,
            facts="",
            enrolment_id=self._given("enrolment_id"),
        )

    def shown(self) -> None:
        """Tell the clock of what is known already."""
        self.compute()

    def compute(self) -> None:
        """Tell until when it is to be mended, and whether it was reported late."""
        try:
            incident = self.binding.peek(self.value)
        except FormInvalidError:
            return
        rule = platform_events.rule_of_incident(self.office, incident)
        due = incident.fix_by(rule)
        lines = []
        if due is not None:
            count = plural(rule.repair_working_hours or 0, "heure ouvrée", "heures ouvrées")
            lines.append(
                f"À corriger avant le {long_moment(due, is_end=True)} : {count} après le "
                "signalement, jour et nuit du lundi au vendredi, hors jours fériés."
            )
        if incident.is_reported_late(rule):
            lines.append(
                f"Signalé plus de {plural(rule.report_hours or 0, 'heure')} après les faits : "
                "il est gardé et traité de la même façon."
            )
        self.ui.clock.setText(typeset("\n".join(lines)))
        self.ui.clock.setVisible(bool(lines))

    def store(self, value: Incident) -> Changes:
        """Write the incident; one reported late is told, not refused."""
        return platform_events.save_incident(self.office, value)

    def _given(self, name: str) -> int | None:
        given = self.context.get(name)
        return given if isinstance(given, int) else None
