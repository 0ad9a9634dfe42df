"""The account of one person on the learning platform."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.platform_access import Ui_PlatformAccessForm
from trainingdesk.domain.elearning import PlatformAccess
from trainingdesk.domain.people import full_name
from trainingdesk.french import hours, typeset
from trainingdesk.services import elearning
from trainingdesk.services.changes import Changes
from trainingdesk.storage import elearning as store
from trainingdesk.storage import parties, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSheet:
    """All that is noted of one person's account."""

    access: PlatformAccess
    sent_on: date | None = None
    self_paced_hours: Decimal = Decimal(0)


class PlatformAccessEditor(Editor[AccountSheet]):
    """One account; a new one is of `enrolment_id`."""

    form = Ui_PlatformAccessForm
    record = AccountSheet
    noun = "Accès à la plateforme"

    def load(self, row_id: int | None) -> AccountSheet:
        """Return the account, or one with a login from the person's names."""
        db = self.office.db
        access = store.ACCESSES.get(db, row_id) if row_id is not None else self._new()
        seat = sessions.ENROLMENTS.get(db, access.enrolment_id)
        session = sessions.SESSIONS.get(db, seat.session_id)
        person = parties.TRAINEES.get(db, seat.trainee_id or 0)
        planned = session.self_paced_hours
        words = f"{full_name(person)} – {session.number}, {session.title}"
        self.ui.person_name.setText(
            typeset(f"{words} ({hours(planned)} à suivre en ligne)" if planned else words)
        )
        return AccountSheet(
            access=access,
            sent_on=store.sent_days(db, seat.session_id).get(access.enrolment_id),
            self_paced_hours=seat.self_paced_hours,
        )

    def _new(self) -> PlatformAccess:
        given = self.context.get("enrolment_id")
        seat = required(
            given if isinstance(given, int) else None,
            "access_login",
            "Choisissez d’abord la personne, dans l’onglet E-learning de la session.",
        )
        return elearning.new_access(self.office, seat)

    def store(self, value: AccountSheet) -> Changes:
        """Write the account, the hours and the day of the letter together."""
        return elearning.save_account(
            self.office, value.access, hours=value.self_paced_hours, sent_on=value.sent_on
        )
