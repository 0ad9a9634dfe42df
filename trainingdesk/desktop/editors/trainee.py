"""A trainee and who employed her."""

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.trainee import Ui_TraineeForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.domain.parties import Employment, Trainee
from trainingdesk.services import party_files
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers
from trainingdesk.storage import parties as store


class TraineeEditor(Editor[Trainee]):
    """Who is trained; `client_id` in the context names the employer of a new one."""

    form = Ui_TraineeForm
    record = Trainee
    noun = "Stagiaire"

    def prepare(self) -> None:
        """Lay out the table of employers."""
        self.ui.employments.arrange(
            (
                cells.record("client_id", "Employeur", lambda: offers.clients(self.office.db)),
                cells.text("job", "Emploi", width=168),
                cells.day("starts_on", "Depuis le", self.office.today),
                cells.day("ends_on", "Jusqu’au", self.office.today),
            ),
            lambda: Employment(trainee_id=0, client_id=0),
            check=party_files.check_employment,
            ordered=False,
        )
        self.ui.employments.edited.connect(self.touch)

    def load(self, row_id: int | None) -> Trainee:
        """Return the trainee; a new one bears the name that was typed elsewhere."""
        if row_id is None:
            return Trainee(last_name=str(self.context.get("name") or ""))
        return store.TRAINEES.get(self.office.db, row_id)

    def shown(self) -> None:
        """Show the employments, latest first."""
        jobs = store.employments_of(self.office.db, self.value.id) if self.value.id else []
        client_id = self.context.get("client_id")
        if not jobs and isinstance(client_id, int):
            jobs = [Employment(trainee_id=0, client_id=client_id)]
        self.ui.employments.show_records(jobs)

    def complete(self, value: Trainee) -> Trainee:
        """Return the trainee once the employments can be read."""
        self._employments = self.ui.employments.records()
        return value

    def store(self, value: Trainee) -> Changes:
        """Write the trainee and the employments."""
        return party_files.save_trainee(self.office, value, self._employments)
